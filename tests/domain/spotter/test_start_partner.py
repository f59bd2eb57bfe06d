"""A partner that is started with the opportunity spotter keeps the outcome and its reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.attention.rules import needs_of
from tuiapp.domain.changes.edits import Proposal
from tuiapp.domain.history.wording import in_full
from tuiapp.domain.models.base import to_document
from tuiapp.domain.models.partner import PARTNER_SHAPE, Partner
from tuiapp.domain.models.policy import Policy
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.pages.partner_page import overview
from tuiapp.domain.register.partner_edits import read_partner
from tuiapp.domain.register.progress import (
    asked_items,
    next_item,
    shown_items,
    stage_progress,
    why_asked,
)
from tuiapp.domain.spotter.outcome import read_answers, spot
from tuiapp.domain.spotter.start_partner import add_spotted
from tuiapp.errors import InputRefused

TODAY = date(2026, 11, 22)
FRIENDS = "responsible=both decisions=time law=no exchange=none other-side=charity stake=none"
CONTRACT = "responsible=us exchange=service other-side=larger stake=money"


def proposed(answers: str, **fields: Any) -> Proposal:
    """Return the proposal of a partner with these answers."""
    guide = load_guide()
    read = read_answers(guide, answers.split())
    return add_spotted("Oak", spot(guide, read), read, by="Ann", on=TODAY, fields=fields)


def started(answers: str, **fields: Any) -> Partner:
    """Return a partner that was started with these answers."""
    (change,) = proposed(answers, **fields).changes
    return read_partner(change.after)


def test_a_partner_is_started_with_the_outcome_and_its_reasons() -> None:
    """Framework and level are set; the answers, the words and every reason are kept."""
    partner = started(f"{FRIENDS} stops=step-in", place="Oak Park")
    found = partner.spotter

    assert (partner.framework, partner.level, partner.place) == (
        "not-for-profit",
        "standard",
        "Oak Park",
    )
    assert found is not None
    assert (found.by, found.on, found.verdict) == ("Ann", TODAY, "Yes")
    assert (found.framework, found.level) == ("Not-for-profit", "Standard")
    assert {question.id: question.chosen for question in found.answers}["stops"] == ("step-in",)
    assert len(found.reasons) == 7
    assert found.reasons[0] == "Who is responsible: No side could settle it alone."
    assert found.also_asked == ("insurance-current", "exit-plan", "early-review")


def test_the_outcome_is_one_value_of_the_record() -> None:
    """It changes as a whole, goes through a file unharmed, and is told in words in a conflict."""
    partner = started(FRIENDS)
    document = to_document(partner)

    assert read_partner(document) == partner
    assert hash(partner)
    assert PARTNER_SHAPE.units["spotter"].stamps == ("by", "on")
    assert "Verdict: Yes" in in_full(("spotter",), document["spotter"])
    assert "partnership Yes, framework Not-for-profit" in str(partner.spotter)


def test_an_item_the_answers_ask_for_is_asked_for_at_any_level() -> None:
    """Who puts a failure right waits for the full level, unless the spotter asks for it."""
    guide = load_guide()
    structure = guide.stages[0]
    light = started(FRIENDS)
    spotted = started(
        FRIENDS.replace("stake=none", "stake=safety"), level="light", level_reason="x"
    )
    item = guide.item("put-right")

    assert item not in asked_items(structure, light)
    assert item in asked_items(structure, spotted)
    assert item in shown_items(structure, spotted)
    assert stage_progress(structure, spotted).asked == stage_progress(structure, light).asked + 1
    assert why_asked(item, spotted) == "asked for because the spotter says so"
    assert why_asked(item, light) == ""
    assert why_asked(guide.item("insurance-current"), spotted) == ""


def test_the_next_step_may_be_one_that_only_the_spotter_asks_for() -> None:
    """Once all that the level asks for is done, what the answers added is still to do."""
    guide = load_guide()
    document = to_document(started(FRIENDS.replace("other-side=charity", "other-side=informal")))
    mark = {"mark": {"state": "done", "by": "Ann", "on": "2026-11-22"}}
    light = {item.id: mark for item in guide.items if item.level == "light"}
    after = read_partner({**document, "checklist": light})

    step = next_item(guide, after)
    assert step is not None
    assert step.id == "small-partner-help"


def test_an_exit_plan_that_the_answers_ask_for_is_missed_at_light() -> None:
    """Today tells that there is none, though light alone would not ask."""
    several = FRIENDS.replace("other-side=charity", "other-side=several")
    kinds = [
        [need.kind for need in needs_of(started(answers, lead_officer="Ann"), Policy(), TODAY)]
        for answers in (FRIENDS, several)
    ]

    assert "No exit plan" not in kinds[0]
    assert "No exit plan" in kinds[1]


def test_the_overview_tells_the_outcome_and_the_reasons() -> None:
    """Whoever opens the partner reads what was found, by whom, and why."""
    partner = started(f"{FRIENDS} stops=less-help".replace("stake=none", "stake=safety"))
    lines = [block.text for block in overview(partner, load_guide()).blocks]

    assert "What the opportunity spotter found" in lines
    assert "Ann, 22 November 2026" in lines
    assert "Partnership: Yes" in lines
    assert "Level of checks: Standard" in lines
    assert "Asked for too: Agree who puts a failure right, and who pays" in lines
    assert partner.spotter is not None
    assert set(partner.spotter.reasons) <= set(lines)


def test_what_counts_as_both_keeps_the_reason_why() -> None:
    """A contract with shared aims is added with why it counts as a partnership."""
    partner = started(CONTRACT.replace("service", "service,shared"))

    assert partner.framework == "strategic-alliance"
    assert (partner.counts_because or "").startswith("You share aims and review them together")


def test_what_is_no_partnership_needs_a_reason_to_be_added() -> None:
    """The answers say what to use instead; an officer who knows better says why."""
    with pytest.raises(InputRefused) as refused:
        started(CONTRACT)

    assert "Use instead: A contract, with procurement advice first." in str(refused.value)
    partner = started(CONTRACT, counts_because="They run our youth scheme")
    assert (partner.counts_because, partner.level) == ("They run our youth scheme", "full")
    assert partner.spotter is not None
    assert partner.spotter.verdict == "No"


def test_what_the_officer_chose_comes_first() -> None:
    """A framework that was named is kept; what the answers led to is kept beside it."""
    partner = started(FRIENDS, framework="strategic-alliance")

    assert partner.framework == "strategic-alliance"
    assert partner.spotter is not None
    assert partner.spotter.framework == "Not-for-profit"


def test_the_level_may_be_moved_by_one_with_a_reason() -> None:
    """By one with a reason it is; without a reason, or by two, it is refused."""
    moved = started(FRIENDS, level="standard", level_reason="New to us")

    assert (moved.level, moved.level_reason) == ("standard", "New to us")
    assert started(FRIENDS, level="light").level == "light"
    for level, reason, field in (("standard", "", "level_reason"), ("full", "Big", "level")):
        with pytest.raises(FieldsRefused) as refused:
            proposed(FRIENDS, level=level, level_reason=reason)
        assert [problem.field for problem in refused.value.problems] == [field]


def test_nothing_answered_starts_a_light_partner_without_a_framework() -> None:
    """What is not clear yet is left open, and said so."""
    partner = started("")

    assert (partner.framework, partner.level) == (None, "light")
    assert partner.spotter is not None
    assert partner.spotter.verdict.startswith("Not yet clear")
    assert partner.spotter.answers == ()
