"""How many organisations an edit touches: what to name before it is undone, and after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tuiapp.domain.changes.edits import Change, Edit, Proposal
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.identifiers import RECORD
from tuiapp.domain.text import clean_line, count

SMALL = 1
"""How many organisations an undo may touch without a question: the one somebody looks at."""
LABEL_SHOWN = 80
"""How many characters of a label a question shows, so that it fits into 40 columns by 12 lines."""


class Extent(NamedTuple):
    """How many organisations some changes touch, each counted once."""

    added: int
    removed: int
    changed: int
    policy: bool
    """Whether what the register says of itself is changed too."""

    @property
    def organisations(self) -> int:
        """How many organisations are touched."""
        return self.added + self.removed + self.changed

    def __str__(self) -> str:
        counts = {"added": self.added, "removed": self.removed, "changed": self.changed}
        parts = [
            f"{count(number, 'organisation')} {word}" for word, number in counts.items() if number
        ]
        if self.policy:
            parts.append("the register's own record changed")
        return ", ".join(parts) or "nothing changed"


def extent_of(changes: Iterable[Change]) -> Extent:
    """Return how much changes touch."""
    whole: dict[str, str] = {}
    for change in changes:
        if change.path or (change.before is None) == (change.after is None):
            whole.setdefault(change.record, "changed")
        else:
            whole[change.record] = "added" if change.before is None else "removed"
    is_policy = whole.pop(RECORD, None) is not None
    words = list(whole.values())
    return Extent(words.count("added"), words.count("removed"), words.count("changed"), is_policy)


def question(edit: Edit, proposal: Proposal, *, is_from_here: bool) -> str:
    """Return what to ask before an edit is undone or redone; "" where no question is needed.

    Args:
        edit: What is to be reversed.
        proposal: What reverses it.
        is_from_here: Whether it was saved in this session, so that the person has just seen it.
    """
    extent = extent_of(proposal.changes)
    if is_from_here and extent.organisations <= SMALL:
        return ""
    word, label = proposal.label.split(": ", 1)
    verb = {"Undid": "Undo", "Redid": "Redo"}[word]
    elsewhere = "" if is_from_here else ", not in this session"
    return f"{verb} '{_short(label)}'? Saved {when(edit)}{elsewhere}. Effect: {extent}."


def when(edit: Edit) -> str:
    """Return when an edit was saved, in local time: 22 November 2026 at 14:03."""
    at = edit.at.astimezone()
    return f"{in_full(date(at.year, at.month, at.day))} at {at:%H:%M}"


def _short(label: str) -> str:
    label = clean_line(label)
    return f"{label[:LABEL_SHOWN]}…" if len(label) > LABEL_SHOWN else label
