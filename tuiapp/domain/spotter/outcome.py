"""The opportunity spotter: what answers to its questions mean, by the rules in the guide.

The rules are data, in `content/spotter.toml`; here they are only read, and nothing is weighed that
is not told with its reason. Is it a partnership: a law settles it, then shared aims, then any no; a
yes needs a yes from each question that could have said no. The framework is the first that an
answer points to. The level of checks is the highest asked for, moved up where an answer says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from tuiapp.domain.choices import FRAMEWORKS, LEVELS, FrameworkId, Level, is_asked_for, nearest_of
from tuiapp.domain.models.guide import NOT_SURE, Guide, SpotterAnswer, SpotterQuestion
from tuiapp.domain.text import clean_line
from tuiapp.errors import InputRefused

Answers = Mapping[str, tuple[str, ...]]
"""The ids of the answers given, by the id of their question; every question takes `not-sure`."""

Value = Literal["yes", "no", "unclear"]
"""Whether something is a partnership."""

LOWEST: Final[Level] = "light"
"""The level of checks that every partnership has at least."""


class Reason(NamedTuple):
    """What one answer says, with the question it is an answer to."""

    question: str
    heading: str
    answer: str
    """The answer's words; "" where several answers say it together."""
    text: str

    def __str__(self) -> str:
        return f"{self.heading}: {self.text}"


class Verdict(NamedTuple):
    """Whether it is a partnership."""

    value: Value
    words: str
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    """What was said for the opposite, and is outweighed."""
    instead: tuple[str, ...]
    """What to use where it is none."""


class Framework(NamedTuple):
    """Which of the three ways to be partners."""

    value: FrameworkId | None
    """None where it is not yet clear, or where it is no partnership."""
    words: str
    reasons: tuple[Reason, ...]


class Checks(NamedTuple):
    """The level of checks; more answers can only raise it."""

    value: Level
    words: str
    reasons: tuple[Reason, ...]


class AddedItem(NamedTuple):
    """A checklist item that answers ask for."""

    id: str
    heading: str
    asked_anyway: bool
    """Whether the level asks for it too."""
    reasons: tuple[Reason, ...]


class Switch(NamedTuple):
    """One answer that could be another."""

    question: str
    heading: str
    answer: str
    words: str
    how: Literal["choose", "add", "drop"]
    """Whether it is chosen instead, or beside the others, or taken away."""

    def __str__(self) -> str:
        before = {"choose": "", "add": "also: ", "drop": "without: "}[self.how]
        return f"{self.heading}: {before}{self.words}"


class WouldChange(NamedTuple):
    """What would be different, and the single answers that would each make it so."""

    effect: str
    switches: tuple[Switch, ...]


class AskFirst(NamedTuple):
    """Something to ask somebody before going on."""

    question: str
    heading: str
    text: str

    def __str__(self) -> str:
        return f"{self.heading}: {self.text}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answers lead to, in five parts, with what is still to be asked and answered.

    Attributes:
        verdict: Whether it is a partnership.
        framework: Which of the three.
        level: The level of checks.
        items: The checklist items that answers ask for, in the order of the stages.
        changes: Which single answer, changed, would change verdict, framework or level.
        ask_first: What to ask before going on.
        unanswered: The ids of the questions without any answer; not sure is an answer.
        reasons: What each answer says, in the order of the questions.
    """

    verdict: Verdict
    framework: Framework
    level: Checks
    items: tuple[AddedItem, ...]
    changes: tuple[WouldChange, ...]
    ask_first: tuple[AskFirst, ...]
    unanswered: tuple[str, ...]
    reasons: tuple[Reason, ...]


class _Given(NamedTuple):
    """A question with those of its answers that were given."""

    question: SpotterQuestion
    answers: tuple[SpotterAnswer, ...]
    """In the order of the guide; empty where nobody knows."""
    not_sure: bool

    def reason(self, answer: SpotterAnswer) -> Reason:
        return Reason(self.question.id, self.question.heading, answer.words, answer.reason)


def spot(guide: Guide, answers: Answers) -> Outcome:
    """Return what answers lead to; their order does not matter, and none is needed.

    Raises:
        InputRefused: A question or an answer is none of the guide's, or answers exclude each other.
    """
    given = _given(guide, answers)
    verdict, framework, level = _core(given)
    return Outcome(
        verdict,
        framework,
        level,
        tuple(_items(guide, given, level.value)),
        _changes(given),
        tuple(_ask_first(given)),
        tuple(g.question.id for g in given if not g.answers and not g.not_sure),
        tuple(g.reason(answer) for g in given for answer in g.answers),
    )


def read_answers(guide: Guide, typed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the answers in texts such as `law=no` or `stake=land,years`.

    Raises:
        InputRefused: A text is no answer, or names none of the guide's; the nearest is told.
    """
    answers: dict[str, tuple[str, ...]] = {}
    for text in typed:
        question, equals, chosen = text.partition("=")
        names = [name.strip().casefold() for name in chosen.split(",") if name.strip()]
        if not equals or not names:
            raise InputRefused(
                "Not understood",
                f"'{clean_line(text)}' is not QUESTION=ANSWER.",
                f"Write one such as {guide.spotter[0].id}={guide.spotter[0].answers[0].id}",
            )
        known = answers.get(question.strip().casefold(), ())
        answers[question.strip().casefold()] = tuple(dict.fromkeys([*known, *names]))
    _given(guide, answers)
    return answers


