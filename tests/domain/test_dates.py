"""Dates as officers type them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuiapp.domain.dates import financial_year, in_full, local_time, months_after, read_date

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("22/11/26", date(2026, 11, 22)),
        ("22/11/2026", date(2026, 11, 22)),
        ("22.11.26", date(2026, 11, 22)),
        ("1/2", date(2027, 2, 1)),
        ("22/11", date(2026, 11, 22)),
        ("21/11", date(2026, 11, 21)),
        ("1/9", date(2026, 9, 1)),
        ("1/8", date(2027, 8, 1)),
        ("22 nov", date(2026, 11, 22)),
        ("22nd November 2027", date(2027, 11, 22)),
        ("1st sept", date(2026, 9, 1)),
        (" 3  JUNE ", date(2027, 6, 3)),
        ("29 feb", date(2028, 2, 29)),
        ("today", SUNDAY),
        ("tomorrow", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 21)),
        ("fri", date(2026, 11, 27)),
        ("next friday", date(2026, 11, 27)),
        ("sunday", date(2026, 11, 29)),
        ("+7d", date(2026, 11, 29)),
        ("+2w", date(2026, 12, 6)),
        ("+3m", date(2027, 2, 22)),
        ("+ 3 months", date(2027, 2, 22)),
        ("+1y", date(2027, 11, 22)),
        ("-1d", date(2026, 11, 21)),
    ],
)
def test_what_officers_type_is_understood(typed: str, meant: date) -> None:
    """Day before month, a year of two digits or none, weekdays to come, and steps from today."""
    assert read_date(typed, SUNDAY) == meant


@pytest.mark.parametrize(
    "typed", ["", "x", "soon", "m", "31/2/26", "32 nov", "0/1", "2026", "+9999y"]
)
def test_what_is_no_date_is_refused_in_words(typed: str) -> None:
    """Anything else says what can be typed, or that there is no such day."""
    with pytest.raises(ValueError, match=r"it is not a date; write one such as|no such day"):
        read_date(typed, SUNDAY)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2010, 1, 1), date(2090, 1, 1)))
def test_a_date_written_out_is_always_itself(day: date, today: date) -> None:
    """However a whole date is written, it comes back, whatever day it is today."""
    for written in (day.isoformat(), f"{day:%d/%m/%y}", f"{day:%d/%m/%Y}", in_full(day)):
        assert read_date(written, today) == day


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(-3, 8))
def test_a_day_without_a_year_is_a_near_one(today: date, months: int) -> None:
    """What lies from three months back to eight ahead needs no year."""
    day = months_after(today, months)
    if (day.day, day.month) != (29, 2):
        assert read_date(f"{day.day}/{day.month}", today) == day


def test_a_month_has_its_last_day() -> None:
    """A month after 31 January is the last of February."""
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2027, 1, 31), -2) == date(2026, 11, 30)


def test_the_councils_year_begins_in_april() -> None:
    """A financial year is written with both its years."""
    assert financial_year(date(2026, 3, 31)) == "2025/26"
    assert financial_year(date(2026, 4, 1)) == "2026/27"
    assert financial_year(date(1999, 4, 1)) == "1999/00"


@pytest.mark.parametrize(
    "zone", ["UTC+99", "<+99>-99", "UTC-24", "Nowhere/None", ":bad", "", "x" * 5_000]
)
@pytest.mark.parametrize("moment", [datetime.min, datetime(2026, 11, 22, 12), datetime.max])
def test_every_moment_has_a_local_time(
    monkeypatch: pytest.MonkeyPatch, zone: str, moment: datetime
) -> None:
    """In a time zone that cannot be used, it is the time in UTC."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        shown = local_time(moment.replace(tzinfo=UTC))
    finally:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()

    assert shown.replace(tzinfo=None) == moment


@pytest.mark.parametrize(("zone", "moment"), [("XXX+12", datetime.min), ("XXX-12", datetime.max)])
def test_the_ends_of_the_calendar_have_a_local_time(
    monkeypatch: pytest.MonkeyPatch, zone: str, moment: datetime
) -> None:
    """A moment whose local day would be outside the calendar is shown in UTC."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert local_time(moment.replace(tzinfo=UTC)) == moment.replace(tzinfo=UTC)
    finally:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()
