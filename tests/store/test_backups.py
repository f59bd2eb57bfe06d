"""Copies of a register: the last saves, one a day, and those somebody asked for."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON
from tuiapp.domain.register import partner_edits
from tuiapp.errors import InputRefused, NotSaved, RegisterUnreadable
from tuiapp.store import backups
from tuiapp.store.backups import Backup
from tuiapp.store.file_register import FileRegister, create_register


def save_daily(path: Path, days: int, saves: int = 1) -> None:
    """Save a partner some times a day, on some days one after the other."""
    for day in range(days):
        for number in range(saves):
            at = NOON + timedelta(days=day, minutes=number)
            register = FileRegister(path, by="Parks officer", clock=iter([at]).__next__)
            register.save(partner_edits.add(f"Friends {day} {number}", {}))


def test_the_newest_backup_is_the_register_as_it_was_last_saved(
    register: FileRegister, register_path: Path
) -> None:
    """A copy is made in the same save, as a file of its own."""
    register.save(partner_edits.add("Kingfisher", {}))
    newest = backups.list_backups(register_path)[0]

    assert newest.name == "000001-20261122T120000Z"
    assert newest.path.read_bytes() == register_path.read_bytes()
    assert newest.path.stat().st_ino != register_path.stat().st_ino


def test_the_version_before_the_first_save_is_kept_too(
    register: FileRegister, register_path: Path
) -> None:
    """A register that came from elsewhere is copied before it is first saved here."""
    before = register_path.read_bytes()
    register.save(partner_edits.add("Kingfisher", {}))

    assert backups.list_backups(register_path)[-1].path.read_bytes() == before


def test_the_last_ten_saves_are_kept(register_path: Path) -> None:
    """Of many saves in a day the last ten stay."""
    save_daily(register_path, days=1, saves=14)

    kept = [backup.revision for backup in backups.list_backups(register_path)]
    assert kept == list(range(14, 4, -1))


def test_the_last_save_of_each_of_thirty_days_is_kept(register_path: Path) -> None:
    """Of each of the last thirty days with a save, the last save stays."""
    save_daily(register_path, days=40, saves=2)

    kept = backups.list_backups(register_path)
    newest = NOON.date() + timedelta(days=39)
    days = {backup.saved_at.date() for backup in kept}
    assert days == {newest - timedelta(days=n) for n in range(backups.DAYS)}
    of_one_day = [b for b in kept if b.saved_at.date() == newest - timedelta(days=20)]
    assert [backup.saved_at.minute for backup in of_one_day] == [1]


moments = st.datetimes(
    datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)
) | st.integers(0, 60 * 24 * 90).map(lambda minutes: NOON + timedelta(minutes=minutes))
"""What a clock may say, right or wrong."""


def kept_after_each(times: list[datetime]) -> list[Backup]:
    """Return what is left, newest first, when there is a save at each time and each one prunes."""
    kept: list[Backup] = []
    for revision, at in enumerate(times, start=1):
        kept.insert(0, Backup(Path(str(revision)), revision, at, ""))
        dropped = backups.superfluous(kept, revision)
        kept = [backup for backup in kept if backup not in dropped]
    return kept


@given(st.lists(moments, max_size=80))
def test_no_clock_empties_the_backups(times: list[datetime]) -> None:
    """Whatever the clock says, the newest 10 saves and one of each of the newest 30 days stay."""
    kept = kept_after_each(times)
    revisions = [backup.revision for backup in kept]
    all_saves = range(len(times), 0, -1)

    assert revisions[: backups.SAVES] == list(all_saves)[: backups.SAVES]
    newest_days = list(dict.fromkeys(at.date() for at in reversed(times)))[: backups.DAYS]
    assert {backup.saved_at.date() for backup in kept} >= set(newest_days)
    for day in newest_days:
        last = next(number for number in all_saves if times[number - 1].date() == day)
        assert last in revisions
    assert len(kept) <= backups.SAVES + backups.DAYS


@given(st.lists(moments, max_size=60), st.integers(0, 60))
def test_a_copy_with_a_word_is_never_superfluous(times: list[datetime], revision: int) -> None:
    """What was asked for stays, wherever the register stands and whatever the clock says."""
    found = [
        Backup(Path(str(number)), number, at, backups.KEPT if number % 2 else "")
        for number, at in enumerate(times)
    ][::-1]

    assert not any(backup.word for backup in backups.superfluous(found, revision))


@pytest.mark.parametrize("years", [24, -24])
def test_one_save_under_a_wrong_clock_costs_no_backup_but_the_oldest(
    register_path: Path, years: int
) -> None:
    """A clock that jumps ahead or back and is then put right leaves the other days as they are."""
    save_daily(register_path, days=40, saves=2)
    before = {backup.name for backup in backups.list_backups(register_path)}

    wrong = NOON.replace(year=NOON.year + years)
    for at in (wrong, NOON + timedelta(days=40)):
        FileRegister(register_path, by="Parks officer", clock=iter([at]).__next__).save(
            partner_edits.add(f"Friends of {at.year}", {})
        )

    lost = before - {backup.name for backup in backups.list_backups(register_path)}
    # Each save is a new day, and pushes out the oldest; two are no longer of the last ten.
    assert len(lost) <= 4
    assert len(before) - len(lost) >= backups.DAYS


def test_a_register_put_back_by_hand_keeps_the_copies_of_its_own_saves(
    register_path: Path,
) -> None:
    """Copies of the version that was replaced do not push out those of the saves made now."""
    save_daily(register_path, days=1, saves=15)
    older = backups.find_backup(register_path, "6")
    register_path.write_bytes(older.path.read_bytes())
    for number in range(3):
        at = NOON + timedelta(hours=1, minutes=number)
        FileRegister(register_path, by="Parks officer", clock=iter([at]).__next__).save(
            partner_edits.add(f"Later {number}", {})
        )

    kept = backups.list_backups(register_path)
    after = [backup.revision for backup in kept if backup.saved_at.hour == 13]
    assert after == [9, 8, 7]
    assert {backup.revision for backup in kept} >= set(range(10, 16))


def test_what_is_no_copy_of_this_register_is_never_removed(register_path: Path) -> None:
    """A copy of another register, or one that was itself saved as a register, stays."""
    save_daily(register_path, days=1)
    folder = backups.folder_of(register_path)
    (opened,) = [backup for backup in backups.list_backups(register_path) if backup.revision == 0]
    FileRegister(opened.path, by="Parks officer", clock=lambda: NOON).save(
        partner_edits.add("Heron", {})
    )
    elsewhere = register_path.with_name("elsewhere.json")
    create_register(elsewhere, by="Parks officer", clock=lambda: NOON)
    other = folder / opened.path.name.replace("T120000Z", "T110000Z")
    other.write_bytes(elsewhere.read_bytes())
    left = {path: path.read_bytes() for path in (opened.path, other)}

    save_daily(register_path, days=1, saves=backups.SAVES + 3)

    assert {path: path.read_bytes() for path in left} == left


def test_a_copy_that_was_asked_for_is_never_dropped(
    register: FileRegister, register_path: Path
) -> None:
    """What somebody kept by hand outlives all saves after it."""
    kept = register.keep_copy()
    save_daily(register_path, days=1, saves=12)

    assert kept.name == "000000-20261122T120000Z-kept.json"
    assert kept.exists()


def test_a_backup_is_found_by_name_start_or_revision(register_path: Path) -> None:
    """Whatever names one backup and no other finds it."""
    save_daily(register_path, days=2)

    for wanted in ("000002-20261123T120000Z", "000002-20261123T120000Z.json", "000002", "2"):
        assert backups.find_backup(register_path, wanted).revision == 2
    with pytest.raises(InputRefused, match=r"3 backups are called '0'.*Which|Which.*3 backups"):
        backups.find_backup(register_path, "0")
    with pytest.raises(InputRefused, match="No backup is called 'x'"):
        backups.find_backup(register_path, "x")


def test_a_backup_that_is_not_as_it_was_saved_is_passed_over(register_path: Path) -> None:
    """The newest good backup is the newest whose checksum is right."""
    save_daily(register_path, days=3)
    newest, second, third, _ = backups.list_backups(register_path)
    newest.path.write_bytes(newest.path.read_bytes()[:-7])
    second.path.write_bytes(second.path.read_bytes().replace(b"Friends", b"Fiends"))

    found = backups.newest_good(register_path)
    assert found is not None
    assert found[0] == third
    with pytest.raises(RegisterUnreadable, match="not as it was saved"):
        second.read()


def test_other_files_in_the_folder_are_nobodys_backup(register_path: Path) -> None:
    """What somebody put beside the backups is neither listed nor removed."""
    save_daily(register_path, days=1)
    folder = backups.folder_of(register_path)
    for name in ("notes.txt", "000009-20269999T120000Z.json", "copy of 000001.json"):
        (folder / name).write_text("x")
    save_daily(register_path, days=1, saves=12)

    assert len(backups.list_backups(register_path)) == backups.SAVES
    assert (folder / "notes.txt").exists()


def test_a_register_without_backups_has_none(tmp_path: Path) -> None:
    """Where no folder is there is nothing to bring back."""
    assert backups.list_backups(tmp_path / "none.json") == []
    assert backups.newest_good(tmp_path / "none.json") is None


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660])
def test_backups_are_as_private_as_the_register(register_path: Path, mode: int) -> None:
    """Whoever may read the register may read its backups, and nobody else, whatever the umask."""
    register_path.chmod(mode)
    before = os.umask(0o077)
    try:
        save_daily(register_path, days=1)
    finally:
        os.umask(before)

    folder = backups.folder_of(register_path)
    assert stat.S_IMODE(folder.stat().st_mode) == mode | (mode & 0o444) >> 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {mode}


def test_a_save_that_fails_leaves_no_copy_of_what_was_not_saved(
    register: FileRegister, register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is never a backup of something that nobody was told is saved."""

    def fail(*given: object, **more: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(NotSaved):
            register.save(partner_edits.add("Kingfisher", {}))

    assert [backup.revision for backup in backups.list_backups(register_path)] == [0]


def test_a_save_without_room_for_its_copy_is_refused(
    register: FileRegister, register_path: Path
) -> None:
    """Where no backup can be made nothing is saved, and that is said."""
    before = register_path.read_bytes()
    backups.folder_of(register_path).write_text("in the way")

    with pytest.raises(NotSaved, match="Not a directory"):
        register.save(partner_edits.add("Kingfisher", {}))
    assert register_path.read_bytes() == before


def test_times_in_names_are_utc(register_path: Path) -> None:
    """A backup's time is read from its name, to the second."""
    save_daily(register_path, days=1)

    assert backups.list_backups(register_path)[0].saved_at == datetime(2026, 11, 22, 12, tzinfo=UTC)
