"""What needs an officer now, and why: attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tuiapp.cli.context import Context, as_json, pass_context, today
from tuiapp.cli.output import say, say_json
from tuiapp.domain.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiapp.domain.attention import Line
    from tuiapp.store.register import Snapshot


@click.command()
@click.option("--owner", default="", metavar="NAME", help="Part of the lead officer's post.")
@as_json
@pass_context
def attention(context: Context, owner: str, as_json: bool) -> None:
    """Tell what needs somebody now, by what happens if nobody does anything."""
    from tuiapp.domain.needs import GROUPS

    lines = _lines(context.open_register().snapshot, owner)
    if as_json:
        say_json([_as_object(line) for line in lines])
        return
    group = ""
    for line in lines:
        if line.need.group != group:
            say(f"{chr(10) if group else ''}{GROUPS[line.need.group]}")
            group = line.need.group
        need = line.need
        say(clean_line(f"{line.asked.name}: {need.what}. {need.why} {need.todo}"))
    if not lines:
        say("Nothing needs anybody now.")


def _lines(snapshot: Snapshot, owner: str) -> Sequence[Line]:
    """Return every partner's needs, in the order of all of them together."""
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.attention import accepted, asked_of_us, in_order
    from tuiapp.domain.policy import read_policy

    policy, guide, day = read_policy(snapshot.header.policy), load_guide(), today()
    return in_order(
        asked_of_us(document, snapshot.partner, policy, day, guide)
        for document in accepted(snapshot.documents.values(), owner)
    )


def _as_object(line: Line) -> dict[str, Any]:
    need = line.need
    told = {
        "partner": line.asked.partner_id,
        "name": line.asked.name,
        "id": need.id,
        "group": need.group,
        "kind": need.kind,
        "what": need.what,
        "since": need.since.isoformat() if need.since else "",
        "why": need.why,
        "todo": need.todo,
    }
    return {name: value for name, value in told.items() if value}
