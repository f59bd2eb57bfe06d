"""Which rows of a list, and which records of the register, are one organisation.

First everything that was published under one identifier is joined. Then, name by name in
alphabetical order, everything of one name is joined unless something tells it apart: different
charity or company numbers, postcodes, e-mail addresses or records. There only those that share a
number or an address are joined. What stays apart under one name, and different names with one
number, are possible duplicates, for an officer to decide. The order of the rows has no say in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tuiapp.domain.changes.edits import Document
from tuiapp.domain.importing.rows import FoundOrganisation, record_id, record_id_of_name
from tuiapp.domain.models.identifiers import (
    ADDRESSES,
    REGISTERS,
    compared_addresses,
    implied_identifiers,
    numbers_of,
)
from tuiapp.domain.text import name_key

RECORD, IDENTIFIER = 0, 1
"""What two things that are surely one organisation have in common, the surest first."""
Sharing = dict[tuple[int, str], list["Group"]]
"""The groups that have a record's id or an identifier in common."""


@dataclass(slots=True, eq=False)
class Group:
    """Everything that is one organisation, so far as is known.

    Attributes:
        rows: What the list says of it.
        document: Its record in the register, if it has one.
        identifiers: What it was published under.
        names: The keys of its names.
        numbers: Its charity and company numbers, by field.
        records: The ids its rows bring from another register.
        addresses: Its postcodes and e-mail addresses, by field, in the form that compares.
    """

    rows: list[FoundOrganisation]
    document: Document | None
    names: set[str]
    numbers: dict[str, set[str]]
    records: set[str]
    addresses: dict[str, set[str]]
    identifiers: set[str] = field(default_factory=set)
    into: Group | None = None

    @property
    def record(self) -> str:
        """The id of its record in the register; "" if it has none."""
        return self.document["id"] if self.document else ""

    def now(self) -> Group:
        """Return the group that this one has become part of, or itself."""
        group = self
        while group.into is not None:
            group.into = group.into.into or group.into
            group = group.into
        return group

    def take_in(self, other: Group) -> None:
        """Make another group part of this one."""
        other.into = self
        self.rows += other.rows
        self.document = self.document or other.document
        self.names |= other.names
        self.records |= other.records
        self.identifiers |= other.identifiers
        for name, numbers in other.numbers.items():
            self.numbers[name] |= numbers
        for name, values in other.addresses.items():
            self.addresses[name] |= values


class PossibleDuplicate(NamedTuple):
    """Organisations that stay apart and may yet be one."""

    groups: list[Group]
    why: str


class Joined(NamedTuple):
    """What a list comes to."""

    groups: list[Group]
    """The organisations that the list tells of, with their records."""
    possible_duplicates: list[PossibleDuplicate]


def join(found: Iterable[FoundOrganisation], documents: Mapping[str, Document]) -> Joined:
    """Join the rows of a list with each other and with the records of the register."""
    sharing: Sharing = defaultdict(list)
    groups = [_group_of_document(document, sharing) for document in documents.values()]
    groups += [_group_of_row(row, documents, sharing) for row in found]
    for kind, key in sorted(sharing):
        owner = _join_surely(sharing[kind, key], key)
        if kind == IDENTIFIER:
            owner.identifiers.add(key)
    many = len(groups) + 1
    while many > (now := len(_distinct(groups))):  # a number may come with another name
        many = now
        by_name = _by_name(groups)
        for name in sorted(by_name):
            _join_by_name(by_name[name])
    told = [group for group in groups if group.into is None and group.rows]
    return Joined(told, [*_of_one_name(by_name), *_of_one_number(groups)])


def _group_of_document(document: Document, sharing: Sharing) -> Group:
    known = document.get("identifiers", ())
    names = [document.get("name", ""), *document.get("also_known_as", ())]
    numbers = {kind: numbers_of(kind, document, known) for kind in REGISTERS}
    names_known = {name_key(str(name)) for name in names}
    group = Group([], document, names_known, numbers, set(), _addresses(document))
    sharing[RECORD, document["id"]].append(group)
    for identifier in known:
        sharing[IDENTIFIER, identifier].append(group)
    return group


def _group_of_row(
    row: FoundOrganisation, documents: Mapping[str, Document], sharing: Sharing
) -> Group:
    names = {name_key(name) for name in (row.name, *row.spellings)}
    numbers = {kind: numbers_of(kind, row.fields, row.identifiers) for kind in REGISTERS}
    group = Group([row], None, names, numbers, {row.record} - {""}, _addresses(row.fields))
    for record in set(_records_made_of(row, documents)):
        sharing[RECORD, record].append(group)
    for identifier in set(row.identifiers):
        sharing[IDENTIFIER, identifier].append(group)
    return group


