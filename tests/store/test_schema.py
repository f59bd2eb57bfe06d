"""How a register is laid out in its file, and how anything else is told apart from one."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest

from tests.conftest import NOON, ROOT
from tuiapp.domain.changes.edits import Change, Edit
from tuiapp.domain.models.partner import PARTNER_SHAPE
from tuiapp.errors import RegisterUnreadable
from tuiapp.store import schema
from tuiapp.store.times import time_from_text, time_to_text

HEADER = {
    "id": "r-1",
    "authority": "Testborough",
    "nation": "wales",
    "revision": 0,
    "saved_at": "2026-11-22T12:00:00Z",
    "saved_by": "Ann",
}


def tables(**partners: dict[str, Any]) -> schema.Tables:
    """Return the tables of a register that holds these partners."""
    made = schema.new_tables(HEADER)
    made["partners"] = {str(n): doc for n, doc in enumerate(partners.values(), start=1)}
    return made


def reason(data: bytes) -> str:
    """Return why bytes are no register."""
    with pytest.raises(RegisterUnreadable) as caught:
        schema.parse(data, "register.json")
    assert caught.value.exit_code == 3
    return str(caught.value)


def with_header(**fields: Any) -> bytes:
    """Return a register whose own document has other fields; None takes one away."""
    header = {k: v for k, v in {**tables()["register"]["1"], **fields}.items() if v is not None}
    return orjson.dumps({"register": {"1": header}, "partners": {}, "edits": {}})


def test_what_is_written_is_read_again() -> None:
    """A register comes back from its bytes as it was."""
    made = tables(a={"id": "a", "name": "Wood", "later": {"x": [1]}})
    data = schema.serialise(made)

    assert schema.parse(data, "register.json").tables == made
    assert schema.is_as_saved(data)


def test_a_new_register_holds_what_format_1_says() -> None:
    """Every field that a later version will need is there from the first save on."""
    (header,) = tables()["register"].values()

    assert list(header) == [
        *("format", "id", "authority", "nation", "policy", "revision"),
        *("saved_at", "saved_by", "sha256", "log_from"),
    ]
    assert (header["format"], header["policy"], header["log_from"]) == (1, {}, 1)


def test_the_checksum_is_of_the_bytes_with_its_own_digits_as_noughts() -> None:
    """Anybody can check a register with nothing but SHA-256."""
    data = schema.serialise(tables())
    digest = schema.parse(data, "x").tables["register"]["1"]["sha256"]
    zeroed = data.replace(digest.encode(), b"0" * 64)

    assert hashlib.sha256(zeroed).hexdigest() == digest


def test_a_checksum_quoted_by_a_partner_is_not_taken_for_the_registers() -> None:
    """Text that looks like the checksum's line changes nothing."""
    made = tables(a={"id": "a", "name": f'"sha256": "{"a" * 64}"', "sha256": "b" * 64})

    assert schema.is_as_saved(schema.serialise(made))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "it is empty", id="nothing"),
        pytest.param(b" \n", "it is empty", id="nothing but space"),
        pytest.param(b"\x00" * 100, "nothing but NUL bytes", id="noughts"),
        pytest.param(b"\x89PNG\r\n", "it is not UTF-8 text (byte 1)", id="a picture"),
        pytest.param(b'{"register": {"1": {"format": 1', "it is not JSON", id="half a file"),
        pytest.param(b'{"a": NaN}', "it holds NaN", id="not a number"),
        pytest.param(b'{"a": "\xff"}', "it is not UTF-8 text", id="not UTF-8"),
        pytest.param(b'{"a":' * 5000 + b"1" + b"}" * 5000, "nested too deep", id="many levels"),
        pytest.param(b"[]", "does not begin as a register does", id="a list"),
        pytest.param(b"7", "does not begin as a register does", id="a number"),
        pytest.param(b'{"_default": {"1": {}}}', "not a partnertui register", id="other TinyDB"),
        pytest.param(b'{"register": []}', "not a partnertui register", id="a list of registers"),
        pytest.param(b'{"register": {"1": 7}}', "not a partnertui register", id="a number inside"),
        pytest.param(with_header(format="1"), "not a partnertui register", id="format as text"),
        pytest.param(with_header(id=None), "has no 'id'", id="no id"),
        pytest.param(with_header(revision="3"), "has no 'revision'", id="revision as text"),
        pytest.param(with_header(saved_at="noon"), "'saved_at' is not a time", id="no time"),
    ],
)
def test_anything_else_is_told_apart(data: bytes, words: str) -> None:
    """A file that is no register is refused with what is wrong and what to do."""
    told = reason(data)

    assert words in told
    assert "register.json" in told
    assert "Nothing was changed." in told


@pytest.mark.parametrize(
    ("table", "documents", "words"),
    [
        pytest.param("partners", [], "its table 'partners' is not an object", id="a list"),
        pytest.param("partners", {"a": {"id": "a"}}, "'a' in its table 'partners'", id="no number"),
        pytest.param("partners", {"²": {"id": "a"}}, "'²' in its table", id="a raised number"),
        pytest.param("edits", {"1": 7}, "'1' in its table 'edits'", id="no document"),
        pytest.param(
            "partners", {"1": {}}, "document 1 of its table 'partners' has no", id="no id"
        ),
        pytest.param(
            "partners", {"1": {"id": "a"}, "2": {"id": "a"}}, "have one id", id="one id twice"
        ),
    ],
)
def test_a_table_that_is_laid_out_wrong_is_named(table: str, documents: Any, words: str) -> None:
    """Damage inside a register is refused with the table and document it is in."""
    assert words in reason(orjson.dumps({**tables(), table: documents}))


