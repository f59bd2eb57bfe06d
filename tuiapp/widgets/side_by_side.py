"""Several things side by side, part by part; one at a time where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuiapp.domain.pages.page import Block
from tuiapp.domain.text import clean, clean_line
from tuiapp.widgets.bindings import bind

WIDE = 80
"""From how many cells on everything stands side by side."""
GAP = 3
"""How many cells are left free between two columns."""
LONGEST = 60
"""The widest column that reads well beside others, in cells; one alone may be wider."""
ALONE = 80
"""The widest column that reads well alone, in cells."""
POINT = "- "


class Group(NamedTuple):
    """One part of all that is compared."""

    heading: str
    cells: tuple[tuple[Block, ...], ...]
    """What it says of each, in the order of the names."""


class Line(NamedTuple):
    """One line as it is drawn."""

    text: str
    part: int
    """The number of the group it belongs to, from 0."""
    is_heading: bool = False


class SideBySide(ScrollView, can_focus=True, inherit_bindings=False):
    """Columns of text under their names, part by part.

    The names stay in sight, and so does the heading of the part at the top. Where the window is
    narrower than 80 cells, or somebody asked for it, one column is shown at a time; left and right
    go on to the next at the same part.
    """

    DEFAULT_CSS = """
    SideBySide {
        height: 1fr; padding: 0 0 0 1; scrollbar-size-vertical: 1; overflow-x: hidden;
        overflow-y: scroll;
    }
    SideBySide > .side-by-side--name { color: $accent; text-style: bold; }
    SideBySide > .side-by-side--heading { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"side-by-side--name", "side-by-side--heading"}
    BINDINGS: ClassVar[list[BindingType]] = bind("side-by-side")

    names: reactive[tuple[str, ...]] = reactive((), layout=False)
    """What is compared."""
    groups: reactive[tuple[Group, ...]] = reactive((), layout=False)
    """The parts, each with what it says of everything that is compared."""
    shown: reactive[int] = reactive(0, repaint=False)
    """Which one is shown where it is one at a time, from 0."""
    is_one_wanted: reactive[bool] = reactive(False, repaint=False)
    """Whether one at a time is wanted even where there is room for all."""

    def __init__(self) -> None:
        super().__init__()
        self._head: list[str] = []
        self._lines: list[Line] = []

    @property
    def is_one(self) -> bool:
        """Whether one is shown at a time."""
        return self.is_one_wanted or not self._has_room

    @property
    def _has_room(self) -> bool:
        return self.outer_size.width >= WIDE

    @property
    def part(self) -> int:
        """The number of the part at the top of the window, from 0."""
        return self._lines[self._top].part if self._lines else 0

    @property
    def _top(self) -> int:
        return min(self.scroll_offset.y, max(0, len(self._lines) - 1))

    def watch_names(self) -> None:
        """Lay out the new columns."""
        self._lay_out()

    def watch_groups(self) -> None:
        """Lay out the new parts."""
        self._lay_out()

    def watch_shown(self) -> None:
        """Show another one, at the part that is being read."""
        self._lay_out(same_part=True)

    def watch_is_one_wanted(self) -> None:
        """Show one at a time or all, at the part that is being read."""
        self._lay_out(same_part=True)
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the columns to the new width, at the part that is being read."""
        self._lay_out(same_part=True)
        self.refresh_bindings()

    def _lay_out(self, *, same_part: bool = False) -> None:
        """Wrap everything to the width there is."""
        part = self.part if same_part else 0
        into = self._top - self._first_of(part) if same_part else 0
        width = self.scrollable_content_region.width
        if not self.names or width <= 0:
            return
        shown = range(len(self.names))
        if self.is_one:
            shown = range(self.shown, self.shown + 1)
            column = max(1, min(width, ALONE))
        else:
            column = max(1, min((width - GAP * (len(shown) - 1)) // len(shown), LONGEST))
        self._head = self._head_lines(shown, column)
        self._lines = []
        for number, group in enumerate(self.groups):
            heading = Content(clean_line(group.heading)).wrap(max(1, width))
            self._lines += [Line(line.plain, number, is_heading=True) for line in heading]
            cells = [_cell_lines(group.cells[place], column) for place in shown]
            self._lines += [Line(text, number) for text in _beside(cells, column)]
            self._lines.append(Line("", number))
        del self._lines[-1:]
        self.virtual_size = Size(self.size.width, len(self._lines) + len(self._head))
        # Into a part one is as far as one was, or at its end where it is shorter there.
        length = sum(line.part == part for line in self._lines)
        top = self._first_of(part) + max(0, min(into, length - 1) if into < length else 0)
        self._go_to_line(top)
        self.refresh()

    def _head_lines(self, shown: Sequence[int], column: int) -> list[str]:
        """Return the lines that stay in sight above the columns."""
        if not self.is_one:
            names = [_wrapped(self.names[place], column) for place in shown]
            return _beside(names, column)
        name = f"< {self.names[self.shown]} >  {self.shown + 1} of {len(self.names)}"
        return _wrapped(name, column)

    def _first_of(self, part: int) -> int:
        """Return the place of a part's first line."""
        return next((n for n, line in enumerate(self._lines) if line.part == part), 0)

    def render_line(self, y: int) -> Strip:
        """Return one line of the window."""
        width = self.scrollable_content_region.width
        if y < len(self._head):
            style = self.get_component_rich_style("side-by-side--name")
            return Strip([Segment(set_cell_size(self._head[y], width), style)], width)
        place = y - len(self._head) + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[place]
        if y == len(self._head) and line.text and not line.is_heading:
            # In place of a line that was read already: whoever scrolls knows what they are at.
            line = Line(clean_line(self.groups[line.part].heading), line.part, is_heading=True)
        style = self.rich_style
        if line.is_heading:
            style = self.get_component_rich_style("side-by-side--heading")
        return Strip([Segment(set_cell_size(line.text, width), style)], width)

    @property
    def _page(self) -> int:
        """How many lines one goes on by a page: what stays in sight is not gone past."""
        return max(1, self.scrollable_content_region.height - len(self._head) - 2)

    def action_page_down(self) -> None:
        """Scroll down a page."""
        self._go_to_line(self.scroll_offset.y + self._page)

    def action_page_up(self) -> None:
        """Scroll up a page."""
        self._go_to_line(self.scroll_offset.y - self._page)

    def action_next_part(self) -> None:
        """Go to the next part; from the last one to the end of it."""
        is_last = self.part + 1 == len(self.groups)
        self._go_to_line(len(self._lines) if is_last else self._first_of(self.part + 1))

    def action_part_before(self) -> None:
        """Go to the beginning of the part, or from there to the part before."""
        first = self._first_of(self.part)
        self._go_to_line(first if first < self._top else self._first_of(self.part - 1))

    def _go_to_line(self, top: int) -> None:
        # By force: lines that came this moment have no scrollbar yet.
        self.scroll_to(y=top, animate=False, force=True)

    def action_next(self) -> None:
        """Show the next one."""
        self.shown = (self.shown + 1) % max(1, len(self.names))

    def action_previous(self) -> None:
        """Show the one before."""
        self.shown = (self.shown - 1) % max(1, len(self.names))

    def action_one(self) -> None:
        """Show one at a time, or all side by side again."""
        self.is_one_wanted = not self.is_one_wanted

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer the way to the next one only where one is shown at a time."""
        if action in ("next", "previous"):
            return self.is_one
        return action != "one" or self._has_room


def _wrapped(text: str, width: int) -> list[str]:
    return [line.plain for line in Content(clean(text)).wrap(width)]


def _cell_lines(blocks: Sequence[Block], width: int) -> list[str]:
    """Return what one column says, an empty line between paragraphs."""
    lines: list[str] = []
    before = ""
    for block in blocks:
        if before and not before == block.kind == "point":
            lines.append("")
        before = block.kind
        if block.kind == "point":
            first, *rest = _wrapped(block.text, max(1, width - len(POINT)))
            lines += [POINT + first, *(" " * len(POINT) + line for line in rest)]
        else:
            lines += _wrapped(block.text, width)
    return lines


def _beside(columns: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return columns of lines put side by side."""
    height = max(map(len, columns), default=0)
    between = " " * GAP
    rows = [[column[n] if n < len(column) else "" for column in columns] for n in range(height)]
    return [between.join(set_cell_size(text, width) for text in row).rstrip() for row in rows]
