"""The two commands that let a register be broken from outside: fault-write and fault-dump."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.cli.conftest import put
from tests.conftest import Run
from tuiapp.domain.changes.edits import Proposal
from tuiapp.store import schema
from tuiapp.store.file_register import FileRegister
from tuiapp.store.register import Saved


def test_each_edit_is_acknowledged_and_there(run: Run) -> None:
    """A token is printed for each edit, and fault-dump finds the same ones in order."""
    written = run("fault-write", "--count", "3", "--prefix", "p")

    assert written == (0, "ACK p-1\nACK p-2\nACK p-3\n", "")
    assert run("fault-dump") == (0, "p-1\np-2\np-3\n", "")


def test_a_record_grows_and_shrinks_by_turns(run_here: Run, read: FileRegister) -> None:
    """The token is in the record too, with a long text after it at every second edit."""
    run_here("fault-write", "--count", "4", "--prefix", "p")
    read.refresh()
    made, *changed = [edit.changes[0].after for edit in read.history()[-4:]]
    notes = [made["notes"], *changed]

    assert [text.split()[0] for text in notes] == ["p-1", "p-2", "p-3", "p-4"]
    assert [len(text) > 100 for text in notes] == [True, False, True, False]
    assert notes[-1] in [document.get("notes") for document in read.snapshot.documents.values()]


def test_a_conflict_is_told_and_the_next_edit_is_made(
    run_here: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit that somebody else was quicker than is not acknowledged."""
    save = FileRegister.save

    def save_second(self: FileRegister, proposal: Proposal) -> Saved:
        if proposal.label.endswith("p-2"):
            monkeypatch.setattr(FileRegister, "save", save)
            put(filled, proposal.changes[0].record, "Trees officer", notes="p-9")
        return save(self, proposal)

    monkeypatch.setattr(FileRegister, "save", save_second)
    answer = run_here("fault-write", "--count", "3", "--prefix", "p")

    assert answer == (0, "ACK p-1\nCONFLICT p-2\nACK p-3\n", "")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        pytest.param(["--prefix", "a b"], 2, "letters, digits", id="two words"),
        pytest.param(["--prefix", "p"], 2, "Prefix used", id="a prefix that was used"),
        pytest.param([], 2, "--prefix", id="no prefix"),
        pytest.param(["--prefix", "q", "--count", "0"], 2, "--count", id="no edits"),
    ],
)
def test_what_cannot_be_written_is_told(
    run_here: Run, args: list[str], code: int, words: str
) -> None:
    """Wrong usage exits 2 and saves nothing."""
    run_here("fault-write", "--prefix", "p", "--count", "1")
    answer = run_here("fault-write", *args)

    assert (answer.code, answer.out) == (code, "")
    assert words in answer.err
    assert run_here("fault-dump").out == "p-1\n"


def test_nothing_is_made_where_there_is_no_register(run_here: Run, tmp_path: Path) -> None:
    """A missing register exits 3 and stays missing."""
    missing = ("--register", tmp_path / "none.json")

    assert run_here(*missing, "fault-write", "--count", "1", "--prefix", "p").code == 3
    assert run_here(*missing, "fault-dump").code == 3
    assert not (tmp_path / "none.json").exists()


def test_a_read_only_register_acknowledges_nothing(run_here: Run) -> None:
    """What is not saved exits 5 without an ACK."""
    answer = run_here("--read-only", "fault-write", "--count", "2", "--prefix", "p")

    assert (answer.code, answer.out) == (5, "")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:-20], id="cut"),
        pytest.param(lambda data: b"", id="emptied"),
        pytest.param(lambda data: data.replace(b"p-2", b"p-3"), id="another token"),
    ],
)
def test_a_damaged_register_is_not_dumped(run_here: Run, filled: Path, damage: Any) -> None:
    """A register that is not as it was saved exits 3 and shows no token."""
    run_here("fault-write", "--count", "2", "--prefix", "p")
    filled.write_bytes(damage(filled.read_bytes()))
    answer = run_here("fault-dump")

    assert (answer.code, answer.out) == (3, "")


@pytest.mark.parametrize("lost", ["record", "notes", "label"])
def test_log_and_records_must_agree(run_here: Run, filled: Path, lost: str) -> None:
    """A register whose log tells another thing than its records exits 1."""
    run_here("fault-write", "--count", "2", "--prefix", "p")
    tables = orjson.loads(filled.read_bytes())
    number = str(max(map(int, tables["partners"])))
    if lost == "record":
        del tables["partners"][number]
    elif lost == "notes":
        tables["partners"][number]["notes"] = "p-1"
    else:
        tables["edits"][str(max(map(int, tables["edits"])))]["label"] = "Fault test: p-7"
    filled.write_bytes(schema.serialise(tables))
    answer = run_here("fault-dump")

    assert (answer.code, answer.out) == (1, "")
    assert "Log and record disagree" in answer.err


@pytest.mark.parametrize("name", ["fault-write", "fault-dump"])
def test_no_help_lists_them(run_here: Run, name: str) -> None:
    """Officers never meet them; docs/commands.md tells testers."""
    assert name not in run_here("--help").out
    assert name in Path("docs/commands.md").read_text()


def test_a_token_that_left_the_file_is_still_dumped(
    run_here: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The older part of the log, in the folder beside the register, counts as saved."""
    monkeypatch.setattr("tuiapp.store.file_register.log_limit", lambda policy: 10)
    run_here("fault-write", "--count", "30", "--prefix", "p")

    assert len(orjson.loads(filled.read_bytes())["edits"]) <= 10
    assert run_here("fault-dump").out.split() == [f"p-{number}" for number in range(1, 31)]
