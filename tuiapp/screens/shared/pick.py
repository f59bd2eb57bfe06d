"""A question with more answers than there are digits: a list, and Enter takes a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.screen import ModalScreen

from tuiapp.domain.text import clean_line
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.lines import KeyLine, TitleLine
from tuiapp.widgets.rows import Row, Rows


class Pick(ModalScreen[str | None]):
    """A question answered by one line of a list.

    Args:
        question: What is asked.
        answers: Each answer's value and words.
    """

    BINDINGS: ClassVar[list[BindingType]] = bind("dialog")
    HELP: ClassVar[str | None] = "Enter takes the line with the > sign."

    rows = query_one(Rows)

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.question = question
        self.answers = answers

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        yield TitleLine()
        yield Rows()
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the first answer."""
        self.query_one(TitleLine).where = clean_line(self.question)
        self.rows.empty = "Nothing is left to choose: Esc goes back."
        self.rows.rows = tuple(Row(value, (words,)) for value, words in self.answers)
        self.rows.focus()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Take the line."""
        if self.is_active:  # and not left already: keys may come several at once
            self.dismiss(event.row_id)

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
