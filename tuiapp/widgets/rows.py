"""A list of lines, drawn only where it is seen, so that its length costs nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuiapp.domain.text import clean_line
from tuiapp.widgets.bindings import bind

MARK: Final = "* "
"""What the text of a marked line begins with: a sign that needs no colour."""


class Row(NamedTuple):
    """One line of a list."""

    id: str
    """What the line is about; kept through changes, so that the cursor stays on it."""
    cells: tuple[str, ...]
    """Its texts, column by column, as they came: they are cleaned when drawn."""
    heading: bool = False
    """Whether it only names the lines below it, and the cursor passes it by."""
    head: str = ""
    """What stands before the first text, and is cut before that is; "" for nothing."""


class Column(NamedTuple):
    """How wide a column is."""

    width: int
    """Its width in cells; the first column takes what is left."""
    from_width: int = 0
    """The narrowest list, in cells, that has room for it."""
    below: int = sys.maxsize
    """From which width on another column, which tells more, takes its place."""


class Rows(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines with a cursor; the line under it begins with `>`."""

    DEFAULT_CSS = """
    Rows {
        height: 1fr;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    Rows > .rows--cursor { background: $panel; color: $foreground; }
    Rows:focus > .rows--cursor, Rows.-driven > .rows--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    Rows > .rows--heading { color: $primary; text-style: bold; }
    Rows > .rows--muted { color: $text-muted; }
    Rows > .rows--marked { text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--line",
        "rows--cursor",
        "rows--heading",
        "rows--muted",
        "rows--marked",
    }
    BINDINGS: ClassVar[list[BindingType]] = bind("rows")

    rows: reactive[tuple[Row, ...]] = reactive((), layout=False)
    """The lines; setting them keeps the cursor on the line it was on."""
    columns: var[tuple[Column, ...]] = var((Column(0),))
    empty: reactive[str] = reactive("", layout=False)
    """What to say where there are no lines: the next step."""
    cursor: reactive[int] = reactive(0, repaint=False)
    marked: reactive[frozenset[str]] = reactive(frozenset(), layout=False, repaint=False)
    """The ids of the lines that are marked, whether they are in the list just now or not."""

    @dataclass
    class Highlighted(Message):
        """The cursor went to a line."""

        rows: Rows
        row_id: str

        @property
        def control(self) -> Rows:
            """The list it happened in."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """A line was opened."""

        rows: Rows
        row_id: str

        @property
        def control(self) -> Rows:
            """The list it happened in."""
            return self.rows

    _first = ""
    """The id of the line that the cursor goes to once there are lines."""

    @property
    def current(self) -> str | None:
        """The id of the line under the cursor; None where there is none."""
        if 0 <= self.cursor < len(self.rows) and not self.rows[self.cursor].heading:
            return self.rows[self.cursor].id
        return None

    def as_text(self) -> str:
        """Return the line under the cursor; "" where there is none."""
        cells = self.rows[self.cursor].cells if self.current is not None else ()
        return ", ".join(filter(None, (cell.strip() for cell in cells)))

    def go_to(self, row_id: str) -> None:
        """Put the cursor on the line with this id, if there is one."""
        for place, row in enumerate(self.rows):
            if row.id == row_id and not row.heading:
                self.cursor = place
                return

    def begin_at(self, row_id: str) -> None:
        """Put the cursor on a line, now or as soon as there are lines."""
        if self.rows:
            self.go_to(row_id)
        else:
            self._first = row_id

    def watch_rows(self, before: tuple[Row, ...], rows: tuple[Row, ...]) -> None:
        """Keep the cursor on its line, and that where it stands; or near where it was.

        A list that shows its top goes on showing it, or what came there would not be seen.
        """
        self.virtual_size = Size(self.size.width, len(rows))
        old = before[self.cursor].id if 0 <= self.cursor < len(before) else self._first
        self._first = "" if rows else self._first
        places = {row.id: place for place, row in enumerate(rows) if not row.heading}
        place = places.get(old)
        top = self.scroll_offset.y
        if place is None:
            place = self._nearest(min(self.cursor, len(rows) - 1))
        elif top:
            lowest = max(0, len(rows) - self.scrollable_content_region.height)
            top = max(0, min(top + place - self.cursor, lowest))
        self.set_reactive(Rows.cursor, place)
        self._show_cursor(top)
        self._announce()
        self.refresh()

    def _nearest(self, place: int) -> int:
        """Return the nearest line that is not a heading, looking down first."""
        for step in (1, -1):
            at = max(0, place)
            while 0 <= at < len(self.rows):
                if not self.rows[at].heading:
                    return at
                at += step
        return 0

    def watch_cursor(self, before: int, cursor: int) -> None:
        """Redraw the two lines that changed, and tell who listens."""
        top = self.scroll_offset.y
        for place in (before, cursor):
            self.refresh(Region(0, place - top, self.size.width, 1))
        self._show_cursor(top)
        self._announce()

    def watch_marked(self, before: frozenset[str], marked: frozenset[str]) -> None:
        """Redraw the lines in sight whose mark came or went."""
        top = self.scroll_offset.y
        in_sight = self.rows[top : top + self.scrollable_content_region.height]
        for y, row in enumerate(in_sight):
            if (row.id in before) != (row.id in marked):
                self.refresh(Region(0, y, self.size.width, 1))

    def _announce(self) -> None:
        row_id = self.current
        if row_id is not None:
            self.post_message(self.Highlighted(self, row_id))

    def _show_cursor(self, top: int) -> None:
        """Scroll as little from a top line as shows the cursor, and the heading above it."""
        height = self.scrollable_content_region.height
        first = self.cursor
        while first > 0 and self.rows[first - 1].heading and self.cursor - first < height - 1:
            first -= 1
        if first < top:
            top = first
        elif self.cursor >= top + height > 0:
            top = self.cursor - height + 1
        if top != self.scroll_offset.y:
            # By force: lines that came this moment have no scrollbar yet.
            self.scroll_to(y=top, animate=False, force=True)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the lines to the new width."""
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._show_cursor(self.scroll_offset.y)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if not self.rows:
            told = Content(clean_line(self.empty)).wrap(max(1, width))
            text = told[y].plain if y < len(told) else ""
            return self._strip(text, width, self.get_component_rich_style("rows--muted"))
        if place >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row = self.rows[place]
        if row.heading:
            style = self.get_component_rich_style("rows--heading")
            return self._strip(_line(row.cells[0], width), width, style)
        at_cursor = place == self.cursor
        kind = "cursor" if at_cursor else "marked" if row.id in self.marked else "line"
        style = self.get_component_rich_style(f"rows--{kind}")  # remembered; `rich_style` is not
        sign = "> " if at_cursor else "  "
        return self._strip(sign + self._cells(row, max(0, width - 2)), width, style)

    def _strip(self, text: str, width: int, style: Style) -> Strip:
        return Strip([Segment(set_cell_size(text, width), style)], width)

    def _cells(self, row: Row, width: int) -> str:
        """Return the cells side by side, those left out that have no room."""
        shown = [
            (cell, column)
            for cell, column in zip(row.cells, self.columns, strict=False)
            if column.from_width <= width < column.below
        ]
        rest = sum(column.width + 1 for _, column in shown[1:])
        sign = MARK if row.id in self.marked else ""
        texts = [_headed(sign, row.head, shown[0][0], max(1, width - rest))]
        texts += [_line(cell, column.width) for cell, column in shown[1:]]
        return " ".join(texts)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a line; a click on the line where it is does what Enter does there."""
        place = event.y + self.scroll_offset.y
        if place >= len(self.rows) or self.rows[place].heading:
            return
        if place == self.cursor:
            self.app.post_message(events.Key("enter", None))
        self.cursor = place

    def action_cursor_down(self) -> None:
        """Go down a line, past headings."""
        self._step(1)

    def action_cursor_up(self) -> None:
        """Go up a line, past headings; at the top show the headings above."""
        self._step(-1)

    def _step(self, by: int) -> None:
        place = self.cursor + by
        while 0 <= place < len(self.rows) and self.rows[place].heading:
            place += by
        if 0 <= place < len(self.rows):
            self.cursor = place

    def action_page_down(self) -> None:
        """Go down a page."""
        self._go_near(self.cursor + self.scrollable_content_region.height)

    def action_page_up(self) -> None:
        """Go up a page."""
        self._go_near(self.cursor - self.scrollable_content_region.height)

    def action_first(self) -> None:
        """Go to the first line."""
        self._go_near(0)

    def action_last(self) -> None:
        """Go to the last line."""
        self._go_near(len(self.rows) - 1)

    def _go_near(self, place: int) -> None:
        if self.rows:
            self.cursor = self._nearest(max(0, min(place, len(self.rows) - 1)))

    def action_choose(self) -> None:
        """Open the line under the cursor."""
        row_id = self.current
        if row_id is not None:
            self.post_message(self.Chosen(self, row_id))


def _line(text: str, width: int) -> str:
    """Return text cleaned and exactly as wide as asked, cut with a sign where it is too long."""
    cleaned = clean_line(text)
    if cell_len(cleaned) > width:
        return set_cell_size(cleaned, max(0, width - 1)) + "…"
    return set_cell_size(cleaned, width)


def _headed(sign: str, head: str, text: str, width: int) -> str:
    """Return a line's first text with what stands before it, which keeps a third of the width."""
    if not head:
        return _line(sign + text, width)
    room = max(width // 3, width - cell_len(clean_line(text)) - cell_len(f"{sign}: "))
    shown = _line(head, min(room, cell_len(clean_line(head))))
    return _line(f"{sign}{shown}: {text}", width)


def rows_under(heading: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return lines below a heading; nothing where there are no lines."""
    return (Row(f"heading-{heading}", (heading,), heading=True), *rows) if rows else ()
