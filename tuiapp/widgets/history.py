"""What was done, day by day, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tuiapp.domain.changes.edits import Edit
from tuiapp.domain.changes.undo import undone_ids
from tuiapp.domain.dates import in_full, local_time
from tuiapp.domain.history.sentences import deed
from tuiapp.widgets.rows import Row, Rows, rows_under

OLDER = "older"
"""The id of the line that shows older edits."""
AT_ONCE = 200
"""How many edits are shown before somebody asks for older ones."""


class History(Rows):
    """A line an edit under the heading of its day; Enter tells what it changed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self._limit = AT_ONCE

    def show(self, edits: Sequence[Edit], shown: Sequence[Edit], name: str = "") -> None:
        """Show edits.

        Args:
            edits: The whole log, which says what is undone.
            shown: Those to show, oldest first.
            name: The partner they are all about, which is not told again in every line.
        """
        self._given = (edits, shown, name)
        undone = undone_ids(edits)
        newest = list(reversed(shown[-self._limit :]))
        rows: list[Row] = []
        for day, of_day in groupby(newest, key=lambda edit: local_time(edit.at).date()):
            told = ((edit.id, *deed(edit, name, undone=undone)) for edit in of_day)
            lines = [Row(edit_id, (what,), head=who) for edit_id, who, what in told]
            rows += rows_under(in_full(day), lines)
        older = len(shown) - len(newest)
        if older:
            rows.append(Row(OLDER, (f"{older:,} older: Enter shows more",)))
        self.rows = tuple(rows)

    def show_older(self) -> None:
        """Show as many again, the cursor on the first of them."""
        place = self.cursor
        self._limit += AT_ONCE
        self.show(*self._given)
        self.cursor = self._nearest(place)
