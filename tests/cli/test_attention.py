"""attention: what needs an officer now, and why, by command."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import PARK_ID
from tests.conftest import Run
from tests.hostile import put_partner
from tuiapp.cli.context import today
from tuiapp.domain.dates import in_full
from tuiapp.domain.register.part_edits import put_off
from tuiapp.store.file_register import FileRegister

KINGFISHER = PARK_ID


@pytest.fixture
def busy(run_here: Run) -> Run:
    """Return what runs commands where Kingfisher needs something of every group."""
    for command in (
        ("document", KINGFISHER, "add", "kind=insurance", "expires=-5d"),
        ("action", KINGFISHER, "add", "Send the lease", "--due", "-1d", "--owner", "Estates"),
        ("log", KINGFISHER, "Walked the site", "--kind", "visit", "--on", "-100d"),
        ("set", KINGFISHER, "level=standard"),
        ("record", KINGFISHER, "reviews", "add", "on=today", "reason=All is well"),
    ):
        assert run_here(*command).code == 0
    return run_here


def test_needs_are_grouped_by_what_happens_if_nobody_does_anything(busy: Run) -> None:
    """Headings come in order, and each line says who, what and since when, why and what to do."""
    out = busy("attention").out
    ended = in_full(today() - timedelta(days=5))

    headings = ["Must do", "Promised", "Gone quiet", "Tidy up"]
    assert [line for line in out.splitlines() if line in headings] == headings
    assert out.startswith(
        f"Must do\nFriends of Kingfisher Park: Insurance ended {ended}."
        " Without it nobody pays if something goes wrong. Ask for the new one, see it,"
    )
    assert "Send the lease: overdue, due" in out
    assert "Estates said it would be done." in out
    assert out.splitlines()[-1].startswith("Friends of Kingfisher Park: No exit plan.")


def test_json_is_an_array_of_needs_in_the_same_order(busy: Run) -> None:
    """Each has the documented fields; one whose beginning nobody knows has no `since`."""
    needs = busy("attention", "--json").json

    assert [need["group"] for need in needs] == ["must-do", "promised", "gone-quiet", "tidy-up"]
    assert {need["partner"] for need in needs} == {KINGFISHER}
    first, *_, last = needs
    assert first["since"] == (today() - timedelta(days=5)).isoformat()
    assert first["kind"] == "Document ending"
    documented = ["partner", "name", "id", "group", "kind", "what", "since", "why", "todo"]
    assert list(first) == documented
    assert set(first) - set(last) == {"since"}


def test_only_accepted_partners_are_told(busy: Run) -> None:
    """Neither who is not yet looked at nor who has ended asks for anything."""
    for name in ("Larkfield", "Oakham"):
        busy("document", name, "add", "kind=insurance", "expires=-400d")

    assert {need["partner"] for need in busy("attention", "--json").json} == {KINGFISHER}
    busy("set", KINGFISHER, "status=ended")
    assert busy("attention", "--json").json == []
    assert busy("attention").out == "Nothing needs anybody now.\n"


@pytest.mark.parametrize(("owner", "count"), [("parks", 4), ("PARKS OFFICER", 4), ("trees", 0)])
def test_owner_narrows_it_to_one_lead_officers_partners(busy: Run, owner: str, count: int) -> None:
    """Part of the post is enough, in any case."""
    assert len(busy("attention", "--owner", owner, "--json").json) == count


def test_what_was_put_off_is_not_told(busy: Run, filled: Path) -> None:
    """A line put off until tomorrow waits; the others stay."""
    first, *others = busy("attention", "--json").json
    register = FileRegister(filled, by="Parks officer")
    document = register.snapshot.documents[KINGFISHER]
    waiting = put_off(
        document, first["id"], "tomorrow", "On its way", today=today(), by="Parks officer"
    )
    register.save(waiting)

    assert busy("attention", "--json").json == others


def test_a_partner_that_cannot_be_read_is_told_first(busy: Run, filled: Path) -> None:
    """It is not passed over in silence: its line says which field is wrong, and what to do."""
    put_partner(filled, {"name": "Broken Ltd", "level": "huge"})

    answer = busy("attention")
    assert answer.code == 0
    assert answer.out.startswith("Must do\nBroken Ltd: cannot be read: level: 'huge' is not known")
    assert "partnertui set" in answer.out.splitlines()[1]
    first, *others = busy("attention", "--json").json
    assert (first["name"], first["kind"], "since" in first) == (
        "Broken Ltd",
        "Cannot be read",
        False,
    )
    assert len(others) == 4


def test_a_name_that_would_drive_the_terminal_is_shown_as_signs(busy: Run, filled: Path) -> None:
    """What a damaged file holds reaches the terminal as visible signs on one line."""
    put_partner(filled, {"name": "Bad\x1b[2J\nName", "level": "huge"})

    out = busy("attention").out
    assert "\x1b" not in out
    assert "Bad\u241b[2J Name: cannot be read" in out


def test_the_policy_of_the_register_counts(busy: Run, filled: Path) -> None:
    """A council that speaks twice a year with everybody misses nobody after a hundred days."""
    from tuiapp.domain.models.policy import change_policy

    register = FileRegister(filled, by="Parks officer")
    register.save(change_policy({}, register.snapshot.header.policy, {"speak_standard": "180"}))

    assert "gone-quiet" not in {need["group"] for need in busy("attention", "--json").json}


def test_a_line_is_put_off_by_its_words_or_its_id(busy: Run) -> None:
    """It waits until the day, with the reason in the record, and one undo brings it back."""
    needs = busy("attention", "--json").json
    first, second = needs[:2]

    later = ("--until", "+7d", "--why", "It was asked for")
    done = busy("attention", "--put-off", f"{first['name']} {first['what']}", *later)
    assert done.out.startswith(f"Put off '{first['what']}' of {first['name']} until ")
    again = busy("attention", "--put-off", f"{first['name']} {first['what']}", *later)
    assert (again.code, "waits already" in again.err) == (2, True)
    assert busy("attention", "--put-off", f"{second['partner']}/{second['id']}", *later).code == 0
    assert busy("attention", "--json").json == needs[2:]
    assert busy("undo").code == busy("undo").code == 0
    assert busy("attention", "--json").json == needs


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--put-off", "heron zzz", "--until", "+7d", "--why", "x"], "No line has the words"),
        (["--put-off", "e", "--until", "+7d", "--why", "x"], "lines have the words 'e'. Name one"),
        (["--until", "+7d"], "No line has the words ''"),
        (["--put-off", "{first}", "--until", "yesterday", "--why", "x"], "until"),
        (["--put-off", "{first}", "--until", "1/1/2020", "--why", "x"], "is not to come"),
        (["--put-off", "{first}", "--until", "+7d"], "reason: required"),
    ],
)
def test_what_cannot_be_put_off_is_told(busy: Run, args: list[str], words: str) -> None:
    """One line alone, a day to come and a reason: what is missing is said, and nothing changes."""
    needs = busy("attention", "--json").json
    answer = busy(
        "attention", *(arg.format(first=f"{needs[0]['partner']}/{needs[0]['id']}") for arg in args)
    )

    assert answer.code == 2
    assert words in answer.err
    assert busy("attention", "--json").json == needs


def test_plain_without_a_command_tells_what_needs_somebody(busy: Run) -> None:
    """Who cannot use the dashboard gets its first screen as lines, and the way to all the rest."""
    answer = busy("--plain")

    assert answer.code == 0
    assert answer.out.startswith(busy("--plain", "attention").out)
    assert answer.out.endswith("Everything else is done by command: partnertui --help\n")
