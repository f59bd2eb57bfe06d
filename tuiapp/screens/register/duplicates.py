"""Likely duplicates: pairs of partners that may be one, and making them one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from tuiapp.domain.models.labels import field_title
from tuiapp.domain.pages.detail_pages import pair_page
from tuiapp.domain.register.duplicates import Likely, likely_duplicates
from tuiapp.domain.register.join import keep_apart, make_one
from tuiapp.domain.text import clean_line, count, fold
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.screens.shared.dialogs import Menu, ask
from tuiapp.screens.shared.messages import OpenPartner
from tuiapp.store.register import Register, Snapshot
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.rows import Column, Row, Rows
from tuiapp.widgets.split_view import Beside

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.pages.page import Page

LOOKING = "Looking through the register."
TELLING = ("place", "postcode", "charity_number", "company_number", "kind")
"""The fields that tell two partners of one name apart, the first that differs."""
NONE = "No two partners look like one. Esc goes back."


class DuplicatesScreen(BaseScreen):
    """Pairs of partners that are likely one organisation, with the reason.

    Args:
        register: Where they are kept.
        today: Tells today's date.
    """

    CSS_PATH = "duplicates.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("duplicates")
    WHERE: ClassVar[str] = "4 Register: likely duplicates"
    HELP: ClassVar[str | None] = (
        "Two partners a line, and why they may be one. Enter asks which stays, or opens one;"
        " {duplicates.apart} says that they are two, and the pair is not listed again."
    )

    rows = query_one(Rows)
    beside = query_one(Beside)
    detail = query_one("#detail", Static)

    def __init__(self, register: Register, today: Callable[[], date]) -> None:
        super().__init__(register)
        self.today = today
        self.pairs: Mapping[str, Likely] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        rows = Rows()
        rows.columns = (Column(0), Column(26, 50), Column(23, 66))
        rows.empty = LOOKING
        yield Beside(rows, self._page_beside)
        yield Static(id="detail")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.rows.focus()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Look for pairs in the register as it is now."""
        self._look(snapshot)

    @work(thread=True, exclusive=True)
    def _look(self, snapshot: Snapshot) -> None:
        """Look for pairs beside everything else: in a large register it takes a moment."""
        found = likely_duplicates(snapshot.documents.values())
        self.app.call_from_thread(self._show, snapshot, found)

    def _show(self, snapshot: Snapshot, found: list[Likely]) -> None:
        if snapshot is not self.snapshot:
            return  # it moved on, and is looked through again
        self.pairs = {f"{pair.one} {pair.other}": pair for pair in found}
        self.rows.empty = NONE
        self.rows.rows = tuple(
            Row(key, (_name(snapshot, pair.one), _name(snapshot, pair.other), pair.why))
            for key, pair in self.pairs.items()
        )
        self.beside.follow()  # where nothing is left no cursor tells
        self._tell_detail()
        self._show_title()

    def where(self) -> str:
        """Return the screen and how many pairs there are."""
        return f"{self.WHERE}, {count(len(self.rows.rows), 'pair')}"

    def on_rows_highlighted(self) -> None:
        """Tell the pair in full."""
        self._tell_detail()

    def _tell_detail(self) -> None:
        """Tell below the list what its line may have no room for."""
        pair = self.pairs.get(self.rows.current or "")
        told = ""
        if pair is not None and self.snapshot is not None:
            names = " and ".join(_name(self.snapshot, known) for known in (pair.one, pair.other))
            told = f"{names}: {pair.why}"
        self.detail.update(Content(clean_line(told)), layout=False)

    def _page_beside(self) -> Page | None:
        """Return the pair under the cursor compared."""
        pair = self.pairs.get(self.rows.current or "")
        documents = self.snapshot.documents if self.snapshot else {}
        if pair is None or not {pair.one, pair.other} <= documents.keys():
            return None
        return pair_page(documents[pair.one], documents[pair.other], pair.why)

    @work
    async def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Ask which of a pair stays, and make them one."""
        pair = self.pairs[event.row_id]
        if self.snapshot is None:
            return
        documents = self.snapshot.documents
        one, other = documents[pair.one], documents[pair.other]
        kept = await ask_which_stays(self, self.today, one, other, pair.why)
        if kept is not None:
            leaving = other if kept is one else one
            self.save(partial(make_one, kept, leaving, documents))

    def action_apart(self) -> None:
        """Say that a pair are two partners; it is not listed again."""
        pair = self.pairs.get(self.rows.current or "")
        if pair is not None and self.snapshot is not None:
            documents = self.snapshot.documents
            self.save(partial(keep_apart, documents[pair.one], documents[pair.other]))


async def ask_which_stays(
    screen: BaseScreen, today: Callable[[], date], one: Document, other: Document, why: str = ""
) -> Document | None:
    """Return which of two partners stays when both become one; None for neither.

    Args:
        screen: Where it is asked.
        today: Tells today's date, for opening one of them instead.
        one: A partner.
        other: Another.
        why: What they have in common, where that is known.
    """
    names = _told_apart(one, other)
    reason = f"{why[0].upper()}{why[1:]}. " if why else ""
    question = f"Which stays when these become one? {reason}What differs goes into its notes."
    answers = [
        *((f"keep {place}", f"Keep '{name}'") for place, name in enumerate(names)),
        *((f"open {place}", f"Open '{name}'") for place, name in enumerate(names)),
    ]
    chosen = await ask(screen, Menu(question, answers))
    if chosen is None:
        return None
    document = (one, other)[int(chosen[-1])]
    if chosen.startswith("open"):
        screen.post_message(OpenPartner(document["id"]))
        return None
    return document


def _told_apart(one: Document, other: Document) -> list[str]:
    """Return the names of two partners, with what tells them apart where they have one name."""
    names = [clean_line(str(document.get("name", ""))) for document in (one, other)]
    if fold(names[0]) != fold(names[1]):
        return names
    field = next((name for name in TELLING if one.get(name) != other.get(name)), "id")
    told = [str(document.get(field, ""))[:20] for document in (one, other)]
    title = field_title(field).casefold()
    return [
        f"{name}, {title} {clean_line(text)}" if text else f"{name}, no {title}"
        for name, text in zip(names, told, strict=True)
    ]


def _name(snapshot: Snapshot, partner_id: str) -> str:
    return str(snapshot.documents[partner_id].get("name", ""))
