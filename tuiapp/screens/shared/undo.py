"""Undo and redo, with a question before what is large or was not done in this session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from tuiapp.domain.changes import undo as edit_log
from tuiapp.screens.shared.dialogs import Confirm

if TYPE_CHECKING:
    from textual.app import App

    from tuiapp.domain.changes.edits import Edit, Proposal
    from tuiapp.store.register import Register


class EditingScreen(Protocol):
    """A screen from which edits are saved."""

    register: Register

    @property
    def is_active(self) -> bool:
        """Whether no dialog covers it."""

    @property
    def app(self) -> App[object]:
        """The dashboard."""

    def say(self, message: str) -> None:
        """Say something in the message line."""

    def save(self, propose: Callable[[], Proposal]) -> None:
        """Save what is proposed and show what is then stored."""


def undo(screen: EditingScreen) -> None:
    """Take back this person's newest change."""
    edit = edit_log.edit_to_undo(screen.register.history(), screen.register.by)
    _reverse(screen, edit, "There is nothing of yours to undo.")


def redo(screen: EditingScreen) -> None:
    """Do again what this person undid last."""
    edit = edit_log.edit_to_redo(screen.register.history(), screen.register.by)
    _reverse(screen, edit, "There is nothing of yours to redo.")


def _reverse(screen: EditingScreen, edit: Edit | None, nothing: str) -> None:
    """Reverse an edit once the person knows what goes; a small one of this session at once."""
    from tuiapp.domain.history.extent import question

    if edit is None:
        screen.say(nothing)
        return
    register = screen.register
    asked = question(edit, edit_log.undo(edit), is_from_here=register.is_saved_here(edit.id))
    reverse = partial(screen.save, partial(edit_log.undo, edit))
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
