"""The log of edits: what of it is undone, what to undo or redo next, who touched a field last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tuiapp.domain.changes.edits import Change, Edit, FieldPath, Proposal, invert


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
    No edit is looked at that is older than the one returned.
    """
    for edit, is_undone in _newest_first(edits):
        if edit.by == by and edit.undoes is None and edit.changes and not is_undone:
            return edit
    return None


def edit_to_redo(edits: Sequence[Edit], by: str) -> Edit | None:
    """Return this person's newest undo, unless they did something new or redid it since."""
    for edit, is_undone in _newest_first(edits):
        if edit.by != by:
            continue
        if edit.undoes is None:
            return None
        if not is_undone and _is_plain(edits, edit.undoes):
            return edit
    return None


def _newest_first(edits: Sequence[Edit]) -> Iterator[tuple[Edit, bool]]:
    """Yield each edit with whether it is undone now; what undoes an edit is later than it."""
    undone: set[str] = set()
    for edit in reversed(edits):
        yield edit, edit.id in undone
        if edit.undoes is not None and edit.id not in undone:
            undone.add(edit.undoes)


def _is_plain(edits: Sequence[Edit], edit_id: str) -> bool:
    """Whether there is an edit with this id, and it is no undo itself."""
    found = next((edit for edit in reversed(edits) if edit.id == edit_id), None)
    return found is not None and found.undoes is None


def undo(edit: Edit) -> Proposal:
    """Return the proposal that reverses an edit."""
    word = "Redid" if edit.undoes is not None else "Undid"
    label = edit.label.removeprefix("Undid: ").removeprefix("Redid: ")
    return Proposal(f"{word}: {label}", invert(edit), undoes=edit.id)


def last_edit_of(edits: Sequence[Edit], record: str, path: FieldPath) -> Edit | None:
    """Return the newest edit that touched a field, or anything it is in or that is in it."""

    def touches(change: Change) -> bool:
        shared = min(len(change.path), len(path))
        return change.record == record and change.path[:shared] == path[:shared]

    return next((edit for edit in reversed(edits) if any(map(touches, edit.changes))), None)
