"""A partner in one page: what the register holds of it, told for reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tuiapp.domain.choices import DIRECTIONS, FRAMEWORKS, KINDS, LEVELS, STATUSES, WORKINGS
from tuiapp.domain.deeds import field_title
from tuiapp.domain.guide import Guide
from tuiapp.domain.history import day
from tuiapp.domain.pages import Block, Page
from tuiapp.domain.partner import FORM_FIELDS, Partner
from tuiapp.domain.progress import next_item, stage_progress
from tuiapp.domain.text import count

FIELD_WORDS: Mapping[str, Mapping[Any, str]] = {
    "status": STATUSES,
    "framework": FRAMEWORKS,
    "kind": KINDS,
    "level": LEVELS,
    "working_now": WORKINGS,
    "working_wanted": WORKINGS,
}
"""How the fields with fixed values are shown."""


def field_in_words(partner: Partner, name: str) -> str:
    """Return a field as people read it; "" where it is empty."""
    value = getattr(partner, name)
    return str(FIELD_WORDS.get(name, {}).get(value, value)) if value is not None else ""


def overview(partner: Partner, guide: Guide) -> Page:
    """Return everything about a partner but its checklist, scores and history."""
    blocks = [*_next_step(partner, guide), *_fields(partner), *_money(partner)]
    return Page(partner.name, tuple(blocks))


def _next_step(partner: Partner, guide: Guide) -> Iterator[Block]:
    if not partner.is_active:
        return
    item = next_item(guide, partner)
    if item is not None:
        yield Block("heading", f"Next step: {item.heading}")
        yield Block("text", item.why)
    yield Block("heading", "Checklist")
    for stage in guide.stages:
        yield Block("point", f"{stage.heading}: {stage_progress(stage, partner)}")


def _fields(partner: Partner) -> Iterator[Block]:
    yield Block("heading", "What we know")
    for name in FORM_FIELDS:
        words = field_in_words(partner, name)
        if words and name != "name":
            yield Block("point", f"{field_title(name)}: {words}")
    if partner.also_known_as:
        yield Block("point", f"Also known as: {'; '.join(partner.also_known_as)}")
    if partner.identifiers:
        yield Block("point", f"Published as: {', '.join(partner.identifiers)}")


def _money(partner: Partner) -> Iterator[Block]:
    if not partner.money:
        return
    total = sum(entry.amount for entry in partner.money if entry.direction == "given")
    entries = count(len(partner.money), "entry", "entries")
    yield Block("heading", f"Money: {entries}, {total:,.2f} pounds given")
    for entry in reversed(partner.money):
        amount = f"{DIRECTIONS[entry.direction]} {entry.amount:,.2f} pounds"
        yield Block("point", f"{day(entry.on)}: {amount}. {entry.title}")
