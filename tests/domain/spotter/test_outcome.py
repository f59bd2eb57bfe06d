"""The opportunity spotter: what every answer leads to, and why."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuiapp.content.loader import load_guide
from tuiapp.domain.choices import LEVELS
from tuiapp.domain.models.guide import NOT_SURE, SpotterQuestion
from tuiapp.domain.spotter.outcome import Answers, Outcome, read_answers, spot
from tuiapp.domain.spotter.outcome_page import outcome_page
from tuiapp.errors import InputRefused

FRIENDS = "responsible=both decisions=time law=no exchange=none other-side=charity stake=none"
"""A friends group that gives time, up to what happens if it stops."""
WORKED = {
    "friends group": f"{FRIENDS} stops=less-help",
    "community safety partnership": (
        "responsible=both decisions=each law=names exchange=none other-side=public "
        "stake=duty,name stops=fails"
    ),
    "grass-cutting contract": (
        "responsible=us decisions=us law=no exchange=service other-side=larger "
        "stake=money stops=step-in"
    ),
}
"""The three runs that the rules were written by."""
QUESTIONS = {question.id: question for question in load_guide().spotter}


def found(typed: str) -> Outcome:
    """Return what answers lead to, written as on the command line."""
    return spot(load_guide(), read_answers(load_guide(), typed.split()))


def core(outcome: Outcome) -> tuple[str, str | None, str]:
    """Return verdict, framework and level."""
    return outcome.verdict.value, outcome.framework.value, outcome.level.value


def items(outcome: Outcome) -> set[str]:
    """Return the ids of the items that answers add."""
    return {item.id for item in outcome.items}


def changes(outcome: Outcome) -> dict[str, set[str]]:
    """Return what would change the answer: for each effect the answers, as they are typed."""
    return {
        change.effect: {f"{switch.question}={switch.answer}" for switch in change.switches}
        for change in outcome.changes
    }


def test_a_friends_group_is_a_light_not_for_profit_partnership() -> None:
    """Time, trust and little at stake: yes, not-for-profit, light, with its insurance seen."""
    outcome = found(WORKED["friends group"])

    assert core(outcome) == ("yes", "not-for-profit", "light")
    assert outcome.verdict.words == "Yes"
    assert [reason.question for reason in outcome.verdict.reasons] == [
        "responsible",
        "decisions",
        "exchange",
    ]
    assert [reason.question for reason in outcome.framework.reasons] == ["other-side"]
    assert [reason.question for reason in outcome.level.reasons] == ["decisions", "stake"]
    assert [(item.id, item.asked_anyway) for item in outcome.items] == [("insurance-current", True)]
    assert (outcome.ask_first, outcome.unanswered) == ((), ())
    told = changes(outcome)
    assert told["It would not be a partnership"] == {
        *("responsible=us", "responsible=them", "decisions=us", "decisions=them"),
        *("exchange=service", "exchange=grant", "exchange=land"),
    }
    assert told["The framework would be statutory partnership"] == {"law=names"}
    assert "stops=step-in" in told["The level of checks would be standard"]
    assert {"stake=lease", "stops=fails"} <= told["The level of checks would be full"]


def test_a_community_safety_partnership_is_statutory_and_cannot_be_left() -> None:
    """A law names its members: yes, statutory, full, and leaving is not offered."""
    outcome = found(WORKED["community safety partnership"])

    assert core(outcome) == ("yes", "statutory", "full")
    assert outcome.verdict.words == "Yes, by law"
    assert outcome.verdict.reasons[0].question == "law"
    assert "cannot leave" in outcome.verdict.reasons[0].text
    assert [reason.question for reason in outcome.framework.reasons] == ["law"]
    assert [(reason.question, reason.answer) for reason in outcome.level.reasons] == [
        ("stake", "A legal duty of ours"),
        ("stake", "Our good name"),
        ("stake", ""),
        ("stops", "A duty fails, a site closes or somebody may be hurt"),
    ]
    assert {"exit-plan", "early-review", "put-right", "handover-ready"} <= items(outcome)
    assert changes(outcome) == {
        "The framework would be strategic alliance": {"law=duty", "law=recognised", "law=no"}
    }


def test_a_grass_cutting_contract_is_none_until_aims_are_shared() -> None:
    """We pay and decide: no, use a contract; shared aims and a joint review would change that."""
    outcome = found(WORKED["grass-cutting contract"])

    assert core(outcome) == ("no", None, "full")
    assert outcome.verdict.instead == ("A contract, with procurement advice first.",)
    assert [reason.question for reason in outcome.verdict.reasons] == [
        "responsible",
        "decisions",
        "exchange",
    ]
    assert outcome.level.words.startswith("None, as it is not a partnership")
    assert changes(outcome) == {
        "It would be a partnership (framework statutory partnership, level full)": {"law=names"},
        "It would be a partnership (framework strategic alliance, level full)": {"exchange=shared"},
    }
    shared = found(WORKED["grass-cutting contract"].replace("service", "service,shared"))
    assert core(shared) == ("yes", "strategic-alliance", "full")
    assert shared.verdict.words == "Yes, it counts as one too"
    assert [reason.question for reason in shared.verdict.against] == [
        "responsible",
        "decisions",
        "exchange",
    ]


class Case(NamedTuple):
    """What one answer makes of the friends group."""

    verdict: str = "yes"
    framework: str | None = "not-for-profit"
    level: str = "light"
    adds: frozenset[str] = frozenset()
    instead: str = ""
    asks: int = 0


def adds(*item_ids: str) -> frozenset[str]:
    """Return items that an answer adds to those of the friends group."""
    return frozenset(item_ids)


NOT_OURS = "A letter of support, permission or a small grant."
NO_DEAL = Case("no", None)
CASES = {
    "responsible=us": NO_DEAL._replace(instead="Our own project, with consultation."),
    "responsible=them": NO_DEAL._replace(instead=NOT_OURS),
    "responsible=both": Case(),
    "decisions=us": NO_DEAL._replace(instead="A contract, a grant or a licence."),
    "decisions=them": NO_DEAL._replace(instead=NOT_OURS),
    "decisions=each": Case(),
    "decisions=joint": Case(
        level="standard", adds=adds("decisions-clear", "income-agreed", "put-right"), asks=1
    ),
    "decisions=time": Case(),
    "law=names": Case(framework="statutory", adds=adds("power-confirmed"), asks=1),
    "law=duty": Case(adds=adds("power-confirmed"), asks=1),
    "law=recognised": Case(),
    "law=no": Case(),
    "exchange=service": NO_DEAL._replace(
        instead="A contract, with procurement advice first.", asks=1
    ),
    "exchange=grant": NO_DEAL._replace(
        instead="A grant, with a letter that says what it is for.", asks=2
    ),
    "exchange=land": NO_DEAL._replace(
        instead="A licence or a lease. England: open space must be advertised before it is let.",
        adds=adds("land-checked"),
        asks=1,
    ),
    "exchange=shared": Case(),
    "exchange=none": Case(),
    "other-side=charity": Case(),
    "other-side=informal": Case(adds=adds("small-partner-help"), asks=1),
    "other-side=several": Case(
        framework="strategic-alliance", adds=adds("decisions-clear", "exit-plan")
    ),
    "other-side=public": Case(framework="strategic-alliance", adds=adds("power-confirmed"), asks=1),
    "other-side=larger": Case(framework="strategic-alliance"),
    "stake=money": Case(level="full"),
    "stake=staff": Case(level="full", asks=1),
    "stake=lease": Case(level="full", adds=adds("land-checked")),
    "stake=land": Case(level="standard", adds=adds("land-checked")),
    "stake=people": Case(level="standard", asks=1),
    "stake=safety": Case(level="standard", adds=adds("put-right")),
    "stake=years": Case(level="standard", adds=adds("exit-plan")),
    "stake=duty": Case(level="standard", adds=adds("power-confirmed")),
    "stake=name": Case(level="standard", adds=adds("comms-agreed")),
    "stake=none": Case(),
    "stops=less-help": Case(),
    "stops=step-in": Case(level="standard", adds=adds("exit-plan", "early-review")),
    "stops=fails": Case(
        level="full", adds=adds("exit-plan", "early-review", "put-right", "handover-ready")
    ),
}
"""What the friends group becomes by each answer alone, every other being as it was."""


@pytest.mark.parametrize("answer", CASES)
def test_each_answer_has_its_effect(answer: str) -> None:
    """One answer changes what it should of the friends group, and is told as a reason."""
    question, _, chosen = answer.partition("=")
    others = [a for a in WORKED["friends group"].split() if not a.startswith(f"{question}=")]
    outcome = found(" ".join([*others, answer]))
    case = CASES[answer]
    insured = {"other-side=several", "other-side=public", "other-side=larger"}

    assert core(outcome) == case[:3]
    assert items(outcome) == case.adds | (set() if answer in insured else {"insurance-current"})
    assert " ".join(outcome.verdict.instead) == case.instead
    assert len(outcome.ask_first) == case.asks
    reason = QUESTIONS[question].answer(chosen).reason
    assert reason in [told.text for told in outcome.reasons if told.question == question]


def test_every_answer_of_every_question_has_a_case() -> None:
    """No answer is without a test of what it does."""
    assert set(CASES) == {f"{q.id}={a.id}" for q in QUESTIONS.values() for a in q.answers}


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        pytest.param("stake=none", "light", id="nothing at stake"),
        pytest.param("stake=years", "standard", id="one thing"),
        pytest.param("stake=years,name", "full", id="two things"),
        pytest.param("stake=money", "full", id="money alone"),
        pytest.param("stake=staff", "full", id="staff alone"),
        pytest.param("stake=lease", "full", id="a lease alone"),
        pytest.param("stake=none stops=step-in", "standard", id="light and up"),
        pytest.param("stake=years stops=step-in", "full", id="standard and up"),
        pytest.param("stake=money stops=step-in", "full", id="never above full"),
        pytest.param("decisions=joint", "standard", id="a joint board at least"),
        pytest.param("decisions=joint stops=step-in", "full", id="a joint board and up"),
        pytest.param("decisions=joint stake=years", "standard", id="of two questions, not added"),
        pytest.param("stops=fails", "full", id="a duty fails"),
    ],
)
def test_the_level_is_the_highest_asked_for_moved_up(answers: str, level: str) -> None:
    """One stake is standard; two, or a great one, are full; stepping in moves it up by one."""
    assert found(answers).level.value == level


def test_what_is_not_answered_is_told_and_could_only_raise_the_level() -> None:
    """Without any answer nothing is clear, nothing is hidden, and nothing fails."""
    outcome = found("")

    assert core(outcome) == ("unclear", None, "light")
    assert outcome.unanswered == tuple(QUESTIONS)
    assert outcome.verdict.words == (
        "Not yet clear; to be answered: Who is responsible, Who decides, What changes hands"
    )
    assert outcome.level.words == (
        "Light so far; not answered: Who decides, What is at stake, If they stop"
    )
    assert outcome.framework.words.startswith("Not yet clear")
    assert (outcome.items, outcome.ask_first, outcome.reasons) == ((), (), ())
    assert "exchange=service" in changes(outcome)["It would not be a partnership"]


def test_not_sure_is_an_answer_that_asks_first() -> None:
    """It is no longer unanswered, and says whom to ask."""
    outcome = found("law=not-sure stake=people,not-sure")

    assert [line.question for line in outcome.ask_first] == ["law", "stake", "stake"]
    assert [line.text for line in outcome.ask_first][:2] == [
        QUESTIONS["law"].not_sure,
        QUESTIONS["stake"].not_sure,
    ]
    assert not {"law", "stake"} & set(outcome.unanswered)
    assert outcome.level.value == "standard"


def test_the_last_question_that_says_no_names_what_to_use() -> None:
    """What changes hands says more of the deal than who decides; two kinds are both told."""
    assert found("responsible=us decisions=us").verdict.instead == (
        "A contract, a grant or a licence.",
    )
    assert len(found("responsible=us exchange=grant,land").verdict.instead) == 2


def test_a_law_comes_before_every_no() -> None:
    """What a law asks for is a partnership, whoever pays; what speaks against it is told."""
    outcome = found("responsible=them decisions=us law=names exchange=service")

    assert core(outcome)[:2] == ("yes", "statutory")
    assert [reason.question for reason in outcome.verdict.against] == [
        "responsible",
        "decisions",
        "exchange",
    ]


def test_taking_an_answer_away_is_tried_too() -> None:
    """Where two things are at stake, being without one of them is told."""
    outcome = found(f"{FRIENDS.replace('stake=none', 'stake=years,name')} stops=less-help")
    dropped = [str(s) for c in outcome.changes for s in c.switches if s.how == "drop"]

    assert dropped == [
        "What is at stake: without: More than 3 years",
        "What is at stake: without: Our good name",
    ]


def test_the_page_has_five_parts_and_tells_every_reason() -> None:
    """Whoever reads the outcome reads each answer's reason, told with its question."""
    guide = load_guide()
    for answers in WORKED.values():
        outcome = found(answers)
        page = outcome_page(guide, outcome)
        headings = [block.text for block in page.blocks if block.kind == "heading"]
        points = [block.text for block in page.blocks if block.kind == "point"]

        assert headings[:5] == [
            "Is it a partnership?",
            "Framework",
            "Level of checks",
            "Checklist items it adds",
            "What would change the answer",
        ]
        assert {str(reason) for reason in outcome.reasons} <= set(points)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("laws=no", "no question 'laws'. The nearest is law.", id="a question"),
        pytest.param(
            "law=nams", "'law' has no answer 'nams'. The nearest is names.", id="an answer"
        ),
        pytest.param("zzz=no", "They are responsible, decisions,", id="a question like none"),
        pytest.param("law", "'law' is not QUESTION=ANSWER.", id="no answer"),
        pytest.param("law=", "'law=' is not QUESTION=ANSWER.", id="an empty answer"),
        pytest.param(
            "law=no,names", "'law' takes one answer, and got no, names.", id="two answers"
        ),
        pytest.param("law=no law=names", "'law' takes one answer", id="two, one after another"),
        pytest.param("stake=none,land", "cannot be none and something else", id="none and one"),
        pytest.param("stake=none,not-sure", "cannot be none and something", id="none, not sure"),
    ],
)
def test_what_is_no_answer_is_refused_with_the_nearest(typed: str, words: str) -> None:
    """A question or answer that is none of the guide's is named, with what to write."""
    with pytest.raises(InputRefused) as refused:
        found(typed)

    assert words in str(refused.value)


