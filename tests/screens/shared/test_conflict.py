"""Where two people change the same thing: both values are shown, and whatever one chooses holds."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tests.screens.conftest import Colleague, Dashboard, Fields, OpenDashboard
from tests.screens.shared.test_form import go_to_field
from tuiapp.content.loader import load_guide
from tuiapp.domain.register import partner_edits
from tuiapp.domain.register.partner_edits import GivenScore

ITEM = load_guide().items[0]
MEASURE = next(measure for measure in load_guide().measures if measure.id == "trust")
LONG = "\n".join(f"Line {number} of a long note." for number in range(60))


@pytest.fixture(autouse=True)
def _reads_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a question be answered as soon as it is there, so that no test waits."""
    monkeypatch.setattr("tuiapp.screens.shared.conflict.READING_SECONDS", 0.0)


async def meet(dashboard: Dashboard, colleague: Colleague, *labels: str) -> None:
    """Type in fields of the first partner while somebody else saves the same ones, and save."""
    await dashboard.press("4", "e")
    for label in labels:
        await go_to_field(dashboard, label)
        await dashboard.type(f" mine {label}")
    theirs = {label.casefold().replace(" ", "_"): f"theirs {label}" for label in labels}
    colleague.set("Oak Friends", **theirs)
    await dashboard.press("f2")
    assert dashboard.place == "ConflictDialog"


def tick(colleague: Colleague, state: str, reason: str | None = None) -> None:
    """Let somebody else say where the first item of the only partner is."""
    (document,) = colleague.register.snapshot.documents.values()
    known = next(known for known in ("todo", "doing", "done", "not-applicable") if known == state)
    deed = partner_edits.tick(document, ITEM, known, by=colleague.by, on=NOON.date(), reason=reason)
    colleague.register.save(deed)


def score(colleague: Colleague, value: int) -> None:
    """Let somebody else score the first measure of the only partner."""
    (document,) = colleague.register.snapshot.documents.values()
    deed = partner_edits.score(
        document, [GivenScore(MEASURE, "council", value)], by=colleague.by, on=NOON.date()
    )
    colleague.register.save(deed)


# In a form


