"""How the dashboard is to look, from what a person chose and what the terminal says of itself."""

from __future__ import annotations

import pytest

from tuiapp.person.settings import Settings
from tuiapp.terminal.look import Colours, Look, choose_look, colours_of

LIGHT = Settings(theme="light")


@pytest.mark.parametrize(
    ("environment", "colours"),
    [
        ({"TERM": "xterm-256color"}, Colours.MANY),
        ({"TERM": "screen-256color"}, Colours.MANY),
        ({"TERM": "tmux-256color"}, Colours.MANY),
        ({"TERM": "xterm-kitty"}, Colours.MANY),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Colours.ALL),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, Colours.ALL),
        ({"TERM": "xterm", "COLORTERM": "yes"}, Colours.FEW),
        ({"TERM": "linux"}, Colours.FEW),
        ({"TERM": "screen"}, Colours.FEW),
        ({"TERM": "screen", "STY": "1.pts"}, Colours.FEW),
        ({"TERM": "screen", "TMUX": "default"}, Colours.MANY),
        ({"TERM": "linux", "TMUX": "default"}, Colours.FEW),
        ({"TERM": "of-tomorrow"}, Colours.FEW),
        ({}, Colours.FEW),
        ({"TERM": "vt100"}, Colours.NONE),
        ({"TERM": "vt220"}, Colours.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, Colours.NONE),
        ({"COLORTERM": "truecolor", "NO_COLOR": "0"}, Colours.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, Colours.MANY),
    ],
)
def test_how_many_colours_a_terminal_shows(environment: dict[str, str], colours: Colours) -> None:
    """COLORTERM goes before the terminal's name, and NO_COLOR before both, unless it is empty."""
    assert colours_of(environment) is colours


@pytest.mark.parametrize(
    ("settings", "term", "look"),
    [
        (LIGHT, "xterm-256color", Look("light", is_coloured=True, is_ascii=False)),
        (LIGHT, "linux", Look("ansi", is_coloured=True, is_ascii=False)),
        (LIGHT, "vt220", Look("ansi", is_coloured=False, is_ascii=True)),
        (Settings(borders="lines"), "vt220", Look("ansi", is_coloured=False, is_ascii=False)),
        (
            Settings(borders="ascii"),
            "xterm-256color",
            Look("dark", is_coloured=True, is_ascii=True),
        ),
        (Settings(theme="ansi"), "xterm-256color", Look("ansi", is_coloured=True, is_ascii=False)),
    ],
)
def test_the_look_is_as_chosen_as_far_as_the_terminal_goes(
    settings: Settings, term: str, look: Look
) -> None:
    """With few colours the terminal's own two are used; a video terminal gets ASCII signs."""
    assert choose_look(settings, {"TERM": term}) == look
