"""What is called sound survives every later save, and can be shown on every screen."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOON
from tuiapp.domain.changes.edits import Change, Proposal
from tuiapp.domain.models.identifiers import adopted_id
from tuiapp.domain.register import partner_edits
from tuiapp.errors import InputRefused, RegisterUnreadable
from tuiapp.store import schema
from tuiapp.store.file_register import FileRegister, create_register
from tuiapp.store.layout import problem_of_entry

OAK = "0aaaaaaa-0000-4000-8000-000000000000"
ELM = "0bbbbbbb-0000-4000-8000-000000000000"
ENTRY: dict[str, Any] = {
    "id": "e",
    "label": "Added Oak",
    "at": "2026-11-22T12:00:00Z",
    "by": "Ann",
    "changes": [{"record": OAK, "path": [], "after": {"id": OAK}}],
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | st.floats(-5, 5) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
"""Any small JSON value."""
FEW = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def tables_of(register_path: Path) -> schema.Tables:
    """Return the tables in a register's file."""
    return schema.parse(register_path.read_bytes(), "x").tables


def sealed(register_path: Path, change: Callable[[schema.Tables], object]) -> None:
    """Change a register's tables and write them with the checksum that fits."""
    tables = copy.deepcopy(tables_of(register_path))
    change(tables)
    register_path.write_bytes(schema.serialise(tables))


def opened(path: Path) -> FileRegister:
    """Open a register."""
    return FileRegister(path, by="Ann", clock=lambda: NOON)


@pytest.fixture
def two(register_path: Path) -> Path:
    """Return a register with two partners and their log."""
    register = opened(register_path)
    register.save(partner_edits.add("Oak", {}, OAK))
    register.save(partner_edits.add("Elm", {}, ELM))
    return register_path


Tables = Any


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda t: t["partners"].update({"01": {"id": "x"}}), "'01' in its table 'partners'"),
        (lambda t: t["partners"].update({"+1": {"id": "x"}}), "'+1' in its table"),
        (lambda t: t["partners"].update({"٣": {"id": "x"}}), "in its table 'partners'"),
        (lambda t: t["partners"].update({"3": {"id": OAK}}), "'partners' have one id"),
        (lambda t: t["partners"].update({"3": {"id": "register"}}), "the register's own"),
        (lambda t: t["partners"].update({"3": {"id": "A b"}}), "no partner can have"),
        (lambda t: t["register"].update({"2": {}}), "more than one document"),
        (lambda t: t["register"].update({"01": {}}), "'01' in its table 'register'"),
        (lambda t: t.update({"wishes": []}), "its table 'wishes' is not an object"),
        (lambda t: t["edits"]["1"].update(label=["x"]), "has no 'label' that is text"),
        (lambda t: t["edits"]["1"].update(by=None), "has no 'by' that is text"),
        (lambda t: t["edits"]["1"].update(at="2026-13-45T00:00:00Z"), "'at' that is no time"),
        (lambda t: t["edits"]["1"].update(undoes=7), "'undoes' that is no text"),
        (lambda t: t["edits"]["1"].update(changes={}), "has no list of changes"),
        (lambda t: t["edits"]["1"].update(changes=[7]), "names no record"),
        (lambda t: t["edits"]["1"]["changes"][0].update(path="name"), "without a path"),
        (lambda t: t["edits"]["1"]["changes"][0].update(path=["No such"]), "in its path"),
        (lambda t: t["register"]["1"].update(authority=["x"]), "authority's name is no text"),
        (lambda t: t["register"]["1"].update(nation=7), "nation is none of"),
        (lambda t: t["register"]["1"].update(demo="yes"), "neither true nor false"),
    ],
)
def test_what_would_be_lost_or_cannot_be_shown_is_damage(
    two: Path, change: Callable[[Tables], object], what: str
) -> None:
    """It is named, also where the checksum fits, and the file is left as it is."""
    sealed(two, change)
    before = two.read_bytes()

    with pytest.raises(RegisterUnreadable) as caught:
        opened(two)

    assert what in caught.value.message
    assert two.read_bytes() == before


@pytest.mark.parametrize("where", ["partner", "number"])
def test_a_key_that_stands_twice_is_damage_whoever_sealed_the_file(two: Path, where: str) -> None:
    """Only one of the two would be read, and the next save would drop the other."""
    data = two.read_bytes()
    if where == "partner":
        data = data.replace(b'"name": "Oak",', b'"name": "Oak",\n      "name": "Ash",', 1)
    else:
        data = data.replace(b'    "2": {\n      "id": "0b', b'    "1": {\n      "id": "0b', 1)
    assert data != two.read_bytes()
    two.write_bytes(resealed(data))

    with pytest.raises(RegisterUnreadable, match="stands twice"):
        opened(two)


def resealed(data: bytes) -> bytes:
    """Return a register's bytes with the checksum that fits, however they are laid out."""
    start = data.index(schema.CHECKSUM_KEY) + len(schema.CHECKSUM_KEY)
    zeroed = data[:start] + schema.NO_CHECKSUM.encode() + data[start + 64 :]
    return data[:start] + hashlib.sha256(zeroed).hexdigest().encode() + data[start + 64 :]


