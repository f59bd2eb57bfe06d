"""The terminal: whether the dashboard can be drawn on it, and what happens when it is lost."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Final, Self, TextIO

from tuiapp.errors import NoTerminal

if sys.platform != "win32":
    import fcntl
    import termios

HINT = "Use the commands instead: partnertui --help"

DEADLINE = 1.5
"""Seconds that the dashboard has to end after it was asked to."""

GIVE_BACK: Final = (
    b"\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)
"""What undoes the dashboard's modes: updates, pastes, lines, sizes, keys, screen, cursor, focus."""


def require_terminal() -> None:
    """Raise NoTerminal, in one line, where the dashboard could not be seen or left."""
    # It is drawn on standard error; standard output must be the terminal too, or `| cat` would
    # show a dashboard whose answer nobody gets.
    if not all(map(_is_terminal, (sys.stdin, sys.stdout, sys.stderr))):
        raise NoTerminal("No terminal", "The dashboard needs a terminal to draw on.", HINT)
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise NoTerminal("No terminal", "TERM says that this terminal cannot be drawn on.", HINT)
    if (sys.stderr.encoding or "").lower().replace("-", "") != "utf8":
        raise NoTerminal(
            "No UTF-8", f"This session's text is {sys.stderr.encoding}.", "Set LANG=C.UTF-8."
        )


def _is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal; one that was closed before the start is None."""
    return stream is not None and stream.isatty()


class Lifeline:
    """Ends the dashboard when its terminal is lost or a signal asks, and in time in any case.

    Enter it in the main thread where the event loop runs. While it is entered, a hang-up,
    SIGTERM, SIGINT, and a terminal that goes without any signal, ask the dashboard to leave. If
    it has not ended `DEADLINE` seconds later, the process ends with the terminal given back as
    far as that goes without waiting. Nothing limits a dashboard that is left by its own keys.

    Args:
        leave: Asks the dashboard to leave with an exit code; called in another thread.
    """

    def __init__(self, leave: Callable[[int], object]) -> None:
        self._leave = leave
        self._before: dict[int, Any] = {}
        self._attributes: list[Any] = []
        self._end = threading.Lock()
        self.exit_code = 0
        """128 and the number of the signal, as shells count; 0 as long as nobody asked."""

    def __enter__(self) -> Self:
        """Begin to listen; on Windows a closed window ends its programs, and nothing is done."""
        if sys.platform == "win32":
            return self
        # A terminal that was lost on the way here is heard of as soon as somebody listens.
        with suppress(termios.error):
            self._attributes = termios.tcgetattr(sys.stdin.fileno())
        self._hear, self._tell = os.pipe()
        os.set_blocking(self._tell, False)
        # The number of a signal is written even while the main thread is stuck and runs no
        # handler, in a disk that does not answer or in the output of a line that stalled.
        signal.set_wakeup_fd(self._tell, warn_on_full_buffer=False)
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            self._before[number] = signal.signal(number, self._stay_awake)
        threading.Thread(target=self._listen, name="lifeline", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening, unless leaving was asked for: then the deadline holds to the end."""
        if sys.platform == "win32":
            return
        if self.exit_code:
            # Past the deadline the other thread gives the terminal back and ends the process.
            self._end.acquire()
            return
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(-1)
        os.close(self._tell)
        # A dashboard that was stopped and continued took its own modes for those of before.
        with suppress(termios.error):
            self._set_attributes_back()

    @staticmethod
    def _stay_awake(number: int, frame: FrameType | None) -> None:
        """Let nothing stop a process that is about to end: neither the shell nor its terminal."""
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, signal.SIG_DFL)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)

    def _listen(self) -> None:
        """Wait, without ever waking for nothing, until the line is lost or a signal came."""
        poll = select.poll()
        # Registered for no event, a terminal still tells that it has hung up.
        poll.register(sys.stdin.fileno(), 0)
        poll.register(self._hear, select.POLLIN)
        while not self.exit_code:
            for source, event in poll.poll():
                if source != self._hear:
                    if event & select.POLLNVAL:  # not closed: this system cannot tell
                        poll.unregister(source)
                    else:
                        self.exit_code = 128 + signal.SIGHUP
                elif event & select.POLLIN:
                    asked = self._before.keys() & set(os.read(self._hear, 512))
                    if asked:
                        self.exit_code = 128 + min(asked)
                else:
                    os.close(self._hear)
                    return
        self._leave(self.exit_code)
        time.sleep(DEADLINE)
        if self._end.acquire(blocking=False):
            self._give_back()
        os._exit(self.exit_code)

    def _give_back(self) -> None:
        """Give the terminal back as it was, if there is one, without waiting for it."""
        # In the background, whoever changes the terminal is stopped; this process has to end.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        fileno = sys.__stderr__.fileno() if sys.__stderr__ is not None else 2
        with suppress(OSError, termios.error):
            flags = fcntl.fcntl(fileno, fcntl.F_GETFL)
            fcntl.fcntl(fileno, fcntl.F_SETFL, flags | os.O_NONBLOCK)
            try:
                # Also wakes a write that waits in a stalled line: it sees the flag, and makes way.
                self._set_attributes_back()
                _write_at_once(fileno, GIVE_BACK)
            finally:
                # The flag belongs to the terminal, which the shell goes on using.
                fcntl.fcntl(fileno, fcntl.F_SETFL, flags)

    def _set_attributes_back(self) -> None:
        """Let the terminal treat its lines and its echo as it did before."""
        if self._attributes:
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, self._attributes)


def _write_at_once(fileno: int, codes: bytes) -> None:
    """Write to a terminal that may be stalled, in place of what it has not taken yet."""
    for _ in range(20):
        try:
            os.write(fileno, codes)
        except BlockingIOError:
            termios.tcflush(fileno, termios.TCOFLUSH)
            time.sleep(0.01)
        else:
            return
