"""One partner in full, as an object for scripts and as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuiapp.cli.output import say, say_fields
from tuiapp.content.loader import load_guide
from tuiapp.domain.choices import VIEWS
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.base import shape_of, to_document
from tuiapp.domain.models.labels import field_in_words, field_title
from tuiapp.domain.models.partner import FORM_FIELDS, PARTNER_SHAPE, Partner
from tuiapp.domain.register.memberships import bodies_in_words, members_of
from tuiapp.domain.register.money import by_year
from tuiapp.domain.register.part_catalogue import PARTS, line_of
from tuiapp.domain.register.progress import (
    asked_measures,
    band,
    gap_in_words,
    next_item,
    shown_items,
    stage_progress,
    why_asked,
)
from tuiapp.domain.register.recorded_facts import (
    facts_missing_if_done,
    not_recorded,
    state_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.base import Item
    from tuiapp.domain.models.guide import ChecklistItem, Measure, Stage


def as_object(partner: Partner, documents: Mapping[str, Document]) -> dict[str, Any]:
    """Return a partner as `show --json` tells it: its fields, then stages, measures and parts.

    Args:
        partner: Which one.
        documents: Every partner by id, for its members.
    """
    fields = {k: v for k, v in to_document(partner).items() if k not in PARTNER_SHAPE.collections}
    guide = load_guide()
    members = [{"id": m["id"], "name": m.get("name")} for m in members_of(partner.id, documents)]
    return {
        **fields,
        "members": members,
        "stages": [_stage_object(stage, partner) for stage in guide.stages],
        "measures": [_measure_object(m, partner) for m in asked_measures(guide, partner)],
        "money_by_year": [
            {"year": year.name, "totals": {way: float(sum_) for way, sum_ in year.totals.items()}}
            for year in by_year(partner.money)
        ],
        **{part: items_of(partner, part) for part in (*PARTS, "put_off")},
    }


def items_of(partner: Partner, field: str) -> list[dict[str, Any]]:
    """Return the items of a collection, in the order of the screen; so are those inside them."""
    return [_with_id(item.id, _listed(item)) for item in getattr(partner, field)]


def _listed(item: Item) -> dict[str, Any]:
    document = to_document(item)
    for name in shape_of(type(item)).collections:
        if name in document:
            document[name] = [_with_id(part.id, to_document(part)) for part in getattr(item, name)]
    return document


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
    why = why_asked(item, partner)
    missing = [fact.what for fact in facts_missing_if_done(item, partner)]
    lacking = {"not_recorded": missing} if missing else {}
    return {**said, **about, **({"why_asked": why} if why else {}), **lacking}


def _measure_object(measure: Measure, partner: Partner) -> dict[str, Any]:
    scores = [_with_id(s.id, to_document(s)) for s in partner.scores if s.measure == measure.id]
    return {"id": measure.id, "name": measure.name, "scores": scores}


def say_partner(partner: Partner, documents: Mapping[str, Document]) -> None:
    """Write everything about a partner in lines, part by part.

    Args:
        partner: Which one.
        documents: Every partner by id, for the names of its bodies and members.
    """
    fields: dict[str, Any] = {
        field_title(name): field_in_words(partner, name) for name in FORM_FIELDS
    }
    say_fields({**fields, "Also known as": partner.also_known_as, "Id": partner.id})
    say_fields(
        {
            "Part of": "; ".join(bodies_in_words(documents[partner.id], documents)),
            "Members": "; ".join(str(m.get("name")) for m in members_of(partner.id, documents)),
        }
    )
    if partner.identifiers:
        say_fields({"Identifiers": partner.identifiers})
    _say_spotted(partner)
    _say_checklist(partner)
    _say_measures(partner)
    for part in PARTS.values():
        items = getattr(partner, part.field)
        if items:
            say(f"\n{part.heading}: {len(items):,}")
        for year in by_year(items) if part.field == "money" else ():
            say_fields({"Financial year": year.in_words()})
        for item in items:
            say_fields(
                {part.one.capitalize(): f"{line_of(part, item, load_guide())} [{item.id[:8]}]"}
            )


def _say_spotted(partner: Partner) -> None:
    found = partner.spotter
    if found is None:
        return
    say(f"\nWhat the opportunity spotter found ({found.by}, {in_full(found.on)})")
    answers = [f"{question.id}={','.join(question.chosen)}" for question in found.answers]
    told = {"Partnership": found.verdict, "Framework": found.framework, "Checks": found.level}
    say_fields({**told, "Asked for": found.also_asked, "Answers": answers})
    for reason in found.reasons:
        say(f"- {reason}")


def _say_checklist(partner: Partner) -> None:
    guide = load_guide()
    for stage in guide.stages:
        say(f"\nStage: {stage.heading}, {stage_progress(stage, partner)}")
        for item in shown_items(stage, partner):
            recorded = partner.checked(item.id)
            mark = recorded.mark if recorded else None
            said = f" ({mark.by}, {in_full(mark.on)})" if mark else ""
            why = why_asked(item, partner)
            said += f", {why}" if why else ""
            say(f"{state_in_words(item, partner)}: {item.heading} [{item.id}]{said}")
            missing = not_recorded(facts_missing_if_done(item, partner))
            say_fields({"  Not recorded": missing})
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
