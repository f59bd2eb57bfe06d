"""Partner: its checklist, scores and history, in five parts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.screens.conftest import Colleague, Dashboard, Fields, OpenDashboard
from tuiapp.content.loader import load_guide

FIRST = "need-stated"
"""The first item that a light partner is asked for."""
CHECKLIST = ("4", "enter", "right")
MEASURES = ("4", "enter", "right", "right")
HISTORY = ("4", "enter", "left")


def mark_of(dashboard: Dashboard, item: str = FIRST) -> dict[str, Any]:
    """Return what the file holds about an item of the only partner."""
    (document,) = dashboard.documents.values()
    recorded: dict[str, Any] = document.get("checklist", {}).get(item, {})
    return recorded


async def test_left_and_right_go_through_the_five_parts(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Right goes on and round, left goes back, brackets do the same; the part is named."""
    async with open_dashboard("4", "enter") as dashboard:
        for part in ("Overview", "Checklist", "Measures", "Record", "History", "Overview"):
            assert dashboard.shows(f"[{part}]")
            await dashboard.press("right")
        for key in ("left", "left_square_bracket", "left", "left"):
            await dashboard.press(key)
        assert "[Record]" in dashboard.text or "[Measures]" in dashboard.text
        await dashboard.press("right_square_bracket")
        await dashboard.press("escape")
        assert dashboard.place == "RegisterScreen"


