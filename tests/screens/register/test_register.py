"""Register: every organisation listed, searched, filtered, sorted, accepted and removed."""

from __future__ import annotations

import pytest

from tests.screens.conftest import Colleague, Dashboard, OpenDashboard


def names(dashboard: Dashboard) -> list[str]:
    """Return what the list shows, without the signs, in its order."""
    rows = [line[2:30].strip() for line in dashboard.lines[1:-2] if line[:2] in ("> ", "  ")]
    return [row for row in rows if row]


@pytest.fixture
def trees(colleague: Colleague) -> Colleague:
    """Return the colleague after adding a few organisations."""
    colleague.add("Oak Friends", place="Millbrook", framework="not-for-profit")
    colleague.add("Ash Society", place="Zealand Road", status="grant-only")
    colleague.add("The Elm Trust", place="Amber Hill", status="not-yet-looked-at")
    colleague.add("Old Yew Group", status="ended")
    return colleague


async def test_an_empty_register_says_the_next_step(open_dashboard: OpenDashboard) -> None:
    """Without partners the list says which key adds one, and no other key does harm."""
    async with open_dashboard("4") as dashboard:
        assert "0 organisations" in dashboard.lines[0]
        assert dashboard.shows("No partners yet: press a to add the first one")
        await dashboard.press("enter", "e", "d", "y", "j", "G", "s", "escape")
        assert dashboard.place == "RegisterScreen"
        await dashboard.press("u")
        assert dashboard.shows("There is nothing of yours to undo.")
        await dashboard.press("ctrl+r")
        assert dashboard.shows("There is nothing of yours to redo.")
        await dashboard.press("a")
        assert dashboard.place == "Form"


