"""A plain list of organisations, one a row, under column names as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tuiapp.domain.choices import nearest
from tuiapp.domain.importing.rows import FoundOrganisation, RefusedRow, found_organisation
from tuiapp.domain.models.partner import FORM_FIELDS
from tuiapp.domain.text import clean_line, fold
from tuiapp.errors import InputRefused
from tuiapp.exchange.imports.csv_text import Row, refused

OBVIOUS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": (
        *("organisation name", "organisation", "name of organisation", "recipient org name"),
        *("organization name", "organization", "group name", "group", "charity name"),
        *("company name", "partner name", "partner", "recipient", "supplier name"),
        *("beneficiary name", "name"),
    ),
    "charity_number": (
        *("charity number", "charity no", "registered charity number", "charity registration no"),
        *("charity registration number", "recipient org charity number"),
    ),
    "company_number": (
        *("company number", "company no", "companies house number", "company registration number"),
        "recipient org company number",
    ),
    "postcode": ("postcode", "post code", "postal code", "recipient org postal code"),
    "web": ("web", "website", "web site", "web address", "url", "recipient org web address"),
    "email": ("email", "e mail", "email address", "contact email", "contact e mail"),
    "phone": ("phone", "telephone", "telephone number", "phone number", "tel", "contact phone"),
    "contact": ("contact", "contact name", "main contact"),
    "place": ("place", "site", "park"),
    "ward": ("ward", "wards"),
    "service": ("service", "team"),
    "lead_officer": ("lead officer", "officer"),
    "purpose": ("purpose",),
    "notes": ("notes", "comments"),
}
"""The columns that hold a field without anybody saying so, the likeliest first."""
DIVIDER = re.compile(r"[\W_]+")


def parse_mapping(options: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Return the column of each field that `COLUMN=FIELD` options name.

    Raises:
        InputRefused: An option is not of this form, or names no column or field there is.
    """
    mapping: dict[str, str] = {}
    for option in options:
        column, equals, field = option.rpartition("=")
        if not equals or not column.strip():
            raise InputRefused(
                "Not understood",
                f"'{option}' is not COLUMN=FIELD.",
                "Write: --map 'Group name=name'",
            )
        known_field = _known("field", field.strip().replace("-", "_").casefold(), FORM_FIELDS)
        if known_field in mapping:
            raise InputRefused("Mapped twice", f"Two columns are to be '{known_field}'.", "")
        mapping[known_field] = _known("column", column.strip(), columns)
    return mapping


def _known(what: str, given: str, known: Sequence[str]) -> str:
    """Return the known word that this is, whatever its case, or name the nearest."""
    if given in known:
        return given
    folded = {fold(word): word for word in known if word}
    if fold(given) in folded:
        return folded[fold(given)]
    like = folded.get(nearest(fold(given), folded), "")
    hint = f"The nearest is '{clean_line(like)}'." if like else f"There are {_listed(known)}."
    raise InputRefused(f"Unknown {what}", f"There is no {what} '{clean_line(given)}'.", hint)


def find_columns(columns: Sequence[str], mapping: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the column of each field: the named ones, and the obvious ones that are left.

    Raises:
        InputRefused: No column holds the names of the organisations.
    """
    free = {
        " ".join(DIVIDER.sub(" ", fold(column)).split()): column
        for column in columns
        if column not in mapping.values()
    }
    found = dict(mapping)
    for field, obvious in OBVIOUS.items():
        column = next((free[word] for word in obvious if word in free), None)
        if column is not None:
            found.setdefault(field, column)
    if "name" not in found:
        raise refused(
            name,
            f"no column on line 1 ({_listed(columns)}) is known to hold the organisation's name",
            "Say which one does: --map 'COLUMN=name'.",
        )
    return found


def organisations(
    rows: Iterable[Row], columns: Mapping[str, str]
) -> Iterator[FoundOrganisation | RefusedRow]:
    """Yield what each row says of its organisation.

    Args:
        rows: The rows of the table.
        columns: The column of each field.
    """
    for row in rows:
        values = {field: row.cells[column] for field, column in columns.items()}
        yield found_organisation(row.line, values)


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(f"'{clean_line(word)[:40]}'" for word in words[:8])
    return shown + (f" and {len(words) - 8} more" if len(words) > 8 else "")
