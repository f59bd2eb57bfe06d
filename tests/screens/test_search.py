"""Search: guidance and partners together, found while one types, opened by Enter."""

from __future__ import annotations

import pytest
from textual.css.query import NoMatches

from tests.screens.conftest import Colleague, Dashboard, Fields, OpenDashboard
from tuiapp.screens.search import SearchScreen

LISTS = ("2", "3", "4")
"""The screens whose / narrows their own list."""


async def found(dashboard: Dashboard) -> Dashboard:
    """Wait until everything is taken in and what was typed is answered."""
    await dashboard.app.workers.wait_for_complete()
    await dashboard.settle()
    return dashboard


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["1", "slash"], id="Today"),
        pytest.param(["2", "S"], id="Guide"),
        pytest.param(["3", "S"], id="Explore"),
        pytest.param(["4", "S"], id="Register"),
        pytest.param(["4", "enter", "slash"], id="Partner"),
        pytest.param(["4", "enter", "S"], id="Partner by the other key"),
        pytest.param(["2", "enter", "slash"], id="a page"),
    ],
)
async def test_the_search_opens_from_everywhere_and_esc_leads_back(
    open_dashboard: OpenDashboard, oak: Fields, keys: list[str]
) -> None:
    """From each screen a key opens the search; what is typed is in its line; Esc goes back."""
    async with open_dashboard(*keys[:-1]) as dashboard:
        before = dashboard.place
        await dashboard.press(keys[-1])
        assert dashboard.place == "SearchScreen"
        await dashboard.type("oak")
        await found(dashboard)
        assert dashboard.cursor_line.startswith("Oak Friends")
        await dashboard.press("escape")
        assert dashboard.place == before


@pytest.mark.parametrize("screen", LISTS)
async def test_a_list_keeps_its_own_search(
    open_dashboard: OpenDashboard, oak: Fields, screen: str
) -> None:
    """In Guide, Explore and Register / narrows the list that is there."""
    async with open_dashboard(screen, "slash") as dashboard:
        assert dashboard.place != "SearchScreen"


