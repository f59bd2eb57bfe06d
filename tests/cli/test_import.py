"""The import command: what it writes, what it says, how it ends."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import ROOT, Answer, Run
from tuiapp.store.file_register import FileRegister

REAL: Final = ROOT / "tests" / "data" / "trafford_council_voluntary_sector_grants.csv"


class Importing:
    """The program with a register of its own and files to take in."""

    def __init__(self, run: Run, register: Path, folder: Path) -> None:
        self._run = run
        self.register = register
        self._folder = folder

    def run(self, *args: str | Path) -> Answer:
        """Return what the program answers."""
        return self._run("--register", self.register, "--as", "Test officer", *args)

    def written(self, name: str, text: str) -> Path:
        """Return the path of a file with this text."""
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def importing(run_in_process: Run, register_path: Path, tmp_path: Path) -> Importing:
    return Importing(run_in_process, register_path, tmp_path)


def test_a_councils_grants_come_in_as_one_edit(importing: Importing) -> None:
    """A real file comes in with its report, twice adds nothing, and one undo takes it back."""
    before = importing.register.read_bytes()
    tried = importing.run("import", REAL, "--dry-run")
    assert tried.out.endswith("Nothing was written (--dry-run).\n")
    assert importing.register.read_bytes() == before

    first = importing.run("import", REAL)
    assert (first.code, first.err) == (0, "")
    for line in (
        "Rows read: 555",
        "Organisations found: 323",
        "Organisations made: 323",
        "Money entries added: 555",
        "Money added: 1,291,436.54 pounds",
        "Names joined: 26",
        "  G Force; G- Force; G-Force",
        "Possible duplicates: 1",
        "Rows refused: 0",
        f"Imported 323 organisations from {REAL.name}. Saved.",
        f"Undo it with: partnertui --register {importing.register} --as 'Test officer' undo",
    ):
        assert line in first.out.splitlines()

    saved = importing.register.read_bytes()
    second = importing.run("import", REAL)
    assert second.code == 0
    assert second.out.startswith("Nothing new: ")
    assert "Undo it with" not in second.out
    assert importing.register.read_bytes() == saved

    register = FileRegister(importing.register, by="Test officer")
    assert [edit.label for edit in register.history()] == [
        f"Imported 323 organisations from {REAL.name}"
    ]
    assert importing.run("undo").code == 0
    assert register.refresh().documents == {}


def test_the_report_is_one_object(importing: Importing) -> None:
    """With --json the report is one object with everything that the words tell."""
    answer = importing.run("import", REAL, "--json").json
    assert (answer["format"], answer["written"]) == ("360giving", True)
    assert (answer["rows_read"], answer["organisations_made"]) == (555, 323)
    assert (answer["money_entries_added"], answer["money_added"]) == (555, 1291436.54)
    assert len(answer["names_joined"]) == 26
    assert len(answer["possible_duplicates"][0]["ids"]) == 2
    assert answer["rows_refused"] == []
    assert [note["note"][:18] for note in answer["notes"]] == ["columns not taken:"]
    assert importing.run("import", REAL, "--json").json["written"] is False


def test_a_plain_list_comes_in_by_its_columns(importing: Importing) -> None:
    """A plain list comes in by obvious and named columns; refused rows are told by their line."""
    path = importing.written("list.csv", "Body,Web,Town\nWalkers,www.example.org,Sale\n,x.org,\n")
    answer = importing.run("import", path, "--map", "Body=name", "--map", "Town=place")
    assert answer.code == 0
    assert "Line 3: it has no name" in answer.out
    (document,) = FileRegister(importing.register, by="x").snapshot.documents.values()
    assert (document["name"], document["web"], document["place"], document["status"]) == (
        *("Walkers", "www.example.org", "Sale"),
        "not-yet-looked-at",
    )


def test_what_show_prints_comes_back(importing: Importing) -> None:
    """What list --json and show --json print is known, whole and nothing new where it is from."""
    grants = "Identifier,Amount Awarded,Award Date,Recipient Org:Name\ng1,2.5,2024-01-01,Walkers\n"
    importing.run("import", importing.written("grants.csv", grants))
    shown = importing.written("shown.json", importing.run("show", "Walkers", "--json").out)
    listed = importing.written("listed.json", importing.run("list", "--json").out)
    for path in (shown, listed):
        assert importing.run("import", path).out.startswith("Nothing new: ")
    documents = FileRegister(importing.register, by="x").snapshot.documents
    importing.run("undo")
    answer = importing.run("import", shown)
    assert "'stages' is not taken in (1 object)" in answer.out
    assert FileRegister(importing.register, by="x").snapshot.documents == documents


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is empty"),
        (b"Date,Amount\n1,2\n", "is known to hold the organisation's name"),
        ("Name\nCafé\n".encode("latin-1"), "byte 9 (line 2) is not UTF-8"),
        ("Name\nA\n".encode("utf-16"), "it is in UTF-16"),
        (b"Name,Web\nA\n", "line 2 has 1 value, and line 1 names 2 columns"),
        (b"[{}]", "Object 1: it has no name"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    importing: Importing, tmp_path: Path, data: bytes, told: str
) -> None:
    """A file that cannot be taken in ends with 2, one line that says why, and nothing written."""
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    before = importing.register.read_bytes()
    answer = importing.run("import", path)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"partnertui: Cannot be imported: {path}: ")
    assert told in answer.err
    assert answer.err.endswith("Nothing was written.\n")
    assert answer.err.count("\n") == 1
    assert importing.register.read_bytes() == before


def test_a_missing_file_and_a_folder_are_told(importing: Importing, tmp_path: Path) -> None:
    """A path without a file and a folder end with 2; a missing register ends with 3."""
    missing = importing.run("import", tmp_path / "none.csv")
    assert missing.code == 2
    assert "there is no such file" in missing.err
    folder = importing.run("import", tmp_path)
    assert folder.code == 2
    assert "it is a folder" in folder.err
    importing.register.unlink()
    assert importing.run("import", REAL).code == 3


def test_a_read_only_register_refuses_but_a_trial(importing: Importing) -> None:
    """Opened read-only a register takes nothing in and ends with 5; a trial is free."""
    assert importing.run("--read-only", "import", REAL).code == 5
    assert importing.run("--read-only", "import", REAL, "--dry-run").code == 0


def test_hostile_text_drives_no_terminal(importing: Importing) -> None:
    """What a file holds is shown with its control characters as signs."""
    path = importing.written(
        "list.csv", "Name,Web\nA\x1b]0;x\x07,y.example\nB\x9b2J,z.example\nC\u202e,w.x\n"
    )
    answer = importing.run("import", path)
    assert answer.code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(answer.out + answer.err)
    assert "Rows refused: 2" in answer.out


def test_progress_is_for_who_watches(importing: Importing) -> None:
    """A long file tells its progress on a terminal, in place, and nowhere else."""
    text = "Name\n" + "".join(f"Group {number}\n" for number in range(12_000))
    path = importing.written("long.csv", text)
    assert importing.run("import", path, "--dry-run").err == ""
    options = ("--register", importing.register)
    master, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "tuiapp", *map(str, options), "import", str(path), "--dry-run"],
        stdout=subprocess.DEVNULL,
        stderr=terminal,
    ) as program:
        os.close(terminal)
        assert program.wait(60) == 0
    told = os.read(master, 10_000).decode()
    os.close(master)
    assert told == (
        "\rRead 5,000 rows\rRead 10,000 rows"
        "\rRead 12,000 rows. Comparing them with the register.\r\n"
    )
