"""What commands answer in JSON: docs/commands.md names every field that a script may meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli.conftest import PARK_ID
from tests.conftest import ROOT, Run
from tests.domain.register.test_part_edits import TYPED
from tuiapp.cli.commands.record import PART_NAMES

DOCS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
PARK = PARK_ID


@pytest.fixture
def full(run_here: Run) -> Run:
    """Return what runs commands where one partner has an item of every part."""
    for part in PART_NAMES:
        named = {"benefits": ["local-reach"], "results": ["volunteer-hours"]}.get(part, [])
        typed = [f"{name}={text}" for name, text in TYPED[part].items()]
        assert run_here("record", PARK, part, "add", *named, *typed).code == 0
    for command in (
        ("figures", "volunteer-hours", f"{PARK}=5"),
        ("tick", PARK, "exit-plan", "--note", "drafted", "--evidence", "file 7"),
        ("score", PARK, "trust", "3", "--note", "well"),
        ("set", "larkfield", f"part_of={PARK}"),
        ("join", PARK, "larkfield", "--apart"),
        ("action", PARK, "add", "Ring", "--due", "-3d"),
        ("set", "register", "warn_days=30"),
        ("undo",),
    ):
        assert run_here(*command).code == 0
    return run_here


def names(answer: Any) -> Iterator[str]:
    """Yield every field's name in an answer; what a change holds is a partner's, told elsewhere."""
    if isinstance(answer, list):
        for part in answer:
            yield from names(part)
    elif isinstance(answer, dict):
        for name, part in answer.items():
            yield name
            if name not in ("before", "after"):
                yield from names(part)


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--json"],
        ["show", PARK, "--json"],
        ["show", "register", "--json"],
        ["history", "--json"],
        ["history", PARK, "--json"],
        ["attention", "--json"],
        *(["record", PARK, part, "list", "--json"] for part in PART_NAMES),
    ],
    ids=" ".join,
)
def test_every_field_of_an_answer_is_documented(full: Run, command: list[str]) -> None:
    """A script meets no field that docs/commands.md does not name."""
    answer = full(*command)
    assert answer.code == 0

    found = set(names(answer.json))
    assert found
    # A field of a unit is written with its unit's name before it.
    assert [name for name in found if f"`{name}`" not in DOCS and f".{name}`" not in DOCS] == []


def test_a_part_in_show_is_what_record_lists(full: Run) -> None:
    """Items have one shape, whichever command tells them; the readings of a result are a list."""
    shown = full("show", PARK, "--json").json

    for part in PART_NAMES:
        assert full("record", PARK, part, "list", "--json").json == shown[part]
    assert [reading["value"] for reading in shown["results"][0]["readings"]] == [5]


def test_list_narrows_by_place_and_owner_for_scripts(full: Run) -> None:
    """Parts of both are enough, in any case, and both must be so."""

    def found(*options: str) -> list[str]:
        return [partner["id"] for partner in full("list", "--json", *options).json]

    assert found("--place", "MILLBROOK", "--owner", "parks") == [PARK]
    assert found("--place", "millbrook", "--owner", "trees") == []
    assert found("--owner", "officer", "--kind", "friends-group") == [PARK]
