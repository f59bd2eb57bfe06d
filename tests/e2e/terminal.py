"""A terminal to sit at: a real program in a pseudo-terminal, its screen read by an emulator."""

from __future__ import annotations

import os
import re
import select
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import pexpect
import pyte

from tests.conftest import LIMIT
from tests.screen_text import in_one_line, shows

KEYS: Mapping[str, str] = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "space": " ",
    "f2": "\x1bOQ",
    "ctrl+p": "\x10",
    "ctrl+r": "\x12",
}
"""What a terminal sends for a key."""

QUERIES = re.compile(
    rb"\x1b\[[<>=?][0-9;:]*\$?[a-gi-km-zA-Z]|\x1b\[[0-9;]*[tu]|\x1b[P_^].*?\x1b\\\\"
)
"""Questions to terminals and modes that the emulator does not know; they paint nothing."""


class Terminal:
    """A program at 80 by 24 cells, or whatever size is asked for.

    Args:
        command: The program and its arguments.
        env: Its whole environment.
        size: Lines and columns.
        prepare: What the new process does before it becomes the program.
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        size: tuple[int, int] = (24, 80),
        prepare: Callable[[], object] | None = None,
    ) -> None:
        self._screen = pyte.Screen(size[1], size[0])
        self._stream = pyte.ByteStream(self._screen)
        self._child: Any = pexpect.spawn(
            command[0],
            list(command[1:]),
            env=dict(env),
            dimensions=size,
            timeout=LIMIT,
            preexec_fn=prepare,
        )
        self.modes_before = self.modes
        """How the terminal treated lines, echo and keys before the program could change it."""
        self.received = b""
        """Every byte the program sent."""

    @property
    def text(self) -> str:
        """The screen, line by line."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, *keys: str) -> None:
        """Press keys one after the other; a name that is no key is typed letter by letter."""
        for key in keys:
            self._child.send(KEYS.get(key, key))

    def send(self, data: bytes) -> None:
        """Send bytes that are no text."""
        self._child.send(data)

    def shows(self, text: str) -> bool:
        """Return whether a text is on the screen, wherever it wraps."""
        return shows(self.text, text)

    def wait_for(self, text: str, seconds: float = LIMIT) -> str:
        """Return the screen as soon as a text is on it; fail and show it if that never is."""
        return self._wait(lambda: self.shows(text), f"'{text}'", seconds)

    def wait_until_gone(self, text: str, seconds: float = LIMIT) -> str:
        """Return the screen as soon as a text is on it no more."""
        return self._wait(lambda: not self.shows(text), f"no '{text}'", seconds)

    def wait_until_no_line_is(self, text: str, seconds: float = LIMIT) -> str:
        """Return the screen as soon as a text is no line of it, frames and spaces aside."""
        return self._wait(
            lambda: text not in map(in_one_line, self.text.splitlines()),
            f"no line '{text}'",
            seconds,
        )

    def wait_for_screen(self, screen: str, seconds: float = LIMIT) -> None:
        """Wait until the screen is as it was once; fail and show it if it never is."""
        self._wait(lambda: self.text == screen, f"the screen\n{screen}\n", seconds)

    def _wait(self, is_there: Any, what: str, seconds: float) -> str:
        end = time.monotonic() + seconds
        while not is_there():
            assert time.monotonic() < end, f"{what} was not seen on:\n{self.text}"
            self._read(1)
        return self.text

    def listen(self, seconds: float) -> bytes:
        """Return what the program sends in so many seconds in which nobody does anything."""
        before, end = len(self.received), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._read(left):
            pass
        return self.received[before:]

    def resize(self, lines: int, columns: int) -> None:
        """Make the window another size."""
        self._screen.resize(lines, columns)
        self._child.setwinsize(lines, columns)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._child.kill(number)

    def exit_code(self) -> int | None:
        """Wait until the program has ended, and return its exit code."""
        while self._child.isalive() and self._read(LIMIT):
            pass
        self._child.close()
        code: int | None = self._child.exitstatus
        return code

    @property
    def modes(self) -> list[Any]:
        """How the terminal treats lines, echo and keys."""
        return termios.tcgetattr(self._child.fileno())

    @property
    def pid(self) -> int:
        """The program's number, which is also that of its session."""
        number: int = self._child.pid
        return number

    def kill(self, signal: int) -> None:
        """Send the program a signal."""
        self._child.kill(signal)

    def drop(self) -> None:
        """Take the terminal away, as sshd does when the line is lost."""
        self._child.ptyproc.fileobj.close()

    def stall(self) -> None:
        """Fill the line, so that it takes nothing more until somebody reads."""
        line = os.open(f"/proc/{self.pid}/fd/0", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            # What was taken moves on inside the system for a moment, and leaves room again.
            while select.select([], [line], [], 0.1)[1]:
                with suppress(BlockingIOError):
                    os.write(line, b" " * 512)
        finally:
            os.close(line)

    def exit_code_within(self, seconds: float, *, reading: bool) -> int:
        """Return the exit code, negative for a signal, of a program that ends in time.

        Args:
            seconds: How long it may take.
            reading: Whether the terminal takes what the program writes meanwhile.
        """
        end = time.monotonic() + seconds
        while self._child.isalive():
            assert time.monotonic() < end, f"it still runs after {seconds} s:\n{self.text}"
            if reading:
                self._read(0.05)
            else:
                time.sleep(0.01)
        code: int | None = self._child.exitstatus
        return -self._child.signalstatus if code is None else code

    def read_on(self) -> str:
        """Return the screen after what came in the next tenth of a second."""
        self._read(0.1)
        return self.text

    def read_rest(self) -> bytes:
        """Return every byte that was sent, of a program that has ended or is about to."""
        while self._read(LIMIT) and not self._child.eof():
            pass
        return self.received

    def close(self) -> None:
        """End the program if it still runs."""
        self._child.close(force=True)

    def _read(self, seconds: float) -> bool:
        """Take in what came; return whether more may come."""
        try:
            data: bytes = self._child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.received += data
        self._stream.feed(QUERIES.sub(b"", data))
        return True
