"""Text from people and files is shown as text, whatever it holds."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuiapp.domain.text import (
    UNSAFE,
    clean,
    clean_line,
    count,
    fold,
    refuse_control_characters,
)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param("\x1b[2J", "␛[2J", id="an escape code"),
        pytest.param("a\rb", "a␍b", id="a carriage return"),
        pytest.param("\x07\x7f", "␇␡", id="a bell and a delete"),
        pytest.param("\x9b31m", "⟨U+009B⟩31m", id="a code of the second control set"),
        pytest.param("gpj.\u202eexe", "gpj.⟨U+202E⟩exe", id="a turn of direction"),
        pytest.param("a\u200bb", "a⟨U+200B⟩b", id="a space of no width"),
        pytest.param("\U000e0041", "⟨U+E0041⟩", id="an invisible tag"),
        pytest.param("a\tb", "a b", id="a tab"),
        pytest.param("a\nb", "a\nb", id="a new line stays"),
        pytest.param("Acme [/] [@click=app.quit]", "Acme [/] [@click=app.quit]", id="markup stays"),
        pytest.param("Café 東京 №5", "Café 東京 №5", id="letters of the world stay"),
    ],
)
def test_what_could_drive_a_terminal_is_shown_as_a_sign(raw: str, shown: str) -> None:
    """A control character becomes a sign that can be seen, and everything else stays."""
    assert clean(raw) == shown


def test_a_line_is_one_line() -> None:
    """Text for a cell or title has no new lines."""
    assert clean_line("one\ntwo\r\nthree") == "one two␍ three"


@given(text=st.text(st.characters(codec=None)))
def test_nothing_unsafe_is_left(text: str) -> None:
    """Whatever a text holds, what is shown of it drives nothing and can be written as UTF-8."""
    shown = clean(text)

    assert not UNSAFE.search(shown)
    assert "\n" not in clean_line(text)
    assert {unicodedata.category(c) for c in shown} & {"Cc", "Cs"} <= {"Cc"}
    assert all(c == "\n" for c in shown if unicodedata.category(c) == "Cc")
    shown.encode()


@given(text=st.text())
def test_showing_twice_is_showing_once(text: str) -> None:
    """What is safe already is not changed again."""
    assert clean(clean(text)) == clean(text)


def test_what_cannot_be_shown_is_refused_where_it_is_typed() -> None:
    """A field refuses a control character and names it."""
    with pytest.raises(ValueError, match="cannot be shown: ␛"):
        refuse_control_characters("a\x1bb")


def test_a_letter_with_an_accent_is_kept_in_one_form() -> None:
    """Text typed on two kinds of machine is stored alike."""
    assert refuse_control_characters("Cafe\u0301") == "Café"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Café", "CAFE", id="accents and case"),
        pytest.param("  North   Park ", "north park", id="spaces"),
        pytest.param("Straße", "STRASSE", id="a sharp s"),
        pytest.param("ﬁeld", "field", id="a ligature"),
    ],
)
def test_searching_sees_these_as_one(one: str, other: str) -> None:
    """Case, accents and spaces do not keep a searcher from finding a name."""
    assert fold(one) == fold(other)


@given(text=st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text is its own folded text, as matching compares them."""
    assert fold(fold(text)) == fold(text)


def test_a_number_is_told_with_its_noun() -> None:
    """One thing is told in the singular, none and many in the plural."""
    assert count(1, "partner") == "1 partner"
    assert count(0, "partner") == "0 partners"
    assert count(1024, "entry", "entries") == "1,024 entries"
