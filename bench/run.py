"""How long the dashboard takes to be usable, against a bare Textual app in the same run.

Beside it stands what the first screen sends, in bytes: what a slow line waits for.

    python bench/run.py [--rounds N] [--csv FILE]

The programs take turns, so that a busy machine slows them alike, and what counts is the ratio.
Usable is the moment a program's text is on the screen and 150 ms of silence follow.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.terminals import ROOT, Terminal

GRANTS = ROOT / "tests/data/trafford_council_voluntary_sector_grants.csv"
FLOOR = [sys.executable, str(ROOT / "bench/floor.py"), "hello"]
"""The floor: what the framework itself costs."""


def main() -> None:
    """Measure, and print the medians with the ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--csv", type=Path, default=GRANTS)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HOME": folder, "TERM": "xterm-256color"}
        # As installed: what Python compiled is there, of the framework and of ours.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = folder
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
            "bare Textual app": (FLOOR, "READY"),
            "imported register": ([*program, str(imported)], "not yet looked at"),
            "demo register": ([*program, str(demo)], "Next steps"),
        }
        took: dict[str, list[float]] = {name: [] for name in programs}
        sent = dict.fromkeys(programs, 0)
        for _ in range(asked.rounds + 1):
            for name, (command, text) in programs.items():
                with Terminal(command, environment, columns=100, rows=30) as terminal:
                    took[name].append(terminal.wait_for(text))
                    sent[name] = terminal.received
    floor = took["bare Textual app"][1:]
    for name, times in took.items():
        ratios = [time / bare for time, bare in zip(times[1:], floor, strict=True)]
        spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
        milliseconds = statistics.median(times[1:]) * 1000
        print(f"{name:18}  {milliseconds:6.0f} ms  ratio {spread}  {sent[name]:6,} bytes")


if __name__ == "__main__":
    main()
