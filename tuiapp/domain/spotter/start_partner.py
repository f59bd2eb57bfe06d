"""Starting a partner from what the opportunity spotter found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tuiapp.domain.changes.edits import Proposal
from tuiapp.domain.choices import LEVELS
from tuiapp.domain.models.base import to_document
from tuiapp.domain.models.validation import FieldsRefused, Problem
from tuiapp.domain.register import partner_edits
from tuiapp.domain.register.partner_edits import read_partner
from tuiapp.domain.spotter.outcome import Answers, Outcome
from tuiapp.domain.text import clean_line
from tuiapp.errors import InputRefused


def add_spotted(
    name: str,
    outcome: Outcome,
    answers: Answers,
    *,
    by: str,
    on: date,
    fields: Mapping[str, Any] | None = None,
    partner_id: str = "",
) -> Proposal:
    """Propose a new partner with the framework, level and items that its answers lead to.

    Args:
        name: What the partner is called.
        outcome: What the answers lead to.
        answers: The answers themselves, kept with it.
        by: Who answered.
        on: The day they did.
        fields: Further form fields; a framework or level among them comes before the outcome's.
        partner_id: Its id, if one was made for it before.

    Raises:
        InputRefused: The outcome is no partnership and `counts_because` does not say why it is
            added all the same.
        FieldsRefused: A field cannot hold its value, or the level was moved by more than one, or
            without a reason.
    """
    given = {field: value for field, value in (fields or {}).items() if value}
    if outcome.verdict.value == "no" and not given.get("counts_because"):
        instead = " ".join(outcome.verdict.instead)
        raise InputRefused(
            "Not a partnership",
            f"The answers say that {clean_line(name)} is no partnership. Use instead: {instead}",
            "To add it all the same, say why in counts_because.",
        )
    _refuse_far_level(outcome, given)
    found: dict[str, str] = {
        "level": outcome.level.value,
        "framework": outcome.framework.value or "",
    }
    if outcome.verdict.value == "yes" and outcome.verdict.against:
        found["counts_because"] = outcome.verdict.reasons[0].text
    proposal = partner_edits.add(name, {**found, **given}, partner_id)
    (change,) = proposal.changes
    document = {**change.after, "spotter": _spotted(outcome, answers, by, on)}
    after = to_document(read_partner(document))
    return replace(proposal, changes=(replace(change, after=after),))


def _refuse_far_level(outcome: Outcome, given: Mapping[str, Any]) -> None:
    order = list(LEVELS)
    wanted = given.get("level")
    if wanted not in order or wanted == outcome.level.value:
        return
    found = LEVELS[outcome.level.value].casefold()
    if abs(order.index(wanted) - order.index(outcome.level.value)) > 1:
        raise FieldsRefused([Problem("level", f"the answers say {found}; move it by one at most")])
    if not given.get("level_reason"):
        raise FieldsRefused([Problem("level_reason", f"the answers say {found}; say why not")])


def _spotted(outcome: Outcome, answers: Answers, by: str, on: date) -> dict[str, Any]:
    """Return an outcome as a partner's record keeps it."""
    return {
        "answers": {question: {"chosen": list(ids)} for question, ids in answers.items() if ids},
        "by": by,
        "on": on.isoformat(),
        "verdict": outcome.verdict.words,
        "framework": outcome.framework.words,
        "level": outcome.level.words,
        "reasons": [str(reason) for reason in outcome.reasons],
        "also_asked": [item.id for item in outcome.items],
    }
