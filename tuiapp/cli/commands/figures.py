"""Results of many partners at once: figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tuiapp.cli.context import Context, as_json, pass_context, today, with_options
from tuiapp.cli.output import say, say_json, say_records
from tuiapp.cli.saving import save_and_say
from tuiapp.domain.choices import nearest_of
from tuiapp.domain.register.find import find_partner
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from datetime import date

    from tuiapp.domain.models.partner import Partner
    from tuiapp.domain.register.results import Row


@click.command()
@click.argument("result", required=False)
@click.argument("given", nargs=-1, metavar="PARTNER=FIGURE...")
@click.option("--on", default="today", show_default=True, metavar="DATE", help="Of which day.")
@as_json
@pass_context
def figures(
    context: Context, result: str | None, given: Sequence[str], on: str, as_json: bool
) -> None:
    """Show or record the figures of RESULT for every partner that counts it.

    Without RESULT it lists the results that partners count. With PARTNER=FIGURE it records them
    all as one change; without, it shows the quarter's figures and their total.
    """
    from tuiapp.domain.dates import HAPPENED, PLANNED, read_date
    from tuiapp.domain.models.validation import FieldsRefused, Problem
    from tuiapp.domain.register import results

    register = context.open_register()
    partners = register.snapshot.accepted()
    known = {result_id: name for result_id, name, _ in results.results_counted(partners)}
    if result is None:
        _list(known, as_json=as_json)
        return
    if result not in known:
        hint = nearest_of(result, known, "See them with: partnertui figures")
        raise InputRefused("Unknown result", f"No partner counts '{result}'.", hint)
    try:
        day = read_date(on, today(), HAPPENED if given else PLANNED)
    except ValueError as error:
        raise InputRefused("Not a date", f"--on: {error}.") from None
    if not given:
        _show(partners, result, day, as_json=as_json)
        return
    documents = register.snapshot.documents
    typed: dict[str, str] = {}
    for assignment in given:
        name, equals, figure = assignment.rpartition("=")
        if not equals:
            raise InputRefused("Not understood", f"'{assignment}' is not PARTNER=FIGURE.")
        typed[find_partner(documents, name)["id"]] = figure
    try:
        proposal = results.record_figures(documents, result, typed, on=day, by=register.by)
    except FieldsRefused as error:
        raise FieldsRefused(
            [Problem(str(documents[p.field]["name"]), p.sentence) for p in error.problems]
        ) from None
    save_and_say(register, proposal, as_json=as_json)


def _list(known: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        say_json([{"id": result_id, "name": name} for result_id, name in known.items()])
    for result_id, name in known.items() if not as_json else ():
        say(f"{name} [{result_id}]")
    if not known and not as_json:
        begin = "partnertui record PARTNER results add ..."
        say(with_options(f"No partner counts a result yet. Begin with: {begin}"))


def _show(partners: Sequence[Partner], result: str, day: date, *, as_json: bool) -> None:
    """Tell a quarter's figures of a result, and their total where adding is honest."""
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.register import results

    quarter = results.quarter_of(day)
    rows = results.grid(partners, result, quarter)
    values = [row.reading.value if row.reading else None for row in rows]
    adds_up = results.adds_up(load_guide(), result)
    total = results.total_in_words(values, rows[0].result.unit, adds_up=adds_up)
    if as_json:
        say_json(
            {
                "result": result,
                "quarter": [quarter.starts.isoformat(), quarter.ends.isoformat()],
                "rows": [_row(row) for row in rows],
                "total": total,
            }
        )
        return
    say(f"{rows[0].result.name}, {quarter}")
    say_records(
        (
            {
                "Partner": row.partner.name,
                "This quarter": results.number_in_words(row.reading.value) if row.reading else "",
                "So far": results.how_far(row.result),
                "Trend": results.trend(row.result),
            }
            for row in rows
        ),
        plain=True,
    )
    say(f"\nTotal: {total}")


def _row(row: Row) -> dict[str, Any]:
    told: dict[str, Any] = {"partner": row.partner.id, "name": row.partner.name}
    if row.reading:
        told |= {"value": float(row.reading.value), "on": row.reading.on.isoformat()}
    return told
