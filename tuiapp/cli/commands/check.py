"""Is the register sound, and keeping a copy of it: check, backup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tuiapp.cli.context import Context, as_json, pass_context, with_options
from tuiapp.cli.output import say, say_fields, say_json
from tuiapp.cli.saving import saved_words
from tuiapp.domain.text import clean_line, count
from tuiapp.errors import RegisterUnreadable
from tuiapp.store.times import time_to_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuiapp.domain.changes.edits import Change, Document
    from tuiapp.store.file_register import FileRegister

SOMETHING_TO_REPORT = 1


class Problem(NamedTuple):
    """Something that `check` reports."""

    kind: str
    """One word for scripts."""
    message: str


@click.command()
@click.option("--accept", is_flag=True, help="Make what was changed outside part of the register.")
@as_json
@pass_context
def check(context: Context, accept: bool, as_json: bool) -> None:
    """Say whether the register is sound: its file, every partner, its log and its place.

    What was changed in the file outside partnertui is shown; with --accept it becomes an edit of
    the history, and saving goes on.
    """
    register = context.open_file()
    if accept:
        saved = register.accept_outside()
        if not as_json:
            say(f"{saved.edit.label}. Saved." if saved.edit else "Nothing to accept.")
    problems = list(_problems(register))
    if as_json:
        say_json(_report(register, problems))
    else:
        _say_report(register, problems)
    if problems:
        click.get_current_context().exit(SOMETHING_TO_REPORT)


def _problems(register: FileRegister) -> Iterator[Problem]:
    """Yield everything that is not as it should be."""
    snapshot = register.snapshot
    if register.why_read_only.startswith("format"):
        yield Problem("newer-format", f"Read-only: {register.why_read_only}.")
    yield from _problems_outside(register)
    for partner_id, document in snapshot.documents.items():
        try:
            snapshot.partner(partner_id)
        except RegisterUnreadable as error:
            name = clean_line(str(document.get("name", partner_id)))
            yield Problem("unreadable-partner", f"{name} ({partner_id}): {error.message}")
    for message in register.problems_of_log():
        yield Problem("unreadable-log", message)
    for warning in register.warnings:
        yield Problem("place", warning)


def _problems_outside(register: FileRegister) -> Iterator[Problem]:
    """Yield what was changed in the file by something else than partnertui."""
    outside = register.changed_outside()
    if outside is None:
        return
    if outside.base is None:
        told = "no backup tells what it was before"
    else:
        told = f"compared with the backup {outside.base.name}"
    yield Problem("changed-outside", f"The file was changed outside partnertui; {told}.")
    documents = register.snapshot.documents
    for line in told_changes(outside.changes, documents):
        yield Problem("changed-outside", line)
    if outside.log_differs:
        yield Problem(
            "changed-outside",
            "Entries of the history were changed too; accepting keeps them as they were saved.",
        )


def told_changes(changes: Sequence[Change], documents: Mapping[str, Document]) -> Iterator[str]:
    """Yield each change in words, with the name of the partner it is about."""
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.history.wording import Naming, told

    naming = Naming(load_guide(), documents, changes)
    for change in changes:
        yield f"{naming.record(change.record)}: {told(change, naming)}"


def _report(register: FileRegister, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return what `check` tells, as an object."""
    from tuiapp.store.backups import list_backups

    header = register.snapshot.header
    return {
        "register": register.place,
        "revision": header.revision,
        "saved_at": time_to_text(header.saved_at),
        "saved_by": header.saved_by,
        "partners": len(register.snapshot.documents),
        "edits": register.edit_count,
        "backups": [backup.name for backup in list_backups(register.path)],
        "sound": not problems,
        "problems": [problem._asdict() for problem in problems],
    }


def _say_report(register: FileRegister, problems: Sequence[Problem]) -> None:
    told = _report(register, problems)
    at = f"{saved_words(told['saved_at'])} by {clean_line(told['saved_by'])}"
    say_fields(
        {
            "Register": told["register"],
            "Saved": f"{count(told['revision'], 'time')}, last at {at}",
            "Partners": str(told["partners"]),
            "Edits in the log": str(told["edits"]),
            "Backups": str(len(told["backups"])),
        }
    )
    for problem in problems:
        say_fields({"Problem": problem.message})
    if not problems:
        say("Nothing is wrong.")
    elif any(problem.kind == "changed-outside" for problem in problems):
        say(with_options("Make these changes part of the register with: partnertui check --accept"))


@click.command()
@pass_context
def backup(context: Context) -> None:
    """Keep a copy of the register for ever, in the folder beside it."""
    from tuiapp.store import backups

    register = context.open_file()
    say(f"Kept a copy: {register.keep_copy()}")
    say(with_options("Bring it back with: partnertui restore NAME"))
    say(f"Names: {backups.folder_of(register.path)}")
