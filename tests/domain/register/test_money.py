"""Money by the council's financial year, what is given, received and in kind apart."""

from __future__ import annotations

from datetime import date

from tuiapp.domain.choices import Direction
from tuiapp.domain.models.partner_parts import MoneyEntry
from tuiapp.domain.register.money import by_year


def entry(direction: Direction, amount: str, on: date) -> MoneyEntry:
    """Return an entry of money."""
    document = {"id": f"{on}-{direction}", "direction": direction, "title": "Grant"}
    return MoneyEntry.model_validate({**document, "amount": amount, "on": on})


def test_money_is_added_up_by_financial_year_and_direction() -> None:
    """31 March and 1 April are two years; what went different ways is never added together."""
    years = by_year(
        [
            entry("given", "0.10", date(2026, 3, 31)),
            entry("given", "0.20", date(2025, 4, 1)),
            entry("received", "1000", date(2026, 4, 1)),
            entry("in-kind", "250.50", date(2026, 11, 22)),
        ]
    )

    assert [year.in_words() for year in years] == [
        "2026/27: received 1,000.00 pounds, help in kind 250.50 pounds",
        "2025/26: given 0.30 pounds",
    ]


def test_without_entries_there_is_no_year() -> None:
    """Nothing is told where no money went."""
    assert by_year([]) == []
