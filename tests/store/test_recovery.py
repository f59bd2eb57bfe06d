"""A register that is damaged or gone is brought back, and nothing of it is thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOON
from tuiapp.domain.register import partner_edits
from tuiapp.errors import NotSaved, RegisterDamaged, RegisterUnreadable
from tuiapp.store import backups, recovery, storage
from tuiapp.store.file_register import FileRegister


def opened(path: Path) -> FileRegister:
    """Return the register, opened by the parks officer."""
    return FileRegister(path, by="Parks officer", clock=lambda: NOON)


@pytest.fixture
def kept(register: FileRegister, register_path: Path) -> Path:
    """Return the path of a register with three partners."""
    for name in ("Heron", "Kingfisher", "Otter"):
        register.save(partner_edits.add(name, {}))
    return register_path


def names(register: FileRegister) -> list[str]:
    """Return the names of a register's partners."""
    return [str(document["name"]) for document in register.snapshot.documents.values()]


def put_back(path: Path, revision: str) -> Path | None:
    """Bring a backup back."""
    backup = backups.find_backup(path, revision)
    seen = storage.stamp_of(path)
    return recovery.put_back(path, backup, by="Parks officer", clock=lambda: NOON, seen=seen)


def test_a_file_that_changed_since_it_was_looked_at_is_left(kept: Path) -> None:
    """Who was asked about a damaged file does not replace what a colleague brought back."""
    sound = kept.read_bytes()
    kept.write_bytes(sound[:-40])
    seen = storage.stamp_of(kept)
    put_back(kept, "3")
    opened(kept).save(partner_edits.add("Vole", {}))
    before = kept.read_bytes()

    backup = backups.find_backup(kept, "000003")
    with pytest.raises(NotSaved, match="somebody changed it since"):
        recovery.put_back(kept, backup, by="Ann", clock=lambda: NOON, seen=seen)
    assert kept.read_bytes() == before


def test_a_damaged_register_names_its_newest_good_backup(kept: Path) -> None:
    """The error says what is wrong, that nothing was changed, and which backup there is."""
    kept.write_bytes(b"")

    with pytest.raises(RegisterDamaged) as caught:
        opened(kept)

    assert caught.value.what == "it is empty"
    assert "Nothing was changed." in caught.value.hint
    assert "000003-20261122T120000Z, saved by Parks officer on 22 November 2026" in str(
        caught.value
    )
    assert "with 3 partners" in str(caught.value)
    assert "partnertui restore 000003-20261122T120000Z" in caught.value.hint
    assert kept.read_bytes() == b""


def test_a_register_that_is_gone_names_its_newest_good_backup(kept: Path) -> None:
    """Where the file is missing and its backups are not, they are offered."""
    kept.unlink()

    with pytest.raises(RegisterUnreadable, match=r"There is no file .* 000003-20261122T120000Z"):
        opened(kept)
    assert not kept.exists()


def test_a_backup_takes_the_place_of_a_damaged_register_which_is_kept(kept: Path) -> None:
    """What could not be read stays beside the register, byte for byte."""
    damaged = kept.read_bytes()[:-40]
    kept.write_bytes(damaged)

    aside = put_back(kept, "3")

    assert aside is not None
    assert aside.read_bytes() == damaged
    register = opened(kept)
    assert names(register) == ["Heron", "Kingfisher", "Otter"]
    assert (
        register.history()[-1].label
        == "Brought the register back from the backup of 22 November 2026"
    )
    assert register.history()[-1].changes == ()
    register.save(partner_edits.add("Vole", {}))


def test_a_backup_takes_the_place_of_a_register_that_is_gone(kept: Path) -> None:
    """Where there is no file any more nothing is to be kept."""
    kept.unlink()

    assert put_back(kept, "2") is None
    assert names(opened(kept)) == ["Heron", "Kingfisher"]
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_number_is_never_given_to_two_edits(kept: Path) -> None:
    """The log goes on above the last number that the damaged file still shows."""
    kept.write_bytes(kept.read_bytes()[:-40])
    put_back(kept, "1")

    register = opened(kept)
    assert register.snapshot.header.revision == 4
    assert names(register) == ["Heron"]


