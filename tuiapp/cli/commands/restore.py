"""Bringing a register back from one of its backups: restore, and the offer at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tuiapp.cli.commands.check import told_changes
from tuiapp.cli.context import Context, as_json, pass_context, with_options
from tuiapp.cli.output import say, say_json, say_records
from tuiapp.cli.saving import edit_as_object, saved_words
from tuiapp.domain.history.sentences import sentence
from tuiapp.domain.text import count
from tuiapp.errors import NotSaved, RegisterDamaged, RegisterUnreadable
from tuiapp.store.storage import is_there

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Edit
    from tuiapp.store.backups import Backup
    from tuiapp.store.file_register import FileRegister
    from tuiapp.store.schema import Tables
    from tuiapp.store.storage import Stamp


@click.command()
@click.argument("name", required=False)
@click.option("--accept", is_flag=True, help="Do it, and not only show what would change.")
@click.option(
    "--if-revision",
    "revision",
    type=click.IntRange(min=0),
    metavar="NUMBER",
    help="Do it only if the register is still at the revision that was shown.",
)
@as_json
@pass_context
def restore(
    context: Context, name: str | None, accept: bool, revision: int | None, as_json: bool
) -> None:
    """List the register's backups, or show what bringing back NAME would change.

    NAME is a backup's name, the start of one, or its revision. Nothing is changed without
    --accept. A register that is damaged or gone is kept under another name, and the backup takes
    its place; a sound one is changed by an edit, which undo takes back.

    Every edit saved since the backup is named before its result goes. The preview prints the
    command to go on with: its --if-revision refuses with exit code 5 if somebody saved since.
    """
    from tuiapp.store import backups

    if name is None:
        _list(context, as_json=as_json)
        return
    chosen = backups.find_backup(context.real_path, name)
    tables = chosen.read()
    plan = _plan(context, chosen, tables)
    plan.refuse_if_moved(revision)
    told: dict[str, Any] = {"backup": chosen.name, "changes": plan.changes}
    told["revision"] = plan.revision
    told["takes_back"] = [edit_as_object(edit) for edit in plan.edits]
    if not as_json:
        _say_plan(context, chosen, plan, will_do=accept)
    if accept:
        told["done"] = _restore(context, chosen, tables, plan)
    if as_json:
        say_json(told)
    elif accept:
        say(told["done"])


class Plan(NamedTuple):
    """What bringing a backup back would do, and to which version of the register."""

    register: FileRegister | None
    """The register, to be changed by an edit; None where the backup takes its place."""
    seen: Stamp | None
    """The file that was looked at; None where there is none."""
    revision: int | None
    """The revision that the register is at; None where it cannot be read."""
    changes: list[str]
    """What would change, in sentences."""
    edits: list[Edit]
    """The edits saved since the backup whose result would go, oldest first."""

    def refuse_if_moved(self, revision: int | None) -> None:
        """Refuse if the register is not at the revision that somebody was shown."""
        if self.register is not None:
            self.register.refuse_if_moved(revision)
        elif revision is not None and self.revision != revision:
            raise NotSaved(
                "Not restored",
                f"The register cannot be read as revision {revision} any more.",
                "Nothing was changed. Look again with: partnertui restore NAME",
            )


def _plan(context: Context, chosen: Backup, tables: Tables) -> Plan:
    """Look at the register, and return what bringing a backup back would do to it."""
    from tuiapp.store import recovery
    from tuiapp.store.storage import stamp_of

    seen = stamp_of(context.real_path)
    register = _open_if_sound(context, tables)
    if register is not None:
        changes = register.differences_from(tables)
        known = {**register.snapshot.documents}
        edits = register.edits_since(tables) if changes else []
        revision = register.snapshot.header.revision
        return Plan(register, seen, revision, list(told_changes(changes, known)), edits)
    remains = recovery.read_remains(context.real_path, chosen.revision)
    lines = [f"Put {recovery.described(chosen, tables)}, in the place of {context.register_path}."]
    lines += recovery.lacking(chosen, tables, remains)
    return Plan(None, seen, remains.revision or None if remains else None, lines, [])


def _say_plan(context: Context, chosen: Backup, plan: Plan, *, will_do: bool) -> None:
    """Say what bringing a backup back does, and which edits it takes back, before it is done."""
    say(f"Bringing back {chosen.name} {'does' if will_do else 'would do'} this:")
    for line in plan.changes or ["Nothing: the register is as it was then."]:
        say(f"- {line}")
    if plan.edits:
        verb = "takes" if will_do else "would take"
        say(f"It {verb} back {count(len(plan.edits), 'edit')} saved since:")
        for edit in reversed(plan.edits):
            say(f"- {sentence(edit)} [{edit.id[:8]}]")
    if not will_do:
        command = f"partnertui restore {chosen.name} --accept"
        if plan.revision is not None:
            command += f" --if-revision {plan.revision}"
        say(with_options(f"Nothing was changed. Do it with: {command}"))


def offer_backup(context: Context, error: RegisterUnreadable, seen: Stamp | None) -> FileRegister:
    """Ask at the terminal whether the newest good backup may take an unusable register's place.

    Args:
        context: Which register, and who.
        error: Why it cannot be used.
        seen: The stamp of the file that cannot be; None where there is none.

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
    for line in recovery.lacking(
        chosen, tables, recovery.read_remains(context.real_path, chosen.revision)
    ):
        say(line)
    kept = " The damaged file is kept." if is_damaged else ""
    if not click.confirm(f"Bring it back and open it?{kept}"):
        raise error
    aside = recovery.put_back(context.real_path, chosen, by=context.by, clock=now, seen=seen)
    say(f"Brought back.{f' The damaged file is {aside}.' if aside else ''}")
    return context.open_file()


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
                "Saved": saved_words(row["saved_at"]) if row["sound"] else "",
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
        register = context.open_file()
    except RegisterDamaged:
        return None
    except RegisterUnreadable:
        if is_there(context.real_path):
            raise
        return None
    is_other = register.snapshot.header.id != backup["register"]["1"]["id"]
    return None if is_other or not register.is_sound else register


def _restore(context: Context, chosen: Backup, tables: Tables, plan: Plan) -> str:
    """Bring the backup back as planned; return what was done, in words."""
    from tuiapp.domain.changes.edits import Proposal
    from tuiapp.domain.dates import in_full
    from tuiapp.store import recovery
    from tuiapp.store.file_register import now

    if plan.register is not None:
        label = f"Restored the register as it was on {in_full(chosen.saved_at)}"
        changes = plan.register.differences_from(tables)
        proposal = Proposal(f"{label} (revision {chosen.revision})", changes)
        # Only what was shown: who saves in between must not lose that without a word.
        saved = plan.register.save(proposal, only_at=plan.revision)
        if saved.edit is None:
            return "Nothing to restore: the register is as it was then."
        undo = with_options("partnertui undo")
        return f"{saved.edit.label}. Saved; take it back with: {undo}"
    if context.read_only:
        raise NotSaved("Not restored", "The register is opened read-only.", "")
    aside = recovery.put_back(context.real_path, chosen, by=context.by, clock=now, seen=plan.seen)
    kept = f" The file that could not be used is kept as {aside}." if aside else ""
    return f"Brought {chosen.name} back as {context.register_path}.{kept}"
