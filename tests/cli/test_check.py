"""check, backup and restore, as an officer or a script runs them."""

from __future__ import annotations

import shlex
from pathlib import Path

import orjson
import pytest

from tests.conftest import Run
from tests.hostile import put_partner
from tuiapp.domain.register import partner_edits
from tuiapp.store import schema
from tuiapp.store.file_register import FileRegister


@pytest.fixture
def kept(register: FileRegister, register_path: Path) -> Path:
    """Return the path of a register with two partners, added one after the other."""
    for name in ("Heron Trust", "Oak Friends"):
        register.save(partner_edits.add(name, {"place": "Millbrook"}))
    return register_path


def changed_by_hand(path: Path) -> bytes:
    """Change a place in the file with an editor; return what the file then holds."""
    text = path.read_text().replace('"place": "Millbrook"', '"place": "Oakham"', 1)
    path.write_text(text)
    return path.read_bytes()


def test_a_sound_register_is_said_to_be(run_in_process: Run, kept: Path) -> None:
    """Check tells what there is and that nothing is wrong, and ends with 0."""
    answer = run_in_process("--register", kept, "check")

    assert answer.code == 0
    assert "Partners: 2" in answer.out
    assert "Saved: 2 times, last at 22 November 2026 12:00 by Parks officer" in answer.out
    assert "Nothing is wrong." in answer.out


def test_check_answers_scripts(run_in_process: Run, kept: Path) -> None:
    """In JSON every problem has a kind and a message."""
    kept.chmod(0o644)
    answer = run_in_process("--register", kept, "check", "--json")

    assert answer.code == 1
    assert answer.json["sound"] is False
    assert (answer.json["revision"], answer.json["partners"], answer.json["edits"]) == (2, 2, 2)
    (problem,) = answer.json["problems"]
    assert problem["kind"] == "place"
    assert "chmod o-rw" in problem["message"]


def test_a_hand_edit_is_shown_and_then_accepted(run_in_process: Run, kept: Path) -> None:
    """Until it is accepted nothing is written; after that it is in the history."""
    changed = changed_by_hand(kept)

    seen = run_in_process("--register", kept, "check")
    assert seen.code == 1
    assert "Heron Trust: Place: from 'Millbrook' to 'Oakham'" in seen.out
    assert " check --accept" in seen.out
    refused = run_in_process("--register", kept, "add", "Otter", "--framework", "not-for-profit")
    assert refused.code == 5
    assert " check" in refused.err
    assert kept.read_bytes() == changed

    accepted = run_in_process("--register", kept, "check", "--accept")
    assert accepted.code == 0
    assert "Accepted 1 change made outside partnertui. Saved." in accepted.out
    assert "Accepted 1 change" in run_in_process("--register", kept, "history").out
    assert run_in_process("--register", kept, "undo").code == 0
    assert "Place: Millbrook" in run_in_process("--register", kept, "show", "Heron Trust").out


def test_accepting_where_nothing_was_changed_changes_nothing(
    run_in_process: Run, kept: Path
) -> None:
    """A second acceptance says that there is nothing to accept."""
    before = kept.read_bytes()
    answer = run_in_process("--register", kept, "check", "--accept")

    assert (answer.code, answer.out.splitlines()[0]) == (0, "Nothing to accept.")
    assert kept.read_bytes() == before


def test_every_partner_is_checked(run_in_process: Run, kept: Path) -> None:
    """A partner that cannot be read is named with its reason, and blocks nobody."""
    put_partner(kept, {"name": "Odd Body", "status": "friend"})

    answer = run_in_process("--register", kept, "check")

    assert answer.code == 1
    assert "Problem: Odd Body (00000000-0000-4000-8000-000000000001)" in answer.out
    added = run_in_process("--register", kept, "add", "Otter", "--framework", "not-for-profit")
    assert added.code == 0


def test_a_damaged_register_ends_with_3_and_names_its_backup(
    run_in_process: Run, kept: Path
) -> None:
    """Every command says what is wrong and which backup there is, in one line."""
    kept.write_bytes(kept.read_bytes()[:100])

    for command in (["check"], ["list"], ["history"], ["undo"]):
        answer = run_in_process("--register", kept, *command)
        assert answer.code == 3
        assert answer.err.count("\n") == 1
        assert " restore 000002-20261122T120000Z" in answer.err


def test_a_damaged_register_is_brought_back(run_partnertui: Run, kept: Path) -> None:
    """First what would be done is told and nothing is changed; with --accept it is done."""
    damaged = kept.read_bytes()[:-50]
    kept.write_bytes(damaged)

    preview = run_partnertui("--register", kept, "restore", "1")
    assert preview.code == 0
    assert "It lacks: Added Oak Friends, by Parks officer" in preview.out
    assert "Nothing was changed." in preview.out
    assert kept.read_bytes() == damaged

    done = run_partnertui("--register", kept, "restore", "2", "--accept")
    assert done.code == 0
    (aside,) = kept.parent.glob("register.json.damaged-*")
    assert aside.read_bytes() == damaged
    assert str(aside) in done.out
    names = [found["name"] for found in run_partnertui("--register", kept, "list", "--json").json]
    assert names == ["Heron Trust", "Oak Friends"]
    note = run_partnertui("--register", kept, "history", "--json").json[0]
    refused = run_partnertui("--register", kept, "undo", note["id"])
    assert (refused.code, "changed no field" in refused.err) == (2, True)


