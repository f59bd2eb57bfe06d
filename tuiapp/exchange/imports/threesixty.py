"""The 360Giving data standard, as CSV or JSON: one published grant a row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from pydantic import ValidationError

from tuiapp.domain.choices import nearest
from tuiapp.domain.dates import read_date
from tuiapp.domain.importing.rows import FoundOrganisation, RefusedRow, found_organisation, grant_id
from tuiapp.domain.models.identifiers import CACHED
from tuiapp.domain.models.partner_parts import MoneyEntry
from tuiapp.domain.models.validation import problems_of
from tuiapp.domain.text import clean_line
from tuiapp.exchange.imports.csv_text import Row, refused

IDENTIFIER: Final = "Identifier"
TITLE: Final = "Title"
CURRENCY: Final = "Currency"
AMOUNT: Final = "Amount Awarded"
DAY: Final = "Award Date"
NAME: Final = "Recipient Org:Name"
ORGANISATION: Final = "Recipient Org:Identifier"
FIELDS: Final = {
    "charity_number": "Recipient Org:Charity Number",
    "company_number": "Recipient Org:Company Number",
    "postcode": "Recipient Org:Postal Code",
    "web": "Recipient Org:Web Address",
}
"""The other columns that a partner has a field for."""
GRANT_KEYS: Final = {
    "id": IDENTIFIER,
    "title": TITLE,
    "currency": CURRENCY,
    "amountAwarded": AMOUNT,
    "awardDate": DAY,
}
RECIPIENT_KEYS: Final = {
    "name": NAME,
    "id": ORGANISATION,
    "charityNumber": FIELDS["charity_number"],
    "companyNumber": FIELDS["company_number"],
    "postalCode": FIELDS["postcode"],
    "url": FIELDS["web"],
}
"""The columns of the CSV form, by the keys of the JSON form."""
NEEDED: Final = (IDENTIFIER, AMOUNT, DAY, NAME)
"""The columns without which no row can be read."""

A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")
WITH_YEAR = re.compile(r"(?<!\d)\d{4}$")
"""A date whose year nobody has to guess."""
AN_AMOUNT = re.compile(r"£?\s*((?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?)")
LINE_BREAK = re.compile(r"[\t\r\n]+")
LONGEST_TITLE: Final = 300


TAKEN: Final = (
    *(IDENTIFIER, TITLE, CURRENCY, AMOUNT, DAY, NAME, ORGANISATION),
    *FIELDS.values(),
)
"""Every column that is read."""


def _plain(column: str) -> str:
    """Return a column's name as it compares: publishers write it in many ways."""
    return "".join(filter(str.isalnum, column.casefold()))


_BY_PLAIN: Final = {_plain(column): column for column in TAKEN}


def standard_column(column: str) -> str:
    """Return a column's name as the standard writes it; another as it is."""
    return _BY_PLAIN.get(_plain(column), column)


def is_taken(column: str) -> bool:
    """Whether a column is one of those that are read."""
    return standard_column(column) in TAKEN


def is_threesixty(columns: Collection[str]) -> bool:
    """Whether columns are those of grants to organisations."""
    plain = {_plain(column) for column in columns}
    return _plain(AMOUNT) in plain and any(each.startswith("recipientorg") for each in plain)


def check_columns(columns: Collection[str], name: str) -> None:
    """Raise InputRefused unless the columns that every grant needs are there."""
    standard = {standard_column(column) for column in columns}
    missing = [column for column in NEEDED if column not in standard]
    if missing:
        like = nearest(missing[0], columns)
        hint = f"The nearest is '{clean_line(like)}'. " if like else ""
        raise refused(
            name,
            f"line 1 has no column '{missing[0]}', which 360Giving data has",
            f"{hint}For a plain list of organisations add --format csv.",
        )


def organisations(rows: Iterable[Row]) -> Iterator[FoundOrganisation | RefusedRow]:
    """Yield what each grant says of the organisation it went to."""
    for row in rows:
        cells = {standard_column(column): cell for column, cell in row.cells.items()}
        yield _organisation(row.line, cells)


