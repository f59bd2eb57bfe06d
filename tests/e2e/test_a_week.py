"""A week of an officer who looks after friends groups: five days of keys, and what they left."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.e2e.conftest import OpenTerminal
from tests.e2e.officer import BY, Officer, edits_in, partners_in, prepare

KINGFISHER = "Friends of Kingfisher Park"
HERON = "Heron Wood Trust"
LARKFIELD = "Larkfield Tree Wardens"
PARTNERS = (KINGFISHER, HERON, LARKFIELD)
TENANTS = [f"Riverside Tenants {number}" for number in range(1, 4)]
KEYS_OF_A_CALL = 20
"""The most keys that logging a call takes beside the words that were said and promised."""


@pytest.fixture
def path(register_path: Path, run_in_process: Run, tmp_path: Path) -> Path:
    """Return a register as it stands on Monday: three partners, and a list not yet looked at."""
    listed = tmp_path / "list.csv"
    rows = [f"{name},not-for-profit,{BY}" for name in PARTNERS]
    rows += [f"{name},," for name in TENANTS]
    listed.write_text("\n".join(["Name,Framework,Lead", *rows]))
    columns = ("--map", "Framework=framework", "--map", "Lead=lead_officer")
    hours = ("results", "add", "volunteer-hours", "name=Volunteer hours", "unit=hours")
    prepare(
        run_in_process,
        register_path,
        ("import", str(listed), *columns),
        ("accept", *PARTNERS),
        *(("record", name, *hours) for name in PARTNERS),
        ("document", KINGFISHER, "add", "kind=insurance", "expires=+20d"),
        ("action", KINGFISHER, "add", "Send the key list", "--due", "-1d"),
        ("log", HERON, "Walked the site", "--kind", "visit", "--on", "-120d"),
    )
    return register_path


def test_a_week_by_keys_alone(open_terminal: OpenTerminal, path: Path) -> None:
    """In a dashboard that stays open at 80 by 24, each day's keys leave what was done that day."""
    officer = Officer(open_terminal("--register", path, "--as", BY))
    officer.see("1 Today", "Next steps")
    for day in (monday, tuesday, wednesday, thursday, friday):
        day(officer, path)
    officer.leave()


def monday(officer: Officer, path: Path) -> None:
    """Open what needs somebody most, finish an action, and ring who has gone quiet, twice."""
    today = date.today()
    officer.see(f"> {KINGFISHER}: Insurance ends", "Gone quiet")
    officer.press("enter")
    officer.see("[Record]", "> Insurance, until")
    officer.press("escape")
    officer.see("1 Today")
    officer.press("down")
    officer.see(f"> {KINGFISHER}: Send the key list: overdue, due")
    officer.press("enter")
    officer.see("> [ ] Send the key list")
    officer.press("space")
    officer.see("> [x] Send the key list", "Saved.")
    (action,) = partners_in(path)[KINGFISHER]["actions"].values()
    assert action["done_on"] == today.isoformat()

    officer.press("escape")
    officer.see("1 Today")
    officer.terminal.wait_until_gone("Send the key list: overdue")
    officer.see(f"> {HERON}: Last reached")
    officer.press("l")
    officer.see("Log a contact")
    officer.press("heron", "tab", "t", "tab")
    officer.see("Log a contact with Heron Wood Trust", "< Tried")
    officer.say("Rang twice")
    officer.press("f2")
    officer.see("Saved.", f"{HERON}: Last reached", "; tried ")

    officer.press("2")
    officer.see("2 Guide")
    before = officer.keys
    officer.press("l")
    officer.see("Log a contact", "A few letters of its name.")
    officer.press("heron", "tab", "tab")
    officer.say("The gate is mended")
    officer.press("tab", "tab")
    officer.say("Send the new map")
    officer.press("tab", "+7d")
    due = today + timedelta(days=7)
    officer.see("That is ", f"{due.day} {due:%B %Y}.")
    officer.press("enter")
    officer.see("Logged call with Heron Wood Trust. Saved.")
    assert officer.keys - before < KEYS_OF_A_CALL
    heron = partners_in(path)[HERON]
    logged = {entry["kind"]: entry for entry in heron["log"].values()}
    assert sorted(logged) == ["call", "tried", "visit"]
    assert logged["call"] == {
        "kind": "call",
        "note": "The gate is mended",
        "on": today.isoformat(),
        "by": BY,
    }
    (promised,) = heron["actions"].values()
    assert promised == {"title": "Send the new map", "owner": BY, "due": due.isoformat()}
    officer.press("1")
    officer.see(f"{HERON}: Send the new map: due")
    officer.terminal.wait_until_gone("Gone quiet")


def tuesday(officer: Officer, path: Path) -> None:
    """Go through a checklist: three items done, one ruled out, and where the proof is."""
    officer.press("4")
    officer.see(f"> {KINGFISHER}")
    officer.press("enter", "right")
    officer.see("[Checklist]", "0 of 6 done")
    officer.press("space", "down", "space", "down", "space")
    officer.see("3 of 6 done")
    officer.press("n")
    officer.see("Evidence")
    officer.say("Their accounts are sound")
    officer.press("tab")
    officer.say("Accounts, shared drive")
    officer.press("enter")
    officer.see("Saved.", "[Checklist]")
    officer.press("down", "x")
    officer.see("Why is 'See the insurance", "Enter Save")
    officer.say("The council insures the site")
    officer.press("enter")
    officer.see("[-] ", "3 of 5 done", "Not applicable")

    checklist = partners_in(path)[KINGFISHER]["checklist"]
    marks = [item["mark"] for item in checklist.values()]
    assert Counter(mark["state"] for mark in marks) == {"done": 3, "not-applicable": 1}
    assert {(mark["by"], mark["on"]) for mark in marks} == {(BY, date.today().isoformat())}
    assert [mark["reason"] for mark in marks if "reason" in mark] == [
        "The council insures the site"
    ]
    (noted,) = [item for item in checklist.values() if "note" in item]
    assert noted["mark"]["state"] == "done"
    assert (noted["note"], noted["evidence"]) == (
        "Their accounts are sound",
        "Accounts, shared drive",
    )
    officer.press("escape")
    officer.see("4 Register", f"> {KINGFISHER}")


