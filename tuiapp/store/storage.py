"""The file under a register: read, and replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from tuiapp.errors import NotSaved, RegisterUnreadable
from tuiapp.store.schema import INIT_HINT

MEGABYTE = 1024 * 1024
SIZE_LIMIT = 512 * MEGABYTE
"""The largest file that is read, in bytes."""
PRIVATE = 0o600
"""The mode of a new register: its owner's alone, until they open it to a group."""

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
NO_SECOND_NAMES = (errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)
"""What a disk answers that knows no hard links, or does not let us make one."""


class Stamp(NamedTuple):
    """What tells one version of a file from another without reading it."""

    inode: int
    modified_ns: int
    size: int


def stamp_of(path: Path) -> Stamp | None:
    """Return a file's stamp, or None where there is no file, or it cannot be looked at now."""
    try:
        return _stamp(path.stat())
    except OSError:  # whoever reads it says what is wrong
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
                    "Not a register",
                    f"{path} is larger than {SIZE_LIMIT // MEGABYTE} MB.",
                    "Name another file.",
                )
            return file.read(), _stamp(status)
    except FileNotFoundError:
        raise RegisterUnreadable(
            "No register", f"There is no file {path}.", f"{INIT_HINT}."
        ) from None
    except OSError as error:
        raise not_readable(path, error) from None


def not_readable(path: Path, error: OSError) -> RegisterUnreadable:
    """Return what to tell when a file or folder may not be read."""
    return RegisterUnreadable(
        "Register not readable",
        f"{path}: {error.strerror or error}.",
        "Ask whoever looks after it.",
    )


def copy_mode_and_group(descriptor: int, like: os.stat_result) -> None:
    """Give an open file the mode and group of another."""
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
    if hasattr(os, "fchown") and os.fstat(descriptor).st_gid != like.st_gid:
        # Somebody outside the group may save; the file is then theirs and the mode decides.
        with suppress(PermissionError):
            os.fchown(descriptor, -1, like.st_gid)


def replace_file(path: Path, data: bytes, *, like: os.stat_result | None = None) -> Stamp:
    """Replace a register durably: the old file or the new one is there, never a part of one.

    Args:
        path: The register.
        data: What it is to hold; more than `SIZE_LIMIT` is refused, since nobody could read it.
        like: Whose mode and group it gets; by default those it has.

    Returns:
        The new file's stamp.

    Raises:
        NotSaved: The disk refused; the register is as it was, unless the message says that only
            the last confirmation is missing.
    """
    if len(data) > SIZE_LIMIT:
        raise NotSaved(
            "Not saved",
            f"{path} would become larger than {SIZE_LIMIT // MEGABYTE} MB.",
            "Nothing was changed. Remove partners that are not needed any more.",
        )
    temporary = _temporary_of(path)
    try:
        write_new(temporary, [data], like=like or path.stat())
        stamp = _stamp(temporary.stat())
        temporary.replace(path)
    except OSError as error:
        raise not_saved(path, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    sync_folder_of(path)
    return stamp


def create_file(path: Path, data: bytes) -> None:
    """Make a new register; nothing that is there already is written over.

    Raises:
        NotSaved: There is such a file already, or the disk refused.
    """
    temporary = _temporary_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_new(temporary, [data], like=None)
        keep_aside(temporary, path)
    except FileExistsError:
        raise NotSaved(
            "Not made", f"There is a file {path} already.", "Nothing was changed: name another."
        ) from None
    except OSError as error:
        raise not_saved(path, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    sync_folder_of(path)


def chunks_of(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, a megabyte at a time."""
    with path.open("rb") as file:
        while chunk := file.read(MEGABYTE):
            yield chunk


def write_new(
    path: Path, data: Iterable[bytes], *, like: os.stat_result | None, durably: bool = True
) -> None:
    """Write a file that must not exist yet.

    Args:
        path: Where.
        data: What, in parts.
        like: Whose mode and group it gets; without one it is its owner's alone.
        durably: Wait until the disk has it.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, PRIVATE)
    with os.fdopen(descriptor, "wb") as file:
        if like is not None:
            copy_mode_and_group(file.fileno(), like)
        file.writelines(data)
        file.flush()
        if durably:
            os.fsync(file.fileno())


def append_lines(path: Path, lines: Iterable[bytes], *, like: os.stat_result) -> None:
    """Append lines to a file and wait until the disk has them; it is made where there is none."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | NO_FOLLOW
    is_new = not path.exists()
    with os.fdopen(os.open(path, flags, PRIVATE), "rb+") as file:
        if is_new:
            copy_mode_and_group(file.fileno(), like)
        # A line that was cut short by a crash stays a line of its own.
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        is_cut = size > 0 and file.read(1) != b"\n"
        file.write(b"".join([b"\n" if is_cut else b"", *(line + b"\n" for line in lines)]))
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        sync_folder_of(path)


def make_folder(path: Path, *, like: os.stat_result) -> None:
    """Make a folder beside a register for whoever may work with the register."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        return
    mode = stat.S_IMODE(like.st_mode)
    # Who may read a file may go into its folder.
    path.chmod(mode | (mode & 0o444) >> 2)
    if hasattr(os, "chown") and path.stat().st_gid != like.st_gid:
        with suppress(PermissionError):
            os.chown(path, -1, like.st_gid)


def sweep(path: Path) -> None:
    """Remove what saves that were killed left beside a register; only with its lock held.

    Only names that `_temporary_of` gives for this register are removed: another register in the
    folder may have a name that begins with this one's.
    """
    left_over = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{32}}\.new")
    with suppress(OSError):  # what is left over takes room and harms nobody
        for found in path.parent.iterdir():
            if left_over.fullmatch(found.name):
                with suppress(OSError):  # the next one, then
                    found.unlink()


def _temporary_of(path: Path) -> Path:
    """Return a new name for what is written before it takes the place of a register."""
    return path.parent / f".{path.name}.{uuid4().hex}.new"  # "." has no name to replace


def keep_aside(path: Path, aside: Path) -> None:
    """Give a file a second name, or copy it where the disk knows no second names.

    Raises:
        OSError: The disk refused, or the name is taken.
    """
    try:
        os.link(path, aside)
    except OSError as error:
        if error.errno not in NO_SECOND_NAMES:
            raise
        write_new(aside, chunks_of(path), like=path.stat())


def sync_folder_of(path: Path) -> None:
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
            "Look for it, or see its backups: partnertui restore",
        )
    return NotSaved(
        "Not saved",
        f"{path}: {error.strerror or error}.",
        "What was there before is unchanged. Make room or ask for the right to write, then save.",
    )


def is_there(path: Path) -> bool:
    """Return whether something is at a path; what may not be looked at counts as there.

    A path that is too long, or lies in a closed folder, is then told of by whoever opens it.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
