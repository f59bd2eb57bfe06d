"""What is wrong with a value, said so that the person who typed it can put it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tuiapp.domain.choices import nearest
from tuiapp.domain.text import clean_line
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


PENCE: Final = 2
"""How many digits of an amount are pence."""


class Problem(NamedTuple):
    """One thing wrong with one field."""

    field: str
    """The field's path, such as `charity_number` or `scores.value`."""
    sentence: str
    """What is wrong and what would be right, without the field's name and a full stop."""


def problems_of(error: ValidationError) -> tuple[Problem, ...]:
    """Return every problem of a failed validation, in the order of the fields."""
    return tuple(_problems(error))


def _problems(error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        path = ".".join(str(step) for step in detail["loc"] if isinstance(step, str))
        yield Problem(path, _sentence(detail))


def _sentence(detail: ErrorDetails) -> str:
    """Return one problem in plain English; pydantic's own words where we have no better."""
    kind, context, given = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return not_one_of(given, _quoted(context["expected"]))
    if kind in ("int_type", "int_parsing", "int_from_float"):
        return f"{shown(given)} is not a whole number; write one such as 3"
    sentence = {
        "greater_than_equal": f"{shown(given)} is too small; {context.get('ge')} or more",
        "less_than_equal": f"{shown(given)} is too large; {context.get('le')} or less",
        "missing": "required",
        "string_too_short": "it is empty; write a few words",
        "string_unicode": "it holds bytes that are no text in UTF-8",
        "string_too_long": f"it is longer than {context.get('max_length', 0):,} characters; "
        "make it shorter",
        "string_pattern_mismatch": "it may hold only small letters, digits and hyphens",
        "decimal_max_digits": f"{shown(given)} is more than any amount here",
        "tuple_type": "what is stored here is not a list",
        "string_type": f"it must be text, and {shown(given)} is none",
        "decimal_parsing": f"{shown(given)} is no amount; write one such as 1250 or 1250.50",
        "decimal_max_places": _too_fine(context.get("decimal_places")),
    }.get(kind)
    if sentence is None and kind.startswith("date"):
        sentence = f"{shown(given)} is not a date; write one such as 2026-11-22"
    return sentence or f"{shown(given)}: {detail['msg']}"


def _too_fine(places: object) -> str:
    if places == PENCE:
        return "it has more than two digits for the pence; round it, such as 12.50"
    return f"it has more than {places} digits after the point; round it"


def not_one_of(given: object, known: list[str]) -> str:
    """Say that a value is none of the known ones, naming the nearest of them."""
    like = nearest(str(given), known)
    hint = f"; the nearest is {like}" if like else f"; use one of {', '.join(known)}"
    return f"{shown(given)} is not known here{hint}"


def _quoted(expected: str) -> list[str]:
    """Return the words of pydantic's list `'a', 'b' or 'c'`."""
    return expected.split("'")[1::2]


def shown(value: object) -> str:
    """Return a value between quotes as a sentence names it, cut where it is long."""
    text = clean_line(value if isinstance(value, str) else repr(value))
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"


class FieldsRefused(InputRefused):
    """A value that a field cannot hold.

    Attributes:
        problems: Each field's path with what is wrong.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = "; ".join(f"{problem.field}: {problem.sentence}" for problem in problems)
        super().__init__("Not accepted", f"{told}.", "Nothing was changed.")
        self.problems = tuple(problems)
