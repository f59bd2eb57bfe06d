"""The log in words: who did what, when, and from what to what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.conftest import NOON
from tuiapp.domain.changes.edits import Change, Edit
from tuiapp.domain.dates import in_full
from tuiapp.domain.history.sentences import deed, edits_of, in_words, sentence, sentences

TICK = Edit(
    "e1",
    "Marked 'Agree an exit plan' as done for Kingfisher",
    NOON,
    "Ann",
    (Change("park", ("checklist", "exit-plan", "mark"), {"state": "doing"}, {"state": "done"}),),
)
RENAME = Edit("e2", "Changed name", NOON, "Bob", (Change("wood", ("name",), "Wood", "Grove"),))
UNDO = Edit("e3", "Undid: Changed name", NOON, "Bob", (), undoes="e2")


def test_a_date_is_told_as_people_write_it() -> None:
    """The day has no leading zero and the month is a word."""
    assert in_full(date(2026, 3, 5)) == "5 March 2026"


def test_an_edit_is_one_line() -> None:
    """A line says when, who and what, in local time."""
    assert sentence(TICK) == (
        "22 November 2026 12:00, Ann: Marked 'Agree an exit plan' as done for Kingfisher"
    )


def test_the_newest_comes_first_and_what_is_undone_says_so() -> None:
    """The history is read from the top, and an undone edit is marked."""
    lines = sentences([TICK, RENAME, UNDO], [TICK, RENAME, UNDO])

    assert [line.split(", ", 1)[1] for line in lines] == [
        "Bob: Undid: Changed name",
        "Bob: Changed name (undone)",
        "Ann: Marked 'Agree an exit plan' as done for Kingfisher",
    ]


def test_the_history_of_a_partner_holds_what_touched_it() -> None:
    """An edit of another record is not in it."""
    assert edits_of([TICK, RENAME], "wood") == [RENAME]
    assert edits_of([TICK, RENAME], "heath") == []


def test_below_its_day_an_edit_says_when_who_and_what() -> None:
    """The name of the partner it stands under is not told again; that it is undone is."""
    assert deed(TICK, "Kingfisher") == ("12:00 Ann", "Marked 'Agree an exit plan' as done")
    assert deed(TICK)[1].endswith("as done for Kingfisher")
    assert deed(RENAME, undone=frozenset({"e2"})) == ("12:00 Bob", "Changed name (undone)")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param("x" * 100, f"'{'x' * 60}…'", id="a long text is cut"),
        pytest.param("a\x1b[2J\nb", "'a␛[2J b'", id="an escape code is a sign"),
        pytest.param(["a", "b"], "'a, b'", id="a list"),
        pytest.param({"a": {"b": 1}}, "'b 1'", id="an object of objects"),
        pytest.param({"note": "n", "x": 1}, "'note n; x 1'", id="an object of values"),
        pytest.param(0, "'0'", id="nought"),
    ],
)
def test_a_value_is_told_in_a_line(value: Any, words: str) -> None:
    """A stored value of any form is short and safe to show."""
    assert in_words(value) == words
