"""The policy on the command line: show register, set register."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tuiapp.domain.models.policy import POLICY_FIELDS, Policy
from tuiapp.store.file_register import FileRegister

DOCS = ROOT / "docs" / "commands.md"


def test_the_register_tells_its_policy(run_here: Run) -> None:
    """Every field is told as it counts, with the name that `set` takes."""
    told = run_here("show", "register")
    shown = run_here("show", "register", "--json").json

    assert "Nation: england" in told.out
    assert "Speak at least every (light) [speak_light]: 90" in told.out.splitlines()
    assert shown["id"] == "register"
    assert shown["policy"] == {f.name: getattr(Policy(), f.name) for f in POLICY_FIELDS}


def test_the_policy_is_set_and_set_back(run_here: Run, read: FileRegister) -> None:
    """The answer says from what to what; an empty value goes back to what is usual."""
    answer = run_here("set", "register", "speak-light=60", "lead_member=Cabinet member")
    assert answer.out == (
        "Changed the policy: speak at least every (light), from 90 to 60; word for lead member, "
        "from Lead member to Cabinet member. Saved.\n"
    )
    assert read.refresh().header.policy == {"speak_light": 60, "lead_member": "Cabinet member"}

    run_here("set", "register", "speak_light=")
    assert read.refresh().header.policy == {"lead_member": "Cabinet member"}
    run_here("undo")
    assert run_here("show", "register", "--json").json["policy"]["speak_light"] == 60


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("speak_lihgt=60", "no field 'speak_lihgt'. The nearest is speak_light."),
        ("speak_light=often", "speak_light: it must be a whole number, such as 30"),
        ("risk_appetite=17", "risk_appetite: it must be between 1 and 16"),
        (f"lead_member={'x' * 10_000}", "lead_member: it must have no more than 60 characters"),
    ],
)
def test_what_the_policy_cannot_be_is_refused(
    run_here: Run, filled: Path, assignment: str, told: str
) -> None:
    """A wrong field or value exits 2, is named, and nothing is written."""
    before = filled.read_bytes()
    answer = run_here("set", "register", "warn_days=30", assignment)

    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert filled.read_bytes() == before


def test_a_partner_called_register_is_reached_by_its_id(run_here: Run) -> None:
    """The word names the register itself; every other way names the partner."""
    edit = run_here("add", "Register", "--framework", "statutory", "--json").json
    partner_id = edit["changes"][0]["record"]

    assert run_here("show", partner_id, "--json").json["name"] == "Register"
    assert run_here("set", partner_id, "place=Millbrook").code == 0
    assert "policy" in run_here("show", "register", "--json").json


@pytest.mark.parametrize("field", POLICY_FIELDS, ids=lambda field: field.name)
def test_every_field_of_the_policy_is_documented(field: object) -> None:
    """The table of docs/commands.md names each field with what is usual."""
    name = getattr(field, "name", "")
    usual = getattr(Policy(), name)
    told = f"{usual:,}" if isinstance(usual, int) else usual

    assert f"| `{name}` | {told} |" in DOCS.read_text(encoding="utf-8")
