"""The opportunity spotter: answered in any order, told with its reasons, kept, made a partner."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.conftest import Colleague, Dashboard, OpenDashboard
from tuiapp.content.loader import load_guide
from tuiapp.domain.models.guide import NOT_SURE
from tuiapp.person.drafts import Drafts
from tuiapp.store.lock import locked

FRIENDS_GROUP = {
    "responsible": "both",
    "decisions": "time",
    "law": "no",
    "exchange": "none",
    "other-side": "charity",
    "stake": "none",
    "stops": "less-help",
}
"""A friends group that helps under our supervision."""
BAR = " ▁▂▃▄▅▆▇█"
"""What may stand at the end of a line beside its text: spaces, and the bar that scrolls."""
CONTRACT = {**FRIENDS_GROUP, "decisions": "us", "exchange": "service"}
"""Grass cut for a price."""


async def open_spotter(dashboard: Dashboard) -> None:
    """Go to the line of the guide that opens the spotter, and open it."""
    await dashboard.press("2", "slash")
    await dashboard.type("answer the seven questions")
    await dashboard.press("enter", "enter")
    assert dashboard.place == "SpotterScreen"


async def go_to(dashboard: Dashboard, question: str) -> None:
    """Put the cursor on a question."""
    questions = [known.id for known in load_guide().spotter]
    await dashboard.press("home", *["down"] * questions.index(question))


async def answer(dashboard: Dashboard, question: str, answer_id: str) -> None:
    """Answer one question by its keys."""
    await go_to(dashboard, question)
    await dashboard.press("enter")
    known = next(known for known in load_guide().spotter if known.id == question)
    ids = [*(one.id for one in known.answers), NOT_SURE]
    await dashboard.press("home", *["down"] * ids.index(answer_id), "enter")
    assert dashboard.place == "SpotterScreen"


async def answer_all(dashboard: Dashboard, answers: dict[str, str]) -> None:
    """Answer several questions."""
    for question, answer_id in answers.items():
        await answer(dashboard, question, answer_id)


async def test_the_questions_stand_with_what_they_lead_to(open_dashboard: OpenDashboard) -> None:
    """All seven are in sight at 80 by 24, none answered, and it says what is to be answered."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        listed = [line[2:] for line in dashboard.lines[1:8]]
        assert listed == [f"{question.heading}: not answered" for question in load_guide().spotter]
        assert dashboard.shows("0 of 7 answered, partnership: not yet clear")
        assert dashboard.shows("to be answered: Who is responsible")


async def test_an_answer_changes_what_it_leads_to_at_once(open_dashboard: OpenDashboard) -> None:
    """Each answer, in whatever order, changes the verdict, the framework and the reasons."""
    async with open_dashboard(size=(120, 60)) as dashboard:
        await open_spotter(dashboard)
        await answer(dashboard, "other-side", "charity")
        assert dashboard.shows("Not-for-profit, if it is a partnership")
        await answer(dashboard, "responsible", "both")
        await answer(dashboard, "decisions", "time")
        await answer(dashboard, "exchange", "none")
        assert dashboard.shows("partnership: yes, not-for-profit, light checks")
        assert dashboard.shows("Who is responsible: No side could settle it alone.")
        assert dashboard.shows("What would change the answer")
        await answer(dashboard, "stops", "fails")
        assert dashboard.shows("partnership: yes, not-for-profit, full checks")
        await answer(dashboard, "decisions", "us")
        assert "partnership: no" in dashboard.lines[1]
        assert "Use instead: A contract, a grant or a licence." in dashboard.said


async def test_a_digit_takes_an_answer_and_the_next_open_question_follows(
    open_dashboard: OpenDashboard,
) -> None:
    """Enter and a digit answer one question after the other, without an arrow."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        assert dashboard.cursor_line == "Who is responsible: not answered"
        await dashboard.press("enter", "3")
        assert dashboard.cursor_line == "Who decides: not answered"
        assert "Who is responsible: Both or several of us are" in dashboard.text
        await dashboard.press("enter", "n")
        assert dashboard.shows("Who decides: Not sure")
        assert dashboard.cursor_line == "What the law says: not answered"
        await dashboard.press("home", "enter", "1")
        assert dashboard.cursor_line.startswith("Who is responsible: We are")  # it had an answer


async def test_several_answers_are_ticked_and_one_alone_takes_the_others_away(
    open_dashboard: OpenDashboard,
) -> None:
    """Space and digits tick; Enter goes on, and so does Esc; none of these is all there is."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await go_to(dashboard, "stake")
        await dashboard.press("enter", "space", "7")
        assert dashboard.text.count("[x]") == 2
        await dashboard.press("escape")
        assert dashboard.shows("What is at stake: Money above our threshold; More than 3 years")
        await go_to(dashboard, "stake")
        await dashboard.press("enter")
        assert dashboard.text.count("[x]") == 2
        await dashboard.press("1", "enter")
        assert dashboard.shows("What is at stake: More than 3 years")
        await go_to(dashboard, "stake")
        await dashboard.press("enter", "end", "up", "space")
        assert dashboard.shows("What is at stake: None of these")
        await go_to(dashboard, "stake")
        await dashboard.press("enter", "home", "space", "enter")
        assert dashboard.shows("What is at stake: Money above our threshold")


