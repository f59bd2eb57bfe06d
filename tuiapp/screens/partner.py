"""Partner: one organisation's overview, checklist, measures, record and history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from tuiapp.domain import deeds, history, part_deeds
from tuiapp.domain.choices import STATUSES, State
from tuiapp.domain.overview import overview
from tuiapp.domain.pages import Block, Page, page_of
from tuiapp.domain.policy import read_policy
from tuiapp.domain.record import PARTS, Part
from tuiapp.domain.text import clean_line
from tuiapp.errors import RegisterUnreadable
from tuiapp.keymap import bind
from tuiapp.screens.dialogs import AskLine, ask
from tuiapp.screens.form import Form
from tuiapp.screens.page import PageScreen
from tuiapp.screens.partner_deeds import PartnerDeedsScreen
from tuiapp.screens.pick import Pick
from tuiapp.screens.record import item_form
from tuiapp.screens.score import ScoreDialog
from tuiapp.store.register import Register, Saved, Snapshot
from tuiapp.widgets.checklist import Checklist
from tuiapp.widgets.fields import Field
from tuiapp.widgets.measures import Measures
from tuiapp.widgets.prose import Prose
from tuiapp.widgets.record import MORE, Record, line_id
from tuiapp.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from tuiapp.domain.changes import Document, Proposal
    from tuiapp.domain.partner import Partner
    from tuiapp.store.drafts import OpenDraft

VIEWS = {
    "overview": "Overview",
    "checklist": "Checklist",
    "measures": "Measures",
    "record": "Record",
    "history": "History",
}


class PartnerScreen(PartnerDeedsScreen):
    """One partner in five parts; left and right go from part to part.

    Args:
        register: Where it is kept.
        today: Tells today's date.
        partner_id: Which partner.
        view: The part that is in sight at first.
        row: The line of that part under the cursor at first; "" for the top.
    """

    CSS_PATH = "partner.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("partner.next", "partner.previous", "screen.back")
    HELP: ClassVar[str | None] = (
        "One partner in five parts: the right and left arrows go from part to part."
    )

    parts = query_one("#parts", Static)
    switcher = query_one(ContentSwitcher)
    overview = query_one(Prose)
    checklist = query_one(Checklist)
    measures = query_one(Measures)
    record = query_one(Record)
    history = query_one("#history", Rows)

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
        with ContentSwitcher(initial="overview"):
            yield Prose(name="overview")
            yield Checklist(id="checklist")
            yield Measures(id="measures")
            yield Record(id="record")
            yield Rows(id="history")

    def on_mount(self) -> None:
        """Begin with the overview."""
        self.history.empty = "Nothing was done to this partner yet."
        self._show_part(self._first[0])

    @property
    def partner(self) -> Partner:
        """The partner as it is stored."""
        return self.register.snapshot.partner(self.partner_id)

    def current_document(self) -> Document | None:
        """Return the partner's document as it is shown."""
        return self.snapshot.documents.get(self.partner_id) if self.snapshot else None

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
        policy = read_policy(snapshot.header.policy)
        self.overview.show(overview(partner, self.guide, policy), same=True)
        self.checklist.show(partner, self.guide)
        self.measures.show(partner, self.guide)
        self.record.show(partner, self.guide)
        shown = history.edits_of(edits, self.partner_id)
        lines = history.sentences(edits, shown)
        pairs = zip(reversed(shown), lines, strict=True)
        self.history.rows = tuple(Row(edit.id, (line,)) for edit, line in pairs)
        view, row = self._first
        if row:
            self._first = (view, "")
            self.query_one(f"#{view}", Rows).go_to(row)

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
        self.switcher.current = part
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

    def action_back(self) -> None:
        """Go back to where the partner was opened from."""
        self.dismiss()

    @work
    async def on_checklist_marked(self, event: Checklist.Marked) -> None:
        """Save where an item is; ask for the reason where it needs one."""
        document = self.current_document()
        if document is None:
            return
        if event.state == "not-applicable":
            name = str(document.get("name", ""))
            draft = self.drafts.begin("reason", self.partner_id, name, event.item_id)
            await self._rule_out(document, event.item_id, draft)
        else:
            self._mark(document, event.item_id, event.state)

    async def _rule_out(self, document: Document, item_id: str, draft: OpenDraft) -> None:
        """Ask why an item is not applicable and save it; where that is refused, keep the reason."""
        document = _as_opened(document, item_id, draft)
        draft.start_from(document.get("checklist", {}).get(item_id, {}))

        def keep(reason: str) -> None:
            draft.keep({"mark": reason} if reason else {})

        question = "Why is this item not applicable?"
        typed = draft.draft.values.get("mark", "")
        reason = await ask(self, AskLine(question, keep, typed, needed=True))
        if reason is None:
            draft.end()
        else:
            self._mark(document, item_id, "not-applicable", reason, draft.end)

    def _mark(
        self,
        document: Document,
        item_id: str,
        state: State,
        reason: str | None = None,
        settled: Callable[[], None] | None = None,
    ) -> None:
        item = self.guide.item(item_id)
        tick = partial(deeds.tick, document, item, state, by=self.register.by, on=self.today())
        self.save(partial(tick, reason=reason), settled=settled)

    def on_checklist_note_asked(self, event: Checklist.NoteAsked) -> None:
        """Open the form for an item's note and evidence."""
        document = self.current_document()
        if document is not None:
            name = str(document.get("name", ""))
            draft = self.drafts.begin("note", self.partner_id, name, event.item_id)
            self.app.push_screen(*self._note_form(document, event.item_id, draft))

    def _note_form(
        self, document: Document, item_id: str, draft: OpenDraft
    ) -> tuple[Form, Callable[[Saved | None], None]]:
        """Return the form for an item's note and evidence, and what shows that it was saved."""
        document = _as_opened(document, item_id, draft)
        item = self.guide.item(item_id)
        draft.start_from(document.get("checklist", {}).get(item_id, {}))
        recorded = deeds.read_partner(document).checked(item.id)
        note, evidence = (recorded.note, recorded.evidence) if recorded else (None, None)
        fields = [
            Field("note", "Note", "Facts only: notes can be disclosed.", note or "", long=True),
            Field("evidence", "Evidence", "A document's name and where it is.", evidence or ""),
        ]

        def propose(document: Document, typed: Mapping[str, str]) -> Proposal:
            held = document.get("checklist", {}).get(item_id, {})
            noted = (typed.get(name, held.get(name, "")) for name in ("note", "evidence"))
            return deeds.annotate(document, item, *noted)

        def show(saved: Saved | None) -> None:
            if saved is not None:
                self.show_saved(saved, "Saved.")

        path = ("checklist", item_id)
        form = Form(item.heading, fields, propose, draft, self.register, document, path)
        return form, show

    def on_checklist_why_asked(self, event: Checklist.WhyAsked) -> None:
        """Open the guidance on an item."""
        stage = self.guide.stage_of(event.item_id)
        where = f"2 Guide: {stage.heading}" if stage else "2 Guide"
        page = page_of(self.guide, self.guide.item(event.item_id))
        self.app.push_screen(PageScreen(self.register, page, where))

    @work
    async def on_measures_score_asked(self, event: Measures.ScoreAsked) -> None:
        """Ask for a score and save it."""
        name = self.partner.name
        draft = self.drafts.begin("score-note", self.partner_id, name, event.measure_id)
        await self._score(event.measure_id, draft)

    async def _score(self, measure_id: str, draft: OpenDraft) -> None:
        """Ask for a score and save it; where that is refused, keep its note."""
        measure = next(m for m in self.guide.measures if m.id == measure_id)
        document = self.current_document()  # as it is now: what is changed meanwhile is met later
        given = await ask(self, ScoreDialog(measure, self.partner.name, draft))
        if given is None or document is None:
            draft.end()
        else:
            score = partial(deeds.score, document, measure, given.value, view=given.view)
            score = partial(score, by=self.register.by, on=self.today(), note=given.note)
            self.save(score, settled=draft.end)

    def _open_line(self, row_id: str) -> None:
        """Open the form of an item of the record, or that of a new one."""
        if row_id.startswith(MORE):
            self.record.show_more(row_id.removeprefix(MORE))
            return
        field, _, item_id = row_id.partition(":")
        part = PARTS[field]
        if item_id:
            self._open_item(part, item_id)
        elif field == "log":
            self.action_log()
        elif field == "benefits":
            self._add_benefit(part)
        else:
            self._open_item(part, str(uuid4()))

    @work
    async def _add_benefit(self, part: Part) -> None:
        """Ask which benefit it is, and open its form."""
        held = {item.id for item in self.partner.benefits}
        benefits = [(b.id, b.heading) for b in self.guide.benefits if b.id not in held]
        benefit = await ask(self, Pick("Which benefit does it bring?", benefits))
        if benefit is not None:
            self._open_item(part, benefit)

    def _open_item(self, part: Part, item_id: str) -> None:
        """Open the form of an item; of a new one where the partner has none with this id."""
        document = self.current_document()
        if document is not None:
            name, topic = str(document.get("name", "")), line_id(part, item_id)
            draft = self.drafts.begin("item", self.partner_id, name, topic)
            self.app.push_screen(*self._item_form(document, part, item_id, draft))

    def _item_form(
        self, document: Document, part: Part, item_id: str, draft: OpenDraft
    ) -> tuple[Form, Callable[[Saved | None], None]]:
        """Return the form of an item, and what shows that it was saved."""

        def show(saved: Saved | None) -> None:
            if saved is not None:
                self.show_saved(saved)
                self.record.go_to(line_id(part, item_id))

        form = item_form(document, part, item_id, draft, self.register, self.today())
        return form, show

    def on_record_finished(self, event: Record.Finished) -> None:
        """Save that an action is done, or that it is not."""
        document = self.current_document()
        if document is None:
            return
        if event.is_done:
            finish = part_deeds.finish_action
            self.save(partial(finish, document, event.item_id, on=self.today()))
        else:
            reopen = partial(part_deeds.put_item, document, PARTS["actions"], {"done_on": ""})
            by = self.register.by
            self.save(partial(reopen, today=self.today(), by=by, item_id=event.item_id))

    def action_remove(self) -> None:
        """Take out the partner; on the record, the item under the cursor."""
        if self.switcher.current != "record":
            super().action_remove()
            return
        document = self.current_document()
        row_id = self.record.current or ""
        field, _, item_id = row_id.partition(":")
        if document is None or not item_id or row_id.startswith(MORE):
            self.say("There is nothing on this line to remove.")
            return
        part = PARTS[field]
        said = f"Removed the {part.one}. Saved; u brings it back."
        self.save(partial(part_deeds.remove_item, document, part, item_id), said=said)

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
        elif draft.draft.kind == "score-note":
            self._show_part("measures")
            self.measures.go_to(topic)
            await self._score(topic, draft)
        else:
            self._show_part("checklist")
            self.checklist.go_to(topic)
            if draft.draft.kind == "reason":
                await self._rule_out(document, topic, draft)
            else:
                form = self._note_form(document, topic, draft)
                await self.app.push_screen(*form, wait_for_dismiss=True)

    def on_measures_why_asked(self, event: Measures.WhyAsked) -> None:
        """Open the guidance on a measure."""
        measure = next(m for m in self.guide.measures if m.id == event.measure_id)
        page = page_of(self.guide, measure)
        self.app.push_screen(PageScreen(self.register, page, "2 Guide: measures"))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open an item of the record, or tell what an edit changed, field by field."""
        if event.rows is self.record:
            self._open_line(event.row_id)
            return
        edit = next((e for e in self.register.history() if e.id == event.row_id), None)
        if edit is None:
            return
        told = [Block("text", history.sentence(edit))]
        told += [Block("point", line) for line in history.details(edit, self.partner_id)]
        page = Page(clean_line(edit.label), tuple(told))
        self.app.push_screen(PageScreen(self.register, page, "History"))


def _as_opened(document: Document, item_id: str, draft: OpenDraft) -> Document:
    """Return a partner's document with what is typed of an item as it was when it was opened."""
    items = document.get("checklist", {})
    item = draft.draft.rebase(items.get(item_id, {}))
    others = {known: value for known, value in items.items() if known != item_id}
    return {**document, "checklist": {**others, **({item_id: item} if item else {})}}
