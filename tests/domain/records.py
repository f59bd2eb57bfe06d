"""Small records to change, and short ways to write changes of them."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from tests.conftest import NOON
from tuiapp.domain.changes.edits import Change, Document, Edit, Outcome, Shape, Unit, apply, diff

MARK = Unit(stamps=("by", "on"), agree_on=("state",))
PARTS = Shape(fields=("size",))
ITEMS = Shape(("note", "mark", "parts"), {"parts": PARTS}, {"mark": MARK})
SHAPE = Shape(("id", "name", "size", "period", "items"), {"items": ITEMS}, {"period": Unit()})
"""A small record: plain fields, a unit, and items that hold parts of their own."""

PARK: Document = {
    "id": "park",
    "name": "Kingfisher",
    "period": {"starts": "2026-01-01", "ends": "2027-01-01"},
    "items": {
        "exit-plan": {"note": "drafted", "mark": {"state": "doing", "by": "Ann", "on": "1"}},
        "insurance": {"note": "seen"},
    },
}


def changed(before: Document | None, after: Document | None) -> list[Change]:
    """Return what differs between two documents of the record `park`."""
    return list(diff("park", before, after, SHAPE))


def applied(changes: Iterable[Change], *documents: Document) -> Outcome:
    """Apply changes to the documents there are, none of which may be touched by it."""
    given_ones = {document["id"]: document for document in documents}
    copies = deepcopy(given_ones)
    outcome = apply(given_ones, changes, lambda record: SHAPE)
    assert given_ones == copies
    return outcome


def after_all(changes: Iterable[Change], document: Document) -> Document | None:
    """Return the document after changes that meet no conflict."""
    outcome = applied(changes, document)
    assert outcome.conflicts == ()
    return outcome.documents.get(document["id"], document)


def an_edit(*changes: Change, number: int = 1, by: str = "Ann", undoes: str | None = None) -> Edit:
    """Return an edit as a log would hold it; without changes named it adds a park."""
    given = changes or (Change(f"park-{number}", (), None, {"name": "Park"}),)
    return Edit(f"e{number}", f"Deed {number}", NOON, by, given, undoes)


def at(*path: str, before: Any = None, after: Any = None) -> Change:
    """Return a change of the record `park`."""
    return Change("park", path, before, after)


def marked(state: str, by: str, **more: str) -> dict[str, str]:
    """Return a mark of a checklist item."""
    return {"state": state, "by": by, "on": "2026-11-22", **more}