def _records_made_of(row: FoundOrganisation, documents: Mapping[str, Document]) -> Iterator[str]:
    """Yield the ids of records that were made of a row, or would be."""
    if row.record:
        yield row.record
    for identifier in row.identifiers:
        if (made := record_id(identifier)) in documents:
            yield made
    if row.record or row.identifiers:
        return
    numbers = implied_identifiers(row.fields)
    yield record_id_of_name(row.name, *(numbers or compared_addresses(row.fields).values()))
    for number in numbers:  # a record that was made of the number alone, while it has this name
        made = record_id(number)
        if made in documents and name_key(row.name) == name_key(str(documents[made].get("name"))):
            yield made


def _addresses(fields: Mapping[str, Any]) -> dict[str, set[str]]:
    return {name: {value} - {""} for name, value in compared_addresses(fields).items()}


def _join_surely(groups: Sequence[Group], key: str) -> Group:
    """Join what shares a record's id or an identifier, and return whose it then is.

    A record that has it itself comes first, then one that others brought; two never join.
    """
    recorded = [group for group in groups if group.document] or [
        group for group in _distinct(groups) if group.document
    ]
    owner = min(recorded, key=lambda group: group.record, default=groups[0].now())
    for group in _distinct(groups):
        if group is not owner and not (group.document and owner.document):
            owner.take_in(group)
    return owner


def _distinct(groups: Iterable[Group]) -> list[Group]:
    """Return what the groups have become part of, each once."""
    return list({id(now): now for now in (group.now() for group in groups)}.values())


def _by_name(groups: Iterable[Group]) -> dict[str, list[Group]]:
    """Return the groups that have a name, by its key."""
    found: dict[str, list[Group]] = defaultdict(list)
    for group in _distinct(groups):
        for name in group.names:
            found[name].append(group)
    return found


def _by_number(kind: str, groups: Iterable[Group]) -> dict[str, list[Group]]:
    """Return the groups that have a charity or company number, by it."""
    found: dict[str, list[Group]] = defaultdict(list)
    for group in _distinct(groups):
        for number in group.numbers[kind]:
            found[number].append(group)
    return found


def _join_by_name(groups: Sequence[Group]) -> None:
    """Join groups of one name, or only those that share a number where some must stay apart."""
    apart = _distinct(groups)
    if _join_if_one(apart):
        return
    for kind in REGISTERS:
        sharing = _by_number(kind, apart)
        for number in sorted(sharing):
            _join_if_one(_distinct(sharing[number]))
    for kind in ADDRESSES:
        for value in sorted(set().union(*(group.addresses[kind] for group in apart))):
            _join_if_one([g for g in _distinct(apart) if value in g.addresses[kind]])


def _join_if_one(groups: Sequence[Group]) -> bool:
    """Join groups unless that would make one organisation of two, and say if they are one."""
    if len(groups) > 1:
        if reasons_apart(groups):
            return False
        owner = next((group for group in groups if group.document), groups[0])
        for group in groups:
            if group is not owner:
                owner.take_in(group)
    return True


def reasons_apart(groups: Sequence[Group]) -> list[str]:
    """Return why groups cannot all be one organisation; nothing if they can."""
    reasons = [
        f"different {kind.replace('_', ' ')}s"
        for kind in REGISTERS
        if len(set().union(*(group.numbers[kind] for group in groups))) > 1
    ]
    reasons += [
        f"different {words}"
        for kind, words in ADDRESSES.items()
        if len(set().union(*(group.addresses[kind] for group in groups))) > 1
    ]
    if sum(group.document is not None for group in groups) > 1:
        reasons.append("separate records in the register")
    if len(set().union(*(group.records for group in groups))) > 1:
        reasons.append("different ids in the file")
    return reasons


def _of_one_name(by_name: Mapping[str, Sequence[Group]]) -> Iterator[PossibleDuplicate]:
    """Yield what stayed apart under one name."""
    told = set()
    for name in sorted(by_name):
        apart = _distinct(by_name[name])
        which = frozenset(map(id, apart))
        if len(apart) > 1 and which not in told and any(group.rows for group in apart):
            told.add(which)
            why = " and ".join(reasons_apart(apart))
            yield PossibleDuplicate(apart, f"the same name, but {why}")


def _of_one_number(groups: Sequence[Group]) -> Iterator[PossibleDuplicate]:
    """Yield what stayed apart under different names, but has one charity or company number."""
    for kind in REGISTERS:
        sharing = _by_number(kind, groups)
        for number in sorted(sharing):
            apart = sharing[number]
            differ = not set.intersection(*(group.names for group in apart))
            if len(apart) > 1 and differ and any(group.rows for group in apart):
                told = kind.replace("_", " ")
                yield PossibleDuplicate(apart, f"different names, but the same {told} {number}")