@FEW
@given(data=st.data())
def test_any_value_in_the_log_or_header_is_refused_or_can_be_shown(
    two: Path, data: st.DataObject
) -> None:
    """What opens has a history, a snapshot and a policy that can be read to the end."""
    before = two.read_bytes()

    def change(tables: Tables) -> None:
        target = data.draw(st.sampled_from([tables["register"]["1"], *tables["edits"].values()]))
        if data.draw(st.booleans()) and "changes" in target:
            target = target["changes"][0]
        target[data.draw(st.sampled_from([*target, "undoes", "policy", "demo"]))] = data.draw(JSON)

    try:
        sealed(two, change)
        register = opened(two)
    except RegisterUnreadable:
        pass
    else:
        for edit in register.history():
            assert isinstance(edit.label, str)
            assert isinstance(edit.by, str)
        assert isinstance(register.snapshot.header.authority, str)
    finally:
        two.write_bytes(before)


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf")), min_size=1)
numbers = st.lists(st.integers(0, 40), min_size=1, max_size=6, unique=True)


@FEW
@given(numbers=numbers, names=st.lists(names, min_size=6, max_size=6), data=st.data())
def test_what_is_sound_survives_the_save_of_another_record(
    tmp_path_factory: pytest.TempPathFactory,
    numbers: list[int],
    names: list[str],
    data: st.DataObject,
) -> None:
    """Every record that an edit does not touch stays byte for byte what it was."""
    path = tmp_path_factory.mktemp("sound") / "register.json"
    create_register(path, by="Ann", clock=lambda: NOON)

    def fill(tables: Tables) -> None:
        for number, name in zip(numbers, names, strict=False):
            partner_id = f"{number:08x}-0000-4000-8000-000000000000"
            odd = data.draw(st.dictionaries(st.text(max_size=3), JSON, max_size=2))
            tables["partners"][str(number)] = {**odd, "id": partner_id, "name": name}

    sealed(path, fill)
    register = opened(path)
    before = stored(path)
    touched = data.draw(st.sampled_from([*before, "a new one"]))
    proposal = partner_edits.add("New", {})
    if touched in before:
        after = {"id": touched, "name": "Other"}
        proposal = Proposal("x", (Change(touched, (), before[touched], after),))
    register.save(proposal)

    kept = {record: orjson.dumps(document) for record, document in stored(path).items()}
    assert {record: orjson.dumps(doc) for record, doc in before.items() if record != touched} == {
        record: text for record, text in kept.items() if record in before and record != touched
    }
    assert len(kept) == len(before) + (touched not in before)


def stored(path: Path) -> dict[str, dict[str, Any]]:
    """Return the partners in a file by id, read without any code of ours."""
    partners = orjson.loads(path.read_bytes())["partners"]
    return {document["id"]: document for document in partners.values()}


@pytest.mark.parametrize("wanted", ["register", "oak", "", "0AAAAAAA-0000-4000-8000-000000000000"])
def test_no_edit_makes_a_partner_whose_id_is_no_uuid(two: Path, wanted: str) -> None:
    """Whatever proposes it, nothing is written, and the register's own record least of all."""
    before = two.read_bytes()
    document = {"id": wanted, "name": "Sneaky Org", "status": "partner"}

    with pytest.raises(InputRefused):
        opened(two).save(Proposal("Imported", (Change(wanted, (), None, document),)))

    assert two.read_bytes() == before


@pytest.mark.parametrize("field", ["id", "revision", "sha256", "log_from", "format", "name"])
def test_no_edit_touches_what_the_register_says_of_how_it_was_saved(two: Path, field: str) -> None:
    """An edit of the register's own record changes the council's name, nation and policy only."""
    with pytest.raises((InputRefused, AssertionError)):
        opened(two).save(Proposal("x", (Change("register", (field,), None, "x"),)))

    assert opened(two).snapshot.header.revision == 2


def test_a_partner_put_into_the_file_by_hand_gets_a_uuid(two: Path) -> None:
    """What refers to it refers to the uuid then, and nothing of it is lost."""
    opened(two).save(
        partner_edits.set_fields(opened(two).snapshot.documents[OAK], {"place": "Here"})
    )
    tables = tables_of(two)
    tables["partners"]["7"] = {"id": "ash-1", "name": "Ash", "status": "partner"}
    tables["partners"]["1"]["part_of"] = ["ash-1"]
    two.write_bytes(orjson.dumps(tables))

    opened(two).accept_outside()

    documents = opened(two).snapshot.documents
    ash = adopted_id("ash-1")
    assert documents[ash] == {"id": ash, "name": "Ash", "status": "partner"}
    assert documents[OAK]["part_of"] == [ash]
    assert set(documents) == {OAK, ELM, ash}


@given(JSON)
def test_an_entry_of_the_log_with_any_value_has_an_answer(value: object) -> None:
    """The check itself never fails."""
    for key in ENTRY:
        assert isinstance(problem_of_entry({**ENTRY, key: value}), str)
    for key in ("record", "path", "before"):
        changes = [{**ENTRY["changes"][0], key: value}]
        assert isinstance(problem_of_entry({**ENTRY, "changes": changes}), str)
    assert problem_of_entry(ENTRY) == ""
