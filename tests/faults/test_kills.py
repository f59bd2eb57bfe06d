"""A writer that is killed at any instant loses nothing that it called saved."""

from __future__ import annotations

import random
import subprocess
import threading
import time

from tests.conftest import LIMIT, Rounds
from tests.faults.conftest import Figure
from tests.faults.program import Program, acknowledged, contents, unfinished

FILES_AT_MOST = 20
"""How many files there may be: the register, its last backups, its archive, a death's remains."""


def killed_after(command: list[str], seconds: float) -> str:
    """Start a writer, kill it this long after its first acknowledgement; return what it printed."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        guard = threading.Timer(LIMIT, writer.kill)
        guard.start()
        first = writer.stdout.readline()
        guard.cancel()
        # The pipe is read meanwhile, or a writer without end would wait for room in it.
        killer = threading.Timer(seconds, writer.kill)
        killer.start()
        rest = writer.stdout.read()
        killer.join()
    assert first, "the writer ended before it saved anything"
    return first + rest


def test_kills_at_random_instants_lose_nothing(
    program: Program, rounds: Rounds, chance: random.Random, figure: Figure
) -> None:
    """After each kill the register can be read and holds everything that was acknowledged."""
    number = rounds(10, 1_000)
    saved: list[str] = []
    started = time.monotonic()
    for turn in range(number):
        saved += acknowledged(killed_after(program.writer(f"k{turn}"), chance.uniform(0, 0.2)))
        there = program.tokens()
        assert set(saved) <= set(there), f"lost in turn {turn}: {set(saved) - set(there)}"
        assert len(there) == len(set(there))
        # A death may leave one temporary file, and the next save removes it.
        assert len(unfinished(program.path.parent)) <= 1
        assert len(contents(program.path.parent)) <= FILES_AT_MOST
    figure(
        f"{number} of {number} kills at random instants: {len(saved)} acknowledged edits, 0 lost, "
        f"0 unreadable, {time.monotonic() - started:.0f} s"
    )
