"""Copies of a register in the folder beside it: the last saves, one a day, and those made by hand.

A copy is a register file like any other, under the name `REVISION-TIME.json`; one that is kept for
ever has a word more: `000041-20261122T120000Z-kept.json`. It is written in the same save as the
register itself, as a file of its own, so that nothing done to the register reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tuiapp.errors import InputRefused, PartnerTuiError
from tuiapp.store import schema, storage
from tuiapp.store.schema import Tables
from tuiapp.store.times import time_from_text, time_to_text

SAVES = 10
"""How many of the last saves are kept."""
DAYS = 30
"""Of how many days the last save is kept, counting the days on which something was saved."""

KEPT = "kept"
"""The word in the name of a copy that somebody asked for."""

NAME = re.compile(r"(?P<revision>\d{6,})-(?P<at>\d{8}T\d{6}Z)(?:-(?P<word>[a-z0-9-]+))?\.json")
TIME = "%Y%m%dT%H%M%SZ"

HEAD_SIZE = 64 * 1024
"""How many bytes at the start of a copy are read to see which save it is: a header is shorter."""
OWN_ID = re.compile(rb'^\{\s*"register": \{\s*"1": \{\s*"format": \d+,\s*"id": "([^"\\]*)"')
SAVE = re.compile(rb'"revision": (\d{1,15}),\s*"saved_at": "([^"\\]*)"')


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy as its name tells of it, without a look inside.

    Attributes:
        path: Where it is.
        revision: How many edits it holds the result of.
        saved_at: When that was saved, in UTC.
        word: Why it is kept for ever; "" if it is not.
    """

    path: Path
    revision: int
    saved_at: datetime
    word: str

    @property
    def name(self) -> str:
        """What `restore` knows it by."""
        return self.path.stem

    def read(self) -> Tables:
        """Return the register it holds.

        Raises:
            RegisterUnreadable: It cannot be read, or is not as it was saved.
        """
        data, _ = storage.read_file(self.path)
        parsed = schema.parse(data, str(self.path))
        if not parsed.is_as_saved:
            raise schema.damaged(str(self.path), "it is not as it was saved")
        return parsed.tables


def folder_of(register: Path) -> Path:
    """Return the folder with a register's backups."""
    return register.with_name(register.name + ".backups")


def list_backups(register: Path) -> list[Backup]:
    """Return a register's backups, newest first."""
    folder = folder_of(register)
    try:
        paths = list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise storage.not_readable(folder, error) from None
    found = [backup for path in paths if (backup := _backup_at(path)) is not None]
    return sorted(found, key=lambda backup: (backup.revision, backup.saved_at), reverse=True)


def _backup_at(path: Path) -> Backup | None:
    """Return the backup a path is, or None for any other file that lies there."""
    named = NAME.fullmatch(path.name)
    if named is None:
        return None
    try:
        at = datetime.strptime(named["at"], TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, int(named["revision"]), at, named["word"] or "")


def find_backup(register: Path, wanted: str) -> Backup:
    """Return the backup with a name, the start of one, or a revision.

    Raises:
        InputRefused: There is none, or more than one.
    """
    backups = list_backups(register)
    exact = [backup for backup in backups if backup.name == wanted.removesuffix(".json")]
    found = exact or [
        backup
        for backup in backups
        if backup.name.startswith(wanted) or str(backup.revision) == wanted
    ]
    if len(found) != 1:
        how_many = f"{len(found)} backups are" if found else "No backup is"
        raise InputRefused(
            "Which backup?",
            f"{how_many} called '{wanted}' in {folder_of(register)}.",
            "See their names with: partnertui restore",
        )
    return found[0]


def newest_good(register: Path) -> tuple[Backup, Tables] | None:
    """Return the newest backup that is as it was saved, with what it holds; None without one."""
    for backup in list_backups(register):
        with suppress(PartnerTuiError):  # the next one, then: this one is told by `restore`
            return backup, backup.read()
    return None


