"""Reading a register file document by document gives what reading it whole gives."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuiapp.store import incremental_json, schema

SAVED = {"id": "r", "revision": 9, "saved_at": "2026-11-22T12:00:00Z", "saved_by": "P"}

texts = st.text(max_size=20) | st.sampled_from(
    ["},", '"', "\\", "\n    },\n", '  },\n  "edits": {']
)
values = st.recursive(
    texts | st.integers(-5, 5) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
documents = st.dictionaries(texts, values, max_size=4).map(lambda fields: {**fields, "id": "a"})
several = st.dictionaries(st.integers(1, 99).map(str), documents, max_size=5)


def tables_of(partners: object, edits: object) -> schema.Tables:
    """Return the tables of a register with these partners and edits."""
    return {**schema.new_tables(SAVED), "partners": partners, "edits": edits}  # type: ignore[dict-item]


@given(several, several, several)
def test_pieces_hold_just_what_the_whole_holds(
    partners: dict[str, object], edits: dict[str, object], later: dict[str, object]
) -> None:
    """Whatever stands in it, with or without what is known of the version before."""
    known: incremental_json.Known = {}
    for now in (partners, later):
        data = schema.serialise(tables_of(now, edits))
        found = incremental_json.load(data, known)
        if found is not None:
            assert orjson.dumps(found[0]) == orjson.dumps(orjson.loads(data))
            known = found[1]
        else:
            assert not (now and edits)


def test_a_document_that_is_known_is_used_again() -> None:
    """Only what changed is read: the others are the very same documents."""
    before = {"1": {"id": "a", "name": "A"}, "2": {"id": "b", "name": "B"}}
    after = {**before, "2": {"id": "b", "name": "Bee"}}
    first = incremental_json.load(schema.serialise(tables_of(before, {"1": {"id": "e"}})), {})
    assert first is not None
    second = incremental_json.load(schema.serialise(tables_of(after, {"1": {"id": "e"}})), first[1])
    assert second is not None

    assert second[0]["partners"]["1"] is first[0]["partners"]["1"]
    assert second[0]["partners"]["2"] == {"id": "b", "name": "Bee"}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(orjson.dumps(tables_of({"1": {}}, {"1": {}})), id="in one line"),
        pytest.param(schema.serialise(tables_of({}, {})), id="without documents"),
        pytest.param(schema.serialise(tables_of({"1": {}}, {"1": {"id": 1}}))[:-9], id="cut"),
        pytest.param(
            schema.serialise({**tables_of({"1": {}}, {"1": {"id": 1}}), "wishes": {"1": {}}}),
            id="with another table",
        ),
        pytest.param(
            schema.serialise(tables_of({"1": {"a": 1}, "2": {"a": 2}}, {"1": {"id": 1}})).replace(
                b'"a": 2', b'"a": '
            ),
            id="not JSON",
        ),
    ],
)
def test_any_other_layout_is_left_to_be_read_whole(data: bytes) -> None:
    """What is not laid out as we write it is not guessed at."""
    assert incremental_json.load(data, {}) is None
