"""A change is a compare-and-set on one field of a record.

What somebody did is an `Edit`: a label, who and when, and the fields it changed. Everything else
follows from it: two people on one register, undo and redo, the history, imports, merging.

A document is what a record looks like in a file: an object of JSON values. A path into it
alternates field names and the ids of items, so its length says what it addresses: an odd one a
field, an even one an item of a collection, the empty one the whole record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

Document = Mapping[str, Any]
"""A record as a file holds it."""
FieldPath = tuple[str, ...]
"""Where in a record: field, item id, field, item id, and so on."""


EXACT = 2.0**53
"""Below this every whole float is one integer; above it JSON cannot hold them all."""

FIELD_PATTERN = re.compile(r"[a-z0-9][a-z0-9_]*")
ITEM_PATTERN = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A field whose parts are valid only together, such as the mark of a checklist item.

    Attributes:
        stamps: Parts that say who and when; two values that differ only in them are the same.
        agree_on: Parts that settle the matter: two values alike in them do not conflict.
    """

    stamps: tuple[str, ...] = ()
    agree_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a record's document is laid out.

    Attributes:
        fields: Every known field, in the order a file keeps them.
        collections: The fields that hold items keyed by id, each with the shape of its items.
        units: The fields whose parts change together and are not compared part by part.
    """

    fields: tuple[str, ...] = ()
    collections: Mapping[str, Shape] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record: what it was and what it is to be; None means absent."""

    record: str
    path: FieldPath
    before: Any
    after: Any

    def __post_init__(self) -> None:
        """Refuse a path that could not be one, before it gets anywhere near a file."""
        for place, step in enumerate(self.path):
            pattern = ITEM_PATTERN if place % 2 else FIELD_PATTERN
            if not pattern.fullmatch(step):
                raise ValueError(f"{step!r} cannot be part of a path")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody wants to do; a register makes an `Edit` of it."""

    label: str
    changes: tuple[Change, ...]
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody did: one entry of the log, permanent under its id.

    Attributes:
        label: The deed in words: "Ticked 'Exit plan agreed'".
        at: When, in UTC, to the second.
        by: Who.
        undoes: The id of the edit that this one reverses.
        changes: The fields that really changed.
    """

    id: str
    label: str
    at: datetime
    by: str
    changes: tuple[Change, ...]
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that meets a value its author has not seen.

    Attributes:
        change: What was wanted, `before` being what its author saw.
        current: What the field holds now; None means absent.
        gone: Whether the item or record around the field was removed meanwhile.
    """

    change: Change
    current: Any
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What applying changes leads to.

    Attributes:
        documents: The touched records as they now are; None for one that was removed.
        changes: The changes that had an effect, each with the value it really replaced.
        conflicts: Where nothing may be written until somebody chose; if any, the rest is void.
    """

    documents: Mapping[str, Document | None]
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


