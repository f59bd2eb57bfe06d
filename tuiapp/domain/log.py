"""The log of edits: what of it is undone, what to undo or redo next, who touched a field last."""

from __future__ import annotations

from collections.abc import Sequence

from tuiapp.domain.changes import Change, Edit, Path, Proposal, invert


def undone_ids(edits: Sequence[Edit]) -> frozenset[str]:
    """Return the ids of the edits that are undone now: reversed, and not done again since."""
    undone: set[str] = set()
    for edit in reversed(edits):
        if edit.undoes is not None and edit.id not in undone:
            undone.add(edit.undoes)
    return frozenset(undone)


def edit_to_undo(edits: Sequence[Edit], by: str) -> Edit | None:
    """Return this person's newest edit that is neither undone nor an undo.

    An edit without changes, such as the note that a backup was brought back, is passed over.
    """
    undone = undone_ids(edits)
    mine = (e for e in reversed(edits) if e.by == by and e.undoes is None and e.changes)
    return next((edit for edit in mine if edit.id not in undone), None)


def edit_to_redo(edits: Sequence[Edit], by: str) -> Edit | None:
    """Return this person's newest undo, unless they did something new or redid it since."""
    undone = undone_ids(edits)
    plain = {edit.id for edit in edits if edit.undoes is None}
    for edit in reversed(edits):
        if edit.by != by:
            continue
        if edit.undoes is None:
            return None
        if edit.undoes in plain and edit.id not in undone:
            return edit
    return None


def undo(edit: Edit) -> Proposal:
    """Return the proposal that reverses an edit."""
    word = "Redid" if edit.undoes is not None else "Undid"
    label = edit.label.removeprefix("Undid: ").removeprefix("Redid: ")
    return Proposal(f"{word}: {label}", invert(edit), undoes=edit.id)


def last_edit_of(edits: Sequence[Edit], record: str, path: Path) -> Edit | None:
    """Return the newest edit that touched a field, or anything it is in or that is in it."""

    def touches(change: Change) -> bool:
        shared = min(len(change.path), len(path))
        return change.record == record and change.path[:shared] == path[:shared]

    return next((edit for edit in reversed(edits) if any(map(touches, edit.changes))), None)
