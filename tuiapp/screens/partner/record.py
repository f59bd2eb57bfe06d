"""What is done to the items of a partner's record: added, changed, finished, removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from textual import work
from textual.getters import query_one

from tuiapp.domain.register import part_edits
from tuiapp.domain.register.part_catalogue import PARTS, Part
from tuiapp.keys.custom import saved_for_now
from tuiapp.screens.partner.actions import OnePartnerScreen
from tuiapp.screens.partner.item_form import item_form
from tuiapp.screens.reading.page import PageScreen
from tuiapp.screens.shared.dialogs import ask
from tuiapp.screens.shared.form import Form
from tuiapp.screens.shared.pick import Pick
from tuiapp.store.register import Saved
from tuiapp.widgets.checklist import Checklist
from tuiapp.widgets.record import MORE, Record, line_id

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document
    from tuiapp.person.drafts import OpenDraft

OWN = "own"
"""The answer for a result that the guide does not know."""


class PartnerRecordScreen(OnePartnerScreen):
    """A partner's screen that shows its record."""

    record = query_one(Record)
    checklist = query_one(Checklist)

    def _open_line(self, row_id: str) -> None:
        """Open the form of an item of the record, or that of a new one."""
        if row_id.startswith(MORE):
            self.record.show_more(row_id.removeprefix(MORE))
            return
        field, _, item_id = row_id.partition(":")
        part = PARTS[field]
        if item_id and self.register.why_read_only:
            page = self.record.page_at(row_id)
            if page is not None:
                self.app.push_screen(PageScreen(self.register, page, self.where()))
            return
        if self.refuses_changes():
            return
        if item_id:
            self._open_item(part, item_id)
        elif field == "log":
            self.action_log()
        elif field == "benefits":
            self._add_benefit(part)
        elif field == "results":
            self._add_result(part)
        else:
            self._open_item(part, str(uuid4()))

    @work
    async def _add_benefit(self, part: Part) -> None:
        """Ask which benefit it is, and open its form."""
        partner = self.readable_partner()
        if partner is None:
            return
        held = {item.id for item in partner.benefits}
        benefits = [(b.id, b.heading) for b in self.guide.benefits if b.id not in held]
        benefit = await ask(self, Pick("Which benefit does it bring?", benefits))
        if benefit is not None:
            self._open_item(part, benefit)

    @work
    async def _add_result(self, part: Part) -> None:
        """Ask which result is counted, one of the guide's or one of our own; open its form."""
        partner = self.readable_partner()
        if partner is None:
            return
        held = {item.id for item in partner.results}
        known = {result.id: result for result in self.guide.results if result.id not in held}
        results = [(r.id, f"{r.name} ({r.unit})") for r in known.values()]
        chosen = await ask(self, Pick("Which result?", [(OWN, "One of our own"), *results]))
        if chosen in known:
            result = known[chosen]
            begun = {"name": result.name, "unit": result.unit, "better": result.better}
            self._open_item(part, chosen, begun)
        elif chosen is not None:
            self._open_item(part, str(uuid4()))

    def on_checklist_add_asked(self, event: Checklist.AddAsked) -> None:
        """Open the form of a checklist item of our own, in the stage where it was asked for."""
        self._open_item(PARTS["own_items"], str(uuid4()), {"stage": event.stage_id})

    def _open_item(self, part: Part, item_id: str, begun: Mapping[str, str] | None = None) -> None:
        """Open the form of an item; of a new one where the partner has none with this id."""
        document = self.current_document()
        if document is not None:
            name, topic = str(document.get("name", "")), line_id(part, item_id)
            draft = self.drafts.begin("item", self.partner_id, name, topic)
            self.app.push_screen(*self._item_form(document, part, item_id, draft, begun))

    def _item_form(
        self,
        document: Document,
        part: Part,
        item_id: str,
        draft: OpenDraft,
        begun: Mapping[str, str] | None = None,
    ) -> tuple[Form, Callable[[Saved | None], None]]:
        """Return the form of an item, and what shows that it was saved."""

        def show(saved: Saved | None) -> None:
            if saved is not None:
                self.show_saved(saved)
                self.record.go_to(line_id(part, item_id))

        form = item_form(document, part, item_id, draft, self.register, self.today(), begun)
        return form, show

    def on_record_finished(self, event: Record.Finished) -> None:
        """Save that an action is done, or that it is not."""
        document = self.current_document()
        if document is None:
            return
        if event.is_done:
            finish = part_edits.finish_action
            self.save(partial(finish, document, event.item_id, on=self.today()))
        else:
            reopen = partial(part_edits.put_item, document, PARTS["actions"], {"done_on": ""})
            by = self.register.by
            self.save(partial(reopen, today=self.today(), by=by, item_id=event.item_id))

    def action_remove(self) -> None:
        """Take out the partner; on the record, or on an item of our own, that item alone."""
        row_id = self.record.current or ""
        if not self.record.display:
            own = self._own_item_id()
            if not own:
                super().action_remove()
                return
            row_id = line_id(PARTS["own_items"], own)
        document = self.current_document()
        field, _, item_id = row_id.partition(":")
        if document is None or not item_id or row_id.startswith(MORE):
            self.say("There is nothing on this line to remove.")
            return
        part = PARTS[field]
        said = f"Removed the {part.one}. {saved_for_now(self.app)}"
        self.save(partial(part_edits.remove_item, document, part, item_id), said=said)

    def _own_item_id(self) -> str:
        """Return the checklist item of our own that the cursor is on; "" for none."""
        if not self.checklist.display:
            return ""
        own = (self.current_document() or {}).get("own_items", {})
        current = self.checklist.current or ""
        return current if current in own else ""
