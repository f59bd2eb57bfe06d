"""The older part of a register's log, in a folder beside it: one file of JSON lines a year.

An edit is here before it leaves the register, so a crash in between leaves it in both; reading
takes each id once. Nothing in these files is ever changed or removed by a save.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from tuiapp.store import storage
from tuiapp.store.layout import problem_of_entry


class Line(NamedTuple):
    """A line that is no edit."""

    path: Path
    number: int


def folder_of(register: Path) -> Path:
    """Return the folder with the older part of a register's log."""
    return register.with_name(register.name + ".history")


def append(register: Path, edits: Iterable[Mapping[str, Any]]) -> None:
    """Add edit documents, oldest first, and wait until the disk has them.

    Raises:
        OSError: The disk refused.
    """
    by_year: dict[str, list[bytes]] = defaultdict(list)
    for edit in edits:
        by_year[str(edit["at"])[:4]].append(orjson.dumps(edit))
    like = register.stat()
    folder = folder_of(register)
    if not folder.exists():
        storage.make_folder(folder, like=like)
        storage.sync_folder_of(folder)
    for year, lines in by_year.items():
        storage.append_lines(folder / f"{year}.jsonl", lines, like=like)


def read(register: Path) -> tuple[list[dict[str, Any]], list[Line]]:
    """Return the edit documents, oldest first, and the lines that are none.

    Raises:
        RegisterUnreadable: A file may not be read.
    """
    edits: dict[str, dict[str, Any]] = {}
    unreadable = []
    for path in sorted(folder_of(register).glob("*.jsonl")):
        *lines, cut = storage.read_file(path)[0].split(b"\n")
        for number, line in enumerate([*lines, *_whole(cut)], start=1):
            document = _object_in(line)
            if document is not None:
                edits.setdefault(document["id"], document)
            elif line and not _was_written_again(line, lines[number:]):
                unreadable.append(Line(path, number))
    return list(edits.values()), unreadable


def _whole(last: bytes) -> list[bytes]:
    """Return a last line without an end if it is whole.

    Otherwise a save was killed while it wrote it, and the edit never left the register.
    """
    return [last] if _object_in(last) is not None else []


def _was_written_again(line: bytes, later: Iterable[bytes]) -> bool:
    """Whether a line was cut short by a crash and stands whole further down."""
    return any(whole.startswith(line) for whole in later)


def _object_in(line: bytes) -> dict[str, Any] | None:
    """Return the edit document in a line, or None where there is none."""
    try:
        document = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    is_edit = isinstance(document, dict) and not problem_of_entry(document)
    return document if is_edit else None
