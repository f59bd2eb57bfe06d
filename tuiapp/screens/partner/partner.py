"""Partner: one organisation's overview, checklist, measures, record and history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from tuiapp.domain.choices import STATUSES
from tuiapp.domain.history.sentences import edits_of
from tuiapp.domain.pages.detail_pages import item_page, measure_page
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.register.progress import item_of
from tuiapp.domain.text import clean_line
from tuiapp.errors import RegisterUnreadable
from tuiapp.screens.history import page_of_edit, show_edit
from tuiapp.screens.partner.checklist import PartnerChecklistScreen
from tuiapp.screens.partner.papers import PartnerPapersScreen
from tuiapp.screens.partner.record import PartnerRecordScreen
from tuiapp.screens.shared.partner_page import overview_page
from tuiapp.store.register import Register, Snapshot
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.checklist import Checklist
from tuiapp.widgets.history import History
from tuiapp.widgets.measures import Measures
from tuiapp.widgets.prose import Prose
from tuiapp.widgets.record import Record
from tuiapp.widgets.rows import Rows
from tuiapp.widgets.split_view import Beside

if TYPE_CHECKING:
    from tuiapp.domain.pages.page import Page
    from tuiapp.person.drafts import OpenDraft

VIEWS = {
    "overview": "Overview",
    "checklist": "Checklist",
    "measures": "Measures",
    "record": "Record",
    "history": "History",
}


class PartnerScreen(PartnerChecklistScreen, PartnerRecordScreen, PartnerPapersScreen):
    """One partner in five parts; left and right go from part to part.

    Args:
        register: Where it is kept.
        today: Tells today's date.
        partner_id: Which partner.
        view: The part that is in sight at first.
        row: The line of that part under the cursor at first; "" for the top.
    """

    CSS_PATH = "partner.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("partner")
    HELP: ClassVar[str | None] = (
        "One partner in five parts: the right and left arrows go from part to part."
        " In the checklist [!] stands at an item that is done, but of which the register does not"
        " hold what the item rests on, such as when the insurance ends."
    )

    parts = query_one("#parts", Static)
    switcher = query_one(ContentSwitcher)
    beside = query_one(Beside)
    overview = query_one("#overview", Prose)
    checklist = query_one(Checklist)
    measures = query_one(Measures)
    history = query_one(History)

    def __init__(
        self,
        register: Register,
        today: Callable[[], date],
        partner_id: str,
        *,
        view: str = "overview",
        row: str = "",
    ) -> None:
        super().__init__(register)
        self.today = today
        self.partner_id = partner_id
        self._first = (view, row)
        self.partner_name = ""
        """What it was last called."""

    def compose_body(self) -> ComposeResult:
        """Lay out the parts, one of them in sight."""
        yield Static(id="parts")
        parts = ContentSwitcher(
            Prose(name="overview"),
            Checklist(id="checklist"),
            Measures(id="measures"),
            Record(id="record"),
            History(id="history"),
            initial="overview",
        )
        yield Beside(parts, self._page_beside)

    def on_mount(self) -> None:
        """Begin with the overview."""
        self.history.empty = "Nothing was done to this partner yet: each save is a line here."
        self._show_part(self._first[0])

    def where(self) -> str:
        """Return the partner's name and status."""
        document = self.current_document() or {}
        status: Any = str(document.get("status", ""))
        return f"{document.get('name', '')} · {dict(STATUSES).get(status, status)}"

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Show the partner as it is now; go back if it is there no more."""
        if self.partner_id not in snapshot.documents:
            self._leave()
            return
        self.partner_name = str(snapshot.documents[self.partner_id].get("name", ""))
        try:
            partner = self.partner
            edits = self.register.history()
        except RegisterUnreadable as error:
            self.tell(error)
            return
        self.overview.show(overview_page(self, partner, snapshot), same=True)
        self.checklist.show(partner, self.guide)
        self.measures.show(partner, self.guide)
        self.record.show(partner, self.guide)
        self.history.show(edits, edits_of(edits, self.partner_id), clean_line(self.partner_name))
        self.beside.follow()  # what changed may be beside the list only
        view, row = self._first
        if row:
            self._first = (view, "")
            rows = self.query_one(f"#{view}", Rows)
            # It may be one of many of its part, or in one of the parts that are asked for seldom.
            for more in (row.partition(":")[0], ""):
                if rows is self.record and all(known.id != row for known in rows.rows):
                    self.record.show_more(more)
            rows.go_to(row)

    def place_in_partner(self) -> tuple[str, str, str] | None:
        """Return the partner, the part in sight, and the line under the cursor there."""
        if not self.is_shown:
            return None
        part = self.switcher.current or "overview"
        lines = [rows.current or "" for rows in self.query(Rows) if rows.id == part]
        return self.partner_id, part, lines[0] if lines else ""

    def on_screen_resume(self) -> None:
        """Go back if the partner went away while something else was on top."""
        if self.snapshot is not None and self.partner_id not in self.snapshot.documents:
            self._leave()

    def _leave(self) -> None:
        """Go back; what is said from now on is said there."""
        if self.is_active:
            self.dismiss()
            self.say(f"{clean_line(self.partner_name)} is not in the register any more.")

    def _show_part(self, part: str) -> None:
        """Bring one part in sight and put the keys to it."""
        if self.switcher.current != part:
            self.message_line.end()
        self.switcher.current = part
        self.beside.is_alone = part == "overview"
        self.beside.follow()
        self._tell_part()
        widgets: Mapping[str, Widget] = {
            "overview": self.overview,
            "checklist": self.checklist,
            "measures": self.measures,
            "record": self.record,
            "history": self.history,
        }
        widgets[part].focus()
        if part == "history":
            self.history.action_first()

    def _tell_part(self) -> None:
        """Say which part is in sight, among the others where there is room."""
        here = self.switcher.current or ""
        told: list[str | tuple[str, str]] = []
        if self.size.width < 50:
            place = list(VIEWS).index(here) + 1
            told = [(f"< {VIEWS[here]} >", "bold $accent"), f"  {place} of {len(VIEWS)}"]
        else:
            for name, words in VIEWS.items():
                told += [(f"[{words}]", "bold $accent") if name == here else f" {words} ", " "]
        self.parts.update(Content.assemble(*told))

    def on_resize(self) -> None:
        """Say it as fits the new width."""
        self.call_after_refresh(self._tell_part)

    def _page_beside(self) -> Page | None:
        """Return what the line under the cursor is about, in full."""
        part = self.switcher.current
        rows = None if part in (None, "overview") else self.query_one(f"#{part}", Rows)
        row_id = rows.current if rows is not None else None
        if row_id is None or self.current_document() is None:  # it may have gone meanwhile
            return None
        if part == "history":
            return page_of_edit(self, row_id, self.partner_id)
        try:
            partner = self.partner
        except RegisterUnreadable:
            return None  # which was said when it was opened
        if part == "checklist":
            item = item_of(self.guide, partner, row_id)
            return item_page(self.guide, partner, item) if item else None
        if part == "measures":
            measure = next(m for m in self.guide.measures if m.id == row_id)
            return measure_page(self.guide, partner, measure)
        return self.record.page_at(row_id)

    def _turn(self, by: int) -> None:
        names = list(VIEWS)
        here = names.index(self.switcher.current or names[0])
        self._show_part(names[(here + by) % len(names)])

    def action_next_view(self) -> None:
        """Go to the next part."""
        self._turn(1)

    def action_previous_view(self) -> None:
        """Go to the part before."""
        self._turn(-1)

    async def go_on(self, draft: OpenDraft) -> None:
        """Open what somebody was typing in when a session ended; stay until it is left."""
        self.snapshot = self.register.snapshot
        document = self.snapshot.documents[self.partner_id]
        topic = draft.draft.topic
        if draft.draft.kind == "edit":
            form = self._edit_form(draft.draft.rebase(document), draft)
            await self.app.push_screen(*form, wait_for_dismiss=True)
        elif draft.draft.kind == "item":
            field, _, item_id = topic.partition(":")
            self._show_part("record")
            self.record.go_to(topic)
            item = self._item_form(document, PARTS[field], item_id, draft)
            await self.app.push_screen(*item, wait_for_dismiss=True)
        elif draft.draft.kind == "scores":
            self._show_part("measures")
            await self._score(draft)
        else:
            self._show_part("checklist")
            self.checklist.go_to(topic)
            if draft.draft.kind == "reason":
                await self._rule_out(document, topic, draft)
            else:
                form = self._note_form(document, topic, draft)
                await self.app.push_screen(*form, wait_for_dismiss=True)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open an item of the record, or tell what an edit changed, field by field."""
        if event.rows is self.record:
            self._open_line(event.row_id)
            return
        show_edit(self, self.history, event.row_id, self.partner_id)
