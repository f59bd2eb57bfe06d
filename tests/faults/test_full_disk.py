"""On a full or read-only disk nothing is damaged, it is told, and what was typed stays.

The disk is a small one in memory, seen by nobody but the command: `unshare` gives it a view of the
file systems of its own. That takes root.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Needs, Rounds
from tests.e2e.conftest import program_environment
from tests.e2e.terminal import Terminal
from tests.faults.conftest import Figure
from tests.faults.program import Program, contents, run, run_here

SMALL_DISK = """
folder=$1 after=$2 how=$3 free=$4; shift 4
seed=$(mktemp -d) && cp -a "$folder/." "$seed" || exit 99
mount -t tmpfs -o size=512k tmpfs "$folder" && cp -a "$seed/." "$folder" || exit 99
case $how in
  full) cat /dev/zero > "$folder/filler" 2>/dev/null
        truncate -s "-${free}K" "$folder/filler" ;;
  read-only) mount -o remount,ro "$folder" || exit 99 ;;
esac
"$@"
code=$?
[ $how = full ] && rm "$folder/filler"
cp -a "$folder/." "$after"
exit $code
"""
"""Puts a small disk in a folder's place, runs a command, and copies out what it left."""

EDITS = 40
"""How many edits are saved before: some 25 KB."""
FREE = [32, 0, 4, 16]
"""How many kilobytes a full disk has left: 32 have room for the backup, then for no register."""
WORDS = {"full": "No space left on device", "read-only": "Read-only file system"}


class SmallDisk:
    """A disk of 512 KB in the place of the register's folder, for one command.

    Args:
        program: Whose register it is.
        after: A new folder for what the command leaves on it.
    """

    def __init__(self, program: Program, after: Path) -> None:
        self.program = program
        self.after = after

    def command(self, how: str, free: int, words: list[str]) -> list[str]:
        """Return the words that run a command on the disk.

        Args:
            how: `full` or `read-only`.
            free: Kilobytes that are left on a full one.
            words: The command.
        """
        self.after.mkdir()
        given = [str(self.program.path.parent), str(self.after), how, str(free)]
        return ["unshare", "-m", "sh", "-c", SMALL_DISK, "sh", *given, *words]


@pytest.fixture
def small_disk(needs: Needs, tmp_path: Path, program: Program) -> SmallDisk:
    """Return a small disk; where none can be had the test skips."""
    needs("unshare")
    if os.geteuid() != 0:
        pytest.skip("only root can have a disk of its own")
    probe = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)]
    if (refused := run(probe)).code:
        pytest.skip(f"no disk can be had here: {refused.err.strip()}")
    old = ("fault-write", "--prefix", "old", "--count", str(EDITS))
    assert run_here("--register", program.path, *old).code == 0
    return SmallDisk(program, tmp_path.parent / f"{tmp_path.name}-after")


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_a_save_leaves_everything_as_it_was(
    small_disk: SmallDisk, rounds: Rounds, figure: Figure, how: str
) -> None:
    """It ends with 5 and one sentence; every file beside the register is unchanged."""
    program = small_disk.program
    before = contents(program.path.parent)
    kilobytes = [0] if how == "read-only" else FREE[: rounds(2, 4)]
    for free in kilobytes:
        writer = program.writer("new", 1)
        answer = run(small_disk.command(how, free, writer))

        assert (answer.code, answer.out) == (5, "")
        assert answer.err.count("\n") == 1
        assert WORDS[how] in answer.err
        assert "unchanged" in answer.err
        assert contents(small_disk.after) == before
        after = small_disk.after / program.path.name
        there = run_here("--register", after, "fault-dump").out.split()
        assert len(there) == EDITS
        small_disk.after.rename(small_disk.after.with_name(f"{how}-{free}"))
    figure(f"{len(kilobytes)} of {len(kilobytes)} saves on a {how} disk refused, 0 bytes changed")


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_what_was_typed_stays_on_the_screen(small_disk: SmallDisk, how: str) -> None:
    """The form stays open with the reason and the name that was typed."""
    dashboard = small_disk.program.command()
    terminal = Terminal(small_disk.command(how, 0, dashboard), program_environment())
    try:
        terminal.wait_for("Quit")
        terminal.press("4")
        terminal.wait_for("a Add")
        terminal.press("a")
        terminal.wait_for("As the organisation writes it")
        terminal.press("Heron Wood Trust", "enter")
        terminal.wait_for(WORDS[how])

        assert terminal.shows("Heron Wood Trust")
        assert terminal.shows("As the organisation writes it")
    finally:
        terminal.close()
