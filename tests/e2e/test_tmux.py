"""The dashboard inside a real tmux, as officers keep it open for days."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import LIMIT, Needs
from tests.screen_text import shows

Tmux = Callable[..., str]


@pytest.fixture
def tmux(short_folder: Path, needs: Needs) -> Iterator[Tmux]:
    """Return what runs a tmux command on a server of the test's own."""
    program = [needs("tmux"), "-S", str(short_folder / "socket"), "-f", "/dev/null"]

    def run(*arguments: str) -> str:
        return subprocess.run(
            [*program, *arguments], check=True, capture_output=True, text=True
        ).stdout

    yield run
    subprocess.run([*program, "kill-server"], check=False, capture_output=True)


def wait_for(tmux: Tmux, text: str) -> str:
    """Return the pane as soon as a text is on it; fail and show it if that never is."""
    end = time.monotonic() + LIMIT
    while not shows(pane := tmux("capture-pane", "-p"), text):
        assert time.monotonic() < end, f"'{text}' was not seen on:\n{pane}"
    return pane


def test_the_keys_of_an_officer_get_through_tmux(tmux: Tmux, register_path: Path) -> None:
    """Digits, letters, Enter, arrows, Esc and F2 all arrive, and the window can shrink."""
    # Some shells export the size they started with; the window must be followed all the same.
    command = f"COLUMNS=80 LINES=24 {sys.executable} -m tuiapp --register {register_path}"
    tmux("new-session", "-d", "-x", "80", "-y", "24", command)
    wait_for(tmux, "No partners yet")
    tmux("send-keys", "4")
    wait_for(tmux, "press a to add")
    tmux("send-keys", "a")
    wait_for(tmux, "As the organisation writes it")
    tmux("send-keys", "-l", "Heron Wood")
    tmux("send-keys", "F2")
    wait_for(tmux, "Added and saved")
    tmux("send-keys", "Enter")
    wait_for(tmux, "[Overview]")
    tmux("send-keys", "Right")
    wait_for(tmux, "[Checklist]")
    tmux("resize-window", "-x", "40", "-y", "12")
    wait_for(tmux, "< Checklist >  2 of 5")
    # tmux calls itself screen here, and has 256 colours all the same: the yellow of the cursor.
    assert "48;5;220" in tmux("capture-pane", "-e", "-p")
    tmux("send-keys", "Escape")

    assert "Heron Wood" in wait_for(tmux, "4 Register: 1 organisation")


def test_what_is_copied_reaches_tmux_where_it_takes_it(tmux: Tmux, register_path: Path) -> None:
    """Out of the box tmux drops it, and what to set is said; set so, its buffer has the page."""
    command = f"{sys.executable} -m tuiapp --register {register_path}"
    tmux("new-session", "-d", "-x", "80", "-y", "24", command)
    wait_for(tmux, "No partners yet")
    tmux("send-keys", "2", "Enter")
    wait_for(tmux, "People and nature both gain")
    tmux("send-keys", "c")
    sent = wait_for(tmux, "Sent the page to your terminal")
    assert shows(sent, "in tmux, set -g set-clipboard on")
    assert tmux("list-buffers") == ""

    tmux("set", "-g", "set-clipboard", "on")
    tmux("send-keys", "Escape", "Enter")
    wait_for(tmux, "People and nature both gain")
    tmux("send-keys", "c")
    end = time.monotonic() + LIMIT
    while not tmux("list-buffers"):
        assert time.monotonic() < end

    assert tmux("show-buffer").startswith("Why partnerships help people and nature\n")
