"""Many organisations at once, by keys: twenty accepted, and two that are one joined."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.conftest import ROOT, Run
from tests.e2e.conftest import OpenTerminal
from tests.e2e.officer import BY, Officer, edits_in, partners_in, prepare, table_of
from tuiapp.domain.register.duplicates import likely_duplicates

REAL: Final = ROOT / "tests" / "data" / "trafford_council_voluntary_sector_grants.csv"
"""Grants as a council published them, with whoever was written in two ways."""
PARK: Final = "Friends of John Leigh Park"
SAME: Final = "John Leigh Park"


def test_twenty_are_accepted_as_one_change(
    run_partnertui: Run, register_path: Path, open_terminal: OpenTerminal, tmp_path: Path
) -> None:
    """Found by a word, marked and accepted: one edit with a change each, and one undo."""
    tenants = [f"Riverside Tenants {number:02}" for number in range(1, 21)]
    listed = tmp_path / "list.csv"
    listed.write_text("\n".join(["Name", *tenants, "Hillside Choir"]))
    prepare(run_partnertui, register_path, ("import", str(listed)))
    officer = Officer(open_terminal("--register", register_path, "--as", BY))
    officer.see("21 not yet looked at")
    officer.press("4", "/", "riverside")
    officer.see("20 organisations · 'riverside'")
    officer.press("enter", "A")
    officer.see("20 marked", f"* {tenants[-1]}")

    officer.press("m")
    officer.answer("1", "What to do with the 20 marked?")
    officer.answer("1", "What status should the 20 marked have?")
    officer.answer("4", "Decide later")

    officer.see("Partner", "Saved.", f"> {tenants[0]}")
    *_, edit = edits_in(register_path)
    assert len(edit["changes"]) == 20
    assert {change["after"] for change in edit["changes"]} == {"partner"}
    assert statuses(register_path) == {"partner": 20, "not-yet-looked-at": 1}

    officer.press("u")
    officer.see("Undo", "y Yes")
    officer.press("y")
    officer.see("Undid: ", "Saved.")
    assert statuses(register_path) == {"not-yet-looked-at": 21}
    assert edits_in(register_path)[-1]["undoes"] == edit["id"]
    officer.leave()


def statuses(path: Path) -> dict[str, int]:
    """Return how many organisations of a register's file have each status."""
    found: dict[str, int] = {}
    for document in partners_in(path).values():
        found[document["status"]] = found.get(document["status"], 0) + 1
    return found


def test_two_names_of_one_group_are_found_joined_and_parted_again(
    run_partnertui: Run, register_path: Path, open_terminal: OpenTerminal
) -> None:
    """In the published file John Leigh Park has friends under two names; one list tells so."""
    prepare(run_partnertui, register_path, ("import", str(REAL)))
    documents = {document["id"]: document for document in table_of(register_path, "partners")}
    pairs = [
        {documents[partner_id]["name"] for partner_id in (pair.one, pair.other)}
        for pair in likely_duplicates(documents.values())
    ]
    assert {PARK, SAME} in pairs
    before = partners_in(register_path)
    assert "Friends of john Leigh Park" in before[PARK]["also_known_as"]
    officer = Officer(open_terminal("--register", register_path, "--as", BY))
    officer.see("not yet looked at")
    officer.press("4")
    officer.see("4 Register:")
    officer.press("m")
    officer.answer("2", "2  List likely duplicates")
    screen = officer.see(f"likely duplicates, {len(pairs)} pairs", f"  {PARK}  {SAME}")
    lines = screen.splitlines()[1:]
    place = next(number for number, line in enumerate(lines) if line.startswith(f"  {PARK}"))
    officer.press(*["down"] * place)
    officer.see(f"> {PARK}  {SAME}")
    officer.press("enter")
    officer.answer("1", f"1  Keep '{PARK}'")

    officer.see(f"Merged {SAME} into {PARK}. Saved.")
    joined = partners_in(register_path)
    assert SAME not in joined
    assert SAME in joined[PARK]["also_known_as"]
    assert joined[PARK]["money"] == {**before[PARK]["money"], **before[SAME]["money"]}
    officer.press("u")
    officer.see("Undo", "y Yes")
    officer.press("y")
    officer.see("Undid: ", "Saved.")
    parted = {document["id"]: document for document in table_of(register_path, "partners")}
    assert parted == documents
    officer.leave()
