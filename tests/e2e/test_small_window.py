"""An officer's few minutes in a window of 40 by 12, beside something else."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.conftest import Run
from tests.e2e.conftest import OpenTerminal
from tests.e2e.officer import BY, Officer, partners_in, prepare

PARK = "Friends of Kingfisher Park"


def test_today_and_the_log_can_be_used_at_40_by_12(
    run_partnertui: Run, register_path: Path, open_terminal: OpenTerminal
) -> None:
    """A call is logged with what comes next, a line put off, an action done: the file has it."""
    prepare(
        run_partnertui,
        register_path,
        ("add", PARK, "--framework", "not-for-profit", "--set", f"lead_officer={BY}"),
        ("action", PARK, "add", "Send the key list", "--due", "-1d"),
        ("document", PARK, "add", "kind=insurance", "expires=+20d"),
    )
    officer = Officer(open_terminal("--register", register_path, "--as", BY, size=(12, 40)))
    officer.see("1 Today", "1 partner", "Insurance ends", "Must do")

    officer.press("2")
    officer.see("2 Guide")
    officer.press("l")
    officer.see("Log a contact", "A few letters of its name.")
    officer.press("king")
    officer.see("That is Friends of Kingfisher Park.")
    officer.press("tab", "tab")
    officer.say("The gate is mended")
    officer.see("The gate is mended")
    officer.press("tab", "tab")
    officer.say("Send the map")
    officer.press("tab", "+7d")
    day = date.today() + timedelta(days=7)
    officer.see("That is ", f"{day.day} {day:%B %Y}.")
    officer.press("enter")
    officer.see("2 Guide", "Logged call")
    park = partners_in(register_path)[PARK]
    (entry,) = park["log"].values()
    assert (entry["kind"], entry["note"]) == ("call", "The gate is mended")
    due = {action["title"]: action["due"] for action in park["actions"].values()}
    assert due["Send the map"] == day.isoformat()

    officer.press("1")
    officer.see("1 Today", "> Friends of …: Insurance ends")
    officer.press("o")
    officer.see("Put off until")
    officer.press("fri", "tab")
    officer.say("Their treasurer is away")
    officer.press("enter")
    officer.see("1 Today")
    officer.terminal.wait_until_gone("Insurance")
    officer.see("> Friends of …: Send the key list", "Send the key list: overdue")
    officer.press("enter")
    officer.see("< Record >", "> [ ] Send the key list")
    officer.press("space")
    officer.see("> [x] Send the key list")
    park = partners_in(register_path)[PARK]
    (waiting,) = park["put_off"].values()
    assert waiting["reason"] == "Their treasurer is away"
    assert date.fromisoformat(waiting["until"]) > date.today()
    done = {action["title"] for action in park["actions"].values() if "done_on" in action}
    assert done == {"Send the key list"}
    officer.leave()
