"""Register: every organisation, searched, filtered and sorted; Enter opens one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one

from tuiapp.domain.choices import FRAMEWORKS, KINDS, STATUSES
from tuiapp.domain.register.find import Filter, Index
from tuiapp.domain.text import count, shortened
from tuiapp.errors import InputRefused
from tuiapp.keys.custom import with_keys
from tuiapp.screens.register.bulk_actions import ManyDeedsScreen, drop
from tuiapp.screens.shared.dialogs import AskLine, Menu, ask
from tuiapp.screens.shared.messages import OpenPartner
from tuiapp.screens.shared.partner_page import current_partner_page
from tuiapp.screens.shared.pick import Pick
from tuiapp.store.register import Register, Saved, Snapshot
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.rows import Column, Row, Rows
from tuiapp.widgets.search_line import SearchLine
from tuiapp.widgets.split_view import Beside

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document, Proposal
    from tuiapp.person.drafts import OpenDraft
    from tuiapp.screens.shared.form import Form

CURRENT = ""
"""The filter that shows everything but what has ended."""
SORTS = ("name", "status", "place")


class RegisterScreen(ManyDeedsScreen):
    """The list of organisations, with the partner under the cursor beside it where there is room.

    Args:
        register: Where they are kept.
        today: Tells today's date.
        status: Show only those of this status at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = bind("register")
    WHERE: ClassVar[str] = "4 Register"
    HELP: ClassVar[str | None] = (
        "Every organisation. Enter opens one, {register.add} adds one, {register.accept} says what"
        " one is to us. "
        "{register.mark} marks several, and {register.together} does one thing to all of them."
    )

    rows = query_one(Rows)
    beside = query_one(Beside)
    search_line = query_one(SearchLine)

    def __init__(
        self, register: Register, today: Callable[[], date], *, status: str = CURRENT
    ) -> None:
        super().__init__(register, today)
        self.status = status
        self.index: Index | None = None
        """What is searched; none before the register was shown."""
        self.sort = SORTS[0]
        self.text = ""
        self.wanted = Filter()
        """What the list is narrowed to beside the status and the search."""

    def compose_body(self) -> ComposeResult:
        """Lay out the search line, the list and the preview."""
        yield SearchLine()
        rows = Rows()
        rows.columns = (Column(0), Column(17, 46), Column(21, 66), Column(20, 110))
        yield Beside(rows, partial(current_partner_page, self))

    def on_mount(self) -> None:
        """Begin in the list."""
        self.rows.focus()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Show the register as it is now."""
        self.index = Index(snapshot.documents.values(), self.index)
        self.forget_gone()
        self._refill()

    def _refill(self) -> None:
        """List what the search and the filter let through."""
        if self.snapshot is None or self.index is None:
            return
        hidden = frozenset({"ended"}) if self.status == CURRENT else frozenset[str]()
        fields = self.wanted.fields
        fields += (("status", self.status),) if self.status else ()
        found = self.index.select(
            replace(self.wanted, text=self.text, fields=fields, hidden=hidden)
        )
        if self.sort != "name":
            found.sort(key=lambda document: str(document.get(self.sort, "\uffff")))
        self.rows.empty = self._nothing_told()
        self.rows.rows = tuple(map(_row, found))
        self._show_title()
        self.beside.follow()  # what changed may be beside the list only

    def _nothing_told(self) -> str:
        """Say the next step where the list is empty."""
        if self.snapshot is not None and not self.snapshot.documents:
            return with_keys(
                self.app,
                "No partners yet: press {register.add} to add the first one,"
                " or: partnertui import FILE",
            )
        is_narrowed = self.wanted != Filter() or (self.status != CURRENT and not self.is_on_top)
        if self.text or is_narrowed:
            return "Nothing matches: Esc shows everything again."
        if self.is_on_top:
            return "Nothing left here: Esc goes back."
        return with_keys(
            self.app, "Everything here has ended: press {register.filter} to choose what is listed."
        )

    @property
    def has_way_back(self) -> bool:
        """Whether Esc shows more again, or goes back to another screen."""
        is_narrowed = bool(self.text) or self.wanted != Filter() or self.status != CURRENT
        return is_narrowed or super().has_way_back

    def where(self) -> str:
        """Return the screen, how many are listed, and what narrows the list."""
        fields = self.wanted.fields
        marked = self.marked_in_words()
        narrowed = [marked] if marked else []
        narrowed += [words for status, words in STATUSES.items() if status == self.status]
        narrowed += [FRAMEWORKS[known] for known in FRAMEWORKS if ("framework", known) in fields]
        narrowed += [KINDS[known] for known in KINDS if ("kind", known) in fields]
        narrowed += ["Mine"] if self.wanted.officer else []
        narrowed += [f"in {self.wanted.place}"] if self.wanted.place else []
        narrowed += [f"'{self.text}'"] if self.text else []
        listed = count(len(self.rows.rows), "organisation")
        return " · ".join([f"{self.WHERE}: {listed}", *narrowed])

    def current_document(self) -> Document | None:
        """Return the organisation under the cursor."""
        row_id = self.rows.current
        return self.snapshot.documents.get(row_id) if self.snapshot and row_id else None

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open the partner."""
        self.post_message(OpenPartner(event.row_id))

    def action_add(self) -> None:
        """Open the form for a new partner, and go to it once it is saved."""
        self.app.push_screen(*self._add_form(self.drafts.begin("add", str(uuid4()))))

    async def go_on(self, draft: OpenDraft) -> None:
        """Open the form for a new partner with what was typed before; stay until it is left."""
        await self.app.push_screen(*self._add_form(draft), wait_for_dismiss=True)

    def _add_form(self, draft: OpenDraft) -> tuple[Form, Callable[[Saved | None], None]]:
        """Return the form for a new partner, and what goes to it once it is saved."""
        from tuiapp.domain.register import partner_edits
        from tuiapp.screens.partner.fields_form import partner_form

        def check(document: Document, typed: Mapping[str, str]) -> Proposal:
            fields = {name: value for name, value in typed.items() if name != "name"}
            # Under an id made before, so that what was saved already is known from its draft.
            return partner_edits.add(typed.get("name", ""), fields, draft.draft.partner)

        def propose(document: Document, typed: Mapping[str, str]) -> Proposal:
            proposal = check(document, typed)
            self._refuse_duplicate(proposal.changes[0].after, allowed, form)
            return proposal

        def show(saved: Saved | None) -> None:
            if saved is not None and saved.edit is not None:
                self.show_saved(
                    saved,
                    with_keys(
                        self.app, "Added and saved. Enter opens it; {edit.undo} takes it back."
                    ),
                )
                self._bring_in_sight(saved.edit.changes[0].record)

        allowed: set[str] = set()
        form = partner_form("Add a partner", {}, propose, draft, self.register)
        form.check = check  # which asks nobody about likely duplicates
        return form, show

    def _refuse_duplicate(self, document: Document, allowed: set[str], form: Form) -> None:
        """Ask before a partner is added that is likely there already.

        Args:
            document: The partner that is to be added.
            allowed: The ids of those it is another than, as was answered.
            form: Where it is typed; it stays, with everything in it.

        Raises:
            InputRefused: It was asked, and the form waits for the answer.
        """
        from tuiapp.domain.register.duplicates import duplicates_of

        documents = self.register.snapshot.documents
        pairs = duplicates_of(document, documents.values())
        found = next((pair for pair in pairs if pair.other not in allowed), None)
        if found is None:
            return
        name = shortened(str(documents[found.other].get("name", "")))

        def go_on(answer: str | None) -> None:
            if answer == "add":
                allowed.update(pair.other for pair in pairs)
                form.action_save()
            elif answer == "open":
                # Above the form, which is there again afterwards.
                self.post_message(OpenPartner(found.other))

        told = f"There is already '{name}': {found.why}."
        answers = [("add", "Add all the same"), ("open", "Open that one; Esc comes back here")]
        self.app.push_screen(Menu(told, answers), go_on)
        raise InputRefused("Not added yet", told, "Save again to be asked again.")

    def _bring_in_sight(self, partner_id: str) -> None:
        """Put the cursor on a partner; where the search or filter hides it, drop them."""
        if self.snapshot and partner_id not in {row.id for row in self.rows.rows}:
            ended = self.snapshot.documents[partner_id].get("status") == "ended"
            self.status = "ended" if ended else CURRENT
            self.wanted = Filter()
            self.text = ""
            self.search_line.clear()
            self._refill()
        self.rows.go_to(partner_id)

    def action_search(self) -> None:
        """Open the line to type words in."""
        self.search_line.open()

    def on_input_changed(self, event: SearchLine.Changed) -> None:
        """List what holds the words as they are typed."""
        self.text = event.value
        self._refill()

    @work
    async def action_filter(self) -> None:
        """Ask which organisations to list."""
        answers = [
            ("current", "Everything that has not ended"),
            *STATUSES.items(),
            ("mine", "Mine: where I am the lead officer"),
            ("sort", "Of one framework or kind"),
            ("place", "In one place"),
        ]
        chosen = await ask(self, Menu("List which organisations?", answers))
        if chosen == "mine":
            self.wanted = replace(self.wanted, officer=self.register.by)
        elif chosen == "sort":
            sorts = [(f"framework {known}", words) for known, words in FRAMEWORKS.items()]
            sorts += [(f"kind {known}", words) for known, words in KINDS.items()]
            self._want(await ask(self, Pick("Of which framework or kind?", sorts)))
        elif chosen == "place":
            place = await ask(self, AskLine("In which place? A part of it is enough.", drop))
            if place is not None:
                self.wanted = replace(self.wanted, place=place)
        elif chosen == "current":
            self.status, self.wanted = CURRENT, Filter()
        elif chosen is not None:
            self.status = chosen
        if chosen is not None:
            self._refill()

    def _want(self, chosen: str | None) -> None:
        """List only those of a framework or kind, whatever else the list is narrowed to."""
        if chosen is not None:
            field, value = chosen.split()
            others = tuple(pair for pair in self.wanted.fields if pair[0] != field)
            self.wanted = replace(self.wanted, fields=(*others, (field, value)))

    def action_sort(self) -> None:
        """Sort by the next thing in turn."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self._refill()
        self.say(f"Sorted by {self.sort}.")

    def go_back(self) -> None:
        """Show everything again, or go back to where this was opened from."""
        if self.text:
            self.search_line.clear()
        elif self.wanted != Filter():
            self.wanted = Filter()
            self._refill()
        elif self.is_on_top:
            self.dismiss()
        elif self.status != CURRENT:
            self.status = CURRENT
            self._refill()


def _row(document: Document) -> Row:
    # As text, because what a file holds may not even be fit to look up.
    status: Any = str(document.get("status", ""))
    framework: Any = str(document.get("framework", ""))
    cells = (
        document.get("name", ""),
        STATUSES.get(status, status),
        FRAMEWORKS.get(framework, framework),
        document.get("place", ""),
    )
    return Row(document["id"], tuple(map(str, cells)))
