"""The file under a register: locked, read, and replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from tuiapp.errors import NotSaved, RegisterBusy, RegisterUnreadable
from tuiapp.store.schema import INIT_HINT

LOCK_SECONDS = 10.0
"""How long a save waits for somebody else's."""
SIZE_LIMIT = 512 * 1024 * 1024
"""The largest file that is read, in bytes."""
PRIVATE = 0o600
"""The mode of a new register: its owner's alone, until they open it to a group."""

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class Stamp(NamedTuple):
    """What tells one version of a file from another without reading it."""

    inode: int
    modified_ns: int
    size: int


def stamp_of(path: Path) -> Stamp | None:
    """Return a file's stamp, or None where there is no file."""
    try:
        return _stamp(path.stat())
    except FileNotFoundError:
        return None


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_ino, status.st_mtime_ns, status.st_size)


def read_file(path: Path) -> tuple[bytes, Stamp]:
    """Return a register file's bytes, and the stamp of what was read.

    Raises:
        RegisterUnreadable: It is missing, not a file, too large, or may not be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise RegisterUnreadable(
                "Not a register", f"{path} is not a file.", f"{INIT_HINT}. Nothing was changed."
            )
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > SIZE_LIMIT:
                raise RegisterUnreadable(
                    "Not a register", f"{path} is larger than 512 MB.", "Name another file."
                )
            return file.read(), _stamp(status)
    except FileNotFoundError:
        raise RegisterUnreadable(
            "No register", f"There is no file {path}.", f"{INIT_HINT}."
        ) from None
    except OSError as error:
        raise RegisterUnreadable(
            "Register not readable", f"{path}: {error.strerror}.", "Ask whoever looks after it."
        ) from None


@contextmanager
def locked(path: Path, last_saved: str) -> Iterator[None]:
    """Hold the register's lock, a file beside it that is never removed.

    Args:
        path: The register.
        last_saved: Who saved last and when, told to somebody who waits in vain.

    Raises:
        RegisterBusy: Somebody else held it for the whole of `LOCK_SECONDS`.
        NotSaved: The lock cannot be made here.
    """
    lock_path = path.with_name(path.name + ".lock")
    from filelock import FileLock, Timeout  # only a save needs it

    try:
        _make_lock_file(lock_path, path.stat())
        mode = stat.S_IMODE(lock_path.stat().st_mode)
        lock = FileLock(
            lock_path, LOCK_SECONDS, mode, fallback_to_soft=False, preserve_lock_file=True
        )
        lock.acquire()
    except Timeout:
        raise RegisterBusy(
            "Register busy",
            f"Somebody else has been saving {path} for {LOCK_SECONDS:.0f} seconds; {last_saved}.",
            "Nothing was saved: try again in a moment.",
        ) from None
    except OSError as error:
        raise not_saved(path, error) from None
    try:
        yield
    finally:
        lock.release()


def _make_lock_file(lock_path: Path, register: os.stat_result) -> None:
    """Make the lock file with the register's mode and group, whatever the umask says."""
    with suppress(FileExistsError):
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_FOLLOW
        descriptor = os.open(lock_path, flags, PRIVATE)
        try:
            _copy_mode_and_group(descriptor, register)
        finally:
            os.close(descriptor)


def _copy_mode_and_group(descriptor: int, like: os.stat_result) -> None:
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
    if hasattr(os, "fchown") and os.fstat(descriptor).st_gid != like.st_gid:
        # Somebody outside the group may save; the file is then theirs and the mode decides.
        with suppress(PermissionError):
            os.fchown(descriptor, -1, like.st_gid)


def replace_file(path: Path, data: bytes) -> Stamp:
    """Replace a register durably: the old file or the new one is there, never a part of one.

    The old file stays beside it as the backup. Returns the new file's stamp.

    Raises:
        NotSaved: The disk refused; the register is as it was, unless the message says that only
            the last confirmation is missing.
    """
    temporary = path.with_name(f".{path.name}.{uuid4().hex}.new")
    try:
        _write_new(temporary, data, like=path.stat())
        _keep_backup(path)
        stamp = _stamp(temporary.stat())
        temporary.replace(path)
    except OSError as error:
        raise not_saved(path, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync_folder_of(path)
    return stamp


def create_file(path: Path, data: bytes) -> None:
    """Make a new register; nothing that is there already is written over.

    Raises:
        NotSaved: There is such a file already, or the disk refused.
    """
    temporary = path.with_name(f".{path.name}.{uuid4().hex}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(temporary, data, like=None)
        os.link(temporary, path)
    except FileExistsError:
        raise NotSaved(
            "Not made", f"There is a file {path} already.", "Nothing was changed: name another."
        ) from None
    except OSError as error:
        raise not_saved(path, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync_folder_of(path)


def _write_new(path: Path, data: bytes, like: os.stat_result | None) -> None:
    """Write a file that must not exist yet, and wait until the disk has it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, PRIVATE)
    with os.fdopen(descriptor, "wb") as file:
        if like is not None:
            _copy_mode_and_group(file.fileno(), like)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def backup_of(path: Path) -> Path:
    """Return where the register before the last save is kept."""
    return path.with_name(path.name + ".bak")


def _keep_backup(path: Path) -> None:
    """Keep the file as it is now under the backup's name, replacing the backup in one step."""
    temporary = path.with_name(f".{path.name}.{uuid4().hex}.old")
    try:
        try:
            os.link(path, temporary)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS):
                raise
            shutil.copy2(path, temporary)
        temporary.replace(backup_of(path))
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _sync_folder_of(path: Path) -> None:
    """Wait until the disk has the entry of a file; Windows has no such thing to wait for.

    Raises:
        NotSaved: The disk did not confirm what stands in the file already.
    """
    if os.name == "nt":
        return
    try:
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise NotSaved(
            "Perhaps not saved",
            f"{path} holds the change, but the disk did not confirm it: {error.strerror or error}.",
            "Tell whoever looks after this computer, then look at the register again.",
        ) from None


def not_saved(path: Path, error: OSError) -> NotSaved:
    """Return what to tell when the disk or the file's rights refused a save."""
    if error.errno == errno.ENOENT:
        return NotSaved(
            "Not saved",
            f"{path} is not there any more.",
            f"Look for it, or bring it back from {backup_of(path)}.",
        )
    return NotSaved(
        "Not saved",
        f"{path}: {error.strerror or error}.",
        "What was there before is unchanged. Make room or ask for the right to write, then save.",
    )
