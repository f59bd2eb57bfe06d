"""From nothing to a scored partner by keys alone, and back to it at the next start."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.conftest import LIMIT, Run
from tests.e2e.conftest import OpenTerminal
from tests.e2e.officer import Officer, partners_in
from tuiapp.person import paths

MOST_KEYS = 26
"""How many keys the first scored partner may cost; its name and the council's take 10 of them."""


def test_from_nothing_to_a_scored_partner(open_terminal: OpenTerminal) -> None:
    """A council, a register, a partner and its three scores, and the next start opens there."""
    officer = Officer(open_terminal())
    officer.answer("2", "Begin our own register")
    officer.see("What is the council called?")
    officer.press("Leeds", "enter")
    officer.answer("1", "England")
    officer.answer("enter", "Enter takes this path.")
    officer.answer("enter", "q leaves; you come back to where you were.")
    officer.answer("enter", "> Press Enter to add the first partner")
    officer.see("Add a partner")
    officer.press("Heron", "enter")
    officer.answer("enter", "> Heron")
    officer.see("[Overview]")
    officer.press("right", "right")
    officer.answer("enter", "No scores yet: Enter gives them")
    officer.see("Council view")
    officer.press("3", "2", "4", "enter")
    officer.see("[Measures]", "3 Going well", "Saved.")

    scores = partners_in(paths.default_register())["Heron"]["scores"].values()
    assert sorted(score["value"] for score in scores) == [2, 3, 4]
    assert officer.keys <= MOST_KEYS, officer.keys
    officer.press("down")
    officer.see("> Clear arrangements")
    officer.leave()

    again = Officer(open_terminal())
    again.see("[Measures]", "> Clear arrangements")
    again.press("escape")
    again.see("1 Today", "> Heron: Say in two lines")
    again.leave()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_lost_line_leads_back_too(
    number: signal.Signals, open_terminal: OpenTerminal, register_path: Path, run_partnertui: Run
) -> None:
    """Ended from outside it comes back to the partner; once that is gone, to the list."""
    named = ("--register", register_path, "--as", "Parks officer")
    for name in ("Heron", "Oak"):
        assert run_partnertui(*named, "add", name, "--framework", "statutory").code == 0
    terminal = open_terminal(*named)
    terminal.wait_for("q Quit")
    terminal.press("4")
    terminal.wait_for("> Heron")
    terminal.press("down", "enter")
    terminal.wait_for("[Overview]")
    terminal.press("right", "down")
    terminal.wait_for("> [ ] Choose the route")

    terminal.kill(number)

    assert terminal.exit_code_within(LIMIT, reading=True) == 128 + number
    terminal = open_terminal(*named)
    terminal.wait_for("[Checklist]")
    terminal.wait_for("> [ ] Choose the route")
    terminal.press("escape")
    terminal.wait_for("> Oak")
    terminal.press("enter")
    terminal.wait_for("[Overview]")
    terminal.press("q")
    assert terminal.exit_code() == 0

    assert run_partnertui(*named, "remove", "Oak").code == 0
    terminal = open_terminal(*named)
    terminal.wait_for("> Heron")
    terminal.wait_for("4 Register")


@pytest.mark.parametrize("key", ["escape", "q"])
def test_the_first_day_can_be_left_with_nothing_made(key: str, open_terminal: OpenTerminal) -> None:
    """Esc and q end with 0, and the person's folders are as empty as before."""
    terminal = open_terminal(size=(12, 40))
    terminal.wait_for("3  Open a register")

    terminal.press(key)

    assert terminal.exit_code() == 0
    assert not paths.default_register().parent.exists()


def test_a_lost_terminal_ends_the_first_day(open_terminal: OpenTerminal) -> None:
    """It ends with 129, and nothing was made."""
    terminal = open_terminal()
    terminal.wait_for("q Quit")

    terminal.drop()

    assert terminal.exit_code_within(LIMIT, reading=False) == 128 + signal.SIGHUP
    assert not paths.default_register().parent.exists()


def test_without_a_terminal_the_first_day_says_how_to_make_a_register(run_partnertui: Run) -> None:
    """From a script it ends with 3 in one line, which names the command."""
    answer = run_partnertui()

    assert (answer.code, answer.out, answer.err.count("\n")) == (3, "", 1)
    assert "make a register with: partnertui init PATH" in answer.err


def test_a_missing_register_of_the_settings_is_told_with_the_settings(
    open_terminal: OpenTerminal, run_partnertui: Run
) -> None:
    """It is no first day: 3, and the line that names it is in which file."""
    settings = paths.settings_file()
    settings.parent.mkdir(parents=True)
    settings.write_text("register = '~/gone.json'\n")

    answer = run_partnertui("list")
    assert answer.code == 3
    assert f"{Path(os.environ['HOME']) / 'gone.json'}, which the settings name: {settings}" in (
        answer.err
    )
    assert open_terminal().exit_code() == 3
