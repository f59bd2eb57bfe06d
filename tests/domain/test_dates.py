"""Dates as officers type them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuiapp.domain.dates import (
    HAPPENED,
    PLANNED,
    SIGNED,
    STARTED,
    DateKind,
    days_after,
    financial_year,
    in_full,
    local_time,
    months_after,
    read_date,
)
from tuiapp.domain.register.results import quarter_of

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


@pytest.mark.parametrize("typed", ["", "x", "soon", "m", "31/2/26", "32 nov", "0/1", "2026"])
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
    ("kind", "typed", "told"),
    [
        (PLANNED, "1/1/0001", "1 January 1 is before 1900; write a date from 1900 to 2200"),
        (PLANNED, "31/12/1899", "31 December 1899 is before 1900"),
        (PLANNED, "1/1/2201", "1 January 2201 is after 2200"),
        (PLANNED, "+9999y", "31 December 9999 is after 2200"),
        (PLANNED, "-9999y", "1 January 1 is before 1900"),
        (
            HAPPENED,
            "tomorrow",
            "23 November 2026 is still to come; write a date from 1900 to today",
        ),
        (HAPPENED, "31/12/9999", "31 December 9999 is after 2200; write a date from 1900 to today"),
        (STARTED, "31/12/0999", "31 December 999 is before 1000; write a date from 1000 to 2200"),
        (
            SIGNED,
            "23/11/2026",
            "23 November 2026 is still to come; write a date from 1000 to today",
        ),
    ],
)
def test_a_date_that_cannot_be_meant_is_refused_in_words(
    kind: DateKind, typed: str, told: str
) -> None:
    """The sentence says what is wrong with the date and which dates the field takes."""
    with pytest.raises(ValueError, match=told):
        read_date(typed, SUNDAY, kind)


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (PLANNED, "1/1/1900", date(1900, 1, 1)),
        (PLANNED, "31/12/2200", date(2200, 12, 31)),
        (HAPPENED, "today", SUNDAY),
        (STARTED, "25/12/1066", date(1066, 12, 25)),
        (SIGNED, "4/6/1887", date(1887, 6, 4)),
        (HAPPENED, "fri", date(2026, 11, 20)),
        (HAPPENED, "sunday", SUNDAY),
        (HAPPENED, "23/11", date(2025, 11, 23)),
        (HAPPENED, "1 feb", date(2026, 2, 1)),
        (HAPPENED, "29 feb", date(2024, 2, 29)),
    ],
)
def test_a_date_of_each_kind_is_understood(kind: DateKind, typed: str, meant: date) -> None:
    """Both bounds are taken; of what has happened, a short date is the last such day."""
    assert read_date(typed, SUNDAY, kind) == meant


@given(st.text(max_size=20) | st.from_regex(r"[+-]?[0-9]{1,4}[ ./-]?[0-9dwmy]{0,4}"), st.dates())
def test_whatever_is_typed_on_whatever_day_is_a_date_or_refused(text: str, today: date) -> None:
    """Nothing typed ends in another error, and what is taken lies within the bounds."""
    for kind in (HAPPENED, PLANNED, STARTED, SIGNED):
        try:
            day = read_date(text, today, kind)
        except ValueError as error:
            assert str(error)
        else:
            assert kind.earliest <= day.year <= kind.latest
            assert not kind.is_past or day <= today


@given(st.dates(), st.integers(-10_000_000, 10_000_000))
def test_days_after_a_day_are_counted_or_stop_at_the_ends_of_time(day: date, days: int) -> None:
    """The sum is that of the calendar where there is one, else the first or the last day."""
    number = day.toordinal() + days
    if number < 1:
        assert days_after(day, days) == date.min
    elif number > date.max.toordinal():
        assert days_after(day, days) == date.max
    else:
        assert days_after(day, days) == date.fromordinal(number)


def test_days_after_takes_a_number_that_no_machine_counts_with() -> None:
    """A number of days beyond every calendar stops at the ends of time too."""
    assert days_after(SUNDAY, 10**30) == date.max
    assert days_after(SUNDAY, -(10**30)) == date.min


@given(st.dates(), st.integers(-200_000, 200_000))
def test_months_after_a_day_keep_the_day_or_end_the_month(day: date, months: int) -> None:
    """The day of the month stays, or is the month's last; out of reach is the end of time."""
    later = months_after(day, months)
    number = day.year * 12 + day.month - 1 + months
    if later in (date.min, date.max) and not 12 <= number < 120_000:
        return
    assert later.year * 12 + later.month - 1 == number
    assert later.day == day.day or (later.day < day.day and days_after(later, 1).day == 1)


@given(st.dates())
def test_every_day_is_in_a_financial_year_and_within_its_quarter(day: date) -> None:
    """The first and the last day there are have both as well."""
    assert financial_year(day)
    quarter = quarter_of(day)
    assert quarter.starts <= day <= quarter.ends
    assert (quarter.ends - quarter.starts).days in (89, 90, 91)


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_time_has_a_clock_time_here(at: datetime) -> None:
    """The first and the last moment there are have one too."""
    assert abs(local_time(at).replace(tzinfo=UTC) - at.replace(tzinfo=UTC)) <= timedelta(days=1)


@pytest.mark.parametrize("at", [datetime.min, datetime.max])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_ends_of_time_have_a_clock_time_in_every_zone(
    monkeypatch: pytest.MonkeyPatch, at: datetime, zone: str
) -> None:
    """An edit that another program gave such a time ends no history."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        assert local_time(at.replace(tzinfo=UTC)).year in (1, 9999)
    time.tzset()


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
