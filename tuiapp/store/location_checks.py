"""Where a register's file lives, and what is unsafe about that."""

from __future__ import annotations

import re
import stat
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
"""Every file system in sight; only Linux has it."""

REMOTE = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs")
"""File systems over a network; those of users are called `fuse` or begin so."""


def warnings_of(path: Path) -> tuple[str, ...]:
    """Return what its keeper should know about where a register lives, one sentence each."""
    told = []
    kind = file_system_of(path)
    if kind in REMOTE or kind.startswith("fuse"):
        told.append(
            f"{path} is on a {kind} file system, where locks may not hold and a save may not be "
            "on the disk when it is said to be: move the register to a local disk."
        )
    try:
        mode = path.stat().st_mode
    except OSError:
        return tuple(told)  # who opens the register says what is wrong with it
    if mode & (stat.S_IROTH | stat.S_IWOTH):
        can = "read and change" if mode & stat.S_IWOTH else "read"
        told.append(
            f"Everybody on this computer can {can} {path}: "
            f"close it to them with chmod o-rw '{path}'"
        )
    return tuple(told)


def file_system_of(path: Path) -> str:
    """Return the kind of file system a path is on, such as `ext4`; "" where that is not told."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    kind, longest = "", -1
    for line in mounts.splitlines():
        place, is_mount, source = line.partition(" - ")
        fields, ends = place.split(" "), source.split(" ")
        if not is_mount or len(fields) < 5:
            continue
        folder = Path(_unescaped(fields[4]))
        # Of two on one folder the later one hides the earlier.
        if path.is_relative_to(folder) and len(folder.parts) >= longest:
            kind, longest = ends[0], len(folder.parts)
    return kind


def _unescaped(text: str) -> str:
    r"""Return a path as it is; the kernel writes a space as \040."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
