"""Two real dashboards on one register: each sees what the other saves, neither overwrites it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.conftest import OpenTerminal
from tests.e2e.terminal import Terminal
from tuiapp.domain.register import partner_edits
from tuiapp.screens.shared.conflict import READING_SECONDS
from tuiapp.store.file_register import FileRegister

EMPTY_LINE = "\x15"
"""What ctrl+u sends: it empties a line that is typed in."""
ROUNDS = 3
"""One for each answer; a long run takes more."""


@dataclass
class Met:
    """What came of two people changing one field again and again.

    Attributes:
        rounds: How often they did.
        shown: How often the second of them was asked.
        silent: How often one wrote over the other unasked, or something typed was lost.
        slowest: The longest it took until one saw the other's save, in seconds.
    """

    rounds: int = 0
    shown: int = 0
    silent: int = 0
    slowest: float = 0.0


def meet_on_one_field(first: Terminal, second: Terminal, path: Path, rounds: int) -> Met:
    """Let two dashboards change the name of the only partner at once, as often as asked for.

    The first always saves; the second is asked, and keeps theirs, takes the other's and goes back
    to editing in turn.

    Args:
        first: A dashboard that shows the list of the register.
        second: Another one.
        path: The register.
        rounds: How often.
    """
    met, kept = Met(), name_in(path)
    for number in range(rounds):
        name, other = f"Parks {number:03}.", f"Trees {number:03}."
        for terminal, typed in ((first, name), (second, other)):
            terminal.press("e")
            terminal.wait_for("As the organisation writes it")
            terminal.press(EMPTY_LINE)
            terminal.wait_until_no_line_is(kept)  # Textual does a key later than it types one
            terminal.press(typed)
            terminal.wait_for(typed)
        first.press("enter")
        first.wait_for("Saved.")
        second.press("enter")
        second.wait_for("Go back to editing")  # the last line of it: the whole is drawn by then
        asked = f"Yours: {other}" in second.text and f": {name}" in second.text
        met.rounds += 1
        met.shown += asked
        met.silent += name_in(path) != name
        kept = answer(second, number % 3, name, other)
        met.silent += name_in(path) != kept
        begun = time.monotonic()
        first.wait_for(kept)
        met.slowest = max(met.slowest, time.monotonic() - begun)
        second.wait_for(kept)
    return met


def answer(terminal: Terminal, which: int, name: str, other: str) -> str:
    """Answer the question, go back to the list, and return the name that then has to be stored."""
    terminal.listen(2 * READING_SECONDS)  # a digit that comes at once is not meant for it
    if which == 0:
        terminal.press("1")
        terminal.wait_for("Saved.")
        return other
    if which == 1:
        terminal.press("2")
        terminal.wait_for(f"You had typed: {other}")
        terminal.press("escape")
    else:
        terminal.press("3")
        terminal.wait_for("Nothing was saved: it stands here as you typed it")
        terminal.wait_for(other)
        terminal.press("escape")
        terminal.wait_for("Leave without saving")
        terminal.press("y")
    terminal.wait_for("4 Register")
    return name


def name_in(path: Path) -> str:
    """Return what the only partner is called in the file."""
    (document,) = FileRegister(path, by="Reader").snapshot.documents.values()
    return str(document["name"])


def test_one_field_changed_by_two_is_asked_about_every_time(
    open_terminal: OpenTerminal, register: FileRegister, register_path: Path
) -> None:
    """Whatever the second answers, nothing is written over unasked and each sees the outcome."""
    register.save(partner_edits.add("Oak Friends", {}))
    officers = []
    for by in ("Parks officer", "Trees officer"):
        terminal = open_terminal("--register", register_path, "--as", by)
        terminal.wait_for("Oak Friends")
        terminal.press("4")
        terminal.wait_for("1 organisation")
        officers.append(terminal)

    met = meet_on_one_field(officers[0], officers[1], register_path, ROUNDS)

    assert (met.rounds, met.shown, met.silent) == (ROUNDS, ROUNDS, 0)
    edits = FileRegister(register_path, by="Reader").history()
    assert [edit.by for edit in edits[1:]] == [
        "Parks officer",
        "Trees officer",
        "Parks officer",
        "Parks officer",
    ]


def test_a_save_shows_in_the_other_dashboard_and_idle_it_sends_nothing(
    open_terminal: OpenTerminal, register: FileRegister, register_path: Path
) -> None:
    """What is saved elsewhere comes by itself; while nobody saves not one byte is sent."""
    register.save(partner_edits.add("Oak Friends", {}))
    terminal = open_terminal("--register", register_path)
    terminal.wait_for("Oak Friends: Say in two lines")
    terminal.press("4")
    terminal.wait_for("1 organisation")
    terminal.listen(1)

    assert terminal.listen(3) == b""

    FileRegister(register_path, by="Trees officer").save(partner_edits.add("Elm Society", {}))

    terminal.wait_for("Elm Society")
    assert terminal.shows("by Trees officer")
