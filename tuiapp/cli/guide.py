"""The guidance on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tuiapp.cli.context import as_json
from tuiapp.cli.output import say, say_json
from tuiapp.content.loader import load_guide
from tuiapp.domain.choices import nearest
from tuiapp.domain.pages import PARTS, find_entry, heading_of, page_of
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from tuiapp.domain.pages import Page


@click.command()
@click.argument("part", required=False)
@click.argument("entry_id", metavar="[ID]", required=False)
@as_json
def guide(part: str | None, entry_id: str | None, as_json: bool) -> None:
    """Read the guidance: its parts, a PART, or one entry of it by its ID."""
    whole = load_guide()
    if part is None:
        _say_parts(as_json=as_json)
        return
    if part not in PARTS:
        raise InputRefused("Unknown part", f"The guide has no '{part}'.", _hint(part, list(PARTS)))
    entries = list(getattr(whole, part))
    if entry_id is not None:
        entry = find_entry(whole, part, entry_id)
        if entry is None:
            ids = [e.id for e in entries] + (
                [i.id for i in whole.items] if part == "stages" else []
            )
            raise InputRefused(
                "Unknown entry", f"{part} has no '{entry_id}'.", _hint(entry_id, ids)
            )
        if as_json:
            say_json(_as_object(entry))
        else:
            say_page(page_of(whole, entry))
    elif as_json:
        say_json([_as_object(entry) for entry in entries])
    else:
        say(f"{PARTS[part]}\n")
        for entry in entries:
            say(f"[{entry.id}]")
            say_page(page_of(whole, entry))
            say("")


def _say_parts(*, as_json: bool) -> None:
    whole = load_guide()
    counts = {part: len(getattr(whole, part)) for part in PARTS}
    if as_json:
        say_json([{"id": p, "heading": PARTS[p], "entries": n} for p, n in counts.items()])
        return
    for part, number in counts.items():
        say(f"{part}: {PARTS[part]} ({number})")
    say("\nRead one with: partnertui guide PART, or one entry with: partnertui guide PART ID")


def say_page(page: Page) -> None:
    """Write a page as plain lines: headings end in a colon, points begin with a hyphen."""
    say(page.title)
    for block in page.blocks:
        if block.kind == "heading":
            say(f"\n{block.text}{'' if block.text.endswith('?') else ':'}")
        else:
            say(f"- {block.text}" if block.kind == "point" else block.text)


def _as_object(entry: Any) -> dict[str, Any]:
    fields: dict[str, Any] = entry.model_dump(mode="json")
    return {"id": fields.pop("id"), "heading": heading_of(entry), **fields}


def _hint(word: str, known: list[str]) -> str:
    like = nearest(word, known)
    return f"The nearest is {like}." if like else f"It has {', '.join(known)}."
