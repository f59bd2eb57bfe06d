"""Today: what needs somebody now, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from tuiapp.domain.attention import (
    count_by_status,
    counts_in_words,
    next_steps,
    without_framework,
)
from tuiapp.domain.query import by_name
from tuiapp.domain.text import count
from tuiapp.errors import RegisterUnreadable
from tuiapp.screens.base import BaseScreen
from tuiapp.store.register import Register, Snapshot
from tuiapp.widgets.rows import Row, Rows, rows_under

LOOK = "look-through"
"""The id of the line about organisations not yet looked at."""
ADD = "add-first"
"""The id of the line in an empty register."""


FRAMEWORK = "framework-of-"
"""What the id of a line about a missing framework begins with."""


class TodayScreen(BaseScreen):
    """Counts in one line, then next steps; Enter goes to what a line is about."""

    CSS_PATH = "today.tcss"
    WHERE: ClassVar[str] = "1 Today"
    HELP: ClassVar[str | None] = (
        "What needs you now. Enter opens what a line is about; 4 shows the whole register."
    )

    rows = query_one(Rows)
    counts = query_one("#counts", Static)

    def __init__(self, register: Register, today: Callable[[], date]) -> None:
        super().__init__(register)
        self.today = today

    def compose_body(self) -> ComposeResult:
        """Lay out the counts and the list."""
        yield Static(id="counts")
        yield Rows()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Show the register as it is now."""
        documents = snapshot.documents.values()
        self.counts.update(Content(counts_in_words(count_by_status(documents))))
        # The counts need no models; the next steps do, and come a moment later.
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        """List what needs somebody."""
        if self.snapshot is not None:
            self.rows.rows = self._rows(self.snapshot)

    def _rows(self, snapshot: Snapshot) -> tuple[Row, ...]:
        """Return the lines: next steps first, then what to look through, then what to tidy up."""
        if not snapshot.documents:
            return (Row(ADD, ("No partners yet: press Enter to add the first one",)),)
        documents = snapshot.documents.values()
        steps = self._steps(snapshot)
        unseen = count_by_status(documents)["not-yet-looked-at"]
        look = f"{count(unseen, 'organisation')} not yet looked at: Enter goes through them"
        untold = [
            Row(f"{FRAMEWORK}{doc['id']}", (f"{doc.get('name')}: say which framework it is",))
            for doc in without_framework(documents)
        ]
        return (
            *rows_under("Next steps", steps),
            *rows_under("To look through", [Row(LOOK, (look,))] if unseen else []),
            *rows_under("Tidy up", untold),
        )

    def _steps(self, snapshot: Snapshot) -> list[Row]:
        """Return a line for every accepted partner; one that cannot be read says so."""
        active = sorted(
            (doc for doc in snapshot.documents.values() if doc.get("status") == "partner"),
            key=by_name,
        )
        rows, partners = [], []
        for document in active:
            try:
                partners.append(snapshot.partner(document["id"]))
            except RegisterUnreadable as error:
                rows.append(Row(document["id"], (f"{document.get('name')}: {error.message}",)))
        if partners:
            rows += [
                Row(step.partner.id, (f"{step.partner.name}: {step.item.heading}",))
                for step in next_steps(partners, self.guide)
            ]
        return rows

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Go to what the line is about."""
        from tuiapp.screens.partner import PartnerScreen
        from tuiapp.screens.register import RegisterScreen

        if event.row_id == LOOK:
            screen = RegisterScreen(self.register, self.today, status="not-yet-looked-at")
            self.app.push_screen(screen)
        elif event.row_id == ADD:
            screen = RegisterScreen(self.register, self.today)
            self.app.push_screen(screen)
            self.call_after_refresh(screen.action_add)
        else:
            partner_id = event.row_id.removeprefix(FRAMEWORK)
            self.app.push_screen(PartnerScreen(self.register, self.today, partner_id))
