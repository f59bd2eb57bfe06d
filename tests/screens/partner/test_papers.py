"""Papers: a tool filled from the partner's record, read on screen."""

from __future__ import annotations

import pytest

from tests.screens.conftest import Colleague, Fields, OpenDashboard
from tuiapp.content.loader import load_guide

TALL = (100, 200)


async def test_t_lists_the_tools_and_opens_one_filled(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """The paper names the partner and the place, marks what is not known, and tells the command."""
    tools = [tool.id for tool in load_guide().tools]
    async with open_dashboard("4", "enter", "t", size=TALL) as dashboard:
        for tool in load_guide().tools:
            assert dashboard.shows(tool.name)
        await dashboard.press(*["down"] * tools.index("memorandum"), "enter")
        assert "Memorandum of understanding: Oak Friends" in dashboard.lines[1]
        assert dashboard.shows("Millbrook")
        assert dashboard.shows("to fill in")
        wanted = "partnertui guide tools memorandum --for 'Oak Friends' -o memorandum.md"
        assert dashboard.shows(wanted)
        assert dashboard.shows("Source: ")
        await dashboard.press("escape")
        assert dashboard.lines[0].startswith(" Oak Friends")


@pytest.mark.parametrize("place", range(12))
async def test_every_paper_opens_in_a_small_window(
    open_dashboard: OpenDashboard, oak: Fields, place: int
) -> None:
    """At 40 by 12 each of the twelve is chosen and read, and Esc leaves the choice too."""
    tool = load_guide().tools[place]
    async with open_dashboard("4", "enter", size=(40, 12)) as dashboard:
        await dashboard.press("t", "escape")
        assert dashboard.place == "PartnerScreen"
        await dashboard.press("t", *["down"] * place, "enter")
        assert dashboard.place == "PageScreen"
        assert tool.name.split()[0] in dashboard.lines[1]


async def test_a_paper_of_a_joint_body_names_its_members(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Who is part of it stands in its terms of reference."""
    colleague.add("Elm Board")
    register = colleague.register
    from tuiapp.domain.changes.edits import Change, Proposal

    board = next(d["id"] for d in register.snapshot.documents.values() if d["name"] == "Elm Board")
    change = Change(oak["id"], ("part_of",), None, [board])
    register.save(Proposal("Put Oak Friends in Elm Board", (change,)))
    place = [tool.id for tool in load_guide().tools].index("terms-of-reference")

    async with open_dashboard("4", "enter", "t", size=TALL) as dashboard:
        await dashboard.press(*["down"] * place, "enter")
        assert "Terms of reference: Elm Board" in dashboard.lines[1]
        assert dashboard.shows("Oak Friends")
