"""What needs an officer now: counts, and the next step of every partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tuiapp.domain.choices import STATUSES, Status
from tuiapp.domain.text import count

if TYPE_CHECKING:
    from tuiapp.domain.changes import Document
    from tuiapp.domain.guide import ChecklistItem, Guide
    from tuiapp.domain.partner import Partner


class NextStep(NamedTuple):
    """The first thing to do for one partner."""

    partner: Partner
    item: ChecklistItem


def count_by_status(documents: Iterable[Document]) -> Counter[str]:
    """Return how many organisations have each status."""
    return Counter(str(document.get("status", "partner")) for document in documents)


def counts_in_words(counts: Counter[str]) -> str:
    """Return the counts in one line, what there is none of left out."""
    words: dict[Status, tuple[str, str]] = {
        "partner": ("partner", "partners"),
        "not-yet-looked-at": ("not yet looked at", "not yet looked at"),
        "grant-only": ("grant only", "grant only"),
        "not-ours": ("not one of ours", "not ours"),
        "ended": ("ended", "ended"),
    }
    told = [count(counts[status], *words[status]) for status in STATUSES if counts[status]]
    order = sorted(told, key=lambda part: "partner" not in part)
    return ", ".join(order) or "No partners yet"


def next_steps(partners: Iterable[Partner], guide: Guide) -> list[NextStep]:
    """Return the next step of every accepted partner that has one, by name."""
    from tuiapp.domain.progress import next_item  # pydantic: only where there are partners

    steps = []
    for partner in partners:
        item = next_item(guide, partner) if partner.is_active else None
        if item is not None:
            steps.append(NextStep(partner, item))
    return steps


def without_framework(documents: Iterable[Document]) -> Sequence[Document]:
    """Return the accepted partners that nobody has given a framework."""
    return [d for d in documents if d.get("status") == "partner" and not d.get("framework")]
