"""A paste is text from its beginning mark to its end mark, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from tuiapp.app.pastes import (
    BEGIN,
    END,
    HOLD_SECONDS,
    LONGEST_KEY,
    LONGEST_PASTE,
    SILENCE_SECONDS,
    PasteReader,
    PasteRefused,
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


@pytest.fixture(autouse=True)
def parser_time(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's parser look at the same clock."""
    monkeypatch.setattr("textual._parser.get_time", clock)


@pytest.fixture
def reader(clock: Clock) -> PasteReader:
    """Return a reader before Textual's own parser."""
    return PasteReader(XTermParser(), clock)


def named(messages: Iterable[Message]) -> list[str]:
    """Return keys by their names, and pastes as their text in quotes."""
    return [
        repr(each.text) if isinstance(each, events.Paste) else getattr(each, "key", repr(each))
        for each in messages
    ]


def wait(reader: PasteReader, clock: Clock, seconds: float) -> list[Message]:
    """Let time pass as the driver does, in tenths of a second; return what comes of it."""
    end = clock.now + seconds
    came: list[Message] = []
    while clock.now < end:
        clock.now = min(clock.now + 0.1, end)
        came += reader.tick()
    return came


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

    assert named(came) == ["a", repr(pasted), "b"]


@given(
    pasted_texts,
    st.lists(st.integers(0, 10_000), max_size=8),
    st.lists(st.floats(0, SILENCE_SECONDS - 0.01), min_size=10, max_size=10),
)
def test_a_paste_that_pauses_is_one_event(
    pasted: str, places: list[int], pauses: list[float]
) -> None:
    """Pauses below the silence change nothing, in the text and in the end mark."""
    assume(pasted and (pasted + END).find(END) == len(pasted))
    clock = Clock()
    reader = PasteReader(XTermParser(), clock)
    came = list(reader.feed(BEGIN))
    for piece, pause in zip(cut(pasted + END, places), pauses, strict=False):
        came += wait(reader, clock, pause)
        came += reader.feed(piece)
    came += wait(reader, clock, SILENCE_SECONDS)

    assert named(came) == [repr(pasted)]


@given(
    st.lists(parts | st.text(max_size=3), max_size=10), st.lists(st.integers(0, 999), max_size=6)
)
def test_what_is_no_paste_reaches_the_parser_as_it_came(
    typed: list[str], places: list[int]
) -> None:
    """Nothing is lost, doubled or put in another order."""
    sent = "".join(typed).replace(BEGIN, "").replace(END, "")
    assume(BEGIN not in sent and END not in sent)

    class Recorder:
        """A parser that only writes down."""

        seen = ""

        def feed(self, data: str) -> list[Message]:
            """Write down."""
            self.seen += data.removesuffix(BEGIN + END)  # which says that nothing follows
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

    assert named(came) == [repr("d\x1bd"), "x"]


@pytest.mark.parametrize(
    ("first", "pressed"),
    [("\x1b", ["escape"]), ("\x1b[", []), ("\x1b[2", []), ("\x1b[200", [])],
)
def test_a_mark_that_pauses_still_begins_a_paste(
    reader: PasteReader, clock: Clock, first: str, pressed: list[str]
) -> None:
    """Only a bare Esc is a key by then, since it must not be slow; no text presses any."""
    came = [*reader.feed(first), *wait(reader, clock, 0.9)]
    came += reader.feed(f"{BEGIN.removeprefix(first)}d{END}")

    assert named(came) == [*pressed, repr("d")]


def test_an_escape_key_is_prompt(reader: PasteReader, clock: Clock) -> None:
    """It is a key as soon as Textual would say so, and so is [ behind it."""
    assert named([*reader.feed("\x1b"), *wait(reader, clock, 0.1)]) == ["escape"]
    came = [*reader.feed("["), *wait(reader, clock, 0.1)]
    assert named(came) == ["left_square_bracket"]
    assert named(reader.feed(f"200~d{END}")) == [repr("d")]


def test_alt_and_a_bracket_is_a_key_in_the_end(reader: PasteReader, clock: Clock) -> None:
    """It looks like the start of a mark, and is what Textual calls it once no mark came."""
    came = [*reader.feed("\x1b["), *wait(reader, clock, HOLD_SECONDS + 0.2)]

    assert named(came) == ["left_square_bracket"]


