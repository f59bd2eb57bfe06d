"""A register in one file: what is saved, who is told, and how two people share it."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from unittest import mock

import orjson
import pytest
from filelock import FileLock
from tinydb import TinyDB

from tests.conftest import NOON
from tests.store.officers import add, opened, put
from tuiapp.domain.changes.edits import Change, Proposal
from tuiapp.domain.changes.undo import edit_to_redo, edit_to_undo, undo
from tuiapp.domain.register import partner_edits
from tuiapp.errors import (
    InputRefused,
    NotSaved,
    RegisterBusy,
    RegisterUnreadable,
)
from tuiapp.store import schema
from tuiapp.store.file_register import FileRegister, create_register
from tuiapp.store.register import Conflicted, Replaced

# A new register


def test_a_new_register_has_no_partners_and_no_history(register: FileRegister) -> None:
    """It says whose it is, who made it and when."""
    header = register.snapshot.header

    assert (header.authority, header.nation, header.demo) == ("Testborough", "england", False)
    assert (header.revision, header.saved_by, header.saved_at) == (0, "Parks officer", NOON)
    assert dict(register.snapshot.documents) == {}
    assert register.history() == ()
    assert register.why_read_only == ""


def test_a_register_is_never_made_over_a_file(register_path: Path) -> None:
    """Making a register where there is one changes nothing."""
    before = register_path.read_bytes()

    with pytest.raises(NotSaved, match="already"):
        create_register(register_path, by="Ann")

    assert register_path.read_bytes() == before


def test_a_demo_register_says_so(tmp_path: Path) -> None:
    """Made-up partners are never taken for real ones."""
    create_register(tmp_path / "demo.json", by="Ann", demo=True)

    assert opened(tmp_path / "demo.json").snapshot.header.demo


# Saving


def test_a_save_is_an_edit_of_the_log_and_the_next_revision(register: FileRegister) -> None:
    """What was proposed is stamped with an id, a time and a name, and is there when it returns."""
    saved = register.save(partner_edits.add("Kingfisher", {}))

    assert saved.edit is not None
    assert (saved.edit.label, saved.edit.by, saved.edit.at) == (
        "Added Kingfisher",
        "Parks officer",
        NOON,
    )
    assert register.history() == (saved.edit,)
    assert saved.snapshot.header.revision == 1
    assert opened(Path(register.place)).snapshot == saved.snapshot
    assert opened(Path(register.place)).history() == (saved.edit,)


def test_the_time_of_an_edit_is_to_the_second(register_path: Path) -> None:
    """An edit in memory is the edit that is read again."""
    moment = NOON + timedelta(microseconds=7)
    register = FileRegister(register_path, by="Ann", clock=lambda: moment)
    saved = register.save(partner_edits.add("Kingfisher", {}))

    assert saved.edit is not None
    assert saved.edit.at == NOON
    assert opened(register_path).history() == (saved.edit,)


def test_the_stock_library_reads_the_file(register: FileRegister, register_path: Path) -> None:
    """Anybody with TinyDB and no partnertui can read every partner and edit."""
    partner_id = add(register, "Kingfisher", framework="statutory")
    put(register, partner_id, place="Millbrook")

    with TinyDB(register_path, access_mode="r") as database:
        (partner,) = database.table("partners").all()
        first, second = database.table("edits").all()

    assert partner == {
        "id": partner_id,
        "name": "Kingfisher",
        "status": "partner",
        "framework": "statutory",
        "level": "light",
        "place": "Millbrook",
    }
    assert partner.doc_id == 1
    assert (first["label"], second["label"]) == ("Added Kingfisher", "Changed place of Kingfisher")
    assert second["changes"] == [{"record": partner_id, "path": ["place"], "after": "Millbrook"}]


def test_a_person_reads_the_file(register: FileRegister, register_path: Path) -> None:
    """The file is UTF-8, one field a line, in the model's order, and ends with a new line."""
    partner_id = add(register, "Café Trust", place="Oakham", framework="statutory", level="full")
    put(register, partner_id, kind="charity")
    text = register_path.read_text(encoding="utf-8")

    assert (
        f"""
  "partners": {{
    "1": {{
      "id": "{partner_id}",
      "name": "Café Trust",
      "status": "partner",
      "framework": "statutory",
      "kind": "charity",
      "level": "full",
      "place": "Oakham"
    }}
  }},
"""
        in text
    )
    assert text.endswith("}\n")
    assert "null" not in text


