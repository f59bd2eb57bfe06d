"""A save that finds the register locked waits in sight; no key waits with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from tests.screens.conftest import COLLEAGUE, Colleague, Dashboard, Fields, OpenDashboard
from tuiapp.store.lock import locked

WAITING = f"Waiting for {COLLEAGUE} to finish saving"

Hold = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def _tries_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let waiting saves try again so often that no test waits for them."""
    monkeypatch.setattr("tuiapp.screens.shared.save_queue.RETRY_SECONDS", 0.01)


@pytest.fixture
def hold(register_path: Path) -> Hold:
    """Return what holds the register's lock as a colleague who saves."""

    @contextmanager
    def held() -> Iterator[None]:
        with locked(register_path, COLLEAGUE):
            yield

    return held


async def open_checklist(dashboard: Dashboard) -> None:
    """Open the checklist of the only partner."""
    await dashboard.press("4", "enter", "right", "down")


async def test_a_tick_waits_for_a_colleague_and_is_then_saved(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """The wait names the colleague; the cursor moves meanwhile; then the tick is saved."""
    async with open_dashboard() as dashboard:
        await open_checklist(dashboard)
        line = dashboard.cursor_line
        with hold():
            await dashboard.press("space")
            assert WAITING in dashboard.said
            assert "[ ]" in line
            assert "[x]" not in dashboard.text  # what is shown is what is saved
            await dashboard.press("down")
            assert dashboard.cursor_line != line
            assert "checklist" not in dashboard.document("Oak Friends")
        await dashboard.wait_for("Saved.")

        assert WAITING not in dashboard.said
        assert len(dashboard.document("Oak Friends")["checklist"]) == 1


async def test_esc_stops_waiting_and_says_what_was_not_saved(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """Nothing is saved behind one's back afterwards."""
    async with open_dashboard() as dashboard:
        await open_checklist(dashboard)
        with hold():
            await dashboard.press("space", "down", "space")
            assert "to save 2 changes" in dashboard.said
            await dashboard.press("escape")
            assert "Not saved" in dashboard.said
            assert dashboard.said.count("as done for Oak Friends") == 2
            assert "You stopped waiting." in dashboard.said
            assert dashboard.place == "PartnerScreen"
        await dashboard.settle()

        assert "checklist" not in dashboard.document("Oak Friends")
        await dashboard.press("space")
        await dashboard.wait_for("Done and saved")


async def test_saves_that_wait_are_saved_in_the_order_they_were_asked_for(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague, hold: Hold
) -> None:
    """The log holds them as they were done."""
    async with open_dashboard() as dashboard:
        await open_checklist(dashboard)
        with hold():
            await dashboard.press("space", "down", "space", "down", "i")
        await dashboard.wait_for("Saved.")
        while dashboard.app.save_queue.is_waiting():
            await dashboard.settle()

        labels = [edit.label for edit in colleague.register.history()][1:]
        assert [label.rpartition(" as ")[2].split()[0] for label in labels] == [
            "done",
            "done",
            "doing",
        ]
        assert len(set(labels)) == 3


async def test_the_wait_follows_to_another_screen(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """Whoever goes on to another screen reads there that a save waits, and that it was saved."""
    async with open_dashboard() as dashboard:
        await open_checklist(dashboard)
        with hold():
            await dashboard.press("space", "1")
            await dashboard.wait_for(WAITING)
        await dashboard.wait_for("Saved.")

        assert WAITING not in dashboard.said
        await dashboard.press("4")
        assert WAITING not in dashboard.said


async def test_a_wait_that_lasts_too_long_ends_by_itself(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says who holds the register, what was not saved, and what to do."""
    monkeypatch.setattr("tuiapp.screens.shared.save_queue.LOCK_SECONDS", 0.0)
    async with open_dashboard() as dashboard:
        await open_checklist(dashboard)
        with hold():
            await dashboard.press("space")
            await dashboard.wait_for(f"Register busy: {COLLEAGUE} is still saving")
        await dashboard.settle()

        assert "as done for Oak Friends" in dashboard.said
        assert "Nothing was saved: try again in a moment." in dashboard.said
        assert "checklist" not in dashboard.document("Oak Friends")


async def test_a_lock_without_a_name_is_waited_for_too(
    open_dashboard: OpenDashboard, oak: Fields, register_path: Path
) -> None:
    """A backup program that holds the lock is no colleague."""
    async with open_dashboard() as dashboard:
        await open_checklist(dashboard)
        with FileLock(f"{register_path}.lock"):
            await dashboard.press("space")
            assert "Waiting for another program to finish saving" in dashboard.said
        await dashboard.wait_for("Saved.")


async def test_a_form_that_waits_keeps_what_was_typed(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """Esc stops the wait, not the form; a second save saves it."""
    async with open_dashboard("4") as dashboard:
        await dashboard.press("e")
        await dashboard.type(" of the Park")
        with hold():
            await dashboard.press("f2", "f2")
            assert WAITING in dashboard.said
            await dashboard.press("escape")
            assert "You stopped waiting." in dashboard.said
            assert "Oak Friends of the Park" in dashboard.text
            assert "Oak Friends of the Park" not in dashboard.documents
        await dashboard.press("f2")
        await dashboard.wait_for("Saved.")

        assert "Oak Friends of the Park" in dashboard.documents


async def test_a_form_that_waits_is_saved_when_the_lock_is_free(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """It closes then, as it does at any save."""
    async with open_dashboard("4") as dashboard:
        await dashboard.press("e")
        await dashboard.type(" of the Park")
        with hold():
            await dashboard.press("f2")
            assert WAITING in dashboard.said
        await dashboard.wait_for("Saved.")

        assert dashboard.place == "RegisterScreen"
        assert "Oak Friends of the Park" in dashboard.documents


async def test_typing_on_in_a_form_that_waits_saves_no_half_sentence(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """The wait ends, what was typed stays, and the person saves when it is complete."""
    async with open_dashboard("4") as dashboard:
        await dashboard.press("e")
        await dashboard.type(" of")
        with hold():
            await dashboard.press("f2")
            await dashboard.type(" the Park")
            assert "You went on typing" in dashboard.said
        await dashboard.settle()

        assert "Oak Friends of the Park" in dashboard.text
        assert set(dashboard.documents) == {"Oak Friends"}


async def test_an_answer_to_a_conflict_waits_too(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague, hold: Hold
) -> None:
    """A conflict found after a wait is asked about; the answer waits for the next lock."""
    async with open_dashboard("4") as dashboard:
        await dashboard.press("e")
        await dashboard.type(" of the Park")
        colleague.set("Oak Friends", name="Oak Society")
        await dashboard.press("f2")
        await dashboard.wait_for("Somebody else changed this too")
        dashboard.app.screen._asked_at -= 1  # type: ignore[attr-defined] # the question is read
        with hold():
            await dashboard.press("1")
            assert WAITING in dashboard.said
            assert "Oak Society" in dashboard.documents
        await dashboard.wait_for("Saved.")

        assert "Oak Friends of the Park" in dashboard.documents


async def test_nobody_leaves_while_a_save_waits(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """Quitting would lose the change; the screen says so, and Esc and quit still leave."""
    async with open_dashboard() as dashboard:
        await open_checklist(dashboard)
        with hold():
            await dashboard.press("space", "q")
            assert "You cannot leave yet: a change is not saved." in dashboard.said
            assert dashboard.app.is_running
            await dashboard.press("escape", "q")
            assert not dashboard.app.is_running


async def test_a_reason_that_waits_stays_as_typed_when_esc_stops_the_wait(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """The question is there again with what was typed; Enter then saves it."""
    async with open_dashboard() as dashboard:
        await open_checklist(dashboard)
        await dashboard.press("x")
        await dashboard.type("They rent nothing")
        with hold():
            await dashboard.press("enter", "enter")
            assert WAITING in dashboard.said
            await dashboard.press("escape")
            assert "You stopped waiting." in dashboard.said
            assert dashboard.shows("They rent nothing")
            assert WAITING not in dashboard.said
            assert "checklist" not in dashboard.document("Oak Friends")
        await dashboard.press("enter")
        (item,) = dashboard.document("Oak Friends")["checklist"].values()
        assert item["mark"]["reason"] == "They rent nothing"
        assert dashboard.place == "PartnerScreen"


async def test_typing_on_in_an_answer_that_waits_saves_no_half_sentence(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """As in a form, the wait ends and what was typed stays."""
    async with open_dashboard() as dashboard:
        await open_checklist(dashboard)
        await dashboard.press("x")
        await dashboard.type("They")
        with hold():
            await dashboard.press("enter")
            await dashboard.type(" rent")
            assert "You went on typing" in dashboard.said
        await dashboard.settle()
        assert dashboard.shows("They rent")
        assert "checklist" not in dashboard.document("Oak Friends")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_value_for_many_stays_as_typed_when_esc_stops_the_wait(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold, size: tuple[int, int]
) -> None:
    """Marks and value are there for another Enter, which saves and unmarks."""
    async with open_dashboard("4", "A", "m", "3", size=size) as dashboard:
        await dashboard.type("Heron Park")
        with hold():
            await dashboard.press("enter")
            assert WAITING in dashboard.said
            assert dashboard.shows("Heron Park")
            await dashboard.press("escape")
            assert "You stopped waiting." in dashboard.said
            assert dashboard.shows("Heron Park")
        await dashboard.press("enter")
        assert dashboard.document("Oak Friends")["place"] == "Heron Park"
        assert "marked" not in dashboard.lines[0]


async def test_an_action_for_many_keeps_both_answers_when_esc_stops_the_wait(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """The date stands there, and one Esc further the title does."""
    async with open_dashboard("4", "A", "m", "5") as dashboard:
        await dashboard.type("Ask for accounts")
        await dashboard.press("enter")
        await dashboard.type("+7d")
        with hold():
            await dashboard.press("enter")
            assert WAITING in dashboard.said
            await dashboard.press("escape")
            assert dashboard.shows("+7d")
            await dashboard.press("escape")
            assert dashboard.shows("Ask for accounts")
        await dashboard.press("enter", "enter")
        (action,) = dashboard.document("Oak Friends")["actions"].values()
        assert action["title"] == "Ask for accounts"


async def test_scores_that_wait_are_there_again_when_esc_stops_the_wait(
    open_dashboard: OpenDashboard, oak: Fields, hold: Hold
) -> None:
    """The round is asked for again as it was given, with its note."""
    async with open_dashboard("4", "enter", "right", "right", "enter", "n") as dashboard:
        await dashboard.type("Met in May")
        await dashboard.press("enter", "4")
        with hold():
            await dashboard.press("enter")
            assert WAITING in dashboard.said
            await dashboard.press("escape")
            assert dashboard.place == "ScoreDialog"
            assert "[4]" in dashboard.text
            assert dashboard.shows("Met in May")
        await dashboard.press("enter")
        (stored,) = dashboard.document("Oak Friends")["scores"].values()
        assert (stored["value"], stored["note"]) == (4, "Met in May")