async def test_both_values_are_shown_with_who_and_when(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The dialog names the field and tells what it was, mine, theirs, and what can be done."""
    async with open_dashboard() as dashboard:
        await meet(dashboard, colleague, "Place")
        assert dashboard.shows("Oak Friends: Place")
        assert dashboard.shows("It was: Millbrook")
        assert dashboard.shows("Yours: Millbrook mine Place")
        assert dashboard.shows("Theirs (Trees officer, 22 November 2026 12:00): theirs Place")
        for answer in ("1 Keep mine", "2 Take theirs", "3 Go back to editing"):
            assert dashboard.shows(answer)
        assert "4 " not in "".join(dashboard.lines[-4:])
        await dashboard.press("question_mark")
        assert dashboard.shows("press the number of an answer")
        await dashboard.press("escape")
        assert dashboard.place == "ConflictDialog"


async def test_keep_mine_saves_mine(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Mine is stored with the rest of the form, and theirs is in the history."""
    async with open_dashboard() as dashboard:
        await meet(dashboard, colleague, "Place")
        await dashboard.press("1")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.document("Oak Friends")["place"] == "Millbrook mine Place"
        (change,) = dashboard.app.register.history()[-1].changes
        assert (change.before, change.after) == ("theirs Place", "Millbrook mine Place")


async def test_take_theirs_shows_it_with_what_was_typed_below(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The form stays: the rest is saved, theirs is in the field, mine can be read below it."""
    async with open_dashboard(size=(80, 40)) as dashboard:
        await meet(dashboard, colleague, "Place", "Notes")
        assert "1 of 2" in dashboard.lines[0]
        assert "Notes" in dashboard.lines[2]
        await dashboard.press("1")
        assert "2 of 2" in dashboard.lines[0]
        await dashboard.press("2")
        stored = dashboard.document("Oak Friends")
        assert (stored["place"], stored["notes"]) == ("theirs Place", "mine Notes")
        assert dashboard.place == "Form"
        await dashboard.press("shift+tab", "shift+tab")
        await go_to_field(dashboard, "Place")
        assert getattr(dashboard.app.focused, "value", "") == "theirs Place"
        assert dashboard.shows("You had typed: Millbrook mine Place")
        assert dashboard.shows("The rest is saved.")
        await dashboard.type(" and more")
        await dashboard.press("f2")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.document("Oak Friends")["place"] == "theirs Place and more"


async def test_a_form_that_was_left_to_others_is_left_without_a_question(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Where nothing of mine remains, Esc leaves the form and nothing was written."""
    async with open_dashboard() as dashboard:
        await meet(dashboard, colleague, "Place", "Service", "Notes")
        before = dashboard.path.read_bytes()
        await dashboard.press("5")
        assert dashboard.path.read_bytes() == before
        assert dashboard.shows("Nothing was saved.")
        await dashboard.press("escape")
        assert dashboard.place == "RegisterScreen"


@pytest.mark.parametrize("back", ["3", "escape"])
async def test_going_back_keeps_every_letter_and_asks_again(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague, back: str
) -> None:
    """Nothing is written, the form is as typed, and the next save writes over nobody either."""
    async with open_dashboard() as dashboard:
        await meet(dashboard, colleague, "Place", "Service")
        before = dashboard.path.read_bytes()
        await dashboard.press("1", back)
        assert dashboard.place == "Form"
        assert dashboard.path.read_bytes() == before
        assert getattr(dashboard.app.focused, "value", "") == " mine Service"
        colleague.set("Oak Friends", place="Elm Hill")
        await dashboard.press("f2")
        assert dashboard.place == "ConflictDialog"
        assert dashboard.shows("Elm Hill")
        assert dashboard.shows("Millbrook mine Place")


async def test_keep_mine_in_all(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """One digit answers all that is left, as the words say."""
    async with open_dashboard() as dashboard:
        await meet(dashboard, colleague, "Place", "Service", "Notes")
        assert dashboard.shows("4 Keep mine in all 3 5 Take theirs in all 3")
        await dashboard.press("1")
        assert dashboard.shows("4 Keep mine in the 2 left")
        await dashboard.press("4")
        stored = dashboard.document("Oak Friends")
        assert stored["place"] == "Millbrook mine Place"
        assert (stored["service"], stored["notes"]) == ("mine Service", "mine Notes")


async def test_a_third_person_is_asked_about_too(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """What is changed again while one chooses is shown again, and written over unasked never."""
    async with open_dashboard() as dashboard:
        await meet(dashboard, colleague, "Place")
        colleague.set("Oak Friends", place="Third Hill")
        await dashboard.press("1")
        assert dashboard.place == "ConflictDialog"
        assert dashboard.shows("changed again while you chose")
        assert dashboard.shows("Third Hill")
        assert dashboard.document("Oak Friends")["place"] == "Third Hill"
        await dashboard.press("1")
        assert dashboard.document("Oak Friends")["place"] == "Millbrook mine Place"


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_long_texts_can_be_read_to_their_last_line(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague, size: tuple[int, int]
) -> None:
    """Both texts are there whole, scrolled by keys, with the answers always in sight."""
    async with open_dashboard("4", "e", size=size) as dashboard:
        await go_to_field(dashboard, "Notes")
        await dashboard.paste(LONG + "\nmine ends here")
        colleague.set("Oak Friends", notes=LONG + "\ntheirs ends here [b]")
        await dashboard.press("f2")
        seen = dashboard.text
        for _ in range(35):
            assert dashboard.shows("3  Go back to editing")
            await dashboard.press("pagedown")
            seen += dashboard.text
        assert "mine ends here" in seen
        assert "theirs ends here [b]" in seen
        await dashboard.press("1")
        assert dashboard.document("Oak Friends")["notes"].endswith("mine ends here")


async def test_a_digit_typed_before_the_dialog_answers_nothing(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Keys that came together with F2 neither choose unread nor act on what lies below."""
    async with open_dashboard("4", "e") as dashboard:
        await go_to_field(dashboard, "Place")
        await dashboard.type(" North")
        colleague.set("Oak Friends", place="Amber Hill")
        await dashboard.press_at_once("f2", "1")
        assert dashboard.document("Oak Friends")["place"] == "Amber Hill"
        assert dashboard.place == "ConflictDialog"
        await dashboard.press("3")
        assert dashboard.place == "Form"


async def test_one_digit_twice_at_once_answers_one_question(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The second question is seen before it can be answered."""
    async with open_dashboard() as dashboard:
        await meet(dashboard, colleague, "Place", "Service")
        await dashboard.press_at_once("1", "1")
        assert "2 of 2" in dashboard.lines[0]
        assert dashboard.document("Oak Friends")["place"] == "theirs Place"


async def test_a_note_written_by_both_is_asked_about(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Two first notes on one item meet field by field; what only one wrote is kept of each."""
    async with open_dashboard("4", "enter", "right", "n") as dashboard:
        await dashboard.type("Mine [x]")
        await dashboard.press("tab")
        await dashboard.type("Folder 7")
        (document,) = colleague.register.snapshot.documents.values()
        colleague.register.save(partner_edits.annotate(document, ITEM, "Theirs", ""))
        await dashboard.press("f2")
        assert dashboard.shows("Yours: Mine [x]")
        await dashboard.press("2")
        assert dashboard.shows("You had typed: Mine [x]")
        recorded = dashboard.document("Oak Friends")["checklist"][ITEM.id]
        assert recorded == {"note": "Theirs", "evidence": "Folder 7"}


async def test_a_partner_removed_meanwhile_cannot_be_kept(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The dialog says who removed it and offers to leave it so; the text stays to be copied."""
    async with open_dashboard("4", "e", "end", "X") as dashboard:
        colleague.remove("Oak Friends")
        await dashboard.press("f2")
        assert dashboard.shows("It was removed by Trees officer, 22 November 2026 12:00.")
        assert dashboard.shows("Name: Oak FriendsX")
        assert "Keep mine" not in dashboard.text
        await dashboard.press("1")
        assert dashboard.place == "ConflictDialog"
        await dashboard.press("2")
        assert dashboard.shows("It stays removed")
        assert dashboard.shows("Oak FriendsX")
        await dashboard.press("escape", "y")
        assert dashboard.documents == {}


# Without a form


async def test_a_tick_that_meets_another_is_chosen_about(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The state, who, when and why of both are told; mine is stored where I keep it."""
    async with open_dashboard("4", "enter", "right", "x") as dashboard:
        await dashboard.type("Not on our land")
        tick(colleague, "done")
        await dashboard.press("enter")
        assert f"Oak Friends: {ITEM.heading}"[:60] in dashboard.text
        assert dashboard.shows("Done By: Trees officer On: 22 November 2026")
        assert dashboard.shows("Reason: Not on our land")
        await dashboard.press("1")
        mark = dashboard.document("Oak Friends")["checklist"][ITEM.id]["mark"]
        assert mark["reason"] == "Not on our land"
        assert dashboard.cursor_line.startswith("[-]")


async def test_a_reason_left_to_theirs_is_told(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Theirs taken, the file is as they left it and the message has what I typed."""
    async with open_dashboard("4", "enter", "right", "x") as dashboard:
        await dashboard.type("Not on our land")
        tick(colleague, "done")
        await dashboard.press("enter", "2")
        mark = dashboard.document("Oak Friends")["checklist"][ITEM.id]["mark"]
        assert mark["state"] == "done"
        assert dashboard.cursor_line.startswith("[!]")
        assert dashboard.shows("Yours was: ")
        assert dashboard.shows("Not on our land")


@pytest.mark.parametrize("key", ["3", "escape"])
async def test_a_reason_gone_back_to_stands_there_as_typed(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague, key: str
) -> None:
    """As in a form, the file is as they left it and the question has what I typed."""
    async with open_dashboard("4", "enter", "right", "x") as dashboard:
        await dashboard.type("Not on our land")
        tick(colleague, "done")
        await dashboard.press("enter", key)
        mark = dashboard.document("Oak Friends")["checklist"][ITEM.id]["mark"]
        assert mark["state"] == "done"
        assert dashboard.place == "SaveLine"
        assert dashboard.shows("Nothing was saved: it stands here as you typed it.")
        assert dashboard.shows("Not on our land")
        await dashboard.press("escape")
        assert dashboard.cursor_line.startswith("[!]")


async def test_a_score_that_meets_another_is_one_question(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Value and note go together; left to the other, both are told."""
    async with open_dashboard("4", "enter", "right", "right", "enter", "n") as dashboard:
        await dashboard.type("Met in May")
        await dashboard.press("enter")
        score(colleague, 1)
        await dashboard.press("4", "enter")
        assert dashboard.place == "ConflictDialog"
        assert " of " not in dashboard.lines[0]
        await dashboard.press("2")
        (stored,) = dashboard.document("Oak Friends")["scores"].values()
        assert (stored["value"], stored.get("note")) == (1, None)
        assert dashboard.shows("Met in May")
        assert "1 Needs work now" in dashboard.cursor_line


@pytest.mark.parametrize(("key", "is_left"), [("1", False), ("2", True), ("3", True)])
async def test_removing_what_somebody_changed_asks(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague, key: str, is_left: bool
) -> None:
    """What they changed is told; it is removed all the same, or left."""
    async with open_dashboard("4") as dashboard:
        colleague.set("Oak Friends", place="Amber Hill")
        await dashboard.press("d")
        assert dashboard.place == "ConflictDialog"
        assert dashboard.shows("Place: from Millbrook to Amber Hill")
        assert dashboard.shows("1 Remove it all the same 2 Leave it")
        await dashboard.press(key)
        assert ("Oak Friends" in dashboard.documents) == is_left
        if key == "1":
            assert dashboard.shows("u brings it back")
            await dashboard.press("u")
            assert dashboard.document("Oak Friends")["place"] == "Amber Hill"


async def test_accepting_what_somebody_accepted_otherwise_asks(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The status is told in the words of the screen, and mine is kept on demand."""
    async with open_dashboard("4", "y") as dashboard:
        colleague.set("Oak Friends", status="ended")
        await dashboard.press("3")
        assert dashboard.shows("Yours: Not one of ours")
        assert dashboard.shows(": Ended")
        await dashboard.press("1")
        assert dashboard.document("Oak Friends")["status"] == "not-ours"


async def test_an_undo_that_meets_a_newer_change_says_whose(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Nothing is undone or redone; the message says what was changed, by whom and when."""
    async with open_dashboard("4", "e") as dashboard:
        await go_to_field(dashboard, "Place")
        await dashboard.type(" North")
        await dashboard.press("f2")
        colleague.set("Oak Friends", place="Amber Hill")
        await dashboard.press("u")
        told = "place was changed to 'Amber Hill' by Trees officer, 22 November 2026 12:00."
        assert dashboard.shows(f"Not undone, because it was changed since: {told}")
        assert dashboard.document("Oak Friends")["place"] == "Amber Hill"

        colleague.set("Oak Friends", place="Millbrook North")
        await dashboard.press("u")
        colleague.set("Oak Friends", place="Amber Hill")
        await dashboard.press("ctrl+r")
        assert dashboard.shows(f"Not redone, because it was changed since: {told}")
        assert dashboard.document("Oak Friends")["place"] == "Amber Hill"
