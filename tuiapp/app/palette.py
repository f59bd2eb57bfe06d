"""The palette at work: what can be done where somebody is, and doing what they chose."""

from __future__ import annotations

from collections.abc import Set
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.actions import parse
from textual.binding import Binding
from textual.dom import DOMNode

from tuiapp.app.type_ahead import TypeaheadApp
from tuiapp.keys.catalogue import KEYS
from tuiapp.keys.contexts import is_of_a_line
from tuiapp.keys.custom import LiveKeys
from tuiapp.person.settings import THEMES

if TYPE_CHECKING:
    from tuiapp.screens.palette import Chosen


class PaletteApp(TypeaheadApp):
    """An app whose every action is found by its words."""

    MAIN: ClassVar[tuple[str, ...]] = ()
    """The modes of the main screens, which the palette goes to."""
    live_keys: LiveKeys
    """The keys as the person has them."""

    @property
    def refused_keys(self) -> Set[str]:
        """The ids of the actions that are not offered now."""
        return frozenset()

    def choose_theme(self, theme: str) -> str:
        """Change to a theme and keep it in the person's settings; return what to say of it."""
        raise NotImplementedError

    def action_show_palette(self) -> None:
        """Show all actions, and do the one that is chosen."""
        from tuiapp.screens.palette import Palette  # not on the way to the first screen

        is_at_main = len(self.screen_stack) == 1
        modes = [mode for mode in self.MAIN if mode != self.current_mode or not is_at_main]
        palette = Palette(
            self._deeds(),
            modes,
            self.live_keys,
            THEMES,
            self.choose_theme,
            # What is typed behind Enter is meant for what the action leads to.
            self.hold_keys,
            self.refused_keys,
            is_in_dialog=self.screen.is_modal,
        )
        self.push_screen(palette, partial(self._do_chosen, self._subject()))

    def _subject(self) -> tuple[object, ...]:
        """Return what an action would be done to: the screen, and what somebody is at there."""
        from tuiapp.screens.shared.base import BaseScreen

        screen = self.screen
        if not isinstance(screen, BaseScreen):
            return (screen,)
        document = screen.current_document()
        return (screen, document["id"] if document else None, screen.line_at_cursor())

    def _deeds(self) -> dict[str, tuple[DOMNode, Binding]]:
        """Return what can be done where somebody is, by its id, each with what does it.

        Textual's own answer leaves out what has a letter for its key while there is a field to
        type it in. A node's own map, which has no public name, leaves out nothing.
        """
        deeds: dict[str, tuple[DOMNode, Binding]] = {}
        for node in (self.focused or self.screen).ancestors_with_self:
            for _, binding in node._bindings:
                if binding.id in self.refused_keys:
                    continue
                if binding.id and self._is_live(node, binding):
                    deeds.setdefault(binding.id, (node, binding))
            if node.is_modal:
                break
        return deeds

    def _is_live(self, node: DOMNode, binding: Binding) -> bool:
        """Whether what binds an action offers it now."""
        where, action, parameters = parse(binding.action)
        doer = self if where == "app" else node
        return bool(doer.check_action(action, parameters))

    def _do_chosen(self, subject: tuple[object, ...], chosen: Chosen | None) -> None:
        """Do what was chosen in the palette, where it works."""
        if chosen is not None:
            self.run_worker(self._go_and_do(subject, chosen))

    async def _go_and_do(self, subject: tuple[object, ...], chosen: Chosen) -> None:
        if chosen.mode:
            await self.switch_mode(chosen.mode)
            while len(self.screen_stack) > 1 and not self.screen.is_modal:
                await self.pop_screen()
        # Only then does a screen that comes in sight know what it shows, and have its focus.
        self.screen.call_after_refresh(self._do, subject, chosen)

    async def _do(self, subject: tuple[object, ...], chosen: Chosen) -> None:
        """Do an action where somebody is now, if it still works there, and to what they meant."""
        from tuiapp.screens.shared.base import BaseScreen

        try:
            deed = self._deeds().get(chosen.key_id)
            of_a_line = is_of_a_line(chosen.key_id)
            told = ""
            if chosen.mode and of_a_line:
                told = f"Go to the line first: {{{chosen.key_id}}} does it there."
            elif deed is None or (of_a_line and subject != self._subject()):
                told = f"{KEYS[chosen.key_id].label} cannot be done here now."
            if not told and deed is not None:
                await self.run_action(deed[1].action, deed[0])
            elif isinstance(self.screen, BaseScreen) and self.screen.is_shown:
                self.screen.say(self.live_keys.fill(told))
        finally:
            self.release_keys()
