"""The tools of the guide as papers: guide tools ID --for PARTNER."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, NamedTuple

from tuiapp.cli.context import today
from tuiapp.cli.output import say, write_document
from tuiapp.domain.pages.guide_pages import find_entry
from tuiapp.domain.text import clean_line
from tuiapp.errors import InputRefused
from tuiapp.person.files import as_path

if TYPE_CHECKING:
    from tuiapp.cli.context import Context
    from tuiapp.domain.models.guide import Guide, Tool
    from tuiapp.domain.pages.papers import Paper
    from tuiapp.exchange.exports.papers import Format

SCREEN = "-"
"""What `-o` names to write to the screen."""


class Asked(NamedTuple):
    """How somebody asked for a paper."""

    partner: str
    """Whose record fills it; "" for an empty paper."""
    form: Format | None
    output: str
    """Where it goes; "" for the screen too."""


def write_tool(
    context: Context,
    guide: Guide,
    part: str | None,
    tool_id: str | None,
    asked: Asked,
    *,
    as_json: bool,
) -> None:
    """Write a tool as a paper, to the screen or a new file.

    Raises:
        InputRefused: No tool is named, or its paper is asked for in two forms at once.
        NotSaved: The file cannot be written.
    """
    from tuiapp.exchange.exports.papers import EVERYBODY, save_text, write_paper

    tool = _tool(guide, part, tool_id)
    if as_json:
        raise InputRefused(
            "Two forms at once",
            "A paper is written as Markdown or HTML, and not as JSON.",
            "Leave out --json; guide tools ID --json tells what is in the paper.",
        )
    paper = _paper(context, guide, tool, asked.partner)
    text = write_paper(paper, asked.form or "md")
    if asked.output in ("", SCREEN):
        write_document(text)
        return
    # A file that holds what the register holds is for whoever may read the register.
    mode = stat.S_IMODE(context.real_path.stat().st_mode) if asked.partner else EVERYBODY
    save_text(as_path(asked.output), text, mode=mode)
    say(f"Written: {clean_line(asked.output)}. {paper.state}")


def _tool(guide: Guide, part: str | None, tool_id: str | None) -> Tool:
    from tuiapp.domain.choices import nearest_of
    from tuiapp.domain.models.guide import Tool

    ids = [tool.id for tool in guide.tools]
    if part != "tools" or tool_id is None:
        raise InputRefused(
            "Nothing to write",
            "--for, --format and -o write one of the tools.",
            "Write: partnertui guide tools memorandum --for PARTNER",
        )
    entry = find_entry(guide, part, tool_id)
    if not isinstance(entry, Tool):
        hint = nearest_of(tool_id, ids, "It has {}.")
        raise InputRefused("Unknown entry", f"tools has no '{tool_id}'.", hint)
    return entry


def _paper(context: Context, guide: Guide, tool: Tool, name: str) -> Paper:
    """Return a tool's paper, filled where a partner is named."""
    from tuiapp.domain.pages.papers import paper
    from tuiapp.domain.register.memberships import members_of

    if not name:
        return paper(tool, guide)
    from tuiapp.domain.models.policy import read_policy
    from tuiapp.domain.register.find import find_partner

    snapshot = context.open_register().snapshot
    partner = snapshot.partner(find_partner(snapshot.documents, name)["id"])
    return paper(
        tool,
        guide,
        partner,
        read_policy(snapshot.header.policy),
        today(),
        council=snapshot.header.authority or "",
        members=[str(m.get("name", "")) for m in members_of(partner.id, snapshot.documents)],
    )