def wednesday(officer: Officer, path: Path) -> None:
    """Score how both sides work together, from either view, in one round."""
    saved = len(edits_in(path))
    officer.press("4")
    officer.see(f"> {KINGFISHER}")
    officer.press("enter", "right", "right")
    officer.see("[Measures]", "> Trust")
    officer.press("enter")
    officer.see("Council view", "4  Each does what it said")
    officer.press("3", "2", "4", "v", "g")
    officer.see("Partner view", "> Trust")
    officer.press("1", "2", "4", "enter")
    officer.see("[Measures]", "3 Going well", "Saved.")

    scores = partners_in(path)[KINGFISHER]["scores"].values()
    given = [(score["measure"], score["view"], score["value"]) for score in scores]
    assert sorted(given) == [
        ("arrangements", "council", 2),
        ("arrangements", "partner", 2),
        ("fair-load", "council", 4),
        ("fair-load", "partner", 4),
        ("trust", "council", 3),
        ("trust", "partner", 1),
    ]
    assert {(score["scale"], score["on"]) for score in scores} == {
        ("0 to 4", date.today().isoformat())
    }
    assert len(edits_in(path)) == saved + 1
    officer.press("escape")
    officer.see("4 Register", f"> {KINGFISHER}")
    officer.press("1")
    officer.see("1 Today", "Views differ: 1 partner")


def thursday(officer: Officer, path: Path) -> None:
    """Take a quarter's volunteer hours of all who count them, in one grid with a total."""
    officer.press("4")
    officer.see(f"> {KINGFISHER}")
    officer.press("r")
    officer.answer("1", "Which quarter?")
    officer.see("Volunteer hours,", "Total: 0 figures of 3")
    officer.press("40", "tab", "12.5", "tab", "1,000")
    officer.see("Total: 3 figures of 3, 1,052.5 hours in all")
    officer.press("enter")
    officer.see("Recorded 'Volunteer hours' of 3 partners", "Saved.")

    day = date.today().isoformat()
    partners = partners_in(path)
    figures = {
        name: partners[name]["results"]["volunteer-hours"]["readings"][day]["value"]
        for name in PARTNERS
    }
    assert figures == {KINGFISHER: 40, HERON: 12.5, LARKFIELD: 1000}
    assert len(edits_in(path)[-1]["changes"]) == 3


def friday(officer: Officer, path: Path) -> None:
    """Accept a list at once, take back an owner, put a line off, and keep what an e-mail says."""
    today = date.today()
    officer.press("4", "/", "riverside", "enter")
    officer.see("3 organisations · 'riverside'")
    officer.press("A", "m")
    officer.answer("1", "What to do with the 3 marked?")
    officer.answer("1", "What status should the 3 marked have?")
    officer.answer("1", "Which framework")
    officer.see("Saved.", f"> {TENANTS[0]}")
    officer.press("A", "m")
    officer.answer("2", "What to do with the 3 marked?")
    officer.see("Which post is the lead officer", BY)
    officer.press("enter")
    officer.see("Set lead officer of 3 partners. Saved.")
    assert {partners_in(path)[name]["lead_officer"] for name in TENANTS} == {BY}
    officer.press("u")
    officer.see("Undo", "y Yes")
    officer.press("y")
    officer.see("Undid: Set lead officer of 3 partners. Saved.")
    partners = partners_in(path)
    accepted = {
        (document["status"], document["framework"], document.get("lead_officer"))
        for document in map(partners.__getitem__, TENANTS)
    }
    assert accepted == {("partner", "not-for-profit", None)}

    officer.press("1")
    officer.see("1 Today", "6 partners")
    officer.press("g")
    officer.see(f"> {KINGFISHER}: Insurance ends")
    officer.press("o")
    officer.see("Put off until", "Why")
    officer.press("+7d", "tab")
    officer.say("Their treasurer is away")
    officer.press("enter")
    officer.see("1 Today", "Put off. Saved;")
    officer.terminal.wait_until_gone("Insurance ends")
    (waiting,) = partners_in(path)[KINGFISHER]["put_off"].values()
    assert waiting == {
        "until": (today + timedelta(days=7)).isoformat(),
        "reason": "Their treasurer is away",
        "by": BY,
    }

    officer.press("2")
    officer.see("2 Guide")
    officer.press("l")
    officer.see("Log a contact", "A few letters of its name.")
    officer.press("lark", "tab", "e", "tab")
    officer.see("< E-mail >", "Log a contact with Larkfield Tree Wardens")
    officer.paste("Dear all,\rq u d 4\r\rSee you on Monday")  # as terminals send lines
    officer.see("Dear all,", "See you on Monday")
    officer.press("f2")
    officer.see("Logged e-mail with Larkfield Tree Wardens. Saved.")
    (entry,) = partners_in(path)[LARKFIELD]["log"].values()
    assert entry["kind"] == "email"
    assert entry["note"] == "Dear all,\nq u d 4\n\nSee you on Monday"