def test_a_change_of_one_field_is_a_line_of_a_comparison(
    register: FileRegister, register_path: Path
) -> None:
    """The lines of the partners that changed are those of what somebody did."""
    partner_id = add(register, "Kingfisher", place="Oakham", phone="01")
    add(register, "Heron")
    before = register_path.read_text()
    put(register, partner_id, place="Millbrook")
    after = register_path.read_text()

    def partners(text: str) -> list[str]:
        return text[: text.index('"edits"')].splitlines()[13:]

    changed = set(partners(before)) ^ set(partners(after))
    assert changed == {'      "place": "Oakham",', '      "place": "Millbrook",'}


def test_what_is_so_already_is_not_saved(register: FileRegister, register_path: Path) -> None:
    """A change of nothing writes nothing."""
    partner_id = add(register, "Kingfisher", place="Oakham")
    stale = Proposal("x", (Change(partner_id, ("place",), "Older", "Oakham"),))
    before = register_path.read_bytes()

    assert register.save(stale).edit is None
    assert register_path.read_bytes() == before


def test_the_edit_holds_what_was_really_replaced(register: FileRegister) -> None:
    """Of a proposal only what had an effect is in the log."""
    partner_id = add(register, "Kingfisher", place="Oakham")
    wanted = (
        Change(partner_id, ("place",), None, "Oakham"),
        Change(partner_id, ("phone",), None, "01"),
    )
    saved = register.save(Proposal("x", wanted))

    assert saved.edit is not None
    assert saved.edit.changes == (Change(partner_id, ("phone",), None, "01"),)


def test_what_is_no_partner_is_refused_and_nothing_is_written(
    register: FileRegister, register_path: Path
) -> None:
    """Every touched record is checked before it is saved."""
    partner_id = add(register, "Kingfisher")
    before = register_path.read_bytes()
    for change in (
        Change(partner_id, ("status",), "partner", "friend"),
        Change(partner_id, ("name",), "Kingfisher", None),
        Change(partner_id, ("id",), partner_id, "other"),
        Change("new", (), None, {"id": "other", "name": "A"}),
    ):
        with pytest.raises(InputRefused):
            register.save(Proposal("x", (change,)))

    assert register_path.read_bytes() == before
    assert register.refresh().header.revision == 1


def test_a_record_that_comes_and_goes_in_one_edit_leaves_nothing(register: FileRegister) -> None:
    """An edit may hold several changes of one record."""
    document = {"id": "a", "name": "A"}
    saved = register.save(
        Proposal("x", (Change("a", (), None, document), Change("a", (), document, None)))
    )

    assert dict(saved.snapshot.documents) == {}


NEW_ID = "0c1d2e3f-0000-4000-8000-000000000000"


def test_fields_of_a_later_version_outlive_an_edit(
    register: FileRegister, register_path: Path
) -> None:
    """An older program that edits a partner keeps what it does not know."""
    later = {
        "id": NEW_ID,
        "name": "A",
        "mood": {"x": [1, None]},
        "checklist": {"i": {"due": "soon"}},
    }
    register.save(Proposal("x", (Change(NEW_ID, (), None, later),)))
    put(register, NEW_ID, place="Oakham")

    document = opened(register_path).snapshot.documents[NEW_ID]
    assert (document["mood"], document["checklist"]) == ({"x": [1, None]}, {"i": {"due": "soon"}})


