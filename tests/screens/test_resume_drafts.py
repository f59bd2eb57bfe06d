"""Drafts: what stands in a form outlives its session, is offered, gone on with, or thrown away."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import orjson
import pytest

from tests.hostile import HOSTILE_ID, put_partner
from tests.screens.conftest import Colleague, Dashboard, Fields, OpenDashboard
from tests.screens.shared.test_form import go_to_field
from tuiapp.domain.changes.edits import Proposal
from tuiapp.errors import NotSaved
from tuiapp.person import paths
from tuiapp.store.file_register import FileRegister
from tuiapp.store.register import Saved
from tuiapp.widgets.fields import Field
from tuiapp.widgets.lines import MessageLine

EVIL = "A\x1b[2J\x07\u202eB"


def drafts() -> list[Fields]:
    """Return what every draft on disk holds."""
    return [orjson.loads(path.read_bytes()) for path in paths.drafts_folder().glob("*.json")]


def leftovers() -> list[str]:
    """Return the names of all files that drafts left."""
    folder = paths.drafts_folder()
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def change_draft(**fields: object) -> None:
    """Change fields of the one draft on disk."""
    (path,) = paths.drafts_folder().glob("*.json")
    path.write_bytes(orjson.dumps({**orjson.loads(path.read_bytes()), **fields}))


Leave = Callable[..., Awaitable[None]]
"""Opens a dashboard, types in it, and ends the session there and then."""


@pytest.fixture
def leave(open_dashboard: OpenDashboard) -> Leave:
    """Return what types in a dashboard whose session then ends without a word."""

    async def left(*keys: str, text: str = "", field: str = "") -> None:
        async with open_dashboard(*keys) as dashboard:
            if field:
                await go_to_field(dashboard, field)
            await dashboard.type(text)
            # What a process that dies gives back: the lock, and nothing else.
            for opened in dashboard.app.drafts._open:
                opened.leave()

    return left


async def go_on(dashboard: Dashboard) -> None:
    """Go on with the draft that is offered."""
    await dashboard.wait_for("1 Go on with it │ │ 2 Throw it away")
    await dashboard.press("1")
    await dashboard.settle()


async def test_a_draft_is_on_disk_as_soon_as_something_is_typed(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Opening a form makes no file; each letter is kept; put back, the file goes."""
    async with open_dashboard("4", "e") as dashboard:
        assert leftovers() == []
        await dashboard.press("end", "Z")
        (draft,) = drafts()
        assert (draft["kind"], draft["partner"], draft["name"]) == ("edit", oak["id"], oak["name"])
        assert draft["values"] == {"name": "Oak FriendsZ"}
        assert draft["base"] == {"name": "Oak Friends"}
        await dashboard.press("Y")
        assert drafts()[0]["values"] == {"name": "Oak FriendsZY"}
        await dashboard.press("backspace", "backspace")
        assert drafts() == []
        await go_to_field(dashboard, "Notes")
        await dashboard.press("a", "enter", "b")
        await go_to_field(dashboard, "Kind")
        await dashboard.press("s")
        assert drafts()[0]["values"] == {"notes": "a\nb", "kind": "social-enterprise"}


@pytest.mark.parametrize("keys", [["f2"], ["escape", "y"]])
async def test_nothing_is_left_of_a_form_that_was_saved_or_left(
    open_dashboard: OpenDashboard, oak: Fields, keys: list[str]
) -> None:
    """Saved, or left on purpose, a form leaves no draft, no lock and nothing else."""
    async with open_dashboard("4", "e", "end", "Z") as dashboard:
        assert len(drafts()) == 1
        await dashboard.press(*keys)
        assert dashboard.place == "RegisterScreen"
        assert leftovers() == []


