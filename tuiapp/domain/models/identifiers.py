"""The ids of records: a partner's is a uuid that we made or checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID, uuid5

from tuiapp.domain.text import fold

RECORD: Final = "register"
"""The id of the register's own record; every other record is a partner's."""

_ADOPTED: Final = UUID("4b0c7c86-5a0e-5f0e-8b1c-6c1d5f6f0f5e")
"""Names partners after the ids that another program gave them."""
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STORED: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID: Final = 80
"""The most characters of an id."""


def is_uuid(text: object) -> bool:
    """Whether a value is a uuid as we write it, which every new partner's id has to be."""
    return isinstance(text, str) and _UUID.fullmatch(text) is not None


def is_partner_id(text: object) -> bool:
    """Whether a value can be the id of a stored partner.

    A register made by hand may hold ids that are no uuids; what no partner may have is the id of
    the register's own record.
    """
    return (
        isinstance(text, str)
        and len(text) <= LONGEST_ID
        and text != RECORD
        and _STORED.fullmatch(text) is not None
    )


def adopted_id(text: str) -> str:
    """Return the uuid for a partner to which another program gave an id of its own."""
    return str(uuid5(_ADOPTED, text))


REGISTERS: Final = {"charity_number": "GB-CHC-", "company_number": "GB-COH-"}
"""How a published identifier that is a number of a public register starts."""
ADDRESSES: Final = {"postcode": "postcodes", "email": "e-mail addresses"}
"""The fields that tell organisations of one name apart, with how they are called."""
CACHED: Final = 65_536
"""How many names and identifiers are remembered; lists tell most of theirs again and again."""


def normal_number(kind: str, text: str) -> str:
    """Return a charity or company number in the form in which equal ones look equal."""
    number = written_number(kind, text)
    return number.lstrip("0") if number.isdecimal() and kind == "charity_number" else number


def written_number(kind: str, text: str) -> str:
    """Return a number as its register writes it; companies have eight characters."""
    number = "".join(text.upper().split())
    is_cut = kind == "company_number" and number.isdecimal()
    return number.zfill(8) if is_cut else number


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


def compared_addresses(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the postcode and e-mail address of an organisation as they compare; "" for none.

    The address of a person who is named tells people apart, and not organisations.
    """
    said = {name: "".join(fold(str(fields.get(name, ""))).split()) for name in ADDRESSES}
    return {**said, "email": ""} if fields.get("contact") else said
