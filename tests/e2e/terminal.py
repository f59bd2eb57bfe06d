"""A terminal to sit at: a real program in a pseudo-terminal, its screen read by an emulator."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

import pexpect
import pyte

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
    """

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (24, 80)
    ) -> None:
        self._screen = pyte.Screen(size[1], size[0])
        self._stream = pyte.ByteStream(self._screen)
        self._child: Any = pexpect.spawn(
            command[0], list(command[1:]), env=dict(env), dimensions=size, timeout=30
        )
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

    def wait_for(self, text: str, seconds: float = 30) -> str:
        """Return the screen as soon as a text is on it; fail and show it if that never is."""
        return self._wait(lambda: text in self.text, f"'{text}'", seconds)

    def wait_until_gone(self, text: str, seconds: float = 30) -> str:
        """Return the screen as soon as a text is on it no more."""
        return self._wait(lambda: text not in self.text, f"no '{text}'", seconds)

    def _wait(self, is_there: Any, what: str, seconds: float) -> str:
        end = time.monotonic() + seconds
        while not is_there():
            assert time.monotonic() < end, f"{what} was not seen on:\n{self.text}"
            self._read(1)
        return self.text

    def resize(self, lines: int, columns: int) -> None:
        """Make the window another size."""
        self._screen.resize(lines, columns)
        self._child.setwinsize(lines, columns)

    def exit_code(self) -> int | None:
        """Wait until the program has ended, and return its exit code."""
        while self._child.isalive() and self._read(30):
            pass
        self._child.close()
        code: int | None = self._child.exitstatus
        return code

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
