"""The checklist of a partner, as rows."""

from __future__ import annotations

from typing import Any

from tuiapp.content.loader import load_guide
from tuiapp.domain.register.partner_edits import read_partner
from tuiapp.widgets.checklist import Checklist


def said_of(item_id: str, **fields: Any) -> str:
    """Return what the last column says of an item that the spotter asks for at light."""
    found = {"verdict": "Yes", "framework": "Not-for-profit", "level": "Light", "by": "Ann"}
    spotter = {**found, "on": "2026-11-22", "also_asked": ["put-right", "terms-signed"]}
    checklist = Checklist()
    document = {"id": "oak", "name": "Oak Friends", "spotter": spotter, **fields}
    checklist.show(read_partner(document), load_guide())
    return next(row.cells[-1] for row in checklist.rows if row.id == item_id)


def test_an_item_asked_for_by_the_spotter_says_so_until_it_is_marked() -> None:
    """Where the level would not ask, the row says why it is there; then who marked it."""
    mark = {"state": "doing", "by": "Ann", "on": "2026-11-22"}

    assert said_of("put-right") == "asked for because the spotter says so"
    assert said_of("terms-signed") == ""
    assert said_of("put-right", checklist={"put-right": {"mark": mark}}) == "Ann, 22 November 2026"