def canonical(value: Any) -> Any:
    """Return a JSON value in the one form in which equal things look equal.

    Nulls and empty objects, lists and texts are absent (None); a whole float is an integer.
    """
    if isinstance(value, Mapping):
        parts = ((key, canonical(part)) for key, part in value.items())
        return {key: part for key, part in parts if part is not None} or None
    if isinstance(value, (list, tuple)):
        return [canonical(part) for part in value] or None
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return int(value)
    return None if value == "" else value


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same, whatever the order of their keys."""
    return _alike(canonical(one), canonical(other))


def _alike(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    return bool(one == other)


def diff(
    record: str, before: Document | None, after: Document | None, shape: Shape
) -> Iterator[Change]:
    """Yield the changes that turn one document into another, smallest first by path.

    A record or item on one side only is one change of the whole; inside one that is on both
    sides each field is a change of its own, and a unit is one field.
    """
    yield from _diff(record, (), canonical(before), canonical(after), shape)


def _diff(record: str, path: FieldPath, before: Any, after: Any, shape: Shape) -> Iterator[Change]:
    """Compare an item or a record on both sides, field by field."""
    if before is None or after is None:
        if before is not after:
            yield Change(record, path, before, after)
        return
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if name in shape.collections:
            olds, news = old or {}, new or {}
            for key in sorted(olds.keys() | news.keys()):
                yield from _diff(
                    record,
                    (*path, name, key),
                    olds.get(key),
                    news.get(key),
                    shape.collections[name],
                )
        elif not _equal(old, new, shape.units.get(name)):
            yield Change(record, (*path, name), old, new)


def invert(edit: Edit) -> tuple[Change, ...]:
    """Return the changes that take an edit back, last first."""
    return tuple(replace(c, before=c.after, after=c.before) for c in reversed(edit.changes))


def apply(
    documents: Mapping[str, Document], changes: Iterable[Change], shape_of: Callable[[str], Shape]
) -> Outcome:
    """Apply changes to records, all or nothing; the given documents are left as they were.

    A change whose value is there already is no change. One that finds the value its author saw
    is made. Adding an item or record that somebody else added meanwhile is adding its fields.
    Anything else is a conflict, and so is setting a field of what was removed.

    Args:
        documents: The records as they are now, by id.
        changes: What is wanted, in order.
        shape_of: Returns the shape of the record with an id.
    """
    work = _Application(documents, shape_of)
    for change in changes:
        work.apply(change)
    # What was emptied goes only now: one change may take an item's last field, the next add one.
    documents = {record: canonical(document) for record, document in work.touched.items()}
    return Outcome(documents, tuple(work.changes), tuple(work.conflicts))


class _Application:
    """One run of `apply`: copies what it touches, collects effects and conflicts."""

    def __init__(self, documents: Mapping[str, Document], shape_of: Callable[[str], Shape]) -> None:
        self._documents = documents
        self._shape_of = shape_of
        self.touched: dict[str, Document | None] = {}
        self.changes: list[Change] = []
        self.conflicts: list[Conflict] = []

    def apply(self, change: Change) -> None:
        """Apply one change, or note why it cannot be."""
        shape = self._shape_of(change.record)
        document = self._document(change.record)
        if not change.path:
            self._settle(change, document, None, shape)
            return
        around = document
        for place, step in enumerate(change.path[:-1]):
            if place % 2 == 0:
                shape = shape.collections.get(step, Shape())
            if not isinstance(around, Mapping):
                break
            around = around.get(step, None if place % 2 else {})
        if not isinstance(around, Mapping):
            # What was to be taken away is away; anything else would bring a part of it back.
            if not same(change.before, change.after) and not same(change.after, None):
                self.conflicts.append(Conflict(change, None, gone=True))
            return
        unit = shape.units.get(change.path[-1]) if len(change.path) % 2 else None
        self._settle(change, around.get(change.path[-1]), unit, shape)

    def _settle(self, change: Change, current: Any, unit: Unit | None, shape: Shape) -> None:
        """Decide between no change, a change, an adding by fields and a conflict."""
        if _equal(change.before, change.after, unit) or _equal(current, change.after, unit):
            return
        seen = _equal(current, change.before, unit)
        settled = unit is not None and _agree(current, change.after, unit)
        is_item = len(change.path) % 2 == 0
        if seen or settled:
            self._put(replace(change, before=canonical(current), after=canonical(change.after)))
        elif is_item and change.before is None and current is not None:
            for part in _fields_of(change, shape):
                self.apply(part)
        else:
            self.conflicts.append(Conflict(change, canonical(current)))

    def _document(self, record: str) -> Any:
        if record in self.touched:
            return self.touched[record]
        return self._documents.get(record)

    def _put(self, change: Change) -> None:
        """Set the value in a copy of everything above it."""
        self.changes.append(change)
        self.touched[change.record] = _with(
            self._document(change.record), change.path, change.after
        )


def _with(document: Any, path: FieldPath, value: Any) -> Any:
    """Return a document with one value set or, for None, taken away."""
    if not path:
        return value
    copy = dict(document or {})
    inner = _with(copy.get(path[0]), path[1:], value)
    if inner is None:
        copy.pop(path[0], None)
    else:
        copy[path[0]] = inner
    return copy


def _fields_of(change: Change, shape: Shape) -> Iterator[Change]:
    """Yield the adding of an item as the adding of each of its fields."""
    for name, value in (canonical(change.after) or {}).items():
        if name in shape.collections:
            for key, item in value.items():
                yield Change(change.record, (*change.path, name, key), None, item)
        else:
            yield Change(change.record, (*change.path, name), None, value)


def _without_stamps(value: Any, unit: Unit | None) -> Any:
    if unit is None or not isinstance(value, Mapping):
        return value
    return {key: part for key, part in value.items() if key not in unit.stamps}


def _equal(one: Any, other: Any, unit: Unit | None) -> bool:
    if unit is not None and (canonical(one) is None) != (canonical(other) is None):
        return False
    return same(_without_stamps(one, unit), _without_stamps(other, unit))


def _agree(one: Any, other: Any, unit: Unit) -> bool:
    if not unit.agree_on or not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return False
    return all(same(one.get(key), other.get(key)) for key in unit.agree_on)