async def test_letters_that_came_with_the_save_leave_no_draft(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Typed and saved in one burst, as on a slow line, nothing is offered afterwards."""
    async with open_dashboard("4", "e", "end") as dashboard:
        await dashboard.press_at_once("Z", "Y", "f2")
        await dashboard.settle()
        assert "Oak FriendsZY" in dashboard.documents
        assert leftovers() == []


async def test_an_edit_is_offered_gone_on_with_and_saved(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields
) -> None:
    """The next start says what was being typed and when; the form opens with it and saves it."""
    await leave("4", "e", text="Kept", field="Notes")

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were changing Oak Friends on")
        assert re.search(r"Friends on \d+ \w+ 20\d\d at \d\d:\d\d when the", dashboard.said)
        await go_on(dashboard)
        assert dashboard.place == "Form"
        assert dashboard.shows("Brought back from")
        assert "Edit Oak Friends" in dashboard.lines[0]
        await dashboard.type(" and more")
        assert [draft["values"] for draft in drafts()] == [{"notes": "Kept and more"}]
        await dashboard.press("f2")
        assert dashboard.document("Oak Friends")["notes"] == "Kept and more"
        assert dashboard.place == "PartnerScreen"
        assert leftovers() == []


async def test_a_new_partner_is_offered_gone_on_with_and_saved_once(
    open_dashboard: OpenDashboard, leave: Leave
) -> None:
    """What was typed for a new partner comes back, and is saved under the id it was to get."""
    await leave("4", "a", text="Elm Trust")
    (draft,) = drafts()

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were adding Elm Trust on")
        await go_on(dashboard)
        await dashboard.press("enter")
        assert dashboard.document("Elm Trust")["id"] == draft["partner"]
        assert dashboard.cursor_line.startswith("Elm Trust")
        assert leftovers() == []


async def test_the_note_of_an_item_is_offered_gone_on_with_and_saved(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields
) -> None:
    """A note half written comes back in its form on the partner's checklist."""
    await leave("4", "enter", "right", "n", text="Seen in May")

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were writing a note on '")
        await go_on(dashboard)
        assert dashboard.place == "Form"
        await dashboard.press("f2")
        (item,) = dashboard.document("Oak Friends")["checklist"].values()
        assert item == {"note": "Seen in May"}
        assert dashboard.shows("[Checklist]")
        assert leftovers() == []


async def test_a_reason_is_offered_gone_on_with_and_saved(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields
) -> None:
    """The question why an item is not applicable opens again with the text in it."""
    await leave("4", "enter", "right", "x", text="No land")

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were saying why")
        await go_on(dashboard)
        assert dashboard.place == "SaveLine"
        await dashboard.type(" there")
        assert [draft["values"] for draft in drafts()] == [{"mark": "No land there"}]
        await dashboard.press("enter")
        mark = dashboard.document("Oak Friends")["checklist"]["need-stated"]["mark"]
        assert (mark["state"], mark["reason"]) == ("not-applicable", "No land there")
        assert leftovers() == []


async def test_a_round_of_scores_is_offered_until_it_is_saved(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields
) -> None:
    """Scores and a note that was still being typed come back, in the view they were for."""
    await leave("4", "enter", "right", "right", "enter", "v", "3", "4", "n", text="Good talks")

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were scoring Oak Friends")
        await go_on(dashboard)
        assert dashboard.place == "ScoreDialog"
        assert dashboard.shows("Partner view")
        assert dashboard.shows("[3]")
        assert dashboard.shows("[4]")
        await dashboard.press("enter")
        assert dashboard.shows("The note needs its score")
        await dashboard.press("2", "enter")
        scores = dashboard.document("Oak Friends")["scores"].values()
        found = {score["measure"]: (score["value"], score.get("note")) for score in scores}
        wanted = {"trust": (3, None), "arrangements": (4, None), "fair-load": (2, "Good talks")}
        assert found == wanted
        assert {score["view"] for score in scores} == {"partner"}
        assert leftovers() == []


@pytest.mark.parametrize(
    "keys",
    [
        ["4", "enter", "right", "x", "n", "o", "escape"],
        ["4", "enter", "right", "x", "n", "o", "enter"],
        ["4", "enter", "right", "right", "enter", "n", "o", "escape", "escape"],
        ["4", "enter", "right", "right", "enter", "n", "o", "enter", "escape", "y"],
        ["4", "enter", "right", "right", "enter", "n", "o", "enter", "2", "enter"],
    ],
)
async def test_nothing_is_left_of_a_question_that_was_answered_or_left(
    open_dashboard: OpenDashboard, oak: Fields, keys: list[str]
) -> None:
    """A reason or a note that was saved, or left with Esc, is not offered again."""
    async with open_dashboard(*keys) as dashboard:
        assert dashboard.place == "PartnerScreen"
        assert leftovers() == []


async def test_a_refused_reason_stays_in_the_question(
    open_dashboard: OpenDashboard, oak: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the save is refused the reason is kept, here and for the next start."""

    def refuse(register: FileRegister, proposal: Proposal, *, wait: bool = True) -> Saved:
        raise NotSaved("Not saved", "The disk is full.", "")

    async with open_dashboard("4", "enter", "right", "x") as dashboard:
        monkeypatch.setattr(FileRegister, "save", refuse)
        await dashboard.type("No land")
        await dashboard.press("enter")
        assert dashboard.shows("The disk is full.")
        assert [draft["values"] for draft in drafts()] == [{"mark": "No land"}]
        assert dashboard.place == "SaveLine"
        assert getattr(dashboard.app.focused, "value", "") == "No land"


async def test_esc_leaves_a_draft_for_the_next_start(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields
) -> None:
    """Left unanswered, the draft stays on disk and is offered again."""
    await leave("4", "e", "end", text="Z")

    for _ in range(2):
        async with open_dashboard() as dashboard:
            await dashboard.wait_for("You were changing Oak Friends")
            await dashboard.press("escape")
            assert dashboard.place == "TodayScreen"
            assert len(drafts()) == 1


async def test_a_draft_is_thrown_away_only_by_somebody_who_is_sure(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields
) -> None:
    """A digit typed ahead asks again first; n goes back to the offer, y throws the draft away."""
    await leave("4", "e", "end", text="Z")

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were changing Oak Friends")
        await dashboard.press("2")
        assert dashboard.shows("Discard what you typed then?")
        await dashboard.press("n")
        await dashboard.wait_for("You were changing Oak Friends")
        await dashboard.press("2", "y")
        assert dashboard.place == "TodayScreen"
        assert leftovers() == []
        assert dashboard.documents == {"Oak Friends": oak}


async def test_several_drafts_are_offered_one_after_the_other(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields
) -> None:
    """The next is offered once the form of the one before is left."""
    await leave("4", "e", "end", text="Z")
    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were changing Oak Friends")
        await dashboard.press("escape", "4", "a")
        await dashboard.type("Elm Trust")
        for opened in dashboard.app.drafts._open:
            opened.leave()

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were")
        await dashboard.press("1")
        await dashboard.settle()
        await dashboard.press("f2")
        await dashboard.wait_for("You were")
        await dashboard.press("1")
        await dashboard.settle()
        await dashboard.press("f2")
        assert sorted(dashboard.documents) == ["Elm Trust", "Oak FriendsZ"]
        assert leftovers() == []


async def test_what_a_colleague_changed_meanwhile_is_not_written_over(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields, colleague: Colleague
) -> None:
    """A draft is compared with what its author saw, so the colleague's value stays."""
    await leave("4", "e", text=" North", field="Place")
    colleague.set("Oak Friends", place="Amber Hill", notes="Seen in May")

    async with open_dashboard() as dashboard:
        await go_on(dashboard)
        assert getattr(dashboard.app.focused, "value", "") == "Millbrook North"
        assert "Seen in May" in [field.value for field in dashboard.app.screen.query(Field)]
        await dashboard.press("f2")
        await dashboard.settle()
        assert dashboard.place != "PartnerScreen"
        assert dashboard.document("Oak Friends")["place"] == "Amber Hill"
        assert [draft["values"] for draft in drafts()] == [{"place": "Millbrook North"}]


async def test_a_colleagues_mark_is_not_written_over_by_a_reason_brought_back(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields
) -> None:
    """A reason is for the item as it was when it was asked for."""
    await leave("4", "enter", "right", "x", text="No land")
    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were saying why")
        await dashboard.press("escape", "4", "enter", "right", "space")
        assert dashboard.document("Oak Friends")["checklist"]["need-stated"]["mark"]["state"]

    async with open_dashboard() as dashboard:
        await go_on(dashboard)
        await dashboard.press("enter")
        await dashboard.settle()
        mark = dashboard.document("Oak Friends")["checklist"]["need-stated"]["mark"]
        assert mark["state"] == "done"
        assert [draft["values"] for draft in drafts()] == [{"mark": "No land"}]


async def test_text_for_a_partner_that_is_gone_is_shown_and_kept(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields, colleague: Colleague
) -> None:
    """It can be read and copied, and stays until somebody throws it away."""
    await leave("4", "e", text="Keys are with Jo", field="Notes")
    colleague.remove("Oak Friends")

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("1 Show what was typed")
        await dashboard.press("1")
        await dashboard.wait_for("Keys are with Jo")
        await dashboard.press("escape")
        await dashboard.wait_for("You were changing Oak Friends")
        assert len(drafts()) == 1
        await dashboard.press("2", "y")
        assert leftovers() == []


async def test_text_for_a_partner_that_cannot_be_read_is_shown_and_kept(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields, register_path: Path
) -> None:
    """A record broken meanwhile ends no start: the text can be read until it can be again."""
    await leave("4", "enter", "right", "n", text="Seen in May")
    put_partner(register_path, {"name": "Broken", "checklist": ["no", "items"]})
    change_draft(partner=HOSTILE_ID, name="Broken")

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("Broken cannot be read now")
        await dashboard.press("1")
        await dashboard.wait_for("Seen in May")
        await dashboard.press("escape", "escape")
        assert dashboard.place == "TodayScreen"
        assert len(drafts()) == 1


@pytest.mark.parametrize(
    ("keys", "save"),
    [
        (["4", "e", "end", "Z"], ["f2"]),
        (["4", "a", "E", "l", "m"], ["f2"]),
        (["4", "enter", "right", "n", "S"], ["f2"]),
        (["4", "enter", "right", "x", "N", "o"], ["enter"]),
        (["4", "enter", "right", "right", "enter", "n", "O", "k"], ["enter", "3", "enter"]),
    ],
)
async def test_what_was_saved_in_the_last_instant_is_not_offered(
    open_dashboard: OpenDashboard, oak: Fields, keys: list[str], save: list[str]
) -> None:
    """A session that ended between the save and the end of its draft leaves nothing to do."""
    async with open_dashboard(*keys) as dashboard:
        (path,) = paths.drafts_folder().glob("*.json")
        draft = path.read_bytes()
        await dashboard.press(*save)
        assert leftovers() == []
        path.write_bytes(orjson.dumps({**orjson.loads(draft), "at": "2026-11-22T12:00:00Z"}))

    async with open_dashboard() as dashboard:
        assert dashboard.place == "TodayScreen"
        assert leftovers() == []


@pytest.mark.parametrize("other", [{"by": "Trees officer"}, {"register": "another"}])
async def test_a_draft_is_offered_to_its_author_in_its_register_only(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields, other: dict[str, str]
) -> None:
    """What somebody else typed, or in another register, is left alone."""
    await leave("4", "e", "end", text="Z")
    change_draft(**other)

    async with open_dashboard() as dashboard:
        assert dashboard.place == "TodayScreen"
        assert len(drafts()) == 1


async def test_a_second_terminal_is_not_offered_what_is_still_being_typed(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """As long as the first session lives its text is its own."""
    async with (
        open_dashboard("4", "e", "end", "Z") as first,
        open_dashboard() as second,
    ):
        assert second.place == "TodayScreen"
        await first.press("f2")
        assert "Oak FriendsZ" in second.documents


@pytest.mark.parametrize(
    "broken",
    [b"", b"\x00" * 9, b"[]", b"{", b'{"version": 2}', b'{"version": 1, "values": {"a": 1}}'],
)
async def test_a_file_that_holds_no_draft_is_named_and_left(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields, broken: bytes
) -> None:
    """The start goes on, says which file it is, and what can be read is offered all the same."""
    await leave("4", "e", "end", text="Z")
    path = paths.drafts_folder() / "broken.json"
    path.write_bytes(broken)

    async with open_dashboard(size=(200, 24)) as dashboard:
        await dashboard.wait_for("You were changing Oak Friends")
        await dashboard.press("escape")
        assert dashboard.shows(f"A draft cannot be read: {path}")
        assert path.read_bytes() == broken


async def test_a_disk_that_refuses_is_told_once_and_typing_goes_on(
    open_dashboard: OpenDashboard, oak: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form says that what is typed is not kept, takes it all the same, and saves it."""
    blocked = paths.drafts_folder()
    blocked.parent.mkdir(parents=True)
    blocked.write_text("no folder")

    async with open_dashboard("4", "e", "end", size=(120, 40)) as dashboard:
        await dashboard.press("Z")
        assert dashboard.shows("Not kept")
        dashboard.app.screen.query_one(MessageLine).say("")
        await dashboard.press("Y")
        assert not dashboard.shows("Not kept")
        await dashboard.press("f2")
        assert "Oak FriendsZY" in dashboard.documents

        await dashboard.press("enter", "right", "x", "n", "o")
        assert dashboard.shows("Not kept")
        await dashboard.press("enter")
        assert dashboard.place == "PartnerScreen"


async def test_codes_in_a_draft_never_reach_the_screen(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields
) -> None:
    """A draft somebody changed is shown with signs, in the offer and in the form."""
    await leave("4", "e", "end", text="Z")
    change_draft(name=EVIL, values={"name": EVIL, "notes": EVIL, "status": EVIL})

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were changing A␛[2J␇⟨U+202E⟩B")
        await go_on(dashboard)
        assert dashboard.shows("A␛[2J␇⟨U+202E⟩B")
        assert "\x1b" not in dashboard.text
        assert "\u202e" not in dashboard.text


async def test_a_draft_is_the_officers_alone(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """Folder and files cannot be read by anybody else, whatever the umask says."""
    before = os.umask(0)
    try:
        async with open_dashboard("4", "e", "end", "Z"):
            folder = paths.drafts_folder()
            modes = {path.suffix: path.stat().st_mode & 0o777 for path in folder.iterdir()}
            assert modes == {".json": 0o600, ".lock": 0o600}
            assert folder.stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(before)
