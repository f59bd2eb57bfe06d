"""Kinds of value that fields hold beside plain text: dates, money, addresses, numbers."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic.fields import FieldInfo

from tuiapp.domain.dates import HAPPENED, PLANNED, SIGNED, STARTED, DateKind
from tuiapp.domain.models.base import Line
from tuiapp.domain.models.validation import shown

STORED_DATE = re.compile(r"\d{4}-\d\d-\d\d")
"""How a date is kept; a number would be taken for the seconds since 1970."""


def _stored_date(value: object, kind: DateKind) -> date:
    """Return a date of a kind as a record keeps it, or raise ValueError."""
    day = value if isinstance(value, date) and not isinstance(value, datetime) else None
    if isinstance(value, str) and STORED_DATE.fullmatch(value):
        with suppress(ValueError):  # a 30 February
            day = date.fromisoformat(value)
    if day is None:
        raise ValueError(f"{shown(value)} is not a date; write one such as 2026-11-22")
    return kind.check(day)


def _as_stored(kind: DateKind) -> BeforeValidator:
    """Return what reads a stored date in one step: a record may hold hundreds."""
    return BeforeValidator(partial(_stored_date, kind=kind))


HappenedOn = Annotated[date, _as_stored(HAPPENED), HAPPENED]
"""The day something was done, seen or counted: from 1900, and entered on that day or later."""
PlannedOn = Annotated[date, _as_stored(PLANNED), PLANNED]
"""The day something is due or ends: from 1900 to 2200."""
StartedOn = Annotated[date, _as_stored(STARTED), STARTED]
"""The day something old or new begins: from 1000 to 2200."""
SignedOn = Annotated[date, _as_stored(SIGNED), SIGNED]
"""The day something was signed, however long ago: from 1000, and entered on that day or later."""


def date_kind_of(info: FieldInfo) -> DateKind | None:
    """Return which dates a field of a model takes; None for a field that holds no date."""
    optional = (getattr(kind, "__metadata__", ()) for kind in get_args(info.annotation))
    metadata: list[Any] = [*info.metadata, *(mark for marks in optional for mark in marks)]
    return next((mark for mark in metadata if isinstance(mark, DateKind)), None)


MOST_DAYS = 3660
"""The longest gap, notice or rhythm, in days: ten years."""
Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]
"""A number of days from one thing to the next."""
NoticeDays = Annotated[int, Field(ge=0, le=MOST_DAYS)]
"""How many days before an end notice must be given; 0 for none."""

THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
"""A number with commas where people write them: 1,250 and not 12,50."""


def _number_as_meant(value: object) -> object:
    """Read a number as people write it, and a float as it is printed.

    So £1,250 is 1250, and 0.1 pounds are ten pence and not a hair more.
    """
    if isinstance(value, float):
        return str(value)
    if not isinstance(value, str):
        return value
    bare = value.strip().removeprefix("£").strip()
    return bare.replace(",", "") if THOUSANDS.fullmatch(bare) else bare


def _not_below_zero(amount: Decimal) -> Decimal:
    if amount < 0:
        raise ValueError("an amount cannot be below 0")
    return amount


Pounds = Annotated[
    Decimal,
    BeforeValidator(_number_as_meant),
    Field(max_digits=14, decimal_places=2),
    AfterValidator(_not_below_zero),
    PlainSerializer(float, return_type=float, when_used="json"),
]
"""An amount of money in pounds, to the penny."""

Figure = Annotated[
    Decimal,
    BeforeValidator(_number_as_meant),
    Field(max_digits=14, decimal_places=4),
    PlainSerializer(float, return_type=float, when_used="json"),
]
"""A figure that somebody counted or measured, in the unit of its result."""


TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?")
NOON = 12


def _clock_time(text: str) -> str:
    """Return a time of day as HH:MM, however it was written."""
    found = TIME.fullmatch(text.casefold())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if found and found[3]:
        hour = 24 if not 1 <= hour <= NOON else hour % NOON + (NOON if found[3] == "pm" else 0)
    if hour > 23 or minute > 59:
        raise ValueError("it is not a time; write one such as 10:00, 2.30pm or 14:30")
    return f"{hour:02}:{minute:02}"


def _web_address(text: str) -> str:
    if " " in text or "." not in text:
        raise ValueError("it is not a web address; write one such as https://example.org")
    return text


def _email_address(text: str) -> str:
    if text.count("@") != 1 or " " in text or text.startswith("@") or text.endswith("@"):
        raise ValueError("it is not an e-mail address; write one such as parks@example.org")
    return text


EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]{2,}")
CHARITY_NUMBER = re.compile(r"(SC|NIC?)?\d{4,8}(-\d{1,3})?")
COMPANY_NUMBER = re.compile(r"[A-Z]{0,2}\d{1,8}[A-Z]{0,2}")
LONGEST_COMPANY_NUMBER = 8


def problem_of_input(field: str, value: object) -> str:
    """Return what is wrong with a value that is typed or imported; "" where nothing is.

    It is stricter than what a stored value has to be, so that older registers still open.

    Args:
        field: The field's name.
        value: What it is to hold, as the model reads it.
    """
    text = str(value or "")
    if not text:
        return ""
    if field == "email" and not EMAIL.fullmatch(text):
        return "it is not an e-mail address; write one such as parks@example.org"
    if field == "charity_number" and not CHARITY_NUMBER.fullmatch(text):
        return "it is not a charity number, such as 1146179 or SC012345"
    if field == "company_number" and not (
        COMPANY_NUMBER.fullmatch(text) and len(text) <= LONGEST_COMPANY_NUMBER
    ):
        return "it is not a company number, such as 01234567 or SC123456"
    return ""


def _register_number(text: str) -> str:
    number = text.upper().replace(" ", "")
    if not number.replace("-", "").isalnum() or not any(map(str.isdigit, number)):
        raise ValueError("it is not a number from a public register, such as 1146179")
    return number


ClockTime = Annotated[Line, AfterValidator(_clock_time)]
"""A time of day, kept as HH:MM."""
Email = Annotated[Line, AfterValidator(_email_address)]
WebAddress = Annotated[Line, AfterValidator(_web_address)]
RegisterNumber = Annotated[Line, AfterValidator(_register_number)]
