"""Partners on the command line: list, show, add, set, accept, remove."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.cli.conftest import BOARD_ID, PARK_ID, PARTNERS, WARDENS_ID, put
from tests.conftest import ROOT, Run
from tuiapp.domain.changes.edits import Change, Proposal
from tuiapp.domain.models.partner import FORM_FIELDS
from tuiapp.store.file_register import FileRegister

EVIL_ID = "e71e71e7-0000-4000-8000-000000000000"
KINGFISHER, LARKFIELD, OAKHAM = (str(document["name"]) for document in PARTNERS)


def test_list_is_label_and_value_lines(run: Run) -> None:
    """Where nobody looks at a terminal, partners are lines that a screen reader reads well."""
    answer = run("list")

    assert answer == (
        0,
        """\
Name: Friends of Kingfisher Park
Status: Partner
Framework: Not-for-profit
Place: Millbrook ward
Id: aaaa1111-0000-4000-8000-000000000000

Name: Larkfield Tree Wardens
Status: Not yet looked at
Id: bbbb2222-0000-4000-8000-000000000000

2 organisations
""",
        "",
    )


def test_list_in_json_is_an_array_of_partners(run_here: Run) -> None:
    """Each partner is an object of its own fields as stored, without its collections and notes."""
    answer = run_here("list", "--json")
    kept = {name: value for name, value in PARTNERS[1].items() if name != "notes"}

    assert answer.json == [PARTNERS[0], kept]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param(["kingfisher park"], [KINGFISHER], id="a text"),
        pytest.param(["m33"], [LARKFIELD], id="a postcode"),
        pytest.param(["--framework", "not-for-profit"], [KINGFISHER], id="a framework"),
        pytest.param(["--status", "ended"], [OAKHAM], id="a status that is hidden otherwise"),
        pytest.param(["--stage", "structure"], [KINGFISHER], id="a stage"),
        pytest.param(["--kind", "friends-group"], [KINGFISHER], id="a kind"),
        pytest.param(["--place", "millbrook"], [KINGFISHER], id="a place"),
        pytest.param(["--owner", "parks"], [KINGFISHER], id="a lead officer"),
        pytest.param(["--place", "millbrook", "tree"], [], id="two wishes, one unmet"),
    ],
)
def test_list_shows_what_was_asked_for(run_here: Run, options: list[str], found: list[str]) -> None:
    """Every option narrows the list."""
    assert [partner["name"] for partner in run_here("list", "--json", *options).json] == found


def test_an_empty_list_says_the_next_step(
    run_here: Run, run_in_process: Run, filled: Path, tmp_path: Path
) -> None:
    """Where nothing is found, or there is nothing yet, the answer says what to do."""
    assert run_here("list", "zzz").out == (
        "No organisation matches. See them all with: "
        f"partnertui --register {filled} --as 'Trees officer' list\n"
    )
    run_in_process("init", tmp_path / "new.json")
    answer = run_in_process("--register", tmp_path / "new.json", "list")
    assert (answer.code, answer.out.split(".")[0]) == (0, "There are no partners yet")


def test_show_tells_everything_about_a_partner(run_here: Run) -> None:
    """Fields, checklist, next step and measures are lines, with the ids that commands take."""
    answer = run_here("show", "kingfisher")

    assert answer.code == 0
    for line in (
        "Name: Friends of Kingfisher Park",
        "Kind: Friends group",
        "Lead officer: Parks officer",
        f"Id: {PARK_ID}",
        "Stage: Put a structure in place, 0 of 6 done",
        "Trust [trust]: council view not scored; partner view not scored",
    ):
        assert line in answer.out.splitlines()
    assert "Next step: " in answer.out


def test_show_in_json_is_one_object_whose_stages_hold_items(run_here: Run) -> None:
    """A script reads the fields, and under each stage its items with their states."""
    run_here(
        "tick",
        PARK_ID,
        "terms-signed",
        "--note",
        "with legal",
        "--evidence",
        "file 7",
    )
    run_here("score", PARK_ID, "trust", "3", "--on", "2026-11-22")
    told: dict[str, Any] = run_here("show", PARK_ID, "--json").json
    stages = {stage["id"]: stage for stage in told["stages"]}
    items = {item["id"]: item for item in stages["structure"]["items"]}
    measures = {measure["id"]: measure for measure in told["measures"]}

    assert {name: told[name] for name in PARTNERS[0]} == PARTNERS[0]
    assert list(stages) == ["structure", "relationship", "measures"]
    assert (stages["structure"]["done"], stages["structure"]["asked"]) == (1, 6)
    assert items["need-stated"]["state"] == "todo"
    signed = items["terms-signed"]
    assert (signed["state"], signed["note"], signed["evidence"]) == ("done", "with legal", "file 7")
    assert signed["mark"]["by"] == "Trees officer"
    (score,) = measures["trust"]["scores"]
    assert (score["value"], score["view"], score["on"]) == (3, "council", "2026-11-22")
    assert told["money"] == []


@pytest.mark.parametrize(
    "wanted",
    [PARK_ID, "AAAA", "friends of kingfisher park", "kingfisher"],
)
def test_a_partner_is_named_in_any_of_these_ways(run_here: Run, wanted: str) -> None:
    """An id, the start of one, a name, or a part that only one name has."""
    assert run_here("show", wanted, "--json").json["id"] == PARK_ID


def test_an_unknown_partner_is_refused_with_the_nearest(run_here: Run) -> None:
    """A name typed wrong exits 2 and names the one that was meant."""
    answer = run_here("show", "Larkfeild Tree Wardns")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "partnertui: Unknown partner: There is no 'Larkfeild Tree Wardns'. "
        "The nearest is 'Larkfield Tree Wardens'.\n"
    )


def test_a_name_that_several_have_is_refused_with_them_all(run_here: Run) -> None:
    """A part of two names exits 2 and names both with their ids."""
    answer = run_here("show", "r")

    assert answer.code == 2
    assert "3 partners match 'r'" in answer.err
    assert "Larkfield Tree Wardens (bbbb2222)" in answer.err


def test_add_makes_a_partner(run: Run, read: FileRegister) -> None:
    """A new partner has what was given, and the history says who added it."""
    answer = run(
        *("add", "Heron Trust", "--framework", "strategic-alliance", "--kind", "charity"),
        *("--set", "place=Oakham ward", "--set", "lead-officer=Trees officer"),
    )
    (document,) = (d for d in read.refresh().documents.values() if d["name"] == "Heron Trust")

    assert answer == (0, "Added Heron Trust. Saved.\n", "")
    assert document == {
        "id": str(UUID(document["id"])),
        "name": "Heron Trust",
        "status": "partner",
        "framework": "strategic-alliance",
        "kind": "charity",
        "level": "light",
        "place": "Oakham ward",
        "lead_officer": "Trees officer",
    }
    assert read.history()[-1].by == "Trees officer"


def test_add_in_json_tells_the_edit(run_here: Run) -> None:
    """A script learns the new partner's id from the edit's record."""
    edit = run_here("add", "Heron Trust", "--framework", "statutory", "--json").json

    assert (edit["label"], edit["by"]) == ("Added Heron Trust", "Trees officer")
    assert edit["changes"][0]["record"] == edit["changes"][0]["after"]["id"]


@pytest.mark.parametrize(
    "name", ["friends  of kingfisher park", "Friends’ of Kingfisher Park", "Kingfisher Park Ltd"]
)
def test_add_refuses_a_likely_twin_unless_told(
    run_here: Run, read: FileRegister, name: str
) -> None:
    """Who is likely there already is named with the id, and with --anyway there are two."""
    answer = run_here("add", name, "--framework", "statutory")

    assert (answer.code, answer.out) == (2, "")
    assert "'Friends of Kingfisher Park' (aaaa1111)" in answer.err
    assert "add it with --anyway" in answer.err
    assert read.refresh().header.revision == 3

    kept = " ".join(name.split())
    added = run_here("add", name, "--framework", "statutory", "--anyway")
    assert added.out == f"Added {kept}. Saved.\n"
    assert kept in {document["name"] for document in read.refresh().documents.values()}


def test_an_unknown_field_is_told_with_all_there_are(run_here: Run) -> None:
    """A guess at what was meant may mislead, so every field is named beside it."""
    told = run_here("set", "kingfisher", "owner=Trees officer").err

    assert f"Its fields are {', '.join(FORM_FIELDS)}." in told


@pytest.mark.parametrize("typed", ["o'hara", "ohara", "O’Hara"])
def test_a_name_is_found_however_its_apostrophe_is_typed(run_here: Run, typed: str) -> None:
    """The typewriter's apostrophe, the printer's and none at all find the same name."""
    run_here("add", "O’Hara Green", "--framework", "not-for-profit")

    assert [found["name"] for found in run_here("list", typed, "--json").json] == ["O’Hara Green"]
    assert run_here("show", typed, "--json").json["name"] == "O’Hara Green"
    assert run_here("search", typed, "--json").json[0]["heading"] == "O’Hara Green"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["", "--framework", "statutory"], "name: required", id="no name"),
        pytest.param(["X"], "Missing option '--framework'", id="no framework"),
        pytest.param(["X", "--framework", "x"], "is not one of 'not-for-profit'", id="framework"),
        pytest.param(["X", "--framework", "statutory", "--kind", "x"], "--kind", id="kind"),
        pytest.param(
            ["X", "--framework", "statutory", "--set", "place"], "not FIELD=VALUE", id="no value"
        ),
        pytest.param(
            ["X", "--framework", "statutory", "--set", "email=no"], "email: it is not", id="e-mail"
        ),
        pytest.param(
            ["X", "--framework", "statutory", "--set", "plaice=x"], "place", id="unknown field"
        ),
        pytest.param(
            ["X", "--framework", "statutory", "--set", "id=mine"], "id", id="an id of one's own"
        ),
    ],
)
def test_add_refuses_what_cannot_be(
    run_here: Run, read: FileRegister, args: list[str], words: str
) -> None:
    """A wrong value exits 2, is named, and nothing is added."""
    answer = run_here("add", *args)

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert read.refresh().header.revision == 3


def test_set_changes_and_empties_fields(run_here: Run, read: FileRegister) -> None:
    """An empty value empties a field; hyphens in a field's name will do."""
    answer = run_here("set", "kingfisher", "place=", "lead-officer=Trees officer", "level=full")
    document = read.refresh().documents[PARK_ID]

    assert answer.out == (
        "Changed lead officer, level of checks and place of Friends of Kingfisher Park. Saved.\n"
    )
    assert "place" not in document
    assert (document["lead_officer"], document["level"]) == ("Trees officer", "full")


