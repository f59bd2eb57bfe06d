"""A page of which some lines lead on: read it by scrolling, open such a line by Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuiapp.domain.pages.page import Block, Page, as_text
from tuiapp.domain.text import clean
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.prose import LINE_LENGTH, POINT

INDENT = 2
"""How far a point and a line that leads on are set in: the cursor's sign has room there."""


class Linked(NamedTuple):
    """One stretch of a page."""

    block: Block
    to: str = ""
    """What Enter opens there; "" where the stretch is only to be read."""


class Line(NamedTuple):
    """One line as it is drawn."""

    text: str
    kind: str
    link: int = -1
    """The number of the stretch that leads on which it belongs to; -1 for none."""


class LinkedProse(ScrollView, can_focus=True, inherit_bindings=False):
    """A page that scrolls, with a cursor that goes from one line that leads on to the next.

    Down goes to the next such line where it is in sight, and scrolls a line where it is not. The
    column of the scrollbar is kept free, as in `Prose`.
    """

    DEFAULT_CSS = """
    LinkedProse {
        height: 1fr; padding: 0; overflow-x: hidden;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; scrollbar-gutter: stable;
    }
    LinkedProse > .links--title { text-style: bold; }
    LinkedProse > .links--heading { color: $primary; text-style: bold; }
    LinkedProse > .links--source { color: $text-muted; }
    LinkedProse > .links--problem { color: $error; text-style: bold; }
    LinkedProse > .links--cursor { background: $panel; color: $foreground; }
    LinkedProse:focus > .links--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "links--title",
        "links--heading",
        "links--source",
        "links--problem",
        "links--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = bind("linked-prose")

    page_title: reactive[str] = reactive("", layout=False, repaint=False)
    stretches: reactive[tuple[Linked, ...]] = reactive((), layout=False, repaint=False)
    """The page; setting it keeps the cursor on the line that leads to the same place."""
    cursor: reactive[int] = reactive(0, repaint=False)
    """The number of the line that leads on under the cursor, from 0."""

    @dataclass
    class Chosen(Message):
        """A line that leads on was opened."""

        to: str

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._tos: list[str] = []
        self._firsts: list[int] = []
        """The place of the first line of each stretch that leads on."""
        self._is_held = False
        """Whether somebody moved or opened a line, so that the cursor is to stay on its line."""

    @property
    def current(self) -> str | None:
        """Where the line under the cursor leads; None where none is in sight."""
        return self._tos[self.cursor] if self._is_in_sight(self.cursor) else None

    def as_text(self) -> str:
        """Return the page as plain lines."""
        return as_text(Page(self.page_title, tuple(linked.block for linked in self.stretches)))

    def show(self, title: str, stretches: Sequence[Linked]) -> None:
        """Show a page; one that is shown already stays where it is, its cursor too.

        As long as nobody has pressed a key, the cursor stays at the first line that leads on.
        """
        was_in_sight = self._is_in_sight(self.cursor)
        to = self._tos[self.cursor] if self._is_held and self.cursor < len(self._tos) else None
        self.page_title, self.stretches = title, tuple(stretches)
        self._lay_out()
        if to in self._tos:
            self.cursor = self._tos.index(to)
        else:
            self.cursor = max(0, min(self.cursor, len(self._tos) - 1))
        if self._is_held and was_in_sight:
            self._bring_in_sight()
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the page to the new width; the line under the cursor stays in sight."""
        was_in_sight = self._is_in_sight(self.cursor)
        self._lay_out()
        if self._is_held and was_in_sight:
            self._bring_in_sight()

    def _bring_in_sight(self) -> None:
        """Scroll to the line under the cursor where it is out of sight."""
        if self._tos and not self._is_in_sight(self.cursor):
            self._go_to_line(self._firsts[self.cursor] - self._height // 2)

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _lay_out(self) -> None:
        """Wrap the page to the width there is."""
        self._lines = self._wrap(self.scrollable_content_region.width)
        self._tos = [to for _, to in self.stretches if to]
        links = [line.link for line in self._lines]
        self._firsts = [links.index(link) for link in range(len(self._tos))]
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the page takes at a width, where its height is `auto`."""
        return len(self._wrap(width - self.scrollbar_size_vertical))

    def _wrap(self, width: int) -> list[Line]:
        """Return the page line by line, wrapped to a width without the scrollbar."""
        width = max(10, min(width - 1, LINE_LENGTH + INDENT))
        title = _wrapped(self.page_title, width, "") if self.page_title else []
        lines = [Line(text, "title") for text in title]
        links = 0
        before = "title" if title else "heading"  # above the first line nothing is left free
        for block, to in self.stretches:
            kind = "point" if to else block.kind
            if (kind not in ("point", "source") or before != kind) and before != "heading":
                lines.append(Line("", ""))
            before = kind
            sign = "  " if to else POINT if kind == "point" else ""
            link = links if to else -1
            links += bool(to)
            lines += [Line(text, kind, link) for text in _wrapped(block.text, width, sign)]
        return lines

    def _is_in_sight(self, link: int) -> bool:
        """Whether the first line of a stretch that leads on is in the window."""
        if not 0 <= link < len(self._firsts):
            return False
        top = self.scroll_offset.y
        return top <= self._firsts[link] < top + self._height

    def on_key(self, event: events.Key) -> None:
        """Keep the cursor on its line from now on."""
        self._is_held = True

    def watch_cursor(self) -> None:
        """Draw the cursor where it is now."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the window."""
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[place]
        style = self.rich_style
        if line.kind in ("title", "heading", "source", "problem"):
            style = self.get_component_rich_style(f"links--{line.kind}")
        sign = " "
        if line.link == self.cursor:
            style = self.get_component_rich_style("links--cursor")
            sign = ">" if self._firsts[line.link] == place else " "
        text = set_cell_size(sign + line.text, width)
        return Strip([Segment(text, style)], width)

    def action_next_link(self) -> None:
        """Go to the next line that leads on; scroll where none is in sight."""
        after = self.cursor + 1 if self._is_in_sight(self.cursor) else self._first_in_sight()
        if self._is_in_sight(after):
            self.cursor = after
            self._show_whole()
        else:
            self._go_on_by(1)

    def action_previous_link(self) -> None:
        """Go to the line that leads on before; scroll where none is in sight."""
        before = self.cursor - 1 if self._is_in_sight(self.cursor) else self._last_in_sight()
        if self._is_in_sight(before):
            self.cursor = before
        else:
            self._go_on_by(-1)

    def _show_whole(self) -> None:
        """Scroll as little as shows the whole stretch under the cursor, or its beginning."""
        first = self._firsts[self.cursor]
        end = first + sum(line.link == self.cursor for line in self._lines)
        if first < self.scroll_offset.y:
            self._go_to_line(first)
        elif end > self.scroll_offset.y + self._height:
            self._go_to_line(min(end - self._height, first))

    def _first_in_sight(self) -> int:
        return next((n for n in range(len(self._tos)) if self._is_in_sight(n)), -1)

    def _last_in_sight(self) -> int:
        return next((n for n in reversed(range(len(self._tos))) if self._is_in_sight(n)), -1)

    def action_page_down(self) -> None:
        """Scroll down a page."""
        self._go_on_by(max(1, self._height - 1))

    def action_page_up(self) -> None:
        """Scroll up a page."""
        self._go_on_by(-max(1, self._height - 1))

    def action_first(self) -> None:
        """Go to the top."""
        self._go_to_line(0)
        self._follow(self._first_in_sight())

    def action_last(self) -> None:
        """Go to the end."""
        self._go_to_line(len(self._lines))
        self._follow(self._last_in_sight())

    def _go_on_by(self, lines: int) -> None:
        """Scroll; the cursor follows to what is in sight then."""
        self._go_to_line(self.scroll_offset.y + lines)
        if not self._is_in_sight(self.cursor):
            self._follow(self._first_in_sight() if lines > 0 else self._last_in_sight())

    def _follow(self, link: int) -> None:
        if link >= 0:
            self.cursor = link
        self.refresh_bindings()

    def _go_to_line(self, top: int) -> None:
        # By force: lines that came this moment have no scrollbar yet.
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to open a line only where one leads on."""
        return action != "choose" or bool(self._tos)

    def action_choose(self) -> None:
        """Open the line under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current))


def _wrapped(text: str, width: int, sign: str) -> list[str]:
    """Return text line by line, what follows the first one set in to the right of a sign."""
    lines = [line.plain for line in Content(clean(text)).wrap(max(1, width - len(sign)))]
    if not sign:
        return lines
    first, *rest = lines
    return [sign + first, *(" " * len(sign) + line for line in rest)]
