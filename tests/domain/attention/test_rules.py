"""What a partner asks of us: each rule on either side of its threshold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import ROOT
from tuiapp.content.loader import load_guide
from tuiapp.domain.attention.rules import GROUPS, RULES, Need, needs_of
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.models.policy import Policy

TODAY = date(2026, 11, 22)
POLICY = Policy()


def day(days: int) -> str:
    """Return a day some days from today, as a document keeps it."""
    return (TODAY + timedelta(days=days)).isoformat()


def partner(**fields: Any) -> Partner:
    """Return an accepted partner of which nothing is asked but what the fields ask."""
    settled = {
        "framework": "not-for-profit",
        "lead_officer": "Parks officer",
        "reviews": {"first": {"on": day(0), "decision": "continue", "reason": "All is well"}},
    }
    document = {"id": "park", "name": "Friends of the Park", "status": "partner"}
    return Partner.model_validate({**document, **settled, **fields})


def needs(policy: Policy = POLICY, **fields: Any) -> list[Need]:
    """Return what a partner with these fields needs today."""
    return needs_of(partner(**fields), policy, TODAY)


def kinds(**fields: Any) -> list[str]:
    """Return the kinds of need of a partner with these fields."""
    return [need.kind for need in needs(**fields)]


def test_a_partner_about_whom_all_is_said_needs_nothing() -> None:
    """No rule speaks without a reason."""
    assert needs() == []


@pytest.mark.parametrize("status", ["not-yet-looked-at", "grant-only", "not-ours", "ended"])
def test_only_accepted_partners_need_anything(status: str) -> None:
    """What nobody has accepted asks for nothing, however much is overdue."""
    document = {"d": {"kind": "insurance", "expires": day(-400)}}

    assert kinds(status=status, documents=document, framework=None, lead_officer=None) == []


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (POLICY.warn_days + 1, None),
        (POLICY.warn_days, "Insurance ends 20 February 2027, within 90 days"),
        (60, "Insurance ends 21 January 2027, within 60 days"),
        (30, "Insurance ends 22 December 2026, within 30 days"),
        (0, "Insurance ends today, 22 November 2026"),
        (-1, "Insurance ended 21 November 2026"),
    ],
)
def test_a_document_is_told_some_days_before_its_end(days: int, told: str | None) -> None:
    """From the policy's days before its end on, in thirties, and after it."""
    found = needs(documents={"d": {"kind": "insurance", "expires": day(days)}})

    assert [need.what for need in found] == ([told] if told else [])


def test_a_document_gives_way_to_a_later_one_of_its_sort() -> None:
    """This year's certificate settles last year's; one of another title settles nothing."""
    old = {"kind": "insurance", "expires": day(-5)}

    assert kinds(documents={"a": old, "b": {**old, "expires": day(300)}}) == []
    other = {**old, "title": "Minibus", "expires": day(300)}
    assert kinds(documents={"a": old, "b": other}) == ["Document ending"]


def agreement(ends: int, notice: int | None = None) -> dict[str, Any]:
    """Return the agreements of a partner that has one."""
    period = {"ends": day(ends), **({"notice_days": notice} if notice else {})}
    return {"a": {"kind": "lease", "title": "Pavilion", "period": period}}


@pytest.mark.parametrize(
    ("ends", "notice", "words"),
    [
        (POLICY.warn_days + 1, None, None),
        (POLICY.warn_days, None, "ends 20 February 2027, within 90 days"),
        (POLICY.warn_days + 91, 90, None),
        (POLICY.warn_days + 90, 90, "notice by 20 February 2027, within 90 days"),
        (90, 90, "notice by 22 November 2026"),
        (89, 90, "inside its notice, ends 19 February 2027"),
        (-1, 90, "ended 21 November 2026"),
    ],
)
def test_an_agreement_is_told_before_its_notice_passes(
    ends: int, notice: int | None, words: str | None
) -> None:
    """The last day for notice counts, not the last day of the agreement."""
    found = needs(agreements=agreement(ends, notice))

    assert len(found) == (words is not None)
    assert words is None or words in found[0].what


@pytest.mark.parametrize(("impact", "told"), [(2, False), (3, True)])
def test_a_risk_is_told_above_the_appetite(impact: int, told: bool) -> None:
    """Eight of sixteen is carried, twelve is not."""
    risks = {"r": {"title": "Tools", "likelihood": 4, "impact": impact}}

    assert kinds(risks=risks) == (["Risk above appetite"] if told else [])
    assert kinds(risks={"r": {**risks["r"], "closed_on": day(-1)}}) == []


