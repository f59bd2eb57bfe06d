"""What every app of ours shares: its look, its keys with their help, very small windows."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.binding import BindingType
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor
from textual.geometry import Size
from textual.screen import Screen

from tuiapp.app.driver import terminal_driver
from tuiapp.app.palette import PaletteApp
from tuiapp.app.pastes import LONGEST_PASTE
from tuiapp.app.stylesheet import KeptStylesheet
from tuiapp.app.themes import ALL, AsciiSigns, WithoutColour
from tuiapp.errors import InputRefused
from tuiapp.keys.catalogue import KEYS, shown_key
from tuiapp.keys.custom import is_pressed, read_keys, with_keys
from tuiapp.person import paths
from tuiapp.person.settings import THEMES, Settings, change_setting
from tuiapp.terminal.look import Look, choose_look
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.split_view import WIDE
from tuiapp.widgets.too_small import TooSmall, is_too_small

if TYPE_CHECKING:
    from rich.console import RenderableType


class TerminalApp(PaletteApp):
    """An app that looks and takes keys as its person and the terminal want it.

    Args:
        settings: What the person chose.
        environ: What the terminal says of itself; the process's environment where not given.

    Raises:
        InputRefused: The keys that the person chose cannot be used.
    """

    CSS_PATH = Path(__file__).with_name("app.tcss")  # of this one, whatever is made of it
    TITLE = "partnertui"
    ENABLE_COMMAND_PALETTE = False  # ours is in the palette screen
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - an instance variable to Textual
        (0, "-narrow"),
        (60, "-normal"),
        (WIDE, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = bind("app")

    def __init__(
        self, settings: Settings | None = None, environ: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(driver_class=terminal_driver())
        # Motion costs a slow line dearly and shows nobody anything.
        self.animation_level = "none"
        self.settings = settings or Settings()
        self.fault: Exception | None = None
        """The mistake of ours that ended the app, if one did."""
        self.live_keys = read_keys(self.settings, paths.settings_file())
        """The keys as the person has them."""
        self.set_keymap(self.live_keys.keymap())
        self._environ = os.environ if environ is None else environ
        self.look: Look = choose_look(self.settings, self._environ)
        self._filters_of_look: list[LineFilter] = []
        if not self.look.is_coloured:
            self._filters_of_look.append(WithoutColour())
        if self.look.is_ascii:
            self._filters_of_look.append(AsciiSigns())
        for theme in ALL:
            self.register_theme(theme)
        # Before anything is drawn: a theme that changes later is a second screen to send.
        self.set_reactive(TerminalApp.theme, self.look.theme)
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())

    def on_mount(self) -> None:
        """Follow whichever screen comes into sight."""
        self.screen_change_signal.subscribe(self, self._fit, immediate=True)

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Load the sheets of a new screen, which is styled as it is mounted.

        Textual takes its styles for out of date, and would style all there is twice more.
        """
        super()._load_screen_css(screen)
        screen._css_update_count = self._css_update_count

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line goes through before it is sent.

        Textual's own answer to `NO_COLOR` is left out: it turns colours into greys, or sends the
        codes of the usual colours all the same.
        """
        left_out: tuple[type[LineFilter], ...] = (Monochrome, NoColor)
        if self.native_ansi_color:
            left_out += (ANSIToTruecolor,)  # made for the theme before this one
        kept = [each for each in super().get_line_filters() if not isinstance(each, left_out)]
        return [*kept, *self._filters_of_look]

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send what was drawn; where that is the whole screen, it is not drawn once more.

        A screen that comes into sight is laid out, which draws all of it, and asked beside that
        to draw all of it, for which Textual sends every cell twice.
        """
        super()._display(screen, renderable)
        if not self._batch_count and _is_whole(renderable, self.size):
            screen._repaint_required = False

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

    def choose_theme(self, theme: str) -> str:
        """Change to a theme and keep it in the person's settings; return what to say of it."""
        called = THEMES[theme].partition(":")[0]
        path = paths.settings_file()
        wanted = replace(self.settings, theme=theme)
        look = choose_look(wanted, self._environ)
        if look.theme != theme and not look.is_coloured:
            return f"{called} has colours, and this terminal is to have none."
        if look.theme != theme:
            return (
                f"{called} needs 256 colours, and this terminal says that it has fewer."
                " It keeps the terminal's own two."
            )
        self.settings, self.look = wanted, look
        self.theme = theme
        try:
            change_setting(path, "theme", theme)
        except InputRefused as error:
            return f"{called}, until you leave. {error}"
        return f"{called}. Kept in {path}."

    def on_paste_refused(self) -> None:
        """Say that a paste was too long, and what to do instead."""
        told = f"The paste has more than {LONGEST_PASTE:,} characters and was left out."
        self.notify(f"{told} Paste it in parts.", severity="warning", timeout=10, markup=False)

    def action_help_quit(self) -> None:
        """Say which key leaves, to somebody who presses Ctrl+C for it."""
        self.tell_key("app.quit", with_keys(self, "{app.quit} leaves the dashboard."))

    def key_ctrl_c(self) -> None:
        """Say which key leaves, where a dialog keeps Textual's own binding from doing it."""
        self.action_help_quit()

    def tell_key(self, key_id: str, sentence: str) -> None:
        """Say what a key does; in a dialog or field, which keeps it, how to leave that first."""
        from tuiapp.widgets.inputs import LineInput, TextInput  # not on the way to the first screen

        live = {active.binding.id for active in self.screen.active_bindings.values()}
        is_typing = isinstance(self.screen.focused, LineInput | TextInput)
        if is_typing or key_id not in live:
            sentence = f"Leave this with Esc; then {sentence}"
        self.notify(sentence, markup=False)

    def action_show_help(self) -> None:
        """Show the keys that work here."""
        from tuiapp.screens.shared.dialogs import Help

        keys: dict[str, tuple[list[str], str]] = {}
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if (
                binding.id
                and binding.tooltip
                and is_pressed(key)
                and binding.id not in self.refused_keys
            ):
                keys.setdefault(binding.id, ([], binding.tooltip))[0].append(shown_key(key))
        told = [
            (" or ".join(keys[key_id][0]), self.live_keys.fill(keys[key_id][1]))
            for key_id in KEYS
            if key_id in keys
        ]
        about = getattr(self.screen, "HELP", None) or ""
        self.push_screen(Help(self.live_keys.fill(about), told))


def _is_whole(renderable: RenderableType | None, size: Size) -> bool:
    """Whether what is sent covers the whole screen."""
    if isinstance(renderable, LayoutUpdate):
        return renderable.region.size == size
    if isinstance(renderable, ChopsUpdate):
        return sum(end - start for _, start, end in renderable.spans) >= size.area
    return False