def test_a_sound_register_goes_back_by_an_edit(run_in_process: Run, kept: Path) -> None:
    """Going back shows every change, is in the history and can be undone."""
    before = kept.read_bytes()
    preview = run_in_process("--register", kept, "restore", "1")
    assert "- Oak Friends: The whole record: taken away" in preview.out
    assert kept.read_bytes() == before

    done = run_in_process("--register", kept, "restore", "1", "--accept")
    assert "Restored the register as it was on 22 November 2026 (revision 1). Saved" in done.out
    assert len(run_in_process("--register", kept, "list", "--json").json) == 1
    assert not list(kept.parent.glob("*.damaged-*"))
    run_in_process("--register", kept, "undo")
    assert len(run_in_process("--register", kept, "list", "--json").json) == 2


def test_going_back_to_what_is_there_changes_nothing(run_in_process: Run, kept: Path) -> None:
    """The newest backup of a sound register is the register."""
    before = kept.read_bytes()

    assert "Nothing: the register is as it was then." in (
        run_in_process("--register", kept, "restore", "2").out
    )
    assert run_in_process("--register", kept, "restore", "2", "--accept").code == 0
    assert kept.read_bytes() == before


def test_a_register_that_is_gone_is_brought_back(run_in_process: Run, kept: Path) -> None:
    """A file that somebody deleted comes back from its backups."""
    kept.unlink()
    missing = run_in_process("--register", kept, "list")
    assert (missing.code, "There is no file" in missing.err) == (3, True)
    assert " restore 000002" in missing.err

    assert run_in_process("--register", kept, "restore", "2", "--accept").code == 0
    assert len(run_in_process("--register", kept, "list", "--json").json) == 2


def test_backups_are_listed_newest_first(run_in_process: Run, kept: Path) -> None:
    """Each has a name, when and by whom it was saved, and whether it is sound."""
    folder = kept.with_name("register.json.backups")
    (folder / "000001-20261122T120000Z.json").write_bytes(b"")
    rows = run_in_process("--register", kept, "restore", "--json").json

    assert [row["name"] for row in rows] == [
        *("000002-20261122T120000Z", "000001-20261122T120000Z", "000000-20261122T120000Z")
    ]
    assert [row["sound"] for row in rows] == [True, False, True]
    assert rows[0]["partners"] == 2
    assert rows[0]["saved_by"] == "Parks officer"
    assert "Sound: no: " in run_in_process("--register", kept, "restore").out


def test_a_register_without_backups_says_so(run_in_process: Run, register_path: Path) -> None:
    """A register that was never saved has nothing to go back to."""
    answer = run_in_process("--register", register_path, "restore")

    assert (answer.code, "There are no backups in" in answer.out) == (0, True)


def test_an_unknown_backup_is_told(run_in_process: Run, kept: Path) -> None:
    """A name that is none ends with 2 and says how to see them."""
    answer = run_in_process("--register", kept, "restore", "yesterday")

    assert answer.code == 2
    assert answer.err.endswith(f"See their names with: partnertui --register {kept} restore\n")


def test_a_copy_is_kept_on_request(run_in_process: Run, kept: Path) -> None:
    """Backup says where the copy is, and it is the register byte for byte."""
    answer = run_in_process("--register", kept, "backup")

    (copy,) = kept.with_name("register.json.backups").glob("*-kept.json")
    assert f"Kept a copy: {copy}" in answer.out
    assert copy.read_bytes() == kept.read_bytes()


def test_read_only_restores_nothing(run_in_process: Run, kept: Path) -> None:
    """With --read-only neither a damaged nor a sound register is changed."""
    for data in (kept.read_bytes(), kept.read_bytes()[:-50]):
        kept.write_bytes(data)
        answer = run_in_process("--read-only", "--register", kept, "restore", "1", "--accept")
        assert answer.code == 5
        assert kept.read_bytes() == data


def test_a_newer_register_is_looked_at_and_left_alone(run_in_process: Run, kept: Path) -> None:
    """Reading works, check says why it is read-only, and a save ends with 3."""
    newer = orjson.loads(kept.read_bytes())
    newer["register"]["1"]["format"] = 9
    kept.write_bytes(orjson.dumps(newer))
    before = kept.read_bytes()

    assert len(run_in_process("--register", kept, "list", "--json").json) == 2
    check = run_in_process("--register", kept, "check")
    assert (check.code, "format 9, newer than this partnertui" in check.out) == (1, True)
    saved = run_in_process("--register", kept, "set", "Heron Trust", "place=Oakham")
    assert (saved.code, "format 9" in saved.err) == (3, True)
    assert kept.read_bytes() == before


