"""What is pasted into the real dashboard is text, whatever it holds."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Thread

import pytest

from tests.e2e.conftest import OpenTerminal, program_environment
from tests.e2e.terminal import Terminal
from tuiapp.domain.register import partner_edits
from tuiapp.store.file_register import FileRegister


def test_a_paste_with_an_escape_removes_no_partner(
    open_terminal: OpenTerminal, register_path: Path
) -> None:
    """On a list it does nothing; in a field it stands as text, and Esc still leaves the field."""
    FileRegister(register_path, by="Ann").save(partner_edits.add("Oak Friends", {}))
    terminal = open_terminal("--register", register_path)
    terminal.press("4")
    terminal.wait_for("Oak Friends")
    before = register_path.read_bytes()
    terminal.send(b"\x1b[200~hello\x1bd\x1b[201~")
    terminal.press("/")
    terminal.send(b"\x1b[200~Oak\x1bd\x1b[201~")
    terminal.wait_for("Oak␛d")

    assert register_path.read_bytes() == before
    terminal.press("escape")
    terminal.wait_until_gone("Oak␛d")
    terminal.press("q")
    assert terminal.exit_code() == 0


def test_a_paste_without_an_end_shows_by_itself(
    open_terminal: OpenTerminal, register_path: Path
) -> None:
    """Its end mark was lost on the way: what came is shown, and then keys are keys again."""
    FileRegister(register_path, by="Ann").save(partner_edits.add("Oak Friends", {}))
    terminal = open_terminal("--register", register_path)
    terminal.press("4")
    terminal.wait_for("Oak Friends")
    terminal.press("/")
    terminal.send(b"\x1b[200~Heron")
    terminal.wait_for("Heron")
    terminal.press("escape")
    terminal.wait_until_gone("Heron")
    terminal.press("q")

    assert terminal.exit_code() == 0


def test_a_paste_that_is_too_long_is_left_out_and_says_so(
    open_terminal: OpenTerminal, register_path: Path
) -> None:
    """Nothing of it stands in the field, and what is typed next does."""
    FileRegister(register_path, by="Ann").save(partner_edits.add("Oak Friends", {}))
    terminal = open_terminal("--register", register_path)
    terminal.press("4")
    terminal.wait_for("Oak Friends")
    terminal.press("/")
    terminal.send(b"\x1b[200~" + b"dq " * 20_000 + b"\x1b[201~Heron")
    terminal.wait_for("The paste has more than 50,000 characters and was left out.")
    terminal.wait_for("Heron")

    assert not terminal.shows("dq dq")
    terminal.press("escape")
    terminal.wait_until_gone("Heron")
    terminal.press("q")
    assert terminal.exit_code() == 0


@pytest.mark.parametrize("end", [b"\x1b[201~", b""], ids=["ended", "endless"])
def test_nothing_of_a_paste_is_left_for_the_shell(register_path: Path, end: bytes) -> None:
    """The dashboard is left while a paste still comes; the shell then reads what is typed next."""
    script = '"$@"; echo "It ended with $?."; read -r line; echo "The shell read <$line>."'
    dashboard = [sys.executable, "-m", "tuiapp", "--register", str(register_path)]
    shell = Terminal(["sh", "-c", script, "sh", *dashboard], program_environment())
    try:
        shell.press("4")
        shell.wait_for("Register")
        paste = b"q\x1b[200~" + b"rm everything\r" * 40_000 + end
        sender = Thread(target=shell.send, args=(paste,), daemon=True)
        sender.start()
        shell.wait_for("It ended with 0.")
        sender.join()
        shell.press("ls", "enter")
        shell.wait_for("The shell read <ls>.")
    finally:
        shell.close()


def test_textuals_own_variables_write_no_file(
    open_terminal: OpenTerminal, register_path: Path, tmp_path: Path
) -> None:
    """No key is written down, no picture taken, and a wrong value ends nothing."""
    folder = tmp_path / "here"
    folder.mkdir()
    told = {
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_LOG": str(folder / "log"),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(folder),
        "TEXTUAL_COLOR_SYSTEM": "nonsense",
        "TEXTUAL_PRESS": "q",
        "TEXTUAL_DRIVER": "no.such:Driver",
    }
    terminal = open_terminal("--register", register_path, env=told)
    terminal.press("4")
    terminal.wait_for("Register")
    terminal.press("q")

    assert terminal.exit_code() == 0
    assert list(folder.iterdir()) == []
    assert not Path("keys.log").exists()
