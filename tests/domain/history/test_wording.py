"""Changes in words: the field or item as the screen calls it, and from what to what."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tuiapp.content.loader import load_guide
from tuiapp.domain.changes.edits import Change, Document, Edit
from tuiapp.domain.history.wording import Naming, details, told

PARK: Document = {
    "id": "park",
    "name": "Kingfisher Park",
    "actions": {"a1": {"title": "Send the keys", "done_on": "2026-11-23"}},
    "own_items": {"o1": {"stage": "structure", "heading": "Agree opening hours"}},
}
WOOD: Document = {"id": "wood", "name": "Grove"}
GONE = {"title": "Ring the school"}


def naming(*changes: Change) -> Naming:
    """Return what names the changes of two partners."""
    return Naming(load_guide(), {"park": PARK, "wood": WOOD}, changes)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(
            Change("park", ("lead_officer",), None, "Ann"),
            "Lead officer: 'Ann'",
            id="first given",
        ),
        pytest.param(
            Change("park", ("place",), "Oakham", None),
            "Place: taken away; it was 'Oakham'",
            id="emptied",
        ),
        pytest.param(
            Change("park", ("status",), "not-yet-looked-at", "partner"),
            "Status: from 'Not yet looked at' to 'Partner'",
            id="a fixed value in the words of the screen",
        ),
        pytest.param(
            Change("park", (), None, PARK),
            "The whole record: 'Kingfisher Park'",
            id="a record added",
        ),
        pytest.param(
            Change("park", ("actions", "a1", "done_on"), None, "2026-11-23"),
            "Action 'Send the keys', done on: '23 November 2026'",
            id="an item by its title, a day written out",
        ),
        pytest.param(
            Change("park", ("actions", "gone"), GONE, None),
            "Action 'Ring the school': taken away; it was 'Ring the school'",
            id="an item that is there no more",
        ),
        pytest.param(
            Change("park", ("checklist", "o1", "mark"), {"state": "doing"}, {"state": "done"}),
            "Agree opening hours: from 'doing' to 'done'",
            id="an item of our own",
        ),
        pytest.param(
            Change("park", ("scores", "trust-council-2026-11-22"), None, {"value": 0}),
            "Trust: '0'",
            id="a score of nought",
        ),
        pytest.param(
            Change("park", ("colour", "c9"), None, "red"),
            "Colour c9: 'red'",
            id="what this version does not know",
        ),
    ],
)
def test_a_change_is_told_in_words(change: Change, words: str) -> None:
    """A field that was given, changed or emptied is told so that anybody understands it."""
    assert told(change, naming(change)) == words


def test_the_details_name_each_record_where_there_are_several() -> None:
    """Each changed field is a line; another record's are left out where one was asked for."""
    rename = Change("wood", ("name",), "Wood", "Grove")
    place = Change("park", ("place",), None, "Oakham")
    edit = Edit("e4", "x", NOON, "Ann", (place, rename))

    assert details(edit, naming(*edit.changes)) == [
        "Kingfisher Park: Place: 'Oakham'",
        "Grove: Name: from 'Wood' to 'Grove'",
    ]
    assert details(edit, naming(*edit.changes), "wood") == ["Name: from 'Wood' to 'Grove'"]


def test_a_record_that_is_gone_is_named_by_what_was_removed() -> None:
    """Its name is in the change, although no document is there any more."""
    gone = Change("ash", (), {"id": "ash", "name": "Ash Trust"}, None)

    assert naming(gone).record("ash") == "Ash Trust"
    assert naming().record("ash") == "ash"
    assert naming().record("register") == "The register"