def _given(guide: Guide, answers: Answers) -> tuple[_Given, ...]:
    """Return every question with its answers; raises InputRefused for what cannot be."""
    questions = {question.id: question for question in guide.spotter}
    for question_id, chosen in answers.items():
        if question_id not in questions:
            raise _unknown("question", question_id, questions, "The spotter has")
        question = questions[question_id]
        known = [answer.id for answer in question.answers]
        for answer_id in chosen:
            if answer_id not in (*known, NOT_SURE):
                raise _unknown("answer", answer_id, [*known, NOT_SURE], f"'{question_id}' has")
        _refuse_too_many(question, chosen)
    return tuple(
        _Given(
            question,
            tuple(a for a in question.answers if a.id in answers.get(question.id, ())),
            NOT_SURE in answers.get(question.id, ()),
        )
        for question in guide.spotter
    )


def _unknown(what: str, name: str, known: Iterable[str], who: str) -> InputRefused:
    told = f"{who} no {what} '{clean_line(name)}'."
    return InputRefused(f"Unknown {what}", told, nearest_of(name, known))


def _refuse_too_many(question: SpotterQuestion, chosen: tuple[str, ...]) -> None:
    different = set(chosen)
    if len(different) > 1 and not question.several:
        raise InputRefused(
            "One answer only",
            f"'{question.id}' takes one answer, and got {', '.join(chosen)}.",
            "Choose the one that fits best.",
        )
    alone = [a.id for a in question.answers if a.alone and a.id in different]
    if alone and len(different) > 1:
        raise InputRefused(
            "Answers exclude each other",
            f"'{question.id}' cannot be {alone[0]} and something else.",
            f"Leave out {alone[0]}, or the others.",
        )


def _core(given: tuple[_Given, ...]) -> tuple[Verdict, Framework, Checks]:
    """Return the three parts that one answer may change."""
    verdict = _verdict(given)
    return verdict, _framework(given, verdict.value), _level(given, verdict.value)


def _verdict(given: tuple[_Given, ...]) -> Verdict:
    said = {leaning: _leaning(given, leaning) for leaning in ("by-law", "counts", "no", "yes")}
    if said["by-law"]:
        for_it = (*said["by-law"], *said["counts"], *said["yes"])
        return Verdict("yes", "Yes, by law", for_it, said["no"], ())
    if said["counts"]:
        words = "Yes, it counts as one too" if said["no"] else "Yes"
        return Verdict("yes", words, (*said["counts"], *said["yes"]), said["no"], ())
    if said["no"]:
        return Verdict("no", "No", said["no"], said["yes"], _instead(given))
    undecided = [g.question.heading for g in given if _could_say_no(g) and not g.answers]
    if undecided:
        words = f"Not yet clear; to be answered: {', '.join(undecided)}"
        return Verdict("unclear", words, said["yes"], (), ())
    return Verdict("yes", "Yes", said["yes"], (), ())


def _leaning(given: tuple[_Given, ...], leaning: str) -> tuple[Reason, ...]:
    return tuple(g.reason(a) for g in given for a in g.answers if a.leans == leaning)


def _could_say_no(given: _Given) -> bool:
    return any(answer.leans == "no" for answer in given.question.answers)


def _instead(given: tuple[_Given, ...]) -> tuple[str, ...]:
    """Return what the last question that says no offers: later ones are about the deal itself."""
    offers = [tuple(a.instead for a in g.answers if a.instead) for g in given]
    return next((offer for offer in reversed(offers) if offer), ())


def _framework(given: tuple[_Given, ...], verdict: Value) -> Framework:
    pointed = [(a.framework, g.reason(a)) for g in given for a in g.answers if a.framework]
    if verdict == "no":
        return Framework(None, "None, as it is not a partnership", ())
    if not pointed:
        open_ones = (g.question for g in given if not g.answers)
        could = [q.heading for q in open_ones if any(a.framework for a in q.answers)]
        told = f"; it depends on: {', '.join(could)}" if could else ""
        return Framework(None, f"Not yet clear{told}", ())
    value = pointed[0][0]
    words = FRAMEWORKS[value] + (", if it is a partnership" if verdict == "unclear" else "")
    return Framework(value, words, tuple(reason for to, reason in pointed if to == value))


