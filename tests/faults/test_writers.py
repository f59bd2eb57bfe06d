"""Many sessions that save at once all get their edits in, and nobody's twice."""

from __future__ import annotations

import subprocess
import time

from tests.conftest import Rounds
from tests.faults.conftest import Figure
from tests.faults.program import Program, acknowledged

FOR_EVER = 300
"""Seconds after which writers that have not ended wait for each other."""


def test_writers_at_once_all_get_in(program: Program, rounds: Rounds, figure: Figure) -> None:
    """Every edit of every process is acknowledged, is there, and is there once."""
    processes, each = rounds(4, 8), rounds(15, 250)
    started = time.monotonic()
    writers = [
        subprocess.Popen(
            program.writer(f"w{number}", each),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    try:
        said = [writer.communicate(timeout=FOR_EVER) for writer in writers]
    finally:
        for writer in writers:
            writer.kill()
    took = time.monotonic() - started

    assert [writer.returncode for writer in writers] == [0] * processes
    assert all(line.startswith("Waiting for ") for _, err in said for line in err.splitlines())
    saved = [token for out, _ in said for token in acknowledged(out)]
    assert len(saved) == processes * each
    assert sorted(program.tokens()) == sorted(saved)
    figure(
        f"{len(saved)} of {processes * each} edits by {processes} processes at once: "
        f"0 lost, 0 doubled, {took:.0f} s"
    )
