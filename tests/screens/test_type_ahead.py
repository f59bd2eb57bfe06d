"""Keys that arrive several at once, as on a slow line, do what they would do one by one."""

from __future__ import annotations

import pytest

from tests.screens.conftest import Fields, OpenDashboard


async def test_enter_twice_at_once_adds_one_partner(open_dashboard: OpenDashboard) -> None:
    """A second Enter that came with the first saves nothing a second time."""
    async with open_dashboard("4", "a", "E", "l", "m") as dashboard:
        await dashboard.press_at_once("enter", "enter")
        assert list(dashboard.documents) == ["Elm"]
        assert len(dashboard.app.register.snapshot.documents) == 1


async def test_esc_twice_at_once_leaves_a_form_once(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Untouched, the form is left and no more; with something typed, the question is asked once."""
    async with open_dashboard("4", "a") as dashboard:
        await dashboard.press_at_once("escape", "escape")
        assert dashboard.place == "RegisterScreen"
        await dashboard.press("a", "x")
        await dashboard.press_at_once("escape", "escape", "escape")
        assert len(dashboard.app.screen_stack) <= 3
        if dashboard.place == "Form":
            await dashboard.press("escape")
        await dashboard.press("y")
        assert dashboard.place == "RegisterScreen"
        assert list(dashboard.documents) == ["Oak Friends"]


async def test_an_answer_twice_at_once_is_one_answer(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A digit or Enter that came twice answers one menu, one score and one question."""
    async with open_dashboard("4", "y") as dashboard:
        await dashboard.press_at_once("3", "3")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.document("Oak Friends")["status"] == "not-ours"

        await dashboard.press("enter", "right", "right", "enter")
        await dashboard.press_at_once("3", "3")
        assert dashboard.place == "PartnerScreen"
        assert len(dashboard.document("Oak Friends")["scores"]) == 1

        await dashboard.press("left", "x", "n", "o")
        await dashboard.press_at_once("enter", "enter")
        assert dashboard.document("Oak Friends")["checklist"]["need-stated"]["mark"]["reason"]
        assert len(dashboard.app.screen_stack) == 2


async def test_esc_many_times_at_once_stops_at_the_screen_itself(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Esc typed ahead leaves page, partner and list one by one, and then does nothing."""
    async with open_dashboard("1", "enter", "right", "enter") as dashboard:
        await dashboard.press_at_once(*["escape"] * 6)
        assert dashboard.app.screen_stack == [dashboard.app.screen]
        assert dashboard.place == "TodayScreen"


@pytest.mark.parametrize("keys", ["xd", "xe", "nd", "xdead", "wd", "dx"])
async def test_a_key_that_leaves_overtakes_a_question_and_nothing_hangs(
    open_dashboard: OpenDashboard, oak: Fields, keys: str
) -> None:
    """Where a question comes too late, for its screen was left, it is not asked any more."""
    async with open_dashboard("4", "enter", "right") as dashboard:
        await dashboard.press_at_once(*keys)
        assert len(dashboard.app.screen_stack) <= 3
        await dashboard.press("escape", "escape", "escape", "1")
        assert dashboard.place == "TodayScreen"
        await dashboard.press("4", "u")
        assert list(dashboard.documents) == ["Oak Friends"]


@pytest.mark.parametrize("key", ["y", "f"])
async def test_a_menu_does_not_follow_to_another_screen(
    open_dashboard: OpenDashboard, oak: Fields, key: str
) -> None:
    """A digit that came together with the key of a menu changes nothing, and no menu is lost."""
    # It may show another screen instead; the menu is then not on top of that one.
    async with open_dashboard("4") as dashboard:
        await dashboard.press_at_once(key, "1")
        assert dashboard.place in ("TodayScreen", "RegisterScreen")
        assert dashboard.documents == {"Oak Friends": oak}
        await dashboard.press("4", key)
        assert dashboard.place == "Menu"