def test_a_newer_format_is_read_as_far_as_it_is_laid_out_the_same() -> None:
    """A register of a later version can be looked at, and says that it is newer."""
    found = schema.parse(with_header(format=7), "register.json")

    assert found.is_newer
    assert found.format == 7
    assert found.tables["partners"] == {}


def test_a_newer_format_that_is_laid_out_otherwise_is_told_with_its_number() -> None:
    """A register of a later version that cannot be read here is left alone."""
    told = reason(orjson.dumps({"register": {"1": {"format": 2}}}))

    assert "Register of a newer format: register.json has format 2" in told
    assert "Nothing was changed." in told


def upgraded(tables: schema.Tables) -> schema.Tables:
    """Return the tables of an invented older format, which kept partners in a list of names."""
    names = tables.pop("names")
    partners = {
        number: {"id": str(name).casefold(), "name": name} for number, name in names.items()
    }
    header = {**HEADER, **tables["register"]["1"], "policy": {}, "log_from": 1}
    return {"register": {"1": header}, "partners": partners, "edits": {}}


OLDER = b'{"register": {"1": {"format": 0, "sha256": ""}}, "names": {"1": "Kingfisher"}}'


def test_an_older_format_is_upgraded_when_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register of an earlier version is shown as this version lays it out."""
    monkeypatch.setitem(schema.UPGRADES, 0, upgraded)
    found = schema.parse(OLDER, "register.json")

    assert found.format == 0
    assert found.tables["register"]["1"]["format"] == schema.FORMAT
    assert found.tables["partners"] == {"1": {"id": "kingfisher", "name": "Kingfisher"}}


def test_an_older_format_that_is_laid_out_wrong_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier version's register that cannot be upgraded is named, and nothing is guessed."""
    monkeypatch.setitem(schema.UPGRADES, 0, upgraded)

    assert "not laid out as format 0 is" in reason(OLDER.replace(b"names", b"people"))


def test_a_format_nobody_knows_is_told_with_its_number() -> None:
    """An earlier format without an upgrade is left alone."""
    assert "Register of an unknown format" in reason(OLDER)


@pytest.mark.parametrize("table", ["partners", "edits"])
def test_a_table_that_is_missing_is_damage(table: str) -> None:
    """A register that lost a table is never taken for one that is empty."""
    left = {name: rows for name, rows in tables().items() if name != table}

    assert f"its table '{table}' is missing" in reason(orjson.dumps(left))


def test_a_log_beyond_the_revision_is_damage() -> None:
    """An edit numbered later than the register says was ever saved cannot be."""
    entry = {"id": "e", "label": "x", "at": HEADER["saved_at"], "by": "Ann", "changes": []}
    found = {**tables(), "edits": {"5": entry}}

    assert "an edit 5, later than its revision" in reason(orjson.dumps(found))


def test_a_time_is_kept_in_utc_to_the_second() -> None:
    """Wherever somebody saves, the file tells the same time."""
    summer = datetime(2026, 7, 1, 13, 30, 5, 999, tzinfo=timezone(timedelta(hours=1)))

    assert time_to_text(summer) == "2026-07-01T12:30:05Z"
    assert time_from_text("2026-07-01T12:30:05Z") == datetime(2026, 7, 1, 12, 30, 5, tzinfo=UTC)


def test_an_edit_comes_back_as_it_was_and_holds_no_null() -> None:
    """What was absent before or after is left out of the log."""
    changes = (
        Change("a", ("name",), None, "Wood"),
        Change("a", ("place",), "Oakham", None),
        Change("a", (), {"id": "a"}, {"id": "a", "flag": False}),
    )
    edit = Edit("e1", "Changed", NOON, "Ann", changes, undoes="e0")
    document = schema.edit_to_document(edit)

    assert b"null" not in orjson.dumps(document)
    assert document["changes"][0] == {"record": "a", "path": ["name"], "after": "Wood"}
    assert schema.edit_from_document(document) == edit


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"id": "e1"}, id="no changes"),
        pytest.param({"id": "e1", "changes": 7}, id="a number for changes"),
        pytest.param(
            {"id": "e", "label": "", "at": "x", "by": "", "changes": []}, id="a time that is none"
        ),
        pytest.param(
            {"id": "e", "changes": [{"record": "a", "path": ["../x"]}]}, id="a path that is none"
        ),
    ],
)
def test_an_entry_of_the_log_that_is_no_edit_is_named(broken: dict[str, Any]) -> None:
    """A damaged entry is told with its id, and the partners are not touched by it."""
    with pytest.raises(RegisterUnreadable, match=f"The edit {broken['id']} in the log"):
        schema.edit_from_document(broken)


def test_the_description_of_the_file_names_every_collection() -> None:
    """docs/register-file.md tells where each collection of a partner is keyed by what."""
    text = (ROOT / "docs" / "register-file.md").read_text(encoding="utf-8")

    assert [name for name in PARTNER_SHAPE.collections if f"`{name}`" not in text] == []
