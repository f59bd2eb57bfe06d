"""An organisation as one row of somebody's list tells of it: tidied, checked, and named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from pydantic import ValidationError

from tuiapp.domain.changes.edits import Document
from tuiapp.domain.choices import choice_of
from tuiapp.domain.models.field_types import problem_of_input
from tuiapp.domain.models.identifiers import CACHED, REGISTERS, written_number
from tuiapp.domain.models.partner import CHOICES, Partner
from tuiapp.domain.models.validation import Problem, problems_of
from tuiapp.domain.text import clean_line, fold, name_key

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
PLACEHOLDERS: Final = frozenset(
    {
        *("n/a", "na", "n.a.", "n.a", "#n/a", "#na", "#ref!", "#value!", "#name?", "#null!"),
        *("tbc", "tbd", "tba", "to be confirmed", "to be decided", "not known", "unknown"),
        *("none", "nil", "null", "not applicable", "not available", "no data", "blank", "-", "?"),
    }
)
"""What people write where they know nothing."""
TOTAL: Final = re.compile(r"(grand |sub[ -]?|overall )?totals?( .{0,20})?|sum|average|count")
"""What stands at the foot of a list in place of a name."""
INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Signs that nobody sees in a spreadsheet; web pages bring them."""
LINE_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
"""What ends a line in some program; Excel and Outlook write CR LF."""
SPACES: Final = re.compile(r"[^\S\n]+")
BARE_PREFIX: Final = re.compile(r"([A-Z]{2}(-[A-Z0-9]+)?|360G)-?", re.IGNORECASE)
"""An identifier without the number that names anybody; sheets build it by formula."""
BEFORE_NUMBER: Final = re.compile(
    r"^((registered|charity|company|registration|reg|co|no|number|num)[\s.:#-]*)+", re.IGNORECASE
)
CONTACT: Final = ("contact", "email", "phone")
"""The fields that are about one person, and come from one row."""


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
        identifiers: What it was published under.
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
    notes: list[str] = []
    tidied = tidy(values, notes)
    if not tidied.get("name"):
        return RefusedRow(line, _no_name(values.get("name")))
    if isinstance(tidied["name"], str) and TOTAL.fullmatch(fold(tidied["name"]).strip(" :")):
        return RefusedRow(line, f"'{tidied['name']}' is no name of an organisation")
    _drop_empty_identifiers(tidied, notes)
    checked = _checked(tidied, notes)
    if isinstance(checked, str):
        return RefusedRow(line, checked)
    return FoundOrganisation(
        line,
        name=checked.pop("name"),
        record=checked.pop("id"),
        spellings=tuple(checked.pop("also_known_as", ())),
        identifiers=tuple(checked.pop("identifiers", ())),
        money=checked.pop("money", {}),
        fields=checked,
        notes=tuple(notes),
    )


def _no_name(given: object) -> str:
    if isinstance(given, str) and given.strip():
        return f"'{clean_line(given.strip())[:40]}' is no name of an organisation"
    return "it has no name of an organisation"


def tidy(values: Mapping[str, Any], notes: list[str] | None = None) -> dict[str, Any]:
    """Return the fields that say something, lines with single spaces, numbers in one form.

    Args:
        values: The fields as they were read.
        notes: Where to say what was taken out that somebody may look for.
    """
    said = {name: _tidied(name, value) for name, value in values.items()}
    if notes is not None:
        notes += [
            f"{_titled(name)}: invisible signs taken out"
            for name, value in values.items()
            if isinstance(value, str) and said[name] and INVISIBLE.search(value)
        ]
    return {name: value for name, value in said.items() if value not in ("", None, [], {})}


def _tidied(name: str, value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [part for part in (_tidied(name, part) for part in value) if part != ""]
    if not isinstance(value, str):
        return value
    text = LINE_BREAKS.sub("\n", INVISIBLE.sub("", value)).strip()
    if fold(text) in PLACEHOLDERS or not text.strip("-–—_.?* "):
        return ""
    if name in PROSE:
        return "\n".join(SPACES.sub(" ", line).rstrip() for line in text.split("\n"))
    line = " ".join(text.split())
    if name in REGISTERS:
        return written_number(name, BEFORE_NUMBER.sub("", line).removesuffix(".0"))
    if name == "email":
        return _bare_address(line)
    options = CHOICES.get(name)
    return choice_of(line, options) if options else line


def _bare_address(text: str) -> str:
    """Return an e-mail address without what programs write around it."""
    within = re.fullmatch(r"[^<>]*<([^<>]+)>", text)
    bare = within[1].strip() if within else text
    return re.sub(r"^mailto:\s*", "", bare, flags=re.IGNORECASE)


def _drop_empty_identifiers(values: dict[str, Any], notes: list[str]) -> None:
    """Leave out identifiers that identify nobody, and say so."""
    given = values.get("identifiers")
    if not isinstance(given, list):
        return
    kept = []
    for identifier in given:
        number = str(identifier).rpartition("-")[2]
        names_nobody = BARE_PREFIX.fullmatch(str(identifier)) or not number.strip("0 .")
        if names_nobody or fold(number) in PLACEHOLDERS:
            notes.append(f"identifier left out: '{clean_line(str(identifier))}' names nobody")
        else:
            kept.append(identifier)
    values["identifiers"] = kept
    if not kept:
        del values["identifiers"]


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
        told = [Problem(name, problem_of_input(name, fields[name])) for name in sorted(fields)]
        problems = tuple(problem for problem in told if problem.sentence)
        if not problems:
            return {"id": "", **fields}
    odd = {problem.field.partition(".")[0]: problem for problem in problems}
    fatal = next((name for name in odd if name in ESSENTIAL or name not in kept), None)
    if fatal is not None:
        return f"{_titled(odd[fatal].field)}: {odd[fatal].sentence}"
    notes += [
        f"{_titled(name)} '{clean_line(str(kept[name]))[:40]}' left out: {problem.sentence}"
        for name, problem in odd.items()
    ]
    return _checked({name: value for name, value in kept.items() if name not in odd}, notes)


def _titled(field: str) -> str:
    """Return a field's path in words: `charity_number` as "charity number"."""
    return field.replace(".", " ").replace("_", " ").strip()


@lru_cache(maxsize=CACHED)
def record_id(identifier: str) -> str:
    """Return the id of the record of an organisation published under an identifier."""
    return str(uuid5(PUBLISHED, identifier))


def record_id_of_name(name: str, *known: str) -> str:
    """Return the id of the record of an organisation that was published under no identifier.

    Args:
        name: What it is called.
        known: What tells it from others of that name: a number, else where it is.
    """
    return str(uuid5(NAMED, "|".join([name_key(name), *filter(None, known)])))


def grant_id(identifier: str) -> str:
    """Return the id of the money entry of a published grant."""
    return str(uuid5(GRANTED, identifier))
