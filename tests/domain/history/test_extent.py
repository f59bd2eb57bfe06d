"""How many organisations an edit touches, and when an undo asks first."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tuiapp.domain.changes import undo
from tuiapp.domain.changes.edits import Change, Edit
from tuiapp.domain.history.extent import LABEL_SHOWN, extent_of, question

ADDED = {"name": "Heron"}


def edit_of(*changes: Change, label: str = "Did it", undoes: str | None = None) -> Edit:
    """Return an edit with some changes."""
    return Edit("e", label, NOON, "Parks officer", changes, undoes)


def asked(edit: Edit, *, is_from_here: bool) -> str:
    """Return what is asked before an edit is undone."""
    return question(edit, undo.undo(edit), is_from_here=is_from_here)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([], "nothing changed"),
        ([Change("a", (), None, ADDED)], "1 organisation added"),
        ([Change("a", (), ADDED, None), Change("b", (), ADDED, None)], "2 organisations removed"),
        (
            [Change("a", ("name",), "x", "y"), Change("a", ("place",), None, "y")],
            "1 organisation changed",
        ),
        (
            [Change("b", ("place",), "x", "y"), Change("b", (), ADDED, None)],
            "1 organisation removed",
        ),
        (
            [Change("a", (), None, ADDED), Change("register", ("policy",), None, {"x": 1})],
            "1 organisation added, the register's own record changed",
        ),
    ],
)
def test_each_organisation_is_counted_once(changes: list[Change], words: str) -> None:
    """What is added, removed or changed is counted by organisation, and the policy is named."""
    assert str(extent_of(changes)) == words


def test_a_small_undo_of_this_session_asks_nothing() -> None:
    """One organisation, changed a moment ago by the same person, is in sight."""
    assert asked(edit_of(Change("a", ("place",), "x", "y")), is_from_here=True) == ""


def test_what_was_done_elsewhere_is_named_first() -> None:
    """An edit of another session is asked about, however small it is."""
    told = asked(edit_of(Change("a", ("place",), "x", "y")), is_from_here=False)

    assert told == (
        "Undo 'Did it'? Saved 22 November 2026 at 12:00, not in this session. "
        "Effect: 1 organisation changed."
    )


def test_what_touches_more_than_one_organisation_is_named_first() -> None:
    """An edit of many is asked about in the session that made it, and so is doing it again."""
    edit = edit_of(*(Change(f"p{n}", (), None, ADDED) for n in range(323)))
    redo = edit_of(*undo.undo(edit).changes, label="Undid: Did it", undoes="e")

    assert "Undo 'Did it'?" in asked(edit, is_from_here=True)
    assert asked(edit, is_from_here=True).endswith("Effect: 323 organisations removed.")
    assert "Redo 'Did it'?" in asked(redo, is_from_here=True)
    assert asked(redo, is_from_here=True).endswith("Effect: 323 organisations added.")


def test_a_question_stays_short() -> None:
    """A label of any length leaves room for what matters, and shows no control character."""
    label = "Imported \x1b[2J" + "x" * 500
    told = asked(edit_of(Change("a", (), None, ADDED), label=label), is_from_here=False)

    assert len(told) < LABEL_SHOWN + 140
    assert "\x1b" not in told