async def test_each_answer_says_what_it_is_and_shows_a_line_of_it(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Below what it is called stands what it is, and the words where they were found."""
    colleague.add("Elm Group", notes="Keeps the sluice gate and the memorandum file.")

    async with open_dashboard("slash", size=(80, 60)) as dashboard:
        await dashboard.type("memorandum")
        await found(dashboard)
        lines = [line.strip() for line in dashboard.lines]
        tool = lines.index("> Memorandum of understanding")
        assert lines[tool + 1].startswith("Tool: ")
        partner = lines.index("Elm Group")
        assert lines[partner + 1] == (
            "Partner: Notes: Keeps the sluice gate and the memorandum file."
        )
        assert " found" in dashboard.lines[0]


async def test_matched_words_are_underlined(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """A matched word is marked by a line below it, which needs no colour."""
    async with open_dashboard("slash") as dashboard:
        await dashboard.type("friends")
        await found(dashboard)
        rows = screen_of(dashboard).rows
        marked = [
            segment.text
            for y in range(rows.size.height)
            for segment in rows.render_line(y)
            if segment.style and segment.style.underline
        ]
        assert marked
        assert {word.casefold() for word in marked} == {"friends"}


def screen_of(dashboard: Dashboard) -> SearchScreen:
    """Return the search that is open."""
    screen = dashboard.app.screen
    if not isinstance(screen, SearchScreen):
        raise NoMatches(dashboard.place)
    return screen


async def test_enter_opens_a_page_and_esc_comes_back_to_the_same_answer(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """After reading an answer, the text, the answers and the cursor are as they were."""
    async with open_dashboard("slash") as dashboard:
        await dashboard.type("agree who")
        await found(dashboard)
        await dashboard.press("down", "down")
        before = dashboard.text
        line = dashboard.cursor_line.strip()
        await dashboard.press("enter")
        assert dashboard.place in ("PageScreen", "EntryScreen")
        assert dashboard.lines[1].strip() == line
        await dashboard.press("escape")
        assert dashboard.text == before
        await dashboard.type(" pays")
        await found(dashboard)
        assert dashboard.cursor_line.strip() == "Agree who puts a failure right, and who pays"
        await dashboard.press("escape")
        assert dashboard.place == "TodayScreen"


@pytest.mark.parametrize(
    ("text", "place", "title"),
    [
        ("oak friends", "PartnerScreen", "Oak Friends"),
        ("local reach", "EntryScreen", "Local reach"),
        ("unclear governance", "EntryScreen", "Unclear governance"),
        ("statutory partnership", "EntryScreen", "Statutory partnership"),
        ("exit plan", "EntryScreen", "Exit plan"),
        ("volunteer hours", "PageScreen", "Volunteer hours"),
        ("iso 44001", "PageScreen", "ISO 44001"),
    ],
)
async def test_enter_opens_what_the_answer_is(
    open_dashboard: OpenDashboard, oak: Fields, text: str, place: str, title: str
) -> None:
    """A partner opens as a partner, and an entry as the page that leads on to others, if any."""
    async with open_dashboard("slash") as dashboard:
        await dashboard.type(text)
        await found(dashboard)
        await dashboard.press("enter")
        assert dashboard.place == place
        assert dashboard.shows(title)


async def test_a_misspelt_word_is_read_as_it_was_meant_and_that_is_said(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Where nothing is spelt as typed, the nearest is shown, and what was taken for it."""
    async with open_dashboard("slash") as dashboard:
        await dashboard.type("friexds")
        await found(dashboard)
        assert dashboard.shows("Nothing holds 'friexds'; showing entries with 'friends'.")
        assert dashboard.shows("Oak Friends")


async def test_what_finds_nothing_says_what_to_do(open_dashboard: OpenDashboard) -> None:
    """Nothing typed, and nothing found, are told each with the next step; Enter does nothing."""
    async with open_dashboard("slash") as dashboard:
        await found(dashboard)
        assert dashboard.shows("The guidance and all partners are searched as you type.")
        await dashboard.type("zzzzzz")
        await found(dashboard)
        assert "Nothing holds 'zzzzzz'. Try fewer or shorter words." in dashboard.said
        await dashboard.press("enter", "down", "pagedown", "up")
        assert dashboard.place == "SearchScreen"


async def test_letters_that_are_keys_elsewhere_are_typed(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """While the line is typed in, q, digits and ? are text; Tab leads to the list, / back."""
    async with open_dashboard("slash", *"q1?/ljS") as dashboard:
        assert dashboard.place == "SearchScreen"
        assert screen_of(dashboard).line.value == "q1?/ljS"
        await dashboard.press("f1")
        assert dashboard.place == "Help"
        await dashboard.press("escape", "tab", "slash", "x")
        assert screen_of(dashboard).line.value == "q1?/ljSx"


async def test_l_in_the_answers_logs_with_the_partner_there(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """From the answers one logs with the partner under the cursor without opening it."""
    async with open_dashboard("slash") as dashboard:
        await dashboard.type("oak friends")
        await found(dashboard)
        await dashboard.press("tab", "l")
        assert dashboard.shows("Oak Friends")
        assert dashboard.place != "SearchScreen"


HOSTILE = "Acme [/] [@click=app.quit]Ltd [TODO]"


async def test_hostile_text_is_text(open_dashboard: OpenDashboard, colleague: Colleague) -> None:
    """Markup in a name, in a note and in what is typed is shown letter by letter."""
    colleague.add(HOSTILE, notes=f"needle {HOSTILE}")

    async with open_dashboard("slash") as dashboard:
        await dashboard.type("[TODO] acme")
        await found(dashboard)
        assert dashboard.cursor_line.strip() == HOSTILE
        await dashboard.press("escape", "slash")
        await dashboard.type("needle [red]")
        await found(dashboard)
        assert dashboard.shows("Nothing holds 'needle [red]'.")
        await dashboard.press(*["backspace"] * 6)
        await found(dashboard)
        assert dashboard.shows(f"needle {HOSTILE}")
        assert dashboard.app.return_code is None


async def test_what_a_colleague_saves_is_found(
    open_dashboard: OpenDashboard, colleague: Colleague, oak: Fields
) -> None:
    """A partner added elsewhere is an answer, and one that was removed is none any more."""
    async with open_dashboard("slash") as dashboard:
        await dashboard.type("heron")
        await found(dashboard)
        assert "Heron Trust" not in dashboard.text
        colleague.add("Heron Trust")
        screen_of(dashboard).look_again()
        await found(dashboard)
        assert dashboard.shows("Heron Trust")
        colleague.remove("Heron Trust")
        screen_of(dashboard).look_again()
        await found(dashboard)
        assert "Heron Trust" not in dashboard.text


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (30, 8)])
async def test_the_cursor_and_its_line_are_in_sight_at_every_size(
    open_dashboard: OpenDashboard, colleague: Colleague, size: tuple[int, int]
) -> None:
    """However small the window, each answer one comes to is in sight, with the line below it."""
    for number in range(12):
        colleague.add(f"Heron {number:02}", place=f"Place {number:02}")

    async with open_dashboard("slash", size=size) as dashboard:
        await dashboard.type("heron")
        await found(dashboard)
        for number in range(12):
            lines = dashboard.lines
            at = next(y for y, line in enumerate(lines) if line.startswith("> "))
            assert lines[at].startswith(f"> Heron {number:02}")
            assert lines[at + 1].startswith("    Partner: ")
            await dashboard.press("down")
        await dashboard.press(*["pageup"] * 12)
        assert dashboard.cursor_line.startswith("Heron 00")


async def test_keys_that_come_at_once_are_answered_for_the_last_of_them(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Typed faster than it is drawn, the answers are those of the whole text."""
    async with open_dashboard(size=(80, 24)) as dashboard:
        await dashboard.press_at_once("slash", *"oak", "space", *"friends")
        await found(dashboard)
        assert screen_of(dashboard).line.value == "oak friends"
        assert dashboard.cursor_line.startswith("Oak Friends")
