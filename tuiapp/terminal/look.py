"""How the dashboard is to look on a terminal: in which theme, with which signs, in colour or not.

Decided at the start from what the environment says. The terminal itself is never asked: over a
slow line an answer may take seconds, or never come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from tuiapp.person.settings import Settings


class Colours(IntEnum):
    """How many colours a terminal shows."""

    NONE = 0
    FEW = 16
    """Eight or sixteen, of which only the terminal knows what they look like."""
    MANY = 256
    ALL = 1 << 24

    @property
    def system(self) -> str:
        """What Textual calls it; it would guess by the terminal's name alone."""
        return {Colours.ALL: "truecolor", Colours.MANY: "256"}.get(self, "standard")


VIDEO_TERMINALS: Final = ("vt1", "vt2", "vt3", "vt4", "vt5")
"""What the name of a terminal begins with that has no colours, nor lines among its letters."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the dashboard is to look.

    Attributes:
        theme: One of `settings.THEMES`.
        is_coloured: Whether colour codes may be sent at all.
        is_ascii: Whether every sign of ours is to be an ASCII one.
    """

    theme: str
    is_coloured: bool
    is_ascii: bool


def choose_look(settings: Settings, environ: Mapping[str, str]) -> Look:
    """Return how to look: as a person chose, as far as the terminal can show it.

    Our colours are made for 256 and more. Where there are fewer nobody knows which ones come
    out, so that the terminal's own two are used there.
    """
    colours = colours_of(environ)
    term = environ.get("TERM", "")
    return Look(
        theme=settings.theme if colours >= Colours.MANY else "ansi",
        is_coloured=colours > Colours.NONE,
        is_ascii=settings.borders == "ascii"
        or (settings.borders == "auto" and term.startswith(VIDEO_TERMINALS)),
    )


def colours_of(environ: Mapping[str, str]) -> Colours:
    """Return how many colours to use; `NO_COLOR` stands for none, see https://no-color.org."""
    if environ.get("NO_COLOR"):
        return Colours.NONE
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return Colours.ALL
    term = environ.get("TERM", "")
    if term.endswith(("256color", "kitty")):
        return Colours.MANY
    if environ.get("TMUX") and term.startswith(("screen", "tmux")):
        return Colours.MANY  # tmux takes them, whatever it calls itself, and lowers them if need be
    return Colours.NONE if term.startswith(VIDEO_TERMINALS) else Colours.FEW
