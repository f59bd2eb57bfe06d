"""Registers that hold what no form would let in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tuiapp.store import schema
from tuiapp.store.storage import read_file, replace_file

HOSTILE_ID = "00000000-0000-4000-8000-000000000001"


def put_partner(path: Path, fields: dict[str, Any]) -> None:
    """Put a partner into a register file as it stands, with a checksum that is right."""
    data, _ = read_file(path)
    tables = schema.parse(data, str(path)).tables
    partner = {"id": HOSTILE_ID, "status": "partner", "level": "light", **fields}
    number = str(len(tables["partners"]) + 1)
    tables["partners"][number] = partner
    replace_file(path, schema.serialise(tables))
