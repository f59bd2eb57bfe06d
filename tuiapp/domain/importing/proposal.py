"""Taking a list of organisations into the register: one edit, and a report of what it is.

A record that is there gets only what it does not hold: empty fields, other spellings,
identifiers, money entries. What an officer entered stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, cast

from pydantic import ValidationError

from tuiapp.domain.changes.edits import Change, Document, Proposal, Shape, apply, diff
from tuiapp.domain.importing.grants import new_money, once_each
from tuiapp.domain.importing.matching import Group, Joined, PossibleDuplicate, join
from tuiapp.domain.importing.records import (
    by_rank,
    completed_document,
    differing_numbers,
    left_out_contacts,
    new_document,
    spellings,
)
from tuiapp.domain.importing.rows import FoundOrganisation, Note, RefusedRow
from tuiapp.domain.models.base import to_document
from tuiapp.domain.models.identifiers import is_uuid
from tuiapp.domain.models.partner import PARTNER_SHAPE, Partner
from tuiapp.domain.models.validation import problems_of
from tuiapp.domain.text import clean_line, count, fold


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Organisations that stay apart and may yet be one, with why."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What taking in a list comes to.

    Attributes:
        rows_read: The rows that hold something, the refused ones among them.
        organisations_found: How many organisations they tell of.
        organisations_made: How many of these had no record.
        organisations_added_to: How many had one that gets something new.
        names_joined: The spellings of each organisation that goes by several in the list.
        possible_duplicates: What stays apart and may yet be one.
        refused: The rows that are not taken in.
        notes: What was left out of rows that are.
        money_entries: How many money entries are new.
        money_total: What they add up to, in pounds.
    """

    rows_read: int
    organisations_found: int
    organisations_made: int
    organisations_added_to: int
    names_joined: tuple[tuple[str, ...], ...]
    possible_duplicates: tuple[Duplicate, ...]
    refused: tuple[RefusedRow, ...]
    notes: tuple[Note, ...]
    money_entries: int
    money_total: Decimal


def propose_import(
    rows: Iterable[FoundOrganisation | RefusedRow], documents: Mapping[str, Document], source: str
) -> tuple[Proposal, ImportReport]:
    """Return the edit that takes a list into the register, and the report of it.

    Args:
        rows: What each row of the list says, or why it is refused.
        documents: The register's records as they are now.
        source: What the list is called, such as its file's name.
    """
    listed = list(rows)
    proposal, report = _Import(documents).run(listed, source)
    if not report.possible_duplicates:
        return proposal, report
    # Where one name stays apart, what a record gained may settle what was open before. The list is
    # compared with what it leads to until nothing is new, so that a second import adds nothing.
    after = dict(documents)
    changes = proposal.changes
    for _ in range(MOST_PASSES):
        after |= cast(dict[str, Document], apply(after, changes, _shape_of).documents)
        changes = _Import(after).run(listed, source)[0].changes
        if not changes:
            break
    made = sorted(after.keys() - documents.keys(), key=lambda record: _place(after[record]))
    changed = sorted(r for r in documents if after[r] is not documents[r])
    net = [Change(record, (), None, after[record]) for record in made]
    for record in changed:
        net += diff(record, documents[record], after[record], PARTNER_SHAPE)
    label = _label(len(made), len(changed), source)
    counts = replace(report, organisations_made=len(made), organisations_added_to=len(changed))
    return Proposal(label, tuple(net)), counts


def _place(document: Document) -> tuple[str, str]:
    return fold(str(document["name"])), document["id"]


def _shape_of(record: str) -> Shape:
    return PARTNER_SHAPE


MOST_PASSES: Final = 5
"""How often a list is compared with what it leads to."""


