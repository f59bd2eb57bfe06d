"""What the two places to read share: a list of entries, a filter, and the page beside it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one

from tuiapp.domain.pages.guide_pages import find_entry, heading_of, page_of
from tuiapp.domain.pages.page import Page
from tuiapp.domain.text import search_text, search_words
from tuiapp.screens.reading.page import PageScreen
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.rows import Row, Rows
from tuiapp.widgets.search_line import SearchLine
from tuiapp.widgets.split_view import Beside


class ReadingScreen(BaseScreen):
    """Entries of the guide; Enter opens a page, and a wide window shows it beside the list."""

    CSS_PATH = Path(__file__).with_name("entry_list.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bind("reading")

    rows = query_one(Rows)
    beside = query_one(Beside)
    search_line = query_one(SearchLine)

    text = ""
    """The words that a listed entry must hold."""

    def compose_body(self) -> ComposeResult:
        """Lay out the list and the page."""
        yield SearchLine()
        yield Beside(Rows(), self._page_beside)

    def on_mount(self) -> None:
        """Fill the list."""
        self._refill()
        self.rows.focus()

    def entry_rows(self, text: str) -> tuple[Row, ...]:
        """Return the lines of the entries that hold a folded text; an id is `part/entry`."""
        raise NotImplementedError

    def matches(self, entry: object, text: str) -> bool:
        """Whether an entry's page holds every word of a folded text."""
        if not text:
            return True
        page = page_of(self.guide, entry)
        held = search_text(" ".join([page.title, *(block.text for block in page.blocks)]))
        return all(word in held for word in text.split())

    def rows_of(self, part: str, entries: tuple[object, ...], text: str) -> list[Row]:
        """Return a line for every entry that holds the text."""
        return [
            Row(f"{part}/{getattr(entry, 'id', '')}", (heading_of(entry),))
            for entry in entries
            if self.matches(entry, text)
        ]

    def _refill(self) -> None:
        self.rows.empty = self._nothing_told()
        self.rows.rows = self.entry_rows(" ".join(search_words(self.text)))
        self.beside.follow()  # where nothing is listed no cursor tells
        self._show_title()

    def _nothing_told(self) -> str:
        """Say the way back where nothing is listed."""
        return f"Nothing holds '{self.text}': Esc shows everything again."

    def where(self) -> str:
        """Return the screen, and what the list is narrowed to."""
        return f"{self.WHERE} · holds '{self.text}'" if self.text else self.WHERE

    def _page_beside(self) -> Page | None:
        """Return the page of the line under the cursor."""
        row_id = self.rows.current
        return self.page_at(row_id) if row_id is not None else None

    def page_at(self, row_id: str) -> Page:
        """Return the page of a line."""
        part, entry_id = row_id.split("/")
        return page_of(self.guide, find_entry(self.guide, part, entry_id))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open the line."""
        self.open_line(event.row_id)

    def open_line(self, row_id: str) -> None:
        """Open the page of a line."""
        self.app.push_screen(PageScreen(self.register, self.page_at(row_id), self.WHERE))

    def action_search(self) -> None:
        """Open the line to type words in; only the entries that hold them are listed."""
        self.search_line.open()

    def on_input_changed(self, event: SearchLine.Changed) -> None:
        """List what holds the words as they are typed."""
        self.text = event.value
        self._refill()

    @property
    def has_way_back(self) -> bool:
        """Whether Esc shows more again."""
        return bool(self.text)

    def go_back(self) -> None:
        """Show everything again."""
        self.search_line.clear()
