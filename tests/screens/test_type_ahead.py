"""Keys that arrive several at once, as on a slow line, do what they would do one by one."""

from __future__ import annotations

import pytest
from textual import events

from tests.screens.conftest import Fields, OpenDashboard, key_event


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
        assert dashboard.place == "ExploreScreen"  # where the second would lead on its own
        assert dashboard.document("Oak Friends")["status"] == "not-ours"

        await dashboard.press("4", "enter", "right", "right", "enter")
        await dashboard.press_at_once("3", "enter", "enter")
        assert len(dashboard.document("Oak Friends")["scores"]) == 1
        await dashboard.press("escape")  # the second Enter opened the next round

        await dashboard.press("4", "left", "x", "n", "o")
        await dashboard.press_at_once("enter", "enter")
        assert dashboard.document("Oak Friends")["checklist"]["need-stated"]["mark"]["reason"]
        assert dashboard.place == "EntryScreen"  # the second opened the item's why


async def test_esc_many_times_at_once_stops_at_the_screen_itself(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Esc typed ahead leaves page, partner and list one by one, and then does nothing."""
    async with open_dashboard("1", "enter", "right", "enter") as dashboard:
        await dashboard.press_at_once(*["escape"] * 6)
        assert dashboard.app.screen_stack == [dashboard.app.screen]
        assert dashboard.place == "TodayScreen"


@pytest.mark.parametrize("keys", ["xd", "xe", "nd", "xdead"])
async def test_letters_after_the_key_of_a_question_are_typed_in_it(
    open_dashboard: OpenDashboard, oak: Fields, keys: str
) -> None:
    """They are neither lost nor taken for commands of the screen below."""
    async with open_dashboard("4", "enter", "right") as dashboard:
        await dashboard.press_at_once(*keys)
        await dashboard.wait_for(keys[1:])
        assert len(dashboard.app.screen_stack) == 3
        await dashboard.press("escape")
        if dashboard.place == "Confirm":
            await dashboard.press("y")
        assert dashboard.place == "PartnerScreen"
        assert list(dashboard.documents) == ["Oak Friends"]


@pytest.mark.parametrize("keys", ["wd", "dx"])
async def test_keys_after_one_that_leaves_the_screen_hold_up_nothing(
    open_dashboard: OpenDashboard, oak: Fields, keys: str
) -> None:
    """What the screen that then shows has no use for does nothing, and undo brings all back."""
    async with open_dashboard("4", "enter", "right") as dashboard:
        await dashboard.press_at_once(*keys)
        await dashboard.press("escape", "escape", "escape", "1")
        assert dashboard.place == "TodayScreen"
        await dashboard.press("4", "u")
        assert list(dashboard.documents) == ["Oak Friends"]


async def test_a_digit_that_came_with_the_key_of_a_menu_answers_it(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A menu that is only being opened takes the digit, which then shows no other screen."""
    async with open_dashboard("4") as dashboard:
        await dashboard.press_at_once("y", "3")
        await dashboard.wait_for("Set the status of Oak Friends to not one of ours")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.document("Oak Friends")["status"] == "not-ours"


async def test_letters_and_keys_that_come_together_are_typed_in_order(
    open_dashboard: OpenDashboard,
) -> None:
    """Tab leads on before the letters after it, and Backspace takes the letter it should."""
    async with open_dashboard("4", "a") as dashboard:
        await dashboard.press_at_once(*"Elmz", "backspace", *" Park", "tab")
        assert dashboard.app.focused is not None
        await dashboard.press_at_once("home", *"x", "f2")
        await dashboard.press_at_once("u")
        assert dashboard.shows("Elm Park")

    assert list(dashboard.documents) == []


async def test_what_is_typed_after_the_save_is_not_saved(open_dashboard: OpenDashboard) -> None:
    """F2 saves what came before it; a letter after it goes to the screen below."""
    async with open_dashboard("4", "a") as dashboard:
        await dashboard.press_at_once(*"Elm", "f2", "4")
        await dashboard.wait_for("Elm")

    assert list(dashboard.documents) == ["Elm"]


async def test_what_is_typed_ahead_of_a_form_stands_in_it(open_dashboard: OpenDashboard) -> None:
    """A form that is only being opened takes every letter that was meant for it."""
    async with open_dashboard("4") as dashboard:
        await dashboard.press_at_once("a", *"Heron Trust", "enter")
        await dashboard.wait_for("Heron Trust")

    assert list(dashboard.documents) == ["Heron Trust"]


async def test_a_paste_stands_between_the_keys_around_it(open_dashboard: OpenDashboard) -> None:
    """What is pasted goes where the keys before it lead, and the keys after it come after it."""
    async with open_dashboard("4", "a") as dashboard:
        dashboard.app.post_message(key_event("F"))
        dashboard.app.post_message(events.Paste("riend"))
        await dashboard.press_at_once("s", "enter")
        await dashboard.wait_for("Friends")

    assert list(dashboard.documents) == ["Friends"]


async def test_a_key_whose_screen_goes_away_holds_up_no_other(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Keys that close what they were handed to are followed by the next all the same."""
    async with open_dashboard("4", "enter") as dashboard:
        await dashboard.press_at_once("escape", "enter", "escape", "1", "4", "enter", "right")
        await dashboard.wait_for("[Checklist]")
