"""The three standard streams: made fit for any text, and a refusal of theirs told once."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, Final, TextIO

from tuiapp.domain.text import clean
from tuiapp.errors import PartnerTuiError

LONGEST: Final = 4_000
"""The longest message on standard error, in characters: two screens of the smallest terminal."""


class OutputRefused(PartnerTuiError):
    """Standard output does not take the answer: it is closed, or its disk is full.

    It ends with the exit code of a command that cannot be used as it was given. The code of what
    is not saved would make a script repeat a change that is in the register.
    """


class ReaderGone(Exception):
    """Whoever reads the answer has read enough and closed the pipe, as `head` does."""


class _Output(io.FileIO):
    """Standard output, which tells its refusals from those of every other file."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise ReaderGone from None
        except OSError as error:
            raise OutputRefused(
                "Answer not written",
                f"Standard output: {error.strerror or error}.",
                "A change that the command made is saved: see it with partnertui history",
            ) from None


def prepare() -> None:
    """Make the standard streams fit for use; what a stream cannot show becomes a question mark.

    Raises:
        OutputRefused: Standard output is closed, so that no answer could be read.
    """
    # Otherwise the next file that is opened, perhaps the register, would be taken for the stream.
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    # Python has no stream for what was closed before it started.
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False))
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False))
    if sys.stdout is None:
        raise OutputRefused(
            "No output",
            "Standard output is closed, so nothing was done.",
            "Send the answer somewhere, such as >/dev/null",
        )
    is_ours_alone = sys.stdout is sys.__stdout__
    if is_ours_alone:
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(_Output(sys.stdout.fileno(), "w", closefd=False)),
            encoding=sys.stdout.encoding,
            errors="replace",
            line_buffering=sys.stdout.isatty(),
        )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def tell(text: str) -> None:
    """Write a message to standard error, where that takes it; there is no other place for it."""
    try:
        whole = clean(text)
        shown = whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
        sys.stderr.write(f"{shown}\n")
        sys.stderr.flush()
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO | None) -> None:
    """Let what is still to be written to a stream go nowhere: Python writes it at its end."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