@pytest.mark.parametrize(
    ("ended", "reviewed", "told"),
    [(None, None, False), (0, None, True), (1, None, False), (-5, -6, True), (-5, -5, False)],
)
def test_what_it_rests_on_ending_brings_the_review_forward(
    ended: int | None, reviewed: int | None, told: bool
) -> None:
    """A funder that ended asks for a review until there is one."""
    funder = {"kind": "funder", "title": "Green fund"}
    dependency = {**funder, **({"ended_on": day(ended)} if ended is not None else {})}
    reviews = (
        {"v": {"on": day(reviewed), "decision": "continue", "reason": "x"}} if reviewed else {}
    )

    assert ("Early review" in kinds(dependencies={"f": dependency}, reviews=reviews)) is told


@pytest.mark.parametrize(
    ("due", "words"),
    [(8, None), (7, "due 29 November 2026"), (0, "due 22 Nov"), (-1, "overdue, due 21 Nov")],
)
def test_an_action_is_told_a_week_before_it_is_due(due: int, words: str | None) -> None:
    """And afterwards, as overdue, until it is done."""
    action = {"title": "Send the lease", "due": day(due)}
    found = needs(actions={"a": action})

    assert len(found) == (words is not None)
    assert words is None or words in found[0].what
    assert needs(actions={"a": {**action, "done_on": day(0)}}) == []


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (8, None),
        (7, "Meeting 'Site walk' is 29 November 2026, 10:00; Send the agenda."),
        (0, "Meeting 'Site walk' is 22 November 2026, 10:00; Send the agenda."),
        (-1, "Meeting 'Site walk' was 21 November 2026; Log what was said, or take it out."),
    ],
)
def test_a_meeting_is_told_before_it_and_after_it(on: int, told: str | None) -> None:
    """A week before it wants an agenda; once it has been, a note of what was said."""
    meeting = {"title": "Site walk", "on": day(on), "at": "10:00"}
    found = needs(meetings={"m": meeting})

    assert [f"{need.what}; {need.todo}" for need in found] == ([told] if told else [])
    assert all(need.group == "promised" for need in found)


@pytest.mark.parametrize(
    ("kind", "days", "told"),
    [
        ("meeting", -5, False),
        ("visit", -2, False),
        ("meeting", -6, True),
        ("call", -5, True),
        ("visit", 1, True),
    ],
)
def test_a_meeting_is_settled_by_a_log_entry_of_that_day_or_later(
    kind: str, days: int, told: bool
) -> None:
    """A meeting or visit that was logged settles it; a call, or one to come, does not."""
    log = {"c": {"kind": kind, "note": "x", "on": day(days), "by": "Ann"}}
    meetings = {"m": {"title": "Site walk", "on": day(-5)}}

    assert kinds(meetings=meetings, log=log) == (["Meeting"] if told else [])


@pytest.mark.parametrize(
    ("level", "gap"),
    [("light", POLICY.speak_light), ("full", POLICY.speak_full)],
)
def test_a_partner_is_quiet_after_the_agreed_gap(level: str, gap: int) -> None:
    """On the last day of the gap all is well; a day later it is told."""
    for days, told in ((gap, False), (gap + 1, True)):
        log = {"c": {"kind": "call", "note": "x", "on": day(-days), "by": "Ann"}}
        assert ("Gone quiet" in kinds(level=level, log=log)) is told


def test_the_gap_agreed_with_a_partner_counts_before_the_policys() -> None:
    """Somebody we agreed to ring every fortnight is quiet after fifteen days."""
    log = {"c": {"kind": "call", "note": "x", "on": day(-15), "by": "Ann"}}

    assert kinds(log=log) == []
    (need,) = needs(log=log, speak_every=14)
    assert need.what == "Last reached 7 November 2026, 15 days ago"
    assert "every 14 days or sooner" in need.why


def test_a_call_that_was_not_answered_is_no_contact() -> None:
    """Trying is told, and does not reset how long ago we spoke."""
    log = {
        "a": {"kind": "visit", "note": "x", "on": day(-100), "by": "Ann"},
        "b": {"kind": "tried", "note": "x", "on": day(-2), "by": "Ann"},
    }

    (need,) = needs(log=log)
    assert need.what == "Last reached 14 August 2026, 100 days ago; tried 20 November 2026"


