"""What a register finds in its file: another format, a hand edit, another version, damage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.store.officers import add, opened
from tuiapp.domain.changes.edits import Change, Proposal
from tuiapp.domain.changes.undo import undo
from tuiapp.errors import (
    InputRefused,
    NotSaved,
    RegisterDamaged,
    RegisterUnreadable,
)
from tuiapp.store import backups, schema
from tuiapp.store.file_register import FileRegister, create_register
from tuiapp.store.register import Replaced

# Newer and older formats


def test_a_register_of_a_newer_format_is_shown_and_not_written(
    register: FileRegister, register_path: Path
) -> None:
    """A later version's register can be looked at; a save is refused and names the format."""
    add(register, "Kingfisher")
    newer = register_path.read_bytes().replace(b'"format": 1', b'"format": 2')
    register_path.write_bytes(newer)

    later = opened(register_path)

    assert [doc["name"] for doc in later.snapshot.documents.values()] == ["Kingfisher"]
    assert later.why_read_only == "format 2, newer than this partnertui"
    with pytest.raises(RegisterUnreadable, match="has format 2; this partnertui writes format 1"):
        add(later, "Heron")
    with pytest.raises(RegisterUnreadable):
        later.accept_outside()
    assert register_path.read_bytes() == newer


def test_a_register_of_an_older_format_is_upgraded_by_its_first_save(
    register: FileRegister, register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read as it is, written anew by a save, and its old form is kept for ever."""

    def upgrade(tables: schema.Tables) -> schema.Tables:
        partners = tables.pop("bodies")
        return {**tables, "partners": partners}

    monkeypatch.setitem(schema.UPGRADES, 0, upgrade)
    add(register, "Kingfisher")
    tables = orjson.loads(register_path.read_bytes())
    tables["bodies"] = tables.pop("partners")
    tables["register"]["1"]["format"] = 0
    older = schema.serialise(tables)
    register_path.write_bytes(older)

    found = opened(register_path)
    assert [doc["name"] for doc in found.snapshot.documents.values()] == ["Kingfisher"]
    assert register_path.read_bytes() == older
    add(found, "Heron")

    assert orjson.loads(register_path.read_bytes())["register"]["1"]["format"] == schema.FORMAT
    names = [doc["name"] for doc in opened(register_path).snapshot.documents.values()]
    assert names == ["Kingfisher", "Heron"]
    (kept,) = [b for b in backups.list_backups(register_path) if b.word]
    assert kept.word == "format-0"
    assert kept.path.read_bytes() == older


# Changed outside, and accepted


def test_what_was_changed_outside_is_told_field_by_field(
    register: FileRegister, register_path: Path
) -> None:
    """A hand edit is compared with the copy of the save that it changed."""
    partner_id = add(register, "Kingfisher", place="Millbrook")
    by_hand(register_path, lambda tables: tables["partners"]["1"].update(place="Oakham"))

    outside = opened(register_path).changed_outside()

    assert outside is not None
    assert outside.changes == (Change(partner_id, ("place",), "Millbrook", "Oakham"),)
    assert outside.is_exact
    assert not outside.log_differs


def by_hand(path: Path, change: Callable[[Any], object]) -> None:
    """Change a register file as somebody with an editor does."""
    tables = orjson.loads(path.read_bytes())
    change(tables)
    path.write_bytes(orjson.dumps(tables, option=orjson.OPT_INDENT_2))


def test_what_was_changed_outside_becomes_an_edit(
    register: FileRegister, register_path: Path
) -> None:
    """Accepted, a hand edit is in the log like any other, and can be undone."""
    partner_id = add(register, "Kingfisher", place="Millbrook")
    by_hand(register_path, lambda tables: tables["partners"]["1"].update(place="Oakham"))
    found = opened(register_path)

    saved = found.accept_outside()

    assert saved.edit is not None
    assert saved.edit.label == "Accepted 1 change made outside partnertui"
    assert not found.why_read_only
    assert opened(register_path).why_read_only == ""
    found.save(undo(saved.edit))
    assert found.snapshot.documents[partner_id]["place"] == "Millbrook"


def test_the_log_cannot_be_changed_by_hand(register: FileRegister, register_path: Path) -> None:
    """Accepting keeps the log and the register's own numbers as they were saved."""
    add(register, "Kingfisher")
    add(register, "Heron")

    def forge(tables: Any) -> None:
        tables["edits"]["2"]["by"] = "Somebody else"
        tables["register"]["1"].update(saved_by="Nobody", authority="Otherborough")

    by_hand(register_path, forge)
    found = opened(register_path)
    outside = found.changed_outside()
    assert outside is not None
    assert outside.log_differs
    found.accept_outside()

    assert [edit.by for edit in found.history()] == [
        "Parks officer",
        "Parks officer",
        "Trees officer",
    ]
    assert found.snapshot.header.authority == "Otherborough"
    assert found.history()[-1].changes == (
        Change("register", ("authority",), "Testborough", "Otherborough"),
    )


def test_a_partner_that_a_hand_made_unreadable_is_accepted_as_it_stands(
    register: FileRegister, register_path: Path
) -> None:
    """One bad record does not keep the register read-only; it stays as stored, with its reason."""
    partner_id = add(register, "Kingfisher")
    by_hand(
        register_path, lambda tables: tables["partners"]["1"].update({"My own": 1, "status": "x"})
    )
    found = opened(register_path)
    found.accept_outside()

    assert opened(register_path).why_read_only == ""
    assert found.snapshot.documents[partner_id]["My own"] == 1
    with pytest.raises(RegisterUnreadable):
        found.snapshot.partner(partner_id)
    add(found, "Heron")


def test_a_file_without_backups_is_accepted_as_it_is(register_path: Path) -> None:
    """Where nothing tells what it was before, the log says just that."""
    by_hand(register_path, lambda tables: None)
    found = opened(register_path)
    saved = found.accept_outside()

    assert saved.edit is not None
    assert saved.edit.label == "Accepted the file as it was, changed outside partnertui"
    assert saved.edit.changes == ()
    assert found.accept_outside().edit is None


def test_a_register_opened_read_only_accepts_nothing(
    register: FileRegister, register_path: Path
) -> None:
    """Looking is looking, whatever the file is like."""
    add(register, "Kingfisher")
    by_hand(register_path, lambda tables: None)
    before = register_path.read_bytes()

    with pytest.raises(NotSaved, match="opened read-only"):
        opened(register_path, read_only=True).accept_outside()
    assert register_path.read_bytes() == before


# Replaced underneath


def test_a_register_put_back_to_an_older_version_is_told_before_anything_is_saved(
    register: FileRegister, register_path: Path
) -> None:
    """The first save after it is refused and says so; the next goes on from what is there now."""
    add(register, "Kingfisher")
    older = register_path.read_bytes()
    add(register, "Heron")
    put_in_place(register_path, older)

    with pytest.raises(Replaced, match="as Parks officer saved it, revision 1") as caught:
        add(register, "Otter")

    assert caught.value.exit_code == 5
    assert register_path.read_bytes() == older
    assert [doc["name"] for doc in register.snapshot.documents.values()] == ["Kingfisher"]
    add(register, "Otter")
    assert register.snapshot.header.revision == 2


def put_in_place(path: Path, data: bytes) -> None:
    """Put another file in the place of a register, as a copy or a synchronised folder does."""
    other = path.with_name("other")
    other.write_bytes(data)
    other.replace(path)


def test_a_version_that_went_another_way_is_told(
    register: FileRegister, register_path: Path
) -> None:
    """A copy that somebody else saved further does not go on from ours, and that is noticed."""
    fork = register_path.read_bytes()
    add(register, "Kingfisher")
    here = register_path.read_bytes()
    put_in_place(register_path, fork)
    for name in ("Heron", "Otter"):
        add(opened(register_path), name)
    theirs = register_path.read_bytes()
    put_in_place(register_path, here)
    register.refresh()
    put_in_place(register_path, theirs)

    with pytest.raises(Replaced):
        register.refresh()
    assert len(register.refresh().documents) == 2


def test_another_register_is_never_taken_for_this_one(
    register: FileRegister, register_path: Path, tmp_path: Path
) -> None:
    """A register put in the place of another is not shown, and nothing is saved into it."""
    add(register, "Kingfisher")
    create_register(tmp_path / "new.json", by="Trees officer")
    put_in_place(register_path, (tmp_path / "new.json").read_bytes())
    before = register_path.read_bytes()

    for _ in range(2):
        with pytest.raises(RegisterUnreadable, match="Another register was put in the place"):
            register.refresh()
    with pytest.raises(RegisterUnreadable):
        add(register, "Heron")
    assert [doc["name"] for doc in register.snapshot.documents.values()] == ["Kingfisher"]
    assert register_path.read_bytes() == before


def test_a_register_that_is_damaged_while_it_is_open_is_told_until_it_is_back(
    register: FileRegister, register_path: Path
) -> None:
    """What was read last stays on show, and nothing is written over the damage."""
    add(register, "Kingfisher")
    sound = register_path.read_bytes()
    register_path.write_bytes(sound[:50])

    for _ in range(2):
        with pytest.raises(RegisterDamaged):
            register.refresh()
    with pytest.raises(RegisterDamaged):
        add(register, "Heron")
    assert len(register.snapshot.documents) == 1
    assert register_path.read_bytes() == sound[:50]
    register_path.write_bytes(sound)
    assert len(register.refresh().documents) == 1
    add(register, "Heron")


# The register's own record


def test_the_registers_own_record_changes_by_an_edit(register: FileRegister) -> None:
    """The council's name is changed, logged and undone like a field of a partner."""
    change = Change("register", ("authority",), "Testborough", "Newborough")
    saved = register.save(Proposal("Renamed the council", (change,)))
    assert register.snapshot.header.authority == "Newborough"

    assert saved.edit is not None
    register.save(undo(saved.edit))
    assert register.snapshot.header.authority == "Testborough"


@pytest.mark.parametrize(
    ("path", "value"), [(("authority",), "New\x1bborough"), (("nation",), "atlantis")]
)
def test_the_registers_own_record_is_checked(
    register: FileRegister, register_path: Path, path: tuple[str, ...], value: str
) -> None:
    """What could not be shown, or is no nation, is refused and nothing is written."""
    before = register_path.read_bytes()
    current = {"authority": "Testborough", "nation": "england"}[path[0]]

    with pytest.raises(InputRefused):
        register.save(Proposal("x", (Change("register", path, current, value),)))
    assert register_path.read_bytes() == before