async def test_a_small_window_names_the_part_and_its_place(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """At 40 by 12 the part in sight is named with its place among the five."""
    async with open_dashboard("4", "enter", "right", size=(40, 12)) as dashboard:
        assert dashboard.shows("< Checklist >  2 of 5")
        assert "[ ]" in dashboard.cursor_line


async def test_space_ticks_and_unticks(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Space marks the item done by this officer today, and to do again; u takes each back."""
    colleague.set("Oak Friends", purpose="They are there each week.")
    async with open_dashboard(*CHECKLIST) as dashboard:
        assert dashboard.shows("Put a structure in place: 0 of 6 done")
        await dashboard.press("space")
        assert mark_of(dashboard)["mark"] == {
            "state": "done",
            "by": "Parks officer",
            "on": "2026-11-22",
        }
        assert dashboard.cursor_line.startswith("[x] Say in two lines")
        assert dashboard.shows("1 of 6 done")
        await dashboard.press("space")
        assert mark_of(dashboard)["mark"]["state"] == "todo"
        assert dashboard.cursor_line.startswith("[ ] Say in two lines")
        await dashboard.press("u")
        assert mark_of(dashboard)["mark"]["state"] == "done"
        await dashboard.press("u")
        assert mark_of(dashboard) == {}
        await dashboard.press("ctrl+r")
        assert dashboard.cursor_line.startswith("[x] Say in two lines")


@pytest.mark.parametrize(("size", "state"), [((80, 24), "Done, no record"), ((40, 12), "")])
async def test_a_tick_without_its_fact_says_what_is_not_recorded_and_where_it_belongs(
    open_dashboard: OpenDashboard, oak: Fields, size: tuple[int, int], state: str
) -> None:
    """The message names what is missing and the key that leads there, and the line is marked."""
    async with open_dashboard(*CHECKLIST, size=size) as dashboard:
        await dashboard.press("space")
        told = "Done and saved, but the register does not say why this is a partnership."
        assert told in dashboard.said
        assert "Record it in its form (e)." in dashboard.said
        assert dashboard.cursor_line.startswith("[!] Say in two lines")
        assert dashboard.cursor_line.endswith(state)
        await dashboard.press("down", "down", "down", "space")
        assert "when the insurance ends. Record it under Documents (" in dashboard.said
        await dashboard.press("e")
        assert dashboard.place == "Form"


async def test_i_marks_an_item_as_being_done(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """I on any line marks that item as doing; a second i changes nothing."""
    async with open_dashboard(*CHECKLIST, "down", "i") as dashboard:
        assert mark_of(dashboard, "route-chosen")["mark"]["state"] == "doing"
        assert dashboard.cursor_line.startswith("[~] Choose the route")
        assert "Doing" in dashboard.cursor_line
        await dashboard.press("i")
        assert dashboard.shows("It was so already.")


async def test_x_asks_for_a_reason_and_refuses_an_empty_one(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """An item is ruled out only with a reason; Esc leaves it as it was."""
    async with open_dashboard(*CHECKLIST, "x") as dashboard:
        await dashboard.press("enter", "space", "enter")
        assert dashboard.shows("Required")
        await dashboard.press("escape")
        assert mark_of(dashboard) == {}
        await dashboard.press("x")
        await dashboard.type("q 1? [/b] no")
        await dashboard.press("enter")
        assert mark_of(dashboard)["mark"]["state"] == "not-applicable"
        assert mark_of(dashboard)["mark"]["reason"] == "q 1? [/b] no"
        assert dashboard.cursor_line.startswith("[-] Say in two lines")
        assert dashboard.shows("0 of 5 done")


async def test_n_writes_a_note_and_the_evidence(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """The note and where the proof is are saved together, and shown again in the form."""
    async with open_dashboard(*CHECKLIST, "n") as dashboard:
        assert dashboard.lines[0].startswith(" Oak Friends: Say in two lines")
        await dashboard.type("Agreed [red]in May")
        await dashboard.press("tab")
        await dashboard.type("Minutes, folder 7")
        await dashboard.press("enter")
        assert mark_of(dashboard) == {
            "note": "Agreed [red]in May",
            "evidence": "Minutes, folder 7",
        }
        assert "why this needs a partnership *" in dashboard.cursor_line
        await dashboard.press("n")
        assert dashboard.shows("Agreed [red]in May")
        assert dashboard.shows("Minutes, folder 7")
        await dashboard.press("tab")
        await dashboard.press_at_once(*["backspace"] * 20)
        await dashboard.press("f2")
        assert mark_of(dashboard) == {"note": "Agreed [red]in May"}
        await dashboard.press("u", "u")
        assert mark_of(dashboard) == {}


@pytest.mark.parametrize("key", ["enter", "w"])
async def test_enter_opens_the_why_of_an_item_and_esc_comes_back_to_its_line(
    open_dashboard: OpenDashboard, oak: Fields, key: str
) -> None:
    """Every item opens its page; Esc comes back to the same line of the checklist."""
    item = load_guide().item("insurance-current")

    async with open_dashboard(*CHECKLIST, "down", "down", "down", key) as dashboard:
        assert dashboard.lines[0].startswith(" 2 Guide: Put a structure in place")
        assert dashboard.lines[1].strip() == item.heading
        assert dashboard.shows("Why")
        await dashboard.press("escape")
        assert dashboard.shows("[Checklist]")
        assert dashboard.cursor_line.startswith(f"[ ] {item.heading}"[:40])


async def test_a_round_of_scores_is_a_digit_each_and_one_change(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Digits score one measure after the other, v the partner's view; Enter saves them all."""
    before = len(colleague.register.history())
    async with open_dashboard(*MEASURES, "enter", *"304") as dashboard:
        assert dashboard.place == "ScoreDialog"
        assert "[4]" in dashboard.cursor_line
        assert dashboard.documents == {"Oak Friends": oak}
        await dashboard.press("v")
        assert dashboard.cursor_line.startswith("Trust")
        assert dashboard.shows("1 of 3 (council view: 3 given)")
        await dashboard.press("2", "k", "d", "down", "1", "enter")
        scores = dashboard.document("Oak Friends")["scores"].values()
        found = {(score["measure"], score["view"]): score["value"] for score in scores}
        council = {("trust", "council"): 3, ("arrangements", "council"): 0}
        theirs = {("arrangements", "partner"): 1}
        assert found == {**council, ("fair-load", "council"): 4, **theirs}
        (edit,) = colleague.register.history()[before:]
        assert edit.label == "Scored 3 measures (council view and partner view) for Oak Friends"
        assert "You differ by" not in dashboard.text
        await dashboard.press("u")
        assert dashboard.documents == {"Oak Friends": oak}


async def test_a_score_tells_what_each_looks_like(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """What 0, 2 and 4 of the measure with the sign look like stands below the round."""
    measure = next(m for m in load_guide().measures if m.id == "arrangements")
    async with open_dashboard(*MEASURES, "enter", "down") as dashboard:
        for text in (measure.question, measure.at_0, measure.at_2, measure.at_4):
            assert text.split(".")[0] in dashboard.said
        assert dashboard.shows("Council view of Oak Friends: 2 of 3")


async def test_a_round_asks_before_what_was_given_is_left(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Esc asks where a score was given; n keeps the round as it stands, y leaves it."""
    async with open_dashboard(*MEASURES, "enter", "3", "escape") as dashboard:
        assert dashboard.shows("Leave without saving 1 score?")
        await dashboard.press("n", "k")
        assert "[3]" in dashboard.cursor_line
        await dashboard.press("escape", "y")
        assert dashboard.shows("[Measures]")
        assert dashboard.documents == {"Oak Friends": oak}


async def test_a_note_waits_for_its_score_and_a_round_for_its_first(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Enter with nothing given, or with a note alone, says what is missing."""
    async with open_dashboard(*MEASURES, "enter", "enter") as dashboard:
        assert dashboard.shows("Nothing is scored yet")
        await dashboard.press("n", "o", "enter", "down", "enter")
        assert dashboard.shows("The note needs its score")
        assert "Trust *" in dashboard.cursor_line
        assert dashboard.documents == {"Oak Friends": oak}


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_round_fits_a_small_window(
    open_dashboard: OpenDashboard, colleague: Colleague, size: tuple[int, int]
) -> None:
    """The measure, what a 4 looks like and the keys are in sight, at 80 by 24 and 40 by 12."""
    colleague.add("Oak Friends", level="full")
    async with open_dashboard(*MEASURES, "enter", "end", size=size) as dashboard:
        assert dashboard.shows("It disagrees openly and nothing is taken away")
        assert ("1 and 3 are between" in dashboard.said) == (size == (80, 24))
        assert dashboard.shows("Independence respected")
        assert dashboard.shows("Enter Save")
        await dashboard.press("n", "o", "k", "enter")
        assert dashboard.shows("Note: ok")
        assert dashboard.shows("Enter Save")


async def test_a_score_is_a_digit_in_either_view(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A digit scores in the council's view, v changes to the partner's, n adds a note."""
    async with open_dashboard(*MEASURES) as dashboard:
        assert dashboard.cursor_line.startswith("Trust")
        await dashboard.press("enter")
        assert dashboard.shows("Council view of Oak Friends: 1 of 3")
        await dashboard.press("9", "5", "a", "1", "enter")
        assert "1 Needs work now" in dashboard.cursor_line

        await dashboard.press("space", "v", "n")
        await dashboard.type("From their q3 [note]")
        await dashboard.press("enter")
        assert dashboard.shows("Note: From their q3 [note]")
        assert dashboard.shows("Partner view of Oak Friends")
        await dashboard.press("4", "enter")
        assert "4 Going well" in dashboard.cursor_line

        (document,) = dashboard.documents.values()
        scores = {score["view"]: score for score in document["scores"].values()}
        assert (scores["council"]["value"], scores["partner"]["value"]) == (1, 4)
        assert scores["partner"]["note"] == "From their q3 [note]"
        assert "note" not in scores["council"]
        await dashboard.press("u")
        assert "4 Going well" not in dashboard.text


async def test_scores_are_told_in_a_small_window_too(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """At 40 columns both views stand as two digits, a hyphen for what nobody scored."""
    async with open_dashboard(*MEASURES, "enter", "3", "enter", size=(40, 12)) as dashboard:
        assert dashboard.cursor_line.split() == ["Trust", "3", "/", "-"]


async def test_views_that_differ_are_told(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """Where the views are two or more apart, the line says by how much; one apart it does not."""
    async with open_dashboard(
        *MEASURES, "enter", "1", "v", "k", "4", "enter", size=(100, 24)
    ) as board:
        assert "You differ by 3" in board.cursor_line
        await board.press("down", "enter", "3", "v", "k", "4", "enter")
        assert board.cursor_line.startswith("Clear arrangements")
        assert "You differ by" not in board.cursor_line


async def test_a_score_can_be_left(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """Esc leaves the dialog, and the note's line before it, without a score; w tells the why."""
    async with open_dashboard(*MEASURES, "enter", "n", "escape") as dashboard:
        assert dashboard.place == "ScoreDialog"
        await dashboard.press("escape")
        assert dashboard.shows("[Measures]")
        await dashboard.press("w")
        assert dashboard.shows("What a score looks like")
        await dashboard.press("escape")
        assert dashboard.cursor_line.startswith("Trust")
        assert dashboard.documents == {"Oak Friends": oak}


async def test_history_tells_every_deed_and_enter_from_what_to_what(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Newest first, who and when, what is undone; Enter shows the fields that changed."""
    colleague.set("Oak Friends", place="Amber Hill", service="Trees")
    colleague.add("Elm Society")

    async with open_dashboard("4", "end", *HISTORY[1:]) as dashboard:
        assert dashboard.shows("22 November 2026")
        assert dashboard.cursor_line == "12:00 Trees officer: Changed place and service"
        assert dashboard.shows("12:00 Trees officer: Added Oak Friends")
        assert "Elm Society" not in dashboard.text
        await dashboard.press("enter")
        assert dashboard.shows("Place: from 'Millbrook' to 'Amber Hill'")
        assert dashboard.shows("Service: 'Trees'")
        await dashboard.press("escape")
        assert dashboard.shows("[History]")
        await dashboard.press("y", "2", "u", "g")
        assert "Parks officer: Undid" in dashboard.said or "(undone)" in dashboard.said


async def test_a_partner_removed_by_a_colleague_takes_one_back(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Whatever one does to it then, the list comes back and says what happened."""
    colleague.add("Ash Society")

    async with open_dashboard("4", "end", "enter", "right") as dashboard:
        colleague.remove("Oak Friends")
        await dashboard.press("space")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.shows("was removed by Trees officer")
        assert "1 organisation " in dashboard.lines[0]

        await dashboard.press("enter", "right", "enter")
        colleague.remove("Ash Society")
        await dashboard.press("escape")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.shows("Ash Society")


async def test_a_partner_removed_while_a_form_or_score_is_open_takes_one_back(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """A form says so when saved and a score is not kept; both lead back to the list."""
    async with open_dashboard(*MEASURES, "enter") as dashboard:
        colleague.remove("Oak Friends")
        await dashboard.press("3", "enter")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.documents == {}

        elm = colleague.add("Elm Society")
        await dashboard.press("1", "4", "enter", "right", "n", "x")
        colleague.remove("Elm Society")
        await dashboard.press("tab", "enter")
        assert dashboard.shows("was removed by Trees officer")
        await dashboard.press("escape")
        assert dashboard.place == "Form"
        await dashboard.press("escape", "y")
        assert dashboard.place == "RegisterScreen"
        assert elm["id"] not in dashboard.app.register.snapshot.documents

        colleague.add("Yew Group")
        await dashboard.press("1", "4", "enter", "e")
        colleague.remove("Yew Group")
        await dashboard.press("f2")
        assert dashboard.place == "RegisterScreen"


async def test_removing_from_its_own_screen_goes_back_and_says_how_to_undo(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Pressing d takes the partner out, one is back at the list, and u there brings it back."""
    async with open_dashboard("4", "enter", "d") as dashboard:
        assert dashboard.place == "RegisterScreen"
        assert dashboard.documents == {}
        assert dashboard.shows("Removed Oak Friends. Saved; u brings it back.")
        await dashboard.press("u")
        assert dashboard.documents == {"Oak Friends": oak}
        await dashboard.press("enter")
        assert dashboard.place == "PartnerScreen"


async def test_undoing_the_adding_on_its_own_screen_goes_back_and_says_so(
    open_dashboard: OpenDashboard,
) -> None:
    """Pressing u on a partner that one just added takes it out and says so on the screen before."""
    async with open_dashboard("4", "a", "E", "l", "m", "enter", "enter", "u") as dashboard:
        assert dashboard.place == "RegisterScreen"
        assert dashboard.documents == {}
        assert dashboard.shows("Saved.")
        assert dashboard.shows("Elm")


async def test_accept_and_edit_work_on_the_partner_too(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """The keys y and e do there what they do in the list, and the title and overview follow."""
    async with open_dashboard("4", "enter", "y", "2") as dashboard:
        assert dashboard.lines[0].startswith(" Oak Friends · Grant only")
        await dashboard.press("e", "end", "Z", "enter")
        assert dashboard.lines[0].startswith(" Oak FriendsZ")
        assert dashboard.shows("Status: Grant only")
        assert dashboard.document("Oak FriendsZ")["status"] == "grant-only"
        await dashboard.press("u", "u")
        assert dashboard.documents == {"Oak Friends": oak}
        assert dashboard.lines[0].startswith(" Oak Friends · Partner")


async def test_an_item_of_our_own_is_added_to_the_stage_of_the_cursor(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """It is asked for, ticked, noted on and explained like the guide's, and d takes it out."""
    async with open_dashboard("4", "enter", "right") as dashboard:
        relationship = load_guide().stages[1]
        while not dashboard.cursor_line.startswith(f"[ ] {relationship.items[0].heading}"[:40]):
            await dashboard.press("down")
        assert dashboard.shows(f"{relationship.heading}: 0 of 3 done")
        await dashboard.press("a", "tab")
        await dashboard.type("Agree the opening hours")
        await dashboard.press("enter")
        assert dashboard.shows(f"{relationship.heading}: 0 of 4 done")

        while not dashboard.cursor_line.startswith("[ ] Agree the opening hours"):
            await dashboard.press("down")
        await dashboard.press("space")
        assert dashboard.cursor_line.startswith("[x] Agree the opening hours")
        assert dashboard.shows(f"{relationship.heading}: 1 of 4 done")
        assert dashboard.shows("Marked 'Agree the opening hours' as done. Saved.")
        await dashboard.press("w")
        assert dashboard.shows("We added this item ourselves")
        await dashboard.press("escape", "d")
        assert dashboard.shows("Removed the checklist item. Saved; u brings it back.")
        assert "Agree the opening hours" not in "\n".join(dashboard.lines[:-3])
        assert "own_items" not in dashboard.document("Oak Friends")
        await dashboard.press("u")
        assert dashboard.shows("[x] Agree the opening hours")


async def test_an_item_of_our_own_half_typed_keeps_its_stage(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """After a session that ended, the form comes back in the stage it was asked for."""
    async with open_dashboard("4", "enter", "right", "end", "a", "tab") as dashboard:
        await dashboard.type("Count the bats")
        for opened in dashboard.app.drafts._open:  # what a process that dies gives back
            opened.leave()
    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were writing an entry (checklist item) for Oak Friends")
        await dashboard.press("1")
        await dashboard.settle()
        await dashboard.press("f2")
        (own,) = dashboard.document("Oak Friends")["own_items"].values()
        assert own == {"stage": "measures", "heading": "Count the bats"}
