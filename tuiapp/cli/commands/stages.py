"""The checklist and the measures: tick and score."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from tuiapp.cli.context import Context, OurWords, as_json, pass_context, today
from tuiapp.cli.output import say
from tuiapp.cli.saving import save_and_say
from tuiapp.domain.choices import STATES, VIEWS, State, View, nearest_of
from tuiapp.domain.dates import HAPPENED, in_full, read_date
from tuiapp.domain.register.find import find_partner
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuiapp.domain.models.guide import ChecklistItem, Measure

    EntryT = TypeVar("EntryT", ChecklistItem, Measure)


def known(entries: Iterable[EntryT], wanted: str, what: str) -> EntryT:
    """Return the entry with this id; raises InputRefused naming the nearest one."""
    by_id = {entry.id: entry for entry in entries}
    if wanted in by_id:
        return by_id[wanted]
    told = f"There is no {what} '{wanted}'."
    raise InputRefused(f"Unknown {what}", told, nearest_of(wanted, by_id))


def parse_date(text: str) -> date:
    """Return the past day that was typed; raises InputRefused, which says what can be."""
    try:
        return read_date(text, today(), HAPPENED)
    except ValueError as error:
        raise InputRefused("Not a date", f"--on: {error}.") from None


@click.command()
@click.argument("partner")
@click.argument("item")
@click.option("--state", type=OurWords(list(STATES)), default="done", show_default=True)
@click.option("--reason", metavar="T", help="Why it is not applicable.")
@click.option("--note", metavar="T")
@click.option("--evidence", metavar="T", help="Where the proof is.")
@as_json
@pass_context
def tick(
    context: Context,
    partner: str,
    item: str,
    state: State,
    reason: str | None,
    note: str | None,
    evidence: str | None,
    as_json: bool,
) -> None:
    """Tick checklist item ITEM of PARTNER; `guide stages` lists the items."""
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.register import partner_edits
    from tuiapp.domain.register.progress import items_of
    from tuiapp.domain.register.recorded_facts import how_to_record, missing_facts, not_recorded

    register = context.open_register()
    document = find_partner(register.snapshot.documents, partner)
    of_whom = partner_edits.read_partner(document)
    items = [known for stage in load_guide().stages for known in items_of(stage, of_whom)]
    ticked = known(items, item, "item")
    proposal = partner_edits.tick(
        document,
        ticked,
        state,
        by=register.by,
        on=today(),
        reason=reason,
        note=note,
        evidence=evidence,
    )
    missing = missing_facts(ticked, of_whom) if state == "done" else ()
    beside = {"not_recorded": [fact.what for fact in missing]} if missing else None
    save_and_say(register, proposal, as_json=as_json, beside=beside)
    if missing and not as_json:
        say(f"Not recorded: {not_recorded(missing)}.")
        for command in how_to_record(missing, of_whom):
            say(f"Record it with: {command}")


@click.command(context_settings={"ignore_unknown_options": True})  # so that -1 is a value
@click.argument("partner")
@click.argument("measure")
@click.argument("value")
@click.option("--view", type=OurWords(list(VIEWS)), default="council", show_default=True)
@click.option("--on", "on_date", metavar="DATE", help="The day it was scored; today if not given.")
@click.option("--note", metavar="T")
@as_json
@pass_context
def score(
    context: Context,
    partner: str,
    measure: str,
    value: str,
    view: View,
    on_date: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Score MEASURE of PARTNER with VALUE, 0 to 4; 4 is always good."""
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.register import partner_edits

    register = context.open_register()
    document = find_partner(register.snapshot.documents, partner)
    found = known(load_guide().measures, measure, "measure")
    if value not in ("0", "1", "2", "3", "4"):
        raise InputRefused(
            "Score out of range",
            f"'{value}' is not a whole number from 0 to 4.",
            f"See what each looks like with: partnertui guide measures {found.id}",
        )
    given = partner_edits.GivenScore(found, view, int(value), note or "")
    on = parse_date(on_date) if on_date else today()
    proposal = partner_edits.score(document, [given], by=register.by, on=on)
    save_and_say(register, proposal, as_json=as_json)
    if on_date and not as_json:
        say(f"Date: {in_full(on)}")