class _Import:
    """One run: what the list comes to, beside the records that are there."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._recorded = {
            entry_id: document
            for document in documents.values()
            for entry_id in document.get("money", ())
        }
        self._taken = set(documents)
        """The ids that records have, or were given in this run."""
        self._ids: dict[int, str] = {}
        """The ids of the records that were made, by the `id()` of their groups."""
        self._refused: list[RefusedRow] = []
        self._notes: list[Note] = []
        self._made: list[Document] = []
        self._additions: dict[str, list[Change]] = {}
        self._money: dict[str, Document] = {}

    def run(
        self, rows: Iterable[FoundOrganisation | RefusedRow], source: str
    ) -> tuple[Proposal, ImportReport]:
        """Take in every row, and say what it came to."""
        told = list(rows)
        joined = join(self._usable(told), self._documents)
        for group in sorted(joined.groups, key=_rank):
            self._take_in(group)
        self._made.sort(key=lambda document: (fold(document["name"]), document["id"]))
        made = [Change(document["id"], (), None, document) for document in self._made]
        added = [change for record in sorted(self._additions) for change in self._additions[record]]
        label = _label(len(self._made), len(self._additions), source)
        return Proposal(label, (*made, *added)), self._report(len(told), joined)

    def _usable(self, told: Iterable[FoundOrganisation | RefusedRow]) -> list[FoundOrganisation]:
        """Return the rows that can be taken in; the others, and what is odd, go to the report."""
        found: list[FoundOrganisation] = []
        for row in told:
            if isinstance(row, RefusedRow):
                self._refused.append(row)
            else:
                self._notes += [Note(row.line, note) for note in row.notes]
                found.append(self._with_checked_id(row))
        usable: list[FoundOrganisation] = []
        for outcome in once_each(found):
            if isinstance(outcome, FoundOrganisation):
                usable.append(outcome)
            else:
                self._notes.append(outcome)
        return usable

    def _with_checked_id(self, row: FoundOrganisation) -> FoundOrganisation:
        """Return a row without an id that is neither a uuid nor one of the register's records."""
        if not row.record or is_uuid(row.record) or row.record in self._documents:
            return row
        self._notes.append(Note(row.line, f"id left out: '{clean_line(row.record)}' is no uuid"))
        return replace(row, record="")

    def _take_in(self, group: Group) -> None:
        """Make the record of an organisation, or add to the one that is there."""
        before = group.document
        money = new_money(group, self._recorded, self._notes)
        after = (
            new_document(group, self._taken)
            if before is None
            else completed_document(group, before)
        )
        if money:
            after["money"] = {**after.get("money", {}), **money}
        try:
            partner = Partner.model_validate(after)
        except ValidationError as error:
            self._refuse(group, error)
            return
        self._note_numbers(group, after)
        self._notes += left_out_contacts(group, after)
        self._money |= money
        if before is None:
            self._taken.add(after["id"])
            self._ids[id(group)] = after["id"]
            self._made.append(to_document(partner))
        elif changes := list(diff(after["id"], before, after, PARTNER_SHAPE)):
            self._additions[after["id"]] = changes

    def _refuse(self, group: Group, error: ValidationError) -> None:
        problem = problems_of(error)[0]
        reason = f"its record in the register cannot be used: {problem.field}: {problem.sentence}"
        self._refused += [RefusedRow(row.line, reason) for row in group.rows]

    def _note_numbers(self, group: Group, document: Mapping[str, Any]) -> None:
        """Say where the rows of one organisation disagree on a number."""
        for kind, numbers in differing_numbers(group).items():
            told = f"{kind.replace('_', ' ')}s {', '.join(numbers)}"
            name, line = document["name"], min(row.line for row in group.rows)
            self._notes.append(Note(line, f"{name} has {told}; {document[kind]} was kept"))

    def _duplicate(self, possible: PossibleDuplicate) -> Duplicate:
        known = sorted(self._known_as(group) for group in possible.groups)
        names, ids = zip(*known, strict=True)
        return Duplicate(names, ids, possible.why)

    def _known_as(self, group: Group) -> tuple[str, str]:
        """Return what tells an organisation from its namesakes, and the id of its record."""
        document = group.document or new_document(group)
        what = [*by_rank(document.get("identifiers", ()))[:1]]
        what += [document[field] for field in ("postcode", "email") if field in document]
        told = ", ".join(map(str, what)) or "no identifier"
        return f"{document.get('name')} ({told})", self._ids.get(id(group), str(document["id"]))

    def _report(self, rows_read: int, joined: Joined) -> ImportReport:
        several = [names for group in joined.groups if len(names := _names(group)) > 1]
        duplicates = [self._duplicate(possible) for possible in joined.possible_duplicates]
        return ImportReport(
            rows_read=rows_read,
            organisations_found=len(joined.groups),
            organisations_made=len(self._made),
            organisations_added_to=len(self._additions),
            names_joined=tuple(sorted(several, key=lambda names: (fold(names[0]), names))),
            possible_duplicates=tuple(duplicates),
            refused=tuple(sorted(self._refused)),
            notes=tuple(sorted(self._notes)),
            money_entries=len(self._money),
            money_total=sum(
                (Decimal(str(entry["amount"])) for entry in self._money.values()), Decimal(0)
            ),
        )


def _rank(group: Group) -> tuple[Any, ...]:
    """Return what puts organisations in an order that the order of their rows has no say in."""
    return (
        group.record,
        sorted(group.names),
        sorted(group.identifiers),
        sorted(sorted(numbers) for numbers in group.numbers.values()),
        sorted(sorted(values) for values in group.addresses.values()),
        sorted(str(sorted(row.fields.items())) for row in group.rows),
        sorted(entry for row in group.rows for entry in row.money),
    )


def _label(made: int, added_to: int, source: str) -> str:
    """Return the deed in words."""
    if made or not added_to:
        return f"Imported {count(made, 'organisation')} from {clean_line(source)}"
    return f"Added to {count(added_to, 'organisation')} from {clean_line(source)}"


def _names(group: Group) -> tuple[str, ...]:
    """Return the names that an organisation goes by in the list, and in its record."""
    recorded = [str(group.document["name"])] if group.document and "name" in group.document else []
    return tuple(sorted({*recorded, *spellings(group.rows)}, key=lambda name: (fold(name), name)))
