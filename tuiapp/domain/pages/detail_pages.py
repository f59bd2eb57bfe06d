"""What a line of a list is about, in full, as a page to read beside the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tuiapp.domain.choices import STATES, VIEWS
from tuiapp.domain.dates import in_full
from tuiapp.domain.history.wording import in_full as in_words
from tuiapp.domain.history.wording import value_at
from tuiapp.domain.models.guide import ChecklistItem, Guide, Measure
from tuiapp.domain.models.labels import FIELD_WORDS, field_title
from tuiapp.domain.models.partner import FORM_FIELDS, PARTNER_SHAPE, Partner
from tuiapp.domain.pages.guide_pages import page_of
from tuiapp.domain.pages.page import Block, Page
from tuiapp.domain.register.part_catalogue import PARTS, Part, form_fields, guide_choices, line_of
from tuiapp.domain.register.progress import band
from tuiapp.domain.register.recorded_facts import (
    facts_missing_if_done,
    not_recorded,
    where_to_record,
)
from tuiapp.domain.register.results import number_in_words
from tuiapp.domain.text import count

if TYPE_CHECKING:
    from tuiapp.domain.attention.rules import Need
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.base import Item


def need_page(name: str, need: Need, of_partner: Page | None) -> Page:
    """Return what a partner needs, why and what to do; below it what is known of the partner.

    Args:
        name: What the partner is called.
        need: What it needs.
        of_partner: Its overview; None where it cannot be read.
    """
    told = (Block("heading", need.what), Block("text", need.why), Block("text", need.todo))
    return Page(name, (*told, *(of_partner.blocks if of_partner else ())))


def item_page(guide: Guide, partner: Partner, item: ChecklistItem) -> Page:
    """Return a checklist item: where it is with this partner, then what the guidance says of it."""
    recorded = partner.checked(item.id)
    mark = recorded.mark if recorded else None
    state = STATES[partner.state_of(item.id)]
    blocks = [Block("text", f"{state}, {mark.by}, {in_full(mark.on)}" if mark else state)]
    if missing := facts_missing_if_done(item, partner):
        told_of = f"But {not_recorded(missing)}. Record it {where_to_record(missing)}."
        blocks.append(Block("text", told_of))
    told = {"Why it does not apply": mark.reason if mark else None}
    if recorded:
        told |= {"Our note": recorded.note, "Our evidence": recorded.evidence}
    for heading, text in told.items():
        if text:
            blocks += [Block("heading", heading), Block("text", text)]
    page = page_of(guide, item)
    return page._replace(blocks=(*blocks, *page.blocks))


def measure_page(guide: Guide, partner: Partner, measure: Measure) -> Page:
    """Return a measure: what its scores look like, and those it was given, the newest first."""
    page = page_of(guide, measure)
    sources = [block for block in page.blocks if block.kind == "source"]
    blocks = [block for block in page.blocks if block.kind != "source"]
    blocks.append(Block("heading", "Scores so far"))
    scores = [score for score in reversed(partner.scores) if score.measure == measure.id]
    for score in scores:
        told = f"{in_full(score.on)}, {VIEWS[score.view].casefold()}: {score.value}"
        note = f". {score.note}" if score.note else ""
        blocks.append(Block("point", f"{told} {band(score.value)}{note}"))
    if not scores:
        blocks.append(Block("text", "Not scored yet."))
    return page._replace(blocks=(*blocks, *sources))


def record_page(part: Part, item: Item, guide: Guide) -> Page:
    """Return an item of a partner's record with every field that holds something."""
    chosen = guide_choices(guide, part)
    document = item.model_dump()
    blocks: list[Block] = []
    for field in form_fields(part.model, chosen):
        value = value_at(document, tuple(field.name.split(".")))
        if value is not None:
            told = dict(field.choices).get(str(value)) or _in_words(value)
            blocks.append(Block("point", f"{field.title}: {told}"))
    readings: Any = reversed(getattr(item, "readings", ()))
    figures = [
        Block("point", f"{in_full(reading.on)}: {number_in_words(reading.value)}, {reading.by}")
        for reading in readings
    ]
    blocks += [Block("heading", "Figures so far"), *figures] if figures else []
    return Page(line_of(part, item, guide), tuple(blocks))


def new_item_page(part: Part, guide: Guide, title: str) -> Page:
    """Return what is asked of a new item of a partner's record.

    Args:
        part: The part it will be in.
        guide: Names what it may be chosen from.
        title: What adding one is called.
    """
    fields = form_fields(part.model, guide_choices(guide, part))
    points = (Block("point", f"{field.title}. {field.help}".strip()) for field in fields)
    return Page(title, (Block("text", "Enter asks for these:"), *points))


def _in_words(value: object) -> str:
    """Return what a field of an item holds, as people read it."""
    if isinstance(value, date):
        return in_full(value)
    return number_in_words(value) if isinstance(value, Decimal) else str(value)


def pair_page(one: Document, other: Document, why: str) -> Page:
    """Return two partners compared: what differs, what only one of them says, what is the same.

    Args:
        one: A partner as it is stored; it may be one that cannot be read.
        other: Another.
        why: What they have in common.
    """
    told = [(name, one.get(name), other.get(name)) for name in FORM_FIELDS if name != "notes"]
    lists: Mapping[str, list[str]] = {
        "What differs": [
            f"{_point(name, ours)} | {_field_in_words(name, theirs)}"
            for name, ours, theirs in told
            if ours is not None and theirs is not None and ours != theirs
        ],
        "Only the first says": [
            _point(name, ours) for name, ours, theirs in told if ours is not None and theirs is None
        ],
        "Only the second says": [
            _point(name, theirs)
            for name, ours, theirs in told
            if ours is None and theirs is not None
        ],
        "Kept of the first": list(_kept(one)),
        "Kept of the second": list(_kept(other)),
        "The same in both": [
            _point(name, ours) for name, ours, theirs in told if ours is not None and ours == theirs
        ],
    }
    blocks: list[Block] = []
    for heading, points in lists.items():
        if points:
            blocks += [Block("heading", heading), *(Block("point", point) for point in points)]
    return Page(f"{why[:1].upper()}{why[1:]}", tuple(blocks))


def _point(name: str, value: Any) -> str:
    return f"{field_title(name)}: {_field_in_words(name, value)}"


def _field_in_words(name: str, value: Any) -> str:
    words = FIELD_WORDS.get(name, {}).get(value) if isinstance(value, str) else None
    return words or in_words((name,), value)


def _kept(document: Document) -> Iterator[str]:
    """Yield what a partner holds beside its fields, and how much of each."""
    for name in PARTNER_SHAPE.collections:
        items = document.get(name)
        if isinstance(items, Mapping) and items:
            heading = PARTS[name].heading if name in PARTS else field_title(name)
            yield f"{heading}: {len(items)}"
    if document.get("notes"):
        yield f"Notes: {count(len(str(document['notes']).split()), 'word')}"