def test_several_answers_are_read_together_or_apart() -> None:
    """Commas and repeating mean the same, and case does not matter."""
    assert found("stake=land,years") == found("stake=land STAKE=Years")


def chosen(question: SpotterQuestion) -> st.SearchStrategy[tuple[str, ...]]:
    """Return answers that a question takes, in any order; none at all among them."""
    alone = [a.id for a in question.answers if a.alone]
    others = [*(a.id for a in question.answers if not a.alone), NOT_SURE]
    most = len(others) if question.several else 1
    some = st.lists(st.sampled_from(others), unique=True, max_size=most).map(tuple)
    return some | st.sampled_from([(answer,) for answer in alone]) if alone else some


ANSWERS = st.fixed_dictionaries({q.id: chosen(q) for q in QUESTIONS.values()}).map(
    lambda answers: {question: ids for question, ids in answers.items() if ids}
)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(answers: Answers, chance: Random) -> None:
    """Any answers in any order lead to the same outcome, which has all its parts."""
    guide = load_guide()
    outcome = spot(guide, answers)
    shuffled = {
        question: tuple(chance.sample(answers[question], len(answers[question])))
        for question in chance.sample(list(answers), len(answers))
    }

    assert spot(guide, shuffled) == outcome
    assert all((outcome.verdict.words, outcome.framework.words, outcome.level.words))
    assert outcome.verdict.value in ("yes", "no", "unclear")
    assert bool(outcome.verdict.instead) == (outcome.verdict.value == "no")
    assert all(item.reasons for item in outcome.items)
    assert outcome.level.value == "light" or outcome.level.reasons
    assert outcome_page(guide, outcome).blocks


