"""The parts of a partner's record: log, action, document, and record for every other part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tuiapp.cli.commands.partners import parse_assignments
from tuiapp.cli.context import Context, OurWords, as_json, pass_context, today
from tuiapp.cli.output import say, say_json
from tuiapp.cli.saving import save_and_say
from tuiapp.domain.choices import CONTACT_KINDS, ContactKind
from tuiapp.domain.register.find import find_partner
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Proposal
    from tuiapp.store.register import Register

PART_NAMES = (
    *("actions", "meetings", "log", "agreements", "documents", "contacts", "results", "risks"),
    *("dependencies", "money", "benefits", "reviews", "own_items"),
)
"""The parts of a record that are kept by this command; tests hold them to the vocabulary."""


@click.command()
@click.argument("partner")
@click.argument("text")
@click.option(
    "--kind",
    type=OurWords(list(CONTACT_KINDS)),
    default="call",
    show_default=True,
    help="Tried is a call that was not answered, and no contact.",
)
@click.option("--on", default="today", show_default=True, metavar="DATE")
@click.option("--next", "next_action", default="", metavar="TEXT", help="The next action.")
@click.option("--due", default="", metavar="DATE", help="When it is due: fri, +7d, 22/11.")
@as_json
@pass_context
def log(
    context: Context,
    partner: str,
    text: str,
    kind: ContactKind,
    on: str,
    next_action: str,
    due: str,
    as_json: bool,
) -> None:
    """Log a call, e-mail, meeting or visit with PARTNER, and what was promised next."""
    from tuiapp.domain.register.part_edits import log_contact

    register = context.open_register()
    document = find_partner(register.snapshot.documents, partner)
    proposal = log_contact(
        document,
        text,
        kind,
        on=on,
        today=today(),
        by=register.by,
        next_action=next_action,
        due=due,
    )
    _save(register, proposal, as_json=as_json)


@click.command()
@click.argument("partner")
@click.argument("verb", type=click.Choice(["add", "done", "put-off"]))
@click.argument("action")
@click.option("--owner", default="", metavar="NAME", help="The post that does it.")
@click.option("--due", default="", metavar="DATE", help="When it is due: fri, +7d, 22/11.")
@as_json
@pass_context
def action(
    context: Context, partner: str, verb: str, action: str, owner: str, due: str, as_json: bool
) -> None:
    """Add ACTION to PARTNER, say that it is done, or put it off to another --due date."""
    from tuiapp.domain.register import part_edits
    from tuiapp.domain.register.part_catalogue import PARTS

    register = context.open_register()
    document = find_partner(register.snapshot.documents, partner)
    part = PARTS["actions"]
    typed = {"owner": owner, "due": due}
    if verb == "add":
        proposal = part_edits.put_item(
            document, part, {"title": action, **typed}, today=today(), by=register.by
        )
    else:
        item_id = part_edits.find_item(document, part, action)
        if verb == "done":
            proposal = part_edits.finish_action(document, item_id, on=today())
        elif not due:
            raise InputRefused("Until when?", "Putting off needs a date.", "Write: --due +7d")
        else:
            given = {name: text for name, text in typed.items() if text}
            proposal = part_edits.put_item(
                document, part, given, today=today(), by=register.by, item_id=item_id
            )
    _save(register, proposal, as_json=as_json)


@click.command()
@click.argument("partner")
@click.argument("verb", type=click.Choice(["add", "change", "remove"]))
@click.argument("words", nargs=-1, required=True, metavar="[ITEM] FIELD=VALUE...")
@as_json
@pass_context
def document(
    context: Context, partner: str, verb: str, words: Sequence[str], as_json: bool
) -> None:
    """Add, change or remove a document of PARTNER: insurance, accounts, a policy.

    Fields: kind, title, seen_on, expires, kept.
    """
    _keep(context, partner, "documents", verb, words, as_json=as_json)


@click.command()
@click.argument("partner")
@click.argument("part", type=click.Choice(PART_NAMES))
@click.argument("verb", type=click.Choice(["add", "change", "remove", "list"]))
@click.argument("words", nargs=-1, metavar="[ITEM] FIELD=VALUE...")
@as_json
@pass_context
def record(
    context: Context, partner: str, part: str, verb: str, words: Sequence[str], as_json: bool
) -> None:
    """Add, change, remove or list items of any PART of PARTNER's record.

    ITEM is an id, the start of one, or a part of its title. docs/commands.md lists the fields.
    """
    if verb == "list":
        _list(context, partner, part, as_json=as_json)
    else:
        _keep(context, partner, part, verb, words, as_json=as_json)


def _keep(
    context: Context, partner: str, field: str, verb: str, words: Sequence[str], *, as_json: bool
) -> None:
    """Save what a verb does to an item of a part."""
    register = context.open_register()
    _save(register, _proposal(register, partner, field, verb, words), as_json=as_json)


def _save(register: Register, proposal: Proposal, *, as_json: bool) -> None:
    """Save, and say each item as it now is: a day that was typed is told as it was understood."""
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.register.part_catalogue import PARTS, line_of

    save_and_say(register, proposal, as_json=as_json)
    if as_json:
        return
    touched = dict.fromkeys((change.record, *change.path[:2]) for change in proposal.changes)
    for partner_id, field, item_id in touched:
        items = getattr(register.snapshot.partner(partner_id), field)
        for item in items:
            if item.id == item_id:
                told = line_of(PARTS[field], item, load_guide())
                say(f"{PARTS[field].one.capitalize()}: {told}")


def _proposal(
    register: Register, partner: str, field: str, verb: str, words: Sequence[str]
) -> Proposal:
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.register import part_edits
    from tuiapp.domain.register.part_catalogue import PARTS

    found = find_partner(register.snapshot.documents, partner)
    part = PARTS[field]
    item_id = None
    is_named = bool(words) and "=" not in words[0]
    if verb != "add":
        if not is_named:
            raise InputRefused(f"Which {part.one}?", "Name it before the fields.", "")
        item_id = part_edits.find_item(found, part, words[0])
    elif is_named:
        item_id = words[0]
    if verb == "remove":
        return part_edits.remove_item(found, part, item_id or "")
    fields = parse_assignments(words[1:] if is_named else words)
    if not fields:
        raise InputRefused("Nothing to change", "Write at least one FIELD=VALUE.", "")
    return part_edits.put_item(
        found, part, fields, today=today(), by=register.by, item_id=item_id, guide=load_guide()
    )


def _list(context: Context, partner: str, field: str, *, as_json: bool) -> None:
    """Tell the items of one part."""
    from tuiapp.cli.partner_view import items_of
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.register.part_catalogue import PARTS, line_of

    register = context.open_register()
    found = find_partner(register.snapshot.documents, partner)
    part = PARTS[field]
    partner_shown = register.snapshot.partner(found["id"])
    if as_json:
        say_json(items_of(partner_shown, field))
        return
    items = getattr(partner_shown, field)
    for item in items:
        say(f"{line_of(part, item, load_guide())} [{item.id[:8]}]")
    if not items:
        say(f"{part.heading}: none yet.")
