"""The dashboard: its modes, and what it looks after while it is open."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping, Set
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tuiapp.app.navigation import NavigationApp
from tuiapp.keys.catalogue import SAVING
from tuiapp.keys.custom import with_keys
from tuiapp.person import paths
from tuiapp.person.drafts import Drafts
from tuiapp.person.last_place import Whereabouts, keep, recall
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.screens.shared.save_queue import SaveQueue
from tuiapp.screens.today.today import TodayScreen
from tuiapp.widgets.bindings import bind

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.screen import Screen

    from tuiapp.person.settings import Settings
    from tuiapp.store.register import Register


MODES = ("today", "guide", "explore", "register")
"""The four parts, as they are called in the keymap; each has one list."""
LOOK_SECONDS = 1.0
"""How often the dashboard looks whether somebody else saved; where nobody did, a stat."""


class PartnerTuiApp(NavigationApp):
    """The dashboard over one register.

    Args:
        register: Where partners are kept.
        today: Tells today's date.
        settings: What the person chose.
    """

    MAIN: ClassVar[tuple[str, ...]] = MODES
    BINDINGS: ClassVar[list[BindingType]] = bind("modes")

    def __init__(
        self, register: Register, today: Callable[[], date], settings: Settings | None = None
    ) -> None:
        super().__init__(settings)
        self.register = register
        self.today = today
        self.save_queue = SaveQueue(self, register)
        """What is being saved; every save of a screen goes through it."""
        self.drafts = Drafts(paths.drafts_folder(), register)
        """Where what is typed is kept while it is typed."""
        self._was = recall(paths.whereabouts_folder(), register)
        """Where this person was when they left last."""
        self.add_mode("today", self._today_screen)
        self.add_mode("guide", self._guide_screen)
        self.add_mode("explore", self._explore_screen)
        self.add_mode("register", self._register_screen)

    def on_mount(self) -> None:
        """Begin where this person was; on the first day with today."""
        self.switch_mode(self._was.screen if self._was.screen in MODES else "today")
        if self._was.partner in self.register.snapshot.documents:
            self._open_partner_again()
        self.set_interval(LOOK_SECONDS, self._look)
        self.call_after_refresh(self._collect_garbage_again)
        self.call_after_refresh(self._offer_drafts)
        self.call_after_refresh(self._warn)

    def _open_partner_again(self) -> None:
        """Open the partner that was open, above the list it was opened from."""
        from tuiapp.screens.partner.partner import VIEWS, PartnerScreen  # others begin without it

        was = self._was
        part = was.part if was.part in VIEWS else "overview"
        line = was.line if part != "overview" else ""  # which is a page, and has no lines
        self.push_screen(PartnerScreen(self.register, self.today, was.partner, view=part, row=line))

    async def action_quit(self) -> None:
        """Leave; where a save waits, say so instead."""
        if self.save_queue.is_waiting():
            self.save_queue.refuse_to_leave()
        else:
            await super().action_quit()

    def key_ctrl_z(self) -> None:
        """Say which key takes back a change, to somebody who presses Ctrl+Z outside a field."""
        self.tell_key("edit.undo", with_keys(self, "{edit.undo} takes back your last change."))

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave, by a key or because the terminal is lost, and keep where this person is.

        A mistake of ours does not come this way: the next start does not lead to it again.
        """
        if self.current_mode in MODES and self.screen_stack:
            keep(paths.whereabouts_folder(), self.register, self._whereabouts())
        super().exit(result, return_code, message)

    def _whereabouts(self) -> Whereabouts:
        """Return where this person is; of a screen that was not shown, where they were."""
        lines = dict(self._was.lines)
        for mode in MODES:
            with suppress(KeyError):  # not shown yet
                screen = self.get_screen_stack(mode)[0]
                if isinstance(screen, BaseScreen) and (line := screen.line_at_cursor()):
                    lines[mode] = line
        partner = part = line = ""
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and (place := screen.place_in_partner()):
                partner, part, line = place
        return Whereabouts(self.current_mode, partner, part, line, lines)

    @property
    def refused_keys(self) -> Set[str]:
        """The ids of the actions that are not offered, because nothing can be saved."""
        return SAVING if self.register.why_read_only else frozenset()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do an action; where it leads to a change and nothing can be saved, say so instead.

        Said only when it is to be saved, it would be said after all has been typed.
        """
        screen = self.screen
        is_refused = default_namespace is not None and any(
            binding.action == action and binding.id in self.refused_keys
            for _, binding in default_namespace._bindings
        )
        if is_refused and isinstance(screen, BaseScreen) and screen.refuses_changes():
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def _warn(self) -> None:
        """Say what is unsafe about where the register lives."""
        for screen in self.screen_stack[-1:]:
            if self.register.warnings and isinstance(screen, BaseScreen):
                screen.message_line.say(" ".join(self.register.warnings), error=True)

    def _offer_drafts(self) -> None:
        """Offer what was being typed when a session of this person ended, if it can be saved."""
        if self.register.why_read_only:
            return
        left = self.drafts.left()
        if left.drafts or left.unreadable:
            from tuiapp.screens.resume_drafts import (
                offer,  # with the forms, which a start needs seldom
            )

            self.run_worker(offer(self, left, self.register, self.today))

    async def _look(self) -> None:
        """Look whether somebody else saved; a large register is read beside what is on screen."""
        if self.register.has_moved:
            await asyncio.to_thread(self.register.read_ahead)
        self._look_again()

    def _look_again(self) -> None:
        """Let the screen in sight show what somebody else saved; the others do when resumed.

        Whoever types in a form or answers a question is left alone.
        """
        for screen in self.screen_stack[-1:]:  # none while the dashboard closes
            if isinstance(screen, BaseScreen) and screen.is_shown:
                screen.look_again()

    @staticmethod
    def _collect_garbage_again() -> None:
        """Leave what the start made out of every later collection, which would only walk it."""
        gc.freeze()
        gc.enable()

    # Each screen is imported when it is first shown: one is composed at the start, not four.

    def _begin_at_line(self, mode: str, screen: BaseScreen) -> Screen[None]:
        """Return a screen that begins at the line where this person was."""
        screen.first_line = self._was.lines.get(mode, "")
        return screen

    def _today_screen(self) -> Screen[None]:
        return self._begin_at_line("today", TodayScreen(self.register, self.today))

    def _guide_screen(self) -> Screen[None]:
        from tuiapp.screens.guide.guide import GuideScreen

        return self._begin_at_line("guide", GuideScreen(self.register))

    def _explore_screen(self) -> Screen[None]:
        from tuiapp.screens.guide.explore import ExploreScreen

        return self._begin_at_line("explore", ExploreScreen(self.register))

    def _register_screen(self) -> Screen[None]:
        from tuiapp.screens.register.register import RegisterScreen

        return self._begin_at_line("register", RegisterScreen(self.register, self.today))

    def action_show_mode(self, mode: str) -> None:
        """Go to one of the four parts."""
        self.switch_mode(mode)
