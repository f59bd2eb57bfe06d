"""A large log stays bytes, and is read, checked, saved and compared as a small one is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON
from tests.store.test_incremental_json import SAVED, documents, tables_of
from tuiapp.domain.changes.undo import edit_to_redo, edit_to_undo, undo
from tuiapp.domain.register import partner_edits
from tuiapp.errors import RegisterDamaged
from tuiapp.store import archive, backups, incremental_json, schema, strict_json
from tuiapp.store.edit_log import EditLog
from tuiapp.store.file_register import FileRegister, create_register
from tuiapp.store.log_table import LogTable

logs = st.dictionaries(st.integers(1, 10**6), documents, min_size=1, max_size=6).map(
    lambda entries: {str(number): entries[number] for number in sorted(entries)}
)


@pytest.fixture(autouse=True)
def _every_log_is_large() -> Iterator[None]:
    """Let a log of any size be read as a large one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incremental_json, "LARGE_LOG", 0)
        patch.setattr(strict_json, "WHOLE_LIMIT", 0)
        yield


def found_in(data: bytes, before: LogTable | None = None) -> LogTable:
    """Return the log of a file before anything of it is looked at."""
    layout = incremental_json.layout_of(data)
    assert layout is not None
    log = LogTable.find(data, *layout.edits, before)
    assert log is not None
    return log


def log_in(data: bytes, before: LogTable | None = None) -> LogTable:
    """Return the log of a file."""
    found = incremental_json.load(data, {}, before)
    assert found is not None
    assert isinstance(found[0]["edits"], LogTable)
    return found[0]["edits"]


@given(logs, st.dictionaries(st.integers(1, 99).map(str), documents, max_size=3))
def test_a_log_of_bytes_holds_just_what_the_whole_holds(
    edits: dict[str, Any], partners: dict[str, Any]
) -> None:
    """Numbers, documents, length and equality are those of the parsed table."""
    log = log_in(schema.serialise(tables_of(partners, edits)))

    assert dict(log) == edits
    assert list(log) == list(edits)
    assert len(log) == len(edits)
    assert log == edits
    assert all(log[number] == document for number, document in edits.items())
    assert log.get("0") is log.get("01") is log.get("x") is log.get("²") is None


@given(logs, documents, st.integers(0, 7))
def test_a_changed_log_is_written_as_the_parsed_one_is(
    edits: dict[str, Any], added: dict[str, Any], dropped: int
) -> None:
    """With an edit added and old ones moved away, the bytes of the file are the same."""
    log = log_in(schema.serialise(tables_of({}, edits)))
    last = int(list(edits)[-1])
    expected = {**edits, str(last + 1): added}
    first = [*expected][min(dropped, len(expected) - 1)]
    expected = {n: document for n, document in expected.items() if int(n) >= int(first)}

    changed = log.with_entry(last + 1, added).since(int(first))

    assert schema.serialise(tables_of({}, changed)) == schema.serialise(tables_of({}, expected))
    assert dict(changed) == expected
    assert dict(log) == edits


@given(logs.filter(lambda edits: "1" not in edits), documents)
def test_only_what_a_log_goes_on_with_is_checked_again(
    edits: dict[str, Any], added: dict[str, Any]
) -> None:
    """The next version shares what is remembered of the one before; another log does not."""
    log = log_in(schema.serialise(tables_of({}, edits)))
    last = int(list(edits)[-1])
    longer = {**edits, str(last + 1): added}
    following = found_in(schema.serialise(tables_of({}, longer)), log)
    other = found_in(
        schema.serialise(tables_of({}, {"1": {"id": "other"}, str(last + 2): added})), log
    )

    looked_at: list[dict[str, Any]] = []

    def look(entry: dict[str, Any]) -> str:
        looked_at.append(entry)
        return ""

    following.inspected(look)
    assert looked_at == [added]
    looked_at.clear()
    other.inspected(look)
    assert looked_at == [{"id": "other"}, added]
    assert following.version is log.version
    assert other.version is not log.version