async def test_partners_stand_by_name_and_ended_ones_are_hidden(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """The list is by name, "The" left out; ended partners are one key and a digit away."""
    async with open_dashboard("4") as dashboard:
        assert names(dashboard) == ["Ash Society", "The Elm Trust", "Oak Friends"]
        await dashboard.press("f", "6")
        assert names(dashboard) == ["Old Yew Group"]
        assert "1 organisation · Ended" in dashboard.lines[0]
        await dashboard.press("escape")
        assert names(dashboard) == ["Ash Society", "The Elm Trust", "Oak Friends"]


async def test_the_filter_lists_one_status_or_everything(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """The filter menu takes a digit; Esc leaves the list as it was; Esc again shows all."""
    async with open_dashboard("4", "f") as dashboard:
        assert dashboard.shows("List which organisations?")
        await dashboard.press("4")
        assert names(dashboard) == ["Ash Society"]
        await dashboard.press("f", "escape")
        assert names(dashboard) == ["Ash Society"]
        await dashboard.press("f", "5")  # not one of ours
        assert names(dashboard) == []
        assert dashboard.shows("Nothing matches: Esc shows everything again.")
        await dashboard.press("f", "1")
        assert names(dashboard) == ["Ash Society", "The Elm Trust", "Oak Friends"]


async def test_a_register_of_ended_partners_says_how_to_list_them(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Where only ended partners are left, the empty list names the key that lists them."""
    colleague.add("Old Yew Group", status="ended")

    async with open_dashboard("4") as dashboard:
        assert dashboard.shows("press f")
        await dashboard.press("f", "6")
        assert names(dashboard) == ["Old Yew Group"]


async def test_sorting_goes_by_name_status_and_place_in_turn(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Pressing s sorts by the next thing, says so, and the cursor stays on its partner."""
    async with open_dashboard("4", "end") as dashboard:
        assert dashboard.cursor_line.startswith("Oak Friends")
        orders = {
            "status": ["Ash Society", "The Elm Trust", "Oak Friends"],
            "place": ["The Elm Trust", "Oak Friends", "Ash Society"],
            "name": ["Ash Society", "The Elm Trust", "Oak Friends"],
        }
        for sort, order in orders.items():
            await dashboard.press("s")
            assert dashboard.shows(f"Sorted by {sort}.")
            assert names(dashboard) == order
            assert dashboard.cursor_line.startswith("Oak Friends")


async def test_search_is_live_and_folds_case_and_accents(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Each letter narrows the list; Enter goes to it; Esc shows everything again."""
    colleague.add("Café Coed", place="Millbrook")
    colleague.add("Oak Friends", place="Millbrook")

    async with open_dashboard("4", "slash") as dashboard:
        await dashboard.type("cAFe")
        assert names(dashboard)[-1:] == ["Café Coed"]
        assert "Oak Friends" not in dashboard.text
        assert "1 organisation · 'cAFe'" in dashboard.lines[0]
        await dashboard.press("enter", "enter")
        assert dashboard.lines[0].startswith(" Café Coed")
        await dashboard.press("escape", "escape")
        assert dashboard.shows("Oak Friends")
        assert dashboard.cursor_line.startswith("Café Coed")

        await dashboard.press("slash")
        await dashboard.type("mill oak")
        await dashboard.press("down", "enter")
        assert dashboard.lines[0].startswith(" Oak Friends")


async def test_while_searching_letters_and_digits_only_type(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """q, ?, digits and the letters of keys are typed, and do nothing else."""
    before = trees.register.snapshot.header.revision

    async with open_dashboard("4", "slash") as dashboard:
        await dashboard.press(*"q?1234adeyfsunx")
        assert "'q?1234adeyfsunx'" in dashboard.lines[0]
        assert dashboard.shows("Nothing matches: Esc shows everything again.")
        assert dashboard.place == "RegisterScreen"
        await dashboard.press("escape")
        assert len(names(dashboard)) == 3

    assert trees.register.snapshot.header.revision == before


async def test_accepting_asks_what_it_is_and_which_framework(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Pressing y asks by digits; an accepted partner without a framework is asked for it."""
    async with open_dashboard("4", "down") as dashboard:
        await dashboard.press("y")
        assert dashboard.shows("What status should The Elm Trust have?")
        await dashboard.press("1")
        assert dashboard.shows("Which framework is The Elm Trust in?")
        await dashboard.press("3")
        elm = dashboard.document("The Elm Trust")
        assert (elm["status"], elm["framework"]) == ("partner", "strategic-alliance")
        assert dashboard.shows("Set the status of The Elm Trust to partner. Saved.")

        await dashboard.press("y", "3")
        assert dashboard.document("The Elm Trust")["status"] == "not-ours"
        await dashboard.press("y", "1")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.document("The Elm Trust")["status"] == "partner"
        await dashboard.press("y", "1")
        assert dashboard.shows("It was so already.")


async def test_accepting_can_be_left_at_either_question(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Esc, or a digit that is no answer, changes nothing; "Decide later" sets no framework."""
    async with open_dashboard("4", "y", "escape") as dashboard:
        assert dashboard.document("Ash Society")["status"] == "grant-only"
        await dashboard.press("y", "9", "0", "a", "1", "escape")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.document("Ash Society")["status"] == "grant-only"
        await dashboard.press("y", "1", "4")
        assert dashboard.document("Ash Society")["status"] == "partner"
        assert "framework" not in dashboard.document("Ash Society")


async def test_removing_asks_nothing_and_can_be_undone_and_redone(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Pressing d removes and says which key brings it back; u does, and ctrl+r removes it again."""
    async with open_dashboard("4", "end") as dashboard:
        oak = dashboard.document("Oak Friends")
        await dashboard.press("d")
        assert "Oak Friends" not in dashboard.documents
        assert dashboard.shows("Removed Oak Friends. Saved; u brings it back.")
        assert dashboard.cursor_line.startswith("The Elm Trust")
        await dashboard.press("u")
        assert dashboard.document("Oak Friends") == oak
        assert "Oak Friends" in names(dashboard)
        await dashboard.press("ctrl+r")
        assert "Oak Friends" not in dashboard.documents
        await dashboard.press("u", "ctrl+r", "u")
        assert dashboard.document("Oak Friends") == oak


async def test_undo_takes_back_only_what_this_officer_did(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Pressing u leaves alone what a colleague saved, even where it is the newest change."""
    async with open_dashboard("4", "d") as dashboard:
        trees.set("Oak Friends", place="Elsewhere")
        await dashboard.press("u")
        assert "Ash Society" in dashboard.documents
        assert dashboard.document("Oak Friends")["place"] == "Elsewhere"
        await dashboard.press("u")
        assert dashboard.shows("There is nothing of yours to undo.")
        assert dashboard.document("Oak Friends")["place"] == "Elsewhere"


async def test_the_cursor_stays_on_its_partner_through_changes(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """What others add above, what is renamed or undone, does not move the cursor off its line."""
    async with open_dashboard("4", "end") as dashboard:
        for number in range(30):
            trees.add(f"Aspen {number:02}")
        await dashboard.press("1", "4")
        assert dashboard.cursor_line.startswith("Oak Friends")
        trees.set("Oak Friends", name="Acorn Friends")
        await dashboard.press("1", "4")
        assert dashboard.cursor_line.startswith("Acorn Friends")
        await dashboard.press("y", "2")
        assert dashboard.cursor_line.startswith("Acorn Friends")


async def test_a_partner_removed_by_a_colleague_is_not_changed(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Accepting, removing or editing what is gone says who removed it, and the list follows."""
    async with open_dashboard("4", "end", "e") as dashboard:
        trees.remove("Oak Friends")
        await dashboard.type("x")
        await dashboard.press("f2")
        assert dashboard.shows("was removed by Trees officer")
        await dashboard.press("escape", "escape", "y")
        assert "Oak Friends" not in dashboard.text
        assert dashboard.cursor_line.startswith("The Elm Trust")

        await dashboard.press("y")
        trees.remove("The Elm Trust")
        await dashboard.press("2")
        assert dashboard.shows("was removed by Trees officer")
        assert dashboard.cursor_line.startswith("Ash Society")
        trees.remove("Ash Society")
        await dashboard.press("d")
        assert dashboard.documents.keys() == {"Old Yew Group"}


async def test_a_wide_window_previews_the_partner(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """At 130 by 30 the overview stands beside the list, follows the cursor, goes when empty."""
    async with open_dashboard("4", size=(130, 30)) as dashboard:
        assert "Ash Society" in dashboard.lines[1][70:]
        await dashboard.press("end")
        assert "Oak Friends" in dashboard.lines[1][70:]
        assert dashboard.shows("Place: Millbrook")
        assert dashboard.shows("Next step: ")
        await dashboard.press("slash")
        await dashboard.type("zz")
        assert "Place: Millbrook" not in dashboard.text
        await dashboard.press("escape")
        assert "Ash Society" in dashboard.lines[1][70:] or "Oak Friends" in dashboard.lines[1][70:]
        await dashboard.pilot.resize_terminal(80, 24)
        await dashboard.pilot.pause()
        assert "Next step: " not in dashboard.text


async def test_enter_opens_the_partner_and_esc_comes_back_to_its_line(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """The partner opens from its line, and the list is as it was left."""
    async with open_dashboard("4", "s", "s", "home", "down", "enter") as dashboard:
        assert dashboard.lines[0].startswith(" Oak Friends · Partner")
        await dashboard.press("1", "4")
        assert dashboard.lines[0].startswith(" Oak Friends · Partner")
        await dashboard.press("escape")
        assert dashboard.cursor_line.startswith("Oak Friends")
        assert names(dashboard)[0] == "The Elm Trust"


async def test_a_read_only_register_refuses_every_deed_and_says_so(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Opened read-only, nothing is written, nothing is asked, and the reason is told."""
    before = trees.path.read_bytes()

    async with open_dashboard("4", read_only=True) as dashboard:
        await dashboard.press("d")
        assert dashboard.shows("was opened read-only")
        for key in "yae":
            await dashboard.press("escape", key)
            assert dashboard.place == "RegisterScreen"
            assert dashboard.shows("was opened read-only")
        await dashboard.press("escape", "enter", "right", "space")
        assert dashboard.shows("was opened read-only")
        assert "[x]" not in dashboard.text

    assert trees.path.read_bytes() == before


async def test_a_register_file_that_is_gone_is_told_on_every_screen(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Where the file goes away meanwhile, each screen says so and shows what it last knew."""
    async with open_dashboard("4", "1") as dashboard:
        trees.path.unlink()
        for digit in "2341":
            await dashboard.press(digit)
            # A screen shown again is laid out a moment later.
            await dashboard.wait_for("There is no file")
        await dashboard.press("4")
        assert dashboard.shows("Oak Friends")
        await dashboard.press("d")
        assert dashboard.shows("Not saved")
        assert dashboard.shows("Ash Society")
        await dashboard.press("enter", "right", "space", "e", "f2")
        assert not trees.path.exists()
