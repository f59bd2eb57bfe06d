"""What needs an officer now: counts, and what each accepted partner asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tuiapp.domain.choices import STATUSES, Status
from tuiapp.domain.register.find import by_name
from tuiapp.domain.text import count, plain
from tuiapp.errors import RegisterUnreadable

if TYPE_CHECKING:
    from tuiapp.domain.attention.rules import Need
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.guide import ChecklistItem, Guide
    from tuiapp.domain.models.partner import Partner
    from tuiapp.domain.models.policy import Policy


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


def is_accepted(document: Document) -> bool:
    """Whether somebody accepted it as a partner; only those ask for anything."""
    return document.get("status") == "partner"


def accepted(documents: Iterable[Document], owner: str = "") -> list[Document]:
    """Return the accepted partners by name; only those ask for anything.

    Args:
        documents: Every organisation.
        owner: Part of the lead officer's name or post; "" for all.
    """
    wanted = plain(owner)
    return sorted(
        (
            document
            for document in documents
            if is_accepted(document)
            and (not wanted or wanted in plain(str(document.get("lead_officer", ""))))
        ),
        key=by_name,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What one accepted partner asks for now.

    Attributes:
        document: The partner as it is stored.
        needs: What it needs, the worst first.
        step: The next step of its checklist; None where all is done, or it cannot be read.
    """

    document: Document
    needs: tuple[Need, ...]
    step: ChecklistItem | None = None

    @property
    def partner_id(self) -> str:
        """The partner's id."""
        return str(self.document["id"])

    @property
    def name(self) -> str:
        """What the partner is called."""
        return str(self.document.get("name", ""))


def asked_of_us(
    document: Document,
    read: Callable[[str], Partner],
    policy: Policy,
    today: date,
    guide: Guide,
) -> Asked:
    """Return what an accepted partner asks for; one that cannot be read asks for just that.

    Args:
        document: The partner as it is stored.
        read: Returns a partner by its id, or raises RegisterUnreadable.
        policy: What the council decided for all of its partners.
        today: Today's date.
        guide: Names the measures and the checklist's items.
    """
    from tuiapp.domain.attention.rules import (  # pydantic: only where there are partners
        needs_of,
        unreadable,
    )
    from tuiapp.domain.register.progress import next_item

    try:
        partner = read(str(document["id"]))
    except RegisterUnreadable as error:
        return Asked(document, (unreadable(error.message, error.hint),))
    needs = needs_of(partner, policy, today, guide)
    return Asked(document, tuple(needs), next_item(guide, partner))


class Line(NamedTuple):
    """One need with whose it is."""

    asked: Asked
    need: Need


def in_order(several: Iterable[Asked]) -> Sequence[Line]:
    """Return the needs of many partners together: by group, the latest first, else as given."""
    from tuiapp.domain.attention.rules import place

    lines = [Line(asked, need) for asked in several for need in asked.needs]
    return sorted(lines, key=lambda line: place(line.need))
