"""Changes of every form, against plain reference models: a flat table, and stacks a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOON
from tests.domain.records import ITEMS, PARTS, SHAPE, after_all, an_edit, applied, changed, marked
from tuiapp.domain.changes import (
    Change,
    Document,
    Edit,
    Path,
    Shape,
    apply,
    canonical,
    invert,
    same,
)
from tuiapp.domain.log import (
    edit_to_redo,
    edit_to_undo,
    undo,
    undone_ids,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(value=json_values)
def test_the_canonical_form_is_final(value: Any) -> None:
    """A value in canonical form is its own canonical form, and the same as it was before."""
    once = canonical(value)

    assert canonical(once) == once
    assert same(once, value)


# Properties, on documents of every form

texts = st.sampled_from(["a", "b"])
values = texts | st.sampled_from([0, 1, True, 2.5]) | st.just(["a", "b"])
marks = st.builds(marked, st.sampled_from(["todo", "done"]), texts)


def items_of(fields: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Return collections of up to two items."""
    return st.dictionaries(st.sampled_from(["i", "j-2"]), fields, max_size=2)


def documents(**always: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return documents of `SHAPE` in canonical form.

    Args:
        always: What every item holds.
    """
    part = st.fixed_dictionaries(always, optional={"size": texts, "other": texts})
    item = st.fixed_dictionaries(
        always, optional={"note": texts, "other": texts, "mark": marks, "parts": items_of(part)}
    )
    fields = {"name": values, "unknown": values, "period": marks}
    record = st.fixed_dictionaries(
        {"id": st.just("park")}, optional={**fields, "items": items_of(item)}
    )
    return record.map(canonical)


def mixed(draw: st.DrawFn, one: Any, other: Any) -> Any:
    """Return a document that is in part one and in part the other, at every depth."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one if draw(st.booleans()) else other
    parts = {name: mixed(draw, one.get(name), other.get(name)) for name in {**one, **other}}
    return {name: part for name, part in parts.items() if part is not None}


@st.composite
def versions(draw: st.DrawFn, /, count: int, **always: st.SearchStrategy[Any]) -> list[Any]:
    """Return several versions of one document, each changed here and there from the first."""
    first, second = draw(documents(**always)), draw(documents(**always))
    others = [canonical(mixed(draw, first, second)) for _ in range(count - 1)]
    return [first, *others]


maybe_documents = st.none() | documents()


@given(before=maybe_documents, after=maybe_documents)
@settings(max_examples=300)
def test_what_differs_makes_one_document_the_other(
    before: Document | None, after: Document | None
) -> None:
    """Applying the difference of two documents to the first gives the second."""
    there = [before] if before else []
    outcome = applied(changed(before, after), *there)

    assert outcome.conflicts == ()
    assert changed(outcome.documents.get("park", before), after) == []


@given(before=documents(), after=documents())
def test_taking_back_restores_what_was(before: Document, after: Document) -> None:
    """Applying the inverse of an edit to its result gives what was there before it."""
    outcome = applied(changed(before, after), before)
    back = after_all(invert(an_edit(*outcome.changes)), outcome.documents.get("park") or before)

    assert same(back, before)


@given(several=versions(3))
def test_applying_twice_is_applying_once(several: list[Document]) -> None:
    """What was applied is so already when it comes again, whatever it met the first time."""
    before, after, now = several
    changes = changed(before, after)
    once = applied(changes, now)
    if not once.conflicts:
        again = applied(changes, once.documents.get("park") or now)

        assert (again.changes, again.conflicts) == ((), ())


def apart(ours: Iterable[Change], theirs: Iterable[Change]) -> bool:
    """Whether no change of one is at, above or below one of the other."""
    return not any(
        one.path[: len(other.path)] == other.path or other.path[: len(one.path)] == one.path
        for one in ours
        for other in theirs
    )


@given(several=versions(3, title=st.just("kept")))
def test_edits_of_different_fields_both_survive_in_either_order(several: list[Document]) -> None:
    """Two people who changed different fields lose nothing, whoever saved first."""
    base, ours, theirs = several
    mine, yours = changed(base, ours), changed(base, theirs)
    yours = [change for change in yours if apart(mine, [change])]
    one = after_all(mine, after_all(yours, base) or base)
    other = after_all(yours, after_all(mine, base) or base)

    assert one == other
    assert one is not None
    assert {c.path for c in changed(base, one)} == {c.path for c in (*mine, *yours)}


@given(several=versions(3))
@settings(max_examples=300)
def test_two_edits_end_as_the_reference_model_says(several: list[Document]) -> None:
    """Whatever two people do to one record, it ends as in a flat table, or nothing is done."""
    base, ours, theirs = several
    changes = changed(base, ours)
    outcome = applied(changes, theirs)
    table = Table(theirs)
    conflicts = [change for change in changes if not table.apply(change)]

    assert bool(outcome.conflicts) == bool(conflicts)
    if not conflicts:
        assert table.cells == Table(outcome.documents.get("park") or theirs).cells


class Table:
    """The reference model: a record as a flat table of cells, each a path with its value.

    It knows three things only: the cells, which items are there, and what a change wants.
    """

    def __init__(self, document: Document) -> None:
        self.cells: dict[Path, Any] = dict(cells_of(document, (), SHAPE))
        self.items = {path[:end] for path in self.cells for end in range(0, len(path), 2)}

    def apply(self, change: Change) -> bool:
        """Make a change, and return whether it met no conflict."""
        path = change.path
        if len(path) % 2 == 0:
            return self._apply_item(change)
        before, after, now = change.before, change.after, self.cells.get(path)
        if alike(path, before, after) or alike(path, now, after):
            return True
        if path[:-1] not in self.items:
            return after is None
        agreed = path[-1] == "mark" and now and after and now["state"] == after["state"]
        if not alike(path, now, before) and not agreed:
            return False
        if after is None:
            del self.cells[path]
        else:
            self.cells[path] = after
        return True

    def _apply_item(self, change: Change) -> bool:
        path, shape = change.path, SHAPE if not change.path else shape_at(change.path)
        before, after = (
            dict(cells_of(value or {}, path, shape)) for value in (change.before, change.after)
        )
        now = {cell: value for cell, value in self.cells.items() if cell[: len(path)] == path}
        if now == after:
            return True
        if path and path[:-2] not in self.items:
            return not after
        if now != before:
            grown = [Change("park", cell, None, value) for cell, value in self._grown(after)]
            return not before and all(self.apply(change) for change in grown)
        self.cells = {c: v for c, v in self.cells.items() if c not in now} | after
        self.items = {item for item in self.items if item[: len(path)] != path}
        self.items |= {cell[:end] for cell in after for end in range(len(path), len(cell), 2)}
        return True

    def _grown(self, after: Mapping[Path, Any]) -> Iterable[tuple[Path, Any]]:
        """Yield the cells of an added item once the items that they are in are there."""
        self.items |= {cell[:end] for cell in after for end in range(0, len(cell), 2)}
        return after.items()


def shape_at(path: Path) -> Shape:
    """Return the shape of the item at a path."""
    return ITEMS if len(path) == 2 else PARTS


def cells_of(document: Document, path: Path, shape: Shape) -> Iterable[tuple[Path, Any]]:
    """Yield every field of a document with its path; items are no cells of their own."""
    for name, value in document.items():
        if name in shape.collections:
            for key, item in value.items():
                yield from cells_of(item, (*path, name, key), shape.collections[name])
        else:
            yield (*path, name), value


def alike(path: Path, one: Any, other: Any) -> bool:
    """Whether two cells hold the same; the stamps of a mark do not count."""
    if path[-1] == "mark" and one and other:
        return bool(one["state"] == other["state"])
    return repr(one) == repr(other)


# Undo and redo, by person

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
