"""A program in a terminal of its own: its keys, its screen, what it sends and what it holds."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pyte

ROOT = Path(__file__).resolve().parent.parent
QUIET = 0.15
"""Seconds without output after which a screen counts as finished."""
PATIENCE = 90.0
"""Seconds after which a program that does not show what it should is given up."""
DOWN = b"\x1b[B"
ESCAPE = b"\x1b"
ENTER = b"\r"
RIGHT = b"\x1b[C"


class Answer(NamedTuple):
    """What a key led to."""

    seconds: float
    """From the key to the last byte of the finished picture."""
    size: int
    """How many bytes were sent to the terminal."""


class Terminal:
    """A program in a terminal, from its start to its end.

    Args:
        command: What to run, in the project's folder.
        environment: Its environment.
        columns: How wide the terminal is.
        rows: How high it is.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        self._command = command
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._leader, follower = pty.openpty()
        ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.received = 0
        """How many bytes the program has sent so far."""
        self._started = time.monotonic()
        self._program = subprocess.Popen(
            command,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=environment,
            cwd=ROOT,
            start_new_session=True,
        )
        os.close(follower)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program."""
        with suppress(ProcessLookupError):
            os.killpg(self._program.pid, signal.SIGKILL)
        self._program.wait()
        os.close(self._leader)

    @property
    def text(self) -> str:
        """The screen as it was when it was last finished."""
        return "\n".join(self._screen.display)

    def wait_for(self, text: str, *, quiet: float = QUIET) -> float:
        """Wait until a text is on a finished screen; return when the last byte came.

        Args:
            text: What is to be on the screen.
            quiet: Seconds without output after which the screen counts as finished.

        Returns:
            Seconds since the program was started.
        """
        while time.monotonic() - self._started < PATIENCE:
            last = self._read(quiet)[1]
            if text in self.text:
                return last - self._started
        raise SystemExit(f"'{text}' was never on the screen of {self._command}:\n{self.text}")

    def press(self, key: bytes, *, quiet: float = QUIET) -> Answer:
        """Press a key, and wait until what it led to is finished."""
        start = time.monotonic()
        os.write(self._leader, key)
        size, last = self._read(quiet)
        return Answer(last - start if size else 0.0, size)

    def settle(self, seconds: float) -> None:
        """Wait until nothing was sent for so long."""
        self._read(seconds)

    def memory(self) -> int:
        """Return the bytes of memory that the program holds, its share of what others hold too.

        Where the system tells no shares, everything it holds.
        """
        folder = Path(f"/proc/{self._program.pid}")
        try:
            told, name = (folder / "smaps_rollup").read_text(), "Pss:"
        except OSError:
            told, name = (folder / "status").read_text(), "VmRSS:"
        line = next(line for line in told.splitlines() if line.startswith(name))
        return int(line.split()[1]) * 1024

    def _read(self, quiet: float) -> tuple[int, float]:
        """Read until nothing comes for so long; return how many bytes came, and when the last."""
        chunks: list[bytes] = []
        last = time.monotonic()
        while select.select([self._leader], [], [], quiet)[0]:
            try:
                chunks.append(os.read(self._leader, 65536))
            except OSError:
                raise SystemExit(f"{self._command} ended:\n{self.text}") from None
            last = time.monotonic()
        # Emulating only in silence keeps its own cost out of the figures.
        self._stream.feed(b"".join(chunks))
        size = sum(map(len, chunks))
        self.received += size
        return size, last
