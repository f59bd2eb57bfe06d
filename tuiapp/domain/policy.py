"""The register's own record: whose it is, and what the council decided for all of its partners.

It changes as a partner does, by edits of the log; its id is `register`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tuiapp.domain.changes import Document, Shape
from tuiapp.domain.text import refuse_control_characters
from tuiapp.errors import InputRefused

RECORD: Final = "register"
"""The id of the register's own record; every other record is a partner's."""

REGISTER_SHAPE: Final = Shape(fields=("authority", "nation", "demo", "policy"))
"""The fields that edits may change; the others say how the register was saved."""

NATIONS: Final = ("england", "wales", "scotland", "northern-ireland")

LOG_LIMIT: Final = 5_000
"""How many edits a register's file keeps unless the policy says otherwise."""
SMALLEST_LOG: Final = 10


def log_limit(policy: Mapping[str, Any]) -> int:
    """Return how many edits a register's file keeps before older ones move beside it."""
    limit = policy.get("log_limit")
    return limit if type(limit) is int and limit >= SMALLEST_LOG else LOG_LIMIT


def check_register(document: Document) -> None:
    """Raise InputRefused for a record that is no register's own."""
    try:
        refuse_control_characters(str(document.get("authority", "")))
    except ValueError as error:
        raise InputRefused("Not accepted", f"The authority's name: {error}.") from None
    if document.get("nation") not in NATIONS:
        raise InputRefused(
            "Not accepted", f"The nation is none of {', '.join(NATIONS)}.", "Nothing was changed."
        )