@pytest.mark.parametrize(("days", "told"), [(90, False), (91, True)])
def test_somebody_never_reached_is_quiet_from_the_first_try(days: int, told: bool) -> None:
    """Where only calls without an answer were logged, the gap is counted from the first."""
    log = {
        "a": {"kind": "tried", "note": "x", "on": day(-days), "by": "Ann"},
        "b": {"kind": "tried", "note": "x", "on": day(-1), "by": "Ann"},
    }

    assert kinds(log=log) == (["Gone quiet"] if told else [])


def test_what_has_no_day_to_count_from_is_left_out() -> None:
    """A partner never reviewed and never spoken to has neither review due nor gone quiet."""
    assert kinds(reviews={}, log={}) == ["No review planned"]


def test_a_partner_never_reviewed_is_told_until_it_is() -> None:
    """One review is enough: from it on the next one has a day, its own or the policy's."""
    review = {"on": day(-1), "decision": "continue", "reason": "x"}

    assert kinds(reviews={}) == ["No review planned"]
    assert kinds(reviews={"v": review}) == []
    (need,) = needs(reviews={})
    assert need.what == "Never reviewed, and no review is planned"


@pytest.mark.parametrize(
    ("on", "next_on", "told"),
    [(-364, None, False), (-365, None, True), (-10, 1, False), (-10, 0, True)],
)
def test_a_review_is_due_by_its_own_date_or_the_policys(
    on: int, next_on: int | None, told: bool
) -> None:
    """A year after the last one, unless another day was set."""
    review = {"on": day(on), "decision": "continue", "reason": "x"}
    review |= {"next_on": day(next_on)} if next_on is not None else {}

    assert ("Review due" in kinds(reviews={"v": review})) is told
    assert kinds(reviews={"v": {**review, "decision": "end"}}) == []


@pytest.mark.parametrize(("days", "told"), [(120, False), (121, True)])
def test_a_result_is_out_of_date_after_the_policys_days(days: int, told: bool) -> None:
    """The newest figure counts; one without any figure is not out of date."""
    reading = {"value": 5, "on": day(-days), "by": "Ann"}
    results = {"volunteer-hours": {"name": "Volunteer hours", "readings": {"r": reading}}}

    assert ("Result out of date" in kinds(results=results)) is told
    assert kinds(results={"volunteer-hours": {"name": "Volunteer hours"}}) == []


@pytest.mark.parametrize(
    ("due", "value", "better", "told"),
    [
        (0, 90, "up", False),
        (-1, 90, "up", True),
        (-1, 100, "up", False),
        (-1, 101, "down", True),
        (-1, 100, "down", False),
        (-1, None, "up", True),
    ],
)
def test_a_target_is_told_from_the_day_after_its_date(
    due: int, value: int | None, better: str, told: bool
) -> None:
    """On its day there is still time; afterwards the newest figure has to be there."""
    readings = {"r": {"value": value, "on": day(-2), "by": "Ann"}} if value is not None else {}
    result = {"name": "Hours", "unit": "hours", "target": 100, "due": day(due), "better": better}
    found = needs(results={"h": {**result, "readings": readings}})

    assert [need.kind for need in found] == (["Target not reached"] if told else [])
    newest = value if value is not None else "no figure"
    for need in found:
        assert need.what == f"Hours: 100 hours by 21 November 2026 not reached, {newest} so far"


def score(value: int, days: int, view: str = "council") -> dict[str, Any]:
    """Return a score of trust, so many days ago."""
    return {"measure": "trust", "view": view, "value": value, "on": day(-days), "by": "Ann"}


@pytest.mark.parametrize(("now", "told"), [(3, False), (2, True)])
def test_a_score_that_fell_is_told(now: int, told: bool) -> None:
    """The last two of one view are compared."""
    scores = {"a": score(3, 90), "b": score(now, 1), "c": score(1, 200)}

    assert ("Score dropped" in kinds(scores=scores)) is told


@pytest.mark.parametrize(("theirs", "told"), [(3, False), (2, True)])
def test_two_views_that_differ_by_two_are_told(theirs: int, told: bool) -> None:
    """One point apart is agreement enough."""
    scores = {"a": score(4, 1), "b": score(theirs, 1, "partner")}

    assert ("Views differ" in kinds(scores=scores)) is told


