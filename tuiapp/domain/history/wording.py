"""Fields and values of a record in the words of the screen, for whoever tells of a change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from tuiapp.domain import dates
from tuiapp.domain.changes.edits import Change, Document, Edit, FieldPath
from tuiapp.domain.history.sentences import in_words
from tuiapp.domain.models.identifiers import RECORD
from tuiapp.domain.models.labels import CHANGE_WORDS, field_title
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.register.part_edits import title_of
from tuiapp.domain.text import clean_line

if TYPE_CHECKING:
    from tuiapp.domain.models.guide import Guide

NOTHING = "nothing"
"""What an absent value is called."""
NAMES_RECORDS: Final = {("part_of",), ("distinct_from",)}
"""The fields that hold ids of records."""
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
"""What a stored day looks like."""


class Naming:
    """Names fields and items as the screen does.

    Args:
        guide: Names checklist items and measures.
        documents: The records as they are now, by id.
        changes: What is told of: an item that is there no more is named by them.
    """

    def __init__(
        self, guide: Guide, documents: Mapping[str, Document], changes: Sequence[Change] = ()
    ) -> None:
        self._guide = guide
        self._documents = documents
        self._changes = changes

    def record(self, record: str) -> str:
        """Return what a record is called."""
        if record == RECORD:
            return "The register"
        name = self._documents.get(record, {}).get("name")
        for change in self._changes:
            whole = change.after or change.before
            if not name and change.record == record and not change.path and whole:
                name = whole.get("name")
        return clean_line(str(name or record))

    def field(self, record: str, path: FieldPath) -> str:
        """Return a field or an item of a record in the words of the screen."""
        if len(path) == 1:
            return field_title(path[0])
        collection, item_id, *rest = path
        heading = self._heading(record, collection, item_id)
        return ", ".join([heading, *(step.replace("_", " ") for step in rest if step != "mark")])

    def _heading(self, record: str, collection: str, item_id: str) -> str:
        """Return what an item is called; its id where nothing names it."""
        if collection == "checklist":
            known = {item.id: item.heading for item in self._guide.items}
            own = self._item(record, ("own_items", item_id))
            return known.get(item_id) or str(own.get("heading", item_id))
        if collection == "scores":
            for measure in self._guide.measures:
                if item_id.startswith(f"{measure.id}-"):
                    return measure.name
        item = self._item(record, (collection, item_id)) if collection in PARTS else {}
        if item:
            return f"{PARTS[collection].one.capitalize()} '{title_of(item)}'"
        return f"{field_title(collection)} {item_id}"

    def _item(self, record: str, path: FieldPath) -> Document:
        """Return an item as it is now, or as it was last seen where it is there no more."""
        found = value_at(self._documents.get(record, {}), path)
        for change in self._changes if not found else ():
            if (change.record, change.path) == (record, path):
                found = change.after or change.before
        item: Document = found or {}
        return item


def details(edit: Edit, naming: Naming, record: str | None = None) -> list[str]:
    """Return what an edit changed, a line a field: from what to what.

    Args:
        edit: What was done.
        naming: Names what was changed; with the records where several were.
        record: Tell of this one only, and do not name it.
    """
    changes = [change for change in edit.changes if record in (None, change.record)]
    several = record is None and len({change.record for change in changes}) > 1
    lines = (told(change, naming) for change in changes)
    names = (f"{naming.record(change.record)}: " if several else "" for change in changes)
    return [f"{name}{line}" for name, line in zip(names, lines, strict=True)]


def told(change: Change, naming: Naming) -> str:
    """Return one changed field in words."""
    path = change.path
    field = naming.field(change.record, path) if path else "The whole record"
    before, after = (_short(path, value, naming) for value in (change.before, change.after))
    if change.before is None:
        return f"{field}: {after}"
    if change.after is None:
        return f"{field}: taken away; it was {before}"
    return f"{field}: from {before} to {after}"


def _short(path: FieldPath, value: Any, naming: Naming) -> str:
    """Return a stored value short enough for a line."""
    if path[-1:] in NAMES_RECORDS and isinstance(value, (list, tuple)):
        return in_words([naming.record(str(record)) for record in value])
    return in_words(in_full(path, value) if isinstance(value, str) else value)


def value_at(document: Document, path: FieldPath) -> Any:
    """Return what a document holds at a path; None where there is nothing."""
    value: Any = document
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def in_full(path: FieldPath, value: Any) -> str:
    """Return a stored value in words, however long: one may have to decide by its last line."""
    if value is None or value == {}:
        return NOTHING
    if isinstance(value, Mapping):
        return "\n".join(_parts_in_full(path, value))
    if isinstance(value, (list, tuple)):
        return "\n".join(in_full(path, part) for part in value)
    words = CHANGE_WORDS.get(path[-1] if path else "", {})
    return words.get(value) or _day_or_text(value) if isinstance(value, str) else str(value)


def _parts_in_full(path: FieldPath, value: Mapping[str, Any]) -> Iterable[str]:
    """Yield an item's fields, a line each; a mark and a score begin with what they say."""
    if "state" in value:
        yield in_full(("state",), value["state"])
    if "value" in value:
        yield f"{value['value']}, {in_full(('view',), value.get('view'))}"
    for name, part in value.items():
        if name not in ("state", "value", "view", "scale", "measure"):
            yield f"{field_title(name)}: {in_full((*path, name), part)}"


def _day_or_text(text: str) -> str:
    """Return a stored day written out, and any other text as it is."""
    try:
        return dates.in_full(date.fromisoformat(text)) if DAY.fullmatch(text) else text
    except ValueError:
        return text
