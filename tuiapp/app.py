"""The dashboard: its modes, its theme, and help."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from tuiapp import locations
from tuiapp.driver import terminal_driver
from tuiapp.keymap import KEYS, bind, shown_key
from tuiapp.screens.base import BaseScreen
from tuiapp.screens.today import TodayScreen
from tuiapp.store.drafts import Drafts
from tuiapp.themes import DARK, KeptStylesheet
from tuiapp.typeahead import TypeaheadApp

if TYPE_CHECKING:
    from textual.screen import Screen

    from tuiapp.store.register import Register


LOOK_SECONDS = 1.0
"""How often the dashboard looks whether somebody else saved; where nobody did, a stat."""


class PartnerTuiApp(TypeaheadApp):
    """The dashboard over one register.

    Args:
        register: Where partners are kept.
        today: Tells today's date.
    """

    CSS_PATH = "app.tcss"
    TITLE = "partnertui"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - an instance variable to Textual
        (0, "-narrow"),
        (60, "-normal"),
        (110, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = bind(
        "app.today", "app.guide", "app.explore", "app.register", "app.help", "app.quit"
    )

    def __init__(self, register: Register, today: Callable[[], date]) -> None:
        super().__init__(driver_class=terminal_driver())
        # Motion costs a slow line dearly and shows nobody anything.
        self.animation_level = "none"
        # Before anything is parsed: with another theme all of it would be parsed again.
        self.register_theme(DARK)
        self.theme = DARK.name
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.register = register
        self.today = today
        self.drafts = Drafts(locations.drafts_folder(), register)
        """Where what is typed is kept while it is typed."""
        self.fault: Exception | None = None
        """The mistake of ours that ended the dashboard, if one did."""
        self.add_mode("today", partial(TodayScreen, register, today))
        self.add_mode("guide", self._guide_screen)
        self.add_mode("explore", self._explore_screen)
        self.add_mode("register", self._register_screen)

    def on_mount(self) -> None:
        """Begin with today."""
        self.switch_mode("today")
        self.set_interval(LOOK_SECONDS, self._look)
        self.call_after_refresh(self._collect_garbage_again)
        self.call_after_refresh(self._offer_drafts)
        self.call_after_refresh(self._warn)

    def _warn(self) -> None:
        """Say what is unsafe about where the register lives."""
        for screen in self.screen_stack[:1]:
            if self.register.warnings and isinstance(screen, BaseScreen):
                screen.message_line.say(" ".join(self.register.warnings), error=True)

    def _offer_drafts(self) -> None:
        """Offer what was being typed when a session of this person ended."""
        left = self.drafts.left()
        if left.drafts or left.unreadable:
            from tuiapp.screens.drafts import offer  # with the forms, which a start needs seldom

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

    def on_resize(self) -> None:
        """Draw it all: a window that shrank and grew back lost what Textual believes is there."""
        self.screen.refresh()

    @staticmethod
    def _collect_garbage_again() -> None:
        """Leave what the start made out of every later collection, which would only walk it."""
        gc.freeze()
        gc.enable()

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Load the sheets of a new screen, which is styled as it is mounted.

        Textual takes its styles for out of date, and would style all there is twice more.
        """
        super()._load_screen_css(screen)
        screen._css_update_count = self._css_update_count

    # Each screen is imported when it is first shown: one is composed at the start, not four.

    def _guide_screen(self) -> Screen[None]:
        from tuiapp.screens.guide import GuideScreen

        return GuideScreen(self.register)

    def _explore_screen(self) -> Screen[None]:
        from tuiapp.screens.explore import ExploreScreen

        return ExploreScreen(self.register)

    def _register_screen(self) -> Screen[None]:
        from tuiapp.screens.register import RegisterScreen

        return RegisterScreen(self.register, self.today)

    def _fatal_error(self) -> None:
        """End without Textual's own report, which prints the values of variables: register data.

        It has no public name; `fault` holds the exception for whoever ran the dashboard.
        """
        self.fault = self._exception
        self._close_messages_no_wait()

    def action_show_mode(self, mode: str) -> None:
        """Go to one of the four parts."""
        self.switch_mode(mode)

    def action_show_help(self) -> None:
        """Show the keys that work here."""
        from tuiapp.screens.dialogs import Help

        keys: dict[str, tuple[list[str], str]] = {}
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if binding.id and binding.tooltip:
                keys.setdefault(binding.id, ([], binding.tooltip))[0].append(shown_key(key))
        told = [
            (" or ".join(keys[key_id][0]), keys[key_id][1]) for key_id in KEYS if key_id in keys
        ]
        self.push_screen(Help(getattr(self.screen, "HELP", ""), told))