def test_a_measure_is_called_by_its_name_in_the_guide() -> None:
    """What is told of a score begins with the name, and says whose view and since when."""
    scores = {"a": score(4, 9), "b": score(3, 1), "c": score(0, 1, "partner")}
    found = needs_of(partner(scores=scores), POLICY, TODAY, load_guide())

    assert [need.what for need in found] == [
        "Trust: you differ by 3 since 21 November 2026",
        "Trust: council view fell from 4 to 3, 21 November 2026",
    ]


def test_a_policy_of_zeros_divides_by_none() -> None:
    """A council that wants no warning beforehand is told on the day."""
    none = Policy(warn_days=0, action_soon=0)
    found = needs(
        none,
        documents={"d": {"expires": day(0)}, "e": {"kind": "other", "expires": day(1)}},
        actions={"a": {"title": "Ring", "due": day(0)}},
    )

    assert [need.item_id for need in found] == ["d", "a"]


def test_from_standard_on_an_exit_plan_is_asked_for() -> None:
    """At light nothing is; a text or a ticked item is enough."""
    done = {"mark": {"state": "done", "by": "Ann", "on": day(0)}}

    assert kinds(level="light") == []
    assert kinds(level="standard") == ["No exit plan"]
    assert kinds(level="standard", exit_arrangements="Three months' notice") == []
    assert kinds(level="full", checklist={"exit-plan": done}) == []


def test_somebody_must_lead_and_a_framework_be_chosen() -> None:
    """Both are told, one line each."""
    assert kinds(lead_officer=None) == ["No lead officer"]
    assert kinds(framework=None) == ["No framework"]


def test_what_was_put_off_waits_until_its_day() -> None:
    """On the day itself it is told again."""
    for until, told in ((1, False), (0, True)):
        waiting = {"no-owner": {"until": day(until), "reason": "New post", "by": "Ann"}}
        assert bool(kinds(lead_officer=None, put_off=waiting)) is told


def test_consequence_comes_before_lateness() -> None:
    """Must do first, then promised, gone quiet and tidy up; the latest first within each."""
    found = needs(
        level="standard",
        lead_officer=None,
        documents={
            "a": {"kind": "safeguarding", "expires": day(50)},
            "b": {"kind": "insurance", "expires": day(-10)},
        },
        actions={"x": {"title": "Old promise", "due": day(-900)}},
        log={"c": {"kind": "call", "note": "x", "on": day(-700), "by": "Ann"}},
    )

    groups = [need.group for need in found]
    assert groups == sorted(groups, key=list(GROUPS).index)
    assert [need.item_id for need in found if need.group == "must-do"] == ["b", "a"]
    assert found[0].what.startswith("Insurance ended")


def test_every_need_says_what_why_and_what_to_do() -> None:
    """No line of Today leaves an officer guessing."""
    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    never_reviewed = needs(reviews={})
    found = never_reviewed + needs(
        level="full",
        framework=None,
        lead_officer=None,
        documents={"d": {"expires": day(0)}},
        agreements=agreement(5, 10),
        risks={"r": {"title": "Tools", "likelihood": 4, "impact": 4}},
        dependencies={"f": {"title": "Fund", "ended_on": day(-1)}},
        actions={"a": {"title": "Ring", "due": day(0)}},
        log={"c": {"kind": "call", "note": "x", "on": day(-99), "by": "Ann"}},
        reviews={"v": {"on": day(-900), "decision": "change", "reason": "x"}},
        meetings={"m": {"title": "Site walk", "on": day(0)}},
        results={
            "h": {
                **{"name": "Hours", "target": 5, "due": day(-1)},
                "readings": {"r": {"value": 1, "on": day(-300), "by": "A"}},
            }
        },
        scores={"a": score(4, 9), "b": score(3, 1), "c": score(0, 1, "partner")},
    )

    assert len({need.kind for need in found}) == len(RULES)
    for need in found:
        assert need.what
        for sentence in (need.why, need.todo):
            assert sentence.endswith(".")
            assert len(sentence) <= 78  # a line of Today at 80 columns
        assert need.id
        assert need.kind in documented
    assert len({need.id for need in found}) == len(found)
