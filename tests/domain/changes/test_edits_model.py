"""Changes of every form, against a plain reference model: a flat table of fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.records import ITEMS, PARTS, SHAPE, after_all, an_edit, applied, changed, marked
from tuiapp.domain.changes.edits import (
    Change,
    Document,
    FieldPath,
    Shape,
    canonical,
    invert,
    same,
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
        self.cells: dict[FieldPath, Any] = dict(cells_of(document, (), SHAPE))
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

    def _grown(self, after: Mapping[FieldPath, Any]) -> Iterable[tuple[FieldPath, Any]]:
        """Yield the cells of an added item once the items that they are in are there."""
        self.items |= {cell[:end] for cell in after for end in range(0, len(cell), 2)}
        return after.items()


def shape_at(path: FieldPath) -> Shape:
    """Return the shape of the item at a path."""
    return ITEMS if len(path) == 2 else PARTS


def cells_of(document: Document, path: FieldPath, shape: Shape) -> Iterable[tuple[FieldPath, Any]]:
    """Yield every field of a document with its path; items are no cells of their own."""
    for name, value in document.items():
        if name in shape.collections:
            for key, item in value.items():
                yield from cells_of(item, (*path, name, key), shape.collections[name])
        else:
            yield (*path, name), value


def alike(path: FieldPath, one: Any, other: Any) -> bool:
    """Whether two cells hold the same; the stamps of a mark do not count."""
    if path[-1] == "mark" and one and other:
        return bool(one["state"] == other["state"])
    return repr(one) == repr(other)
