"""What was done, and taking it back: history, undo, redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tuiapp.cli.context import Context, as_json, pass_context, with_options
from tuiapp.cli.output import say, say_json
from tuiapp.cli.saving import edit_as_object, save_and_say
from tuiapp.domain.changes import undo as edit_log
from tuiapp.domain.history.extent import extent_of, when
from tuiapp.domain.history.sentences import edits_of, sentences
from tuiapp.domain.register.find import find_partner
from tuiapp.domain.text import clean_line
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiapp.domain.changes.edits import Edit
    from tuiapp.store.register import Register


@click.command()
@click.argument("partner", required=False)
@click.option("--all", "older_too", is_flag=True, help="Tell the edits kept beside the file too.")
@click.option("--details", is_flag=True, help="Tell each field that changed, from what to what.")
@as_json
@pass_context
def history(
    context: Context, partner: str | None, older_too: bool, details: bool, as_json: bool
) -> None:
    """Tell what was done in the register, or to PARTNER, newest first."""
    register = context.open_register()
    edits = [*(register.archived() if older_too else ()), *register.history()]
    shown: Sequence[Edit] = edits
    record = None
    if partner is not None:
        record = find_partner(register.snapshot.documents, partner)["id"]
        shown = edits_of(edits, record)
    if as_json:
        say_json([edit_as_object(edit) for edit in reversed(shown)])
        return
    for edit, line in zip(reversed(shown), sentences(edits, shown), strict=True):
        say(f"{line} [{edit.id[:8]}]")
        for change in _told(edit, register, record) if details else ():
            say(f"- {change}")
    if register.log_from > 1 and not older_too:
        say(with_options("The file's log starts here. With older edits: partnertui history --all"))
    elif not shown:
        say("Nothing was done yet.")


def _told(edit: Edit, register: Register, record: str | None) -> list[str]:
    """Return what an edit changed, a line a field."""
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.history.wording import Naming, details

    naming = Naming(load_guide(), register.snapshot.documents, edit.changes)
    return details(edit, naming, record)


@click.command()
@click.argument("edit", required=False)
@as_json
@pass_context
def undo(context: Context, edit: str | None, as_json: bool) -> None:
    """Take back your newest change, or the EDIT with this id from `history`."""
    register = context.open_register()
    edits = register.history()
    if edit is None:
        chosen = edit_log.edit_to_undo(edits, register.by)
    else:
        chosen = _find([*register.archived(), *edits], edit)
    if chosen is None:
        raise InputRefused(
            "Nothing to undo", f"{register.by} has changed nothing that is not undone.", ""
        )
    _take_back(register, chosen, as_json=as_json)


@click.command()
@as_json
@pass_context
def redo(context: Context, as_json: bool) -> None:
    """Do again what you undid last."""
    register = context.open_register()
    chosen = edit_log.edit_to_redo(register.history(), register.by)
    if chosen is None:
        raise InputRefused(
            "Nothing to redo", f"{register.by} has undone nothing since their last change.", ""
        )
    _take_back(register, chosen, as_json=as_json)


def _take_back(register: Register, chosen: Edit, *, as_json: bool) -> None:
    """Undo or redo an edit, and say which one it was and how many organisations it touched."""
    saved = save_and_say(register, edit_log.undo(chosen), as_json=as_json)
    if as_json or saved.edit is None:
        return
    word, back = ("Took back", "redo") if chosen.undoes is None else ("Reversed", "undo")
    by = clean_line(chosen.by)
    say(f"{word} what {by} saved on {when(chosen)}: {extent_of(saved.edit.changes)}.")
    say(with_options(f"Reverse this with: partnertui {back}"))


def _find(edits: Sequence[Edit], wanted: str) -> Edit:
    """Return the edit with this id or start of one, unless it is undone already."""
    found = [edit for edit in edits if edit.id.startswith(wanted)]
    if len(found) != 1:
        raise InputRefused(
            "Which edit?",
            f"{len(found) or 'No'} edits in the history have an id that starts with '{wanted}'.",
            "See the ids with: partnertui history",
        )
    if not found[0].changes:
        raise InputRefused("Nothing to undo", f"'{found[0].label}' changed no field.", "")
    if found[0].id in edit_log.undone_ids(edits):
        raise InputRefused("Undone already", f"'{found[0].label}' is undone.", "")
    return found[0]
