"""The form: saved by three ways, refused at the field, and nothing typed is lost unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.conftest import Colleague, Dashboard, Fields, OpenDashboard
from tuiapp.domain.models.validation import FieldsRefused, Problem
from tuiapp.screens.shared.form import Form
from tuiapp.widgets.fields import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuiapp.domain.changes.edits import Document, Proposal


def label_of(dashboard: Dashboard) -> str:
    """Return the label of the field that has the focus."""
    focused = dashboard.app.focused
    return str(getattr(focused.parent, "label", "")) if focused is not None else ""


async def go_to_field(dashboard: Dashboard, label: str) -> None:
    """Press Tab until a field with this label has the focus; first show it if it is not shown."""
    fields = dashboard.app.screen.query(Field)
    if all(field.label != label for field in fields):
        await dashboard.press("f4")
    for _ in range(len(dashboard.app.screen.query(Field)) + 2):
        if label_of(dashboard) == label:
            return
        await dashboard.press("tab")
    raise AssertionError(f"no field {label}")


@pytest.mark.parametrize("save", ["enter", "f2", "button"])
async def test_a_partner_is_added_by_enter_f2_and_the_save_button(
    open_dashboard: OpenDashboard, save: str
) -> None:
    """Each of the three ways saves what was typed, says so, and puts the cursor on the partner."""
    async with open_dashboard("4", "a") as dashboard:
        assert "Name" in dashboard.lines[1] + dashboard.lines[2]
        await dashboard.type("Elm [/] & Co")
        await dashboard.press("tab", "tab", "right")
        await dashboard.press(*(["shift+tab"] * 3 + ["enter"] if save == "button" else []))
        await dashboard.press(*([save] if save == "f2" else []))
        await dashboard.press(*(["shift+tab", "shift+tab", "enter"] if save == "enter" else []))

        elm = dashboard.document("Elm [/] & Co")
        assert (elm["status"], elm["framework"]) == ("partner", "not-for-profit")
        assert "level" not in elm or elm["level"] == "light"
        assert dashboard.cursor_line.startswith("Elm [/] & Co")
        assert dashboard.shows("Added and saved")
        await dashboard.press("u")
        assert dashboard.documents == {}


async def test_an_error_stays_until_its_field_is_right(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """What was refused is looked at again letter by letter, as a save would; the count follows."""
    async with open_dashboard("4", "e") as dashboard:
        await dashboard.press("f4")
        for label in ("E-mail", "Web address"):
            await go_to_field(dashboard, label)
            await dashboard.type("none")
        await dashboard.press("f2")
        assert "2 fields to put right" in dashboard.said
        await dashboard.type("@")
        assert "2 fields to put right" in dashboard.said
        assert "E-mail: it is not an e-mail address" in dashboard.said
        await dashboard.type("example.org")
        assert "1 field to put right" in dashboard.said
        assert "E-mail: " not in dashboard.said
        await dashboard.press_at_once(*["backspace"] * len("example.org"))
        assert "2 fields to put right" in dashboard.said
        assert "E-mail: it is not an e-mail address" in dashboard.said
        await dashboard.press_at_once(*["backspace"] * 20)
        assert "E-mail: " not in dashboard.said
        await go_to_field(dashboard, "Web address")
        assert "Web address: " in dashboard.said
        await dashboard.press_at_once(*["backspace"] * 20)
        assert "to put right" not in dashboard.said
        assert "Web address: " not in dashboard.said


async def test_an_error_follows_what_is_wrong_now(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Where another thing is wrong with the new value, that is said in its place."""
    async with open_dashboard("4", "e") as dashboard:
        await dashboard.press_at_once(*["backspace"] * 20)
        await dashboard.press("f2")
        assert dashboard.shows("Name: required.")
        await dashboard.paste("x" * 301)
        assert dashboard.shows("Name: it is longer than 300 characters")
        assert not dashboard.shows("required")
        await dashboard.press("backspace")
        assert "Name: it" not in dashboard.said


