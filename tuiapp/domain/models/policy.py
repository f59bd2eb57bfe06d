"""The register's own record: whose it is, and what the council decided for all of its partners.

It changes as a partner does, by edits of the log; its id is `register`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tuiapp.domain.changes.edits import Change, Document, Proposal, Shape, same
from tuiapp.domain.models.identifiers import RECORD
from tuiapp.domain.text import clean_line, refuse_control_characters
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from tuiapp.domain.choices import Level

REGISTER_SHAPE: Final = Shape(fields=("authority", "nation", "demo", "policy"))
"""The fields that edits may change; the others say how the register was saved."""

NATIONS: Final = ("england", "wales", "scotland", "northern-ireland")


@dataclass(frozen=True, slots=True)
class Policy:
    """What the council decided for all of its partners; days are calendar days.

    Attributes:
        log_limit: How many edits the register's file keeps.
        speak_light: The longest gap between contacts at light.
        speak_standard: The same at standard.
        speak_full: The same at full.
        warn_days: From how long before its end, or its notice, a document or agreement is told.
        review_every: How long after the last review the next is due.
        results_every: How old the newest figure of a result may be.
        action_soon: From how long before it is due an action is told, and a meeting.
        risk_appetite: The highest score of a risk, 1 to 16, that needs no telling.
        money_threshold: From how many pounds a year on a partnership is looked at in full.
        retention_years: How long an ended partnership is kept.
        lead_member: What the council calls its lead member.
    """

    log_limit: int = 5_000
    speak_light: int = 90
    speak_standard: int = 60
    speak_full: int = 30
    warn_days: int = 90
    review_every: int = 365
    results_every: int = 120
    action_soon: int = 7
    risk_appetite: int = 8
    money_threshold: int = 50_000
    retention_years: int = 6
    lead_member: str = "Lead member"

    def speak_every(self, level: Level) -> int:
        """Return the longest gap between contacts at a level of checks, in days."""
        gaps = {"light": self.speak_light, "standard": self.speak_standard}
        return gaps.get(level, self.speak_full)


class PolicyField(NamedTuple):
    """One field of the policy as a form asks for it."""

    name: str
    title: str
    help: str
    smallest: int = 0
    """The smallest number it takes."""
    largest: int = 3660
    """The largest; 0 for a field that takes words."""


POLICY_FIELDS: Final = (
    PolicyField(
        "speak_light",
        "Speak at least every (light)",
        "Days between contacts at light; a partner's own agreed gap comes first.",
        1,
    ),
    PolicyField("speak_standard", "Speak at least every (standard)", "The same at standard.", 1),
    PolicyField("speak_full", "Speak at least every (full)", "The same at full.", 1),
    PolicyField(
        "warn_days",
        "Warn of an end",
        "Days before a document ends, or the last day for an agreement's notice.",
    ),
    PolicyField(
        "action_soon", "Warn of an action", "Days before an action is due or a meeting is held."
    ),
    PolicyField("review_every", "Review every", "Days from one review to the next.", 1),
    PolicyField(
        "results_every", "Results out of date after", "Days since a result's newest figure.", 1
    ),
    PolicyField(
        "risk_appetite",
        "Highest risk we carry",
        "Likelihood times impact, 1 to 16; Today tells of what is above it.",
        1,
        16,
    ),
    PolicyField(
        "money_threshold",
        "Full checks from",
        "Pounds a year from which a partnership is looked at in full.",
        0,
        1_000_000_000,
    ),
    PolicyField(
        "retention_years",
        "Keep ended partnerships",
        "Years; ask who looks after your records.",
        1,
        100,
    ),
    PolicyField(
        "lead_member",
        "Word for lead member",
        "Such as Cabinet member or Portfolio holder.",
        1,
        0,
    ),
    PolicyField(
        "log_limit",
        "Changes kept in the file",
        "Older ones move to a folder beside it; none is lost.",
        10,
        1_000_000,
    ),
)
"""Every field of the policy, in the order of the form."""

LONGEST_WORD: Final = 60
"""The most characters a field of the policy that takes words may have."""


def read_policy(stored: Mapping[str, Any]) -> Policy:
    """Return the policy a register holds; what is missing or makes no sense is as usual."""
    wrong = dict(problems_of_policy(stored))
    said = {field.name: stored.get(field.name) for field in POLICY_FIELDS}
    return Policy(**{n: v for n, v in said.items() if v is not None and n not in wrong})


def problems_of_policy(stored: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each field of a policy that makes no sense, with what is wrong as a sentence's end."""
    for field in POLICY_FIELDS:
        value = stored.get(field.name)
        if value is None:
            continue
        if not field.largest:
            if sentence := _problem_of_word(value):
                yield field.name, sentence
        elif type(value) is not int:
            yield field.name, "it must be a whole number, such as 30"
        elif not field.smallest <= value <= field.largest:
            yield field.name, f"it must be between {field.smallest:,} and {field.largest:,}"


