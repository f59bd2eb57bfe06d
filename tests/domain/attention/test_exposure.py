"""Who is open to each pitfall: what opens it, what closes it, and what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, get_args

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.attention.exposure import (
    FOUND_BY,
    OPEN_STATES,
    Closing,
    Exposure,
    bringers,
    exposure,
    unknown_benefits,
    weigh,
)
from tuiapp.domain.choices import Level, is_asked_for
from tuiapp.domain.models.guide import FACTS, Fact, Pitfall
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.models.policy import Policy

TODAY = date(2026, 11, 22)
POLICY = Policy()
GUIDE = load_guide()
PITFALLS = {pitfall.id: pitfall for pitfall in GUIDE.pitfalls}
EXIT = GUIDE.item("exit-plan").heading
REVIEW = GUIDE.item("review-dates").heading


def day(days: int) -> str:
    """Return a day some days from today, as a document keeps it."""
    return (TODAY + timedelta(days=days)).isoformat()


RECORDED: dict[str, Any] = {
    "purpose": "They are there each week.",
    "lead_officer": "Parks officer",
    "deputy_officer": "Ranger",
    "contact": "Secretary",
    "phone": "0161 496 0000",
    "speak_every": 3660,
    "exit_arrangements": "Hand back the keys.",
    "priority": "Green spaces",
    "working_now": "share",
    "working_wanted": "share",
    "documents": {
        "seen": {"kind": "insurance", "seen_on": day(-9), "expires": day(900), "title": "Cover"}
    },
    "contacts": {"chair": {"role": "Chair"}},
    "agreements": {"terms": {"title": "Terms", "signed_on": day(-9)}},
    "log": {"walk": {"kind": "visit", "note": "Walked", "on": day(-900), "by": "Ann"}},
    "risks": {"small": {"title": "Rain", "owner": "Ranger", "likelihood": 1, "impact": 1}},
    "results": {
        "trees": {
            **{"name": "Trees", "unit": "trees", "baseline": 0, "target": 9, "due": day(900)},
            **{"collector": "Chair", "source": "Sheet"},
        }
    },
    "actions": {"talk": {"title": "Talk", "owner": "Ann", "due": day(900)}},
    "reviews": {
        "old": {"on": day(-900), "decision": "continue", "reason": "Well", "next_on": day(900)}
    },
    "scores": {
        view: {"measure": "need", "view": view, "value": 4, "on": day(-900), "by": "Ann"}
        for view in ("council", "partner")
    },
}
"""What the items of a checklist rest on, and nothing that opens a pitfall."""


def partner(**fields: Any) -> Partner:
    """Return an accepted partner at the full level, so that every item is asked for.

    Its record holds what its ticks rest on, beside what is given.
    """
    document = {"id": "park", "name": "Friends of the Park", "status": "partner", "level": "full"}
    both = {
        name: {**RECORDED[name], **value} if isinstance(RECORDED.get(name), dict) else value
        for name, value in fields.items()
    }
    return Partner.model_validate({**document, **RECORDED, **both})


def marks(states: Mapping[str, str]) -> dict[str, Any]:
    """Return a checklist with each item in a state."""
    reason = {"not-applicable": {"reason": "No land"}}
    return {
        item: {"mark": {"state": state, "by": "Ann", "on": "2026-11-12", **reason.get(state, {})}}
        for item, state in states.items()
    }


def all_marked(pitfall: Pitfall, state: str) -> dict[str, Any]:
    """Return a checklist with every item of a pitfall in one state."""
    return marks(dict.fromkeys(pitfall.items, state))


def weighed(pitfall: str, **fields: Any) -> Exposure:
    """Return where an accepted partner with these fields is with a pitfall."""
    found = exposure(PITFALLS[pitfall], partner(**fields), GUIDE, POLICY, TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_what_nobody_has_recorded_opens_nothing(pitfall: str) -> None:
    """An empty record is not known to be open, and tells every item nobody has looked at."""
    found = weighed(pitfall)

    assert found.state == "not-known"
    assert found.why == tuple(
        f"Nobody has looked at '{GUIDE.item(item).heading}'" for item in PITFALLS[pitfall].items
    )
    assert [closing.item for closing in found.closes] == list(PITFALLS[pitfall].items)


@pytest.mark.parametrize("state", ["todo", "doing"])
@pytest.mark.parametrize(
    ("pitfall", "item"), [(p.id, item) for p in GUIDE.pitfalls for item in p.items]
)
def test_an_item_said_to_be_undone_opens_its_pitfall(pitfall: str, item: str, state: str) -> None:
    """Each item of each pitfall opens it alone, although all of the others are done."""
    checklist = {**all_marked(PITFALLS[pitfall], "done"), **marks({item: state})}
    found = weighed(pitfall, checklist=checklist)

    heading = GUIDE.item(item).heading
    words = {"todo": "still to do", "doing": "still being done"}[state]
    assert found == Exposure(
        "open", (f"'{heading}' is {words} (12 November 2026)",), (Closing(heading, item=item),)
    )


@pytest.mark.parametrize("state", ["done", "not-applicable"])
@pytest.mark.parametrize("pitfall", PITFALLS)
def test_items_that_are_settled_close_their_pitfall(pitfall: str, state: str) -> None:
    """All of its items done, or ruled out with a reason, close each pitfall."""
    found = weighed(pitfall, checklist=all_marked(PITFALLS[pitfall], state))

    assert (found.state, found.closes) == ("closed", ())
    ending = {"done": "is done", "not-applicable": "does not apply: No land"}[state]
    assert all(sentence.endswith(f"' {ending} (12 November 2026)") for sentence in found.why)


def test_the_same_partner_before_and_after_its_items_are_ticked() -> None:
    """Long life, no exit: open while the plan is being made, then not known, then closed."""
    before = weighed("no-exit", checklist=marks({"exit-plan": "doing"}))
    between = weighed("no-exit", checklist=marks({"exit-plan": "done"}))
    after = weighed("no-exit", checklist=marks({"exit-plan": "done", "review-dates": "done"}))

    assert before.why == (f"'{EXIT}' is still being done (12 November 2026)",)
    assert [closing.item for closing in before.closes] == ["exit-plan", "review-dates"]
    assert between == Exposure(
        "not-known",
        (f"Nobody has looked at '{REVIEW}'",),
        (Closing(REVIEW, item="review-dates"),),
    )
    assert after.state == "closed"


def test_a_note_without_a_mark_is_not_looked_at() -> None:
    """Evidence or a note beside an item says nothing about where it is."""
    found = weighed("no-exit", checklist={"exit-plan": {"note": "Ask legal"}})

    assert found.state == "not-known"
    assert f"Nobody has looked at '{EXIT}'" in found.why


RECORDS: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "insurance-ended": (
        "putting-right",
        {"documents": {"d": {"kind": "insurance", "expires": day(-1)}}},
        "Insurance ended 21 November 2026",
        "documents",
    ),
    "papers-ended": (
        "partner-capacity",
        {"documents": {"d": {"kind": "accounts", "expires": day(-1)}}},
        "Accounts ended 21 November 2026",
        "documents",
    ),
    "agreement-ended": (
        "no-exit",
        {"agreements": {"a": {"kind": "lease", "title": "Hut", "period": {"ends": day(-1)}}}},
        "Lease 'Hut' ended 21 November 2026",
        "agreements",
    ),
    "dependency-ended": (
        "cuts-restructure",
        {"dependencies": {"d": {"kind": "funder", "title": "Trees", "ended_on": day(-1)}}},
        "The funder 'Trees' ended 21 November 2026",
        "reviews",
    ),
    "review-overdue": (
        "no-exit",
        {"reviews": {"r": {"on": day(-400), "reason": "Fine", "next_on": day(-1)}}},
        "Review overdue, due 21 November 2026",
        "reviews",
    ),
    "gone-quiet": (
        "relationship-staffing",
        {
            "log": {"c": {"kind": "call", "note": "Rang", "on": day(-31), "by": "Ann"}},
            "speak_every": 30,
        },
        "Last reached 22 October 2026, 31 days ago",
        "log",
    ),
    "views-differ": (
        "different-visions",
        {
            "scores": {
                view: {"measure": "trust", "view": view, "value": value, "on": day(-1), "by": "A"}
                for view, value in (("council", 4), ("partner", 2))
            }
        },
        "Trust: you differ by 2 since 21 November 2026",
        "scores",
    ),
    "risk-above-appetite": (
        "putting-right",
        {"risks": {"r": {"title": "Tools", "owner": "Ann", "likelihood": 3, "impact": 3}}},
        "Risk 'Tools': 9 of 16, above our 8",
        "risks",
    ),
}
"""For each fact: a pitfall it opens, a record that says it, its sentence, where it is put right."""


@pytest.mark.parametrize("fact", RECORDS)
def test_a_fact_of_the_record_opens_a_pitfall_whose_items_are_all_done(fact: str) -> None:
    """What the record says weighs more than a tick, and tells where it is put right."""
    pitfall, fields, sentence, part = RECORDS[fact]
    found = weighed(pitfall, **fields, checklist=all_marked(PITFALLS[pitfall], "done"))

    assert fact in PITFALLS[pitfall].needs
    assert (found.state, found.why) == ("open", (sentence,))
    assert [(closing.part, closing.item) for closing in found.closes] == [(part, "")]


@pytest.mark.parametrize("fact", RECORDS)
def test_a_fact_opens_only_the_pitfalls_that_name_it(fact: str) -> None:
    """The same record leaves a partner open to no other pitfall."""
    fields = RECORDS[fact][1]
    opened = {pitfall for pitfall in PITFALLS if weighed(pitfall, **fields).state == "open"}

    assert opened == {p.id for p in GUIDE.pitfalls if fact in p.needs}


def test_every_fact_is_known_in_words_and_used_by_a_pitfall() -> None:
    """A fact that the data may name can be found, told, and opens something."""
    facts = set(get_args(Fact))

    assert set(FOUND_BY) == set(FACTS) == set(RECORDS) == facts
    assert {fact for pitfall in GUIDE.pitfalls for fact in pitfall.needs} == facts


@pytest.mark.parametrize(
    ("pitfall", "fields"),
    [
        pytest.param(
            "putting-right",
            {"documents": {"d": {"kind": "insurance", "expires": day(30)}}},
            id="insurance",
        ),
        pytest.param(
            "no-exit",
            {"agreements": {"a": {"title": "Hut", "period": {"ends": day(30), "notice_days": 90}}}},
            id="agreement inside its notice",
        ),
        pytest.param(
            "no-exit",
            {"reviews": {"r": {"on": day(-365), "reason": "Fine", "next_on": day(0)}}},
            id="review due today",
        ),
    ],
)
def test_what_soon_will_be_over_opens_nothing_yet(pitfall: str, fields: dict[str, Any]) -> None:
    """Today warns of an end to come; a pitfall is open only once it has come."""
    assert weighed(pitfall, **fields).state == "not-known"


def test_a_fact_that_was_put_off_still_opens_its_pitfall() -> None:
    """Putting off a line of Today does not make the insurance valid."""
    put_off = {"document-d": {"until": day(30), "reason": "Asked", "by": "Ann"}}
    fields = RECORDS["insurance-ended"][1]

    assert weighed("putting-right", **fields, put_off=put_off).state == "open"


@pytest.mark.parametrize(
    ("value", "view", "state"),
    [
        (0, "council", "open"),
        (1, "partner", "open"),
        (2, "council", "not-known"),
        (4, "partner", "not-known"),
    ],
)
def test_a_low_score_opens_the_pitfalls_that_name_its_measure(
    value: int, view: str, state: str
) -> None:
    """From either side, 0 or 1 for clear arrangements is unclear governance."""
    score = {"measure": "arrangements", "view": view, "value": value, "on": day(-2), "by": "Ann"}
    found = weighed("unclear-governance", scores={"s": score})

    assert found.state == state
    sentence = f"Clear arrangements: {view} view is {value} of 4 (20 November 2026)"
    assert (sentence in found.why) == (state == "open")


def test_only_the_newest_score_of_a_view_counts() -> None:
    """A low score that has since gone up opens nothing."""
    score = {"measure": "purpose", "view": "council", "by": "Ann"}
    scores = {"a": {**score, "value": 0, "on": day(-9)}, "b": {**score, "value": 3, "on": day(-1)}}

    assert weighed("different-visions", scores=scores).state == "not-known"


@pytest.mark.parametrize("points", [1, 4])
@pytest.mark.parametrize("pitfall", PITFALLS)
def test_an_open_risk_linked_to_a_pitfall_opens_that_one_alone(pitfall: str, points: int) -> None:
    """However small or big it is; a closed one opens nothing."""
    risk = {"title": "Stall", "pitfall": pitfall, "likelihood": points, "impact": points}
    opened = [p for p in PITFALLS if weighed(p, risks={"r": risk}).state == "open"]
    closed = {**risk, "closed_on": day(-1)}

    assert opened == [pitfall]
    why = weighed(pitfall, risks={"r": risk}).why
    assert why == (f"Risk 'Stall' is open: {points * points} of 16",)
    assert weighed(pitfall, risks={"r": closed}).state == "not-known"


@pytest.mark.parametrize("status", ["not-yet-looked-at", "grant-only", "not-ours", "ended"])
@pytest.mark.parametrize("pitfall", PITFALLS)
def test_only_accepted_partners_are_weighed(pitfall: str, status: str) -> None:
    """What nobody has accepted is open to nothing, whatever is recorded of it."""
    everything: dict[str, Any] = {"checklist": all_marked(PITFALLS[pitfall], "todo")}
    for _, fields, _, _ in RECORDS.values():
        everything |= fields
    other = partner(**everything, status=status)

    assert weighed(pitfall, **everything).state == "open"
    assert exposure(PITFALLS[pitfall], other, GUIDE, POLICY, TODAY) is None
    assert weigh(PITFALLS[pitfall], [other], GUIDE, POLICY, TODAY) == {s: [] for s in OPEN_STATES}


@pytest.mark.parametrize("level", get_args(Level))
@pytest.mark.parametrize("pitfall", PITFALLS)
def test_an_item_above_the_level_never_opens_a_pitfall(pitfall: str, level: Level) -> None:
    """Only items that the partner's level asks for count against it, and only those are asked."""
    asked = [i for i in PITFALLS[pitfall].items if is_asked_for(GUIDE.item(i).level, level)]
    above = [item for item in PITFALLS[pitfall].items if item not in asked]
    checklist = marks({**dict.fromkeys(asked, "done"), **dict.fromkeys(above, "todo")})
    found = weighed(pitfall, level=level, checklist=checklist)

    assert found.state == ("closed" if asked else "not-known")
    assert [c.item for c in weighed(pitfall, level=level).closes] == asked


