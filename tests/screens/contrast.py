"""How legible colours are on each other, as WCAG 2.2 counts it.

    python -m tests.screens.contrast

prints every pair of every theme, as it is and as terminals with 256 colours round it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, NamedTuple

from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.color_triplet import ColorTriplet
from textual.color import Color
from textual.theme import Theme

from tuiapp.app.themes import DARK, HIGH_CONTRAST, LIGHT

TEXT: Final = 4.5
"""What text needs, to 1."""
EDGE: Final = 3.0
"""What an edge needs that shows where something is, or where the focus is."""

OUR_COLOURS: Final = (DARK, LIGHT, HIGH_CONTRAST)
"""The themes whose colours are ours to choose."""


OWN: Final = (
    "primary",
    "accent",
    "warning",
    "error",
    "success",
    "foreground",
    "background",
    "panel",
)
"""The variables that a theme has a field for."""


class Pair(NamedTuple):
    """Two colours that meet on the screen."""

    name: str
    above: str
    """The variable of the text or edge."""
    below: str
    """The variable of what it stands on."""
    least: float = TEXT


PAIRS: Final = (
    Pair("text", "foreground", "background"),
    Pair("muted, help and sources", "text-muted", "background"),
    Pair("heading", "primary", "background"),
    Pair("accent, the part that is shown", "accent", "background"),
    Pair("message: done", "success", "background"),
    Pair("message: went wrong", "error", "background"),
    Pair("warning beside a field", "warning", "background"),
    Pair(
        "cursor line, in the list with the focus",
        "block-cursor-foreground",
        "block-cursor-background",
    ),
    Pair("cursor line, elsewhere", "foreground", "panel"),
    Pair("title line, field, button", "foreground", "panel"),
    Pair("key line", "text-muted", "panel"),
    Pair("placeholder", "text-disabled", "panel"),
    Pair("letter under the cursor", "input-cursor-foreground", "input-cursor-background"),
    Pair("selected letters", "input-selection-foreground", "input-selection-background"),
    Pair("edge of a box", "border", "background", EDGE),
    Pair("edge of a field", "border", "panel", EDGE),
    Pair("focus: cursor line against the page", "block-cursor-background", "background", EDGE),
    Pair("focus: edge of a field", "block-cursor-background", "panel", EDGE),
    Pair("scrollbar", "scrollbar", "scrollbar-background", EDGE),
)
"""Every pair there is; `test_contrast.py` meets each colour of the screens among them."""


def roles() -> Theme:
    """Return a theme that gives every variable of a pair a colour of its own.

    What is then on the screen tells by its colours which variables it is drawn with; a colour that
    is mixed on the way, or comes from elsewhere, is none of them.
    """
    names = sorted({name for pair in PAIRS for name in (pair.above, pair.below)})
    colours = {name: f"#{40 + 8 * place:02x}{place:02x}80" for place, name in enumerate(names)}
    own: dict[str, Any] = {name: colours[name] for name in OWN}
    others = {name: colour for name, colour in colours.items() if name not in OWN}
    return replace(
        DARK,
        name="roles",
        surface=colours["background"],
        variables=DARK.variables | others | {"text": colours["foreground"]},
        **own,
    )


def ratio(one: ColorTriplet, other: ColorTriplet) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: ColorTriplet) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def rounded(colour: ColorTriplet) -> ColorTriplet:
    """Return a colour as it comes out where there are 256, by the rounding that is sent."""
    fewer = RichColor.from_triplet(colour).downgrade(ColorSystem.EIGHT_BIT)
    return fewer.get_truecolor()


def colours_of(theme: Theme, pair: Pair) -> tuple[ColorTriplet, ColorTriplet]:
    """Return the two colours of a pair in a theme, the one above first."""
    variables = theme.to_color_system().generate()
    above, below = (Color.parse(variables[name]) for name in (pair.above, pair.below))
    return above.rich_color.get_truecolor(), below.rich_color.get_truecolor()


def ratios(theme: Theme) -> Iterator[tuple[Pair, float, float]]:
    """Yield every pair of a theme with its contrast as it is and as it is rounded."""
    for pair in PAIRS:
        above, below = colours_of(theme, pair)
        yield pair, ratio(above, below), ratio(rounded(above), rounded(below))


def table() -> str:
    """Return the contrast of every pair in every theme, as a Markdown table."""
    names = " | ".join(theme.name for theme in OUR_COLOURS)
    lines = [f"| pair | least | {names} |", "| --- " * (2 + len(OUR_COLOURS)) + "|"]
    columns = [list(ratios(theme)) for theme in OUR_COLOURS]
    for rows in zip(*columns, strict=True):
        pair = rows[0][0]
        told = " | ".join(f"{true:.1f} / {few:.1f}" for _, true, few in rows)
        lines.append(f"| {pair.name} | {pair.least:g} | {told} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())  # noqa: T201 - the answer of this program
