"""Pastes, cut out of what a terminal sends before anything looks for keys in it.

A terminal puts a mark before a paste and one behind it. All that stands between is text, whatever
it looks like. Textual's parser goes on looking for keys there: an Esc in a paste ends the paste,
and what follows presses keys.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from time import monotonic
from typing import Final, Protocol

from textual import events
from textual.message import Message

BEGIN: Final = "\x1b[200~"
END: Final = "\x1b[201~"
SENT_AT_ONCE: Final = 2
"""How much of a beginning mark goes to the parser at once: Esc, or Alt and [, may be a key."""
HOLD_SECONDS: Final = 1.0
"""How long a longer start of a mark waits for its rest; no key that people press looks like it."""
QUIET_SECONDS: Final = 5.0
"""After how long a silence within a paste a key press ends it: its end mark was lost."""
LONGEST_KEY: Final = 8
"""The most characters that a terminal sends for one key."""
LONGEST_PASTE: Final = 1_000_000
"""The most characters that are kept of a paste; no field takes more than 20,000."""
CUT: Final = f"\n[The paste was cut after {LONGEST_PASTE:,} characters.]"


class KeyParser(Protocol):
    """What makes messages of the characters that a terminal sends."""

    def feed(self, data: str) -> Iterable[Message]:
        """Return the messages that are complete with these characters."""

    def tick(self) -> Iterable[Message]:
        """Return the messages that are complete since nothing followed in time."""


class PasteReader:
    """Makes messages of what a terminal sends: a paste is one event, the rest goes to a parser.

    Args:
        parser: Makes messages of what is no paste.
        clock: Returns the time in seconds.
    """

    def __init__(self, parser: KeyParser, clock: Callable[[], float] = monotonic) -> None:
        self._parser = parser
        self._clock = clock
        self._last = clock()
        self._mark = ""
        """The start of a mark that what comes next may complete."""
        self._was_key = False
        """Whether the parser took the start of a mark for a key, since nothing followed in time."""
        self._paste: list[str] | None = None
        """What came of a paste so far; None outside one."""
        self._kept = 0
        """How many characters that is."""

    def feed(self, text: str) -> Iterator[Message]:
        """Yield the messages that are complete with these characters."""
        now = self._clock()
        is_quiet, self._last = now - self._last > QUIET_SECONDS, now
        if self._paste is not None and is_quiet and self._is_key(text):
            yield from self._end_paste()
        while text:
            read = self._read_keys if self._paste is None else self._read_paste
            text = yield from read(text)

    def tick(self) -> Iterator[Message]:
        """Yield the messages that are complete since nothing followed in time."""
        held = self._mark[SENT_AT_ONCE:] if self._paste is None else ""
        if held:
            if self._clock() - self._last < HOLD_SECONDS:
                return
            self._mark = ""
            yield from self._parser.feed(held)
        for message in self._parser.tick():
            self._was_key = bool(self._mark) and self._paste is None
            yield message

    def _is_key(self, text: str) -> bool:
        """Whether characters are a key press, and not the rest of a paste."""
        return len(text) <= LONGEST_KEY and END not in self._mark + text

    def _read_keys(self, text: str) -> Generator[Message, None, str]:
        """Hand characters to the parser up to the next paste; return what follows its mark."""
        seen = self._mark + text
        sent = min(len(self._mark), SENT_AT_ONCE)
        begin = seen.find(BEGIN)
        if begin < 0:
            self._was_key = self._was_key and _start_of(BEGIN, seen) == seen
            self._mark = _start_of(BEGIN, seen)
            upto = len(seen) - len(self._mark) + min(len(self._mark), SENT_AT_ONCE)
            yield from self._send(seen[sent:upto])
            return ""
        if begin > 0:
            yield from self._send(seen[sent:begin])
        elif sent and not self._was_key:
            # The parser waits for the rest of a key: the marks lead it out, to an empty paste.
            for message in self._parser.feed(BEGIN[sent:] + END):
                if not isinstance(message, events.Paste):
                    yield message
        self._mark, self._was_key = "", False
        self._paste, self._kept = [], 0
        return seen[begin + len(BEGIN) :]

    def _send(self, text: str) -> Iterable[Message]:
        return self._parser.feed(text) if text else ()

    def _read_paste(self, text: str) -> Generator[Message, None, str]:
        """Keep what is pasted up to the end mark; return what follows it."""
        seen = self._mark + text
        end = seen.find(END)
        if end < 0:
            self._mark = _start_of(END, seen)
            self._keep(seen[: len(seen) - len(self._mark)])
            return ""
        self._mark = seen[:end]
        yield from self._end_paste()
        return seen[end + len(END) :]

    def _end_paste(self) -> Iterator[Message]:
        """Yield what was pasted as one event."""
        self._keep(self._mark)
        pasted = "".join(self._paste or ())
        self._mark, self._paste = "", None
        if pasted:
            yield events.Paste(pasted)

    def _keep(self, text: str) -> None:
        """Keep more of a paste, as far as there is room for it."""
        if self._paste is not None and self._kept <= LONGEST_PASTE:
            room = LONGEST_PASTE - self._kept
            self._paste.append(text if len(text) <= room else text[:room] + CUT)
            self._kept += len(text)


def _start_of(mark: str, text: str) -> str:
    """Return the longest end of a text with which a mark may begin; never the whole mark."""
    return next((mark[:n] for n in range(len(mark) - 1, 0, -1) if text.endswith(mark[:n])), "")
