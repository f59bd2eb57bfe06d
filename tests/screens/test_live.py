"""The live view: what somebody else saves shows by itself, and nothing one looks at moves."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.conftest import NOON
from tests.screens.conftest import Colleague, Dashboard, Fields, OpenDashboard
from tuiapp.content.loader import load_guide
from tuiapp.domain.history.sentences import clock_time
from tuiapp.domain.register import part_edits, partner_edits
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.screens.partner.partner import PartnerScreen
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.widgets.prose import Prose
from tuiapp.widgets.rows import Rows

ITEM = load_guide().items[0]


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the dashboard look for changes so often that no test waits for it."""
    monkeypatch.setattr("tuiapp.app.dashboard.LOOK_SECONDS", 0.05)


@pytest.fixture
def many(colleague: Colleague) -> Colleague:
    """Return the colleague after adding more partners than a window shows."""
    for number in range(40):
        colleague.add(f"Partner {number:02}", place="Millbrook")
    return colleague


def cursor_place(dashboard: Dashboard) -> tuple[int, str]:
    """Return the number of the cursor's line on the screen, and what it says."""
    lines = dashboard.lines
    place = next(number for number, line in enumerate(lines) if line.startswith("> "))
    return place, lines[place]


async def wait_until_gone(dashboard: Dashboard, text: str) -> None:
    """Wait until a text is in the title line no more."""
    await dashboard.wait_until(lambda: text not in dashboard.lines[0], f"'{text}' is still")


