"""The lines around every screen: where you are, what was said, which keys matter."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tuiapp.domain.text import clean_line
from tuiapp.keymap import KEYS, shown_key
from tuiapp.keys import PALETTE, is_pressed, live_keys

BETWEEN = " · "
"""What stands between two things told in a line."""
GAP = 2
"""The least space between the two ends of a line, in cells."""
LEAST = 11
"""How much of something must fit, in cells, to tell anything: saved 14:03."""


class TitleLine(Widget):
    """The top line: where you are on the left, what is to be known of the register on the right.

    What has no room is left out: the place first, then what is told of it, the warning never.
    """

    DEFAULT_CSS = """
    TitleLine {
        height: 1; background: $panel; color: $foreground; text-style: $bar-text-style;
        padding: 0 1;
    }
    """
    where: reactive[str] = reactive("")
    warning: reactive[str] = reactive("")
    """What makes this register another than the usual one; it may take half of the line."""
    about: reactive[str] = reactive("")
    """Who saved it last, and when."""
    place: reactive[str] = reactive("")
    """Where it is kept; its end tells most."""

    def render(self) -> RenderResult:
        """Return both ends of the line."""
        width = self.size.width
        warning = _cut(clean_line(self.warning), width // 2)
        where = _cut(clean_line(self.where), width - cell_len(warning) - GAP * bool(warning))
        told = warning
        for text, cut in ((self.about, _cut), (self.place, _cut_front)):
            before = f"{told}{BETWEEN}" if told else ""
            shown = cut(clean_line(text), width - cell_len(where) - GAP - cell_len(before))
            if cell_len(shown) < min(LEAST, cell_len(text)):
                break
            told = f"{before}{shown}" if shown else told
        gap = max(0, width - cell_len(where) - cell_len(told))
        return Content.assemble((where, "bold"), " " * gap, told)


def _cut(text: str, width: int) -> str:
    """Return as much of the beginning as fits, with a sign where something is missing."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def _cut_front(text: str, width: int) -> str:
    """Return as much of the end as fits, with a sign where something is missing."""
    return _cut(text[::-1], width)[::-1]


class MessageLine(Widget):
    """What just happened, or went wrong; stays until something else is said."""

    DEFAULT_CSS = """
    MessageLine { height: auto; padding: 0 1; color: $success; display: none; }
    MessageLine.-said { display: block; }
    MessageLine.-error { color: $error; text-style: bold; }
    """
    text: reactive[str] = reactive("", layout=True)

    def say(self, text: str, *, error: bool = False) -> None:
        """Say something; an empty text takes the line away."""
        self.text = text
        self.set_class(bool(text), "-said")
        self.set_class(error, "-error")

    def end(self) -> None:
        """Take a quiet message away: somebody went on to something else."""
        if not self.is_error:
            self.say("")

    @property
    def is_error(self) -> bool:
        """Whether what stands there says that something went wrong."""
        return self.has_class("-error")

    def render(self) -> RenderResult:
        """Return the text as typed, never as markup."""
        return Content(clean_line(self.text))


class KeyLine(Widget):
    """The bottom line: the few keys that matter now."""

    DEFAULT_CSS = """
    KeyLine {
        height: 1; background: $panel; color: $text-muted; text-style: $bar-text-style;
        padding: 0 1;
    }
    """

    def on_mount(self) -> None:
        """Follow the focus and whatever else changes the keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._redraw)

    def _redraw(self, screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        """Return as many keys as fit, help and the way back always among them."""
        said: dict[str, tuple[str, str]] = {}
        # Where letters do nothing, what is done without a key is done from there.
        always = () if live_keys(self.app).has_letters else PALETTE
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if (
                binding.id
                and binding.id not in said
                and (binding.show or binding.id in always)
                and active.enabled
                and is_pressed(key)
            ):
                said[binding.id] = (shown_key(key), binding.description)
        said = {id_: said[id_] for id_ in KEYS if id_ in said}
        last = [
            id_
            for id_ in (
                "screen.back",
                "dialog.cancel",
                *always,
                "form.help",
                "app.help",
                "app.quit",
            )
            if id_ in said
        ]
        order = [*(id_ for id_ in said if id_ not in last), *last]
        while order and self._width(said, order) > self.size.width and len(order) > len(last):
            order.pop(len(order) - len(last) - 1)
        parts: list[tuple[str, str] | str] = []
        for id_ in order:
            key, label = said[id_]
            parts += ["  "] if parts else []
            parts += [(key, "bold $foreground"), f" {label}"]
        return Content.assemble(*parts)

    def _width(self, said: dict[str, tuple[str, str]], order: list[str]) -> int:
        return sum(len(said[id_][0]) + len(said[id_][1]) + 3 for id_ in order) - 2
