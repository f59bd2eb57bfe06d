"""Search over guidance and register together: search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tuiapp.cli.context import Context, as_json, pass_context
from tuiapp.cli.output import say, say_fields, say_json
from tuiapp.domain.text import LINE_LIMIT, words_of
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuiapp.domain.search.index import Found


@click.command()
@click.argument("text", nargs=-1, required=True)
@as_json
@pass_context
def search(context: Context, text: Sequence[str], as_json: bool) -> None:
    """Find what holds all words of TEXT, in the guidance and the register; the best come first.

    Words of five letters or more may have one letter wrong, missing, swapped or too many.
    Without a register the guidance is searched alone.
    """
    from tuiapp.cli.commands.exposure import register_at_hand
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.search.index import index_of

    typed = " ".join(text)
    if len(typed) > LINE_LIMIT:
        raise InputRefused(
            "Too long to look for",
            f"A search has at most {LINE_LIMIT:,} characters.",
            "Write the words that matter.",
        )
    if not words_of(typed):
        raise InputRefused("Nothing to look for", "There is no letter or digit.", "Write a word.")
    snapshot = register_at_hand(context)
    index = index_of(load_guide(), snapshot.documents.values() if snapshot else ())
    if as_json:
        answer = index.search(typed, limit=None)
        say_json([_as_object(found, answer.read_as) for found in answer.found])
        return
    answer = index.search(typed)
    told = answer.told(typed)
    if told:
        say(told)
    for place, found in enumerate(answer.found):
        if place or told:
            say("")
        say_fields(_as_fields(found))
    left = answer.total - len(answer.found)
    if left:
        say(f"\nAnd {left:,} more: add a word to find fewer, or see all with --json.")


def _as_fields(found: Found) -> Mapping[str, str]:
    """Return an answer as lines, with the command that reads it."""
    from tuiapp.domain.search.passages import PARTNER

    reads = f"show {found.id}" if found.kind == PARTNER else f"guide {found.kind} {found.id}"
    return {
        "Found": found.heading,
        "What": found.where,
        "Says": found.snippet,
        "Read it with": f"partnertui {reads}",
    }


def _as_object(found: Found, read_as: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return an answer for a script; `read_as` only where a word was spelt otherwise."""
    told = {
        "kind": found.kind,
        "id": found.id,
        "heading": found.heading,
        "what": found.where,
        "snippet": found.snippet,
        "matched": [{"from": start, "to": end} for start, end in found.spans],
        "rank": found.rank,
    }
    return told | ({"read_as": dict(read_as)} if read_as else {})
