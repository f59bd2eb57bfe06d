"""Dates as people type them, and as they stand on screen."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Final

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS: Final = (
    *("monday", "tuesday", "wednesday", "thursday", "friday"),
    *("saturday", "sunday"),
)
EXAMPLES: Final = "22/11/26, 22 nov, fri, +7d, +3m or 2026-11-22"
"""What is told to somebody whose date was not understood."""

CENTURY: Final = 2000

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
SLASHED = re.compile(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{2}|\d{4}))?")
WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]*([a-z]{3,9})[a-z]*\.?,?(?:[ -]*(\d{2}|\d{4}))?")
AHEAD = re.compile(r"([+-])\s*(\d{1,4})\s*([dwmy])[a-z]*")


def read_date(text: str, today: date) -> date:
    """Return the date somebody typed.

    Args:
        text: Such as `22/11/26`, `22 nov`, `fri` (the next one), `+7d`, `+3m`, `today`. Day comes
            before month. A day and month without a year is the nearest to come, unless it was in
            the last three months.
        today: Today's date.

    Raises:
        ValueError: It is no date; the message says what can be typed.
    """
    typed = " ".join(text.casefold().split())
    words = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if typed in words:
        return today + timedelta(days=words[typed])
    try:
        if found := ISO.fullmatch(typed):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := AHEAD.fullmatch(typed):
            return _ahead(today, int(found[1] + found[2]), found[3])
        if found := SLASHED.fullmatch(typed):
            return _with_year(int(found[1]), int(found[2]), found[3], today)
        if (found := WORDED.fullmatch(typed)) and (month := _month(found[2])):
            return _with_year(int(found[1]), month, found[3], today)
    except (ValueError, OverflowError):
        told = f"there is no such day: {text.strip()}; check the day and the month"
        raise ValueError(told) from None
    if len(typed) > 1 and (ahead := _days_to_weekday(typed.removeprefix("next "), today)):
        return today + timedelta(days=ahead)
    raise ValueError(f"it is not a date; write one such as {EXAMPLES}")


def local_time(moment: datetime) -> datetime:
    """Return a moment as the clock shows it where this person is.

    Where the time zone cannot be used, such as `TZ=UTC+99`, or the moment has no local time, such
    as one in the first hours of year 1, it is shown in UTC.
    """
    try:
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        return moment.astimezone(UTC)


def months_after(day: date, months: int) -> date:
    """Return the day some months later, or the last of that month where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def in_full(day: date) -> str:
    """Return a date as it stands on screen: 22 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def financial_year(day: date) -> str:
    """Return the council's financial year a day is in, April to March: 2026/27."""
    start = day.year if day.month >= 4 else day.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def _ahead(today: date, number: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(days=number * (7 if unit == "w" else 1))
    return months_after(today, number * (12 if unit == "y" else 1))


def _with_year(day: int, month: int, year: str | None, today: date) -> date:
    """Return the date; without a year the first such day from three months ago on."""
    if year:
        return date(int(year) + (CENTURY if len(year) == 2 else 0), month, day)
    date(2028, month, day)  # raises where no year has such a day
    oldest = months_after(today, -3)
    for candidate in range(oldest.year, oldest.year + 9):
        if day <= monthrange(candidate, month)[1]:
            found = date(candidate, month, day)
            if found >= oldest:
                return found
    raise ValueError("no such day")


def _month(word: str) -> int:
    """Return the number of a month from its name or the first three letters; 0 for no month."""
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)


def _days_to_weekday(word: str, today: date) -> int:
    """Return how many days ahead the next such weekday is, 1 to 7; 0 for no weekday."""
    for number, name in enumerate(WEEKDAYS):
        if name.startswith(word):
            return (number - today.weekday() - 1) % 7 + 1
    return 0
