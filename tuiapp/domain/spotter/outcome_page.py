"""What the opportunity spotter found, as a page to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tuiapp.domain.models.guide import Guide
from tuiapp.domain.pages.page import Block, Page
from tuiapp.domain.spotter.outcome import AddedItem, Outcome, Reason


def outcome_page(guide: Guide, outcome: Outcome) -> Page:
    """Return an outcome's five parts with their reasons, then what to ask and to answer."""
    return Page("What your answers lead to", tuple(_blocks(guide, outcome)))


def _blocks(guide: Guide, outcome: Outcome) -> Iterator[Block]:
    verdict = outcome.verdict
    yield from _part("Is it a partnership?", verdict.words, verdict.reasons)
    yield from (Block("point", f"Against that: {reason}") for reason in verdict.against)
    yield from (Block("text", f"Use instead: {instead}") for instead in verdict.instead)
    yield from _part("Framework", outcome.framework.words, outcome.framework.reasons)
    yield from _part("Level of checks", outcome.level.words, outcome.level.reasons)
    yield Block("heading", "Checklist items it adds")
    yield from (Block("point", _item(item)) for item in outcome.items)
    if not outcome.items:
        yield Block("text", "None.")
    yield Block("heading", "What would change the answer")
    for change in outcome.changes:
        yield Block("text", f"{change.effect}, if your answer were:")
        yield from (Block("point", str(switch)) for switch in change.switches)
    if not outcome.changes:
        yield Block("text", "No other single answer would.")
    told = {*verdict.reasons, *verdict.against, *outcome.framework.reasons, *outcome.level.reasons}
    others = [str(reason) for reason in outcome.reasons if reason not in told]
    yield from _listed("Your other answers", others)
    yield from _listed("Ask first", [str(line) for line in outcome.ask_first])
    headings = [q.heading for q in guide.spotter if q.id in outcome.unanswered]
    yield from _listed("Not answered yet", headings)


def _part(heading: str, words: str, reasons: Sequence[Reason]) -> Iterator[Block]:
    yield Block("heading", heading)
    yield Block("text", f"{words}.")
    yield from (Block("point", str(reason)) for reason in reasons)


def _item(item: AddedItem) -> str:
    because = "; ".join(f"{reason.heading}, {reason.answer}" for reason in item.reasons)
    anyway = " (asked for at this level too)" if item.asked_anyway else ""
    return f"{item.heading}{anyway}. Because of: {because}"


def _listed(heading: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield Block("heading", heading)
        yield from (Block("point", line) for line in lines)
