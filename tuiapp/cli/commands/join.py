"""Several partners at once: join lists likely duplicates, and makes two of them one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tuiapp.cli.context import Context, as_json, pass_context, with_options
from tuiapp.cli.output import say, say_json
from tuiapp.cli.saving import save_and_say
from tuiapp.domain.register.find import find_partner, short_ids
from tuiapp.domain.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuiapp.domain.changes.edits import Document


@click.command()
@click.argument("keep", metavar="[KEEP OTHER]", default="")
@click.argument("other", metavar="", default="")
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
    Without KEEP and OTHER it lists those that are likely one.
    """
    from tuiapp.domain.register.join import keep_apart, make_one

    register = context.open_register()
    documents = register.snapshot.documents
    if not keep:
        _list(documents, as_json=as_json)
        return
    if not other:
        raise click.UsageError("Name two partners: partnertui join KEEP OTHER")
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


def _list(documents: Mapping[str, Document], *, as_json: bool) -> None:
    """List the pairs that are likely one organisation, and why."""
    from tuiapp.domain.register.duplicates import likely_duplicates

    pairs = likely_duplicates(documents.values())
    if as_json:
        say_json([{"one": pair.one, "other": pair.other, "why": pair.why} for pair in pairs])
        return
    ids = short_ids({each for pair in pairs for each in (pair.one, pair.other)}, documents)
    for pair in pairs:
        one, other = (
            f"{documents[each].get('name', '')} ({ids[each]})" for each in (pair.one, pair.other)
        )
        say(clean_line(f"{one}; {other}: {pair.why}"))
    if pairs:
        say(with_options("Merge two with: partnertui join KEEP OTHER, each by its id or name"))
    else:
        say("No two partners look like one.")
