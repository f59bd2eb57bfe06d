"""The log of edits: undo and redo by person, by example and against two plain stacks a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON
from tests.domain.records import PARK, SHAPE, an_edit, applied, at
from tuiapp.domain.changes.edits import Change, Document, Edit, apply
from tuiapp.domain.changes.undo import edit_to_redo, edit_to_undo, last_edit_of, undo, undone_ids


def test_undo_takes_back_ones_own_newest_edit() -> None:
    """Somebody else's edit in between is not touched."""
    mine = an_edit(number=1)
    log = [an_edit(number=0), mine, an_edit(number=2, by="Bob")]

    assert edit_to_undo(log, "Ann") == mine
    assert edit_to_undo(log, "Cat") is None


def test_undo_goes_back_one_edit_at_a_time() -> None:
    """An edit that is undone, and the undo itself, are passed over."""
    log = [an_edit(number=1), an_edit(number=2), an_edit(number=3, undoes="e2")]

    assert edit_to_undo(log, "Ann") == log[0]


def test_an_edit_that_changed_nothing_is_not_there_to_undo() -> None:
    """The note that a backup was brought back is passed over."""
    note = replace(an_edit(number=2), changes=())

    assert edit_to_undo([an_edit(number=1), note], "Ann") == an_edit(number=1)


def test_redo_does_again_what_was_undone_last() -> None:
    """Redo undoes the newest undo, then the one before it."""
    log = [an_edit(number=1), an_edit(number=2)]
    log += [an_edit(number=3, undoes="e2"), an_edit(number=4, undoes="e1")]

    assert edit_to_redo(log, "Ann") == log[3]
    log.append(an_edit(number=5, undoes="e4"))
    assert edit_to_redo(log, "Ann") == log[2]
    log.append(an_edit(number=6, undoes="e3"))
    assert edit_to_redo(log, "Ann") is None
    assert undone_ids(log) == {"e3", "e4"}
    assert edit_to_undo(log, "Ann") == log[1]


def test_something_new_ends_what_can_be_done_again() -> None:
    """After a new edit there is nothing to redo."""
    log = [an_edit(number=1), an_edit(number=2, undoes="e1"), an_edit(number=3)]

    assert edit_to_redo(log, "Ann") is None


def test_undoing_a_redo_undoes_the_edit_again() -> None:
    """Reversing is told apart at every depth."""
    log = [an_edit(number=1), an_edit(number=2, undoes="e1"), an_edit(number=3, undoes="e2")]
    assert undone_ids(log) == {"e2"}

    log.append(an_edit(number=4, undoes="e3"))

    assert undone_ids(log) == {"e1", "e3"}
    assert edit_to_undo(log, "Ann") is None


def test_an_undo_that_meets_a_newer_value_is_a_conflict() -> None:
    """Where a field has moved on, undoing changes nothing and shows the conflict."""
    edit = an_edit(at("name", before="Kingfisher", after="Heron"))
    (conflict,) = applied(undo(edit).changes, {**PARK, "name": "Egret"}).conflicts

    assert conflict.current == "Egret"


def test_undo_and_redo_are_told_in_words() -> None:
    """A label says which deed was undone or done again, once."""
    undone = undo(an_edit(number=1))
    redone = undo(Edit("e2", undone.label, NOON, "Ann", (), undone.undoes))

    assert (undone.label, undone.undoes) == ("Undid: Deed 1", "e1")
    assert (redone.label, redone.undoes) == ("Redid: Deed 1", "e2")


def test_the_last_edit_of_a_field_counts_what_is_around_and_inside_it() -> None:
    """Removing an item touches its fields, and changing a field touches its item."""
    field = an_edit(at("items", "a", "note", after="n"), number=1)
    item = an_edit(at("items", "b", before={"note": "n"}), number=2)
    log = [field, item]

    assert last_edit_of(log, "park", ("items", "a")) == field
    assert last_edit_of(log, "park", ("items", "b", "note")) == item
    assert last_edit_of(log, "park", ("name",)) is None
    assert last_edit_of(log, "other", ("items", "a")) is None


Cells = dict[tuple[str, str], Any]
"""The reference model's register: record and field with the value."""


class Deed:
    """The reference model's edit: what it really replaced, and whether it is undone."""

    def __init__(self, by: str, effects: list[tuple[tuple[str, str], Any, Any]]) -> None:
        self.by = by
        self.effects = effects
        self.undone = False


