"""Money in, out and in kind, added up by the council's financial year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from tuiapp.domain.choices import DIRECTIONS, Direction
from tuiapp.domain.dates import financial_year

if TYPE_CHECKING:
    from tuiapp.domain.models.partner_parts import MoneyEntry


class Year(NamedTuple):
    """What went which way in one financial year.

    Attributes:
        name: The year, such as 2026/27.
        totals: Pounds by direction; only those in which anything went.
    """

    name: str
    totals: Mapping[Direction, Decimal]

    def in_words(self) -> str:
        """Return it in one line: what was given, received and brought in kind stands apart."""
        told = [
            f"{words.casefold()} {self.totals[direction]:,.2f} pounds"
            for direction, words in DIRECTIONS.items()
            if direction in self.totals
        ]
        return f"{self.name}: {', '.join(told)}"


def by_year(entries: Iterable[MoneyEntry]) -> list[Year]:
    """Return the totals of entries by financial year, the newest year first."""
    totals: dict[str, dict[Direction, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for entry in entries:
        totals[financial_year(entry.on)][entry.direction] += entry.amount
    return [Year(name, dict(totals[name])) for name in sorted(totals, reverse=True)]
