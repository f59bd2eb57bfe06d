"""Whatever is on the screen can be read: in every theme, with few colours, and with none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from textual.theme import Theme

from tests.conftest import ROOT
from tests.screens.contrast import OUR_COLOURS, PAIRS, colours_of, ratios, roles, table
from tests.screens.tour import Stop, begin, create_demo, walk
from tuiapp.app.themes import ALL, ANSI
from tuiapp.person.settings import THEMES, Settings

STATEMENT = ROOT / "ACCESSIBILITY.md"


@pytest.mark.parametrize("theme", OUR_COLOURS, ids=lambda theme: theme.name)
def test_every_pair_of_colours_is_legible(theme: Theme) -> None:
    """Text has 4.5 to 1 and edges have 3 to 1, as they are and as 256 colours round them."""
    for pair, true, few in ratios(theme):
        assert min(true, few) >= pair.least, (pair.name, true, few)


def test_high_contrast_has_seven_to_one() -> None:
    """The high-contrast theme gives all text the higher standard of WCAG, level AAA."""
    high = next(theme for theme in OUR_COLOURS if theme.name == "high-contrast")

    assert min(min(true, few) for pair, true, few in ratios(high) if pair.least > 3) >= 7


def test_the_statement_tells_the_contrast_there_is() -> None:
    """The table in ACCESSIBILITY.md is the one that is worked out here."""
    assert table() in STATEMENT.read_text(encoding="utf-8")


def test_every_theme_of_the_settings_exists() -> None:
    """A theme that can be chosen is there, the usual one first."""
    assert [theme.name for theme in ALL] == list(THEMES)
    assert Settings().theme == ALL[0].name


async def test_no_screen_shows_other_colours(tmp_path: Path) -> None:
    """On every screen all text and every edge is one of the pairs of the table."""
    known = {colours_of(roles(), pair) for pair in PAIRS}
    known |= {(below, above) for above, below in known}  # a cursor or scrollbar is turned round
    wrong: dict[str, list[str]] = {}
    async for stop, segments in everywhere(tmp_path, roles()):
        for segment in segments:
            colours = shown(segment)
            if colours is not None and colours not in known:
                wrong.setdefault(stop.name, []).append(f"{segment.text!r}: {colours}")
    assert not wrong


async def test_two_colours_are_enough(tmp_path: Path) -> None:
    """In the ansi theme every screen says the same words, in the terminal's own two colours."""
    async for stop, segments in everywhere(tmp_path, ANSI):
        styles = {segment.style for segment in segments if segment.style}
        colours = {colour for style in styles for colour in (style.color, style.bgcolor)}
        assert all(colour is None or colour.is_default for colour in colours), stop.name


async def everywhere(folder: Path, theme: Theme) -> AsyncIterator[tuple[Stop, list[Segment]]]:
    """Yield what is on the screen at every stop of the tour, in a theme."""
    register = folder / "demo.json"
    create_demo(register)
    async with begin(register, (80, 24), Settings()) as dashboard:
        dashboard.app.register_theme(theme)
        dashboard.app.theme = theme.name
        async for stop in walk(dashboard):
            strips = dashboard.app.screen._compositor.render_strips()
            yield stop, [segment for strip in strips for segment in strip]


def shown(segment: Segment) -> tuple[ColorTriplet, ColorTriplet] | None:
    """Return the colours of a segment that shows something; None where it shows nothing."""
    style = segment.style
    if not segment.text.strip() or style is None or style.color is None or style.bgcolor is None:
        return None
    above, below = style.color.get_truecolor(), style.bgcolor.get_truecolor()
    return (below, above) if style.reverse else (above, below)
