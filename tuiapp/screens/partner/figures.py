"""The grid: one result's figures of a quarter, for every partner that counts it, in one form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from tuiapp.content.loader import load_guide
from tuiapp.domain.dates import days_after, in_full
from tuiapp.domain.register import results
from tuiapp.domain.register.results import Quarter, Row
from tuiapp.domain.text import clean_line, count
from tuiapp.screens.shared.dialogs import Menu, ask
from tuiapp.screens.shared.form import Form
from tuiapp.widgets.fields import Field

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document, Proposal
    from tuiapp.person.drafts import Draft, Drafts, OpenDraft
    from tuiapp.screens.shared.base import BaseScreen
    from tuiapp.screens.shared.conflict import Ending
    from tuiapp.store.register import Register, Saved

MOST = 9
"""How many results a menu can offer, a digit each."""


class FiguresForm(Form):
    """A line a partner: its name, what it counted before, and this quarter's figure.

    Args:
        register: Where the figures are saved.
        rows: The partners that count the result, with what they have of the quarter.
        quarter: The quarter.
        on: The day the figures are of.
        adds_up: Whether their total is honest.
        draft: Where what is typed is kept until it is saved.
    """

    HELP: ClassVar[str | None] = (
        "One figure a line; Tab goes to the next partner. Enter or {form.save} saves them all as"
        " one change."
    )

    def __init__(
        self,
        register: Register,
        rows: list[Row],
        quarter: Quarter,
        on: date,
        *,
        adds_up: bool,
        draft: OpenDraft,
    ) -> None:
        self.result = rows[0].result
        self.quarter = quarter
        self.on = on
        self.adds_up = adds_up
        self.documents: Mapping[str, Document] = register.snapshot.documents
        """The partners as the figures in the form show them."""
        super().__init__(
            f"{self.result.name}, {quarter}",
            [_field(row, quarter) for row in rows],
            self._proposal,
            draft,
            register,
            {},
        )

    def on_mount(self) -> None:
        """Put the total below the lines, and keep it right."""
        self.mount(Static(self._total(), id="total"), before=self.message_line)
        for field in self.fields:
            self.watch(field, "held", self._tell_total, init=False)

    def _proposal(self, document: Document, typed: Mapping[str, str]) -> Proposal:
        return results.record_figures(
            self.documents, self.result.id, typed, on=self.on, by=self.register.by
        )

    def _tell_total(self) -> None:
        for line in self.query("#total").results(Static):
            line.update(self._total())

    def _total(self) -> Content:
        """Return how many figures there are and, where that is honest, what they add up to."""
        values: list[Decimal | None] = []
        for field in self.fields:
            try:
                values.append(results.read_figure(field.value) if field.value.strip() else None)
            except ValueError:
                values.append(None)
        told = results.total_in_words(values, self.result.unit, adds_up=self.adds_up)
        return Content(clean_line(f"Total: {told}"))

    def _tell_how_many(self, wrong: int) -> None:
        """Say how many figures are still to be put right."""
        told = f"Nothing was saved: {count(wrong, 'line')} cannot be read." if wrong else ""
        self.message_line.say(told, error=bool(told))

    def _show_theirs(self, ending: Ending) -> None:
        """Show what somebody else recorded, and beside it what was typed in its place."""
        left = {question.spot[0] for question in ending.left}
        self.documents = self.register.snapshot.documents
        for field in self.fields:
            if field.field_name in left:
                field.start_again(self._recorded(field.field_name), field.value)
            elif ending.saved:
                field.start_again(field.value, "")
        self._keep()
        done = "The rest is saved" if ending.saved else "Nothing was saved"
        self.message_line.say(f"{done}. Beside what you left as it is stands what you had typed.")

    def _recorded(self, partner_id: str) -> str:
        """Return the figure of the quarter that is stored now, as typed."""
        row = next(
            row
            for row in results.grid(
                [self.register.snapshot.partner(partner_id)], self.result.id, self.quarter
            )
        )
        return _typed(row)


def _field(row: Row, quarter: Quarter) -> Field:
    before = [r for r in row.result.readings if r.on < quarter.starts]
    last = before[-1] if before else None
    told = f" · {results.number_in_words(last.value)} on {in_full(last.on)}" if last else ""
    far = results.how_far(row.result)
    return Field(row.partner.id, clean_line(f"{row.partner.name}{told}"), far, _typed(row))


def _typed(row: Row) -> str:
    return results.number_in_words(row.reading.value) if row.reading else ""


async def take_figures(screen: BaseScreen, drafts: Drafts, today: date) -> None:
    """Ask which result and which quarter, and open the grid; runs in a worker."""
    counted = results.results_counted(screen.register.snapshot.accepted())
    if not counted:
        screen.say("No partner counts a result yet: add one in a partner's record.")
        return
    result_id = counted[0][0]
    if len(counted) > 1:
        answers = [(known, f"{name} ({unit})") for known, name, unit in counted[:MOST]]
        chosen = await ask(screen, Menu("Which result?", answers))
        if chosen is None:
            return
        result_id = chosen
    this = results.quarter_of(today)
    last = results.quarter_of(days_after(this.starts, -1))
    quarters = [(today.isoformat(), f"{this}, until today"), (last.ends.isoformat(), str(last))]
    on = await ask(screen, Menu("Which quarter?", quarters))
    if on is None or not screen.is_active:
        return
    draft = drafts.begin("figures", "", topic=f"{result_id}:{on}")
    form = figures_form(screen.register, draft)
    if form is None:
        screen.say("No partner counts this result any more.")
        return
    screen.app.push_screen(form, partial(_show, screen))


def figures_form(register: Register, draft: OpenDraft) -> FiguresForm | None:
    """Return the grid that a draft is about; None where no partner counts the result any more."""
    rows, quarter, on = _grid_of(register, draft.draft)
    if not rows:
        return None
    draft.start_from({row.partner.id: _typed(row) for row in rows})
    adds_up = results.adds_up(load_guide(), rows[0].result.id)
    form = FiguresForm(register, rows, quarter, on, adds_up=adds_up, draft=draft)
    form.documents = {
        **form.documents,
        **{row.partner.id: _as_it_was(form, row, draft.draft) for row in rows},
    }
    return form


def figures_of(register: Register, draft: Draft) -> dict[str, str]:
    """Return the figures that are stored of the result and quarter of a draft, by partner."""
    rows, _, _ = _grid_of(register, draft)
    return {row.partner.id: _typed(row) for row in rows}


def _grid_of(register: Register, draft: Draft) -> tuple[list[Row], Quarter, date]:
    result_id, _, day = draft.topic.rpartition(":")
    on = date.fromisoformat(day)
    quarter = results.quarter_of(on)
    return results.grid(register.snapshot.accepted(), result_id, quarter), quarter, on


def _as_it_was(form: FiguresForm, row: Row, draft: Draft) -> Document:
    """Return a partner with the day's figure as it was when a draft of it was begun.

    A figure that somebody else recorded since then is met as a conflict.
    """
    document = form.documents[row.partner.id]
    was = str(draft.base.get(row.partner.id, ""))
    if row.partner.id not in draft.values or was == _typed(row):
        return document
    key = form.on.isoformat()
    result = document["results"][row.result.id]
    readings = {k: v for k, v in result.get("readings", {}).items() if k != key}
    if was:
        readings[key] = {"value": float(results.read_figure(was)), "on": key}
    kept = {**result, "readings": readings}
    return {**document, "results": {**document["results"], row.result.id: kept}}


def _show(screen: BaseScreen, saved: Saved | None) -> None:
    if saved is not None:
        screen.show_saved(saved)