def _level(given: tuple[_Given, ...], verdict: Value) -> Checks:
    """Return the level that the answers ask for; what was not answered could only raise it."""
    asked: list[tuple[Level, Reason]] = []
    ups: list[tuple[int, Reason]] = []
    for g in given:
        asked += [(a.level, g.reason(a)) for a in g.answers if a.level]
        ups += [(a.up, g.reason(a)) for a in g.answers if a.up]
        if g.question.together and sum(_raises(a) for a in g.answers) > 1:
            told = Reason(g.question.id, g.question.heading, "", g.question.together_reason)
            asked.append((g.question.together, told))
    order = tuple(LEVELS)
    base = max((order.index(level) for level, _ in asked), default=order.index(LOWEST))
    value = order[min(base + sum(up for up, _ in ups), len(order) - 1)]
    # At the lowest level what asks for it is told; above it, what raised it.
    raised = [reason for level, reason in asked if value == LOWEST or level != LOWEST]
    reasons = (*raised, *(reason for _, reason in ups))
    missing = [
        g.question.heading for g in given if not g.answers and any(map(_raises, g.question.answers))
    ]
    words = LEVELS[value]
    if missing and value != order[-1]:
        words += f" so far; not answered: {', '.join(missing)}"
    if verdict == "no":
        words = f"None, as it is not a partnership; as one it would be {LEVELS[value].casefold()}"
    return Checks(value, words, reasons)


def _raises(answer: SpotterAnswer) -> bool:
    return bool(answer.up) or answer.level not in (None, LOWEST)


def _items(guide: Guide, given: tuple[_Given, ...], level: Level) -> Iterator[AddedItem]:
    for item in guide.items:
        reasons = tuple(g.reason(a) for g in given for a in g.answers if item.id in a.items)
        if reasons:
            asked_anyway = is_asked_for(item.level, level)
            yield AddedItem(item.id, item.heading, asked_anyway, reasons)


def _ask_first(given: tuple[_Given, ...]) -> Iterator[AskFirst]:
    for g in given:
        lines = [line for answer in g.answers for line in answer.ask_first]
        for line in [g.question.not_sure, *lines] if g.not_sure else lines:
            yield AskFirst(g.question.id, g.question.heading, line)


def _changes(given: tuple[_Given, ...]) -> tuple[WouldChange, ...]:
    """Return what single other answers would change, found by trying each of them."""
    before = _core(given)
    found: dict[str, list[Switch]] = {}
    for place, one in enumerate(given):
        for switch, other in _switches(one):
            effect = _effect(before, _core((*given[:place], other, *given[place + 1 :])))
            if effect:
                found.setdefault(effect, []).append(switch)
    return tuple(WouldChange(effect, tuple(switches)) for effect, switches in found.items())


def _switches(given: _Given) -> Iterator[tuple[Switch, _Given]]:
    """Yield each single change of a question's answers, with what is given then."""
    question = given.question
    beside = [answer.id for answer in given.answers if not answer.alone]
    for answer in question.answers:
        how: Literal["choose", "add", "drop"] = "choose"
        after = {answer.id}
        if answer in given.answers:
            how, after = "drop", {one.id for one in given.answers} - {answer.id}
        elif question.several and beside and not answer.alone:
            how, after = "add", {*beside, answer.id}
        if after:  # without any answer nothing could be told
            told = Switch(question.id, question.heading, answer.id, answer.words, how)
            others = tuple(one for one in question.answers if one.id in after)
            yield told, _Given(question, others, not_sure=False)


def _effect(
    before: tuple[Verdict, Framework, Checks], after: tuple[Verdict, Framework, Checks]
) -> str:
    """Return what differs between two readings in a sentence's words; "" where nothing does."""
    verdict, framework, level = after
    framework_words = FRAMEWORKS[framework.value].casefold() if framework.value else "not yet clear"
    level_words = LEVELS[level.value].casefold()
    if verdict.value != before[0].value:
        if verdict.value == "yes":
            return f"It would be a partnership (framework {framework_words}, level {level_words})"
        is_no = verdict.value == "no"
        return "It would not be a partnership" if is_no else "It would not yet be clear"
    if verdict.value == "no":
        return ""
    parts = []
    if framework.value != before[1].value:
        parts.append(f"the framework would be {framework_words}")
    if level.value != before[2].value:
        parts.append(f"the level of checks would be {level_words}")
    told = " and ".join(parts)
    return told[:1].upper() + told[1:]
