"""Pastes, cut out of what a terminal sends before anything looks for keys in it.

A terminal puts a mark before a paste and one behind it. All that stands between is text, whatever
it looks like, and presses no key. Textual's parser goes on looking for keys there: an Esc in a
paste ends the paste, and what follows presses keys.

A mark may come in pieces, and a mark may be lost; then time decides:

- A start of a mark waits for its rest, a bare Esc as briefly as Textual lets it wait. Once that
  time is over, it is the key that it looks like. If the rest comes all the same, it is a mark, so
  no text of the paste presses a key; but Esc, or Alt and [, has been pressed by then.
- After a silence within a paste, what came is handed on. What comes next goes on with the paste
  if it is longer than any key or leads up to the end mark. It is a new paste if it begins as one,
  and else it is keys. The rest of a paste that comes so late in a few letters cannot be told from
  keys; nor, without a silence, can a second paste from the text of a first without its end mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from time import monotonic
from typing import Final, Protocol

from textual import events
from textual.constants import ESCAPE_DELAY
from textual.message import Message

ESC: Final = "\x1b"
BEGIN: Final = "\x1b[200~"
END: Final = "\x1b[201~"
MARK: Final = re.compile("|".join(map(re.escape, (BEGIN, END))))
HOLD_SECONDS: Final = 1.0
"""How long a start of a mark waits for its rest if no key that people press looks like it."""
SILENCE_SECONDS: Final = 2.0
"""After how long a silence within a paste its end mark is taken for lost."""
LONGEST_KEY: Final = 32
"""The most characters that a terminal sends for keys pressed at once."""
LONGEST_PASTE: Final = 50_000
"""The most characters that a paste may have; no field takes more than 20,000."""


class PasteRefused(Message):
    """A paste is longer than any may be, and nothing more of it is handed on."""


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
        """When something came last."""
        self._held = ""
        """The start of a mark that what comes next may complete."""
        self._pressed = 0
        """How much of it was handed on as keys, since nothing followed in time."""
        self._paste: list[str] | None = None
        """What came of a paste and was not handed on; None outside one."""
        self._kept = 0
        """How many characters that is; more than any paste may have if it was refused."""
        self._is_silent = False
        """Whether nothing came since what had come of a paste was handed on."""

    @property
    def is_in_paste(self) -> bool:
        """Whether the rest of a paste is still to come."""
        return self._paste is not None and not self._is_silent

    def feed(self, text: str) -> Iterator[Message]:
        """Yield the messages that are complete with these characters."""
        yield from self._notice_silence()
        self._last = self._clock()
        if self._is_silent:
            text = yield from self._break_silence(text)
        while text:
            read = self._read_keys if self._paste is None else self._read_paste
            text = yield from read(text)

    def tick(self) -> Iterator[Message]:
        """Yield the messages that are complete since nothing followed in time."""
        yield from self._notice_silence()
        yield from self._parser.tick()
        waiting = self._held[self._pressed :]
        if waiting and self._paste is None and self._is_late():
            self._pressed = len(self._held)
            yield from self._send(waiting)
            if self._held == ESC:
                yield from self._complete_key()

    def _is_late(self) -> bool:
        """Whether the start of a mark has waited for its rest as long as it may."""
        # Behind an Esc that was pressed, [ is a key that must not be slow.
        is_key = self._held == ESC or (self._held == ESC + "[" and self._pressed)
        return self._clock() - self._last >= (ESCAPE_DELAY if is_key else HOLD_SECONDS)

    def _read_keys(self, text: str) -> Generator[Message, None, str]:
        """Hand characters to the parser up to the next mark; return what follows it."""
        seen = self._held + text
        mark = MARK.search(seen)
        if mark is None:
            held = _start_of_mark(seen)
            if held != seen:
                yield from self._send(seen[self._pressed : len(seen) - len(held)])
                self._pressed = 0
            self._held = held
            return ""
        yield from self._send(seen[self._pressed : mark.start()])
        yield from self._complete_key()
        self._held, self._pressed = "", 0
        if mark[0] == BEGIN:  # an end mark here is that of a paste that was taken for ended
            self._paste, self._kept = [], 0
        return seen[mark.end() :]

    def _send(self, text: str) -> Iterable[Message]:
        return self._parser.feed(text) if text else ()  # no text would end the parser

    def _complete_key(self) -> Iterator[Message]:
        """Let the parser wait no longer: an empty paste ends whatever key it is in."""
        for message in self._parser.feed(BEGIN + END):
            if not isinstance(message, events.Paste):
                yield message

    def _read_paste(self, text: str) -> Generator[Message, None, str]:
        """Keep what is pasted up to the end mark; return what follows it."""
        before, end, after = (self._held + text).partition(END)
        self._held = "" if end else _start_of_mark(before)
        yield from self._keep(before.removesuffix(self._held))
        if end:
            yield from self._hand_on()
            self._paste = None
        return after

    def _keep(self, text: str) -> Iterator[Message]:
        """Keep more of a paste; drop all of it, and say so once, if it becomes too long."""
        if self._paste is None or self._kept > LONGEST_PASTE:
            return
        self._kept += len(text)
        self._paste.append(text)
        if self._kept > LONGEST_PASTE:
            self._paste.clear()
            yield PasteRefused()

    def _hand_on(self) -> Iterator[Message]:
        """Yield what was pasted and not handed on yet as one event."""
        pasted = "".join(self._paste or ())
        self._paste = []
        if pasted:
            self._kept = 0
            yield events.Paste(pasted)

    def _notice_silence(self) -> Iterator[Message]:
        """Hand on what came of a paste if nothing has come for long."""
        if self.is_in_paste and self._clock() - self._last >= SILENCE_SECONDS:
            self._is_silent = True
            yield from self._hand_on()

    def _break_silence(self, text: str) -> Generator[Message, None, str]:
        """Decide whether a paste goes on after a silence; return what is to be read then."""
        self._is_silent = False
        seen = self._held + text
        mark = MARK.search(seen)
        if mark is not None and mark[0] == END:
            return text
        rest = seen[: mark.start()] if mark else text
        if len(rest) <= LONGEST_KEY:
            self._pressed = len(self._held)  # it was the start of the mark that was lost
        elif mark is None:
            return text
        else:
            yield from self._keep(rest)
            yield from self._hand_on()
            self._held, text = "", seen[mark.start() :]
        self._paste = None
        return text


def _start_of_mark(text: str) -> str:
    """Return the end of a text with which a mark may begin; never the whole mark."""
    start = text.rfind(ESC, 1 - len(BEGIN))
    held = text[start:] if start >= 0 else ""
    return held if BEGIN.startswith(held) or END.startswith(held) else ""