def test_what_a_backup_lacks_is_told_edit_by_edit(kept: Path) -> None:
    """Edits that can still be read in the damaged file and are not in the backup are named."""
    kept.write_bytes(kept.read_bytes()[:-40])
    backup = backups.find_backup(kept, "1")

    told = recovery.lacking(backup, backup.read(), recovery.read_remains(kept, backup.revision))

    assert told == [
        "It lacks: Added Kingfisher, by Parks officer on 22 November 2026 at 12:00 UTC.",
        "It lacks: Added Otter, by Parks officer on 22 November 2026 at 12:00 UTC.",
    ]


def test_a_backup_of_the_last_save_lacks_nothing(kept: Path) -> None:
    """Where the damaged file still holds its checksum, the copy of that save is known."""
    kept.write_bytes(kept.read_bytes()[:-40])
    backup = backups.find_backup(kept, "3")

    assert recovery.lacking(
        backup, backup.read(), recovery.read_remains(kept, backup.revision)
    ) == ["It lacks nothing: it is the copy of the last save."]


def test_saves_of_which_only_the_number_is_left_are_counted(kept: Path) -> None:
    """Where the log is lost the header still tells how many saves are lacking."""
    kept.write_bytes(kept.read_bytes().partition(b'"sha256"')[0])
    backup = backups.find_backup(kept, "1")

    assert recovery.lacking(
        backup, backup.read(), recovery.read_remains(kept, backup.revision)
    ) == ["It lacks 2 saves of which the file tells no more."]


@pytest.mark.parametrize("gone", [True, False])
def test_what_is_not_known_is_not_guessed(kept: Path, gone: bool) -> None:
    """Where nothing can be read it is said that nothing is known."""
    kept.write_bytes(b"\0" * 500)
    if gone:
        kept.unlink()
    backup = backups.find_backup(kept, "1")

    (told,) = recovery.lacking(backup, backup.read(), recovery.read_remains(kept, backup.revision))

    assert ("is not known" in told) if gone else ("cannot be read" in told)


def test_a_backup_that_is_damaged_too_is_refused(kept: Path) -> None:
    """A register is never replaced by something that is not as it was saved."""
    backup = backups.find_backup(kept, "2")
    backup.path.write_bytes(b"{}")
    kept.write_bytes(b"")

    with pytest.raises(RegisterUnreadable):
        put_back(kept, "2")
    assert kept.read_bytes() == b""


def test_a_disk_that_refuses_leaves_the_damaged_register(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no room to bring anything back, nothing is changed."""
    kept.write_bytes(b"damaged")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(NotSaved, match="No space left"):
            put_back(kept, "3")
    assert kept.read_bytes() == b"damaged"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_happens_to_the_file_it_comes_back(kept: Path, data: st.DataObject) -> None:
    """Cut, flipped, overwritten: it is noticed, the damaged file is kept, the register is back."""
    sound = backups.find_backup(kept, "3").path.read_bytes()
    place = data.draw(st.integers(0, len(sound) - 1))
    how = data.draw(st.sampled_from(["cut", "flip", "nul"]))
    damaged = {
        "cut": sound[:place],
        "flip": sound[:place] + bytes([sound[place] ^ 1 << (place % 8)]) + sound[place + 1 :],
        "nul": sound[:place] + b"\0" * (len(sound) - place),
    }[how]
    kept.write_bytes(damaged)

    try:
        assert opened(kept).why_read_only
    except RegisterDamaged as error:
        assert "000003" in error.hint
    aside = put_back(kept, "3")

    assert aside is not None
    assert aside.read_bytes() == damaged
    assert names(opened(kept)) == ["Heron", "Kingfisher", "Otter"]
    assert not opened(kept).why_read_only
    aside.unlink()
