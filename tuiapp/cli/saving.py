"""Saving a proposal and saying what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiapp.cli.output import say, say_json

if TYPE_CHECKING:
    from tuiapp.domain.changes import Proposal
    from tuiapp.store.register import Register


def save_and_say(register: Register, proposal: Proposal, *, as_json: bool) -> None:
    """Save, and say what was done; that all was so already is an answer too."""
    saved = register.save(proposal)
    if as_json:
        from tuiapp.cli.history import as_object

        say_json(as_object(saved.edit) if saved.edit else {})
    elif saved.edit:
        say(f"{saved.edit.label}. Saved.")
    else:
        say(f"Nothing to change: it was so already ({proposal.label}).")
