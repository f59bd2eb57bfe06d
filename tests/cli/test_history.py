"""What was done, and taking it back, on the command line: history, undo, redo."""

from __future__ import annotations

from tests.cli.conftest import PARK_ID, WARDENS_ID
from tests.conftest import Run
from tuiapp.store.file_register import FileRegister


def test_history_tells_the_newest_first(run_here: Run) -> None:
    """Each line says when, who and what, and ends in an id; what is undone says so."""
    run_here("set", "kingfisher", "place=Oakham")
    run_here("undo")
    told = [line.rsplit(" [", 1) for line in run_here("history").out.splitlines()]
    lines = [line.split(", ", 1)[1] for line, _ in told]

    assert lines[:3] == [
        "Trees officer: Undid: Changed place of Friends of Kingfisher Park",
        "Trees officer: Changed place of Friends of Kingfisher Park (undone)",
        "Parks officer: Added Oakham Nature Board",
    ]


def test_history_of_a_partner_holds_what_was_done_to_it(run_here: Run) -> None:
    """Other partners' edits are left out."""
    line = run_here("history", "larkfield").out

    assert line.startswith("22 November 2026 12:00, Parks officer: Added Larkfield Tree Wardens [")
    assert line.count("\n") == 1


def test_undo_takes_the_id_that_history_shows(run_here: Run) -> None:
    """Any edit can be undone by the id at the end of its line."""
    edit_id = run_here("history", "larkfield").out.rsplit("[", 1)[1].rstrip("]\n")

    assert run_here("undo", edit_id).code == 0
    assert "Larkfield" not in run_here("list").out


def test_history_in_json_is_an_array_of_edits(run_here: Run) -> None:
    """A script reads each edit as the file keeps it, newest first."""
    told = run_here("history", "--json").json

    assert [edit["label"] for edit in told][-1] == "Added Friends of Kingfisher Park"
    assert set(told[0]) == {"id", "label", "at", "by", "changes"}
    assert told[0]["changes"][0]["path"] == []


def test_undo_and_redo_go_one_by_one(run_here: Run, read: FileRegister) -> None:
    """Two changes are undone and done again, and then there is nothing more to redo."""
    run_here("set", "kingfisher", "place=Oakham")
    run_here("set", "kingfisher", "place=Larkfield")
    places = []
    for command in ("undo", "undo", "redo", "redo"):
        assert run_here(command).code == 0
        places.append(read.refresh().documents[PARK_ID]["place"])

    assert places == ["Oakham", "Millbrook ward", "Oakham", "Larkfield"]
    answer = run_here("redo")
    assert (answer.code, answer.out) == (2, "")
    assert "Nothing to redo" in answer.err


def test_undo_leaves_alone_what_somebody_else_did(run_here: Run) -> None:
    """Who has changed nothing has nothing to undo."""
    answer = run_here("undo")

    assert answer.code == 2
    assert "Trees officer has changed nothing that is not undone" in answer.err


def test_any_edit_is_undone_by_its_id(run_here: Run, read: FileRegister) -> None:
    """Somebody else's edit is undone when it is named, by its id or the start of it, once."""
    edit = run_here("history", "larkfield", "--json").json[0]
    answer = run_here("undo", edit["id"][:13])
    assert answer.out.splitlines()[:2] == [
        "Undid: Added Larkfield Tree Wardens. Saved.",
        "Took back what Parks officer saved on 22 November 2026 at 12:00: 1 organisation removed.",
    ]
    assert WARDENS_ID not in read.refresh().documents

    again = run_here("undo", edit["id"])

    assert again.code == 2
    assert "is undone" in again.err


def test_an_unknown_edit_is_told(run_here: Run) -> None:
    """An id that no edit has exits 2 and says where the ids are."""
    answer = run_here("undo", "zzz")

    assert answer.code == 2
    assert " history" in answer.err


def test_undo_in_json_tells_the_edit(run_here: Run) -> None:
    """A script learns what was undone."""
    done = run_here("set", "kingfisher", "place=Oakham", "--json").json
    undone = run_here("undo", "--json").json

    assert undone["undoes"] == done["id"]
    assert undone["changes"] == [
        {
            "record": PARK_ID,
            "path": ["place"],
            "before": "Oakham",
            "after": "Millbrook ward",
        }
    ]
