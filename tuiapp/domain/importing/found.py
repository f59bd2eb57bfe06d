"""An organisation as one row of somebody's list tells of it: tidied, checked, and named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from pydantic import ValidationError

from tuiapp.domain.changes import Document
from tuiapp.domain.partner import Partner
from tuiapp.domain.problems import problems_of
from tuiapp.domain.text import fold

PUBLISHED: Final = UUID("6f1c0f0e-4f5b-5d0a-9c55-0c8a1d6f7a21")
"""Names records after published identifiers; a change would part registers that agree."""
NAMED: Final = UUID("b9a4f7d2-93f3-5c7e-8a40-5b7c6f1e2d93")
"""Names records after organisations that were published without an identifier."""
GRANTED: Final = UUID("2d7e9b64-1c0b-5a5f-b1de-7f4a3c9e8b05")
"""Names money entries after published grants."""

PROSE: Final = ("purpose", "notes")
"""The fields whose line breaks mean something."""
ESSENTIAL: Final = ("name", "money")
"""Where one value cannot be used, the row cannot."""
REGISTERS: Final = {"charity_number": "GB-CHC-", "company_number": "GB-COH-"}
"""How a published identifier that is a number of a public register starts."""
WORD: Final = re.compile(r"[^\W_]+")
"""What is left of a name without its spacing and punctuation."""

CACHED: Final = 65_536
"""How many names and identifiers are remembered; lists tell most of theirs again and again."""


class RefusedRow(NamedTuple):
    """A row that is not taken in."""

    line: int
    reason: str


class Note(NamedTuple):
    """Something about a row that was taken in, but not as it stands."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """What one row says of one organisation, every value fit for a partner.

    Attributes:
        line: Where the row is in its file.
        name: The organisation's name as this row spells it.
        record: The id of its record, where the list comes from a register.
        spellings: Other names the row knows.
        identifiers: What it was published under; made from its number where it was not.
        fields: Its other fields, as a document holds them.
        money: Its money entries by id, as a document holds them.
        notes: What was left out, and why.
    """

    line: int
    name: str
    record: str = ""
    spellings: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    money: Mapping[str, Document] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def latest(self) -> str:
        """The day of its newest money entry, as a document holds it; "" without any."""
        return max((entry["on"] for entry in self.money.values()), default="")


def found_organisation(line: int, values: Mapping[str, Any]) -> FoundOrganisation | RefusedRow:
    """Return what a row says, with the odd values left out and noted, or why it is refused.

    Args:
        line: Where the row is in its file.
        values: A partner's fields as a document holds them; only the name is needed.
    """
    tidied = tidy(values)
    if not tidied.get("name"):
        return RefusedRow(line, "it has no name of an organisation")
    notes: list[str] = []
    checked = _checked(tidied, notes)
    if isinstance(checked, str):
        return RefusedRow(line, checked)
    return FoundOrganisation(
        line,
        name=checked.pop("name"),
        record=checked.pop("id"),
        spellings=tuple(checked.pop("also_known_as", ())),
        identifiers=tuple(checked.pop("identifiers", ())) or implied_identifiers(checked),
        money=checked.pop("money", {}),
        fields=checked,
        notes=tuple(notes),
    )


def tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that say something, lines with single spaces, numbers in one form."""
    said = {name: _tidied(name, value) for name, value in values.items()}
    return {name: value for name, value in said.items() if value not in ("", None, [], {})}


def _tidied(name: str, value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [part for part in (_tidied(name, part) for part in value) if part != ""]
    if not isinstance(value, str):
        return value
    if name in PROSE:
        return value.strip()
    if name in REGISTERS:
        return written_number(name, value)
    return " ".join(value.split())


def normal_number(kind: str, text: str) -> str:
    """Return a charity or company number in the form in which equal ones look equal."""
    number = written_number(kind, text)
    return number.lstrip("0") if number.isdecimal() and kind == "charity_number" else number


def written_number(kind: str, text: str) -> str:
    """Return a number as its register writes it; companies have eight characters."""
    number = "".join(text.upper().split())
    is_cut = kind == "company_number" and number.isdecimal()
    return number.zfill(8) if is_cut else number


def _checked(values: Mapping[str, Any], notes: list[str]) -> dict[str, Any] | str:
    """Return the values as a document holds them, or why the row cannot be used."""
    kept = dict(values)
    for name in REGISTERS:
        if name in kept and not str(kept[name]).strip("0"):
            notes.append(f"{_titled(name)} left out: '{kept.pop(name)}' is no number")
    try:
        partner = Partner.model_validate({"id": "new", **kept})
    except ValidationError as error:
        problems = problems_of(error)
    else:
        fields = partner.model_dump(mode="json", include=set(kept))
        return {"id": "", **fields}
    odd = {problem.field.partition(".")[0]: problem for problem in problems}
    fatal = next((name for name in odd if name in ESSENTIAL or name not in kept), None)
    if fatal is not None:
        return f"{_titled(odd[fatal].field)}: {odd[fatal].sentence}"
    notes += [f"{_titled(name)} left out: {problem.sentence}" for name, problem in odd.items()]
    return _checked({name: value for name, value in kept.items() if name not in odd}, notes)


def _titled(field: str) -> str:
    """Return a field's path in words: `charity_number` as "charity number"."""
    return field.replace(".", " ").replace("_", " ").strip()


def implied_identifiers(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the identifier that a charity number stands for, else a company number."""
    for kind, prefix in REGISTERS.items():
        if fields.get(kind):
            return (prefix + normal_number(kind, str(fields[kind])),)
    return ()


def numbers_of(kind: str, fields: Mapping[str, Any], identifiers: Iterable[str]) -> set[str]:
    """Return the charity or company number told, else those its identifiers are made of."""
    if fields.get(kind):
        return {normal_number(kind, str(fields[kind]))}
    prefix = REGISTERS[kind]
    told = (name.removeprefix(prefix) for name in identifiers if name.startswith(prefix))
    return {normal_number(kind, number) for number in told if number}


@lru_cache(maxsize=CACHED)
def name_key(name: str) -> str:
    """Return a name without case, accents, spacing, punctuation and a leading "The"."""
    words = WORD.findall(fold(name))
    if words[:1] == ["the"] and len(words) > 1:
        del words[0]
    return "".join(words) or fold(name)


@lru_cache(maxsize=CACHED)
def record_id(identifier: str) -> str:
    """Return the id of the record of an organisation published under an identifier."""
    return str(uuid5(PUBLISHED, identifier))


def record_id_of_name(name: str) -> str:
    """Return the id of the record of an organisation of which only the name is known."""
    return str(uuid5(NAMED, name_key(name)))


def grant_id(identifier: str) -> str:
    """Return the id of the money entry of a published grant."""
    return str(uuid5(GRANTED, identifier))
