"""Logging a contact from anywhere: l, a few letters, what was said, what comes next, saved."""

from __future__ import annotations

import orjson
import pytest

from tests.screens.conftest import Colleague, Dashboard, Fields, OpenDashboard
from tests.screens.shared.test_form import go_to_field
from tests.screens.test_resume_drafts import Leave, drafts, go_on, leave, leftovers
from tuiapp.person.paths import drafts_folder

__all__ = ["leave"]  # a fixture, shared with the tests of drafts


def logged(dashboard: Dashboard, name: str = "Oak Friends") -> list[Fields]:
    """Return the contact log of a partner as the file holds it."""
    held: dict[str, Fields] = dashboard.document(name).get("log", {})
    return list(held.values())


async def test_a_call_is_logged_from_today_in_few_keys(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Letters apart, seven keys lead from Today to the entry and the next action, in one edit."""
    async with open_dashboard() as dashboard:
        keys = 0
        for key, text in (
            ("l", "oak"),
            ("tab", ""),
            ("tab", "Keys are with Jo"),
            ("tab", ""),
            ("tab", "Send the lease"),
            ("tab", "fri"),
            ("f2", ""),
        ):
            await dashboard.press(key)
            await dashboard.type(text)
            keys += 1
        assert keys == 7
        (entry,) = logged(dashboard)
        assert entry == {
            "kind": "call",
            "note": "Keys are with Jo",
            "on": "2026-11-22",
            "by": "Parks officer",
        }
        (action,) = dashboard.document("Oak Friends")["actions"].values()
        assert action == {
            "title": "Send the lease",
            "owner": "Parks officer",
            "due": "2026-11-27",
        }
        assert dashboard.place == "TodayScreen"
        assert dashboard.shows("Logged call with Oak Friends. Saved.")
        await dashboard.press("u")
        assert dashboard.documents == {"Oak Friends": oak}


@pytest.mark.parametrize(
    "keys", [["4"], ["4", "enter"], ["4", "enter", "right"], ["4", "enter", "left"]]
)
async def test_the_partner_somebody_is_at_stands_in_the_form(
    open_dashboard: OpenDashboard, oak: Fields, keys: list[str]
) -> None:
    """On the register and in every part of a partner the form begins below the partner."""
    async with open_dashboard(*keys, "l") as dashboard:
        assert dashboard.shows("Oak Friends")
        await dashboard.press("m", "tab")
        await dashboard.type("Walked the site")
        await dashboard.press("f2")
        (entry,) = logged(dashboard)
        assert (entry["kind"], entry["note"]) == ("meeting", "Walked the site")


@pytest.mark.parametrize("keys", [["1"], ["2"], ["2", "enter"], ["3"], ["4"]])
async def test_l_opens_the_form_on_every_screen(
    open_dashboard: OpenDashboard, oak: Fields, keys: list[str]
) -> None:
    """Wherever somebody is, Esc comes back to it."""
    async with open_dashboard(*keys) as dashboard:
        place = dashboard.place
        await dashboard.press("l")
        assert "Log a contact" in dashboard.lines[0]
        await dashboard.press("escape")
        assert dashboard.place == place


async def test_on_today_the_partner_of_the_line_is_typed_over_at_once(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Somebody may ring whatever the cursor is on: a letter takes the place of that name."""
    colleague.add("Elm Trust")
    async with open_dashboard("l", "tab") as dashboard:
        assert "with Elm Trust" in dashboard.lines[0]
        await dashboard.press("shift+tab", "o")
        assert "with Oak Friends" in dashboard.lines[0]


async def test_l_is_a_letter_while_typing(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """In the search line and in a form l is typed, and opens nothing."""
    async with open_dashboard("4", "slash", "l") as dashboard:
        assert dashboard.place == "RegisterScreen"
        await dashboard.press("escape", "e", "end", "l")
        assert getattr(dashboard.app.focused, "value", "") == "Oak Friendsl"


async def test_what_was_understood_is_told_while_one_types(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The partner that is meant, or those that may be, and the day."""
    colleague.add("Oak Trust")
    colleague.add("The Élan Society", place="Oakwood")

    async with open_dashboard("1", "l", size=(80, 40)) as dashboard:
        await dashboard.type("oak")
        assert dashboard.shows("2 partners match: Oak Friends, Oak Trust. Type more of the name.")
        await dashboard.type(" fr")
        assert dashboard.shows("That is Oak Friends.")
        await dashboard.press("end", *["backspace"] * 6)
        await dashboard.type("elan soc")
        assert dashboard.shows("That is The Élan Society.")
        await go_to_field(dashboard, "Date")
        await dashboard.press("end", *["backspace"] * 16)
        await dashboard.type("yesterday")
        assert dashboard.shows("That is Saturday 21 November 2026.")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Partner: required: type a few letters of its name."),
        ("oak", "Partner: 2 partners match: Oak Friends, Oak Trust."),
        ("ock frend", "Partner: there is no 'ock frend'. The nearest is 'Oak Friends'."),
        ("\x1b[2J", "Partner: there is no '␛[2J'."),
    ],
)
async def test_a_partner_that_is_none_or_several_is_told_at_its_field(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague, typed: str, told: str
) -> None:
    """Nothing is saved, the nearest names are told, and everything stays as typed."""
    colleague.add("Oak Trust")

    async with open_dashboard("1", "l", "backspace") as dashboard:
        await dashboard.paste(typed)
        await go_to_field(dashboard, "What was said")
        await dashboard.type("All well")
        await dashboard.press("f2")
        assert dashboard.shows(told)
        assert logged(dashboard) == []
        assert dashboard.shows("All well")


async def test_each_problem_is_told_at_its_field(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """No note, no such day, and a day for an action that nobody named."""
    async with open_dashboard("4", "l", size=(80, 40)) as dashboard:
        await dashboard.press("f2")
        assert dashboard.shows("What was said: required")
        await dashboard.type("All well")
        await go_to_field(dashboard, "Due")
        await dashboard.type("soon")
        await dashboard.press("enter")
        assert dashboard.shows("Due: it is not a date")
        await dashboard.press("end", *["backspace"] * 4)
        await dashboard.type("+7d")
        await dashboard.press("enter")
        assert dashboard.shows("Next action: required")
        assert logged(dashboard) == []
        await dashboard.type("Ring back")
        await dashboard.press("enter")
        assert dashboard.place == "RegisterScreen"
        (action,) = dashboard.document("Oak Friends")["actions"].values()
        assert (action["title"], action["due"]) == ("Ring back", "2026-11-29")


async def test_several_lines_can_be_pasted(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """A pasted e-mail keeps its lines, saves nothing on the way, and cannot drive the terminal."""
    async with open_dashboard("4", "l", "tab") as dashboard:
        await dashboard.paste("Dear all,\r\rl q u\x1b[2J\r\nJo")  # as terminals send lines
        assert dashboard.place == "LogForm"
        await dashboard.press("f2")
        (entry,) = logged(dashboard)
        assert entry["note"] == "Dear all,\n\nl q u␛[2J\nJo"


async def test_a_partner_removed_meanwhile_keeps_what_was_typed(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The form stays with every letter, and says what happened."""
    async with open_dashboard("4", "l", "tab") as dashboard:
        await dashboard.type("All well")
        colleague.remove("Oak Friends")
        await dashboard.press("f2")
        assert "removed" in dashboard.said.casefold()
        assert dashboard.documents == {}
        assert [draft["values"] for draft in drafts()] == [{"note": "All well"}]


@pytest.mark.parametrize("keys", [["4", "l", "tab"], ["1", "l"]])
async def test_what_was_typed_of_a_contact_outlives_its_session(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields, keys: list[str]
) -> None:
    """The next start offers it with or without a partner, and it is saved once."""
    await leave(*keys, text="oak")

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were logging a contact with")
        await go_on(dashboard)
        assert "Log a contact" in dashboard.lines[0]
        await go_to_field(dashboard, "What was said")
        await dashboard.type("s")
        await dashboard.press("f2")
        assert [entry["note"] for entry in logged(dashboard)] == ["oaks" if keys[0] == "4" else "s"]
        assert leftovers() == []


async def test_a_contact_logged_in_the_last_instant_is_not_offered(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A session that ended between the save and the end of its draft leaves nothing to do."""
    async with open_dashboard("4", "l", "tab", "A", "l", "l") as dashboard:
        (path,) = drafts_folder().glob("*.json")
        kept = orjson.loads(path.read_bytes())
        await dashboard.press("f2")
        assert leftovers() == []
        path.write_bytes(orjson.dumps({**kept, "at": "2026-11-22T12:00:00Z"}))

    async with open_dashboard() as dashboard:
        assert dashboard.place == "TodayScreen"
        assert leftovers() == []


async def test_the_title_says_with_whom(
    open_dashboard: OpenDashboard, colleague: Colleague, oak: Fields
) -> None:
    """Nobody is logged for another: the partner is named although its field is out of sight."""
    colleague.add("Ash Group", framework="not-for-profit")
    async with open_dashboard("1", "l", size=(40, 12)) as dashboard:
        assert dashboard.lines[0].strip() == "Log a contact with Ash Group"
        await dashboard.type("oak")
        assert dashboard.lines[0].strip() == "Log a contact with Oak Friends"
        await dashboard.press("escape", "y", "4", "l")
        assert dashboard.lines[0].strip() == "Log a contact with Ash Group"
