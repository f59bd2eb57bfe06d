"""A dashboard opened on a register that cannot be used offers its newest good backup."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import OpenTerminal
from tuiapp.domain.register import partner_edits
from tuiapp.store.file_register import FileRegister

LACKING = "It lacks nothing: it is the copy of the last save."


@pytest.fixture
def damaged(register: FileRegister, register_path: Path) -> Path:
    """Return the path of a register with one partner that lost its end."""
    register.save(partner_edits.add("Heron Trust", {}))
    register_path.write_bytes(register_path.read_bytes()[:-40])
    return register_path


def test_yes_brings_the_backup_back_and_opens_it(
    open_terminal: OpenTerminal, damaged: Path
) -> None:
    """What is wrong, what the backup holds and lacks, one question, and the dashboard."""
    before = damaged.read_bytes()
    terminal = open_terminal("--register", damaged, size=(30, 200))
    asked = terminal.wait_for("Bring it back and open it?")
    assert "cannot be used: it is not JSON" in asked
    assert "saved by Parks officer" in asked
    assert "with 1 partner" in asked
    assert LACKING in asked

    terminal.press("y", "enter")

    terminal.wait_for("Heron Trust")
    terminal.press("q")
    assert terminal.exit_code() == 0
    (aside,) = damaged.parent.glob("register.json.damaged-*")
    assert aside.read_bytes() == before


def test_no_leaves_everything_as_it_is(open_terminal: OpenTerminal, damaged: Path) -> None:
    """Without a yes nothing is changed, and the exit code says that there is no sound register."""
    before = damaged.read_bytes()
    terminal = open_terminal("--register", damaged, size=(30, 200))
    terminal.wait_for("Bring it back and open it?")
    terminal.press("enter")

    terminal.wait_for(" restore 000001")

    assert terminal.exit_code() == 3
    assert damaged.read_bytes() == before
    assert not list(damaged.parent.glob("register.json.damaged-*"))


def test_a_register_that_is_gone_is_offered_too(open_terminal: OpenTerminal, damaged: Path) -> None:
    """A deleted file whose backups are there can be opened again."""
    damaged.unlink()
    terminal = open_terminal("--register", damaged, size=(30, 200))
    terminal.wait_for("Bring it back and open it?")
    terminal.press("y", "enter")

    terminal.wait_for("Heron Trust")
    terminal.press("q")
    assert terminal.exit_code() == 0
