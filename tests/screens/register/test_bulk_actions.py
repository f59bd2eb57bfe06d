"""Many at once: partners are marked, and one deed is done to all of them; duplicates become one."""

from __future__ import annotations

import pytest

from tests.screens.conftest import OFFICER, Colleague, Dashboard, OpenDashboard

NAMES = ("Ash Society", "Elm Trust", "Oak Friends")


def marked_lines(dashboard: Dashboard) -> list[str]:
    """Return the names of the lines with the sign of a mark."""
    return [line[4:30].strip() for line in dashboard.lines[1:-2] if line[2:4] == "* "]


@pytest.fixture
def trees(colleague: Colleague) -> Colleague:
    """Return the colleague after adding three organisations and one that has ended."""
    colleague.add("Ash Society", place="Amber Hill", email="ash@example.org")
    colleague.add("Elm Trust", place="Millbrook", lead_officer=OFFICER, framework="statutory")
    colleague.add("Oak Friends", place="Zealand Road", email="oak@example.org")
    colleague.add("Old Yew Group", status="ended")
    return colleague


async def test_space_marks_and_unmarks_a_line(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """A marked line begins with a sign, the title counts them, and Space takes a mark away."""
    async with open_dashboard("4", "space", "down", "down", "space") as dashboard:
        assert marked_lines(dashboard) == ["Ash Society", "Oak Friends"]
        assert "3 organisations · 2 marked" in dashboard.lines[0]
        await dashboard.press("space")
        assert marked_lines(dashboard) == ["Ash Society"]
        await dashboard.press("home", "space")
        assert marked_lines(dashboard) == []
        assert "marked" not in dashboard.lines[0]


async def test_capital_a_marks_all_that_are_listed_or_none(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """All listed are marked, the ended one is not; again, and nothing is."""
    async with open_dashboard("4", "A") as dashboard:
        assert marked_lines(dashboard) == list(NAMES)
        await dashboard.press("A")
        assert marked_lines(dashboard) == []


async def test_marks_outlive_search_sort_filter_and_what_others_save(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """A mark is the partner's, not the line's; one that is not listed is told; one gone is not."""
    async with open_dashboard("4", "space", "end", "space", "slash") as dashboard:
        await dashboard.type("oak")
        assert "1 organisation · 2 marked, 1 not listed · 'oak'" in dashboard.lines[0]
        await dashboard.press("escape", "s", "s")
        trees.add("Aspen Group", place="Aa")
        await dashboard.press("1", "4")
        assert marked_lines(dashboard) == ["Ash Society", "Oak Friends"]
        trees.remove("Ash Society")
        await dashboard.press("1", "4")
        assert "1 marked" in dashboard.lines[0]
        assert marked_lines(dashboard) == ["Oak Friends"]


async def test_accepting_all_marked_is_one_edit(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """With marks, y asks once, keeps a framework that is set; u and y take all of it back."""
    for name in NAMES:
        trees.set(name, status="not-yet-looked-at")

    async with open_dashboard("4", "A", "y") as dashboard:
        assert dashboard.shows("What status should the 3 marked have?")
        await dashboard.press("1")
        assert dashboard.shows("Which framework should the 2 without one have?")
        await dashboard.press("1")
        assert dashboard.shows("Set the status of 3 organisations to partner. Saved.")
        assert {dashboard.document(name)["status"] for name in NAMES} == {"partner"}
        frameworks = [dashboard.document(name)["framework"] for name in NAMES]
        assert frameworks == ["not-for-profit", "statutory", "not-for-profit"]
        assert marked_lines(dashboard) == []
        await dashboard.press("u", "y")
        assert {dashboard.document(name)["status"] for name in NAMES} == {"not-yet-looked-at"}


async def test_leaving_a_question_changes_nothing_and_keeps_the_marks(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Esc at any question goes back to the list, marks and all."""
    before = trees.path.read_bytes()

    async with open_dashboard("4", "A") as dashboard:
        for keys in (["y"], ["y", "1"], ["m"], ["m", "2"], ["m", "4"], ["m", "5"]):
            await dashboard.press(*keys, "escape")
            assert dashboard.place == "RegisterScreen", keys
        assert marked_lines(dashboard) == list(NAMES)
    assert trees.path.read_bytes() == before


@pytest.mark.parametrize(
    ("digit", "typed", "field", "value"),
    [
        pytest.param("2", "", "lead_officer", OFFICER, id="lead officer, oneself at first"),
        pytest.param("3", "Heron Park", "place", "Heron Park", id="place"),
        pytest.param("4", "2", "level", "standard", id="level of checks"),
    ],
)
async def test_one_value_is_set_for_all_marked(
    open_dashboard: OpenDashboard,
    trees: Colleague,
    digit: str,
    typed: str,
    field: str,
    value: str,
) -> None:
    """A value is asked for once and saved as one edit; one u takes it back everywhere."""
    async with open_dashboard("4", "A", "m") as dashboard:
        before = dashboard.documents
        assert dashboard.shows("What to do with the 3 marked?")
        await dashboard.press(digit)
        await dashboard.type(typed)
        if digit != "4":
            await dashboard.press("enter")
        assert {dashboard.document(name)[field] for name in NAMES} == {value}
        assert dashboard.shows("of 3 partners. Saved.")
        await dashboard.press("u", "y")
        assert dashboard.documents == before


async def test_an_action_is_added_to_all_marked(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """The action goes to each lead officer; a date not understood is asked for again as typed."""
    async with open_dashboard("4", "A", "m", "5") as dashboard:
        await dashboard.type("Ask for accounts")
        await dashboard.press("enter")
        await dashboard.type("someday")
        await dashboard.press("enter")
        assert dashboard.shows("it is not a date")
        assert dashboard.shows("someday")
        for _ in "someday":
            await dashboard.press("backspace")
        await dashboard.type("+7d")
        await dashboard.press("enter")
        done = "Added action 'Ask for accounts', due 29 November 2026, to 3 partners. Saved."
        assert dashboard.shows(done)
        for name in NAMES:
            (action,) = dashboard.document(name)["actions"].values()
            assert (action["due"], action["owner"]) == ("2026-11-29", OFFICER)
        await dashboard.press("u", "y")
        assert not any("actions" in dashboard.document(name) for name in NAMES)


async def test_addresses_are_copied_and_shown(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """The addresses of the marked go to the clipboard, and stand on a page to be selected."""
    async with open_dashboard("4", "space", "down", "space", "m", "6") as dashboard:
        assert dashboard.app.clipboard == "ash@example.org"
        assert dashboard.shows("Sent them to your terminal: 15 characters.")
        assert dashboard.shows("Without an address: 1 - Elm Trust")
        await dashboard.press("escape")
        assert marked_lines(dashboard) == ["Ash Society", "Elm Trust"]


async def test_without_marks_the_addresses_of_all_listed_are_copied(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """With nothing marked, m offers what needs no marks."""
    async with open_dashboard("4", "m") as dashboard:
        assert dashboard.shows("None is marked")
        await dashboard.press("1")
        assert dashboard.app.clipboard == "ash@example.org; oak@example.org"


async def test_what_a_colleague_set_meanwhile_is_asked_about(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Where somebody else set the same field of one of them, nothing is written until one chose."""
    async with open_dashboard("4", "A", "m", "3") as dashboard:
        trees.set("Elm Trust", place="Elsewhere")
        await dashboard.type("Heron Park")
        await dashboard.press("enter")
        assert dashboard.place == "ConflictDialog"
        assert dashboard.document("Ash Society")["place"] == "Amber Hill"


async def test_the_list_narrows_to_mine_a_framework_a_kind_or_a_place(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """The last three of the filter menu narrow further, the title says so, and Esc ends it."""
    async with open_dashboard("4", "f", "7") as dashboard:
        assert "1 organisation · Mine" in dashboard.lines[0]
        assert dashboard.shows("Elm Trust")
        await dashboard.press("f", "8", "enter")
        assert "0 organisations · Not-for-profit · Mine" in dashboard.lines[0]
        await dashboard.press("escape", "f", "8", *["down"] * 4, "enter")
        assert "0 organisations · Charity" in dashboard.lines[0]
        await dashboard.press("escape")
        assert "3 organisations" in dashboard.lines[0]
        await dashboard.press("f", "9")
        await dashboard.type("amber")
        await dashboard.press("enter")
        assert "1 organisation · in amber" in dashboard.lines[0]
        await dashboard.press("f", "1")
        assert "3 organisations" in dashboard.lines[0]


async def test_adding_what_is_there_already_asks_first(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """A likely duplicate is named; Esc goes back to the form, nothing typed is lost."""
    async with open_dashboard("4", "a") as dashboard:
        await dashboard.type("The Ash Society Ltd")
        await dashboard.press("f2")
        assert dashboard.shows("There is already 'Ash Society'")
        await dashboard.press("escape")
        assert dashboard.place.endswith("Form")
        assert dashboard.shows("The Ash Society Ltd")
        await dashboard.press("f2", "2")
        assert dashboard.place == "PartnerScreen"
        await dashboard.press("escape")
        assert dashboard.place.endswith("Form")
        assert dashboard.shows("The Ash Society Ltd")
        assert "The Ash Society Ltd" not in dashboard.documents
        await dashboard.press("f2", "1")
        assert dashboard.place == "RegisterScreen"
        assert "The Ash Society Ltd" in dashboard.documents


async def test_a_pair_of_the_list_is_made_one(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """The list tells each pair with its reason; Enter and a digit make it one, u makes it two."""
    trees.add("Friends of john Leigh Park", phone="0161 496 0000")
    trees.add("John Leigh Park", phone="0161 496 0999")

    async with open_dashboard("4", "m", "2") as dashboard:
        before = dashboard.documents
        await dashboard.wait_for("likely duplicates, 1 pair")
        assert dashboard.shows("nearly the same name")
        await dashboard.press("enter")
        assert dashboard.shows("Which stays when these become one? Nearly the same name.")
        await dashboard.press("2")
        assert dashboard.shows("Merged Friends of john Leigh Park into John Leigh Park. Saved.")
        one = dashboard.document("John Leigh Park")
        assert one["also_known_as"] == ["Friends of john Leigh Park"]
        assert one["notes"] == "From Friends of john Leigh Park: telephone 0161 496 0000"
        await dashboard.wait_for("No two partners look like one.")
        await dashboard.press("u", "y")
        await dashboard.wait_for("likely duplicates, 1 pair")
        assert dashboard.documents == before
        await dashboard.press("escape")
        assert dashboard.place == "RegisterScreen"


async def test_a_pair_that_is_no_duplicate_is_not_listed_again(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """N says that the two are two: the pair goes for good, until u takes that back."""
    trees.add("Friends of john Leigh Park")
    trees.add("John Leigh Park")

    async with open_dashboard("4", "m", "2") as dashboard:
        await dashboard.wait_for("likely duplicates, 1 pair")
        await dashboard.press("n")
        await dashboard.wait_for("No two partners look like one.")
        assert dashboard.shows("as two organisations. Saved.")
        await dashboard.press("u")
        await dashboard.wait_for("likely duplicates, 1 pair")
        await dashboard.press("n", "escape", "m", "2")
        await dashboard.wait_for("No two partners look like one.")


async def test_two_marked_partners_are_made_one(
    open_dashboard: OpenDashboard, trees: Colleague
) -> None:
    """Where two are marked, the menu offers to make them one, and asks which of them stays."""
    async with open_dashboard("4", "space", "end", "space", "m", "7", "1") as dashboard:
        assert "Oak Friends" not in dashboard.documents
        assert dashboard.document("Ash Society")["also_known_as"] == ["Oak Friends"]
        assert "marked" not in dashboard.lines[0]


async def test_two_of_one_name_are_told_apart(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Where both have one name, the question says what differs, so that one knows which stays."""
    colleague.add("Oak Friends", place="Millbrook")
    colleague.add("The Oak Friends", place="Amber Hill")
    colleague.set("The Oak Friends", name="OAK FRIENDS")

    async with open_dashboard("4", "m", "2") as dashboard:
        await dashboard.wait_for("likely duplicates, 1 pair")
        await dashboard.press("enter")
        assert dashboard.shows("1 Keep 'Oak Friends, place Millbrook'")
        assert dashboard.shows("2 Keep 'OAK FRIENDS, place Amber Hill'")
        await dashboard.press("3")
        assert dashboard.place == "PartnerScreen"


@pytest.mark.parametrize("size", [(40, 12), (30, 8)])
async def test_marks_and_deeds_work_in_a_small_window(
    open_dashboard: OpenDashboard, trees: Colleague, size: tuple[int, int]
) -> None:
    """However small the window, a mark is seen, and what was chosen is done to all."""
    async with open_dashboard("4", "A", size=size) as dashboard:
        assert dashboard.shows("> * ")
        await dashboard.press("m")
        assert size[0] < 40 or "8 Unmark them" in dashboard.said
        await dashboard.press("4", "3")
        assert {dashboard.document(name)["level"] for name in NAMES} == {"full"}
        await dashboard.press("m", "2", "escape")
        assert dashboard.place == "RegisterScreen"
