"""Two commands for those who break the register from outside: one writes, one tells what is there.

They save and read as every other command does, so that what they show is true of all of them.
"""

from __future__ import annotations

import re
from itertools import count as numbers
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

import click

from tuiapp.cli.context import Context, pass_context
from tuiapp.cli.output import write
from tuiapp.errors import InputRefused, PartnerTuiError, RegisterUnreadable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuiapp.domain.changes.edits import Edit, Proposal
    from tuiapp.store.register import Snapshot

LABEL = "Fault test: "
"""What stands before the token in the label of an edit."""
PADDING = 200
"""How many characters a record grows by at every second edit, and shrinks by at the others."""
ANOTHER = "Name another with --prefix."


class Disagreement(PartnerTuiError):
    """The log and the records tell different things."""

    exit_code = 1


@click.command("fault-write", hidden=True)
@click.option(
    "--count", type=click.IntRange(min=1), help="How many edits; without end if left out."
)
@click.option("--prefix", required=True, metavar="P", help="What the tokens start with.")
@pass_context
def fault_write(context: Context, count: int | None, prefix: str) -> None:
    """Save one edit after another and print ACK with its token once each is durable."""
    from tuiapp.store.register import Conflicted

    _refuse_if_no_word(prefix)
    register = context.open_register()
    record = str(uuid5(NAMESPACE_URL, f"fault-write:{prefix}"))
    if record in register.snapshot.documents:
        raise InputRefused("Prefix used", f"Edits of '{prefix}' are there already.", ANOTHER)
    for number in numbers(1) if count is None else range(1, count + 1):
        token = f"{prefix}-{number}"
        try:
            register.save(_proposal(register.snapshot, record, prefix, token, grow=number % 2 == 1))
        except Conflicted:
            _tell("CONFLICT", token)
        else:
            _tell("ACK", token)


@click.command("fault-dump", hidden=True)
@pass_context
def fault_dump(context: Context) -> None:
    """Print the tokens in the register, one a line; fail where log and records disagree."""
    register = context.open_register()
    if register.why_read_only and not context.read_only:
        raise RegisterUnreadable(
            "Register not as saved", f"{register.place} was {register.why_read_only}.", ""
        )
    edits = [*register.archived(), *register.history()]
    _refuse_disagreement(edits, register.snapshot.documents)
    for edit in edits:
        if edit.label.startswith(LABEL):
            write(edit.label.removeprefix(LABEL))


def _tell(word: str, token: str) -> None:
    """Print a line at once: whoever ends this process must have it."""
    write(f"{word} {token}")


def _refuse_if_no_word(prefix: str) -> None:
    """Refuse a prefix with which a token would be more than one word of a line."""
    if not re.fullmatch(r"[A-Za-z0-9._-]+", prefix):
        raise InputRefused("Not a prefix", "It takes letters, digits and . _ -", ANOTHER)


def _proposal(snapshot: Snapshot, record: str, prefix: str, token: str, *, grow: bool) -> Proposal:
    """Return the edit with this token: it makes the record, or its notes longer or shorter."""
    from tuiapp.domain.changes.edits import Change, Proposal
    from tuiapp.domain.register import partner_edits

    notes = f"{token} {'x' * PADDING}" if grow else token
    if record in snapshot.documents:
        changes = partner_edits.set_fields(snapshot.documents[record], {"notes": notes}).changes
        return Proposal(f"{LABEL}{token}", changes)
    made = {"id": record, "name": prefix, "status": "partner", "notes": notes}
    return Proposal(f"{LABEL}{token}", (Change(record, (), None, made),))


def _refuse_disagreement(edits: Sequence[Edit], documents: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse a register in which a record is not what the log says was made of it."""
    told: dict[str, str] = {}
    for edit in edits:
        if not edit.label.startswith(LABEL):
            continue
        (change,) = edit.changes
        notes = change.after if change.path else change.after["notes"]
        told[change.record] = notes
        if notes.split()[0] != edit.label.removeprefix(LABEL):
            raise Disagreement("Log and record disagree", f"'{edit.label}' saved another token.")
    for record, notes in told.items():
        kept = documents.get(record, {}).get("notes", "")
        if kept != notes:
            raise Disagreement(
                "Log and record disagree",
                f"The record {record} holds {kept[:40]!r}; the log says {notes[:40]!r}.",
            )
