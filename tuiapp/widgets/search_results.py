"""What a search found: two lines an answer, with the matched words underlined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.reactive import var
from textual.strip import Strip

from tuiapp.domain.search.index import Found, spans_of
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.inputs import LineInput
from tuiapp.widgets.rows import Row, Rows

MATCHED = Style(underline=True)
"""How a matched word looks: a sign that needs no colour."""


class FoundRows(Rows):
    """Answers: what each is called, and below it what it is and a line of it."""

    DEFAULT_CSS = """
    FoundRows > .rows--heading { color: $text-muted; text-style: none; }
    """

    words: var[frozenset[str]] = var(frozenset[str]())
    """The words, folded, that were looked for."""

    def show(self, found: Iterable[Found], words: frozenset[str]) -> None:
        """Show answers; the cursor stays on its own as long as it is among them."""
        self.words = words
        rows: list[Row] = []
        for answer in found:
            row_id = f"{answer.kind}/{answer.id}"
            told = f"{answer.where}: {answer.snippet}" if answer.snippet else answer.where
            # As a heading the second line is passed by, and goes where the first one goes.
            rows += [Row(row_id, (answer.heading,)), Row(f"{row_id}/", (f"    {told}",), True)]
        self.rows = tuple(rows)
        self.refresh()

    def _show_cursor(self, top: int) -> None:
        """Scroll as little from a top line as shows both lines of an answer."""
        height = self.scrollable_content_region.height
        last = min(self.cursor + 1, len(self.rows) - 1)
        top = min(max(top, last - height + 1), self.cursor) if height > 0 else top
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen, with the matched words underlined."""
        strip = super().render_line(y)
        if not self.rows:
            return strip
        segments: list[Segment] = []
        for text, style, _ in strip:
            end = 0
            for begin, next_end in spans_of(text, self.words):
                segments.append(Segment(text[end:begin], style))
                segments.append(Segment(text[begin:next_end], (style or Style()) + MATCHED))
                end = next_end
            segments.append(Segment(text[end:], style))
        return Strip(segments, strip.cell_length)


class FoundLine(LineInput):
    """Where the words are typed; the keys that type nothing move the cursor among the answers."""

    DEFAULT_CSS = """
    FoundLine { background: $panel; margin: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind("found-line")

    def __init__(self, rows: Rows, placeholder: str = "Type words: guidance and partners") -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False)
        self._rows = rows
        rows.add_class("-driven")  # its cursor is the one that Enter acts on

    def action_choose(self) -> None:
        """Open the answer under the cursor."""
        self._rows.action_choose()

    def action_cursor_down(self) -> None:
        """Go down an answer."""
        self._rows.action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go up an answer."""
        self._rows.action_cursor_up()

    def action_page_down(self) -> None:
        """Go down a page of answers."""
        self._rows.action_page_down()

    def action_page_up(self) -> None:
        """Go up a page of answers."""
        self._rows.action_page_up()
