"""One partner in full, as an object for scripts and as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuiapp.cli.output import say, say_fields
from tuiapp.content.loader import load_guide
from tuiapp.domain.choices import STATES, VIEWS
from tuiapp.domain.deeds import field_title
from tuiapp.domain.overview import field_in_words
from tuiapp.domain.partner import FORM_FIELDS, Partner
from tuiapp.domain.progress import (
    asked_measures,
    band,
    gap_in_words,
    next_item,
    shown_items,
    stage_progress,
)
from tuiapp.domain.text import count
from tuiapp.domain.vocabulary import to_document

if TYPE_CHECKING:
    from tuiapp.domain.guide import ChecklistItem, Measure, Stage


def as_object(partner: Partner) -> dict[str, Any]:
    """Return a partner as `show --json` tells it: its fields, then stages, measures and money."""
    collections = ("checklist", "scores", "money")
    fields = {k: v for k, v in to_document(partner).items() if k not in collections}
    guide = load_guide()
    return {
        **fields,
        "stages": [_stage_object(stage, partner) for stage in guide.stages],
        "measures": [_measure_object(m, partner) for m in asked_measures(guide, partner)],
        "money": [_with_id(entry.id, to_document(entry)) for entry in partner.money],
    }


def _with_id(entry_id: str, document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "id": entry_id}


def _stage_object(stage: Stage, partner: Partner) -> dict[str, Any]:
    done, asked = stage_progress(stage, partner)
    items = [_item_object(item, partner) for item in shown_items(stage, partner)]
    return {"id": stage.id, "heading": stage.heading, "done": done, "asked": asked, "items": items}


def _item_object(item: ChecklistItem, partner: Partner) -> dict[str, Any]:
    recorded = partner.checked(item.id)
    said = to_document(recorded) if recorded else {}
    about = {"id": item.id, "heading": item.heading, "state": partner.state_of(item.id)}
    return {**said, **about}


def _measure_object(measure: Measure, partner: Partner) -> dict[str, Any]:
    scores = [_with_id(s.id, to_document(s)) for s in partner.scores if s.measure == measure.id]
    return {"id": measure.id, "name": measure.name, "scores": scores}


def say_partner(partner: Partner) -> None:
    """Write everything about a partner in lines, part by part."""
    fields: dict[str, Any] = {
        field_title(name): field_in_words(partner, name) for name in FORM_FIELDS
    }
    say_fields({**fields, "Also known as": partner.also_known_as, "Id": partner.id})
    if partner.identifiers:
        say_fields({"Identifiers": partner.identifiers})
    _say_checklist(partner)
    _say_measures(partner)
    if partner.money:
        say(f"\nMoney: {count(len(partner.money), 'entry', 'entries')}")
        for entry in partner.money:
            amount = f"{entry.amount:,.2f} pounds {entry.direction}"
            say(f"{entry.on.isoformat()}: {amount}, {entry.title}")


def _say_checklist(partner: Partner) -> None:
    guide = load_guide()
    for stage in guide.stages:
        say(f"\nStage: {stage.heading}, {stage_progress(stage, partner)}")
        for item in shown_items(stage, partner):
            recorded = partner.checked(item.id)
            mark = recorded.mark if recorded else None
            said = f" ({mark.by}, {mark.on.isoformat()})" if mark else ""
            say(f"{STATES[partner.state_of(item.id)]}: {item.heading} [{item.id}]{said}")
            if recorded:
                say_fields({"  Note": recorded.note, "  Evidence": recorded.evidence})
    step = next_item(guide, partner) if partner.is_active else None
    if step:
        say(f"Next step: {step.heading}. {step.why}")


def _say_measures(partner: Partner) -> None:
    say("\nHow we work together, 0 to 4")
    for measure in asked_measures(load_guide(), partner):
        views = []
        for view, words in VIEWS.items():
            score = partner.latest_score(measure.id, view)
            told = f"{score.value}, {band(score.value)}" if score else "not scored"
            views.append(f"{words.casefold()} {told}")
        gap = gap_in_words(partner, measure.id)
        say(f"{measure.name} [{measure.id}]: {'; '.join(views)}{'. ' + gap if gap else ''}")
