"""Saving a proposal and saying what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuiapp.cli.output import say, say_json
from tuiapp.domain.dates import in_full, local_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuiapp.domain.changes.edits import Edit, Proposal
    from tuiapp.store.register import Register, Saved


def edit_as_object(edit: Edit) -> dict[str, Any]:
    """Return an edit as `--json` tells it: as the register file keeps it."""
    from tuiapp.store.schema import edit_to_document

    return edit_to_document(edit)


def save_and_say(
    register: Register,
    proposal: Proposal,
    *,
    as_json: bool,
    beside: Mapping[str, Any] | None = None,
) -> Saved:
    """Save, and say what was done, also where all was so already; return what was saved.

    Args:
        register: Where to save.
        proposal: What to save.
        as_json: Whether the answer is an object.
        beside: What the object holds beside the edit.
    """
    saved = register.save(proposal)
    if as_json:
        say_json({**(edit_as_object(saved.edit) if saved.edit else {}), **(beside or {})})
    elif saved.edit:
        say(f"{saved.edit.label}. Saved.")
    else:
        say(f"Nothing to change: it was so already ({proposal.label}).")
    return saved


def saved_words(saved_at: str) -> str:
    """Return when a register was saved as a person reads it, in local time."""
    from tuiapp.store.times import time_from_text

    at = local_time(time_from_text(saved_at))
    return f"{in_full(at)} {at:%H:%M}"
