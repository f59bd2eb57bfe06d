"""History: what was done in the register, by whom and when; Enter tells every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.getters import query_one

from tuiapp.domain.history import sentences
from tuiapp.domain.pages.page import Block, Page
from tuiapp.domain.text import clean_line
from tuiapp.errors import RegisterUnreadable
from tuiapp.screens.reading.page import PageScreen
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.store.register import Snapshot
from tuiapp.widgets.history import OLDER, History
from tuiapp.widgets.split_view import Beside

if TYPE_CHECKING:
    from tuiapp.widgets.rows import Rows


class HistoryScreen(BaseScreen):
    """Every edit of the register that the file keeps, the newest first."""

    WHERE: ClassVar[str] = "History"
    HELP: ClassVar[str | None] = (
        "What everybody did in this register, the newest first. Enter tells what a line changed,"
        " from what to what. {edit.undo} takes back your own newest change."
    )

    rows = query_one(History)

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield Beside(History(), self._page_beside)

    def on_mount(self) -> None:
        """Begin in the list."""
        self.rows.empty = (
            "Nothing was done in this register yet: each save is a line here. Esc goes back."
        )
        self.rows.focus()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Show the log as it is now."""
        try:
            edits = self.register.history()
        except RegisterUnreadable as error:
            self.tell(error)
        else:
            self.rows.show(edits, edits)

    def action_history(self) -> None:
        """Stay: this is the history."""

    def _page_beside(self) -> Page | None:
        """Return what the edit under the cursor changed."""
        return page_of_edit(self, self.rows.current or "")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Tell what an edit changed, or show older ones."""
        show_edit(self, self.rows, event.row_id)


def show_edit(screen: BaseScreen, rows: History, row_id: str, record: str | None = None) -> None:
    """Open a page with what an edit changed; on the line for older ones, show those.

    Args:
        screen: Where somebody is.
        rows: The list they chose from.
        row_id: The line they chose.
        record: Tell what changed of this record only.
    """
    if row_id == OLDER:
        rows.show_older()
        return
    page = page_of_edit(screen, row_id, record)
    if page is not None:
        screen.app.push_screen(PageScreen(screen.register, page, "History"))


def page_of_edit(screen: BaseScreen, edit_id: str, record: str | None = None) -> Page | None:
    """Return what an edit changed, from what to what; None where there is no such edit.

    Args:
        screen: Where it is told.
        edit_id: Which edit.
        record: Tell what changed of this record only.
    """
    from tuiapp.domain.history.wording import Naming, details

    edit = next((known for known in screen.register.history() if known.id == edit_id), None)
    if edit is None:
        return None
    naming = Naming(screen.guide, screen.register.snapshot.documents, edit.changes)
    told = [Block("text", sentences.sentence(edit))]
    told += [Block("point", line) for line in details(edit, naming, record)]
    return Page(clean_line(edit.label), tuple(told))
