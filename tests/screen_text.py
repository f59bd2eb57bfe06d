"""Reads the words of a screen, wherever its lines wrap and whatever frame is drawn round them."""

from __future__ import annotations

FRAMES = str.maketrans("│─┌┐└┘├┤┬┴┼▏▎▍▌▊▐▔▁", " " * 19)
"""What frames, edges and lines are drawn with; words hold none of it."""


def in_one_line(screen: str) -> str:
    """Return a screen as one line with single spaces and without frames."""
    return " ".join(screen.translate(FRAMES).split())


def shows(screen: str, text: str) -> bool:
    """Return whether a text is on a screen, even where a long word of it was broken in two."""
    return _without_spaces(text) in _without_spaces(screen)


def _without_spaces(text: str) -> str:
    return "".join(text.translate(FRAMES).split())
