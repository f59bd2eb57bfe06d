"""Today: counts in one line, then what needs somebody, and Enter goes to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.conftest import Colleague, OpenDashboard
from tuiapp.domain.choices import STATUSES


async def test_an_empty_register_says_the_next_step_and_enter_opens_the_form(
    open_dashboard: OpenDashboard,
) -> None:
    """Without partners, Enter on the only line adds the first one, and Esc leads back here."""
    async with open_dashboard() as dashboard:
        assert dashboard.cursor_line == "No partners yet: press Enter to add the first one"

        await dashboard.press("enter")
        assert dashboard.lines[0].strip() == "Add a partner"
        await dashboard.type("Heron Wood Trust")
        await dashboard.press("enter")
        assert dashboard.document("Heron Wood Trust")["status"] == "partner"
        assert dashboard.cursor_line.startswith("Heron Wood Trust")

        await dashboard.press("escape")
        assert dashboard.lines[0].startswith(" 1 Today")
        assert "Heron Wood Trust: Say in two lines why" in dashboard.cursor_line
        assert "No partners yet" not in dashboard.text


async def test_counts_and_next_steps_are_those_of_accepted_partners(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Every status is counted; only accepted partners have a next step, in the order of names."""
    for status in STATUSES:
        colleague.add(f"The {status} body", status=status)
    colleague.add("Alder Friends", framework="not-for-profit")

    async with open_dashboard() as dashboard:
        assert (
            "2 partners, 1 not yet looked at, 1 grant only, 1 not one of ours, 1 ended"
            in dashboard.said
        )
        steps = [line for line in dashboard.lines if "Say in two lines why" in line]
        assert [step[2:].split(":")[0] for step in steps] == ["Alder Friends", "The partner body"]
        for status in ("not-yet-looked-at", "grant-only", "not-ours", "ended"):
            assert f"The {status} body" not in dashboard.text
        assert "The partner body: say which framework it is" in dashboard.text
        assert "Alder Friends: say which framework" not in dashboard.text


async def test_enter_on_a_next_step_opens_that_partner(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Enter opens the partner of the line with the > sign, from both kinds of line."""
    colleague.add("Alder Friends")
    colleague.add("Oak Friends")

    async with open_dashboard("down", "enter") as dashboard:
        assert dashboard.lines[0].startswith(" Oak Friends · Partner")
        await dashboard.press("escape")
        assert dashboard.cursor_line.startswith("Oak Friends: Say in two lines")
        await dashboard.press("end", "enter")
        assert dashboard.lines[0].startswith(" Oak Friends · Partner")
        await dashboard.press("escape", "up", "enter")
        assert dashboard.lines[0].startswith(" Alder Friends · Partner")


async def test_what_is_not_yet_looked_at_opens_the_register_narrowed_to_it(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """The line about imported ones lists just them; accepted one by one, they ask for something."""
    colleague.add("Oak Friends")
    colleague.add("Elm Society", status="not-yet-looked-at")
    colleague.add("Ash Society", status="not-yet-looked-at")

    async with open_dashboard("down") as dashboard:
        assert dashboard.cursor_line.startswith("2 organisations not yet looked at")
        assert "Elm Society" not in dashboard.text
        await dashboard.press("enter")
        assert "2 organisations · Not yet looked at" in dashboard.lines[0]
        assert "Oak Friends" not in dashboard.text

        await dashboard.press("y", "1", "2")
        assert dashboard.document("Ash Society")["status"] == "partner"
        assert dashboard.document("Ash Society")["framework"] == "statutory"
        assert dashboard.cursor_line.startswith("Elm Society")
        await dashboard.press("y", "2")
        assert dashboard.document("Elm Society")["status"] == "grant-only"
        assert "Esc goes back" in dashboard.text

        await dashboard.press("escape")
        assert "2 partners, 1 grant only" in dashboard.said
        assert "Ash Society: Say in two lines" in dashboard.text
        assert "not yet looked at" not in dashboard.text


async def test_a_step_that_is_done_gives_way_to_the_next(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Back from the partner, Today shows what comes after the item that was ticked."""
    colleague.add("Oak Friends")

    async with open_dashboard("enter", "right", "space", "escape") as dashboard:
        assert dashboard.cursor_line.startswith("Oak Friends: Choose the route")
        await dashboard.press("u")
        assert dashboard.cursor_line.startswith("Oak Friends: Say in two lines")
        await dashboard.press("ctrl+r")
        assert dashboard.cursor_line.startswith("Oak Friends: Choose the route")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_each_of_the_four_screens_is_one_digit_away(
    open_dashboard: OpenDashboard, size: tuple[int, int]
) -> None:
    """A digit shows its screen, which says its digit and name at the top."""
    async with open_dashboard(size=size) as dashboard:
        for digit, name in (("2", "Guide"), ("3", "Explore"), ("4", "Register"), ("1", "Today")):
            await dashboard.press(digit)
            assert dashboard.lines[0].startswith(f" {digit} {name}")


async def test_a_register_that_everybody_can_read_is_warned_of(
    open_dashboard: OpenDashboard, register_path: Path
) -> None:
    """The first screen says so, with the command that closes it; nothing else is held up."""
    register_path.chmod(0o644)
    async with open_dashboard() as dashboard:
        assert "Everybody on this computer can read" in dashboard.said
        assert "chmod o-rw" in dashboard.said
        await dashboard.press("4")
        assert dashboard.place == "RegisterScreen"
