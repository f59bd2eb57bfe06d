"""What was changed in a register file outside partnertui, and what two registers differ in.

Both are told as changes of the log, so that they are shown, accepted and undone like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuiapp.domain.changes.edits import Change, Document, Edit, Shape, diff
from tuiapp.domain.models.identifiers import RECORD, adopted_id, is_uuid
from tuiapp.domain.models.policy import REGISTER_SHAPE
from tuiapp.store import backups
from tuiapp.store.backups import Backup
from tuiapp.store.schema import Tables, edit_from_document

REFERENCES = ("part_of", "distinct_from")
"""The fields that hold ids of other partners."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What a file that was changed outside differs in from the newest good copy.

    Attributes:
        base: The copy it is compared with; None where there is none.
        base_tables: What the copy holds.
        tables: What the file holds, each new partner under a uuid.
        changes: The fields that differ.
        is_exact: Whether the copy is of the very save that was changed.
        log_differs: Whether entries of the log differ too, which no edit may do.
    """

    base: Backup | None
    base_tables: Tables | None
    tables: Tables
    changes: tuple[Change, ...]
    is_exact: bool
    log_differs: bool


def changed_outside(register: Path, tables: Tables) -> Outside:
    """Return what was changed in a register outside partnertui, as far as its backups tell."""
    found = backups.newest_good(register)
    if found is None:
        return Outside(None, None, tables, (), is_exact=False, log_differs=False)
    base, before = found
    tables = _with_own_ids(tables, {doc["id"] for doc in before["partners"].values()})
    old, new = before["register"]["1"], tables["register"]["1"]
    is_exact = base.revision == new["revision"] and old["saved_at"] == new["saved_at"]
    log_differs = is_exact and before["edits"] != tables["edits"]
    changes = tuple(differences(before, tables))
    return Outside(base, before, tables, changes, is_exact, log_differs)


def _with_own_ids(tables: Tables, known: Collection[str]) -> Tables:
    """Return tables in which each partner that is not known has a uuid for its id.

    What refers to such a partner refers to the uuid then.
    """
    partners = tables["partners"]
    given = [document["id"] for document in partners.values()]
    adopted = {name: adopted_id(name) for name in given if name not in known and not is_uuid(name)}
    if not adopted:
        return tables
    renamed = {number: _renamed(document, adopted) for number, document in partners.items()}
    return {**tables, "partners": renamed}


def _renamed(document: dict[str, Any], adopted: Mapping[str, str]) -> dict[str, Any]:
    after = {**document, "id": adopted.get(document["id"], document["id"])}
    for field in REFERENCES:
        names = document.get(field)
        if isinstance(names, list):
            after[field] = [
                adopted.get(name, name) if isinstance(name, str) else name for name in names
            ]
    return after


def differences(before: Tables, after: Tables) -> Iterator[Change]:
    """Yield the changes that make one register's records those of another."""
    olds, news = records_of(before), records_of(after)
    for record in dict.fromkeys([*olds, *news]):
        old, new = olds.get(record), news.get(record)
        if old is not new and old != new:
            yield from _differences(record, old, new)


def edits_since(
    tables: Tables, other: Tables, archived: Callable[[], Sequence[Edit]]
) -> list[Edit]:
    """Return the edits of a register, oldest first, of which another does not hold the result.

    These are the ones that are later than its newest, and of the others those that its log would
    hold if it went on to this register: somebody may have replaced one version with another.

    Args:
        tables: The register.
        other: The other one, such as a backup.
        archived: Returns the older part of the register's log, oldest first.
    """
    header = other["register"]["1"]
    last, first = header["revision"], header["log_from"]
    there = {document["id"] for document in other["edits"].values()}
    here = tables["edits"]
    numbers = [
        number
        for number in sorted(map(int, here))
        if number > last or (number >= first and here[str(number)]["id"] not in there)
    ]
    edits = [edit_from_document(here[str(number)]) for number in numbers]
    log_from = tables["register"]["1"]["log_from"]
    if log_from <= last + 1:
        return edits
    older = archived()
    places = [place for place, edit in enumerate(older, start=1) if edit.id in there]
    start = places[-1] if places else max(0, len(older) - log_from + 1 + last)
    return [*older[start:], *edits]


def _differences(record: str, old: Document | None, new: Document | None) -> Iterator[Change]:
    try:
        yield from list(diff(record, old, new, shape_of(record)))
    except (AttributeError, ValueError):
        # A field that a hand wrote need not be one of ours: the record then changed as a whole.
        yield Change(record, (), old, new)


def records_of(tables: Tables) -> dict[str, Document]:
    """Return every record that edits may change by id, the register's own first."""
    return {RECORD: own_record(tables["register"]["1"])} | {
        document["id"]: document for document in tables["partners"].values()
    }


def own_record(header: Mapping[str, Any]) -> Document:
    """Return what of the register's own document is a record that edits may change."""
    return {name: header[name] for name in REGISTER_SHAPE.fields if name in header}


def shape_of(record: str) -> Shape:
    """Return how a record is laid out: the register's own, or a partner's."""
    if record == RECORD:
        return REGISTER_SHAPE
    from tuiapp.domain.models.partner import PARTNER_SHAPE  # pydantic: not needed to read

    return PARTNER_SHAPE