def test_set_of_what_is_so_already_saves_nothing(run_here: Run, read: FileRegister) -> None:
    """Setting a field to what it holds is told and is no entry in the history."""
    answer = run_here("set", "kingfisher", "place=Millbrook ward")

    assert answer.code == 0
    assert answer.out.startswith("Nothing to change")
    assert run_here("set", "kingfisher", "place=Millbrook ward", "--json").json == {}
    assert read.refresh().header.revision == 3


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        pytest.param("plaice=x", "no field 'plaice'. The nearest is place.", id="typed wrong"),
        pytest.param("checklist=x", "has no field 'checklist'", id="a collection"),
        pytest.param("status=partnr", "the nearest is partner", id="a value typed wrong"),
        pytest.param("name=", "name: required", id="a name emptied"),
        pytest.param("place", "'place' is not FIELD=VALUE", id="no value"),
        pytest.param("=x", "'=x' is not FIELD=VALUE", id="no field"),
        pytest.param("place=a\x1b[2J", "cannot be shown: ␛", id="an escape code"),
    ],
)
def test_set_refuses_what_cannot_be(
    run_here: Run, filled: Path, assignment: str, words: str
) -> None:
    """A wrong field or value exits 2 and names the nearest or the reason; nothing is written."""
    before = filled.read_bytes()
    answer = run_here("set", "kingfisher", assignment)

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert "\x1b" not in answer.err
    assert filled.read_bytes() == before