def _problem_of_word(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        return "it must be a few words"
    if len(value) > LONGEST_WORD:
        return f"it must have no more than {LONGEST_WORD} characters"
    try:
        refuse_control_characters(value)
    except ValueError as error:
        return str(error)
    return ""


def change_policy(
    opened: Mapping[str, Any], stored: Mapping[str, Any], typed: Mapping[str, str]
) -> Proposal:
    """Propose new values for fields of the policy.

    Args:
        opened: The policy as whoever typed saw it.
        stored: The policy as it is now; what somebody else changed in other fields is kept.
        typed: What was typed, by field; "" goes back to what is usual.

    Raises:
        FieldsRefused: A value cannot be, or somebody else changed the same field meanwhile.
        InputRefused: The policy has no such field.
    """
    from tuiapp.domain.models.validation import (
        FieldsRefused,  # pydantic: not needed to read a register
        Problem,
    )

    _refuse_unknown(typed)
    after = dict(stored)
    problems = []
    for field in POLICY_FIELDS:
        if field.name not in typed:
            continue
        value = _typed_value(field, typed[field.name])
        now = stored.get(field.name)
        if not same(now, opened.get(field.name)) and not same(now, value):
            told = getattr(read_policy(stored), field.name)
            problems.append(
                Problem(field.name, f"somebody else made it {told}; save again to replace that")
            )
        after.pop(field.name, None)
        if value is not None:
            after[field.name] = value
    for name, sentence in list(problems_of_policy(after)):
        if name in typed:
            problems.append(Problem(name, sentence))
        else:
            del after[name]  # it counted as unsaid, and would keep the rest from being saved
    if problems:
        raise FieldsRefused(problems)
    before = dict(stored) or None
    label = f"Changed the policy: {_told(stored, after) or 'nothing'}"
    return Proposal(label, (Change(RECORD, ("policy",), before, after or None),))


def _refuse_unknown(typed: Iterable[str]) -> None:
    """Raise InputRefused, naming the nearest, for a field that the policy has not."""
    from tuiapp.domain.choices import nearest_field

    known = [field.name for field in POLICY_FIELDS]
    for name in typed:
        if name not in known:
            raise InputRefused(
                "Unknown field",
                f"The policy has no field '{clean_line(name)}'.",
                nearest_field(name, known),
            )


def _typed_value(field: PolicyField, text: str) -> int | str | None:
    """Return what a field holds of what was typed; None where it is empty."""
    typed = " ".join(text.split())
    digits = typed.replace(",", "").replace(" ", "").removeprefix("£")
    if field.largest and digits.isascii() and digits.isdecimal():
        return int(digits)
    return typed or None


def _told(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return what differs between two policies in words, from what to what."""
    old, new = read_policy(before), read_policy(after)
    told = [
        f"{field.title[0].lower()}{field.title[1:]}, "
        f"from {getattr(old, field.name)} to {getattr(new, field.name)}"
        for field in POLICY_FIELDS
        if getattr(old, field.name) != getattr(new, field.name)
    ]
    more = f"; and {len(told) - 3} more" if len(told) > 3 else ""
    return "; ".join(told[:3]) + more


def log_limit(policy: Mapping[str, Any]) -> int:
    """Return how many edits a register's file keeps before older ones move beside it."""
    return read_policy(policy).log_limit


LOG_LIMIT: Final = Policy().log_limit
"""How many edits a register's file keeps unless the policy says otherwise."""


def check_register(document: Document) -> None:
    """Raise InputRefused for a record that is no register's own."""
    for sentence in problems_of_register(document):
        raise InputRefused("Not accepted", sentence, "Nothing was changed.")
    titles = {field.name: field.title for field in POLICY_FIELDS}
    policy = document.get("policy", {})
    for name, sentence in problems_of_policy(policy if isinstance(policy, Mapping) else {}):
        raise InputRefused(
            "Not accepted", f"The policy's '{titles[name]}': {sentence}.", "Nothing was changed."
        )


def problems_of_register(document: Document) -> Iterator[str]:
    """Yield what is wrong with the register's own record, apart from its policy, as sentences."""
    for name in document.keys() - set(REGISTER_SHAPE.fields):
        yield f"The register's own record has no field '{clean_line(str(name))}'."
    authority = document.get("authority", "")
    if not isinstance(authority, str):
        yield "The authority's name is no text."
    else:
        try:
            refuse_control_characters(authority)
        except ValueError as error:
            yield f"The authority's name: {error}."
    if document.get("nation") not in NATIONS:
        yield f"The nation is none of {', '.join(NATIONS)}."
    if not isinstance(document.get("demo", False), bool):
        yield "The register's 'demo' is neither true nor false."
    if not isinstance(document.get("policy", {}), Mapping):
        yield "The policy is no object."
