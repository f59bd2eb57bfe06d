"""A partner in the file that is none crashes no screen: each says why, or works all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.hostile import put_partner
from tests.screens.conftest import Colleague, Dashboard, OpenDashboard
from tuiapp.widgets.rows import Rows

BROKEN: dict[str, dict[str, Any]] = {
    "name is a number": {"name": 5},
    "no name": {},
    "name is a list": {"name": ["a", {"b": 1}]},
    "unknown status": {"name": "Broken Ltd", "status": "nonsense"},
    "status is a list": {"name": "Broken Ltd", "status": ["partner"]},
    "status is an object": {"name": "Broken Ltd", "status": {"a": 1}},
    "status is a number": {"name": "Broken Ltd", "status": 7},
    "framework is a list": {"name": "Broken Ltd", "framework": ["statutory"]},
    "kind is an object": {"name": "Broken Ltd", "kind": {"a": []}},
    "unknown level": {"name": "Broken Ltd", "level": "huge"},
    "level is a list": {"name": "Broken Ltd", "level": []},
    "place is an object": {"name": "Broken Ltd", "place": {"a": 1}},
    "checklist is a number": {"name": "Broken Ltd", "checklist": 3},
    "checklist is a list": {"name": "Broken Ltd", "checklist": [1]},
    "an item is a text": {"name": "Broken Ltd", "checklist": {"need-stated": "done"}},
    "unknown item": {"name": "Broken Ltd", "checklist": {"no-such-item": {"note": "x"}}},
    "scores are a text": {"name": "Broken Ltd", "scores": "4"},
    "a score of 99": {
        "name": "Broken Ltd",
        "scores": {
            "s": {"measure": "trust", "view": "council", "value": 99, "on": "2026-11-22", "by": "x"}
        },
    },
    "unknown measure": {
        "name": "Broken Ltd",
        "scores": {
            "s": {"measure": "nope", "view": "council", "value": 1, "on": "2026-11-22", "by": "x"}
        },
    },
    "an end in the year 5": {
        "name": "Broken Ltd",
        "agreements": {
            "a": {"title": "Old", "period": {"ends": "0005-01-02", "notice_days": 3660}}
        },
    },
    "a review in the year 9999": {
        "name": "Broken Ltd",
        "reviews": {"r": {"on": "9999-12-31", "decision": "continue", "reason": "x"}},
    },
    "names as a number": {"name": "Broken Ltd", "also_known_as": 3},
    "money is a list": {"name": "Broken Ltd", "money": [1]},
}


@pytest.fixture
def broken_ids(register_path: Path, colleague: Colleague) -> dict[str, str]:
    """Return what is broken about every broken partner in the register, by its id."""
    colleague.add("Zebra Trust")
    for number, fields in enumerate(BROKEN.values()):
        put_partner(register_path, {**fields, "id": f"broken-{number:02}"})
    return {f"broken-{number:02}": what for number, what in enumerate(BROKEN)}


async def go_to(dashboard: Dashboard, row_id: str) -> None:
    """Put the cursor of the list on a partner."""
    rows = dashboard.app.screen.query_one(Rows)
    rows.go_to(row_id)
    await dashboard.pilot.pause()
    assert rows.current == row_id


async def test_broken_partners_are_listed_searched_and_sorted(
    open_dashboard: OpenDashboard, broken_ids: dict[str, str]
) -> None:
    """Today and Register list them all beside the sound one, in every order and filter."""
    async with open_dashboard("1", size=(120, 60)) as dashboard:
        assert dashboard.shows("Zebra Trust: Say in two lines")
        assert dashboard.shows("it must be text")
        await dashboard.press("4")
        assert f"{len(broken_ids) + 1} organisations" in dashboard.lines[0]
        assert dashboard.shows("Zebra Trust")
        await dashboard.press("s", "s", "s", "slash", "b", "escape")
        for digit in "234561":
            await dashboard.press("f", digit)
        assert f"{len(broken_ids) + 1} organisations" in dashboard.lines[0]


async def test_broken_partners_open_and_say_why(
    open_dashboard: OpenDashboard, broken_ids: dict[str, str]
) -> None:
    """Each opens, says what is wrong with it, and its keys do no harm."""
    async with open_dashboard("4") as dashboard:
        before = dashboard.path.read_bytes()
        for row_id, what in broken_ids.items():
            await go_to(dashboard, row_id)
            await dashboard.press("enter")
            assert dashboard.place == "PartnerScreen", what
            if "Partner unreadable" in dashboard.said:
                await dashboard.press("right", "space", "n", "x", "right", "enter")
                assert dashboard.place == "PartnerScreen", what
            else:
                assert what in ("unknown item", "unknown measure")
                await dashboard.press("right", "right", "right")
            # The first takes away what is said to be wrong, the second goes back.
            await dashboard.press("escape", "escape", "4")
        assert dashboard.path.read_bytes() == before


async def test_broken_partners_are_edited_accepted_and_removed_or_it_says_why(
    open_dashboard: OpenDashboard, broken_ids: dict[str, str]
) -> None:
    """Saving the form and accepting are refused in words or work; so does removing."""
    async with open_dashboard("4") as dashboard:
        for row_id, what in broken_ids.items():
            await go_to(dashboard, row_id)
            if int(row_id[-2:]) % 6 == 0:  # a form takes its time to open
                await dashboard.press("e")
                assert dashboard.place == "Form", what
                await dashboard.press("f2", "escape")
            await dashboard.press("y", "2", "d")
            assert dashboard.place == "RegisterScreen", what
            gone = row_id not in dashboard.app.register.snapshot.documents
            assert gone == ("Saved; u brings it back" in dashboard.said), what
            assert gone or "Not " in dashboard.said, what
        await dashboard.press("u", "ctrl+r", "end", "enter")
        assert dashboard.lines[0].startswith(" Zebra Trust")


@pytest.mark.parametrize("fields", [{"name": 5}, {"name": "Broken Ltd", "status": "nonsense"}])
async def test_a_broken_partner_can_be_put_right_in_the_form(
    open_dashboard: OpenDashboard, register_path: Path, fields: dict[str, Any]
) -> None:
    """The form says what is wrong at the field, and saves once it is right."""
    put_partner(register_path, fields)

    async with open_dashboard("4", "e", "f2", size=(80, 60)) as dashboard:
        assert dashboard.shows("Nothing was saved: 1 field to put right.")
        await dashboard.press("home")
        if fields["name"] == 5:
            await dashboard.press("X")
        else:
            await dashboard.press("g")
        await dashboard.press("f2")
        assert dashboard.place == "RegisterScreen"
        (document,) = dashboard.documents.values()
        assert (document["name"], document["status"]) in (
            ("X5", "partner"),
            ("Broken Ltd", "grant-only"),
        )


async def test_a_partner_that_breaks_while_it_is_open_is_told(
    open_dashboard: OpenDashboard, register_path: Path, colleague: Colleague
) -> None:
    """Where the file changes by hand under an open partner, its keys say why nothing happens."""
    oak = colleague.add("Oak Friends")

    for part in (["right"], ["right", "right"], []):
        async with open_dashboard("4", "enter", *part) as dashboard:
            broken = {**oak, "checklist": 3}
            tables_with(register_path, broken)
            for keys in (
                ["space", "escape"],
                ["n", "escape"],
                ["enter", "escape"],
                ["t", "right", "t", "escape"],
                ["1", "4"],
                ["space", "escape", "n", "escape", "x", "h", "enter", "i"],
            ):
                await dashboard.press(*keys)
            assert dashboard.app.return_code is None
        tables_with(register_path, oak)


def tables_with(path: Path, document: dict[str, Any]) -> None:
    """Put a document in the place of the first partner."""
    from tuiapp.store import schema
    from tuiapp.store.storage import read_file, replace_file

    data, _ = read_file(path)
    tables = schema.parse(data, str(path)).tables
    tables["partners"]["1"] = document
    replace_file(path, schema.serialise(tables))
