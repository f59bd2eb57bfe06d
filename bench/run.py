"""How long the dashboard takes to be usable, against a bare Textual app in the same run.

    python bench/run.py [--rounds N] [--csv FILE]

The programs take turns, so that a busy machine slows them alike, and what counts is the ratio.
Usable is the moment a program's text is on the screen and 150 ms of silence follow.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path

import pyte

ROOT = Path(__file__).resolve().parent.parent
GRANTS = ROOT / "tests/data/trafford_council_voluntary_sector_grants.csv"
QUIET = 0.15
"""Seconds without output after which a screen counts as finished."""
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("READY hello")
Hello().run()
"""
"""The floor: what the framework itself costs."""


def seconds_to_usable(command: list[str], text: str, environment: dict[str, str]) -> float:
    """Return how long a command takes until its text is on a quiet screen, in seconds."""
    screen = pyte.Screen(100, 30)
    stream = pyte.ByteStream(screen)
    leader, follower = pty.openpty()
    ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    start = time.perf_counter()
    program = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, env=environment, close_fds=True
    )
    os.close(follower)
    chunks: list[bytes] = []
    last = start
    try:
        while time.perf_counter() - start < 30:
            ready, _, _ = select.select([leader], [], [], QUIET)
            if ready:
                chunks.append(os.read(leader, 65536))
                last = time.perf_counter()
            elif chunks:
                # Emulating only in silence keeps its own cost out of the figure.
                stream.feed(b"".join(chunks))
                chunks.clear()
                if any(text in line for line in screen.display):
                    return last - start
    finally:
        program.kill()
        program.wait()
        os.close(leader)
    raise SystemExit(f"'{text}' was never on the screen of {command}")


def main() -> None:
    """Measure, and print the medians with the ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--csv", type=Path, default=GRANTS)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HOME": folder, "TERM": "xterm-256color"}
        imported, demo = Path(folder) / "imported.json", Path(folder) / "demo.json"
        program = [sys.executable, "-m", "tuiapp", "--register"]

        def run(*arguments: str) -> None:
            quiet = subprocess.DEVNULL
            subprocess.run(
                [*program, *arguments], check=True, stdout=quiet, cwd=ROOT, env=environment
            )

        run(str(imported), "init", str(imported))
        run(str(imported), "import", str(asked.csv))
        run(str(demo), "init", str(demo), "--demo")
        programs = {
            "bare Textual app": ([sys.executable, "-c", HELLO], "READY"),
            "imported register": ([*program, str(imported)], "not yet looked at"),
            "demo register": ([*program, str(demo)], "Next steps"),
        }
        took: dict[str, list[float]] = {name: [] for name in programs}
        os.chdir(ROOT)
        for _ in range(asked.rounds + 1):
            for name, (command, text) in programs.items():
                took[name].append(seconds_to_usable(command, text, environment))
    floor = took["bare Textual app"][1:]
    for name, times in took.items():
        ratios = [time / bare for time, bare in zip(times[1:], floor, strict=True)]
        spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
        print(f"{name:18}  {statistics.median(times[1:]) * 1000:6.0f} ms  ratio {spread}")


if __name__ == "__main__":
    main()
