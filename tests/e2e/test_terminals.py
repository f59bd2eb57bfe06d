"""The same work in every kind of terminal, and what is sent to each."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import OpenTerminal

XTERM = {"TERM": "xterm-256color"}
F2 = {"linux": "\x1b[[B"}
"""What a terminal sends for F2 that has its own way."""
Sent = Callable[..., bytes]


def colours(sent: bytes) -> Iterator[str]:
    """Yield every code that was sent for a colour: of text, of what it stands on, or the usual."""
    for codes in re.findall(rb"\x1b\[([0-9;]*)m", sent):
        parts = codes.decode().split(";")
        while parts:
            code = parts.pop(0)
            if code in ("38", "48"):
                kind = parts.pop(0)
                del parts[: 3 if kind == "2" else 1]
                yield f"{code};{kind}"
            elif re.fullmatch(r"[349][0-79]|10[0-7]", code):
                yield code


@pytest.fixture
def sent(open_terminal: OpenTerminal, register_path: Path) -> Sent:
    """Return what does an officer's work in a terminal of some kind, and what was sent to it."""

    def work(environment: dict[str, str], *args: str) -> bytes:
        terminal = open_terminal("--register", register_path, *args, env=environment)
        terminal.wait_for("No partners yet")
        terminal.press("enter")
        terminal.wait_for("As the organisation writes it")
        terminal.press("Heron Wood", F2.get(environment["TERM"], "f2"))
        terminal.wait_for("Added and saved")
        terminal.press("f")
        terminal.wait_for("List which organisations?")
        terminal.press("escape")
        terminal.wait_until_gone("List which organisations?")
        terminal.press("enter")
        terminal.wait_for("[Overview]")
        terminal.press("right")
        terminal.wait_for("[Checklist]")
        terminal.press("space")
        terminal.wait_for("[!] Say in two lines")
        terminal.press("q")
        assert terminal.exit_code() == 0
        return terminal.received

    return work


@pytest.mark.parametrize("kind", ["xterm-256color", "screen-256color"])
def test_with_256_colours_no_other_codes_are_sent(sent: Sent, kind: str) -> None:
    """A terminal that says it has 256 gets those, and lines for borders."""
    work = sent({"TERM": kind})

    assert {"38;5", "48;5"} <= set(colours(work)) <= {"38;5", "48;5", "39", "49"}
    assert "┌" in work.decode()


def test_with_true_colour_the_themes_own_are_sent(sent: Sent) -> None:
    """A terminal that says so gets the colours as they are."""
    assert {"38;2", "48;2"} <= set(colours(sent({**XTERM, "COLORTERM": "truecolor"})))


def test_the_linux_console_keeps_its_own_colours(sent: Sent) -> None:
    """With 16 colours only the two that its owner chose are used."""
    assert set(colours(sent({"TERM": "linux"}))) <= {"39", "49"}


def test_a_video_terminal_gets_signs_that_it_has(sent: Sent) -> None:
    """On a vt220 there is no colour code, and every sign is an ASCII one."""
    work = sent({"TERM": "vt220"})

    assert list(colours(work)) == []
    assert work.isascii()
    assert b"+----" in work


def test_no_color_is_kept(sent: Sent) -> None:
    """NO_COLOR=1 sends no colour code, whatever the terminal could show."""
    assert list(colours(sent({**XTERM, "COLORTERM": "truecolor", "NO_COLOR": "1"}))) == []


def test_what_is_copied_goes_to_the_terminal(
    open_terminal: OpenTerminal, register_path: Path
) -> None:
    """The page reaches the terminal by the code for its clipboard, and nothing is promised."""
    terminal = open_terminal("--register", register_path)
    terminal.wait_for("No partners yet")
    terminal.press("2", "enter")
    terminal.wait_for("People and nature both gain")
    terminal.press("c")
    terminal.wait_for("Sent the page to your terminal")
    (copied,) = re.findall(rb"\x1b]52;c;([A-Za-z0-9+/=]*)\x07", terminal.received)

    text = base64.b64decode(copied).decode()
    assert text.startswith("Why partnerships help people and nature\n")


@pytest.mark.parametrize("is_wanted", [True, False])
def test_the_mouse_is_taken_only_where_it_is_asked_for(
    is_wanted: bool, open_terminal: OpenTerminal, register_path: Path
) -> None:
    """Left alone, the terminal goes on selecting text; asked for in the settings, it is taken."""
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "partnertui" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"mouse = {str(is_wanted).lower()}\n")
    terminal = open_terminal("--register", register_path)
    terminal.wait_for("No partners yet")

    assert (b"\x1b[?1000h" in terminal.received) == is_wanted
