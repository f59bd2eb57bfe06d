"""The next start begins where somebody was, as far as that is still there."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tests.screens.conftest import Colleague, Fields, OpenDashboard
from tuiapp.content.loader import load_guide
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.register.part_edits import put_item
from tuiapp.person import paths
from tuiapp.person.drafts import Drafts
from tuiapp.person.last_place import Whereabouts, keep, recall
from tuiapp.store.file_register import FileRegister
from tuiapp.widgets.rows import Rows


def was(register: FileRegister, where: Whereabouts) -> None:
    """Let the officer have left a place."""
    keep(paths.whereabouts_folder(), register, where)


async def test_a_start_goes_back_to_the_partner_its_part_and_its_line(
    open_dashboard: OpenDashboard, register: FileRegister, oak: Fields, colleague: Colleague
) -> None:
    """Esc leads to the list it was opened from, on its line; a draft is offered on top of all."""
    ash = colleague.add("Ash Friends")
    lines = {"register": oak["id"], "guide": "stages/agree"}
    was(register, Whereabouts("register", oak["id"], "measures", "fair-load", lines))
    typed = Drafts(paths.drafts_folder(), register).begin("edit", ash["id"], "Ash Friends")
    typed.keep({"place": "Millbrook"})
    typed.leave()

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were changing Ash Friends")
        await dashboard.press("escape")
        assert dashboard.shows("[Measures]")
        assert dashboard.cursor_line.startswith("Fair load")
        await dashboard.press("escape")
        assert dashboard.lines[0].startswith(" 4 Register")
        assert dashboard.cursor_line.startswith("Oak Friends")
        await dashboard.press("up", "1", "4")
        assert dashboard.cursor_line.startswith("Ash Friends")

        dashboard.app.exit()
    held = recall(paths.whereabouts_folder(), register)
    assert (held.screen, held.partner) == ("register", "")
    assert held.lines["register"] == ash["id"]
    assert held.lines["guide"] == "stages/agree"


@pytest.mark.parametrize(
    ("where", "place", "words"),
    [
        (Whereabouts("reports", "gone", "measures", "trust"), "TodayScreen", "1 Today"),
        (Whereabouts("guide", lines={"guide": "stages/no-such"}), "GuideScreen", "2 Guide"),
    ],
    ids=["neither screen nor partner", "no such line"],
)
async def test_what_is_not_there_any_more_is_passed_over(
    open_dashboard: OpenDashboard,
    register: FileRegister,
    where: Whereabouts,
    place: str,
    words: str,
) -> None:
    """The start is then as near as there is, and nothing is said of it."""
    was(register, where)

    async with open_dashboard() as dashboard:
        assert dashboard.place == place
        assert dashboard.lines[0].startswith(f" {words}")
        assert dashboard.cursor_line


async def test_a_line_comes_back_wherever_it_stands(
    open_dashboard: OpenDashboard, register: FileRegister, oak: Fields, colleague: Colleague
) -> None:
    """A kind of need on Today, and an entry that the record shows only when it is asked for."""
    guide = load_guide()
    for number in range(9):
        document = register.refresh().documents[oak["id"]]
        fields = {"note": f"Call {number}", "on": f"{number + 1}/11/26", "kind": "call"}
        log = PARTS["log"]
        register.save(put_item(document, log, fields, today=NOON.date(), by="Ann", guide=guide))
    async with open_dashboard("end") as dashboard:
        kind = dashboard.cursor_line
        await dashboard.press("4", "enter", "right", "right", "right")
        rows = dashboard.app.screen.query_one("#record", Rows)
        rows.go_to("more:log")
        await dashboard.press("enter", "down", "down")
        entry = dashboard.cursor_line
        assert "Call" in entry
        dashboard.app.exit()
    async with open_dashboard() as dashboard:
        assert dashboard.cursor_line == entry
        await dashboard.press("1")
        assert dashboard.cursor_line == kind


async def test_an_empty_register_says_the_next_step_everywhere(
    open_dashboard: OpenDashboard,
) -> None:
    """In the smallest window too, each empty list and each key that finds nothing tells one."""
    async with open_dashboard("4", size=(40, 12)) as dashboard:
        assert dashboard.shows("press a to add the first one, or: partnertui import FILE")
        for key in ("e", "y", "d"):
            await dashboard.press("l")
            assert dashboard.shows("There is no partner to log a contact with yet: 4, then a")
            await dashboard.press(key)
            assert dashboard.shows("No partner is listed here to do that to: a adds one.")
        await dashboard.press("h")
        assert dashboard.shows("Nothing was done in this register yet: each save is a line here.")
