"""Kinds of value that fields hold beside plain text: money, addresses, register numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from tuiapp.domain.vocabulary import Line


def _number_from_float(value: object) -> object:
    """Read a float as it is printed, so that 0.1 pounds are ten pence and not a hair more."""
    return str(value) if isinstance(value, float) else value


def _not_below_zero(amount: Decimal) -> Decimal:
    if amount < 0:
        raise ValueError("an amount cannot be below 0")
    return amount


Pounds = Annotated[
    Decimal,
    BeforeValidator(_number_from_float),
    Field(max_digits=14, decimal_places=2),
    AfterValidator(_not_below_zero),
    PlainSerializer(float, return_type=float, when_used="json"),
]
"""An amount of money in pounds, to the penny."""

Figure = Annotated[
    Decimal,
    BeforeValidator(_number_from_float),
    Field(max_digits=14, decimal_places=4),
    PlainSerializer(float, return_type=float, when_used="json"),
]
"""A figure that somebody counted or measured, in the unit of its result."""


def _web_address(text: str) -> str:
    if " " in text or "." not in text:
        raise ValueError("it is not a web address; write one such as https://example.org")
    return text


def _email_address(text: str) -> str:
    if text.count("@") != 1 or " " in text or text.startswith("@") or text.endswith("@"):
        raise ValueError("it is not an e-mail address; write one such as parks@example.org")
    return text


def _register_number(text: str) -> str:
    number = text.upper().replace(" ", "")
    if not number.replace("-", "").isalnum() or not any(map(str.isdigit, number)):
        raise ValueError("it is not a number from a public register, such as 1146179")
    return number


Email = Annotated[Line, AfterValidator(_email_address)]
WebAddress = Annotated[Line, AfterValidator(_web_address)]
RegisterNumber = Annotated[Line, AfterValidator(_register_number)]