def test_accept_says_what_many_are_at_once(run_here: Run, read: FileRegister) -> None:
    """Several organisations are one edit, which undo takes back whole."""
    answer = run_here("accept", "larkfield", "oakham")
    documents = read.refresh().documents
    assert answer.out == "Set the status of 2 organisations to partner. Saved.\n"
    assert {documents[d]["status"] for d in (WARDENS_ID, BOARD_ID)} == {"partner"}

    run_here("undo")

    documents = read.refresh().documents
    assert documents[WARDENS_ID]["status"] == "not-yet-looked-at"
    assert documents[BOARD_ID]["status"] == "ended"


@pytest.mark.parametrize("status", ["grant-only", "not-ours"])
def test_accept_knows_what_is_no_partner(run_here: Run, read: FileRegister, status: str) -> None:
    """An organisation can be a grant only, or not ours."""
    run_here("accept", "larkfield", "larkfield", "--as-a", status)

    assert read.refresh().documents[WARDENS_ID]["status"] == status
    assert read.refresh().header.revision == 4


def test_accept_of_one_unknown_accepts_none(run_here: Run, read: FileRegister) -> None:
    """One name typed wrong among several, and nothing is done."""
    assert run_here("accept", "larkfield", "zzz").code == 2
    assert read.refresh().header.revision == 3


