"""The dashboard in a real terminal, and where there is none."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.e2e.conftest import OpenTerminal, program_environment
from tests.e2e.terminal import Terminal


def test_without_a_terminal_it_says_so_in_one_line(
    run_partnertui: Run, register_path: Path
) -> None:
    """Piped, the dashboard ends with exit code 2, one line, and no escape code."""
    answer = run_partnertui("--register", register_path)

    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert "terminal" in answer.err
    assert "\x1b" not in answer.out + answer.err


@pytest.mark.parametrize("away", ["</dev/null", ">said", "2>said", "<&-"])
def test_with_one_stream_away_it_says_so_in_one_line(
    away: str, register_path: Path, tmp_path: Path
) -> None:
    """Where input, output or errors are no terminal it ends with 2, one line, no escape code."""
    said = said_at_the_start({}, register_path, tmp_path, away)

    assert said == ["No terminal: The dashboard needs a terminal to draw on."]


def test_with_standard_output_closed_it_says_so_in_one_line(
    register_path: Path, tmp_path: Path
) -> None:
    """That is what every command says then, and it ends with 2."""
    said = said_at_the_start({}, register_path, tmp_path, ">&-")

    assert len(said) == 1
    assert said[0].startswith("No output: Standard output is closed")


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_a_terminal_that_cannot_be_drawn_on_is_told_of_in_one_line(
    kind: str, register_path: Path, tmp_path: Path
) -> None:
    """Where TERM is dumb or empty it ends with 2, one line, and no escape code."""
    said = said_at_the_start({"TERM": kind}, register_path, tmp_path)

    assert said == ["No terminal: TERM says that this terminal cannot be drawn on."]


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_text_that_is_not_utf8_is_told_of_in_one_line(
    encoding: str, register_path: Path, tmp_path: Path
) -> None:
    """Where the session's text could not show our signs it ends with 2, and says what to set."""
    said = said_at_the_start({"PYTHONIOENCODING": encoding}, register_path, tmp_path)

    (line,) = said
    assert line.startswith("No UTF-8: This session's text is")


def said_at_the_start(
    changed: dict[str, str], register_path: Path, folder: Path, away: str = ""
) -> list[str]:
    """Return the lines of a start that must end with exit code 2, without name and hint."""
    script = f'cd "$1"; shift; "$@" {away}; code=$?; cat said 2>/dev/null; exit $code'
    dashboard = [sys.executable, "-m", "tuiapp", "--register", str(register_path)]
    environment = {**program_environment(), **changed}
    terminal = Terminal(["sh", "-c", script, "sh", str(folder), *dashboard], environment, (24, 200))
    try:
        assert terminal.exit_code() == 2
    finally:
        terminal.close()
    assert b"\x1b" not in terminal.received
    lines = terminal.received.decode().splitlines()
    return [re.sub("^partnertui: | (Use|Set) .*$", "", line) for line in lines]


def test_a_register_that_is_missing_is_named(open_terminal: OpenTerminal, tmp_path: Path) -> None:
    """A named register that is not there ends with exit code 3 and is not made."""
    terminal = open_terminal("--register", tmp_path / "none.json")

    terminal.wait_for("There is no file")

    assert terminal.exit_code() == 3
    assert not (tmp_path / "none.json").exists()


def test_what_was_saved_is_there_at_the_next_start(
    open_terminal: OpenTerminal, register_path: Path
) -> None:
    """A partner added in one session is found again in the next."""
    first = open_terminal("--register", register_path)
    first.wait_for("No partners yet")
    first.press("enter")
    first.wait_for("As the organisation writes it")
    first.press("Heron Wood Trust", "enter")
    first.wait_for("Added and saved")
    first.press("q")
    assert first.exit_code() == 0

    second = open_terminal("--register", register_path)

    assert "1 partner" in second.wait_for("Heron Wood Trust: Say in two lines")


def test_a_small_window_is_still_usable(open_terminal: OpenTerminal, register_path: Path) -> None:
    """At 40 by 12 the guide opens a page, and back at 80 by 24 it is still there."""
    terminal = open_terminal("--register", register_path, size=(12, 40))
    terminal.wait_for("No partners yet")
    terminal.press("2")
    terminal.wait_for("Why work in partnership")
    terminal.press("enter")
    terminal.wait_for("People and nature both gain")
    terminal.resize(24, 80)

    assert "Esc Back" in terminal.wait_for("A charity that knows trees")


def test_no_escape_code_of_a_name_reaches_the_terminal(
    open_terminal: OpenTerminal, register_path: Path
) -> None:
    """A name that holds escape codes in the file is shown with signs in their place."""
    from tests.hostile import put_partner

    put_partner(register_path, {"name": "Evil \x1b]52;c;aGk=\x07\x1b[2J\u202eLtd"})
    terminal = open_terminal("--register", register_path)
    terminal.wait_for("partner")
    terminal.press("4")
    terminal.wait_for("Enter Open  l Log  a Add")
    assert terminal.shows("Evil ␛]52;c;aGk=␇␛[2J⟨U+202E⟩Ltd")
    terminal.press("enter")
    terminal.wait_for("a character that cannot be shown")
    terminal.press("q")

    terminal.exit_code()

    assert b"\x1b]52" not in terminal.received
    assert "\u202e" not in terminal.received.decode()


def test_keys_typed_before_the_first_screen_are_not_lost(
    open_terminal: OpenTerminal, register_path: Path
) -> None:
    """What arrives while the program starts does what it would do a moment later."""
    terminal = open_terminal("--register", register_path)
    terminal.press("4", "a", "Heron Wood Trust")

    terminal.wait_for("Add a partner")
    terminal.wait_for("Heron Wood Trust")
    terminal.press("enter")
    terminal.wait_for("Added and saved")
    terminal.press("q")
    assert terminal.exit_code() == 0
