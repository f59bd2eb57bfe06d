"""The log in words: who did what, when, and from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tuiapp.domain.changes.edits import Edit
from tuiapp.domain.changes.undo import undone_ids
from tuiapp.domain.dates import in_full, local_time
from tuiapp.domain.text import clean_line

SHOWN = 60
"""How much of a long value a sentence shows."""


def clock_time(at: datetime, today: date) -> str:
    """Return a time as it stands in a title: local, with the day unless that is today.

    14:03, 21 Nov 14:03, 21 Nov 2025.
    """
    local = local_time(at)
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local.day} {local:%b} " + format(local, "%H:%M" if local.year == today.year else "%Y")


def edits_of(edits: Sequence[Edit], record: str) -> list[Edit]:
    """Return the edits that touched a record."""
    return [edit for edit in edits if any(change.record == record for change in edit.changes)]


def sentence(edit: Edit, *, undone: frozenset[str] = frozenset()) -> str:
    """Return an edit in one line: what, by whom, when."""
    at = local_time(edit.at)
    since = " (undone)" if edit.id in undone else ""
    return f"{in_full(at)} {at:%H:%M}, {clean_line(edit.by)}: {clean_line(edit.label)}{since}"


def deed(edit: Edit, name: str = "", *, undone: frozenset[str] = frozenset()) -> tuple[str, str]:
    """Return what an edit says below its day: when and by whom, and what was done.

    Args:
        edit: What was done.
        name: The partner that the line stands under, whose name need not be told again.
        undone: The ids of edits that are undone.
    """
    since = " (undone)" if edit.id in undone else ""
    told = without_name(edit.label, name)
    return f"{local_time(edit.at):%H:%M} {clean_line(edit.by)}", f"{told}{since}"


def without_name(label: str, name: str) -> str:
    """Return what was done, without the partner's name where it stands in sight already."""
    told = clean_line(label)
    for word in ("for", "of", "with"):
        told = told.removesuffix(f" {word} {name}") if name else told
    return told


def sentences(edits: Sequence[Edit], shown: Iterable[Edit]) -> list[str]:
    """Return edits as lines, newest first; the whole log says which are undone."""
    undone = undone_ids(edits)
    return [sentence(edit, undone=undone) for edit in reversed(list(shown))]


def in_words(value: Any) -> str:
    """Return a stored value short enough for a line."""
    if isinstance(value, Mapping):
        text = "; ".join(_parts(value))
    elif isinstance(value, (list, tuple)):
        text = ", ".join(map(str, value))
    else:
        text = str(value)
    text = clean_line(text)
    return f"'{text[:SHOWN]}…'" if len(text) > SHOWN else f"'{text}'"


def _parts(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield what tells most about an object: its name, or its state, or all that it holds."""
    for telling in ("name", "title", "state", "value"):
        if telling in value:
            yield str(value[telling])
            return
    for key, part in value.items():
        if isinstance(part, Mapping):
            yield from _parts(part)
        else:
            yield f"{key} {part}"