def test_remove_takes_a_partner_out_and_undo_brings_it_back(
    run_here: Run, read: FileRegister
) -> None:
    """A removed partner is not listed, and comes back as it was."""
    assert run_here("remove", "kingfisher").out == "Removed Friends of Kingfisher Park. Saved.\n"
    assert PARK_ID not in read.refresh().documents

    run_here("undo")

    assert read.refresh().documents[PARK_ID] == PARTNERS[0]


def test_a_conflict_exits_5_and_writes_nothing(run: Run, filled: Path) -> None:
    """Undoing what somebody else has changed since is told with their name."""
    run("set", "kingfisher", "place=Oakham")
    put(filled, PARK_ID, "Parks officer", place="Larkfield")
    before = filled.read_bytes()
    answer = run("undo")

    assert (answer.code, answer.out) == (5, "")
    assert "place was changed to 'Larkfield' by Parks officer" in answer.err
    assert filled.read_bytes() == before


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["add", "X", "--framework", "statutory"], id="add"),
        pytest.param(["set", "kingfisher", "place=x"], id="set"),
        pytest.param(["accept", "larkfield"], id="accept"),
        pytest.param(["tick", "kingfisher", "exit-plan"], id="tick"),
        pytest.param(["score", "kingfisher", "trust", "3"], id="score"),
        pytest.param(["remove", "kingfisher"], id="remove"),
    ],
)
def test_a_register_opened_read_only_refuses_every_change(
    run_here: Run, filled: Path, args: list[str]
) -> None:
    """With --read-only a command that would change something exits 5."""
    before = filled.read_bytes()
    answer = run_here("--read-only", *args)

    assert answer.code == 5
    assert "opened read-only" in answer.err
    assert filled.read_bytes() == before


def test_a_register_changed_outside_is_read_and_not_written(run_here: Run, filled: Path) -> None:
    """After a hand edit list still answers, and a change exits 5."""
    filled.write_bytes(filled.read_bytes().replace(b"Millbrook", b"Millbrock"))

    assert "Place: Millbrock ward" in run_here("list").out
    answer = run_here("set", "kingfisher", "place=x")
    assert answer.code == 5
    assert "not as partnertui saved it" in answer.err


def test_one_record_that_is_no_partner_stops_no_list(run_here: Run, filled: Path) -> None:
    """A record put in wrong by hand is listed with the others; showing it says what is wrong."""
    odd = b'"partners": {"9": {"id": "odd", "name": "Odd", "status": ["x"], "place": {"a": 1}},'
    filled.write_bytes(filled.read_bytes().replace(b'"partners": {', odd))

    assert "Name: Odd" in run_here("list").out
    assert len(run_here("list", "--json").json) == 3
    assert [p["id"] for p in run_here("list", "--stage", "structure", "--json").json] == [PARK_ID]
    answer = run_here("show", "odd")
    assert answer.code == 3
    assert "status" in answer.err
    assert run_here("tick", "odd", "exit-plan").code in (2, 5)


NASTY = "Acme [/] [@click=app.quit]Ltd [TODO]"


def test_a_name_that_looks_like_markup_is_shown_as_typed(run_here: Run, read: FileRegister) -> None:
    """Brackets are only brackets, in every command."""
    run_here("add", NASTY, "--framework", "statutory")

    assert f"Name: {NASTY}\n" in run_here("list").out
    assert f"Name: {NASTY}\n" in run_here("show", NASTY).out
    assert f"Added {NASTY}" in run_here("history").out
    assert run_here("remove", NASTY).out == f"Removed {NASTY}. Saved.\n"
    assert len(read.refresh().documents) == 3


