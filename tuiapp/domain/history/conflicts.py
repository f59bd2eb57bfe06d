"""Settling what two people changed at once: what is asked, and what is left once somebody chose.

A conflict is settled by rewriting the proposal, never by writing over anything: where a person's
own value is to hold, their change says that it has seen the other one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from tuiapp.domain.changes.edits import (
    Change,
    Conflict,
    Document,
    FieldPath,
    Proposal,
    Shape,
    apply,
    diff,
)
from tuiapp.domain.history.wording import NOTHING, Naming, in_full, value_at
from tuiapp.domain.text import clean_line

if TYPE_CHECKING:
    from tuiapp.domain.models.guide import Guide

Spot = tuple[str, FieldPath]
"""What a question is about: a record, and a field or item of it or the whole."""

JUDGED_WHOLE = ("scores",)
"""Collections whose items mean something only as a whole: a score, and who gave it."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that somebody else changed too, in words.

    Attributes:
        spot: Where in the register.
        kind: `both` set it; `removal`: what one removes has changed; `gone`: what one changes
            was removed, and only to leave it so is possible.
        about: What it is.
        was: What it was when this person last saw it.
        mine: What this person wants.
        theirs: What is there now.
        conflicts: The conflicts that the answer settles.
    """

    spot: Spot
    kind: Literal["both", "removal", "gone"]
    about: str
    was: str
    mine: str
    theirs: str
    conflicts: tuple[Conflict, ...]

    @property
    def yours(self) -> str:
        """What this person wanted, for a line."""
        return clean_line(f"{self.about}: {self.mine}")


def settle(
    proposal: Proposal,
    documents: Mapping[str, Document],
    is_mine: Mapping[Spot, bool],
    shape_of: Callable[[str], Shape],
) -> Proposal | None:
    """Return what of a proposal is left to save once a person chose; None where nothing is.

    Where their own value is to hold, the change is one from what is there now. Where the other
    is, every change at the spot or below it is dropped. A conflict about which nothing was
    chosen stays one, so that it is asked again.

    Args:
        proposal: What met conflicts.
        documents: The records in which it met them, by id.
        is_mine: For each question's spot, whether this person's value is to hold.
        shape_of: Returns the shape of the record with an id.
    """
    now = dict(documents)
    settled: list[Change] = []
    for change in proposal.changes:
        parts = list(_rebased(change, now, is_mine, shape_of))
        settled += parts
        for record, document in apply(now, parts, shape_of).documents.items():
            if document is None:
                now.pop(record, None)
            else:
                now[record] = document
    return replace(proposal, changes=tuple(settled)) if settled else None


def _rebased(
    change: Change,
    documents: Mapping[str, Document],
    is_mine: Mapping[Spot, bool],
    shape_of: Callable[[str], Shape],
) -> Iterator[Change]:
    """Yield what becomes of one change: itself, nothing, or its parts as somebody chose."""
    if _choice(change, is_mine) is False:
        return
    outcome = apply(documents, [change], shape_of)
    if not outcome.conflicts:
        yield change
        return
    # An item that somebody else added too was tried field by field.
    yield from (part for part in outcome.changes if _choice(part, is_mine) is not False)
    for conflict in outcome.conflicts:
        choice = _choice(conflict.change, is_mine)
        if choice is None:
            yield conflict.change
        elif choice and not conflict.gone:
            yield replace(conflict.change, before=conflict.current)


def _choice(change: Change, is_mine: Mapping[Spot, bool]) -> bool | None:
    """Return what was chosen at a change's place or around it; None where nothing was."""
    for end in range(len(change.path) + 1):
        choice = is_mine.get((change.record, change.path[:end]))
        if choice is not None:
            return choice
    return None


