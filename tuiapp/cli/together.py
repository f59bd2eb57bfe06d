"""Several partners at once: join makes two of them one."""

from __future__ import annotations

import click

from tuiapp.cli.context import Context, as_json, pass_context
from tuiapp.cli.output import say, say_json
from tuiapp.cli.saving import save_and_say
from tuiapp.domain.query import find_partner


@click.command()
@click.argument("keep", metavar="KEEP")
@click.argument("other", metavar="OTHER")
@click.option("--apart", is_flag=True, help="They are two: do not call them alike any more.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@as_json
@pass_context
def join(
    context: Context, keep: str, other: str, apart: bool, dry_run: bool, as_json: bool
) -> None:
    """Make OTHER one with KEEP: two records of one organisation.

    What is empty in KEEP is taken from OTHER, what differs goes into its notes, and OTHER leaves
    the register. Undo makes two of them again. With --apart they stay two organisations.
    """
    from tuiapp.domain.together import keep_apart, make_one

    register = context.open_register()
    documents = register.snapshot.documents
    one, two = find_partner(documents, keep), find_partner(documents, other)
    proposal = keep_apart(one, two) if apart else make_one(one, two, documents)
    if not dry_run:
        save_and_say(register, proposal, as_json=as_json)
        return
    changes = [
        {"record": c.record, "path": list(c.path), "after": c.after} for c in proposal.changes
    ]
    if as_json:
        say_json(changes)
        return
    for change in proposal.changes:
        name = documents[change.record].get("name", change.record)
        place = " ".join(change.path).replace("_", " ")
        say(f"{name}: {place + ' ' + str(change.after) if change.path else 'leaves the register'}")
    say("Nothing was changed: this was a dry run.")
