"""How keys come from the terminal."""

from __future__ import annotations

import os
import sys
from codecs import getincrementaldecoder
from select import select
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver

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
            if self._key_thread is not None and self._key_thread.is_alive():
                self.suspend_application_mode()
            super().resume_application_mode()

        def run_input_thread(self) -> None:
            """Read keys until the driver stops; a byte that is not UTF-8 becomes a sign."""
            reader = PasteReader(XTermParser())
            decode = getincrementaldecoder("utf-8")(errors="replace").decode
            stopping = False
            while not stopping:
                # Once more after the stop: answers to questions still come, and are not for
                # the shell.
                stopping = self.exit_event.is_set()
                if select([self.fileno], [], [], 0.1)[0]:
                    try:
                        typed = os.read(self.fileno, 4096)
                    except OSError:
                        typed = b""
                    if not typed:
                        return  # The terminal is lost; reading on would only burn a core.
                    # Half a letter is no text yet, and no text would end the parser.
                    if text := decode(typed):
                        for message in reader.feed(text):
                            self.process_message(message)
                for message in reader.tick():
                    self.process_message(message)


def terminal_driver() -> type[Driver] | None:
    """Return the driver for this platform; None leaves the choice to Textual."""
    return None if sys.platform == "win32" else ForgivingDriver