class ReferenceRegister:
    """Undo and redo as everybody knows them: two stacks a person, over plain cells."""

    def __init__(self) -> None:
        self.cells: Cells = {}
        self.deeds: list[Deed] = []
        self.redos: dict[str, list[tuple[Deed, Deed]]] = {"Ann": [], "Bob": []}

    def do(self, by: str, wanted: Cells, seen: Cells) -> None:
        """Set cells that somebody saw with these values."""
        deed = self._made(by, [(cell, seen.get(cell), value) for cell, value in wanted.items()])
        if deed:
            self.deeds.append(deed)
            self.redos[by] = []

    def undo(self, by: str) -> None:
        """Take back this person's newest deed that is not undone."""
        deed = next((d for d in reversed(self.deeds) if d.by == by and not d.undone), None)
        made = deed and self._reversed(by, deed)
        if deed and made:
            deed.undone = True
            self.redos[by].append((deed, made))

    def redo(self, by: str) -> None:
        """Do again what this person undid last."""
        if self.redos[by]:
            deed, undoing = self.redos[by][-1]
            if self._reversed(by, undoing):
                deed.undone = False
                self.redos[by].pop()

    def _reversed(self, by: str, deed: Deed) -> Deed | None:
        return self._made(by, [(cell, after, before) for cell, before, after in deed.effects])

    def _made(self, by: str, effects: list[tuple[tuple[str, str], Any, Any]]) -> Deed | None:
        """Set cells if each holds what was seen or wanted; return what really changed."""
        real = [e for e in effects if self.cells.get(e[0]) != e[2] and e[1] != e[2]]
        if not real or any(self.cells.get(cell) != before for cell, before, _ in real):
            return None
        for cell, _, after in real:
            self.cells[cell] = after
        self.cells = {cell: value for cell, value in self.cells.items() if value is not None}
        return Deed(by, real)


class LoggedRegister:
    """The smallest register that there can be: documents, a log, and nothing on disk."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {r: {"id": r} for r in ("park", "wood")}
        self.log: list[Edit] = []

    def do(self, by: str, changes: Iterable[Change], undoes: str | None = None) -> None:
        """Save changes as an edit, unless they conflict or change nothing."""
        outcome = apply(self.documents, changes, lambda record: SHAPE)
        if outcome.conflicts or not outcome.changes:
            return
        self.documents |= {r: d for r, d in outcome.documents.items() if d is not None}
        number = len(self.log)
        when = NOON + timedelta(minutes=number)
        self.log.append(Edit(f"e{number}", "Deed", when, by, outcome.changes, undoes))

    def reverse(self, by: str, edit: Edit | None) -> None:
        """Save the reverse of an edit."""
        if edit:
            self.do(by, undo(edit).changes, edit.id)

    @property
    def cells(self) -> Cells:
        """What every field holds."""
        return {
            (record, name): value
            for record, document in self.documents.items()
            for name, value in document.items()
            if name != "id"
        }


cells = st.tuples(st.sampled_from(["park", "wood"]), st.sampled_from(["name", "size"]))
wishes = st.dictionaries(cells, st.none() | st.integers(1, 3), min_size=1, max_size=2)
steps = st.tuples(
    st.sampled_from(["Ann", "Bob"]), st.sampled_from(["undo", "redo"]) | wishes, st.integers(0, 2)
)


@given(what=st.lists(steps, max_size=25))
def test_undo_and_redo_of_two_people_end_as_the_reference_model_says(
    what: list[tuple[str, str | Cells, int]],
) -> None:
    """Whatever two people do, undo and redo, it ends as two plain stacks a person leave it."""
    real, model = LoggedRegister(), ReferenceRegister()
    snapshots: list[Cells] = [{}]

    for by, step, age in what:
        if step == "undo":
            real.reverse(by, edit_to_undo(real.log, by))
            model.undo(by)
        elif step == "redo":
            real.reverse(by, edit_to_redo(real.log, by))
            model.redo(by)
        elif isinstance(step, dict):
            seen = snapshots[-1 - min(age, len(snapshots) - 1)]
            changes = [Change(c[0], (c[1],), seen.get(c), value) for c, value in step.items()]
            real.do(by, changes)
            model.do(by, step, seen)
        snapshots.append(real.cells)
        assert real.cells == model.cells

    plain = [edit for edit in real.log if edit.undoes is None]
    undone = undone_ids(real.log)
    assert [edit.id in undone for edit in plain] == [deed.undone for deed in model.deeds]
