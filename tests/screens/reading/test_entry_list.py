"""Guide and Explore: everything there is to read, found by its words, opened by Enter."""

from __future__ import annotations

import pytest

from tests.screens.conftest import OpenDashboard
from tuiapp.content.loader import load_guide
from tuiapp.domain.models.guide import Benefit, Pitfall
from tuiapp.domain.pages.guide_pages import PARTS, heading_of

WEIGHED = ("benefits", "pitfalls")
TALL = (100, 260)
"""A window that shows a whole list at once."""
PLACES = {"2": "PageScreen", "3": "EntryScreen"}
"""Where a line leads, from each of the two: what is weighed is told with our own partners."""


async def test_the_guide_lists_every_part_but_what_is_weighed(
    open_dashboard: OpenDashboard,
) -> None:
    """Every entry of the guidance has its line below its part; benefits and pitfalls have none."""
    guide = load_guide()

    async with open_dashboard("2", size=TALL) as dashboard:
        lines = [line.removeprefix("> ").strip() for line in dashboard.lines]
        for part, heading in PARTS.items():
            if part in WEIGHED:
                assert heading not in lines
                continue
            if part != "stages":
                assert heading in lines
            for entry in getattr(guide, part):
                told = f"Stage {guide.stages.index(entry) + 1}: " if part == "stages" else ""
                wanted = f"{told}{heading_of(entry)}"
                assert any(
                    line == wanted or (line.endswith("…") and wanted.startswith(line[:-1]))
                    for line in lines
                )
        assert lines.count("About this stage") == 3


async def test_the_guide_lists_the_47_checklist_items(open_dashboard: OpenDashboard) -> None:
    """Every checklist item has its line."""
    guide = load_guide()

    async with open_dashboard("2", size=TALL) as dashboard:
        lines = [line.removeprefix("> ").strip() for line in dashboard.lines]
        assert len(guide.items) == 47
        assert sum(item.heading in lines for item in guide.items) == 47


async def test_explore_lists_15_benefits_and_10_pitfalls_in_families(
    open_dashboard: OpenDashboard,
) -> None:
    """Each benefit and pitfall stands below the family it belongs to."""
    guide = load_guide()

    async with open_dashboard("3", size=TALL) as dashboard:
        lines = [line.removeprefix("> ").strip() for line in dashboard.lines]
        families = {family.heading: family.id for family in guide.families}
        family, found = "", {"Benefit": 0, "Watch out": 0}
        weighed: list[Benefit | Pitfall] = [*guide.benefits, *guide.pitfalls]
        by_heading = {entry.heading: entry for entry in weighed}
        for line in lines:
            kind, _, heading = line.partition(": ")
            if kind in found and heading in families:
                family, of = families[heading], kind
            elif line in by_heading:
                assert by_heading[line].family == family
                found[of] += 1
        assert found == {"Benefit": 15, "Watch out": 10}


@pytest.mark.parametrize(
    ("screen", "keys", "title", "holds"),
    [
        ("2", ["enter"], "Why partnerships help people and nature", "Source: "),
        ("2", [*["down"] * 5, "enter"], "Not-for-profit", "Source: "),
        ("3", ["enter"], "Local reach", "What to look for in a partner"),
        ("3", ["end", "enter"], "", "A sign that it is happening"),
    ],
)
async def test_enter_opens_a_page_with_its_source(
    open_dashboard: OpenDashboard, screen: str, keys: list[str], title: str, holds: str
) -> None:
    """Enter opens the page of the line, which tells its source; Esc goes back to the line."""
    async with open_dashboard(screen, size=(80, 60)) as dashboard:
        at = dashboard.cursor_line
        await dashboard.press(*keys[:-1])
        line = dashboard.cursor_line
        await dashboard.press(keys[-1])
        assert dashboard.place == PLACES[screen]
        assert (title or line.strip()) in dashboard.lines[1]
        assert dashboard.shows(holds)
        assert dashboard.shows("Source: ")
        await dashboard.press("escape")
        assert dashboard.cursor_line == line
        assert at
        assert dashboard.lines[0].startswith(f" {screen} ")


