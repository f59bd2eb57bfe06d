"""The lock beside a register: one save at a time, and the name of whoever holds it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tuiapp.domain.text import clean_line
from tuiapp.errors import NotSaved, RegisterBusy
from tuiapp.store import storage

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_SECONDS = 10.0
"""How long a save waits for another save."""
NOTICE_SECONDS = 1.0
"""How long a save waits before it says so."""
NAME_BYTES = 200
"""How much of the holder's name the lock file keeps."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How a save waits for the lock.

    Attributes:
        seconds: The longest wait; 0 to ask once.
        notify: Called once, after `NOTICE_SECONDS`, with the holder's name ("" if unknown).
    """

    seconds: float | None = None
    notify: Callable[[str], None] | None = None


@contextmanager
def locked(
    path: Path,
    by: str,
    last_saved: str = "",
    *,
    like: Path | None = None,
    wait: Wait = Wait(),
) -> Iterator[None]:
    """Hold the register's lock, a file beside it that is never removed.

    Args:
        path: The register.
        by: Who saves; the lock file names them to anybody who waits.
        last_saved: Who saved last and when, for the error.
        like: The file whose mode and group a new lock file gets; the register by default.
        wait: How to wait for another save.

    Raises:
        RegisterBusy: Somebody else held the lock for the whole wait.
        NotSaved: The lock file cannot be made here, or its name is taken by another file.
    """
    lock_path = path.with_name(path.name + ".lock")
    try:
        _make_lock_file(lock_path, (like or path).stat())
        _refuse_other_file(path, lock_path)
        lock = _acquire(lock_path, wait)
    except OSError as error:
        raise storage.not_saved(path, error) from None
    if lock is None:
        raise _busy(path, lock_path, last_saved)
    try:
        _write_holder(lock_path, by)
        yield
    finally:
        _write_holder(lock_path, "")
        # The save is done; a lock that cannot be released ends with this process.
        with suppress(OSError):
            lock.release()


def holder_of(lock_path: Path) -> str:
    """Return the name of whoever holds a lock; "" if the holder left none."""
    try:
        descriptor = os.open(lock_path, os.O_RDONLY | storage.NO_FOLLOW)
    except OSError:
        return ""
    with os.fdopen(descriptor, "rb") as file:
        try:
            name = file.read(NAME_BYTES)
        except OSError:  # Windows locks the content too
            return ""
    return clean_line(name.decode("utf-8", "replace")).strip()


def _acquire(lock_path: Path, wait: Wait) -> BaseFileLock | None:
    """Return the lock, held; None if somebody else held it for the whole wait."""
    from filelock import FileLock, Timeout  # only a save needs it

    seconds = LOCK_SECONDS if wait.seconds is None else wait.seconds
    mode = stat.S_IMODE(lock_path.stat().st_mode)
    lock = FileLock(lock_path, mode=mode, fallback_to_soft=False, preserve_lock_file=True)
    quiet = min(seconds, NOTICE_SECONDS) if wait.notify is not None else seconds
    try:
        lock.acquire(timeout=quiet)
    except Timeout:
        if wait.notify is None or quiet >= seconds:
            return None
        wait.notify(holder_of(lock_path))
        try:
            lock.acquire(timeout=seconds - quiet)
        except Timeout:
            return None
    return lock


def _busy(path: Path, lock_path: Path, last_saved: str) -> RegisterBusy:
    holder = holder_of(lock_path)
    return RegisterBusy(
        "Register busy",
        f"{holder or 'Another program'} is still saving {path}{last_saved}.",
        "Nothing was saved: try again in a moment.",
        holder,
    )


def _refuse_other_file(path: Path, lock_path: Path) -> None:
    """Refuse to take somebody's file, such as a register of that name, for the lock.

    The holder's name would be written over it, and a file that is replaced locks nobody out.
    """
    if lock_path.stat().st_size > NAME_BYTES:
        raise NotSaved(
            "Not saved",
            f"{lock_path} has the name of the lock of {path}, but is another file.",
            "Nothing was changed. Give that file another name, then save.",
        )


def _write_holder(lock_path: Path, name: str) -> None:
    """Write the holder's name into the lock file; only with the lock held."""
    with suppress(OSError):  # the name is a courtesy; the lock holds without it
        descriptor = os.open(lock_path, os.O_WRONLY | storage.NO_FOLLOW)
        with os.fdopen(descriptor, "wb") as file:
            file.truncate(0)
            file.write(name.encode("utf-8", "replace")[:NAME_BYTES])


def _make_lock_file(lock_path: Path, register: os.stat_result) -> None:
    """Make the lock file with the register's mode and group, whatever the umask is."""
    with suppress(FileExistsError):
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | storage.NO_FOLLOW
        descriptor = os.open(lock_path, flags, storage.PRIVATE)
        try:
            storage.copy_mode_and_group(descriptor, register)
        finally:
            os.close(descriptor)
