"""The ids of records: a partner's is a uuid that we made or checked."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID, uuid5

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