def test_an_item_that_the_spotter_asks_for_counts_at_any_level() -> None:
    """Where the opportunity spotter asks for the exit plan, it is asked for at light too."""
    spotted = {"by": "Ann", "on": day(-9), "verdict": "yes", "framework": "f", "level": "light"}
    fields = {"level": "light", "checklist": marks({"exit-plan": "todo"})}

    assert weighed("no-exit", **fields).state == "not-known"
    found = weighed("no-exit", **fields, spotter={**spotted, "also_asked": ["exit-plan"]})
    assert found.state == "open"


def test_a_pitfall_none_of_whose_items_is_asked_for_is_not_known() -> None:
    """At light nothing is asked about hidden costs; who did it all the same has closed it."""
    undone = weighed("hidden-costs", level="light")
    done = weighed(
        "hidden-costs", level="light", checklist=all_marked(PITFALLS["hidden-costs"], "done")
    )

    assert undone == Exposure(
        "not-known", ("Nothing that closes it is asked for at the light level",)
    )
    assert done.state == "closed"


def test_partners_are_told_by_name_in_three_groups() -> None:
    """Who is open comes before who is not known and who has closed it."""
    names = {"b": "birch", "a": "Ash", "c": "Cedar"}
    checklists = {"b": "todo", "a": "todo", "c": "done"}
    several = [
        partner(id=key, name=name, checklist=all_marked(PITFALLS["no-exit"], checklists[key]))
        for key, name in names.items()
    ]
    groups = weigh(PITFALLS["no-exit"], [*several, partner()], GUIDE, POLICY, TODAY)

    told = {state: [one.partner.name for one in found] for state, found in groups.items()}
    assert told == {
        "open": ["Ash", "birch"],
        "not-known": ["Friends of the Park"],
        "closed": ["Cedar"],
    }


def test_who_brings_a_benefit_is_told_with_the_evidence() -> None:
    """Accepted partners by name, each with its evidence and its day."""
    brought = {"local-reach": {"evidence": "900 homes", "on": day(-1)}}
    several = [
        partner(id="b", name="Birch", benefits=brought),
        partner(id="a", name="Ash", benefits=brought),
        partner(id="c", name="Cedar", benefits=brought, status="ended"),
        partner(id="d", name="Damson"),
    ]
    found = bringers(GUIDE.benefits[0], several)

    assert [(one.partner.name, one.evidence, one.on.isoformat()) for one in found] == [
        ("Ash", "900 homes", day(-1)),
        ("Birch", "900 homes", day(-1)),
    ]


def test_a_benefit_that_the_guide_does_not_know_is_told() -> None:
    """An entry under an unknown id is neither lost nor counted as another benefit."""
    one = partner(benefits={"bandstand": {"evidence": "Plays", "on": day(-1)}})

    assert [(u.benefit, u.evidence) for u in unknown_benefits(GUIDE, [one])] == [
        ("bandstand", "Plays")
    ]
    assert all(bringers(benefit, [one]) == () for benefit in GUIDE.benefits)