@given(logs, st.data())
def test_reading_with_care_accepts_what_the_whole_file_would(
    edits: dict[str, Any], data: st.DataObject
) -> None:
    """Texts that were escaped by hand are kept, and saved as we write them."""
    whole = schema.serialise(tables_of({"1": {"id": "p"}}, edits))
    lines = whole.split(b"\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = lines[place].replace(b"a", rb"\u0061")
    changed = b"\n".join(lines)

    try:
        tables = incremental_json.load_with_care(changed)
    except strict_json.NotJson as error:
        with pytest.raises(strict_json.NotJson) as whole_read:
            strict_json.load(changed)
        assert error.what == whole_read.value.what
        return
    if tables is not None:
        assert {**tables, "edits": dict(tables["edits"])} == orjson.loads(changed)
        tables["register"]["1"].update(schema.new_tables(SAVED)["register"]["1"])
        assert orjson.loads(schema.serialise(tables))["edits"] == edits
        assert b"u0061" not in schema.serialise(tables).partition(b'"edits"')[2]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'"label": "Added B"', b'"label": "x", "label": "y"', 'the key "label" stands twice'),
        (b'"label": "Added B"', b'"label": NaN', "it holds NaN"),
        (b'"label": "Added B"', b'"label": 99999999999999999999', "no register can hold"),
        (b'"label": "Added B"', b'"label": 1e999', "too large"),
        (b'"label": "Added B"', b'"label"', "it is not JSON"),
        (b'"name": "B"', b'"name": "x", "name": "y"', 'the key "name" stands twice'),
        (b'\n    },\n    "2": {\n      "id": ', b'\n    },\n    "1": {\n      "id": ', "stands"),
        (b"\n  }\n}\n", b"\n  ", "its end is missing: it stops on line "),
        (b'\n  "register": ', b'"register":', "not laid out as partnertui writes it"),
    ],
)
def test_what_is_wrong_with_a_large_file_is_named(
    register_path: Path, old: bytes, new: bytes, words: str
) -> None:
    """Keys that stand twice, numbers that are none and the like are found piece by piece."""
    for name in "ABC":
        FileRegister(register_path, by="Ann", clock=lambda: NOON).save(partner_edits.add(name, {}))
    register_path.write_bytes(register_path.read_bytes().replace(old, new, 1))

    with pytest.raises(RegisterDamaged) as caught:
        FileRegister(register_path, by="Ann")
    assert words in caught.value.what


@pytest.fixture
def kept(register_path: Path) -> Path:
    """Return the path of a register with four edits, whose log is read as a large one."""
    for name in "ABCD":
        FileRegister(register_path, by="Ann", clock=lambda: NOON).save(partner_edits.add(name, {}))
    return register_path


def test_undo_and_redo_build_only_the_edits_they_look_at(kept: Path) -> None:
    """From the newest end, as many as it takes to find the edit."""
    register = FileRegister(kept, by="Ann", clock=lambda: NOON)
    edits = register.history()
    assert isinstance(edits, EditLog)
    chosen = edit_to_undo(edits, "Ann")
    assert chosen is not None
    assert chosen.label == "Added D"
    assert len(edits.built) == 1

    register.save(undo(chosen))
    assert [document["name"] for document in register.refresh().documents.values()] == [*"ABC"]
    again = edit_to_redo(register.history(), "Ann")
    assert again is not None
    assert len(edits.built) == 2
    register.save(undo(again))
    assert len(register.history()) == 6
    assert register.history() == FileRegister(kept, by="Ann").history()


def test_what_another_saved_is_read_without_checking_all_again(kept: Path) -> None:
    """Two sessions at one large register see each other's edits."""
    here = FileRegister(kept, by="Ann", clock=lambda: NOON)
    seen = here.history()[0]
    FileRegister(kept, by="Bea", clock=lambda: NOON).save(partner_edits.add("E", {}))

    here.refresh()

    assert [edit.label for edit in here.history()][-1] == "Added E"
    assert here.history()[0] is seen


def test_an_id_that_stands_twice_is_found_in_what_was_added_too(kept: Path) -> None:
    """A log that goes on from a checked one is refused where it repeats an id."""
    before = schema.parse(kept.read_bytes(), "x").tables
    log: Any = before["edits"]
    first = log["1"]
    header = {**before["register"]["1"], "revision": 5}
    after: Any = {**before, "register": {"1": header}, "edits": log.with_entry(5, first)}
    data = schema.serialise(after)

    for known in (log, None):
        with pytest.raises(RegisterDamaged, match="have one id"):
            schema.parse(data, "x", {}, known)


def test_a_large_log_is_shortened_and_its_older_part_checked(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edits move to the folder beside the register in batches, and none is lost."""
    monkeypatch.setattr(archive, "BATCH", 2)
    monkeypatch.setattr("tuiapp.store.file_register.log_limit", lambda policy: 3)
    register = FileRegister(kept, by="Ann", clock=lambda: NOON)
    register.save(partner_edits.add("E", {}))

    reread = FileRegister(kept, by="Ann")
    assert [edit.label for edit in (*reread.archived(), *reread.history())] == [
        f"Added {name}" for name in "ABCDE"
    ]
    assert reread.log_from == reread.snapshot.header.revision - 2
    assert [*reread.problems_of_log()] == []


def test_a_hand_edit_of_a_large_register_is_accepted(kept: Path) -> None:
    """It is compared with its newest backup, accepted and undone as any other."""
    kept.write_bytes(kept.read_bytes().replace(b'"name": "B"', b'"name": "Bee"', 1))
    register = FileRegister(kept, by="Ann", clock=lambda: NOON)
    outside = register.changed_outside()
    assert outside is not None
    assert not outside.log_differs
    assert [(change.path, change.after) for change in outside.changes] == [(("name",), "Bee")]

    register.accept_outside()

    reread = FileRegister(kept, by="Ann")
    assert reread.is_sound
    assert len(reread.history()) == 5
    newest = backups.newest_good(kept)
    assert newest is not None
    assert newest[1] == reread._parsed.tables
    create_register(kept.with_name("other.json"), by="Ann")