def grants_in(document: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the grants of a JSON document as rows under the columns of the CSV form.

    A grant to several organisations is a row for each of them.
    """
    for number, grant in enumerate(document["grants"], start=1):
        given = grant if isinstance(grant, Mapping) else {}
        shared = {column: _text(given.get(key)) for key, column in GRANT_KEYS.items()}
        recipients = given.get("recipientOrganization")
        for recipient in recipients if isinstance(recipients, list) and recipients else [{}]:
            whose = recipient if isinstance(recipient, Mapping) else {}
            own = {column: _text(whose.get(key)) for key, column in RECIPIENT_KEYS.items()}
            yield Row(number, {**shared, **own})


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _organisation(line: int, cells: Mapping[str, str]) -> FoundOrganisation | RefusedRow:
    notes: list[str] = []
    entry = _money_entry(cells, notes)
    if isinstance(entry, str):
        notes.append(f"grant left out: {entry}")
        entry = {}
    values = [cells.get(column, "") for column in FIELDS.values()]
    found = _recipient(cells[NAME], cells.get(ORGANISATION, ""), *values)
    if isinstance(found, RefusedRow):
        return found._replace(line=line)
    return replace(found, line=line, money=entry, notes=(*notes, *found.notes))


@lru_cache(maxsize=CACHED)
def _recipient(name: str, identifier: str, *values: str) -> FoundOrganisation | RefusedRow:
    """Return what a row says of the organisation, the same on line 0 for every row alike."""
    fields = dict(zip(FIELDS, values, strict=True))
    return found_organisation(0, {**fields, "name": name, "identifiers": [identifier]})


def _money_entry(cells: Mapping[str, str], notes: list[str]) -> dict[str, Any] | str:
    """Return a grant as a money entry by its id, or why the row cannot be used."""
    identifier = cells[IDENTIFIER].strip()
    if not identifier:
        return f"{IDENTIFIER}: the grant has none, so that it could be counted twice"
    currency = cells.get(CURRENCY, "").strip()
    if currency and currency.upper() != "GBP":
        return f"{CURRENCY}: '{clean_line(currency)}' is not GBP, and money is kept in pounds"
    amount = AN_AMOUNT.fullmatch(cells[AMOUNT].strip())
    if amount is None:
        return f"{AMOUNT}: {_not(cells[AMOUNT])} an amount such as 1250 or 1250.50"
    day = _day(cells[DAY].strip())
    if day is None:
        return f"{DAY}: {_not(cells[DAY])} a date such as 2026-11-22"
    return _checked_entry(
        {
            "id": grant_id(identifier),
            "direction": "given",
            "title": _title(cells, notes),
            "amount": _without_idle_zeros(amount[1].replace(",", "")),
            "on": day,
            "source": identifier,
        }
    )


def _checked_entry(entry: Mapping[str, Any]) -> dict[str, Any] | str:
    """Return an entry by its id, as a document holds it, or what is wrong with it."""
    try:
        checked = MoneyEntry.model_validate(entry)
    except ValidationError as error:
        columns = {"amount": AMOUNT, "title": TITLE, "source": IDENTIFIER}
        problem = problems_of(error)[0]
        return f"{columns.get(problem.field, problem.field)}: {problem.sentence}"
    return {checked.id: checked.model_dump(mode="json", exclude={"id"}, exclude_none=True)}


def _title(cells: Mapping[str, str], notes: list[str]) -> str:
    title = LINE_BREAK.sub(" ", cells.get(TITLE, "")).strip() or "Grant"
    if clean_line(title) != title:
        notes.append(f"{TITLE} left out: it holds characters that cannot be shown")
        return "Grant"
    if len(title) > LONGEST_TITLE:
        notes.append(f"{TITLE}: cut to {LONGEST_TITLE} characters")
        return title[: LONGEST_TITLE - 1] + "…"
    return title


def _without_idle_zeros(amount: str) -> str:
    """Return an amount without the zeros that some programs write beyond the pence."""
    pounds, _, pence = amount.partition(".")
    pence = pence[:2] + pence[2:].rstrip("0")
    return f"{pounds}.{pence}" if pence else pounds


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    """Return the day of a date or date-time in ISO form, or of a date as people write it."""
    try:
        if A_DAY.fullmatch(text):
            return datetime.fromisoformat(text).date()
        if WITH_YEAR.search(text):
            return read_date(text, date(2000, 1, 1))
    except ValueError:
        return None
    return None


def _not(text: str) -> str:
    """Begin a sentence on what a value is not."""
    shown = clean_line(text.strip())
    return f"'{shown[:60]}' is not" if shown else "it is empty and should be"
