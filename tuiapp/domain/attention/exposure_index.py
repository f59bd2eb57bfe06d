"""What benefits and pitfalls mean for our own partners, worked out once and kept up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuiapp.domain.attention.exposure import OPEN_STATES, Exposure, OpenState, Weighed, exposure
from tuiapp.domain.attention.today import accepted
from tuiapp.errors import RegisterUnreadable

if TYPE_CHECKING:
    from datetime import date

    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.guide import Guide
    from tuiapp.domain.models.partner import Partner
    from tuiapp.domain.models.policy import Policy


@dataclass(frozen=True, slots=True)
class Looked:
    """One accepted partner.

    Attributes:
        document: The partner as it is stored.
        partner: The same; None where what is stored cannot be read.
        exposures: Where it is with each pitfall, by the pitfall's id.
    """

    document: Document
    partner: Partner | None
    exposures: dict[str, Exposure] = field(default_factory=dict)


class ExposureIndex:
    """Every accepted partner with what it brings and what it is open to.

    Args:
        guide: Names the benefits and the pitfalls.
    """

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.is_done = False
        """Whether the partners were ever looked through."""
        self._of: tuple[object, ...] = ()
        """The policy and the day that what was found is of."""
        self._weighed: Sequence[Looked] = ()
        self._bring: Counter[str] = Counter()
        self._states: dict[OpenState, Counter[str]] = {}

    def look_through(
        self,
        documents: Mapping[str, Document],
        read: Callable[[str], Partner],
        policy: Policy,
        today: date,
    ) -> Iterator[None]:
        """Work it out, a step a partner; who did not change since is not looked at again.

        Args:
            documents: Every partner as it is stored, by its id.
            read: Returns the partner with an id; raises RegisterUnreadable where it is none.
            policy: What the council decided.
            today: The day it is.
        """
        is_same = self._of == (policy, today)
        known = {str(one.document["id"]): one for one in self._weighed} if is_same else {}
        found: list[Looked] = []
        for document in accepted(documents.values()):
            one = known.get(str(document["id"]))
            if one is None or (one.document is not document and one.document != document):
                partner = _readable(read, str(document["id"]))
                exposures = {
                    pitfall.id: weighed
                    for pitfall in self.guide.pitfalls
                    if partner is not None
                    and (weighed := exposure(pitfall, partner, self.guide, policy, today))
                }
                one = Looked(document, partner, exposures)
            found.append(one)
            yield
        self._weighed, self._of, self.is_done = found, (policy, today), True
        self._count()

    def _count(self) -> None:
        self._bring = Counter(
            item.id for one in self._weighed if one.partner for item in one.partner.benefits
        )
        self._states = {state: Counter() for state in OPEN_STATES}
        for one in self._weighed:
            for pitfall_id, weighed in one.exposures.items():
                self._states[weighed.state][pitfall_id] += 1

    @property
    def partners(self) -> int:
        """How many accepted partners there are."""
        return len(self._weighed)

    @property
    def unreadable(self) -> Sequence[Document]:
        """The accepted partners of which nothing can be told."""
        return [one.document for one in self._weighed if one.partner is None]

    def bring(self, benefit_id: str) -> int:
        """Return how many partners bring a benefit."""
        return self._bring[benefit_id]

    def counted(self, pitfall_id: str, state: OpenState) -> int:
        """Return how many partners are open to a pitfall, are not, or are not known to be."""
        return self._states[state][pitfall_id] if self._states else 0

    def bringers(self, benefit_id: str) -> list[Partner]:
        """Return the partners that bring a benefit, by name."""
        return [
            one.partner
            for one in self._weighed
            if one.partner and any(item.id == benefit_id for item in one.partner.benefits)
        ]

    def exposed(self, pitfall_id: str) -> dict[OpenState, list[Weighed]]:
        """Return the partners by where they are with a pitfall, each group by name."""
        groups: dict[OpenState, list[Weighed]] = {state: [] for state in OPEN_STATES}
        for one in self._weighed:
            weighed = one.exposures.get(pitfall_id)
            if one.partner is not None and weighed is not None:
                groups[weighed.state].append(Weighed(one.partner, weighed))
        return groups


def _readable(read: Callable[[str], Partner], partner_id: str) -> Partner | None:
    try:
        return read(partner_id)
    except RegisterUnreadable:
        return None  # told as one of those of which nothing is known