async def test_an_answer_is_taken_back(open_dashboard: OpenDashboard) -> None:
    """Key d or 0 takes back one answer, here and where it is asked; D all, if one is sure."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await dashboard.press("enter", "3", "enter", "3", "home", "d")
        assert dashboard.shows("Who is responsible: not answered")
        assert dashboard.shows("Took back the answer to: Who is responsible.")
        await dashboard.press("down", "enter", "0")
        assert dashboard.shows("Who decides: not answered")
        await dashboard.press("enter", "3", "home", "enter", "3", "D", "n")
        assert dashboard.shows("2 of 7 answered")
        await dashboard.press("D", "y")
        assert dashboard.shows("0 of 7 answered")


async def test_answers_are_there_again_after_esc(open_dashboard: OpenDashboard) -> None:
    """Leaving the spotter, or going to another screen, takes no answer away."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await dashboard.press("enter", "3", "escape")
        assert dashboard.place == "GuideScreen"
        await dashboard.press("enter")
        assert "Who is responsible: Both or several of us are" in dashboard.text
        await dashboard.press("4", "2")
        assert "Who is responsible: Both or several of us are" in dashboard.text


async def test_what_stands_below_is_read_on_without_leaving_the_questions(
    open_dashboard: OpenDashboard,
) -> None:
    """PgDn and PgUp scroll what the answers lead to; the cursor stays on its question."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        top = dashboard.text
        await dashboard.press("pagedown")
        assert dashboard.text != top
        assert dashboard.lines[1:8] == top.split("\n")[1:8]
        await dashboard.press("pageup")
        assert dashboard.text == top


async def test_w_tells_why_a_question_is_asked(open_dashboard: OpenDashboard) -> None:
    """The page of the question says what each answer means; Esc comes back to it."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await dashboard.press("down", "w")
        assert dashboard.shows("Who controls the money and decides?")
        await dashboard.press("escape")
        assert dashboard.cursor_line == "Who decides: not answered"


async def test_a_partner_is_started_with_what_was_found(open_dashboard: OpenDashboard) -> None:
    """Key a asks the name and opens the new partner, which keeps the framework and the reasons."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await answer_all(dashboard, FRIENDS_GROUP)
        await dashboard.press("a")
        await dashboard.type("Elm Friends")
        await dashboard.press("enter", "1")
        await dashboard.wait_for("Elm Friends · Partner")
        assert dashboard.shows("u takes it back")
        stored = dashboard.document("Elm Friends")
        assert (stored["framework"], stored["level"]) == ("not-for-profit", "light")
        assert stored["spotter"]["answers"]["decisions"] == {"chosen": ["time"]}
        assert any("No side could settle it alone" in why for why in stored["spotter"]["reasons"])
        await dashboard.press("escape")
        assert dashboard.place == "SpotterScreen"
        assert dashboard.shows("7 of 7 answered")
        await dashboard.press("u")
        assert dashboard.documents == {}


async def test_the_level_is_moved_by_one_with_its_reason(open_dashboard: OpenDashboard) -> None:
    """Another level than the answers say takes a reason, which is kept."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await answer_all(dashboard, FRIENDS_GROUP)
        await dashboard.press("a")
        await dashboard.type("Elm Friends")
        await dashboard.press("enter", "2", "enter")
        assert dashboard.shows("Required")
        await dashboard.type("Work beside a road")
        await dashboard.press("enter")
        await dashboard.wait_for("Elm Friends · Partner")
        stored = dashboard.document("Elm Friends")
        assert (stored["level"], stored["level_reason"]) == ("standard", "Work beside a road")