def test_edits_that_left_the_file_are_still_told_and_undone(
    run_in_process: Run, kept: Path
) -> None:
    """History --all reads the archive too, and undo finds what is in it."""
    tables = orjson.loads(kept.read_bytes())
    tables["register"]["1"]["policy"] = {"log_limit": 10}
    kept.write_bytes(orjson.dumps(tables))
    run_in_process("--register", kept, "check", "--accept")
    register = FileRegister(kept, by="Parks officer")
    for number in range(12):
        register.save(partner_edits.add(f"P{number}", {}))

    near = run_in_process("--register", kept, "history").out
    assert "Added Heron Trust" not in near
    assert f"older edits: partnertui --register {kept} history --all" in near
    told = run_in_process("--register", kept, "history", "--all").out
    assert "Added Heron Trust" in told
    line = next(line for line in told.splitlines() if "Added Heron Trust" in line)
    undone = run_in_process("--register", kept, "undo", line.split("[")[1].rstrip("]"))
    assert (undone.code, "Undid: Added Heron Trust" in undone.out) == (0, True)


def test_what_going_back_takes_away_is_named_before_it_goes(
    run_in_process: Run, kept: Path
) -> None:
    """Preview and acceptance tell who saved what since the backup, when, and how many edits."""
    FileRegister(kept, by="Ann").save(partner_edits.add("Vole Trust", {}))

    for answer in (
        run_in_process("--register", kept, "restore", "1"),
        run_in_process("--register", kept, "restore", "1", "--accept"),
    ):
        lines = answer.out.splitlines()
        assert answer.code == 0
        (heading,) = [line for line in lines if "back 2 edits saved since:" in line]
        vole, oak = lines[lines.index(heading) + 1 :][:2]
        assert ", Ann: Added Vole Trust [" in vole
        assert ", Parks officer: Added Oak Friends [" in oak
    done = next(line for line in lines if line.startswith("Restored the register"))
    assert lines.index(done) > lines.index(oak)


def test_only_what_was_shown_is_taken_back(run_in_process: Run, kept: Path) -> None:
    """With the revision of the preview, an edit saved since then refuses the restore."""
    preview = run_in_process("--register", kept, "restore", "1")
    command = preview.out.splitlines()[-1].rpartition(f" --register {kept} ")[2].split()
    assert command == ["restore", "000001-20261122T120000Z", "--accept", "--if-revision", "2"]
    FileRegister(kept, by="Ann").save(partner_edits.add("Vole Trust", {}))
    before = kept.read_bytes()

    refused = run_in_process("--register", kept, *command)
    assert refused.code == 5
    assert "at revision 3 and no longer at 2: Ann saved last" in refused.err
    assert kept.read_bytes() == before

    assert run_in_process("--register", kept, *command[:-1], "3").code == 0


def test_scripts_read_what_going_back_takes_away(run_in_process: Run, kept: Path) -> None:
    """In JSON the preview holds the revision and the edits saved since the backup."""
    answer = run_in_process("--register", kept, "restore", "1", "--json").json

    assert answer["revision"] == 2
    assert [edit["label"] for edit in answer["takes_back"]] == ["Added Oak Friends"]
    assert answer["takes_back"][0]["by"] == "Parks officer"


def test_edits_that_left_the_file_are_named_too(run_in_process: Run, register_path: Path) -> None:
    """An edit saved since the backup is named when it is in the history folder by now."""
    tables = orjson.loads(register_path.read_bytes())
    tables["register"]["1"]["policy"] = {"log_limit": 10}
    register_path.write_bytes(schema.serialise(tables))
    for number in range(24):
        FileRegister(register_path, by="Ann").save(partner_edits.add(f"Friends {number}", {}))
        if number == 0:
            copy = FileRegister(register_path, by="Ann").keep_copy()

    answer = run_in_process("--register", register_path, "restore", copy.stem, "--json").json
    assert [edit["label"] for edit in answer["takes_back"]] == [
        f"Added Friends {number}" for number in range(1, 24)
    ]


def test_a_hint_names_the_register_and_the_person_of_the_command(
    run_in_process: Run, kept: Path
) -> None:
    """A command that is told to be typed next works as it stands, whatever the path holds."""
    path = kept.rename(kept.with_name("our parks' register.json"))
    command = f"partnertui --register {shlex.quote(str(path))} --as 'Parks officer'"
    for args, next_step in (("undo", "redo"), ("redo", "undo"), ("backup", "restore NAME")):
        answer = run_in_process("--register", path, "--as", "Parks officer", args)
        assert f" with: {command} {next_step}\n" in answer.out
    refused = run_in_process("--register", path, "undo", "zzz")
    assert f"partnertui --register {shlex.quote(str(path))} history" in refused.err
