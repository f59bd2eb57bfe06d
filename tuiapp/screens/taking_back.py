"""Undo and redo, with a question before what is large or was not done in this session."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuiapp.domain import log
from tuiapp.screens.dialogs import Confirm

if TYPE_CHECKING:
    from tuiapp.domain.changes import Edit
    from tuiapp.screens.base import BaseScreen


def undo(screen: BaseScreen) -> None:
    """Take back this person's newest change."""
    edit = log.edit_to_undo(screen.register.history(), screen.register.by)
    _reverse(screen, edit, "There is nothing of yours to undo.")


def redo(screen: BaseScreen) -> None:
    """Do again what this person undid last."""
    edit = log.edit_to_redo(screen.register.history(), screen.register.by)
    _reverse(screen, edit, "There is nothing of yours to redo.")


def _reverse(screen: BaseScreen, edit: Edit | None, nothing: str) -> None:
    """Reverse an edit once the person knows what goes; a small one of this session at once."""
    from tuiapp.domain.extent import question

    if edit is None:
        screen.say(nothing)
        return
    register = screen.register
    asked = question(edit, log.undo(edit), is_from_here=register.is_saved_here(edit.id))
    reverse = partial(screen.save, partial(log.undo, edit))
    if not asked or register.why_read_only:
        reverse()
        return

    def end(answer: bool | None) -> None:
        if answer:
            reverse()
        else:
            screen.say("Nothing was changed.")

    if screen.is_active:  # keys may come several at once
        screen.app.push_screen(Confirm(asked), end)
