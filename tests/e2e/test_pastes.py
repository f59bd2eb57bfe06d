"""What is pasted into the real dashboard is text, whatever it holds."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import OpenTerminal
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
