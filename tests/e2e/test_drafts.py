"""What is typed when a session is killed or its line drops is there at the next start."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.e2e.conftest import OpenTerminal, program_environment
from tests.e2e.terminal import Terminal


def kill(terminal: Terminal) -> None:
    """Kill the program, which gets to do nothing about it."""
    terminal.signal(signal.SIGKILL)
    terminal.exit_code()


@pytest.mark.parametrize("end", [kill, Terminal.close])
def test_what_was_typed_when_the_session_ended_is_gone_on_with_and_saved(
    open_terminal: OpenTerminal, register_path: Path, end: object
) -> None:
    """Killed while typing, or its terminal closed: the next start offers the text, to be saved."""
    assert callable(end)
    first = open_terminal("--register", register_path)
    first.wait_for("No partners yet")
    first.press("enter")
    first.wait_for("As the organisation writes it")
    first.press("Heron Wood Trust")
    first.wait_for("Heron Wood Trust")
    end(first)

    second = open_terminal("--register", register_path)
    second.wait_for("You were adding Heron Wood Trust")
    second.press("1")
    second.wait_for("Brought back from")
    second.press(" Ltd", "f2")
    second.wait_for("Added and saved")
    second.press("q")
    assert second.exit_code() == 0

    with TinyDB(register_path, access_mode="r") as database:
        (partner,) = database.table("partners").all()
    assert partner["name"] == "Heron Wood Trust Ltd"
    folder = Path(os.environ["XDG_STATE_HOME"]) / "partnertui" / "drafts"
    assert list(folder.iterdir()) == []


CRASHING = """
from tuiapp.screens.shared.form import Form
def broken(self):
    raise RuntimeError
Form.action_cancel = broken
from tuiapp.cli.main import main
main()
"""


def test_a_fault_of_ours_keeps_what_was_typed(
    open_terminal: OpenTerminal, register_path: Path
) -> None:
    """The dashboard ends with exit code 70 in the middle of a form, and the text is offered."""
    command = [sys.executable, "-c", CRASHING, "--register", str(register_path)]
    first = Terminal(command, program_environment())
    first.wait_for("No partners yet")
    first.press("enter")
    first.wait_for("As the organisation writes it")
    first.press("Heron Wood Trust")
    first.wait_for("Heron Wood Trust")
    first.press("escape")
    first.wait_for("Our fault")
    assert first.exit_code() == 70

    second = open_terminal("--register", register_path)

    second.wait_for("You were adding Heron Wood Trust")
