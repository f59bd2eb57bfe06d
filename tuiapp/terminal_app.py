"""What every app of ours shares: how it looks, its keys and their help, and very small windows."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.geometry import Size
from textual.screen import Screen

from tuiapp.driver import terminal_driver
from tuiapp.keymap import KEYS, bind, shown_key
from tuiapp.look import Look, choose_look
from tuiapp.settings import Settings
from tuiapp.themes import ALL, AsciiSigns, WithoutColour
from tuiapp.typeahead import TypeaheadApp
from tuiapp.widgets.too_small import TooSmall, is_too_small


class TerminalApp(TypeaheadApp):
    """An app that looks and takes keys as its person and the terminal want it.

    Args:
        settings: What the person chose.
        environ: What the terminal says of itself; the process's environment where not given.
    """

    CSS_PATH = Path(__file__).with_name("app.tcss")  # of this one, whatever is made of it
    TITLE = "partnertui"
    ENABLE_COMMAND_PALETTE = False  # ours is in the palette screen
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - an instance variable to Textual
        (0, "-narrow"),
        (60, "-normal"),
        (120, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = bind("app.help", "app.quit")

    def __init__(
        self, settings: Settings | None = None, environ: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(driver_class=terminal_driver())
        # Motion costs a slow line dearly and shows nobody anything.
        self.animation_level = "none"
        self.settings = settings or Settings()
        self.fault: Exception | None = None
        """The mistake of ours that ended the app, if one did."""
        self.look: Look = choose_look(self.settings, os.environ if environ is None else environ)
        self._filters_of_look: list[LineFilter] = []
        if not self.look.is_coloured:
            self._filters_of_look.append(WithoutColour())
        if self.look.is_ascii:
            self._filters_of_look.append(AsciiSigns())
        for theme in ALL:
            self.register_theme(theme)
        # Before anything is drawn: a theme that changes later is a second screen to send.
        self.set_reactive(TerminalApp.theme, self.look.theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Follow whichever screen comes into sight."""
        self.screen_change_signal.subscribe(self, self._fit, immediate=True)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line goes through before it is sent.

        Textual's own answer to `NO_COLOR` is left out: it turns colours into greys, or sends the
        codes of the usual colours all the same.
        """
        theirs = super().get_line_filters()
        kept = [each for each in theirs if not isinstance(each, (Monochrome, NoColor))]
        return [*kept, *self._filters_of_look]

    def on_resize(self, event: events.Resize) -> None:
        """Draw it all: a window that shrank and grew back lost what Textual believes is there."""
        self._fit(self.screen, event.size)  # its own size is set after this
        self.screen.refresh()

    def _fit(self, screen: Screen[Any], size: Size | None = None) -> None:
        """Say so where a window is too small for any screen, and take it back once it is not."""
        covers = screen.query_children(TooSmall)
        is_covered = is_too_small(size or self.size)
        if is_covered and not covers:
            screen.mount(TooSmall())
        elif not is_covered and covers:
            covers.remove()

    def _fatal_error(self) -> None:
        """End without Textual's own report, which prints the values of variables: register data.

        It has no public name; `fault` holds the exception for whoever ran the app.
        """
        self.fault = self._exception
        self._close_messages_no_wait()

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
