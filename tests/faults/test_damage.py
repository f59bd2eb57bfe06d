"""A register that is damaged on the disk is noticed, and a backup brings it back."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import Rounds
from tests.faults.conftest import Figure
from tests.faults.program import Program, contents, run_here

Damage = Callable[[bytes, random.Random], bytes]
"""Returns what is left of a file."""


def cut(data: bytes, chance: random.Random) -> bytes:
    """Cut a file off."""
    return data[: chance.randrange(1, len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    """Flip one bit."""
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def empty(data: bytes, chance: random.Random) -> bytes:
    """Leave nothing, as a disk does that lost a write."""
    return b""


def fill(data: bytes, chance: random.Random) -> bytes:
    """Put NUL bytes in the place of some others, as a disk does that came back from a crash."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 512, 4096)))
    return data[:start] + b"\0" * (end - start) + data[end:]


DAMAGES: tuple[Damage, ...] = (cut, flip, empty, fill)
EDITS = 12


@pytest.fixture
def kept(program: Program) -> Mapping[str, bytes]:
    """Return the files of a register with some edits and its backups."""
    register = ("--register", program.path)
    assert run_here(*register, "fault-write", "--prefix", "p", "--count", str(EDITS)).code == 0
    return contents(program.path.parent)


def put_back(folder: Path, kept: Mapping[str, bytes]) -> None:
    """Make a folder's files what they were, and no others."""
    for name in contents(folder).keys() - kept.keys():
        (folder / name).unlink()
    for name, data in kept.items():
        (folder / name).write_bytes(data)


def is_noticed(path: Path, newest: str) -> None:
    """Fail unless a damaged register is told, offered its newest backup and not written over."""
    before = contents(path.parent)
    looked, written = run_here("--register", path, "check"), run_here(*write(path))

    assert looked.code in (1, 3)
    assert written.code in (3, 5)
    if looked.code == 3:
        assert str(path) in looked.err
        assert f" restore {newest}" in looked.err
    else:
        assert "changed outside partnertui" in looked.out
    assert contents(path.parent) == before


def write(path: Path) -> tuple[str | Path, ...]:
    """Return the words that save one edit more."""
    return ("--register", path, "fault-write", "--prefix", "more", "--count", "1")


def test_a_damaged_register_is_brought_back(
    program: Program,
    kept: Mapping[str, bytes],
    rounds: Rounds,
    chance: random.Random,
    figure: Figure,
) -> None:
    """Cut, flipped, emptied or filled: the newest backup holds every edit, the damage is kept."""
    path, folder = program.path, program.path.parent
    number = rounds(12, 200)
    newest = run_here("--register", path, "restore", "--json").json[0]["name"]
    for turn in range(number):
        put_back(folder, kept)
        damaged = DAMAGES[turn % len(DAMAGES)](kept[path.name], chance)
        path.write_bytes(damaged)
        is_noticed(path, newest)

        assert run_here("--register", path, "restore", newest).code == 0
        assert path.read_bytes() == damaged
        restored = run_here("--register", path, "restore", newest, "--accept")
        assert restored.code == 0, restored.err
        assert len(run_here("--register", path, "fault-dump").out.split()) == EDITS
        copies = [data for name, data in contents(folder).items() if ".damaged-" in name]
        assert copies == [damaged]
        assert run_here(*write(path)).out == "ACK more-1\n"
    figure(f"{number} of {number} damaged registers noticed and brought back, damaged copy kept")


def test_a_damaged_backup_is_passed_over(program: Program, kept: Mapping[str, bytes]) -> None:
    """Where the newest backup is damaged too the next one is offered, with what it lacks."""
    path = program.path
    newest, second, *_ = run_here("--register", path, "restore", "--json").json
    copy = next(path.parent.rglob(f"{newest['name']}.json"))
    copy.write_bytes(copy.read_bytes()[:-100])
    path.write_bytes(kept[path.name][:-100])

    told = run_here("--register", path, "check")
    assert second["name"] in told.err
    preview = run_here("--register", path, "restore", second["name"])
    assert f"It lacks: Fault test: p-{EDITS}" in preview.out
    assert run_here("--register", path, "restore", newest["name"], "--accept").code == 3
    assert path.read_bytes() == kept[path.name][:-100]


def test_a_flipped_format_does_not_stand_in_the_way(
    program: Program, kept: Mapping[str, bytes]
) -> None:
    """A register that only looks like one of a later version is brought back too."""
    path = program.path
    newest = run_here("--register", path, "restore", "--json").json[0]["name"]
    path.write_bytes(kept[path.name].replace(b'"format": 1', b'"format": 9', 1))
    assert "format 9" in run_here("--register", path, "check").out
    restored = run_here("--register", path, "restore", newest, "--accept")

    assert restored.code == 0, restored.err
    assert len(run_here("--register", path, "fault-dump").out.split()) == EDITS
