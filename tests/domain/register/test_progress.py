"""How far a partner is: what is asked for, what is done, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.choices import LEVELS, STATES, Level
from tuiapp.domain.models.guide import Stage
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.register.partner_edits import read_partner
from tuiapp.domain.register.progress import (
    Progress,
    asked_items,
    asked_measures,
    band,
    gap_in_words,
    item_of,
    next_item,
    shown_items,
    stage_progress,
)


def partner(
    level: Level = "light",
    states: Mapping[str, str] | None = None,
    scores: Any = (),
    own_items: Any = (),
) -> Partner:
    """Return a partner whose items, by id, have these states."""
    mark = {"by": "Ann", "on": "2026-11-22", "reason": "none needed"}
    checklist = {
        item_id: {"mark": {**mark, "state": state}} for item_id, state in (states or {}).items()
    }
    held = {"checklist": checklist, "scores": scores, "own_items": own_items}
    return read_partner({"id": "a", "name": "A", "level": level, **held})


def score(measure: str, view: str, value: int, on: str = "2026-11-22") -> dict[str, Any]:
    """Return a score as a document keeps it."""
    return {"measure": measure, "view": view, "value": value, "on": on, "by": "Ann"}


@pytest.fixture
def stage() -> Stage:
    """Return the first stage."""
    return load_guide().stages[0]


def states_of(stage: Stage, state: str, level: Level = "light") -> dict[str, str]:
    """Return a state for each item of a stage that is asked for at a level."""
    return {item.id: state for item in asked_items(stage, partner(level))}


def test_each_level_asks_for_more(stage: Stage) -> None:
    """What a light partnership is asked for, a standard one is too, and a full one for all."""
    light, standard, full = (set(asked_items(stage, partner(level))) for level in LEVELS)

    assert light < standard <= full == set(stage.items)


def test_a_light_partnership_is_asked_for_eleven_items() -> None:
    """A small group is not buried in paper."""
    stages = [stage_progress(stage, partner()) for stage in load_guide().stages]

    assert sum(stage.asked for stage in stages) == 11


def test_progress_is_done_of_asked_for(stage: Stage) -> None:
    """Only what is done counts as done, and only what is asked for counts at all."""
    asked = len(asked_items(stage, partner()))

    assert stage_progress(stage, partner(states=states_of(stage, "done"))) == (asked, asked)
    assert stage_progress(stage, partner(states=states_of(stage, "doing"))) == (0, asked)
    assert str(Progress(3, 5)) == "3 of 5 done"


def test_what_is_not_applicable_is_not_asked_for(stage: Stage) -> None:
    """An item that was ruled out makes nobody look late."""
    assert stage_progress(stage, partner(states=states_of(stage, "not-applicable"))) == (0, 0)


def test_an_item_above_the_level_counts_only_when_the_level_asks_for_it(stage: Stage) -> None:
    """An item recorded above the level is shown, and is no part of the count."""
    extra = next(item for item in stage.items if item.level == "full")
    light = partner(states={extra.id: "done"})

    assert extra in shown_items(stage, light)
    assert extra not in asked_items(stage, light)
    assert stage_progress(stage, light).done == 0


def test_nothing_recorded_hides_what_is_above_the_level(stage: Stage) -> None:
    """An item above the level of which nothing is recorded is not shown as missing."""
    assert shown_items(stage, partner()) == asked_items(stage, partner())


def test_the_next_step_is_what_somebody_began_then_what_is_to_do(stage: Stage) -> None:
    """An item in doing comes before the first to do of its stage."""
    first, second, *_ = asked_items(stage, partner())

    assert next_item(load_guide(), partner()) == first
    begun = partner(states={second.id: "doing"})
    assert next_item(load_guide(), begun) == second


def test_the_stages_come_in_their_order(stage: Stage) -> None:
    """The second stage's items are next only when the first has none left."""
    guide = load_guide()
    done = states_of(stage, "done")
    begun_later = {i.id: "doing" for i in guide.stages[1].items}

    assert next_item(guide, partner(states=begun_later)) == asked_items(stage, partner())[0]
    assert next_item(guide, partner(states=done)) == asked_items(guide.stages[1], partner())[0]


@pytest.mark.parametrize("state", ["done", "not-applicable"])
def test_a_whole_checklist_has_no_next_step(state: str) -> None:
    """When everything is done or ruled out there is nothing left to do."""
    guide = load_guide()
    whole = {i.id: state for i in guide.items}

    assert next_item(guide, partner("full", whole)) is None


def test_a_measure_with_a_score_is_shown_at_every_level() -> None:
    """What was scored once does not vanish when the level is lowered."""
    guide = load_guide()
    above = next(measure for measure in guide.measures if measure.level != "light")

    assert above not in asked_measures(guide, partner())
    assert above in asked_measures(guide, partner(scores={"s": score(above.id, "council", 2)}))
    assert asked_measures(guide, partner("full")) == guide.measures


def test_a_score_is_told_in_words() -> None:
    """The bands are told from 0 to 4, and 4 is always good."""
    assert [band(value) for value in range(5)] == [
        "Needs work now",
        "Needs work now",
        "Needs attention",
        "Going well",
        "Going well",
    ]


@pytest.mark.parametrize(
    ("council", "theirs", "words"),
    [
        (4, 1, "You differ by 3"),
        (1, 3, "You differ by 2"),
        (2, 3, ""),
        (None, 3, ""),
        (0, None, ""),
    ],
)
def test_views_that_are_two_apart_are_told(
    council: int | None, theirs: int | None, words: str
) -> None:
    """Two views 2 or more apart are worth talking about; a missing one is no gap."""
    given = {"council": council, "partner": theirs}
    scores = {v: score("trust", v, value) for v, value in given.items() if value is not None}

    assert gap_in_words(partner(scores=scores), "trust") == words


def test_only_the_newest_scores_are_compared() -> None:
    """A gap that was closed since is no gap."""
    scores = {
        "old": score("trust", "council", 0, "2026-01-01"),
        "new": score("trust", "council", 4),
        "theirs": score("trust", "partner", 4),
    }

    assert gap_in_words(partner(scores=scores), "trust") == ""


def test_every_state_is_counted(stage: Stage) -> None:
    """No state that an item can have breaks the count."""
    for state in STATES:
        assert stage_progress(stage, partner(states=states_of(stage, state))).asked >= 0


def test_items_of_our_own_are_asked_for_at_every_level() -> None:
    """They stand after the guide's items of their stage, and count like them."""
    guide = load_guide()
    own = {"a1": {"stage": "structure", "heading": "Agree the opening hours"}}
    light = partner(own_items=own)
    first, second, *_ = guide.stages

    assert asked_items(first, light)[-1].heading == "Agree the opening hours"
    assert stage_progress(first, light).asked == stage_progress(first, partner()).asked + 1
    assert asked_items(second, light) == asked_items(second, partner())
    assert item_of(guide, light, "a1") is not None
    assert item_of(guide, partner(), "a1") is None