@pytest.mark.parametrize("typed", ["\x1b", "\x1b\x1b"])
def test_an_escape_key_before_a_paste_comes_before_it(reader: PasteReader, typed: str) -> None:
    """It is a key of its own, also where both come at once."""
    assert named(reader.feed(f"{typed}{BEGIN}d{END}")) == [*["escape"] * len(typed), repr("d")]


def test_a_paste_without_an_end_is_handed_on_after_a_silence(
    reader: PasteReader, clock: Clock
) -> None:
    """Nobody has to press a key to see it, and the next key is a key."""
    came = [*reader.feed(f"{BEGIN}lost\x1b[20"), *wait(reader, clock, SILENCE_SECONDS)]
    assert named(came) == [repr("lost")]
    assert named(reader.feed("q")) == ["q"]
    assert named(reader.feed("[A")) == ["left_square_bracket", "A"]


def test_a_key_within_a_paste_before_a_silence_is_text(reader: PasteReader, clock: Clock) -> None:
    """A terminal sends nothing else between the marks."""
    list(reader.feed(f"{BEGIN}pa"))
    came = [*wait(reader, clock, 1.5), *reader.feed("q"), *wait(reader, clock, 1.5)]

    assert named([*came, *reader.feed(f"ste{END}")]) == [repr("paqste")]


@pytest.mark.parametrize("rest", ["x" * (LONGEST_KEY + 1), "", "d\x1bd"])
def test_the_rest_of_a_paste_after_a_silence_is_a_paste(
    reader: PasteReader, clock: Clock, rest: str
) -> None:
    """It is longer than any key, or leads up to the end mark."""
    came = [*reader.feed(f"{BEGIN}first"), *wait(reader, clock, 60)]
    came += reader.feed(f"{rest}{END}q")

    assert named(came) == [repr("first"), *([repr(rest)] if rest else []), "q"]


def test_the_rest_of_a_paste_may_come_in_parts(reader: PasteReader, clock: Clock) -> None:
    """What goes on after a silence goes on up to its end mark."""
    list(reader.feed(f"{BEGIN}first\x1b"))
    wait(reader, clock, SILENCE_SECONDS)
    rest = "x" * (LONGEST_KEY + 1)

    assert named(reader.feed(rest)) == []
    assert named(reader.feed(f"d{END}")) == [repr(f"\x1b{rest}d")]


@pytest.mark.parametrize("between", ["", "q", "x" * (LONGEST_KEY + 1)])
def test_a_second_paste_after_a_lost_end_is_a_second_event(
    reader: PasteReader, clock: Clock, between: str
) -> None:
    """It begins as a paste, after a silence; what comes before it is a key or the first's rest."""
    came = [*reader.feed(f"{BEGIN}one"), *wait(reader, clock, SILENCE_SECONDS)]
    came += reader.feed(f"{between}{BEGIN}two{END}q")
    middle = [repr(between)] if len(between) > 1 else [*between]

    assert named(came) == [repr("one"), *middle, repr("two"), "q"]


def test_silence_is_seen_when_nobody_looked_meanwhile(reader: PasteReader, clock: Clock) -> None:
    """A program that was stopped and continued asks only when something comes."""
    list(reader.feed(f"{BEGIN}one"))
    clock.now += SILENCE_SECONDS

    assert named(reader.feed("q")) == [repr("one"), "q"]


def test_a_paste_as_long_as_may_be_is_taken(reader: PasteReader) -> None:
    """The last character that may come is kept."""
    assert named(reader.feed(f"{BEGIN}{'x' * LONGEST_PASTE}{END}")) == [repr("x" * LONGEST_PASTE)]


def test_a_paste_that_is_too_long_is_refused_once(reader: PasteReader, clock: Clock) -> None:
    """Nothing of it is handed on or kept, however long it goes on and wherever it pauses."""
    came = list(reader.feed(BEGIN))
    for _ in range(50):
        came += reader.feed("x" * 2_000)
    came += wait(reader, clock, SILENCE_SECONDS)
    came += reader.feed("y" * 2_000)
    kept = reader._paste
    came += reader.feed(f"d{END}")

    assert [type(each) for each in came] == [PasteRefused]
    assert kept == []
    assert named(reader.feed(f"q{BEGIN}short{END}")) == ["q", repr("short")]


def test_an_empty_paste_is_nothing(reader: PasteReader) -> None:
    """An empty clipboard leads to no event."""
    assert named(reader.feed(f"{BEGIN}{END}a")) == ["a"]
