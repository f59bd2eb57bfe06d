"""What needs an officer now, and why: attention; and what of it can wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tuiapp.cli.context import Context, as_json, pass_context, today
from tuiapp.cli.output import say, say_json
from tuiapp.domain.text import clean_line, search_text, search_words
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiapp.domain.attention.today import Line
    from tuiapp.domain.models.partner import Partner
    from tuiapp.store.register import Register, Snapshot


@click.command()
@click.option("--owner", default="", metavar="NAME", help="Part of the lead officer's post.")
@click.option("--put-off", default="", metavar="WORDS", help="Words of a line that is to wait.")
@click.option("--until", default="", metavar="DAY", help="The day until which it waits.")
@click.option("--why", default="", metavar="TEXT", help="What it waits for.")
@as_json
@pass_context
def attention(
    context: Context, owner: str, put_off: str, until: str, why: str, as_json: bool
) -> None:
    """Tell what needs somebody now, by what happens if nobody does anything.

    With --put-off, --until and --why a line waits until a day: words that no other line has, or
    its partner and id of --json with a slash between.
    """
    from tuiapp.domain.attention.rules import GROUPS

    register = context.open_register()
    lines = _lines(register.snapshot, owner)
    if put_off or until or why:
        line = _wanted(_lines(register.snapshot, owner, waiting=True), put_off)
        if _name(line) not in map(_name, lines):
            raise InputRefused("Not put off", f"{_told(line)} waits already.", "Undo that first.")
        _put_off(register, line, until, why, as_json=as_json)
        return
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


def _lines(snapshot: Snapshot, owner: str, *, waiting: bool = False) -> Sequence[Line]:
    """Return every partner's needs, in the order of all of them together.

    Args:
        snapshot: The register.
        owner: Part of the lead officer's post; "" for everybody.
        waiting: Whether those that were put off are among them.
    """
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.attention.today import accepted, asked_of_us, in_order
    from tuiapp.domain.models.policy import read_policy

    def read(partner_id: str) -> Partner:
        return snapshot.partner(partner_id).model_copy(update={"put_off": ()})

    policy, guide, day = read_policy(snapshot.header.policy), load_guide(), today()
    return in_order(
        asked_of_us(document, read if waiting else snapshot.partner, policy, day, guide)
        for document in accepted(snapshot.documents.values(), owner)
    )


def _name(line: Line) -> str:
    """Return what names one line alone: the same need may be many partners'."""
    return f"{line.asked.partner_id}/{line.need.id}"


def _told(line: Line) -> str:
    return clean_line(f"{line.asked.name}: {line.need.what}")


def _wanted(lines: Sequence[Line], words: str) -> Line:
    """Return the one line that has all of the words, or this name.

    Raises:
        InputRefused: No line has them, several have, or there are none.
    """
    folded = search_words(words)
    found = [
        line
        for line in lines
        if _name(line) == words
        or (folded and all(word in search_text(_told(line)) for word in folded))
    ]
    if len(found) != 1:
        hint = "; ".join(map(_told, found[:3]))
        raise InputRefused(
            "Not put off",
            f"{f'{len(found):,} lines have' if found else 'No line has'}"
            f" the words '{clean_line(words)}'.",
            f"Name one of: {hint}" if found else "See them with: partnertui attention",
        )
    return found[0]


def _put_off(register: Register, line: Line, until: str, why: str, *, as_json: bool) -> None:
    """Let a line wait until a day."""
    from tuiapp.cli.saving import save_and_say
    from tuiapp.domain.attention.rules import UNREADABLE
    from tuiapp.domain.register.part_edits import put_off

    if line.need.id == UNREADABLE:
        hint = f"Put the record right: {line.need.todo}"
        raise InputRefused("Not put off", "What cannot be read cannot wait.", hint)
    proposal = put_off(
        line.asked.document,
        line.need.id,
        until,
        why,
        today=today(),
        by=register.by,
        told=f"'{clean_line(line.need.what)}'",
    )
    save_and_say(register, proposal, as_json=as_json)


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
