"""The older part of a register's log, in a folder beside it: one file of JSON lines a year.

An edit is here before it leaves the register, so a crash in between leaves it in both; reading
takes each id once. Nothing in these files is ever changed or removed by a save.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from tuiapp.store import storage
from tuiapp.store.layout import problem_of_entry

BATCH = 50_000
"""How many edits are written at once: a long log that is cut to a short one fits into memory."""


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
    like = register.stat()
    folder = folder_of(register)
    if not folder.exists():
        storage.make_folder(folder, like=like)
        storage.sync_folder_of(folder)
    left = iter(edits)
    while batch := list(islice(left, BATCH)):
        by_year: dict[str, list[bytes]] = defaultdict(list)
        for edit in batch:
            by_year[str(edit["at"])[:4]].append(orjson.dumps(edit))
        for year, lines in by_year.items():
            storage.append_lines(folder / f"{year}.jsonl", lines, like=like)


def read(register: Path) -> tuple[list[dict[str, Any]], list[Line]]:
    """Return the edit documents, oldest first, and the lines that are none.

    Raises:
        RegisterUnreadable: A file may not be read.
    """
    edits: list[dict[str, Any]] = []
    unreadable: list[Line] = []
    for entry in entries(register):
        if isinstance(entry, Line):
            unreadable.append(entry)
        else:
            edits.append(entry)
    return edits, unreadable


def entries(register: Path) -> Iterator[dict[str, Any] | Line]:
    """Yield the edit documents, oldest first, and after those of a file its lines that are none.

    Raises:
        RegisterUnreadable: A file may not be read.
    """
    ids: set[str] = set()
    for path in sorted(folder_of(register).glob("*.jsonl")):
        try:
            yield from _entries_in(path, ids)
        except OSError as error:
            raise storage.not_readable(path, error) from None


def _entries_in(path: Path, ids: set[str]) -> Iterator[dict[str, Any] | Line]:
    unreadable: dict[int, bytes] = {}
    with path.open("rb") as file:
        for number, ended in enumerate(file, start=1):
            line = ended.removesuffix(b"\n")
            # A line that was cut short by a crash stands whole further down.
            unreadable = {at: cut for at, cut in unreadable.items() if not line.startswith(cut)}
            document = _object_in(line)
            if document is None:
                # Without an end a save was killed while it wrote it: it never left the register.
                if line and line != ended:
                    unreadable[number] = line
            elif document["id"] not in ids:
                ids.add(document["id"])
                yield document
    for number in unreadable:
        yield Line(path, number)


def _object_in(line: bytes) -> dict[str, Any] | None:
    """Return the edit document in a line, or None where there is none."""
    try:
        document = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    is_edit = isinstance(document, dict) and not problem_of_entry(document)
    return document if is_edit else None
