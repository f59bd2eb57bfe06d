"""The checklist and the measures on the command line: tick and score."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import PARK_ID
from tests.conftest import Run
from tuiapp.store.file_register import FileRegister


def test_tick_marks_an_item_as_done_today(run_here: Run, read: FileRegister) -> None:
    """The mark says what, who and when."""
    before = datetime.now().astimezone().date()
    answer = run_here("tick", "kingfisher", "route-chosen")
    mark = read.refresh().documents[PARK_ID]["checklist"]["route-chosen"]["mark"]

    assert answer.code == 0
    assert answer.out.startswith("Marked '")
    assert answer.out.endswith("as done for Friends of Kingfisher Park. Saved.\n")
    assert (mark["state"], mark["by"]) == ("done", "Trees officer")
    assert before <= date.fromisoformat(mark["on"]) <= datetime.now().astimezone().date()


@pytest.mark.parametrize("state", ["doing", "todo"])
def test_tick_sets_the_other_states(run_here: Run, read: FileRegister, state: str) -> None:
    """An item may be begun, or set back."""
    run_here("tick", "kingfisher", "terms-signed")
    run_here("tick", "kingfisher", "terms-signed", "--state", state)

    checklist = read.refresh().documents[PARK_ID]["checklist"]
    assert checklist["terms-signed"]["mark"]["state"] == state


def test_an_item_is_ruled_out_with_a_reason_only(run_here: Run, read: FileRegister) -> None:
    """Not applicable without a reason exits 2, and says so."""
    refused = run_here("tick", "kingfisher", "exit-plan", "--state", "not-applicable")
    assert refused.code == 2
    assert "an item that is not applicable needs a reason" in refused.err

    run_here(
        *("tick", "kingfisher", "exit-plan", "--state", "not-applicable"), "--reason", "One day"
    )

    mark = read.refresh().documents[PARK_ID]["checklist"]["exit-plan"]["mark"]
    assert mark["reason"] == "One day"


def test_an_item_of_our_own_is_added_and_ticked(run_here: Run, read: FileRegister) -> None:
    """`record own_items` adds it to a stage; `tick` knows it by its id, `show` by its name."""
    run_here(*("record", "kingfisher", "own_items", "add"), "stage=structure", "heading=Open hours")
    (own_id,) = read.refresh().documents[PARK_ID]["own_items"]

    assert "Marked 'Open hours' as done" in run_here("tick", "kingfisher", own_id).out
    assert "Open hours" in run_here("show", "kingfisher").out


def test_tick_keeps_a_note_and_evidence(run_here: Run, read: FileRegister) -> None:
    """What was noted stays when the state changes."""
    run_here("tick", "kingfisher", "exit-plan", "--note", "drafted", "--evidence", "file 7")
    run_here("tick", "kingfisher", "exit-plan", "--state", "doing")

    item = read.refresh().documents[PARK_ID]["checklist"]["exit-plan"]
    assert (item["note"], item["evidence"]) == ("drafted", "file 7")


def test_ticking_twice_is_told(run_here: Run, read: FileRegister) -> None:
    """Ticking what is ticked changes nothing, whoever does it."""
    run_here("tick", "kingfisher", "exit-plan")
    answer = run_here("--as", "Somebody", "tick", "kingfisher", "exit-plan")

    assert answer.out.startswith("Nothing to change: it was so already")
    assert read.refresh().header.revision == 4


def test_score_adds_a_score(run_here: Run, read: FileRegister) -> None:
    """A score has its view, day and note, and the earlier ones stay."""
    run_here("score", "kingfisher", "trust", "2", "--on", "2026-01-31")
    answer = run_here(
        *("score", "kingfisher", "trust", "4", "--view", "partner", "--note", "much better"),
        *("--on", "2026-11-22"),
    )
    scores = sorted(
        read.refresh().documents[PARK_ID]["scores"].values(),
        key=lambda score: score["on"],
    )

    assert answer.out == (
        "Scored 'Trust' 4 (partner view) for Friends of Kingfisher Park. Saved.\n"
        "Date: 22 November 2026\n"
    )
    assert [(s["view"], s["value"], s["on"]) for s in scores] == [
        ("council", 2, "2026-01-31"),
        ("partner", 4, "2026-11-22"),
    ]
    assert scores[1]["note"] == "much better"
    assert (
        "council view 2, Needs attention; partner view 4, Going well. You differ by 2"
        in run_here("show", "kingfisher").out
    )


def test_the_day_of_a_score_is_typed_as_people_write_it(run_here: Run) -> None:
    """The answer tells the day that was understood; a script reads it in the edit."""
    answer = run_here("score", "kingfisher", "trust", "3", "--on", "22/11/26")
    assert answer.out.splitlines()[-1] == "Date: 22 November 2026"

    edit = run_here("score", "kingfisher", "trust", "2", "--on", "21 nov 2026", "--json").json
    assert edit["changes"][0]["after"]["on"] == "2026-11-21"


WRONG = {
    "an item": ("tick kingfisher exit-pln", "no item 'exit-pln'. The nearest is exit-plan."),
    "a partner": ("tick kingfsher exit-plan", "The nearest is 'Friends of Kingfisher Park'"),
    "a state": ("tick kingfisher exit-plan --state doone", "'doone' is not one of 'todo'"),
    "a measure": ("score kingfisher trst 3", "no measure 'trst'. The nearest is trust."),
    "five": ("score kingfisher trust 5", "'5' is not a whole number from 0 to 4"),
    "below nought": ("score kingfisher trust -1", "'-1' is not a whole number from 0 to 4"),
    "a half": ("score kingfisher trust 2.5", "'2.5' is not a whole number"),
    "a word": ("score kingfisher trust good", "'good' is not a whole number"),
    "no day": ("score kingfisher trust 3 --on 2026-02-30", "there is no such day: 2026-02-30"),
    "no date": ("score kingfisher trust 3 --on soon", "--on: it is not a date; write one such as"),
    "a view": ("score kingfisher trust 3 --view ours", "is not one of 'council', 'partner'"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_refused_with_the_nearest(run_here: Run, filled: Path, what: str) -> None:
    """Wrong input exits 2 with what is wrong and what would be right; nothing is written."""
    before = filled.read_bytes()
    command, words = WRONG[what]
    answer = run_here(*command.split())

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert filled.read_bytes() == before


def test_tick_says_what_is_not_recorded_and_how_to_record_it(
    run_here: Run, read: FileRegister
) -> None:
    """The tick is kept; the answer names the missing fact and a command, and `show` says it too."""
    answer = run_here("tick", "kingfisher", "insurance-current")
    assert answer.code == 0
    assert "Not recorded: the register does not say when the insurance ends.\n" in answer.out
    command = f"document {PARK_ID[:8]} add kind=insurance seen_on=DATE expires=DATE"
    assert f"Record it with: partnertui {command}\n" in answer.out
    shown = run_here("show", "kingfisher").out
    assert "Done, no record: See the insurance certificate and note its end date" in shown
    assert "though 'See the insurance certificate" in run_here("attention").out

    assert run_here(*command.replace("seen_on=DATE expires=DATE", "expires=+1y").split()).code == 0
    assert "no record" not in run_here("show", "kingfisher").out
    assert "though 'See the insurance certificate" not in run_here("attention").out


def test_tick_and_show_tell_a_program_what_is_not_recorded(run_here: Run) -> None:
    """The object of an item holds the missing facts in words, and none once they are there."""
    ticked = run_here("tick", "kingfisher", "insurance-current", "--json").json
    assert ticked["not_recorded"] == ["when the insurance ends"]

    def item() -> dict[str, object]:
        stages = run_here("show", "kingfisher", "--json").json["stages"]
        items = [item for stage in stages for item in stage["items"]]
        return next(item for item in items if item["id"] == "insurance-current")

    assert item()["not_recorded"] == ["when the insurance ends"]
    assert run_here("document", "kingfisher", "add", "kind=insurance", "expires=+1y").code == 0
    assert "not_recorded" not in item()