def test_a_table_of_a_later_version_outlives_an_edit(register_path: Path) -> None:
    """Tables that this version does not know are kept."""
    tables = schema.parse(register_path.read_bytes(), "x").tables
    tables["wishes"] = {"1": {"id": "w"}}
    register_path.write_bytes(schema.serialise(tables))
    add(opened(register_path), "Kingfisher")

    assert schema.parse(register_path.read_bytes(), "x").tables["wishes"] == {"1": {"id": "w"}}


def test_a_removed_partner_is_gone_and_undo_brings_it_back(register: FileRegister) -> None:
    """The log keeps the whole record that was removed."""
    partner_id = add(register, "Kingfisher", place="Oakham")
    document = register.snapshot.documents[partner_id]
    removed = register.save(partner_edits.remove(document))
    assert partner_id not in removed.snapshot.documents
    assert removed.edit is not None

    register.save(undo(removed.edit))

    assert register.snapshot.documents[partner_id] == document


def test_undo_and_redo_go_through_the_log(register: FileRegister) -> None:
    """Undo takes one's own newest edit back and redo does it again."""
    partner_id = add(register, "Kingfisher", place="Oakham")
    put(register, partner_id, place="Millbrook")

    def place() -> object:
        return register.snapshot.documents[partner_id]["place"]

    mine = edit_to_undo(register.history(), register.by)
    assert mine is not None
    register.save(undo(mine))
    assert place() == "Oakham"
    mine = edit_to_redo(register.history(), register.by)
    assert mine is not None
    register.save(undo(mine))
    assert place() == "Millbrook"


def test_a_snapshot_never_changes(register: FileRegister) -> None:
    """What was read stays as it was when somebody saves."""
    partner_id = add(register, "Kingfisher", place="Oakham")
    before = register.snapshot
    put(register, partner_id, place="Millbrook")

    assert before.documents[partner_id]["place"] == "Oakham"
    assert before.partner(partner_id).place == "Oakham"
    assert register.snapshot.partner(partner_id).place == "Millbrook"


# Two people


def test_what_somebody_else_saved_is_seen(register: FileRegister, register_path: Path) -> None:
    """A refresh reads the file again when it has moved, and only then."""
    before = register.snapshot
    assert register.refresh() is before

    partner_id = add(opened(register_path), "Kingfisher")

    assert partner_id in register.refresh().documents


def test_different_fields_both_survive(register: FileRegister, register_path: Path) -> None:
    """Two officers who change two fields of one partner lose nothing."""
    partner_id = add(register, "Kingfisher")
    other = opened(register_path)
    put(other, partner_id, phone="01")
    saved = put(register, partner_id, place="Oakham")

    document = saved.snapshot.documents[partner_id]
    assert (document["phone"], document["place"]) == ("01", "Oakham")
    assert [edit.by for edit in register.history()] == [
        "Parks officer",
        "Trees officer",
        "Parks officer",
    ]


def test_the_same_field_is_a_conflict_that_tells_who_and_writes_nothing(
    register: FileRegister, register_path: Path
) -> None:
    """The officer is told what was wanted, what is there, who did it and when."""
    partner_id = add(register, "Kingfisher", place="Oakham")
    put(opened(register_path), partner_id, place="Millbrook")
    before = register_path.read_bytes()

    with pytest.raises(Conflicted) as caught:
        put(register, partner_id, place="Larkfield", phone="01")

    (clash,) = caught.value.clashes
    assert (clash.conflict.change.before, clash.conflict.change.after) == ("Oakham", "Larkfield")
    assert (clash.conflict.current, clash.by, clash.at) == ("Millbrook", "Trees officer", NOON)
    assert (
        "place was changed to 'Millbrook' by Trees officer at 12:00 UTC on 2026-11-22"
        in caught.value.message
    )
    assert register_path.read_bytes() == before
    assert register.snapshot.documents[partner_id]["place"] == "Millbrook"


