"""No key leads to where none leads out again, however small the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget

from tests.screens.conftest import Fields, OpenDashboard
from tests.screens.tour import begin, create_demo, walk
from tuiapp.person.settings import Settings

PLACES = (["1"], ["2"], ["3"], ["4"], ["2", "enter"], ["4", "enter"], ["right", "1", "4"])
"""How to get to every place, one after the other."""


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_tab_escape_and_digits_trap_nobody(
    open_dashboard: OpenDashboard, oak: Fields, size: tuple[int, int]
) -> None:
    """Tab 20 times, Esc 5 times and every digit: at the end each screen is a digit away."""
    async with open_dashboard(size=size) as dashboard:
        for keys in PLACES:
            await dashboard.press(*keys)
            await dashboard.press_at_once(*["tab"] * 20)
            await dashboard.press(*["escape"] * 5)
            await dashboard.press(*"5678901234")
            assert dashboard.place == "RegisterScreen", keys
            for digit, place in (("1", "Today"), ("2", "Guide"), ("3", "Explore")):
                await dashboard.press(digit)
                assert dashboard.place == f"{place}Screen", keys
            assert len(dashboard.lines) == size[1]
        assert dashboard.documents == {"Oak Friends": oak}


async def test_every_dialog_and_form_can_be_left(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Tab goes round in a form and always leaves a field; Esc leaves whatever is open."""
    async with open_dashboard("4", "a", size=(20, 5)) as dashboard:
        visited = set()
        for _ in range(20):
            visited.add(dashboard.app.focused)
            await dashboard.press("tab")
        assert len(visited) == 16  # what is asked for at light, and two buttons
        await dashboard.press("shift+tab", "shift+tab", "escape")
        assert dashboard.place == "RegisterScreen"
        for keys in (["y"], ["f"], ["question_mark"], ["slash"], ["enter"]):
            await dashboard.press(*keys, "tab", "tab", "escape")
            assert dashboard.place == "RegisterScreen"
        await dashboard.press("enter", "right")
        for keys in (["x"], ["n"], ["enter"], ["right", "enter"], ["enter", "n", "escape"]):
            await dashboard.press(*keys, "tab", "tab", "escape")
            assert dashboard.place == "PartnerScreen"
        assert dashboard.documents == {"Oak Friends": oak}


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 3), (5, 2), (12, 1)])
async def test_a_window_of_next_to_nothing_crashes_nothing(
    open_dashboard: OpenDashboard, oak: Fields, size: tuple[int, int]
) -> None:
    """Squeezed to a few cells, every screen goes on, and is whole again when the window is."""
    async with open_dashboard("4", "enter") as dashboard:
        await dashboard.pilot.resize_terminal(*size)
        await dashboard.press("right", "right", "right", "escape", "1", "2", "3", "4", "j", "y")
        await dashboard.press("escape", "question_mark", "escape")
        await dashboard.pilot.resize_terminal(80, 24)
        await dashboard.pilot.pause()
        assert dashboard.cursor_line.startswith("Oak Friends")


async def test_a_window_too_small_says_so_and_loses_nothing(
    open_dashboard: OpenDashboard,
) -> None:
    """At 20 by 5 the window says how large it has to be; what is typed goes on into its field."""
    async with open_dashboard("4", "a") as dashboard:
        await dashboard.type("El")
        await dashboard.pilot.resize_terminal(20, 5)
        await dashboard.settle()
        assert dashboard.text.startswith("Window too small:")
        assert dashboard.shows("30 by 8")
        await dashboard.type("m")
        await dashboard.press("escape", "y", "1")
        assert dashboard.text.startswith("Window too small:")
        await dashboard.press("4", "a")
        await dashboard.type("Elm")
        await dashboard.pilot.resize_terminal(40, 12)
        await dashboard.settle()
        assert "too small" not in dashboard.text
        assert dashboard.shows("Elm")
        await dashboard.press("enter")
        assert "Elm" in dashboard.documents


async def test_tab_goes_round_everywhere_and_shows_where_it_is(tmp_path: Path) -> None:
    """At every stop of the tour Tab goes round in sight, and the tour leaves each by Esc."""
    register = tmp_path / "demo.json"
    create_demo(register)
    async with begin(register, (40, 12), Settings()) as dashboard:
        async for stop in walk(dashboard):
            first = dashboard.app.focused
            for _ in range(50):
                await dashboard.press("tab")
                focused = dashboard.app.focused
                assert focused is None or in_sight(focused), (stop.name, focused)
                if focused is first:
                    break
            assert dashboard.app.focused is first, stop.name
            assert dashboard.place == stop.place, stop.name


def in_sight(widget: Widget) -> bool:
    """Return whether at least a line of a widget is on the screen."""
    placed = widget.screen.find_widget(widget)
    return placed.region.intersection(placed.clip).area > 0
