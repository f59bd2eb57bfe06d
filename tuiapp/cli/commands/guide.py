"""The guidance on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tuiapp.cli.commands.exposure import (
    WEIGHED,
    narrowed,
    register_at_hand,
    say_weighed,
    weighed_object,
)
from tuiapp.cli.commands.papers import Asked, write_tool
from tuiapp.cli.commands.spotter import HOW_TO_ANSWER, outcome_as_object, say_question
from tuiapp.cli.context import Context, as_json, pass_context
from tuiapp.cli.output import say, say_json
from tuiapp.content.loader import load_guide
from tuiapp.domain.choices import nearest_of
from tuiapp.domain.pages.guide_pages import PARTS, find_entry, heading_of, page_of
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiapp.domain.models.guide import Guide
    from tuiapp.domain.pages.page import Page
    from tuiapp.exchange.exports.papers import Format


@click.command()
@click.argument("part", required=False)
@click.argument("entry_id", metavar="[ID]", required=False)
@click.option("--family", default="", metavar="ID", help="Only a family of benefits or pitfalls.")
@click.option(
    "--framework", default="", metavar="ID", help="Only what matters most in a framework."
)
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="QUESTION=ANSWER",
    help="Answer the opportunity spotter; can be given again.",
)
@click.option("--for", "partner", default="", metavar="PARTNER", help="Fill a tool's paper.")
@click.option("--format", "form", type=click.Choice(["md", "html"]), help="Of a tool's paper.")
@click.option("-o", "--output", default="", metavar="FILE", help="Put the paper in a new file.")
@as_json
@pass_context
def guide(
    context: Context,
    part: str | None,
    entry_id: str | None,
    family: str,
    framework: str,
    answers: Sequence[str],
    partner: str,
    form: Format | None,
    output: str,
    as_json: bool,
) -> None:
    """Read the guidance: its parts, a PART, or one entry of it by its ID.

    Beside a register, a benefit tells which partners bring it, and a pitfall which are open to it.
    """
    whole = load_guide()
    if (family or framework) and (part not in WEIGHED or entry_id is not None):
        raise InputRefused(
            "Cannot be narrowed",
            "--family and --framework narrow a list of benefits or pitfalls.",
            "Write: partnertui guide pitfalls --framework not-for-profit",
        )
    if answers:
        _spot(whole, part, entry_id, answers, as_json=as_json)
        return
    if partner or form or output:
        asked = Asked(partner, form, output)
        write_tool(context, whole, part, entry_id, asked, as_json=as_json)
        return
    if part is None:
        _say_parts(as_json=as_json)
        return
    if part not in PARTS:
        raise InputRefused(
            "Unknown part",
            f"The guide has no '{part}'.",
            nearest_of(part, list(PARTS), "It has {}."),
        )
    if entry_id is not None:
        _say_entry(context, whole, part, entry_id, as_json=as_json)
        return
    entries = narrowed(whole, part, getattr(whole, part), family, framework)
    if as_json:
        say_json([_as_object(entry) for entry in entries])
    else:
        _say_entries(whole, part, entries)


def _say_entries(whole: Guide, part: str, entries: Sequence[Any]) -> None:
    """Write the pages of a part, each under the id it is read by alone."""
    say(f"{PARTS[part]}\n")
    for entry in entries:
        say(f"[{entry.id}]")
        if part == "spotter":
            say_question(entry)
        else:
            say_page(page_of(whole, entry))
        say("")
    if part == "spotter":
        say(HOW_TO_ANSWER)
    if not entries:
        say("None is in both.")


def _say_entry(context: Context, whole: Guide, part: str, entry_id: str, *, as_json: bool) -> None:
    """Write an entry's page, and below one that is weighed what the register says of it.

    Raises:
        InputRefused: The part has no such entry.
    """
    entry = find_entry(whole, part, entry_id)
    if entry is None:
        ids = [one.id for one in getattr(whole, part)]
        ids += [item.id for item in whole.items] if part == "stages" else []
        raise InputRefused(
            "Unknown entry", f"{part} has no '{entry_id}'.", nearest_of(entry_id, ids, "It has {}.")
        )
    if not as_json:
        # Before the register is opened: the guidance can be read whatever is the matter with that.
        say_page(page_of(whole, entry))
    snapshot = register_at_hand(context) if part in WEIGHED else None
    if as_json:
        weighed = weighed_object(whole, entry, snapshot) if snapshot else {}
        say_json({**_as_object(entry), **weighed})
    elif snapshot:
        say_weighed(whole, entry, snapshot)


def _spot(
    whole: Guide, part: str | None, entry_id: str | None, answers: Sequence[str], *, as_json: bool
) -> None:
    """Write what answers to the opportunity spotter lead to."""
    from tuiapp.domain.spotter.outcome import read_answers, spot
    from tuiapp.domain.spotter.outcome_page import outcome_page

    if part != "spotter" or entry_id is not None:
        raise InputRefused(
            "Nothing to answer",
            "--answer is for the opportunity spotter.",
            "Write: partnertui guide spotter --answer law=no",
        )
    read = read_answers(whole, answers)
    outcome = spot(whole, read)
    if as_json:
        say_json(outcome_as_object(read, outcome))
    else:
        say_page(outcome_page(whole, outcome))


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
    """Write a page as plain lines."""
    from tuiapp.domain.pages.page import as_text

    say(as_text(page))


def _as_object(entry: Any) -> dict[str, Any]:
    fields: dict[str, Any] = entry.model_dump(mode="json")
    return {"id": fields.pop("id"), "heading": heading_of(entry), **fields}
