"""A list of organisations in JSON, with the fields that `list --json` and `show --json` print."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tuiapp.domain.importing.rows import FoundOrganisation, Note, RefusedRow, found_organisation
from tuiapp.domain.models.partner import FORM_FIELDS
from tuiapp.domain.text import clean_line, count
from tuiapp.exchange.imports.csv_text import refused

DEEPEST: Final = 30
"""How deep a JSON list may be nested; a record of ours goes six deep."""
KNOWN: Final = frozenset({"id", "also_known_as", "identifiers", "money", *FORM_FIELDS})
"""The keys that are taken in."""


def parse_objects(text: str, name: str) -> list[Any]:
    """Return the objects that a JSON text lists; one alone is a list of one.

    Raises:
        InputRefused: The text is not JSON, or JSON that lists nothing.
    """
    try:
        listed = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        what = f"line {error.lineno:,}, character {error.colno:,} is not JSON ({error.msg})"
        raise refused(name, what, "Write it again with: partnertui list --json.") from None
    except (ValueError, RecursionError):
        what = "it holds a number or a depth that JSON does not have"
        raise refused(name, what, "Write it again with: partnertui list --json.") from None
    if _is_too_deep(listed):
        what = f"it is nested more than {DEEPEST} deep"
        raise refused(name, what, "A list of organisations is flat: look what was put into it.")
    objects = [listed] if isinstance(listed, dict) else listed
    if not isinstance(objects, list) or not objects:
        raise refused(
            name, "it is JSON, but lists no organisations", "An array of objects is wanted."
        )
    return objects


def _is_too_deep(value: Any) -> bool:
    """Whether a JSON value is nested deeper than any record; looked at level by level."""
    level = [value]
    for _ in range(DEEPEST):
        level = (
            [
                part
                for outer in level
                for part in (outer.values() if isinstance(outer, dict) else outer)
                if isinstance(part, (dict, list))
            ]
            if level and isinstance(level[0], (dict, list))
            else []
        )
        if not level:
            return False
    return True


def _no_number(word: str) -> None:
    raise ValueError(word)


def organisations(objects: list[Any]) -> Iterator[FoundOrganisation | RefusedRow]:
    """Yield what each object says of its organisation; its place counts as its line."""
    for place, given in enumerate(objects, start=1):
        if isinstance(given, Mapping):
            values = {key: value for key, value in given.items() if key in KNOWN}
            yield _with_money(place, values)
        else:
            yield RefusedRow(place, "it is not an object with the fields of an organisation")


def _with_money(place: int, values: dict[str, Any]) -> FoundOrganisation | RefusedRow:
    """Read `money` as `show --json` prints it: a list of entries that hold their id."""
    entries = values.pop("money", None) or []
    if not isinstance(entries, list) or not all(
        isinstance(entry, Mapping) and isinstance(entry.get("id"), str) for entry in entries
    ):
        return RefusedRow(place, "money: it is not a list of entries that each have an id")
    money = {entry["id"]: {k: v for k, v in entry.items() if k != "id"} for entry in entries}
    if len(money) < len(entries):
        return RefusedRow(place, "money: two entries have the same id")
    return found_organisation(place, {**values, "money": money})


def left_out(objects: list[Any]) -> list[Note]:
    """Return one note for each key that is not taken in, at the first object that has it."""
    times: Counter[str] = Counter()
    first: dict[str, int] = {}
    for place, given in enumerate(objects, start=1):
        for key in given.keys() - KNOWN if isinstance(given, Mapping) else ():
            times[key] += 1
            first.setdefault(key, place)
    return [
        Note(place, f"'{clean_line(key)}' is not taken in ({count(times[key], 'object')})")
        for key, place in sorted(first.items())
    ]
