"""Results: what both sides agreed to count, how far it is, which way it goes, and honest totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from tuiapp.domain.changes.edits import Change, Document, Proposal
from tuiapp.domain.dates import MONTHS, in_full, last_of_month
from tuiapp.domain.models.guide import Guide
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.models.partner_parts import Reading, Result
from tuiapp.domain.models.validation import FieldsRefused, Problem
from tuiapp.domain.register.partner_edits import check
from tuiapp.domain.text import count

QUARTER_MONTHS: Final = 3


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of the council's year, which begins in April.

    Attributes:
        starts: Its first day.
        ends: Its last day.
    """

    starts: date
    ends: date

    def __str__(self) -> str:
        first, last = MONTHS[self.starts.month - 1], MONTHS[self.ends.month - 1]
        return f"{first.capitalize()} to {last.capitalize()} {self.ends.year}"


def quarter_of(day: date) -> Quarter:
    """Return the quarter a day is in: January, April, July or October begins one."""
    first = (day.month - 1) // QUARTER_MONTHS * QUARTER_MONTHS + 1
    return Quarter(date(day.year, first, 1), last_of_month(day.year, first + QUARTER_MONTHS - 1))


def number_in_words(number: Decimal) -> str:
    """Return a figure as people read it: 1,200 or 12.5."""
    whole = number.to_integral_value()
    return f"{whole:,}" if number == whole else f"{number.normalize():,f}"


def how_far(result: Result) -> str:
    """Return the newest figure against the target: "350 of 1,200 hours by 31 March 2027"."""
    last = result.readings[-1] if result.readings else None
    if last is None:
        return "No figure yet"
    told = number_in_words(last.value)
    if result.target is None:
        return f"{told} {result.unit} on {in_full(last.on)}"
    limit = "of" if result.better == "up" else "against a limit of"
    by = f" by {in_full(result.due)}" if result.due else ""
    return f"{told} {limit} {number_in_words(result.target)} {result.unit}{by}"


def has_reached_target(result: Result) -> bool:
    """Whether the newest figure is the target or better; not where either is missing."""
    if result.target is None or not result.readings:
        return False
    last = result.readings[-1].value
    return last == result.target or (last > result.target) is (result.better == "up")


def trend(result: Result) -> str:
    """Return which way a result goes since the figure before: better, worse or the same."""
    if len(result.readings) < 2:
        return ""
    before, now = result.readings[-2].value, result.readings[-1].value
    if now == before:
        return "The same as before"
    return (
        "Better than before" if (now > before) is (result.better == "up") else "Worse than before"
    )


def reading_in(result: Result, quarter: Quarter) -> Reading | None:
    """Return the newest figure of a quarter; None where there is none."""
    found = [r for r in result.readings if quarter.starts <= r.on <= quarter.ends]
    return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Row:
    """One partner's result in the grid of a quarter.

    Attributes:
        partner: Whose it is.
        result: The result as it is now.
        reading: The quarter's figure; None where there is none.
    """

    partner: Partner
    result: Result
    reading: Reading | None


def results_counted(partners: Iterable[Partner]) -> list[tuple[str, str, str]]:
    """Return every result that accepted partners count: its id, name and unit, by name."""
    found = {
        (result.id, result.name, result.unit)
        for partner in partners
        if partner.is_active
        for result in partner.results
    }
    return sorted(found, key=lambda known: (known[1].casefold(), known))


def grid(partners: Iterable[Partner], result_id: str, quarter: Quarter) -> list[Row]:
    """Return a row for every accepted partner that counts a result, by the partner's name."""
    rows = [
        Row(partner, result, reading_in(result, quarter))
        for partner in partners
        if partner.is_active
        for result in partner.results
        if result.id == result_id
    ]
    return sorted(rows, key=lambda row: row.partner.name.casefold())


def total_in_words(values: Sequence[Decimal | None], unit: str, *, adds_up: bool) -> str:
    """Return the total of a quarter's figures; where adding would count twice, say so instead."""
    given = [value for value in values if value is not None]
    told = f"{count(len(given), 'figure')} of {len(values)}"
    if not adds_up:
        return f"{told}. Not added up: some would be counted twice."
    return f"{told}, {number_in_words(sum(given, Decimal()))} {unit} in all"


def adds_up(guide: Guide, result_id: str) -> bool:
    """Whether figures of several partners may be added; of a result of our own nobody knows."""
    return any(known.id == result_id and known.adds_up for known in guide.results)


def read_figure(text: str) -> Decimal:
    """Return the figure somebody typed; raises ValueError, which says what can be typed."""
    typed = text.replace(",", "").replace(" ", "").removeprefix("£")
    try:
        figure = Decimal(typed)
    except InvalidOperation:
        raise ValueError(f"'{text.strip()}' is not a figure; write one such as 1200") from None
    if not figure.is_finite():
        raise ValueError(f"'{text.strip()}' is not a figure; write one such as 1200")
    return figure


def record_figures(
    documents: Mapping[str, Document],
    result_id: str,
    typed: Mapping[str, str],
    *,
    on: date,
    by: str,
) -> Proposal:
    """Propose one result's figures of many partners as one edit.

    A partner has one figure of a result a day: a later one on the same day puts it right.

    Args:
        documents: The partners by id.
        result_id: Which result.
        typed: What was typed, by partner; "" leaves a partner as it is.
        on: The day the figures are of.
        by: Who enters them.

    Raises:
        FieldsRefused: Something typed is no figure; each problem's field is the partner's id.
    """
    problems, changes = [], []
    name = ""
    for partner_id, text in typed.items():
        if not text.strip():
            continue
        document = documents[partner_id]
        try:
            figure = read_figure(text)
            change = _reading_change(document, result_id, figure, on, by)
        except FieldsRefused as error:
            problems += [Problem(partner_id, p.sentence) for p in error.problems]
        except ValueError as error:
            problems.append(Problem(partner_id, str(error)))
        else:
            name = str(document["results"][result_id]["name"])
            changes.append(change)
    if problems:
        raise FieldsRefused(problems)
    who = count(len(changes), "partner")
    return Proposal(f"Recorded '{name}' of {who} for {in_full(on)}", tuple(changes))


def _reading_change(
    document: Document, result_id: str, figure: Decimal, on: date, by: str
) -> Change:
    """Return the change that gives a partner's result a figure, checked with all around it."""
    results: Mapping[str, Any] = document.get("results", {})
    result = results.get(result_id)
    if result is None:
        raise ValueError("it does not count this result any more")
    key = on.isoformat()
    before = result.get("readings", {}).get(key)
    number = int(figure) if figure == figure.to_integral_value() else float(figure)
    after = {"value": number, "on": key, "by": by}
    kept = {**result, "readings": {**result.get("readings", {}), key: after}}
    check(document["id"], {**document, "results": {**results, result_id: kept}})
    return Change(document["id"], ("results", result_id, "readings", key), before, after)