def keep(register: Path, data: Iterable[bytes], header: schema.Stamped, word: str = "") -> Path:
    """Write a copy of a register and return its path; an unfinished one of that name is replaced.

    The disk is not waited for: what this copy guards against happens to files, and the register
    itself is what survives a loss of power.

    Raises:
        OSError: The disk refused.
    """
    like = register.stat()
    storage.make_folder(folder_of(register), like=like)
    path = folder_of(register) / name_of(header, word)
    path.unlink(missing_ok=True)
    try:
        storage.write_new(path, data, like=like, durably=bool(word))
    except OSError:
        with suppress(OSError):  # half a copy must not bear the name of a whole one
            path.unlink(missing_ok=True)
        raise
    if word:
        storage.sync_folder_of(path)
    return path


def copy(register: Path, header: schema.Stamped, word: str = "") -> Path:
    """Copy a register as it is on the disk, and return the path of the copy.

    Raises:
        OSError: The disk refused.
    """
    return keep(register, storage.chunks_of(register), header, word)


def name_of(header: schema.Stamped, word: str = "") -> str:
    """Return the file name of a copy of the register with this header."""
    at = time_from_text(header["saved_at"])
    return f"{header['revision']:06d}-{at:{TIME}}{'-' if word else ''}{word}.json"


@contextmanager
def keeping(register: Path, data: bytes, header: schema.Stamped) -> Iterator[None]:
    """Keep a copy of what is being saved, unless saving it fails.

    Raises:
        NotSaved: There is no room for the copy, or no right to make one.
    """
    try:
        path = keep(register, [data], header)
    except OSError as error:
        raise storage.not_saved(register, error) from None
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def prune(register: Path, header: schema.Stamped) -> None:
    """Remove the copies of a register that need not be kept after a save.

    What lies in the folder and is not surely a copy of this register stays: one of another
    register that had this name before, or one that was opened and saved as a register itself.

    Args:
        register: The register.
        header: What it says of itself after the save.
    """
    own = [backup for backup in list_backups(register) if _is_copy(backup, header["id"])]
    for backup in superfluous(own, header["revision"]):
        with suppress(OSError):  # a copy too many harms nobody
            backup.path.unlink()


def superfluous(backups: Iterable[Backup], revision: int) -> list[Backup]:
    """Return which of the backups of a register, given newest first, need not be kept.

    The last saves stay, and the last save of each of the days on which something was saved last.
    Saves are ordered by revision, and days are counted as they occur: no clock decides, so a
    wrong one drops nothing. Copies above the revision of the register belong to a version that
    somebody replaced with an older one; the same number of them stays, but they do not take the
    room of the saves that are made now.

    Args:
        backups: The backups, newest first.
        revision: That of the register now.
    """
    plain = [backup for backup in backups if not backup.word]
    current = [backup for backup in plain if backup.revision <= revision]
    replaced = [backup for backup in plain if backup.revision > revision]
    return [*_superfluous_in(current), *_superfluous_in(replaced)]


def _superfluous_in(saves: Sequence[Backup]) -> list[Backup]:
    days: set[date] = set()
    dropped = []
    for number, backup in enumerate(saves):
        day = backup.saved_at.date()
        is_last_of_day = day not in days and len(days) < DAYS
        if is_last_of_day:
            days.add(day)
        elif number >= SAVES:
            dropped.append(backup)
    return dropped


def _is_copy(backup: Backup, register_id: str) -> bool:
    """Whether a file still is what its name says: that save of the register with this id."""
    try:
        with backup.path.open("rb") as file:
            start = file.read(HEAD_SIZE)
    except OSError:
        return False
    own_id, save = OWN_ID.search(start), SAVE.search(start)
    if own_id is None or save is None:
        return False
    saved_at = time_to_text(backup.saved_at).encode()
    return (own_id[1], int(save[1]), save[2]) == (register_id.encode(), backup.revision, saved_at)