def test_a_change_of_what_somebody_removed_is_a_conflict(
    register: FileRegister, register_path: Path
) -> None:
    """A removed partner is not brought back by an edit of one of its fields."""
    partner_id = add(register, "Kingfisher")
    proposal = partner_edits.set_fields(
        register.snapshot.documents[partner_id], {"place": "Oakham"}
    )
    other = opened(register_path)
    other.save(partner_edits.remove(other.snapshot.documents[partner_id]))

    with pytest.raises(Conflicted, match="place was removed by Trees officer"):
        register.save(proposal)


def test_removing_what_somebody_changed_is_a_conflict(
    register: FileRegister, register_path: Path
) -> None:
    """A removal takes only what its author saw."""
    partner_id = add(register, "Kingfisher")
    proposal = partner_edits.remove(register.snapshot.documents[partner_id])
    put(opened(register_path), partner_id, phone="01")

    with pytest.raises(Conflicted, match="the partner was changed by Trees officer"):
        register.save(proposal)


def test_many_conflicts_are_told_in_short(register: FileRegister, register_path: Path) -> None:
    """Three are named and the others counted, and all are there to look at."""
    partner_id = add(register, "Kingfisher")
    fields = ("email", "phone", "place", "postcode", "service")
    values = dict.fromkeys(fields, "a@b.example")
    put(opened(register_path), partner_id, **values)

    with pytest.raises(Conflicted, match="; and 2 more") as caught:
        put(register, partner_id, **dict.fromkeys(fields, "c@d.example"))

    assert len(caught.value.clashes) == 5


WRITER = """
import sys
from pathlib import Path
from tuiapp.domain.register import partner_edits
from tuiapp.store.file_register import FileRegister

path, who = Path(sys.argv[1]), sys.argv[2]
register = FileRegister(path, by=who)
print("ready", flush=True)
sys.stdin.readline()
for number in range(50):
    name = f"{who} {number}"
    register.save(partner_edits.add(name, {}))
"""


def test_two_programs_saving_at_once_lose_nothing(register_path: Path) -> None:
    """Two programs save 50 times each on one file, back to back, and every save is there."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, register_path, who],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for who in ("Ann", "Bob")
    ]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0

    register = opened(register_path)
    names = {document["name"] for document in register.snapshot.documents.values()}
    assert names == {f"{who} {number}" for who in ("Ann", "Bob") for number in range(50)}
    assert register.snapshot.header.revision == len(register.history()) == 100
    assert register.why_read_only == ""


def test_a_register_that_somebody_holds_is_busy(
    register: FileRegister, register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who cannot get the lock is told who saved last and when; nothing is written."""
    monkeypatch.setattr("tuiapp.store.lock.LOCK_SECONDS", 0.01)
    before = register_path.read_bytes()

    with (
        FileLock(f"{register_path}.lock"),
        pytest.raises(RegisterBusy, match="Parks officer saved last, at 12:00 UTC"),
    ):
        add(register, "Kingfisher")

    assert register_path.read_bytes() == before
    add(register, "Kingfisher")


# The file's place


def test_a_link_to_a_register_is_kept(register_path: Path, tmp_path: Path) -> None:
    """A register behind a symbolic link is saved where it is, and the link stays."""
    link = tmp_path / "elsewhere" / "link.json"
    link.parent.mkdir()
    link.symlink_to(register_path)
    register = opened(link)
    partner_id = add(register, "Kingfisher")

    assert link.is_symlink()
    assert partner_id in opened(register_path).snapshot.documents
    assert [entry.name for entry in link.parent.iterdir()] == ["link.json"]
    assert register.place == str(link)


def test_a_save_leaves_the_register_its_backups_and_its_lock(
    register: FileRegister, register_path: Path
) -> None:
    """Beside the register there are its backups and the lock; all as private as it is."""
    add(register, "Kingfisher")

    names = sorted(entry.name for entry in register_path.parent.iterdir())
    assert names == ["register.json", "register.json.backups", "register.json.lock"]
    for path in [
        register_path,
        *register_path.parent.rglob("*.json"),
        *register_path.parent.glob("*.lock"),
    ]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 + 0o100 * path.is_dir()


