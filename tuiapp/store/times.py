"""Times as a register's file keeps them: UTC, to the second."""

from __future__ import annotations

import re
from datetime import UTC, datetime

TIME = "%Y-%m-%dT%H:%M:%SZ"
AS_WRITTEN = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}Z")
"""How we write a time; a hand may have left out a zero."""


def time_to_text(moment: datetime) -> str:
    """Return a time as a file keeps it."""
    return moment.astimezone(UTC).strftime(TIME)


def time_from_text(text: str) -> datetime:
    """Return the time a file keeps; raises ValueError for anything else."""
    if AS_WRITTEN.fullmatch(text):
        return datetime.fromisoformat(text)  # many times quicker, and a log holds thousands
    return datetime.strptime(text, TIME).replace(tzinfo=UTC)
