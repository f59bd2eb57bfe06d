"""The record of an organisation, put together from everything that a list says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tuiapp.domain.changes import Document
from tuiapp.domain.importing.found import (
    REGISTERS,
    FoundOrganisation,
    normal_number,
    record_id,
    record_id_of_name,
)
from tuiapp.domain.importing.joining import Group

DECIDED: Final = ("status", "level")
"""The fields that always have a value, so that a list never changes them in a record."""


def spellings(rows: Iterable[FoundOrganisation]) -> list[str]:
    """Return the names that rows call their organisation by, in alphabetical order."""
    return sorted({row.name for row in rows})


def prevailing(values: Iterable[tuple[Any, str]]) -> Any:
    """Return the value that most rows say, else the latest said, else the first of the alphabet.

    Args:
        values: Each row's value with the day it was said.
    """
    said: dict[Any, tuple[int, str]] = {}
    for value, day in values:
        times, latest = said.get(value, (0, ""))
        said[value] = (times + 1, max(latest, day))
    return max(sorted(said), key=lambda value: said[value])


def new_record_id(group: Group) -> str:
    """Return the id of the record of an organisation that has none yet.

    It is made of what was published, so that two registers that take in one list agree.
    """
    if group.records:
        return min(group.records)
    if group.identifiers:
        return record_id(by_rank(group.identifiers)[0])
    return min(record_id_of_name(row.name) for row in group.rows)


def by_rank(identifiers: Iterable[str]) -> list[str]:
    """Return identifiers in order: those of the public registers first, then by alphabet."""
    public = tuple(REGISTERS.values())
    return sorted(identifiers, key=lambda name: (not name.startswith(public), name))


def new_document(group: Group) -> dict[str, Any]:
    """Return the record of an organisation that has none yet."""
    name = prevailing((row.name, row.latest) for row in group.rows)
    others = {other for row in group.rows for other in (row.name, *row.spellings)} - {name}
    return {
        "id": new_record_id(group),
        "name": name,
        "also_known_as": sorted(others),
        "status": "not-yet-looked-at",
        **_fields(group),
        "identifiers": by_rank(group.identifiers),
    }


def completed_document(group: Group, document: Document) -> dict[str, Any]:
    """Return a record with what it did not hold; what it holds stays as it is."""
    known = document.get("identifiers", [])
    published = {name for row in group.rows for name in row.identifiers} & group.identifiers
    more = group.identifiers - set(known) if published - set(known) else set()
    names = document.get("also_known_as", [])
    others = {other for row in group.rows for other in (row.name, *row.spellings)}
    others -= {document.get("name"), *names}
    fields = {name: value for name, value in _fields(group).items() if name not in DECIDED}
    return {
        **fields,
        **document,
        "also_known_as": [*names, *sorted(others)],
        "identifiers": [*known, *by_rank(more)],
    }


def _fields(group: Group) -> dict[str, Any]:
    """Return the prevailing value of every field, the numbers also from the identifiers."""
    said: dict[str, list[tuple[Any, str]]] = {}
    for row in group.rows:
        for name, value in row.fields.items():
            said.setdefault(name, []).append((value, row.latest))
    fields = {name: prevailing(values) for name, values in said.items()}
    for kind, numbers in group.numbers.items():
        if kind not in fields and len(numbers) == 1 and (number := min(numbers)).isalnum():
            fields[kind] = number
    return fields


def differing_numbers(group: Group) -> Mapping[str, list[str]]:
    """Return the charity and company numbers of an organisation that its rows disagree on."""
    said = {
        kind: sorted(
            {normal_number(kind, row.fields[kind]) for row in group.rows if kind in row.fields}
        )
        for kind in REGISTERS
    }
    return {kind: numbers for kind, numbers in said.items() if len(numbers) > 1}
