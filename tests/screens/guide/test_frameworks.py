"""The frameworks beside each other by row, or one at a time where there is no room."""

from __future__ import annotations

import pytest

from tests.screens.conftest import Dashboard, OpenDashboard
from tuiapp.content.loader import load_guide

NAMES = ("Not-for-profit", "Statutory partnership", "Strategic alliance")
BAR = " ▁▂▃▄▅▆▇█"
"""What may stand at the end of a line beside its text: spaces, and the bar that scrolls."""


async def open_frameworks(dashboard: Dashboard) -> None:
    """Go to the line of the guide that opens the screen, and open it."""
    await dashboard.press("2", "slash")
    await dashboard.type("three side by side")
    await dashboard.press("enter", "enter")
    assert dashboard.place == "FrameworksScreen"


def parts_seen(lines: list[str]) -> list[str]:
    """Return the headings of parts among lines, in their order."""
    headings = {part.heading for part in load_guide().frameworks[0].parts}
    return [line.strip(BAR) for line in lines if line.strip(BAR) in headings]


async def test_at_80_columns_the_three_stand_beside_each_other(
    open_dashboard: OpenDashboard,
) -> None:
    """Every part is there once, in order, with a column a framework, and no line is cut."""
    async with open_dashboard(size=(80, 400)) as dashboard:
        await open_frameworks(dashboard)
        assert dashboard.lines[1].split("  ")[0].strip() == NAMES[0]
        assert all(name in dashboard.lines[1] for name in NAMES)
        first = load_guide().frameworks[0]
        assert parts_seen(dashboard.lines) == [part.heading for part in first.parts]
        assert "…" not in dashboard.text.split("\n", 1)[1]
        starts = [dashboard.lines[1].index(name) for name in NAMES]
        for framework, begin, end in zip(
            load_guide().frameworks, starts, [*starts[1:], 80], strict=True
        ):
            column = " ".join(" ".join(line[begin:end] for line in dashboard.lines).split())
            for part in framework.parts:
                first_words = " ".join(part.text.replace("- ", "").split()[:4])
                assert first_words in column.replace("- ", ""), (framework.id, part.id)


async def test_narrower_than_80_one_is_shown_and_the_arrows_go_on_at_the_same_part(
    open_dashboard: OpenDashboard,
) -> None:
    """At 40 by 12 right and left turn to the others, and the part in sight stays the same."""
    async with open_dashboard(size=(40, 12)) as dashboard:
        await open_frameworks(dashboard)
        assert "< Not-for-profit >  1 of 3" in dashboard.lines[1]
        await dashboard.press("n", "n", "n")
        here = parts_seen(dashboard.lines)[0]
        assert dashboard.lines[2].strip(BAR) == here
        await dashboard.press("right")
        assert "< Statutory partnership >  2 of 3" in dashboard.lines[1]
        assert dashboard.lines[2].strip(BAR) == here
        await dashboard.press("right", "right")
        assert "< Not-for-profit >  1 of 3" in dashboard.lines[1]
        await dashboard.press("left")
        assert "< Strategic alliance >  3 of 3" in dashboard.lines[1]
        assert dashboard.lines[2].strip(BAR) == here


async def test_a_page_further_begins_where_the_last_one_ended(
    open_dashboard: OpenDashboard,
) -> None:
    """Going down by pages skips no line, and the part at the top is named throughout."""
    async with open_dashboard(size=(40, 400)) as dashboard:
        await open_frameworks(dashboard)
        everything = [line.strip() for line in dashboard.lines[2:-1] if line.strip()]
    async with open_dashboard(size=(40, 12)) as dashboard:
        await open_frameworks(dashboard)
        seen: set[str] = set()
        before = ""
        while dashboard.text != before:
            before = dashboard.text
            seen |= {line.strip(BAR) for line in dashboard.lines}
            await dashboard.press("pagedown")
        assert [line for line in everything if line not in seen] == []


async def test_the_part_at_the_top_keeps_its_heading(open_dashboard: OpenDashboard) -> None:
    """Halfway through a part its heading stands above the text; at its start only once."""
    async with open_dashboard(size=(80, 24)) as dashboard:
        await open_frameworks(dashboard)
        await dashboard.press("n")
        heading = dashboard.lines[2].strip(BAR)
        assert parts_seen(dashboard.lines).count(heading) == 1
        await dashboard.press("down", "down", "down")
        assert dashboard.lines[2].strip(BAR) == heading
        assert parts_seen(dashboard.lines).count(heading) == 1
        await dashboard.press("p")
        assert dashboard.lines[2].strip(BAR) == heading


async def test_v_shows_one_at_a_time_in_any_window_and_back(
    open_dashboard: OpenDashboard,
) -> None:
    """Who listens to the screen line by line reads one framework on its own, at the same part."""
    async with open_dashboard() as dashboard:
        await open_frameworks(dashboard)
        await dashboard.press("n", "n")
        here = parts_seen(dashboard.lines)[0]
        await dashboard.press("right")
        assert all(name in dashboard.lines[1] for name in NAMES)  # nothing to turn to
        await dashboard.press("v")
        assert "< Not-for-profit >  1 of 3" in dashboard.lines[1]
        assert parts_seen(dashboard.lines)[0] == here
        await dashboard.press("right", "v")
        assert all(name in dashboard.lines[1] for name in NAMES)
        assert parts_seen(dashboard.lines)[0] == here


@pytest.mark.parametrize("size", [(40, 12), (120, 40), (30, 8)])
async def test_another_window_shows_the_same_part(
    open_dashboard: OpenDashboard, size: tuple[int, int]
) -> None:
    """A window that grows or shrinks keeps the part being read at its top; Esc leads back."""
    async with open_dashboard() as dashboard:
        await open_frameworks(dashboard)
        await dashboard.press("n", "n")
        here = parts_seen(dashboard.lines)[0]
        await dashboard.pilot.resize_terminal(*size)
        await dashboard.settle()
        assert parts_seen(dashboard.lines)[0] == here
        await dashboard.pilot.resize_terminal(80, 24)
        await dashboard.settle()
        assert parts_seen(dashboard.lines)[0] == here
        await dashboard.press("escape")
        assert dashboard.cursor_line == "The three side by side"
