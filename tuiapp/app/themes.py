"""How the dashboard looks: its themes, and what is sent to terminals that show less.

Every pair of colours that is used is legible, both as it is here and as terminals with 256 colours
round it: 4.5 to 1 for text, 3 to 1 for edges. `tests/screens/test_contrast.py` looks at every cell
of every screen.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.filter import LineFilter
from textual.theme import Theme

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color


def _theme(name: str, *, is_dark: bool, **colours: str) -> Theme:
    """Return a theme; every variable that Textual would derive, and we show, is said outright.

    Args:
        name: Its name in `settings.THEMES`.
        is_dark: Whether text is lighter than what it stands on.
        colours: The colour of each role: text, muted, page, bar, edge, heading, accent (what
            draws the eye to one thing), cursor and on_cursor (the line somebody is at), good,
            warning, bad, and chosen (what is behind letters that are selected).
    """
    text, page = colours["text"], colours["page"]
    return Theme(
        name=name,
        dark=is_dark,
        primary=colours["heading"],
        secondary=colours["heading"],
        accent=colours["accent"],
        warning=colours["warning"],
        error=colours["bad"],
        success=colours["good"],
        foreground=text,
        background=page,
        surface=page,
        panel=colours["bar"],
        variables={
            "text": text,
            "text-muted": colours["muted"],
            "text-disabled": colours["muted"],
            "border": colours["edge"],
            "border-blurred": colours["edge"],
            "block-cursor-background": colours["cursor"],
            "block-cursor-foreground": colours["on_cursor"],
            "block-cursor-text-style": "bold",
            "input-cursor-background": colours["cursor"],
            "input-cursor-foreground": colours["on_cursor"],
            "input-cursor-text-style": "none",
            "input-selection-background": colours["chosen"],
            "input-selection-foreground": text,
            "screen-selection-background": colours["chosen"],
            "screen-selection-foreground": text,
            **dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), colours["edge"]),
            **dict.fromkeys(
                (
                    *("scrollbar-background", "scrollbar-background-hover"),
                    *("scrollbar-background-active", "scrollbar-corner-color"),
                ),
                page,
            ),
        },
    )


DARK: Final = _theme(
    "dark",
    is_dark=True,
    text="#f5f5f5",
    muted="#b8c0c6",
    page="#0b0c0c",
    bar="#1f2426",
    edge="#8a949b",
    heading="#8ec7ff",
    accent="#ffdd00",
    cursor="#ffdd00",
    on_cursor="#0b0c0c",
    good="#8fe3a6",
    warning="#ffb454",
    bad="#ff9a92",
    chosen="#264b74",
)
"""Near-white on near-black, one yellow accent for where you are."""

LIGHT: Final = _theme(
    "light",
    is_dark=False,
    text="#0b0c0c",
    muted="#45494c",
    page="#ffffff",
    bar="#e6e8ea",
    edge="#6a7075",
    heading="#12508a",
    accent="#12508a",
    cursor="#12508a",
    on_cursor="#ffffff",
    good="#005a30",
    warning="#7a4100",
    bad="#a40d1b",
    chosen="#cfe3f7",
)
"""Near-black on white, one blue accent."""

HIGH_CONTRAST: Final = _theme(
    "high-contrast",
    is_dark=True,
    text="#ffffff",
    muted="#ffffff",
    page="#000000",
    bar="#000000",
    edge="#ffffff",
    heading="#ffff00",
    accent="#ffff00",
    cursor="#ffff00",
    on_cursor="#000000",
    good="#ffffff",
    warning="#ffff00",
    bad="#ffff00",
    chosen="#0000d7",
)
"""White and yellow on black: 7 to 1 at least."""

ANSI: Final = Theme(
    name="ansi",
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    variables={
        **dict.fromkeys(
            (
                *("text", "text-muted", "text-disabled", "border", "border-blurred"),
                *("ansi-background", "ansi-foreground"),
                *("block-cursor-background", "block-cursor-foreground"),
                *("input-cursor-background", "input-cursor-foreground"),
                *("input-selection-background", "input-selection-foreground"),
                *("screen-selection-background", "screen-selection-foreground"),
                *("scrollbar", "scrollbar-hover", "scrollbar-active", "scrollbar-corner-color"),
                *("scrollbar-background", "scrollbar-background-hover"),
                "scrollbar-background-active",
            ),
            "ansi_default",
        ),
        "block-cursor-text-style": "bold reverse",
        "input-cursor-text-style": "reverse",
    },
)
"""The terminal's own two colours, which its owner can read; the rest is bold or turned round.

Of the others of 16 colours nobody knows how they look: they are what the terminal was set to.
"""

ALL: Final = (DARK, LIGHT, HIGH_CONTRAST, ANSI)
"""Every theme, the usual one first."""


class WithoutColour(LineFilter):
    """Sends no colour code at all, not even for the terminal's own colours."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colour."""
        return [
            Segment(text, _without_colour(style) if style else None, control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    return style.without_color


ASCII: Final = str.maketrans(
    {
        **dict.fromkeys("─━╌═▁▔", "-"),
        **dict.fromkeys("│┃║▏▎▕▌▐", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛", "+"),
        **dict.fromkeys("▂▃▄▅▆▇█▀▉▊▋▍", "#"),
        "·": "-",
        "…": "~",
    }
)
"""What stands for our own signs; what somebody typed keeps its letters."""


class AsciiSigns(LineFilter):
    """Draws with signs that every terminal has."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with other signs; each is as wide as the one it stands for."""
        return [
            segment
            if segment.text.isascii()
            else segment._replace(text=segment.text.translate(ASCII))
            for segment in segments
        ]
