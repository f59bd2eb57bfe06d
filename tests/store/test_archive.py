"""The older part of the log: moved beside the register, complete, each edit once."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.conftest import NOON
from tuiapp.domain.models.policy import LOG_LIMIT, POLICY_FIELDS, log_limit
from tuiapp.domain.register import partner_edits
from tuiapp.errors import NotSaved
from tuiapp.store import archive, schema
from tuiapp.store.file_register import FileRegister

SAVES = 35

SMALLEST_LOG = next(field.smallest for field in POLICY_FIELDS if field.name == "log_limit")
"""The fewest edits that a policy lets a register keep in its file."""


@pytest.fixture
def busy(register_path: Path) -> FileRegister:
    """Return a register that keeps ten edits in its file, after many saves."""
    tables = schema.parse(register_path.read_bytes(), "x").tables
    tables["register"]["1"]["policy"] = {"log_limit": SMALLEST_LOG}
    register_path.write_bytes(schema.serialise(tables))
    register = FileRegister(register_path, by="Parks officer", clock=lambda: NOON)
    for number in range(1, SAVES + 1):
        register.save(partner_edits.add(f"P{number}", {}))
    return register


def edit(number: int, year: int = 2026) -> dict[str, Any]:
    """Return an edit document without changes."""
    return {
        "id": f"e{number}",
        "label": f"Edit {number}",
        "at": f"{year}-01-01T00:00:00Z",
        "by": "Ann",
        "changes": [],
    }


def test_the_file_keeps_no_more_edits_than_the_policy_says(busy: FileRegister) -> None:
    """The newest edits are in the file, and the register says where its log starts."""
    tables = orjson.loads(busy.path.read_bytes())
    numbers = [int(number) for number in tables["edits"]]

    assert len(numbers) <= SMALLEST_LOG
    assert numbers == list(range(numbers[0], SAVES + 1))
    assert tables["register"]["1"]["log_from"] == numbers[0]


def test_no_edit_is_lost_or_doubled(busy: FileRegister) -> None:
    """Archive and file together tell every edit once, in order."""
    told = [edit.label for edit in (*busy.archived(), *busy.history())]

    assert told == [f"Added P{number}" for number in range(1, SAVES + 1)]


def test_the_archive_is_one_file_of_lines_a_year(register_path: Path) -> None:
    """An edit goes to the year in which it was made."""
    archive.append(register_path, [edit(1, 2025), edit(2, 2026), edit(3, 2026)])
    folder = archive.folder_of(register_path)

    assert sorted(path.name for path in folder.iterdir()) == ["2025.jsonl", "2026.jsonl"]
    assert (folder / "2026.jsonl").read_bytes().count(b"\n") == 2
    assert archive.read(register_path) == ([edit(1, 2025), edit(2), edit(3)], [])


def test_an_edit_that_a_crash_left_in_both_is_told_once(busy: FileRegister) -> None:
    """Where a save died after archiving, the edits in the file count."""
    tables = orjson.loads(busy.path.read_bytes())
    archive.append(busy.path, list(tables["edits"].values())[:3])

    told = [edit.id for edit in (*busy.archived(), *busy.history())]
    assert len(told) == len(set(told)) == SAVES


def test_a_line_that_a_crash_cut_short_is_no_damage(register_path: Path) -> None:
    """A cut line stands whole further down, or its edit never left the register."""
    archive.append(register_path, [edit(1)])
    path = archive.folder_of(register_path) / "2026.jsonl"
    with path.open("ab") as file:
        file.write(orjson.dumps(edit(2))[:-9])
    assert archive.read(register_path) == ([edit(1)], [])

    archive.append(register_path, [edit(2), edit(3)])

    assert archive.read(register_path) == ([edit(1), edit(2), edit(3)], [])


def test_a_whole_line_without_an_end_is_read(register_path: Path) -> None:
    """A crash between a line and its end loses nothing."""
    archive.append(register_path, [edit(1)])
    path = archive.folder_of(register_path) / "2026.jsonl"
    path.write_bytes(path.read_bytes() + orjson.dumps(edit(2)))
    archive.append(register_path, [edit(3)])

    assert archive.read(register_path) == ([edit(1), edit(2), edit(3)], [])


def test_a_line_that_is_no_edit_is_named(register_path: Path) -> None:
    """Damage in the archive is told with its file and line, and the rest is read."""
    archive.append(register_path, [edit(1), edit(2)])
    path = archive.folder_of(register_path) / "2026.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"e1"', b"7"))

    assert archive.read(register_path) == ([edit(2)], [archive.Line(path, 1)])


def test_an_archive_that_cannot_be_written_stops_the_save(
    busy: FileRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit leaves the file only once it is safely beside it."""
    before = busy.path.read_bytes()

    def fail(*given: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "append", fail)
    with pytest.raises(NotSaved, match="No space left"):
        for number in range(SMALLEST_LOG):
            busy.save(partner_edits.add(f"Q{number}", {}))
            before = busy.path.read_bytes()

    assert busy.path.read_bytes() == before
    told = [edit.label for edit in (*busy.archived(), *busy.history())]
    assert told[:SAVES] == [f"Added P{number}" for number in range(1, SAVES + 1)]


def test_the_archive_is_as_private_as_the_register(register_path: Path) -> None:
    """Mode and group are the register's, whatever the umask."""
    register_path.chmod(0o660)
    before = os.umask(0o077)
    try:
        archive.append(register_path, [edit(1)])
    finally:
        os.umask(before)

    folder = archive.folder_of(register_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o770
    assert stat.S_IMODE((folder / "2026.jsonl").stat().st_mode) == 0o660


@pytest.mark.parametrize("limit", [None, "many", 0, True, SMALLEST_LOG - 1])
def test_a_limit_that_makes_no_sense_is_the_usual_one(limit: object) -> None:
    """A policy that says nothing useful keeps five thousand edits."""
    assert log_limit({"log_limit": limit}) == LOG_LIMIT
