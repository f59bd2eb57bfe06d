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
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from tuiapp.content.loader import load_guide
from tuiapp.domain import deeds
from tuiapp.store import schema
from tuiapp.store.file_register import FileRegister

SIZES = (200, 1_000, 10_000)
"""How many partners a register has."""
LOG = 5_000
"""How many edits its log holds at the end."""
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def partner(number: int) -> dict[str, Any]:
    """Return the document of a partner that is some years old."""
    guide = load_guide()
    on = (date(2024, 1, 8) + timedelta(days=number % 700)).isoformat()
    officer = f"Parks officer {number % 7}"
    mark = {"state": "done", "by": officer, "on": on}
    return {
        "id": f"partner-{number:05}",
        "name": f"Friends of Kingfisher Park {number}",
        "status": "partner",
        "framework": "not-for-profit",
        "kind": "friends-group",
        "level": "light",
        "purpose": "Looks after the park with the council, and brings people to it.",
        "place": "Millbrook ward",
        "lead_officer": officer,
        "contact": "Secretary, by email",
        "postcode": "M33 4QJ",
        "notes": "Meets on the first Tuesday of the month, but for August. " * 4,
        "checklist": {
            item.id: {"mark": mark, "note": "Agreed at the site meeting.", "evidence": "Minutes"}
            for item in guide.items[:12]
        },
        "scores": {
            f"{measure.id}-{view}-{on}": {
                **{"measure": measure.id, "view": view, "value": number % 5, "scale": "0 to 4"},
                **{"on": on, "by": officer},
            }
            for measure in guide.measures[:3]
            for view in ("council", "partner")
        },
        "money": {
            f"grant-{year}": {
                **{"direction": "given", "title": f"Small grant {year}", "amount": 1250.5},
                **{"on": f"{year}-04-01", "source": "Grants list"},
            }
            for year in (2024, 2025)
        },
    }


def edit(number: int, partners: int) -> dict[str, Any]:
    """Return an entry of the log."""
    record = f"partner-{number % partners:05}"
    change = {"record": record, "path": ["place"], "before": "Oakham", "after": "Millbrook ward"}
    return {
        "id": f"edit-{number:06}",
        "label": f"Changed place of Friends of Kingfisher Park {number % partners}",
        "at": schema.time_to_text(START + timedelta(minutes=number)),
        "by": f"Parks officer {number % 7}",
        "changes": [change],
    }


def make_register(path: Path, partners: int, edits: int) -> None:
    """Write a register with so many partners and edits."""
    saved = {"revision": edits, "saved_at": schema.time_to_text(START), "saved_by": "Parks officer"}
    about = {"id": "bench", "authority": "Testborough", "nation": "england"}
    tables = schema.new_tables({**about, **saved})
    tables["partners"] = {str(number + 1): partner(number) for number in range(partners)}
    tables["edits"] = {str(number): edit(number, partners) for number in range(1, edits + 1)}
    path.write_bytes(schema.serialise(tables))


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
    document = register.snapshot.documents["partner-00100"]
    register.save(deeds.set_fields(document, {"place": place}))


def measure(folder: Path, partners: int, rounds: int, *, profile: bool) -> None:
    """Measure one size of register, and print the medians with the ratio."""
    path = folder / f"{partners}.json"
    make_register(path, partners, LOG - rounds - 2)
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
