"""Whichever way the line drops while somebody types, the text is offered at the next start."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import Rounds
from tests.e2e.conftest import program_environment
from tests.e2e.terminal import Terminal
from tests.e2e.test_two_officers import EMPTY_LINE
from tests.faults.conftest import Figure
from tests.faults.program import Program

SECONDS = 2.0
"""How long a dashboard may live after its line dropped."""
SIGNALS = {"hang-up": signal.SIGHUP, "term": signal.SIGTERM, "kill": signal.SIGKILL}


def drop(terminal: Terminal, way: str) -> float:
    """Let a line drop while nobody reads it; return how many seconds the dashboard lived on."""
    dropped = time.monotonic()
    if way == "close":
        terminal.drop()
    else:
        terminal.kill(SIGNALS[way])
    terminal.exit_code_within(SECONDS, reading=False)
    return time.monotonic() - dropped


def processes(session: int) -> list[str]:
    """Return the processes of a session that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            state, _, _, number = stat.read_text().rpartition(")")[2].split()[:4]
            if int(number) == session and state != "Z":
                found.append(stat.parent.name)
    return found


def type_name(terminal: Terminal, name: str) -> None:
    """Begin to add the first partner."""
    terminal.wait_for("No partners yet")
    terminal.press("enter")
    terminal.wait_for("As the organisation writes it")
    terminal.press(name)
    terminal.wait_for(name)


def go_on(terminal: Terminal, name: str) -> None:
    """Go on with the name that an earlier session left."""
    terminal.wait_for("You were adding")
    terminal.press("1")
    terminal.wait_for("Brought back from")
    terminal.wait_for(name)


def wait_until_kept(name: str) -> None:
    """Wait until a draft holds a name: a kill may be quicker than the disk, by less than that."""
    folder = Path(os.environ["XDG_STATE_HOME"]) / "partnertui" / "drafts"
    end = time.monotonic() + SECONDS
    while not any(f'"{name}"'.encode() in path.read_bytes() for path in folder.glob("*.json")):
        assert time.monotonic() < end, f"'{name}' was not kept in {SECONDS} seconds"


@pytest.mark.parametrize("way", ["close", *SIGNALS])
def test_what_was_typed_is_offered_after_the_line_dropped(
    program: Program, rounds: Rounds, figure: Figure, way: str
) -> None:
    """The process is gone in time, no other is left, and the next start goes on with the text."""
    number, slowest, name = rounds(1, 100), 0.0, "Heron"
    for turn in range(number + 1):
        terminal = Terminal(program.command(), program_environment())
        try:
            if turn == 0:
                type_name(terminal, name)
            else:
                go_on(terminal, name)
            if turn == number:
                break
            name = f"Heron Wood {turn:03}"
            terminal.press(EMPTY_LINE, name)
            terminal.wait_for(name)
            if way == "kill":
                wait_until_kept(name)
            slowest = max(slowest, drop(terminal, way))
            assert processes(terminal.pid) == []
        finally:
            terminal.close()
    figure(f"{number} of {number} drafts offered after {way}: gone within {slowest:.2f} s, 0 left")
