"""The whole way of an officer: log in, add, tick, score, quit; the file holds it all."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from tinydb import TinyDB

from tests.e2e.conftest import program_environment
from tests.e2e.terminal import Terminal


def test_an_officer_does_the_main_job_over_ssh(ssh_command: list[str], register_path: Path) -> None:
    """Over a real sshd an officer adds a partner, ticks an item, scores a measure and quits."""
    kept = {name: os.environ[name] for name in ("HOME", "LC_ALL")}
    settings = " ".join(f"{name}={shlex.quote(value)}" for name, value in kept.items())
    program = f"{sys.executable} -m tuiapp --as Officer --register {register_path}"
    remote = f"cd {Path.cwd()} && exec env {settings} {program}"
    terminal = Terminal([*ssh_command, remote], program_environment())
    try:
        terminal.wait_for("No partners yet")
        terminal.press("4")
        terminal.wait_for("press a to add the first one")
        terminal.press("a")
        terminal.wait_for("As the organisation writes it")
        terminal.press("Friends of Heron Wood", "enter")
        terminal.wait_for("Added and saved")
        terminal.press("enter")
        terminal.wait_for("[Overview]")
        terminal.press("right")
        terminal.wait_for("[Checklist]")
        terminal.press("space")
        terminal.wait_for("1 of 6 done")
        terminal.press("right")
        terminal.wait_for("[Measures]")
        terminal.press("enter")
        terminal.wait_for("Press a digit")
        terminal.press("3", "enter")
        terminal.wait_for("3 Going well")
        terminal.press("q")
        assert terminal.exit_code() == 0
    finally:
        terminal.close()

    with TinyDB(register_path, access_mode="r") as database:
        (partner,) = database.table("partners").all()
    assert partner["name"] == "Friends of Heron Wood"
    assert partner["checklist"]["need-stated"]["mark"]["state"] == "done"
    assert partner["checklist"]["need-stated"]["mark"]["by"] == "Officer"
    (score,) = partner["scores"].values()
    assert (score["measure"], score["value"], score["scale"]) == ("trust", 3, "0 to 4")
    assert b"\x1b[?1049l" in terminal.received, "the shell's screen was not given back"
