"""Dates: which ones fields take, how people type them, how they stand on screen, and sums."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class DateKind:
    """Which dates a field takes, by what the date means.

    Attributes:
        earliest: The first year it takes.
        latest: The last year it takes.
        is_past: Whether it is of something that has happened. Nobody enters such a date before
            its day; a stored one may still be later than today, where a clock was wrong.
    """

    earliest: int
    latest: int
    is_past: bool = False

    def __str__(self) -> str:
        """Return the dates it takes, as the end of a sentence: from 1900 to today."""
        return f"from {self.earliest} to {'today' if self.is_past else self.latest}"

    def check(self, day: date) -> date:
        """Return the date, or raise ValueError where no such date can be meant."""
        if not self.earliest <= day.year <= self.latest:
            where = "before" if day.year < self.earliest else "after"
            bound = self.earliest if day.year < self.earliest else self.latest
            raise ValueError(f"{in_full(day)} is {where} {bound}; write a date {self}")
        return day

    def check_entered(self, day: date, today: date) -> date:
        """Return a date that somebody enters today, or raise ValueError where it cannot be."""
        self.check(day)
        if self.is_past and day > today:
            raise ValueError(f"{in_full(day)} is still to come; write a date {self}")
        return day


HAPPENED: Final = DateKind(1900, 2200, is_past=True)
"""Something that was done, seen or counted within living memory."""
PLANNED: Final = DateKind(1900, 2200)
"""Something that is due or ends; once it is overdue, it lies in the past."""
STARTED: Final = DateKind(1000, 2200)
"""The beginning of something old or new: land may be held under a grant of the Middle Ages."""
SIGNED: Final = DateKind(1000, 2200, is_past=True)
"""The day of a deed, which may be as old."""

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
SLASHED = re.compile(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{2}|\d{4}))?")
WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]*([a-z]{3,9})[a-z]*\.?,?(?:[ -]*(\d{2}|\d{4}))?")
AHEAD = re.compile(r"([+-])\s*(\d{1,4})\s*([dwmy])[a-z]*")


def read_date(text: str, today: date, kind: DateKind = STARTED) -> date:
    """Return the date somebody typed.

    Args:
        text: Such as `22/11/26`, `22 nov`, `fri`, `+7d`, `+3m`, `today`. Day comes before month.
            A weekday is the next one, and a day and month without a year is the nearest to come,
            unless it was in the last three months. Of something that has happened, each is the
            last one, today included.
        today: Today's date.
        kind: Which dates are taken.

    Raises:
        ValueError: It is no date, or not one of the kind; the message says what can be typed.
    """
    typed = " ".join(text.casefold().split())
    day = _as_typed(typed, text, today, is_past=kind.is_past)
    if day is None:
        raise ValueError(f"it is not a date; write one such as {EXAMPLES}")
    return kind.check_entered(day, today)


def _as_typed(typed: str, text: str, today: date, *, is_past: bool) -> date | None:
    """Return the date that was typed, whatever its kind; None where it is no date."""
    words = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if typed in words:
        return days_after(today, words[typed])
    try:
        if found := ISO.fullmatch(typed):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := AHEAD.fullmatch(typed):
            return _ahead(today, int(found[1] + found[2]), found[3])
        if found := SLASHED.fullmatch(typed):
            return _with_year(int(found[1]), int(found[2]), found[3], today, is_past=is_past)
        if (found := WORDED.fullmatch(typed)) and (month := _month(found[2])):
            return _with_year(int(found[1]), month, found[3], today, is_past=is_past)
    except ValueError:
        told = f"there is no such day: {text.strip()}; check the day and the month"
        raise ValueError(told) from None
    if len(typed) > 1 and (ahead := _days_to_weekday(typed.removeprefix("next "), today)):
        is_last = is_past and not typed.startswith("next ")
        return days_after(today, ahead - 7 if is_last else ahead)
    return None


def days_after(day: date, days: int) -> date:
    """Return the day some days later, or the first or last there is where that is out of reach."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


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
    """Return the day some months later, or the last of that month where it has no such day.

    Where that is out of reach, the first or last day there is.
    """
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    last = last_of_month(year, month + 1)
    return last.replace(day=min(day.day, last.day))


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def in_full(day: date) -> str:
    """Return a date as it stands on screen: 22 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def financial_year(day: date) -> str:
    """Return the council's financial year a day is in, April to March: 2026/27."""
    start = day.year if day.month >= 4 else day.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def _ahead(today: date, number: int, unit: str) -> date:
    if unit in "dw":
        return days_after(today, number * (7 if unit == "w" else 1))
    return months_after(today, number * (12 if unit == "y" else 1))


def _with_year(day: int, month: int, year: str | None, today: date, *, is_past: bool) -> date:
    """Return the date; without a year the first such day from three months ago on.

    Of something that has happened, the last such day up to today.
    """
    if year:
        return date(int(year) + (CENTURY if len(year) == 2 else 0), month, day)
    date(2028, month, day)  # raises where no year has such a day
    oldest = months_after(today, -3)
    years = range(today.year, today.year - 9, -1) if is_past else range(oldest.year, today.year + 9)
    for candidate in years:
        if date.min.year <= candidate <= date.max.year and day <= monthrange(candidate, month)[1]:
            found = date(candidate, month, day)
            if found <= today if is_past else found >= oldest:
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
