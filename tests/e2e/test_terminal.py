"""The dashboard in a real terminal, and where there is none."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run
from tests.e2e.conftest import OpenTerminal


def test_without_a_terminal_it_says_so_in_one_line(
    run_partnertui: Run, register_path: Path
) -> None:
    """Piped, the dashboard ends with exit code 2, one line, and no escape code."""
    answer = run_partnertui("--register", register_path)

    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert "terminal" in answer.err
    assert "\x1b" not in answer.out + answer.err


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
    terminal.wait_for("Enter Open  a Add")
    assert "Evil ␛]52;c;aGk=␇␛[2J⟨U+202E⟩Ltd" in terminal.text
    terminal.press("enter")
    terminal.wait_for("a character that cannot be shown")
    terminal.press("q")

    terminal.exit_code()

    assert b"\x1b]52" not in terminal.received
    assert "\u202e" not in terminal.received.decode()