@given(ANSWERS, st.sampled_from(sorted(QUESTIONS)))
def test_not_sure_changes_nothing_but_what_to_ask_first(answers: Answers, question: str) -> None:
    """Beside a missing answer it adds a line to ask first and takes one from what is missing."""
    guide = load_guide()
    without = {q: ids for q, ids in answers.items() if q != question}
    missing, unsure = spot(guide, without), spot(guide, {**without, question: (NOT_SURE,)})

    assert (unsure.verdict, unsure.framework, unsure.level) == (
        missing.verdict,
        missing.framework,
        missing.level,
    )
    assert (unsure.items, unsure.changes, unsure.reasons) == (
        missing.items,
        missing.changes,
        missing.reasons,
    )
    assert set(unsure.ask_first) - set(missing.ask_first) == {
        line for line in unsure.ask_first if line.text == QUESTIONS[question].not_sure
    }
    assert len(unsure.ask_first) == len(missing.ask_first) + 1
    assert set(missing.unanswered) - set(unsure.unanswered) == {question}


@given(ANSWERS, st.sampled_from(sorted(QUESTIONS)))
def test_an_answer_to_what_is_missing_never_lowers_the_level(
    answers: Answers, question: str
) -> None:
    """What the level is so far, it is at least in the end."""
    guide = load_guide()
    without = {q: ids for q, ids in answers.items() if q != question}
    order = list(LEVELS)

    before = order.index(spot(guide, without).level.value)
    assert before <= order.index(spot(guide, answers).level.value)


