"""Keys of one's own from the settings file, in a real terminal."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from tests.conftest import Run
from tests.e2e.conftest import OpenTerminal
from tests.e2e.officer import BY, Officer, partners_in, prepare

OAK = "Oak Friends"


def test_an_officer_works_with_keys_of_their_own(
    open_terminal: OpenTerminal, run_partnertui: Run, register_path: Path
) -> None:
    """Without letters, by a function key, Ctrl and the palette; a theme chosen there is kept."""
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "partnertui" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('# mine\nletter_keys = false\n\n[keys]\nedit.undo = "F2, Ctrl+U"\n')
    prepare(run_partnertui, register_path, ("add", OAK, "--framework", "not-for-profit"))
    officer = Officer(open_terminal("--register", register_path, "--as", BY))

    officer.see("1 partner", "ctrl+p Actions")
    officer.press("q", "4", "ctrl+p")
    officer.see("All actions")
    officer.press("register look", "enter")
    officer.see("Not-for-profit", "Register: 1 organisation")
    officer.press("ctrl+p", "remove", "enter")
    officer.see(f"Removed {OAK}. Saved; F2 brings it back.")
    officer.press("f2")
    officer.see("Not-for-profit")
    assert list(partners_in(register_path)) == [OAK]
    officer.press("ctrl+p", "look light", "enter")
    officer.see("Light. Kept in")
    officer.press("escape")
    officer.see("Register: 1 organisation")
    officer.press("ctrl+p", "quit", "enter")

    assert officer.terminal.exit_code() == 0
    kept = settings.read_text()
    assert tomllib.loads(kept)["theme"] == "light"
    assert kept == '# mine\nletter_keys = false\ntheme = "light"\n\n[keys]\n' + (
        'edit.undo = "F2, Ctrl+U"\n'
    )


def test_keys_that_cannot_be_are_told_before_anything_is_drawn(
    open_terminal: OpenTerminal, register_path: Path
) -> None:
    """The dashboard does not open; one line names the file, the key and the reason."""
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "partnertui" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[keys]\nedit.undo = "Ctrl+B"\n')
    terminal = open_terminal("--register", register_path, size=(24, 300))

    assert terminal.exit_code() == 2
    assert terminal.shows("tmux begins its own commands with it")
