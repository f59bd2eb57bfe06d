"""The opportunity spotter on the command line: its questions, and what answers lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuiapp.cli.output import say
from tuiapp.domain.models.guide import NOT_SURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiapp.domain.models.guide import SpotterQuestion
    from tuiapp.domain.spotter.outcome import Answers, Outcome, Reason

HOW_TO_ANSWER = """\
Answer with: partnertui guide spotter --answer responsible=both --answer stake=land,years
What is left out is told as not answered yet; not-sure adds what to ask first."""


def say_question(question: SpotterQuestion) -> None:
    """Write a question with the ids that answer it."""
    say(f"{question.question} {question.help}")
    for answer in question.answers:
        say(f"- {answer.id}: {answer.words}")
    say(f"- {NOT_SURE}: Not sure")


def outcome_as_object(answers: Answers, outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as `guide spotter --answer --json` tells it."""
    verdict, framework, level = outcome.verdict, outcome.framework, outcome.level
    return {
        "answers": {question: list(chosen) for question, chosen in answers.items()},
        "partnership": {
            "value": verdict.value,
            "words": verdict.words,
            "reasons": _reasons(verdict.reasons),
            "against": _reasons(verdict.against),
            "instead": list(verdict.instead),
        },
        "framework": {
            **({"value": framework.value} if framework.value else {}),
            "words": framework.words,
            "reasons": _reasons(framework.reasons),
        },
        "level": {
            "value": level.value,
            "words": level.words,
            "reasons": _reasons(level.reasons),
        },
        "items": [{**item._asdict(), "reasons": _reasons(item.reasons)} for item in outcome.items],
        "changes": [
            {"effect": change.effect, "answers": [switch._asdict() for switch in change.switches]}
            for change in outcome.changes
        ],
        "ask_first": [line._asdict() for line in outcome.ask_first],
        "unanswered": list(outcome.unanswered),
        "reasons": _reasons(outcome.reasons),
    }


def _reasons(reasons: Sequence[Reason]) -> list[dict[str, str]]:
    return [reason._asdict() for reason in reasons]
