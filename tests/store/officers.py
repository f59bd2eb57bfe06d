"""Officers at work in a register: the few things they do in every test of the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.conftest import NOON
from tuiapp.domain.register import partner_edits
from tuiapp.store.file_register import FileRegister
from tuiapp.store.register import Register, Saved


def add(register: Register, name: str, **fields: Any) -> str:
    """Add a partner and return its id."""
    saved = register.save(partner_edits.add(name, fields))
    assert saved.edit is not None
    return saved.edit.changes[0].record


def put(register: Register, partner_id: str, **fields: Any) -> Saved:
    """Set fields of a partner as this register last saw it."""
    return register.save(partner_edits.set_fields(register.snapshot.documents[partner_id], fields))


def opened(path: Path, by: str = "Trees officer", **options: Any) -> FileRegister:
    """Return the register opened by another person, at noon."""
    return FileRegister(path, by=by, clock=lambda: NOON, **options)
