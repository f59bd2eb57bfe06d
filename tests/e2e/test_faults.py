"""A mistake of ours: told in plain English, kept without register data, the terminal given back."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.e2e.conftest import program_environment
from tests.e2e.terminal import Terminal

BROKEN = """
from tuiapp.screens.today.today import TodayScreen
def broken(self, snapshot):
    secret = "Friends of Heron Wood"
    raise RuntimeError(secret)
TodayScreen.watch_snapshot = broken
from tuiapp.cli.main import main
main()
"""


def test_a_fault_of_ours_ends_with_70_and_shows_no_register_data(register_path: Path) -> None:
    """The screen is given back, one sentence is told, and the note holds no values."""
    command = [sys.executable, "-c", BROKEN, "--register", str(register_path)]
    terminal = Terminal(command, program_environment())

    said = terminal.wait_for("Our fault")

    assert terminal.exit_code() == 70
    assert b"\x1b[?1049l" in terminal.received
    assert "Heron Wood" not in said + terminal.received.decode()
    (note,) = Path(os.environ["XDG_STATE_HOME"]).glob("partnertui/incidents/*.txt")
    assert "RuntimeError" in note.read_text()
    assert "Heron Wood" not in note.read_text()
    assert note.stat().st_mode & 0o777 == 0o600