async def test_a_page_scrolls_by_keys_and_leads_back(open_dashboard: OpenDashboard) -> None:
    """In a small window a page goes up and down by line, page and end."""
    async with open_dashboard("2", "enter", size=(40, 12)) as dashboard:
        top = dashboard.text
        await dashboard.press("down")
        assert dashboard.text != top
        await dashboard.press("k")
        assert dashboard.text == top
        await dashboard.press("end")
        assert dashboard.shows("Source: ")
        await dashboard.press("g")
        assert dashboard.text == top
        await dashboard.press("pagedown", "pageup")
        assert dashboard.text == top


@pytest.mark.parametrize(
    ("screen", "words", "held", "other"),
    [
        ("2", "EXIT  plan", "exit plan", "Volunteer hours"),
        ("3", "money", "oney", "Local reach"),
    ],
)
async def test_search_narrows_while_typing_and_esc_shows_all_again(
    open_dashboard: OpenDashboard, screen: str, words: str, held: str, other: str
) -> None:
    """The list holds only what has the words; Enter keeps it so, Esc shows everything again."""
    async with open_dashboard(screen, size=TALL) as dashboard:
        everything = [line.removeprefix("> ").strip() for line in dashboard.lines[1:-1]]
        await dashboard.press("slash")
        await dashboard.type(words)
        narrowed = [line for line in dashboard.lines[2:-1] if line]
        assert 0 < len(narrowed) < len(list(filter(None, everything)))
        assert other not in dashboard.text
        assert f"holds '{words}'" in dashboard.lines[0]

        await dashboard.press("enter", "enter")
        assert dashboard.place in PLACES.values()
        assert held.casefold() in dashboard.said.casefold()
        await dashboard.press("escape")
        assert f"holds '{words}'" in dashboard.lines[0]
        await dashboard.press("escape")
        shown = [line.removeprefix("> ").strip() for line in dashboard.lines[1:-1]]
        assert shown == everything


async def test_a_search_that_finds_nothing_says_the_way_back(
    open_dashboard: OpenDashboard,
) -> None:
    """Where nothing holds the words, the list says so; Esc in the search line undoes it."""
    async with open_dashboard("3", "slash") as dashboard:
        await dashboard.type("zzz[/]")
        assert dashboard.shows("Nothing holds 'zzz[/]': Esc shows everything again.")
        await dashboard.press("enter", "enter", "slash", "escape")
        assert "Local reach" in dashboard.cursor_line


async def test_a_search_from_the_end_of_the_list_shows_what_it_found(
    open_dashboard: OpenDashboard,
) -> None:
    """However far down the cursor was, what is found is in sight, the cursor on it."""
    async with open_dashboard("2", "end", "slash") as dashboard:
        await dashboard.type("memorandum")
        assert dashboard.cursor_line
        await dashboard.press("enter", "end")
        last = dashboard.cursor_line
        await dashboard.press("home")
        assert dashboard.cursor_line
        assert dashboard.cursor_line != last


@pytest.mark.parametrize("screen", ["2", "3"])
async def test_a_wide_window_shows_the_page_beside_the_list(
    open_dashboard: OpenDashboard, screen: str
) -> None:
    """At 130 by 30 the page of the line is beside it, follows the cursor, and goes when narrow."""
    async with open_dashboard(screen, size=(130, 30)) as dashboard:
        first = dashboard.lines[1][40:]
        await dashboard.press("down")
        line = dashboard.cursor_line.split("…")[0].split("  ")[0].strip()
        assert line in dashboard.lines[1][40:]
        assert dashboard.lines[1][40:] != first
        await dashboard.pilot.resize_terminal(80, 24)
        await dashboard.pilot.pause()
        assert dashboard.cursor_line.startswith(line)
        assert line not in dashboard.lines[1]
        await dashboard.pilot.resize_terminal(130, 30)
        await dashboard.pilot.pause()
        assert line in dashboard.lines[1][40:]
