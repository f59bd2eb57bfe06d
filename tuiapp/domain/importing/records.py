"""The record of an organisation, put together from everything that a list says of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain, count
from typing import Any, Final

from tuiapp.domain.changes.edits import Document
from tuiapp.domain.importing.matching import Group
from tuiapp.domain.importing.rows import (
    CONTACT,
    FoundOrganisation,
    Note,
    record_id,
    record_id_of_name,
)
from tuiapp.domain.models.identifiers import REGISTERS, implied_identifiers, normal_number
from tuiapp.domain.text import clean_line, fold

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


def new_record_id(group: Group, taken: Container[str] = ()) -> str:
    """Return the id of the record of an organisation that has none yet.

    It is made of what the list says, so that two registers that take in one list agree.

    Args:
        group: The organisation.
        taken: The ids that other organisations have.
    """
    names = sorted({row.name for row in group.rows})
    numbers = sorted(by_rank(_published(group)))[:1]
    known = numbers or [min(values, default="") for values in group.addresses.values()]
    ids = chain(
        sorted(group.records),
        map(record_id, by_rank(group.identifiers)),
        (record_id_of_name(name, *known) for name in names),
        (record_id_of_name(names[0], *known, str(number)) for number in count(2)),
    )
    return next(made for made in ids if made not in taken)


def _published(group: Group) -> set[str]:
    """Return what an organisation was published under, or what its number stands for."""
    if group.identifiers:
        return group.identifiers
    return {name for row in group.rows for name in implied_identifiers(row.fields)}


def by_rank(identifiers: Iterable[str]) -> list[str]:
    """Return identifiers in order: those of the public registers first, then by alphabet."""
    public = tuple(REGISTERS.values())
    return sorted(identifiers, key=lambda name: (not name.startswith(public), name))


def new_document(group: Group, taken: Container[str] = ()) -> dict[str, Any]:
    """Return the record of an organisation that has none yet; see `new_record_id`."""
    name = prevailing((row.name, row.latest) for row in group.rows)
    others = {other for row in group.rows for other in (row.name, *row.spellings)} - {name}
    return {
        "id": new_record_id(group, taken),
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
    if not _is_same_person(fields, document):
        fields = {name: value for name, value in fields.items() if name not in CONTACT}
    return {
        **fields,
        **document,
        "also_known_as": [*names, *sorted(others)],
        "identifiers": [*known, *by_rank(more)],
    }


def _is_same_person(fields: Mapping[str, Any], document: Document) -> bool:
    """Whether the contact of a list can be the one of a record: nothing of it differs."""
    both = [name for name in CONTACT if name in fields and name in document]
    held = [name for name in CONTACT if name in document]
    return all(fold(str(fields[n])) == fold(str(document[n])) for n in both) and (
        bool(both) or not held
    )


def _person(row: FoundOrganisation) -> tuple[tuple[str, Any], ...]:
    """Return what a row says of the person to speak to."""
    return tuple((name, row.fields[name]) for name in CONTACT if name in row.fields)


def left_out_contacts(group: Group, document: Mapping[str, Any]) -> Iterator[Note]:
    """Yield what rows say of another person than the one that is kept."""
    for row in group.rows:
        other = {name: value for name, value in _person(row) if document.get(name) != value}
        if other:
            told = ", ".join(clean_line(str(value)) for value in other.values())
            kept = ", ".join(clean_line(str(document[n])) for n in CONTACT if n in document)
            why = f"{kept} was kept" if kept else "it is not clear whose it is"
            yield Note(row.line, f"contact left out: {told}; {why}")


def _fields(group: Group) -> dict[str, Any]:
    """Return the prevailing value of every field, the numbers also from the identifiers.

    Contact, e-mail address and telephone number come from one row: they are of one person.
    """
    said: dict[str, list[tuple[Any, str]]] = {}
    for row in group.rows:
        for name, value in row.fields.items():
            if name not in CONTACT:
                said.setdefault(name, []).append((value, row.latest))
    fields = {name: prevailing(values) for name, values in said.items()}
    people = [(_person(row), row.latest) for row in group.rows if _person(row)]
    if people:
        most = max(len(person) for person, _ in people)
        fields |= dict(prevailing(told for told in people if len(told[0]) == most))
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
