"""An officer at a dashboard: keys that are pressed and counted, and the file that comes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from tests.conftest import Answer, Run
from tests.e2e.terminal import KEYS, Terminal

BY = "Parks officer"
"""Who sits at the dashboard."""

Fields = dict[str, Any]
"""What the register's file holds of something."""


class Officer:
    """Somebody who presses keys, reads the screen, and waits for nothing else.

    Args:
        terminal: A terminal in which the dashboard was started.
    """

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.keys = 0
        """How many keys were pressed, letters among them; what was said is not counted."""

    def press(self, *keys: str) -> None:
        """Press keys and count them: a named key is one, anything else one a letter."""
        self.keys += sum(1 if key in KEYS else len(key) for key in keys)
        self.terminal.press(*keys)

    def say(self, words: str) -> None:
        """Type what was said or promised: as many letters as it has, in any tool."""
        self.terminal.press(words)

    def paste(self, text: str) -> None:
        """Paste, as a terminal does that tells the program so."""
        self.terminal.send(f"\x1b[200~{text}\x1b[201~".encode())

    def see(self, *texts: str) -> str:
        """Wait until every text is on the screen, and return the screen."""
        for text in texts:
            self.terminal.wait_for(text)
        return self.terminal.text

    def answer(self, key: str, question: str) -> None:
        """Wait for a question, and answer it by a key."""
        self.see(question)
        self.press(key)

    def leave(self) -> None:
        """End the dashboard."""
        self.terminal.press("q")
        assert self.terminal.exit_code() == 0


def partners_in(path: Path) -> dict[str, Fields]:
    """Return every partner of a register's file by its name."""
    return {document["name"]: document for document in table_of(path, "partners")}


def edits_in(path: Path) -> list[Fields]:
    """Return the edits that a register's file holds, oldest first."""
    return table_of(path, "edits")


def table_of(path: Path, name: str) -> list[Fields]:
    """Return what a table of a register's file holds, as it stands there."""
    return list(orjson.loads(path.read_bytes())[name].values())


def prepare(run: Run, path: Path, *commands: tuple[str, ...]) -> None:
    """Do commands in a register, one after the other."""
    for command in commands:
        answer: Answer = run("--register", path, "--as", BY, *command)
        assert answer.code == 0, f"{command}: {answer.err}"
