"""Search: guidance and partners together, found while one types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from tuiapp.domain.pages.guide_pages import find_entry, page_of
from tuiapp.domain.search.index import Answer, SearchIndex
from tuiapp.domain.search.passages import PARTNER, guide_passages
from tuiapp.domain.text import clean_line, words_of
from tuiapp.screens.reading.entry import LEADS_TO
from tuiapp.screens.reading.page import PageScreen
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.screens.shared.messages import OpenEntry, OpenPartner
from tuiapp.screens.shared.pacing import how_far, in_slices
from tuiapp.screens.shared.partner_page import partner_page
from tuiapp.store.register import Register, Snapshot
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.rows import Rows
from tuiapp.widgets.search_results import FoundLine, FoundRows
from tuiapp.widgets.split_view import Beside

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.pages.page import Page


class SearchScreen(BaseScreen):
    """A line to type in, and what it finds, best first; Enter opens it, Esc leaves."""

    CSS_PATH = "search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("search")
    WHERE: ClassVar[str] = "Search"
    HELP: ClassVar[str | None] = (
        "Type words: the guidance and all partners are searched at each letter. The up and down"
        " arrows go from answer to answer, Enter opens one, Esc leaves. Tab goes to the answers,"
        " where nothing is typed."
    )

    line = query_one(FoundLine)
    rows = query_one(FoundRows)
    told = query_one("#told", Static)
    beside = query_one(Beside)

    def __init__(self, register: Register) -> None:
        super().__init__(register)
        self.index = SearchIndex()
        self.answer = Answer()
        self.text = ""
        """What is typed."""
        self._has_guide = False
        """Whether all of the guidance was taken in."""
        self._is_due = False
        """Whether what was typed is still to be looked for."""
        self._is_reading = True
        """Whether there is more to look through than was taken in so far."""
        self._taken_in = 0
        """How many partners were taken in so far."""

    def compose_body(self) -> ComposeResult:
        """Lay out the line and the answers."""
        rows = FoundRows()
        yield FoundLine(rows)
        yield Static(id="told")
        yield Beside(rows, self._page_beside)

    def on_mount(self) -> None:
        """Begin in the line."""
        self._show()
        self.line.focus()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Search the register as it is now."""
        self._take_in()

    @work(exclusive=True, group="index")
    async def _take_in(self) -> None:
        """Take in what can be found, a little at a time; keys are answered meanwhile."""
        self._is_reading = True
        await in_slices(self._steps(), self._tell_how_far)
        self._is_reading = False
        self._search()

    def _tell_how_far(self, done: int) -> None:
        self.rows.empty = self._nothing_told()

    def _steps(self) -> Iterator[None]:
        if self.snapshot is None:
            return
        if not self._has_guide:
            for entry in guide_passages(self.guide):
                self.index.put(entry)
                yield
            self._has_guide = True
            self._search()
        documents = self.snapshot.documents
        self.index.keep_partners(documents)
        for self._taken_in, document in enumerate(documents.values(), start=1):
            self.index.put_partner(document)
            yield

    def on_input_changed(self, event: FoundLine.Changed) -> None:
        """Look for what was typed once it is drawn; of keys that come together, once for all."""
        self.text = event.value
        if not self._is_due:
            self._is_due = True
            self.call_after_refresh(self._search_anew)

    def _search_anew(self) -> None:
        self._is_due = False
        self._search()
        self.rows.action_first()

    def _search(self) -> None:
        """Look for what was typed, and show the answer."""
        self.answer = self.index.search(self.text)
        self._show()

    def _show(self) -> None:
        told = self.answer.told(self.text)
        if self._is_reading and not self.answer.found:
            told = ""  # it may be in what is still to be taken in
        self.told.update(Content(clean_line(told)))
        self.told.set_class(bool(told), "-said")
        self.rows.empty = self._nothing_told()
        self.rows.show(self.answer.found, self.answer.words)
        self.beside.follow()  # where nothing is found no cursor tells
        self._show_title()

    def _nothing_told(self) -> str:
        """Say the next step where there is no answer."""
        if not words_of(self.text):
            return "The guidance and all partners are searched as you type."
        if self._is_reading and self.snapshot is not None:
            return how_far(self._taken_in, len(self.snapshot.documents))
        return "Try fewer or shorter words. Esc goes back."

    def where(self) -> str:
        """Return the screen, and how much was found."""
        shown, total = len(self.answer.found), self.answer.total
        if not words_of(self.text):
            return self.WHERE
        found = f"the best {shown} of {total:,}" if total > shown else f"{total} found"
        return f"{self.WHERE}: {found}"

    def current_document(self) -> Document | None:
        """Return the partner under the cursor."""
        kind, _, found_id = (self.rows.current or "").partition("/")
        is_partner = self.snapshot is not None and kind == PARTNER
        return self.snapshot.documents.get(found_id) if self.snapshot and is_partner else None

    def _page_beside(self) -> Page | None:
        """Return the page of the answer under the cursor."""
        kind, _, found_id = (self.rows.current or "").partition("/")
        if not found_id:
            return None
        if kind == PARTNER:
            return partner_page(self, found_id)
        return page_of(self.guide, find_entry(self.guide, kind, found_id))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open the answer; what was typed is there again afterwards."""
        kind, _, found_id = event.row_id.partition("/")
        if kind == PARTNER:
            if self.snapshot and found_id in self.snapshot.documents:
                self.post_message(OpenPartner(found_id))
        elif kind in LEADS_TO:
            self.post_message(OpenEntry(kind, found_id, self.WHERE))
        else:
            page = page_of(self.guide, find_entry(self.guide, kind, found_id))
            self.app.push_screen(PageScreen(self.register, page, self.WHERE))

    def action_to_line(self) -> None:
        """Go back to the line from the answers."""
        self.line.focus()