async def test_what_is_no_partnership_is_added_only_with_why(
    open_dashboard: OpenDashboard,
) -> None:
    """Where the answers say no, what to use instead comes first; who insists says why."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await answer_all(dashboard, CONTRACT)
        await dashboard.press("a")
        told = dashboard.said
        assert "Use instead: A contract, with procurement advice first." in told
        await dashboard.press("1")
        assert dashboard.place == "SpotterScreen"
        await dashboard.press("a", "2")
        await dashboard.type("They train local people")
        await dashboard.press("enter")
        await dashboard.type("Mow Ltd")
        await dashboard.press("enter", "1")
        await dashboard.wait_for("Mow Ltd · Partner")
        assert dashboard.document("Mow Ltd")["counts_because"] == "They train local people"


@pytest.mark.parametrize("keys", [("n",), ("y", "escape")])
async def test_what_is_not_yet_clear_is_asked_about_first(
    open_dashboard: OpenDashboard, keys: tuple[str, ...]
) -> None:
    """With too few answers a partner is added only by who says so; leaving adds none."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await dashboard.press("a")
        assert dashboard.shows("Add a partner all the same?")
        await dashboard.press(*keys)
        assert dashboard.place == "SpotterScreen"
        assert dashboard.documents == {}


async def test_a_partner_that_is_there_already_is_not_added_twice(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Where the name is known, it says so; the one that is there can be opened instead."""
    colleague.add("Elm Friends")
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await answer_all(dashboard, FRIENDS_GROUP)
        await dashboard.press("a")
        await dashboard.type("Elm Friends")
        await dashboard.press("enter")
        assert dashboard.shows("There is already 'Elm Friends'")
        await dashboard.press("2")
        await dashboard.wait_for("Elm Friends · Partner")
        assert len(dashboard.documents) == 1


async def test_a_name_that_is_typed_outlives_the_session(open_dashboard: OpenDashboard) -> None:
    """The name is kept while it is typed, with the framework and level that were found."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await answer_all(dashboard, FRIENDS_GROUP)
        await dashboard.press("a")
        await dashboard.type("Elm Fr")
        drafts: Drafts = dashboard.app.drafts
        (path,) = drafts.folder.glob("*.json")
        assert "Elm Fr" in path.read_text()
        assert "not-for-profit" in path.read_text()
        await dashboard.press("escape")
        assert not list(drafts.folder.glob("*.json"))


@pytest.mark.parametrize("size", [(40, 12), (30, 8)])
async def test_a_small_window_has_everything(
    open_dashboard: OpenDashboard, size: tuple[int, int]
) -> None:
    """At 40 by 12, and smaller, every question is asked and answered and told."""
    async with open_dashboard(size=size) as dashboard:
        await open_spotter(dashboard)
        await answer_all(dashboard, FRIENDS_GROUP)
        assert dashboard.shows("7 of 7")
        await dashboard.press("tab")  # what is read has most of the room
        seen: list[str] = []
        for _ in range(40):
            seen += [line.strip(BAR) for line in dashboard.lines[3:-1]]
            await dashboard.press("pagedown")
        told = " ".join(" ".join(seen).split())
        for words in ("Level of checks", "No side could", "What would change"):
            assert words in told or size == (30, 8)


async def test_a_wide_window_shows_the_outcome_beside_the_questions(
    open_dashboard: OpenDashboard,
) -> None:
    """From 100 columns on what the answers lead to begins beside the first question."""
    async with open_dashboard(size=(100, 24)) as dashboard:
        await open_spotter(dashboard)
        assert "0 of 7 answered" in dashboard.lines[1]
        await dashboard.pilot.resize_terminal(99, 24)
        await dashboard.settle()
        assert "0 of 7 answered" not in dashboard.lines[1]
        assert dashboard.shows("0 of 7 answered")


async def test_a_name_stays_as_typed_when_esc_stops_a_save_that_waits(
    open_dashboard: OpenDashboard, register_path: Path
) -> None:
    """The name and the reason for another level are asked for again, with what was typed."""
    async with open_dashboard() as dashboard:
        await open_spotter(dashboard)
        await answer_all(dashboard, FRIENDS_GROUP)
        await dashboard.press("a")
        await dashboard.type("Elm Friends")
        await dashboard.press("enter", "2")
        await dashboard.type("They mow")
        with locked(register_path, "Trees officer"):
            await dashboard.press("enter")
            assert dashboard.shows("Waiting for Trees officer")
            await dashboard.press("escape")
        assert dashboard.place == "AskLine"
        assert dashboard.shows("Elm Friends")
        await dashboard.press("enter", "2")
        assert dashboard.shows("They mow")
        await dashboard.press("enter")
        assert dashboard.document("Elm Friends")["level_reason"] == "They mow"
