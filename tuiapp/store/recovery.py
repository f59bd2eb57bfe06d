"""Bringing a register back from a backup: what would change, and what would still be lacking.

A sound register is brought back by an edit like any other. This module is for one that is damaged,
gone or changed outside: what is there is kept under a name of its own, and the backup's content
takes its place.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import orjson

from tuiapp.domain.changes.edits import Edit
from tuiapp.domain.dates import in_full
from tuiapp.domain.text import clean_line, count
from tuiapp.errors import NotSaved, RegisterDamaged, RegisterUnreadable
from tuiapp.store import backups, schema, storage
from tuiapp.store.backups import Backup
from tuiapp.store.lock import locked
from tuiapp.store.schema import Tables
from tuiapp.store.storage import is_there
from tuiapp.store.times import time_from_text

TEXT = rb'"((?:[^"\\\n]|\\.)*)"'
LOGGED = re.compile(
    rb'"(\d{1,15})": \{\s*"id": '
    + TEXT
    + rb',\s*"label": '
    + TEXT
    + rb',\s*"at": '
    + TEXT
    + rb',\s*"by": '
    + TEXT
)
"""An edit in the bytes of a register that need not be whole."""
LAST_SAVE = re.compile(
    rb'"revision": (\d{1,15}),\s*"saved_at": ' + TEXT + rb',\s*"saved_by": ' + TEXT
)
OWN_CHECKSUM = re.compile(rb'"sha256": "([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Remains:
    """What can still be read of a register that is no register any more.

    Attributes:
        checksum: The one it was last saved with; "" where it cannot be read.
        revision: The number of its last edit; 0 where it cannot be read.
        edits: The edits asked for that can be made out: number, label, who and when.
    """

    checksum: str
    revision: int
    edits: tuple[tuple[int, str], ...]


def remains_of(data: bytes, after: int = 0) -> Remains:
    """Return what can still be made out in the bytes of a damaged register.

    Args:
        data: The bytes.
        after: The number of the last edit that is of no interest: a log may hold a million.
    """
    checksum = OWN_CHECKSUM.search(data)
    last = LAST_SAVE.search(data)
    revision = int(last[1]) if last else 0
    edits = []
    for found in LOGGED.finditer(data):
        number = int(found[1])
        if number <= after and number <= revision:
            continue
        said = _edit_in(found)
        if said:
            revision = max(revision, number)
        if said and number > after:
            edits.append((number, said))
    return Remains(checksum[1].decode() if checksum else "", revision, tuple(edits))


def _edit_in(found: re.Match[bytes]) -> str:
    """Return an edit in words; "" where not every byte of it is left."""
    try:
        label, at, by = (orjson.loads(b'"' + found[place] + b'"') for place in (3, 4, 5))
        when = time_from_text(at)
    except ValueError:
        return ""
    return f"{label}, by {by} on {in_full(when)} at {when:%H:%M} UTC"


def lacking(backup: Backup, tables: Tables, remains: Remains | None) -> list[str]:
    """Return what a backup lacks that the register held, in sentences.

    Args:
        backup: The backup.
        tables: What it holds.
        remains: What is left of the register; None where the file is gone.
    """
    if remains is None:
        return ["Whether anything was saved after it is not known: the file is gone."]
    if remains.checksum and remains.checksum == tables["register"]["1"]["sha256"]:
        return ["It lacks nothing: it is the copy of the last save."]
    later = [f"It lacks: {told}." for number, told in remains.edits if number > backup.revision]
    missing = remains.revision - backup.revision - len(later)
    if missing > 0:
        later.append(f"It lacks {count(missing, 'save')} of which the file tells no more.")
    return later or ["Whether anything was saved after it cannot be read in the damaged file."]


def read_remains(register: Path, after: int) -> Remains | None:
    """Return what is left of a register; None where the file is gone.

    Args:
        register: The register.
        after: The number of the last edit that is of no interest.

    Raises:
        RegisterUnreadable: The file is there and may not be read.
    """
    if not is_there(register):
        return None
    return remains_of(storage.read_file(register)[0], after)


def with_backup_offered(error: RegisterUnreadable, register: Path) -> RegisterUnreadable:
    """Return the error with the newest good backup named, if the register has one."""
    if is_there(register) and not isinstance(error, RegisterDamaged):
        return error
    found = backups.newest_good(register)
    if found is None:
        return error
    backup, tables = found
    hint = f"Nothing was changed. The newest good backup is {described(backup, tables)}. "
    error.hint = f"{hint}Look at it with: partnertui restore {backup.name}"
    return error


def described(backup: Backup, tables: Tables) -> str:
    """Return a backup in words: its name, when it was saved and by whom, and how much it holds."""
    header = tables["register"]["1"]
    at = f"{in_full(backup.saved_at)} at {backup.saved_at:%H:%M} UTC"
    holds = count(len(tables["partners"]), "partner")
    return f"{backup.name}, saved by {clean_line(header['saved_by'])} on {at}, with {holds}"


def put_back(
    register: Path,
    backup: Backup,
    *,
    by: str,
    clock: Callable[[], datetime],
    seen: storage.Stamp | None,
) -> Path | None:
    """Put a backup in the place of a register that cannot be used, and note that in its log.

    Args:
        register: The register.
        backup: What takes its place.
        by: Who does it.
        clock: What tells the time.
        seen: The stamp of the file that was looked at; None where there was none.

    Returns:
        Where the unusable file is kept now; None where there was none.

    Raises:
        RegisterUnreadable: The backup is not sound.
        NotSaved: The disk refused, or the file is not the one that was looked at; nothing was
            changed.
        RegisterBusy: Somebody else is saving.
    """
    from tuiapp.store.transaction import tables_after  # TinyDB

    register = Path(os.path.realpath(register))
    with locked(register, by, like=backup.path):
        if storage.stamp_of(register) != seen:
            raise NotSaved(
                "Not restored, because the file changed",
                f"{register} is not the file that was looked at: somebody changed it since.",
                "Nothing was changed. Look again with: partnertui check",
            )
        tables = backup.read()
        remains = read_remains(register, backup.revision)
        at = clock().replace(microsecond=0)
        label = f"Brought the register back from the backup of {in_full(backup.saved_at)}"
        edit = Edit(str(uuid4()), label, at, by, ())
        # Above every number that was ever given, so that two edits never share one.
        revision = max(backup.revision, remains.revision if remains else 0) + 1
        data = schema.serialise(tables_after(tables, edit, {}, revision))
        try:
            aside = _keep_aside(register, at) if remains is not None else None
        except OSError as error:
            raise storage.not_saved(register, error) from None
        storage.replace_file(register, data, like=backup.path.stat())
    return aside


def _keep_aside(register: Path, at: datetime) -> Path:
    """Keep an unusable file under a name that says what it is."""
    with register.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:8]
    aside = register.with_name(f"{register.name}.damaged-{at:{backups.TIME}}-{digest}")
    if not aside.exists():
        storage.keep_aside(register, aside)
    return aside
