"""The parts of a partner's record on the command line: log, action, document, record, join."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import BOARD_ID, PARK_ID, PARTNERS, WARDENS_ID
from tests.conftest import ROOT, Run
from tests.domain.register.test_part_edits import TYPED
from tuiapp.cli.commands.record import PART_NAMES
from tuiapp.cli.context import today
from tuiapp.domain.dates import in_full
from tuiapp.domain.register.part_catalogue import PARTS, form_fields
from tuiapp.store.file_register import FileRegister

PARK = PARK_ID
DOCS = ROOT / "docs" / "commands.md"
NEXT_WEEK = today() + timedelta(days=7)


def items(read: FileRegister, field: str, partner: str = PARK) -> list[dict[str, Any]]:
    """Return what the register holds of a part."""
    return list(read.refresh().documents[partner].get(field, {}).values())


def test_the_command_knows_every_part_but_own_checklist_items() -> None:
    """Every part of the vocabulary is kept by command; own items belong to the checklist."""
    assert set(PART_NAMES) == PARTS.keys()


def test_log_says_who_was_spoken_to_and_what_comes_next(run_here: Run, read: FileRegister) -> None:
    """One command logs the call and the promise, and tells the day as it was understood."""
    answer = run_here(
        *("log", PARK, "Toolbox talk done", "--kind", "visit", "--on", "yesterday"),
        *("--next", "Send the lease", "--due", "+7d"),
    )
    (entry,), (action,) = items(read, "log"), items(read, "actions")

    assert answer.code == 0
    assert answer.out.splitlines() == [
        "Logged visit with Friends of Kingfisher Park. Saved.",
        f"Log entry: {in_full(today() - timedelta(days=1))}, Visit: Toolbox talk done",
        f"Action: Send the lease, Trees officer, due {in_full(NEXT_WEEK)}",
    ]
    assert (entry["kind"], entry["by"]) == ("visit", "Trees officer")
    assert action["due"] == NEXT_WEEK.isoformat()


def test_an_action_is_added_put_off_and_done(run_here: Run, read: FileRegister) -> None:
    """An action is named by a part of its title; each answer says when it is due or was done."""
    added = run_here("action", PARK, "add", "Send the lease", "--owner", "Clerk", "--due", "1/2/30")
    put_off = run_here("action", PARK, "put-off", "lease", "--due", "2030-03-01")
    done = run_here("action", PARK, "done", "lease")

    assert "Action: Send the lease, Clerk, due 1 February 2030" in added.out
    assert "Action: Send the lease, Clerk, due 1 March 2030" in put_off.out
    assert f"Action: Send the lease, Clerk, done {in_full(today())}" in done.out
    (action,) = items(read, "actions")
    assert (action["due"], action["done_on"]) == ("2030-03-01", today().isoformat())


def test_a_document_is_added_changed_and_removed(run_here: Run, read: FileRegister) -> None:
    """A document is kept with the day it runs until; undo brings back what was removed."""
    added = run_here("document", PARK, "add", "kind=insurance", "expires=1 march 2030")
    assert "Document: Insurance, until 1 March 2030" in added.out
    run_here("document", PARK, "change", "insurance", "kept=folder 7")
    (document,) = items(read, "documents")
    assert document["kept"] == "folder 7"

    removed = run_here("document", PARK, "remove", "insurance")
    assert removed.out == "Removed document 'insurance' of Friends of Kingfisher Park. Saved.\n"
    assert items(read, "documents") == []
    run_here("undo")
    assert items(read, "documents") == [document]


@pytest.mark.parametrize("part", PART_NAMES)
def test_every_part_is_added_listed_and_removed(
    run_here: Run, read: FileRegister, part: str
) -> None:
    """An item of any part is added as typed, listed for people and scripts, and removed."""
    named = ["local-reach"] if part == "benefits" else []
    typed = [f"{name}={text}" for name, text in TYPED[part].items()]
    added = run_here("record", PARK, part, "add", *named, *typed)
    assert (added.code, added.err) == (0, "")

    (listed,) = run_here("record", PARK, part, "list", "--json").json
    (stored,) = items(read, part)
    assert {name: value for name, value in listed.items() if name != "id"} == stored
    told = run_here("record", PARK, part, "list").out
    assert f"[{listed['id'][:8]}]" in told
    assert added.out.splitlines()[1].split(": ", 1)[1] in told

    assert run_here("record", PARK, part, "remove", listed["id"]).code == 0
    assert run_here("record", PARK, part, "list").out == f"{PARTS[part].heading}: none yet.\n"


def test_a_risk_says_its_pitfall_by_its_heading(run_here: Run, read: FileRegister) -> None:
    """Every line of the risk names the pitfall as the guide does; scripts read its id."""
    added = run_here("record", PARK, "risks", "add", "title=Grant ends", "pitfall=no-exit")
    line = "Grant ends, 4 of 16 (2 by 2). Long life, no exit"

    assert f"Risk: {line}" in added.out
    assert line in run_here("record", PARK, "risks", "list").out
    assert line in run_here("show", PARK).out
    assert run_here("record", PARK, "risks", "list", "--json").json[0]["pitfall"] == "no-exit"


def test_an_answer_in_json_is_the_edit(run_here: Run) -> None:
    """A script gets what was saved as the history has it, and nothing else."""
    edit = run_here("log", PARK, "Rang", "--json").json

    assert edit["label"] == "Logged call with Friends of Kingfisher Park"
    assert [change["path"][0] for change in edit["changes"]] == ["log"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["log", PARK, "Rang", "--on", "soon"], "on: it is not a date", id="day"),
        pytest.param(["log", PARK, "Rang", "--due", "fri"], "title", id="a due without an action"),
        pytest.param(["log", PARK, " "], "note", id="nothing said"),
        pytest.param(["action", PARK, "done", "lease"], "No of Friends", id="no such action"),
        pytest.param(["action", PARK, "put-off", "x"], "No of Friends", id="nothing to put off"),
        pytest.param(["document", PARK, "add", "kind=cake"], "kind: ", id="a kind"),
        pytest.param(["document", PARK, "add", "colour=red"], "no field 'colour'", id="a field"),
        pytest.param(["document", PARK, "add", "red"], "at least one FIELD=VALUE", id="no field"),
        pytest.param(["record", PARK, "risks", "change", "title=x"], "Which risk?", id="no item"),
        pytest.param(
            ["record", PARK, "risks", "add", "title=x", "impact=9"], "impact: ", id="a number"
        ),
        pytest.param(
            [
                *("record", PARK, "agreements", "add", "title=T"),
                *("period.starts=1/4/26", "period.ends=1/4/25"),
            ],
            "it ends before it starts",
            id="an end before its start",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    run_here: Run, filled: Path, words: list[str], told: str
) -> None:
    """A value that no field holds exits 2, names the field, and nothing is saved."""
    before = filled.read_bytes()
    answer = run_here(*words)

    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert filled.read_bytes() == before


def test_show_tells_every_part(run_here: Run) -> None:
    """The parts are lines for people, and lists of items with their ids for scripts."""
    run_here("log", PARK, "Rang", "--next", "Call", "--due", "1/2/30")
    told = run_here("show", PARK)
    shown = run_here("show", PARK, "--json").json

    assert "Actions: 1" in told.out
    assert re.search(r"^Action: Call, Trees officer, due 1 February 2030 \[", told.out, re.M)
    assert shown.keys() >= PARTS.keys()
    assert [entry["note"] for entry in shown["log"]] == ["Rang"]
    assert shown["risks"] == []
    assert "log" not in run_here("list", "kingfisher", "--json").json[0]


def test_join_makes_two_partners_one(run_here: Run, read: FileRegister) -> None:
    """A dry run tells what would change and changes nothing; the other leaves, undo brings back."""
    before = dict(read.refresh().documents)
    dry = run_here("join", PARK, "larkfield", "--dry-run")
    assert "Larkfield Tree Wardens: leaves the register" in dry.out
    assert dry.out.endswith("Nothing was changed: this was a dry run.\n")
    assert run_here("join", PARK, "larkfield", "--dry-run", "--json").json[-1]["path"] == []
    assert dict(read.refresh().documents) == before

    answer = run_here("join", PARK, "larkfield")
    assert answer.out == ("Merged Larkfield Tree Wardens into Friends of Kingfisher Park. Saved.\n")
    assert read.refresh().documents.keys() == {PARK, BOARD_ID}
    assert read.snapshot.documents[PARK] == {
        **PARTNERS[0],
        "also_known_as": ["Larkfield Tree Wardens"],
        "postcode": "M33 4QJ",
        "notes": "Facts only",
    }
    run_here("undo")
    assert dict(read.refresh().documents) == before
    assert run_here("join", PARK, PARK).code == 2


def test_join_apart_keeps_two_that_look_alike(run_here: Run, read: FileRegister) -> None:
    """Nobody is told again that they may be one; a dry run changes nothing here either."""
    dry = run_here("join", PARK, "larkfield", "--apart", "--dry-run")
    assert dry.out.endswith("Nothing was changed: this was a dry run.\n")
    assert "distinct_from" not in read.refresh().documents[PARK]

    answer = run_here("join", PARK, "larkfield", "--apart")
    told = "Marked Friends of Kingfisher Park and Larkfield Tree Wardens as two organisations"
    assert answer.out == f"{told}. Saved.\n"
    assert read.refresh().documents[PARK]["distinct_from"] == [WARDENS_ID]
    assert run_here("join", "larkfield", PARK, "--apart").out.startswith("Nothing to change")
    assert run_here("join", PARK, PARK, "--apart").code == 2


@pytest.mark.parametrize("part", PART_NAMES)
def test_the_fields_of_every_part_are_documented(part: str) -> None:
    """The table of docs/commands.md names the fields that a part takes, in their order."""
    fields = ", ".join(f"`{field.name}`" for field in form_fields(PARTS[part].model))

    assert f"| `{part}` | {fields} |" in DOCS.read_text(encoding="utf-8")


def test_join_alone_lists_likely_duplicates(run_here: Run) -> None:
    """Each pair is told with the reason, and how to make them one or keep them apart."""
    assert run_here("join").out == "No two partners look like one.\n"
    run_here("add", "Walks with a Heron", "--framework", "not-for-profit")
    run_here("add", "Walks with Heron CIC", "--framework", "not-for-profit", "--anyway")

    listed = run_here("join")
    (pair,) = run_here("join", "--json").json
    one, other = pair["one"][:8], pair["other"][:8]
    named = f"Walks with a Heron ({one}); Walks with Heron CIC ({other})"
    assert f"{named}: nearly the same name" in listed.out
    assert "Merge two with: partnertui --register " in listed.out
    assert listed.out.endswith(" join KEEP OTHER, each by its id or name\n")
    assert set(pair) == {"one", "other", "why"}
    assert run_here("join", "larkfield").code == 2
    assert run_here("join", pair["one"], pair["other"], "--apart").code == 0
    assert run_here("join", "--json").json == []
