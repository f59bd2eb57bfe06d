"""A register with a few partners, for the commands to work on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import NOON, Answer, Run
from tuiapp.domain.changes.edits import Change, Proposal
from tuiapp.domain.register import partner_edits
from tuiapp.store.file_register import FileRegister, create_register

KINGFISHER = "Friends of Kingfisher Park"

PARK_ID = "aaaa1111-0000-4000-8000-000000000000"
WARDENS_ID = "bbbb2222-0000-4000-8000-000000000000"
BOARD_ID = "cccc3333-0000-4000-8000-000000000000"

PARTNERS = (
    {
        "id": PARK_ID,
        "name": KINGFISHER,
        "status": "partner",
        "framework": "not-for-profit",
        "kind": "friends-group",
        "place": "Millbrook ward",
        "lead_officer": "Parks officer",
    },
    {
        "id": WARDENS_ID,
        "name": "Larkfield Tree Wardens",
        "status": "not-yet-looked-at",
        "postcode": "M33 4QJ",
        "notes": "Facts only",
    },
    {
        "id": BOARD_ID,
        "name": "Oakham Nature Board",
        "status": "ended",
        "framework": "statutory",
    },
)


def fill(path: Path) -> Path:
    """Make a register with the three partners; return its path."""
    create_register(path, by="Parks officer", authority="Testborough", clock=lambda: NOON)
    return _with_partners(path)


def _with_partners(path: Path) -> Path:
    register = FileRegister(path, by="Parks officer", clock=lambda: NOON)
    for document in PARTNERS:
        change = Change(document["id"], (), None, document)
        register.save(Proposal(f"Added {document['name']}", (change,)))
    return path


@pytest.fixture
def filled(register_path: Path) -> Path:
    """Return a register with three partners, added by the parks officer at noon."""
    return _with_partners(register_path)


@pytest.fixture
def run(filled: Path, run_partnertui: Run) -> Run:
    """Return what runs a command on the filled register, as the trees officer."""

    def on_register(*args: str | Path, stdin: str = "") -> Answer:
        given = ("--register", filled, "--as", "Trees officer", *args)
        return run_partnertui(*given, stdin=stdin)

    return on_register


@pytest.fixture
def run_here(filled: Path, run_in_process: Run) -> Run:
    """Return what does the same in this process: all but what only a process shows."""

    def on_register(*args: str | Path, stdin: str = "") -> Answer:
        given = ("--register", filled, "--as", "Trees officer", *args)
        return run_in_process(*given, stdin=stdin)

    return on_register


@pytest.fixture
def read(filled: Path) -> FileRegister:
    """Return the register to look at; `refresh` sees what the commands did."""
    return FileRegister(filled, by="Reader", read_only=True)


def put(path: Path, partner_id: str, by: str, **fields: str) -> None:
    """Set fields of a partner as somebody else would meanwhile."""
    register = FileRegister(path, by=by, clock=lambda: NOON)
    register.save(partner_edits.set_fields(register.snapshot.documents[partner_id], fields))
