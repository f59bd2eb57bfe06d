"""Benefits and pitfalls beside a register, and narrowed to a family or framework."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.hostile import put_partner
from tuiapp.content.loader import load_guide
from tuiapp.domain.changes.edits import Change, Proposal
from tuiapp.domain.register.find import find_partner
from tuiapp.store.file_register import FileRegister

EXIT = "Agree notice, and what happens to land, kit, staff, data and money"


@pytest.fixture
def partners(run_here: Run) -> Run:
    """Return what runs a command on a register with three accepted partners at standard."""
    for name in ("Ash Green Trust", "Birch Wardens"):
        run_here("add", name, "--framework", "not-for-profit")
    for name in ("Kingfisher", "Ash", "Birch"):
        run_here("set", name, "level=standard", "exit_arrangements=Hand back the keys.")
        review = ("on=today", "decision=continue", "reason=All is well", "next_on=+1y")
        run_here("record", name, "reviews", "add", *review)
    return run_here


def test_a_pitfall_tells_who_is_open_to_it_and_what_would_close_it(partners: Run) -> None:
    """Below the page stand the open, the not known and the closed, each with its reason."""
    partners("tick", "Ash", "exit-plan", "--state", "doing")
    partners("tick", "Birch", "exit-plan")
    partners("tick", "Birch", "review-dates")
    page, _, told = partners("guide", "pitfalls", "no-exit").out.partition("\nOpen to this risk")

    assert page.startswith("Long life, no exit\n")
    opened, known = told.split("\nNot known (1):\n")
    assert opened.startswith(" (1):\n- Ash Green Trust\n")
    assert f"  Why: '{EXIT}' is still being done (" in opened
    assert f"  To close it: {EXIT} [exit-plan]\n" in opened
    assert "- Friends of Kingfisher Park\n  Why: Nobody has looked at" in known
    assert "\nClosed (1):\n- Birch Wardens\n" in known


def test_ticking_items_moves_a_partner_from_open_to_closed(partners: Run) -> None:
    """Before it is open, with one item to go it is not known, and after that it is closed."""
    states = []
    for state, item in (("todo", "exit-plan"), ("done", "exit-plan"), ("done", "review-dates")):
        partners("tick", "Ash", item, "--state", state)
        answer = partners("guide", "pitfalls", "no-exit", "--json").json
        states += [
            group
            for group in ("open", "not_known", "closed")
            if any(one["name"] == "Ash Green Trust" for one in answer[group])
        ]

    assert states == ["open", "not_known", "closed"]


def test_a_pitfall_in_json_names_items_and_places_in_the_record(partners: Run) -> None:
    """A script reads the why in sentences, and what closes it with the ids to go to."""
    partners("document", "Ash", "add", "kind=insurance", "expires=2020-01-01")
    answer = partners("guide", "pitfalls", "putting-right", "--json").json
    opened = answer["open"]

    assert answer["id"] == "putting-right"
    assert [(one["name"], one["why"]) for one in opened] == [
        ("Ash Green Trust", ["Insurance ended 1 January 2020"])
    ]
    first, *others = opened[0]["closes"]
    assert first["part"] == "documents"
    assert first["record_item"]
    assert [closing["item"] for closing in others] == ["insurance-current", "risk-list"]
    assert len(answer["not_known"]) == 2
    assert answer["closed"] == []


def test_a_benefit_tells_who_brings_it_with_the_evidence(partners: Run, filled: Path) -> None:
    """Each partner that brings it is a line; a benefit the guide does not have is told apart."""
    on = "on=2026-11-01"
    partners("record", "Ash", "benefits", "add", "local-reach", "evidence=900 homes", on)
    register = FileRegister(filled, by="Ann")
    birch = find_partner(register.snapshot.documents, "Birch")["id"]
    plays = {"evidence": "Plays", "on": "2026-11-01"}
    change = Change(birch, ("benefits", "bandstand"), None, plays)
    register.save(Proposal("Noted a benefit of a guide to come", (change,)))
    told = partners("guide", "benefits", "local-reach").out
    answer = partners("guide", "benefits", "local-reach", "--json").json

    assert "of our partners bring it (1):\n- Ash Green Trust: 900 homes (1 November 2026)" in told
    assert "does not have (1):\n- Birch Wardens: bandstand: Plays (1 November 2026)\n" in told
    assert [(one["name"], one["evidence"], one["on"]) for one in answer["brought_by"]] == [
        ("Ash Green Trust", "900 homes", "2026-11-01")
    ]
    assert [(one["name"], one["benefit"]) for one in answer["unknown"]] == [
        ("Birch Wardens", "bandstand")
    ]


@pytest.mark.parametrize("entry", [("pitfalls", "no-exit"), ("benefits", "local-reach")])
def test_the_guide_is_read_without_any_register(
    entry: tuple[str, str], run_in_process: Run
) -> None:
    """Where there is no register the page alone is told, and nothing is made."""
    answer = run_in_process("guide", *entry)
    told = run_in_process("guide", *entry, "--json").json

    assert (answer.code, answer.err) == (0, "")
    assert "partners" not in answer.out.rsplit("Source: ", 1)[1]
    assert not {"open", "not_known", "closed", "brought_by"} & set(told)


def test_a_register_that_was_named_and_is_missing_costs_nobody_the_page(
    run_in_process: Run, tmp_path: Path
) -> None:
    """The page is told first; then the missing register, with exit code 3."""
    missing = tmp_path / "nowhere.json"
    answer = run_in_process("--register", missing, "guide", "pitfalls", "no-exit")

    assert answer.code == 3
    assert answer.out.startswith("Long life, no exit\n")
    assert "nowhere.json" in answer.err


@pytest.mark.parametrize("entry", [("pitfalls", "no-exit"), ("benefits", "local-reach")])
def test_a_partner_that_cannot_be_read_is_told(
    entry: tuple[str, str], partners: Run, filled: Path
) -> None:
    """One damaged record is neither weighed nor forgotten, and hides no other."""
    put_partner(filled, {"name": "Broken Ltd", "level": "huge"})
    told = partners("guide", *entry).out
    answer = partners("guide", *entry, "--json").json

    assert told.endswith(" check says why (1):\n- Broken Ltd\n")
    assert [one["name"] for one in answer["unread"]] == ["Broken Ltd"]
    assert len(answer.get("not_known", [1, 2, 3])) == 3


def test_a_name_cannot_drive_the_terminal(partners: Run) -> None:
    """What somebody wrote as evidence is shown as text, on its own line."""
    path = ["record", "Ash", "benefits", "add", "local-reach"]
    partners(*path, "evidence=[bold]Loud[/bold]", "on=2026-11-01")

    assert (
        "- Ash Green Trust: [bold]Loud[/bold] (" in partners("guide", "benefits", "local-reach").out
    )


@pytest.mark.parametrize("part", ["benefits", "pitfalls"])
def test_a_list_is_narrowed_to_a_family_and_a_framework(part: str, run_here: Run) -> None:
    """Alone each narrows the list; together they leave what is in both."""
    entries = getattr(load_guide(), part)
    family = entries[0].family

    def ids(*options: str) -> list[str]:
        return [entry["id"] for entry in run_here("guide", part, *options, "--json").json]

    kin = [entry.id for entry in entries if entry.family == family]
    most = [entry.id for entry in entries if "not-for-profit" in entry.frameworks]
    assert ids("--family", family) == kin
    assert ids("--framework", "not-for-profit") == most
    both = ids("--family", family, "--framework", "not-for-profit")
    assert both == [entry for entry in kin if entry in most]
    assert 0 < len(kin) < len(entries)
    assert 0 < len(most) < len(entries)


def test_nothing_left_is_said(run_here: Run) -> None:
    """A family of which nothing matters most in a framework is told in words, and exits 0."""
    answer = run_here("guide", "benefits", "--family", "ideas-pace", "--framework", "statutory")

    assert (answer.code, answer.out.splitlines()[-1]) == (0, "None is in both.")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(
            ["pitfalls", "--family", "manage-risks"], "The nearest is manage-risk.", id="family"
        ),
        pytest.param(
            ["pitfalls", "--family", "money"],
            "There is no family 'money'.",
            id="a family of benefits",
        ),
        pytest.param(
            ["benefits", "--framework", "statutary"],
            "There is no framework 'statutary'. The nearest is statutory.",
            id="framework",
        ),
        pytest.param(["stages", "--family", "money"], "narrow a list of benefits", id="part"),
        pytest.param(
            ["pitfalls", "no-exit", "--family", "manage-risk"], "narrow a list", id="one entry"
        ),
        pytest.param(["--framework", "statutory"], "narrow a list of benefits", id="no part"),
    ],
)
def test_what_cannot_be_narrowed_is_refused(run_here: Run, args: list[str], words: str) -> None:
    """An unknown family or framework, or another part of the guide, exits 2."""
    answer = run_here("guide", *args)

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
