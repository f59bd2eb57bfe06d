"""What is done to a partner's checklist items and measures: marked, noted on, scored, explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from tuiapp.domain.choices import State
from tuiapp.domain.pages.guide_pages import page_of
from tuiapp.domain.register import partner_edits
from tuiapp.domain.register.progress import asked_measures, item_of
from tuiapp.domain.register.recorded_facts import missing_facts, not_recorded
from tuiapp.domain.text import clean_line, shortened
from tuiapp.errors import InputRefused
from tuiapp.keys.custom import with_keys
from tuiapp.screens.partner.actions import OnePartnerScreen
from tuiapp.screens.partner.score import ScoreDialog
from tuiapp.screens.reading.page import PageScreen
from tuiapp.screens.shared.dialogs import SaveLine, ask
from tuiapp.screens.shared.form import Form
from tuiapp.screens.shared.messages import OpenEntry
from tuiapp.store.register import Saved
from tuiapp.widgets.checklist import Checklist
from tuiapp.widgets.fields import Field
from tuiapp.widgets.measures import Measures

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document, Proposal
    from tuiapp.domain.models.guide import ChecklistItem
    from tuiapp.person.drafts import OpenDraft


TOLD = 2
"""How many facts that are missing a message names: a small window has room for no more."""


class PartnerChecklistScreen(OnePartnerScreen):
    """A partner's screen that shows its checklist and its measures."""

    @work
    async def on_checklist_marked(self, event: Checklist.Marked) -> None:
        """Save where an item is; ask for the reason where it needs one."""
        document = self.current_document()
        if document is None or self.readable_partner() is None:
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

        item = clean_line(self._item(item_id).heading)
        question = f"Why is '{item}' not applicable to {shortened(self.partner.name)}?"
        typed = draft.draft.values.get("mark", "")
        propose = partial(self._tick, document, item_id, "not-applicable")
        line = SaveLine(question, keep, self.register, propose, typed, needed=True)
        await self.ask_and_save(line)
        draft.end()

    def _mark(self, document: Document, item_id: str, state: State) -> None:
        """Save where an item is that needs no reason."""
        said = self._not_recorded(self._item(item_id), state)
        self.save(partial(self._tick, document, item_id, state), said=said)

    def _tick(
        self, document: Document, item_id: str, state: State, reason: str | None = None
    ) -> Proposal:
        by, on = self.register.by, self.today()
        return partner_edits.tick(document, self._item(item_id), state, by=by, on=on, reason=reason)

    def _not_recorded(self, item: ChecklistItem, state: State) -> str:
        """Return what to say of an item that is ticked while a fact it rests on is missing."""
        missing = missing_facts(item, self.partner) if state == "done" else ()
        if not missing:
            return ""
        keys = {True: "{partner.next}", False: "{register.edit}"}
        places = (f"{fact.where} ({keys[bool(fact.part)]})" for fact in missing)
        where = " and ".join(dict.fromkeys(places))
        told = f"Done and saved, but {not_recorded(missing[:TOLD])}. Record it {where}."
        return with_keys(self.app, told)

    def _item(self, item_id: str) -> ChecklistItem:
        """Return an item of the checklist as it is shown; raises InputRefused for one of old."""
        item = item_of(self.guide, self.query_one(Checklist).partner, item_id)
        if item is None:
            raise InputRefused("Not there", "This item is not in the checklist any more.", "")
        return item

    def on_checklist_note_asked(self, event: Checklist.NoteAsked) -> None:
        """Open the form for an item's note and evidence."""
        document = self.current_document()
        if document is not None and self.readable_partner() is not None:
            name = str(document.get("name", ""))
            draft = self.drafts.begin("note", self.partner_id, name, event.item_id)
            self.app.push_screen(*self._note_form(document, event.item_id, draft))

    def _note_form(
        self, document: Document, item_id: str, draft: OpenDraft
    ) -> tuple[Form, Callable[[Saved | None], None]]:
        """Return the form for an item's note and evidence, and what shows that it was saved."""
        document = _as_opened(document, item_id, draft)
        item = self._item(item_id)
        draft.start_from(document.get("checklist", {}).get(item_id, {}))
        recorded = partner_edits.read_partner(document).checked(item.id)
        note, evidence = (recorded.note, recorded.evidence) if recorded else (None, None)
        fields = [
            Field("note", "Note", "Facts only: notes can be disclosed.", note or "", long=True),
            Field("evidence", "Evidence", "A document's name and where it is.", evidence or ""),
        ]

        def propose(document: Document, typed: Mapping[str, str]) -> Proposal:
            held = document.get("checklist", {}).get(item_id, {})
            noted = (typed.get(name, held.get(name, "")) for name in ("note", "evidence"))
            return partner_edits.annotate(document, item, *noted)

        def show(saved: Saved | None) -> None:
            if saved is not None:
                self.show_saved(saved, "Saved.")

        path = ("checklist", item_id)
        title = f"{clean_line(str(document.get('name', '')))}: {item.heading}"
        form = Form(title, fields, propose, draft, self.register, document, path)
        return form, show

    def on_checklist_why_asked(self, event: Checklist.WhyAsked) -> None:
        """Open the guidance on an item."""
        stage = self.guide.stage_of(event.item_id)
        where = f"2 Guide: {stage.heading}" if stage else "2 Guide"
        if self.guide.stage_of(event.item_id) is None:  # an item of our own
            page = page_of(self.guide, self._item(event.item_id))
            self.app.push_screen(PageScreen(self.register, page, where))
            return
        self.post_message(OpenEntry("stages", event.item_id, where))

    @work
    async def on_measures_score_asked(self, event: Measures.ScoreAsked) -> None:
        """Ask for a round of scores and save them."""
        partner = self.readable_partner()
        if partner is None:
            return
        draft = self.drafts.begin("scores", self.partner_id, partner.name)
        await self._score(draft, event.measure_id)

    async def _score(self, draft: OpenDraft, first: str = "") -> None:
        """Ask for a round of scores and save them; where that is refused, keep them typed."""
        measures = asked_measures(self.guide, self.partner)
        document = self.current_document()  # as it is now: what is changed meanwhile is met later
        given = await ask(self, ScoreDialog(measures, self.partner, draft, first))
        if given is None or document is None:
            draft.end()
        else:
            score = partial(
                partner_edits.score, document, given, by=self.register.by, on=self.today()
            )
            self.save(score, settled=draft.end, ask_again=partial(self._score_again, draft))

    @work
    async def _score_again(self, draft: OpenDraft) -> None:
        """Ask again with the scores and notes as they were given."""
        await self._score(draft)

    def on_measures_why_asked(self, event: Measures.WhyAsked) -> None:
        """Open the guidance on a measure."""
        measure = next(m for m in self.guide.measures if m.id == event.measure_id)
        page = page_of(self.guide, measure)
        self.app.push_screen(PageScreen(self.register, page, "2 Guide: measures"))


def _as_opened(document: Document, item_id: str, draft: OpenDraft) -> Document:
    """Return a partner's document with what is typed of an item as it was when it was opened."""
    items = document.get("checklist", {})
    item = draft.draft.rebase(items.get(item_id, {}))
    others = {known: value for known, value in items.items() if known != item_id}
    return {**document, "checklist": {**others, **({item_id: item} if item else {})}}
