"""The facts that checklist items rest on: a tick without its fact says so wherever it is shown."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.attention.exposure import exposure
from tuiapp.domain.attention.rules import Need, needs_of
from tuiapp.domain.choices import STATES, State
from tuiapp.domain.models.guide import RecordedFactId
from tuiapp.domain.models.partner import FORM_FIELDS, Partner
from tuiapp.domain.models.policy import Policy
from tuiapp.domain.pages.detail_pages import item_page
from tuiapp.domain.pages.papers import as_blocks, paper
from tuiapp.domain.register import partner_edits
from tuiapp.domain.register.part_catalogue import PARTS, form_fields
from tuiapp.domain.register.recorded_facts import (
    DONE_UNRECORDED,
    RECORDED_FACTS,
    facts_missing_if_done,
    how_to_record,
    in_words,
    missing_facts,
    state_in_words,
)

TODAY = date(2026, 11, 22)
GUIDE = load_guide()
RESTING = [item for item in GUIDE.items if item.rests_on]
ON = "2026-11-01"
MARK = {"state": "done", "by": "Ann", "on": ON}
SCORE = {"measure": "trust", "value": 3, "on": ON, "by": "Ann"}
RESULT = {"name": "Trees", "unit": "trees"}
REVIEW = {"on": ON, "decision": "continue", "reason": "All is well"}

ENOUGH: dict[RecordedFactId, dict[str, Any]] = {
    "purpose": {"purpose": "They are there each week."},
    "documents-seen": {"documents": {"d": {"kind": "constitution", "seen_on": ON}}},
    "insurance-end": {"documents": {"d": {"kind": "insurance", "expires": "2027-01-01"}}},
    "lead-officer": {"lead_officer": "Parks officer"},
    "deputy-officer": {"deputy_officer": "Ranger"},
    "contact": {"contact": "Secretary"},
    "second-contact": {"contacts": {"c": {"role": "Chair"}}},
    "contact-address": {"phone": "0161 496 0000"},
    "longest-gap": {"speak_every": 60},
    "signed-agreement": {"agreements": {"a": {"title": "Terms", "signed_on": ON}}},
    "visit": {"log": {"l": {"kind": "visit", "note": "Walked", "on": ON, "by": "Ann"}}},
    "meeting": {"meetings": {"m": {"title": "Walk", "on": "2026-12-01"}}},
    "risk-owners": {"risks": {"r": {"title": "Tools", "owner": "Ranger"}}},
    "exit-arrangements": {"exit_arrangements": "Hand back the keys."},
    "working": {"working_now": "share", "working_wanted": "share"},
    "results": {"results": {"r": RESULT}},
    "result-targets": {"results": {"r": {**RESULT, "baseline": 0, "target": 9, "due": ON}}},
    "result-collectors": {"results": {"r": {**RESULT, "collector": "Chair", "source": "Sheet"}}},
    "priority": {"greening_plan": "Tree plan"},
    "both-views": {
        "scores": {"a": {**SCORE, "view": "council"}, "b": {**SCORE, "view": "partner"}}
    },
    "agreed-action": {"actions": {"a": {"title": "Talk", "owner": "Ann", "due": "2026-12-01"}}},
    "next-review": {"reviews": {"r": {**REVIEW, "next_on": "2027-11-01"}}},
    "review": {"reviews": {"r": REVIEW}},
}
"""What is enough for each fact to be recorded."""
SHORT_OF: dict[RecordedFactId, dict[str, Any]] = {
    "documents-seen": {"documents": {"d": {"kind": "constitution", "expires": "2027-01-01"}}},
    "insurance-end": {
        "documents": {
            "d": {"kind": "insurance", "seen_on": ON},
            "e": {"kind": "accounts", "expires": "2027-01-01"},
        }
    },
    "signed-agreement": {"agreements": {"a": {"title": "Terms"}}},
    "visit": {"log": {"l": {"kind": "call", "note": "Rang", "on": ON, "by": "Ann"}}},
    "risk-owners": {"risks": {"r": {"title": "Tools", "owner": "Ranger"}, "s": {"title": "Ice"}}},
    "working": {"working_now": "share"},
    "result-targets": {"results": {"r": {**RESULT, "baseline": 0, "target": 9}}},
    "result-collectors": {"results": {"r": {**RESULT, "collector": "Chair"}}},
    "both-views": {"scores": {"a": {**SCORE, "view": "council"}}},
    "agreed-action": {"actions": {"a": {"title": "Talk", "due": "2026-12-01"}}},
    "next-review": {"reviews": {"r": REVIEW}},
}
"""What comes near and is not enough."""

each_item = pytest.mark.parametrize("item", RESTING, ids=[item.id for item in RESTING])


def partner(**fields: Any) -> Partner:
    """Return an accepted partner of which no more is recorded than is given."""
    document = {"id": "park", "name": "Friends of the Park", "status": "partner"}
    return Partner.model_validate({**document, **fields})


def ticked(item_id: str, state: str = "done", **fields: Any) -> Partner:
    """Return a partner with one checklist item in a state."""
    reason = {"reason": "No such thing"} if state == "not-applicable" else {}
    mark = {**MARK, "state": state, **reason}
    return partner(checklist={item_id: {"mark": mark}}, **fields)


def unrecorded(of: Partner) -> list[Need]:
    """Return what Today says of items that are done without their facts."""
    needs = needs_of(of, Policy(), TODAY, GUIDE)
    return [need for need in needs if need.kind == "Done, but not recorded"]


def test_every_fact_that_an_item_may_name_is_known() -> None:
    """The names that the content may use are those the domain knows, and each is used."""
    assert set(get_args(RecordedFactId)) == set(RECORDED_FACTS)
    assert {fact for item in GUIDE.items for fact in item.rests_on} == set(RECORDED_FACTS)


@pytest.mark.parametrize("fact", RECORDED_FACTS)
def test_a_fact_is_recorded_by_what_it_is_about(fact: RecordedFactId) -> None:
    """An empty record lacks it, and so does one that comes near."""
    is_recorded = RECORDED_FACTS[fact].is_recorded

    assert is_recorded(partner(**ENOUGH[fact]))
    assert not is_recorded(partner())
    assert not is_recorded(partner(**SHORT_OF.get(fact, {})))


def test_a_closed_risk_needs_no_owner() -> None:
    """What is over is looked after by nobody."""
    risks = {"r": {"title": "Tools", "closed_on": ON}}

    assert RECORDED_FACTS["risk-owners"].is_recorded(partner(risks=risks))


@pytest.mark.parametrize("fact", RECORDED_FACTS)
def test_the_command_of_a_fact_names_fields_that_there_are(fact: RecordedFactId) -> None:
    """What is told to be typed is taken by the part of the record it is about."""
    (command,) = how_to_record([RECORDED_FACTS[fact]], partner())
    words = command.split()
    part = RECORDED_FACTS[fact].part
    fields = [name for name, _, value in (word.partition("=") for word in words) if value]

    assert words[0] == "partnertui"
    assert "park" in words
    if words[1] in ("record", "document"):
        assert set(fields) <= {field.name for field in form_fields(PARTS[part].model)}
        assert words[1] == "document" or words[3] == part
    elif words[1] == "set":
        assert set(fields) <= set(FORM_FIELDS)
        assert part == ""


@each_item
def test_an_item_done_without_its_fact_is_a_line_of_today_until_the_fact_is_recorded(
    item: Any,
) -> None:
    """The line names the item and what the register does not say, and where to record it."""
    (need,) = unrecorded(ticked(item.id))
    assert need.what.startswith(f"Not recorded: {in_words(missing_facts(item, partner()))}, ")
    assert need.what.endswith(f", though '{item.heading}' is done")
    assert need.todo.startswith("Record it ")

    facts = {name: value for fact in item.rests_on for name, value in ENOUGH[fact].items()}
    assert unrecorded(ticked(item.id, **facts)) == []


@each_item
@pytest.mark.parametrize("state", [state for state in STATES if state != "done"])
def test_an_item_that_is_not_done_needs_no_fact(item: Any, state: State) -> None:
    """What is still to do, or does not apply, assures nobody of anything."""
    one = ticked(item.id, state)

    assert facts_missing_if_done(item, one) == ()
    assert state_in_words(item, one) == STATES[state]
    assert unrecorded(one) == []


def test_an_item_that_rests_on_no_fact_is_done_by_its_tick() -> None:
    """Where nothing can be recorded, nothing is asked for."""
    item = GUIDE.item("route-chosen")

    assert state_in_words(item, ticked(item.id)) == "Done"
    assert unrecorded(ticked(item.id)) == []


def test_insurance_without_an_end_date_is_among_what_must_be_done() -> None:
    """Somebody may get hurt, and nothing would warn beforehand; the rest is tidying up."""
    (insurance,) = unrecorded(ticked("insurance-current"))
    (purpose,) = unrecorded(ticked("need-stated"))

    assert (insurance.group, insurance.part) == ("must-do", "documents")
    assert (purpose.group, purpose.part) == ("tidy-up", "")


def test_a_deputy_is_missing_on_each_side_alone() -> None:
    """Only what is not recorded is asked for."""
    known: dict[str, Any] = {
        "lead_officer": "Parks officer",
        "contact": "Secretary",
        "deputy_officer": "Ranger",
    }
    (need,) = unrecorded(ticked("people-named", **known))

    assert need.what == (
        "Not recorded: who stands in for the partner's contact, "
        "though 'Name one lead and one deputy on each side' is done"
    )
    assert need.todo == "Record it under Other contacts, or set the item back to do."


def test_the_checklist_and_the_page_of_an_item_say_that_nothing_is_recorded() -> None:
    """The state is in words, and the page says what is missing and where it belongs."""
    item = GUIDE.item("insurance-current")
    one = ticked(item.id)
    told = [block.text for block in item_page(GUIDE, one, item).blocks]

    assert state_in_words(item, one) == DONE_UNRECORDED
    assert (
        "But the register does not say when the insurance ends. Record it under Documents." in told
    )


def test_a_handover_note_counts_such_an_item_among_those_left() -> None:
    """A colleague who takes over is not assured by a tick alone."""
    tool = next(tool for tool in GUIDE.tools if tool.id == "handover-note")
    filled = paper(tool, GUIDE, ticked("insurance-current"), Policy(), TODAY)
    told = " ".join(block.text for block in as_blocks(filled))

    assert "Done, but the register does not say when the insurance ends" in told


def test_a_tick_without_its_fact_closes_no_pitfall() -> None:
    """What opens a partner to a pitfall is not closed by a tick that nothing stands behind."""
    pitfall = next(p for p in GUIDE.pitfalls if "insurance-current" in p.items)
    items = {item_id: {"mark": MARK} for item_id in pitfall.items}
    facts = {
        name: value
        for item_id in pitfall.items
        for fact in GUIDE.item(item_id).rests_on
        for name, value in ENOUGH[fact].items()
        if fact != "insurance-end"
    }
    without = partner(checklist=items, level="full", **{**facts, "documents": {}})
    with_it = partner(checklist=items, level="full", **{**facts, **ENOUGH["insurance-end"]})

    found = exposure(pitfall, without, GUIDE, Policy(), TODAY)
    assert found is not None
    assert found.state == "not-known"
    assert any("does not say when the insurance ends" in why for why in found.why)
    closed = exposure(pitfall, with_it, GUIDE, Policy(), TODAY)
    assert closed is not None
    assert closed.state == "closed"


def test_a_tick_is_taken_without_its_fact() -> None:
    """The work may be done before it is written down: nothing is refused."""
    document = {"id": "park", "name": "Friends of the Park", "status": "partner"}
    item = GUIDE.item("insurance-current")

    assert partner_edits.tick(document, item, "done", by="Ann", on=TODAY).changes
