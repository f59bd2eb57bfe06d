"""What needs an officer now, and why: attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tuiapp.cli.context import Context, as_json, pass_context, today
from tuiapp.cli.output import say, say_json
from tuiapp.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuiapp.domain.needs import Need
    from tuiapp.domain.partner import Partner
    from tuiapp.store.register import Snapshot


@click.command()
@click.option("--owner", default="", metavar="NAME", help="Part of the lead officer's post.")
@as_json
@pass_context
def attention(context: Context, owner: str, as_json: bool) -> None:
    """Tell what needs somebody now, by what happens if nobody does anything."""
    from tuiapp.domain.needs import GROUPS

    snapshot = context.open_register().snapshot
    found = list(_needs(snapshot, owner))
    if as_json:
        say_json([_as_object(partner, need) for partner, need in found])
        return
    group = ""
    for partner, need in found:
        if need.group != group:
            say(f"{chr(10) if group else ''}{GROUPS[need.group]}")
            group = need.group
        say(f"{partner.name}: {need.what}. {need.why} {need.todo}")
    if not found:
        say("Nothing needs anybody now.")


def _needs(snapshot: Snapshot, owner: str) -> Iterator[tuple[Partner, Need]]:
    """Yield every partner's needs, in the order of all of them together."""
    from tuiapp.domain.needs import in_order, needs_of
    from tuiapp.domain.policy import read_policy
    from tuiapp.errors import RegisterUnreadable

    policy = read_policy(snapshot.header.policy)
    found: list[tuple[Partner, Need]] = []
    for partner_id, document in snapshot.documents.items():
        if document.get("status") != "partner":
            continue
        if fold(owner) not in fold(str(document.get("lead_officer", ""))):
            continue
        try:
            partner = snapshot.partner(partner_id)
        except RegisterUnreadable:
            continue  # `check` tells of it
        found += [(partner, need) for need in needs_of(partner, policy, today())]
    order = {id(need): place for place, need in enumerate(in_order(n for _, n in found))}
    yield from sorted(found, key=lambda pair: order[id(pair[1])])


def _as_object(partner: Partner, need: Need) -> dict[str, Any]:
    return {
        "partner": partner.id,
        "name": partner.name,
        "id": need.id,
        "group": need.group,
        "kind": need.kind,
        "what": need.what,
        "since": need.since.isoformat(),
        "why": need.why,
        "todo": need.todo,
    }
