"""A partner's checklist, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tuiapp.domain.choices import State
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.guide import ChecklistItem, Guide
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.register.progress import shown_items, stage_progress, why_asked
from tuiapp.domain.register.recorded_facts import facts_missing_if_done, state_in_words
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.rows import Column, Row, Rows, rows_under

SIGNS: dict[State, str] = {"todo": "[ ]", "doing": "[~]", "done": "[x]", "not-applicable": "[-]"}
"""How a state looks at the start of a line; its words stand at the end."""
UNRECORDED_SIGN = "[!]"
"""How an item looks that is done while the register lacks a fact it rests on."""


class Checklist(Rows):
    """The items asked for; Space ticks, letters set the other states, Enter tells why."""

    BINDINGS: ClassVar[list[BindingType]] = bind("checklist")

    @dataclass
    class Marked(Message):
        """Somebody said where an item is."""

        item_id: str
        state: State

    @dataclass
    class NoteAsked(Message):
        """Somebody wants to write a note."""

        item_id: str

    @dataclass
    class WhyAsked(Message):
        """Somebody wants to know why an item matters."""

        item_id: str

    @dataclass
    class AddAsked(Message):
        """Somebody wants to add an item of our own to a stage."""

        stage_id: str

    def show(self, partner: Partner, guide: Guide) -> None:
        """Show a partner's checklist as it is stored."""
        self.partner = partner
        self.guide = guide
        self.columns = (Column(0), Column(15, 72), Column(40, 100))
        rows: list[Row] = []
        for stage in guide.stages:
            items = [self._row(item, partner) for item in shown_items(stage, partner)]
            rows += rows_under(f"{stage.heading}: {stage_progress(stage, partner)}", items)
        self.rows = tuple(rows)

    def _row(self, item: ChecklistItem, partner: Partner) -> Row:
        recorded = partner.checked(item.id)
        state = partner.state_of(item.id)
        mark = recorded.mark if recorded else None
        said = f"{mark.by}, {in_full(mark.on)}" if mark else why_asked(item, partner)
        noted = " *" if recorded and (recorded.note or recorded.evidence) else ""
        missing = facts_missing_if_done(item, partner)
        sign = UNRECORDED_SIGN if missing else SIGNS[state]
        return Row(item.id, (f"{sign} {item.heading}{noted}", state_in_words(item, partner), said))

    def action_tick(self) -> None:
        """Mark the item done, or to do if it is done."""
        if self.current:
            done = self.partner.state_of(self.current) == "done"
            self.post_message(self.Marked(self.current, "todo" if done else "done"))

    def action_mark(self, state: State) -> None:
        """Say where the item is."""
        if self.current:
            self.post_message(self.Marked(self.current, state))

    def action_note(self) -> None:
        """Write a note on the item."""
        if self.current:
            self.post_message(self.NoteAsked(self.current))

    def action_add(self) -> None:
        """Add an item of our own to the stage that the cursor is in."""
        for stage in self.guide.stages:
            if any(item.id == self.current for item in shown_items(stage, self.partner)):
                self.post_message(self.AddAsked(stage.id))

    def action_why(self) -> None:
        """Tell why the item matters."""
        if self.current:
            self.post_message(self.WhyAsked(self.current))
