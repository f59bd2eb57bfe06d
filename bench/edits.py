"""How long one edit takes until it is saved, against the least that writing the same data takes.

    python bench/edits.py [--rounds N] [--folder FOLDER] [--profile]

An edit is one field of one partner, saved as a dashboard that is open saves it. The least is
`orjson.dumps`, write, fsync and replace of the very tables that were saved. The two take turns, so
that a busy machine slows them alike, and what counts is the ratio.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import orjson

from bench.registers import make_register
from tuiapp.domain.register import partner_edits
from tuiapp.store.file_register import FileRegister

SIZES = (200, 1_000, 10_000)
"""How many partners a register has."""
LOG = 5_000
"""How many edits its log holds at the end, if it is large enough."""


def write_least(tables: Any, path: Path) -> None:
    """Write tables as quickly as it can be done so that a crash leaves the old or the new ones."""
    temporary = path.with_name("least.new")
    with temporary.open("wb") as file:
        file.write(orjson.dumps(tables, option=orjson.OPT_INDENT_2))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def save(register: FileRegister, place: str) -> None:
    """Change one field of one partner."""
    document = list(register.snapshot.documents.values())[100]
    register.save(partner_edits.set_fields(document, {"place": place}))


def measure(folder: Path, partners: int, rounds: int, *, profile: bool) -> None:
    """Measure one size of register, and print the medians with the ratio."""
    path = folder / f"{partners}.json"
    make_register(path, partners, edits=LOG - rounds - 2)
    register = FileRegister(path, by="Parks officer")
    save(register, "Warm")
    ours: list[float] = []
    least: list[float] = []
    for turn in range(rounds):
        start = time.perf_counter()
        save(register, f"Ward {turn}")
        middle = time.perf_counter()
        tables = orjson.loads(path.read_bytes())
        ready = time.perf_counter()
        write_least(tables, folder / "least.json")
        ours.append(middle - start)
        least.append(time.perf_counter() - ready)
    ratios = [one / other for one, other in zip(ours, least, strict=True)]
    spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
    print(
        f"{partners:6,} partners  {path.stat().st_size / 1e6:5.1f} MB  "
        f"edit {statistics.median(ours) * 1000:6.1f} ms  "
        f"least {statistics.median(least) * 1000:6.1f} ms  ratio {spread}"
    )
    if profile:
        with cProfile.Profile() as profiler:
            save(register, "Profiled")
        pstats.Stats(profiler).sort_stats("tottime").print_stats(12)


def main() -> None:
    """Measure each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--folder", type=Path, help="a folder on the disk to measure")
    options.add_argument("--profile", action="store_true", help="show where one edit spends it")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for partners in SIZES:
            measure(Path(folder), partners, asked.rounds, profile=asked.profile)


if __name__ == "__main__":
    main()
