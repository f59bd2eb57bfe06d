"""The lines around every screen: where you are, what was said, which keys matter."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tuiapp.domain.text import clean_line
from tuiapp.keys.catalogue import KEYS, shown_key
from tuiapp.keys.custom import PALETTE, is_pressed, is_sign, live_keys, refused_keys
from tuiapp.widgets.inputs import LineInput, TextInput

BETWEEN = " · "
"""What stands between two things told in a line."""
GAP = 2
"""The least space between the two ends of a line, in cells."""
MOST_KEYS = 7
"""How many keys one takes in at a glance; the help has them all."""
LEAST = 11
"""How much of something must fit, in cells, to tell anything: saved 14:03."""


class TitleLine(Widget):
    """The top line: where you are on the left, what is to be known of the register on the right.

    What has no room is left out: the folders of the place first, then what is told of it, then
    its name, the warning never.
    """

    DEFAULT_CSS = """
    TitleLine { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    TitleLine:ansi { text-style: reverse; }
    """
    where: reactive[str] = reactive("")
    warning: reactive[str] = reactive("")
    """What makes this register another than the usual one; it may take half of the line."""
    about: reactive[str] = reactive("")
    """Who saved it last, and when."""
    place: reactive[str] = reactive("")
    """Where it is kept: its name is told first, its folders where there is room."""

    def render(self) -> RenderResult:
        """Return both ends of the line."""
        width = self.size.width
        warning = _cut(clean_line(self.warning), width // 2)
        where = _cut(clean_line(self.where), width - cell_len(warning) - GAP * bool(warning))
        room = width - cell_len(where) - GAP
        place, about = clean_line(self.place), clean_line(self.about)
        told = BETWEEN.join(filter(None, (warning, place, about)))
        if cell_len(told) > room:
            told = warning
            for text in (place.replace("\\", "/").rpartition("/")[2], about):
                before = f"{told}{BETWEEN}" if told else ""
                shown = _cut(text, room - cell_len(before))
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


class MessageLine(Widget):
    """What just happened, or went wrong.

    What happened stays until something else is said. What went wrong stays until it is taken
    away, or the next thing that is saved shows that it is over; what is said meanwhile stands
    below it.
    """

    DEFAULT_CSS = """
    MessageLine { height: auto; max-height: 75%; padding: 0 1; color: $success; display: none; }
    MessageLine.-said { display: block; }
    MessageLine.-error { color: $error; text-style: bold; }
    """
    text: reactive[str] = reactive("", layout=True)
    below: reactive[str] = reactive("", layout=True)
    """What happened since something went wrong that still stands there."""

    def say(self, text: str, *, error: bool = False) -> None:
        """Say something in place of what stands there; an empty text takes the line away."""
        self.text = text
        self.below = ""
        self.set_class(bool(text), "-said")
        if error != self.is_error:
            self.set_class(error, "-error")
            self.screen.refresh_bindings()  # Esc takes it away

    def say_quietly(self, text: str) -> None:
        """Say something, but leave in sight what went wrong."""
        if self.is_error:
            self.below = text
        else:
            self.say(text)

    def end(self) -> None:
        """Take a quiet message away: somebody went on to something else."""
        if self.is_error:
            self.below = ""
        else:
            self.say("")

    def take_back(self, text: str) -> None:
        """Take a quiet message away, if it is still the one that stands there."""
        if self.is_shown(text):
            self.end()

    def is_shown(self, text: str) -> bool:
        """Whether a message stands there, alone or below what went wrong."""
        return text == (self.below if self.is_error else self.text)

    @property
    def is_error(self) -> bool:
        """Whether what stands there says that something went wrong."""
        return self.has_class("-error")

    def render(self) -> RenderResult:
        """Return the text as typed, never as markup."""
        if not self.below:
            return Content(clean_line(self.text))
        return Content.assemble(
            clean_line(self.text), "\n", (clean_line(self.below), "not bold $foreground")
        )


class KeyLine(Widget):
    """The bottom line: the few keys that matter now."""

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    KeyLine:ansi { text-style: reverse; }
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
        refused = refused_keys(self.app)
        is_typing = isinstance(self.screen.focused, LineInput | TextInput)
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if (
                binding.id
                and binding.id not in said
                and (binding.show or binding.id in always)
                and active.enabled
                and binding.id not in refused
                and is_pressed(key)
                and not (is_typing and is_sign(key))
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
        # Where even these have no room, the keys stand without their words.
        if self._width(said, last) > self.size.width:
            said = {id_: (said[id_][0], "") for id_ in last}
            order = last
        while len(order) > len(last) and (
            len(order) > MOST_KEYS or self._width(said, order) > self.size.width
        ):
            order.pop(len(order) - len(last) - 1)
        parts: list[tuple[str, str] | str] = []
        for id_ in order:
            key, label = said[id_]
            parts += ["  "] if parts else []
            parts += [(key, "bold $foreground"), f" {label}"]
        # To the end of the line, which may be turned round.
        parts.append(" " * max(0, self.size.width - self._width(said, order)))
        return Content.assemble(*parts)

    def _width(self, said: dict[str, tuple[str, str]], order: list[str]) -> int:
        return sum(len(said[id_][0]) + len(said[id_][1]) + 3 for id_ in order) - 2
