"""The file under a register is replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tuiapp.errors import NotSaved, RegisterUnreadable
from tuiapp.store import storage


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that holds something."""
    path = tmp_path / "register.json"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    """Return the names in a folder."""
    return sorted(entry.name for entry in folder.iterdir())


def mode(path: Path) -> int:
    """Return the mode of a file."""
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """Let new files have another mask for a while."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


Fault = Callable[..., None]


def failing(number: int, error: int) -> Fault:
    """Return a function that works until it is called for the NUMBERth time, then fails."""
    calls = iter(range(1, 100))

    def fail(*given: object, **more: object) -> None:
        if next(calls) >= number:
            raise OSError(error, os.strerror(error))

    return fail


def test_a_replaced_file_holds_the_new_and_leaves_nothing_else(file: Path) -> None:
    """After a save there is the register, and no temporary file."""
    stamp = storage.replace_file(file, b"new")

    assert file.read_bytes() == b"new"
    assert stamp == storage.stamp_of(file)
    assert names(file.parent) == ["register.json"]


LEFT = "0123456789abcdef" * 2


def test_what_killed_saves_left_is_swept_away(file: Path) -> None:
    """The unfinished files of saves that were killed go, and one that cannot go stops no other."""
    file.with_name(f".register.json.{'0' * 32}.new").mkdir()
    for name in (f".register.json.{LEFT}.new", f".register.json.{LEFT[::-1]}.new"):
        file.with_name(name).write_bytes(b"half")

    storage.sweep(file)

    assert names(file.parent) == [f".register.json.{'0' * 32}.new", "register.json"]


@pytest.mark.parametrize(
    "name",
    [
        f".other.json.{LEFT}.new",
        f".register.json.x.{LEFT}.new",
        f".register.json.{LEFT}.{LEFT}.new",
        f".register.json.{LEFT}.new.{LEFT}.new",
        ".register.json.notes.new",
        f".register.json.{LEFT[:-1]}.new",
        f".register.json.{LEFT.upper()}.new",
        f".registerxjson.{LEFT}.new",
        "register.json.new",
    ],
)
def test_what_belongs_to_another_register_or_to_nobody_is_left(file: Path, name: str) -> None:
    """Only names that a save of this very register gives are swept away."""
    file.with_name(name).write_bytes(b"theirs")

    storage.sweep(file)

    assert names(file.parent) == sorted([name, "register.json"])


def test_a_file_is_set_aside_where_it_cannot_have_two_names(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk without hard links a second name is a copy."""
    monkeypatch.setattr(os, "link", failing(1, errno.EPERM))
    storage.keep_aside(file, file.with_name("aside"))

    assert file.with_name("aside").read_bytes() == b"old"


def test_a_register_too_large_to_be_read_again_is_not_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save beyond the size limit is refused, and the register stays as it was."""
    monkeypatch.setattr(storage, "SIZE_LIMIT", storage.MEGABYTE)
    with pytest.raises(NotSaved, match="larger than 1 MB"):
        storage.replace_file(file, b"x" * (storage.MEGABYTE + 1))

    assert file.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("function", "number", "error"),
    [
        pytest.param("fsync", 1, errno.ENOSPC, id="the disk is full"),
        pytest.param("fsync", 1, errno.EIO, id="the disk fails"),
        pytest.param("fsync", 1, errno.EDQUOT, id="the share is used up"),
        pytest.param("replace", 1, errno.EIO, id="the register cannot be put in place"),
    ],
)
def test_a_failed_save_leaves_the_register_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int, error: int
) -> None:
    """Whatever the disk refuses, the register is unchanged and nothing is left over."""
    real = getattr(os, function)
    fail = failing(number, error)

    def perhaps(*given: object, **more: object) -> object:
        fail()
        return real(*given, **more)

    monkeypatch.setattr(os, function, perhaps)
    with pytest.raises(NotSaved) as caught:
        storage.replace_file(file, b"new")
    monkeypatch.undo()

    assert os.strerror(error) in caught.value.message
    assert "What was there before is unchanged" in caught.value.hint
    assert file.read_bytes() == b"old"
    assert names(file.parent) == ["register.json"]
    storage.replace_file(file, b"new")
    assert file.read_bytes() == b"new"


def test_a_folder_that_is_not_confirmed_is_told_for_what_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the new file is in place but the disk does not confirm it, nobody is told it is not."""
    monkeypatch.setattr(os, "fsync", failing(2, errno.EIO))
    with pytest.raises(
        NotSaved, match="holds the change, but the disk did not confirm it"
    ) as caught:
        storage.replace_file(file, b"new")

    assert caught.value.title == "Perhaps not saved"
    assert file.read_bytes() == b"new"


