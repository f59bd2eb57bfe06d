"""How the dashboard feels: blocked moments, keys, memory and search, against something bare.

    python bench/feel.py [--rounds N] [--folder FOLDER] [stalls] [arrows] [memory] [search]

Registers are made up by bench/registers.py. Programs that are compared take turns, so that a busy
machine slows them alike. Of a blocked moment the least of several rounds counts, since whatever
else the machine does can only make it longer; on a machine that is never idle look at the work.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from bench.registers import make_register
from bench.terminals import DOWN, ENTER, ESCAPE, RIGHT, ROOT, Answer, Terminal
from tuiapp.content.loader import load_guide
from tuiapp.domain.register import partner_edits
from tuiapp.domain.register.duplicates import likely_duplicates
from tuiapp.domain.search.index import index_of
from tuiapp.domain.text import fold
from tuiapp.store.file_register import FileRegister

LIMITS = {1_000: 16, 10_000: 100}
"""For how many milliseconds the event loop may be blocked, by how many partners there are."""
PRESSES = 50
IN_VIEW = 15
"""So many of the presses surely do not scroll."""
SCROLLING = 25
"""From this press on every one scrolls."""
BYTES = 533
"""What visidata sends for an arrow key: ours is to be below."""
MEMORY = 1.5
"""How many times the memory of a bare Textual app the dashboard may hold."""
MEGABYTE = 1024 * 1024
FLOOR = [sys.executable, str(ROOT / "bench/floor.py")]
OURS = [sys.executable, "-m", "tuiapp", "--as", "Parks officer", "--register"]
WATCHED = [sys.executable, str(ROOT / "bench/watched.py")]
NOTICED = 2.5
"""Seconds within which another's save is noticed and shown."""

Stalls = dict[str, list[tuple[float, float]]]
"""The longest block of each round and the most work in one, in seconds, by what was done."""


class Watch:
    """What the log of a watched program tells."""

    def __init__(self, log: Path, stalls: Stalls) -> None:
        self._log = log
        self._stalls = stalls

    @contextmanager
    def over(self, what: str) -> Iterator[None]:
        """Note the longest block of the event loop while something is done."""
        start = time.monotonic()
        yield
        lines = (line.split() for line in self._log.read_text().splitlines())
        blocks = [
            (float(length), float(work)) for moment, length, work in lines if float(moment) >= start
        ]
        longest = max((length for length, _ in blocks), default=0.0)
        most = max((work for _, work in blocks), default=0.0)
        self._stalls.setdefault(what, []).append((longest, most))


def stalls_of_ours(path: Path, environment: Mapping[str, str], stalls: Stalls) -> None:
    """Go through a day at a register, and note the longest block in each part of it."""
    log = path.with_suffix(".log")
    log.write_text("")
    colleague = FileRegister(path, by="Trees officer")
    watch = Watch(log, stalls)

    def somebody_saves() -> None:
        document = next(iter(colleague.snapshot.documents.values()))
        colleague.save(partner_edits.set_fields(document, {"ward": f"Ward {time.monotonic_ns()}"}))

    somebody_saves()  # the first save makes one more copy
    command = [*WATCHED, str(log), *OURS[1:], str(path)]
    with ExitStack() as stack:
        with watch.over("Today is shown first"):
            terminal = stack.enter_context(Terminal(command, environment))
            terminal.wait_for("Must do", quiet=0.5)
        with watch.over("another's save is noticed on Today"):
            somebody_saves()
            terminal.settle(NOTICED)
        with watch.over("the Register is shown"):
            terminal.press(b"4")
            terminal.wait_for("4 Register: ")
        terminal.press(b"1")
        with watch.over("the Register is shown again"):
            terminal.press(b"4")
        with watch.over(f"{PRESSES} lines down"):
            for _ in range(PRESSES):
                terminal.press(DOWN, quiet=0.02)
        with watch.over("typing in search"):
            for letter in b"/friends of":
                terminal.press(bytes([letter]), quiet=0.1)
            terminal.wait_for("Friends of")
        terminal.press(ESCAPE)
        with watch.over("another's save is noticed in the Register"):
            somebody_saves()
            terminal.settle(NOTICED)
        terminal.press(ESCAPE)
        with watch.over("a partner is opened"):
            terminal.press(ENTER)
            terminal.wait_for("[Overview]")
        terminal.press(ESCAPE)
        with watch.over("a partner is opened again"):
            terminal.press(ENTER)
            terminal.wait_for("[Overview]")
        terminal.press(RIGHT)
        for what in ("a tick is saved", "a tick is saved again"):
            with watch.over(what):
                terminal.press(b" ", quiet=NOTICED)
                terminal.wait_for("Saved")


