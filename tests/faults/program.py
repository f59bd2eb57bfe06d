"""The program as those who break it from outside see it: a writer, and a dump of what is there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import LIMIT, Answer
from tuiapp.cli.main import main


class Program:
    """`partnertui --register PATH`, each command in a process of its own.

    Args:
        path: The register; nothing else is in its folder at first.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def command(self, *args: str | Path) -> list[str]:
        """Return the words that start a command."""
        return [sys.executable, "-m", "tuiapp", "--register", *map(str, (self.path, *args))]

    def writer(self, prefix: str, count: int | None = None) -> list[str]:
        """Return the words that start a writer, without end where no count is given."""
        ends = [] if count is None else ["--count", str(count)]
        return self.command("fault-write", "--prefix", prefix, *ends)

    def run(self, *args: str | Path) -> Answer:
        """Run a command to its end."""
        return run(self.command(*args))

    def tokens(self) -> list[str]:
        """Return the tokens in the register; fail where it cannot be read."""
        answer = run_here("--register", self.path, "fault-dump")
        assert answer.code == 0, answer.err
        return answer.out.split()


def run(words: Sequence[str]) -> Answer:
    """Run any command to its end."""
    done = subprocess.run(words, capture_output=True, timeout=LIMIT, check=False)
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))


def acknowledged(out: str) -> list[str]:
    """Return the tokens that a writer called durable; a line that was cut short is none."""
    lines = out.splitlines(keepends=True)
    return [line[4:-1] for line in lines if line.startswith("ACK ") and line.endswith("\n")]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes, but for locks, which hold nothing."""
    return {
        str(Path(place, name).relative_to(folder)): Path(place, name).read_bytes()
        for place, _, names in os.walk(folder)
        for name in names
        if not name.endswith(".lock")
    }


def unfinished(folder: Path) -> list[str]:
    """Return the names of temporary files that a save left behind."""
    return [name for name in contents(folder) if Path(name).name.startswith(".")]


def run_here(*args: str | Path) -> Answer:
    """Run `partnertui ARGS...` in this process, for many short runs."""
    out, err = StringIO(), StringIO()
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.MonkeyPatch.context() as patch,
        pytest.raises(SystemExit) as left,
    ):
        patch.setattr("sys.argv", ["partnertui", *map(str, args)])
        main()
    code = left.value.code
    assert isinstance(code, int)
    return Answer(code, out.getvalue(), err.getvalue())