@settings(max_examples=20)  # each tries every other answer
@given(ANSWERS)
def test_what_would_change_the_answer_really_does(answers: Answers) -> None:
    """Each answer that is told to change something does so when it is given, and no other."""
    guide = load_guide()
    outcome = spot(guide, answers)
    told = {(s.question, s.answer) for c in outcome.changes for s in c.switches}

    for question in QUESTIONS.values():
        known = [a for a in answers.get(question.id, ()) if a != NOT_SURE]
        beside = [a for a in known if not question.answer(a).alone]
        for answer in question.answers:
            after = [answer.id]
            if answer.id in known:
                after = [a for a in known if a != answer.id]
            elif question.several and not answer.alone:
                after = [*beside, answer.id]
            if not after:
                continue
            other = core(spot(guide, {**answers, question.id: tuple(after)}))
            # Of what is no partnership the level is not told, so that it cannot be seen to change.
            is_none = other[0] == outcome.verdict.value == "no"
            assert ((question.id, answer.id) in told) == (other != core(outcome) and not is_none)


def test_the_framework_depends_on_what_is_not_answered_yet() -> None:
    """A question that was answered is not named as one that decides."""
    outcome = spot(load_guide(), {"law": ("no",)})

    assert outcome.framework.words == "Not yet clear; it depends on: Who is on the other side"
    assert "What the law says" in spot(load_guide(), {}).framework.words
