"""The words of a screen are found wherever its lines wrap."""

from __future__ import annotations

from tests.screen_text import in_one_line, shows

SCREEN = """
┌──────────────┐
│ Not saved:   │
│ /srv/regis   │
│ ter.json: No │
│ space left   │
└──────────────┘
"""


def test_words_are_found_across_lines_and_frames() -> None:
    """Neither the end of a line nor a frame comes between two words, or inside a long one."""
    assert shows(SCREEN, "Not saved: /srv/register.json: No space left")
    assert in_one_line(SCREEN) == "Not saved: /srv/regis ter.json: No space left"


def test_words_that_are_not_there_are_not_found() -> None:
    """Other words, or the same in another order, are not on the screen."""
    assert not shows(SCREEN, "No space right")
    assert not shows(SCREEN, "space left: No")