def stalls_of_table(rows: int, path: Path, environment: Mapping[str, str], stalls: Stalls) -> None:
    """Show a bare table and go down in it, and note the longest block."""
    log = path.with_suffix(".log")
    log.write_text("")
    watch = Watch(log, stalls)
    command = [*WATCHED, str(log), *FLOOR[1:], "table", str(rows)]
    with ExitStack() as stack:
        with watch.over("Today is shown first"):  # the framework's own start is in both
            terminal = stack.enter_context(Terminal(command, environment))
            terminal.wait_for("READY")
        with watch.over(f"{PRESSES} lines down"):
            for _ in range(PRESSES):
                terminal.press(DOWN, quiet=0.02)


def measure_stalls(folder: Path, environment: Mapping[str, str], rounds: int) -> None:
    """Measure and print for how long each part of a day blocks the event loop."""
    for partners, limit in LIMITS.items():
        path = folder / f"{partners}.json"
        ours: Stalls = {}
        table: Stalls = {}
        for _ in range(rounds):
            stalls_of_ours(path, environment, ours)
            stalls_of_table(partners, path, environment, table)
        size = path.stat().st_size / MEGABYTE
        print(
            f"\n{partners:,} partners, {size:.0f} MB: ms blocked, best of {rounds}; limit {limit}"
        )
        print(f"{'':42} blocked  of it work  a bare table's  ratio of work")
        for what, blocks in ours.items():
            best, work = (min(several) * 1000 for several in zip(*blocks, strict=True))
            told = f"{what:42} {best:7.1f} {work:11.1f}"
            if what in table:
                bare, bare_work = (
                    min(several) * 1000 for several in zip(*table[what], strict=True)
                )
                told += f"  {bare:14.1f}  {work / max(bare_work, 0.1):13.2f}"
            print(f"{told}{_over(best > limit)}")


def measure_arrows(folder: Path, environment: Mapping[str, str], rounds: int) -> None:
    """Measure and print what one line down costs in the Register and in a bare table."""
    ours: list[list[Answer]] = []
    table: list[list[Answer]] = []
    for _ in range(rounds):
        with (
            Terminal([*OURS, str(folder / "1000.json")], environment) as mine,
            Terminal([*FLOOR, "table", "1000"], environment) as bare,
        ):
            bare.wait_for("READY")
            mine.wait_for("Must do", quiet=0.5)
            mine.press(b"4")
            mine.wait_for("4 Register: ")
            pairs = [(mine.press(DOWN), bare.press(DOWN)) for _ in range(PRESSES)]
        ours.append([one for one, _ in pairs])
        table.append([other for _, other in pairs])
    print(
        f"\nOne line down in 1,000 at 80x24; medians, best of {rounds}, of ours and a bare table's"
    )
    parts = {
        f"all {PRESSES}": slice(None),
        f"first {IN_VIEW}, in view": slice(IN_VIEW),
        f"last {PRESSES - SCROLLING}, scrolling": slice(SCROLLING, None),
    }
    for what, part in parts.items():
        rounds_of_both = zip(ours, table, strict=True)
        (mine_s, size), (bare_s, bare_size) = (
            min(_medians(one[part]) for one in several) for several in (ours, table)
        )
        ratio = min(
            _medians(one[part]).seconds / _medians(other[part]).seconds
            for one, other in rounds_of_both
        )
        told = f"{what:20} {mine_s * 1000:6.2f} and {bare_s * 1000:6.2f} ms, ratio {ratio:.2f}"
        told += f"{_over(ratio > 1)}; {size:,} and {bare_size:,} bytes{_over(size >= BYTES)}"
        print(told)


