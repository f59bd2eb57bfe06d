"""Copies of a register in the folder beside it: the last saves, one a day, and those made by hand.

A copy is a register file like any other, under the name `REVISION-TIME.json`; one that is kept for
ever has a word more: `000041-20261122T120000Z-kept.json`. It is written in the same save as the
register itself, as a file of its own, so that nothing done to the register reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tuiapp.errors import InputRefused, PartnerTuiError
from tuiapp.store import schema, storage
from tuiapp.store.schema import Tables
from tuiapp.store.times import time_from_text

SAVES = 10
"""How many of the last saves are kept."""
DAYS = 30
"""For how many days the last save of the day is kept."""

KEPT = "kept"
"""The word in the name of a copy that somebody asked for."""

NAME = re.compile(r"(?P<revision>\d{6,})-(?P<at>\d{8}T\d{6}Z)(?:-(?P<word>[a-z0-9-]+))?\.json")
TIME = "%Y%m%dT%H%M%SZ"


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


def keep(register: Path, data: bytes, header: schema.Stamped, word: str = "") -> Path:
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
        path = keep(register, data, header)
    except OSError as error:
        raise storage.not_saved(register, error) from None
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def prune(register: Path, today: date) -> None:
    """Remove copies that are neither of the last saves nor the last of a recent day."""
    for backup in superfluous(list_backups(register), today):
        with suppress(OSError):  # a copy too many harms nobody
            backup.path.unlink()


def superfluous(backups: Iterable[Backup], today: date) -> list[Backup]:
    """Return which of the backups, given newest first, are not to be kept."""
    days: set[date] = set()
    dropped = []
    saves = (backup for backup in backups if not backup.word)
    for place, backup in enumerate(saves):
        day = backup.saved_at.date()
        is_last_of_day = day not in days and day > today - timedelta(days=DAYS)
        days.add(day)
        if place >= SAVES and not is_last_of_day:
            dropped.append(backup)
    return dropped
