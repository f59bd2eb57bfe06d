"""One save at a time, and whoever waits knows for whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from tests.store.test_storage import mode, names, umask
from tuiapp.errors import NotSaved, RegisterBusy
from tuiapp.store.file_register import create_register
from tuiapp.store.lock import NAME_BYTES, Wait, holder_of, locked


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that holds something."""
    path = tmp_path / "register.json"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def lock_path(file: Path) -> Path:
    """Return where the file's lock is."""
    return file.with_name("register.json.lock")


def test_a_lock_that_is_held_is_waited_for_and_then_told(file: Path, lock_path: Path) -> None:
    """Whoever waits in vain reads who saved last, and nothing was saved."""
    with FileLock(lock_path), pytest.raises(RegisterBusy) as caught:  # noqa: SIM117
        with locked(file, "Bea", "; Ann saved last, at 12:00 UTC", wait=Wait(seconds=0.01)):
            pytest.fail("two held the lock")

    assert "Another program is still saving" in caught.value.message
    assert "Ann saved last, at 12:00 UTC" in caught.value.message
    assert caught.value.holder == ""
    assert caught.value.exit_code == 4
    assert file.read_bytes() == b"old"


def test_whoever_waits_reads_who_holds_the_lock(file: Path) -> None:
    """The holder's name is in the error, cleaned of what could drive a terminal."""
    with locked(file, "Ann\x1b[31m"), pytest.raises(RegisterBusy) as caught:  # noqa: SIM117
        with locked(file, "Bea", wait=Wait(seconds=0)):
            pytest.fail("two held the lock")

    assert caught.value.holder.startswith("Ann")
    assert "\x1b" not in caught.value.holder
    assert caught.value.message.startswith("Ann")


def test_a_wait_is_announced_once_with_the_holders_name(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command can say why it takes long; it still gets the lock when it is free."""
    monkeypatch.setattr("tuiapp.store.lock.NOTICE_SECONDS", 0.01)
    holding = locked(file, "Ann")
    holding.__enter__()
    announced: list[str] = []

    def release(holder: str) -> None:
        announced.append(holder)
        holding.__exit__(None, None, None)

    with locked(file, "Bea", wait=Wait(notify=release)):
        assert holder_of(file.with_name("register.json.lock")) == "Bea"

    assert announced == ["Ann"]


def test_a_free_lock_names_nobody(file: Path, lock_path: Path) -> None:
    """A name in the lock file is that of somebody who saves now."""
    with locked(file, "Ann"):
        pass
    assert holder_of(lock_path) == ""
    assert holder_of(lock_path.with_name("none")) == ""


def test_the_lock_file_stays_small(file: Path, lock_path: Path) -> None:
    """A long name is cut, also in the middle of a character."""
    with locked(file, "é" * 1000):
        assert lock_path.stat().st_size == NAME_BYTES
        assert holder_of(lock_path).startswith("éé")


def test_a_lock_is_let_go_even_where_the_save_fails(file: Path) -> None:
    """A failed save holds up nobody."""
    with pytest.raises(NotSaved), locked(file, "Ann"):
        raise NotSaved("Not saved", "x")
    with locked(file, "Ann"):
        pass


def test_the_lock_file_has_the_registers_mode(file: Path) -> None:
    """Whoever may save may lock, whatever the mask of who came first."""
    file.chmod(0o660)
    with umask(0o077), locked(file, "Ann"):
        pass

    assert mode(file.with_name("register.json.lock")) == 0o660


def test_a_lock_is_never_put_through_a_link(file: Path, tmp_path: Path) -> None:
    """A link in the lock's place is not followed to make a file somewhere else."""
    target = tmp_path / "elsewhere"
    file.with_name("register.json.lock").symlink_to(target)

    with pytest.raises(NotSaved), locked(file, "Ann"):
        pytest.fail("the lock went through a link")

    assert not target.exists()


def test_a_file_with_the_name_of_the_lock_is_not_written_over(file: Path, lock_path: Path) -> None:
    """A register called register.json.lock outlives a save of register.json, which is refused."""
    create_register(lock_path, by="Ann")
    before = lock_path.read_bytes()

    with pytest.raises(NotSaved, match="is another file"), locked(file, "Bea"):
        pytest.fail("took a register for a lock")
    assert lock_path.read_bytes() == before


def test_a_register_that_is_gone_cannot_be_locked(tmp_path: Path) -> None:
    """Where there is no register no lock file is made."""
    with pytest.raises(NotSaved), locked(tmp_path / "none.json", "Ann"):
        pytest.fail("there is nothing to lock")

    assert names(tmp_path) == []