async def test_a_save_of_somebody_else_shows_in_every_list(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Without a key Today, the register, a partner and its parts show it, and who saved."""
    async with open_dashboard(size=(80, 40)) as dashboard:
        colleague.add("Elm Society")
        await dashboard.wait_for("Elm Society: Say in two lines")
        assert dashboard.shows("2 partners")

        await dashboard.press("4")
        colleague.add("Ash Society")
        await dashboard.wait_for("3 organisations")
        assert dashboard.cursor_line.startswith("Oak Friends") or "Oak Friends" in dashboard.text

        await dashboard.press("end", "enter")
        colleague.set("Oak Friends", place="Amber Hill")
        await dashboard.wait_for("Place: Amber Hill")
        await dashboard.press("right")
        document = colleague.register.snapshot.documents[oak["id"]]
        tick = partner_edits.tick(document, ITEM, "done", by=colleague.by, on=NOON.date())
        colleague.register.save(tick)
        await dashboard.wait_for(f"[!] {ITEM.heading}"[:30])
        assert "saved 12:00 by Trees officer" in dashboard.lines[0]
        await dashboard.press("right", "right")
        document = colleague.register.snapshot.documents[oak["id"]]
        put = partial(part_edits.put_item, document, PARTS["actions"], {"title": "Mend the gate"})
        colleague.register.save(put(today=NOON.date(), by=colleague.by))
        await dashboard.wait_for("[ ] Mend the gate")
        await dashboard.press("right")
        colleague.set("Oak Friends", place="Elm Hill")
        await dashboard.wait_for("Marked")
        assert dashboard.shows("Trees officer: Changed place")


async def test_the_preview_follows_what_no_line_shows(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """A field that is only beside the list is fresh there too."""
    async with open_dashboard("4", size=(130, 30)) as dashboard:
        colleague.set("Oak Friends", purpose="Look after the pond")
        await dashboard.wait_for("Look after the pond")


async def test_the_cursor_stays_where_it_is_while_lines_come_above_it(
    open_dashboard: OpenDashboard, many: Colleague
) -> None:
    """The line under the cursor neither changes nor moves, scrolled down as it is."""
    async with open_dashboard("4") as dashboard:
        await dashboard.press("pagedown", "pagedown", "up", "up")
        before = cursor_place(dashboard)
        many.add("Aardvark Friends")
        many.remove("Partner 03")
        many.add("Another One")
        await dashboard.wait_for("41 organisations")
        assert cursor_place(dashboard) == before
        many.remove("Aardvark Friends")
        await dashboard.wait_for("40 organisations")
        assert cursor_place(dashboard) == before


async def test_a_list_at_its_top_shows_what_comes_there(
    open_dashboard: OpenDashboard, many: Colleague
) -> None:
    """At the top the new first line is in sight, and the cursor goes down with its own."""
    async with open_dashboard("4") as dashboard:
        many.add("Aardvark Friends")
        await dashboard.wait_for("Aardvark Friends")
        assert dashboard.cursor_line.startswith("Partner 00")


async def test_search_filter_and_focus_stay(open_dashboard: OpenDashboard, many: Colleague) -> None:
    """What is typed in the search line goes on narrowing the list, and the keys stay in it."""
    async with open_dashboard("4", "f", "3", "slash") as dashboard:
        await dashboard.type("partner 1")
        many.add("Partner 1 more")
        await dashboard.wait_for("Partner 1 more")
        await dashboard.type("9")
        assert "'partner 19'" in dashboard.lines[0]
        assert "1 organisation" in dashboard.lines[0]


@pytest.mark.parametrize("part", ["checklist", "measures", "history"])
async def test_the_cursor_stays_in_every_part_of_a_partner(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague, part: str
) -> None:
    """A tick, a score or a deed of somebody else leaves the cursor on its line."""
    for number in range(30):
        colleague.set("Oak Friends", place=f"Hill {number}")
    rights = ["right"] * (["checklist", "measures", "history"].index(part) + 1)

    async with open_dashboard("4", "enter", *rights, size=(80, 14)) as dashboard:
        await dashboard.press("pagedown", "down", "down")
        rows = dashboard.app.screen.query_one(f"#{part}", Rows)
        before, place, focused = rows.current, cursor_place(dashboard), dashboard.app.focused
        colleague.set("Oak Friends", name="Oak Fellows")
        await dashboard.wait_for("Oak Fellows · Partner")
        assert (rows.current, dashboard.app.focused) == (before, focused)
        assert cursor_place(dashboard) == place


async def test_a_page_stays_where_it_is_read(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The overview is not scrolled back, not even when the partner gets another name."""
    colleague.set("Oak Friends", notes="A long note. " * 60)

    async with open_dashboard("4", "enter", "pagedown", size=(40, 12)) as dashboard:
        prose = dashboard.app.screen.query_one("#overview", Prose)
        before = prose.scroll_offset.y
        assert before > 0
        colleague.set("Oak Friends", name="Oak Fellows")
        await dashboard.wait_for("Oak Fellows")
        assert prose.scroll_offset.y == before


async def test_a_form_is_not_disturbed(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """While one types everything stays; the screen below is fresh once the form is left."""
    async with open_dashboard("4", "e", "end", "X", size=(80, 60)) as dashboard:
        assert dashboard.shows("Millbrook")
        colleague.set("Oak Friends", place="Amber Hill")
        colleague.add("Elm Society")
        for _ in range(5):
            await dashboard.settle()
        assert dashboard.shows("Oak FriendsX")
        assert "Amber Hill" not in dashboard.text
        await dashboard.press("escape", "y")
        assert "2 organisations" in dashboard.lines[0]


async def test_a_partner_that_somebody_removes_takes_one_back_and_says_so(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Nobody is left on a screen about nothing."""
    async with open_dashboard("4", "enter", "right") as dashboard:
        colleague.remove("Oak Friends")
        await dashboard.wait_for("Oak Friends is not in the register any more.")
        assert dashboard.place == "RegisterScreen"


@pytest.mark.parametrize("what", ["gone", "damaged"])
async def test_a_file_that_cannot_be_read_is_said_once_and_again_when_it_is_back(
    open_dashboard: OpenDashboard, oak: Fields, register_path: Path, what: str
) -> None:
    """The title marks it, what was last read stays, nothing is saved, and then it goes on."""
    async with open_dashboard("4") as dashboard:
        sound = register_path.read_bytes()
        if what == "gone":
            register_path.unlink()
        else:
            register_path.write_bytes(b"[1, 2")
        mark = "NO REGISTER" if what == "gone" else "NOT A SOUND REGISTER"
        await dashboard.wait_for(mark)
        assert dashboard.shows(str(register_path.name))
        await dashboard.press("s")
        for _ in range(5):
            await dashboard.settle()
        assert dashboard.shows("Sorted by status.")
        assert mark in dashboard.lines[0]
        assert dashboard.shows("Oak Friends")
        await dashboard.press("d")
        assert dashboard.shows("Oak Friends")
        assert register_path.exists() == (what == "damaged")

        register_path.write_bytes(sound)
        await wait_until_gone(dashboard, mark)
        await dashboard.press("s")
        assert dashboard.shows("Sorted by place.")


async def test_a_file_that_is_back_says_so_unless_something_else_went_wrong(
    open_dashboard: OpenDashboard, oak: Fields, register_path: Path
) -> None:
    """The quiet sentence takes the place of what it answers, never of another refusal."""
    async with open_dashboard("4") as dashboard:
        moved = register_path.rename(register_path.with_suffix(".moved"))
        await dashboard.wait_for("There is no file")
        moved.rename(register_path)
        await dashboard.wait_for("The register can be read again")

        register_path.rename(moved)
        await dashboard.wait_for("There is no file")
        await dashboard.press("d")
        refused = dashboard.app.screen.query_one("MessageLine")
        assert dashboard.shows("Not saved")
        moved.rename(register_path)
        await wait_until_gone(dashboard, "NO REGISTER")
        assert refused.has_class("-error")
        assert dashboard.shows("Not saved")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_what_matters_most_fits_in_the_title(
    open_dashboard: OpenDashboard, colleague: Colleague, size: tuple[int, int]
) -> None:
    """The warning is there beside the longest name; who saved and where give way to it."""
    colleague.add("The Very Long Named Friends of Kingfisher Park, Its Meadows and Its Ponds")

    async with open_dashboard("4", "enter", size=size, read_only=True) as dashboard:
        title = dashboard.lines[0]
        assert title.startswith(" The Very Long")
        assert "READ-ONLY" in title
        await dashboard.press("1")
        title = dashboard.lines[0]
        assert title.startswith(" 1 Today")
        assert "READ-ONLY" in title
        if size[0] == 80:
            assert "register.json · saved 12:00 by" in title


async def test_the_folders_of_the_register_show_where_there_is_room(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """At 80 columns the register is told by its name, with 80 beside its path with its folders."""
    async with open_dashboard() as dashboard:
        assert dashboard.lines[0].endswith("  register.json · saved 12:00 by Trees officer")
        await dashboard.resize(len(str(dashboard.path)) + 80, 24)
        assert f"  {dashboard.path} · saved 12:00 by Trees officer" in dashboard.lines[0]


def test_a_time_in_the_title_has_its_day_unless_that_is_today() -> None:
    """The time alone today, the day before it this year, the day with its year before that."""
    assert clock_time(NOON, NOON.date()) == "12:00"
    assert clock_time(NOON, NOON.date().replace(day=23)) == "22 Nov 12:00"
    assert clock_time(NOON, NOON.date().replace(year=2027)) == "22 Nov 2026"


async def test_a_partner_that_has_just_gone_can_still_be_drawn(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The page beside its list is due before the screen goes, and is left out."""
    async with open_dashboard("4", "enter", "right", size=(140, 40)) as dashboard:
        screen = dashboard.app.screen
        assert isinstance(screen, PartnerScreen)
        colleague.remove("Oak Friends")
        screen.set_reactive(BaseScreen.snapshot, dashboard.app.register.refresh())
        screen.beside.follow()
        await dashboard.settle()

        assert dashboard.place == "PartnerScreen"