def test_nothing_is_left_over_by_somebody_who_breaks_off(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C in the middle of a save leaves the register and no temporary file."""

    def break_off(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", break_off)
    with pytest.raises(KeyboardInterrupt):
        storage.replace_file(file, b"new")

    assert names(file.parent) == ["register.json"]
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize("given", [0o600, 0o640, 0o660, 0o664])
def test_a_replaced_file_keeps_its_mode(file: Path, given: int) -> None:
    """A register opened to a group stays so, whatever the mask of who saves."""
    file.chmod(given)
    with umask(0o077):
        storage.replace_file(file, b"new")

    assert mode(file) == given


def test_a_replaced_file_keeps_its_group(file: Path) -> None:
    """A register of a shared group stays with it."""
    others = [group for group in os.getgroups() if group != file.stat().st_gid]
    if os.geteuid() == 0:
        others = [54321]
    for group in others[:1]:
        os.chown(file, -1, group)
    group = file.stat().st_gid
    storage.replace_file(file, b"new")

    assert file.stat().st_gid == group


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Notes about people are private until somebody opens the file to a group."""
    path = tmp_path / "deep" / "er" / "register.json"
    with umask(0):
        storage.create_file(path, b"new")

    assert path.read_bytes() == b"new"
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert names(path.parent) == ["register.json"]


def test_nothing_is_ever_created_over_a_file(file: Path) -> None:
    """A new register never takes the place of something else."""
    with pytest.raises(NotSaved, match=r"There is a file .* already"):
        storage.create_file(file, b"new")

    assert file.read_bytes() == b"old"
    assert names(file.parent) == ["register.json"]


def test_a_new_file_that_finds_no_room_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk refuses a new register there is none."""
    monkeypatch.setattr(os, "fsync", failing(1, errno.ENOSPC))
    with pytest.raises(NotSaved, match="No space left"):
        storage.create_file(tmp_path / "register.json", b"new")

    assert names(tmp_path) == []


def test_a_folder_that_is_a_file_is_told(file: Path) -> None:
    """A register cannot be made inside a file."""
    with pytest.raises(NotSaved, match=r"register\.json/inner"):
        storage.create_file(file / "inner.json", b"new")


def test_what_was_read_is_stamped(file: Path) -> None:
    """The stamp tells this version of a file from the next one."""
    data, stamp = storage.read_file(file)
    assert (data, stamp) == (b"old", storage.stamp_of(file))

    storage.replace_file(file, b"new")

    assert storage.stamp_of(file) != stamp
    assert storage.stamp_of(file.with_name("none")) is None


def test_a_file_that_cannot_be_looked_at_has_no_stamp(tmp_path: Path) -> None:
    """Whoever only looks whether it moved is not ended by a folder that was closed meanwhile."""
    assert storage.stamp_of(tmp_path / ("x" * 300)) is None


def test_a_file_that_is_too_large_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is refused by its size alone."""
    monkeypatch.setattr(storage, "SIZE_LIMIT", 2)
    with pytest.raises(RegisterUnreadable, match="larger than"):
        storage.read_file(file)


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_not_read(tmp_path: Path, kind: str) -> None:
    """A folder or a pipe is refused at once and waits for nobody."""
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)

    with pytest.raises(RegisterUnreadable, match=f"{kind} is not a file"):
        storage.read_file(path)


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    """A circle of links is an error of its own and no fault of ours."""
    path = tmp_path / "loop.json"
    path.symlink_to(path)

    with pytest.raises(RegisterUnreadable, match=r"loop\.json"):
        storage.read_file(path)
