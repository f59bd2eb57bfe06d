"""The register's own record: whose it is, and what the council decided for all of its partners.

It changes as a partner does, by edits of the log; its id is `register`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from tuiapp.domain.changes import Document, Shape
from tuiapp.domain.text import refuse_control_characters
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from tuiapp.domain.choices import Level

RECORD: Final = "register"
"""The id of the register's own record; every other record is a partner's."""

REGISTER_SHAPE: Final = Shape(fields=("authority", "nation", "demo", "policy"))
"""The fields that edits may change; the others say how the register was saved."""

NATIONS: Final = ("england", "wales", "scotland", "northern-ireland")

SMALLEST_LOG: Final = 10


@dataclass(frozen=True, slots=True)
class Policy:
    """What the council decided for all of its partners; days are calendar days.

    Attributes:
        log_limit: How many edits the register's file keeps.
        speak_light: The longest gap between contacts at light.
        speak_standard: The same at standard.
        speak_full: The same at full.
        warn_days: From how long before its end a document or an agreement is told.
        review_every: How long after the last review the next is due.
        results_every: How old the newest figure of a result may be.
        action_soon: From how long before it is due an action is told.
        risk_appetite: The highest score of a risk, 1 to 16, that needs no telling.
        money_threshold: From how many pounds a year on a partnership is looked at in full.
        retention_years: How long an ended partnership is kept.
        lead_member: What the council calls its lead member.
    """

    log_limit: int = 5_000
    speak_light: int = 90
    speak_standard: int = 60
    speak_full: int = 30
    warn_days: int = 60
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


def read_policy(stored: Mapping[str, Any]) -> Policy:
    """Return the policy a register holds; what is missing or makes no sense is as usual."""
    found: dict[str, Any] = {}
    for known in fields(Policy):
        value = stored.get(known.name)
        if isinstance(known.default, int):
            smallest = SMALLEST_LOG if known.name == "log_limit" else 0
            if type(value) is int and value >= smallest:
                found[known.name] = value
        elif isinstance(value, str) and value.strip():
            found[known.name] = value
    return Policy(**found)


def log_limit(policy: Mapping[str, Any]) -> int:
    """Return how many edits a register's file keeps before older ones move beside it."""
    return read_policy(policy).log_limit


LOG_LIMIT: Final = Policy().log_limit
"""How many edits a register's file keeps unless the policy says otherwise."""


def check_register(document: Document) -> None:
    """Raise InputRefused for a record that is no register's own."""
    try:
        refuse_control_characters(str(document.get("authority", "")))
    except ValueError as error:
        raise InputRefused("Not accepted", f"The authority's name: {error}.") from None
    if document.get("nation") not in NATIONS:
        raise InputRefused(
            "Not accepted", f"The nation is none of {', '.join(NATIONS)}.", "Nothing was changed."
        )