def questions(
    proposal: Proposal,
    conflicts: Sequence[Conflict],
    documents: Mapping[str, Document],
    guide: Guide,
    shape_of: Callable[[str], Shape],
) -> list[Question]:
    """Return what to ask about conflicts, one question for what is judged as one thing.

    Args:
        proposal: What met the conflicts.
        conflicts: Where, in the order they were met.
        documents: The records as they are now, by id.
        guide: Names checklist items and measures.
        shape_of: Returns the shape of the record with an id.
    """
    by_spot: dict[Spot, list[Conflict]] = {}
    for conflict in conflicts:
        by_spot.setdefault(_spot(conflict, documents), []).append(conflict)
    words = _Words(proposal, documents, guide, shape_of)
    return [words.question(spot, tuple(met)) for spot, met in by_spot.items()]


def _spot(conflict: Conflict, documents: Mapping[str, Document]) -> Spot:
    """Return what a conflict is asked about: its field, or the whole that was removed."""
    change = conflict.change
    if change.record not in documents:
        return change.record, ()
    if conflict.gone or (change.path and change.path[0] in JUDGED_WHOLE):
        return change.record, change.path[:2]
    return change.record, change.path


class _Words:
    """Puts the conflicts of one proposal into words."""

    def __init__(
        self,
        proposal: Proposal,
        documents: Mapping[str, Document],
        guide: Guide,
        shape_of: Callable[[str], Shape],
    ) -> None:
        self._proposal = proposal
        self._documents = documents
        self._naming = Naming(guide, documents, proposal.changes)
        self._shape_of = shape_of

    def question(self, spot: Spot, conflicts: tuple[Conflict, ...]) -> Question:
        """Return what is asked about one spot."""
        record, path = spot
        first, last = conflicts[0], conflicts[-1]
        about = self._about(spot)
        if record not in self._documents or first.gone:
            mine = "\n".join(self._wanted(spot)) or NOTHING
            return Question(spot, "gone", about, "", mine, "", conflicts)
        if first.change.after is None and len(path) % 2 == 0 and first.change.path == path:
            theirs = "\n".join(self._differences(first))
            return Question(spot, "removal", about, "", "Remove it", theirs, conflicts)
        if path != first.change.path:
            current = value_at(self._documents[record], path) or {}
            mine = in_full(path, self._proposed(spot, current))
            return Question(spot, "both", about, "", mine, in_full(path, current), conflicts)
        was, mine, theirs = (
            in_full(path, value)
            for value in (first.change.before, last.change.after, first.current)
        )
        return Question(spot, "both", about, was, mine, theirs, conflicts)

    def _about(self, spot: Spot) -> str:
        """Return a spot in the words of the screen."""
        record, path = spot
        if record not in self._documents:
            return self._proposal.label
        name = str(self._documents[record].get("name", ""))
        return f"{name}: {self._naming.field(record, path)}" if path else name

    def _proposed(self, spot: Spot, current: Any) -> Any:
        """Return an item as it would be if this person's change alone held."""
        record, path = spot
        item = dict(current)
        for change in self._proposal.changes:
            if change.record == record and change.path == path:
                item = dict(change.after or {})
            elif change.record == record and change.path[:-1] == path:
                item[change.path[-1]] = change.after
        return item

    def _wanted(self, spot: Spot) -> Iterator[str]:
        """Yield what this person wanted to change at a spot and below it, a line a field."""
        record, path = spot
        for change in self._proposal.changes:
            if change.record == record and change.path[: len(path)] == path and change.path:
                field = self._naming.field(record, change.path)
                yield f"{field}: {in_full(change.path, change.after)}"

    def _differences(self, conflict: Conflict) -> Iterator[str]:
        """Yield what has changed in what is to be removed, a line a field."""
        change = conflict.change
        shape = self._shape_of(change.record)
        for place, step in enumerate(change.path):
            if place % 2 == 0:
                shape = shape.collections.get(step, Shape())
        for part in diff(change.record, change.before, conflict.current, shape):
            path = (*change.path, *part.path)
            told = f"from {in_full(path, part.before)} to {in_full(path, part.after)}"
            yield f"{self._naming.field(change.record, path)}: {told}"
