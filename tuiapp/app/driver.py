"""How keys come from the terminal."""

from __future__ import annotations

import os
import sys
from codecs import getincrementaldecoder
from select import select
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.driver import Driver
    from textual.message import Message

LEAVING_SILENCE: Final = 0.5
"""How many seconds of silence end a paste that comes while the driver stops."""
LONGEST_LEAVING: Final = 5.0
"""For how many seconds at most the rest of a paste is read while the driver stops."""

if sys.platform != "win32":
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    from tuiapp.app.pastes import PasteReader

    class ForgivingDriver(LinuxDriver):
        """Textual's driver for Linux and macOS, without three faults of its own.

        A paste that holds an Esc presses keys; `PasteReader` takes pastes out first. Bytes that
        are not UTF-8 end it: they come from a terminal set to Latin-1 and from a paste cut in the
        middle. Textual has no setting for them, so its reading loop stands here again; remove it
        when Textual's own loop replaces them. And continued after SIGSTOP, which
        nobody can announce, it starts a second loop beside the first, which may then never end.
        """

        def resume_application_mode(self) -> None:
            """Start again, once what ran before the stop has ended."""
            if self._key_thread is None or not self._key_thread.is_alive():
                super().resume_application_mode()
                return
            # Not by `suspend_application_mode`, which throws away what was typed since.
            self.exit_event.set()
            self._key_thread.join()
            self.exit_event.clear()
            self.close()
            before = self.attrs_before
            super().resume_application_mode()
            self.attrs_before = before  # as the terminal was before the program began

        def run_input_thread(self) -> None:
            """Read keys until the driver stops, and then the rest of a paste."""
            reader = PasteReader(XTermParser())
            decode = getincrementaldecoder("utf-8")(errors="replace").decode
            while not self.exit_event.is_set():
                if self._read(reader, decode, 0.1) == b"":
                    return  # The terminal is lost; reading on would only burn a core.
            # Answers to questions still come, and the rest of a paste: neither is for the shell.
            end, is_first = monotonic() + LONGEST_LEAVING, True
            while is_first or (reader.is_in_paste and monotonic() < end):
                is_first = False
                if not self._read(reader, decode, LEAVING_SILENCE if reader.is_in_paste else 0.1):
                    return

        def _read(
            self, reader: PasteReader, decode: Callable[[bytes], str], seconds: float
        ) -> bytes | None:
            """Take what comes within this time: None if nothing does, b"" if nothing can.

            A byte that is not UTF-8 becomes a sign.
            """
            typed = None
            if select([self.fileno], [], [], seconds)[0]:
                try:
                    typed = os.read(self.fileno, 4096)
                except OSError:
                    typed = b""
                if text := decode(typed):  # half a letter is no text yet
                    self._process(reader.feed(text))
            self._process(reader.tick())
            return typed

        def _process(self, messages: Iterable[Message]) -> None:
            for message in messages:
                self.process_message(message)


def terminal_driver() -> type[Driver] | None:
    """Return the driver for this platform; None leaves the choice to Textual."""
    return None if sys.platform == "win32" else ForgivingDriver