def test_a_save_that_the_disk_refuses_is_not_in_memory_either(
    register: FileRegister, register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown is what is saved, and the next save works."""
    before = register_path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(NotSaved, match="No space left on device"):
            add(register, "Kingfisher")

    assert register_path.read_bytes() == before
    assert dict(register.snapshot.documents) == {}
    add(register, "Kingfisher")
    assert register.snapshot.header.revision == 1


# Read-only and changed outside


def test_a_register_opened_read_only_is_never_written(register_path: Path) -> None:
    """Who only looks cannot change anything by mistake."""
    register = opened(register_path, read_only=True)
    before = register_path.read_bytes()

    assert register.why_read_only == "opened read-only"
    with pytest.raises(NotSaved, match="opened read-only"):
        add(register, "Kingfisher")
    assert register_path.read_bytes() == before


def test_a_register_changed_outside_is_shown_and_not_written(
    register: FileRegister, register_path: Path
) -> None:
    """A hand edit is seen, and nothing is saved over it until somebody looked."""
    add(register, "Kingfisher")
    changed = register_path.read_bytes().replace(b"Kingfisher", b"King Fisher")
    register_path.write_bytes(changed)

    other = opened(register_path)
    assert other.why_read_only == "changed outside partnertui"
    assert [doc["name"] for doc in other.snapshot.documents.values()] == ["King Fisher"]
    for each in (other, register):
        with pytest.raises(NotSaved, match="not as partnertui saved it") as caught:
            add(each, "Heron")
        assert caught.value.exit_code == 5
    assert register_path.read_bytes() == changed


def test_every_flipped_bit_of_a_register_is_noticed(
    register: FileRegister, register_path: Path
) -> None:
    """Whichever byte of a file goes wrong, it is no register or cannot be written."""
    add(register, "Kingfisher")
    sound = register_path.read_bytes()
    unnoticed = []

    for place in range(len(sound)):
        for bit in (0x01, 0x20, 0x80):
            data = bytearray(sound)
            data[place] ^= bit
            register_path.write_bytes(data)
            try:
                found = opened(register_path)
            except RegisterUnreadable:
                continue
            if not found.why_read_only:
                unnoticed.append((place, bit))

    assert unnoticed == []


@pytest.mark.parametrize("cut", [1, 2, 100])
def test_a_register_that_lost_its_end_is_noticed(
    register: FileRegister, register_path: Path, cut: int
) -> None:
    """A file cut short is no register, or one that cannot be written."""
    add(register, "Kingfisher")
    register_path.write_bytes(register_path.read_bytes()[:-cut])

    with suppress(RegisterUnreadable):
        assert opened(register_path).why_read_only


def write_nothing(path: Path) -> None:
    """Leave the path as it is: there is no file."""


NO_REGISTERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (write_nothing, r"There is no file .*register\.json"),
    "folder": (lambda path: path.mkdir(), r"register\.json is not a file"),
    "empty": (lambda path: path.write_bytes(b""), "it is empty"),
    "a letter": (lambda path: path.write_text("Dear sir"), "does not begin as a register does"),
    "other JSON": (lambda path: path.write_text('{"a": 1}'), "not a partnertui register"),
    "newer": (
        lambda path: path.write_text('{"register": {"1": {"format": 2}}}'),
        "has format 2; this partnertui writes format 1",
    ),
}


@pytest.mark.parametrize("kind", NO_REGISTERS)
def test_what_is_no_register_is_told_and_left_alone(tmp_path: Path, kind: str) -> None:
    """Looking at anything else says what it is, and changes and creates nothing."""
    path = tmp_path / "register.json"
    make, words = NO_REGISTERS[kind]
    make(path)
    before = [(e.name, e.is_file() and e.read_bytes()) for e in tmp_path.iterdir()]

    with pytest.raises(RegisterUnreadable) as caught:
        opened(path)

    assert re.search(words, caught.value.message)
    assert caught.value.hint
    assert [(e.name, e.is_file() and e.read_bytes()) for e in tmp_path.iterdir()] == before


def test_a_register_that_goes_away_is_told(register: FileRegister, register_path: Path) -> None:
    """A register that is deleted while it is open is not made anew by a save."""
    register_path.unlink()

    with pytest.raises(NotSaved, match="is not there any more"):
        add(register, "Kingfisher")
    with pytest.raises(RegisterUnreadable):
        register.refresh()
    assert not register_path.exists()


def test_one_record_that_is_no_partner_blocks_nobody(register_path: Path) -> None:
    """A damaged record is kept as it is, and the others are read and saved."""
    tables = schema.parse(register_path.read_bytes(), "x").tables
    odd = {"id": "odd", "status": "friend", "checklist": "none"}
    tables["partners"] = {"7": odd}
    register_path.write_bytes(schema.serialise(tables))
    register = opened(register_path)
    partner_id = add(register, "Kingfisher")

    assert register.snapshot.documents["odd"] == odd
    assert register.snapshot.partner(partner_id).name == "Kingfisher"
    with pytest.raises(InputRefused):
        register.save(Proposal("x", (Change("odd", ("place",), None, "Oakham"),)))


def test_the_file_follows_the_order_of_the_log(register: FileRegister, register_path: Path) -> None:
    """Edits are numbered by the revision that they made."""
    for number in range(11):
        add(register, f"P{number}")
    tables = orjson.loads(register_path.read_bytes())

    assert list(tables["edits"]) == [str(number) for number in range(1, 12)]
    assert [edit.label for edit in opened(register_path).history()][-1] == "Added P10"
    assert opened(register_path).snapshot.header.saved_at == datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_an_undo_of_what_is_put_back_already_makes_way_for_the_next(register_path: Path) -> None:
    """Where a colleague put the old value back, undo counts, and the one before comes next."""
    ann = FileRegister(register_path, by="Ann", clock=lambda: NOON)
    partner_id = add(ann, "Kingfisher", place="Millbrook")
    put(ann, partner_id, place="Oakham")
    put(opened(register_path, by="Bob"), partner_id, place="Millbrook")
    ann.refresh()
    mine = edit_to_undo(ann.history(), "Ann")
    assert mine is not None

    ann.save(undo(mine))

    following = edit_to_undo(ann.history(), "Ann")
    assert following is not None
    assert following.label == "Added Kingfisher"


def test_what_was_read_ahead_is_what_refresh_shows(register_path: Path) -> None:
    """Read in a thread before anybody asks, another's save is there at once, and read once."""
    ours, theirs = opened(register_path), opened(register_path)
    oak, elm = add(theirs, "Oak"), add(theirs, "Elm")
    ours.refresh()
    before = ours.snapshot.documents
    put(theirs, oak, place="Millbrook")
    assert ours.has_moved

    thread = Thread(target=ours.read_ahead)
    thread.start()
    thread.join()
    assert ours.snapshot.documents is before
    with mock.patch.object(schema, "parse", side_effect=AssertionError("read again")):
        after = ours.refresh().documents

    assert after[oak]["place"] == "Millbrook"
    assert after[elm] is before[elm]
    assert not ours.has_moved


def test_what_was_read_ahead_too_early_is_read_again(register_path: Path) -> None:
    """A save that came after the reading counts."""
    ours, theirs = opened(register_path), opened(register_path)
    oak = add(theirs, "Oak")
    ours.read_ahead()
    put(theirs, oak, place="Millbrook")

    assert ours.refresh().documents[oak]["place"] == "Millbrook"


def test_a_version_that_comes_back_is_shown_as_it_was(register_path: Path) -> None:
    """What is known of a version by its bytes never stands in for another version."""
    register = opened(register_path)
    oak = add(register, "Oak", place="Oakham")
    register.refresh()
    was = register_path.read_bytes()
    register = opened(register_path)
    put(register, oak, place="Millbrook")
    register_path.write_bytes(was)

    with pytest.raises(Replaced):
        register.refresh()
    assert register.snapshot.documents[oak]["place"] == "Oakham"
