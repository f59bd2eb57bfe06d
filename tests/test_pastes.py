"""A paste is text from its beginning mark to its end mark, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from tuiapp.app.pastes import (
    BEGIN,
    CUT,
    END,
    HOLD_SECONDS,
    LONGEST_PASTE,
    QUIET_SECONDS,
    PasteReader,
)


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still."""
    return Clock()


@pytest.fixture
def reader(clock: Clock) -> PasteReader:
    """Return a reader before Textual's own parser."""
    return PasteReader(XTermParser(), clock)


def named(messages: Iterator[Message]) -> list[str]:
    """Return keys by their names, and pastes as their text in quotes."""
    return [
        repr(each.text) if isinstance(each, events.Paste) else getattr(each, "key", repr(each))
        for each in messages
    ]


def cut(text: str, places: list[int]) -> list[str]:
    """Return a text in pieces, cut at some places."""
    at = sorted({0, len(text), *(place % (len(text) + 1) for place in places)})
    return [text[start:end] for start, end in pairwise(at)]


parts = st.sampled_from(
    (
        *("\x1b", "d", "\x1bd", "\x1b[31m", "\x1b]52;c;eA==\x07", "\x1b[A", "\x1b[<0;1;1M"),
        *("\x9b2J", "\x1b[I", BEGIN, "\x1b[20", "\x1b[201", "[201~", "\0", "\r\n", "é", "日"),
    )
)
pasted_texts = st.lists(parts | st.text(max_size=5), min_size=1, max_size=12).map("".join)


@given(pasted_texts, st.lists(st.integers(0, 10_000), max_size=8))
@example("hello\x1bd", [])
@example("x\x1b[201", [])
def test_a_paste_presses_no_key_wherever_it_is_cut(pasted: str, places: list[int]) -> None:
    """It is one event with all of its text, and keys before and behind it stay keys."""
    sent = f"a{BEGIN}{pasted}{END}b"
    assume(pasted and (pasted + END).find(END) == len(pasted))  # no terminal sends it within
    reader = PasteReader(XTermParser(), Clock())
    came = [each for piece in cut(sent, places) for each in reader.feed(piece)]

    assert named(iter(came)) == ["a", repr(pasted), "b"]


@given(
    st.lists(parts | st.text(max_size=3), max_size=10), st.lists(st.integers(0, 999), max_size=6)
)
def test_what_is_no_paste_reaches_the_parser_as_it_came(
    typed: list[str], places: list[int]
) -> None:
    """Nothing is lost, doubled or put in another order."""
    sent = "".join(typed).replace(BEGIN, "")
    assume(BEGIN not in sent)

    class Recorder:
        """A parser that only writes down."""

        seen = ""

        def feed(self, data: str) -> list[Message]:
            """Write down."""
            self.seen += data
            return []

        def tick(self) -> list[Message]:
            """Do nothing."""
            return []

    clock, recorder = Clock(), Recorder()
    reader = PasteReader(recorder, clock)
    for piece in cut(sent, places):
        list(reader.feed(piece))
    clock.now += HOLD_SECONDS
    list(reader.tick())

    assert recorder.seen == sent


def test_two_pastes_are_two_events(reader: PasteReader) -> None:
    """Also where they come at once."""
    sent = f"{BEGIN}one{END}{BEGIN}two{END}"

    assert named(reader.feed(sent)) == ["'one'", "'two'"]


def test_an_escape_key_is_not_held_up(reader: PasteReader) -> None:
    """It goes to the parser at once, which waits for what may follow as it always does."""
    assert named(reader.feed("\x1b[A")) == ["up"]
    assert named(reader.feed("\x1b[20~")) == ["f9"]


def test_a_mark_cut_behind_its_esc_still_begins_a_paste(reader: PasteReader) -> None:
    """A slow line may deliver the rest of it later."""
    came = [*reader.feed("\x1b"), *reader.feed("[2"), *reader.tick(), *reader.feed("00~d\x1bd")]
    came += reader.feed(f"{END}x")

    assert named(iter(came)) == [repr("d\x1bd"), "x"]


def test_a_paste_that_pauses_goes_on(reader: PasteReader, clock: Clock) -> None:
    """However long the line stalls, what then comes in bulk is still pasted."""
    list(reader.feed(f"{BEGIN}first, "))
    clock.now += 60
    assert named(reader.tick()) == []
    assert named(reader.feed("then the second part")) == []
    clock.now += 60
    assert named(reader.feed(f"d{END}")) == [repr("first, then the second partd")]


def test_a_key_after_a_long_silence_ends_a_paste_without_an_end(
    reader: PasteReader, clock: Clock
) -> None:
    """A lost mark does not swallow every key for ever, and nothing pasted is lost."""
    list(reader.feed(f"{BEGIN}lost"))
    clock.now += QUIET_SECONDS / 2
    assert named(reader.feed("q")) == []
    clock.now += QUIET_SECONDS + 1

    assert named(reader.feed("q")) == [repr("lostq"), "q"]


def test_a_huge_paste_is_cut_and_says_so(reader: PasteReader) -> None:
    """What is kept is bounded, however long the paste goes on."""
    list(reader.feed(BEGIN))
    for _ in range(50):
        assert named(reader.feed("x" * 50_000)) == []
    (paste,) = reader.feed(END)

    assert isinstance(paste, events.Paste)
    assert paste.text == "x" * LONGEST_PASTE + CUT


def test_an_empty_paste_is_nothing(reader: PasteReader) -> None:
    """An empty clipboard leads to no event."""
    assert named(reader.feed(f"{BEGIN}{END}a")) == ["a"]
