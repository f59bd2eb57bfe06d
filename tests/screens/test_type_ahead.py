"""Keys that arrive several at once, as on a slow line, do what they would do one by one."""

from __future__ import annotations

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