async def test_no_error_appears_at_a_field_that_was_not_refused(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Half an address is no mistake while it is typed, also where another field was refused."""
    async with open_dashboard("4", "e", size=(80, 90)) as dashboard:
        await dashboard.press("f4")
        await go_to_field(dashboard, "Web address")
        await dashboard.type("none")
        await dashboard.press("f2")
        await go_to_field(dashboard, "E-mail")
        await dashboard.type("half")
        assert "1 field to put right" in dashboard.said
        assert "Web address: it is not" in dashboard.said
        assert "E-mail: " not in dashboard.said
        await go_to_field(dashboard, "Name")
        await dashboard.press_at_once(*["backspace"] * 20)
        assert "Name: " not in dashboard.said
        assert "Web address: it is not" in dashboard.said


async def test_the_question_about_a_duplicate_is_not_asked_while_one_types(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Only a save asks: what is refused is looked at again without a question."""
    async with open_dashboard("4", "a", "f2") as dashboard:
        assert dashboard.shows("Name: required.")
        await dashboard.type("Oak Friends")
        assert dashboard.place == "Form"
        assert "Name: it" not in dashboard.said
        await dashboard.press("f2")
        assert dashboard.place == "Menu"


async def test_a_new_partner_needs_a_name(open_dashboard: OpenDashboard) -> None:
    """Without a name nothing is saved, and the field says why."""
    async with open_dashboard("4", "a", "f2") as dashboard:
        assert dashboard.shows("Name: required.")
        assert dashboard.documents == {}
        await dashboard.type("Elm")
        await dashboard.press("enter")
        assert "Elm" in dashboard.documents


async def test_a_refused_value_stays_as_typed_with_its_sentence_at_the_field(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A wrong e-mail is told below it, stays to be corrected, and then is saved."""
    async with open_dashboard("4", "e") as dashboard:
        await go_to_field(dashboard, "E-mail")
        await dashboard.type("parks(at)example")
        await dashboard.press("enter")
        lines = [line.strip(" ▌") for line in dashboard.lines]
        at = lines.index("parks(at)example")
        assert any("E-mail: it is not an e-mail address" in line for line in lines[at : at + 4])
        assert "email" not in dashboard.document("Oak Friends")
        assert getattr(dashboard.app.focused, "value", "") == "parks(at)example"
        await dashboard.press_at_once(*["backspace"] * 20)
        await dashboard.type("parks@example.org")
        await dashboard.press("enter")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.document("Oak Friends")["email"] == "parks@example.org"


async def test_several_refused_values_are_each_told_at_their_field(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Every problem is told at once, and the first of the fields gets the cursor."""
    async with open_dashboard("4", "e", size=(80, 90)) as dashboard:
        await dashboard.press_at_once(*["backspace"] * 20)
        await go_to_field(dashboard, "Web address")
        await dashboard.type("nowhere")
        await dashboard.press("f2")
        assert dashboard.shows("Name: required.")
        assert getattr(dashboard.app.focused, "value", None) == ""
        await dashboard.type("Oak")
        await dashboard.press("f2")
        assert "Name: required." not in dashboard.text
        assert dashboard.shows("Web address: it is not a web address")
        assert "Oak Friends" in dashboard.documents


async def test_esc_asks_only_if_something_was_typed(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Untouched, Esc leaves at once; else n and Esc keep typing, y leaves, and nothing is saved."""
    async with open_dashboard("4", "e") as dashboard:
        await dashboard.press("tab", "tab", "escape")
        assert dashboard.place == "RegisterScreen"

        await dashboard.press("e", "end", "Z", "escape")
        assert dashboard.shows("Leave without saving what you typed?")
        await dashboard.press("n")
        assert dashboard.shows("Oak FriendsZ")
        await dashboard.press("escape", "escape")
        assert dashboard.shows("Oak FriendsZ")
        await dashboard.press("backspace", "escape")
        assert dashboard.place == "RegisterScreen"

        await dashboard.press("e", "end", "Z", "escape", "y")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.documents == {"Oak Friends": oak}


async def test_the_form_writes_only_the_fields_that_changed(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """What a colleague changed in another field while the form was open survives."""
    async with open_dashboard("4", "e") as dashboard:
        await go_to_field(dashboard, "Lead officer")
        await dashboard.type("Tree officer")
        colleague.set("Oak Friends", place="Amber Hill", notes="Seen in May")
        await dashboard.press("f2")

        now = dashboard.document("Oak Friends")
        assert now["lead_officer"] == "Tree officer"
        assert (now["place"], now["notes"]) == ("Amber Hill", "Seen in May")
        assert "Amber Hill" in dashboard.text or dashboard.app.size.width < 112


async def test_a_field_changed_by_both_is_told_and_not_written(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Both values are shown with who and when; back in the form everything is as typed."""
    async with open_dashboard("4", "e") as dashboard:
        await go_to_field(dashboard, "Place")
        await dashboard.type(" North")
        colleague.set("Oak Friends", place="Amber Hill")
        await dashboard.press("enter")

        assert dashboard.shows("Yours: Millbrook North")
        assert dashboard.shows("Theirs (Trees officer, 22 November 2026 12:00): Amber Hill")
        await dashboard.press("escape")
        assert dashboard.place == "Form"
        assert dashboard.shows("Nothing was saved")
        assert getattr(dashboard.app.focused, "value", "") == "Millbrook North"
        assert dashboard.document("Oak Friends")["place"] == "Amber Hill"
        await dashboard.press("escape", "y")
        assert dashboard.document("Oak Friends")["place"] == "Amber Hill"


async def test_nothing_but_typing_happens_in_a_field(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """q, ?, digits and letters are typed in one-line and in long fields alike."""
    keys = "q?12 aduGw/"

    async with open_dashboard("4", "e") as dashboard:
        await go_to_field(dashboard, "Service")
        await dashboard.press(*keys)
        await go_to_field(dashboard, "Notes")
        await dashboard.press(*keys)
        await dashboard.press("enter")
        await dashboard.type("more")
        assert dashboard.place == "Form"
        await dashboard.press("f2")
        now = dashboard.document("Oak Friends")
        assert now["service"] == keys
        assert now["notes"] == f"{keys}\nmore"


async def test_digits_and_letters_do_not_leave_a_choice(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """In a field of fixed words digits do nothing, letters choose, and Tab always leaves."""
    async with open_dashboard("4", "e") as dashboard:
        await go_to_field(dashboard, "Status")
        await dashboard.press("1", "2", "3", "4", "q", "question_mark")
        assert dashboard.place == "Form"
        assert dashboard.shows("< Partner >")
        await dashboard.press("g")
        assert dashboard.shows("< Grant only >")
        await dashboard.press("f2")
        assert dashboard.document("Oak Friends")["status"] == "grant-only"


async def test_saving_an_untouched_form_writes_nothing(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Saved without a change, the form closes and the file is as it was."""
    async with open_dashboard("4") as dashboard:
        before = dashboard.path.read_bytes()
        await dashboard.press("e", "f2")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.path.read_bytes() == before


async def test_emptying_a_field_takes_it_out_of_the_file(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A field emptied is absent in the file; undo brings it back."""
    async with open_dashboard("4", "e") as dashboard:
        await go_to_field(dashboard, "Place")
        await dashboard.press_at_once(*["backspace"] * 9)
        await go_to_field(dashboard, "Kind")
        await dashboard.press("left", "f2")
        now = dashboard.document("Oak Friends")
        assert now.keys() & {"place", "kind"} == set()
        await dashboard.press("u")
        assert dashboard.document("Oak Friends") == oak


async def test_what_was_added_is_found_even_where_the_list_is_narrowed(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Added while a search or filter hides it, the partner is shown, as the message says."""
    colleague.add("Oak Friends")

    async with open_dashboard("4", "slash", "o", "a", "k", "enter", "a") as dashboard:
        await dashboard.type("Elm")
        await dashboard.press("enter")
        assert dashboard.cursor_line.startswith("Elm")
        await dashboard.press("f", "4", "a")
        await dashboard.type("Ash")
        await dashboard.press("enter")
        assert dashboard.cursor_line.startswith("Ash")
        await dashboard.press("enter")
        assert dashboard.lines[0].startswith(" Ash")


async def test_a_pasted_text_is_shown_with_signs_and_refused_in_words(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Escape codes that a paste brings never reach the screen, in no kind of field."""
    evil = "A\x1b[2J\x07\u202eB"

    async with open_dashboard("4", "e") as dashboard:
        for label in ("Service", "Notes"):
            await go_to_field(dashboard, label)
            await dashboard.paste(evil)
            assert "\x1b" not in dashboard.text
            assert "\u202e" not in dashboard.text
            assert dashboard.shows("A␛[2J␇⟨U+202E⟩B")
        await dashboard.press("escape", "y", "slash")
        await dashboard.paste(evil)
        assert "\x1b" not in dashboard.text
        assert "\u202e" not in dashboard.text


async def test_at_light_the_seldom_fields_wait_for_a_key(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Only what is asked for or filled is shown; F4 or the button shows the rest and goes there."""
    colleague.set("Oak Friends", service="Parks")

    async with open_dashboard("4", "e", size=(80, 100)) as dashboard:
        for label in ("Place", "Ward", "Service", "Notes"):
            assert f"   {label}" in dashboard.text or f"  {label}\n" in dashboard.text
        assert "Web address" not in dashboard.text
        assert "F4 More fields" in dashboard.lines[-1]
        await dashboard.press("f4")
        assert dashboard.shows("Web address")
        assert label_of(dashboard) == "Why this level"
        assert "F4" not in dashboard.text
        await dashboard.press("f4", "escape", "e", "shift+tab", "shift+tab", "enter")
        assert dashboard.place == "Form"
        assert dashboard.shows("Web address")


@pytest.mark.parametrize("level", ["standard", "full"])
async def test_above_light_every_field_is_shown(
    open_dashboard: OpenDashboard, colleague: Colleague, level: str
) -> None:
    """At standard and full nothing waits for a key."""
    colleague.add("Oak Friends", level=level)

    async with open_dashboard("4", "e", size=(80, 100)) as dashboard:
        assert dashboard.shows("Web address")
        assert "F4" not in dashboard.text


async def test_a_partner_is_made_part_of_a_joint_body_by_name(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """A few letters are understood and said back; a circle is refused at the field."""
    colleague.add("Oak Friends", level="full")
    forum = colleague.add("Parks Forum", level="full")

    async with open_dashboard("4", "e") as dashboard:
        await go_to_field(dashboard, "Part of")
        await dashboard.type("forum")
        assert dashboard.shows("That is Parks Forum.")
        await dashboard.press("enter")
        assert dashboard.shows("Made Oak Friends part of Parks Forum. Saved.")
        oak = dashboard.document("Oak Friends")
        assert oak["part_of"] == [forum["id"]]
        await dashboard.press("end", "e")
        await go_to_field(dashboard, "Part of")
        await dashboard.type("Oak Friends")
        await dashboard.press("enter")
        assert dashboard.shows("it would be a circle")
        assert "part_of" not in dashboard.document("Parks Forum")


async def test_the_fields_that_wait_are_made_when_they_are_asked_for(
    open_dashboard: OpenDashboard, oak: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed stays, Tab goes in the order of the form, and a refusal shows its field."""
    async with open_dashboard("4", "e") as dashboard:
        form = dashboard.app.screen
        assert isinstance(form, Form)
        seldom = [field.label for field in form.fields if not field.is_attached]
        assert "Web address" in seldom
        await go_to_field(dashboard, "Place")
        await dashboard.type(" North")
        await dashboard.press_at_once("f4", "f4", "W")
        assert label_of(dashboard) == seldom[0]
        assert getattr(dashboard.app.focused, "value", "") == "W"
        assert [field.label for field in form.query(Field)] == [f.label for f in form.fields]
        visited = []
        for _ in form.fields:
            visited.append(label_of(dashboard))
            await dashboard.press("tab")
        order = [field.label for field in form.fields]
        begins = order.index(seldom[0])
        assert visited[:8] == order[begins : begins + 8]
        await dashboard.press("f2")
        now = dashboard.document("Oak Friends")
        assert (now["place"], now["level_reason"]) == ("Millbrook North", "W")

        await dashboard.press("e")
        form = dashboard.app.screen
        assert isinstance(form, Form)
        monkeypatch.setattr(form, "propose", _refuse_web_address)
        await dashboard.press("end")
        await dashboard.type("X")
        await dashboard.press("enter")
        assert dashboard.shows("Web address: it is not one of ours.")
        assert label_of(dashboard) == "Web address"
        assert form.fields[0].value == "Oak FriendsX"


def _refuse_web_address(document: Document, typed: Mapping[str, str]) -> Proposal:
    """Refuse whatever is typed, for a field that nobody asked for yet."""
    raise FieldsRefused([Problem("web", "it is not one of ours")])


async def test_what_a_colleague_changed_in_a_field_that_waits_is_met_there(
    open_dashboard: OpenDashboard,
    oak: Fields,
    colleague: Colleague,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After a conflict the form holds what is stored, in the fields that were not shown too."""
    monkeypatch.setattr("tuiapp.screens.shared.conflict.READING_SECONDS", 0.0)
    async with open_dashboard("4", "e") as dashboard:
        await go_to_field(dashboard, "Place")
        await dashboard.type(" North")
        colleague.set("Oak Friends", place="Amber Hill", web="https://oak.example.org")
        await dashboard.press("enter", "2")
        assert dashboard.place == "Form"
        await dashboard.press("f4")
        assert "https://oak.example.org" in [
            field.value for field in dashboard.app.screen.query(Field)
        ]


def toasts(dashboard: Dashboard) -> list[str]:
    """Return the messages in the corner, oldest first; no test draws them."""
    return [str(toast.message) for toast in dashboard.app._notifications]


async def test_ctrl_z_takes_back_what_was_typed_in_a_field(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """The field holds what it held before, as if nothing had been typed; Ctrl+Y types it again."""
    async with open_dashboard("4", "e", "end", "Z", "ctrl+z") as dashboard:
        assert "Oak FriendsZ" not in dashboard.text
        await dashboard.press("ctrl+y")
        assert "Oak FriendsZ" in dashboard.text
        await dashboard.press("ctrl+z", "escape")
        assert dashboard.place == "RegisterScreen"


async def test_ctrl_z_elsewhere_says_which_key_takes_back_a_change(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """The key differs between lists and fields: it is named, and nothing is taken back."""
    async with open_dashboard("4", "ctrl+z") as dashboard:
        assert toasts(dashboard)[-1] == "u takes back your last change."
        await dashboard.press("e", "tab", "ctrl+z")
        assert toasts(dashboard)[-1] == "Leave this with Esc; then u takes back your last change."
        assert "Oak Friends" in dashboard.documents


async def test_ctrl_c_in_a_field_copies_what_is_selected_and_else_names_the_key_to_leave(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Where q would be typed, the way out is told before it."""
    async with open_dashboard("4", "ctrl+c") as dashboard:
        assert toasts(dashboard)[-1] == "q leaves the dashboard."
        await dashboard.press("e")
        await dashboard.press("ctrl+c")
        assert toasts(dashboard)[-1] == "Leave this with Esc; then q leaves the dashboard."
        await dashboard.press("home", "shift+end", "ctrl+c")
        assert dashboard.app.clipboard == "Oak Friends"
