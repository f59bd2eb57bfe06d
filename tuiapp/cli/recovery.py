"""Is the register sound, and bringing it back: check, backup, restore."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tuiapp.cli.context import Context, as_json, pass_context
from tuiapp.cli.output import say, say_fields, say_json, say_records
from tuiapp.domain.text import clean_line, count
from tuiapp.errors import NotSaved, RegisterDamaged, RegisterUnreadable
from tuiapp.locations import is_there
from tuiapp.store.times import time_to_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuiapp.domain.changes import Change, Document
    from tuiapp.store.backups import Backup
    from tuiapp.store.file_register import FileRegister
    from tuiapp.store.schema import Tables

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
    register = context.open_register()
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
    from tuiapp.store import archive

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
    try:
        register.history()
        register.archived()
    except RegisterUnreadable as error:
        yield Problem("unreadable-log", str(error))
    for path, number in archive.read(register.path)[1]:
        yield Problem("unreadable-log", f"Line {number} of {path} holds no edit.")
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
    from tuiapp.domain.naming import Naming, told

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
    at = f"{told['saved_at']} by {clean_line(told['saved_by'])}"
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
        say("Make these changes part of the register with: partnertui check --accept")


@click.command()
@pass_context
def backup(context: Context) -> None:
    """Keep a copy of the register for ever, in the folder beside it."""
    from tuiapp.store import backups

    register = context.open_register()
    say(f"Kept a copy: {register.keep_copy()}")
    say(f"Bring it back with: partnertui restore NAME. Names: {backups.folder_of(register.path)}")


@click.command()
@click.argument("name", required=False)
@click.option("--accept", is_flag=True, help="Do it, and not only show what would change.")
@as_json
@pass_context
def restore(context: Context, name: str | None, accept: bool, as_json: bool) -> None:
    """List the register's backups, or show what bringing back NAME would change.

    NAME is a backup's name, the start of one, or its revision. Nothing is changed without
    --accept. A register that is damaged or gone is kept under another name, and the backup takes
    its place; a sound one is changed by an edit, which undo takes back.
    """
    from tuiapp.store import backups

    if name is None:
        _list(context, as_json=as_json)
        return
    chosen = backups.find_backup(context.real_path, name)
    tables = chosen.read()
    register = _open_if_sound(context, tables)
    lines = list(_preview(context, register, chosen, tables))
    if not accept:
        if as_json:
            say_json({"backup": chosen.name, "changes": lines})
            return
        say(f"Bringing back {chosen.name} would do this:")
        for line in lines or ["Nothing: the register is as it was then."]:
            say(f"- {line}")
        say(f"Nothing was changed. Do it with: partnertui restore {chosen.name} --accept")
        return
    done = _restore(context, register, chosen, tables)
    if as_json:
        say_json({"backup": chosen.name, "changes": lines, "done": done})
    else:
        say(done)


def offer_backup(context: Context, error: RegisterUnreadable) -> FileRegister:
    """Ask at the terminal whether the newest good backup may take an unusable register's place.

    Returns:
        The register, brought back.

    Raises:
        RegisterUnreadable: The one given, where there is no backup or the answer is no.
    """
    from tuiapp.store import backups, recovery
    from tuiapp.store.file_register import now

    is_damaged = isinstance(error, RegisterDamaged)
    found = backups.newest_good(context.real_path)
    if found is None or context.read_only or not (is_damaged or not is_there(context.real_path)):
        raise error
    chosen, tables = found
    say(f"{error.title}: {error.message} Nothing was changed.")
    say(f"The newest good backup is {recovery.described(chosen, tables)}.")
    for line in recovery.lacking(chosen, tables, recovery.read_remains(context.real_path)):
        say(line)
    kept = " The damaged file is kept." if is_damaged else ""
    if not click.confirm(f"Bring it back and open it?{kept}"):
        raise error
    aside = recovery.put_back(context.real_path, chosen, by=context.by, clock=now)
    say(f"Brought back.{f' The damaged file is {aside}.' if aside else ''}")
    return context.open_register()


def _list(context: Context, *, as_json: bool) -> None:
    """Tell the backups, newest first, each with whether it is sound."""
    from tuiapp.store import backups

    rows = []
    for backup in backups.list_backups(context.real_path):
        row: dict[str, Any] = {"name": backup.name, "revision": backup.revision}
        try:
            tables = backup.read()
        except RegisterUnreadable as error:
            row |= {"sound": False, "why": error.message}
        else:
            header = tables["register"]["1"]
            row |= {"saved_at": header["saved_at"], "saved_by": header["saved_by"]}
            row |= {"partners": len(tables["partners"]), "sound": True}
        rows.append(row)
    if as_json:
        say_json(rows)
    elif not rows:
        say(f"There are no backups in {backups.folder_of(context.real_path)}.")
    else:
        told = (
            {
                "Backup": row["name"],
                "Saved": row.get("saved_at"),
                "By": row.get("saved_by"),
                "Partners": str(row.get("partners", "")),
                "Sound": "yes" if row["sound"] else f"no: {row['why']}",
            }
            for row in rows
        )
        say_records(told, plain=context.is_plain)


def _open_if_sound(context: Context, backup: Tables) -> FileRegister | None:
    """Return the register if it can be changed by an edit; None if the backup must replace it."""
    try:
        register = context.open_register()
    except RegisterDamaged:
        return None
    except RegisterUnreadable:
        if is_there(context.real_path):
            raise
        return None
    is_other = register.snapshot.header.id != backup["register"]["1"]["id"]
    return None if is_other or not register.is_sound else register


def _preview(
    context: Context, register: FileRegister | None, chosen: Backup, tables: Tables
) -> Iterator[str]:
    """Yield what bringing a backup back would change, in sentences."""
    from tuiapp.store import recovery

    if register is not None:
        known = {**register.snapshot.documents}
        yield from told_changes(register.differences_from(tables), known)
        return
    yield f"Put {recovery.described(chosen, tables)}, in the place of {context.register_path}."
    yield from recovery.lacking(chosen, tables, recovery.read_remains(context.real_path))


def _restore(
    context: Context, register: FileRegister | None, chosen: Backup, tables: Tables
) -> str:
    """Bring the backup back; return what was done, in words."""
    from tuiapp.domain.changes import Proposal
    from tuiapp.domain.dates import in_full
    from tuiapp.store import recovery
    from tuiapp.store.file_register import now

    if register is not None:
        label = f"Restored the register as it was on {in_full(chosen.saved_at)}"
        changes = register.differences_from(tables)
        saved = register.save(Proposal(f"{label} (revision {chosen.revision})", changes))
        if saved.edit is None:
            return "Nothing to restore: the register is as it was then."
        return f"{saved.edit.label}. Saved; undo takes it back."
    if context.read_only:
        raise NotSaved("Not restored", "The register is opened read-only.", "")
    aside = recovery.put_back(context.real_path, chosen, by=context.by, clock=now)
    kept = f" The file that could not be used is kept as {aside}." if aside else ""
    return f"Brought {chosen.name} back as {context.register_path}.{kept}"