def _medians(answers: Sequence[Answer]) -> Answer:
    seconds, sizes = zip(*answers, strict=True)
    return Answer(statistics.median(seconds), round(statistics.median(sizes)))


def measure_memory(folder: Path, environment: Mapping[str, str]) -> None:
    """Measure and print what one copy of each program holds, and a second one beside it."""
    programs = {
        "bare Textual app": ([*FLOOR, "hello"], "READY"),
        "demo register": ([*OURS, str(folder / "demo.json")], "Next steps"),
        "1,000 partners": ([*OURS, str(folder / "1000.json")], "Must do"),
    }
    print(f"\nMemory in MB: one copy, and what a second adds; limit {MEMORY} times")
    floor: tuple[float, float] | None = None
    for name, (command, text) in programs.items():
        with Terminal(command, environment) as first:
            first.wait_for(text)
            first.settle(1)
            one = first.memory()
            with Terminal(command, environment) as second:
                second.wait_for(text)
                second.settle(1)
                added = first.memory() + second.memory() - one
        floor = floor or (one, added)
        ratios = (one / floor[0], added / floor[1])
        told = f"{name:18} {one / MEGABYTE:6.1f}  {added / MEGABYTE:6.1f}"
        print(f"{told}  ratio {ratios[0]:.2f}  {ratios[1]:.2f}{_over(max(ratios) > MEMORY)}")


def measure_search(folder: Path, rounds: int) -> None:
    """Measure and print what one key press in the search takes over 10,000 partners.

    Against looking for the same word in each partner's text, folded before, from end to end.
    """
    documents = FileRegister(folder / "10000.json", by="Bench").snapshot.documents
    index = index_of(load_guide(), documents.values())
    texts = [fold(json.dumps(document, ensure_ascii=False)) for document in documents.values()]
    print("\nA key press in the search over 10,000 partners: ms, and to a plain look through")
    for what, word in (("usual", "insurance"), ("all hold it", "a"), ("misspelt", "insurqnce")):
        index.search(word)  # what is made once is made now
        ours = min(_seconds(partial(index.search, word)) for _ in range(rounds + 2))
        plain = min(_seconds(partial(_plain_search, texts, fold(word))) for _ in range(rounds + 2))
        print(f"{what:18} {ours * 1000:6.1f}  ratio {ours / plain:.2f}")

    pairs = _seconds(partial(likely_duplicates, documents.values()))
    print(f"{'all duplicates':18} {pairs * 1000:6.1f}")


def _plain_search(texts: Sequence[str], word: str) -> list[int]:
    return [place for place, text in enumerate(texts) if word in text]


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _over(is_over: bool) -> str:
    return "  OVER" if is_over else ""


def main() -> None:
    """Measure what was asked for; everything, where nothing was named."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = ("stalls", "arrows", "memory", "search")
    options.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(kinds))
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--folder", type=Path, help="a folder on the disk to measure")
    asked = options.parse_args()
    if not set(asked.kinds) <= set(kinds):
        options.error(f"KIND is one of {', '.join(kinds)}")
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        environment = {**os.environ, "HOME": name, "TERM": "xterm-256color"}
        for partners in LIMITS:
            make_register(folder / f"{partners}.json", partners)
        demo = str(folder / "demo.json")
        subprocess.run(
            [*OURS, demo, "init", demo, "--demo"],
            check=True,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        measures: dict[str, Callable[[], None]] = {
            "stalls": lambda: measure_stalls(folder, environment, asked.rounds),
            "arrows": lambda: measure_arrows(folder, environment, asked.rounds),
            "memory": lambda: measure_memory(folder, environment),
            "search": lambda: measure_search(folder, asked.rounds),
        }
        for kind in asked.kinds or kinds:
            measures[kind]()


if __name__ == "__main__":
    main()