def with_escape_codes(path: Path) -> None:
    """Put a partner with escape codes into a register, past every check of what is typed."""
    nasty = "Evil\x1b[2J\x9b31m\x07\u202egnp"
    document = {"id": EVIL_ID, "name": nasty, "place": nasty, "status": "partner", "nasty": nasty}

    register = FileRegister(path, by="Parks officer")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tuiapp.store.transaction.check", lambda record, document: None)
        register.save(Proposal(f"Added {nasty}", (Change(EVIL_ID, (), None, document),)))


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["list"], id="list"),
        pytest.param(["list", "--json"], id="list in JSON"),
        pytest.param(["show", EVIL_ID], id="show"),
        pytest.param(["show", "zzz-gnp"], id="an unknown name"),
        pytest.param(["history"], id="history"),
        pytest.param(["history", "--json"], id="history in JSON"),
        pytest.param(["remove", EVIL_ID], id="remove"),
        pytest.param(["set", EVIL_ID, "place=x"], id="set"),
    ],
)
def test_escape_codes_in_a_register_reach_no_terminal(
    run_here: Run, filled: Path, args: list[str]
) -> None:
    """A file made by somebody else drives nobody's terminal."""
    with_escape_codes(filled)
    answer = run_here(*args)

    assert answer.code in (0, 2, 3)
    for sign in ("\x1b", "\x9b", "\x07", "\u202e"):
        assert sign not in answer.out + answer.err


def test_json_keeps_what_it_escapes(run_here: Run, filled: Path) -> None:
    """A script still reads every character as it is stored."""
    with_escape_codes(filled)
    evil = next(p for p in run_here("list", "--json").json if p["id"] == EVIL_ID)

    assert evil["nasty"] == "Evil\x1b[2J\x9b31m\x07\u202egnp"


def test_every_field_that_set_takes_is_documented() -> None:
    """docs/commands.md names each field of the form."""
    told = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")

    assert [name for name in FORM_FIELDS if f"`{name}`" not in told] == []


def test_a_joint_body_is_told_with_its_members(run_here: Run, read: FileRegister) -> None:
    """Bodies are named or given by id; both sides tell, for people and for scripts."""
    answer = run_here(
        "set",
        "kingfisher",
        "part_of=Oakham Nature Board; bbbb2222",
        "place=Elm",
    )
    assert answer.out == (
        f"Changed place of {KINGFISHER}; made {KINGFISHER} part of {OAKHAM} and {LARKFIELD}."
        " Saved.\n"
    )
    assert read.refresh().documents[PARK_ID]["part_of"] == [
        BOARD_ID,
        WARDENS_ID,
    ]

    assert f"Part of: {OAKHAM}; {LARKFIELD}" in run_here("show", "kingfisher").out
    assert f"Members: {KINGFISHER}" in run_here("show", "oakham").out
    members = run_here("show", "oakham", "--json").json["members"]
    assert members == [{"id": PARK_ID, "name": KINGFISHER}]

    run_here("remove", "oakham")
    gone = f"Part of: a body no longer in the register; {LARKFIELD}"
    assert gone in run_here("show", "kingfisher").out
    assert run_here("set", "kingfisher", "part_of=").code == 0
    assert "part_of" not in read.refresh().documents[PARK_ID]


@pytest.mark.parametrize(
    ("bodies", "told"),
    [
        pytest.param("kingfisher", "part_of: Friends of Kingfisher Park cannot be", id="itself"),
        pytest.param("larkfield", "part_of: it would be a circle", id="a circle"),
        pytest.param("oakham; Larkfeild Tree Wardns", "The nearest is 'Lark", id="unknown"),
    ],
)
def test_a_membership_that_cannot_be_is_refused(
    run_here: Run, filled: Path, bodies: str, told: str
) -> None:
    """A body that is part of itself exits 2, and of all that was typed nothing is saved."""
    assert run_here("set", "larkfield", "part_of=kingfisher").code == 0
    before = filled.read_bytes()
    answer = run_here("set", "kingfisher", "place=Elm", f"part_of={bodies}")

    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert filled.read_bytes() == before


def test_options_understand_the_words_of_the_screens(run_here: Run) -> None:
    """An id, or what a screen shows for it, in any case."""
    added = run_here("add", "Elm", "--framework", "Statutory partnership", "--kind", "CHARITY")
    assert added.code == 0
    assert run_here("accept", "Elm", "--as-a", "Grant only").code == 0
    assert run_here("set", "Elm", "kind=Friends group", "level=Standard").code == 0
    (elm,) = run_here("list", "--status", "grant only", "--kind", "Friends Group", "--json").json
    assert (elm["framework"], elm["level"]) == ("statutory", "standard")
    assert run_here("tick", "kingfisher", "terms-signed", "--state", "To do").code == 0
    assert run_here("log", "kingfisher", "Rang", "--kind", "E-mail").code == 0
    assert run_here("score", "kingfisher", "trust", "3", "--view", "Council view").code == 0
    assert run_here("list", "--status", "unheard of").code == 2
