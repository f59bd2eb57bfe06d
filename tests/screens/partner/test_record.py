"""The record of a partner: its parts line by line, each item added, changed, done and removed."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tests.screens.conftest import Colleague, Dashboard, Fields, OpenDashboard
from tests.screens.shared.test_form import go_to_field, label_of
from tests.screens.test_resume_drafts import Leave, drafts, go_on, leave, leftovers
from tuiapp.content.loader import load_guide
from tuiapp.domain.register import part_edits
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.widgets.fields import Field

RECORD = ("4", "enter", "left", "left")
__all__ = ["leave"]  # a fixture, shared with the tests of drafts


def put(colleague: Colleague, part: str, /, item_id: str | None = None, **fields: str) -> None:
    """Let somebody else put an item into the record of the only partner."""
    (document,) = colleague.register.snapshot.documents.values()
    names = {name.replace("__", "."): text for name, text in fields.items()}
    colleague.register.save(
        part_edits.put_item(
            document, PARTS[part], names, today=NOON.date(), by=colleague.by, item_id=item_id
        )
    )


def items(dashboard: Dashboard, part: str) -> list[Fields]:
    """Return what the file holds of a part of the only partner."""
    (document,) = dashboard.documents.values()
    held: dict[str, Fields] = document.get(part, {})
    return list(held.values())


async def go_to(dashboard: Dashboard, words: str) -> None:
    """Press the down arrow until the line under the cursor begins with some words."""
    await dashboard.press("g")
    for _ in range(60):
        if dashboard.cursor_line.startswith(words):
            return
        await dashboard.press("down")
    raise AssertionError(f"no line '{words}' on:\n{dashboard.text}")


async def clear(dashboard: Dashboard) -> None:
    """Empty the field that has the focus."""
    await dashboard.press("end")
    await dashboard.press_at_once(*["backspace"] * 40)


async def test_a_light_partner_shows_what_it_is_asked_for_and_the_rest_on_request(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The parts stand in their order; one that holds something is shown, others after a line."""
    put(colleague, "risks", title="No insurance")

    async with open_dashboard(*RECORD, size=(80, 50)) as dashboard:
        shown = [line for line in dashboard.lines if line and not line.startswith((" ", ">"))]
        assert shown == [
            *("Actions", "Meetings and visits", "Contact log", "Agreements", "Documents"),
            *("Other contacts", "Results"),
            "Risks",
        ]
        assert dashboard.shows("No insurance, 4 of 16 (2 by 2)")
        await dashboard.press("end")
        assert dashboard.cursor_line == "More parts: Enter shows them all"
        await dashboard.press("enter")
        for heading in ("Rests on", "Money", "Benefits brought", "Reviews"):
            assert heading in dashboard.lines
        assert dashboard.cursor_line == "Add a dependency"
        assert "More parts" not in dashboard.text


@pytest.mark.parametrize("level", ["standard", "full"])
async def test_above_light_every_part_is_shown(
    open_dashboard: OpenDashboard, colleague: Colleague, level: str
) -> None:
    """At standard and full no part waits for a request."""
    colleague.add("Oak Friends", level=level)

    async with open_dashboard(*RECORD, size=(80, 50)) as dashboard:
        assert "Reviews" in dashboard.lines
        assert "More parts" not in dashboard.text


async def test_an_action_is_added_changed_done_and_removed(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Each deed is one edit, the cursor stays on the action, and u takes each back."""
    async with open_dashboard(*RECORD, "enter") as dashboard:
        await dashboard.type("Send the lease")
        await dashboard.press("tab", "tab")
        await dashboard.type("fri")
        assert dashboard.shows("That is Friday 27 November 2026.")
        await dashboard.press("enter")
        (action,) = items(dashboard, "actions")
        assert action == {
            "title": "Send the lease",
            "owner": "Parks officer",
            "due": "2026-11-27",
        }
        line = "Send the lease, Parks officer, due 27 November 2026"
        assert dashboard.cursor_line == f"[ ] {line}"
        assert dashboard.shows("Added action 'Send the lease'. Saved.")

        await dashboard.press("enter")
        await dashboard.type(" back")
        await dashboard.press("f2")
        assert items(dashboard, "actions")[0] == {**action, "title": "Send the lease back"}
        await dashboard.press("space")
        assert items(dashboard, "actions")[0]["done_on"] == "2026-11-22"
        assert dashboard.cursor_line.startswith("[x] Send the lease back")
        await dashboard.press("space")
        assert "done_on" not in items(dashboard, "actions")[0]
        assert dashboard.cursor_line.startswith("[ ] Send the lease back")

        await dashboard.press("d")
        assert items(dashboard, "actions") == []
        assert dashboard.shows("Removed the action. Saved; u brings it back.")
        await dashboard.press("u")
        assert items(dashboard, "actions")[0]["title"] == "Send the lease back"


async def test_of_a_long_log_and_of_what_is_done_the_newest_are_shown(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The newest come first, Enter shows the others, and every open action is always shown."""
    for day in range(1, 9):
        put(colleague, "log", note=f"Call {day}", on=f"{day}/11/2026")
        put(colleague, "actions", title=f"Did {day}", done_on=f"{day}/11/2026")
        put(colleague, "actions", title=f"Open {day}")

    async with open_dashboard(*RECORD, size=(80, 70)) as dashboard:
        lines = [line.strip("> ") for line in dashboard.lines]
        at = lines.index("Actions")
        assert [line[4:10] for line in lines[at + 1 : at + 9]] == [f"Open {n}" for n in range(1, 9)]
        assert [line[:9] for line in lines[at + 9 : at + 12]] == [
            f"[x] Did {n}"[:9] for n in (8, 7, 6)
        ]
        assert lines[at + 12] == "5 older: Enter shows them"
        at = lines.index("Contact log")
        assert [line[-6:] for line in lines[at + 1 : at + 6]] == [
            f"Call {n}" for n in range(8, 3, -1)
        ]
        assert lines[at + 6] == "3 older: Enter shows them"
        await go_to(dashboard, "3 older")
        await dashboard.press("d", "enter")
        assert dashboard.cursor_line == "3 November 2026, Call: Call 3"
        assert dashboard.shows("Call 1")
        assert "[x] Did 1" not in dashboard.text


async def test_d_on_a_line_without_an_item_removes_nothing(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Where there is no item under the cursor the partner stays as well, and space does nothing."""
    async with open_dashboard(*RECORD, "d") as dashboard:
        assert dashboard.shows("There is nothing on this line to remove.")
        await dashboard.press("space", "end", "d")
        assert dashboard.documents == {"Oak Friends": oak}


async def test_every_part_opens_a_form_of_its_own_that_can_be_left(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Each line that adds something opens a form or a list to choose from; Esc comes back to it."""
    colleague.add("Oak Friends", level="full")

    async with open_dashboard(*RECORD) as dashboard:
        for part in PARTS.values():
            await go_to(dashboard, "Add a" + ("n " if part.one[0] in "aeiou" else " ") + part.one)
            line = dashboard.cursor_line
            await dashboard.press("enter")
            assert dashboard.place in ("Form", "LogForm", "Pick"), part
            await dashboard.press("escape")
            assert (dashboard.place, dashboard.cursor_line) == ("PartnerScreen", line)


async def test_a_benefit_is_chosen_from_the_guide(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """The list holds the guide's benefits; the item's id is the benefit's, the line its heading."""
    colleague.add("Oak Friends", level="full")
    first, second = load_guide().benefits[:2]

    async with open_dashboard(*RECORD) as dashboard:
        await go_to(dashboard, "Add a benefit")
        await dashboard.press("enter")
        assert dashboard.cursor_line == first.heading
        await dashboard.press("enter")
        assert dashboard.place == "Form"
        await dashboard.type("40 volunteers")
        await dashboard.press("enter")
        (document,) = dashboard.documents.values()
        assert document["benefits"] == {first.id: {"evidence": "40 volunteers", "on": "2026-11-22"}}
        assert dashboard.cursor_line.startswith(first.heading[:40])
        await dashboard.press("down", "enter")
        assert dashboard.cursor_line == second.heading


async def test_an_agreement_that_ends_before_it_starts_is_told_at_its_field(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A problem of the period, of a day in it or of its notice lands beside what was typed."""
    async with open_dashboard(*RECORD, size=(80, 50)) as dashboard:
        await go_to(dashboard, "Add an agreement")
        await dashboard.press("enter")
        await go_to_field(dashboard, "Title")
        await dashboard.type("Licence")
        await go_to_field(dashboard, "Starts")
        await dashboard.type("1/4/2027")
        await go_to_field(dashboard, "Ends")
        await dashboard.type("never")
        await dashboard.press("enter")
        assert dashboard.shows("Ends: it is not a date")
        await clear(dashboard)
        await dashboard.type("1/4/2026")
        await dashboard.press("enter")
        assert dashboard.shows("it ends before it starts; change")
        assert label_of(dashboard).startswith("Notice")
        await dashboard.type("ninety")
        await dashboard.press("enter")
        assert dashboard.shows("Notice in days: 'ninety' is not a whole number; ")
        assert items(dashboard, "agreements") == []
        await clear(dashboard)
        await dashboard.type("90")
        await dashboard.press("shift+tab")
        await clear(dashboard)
        await dashboard.type("31 mar 2028")
        await dashboard.press("enter")
        assert items(dashboard, "agreements")[0]["period"] == {
            "starts": "2027-04-01",
            "ends": "2028-03-31",
            "notice_days": 90,
        }
        await dashboard.press("enter")
        assert dashboard.shows("31 March 2028")
        assert "That is" not in dashboard.text


async def test_the_cursor_stays_on_its_line_when_somebody_else_saves(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """What comes in above it moves the line, and not the cursor off it."""
    put(colleague, "actions", title="Mend the gate", due="1/3/2027")

    async with open_dashboard(*RECORD) as dashboard:
        assert dashboard.cursor_line.startswith("[ ] Mend the gate")
        put(colleague, "actions", title="Ring Jo", due="tomorrow")
        dashboard.app._look_again()
        await dashboard.settle()
        assert dashboard.shows("[ ] Ring Jo")
        assert dashboard.cursor_line.startswith("[ ] Mend the gate")


async def test_two_fields_of_one_item_both_survive(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """One changes the title while the other changes the day: both are stored, nobody is asked."""
    put(colleague, "actions", "gate", title="Mend the gate")

    async with open_dashboard(*RECORD, "enter") as dashboard:
        await dashboard.type(" again")
        put(colleague, "actions", "gate", due="1/3/2027")
        await dashboard.press("f2")
        assert dashboard.place == "PartnerScreen"
        assert items(dashboard, "actions") == [
            {"title": "Mend the gate again", "due": "2027-03-01"}
        ]


@pytest.mark.parametrize(("answer", "held"), [("1", "Mend the gate, mine"), ("2", "Theirs")])
async def test_two_officers_on_one_field_of_an_item_are_asked(
    open_dashboard: OpenDashboard,
    oak: Fields,
    colleague: Colleague,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    held: str,
) -> None:
    """The dialog shows both values, and whatever is chosen holds."""
    monkeypatch.setattr("tuiapp.screens.shared.conflict.READING_SECONDS", 0.0)
    put(colleague, "actions", "gate", title="Mend the gate")

    async with open_dashboard(*RECORD, "enter") as dashboard:
        await dashboard.type(", mine")
        put(colleague, "actions", "gate", title="Theirs")
        await dashboard.press("f2")
        assert dashboard.place == "ConflictDialog"
        assert dashboard.shows("Oak Friends: Action 'Theirs', title")
        assert dashboard.shows("Yours: Mend the gate, mine")
        await dashboard.press(answer)
        assert items(dashboard, "actions")[0]["title"] == held


async def test_of_a_period_that_was_left_to_somebody_else_every_day_is_shown(
    open_dashboard: OpenDashboard,
    oak: Fields,
    colleague: Colleague,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A period is one value: theirs stands in the form's fields, what was typed below."""
    monkeypatch.setattr("tuiapp.screens.shared.conflict.READING_SECONDS", 0.0)
    put(colleague, "agreements", "lease", title="Lease", period__ends="1/4/2027")

    async with open_dashboard(*RECORD, size=(80, 50)) as dashboard:
        await go_to(dashboard, "Memorandum")
        await dashboard.press("enter")
        await go_to_field(dashboard, "Ends")
        await clear(dashboard)
        await dashboard.type("1/4/2030")
        put(colleague, "agreements", "lease", period__starts="1/4/2025", period__ends="1/4/2028")
        await dashboard.press("f2", "2")
        assert dashboard.place == "Form"
        values = {field.field_name: field.value for field in dashboard.app.screen.query(Field)}
        assert (values["period.starts"], values["period.ends"]) == ("2025-04-01", "2028-04-01")
        assert dashboard.shows("You had typed: 1/4/2030")


@pytest.mark.parametrize("is_new", [True, False])
async def test_what_was_typed_in_an_item_outlives_its_session(
    open_dashboard: OpenDashboard,
    leave: Leave,
    oak: Fields,
    colleague: Colleague,
    is_new: bool,
) -> None:
    """The next start offers the text, opens the form on it, and saves it to the same item."""
    if not is_new:
        put(colleague, "actions", "gate", title="Mend the gate", due="1/3/2027")
    await leave(*RECORD, "enter", text=" and lock")

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were writing an entry (action) for Oak Friends")
        await go_on(dashboard)
        assert dashboard.place == "Form"
        await dashboard.type("s")
        await dashboard.press("f2")
        assert dashboard.shows("[Record]")
        (action,) = items(dashboard, "actions")
        assert action["title"] == ("and locks" if is_new else "Mend the gate and locks")
        assert leftovers() == []


async def test_an_item_saved_in_the_last_instant_is_not_offered(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields, colleague: Colleague
) -> None:
    """Where the item holds what was typed already there is nothing to go on with."""
    put(colleague, "actions", "gate", title="Mend the gate")
    await leave(*RECORD, "enter", text=" now")
    assert [draft["topic"] for draft in drafts()] == ["actions:gate"]
    put(colleague, "actions", "gate", title="Mend the gate now")

    async with open_dashboard() as dashboard:
        assert dashboard.place == "TodayScreen"
        assert leftovers() == []


async def test_a_colleagues_value_is_not_written_over_by_an_item_brought_back(
    open_dashboard: OpenDashboard, leave: Leave, oak: Fields, colleague: Colleague
) -> None:
    """A draft of a period is compared with what its author saw."""
    put(colleague, "agreements", "lease", title="Lease", period__ends="1/4/2027")
    await leave(*RECORD, *["down"] * 3, "enter", text=" or so", field="Ends")
    put(colleague, "agreements", "lease", period__ends="1/4/2028")

    async with open_dashboard() as dashboard:
        await go_on(dashboard)
        await clear(dashboard)
        await dashboard.type("1/4/2030")
        await dashboard.press("f2")
        assert dashboard.place == "ConflictDialog"
        assert items(dashboard, "agreements")[0]["period"] == {"ends": "2028-04-01"}


async def test_a_small_window_shows_the_record(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """At 40 by 12 the part is named with its place, and its lines can be walked."""
    put(colleague, "actions", title="Mend the gate")

    async with open_dashboard(*RECORD, size=(40, 12)) as dashboard:
        assert dashboard.shows("< Record >  4 of 5")
        assert dashboard.cursor_line == "[ ] Mend the gate"
        await go_to(dashboard, "More parts")


async def test_a_result_is_chosen_from_the_guide_or_our_own(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """One of the guide's brings its name and unit, so that figures of several partners add up."""
    colleague.add("Oak Friends")
    result = load_guide().results[0]

    async with open_dashboard(*RECORD) as dashboard:
        await go_to(dashboard, "Add a result")
        await dashboard.press("enter", "down", "enter", "f2")
        held = dashboard.document("Oak Friends")["results"][result.id]
        assert (held["name"], held["unit"]) == (result.name, result.unit)
        await go_to(dashboard, "Add a result")
        await dashboard.press("enter", "enter")
        await dashboard.type("Bat boxes")
        await dashboard.press("f2")
        names = [held["name"] for held in dashboard.document("Oak Friends")["results"].values()]
        assert sorted(names) == sorted([result.name, "Bat boxes"])


@pytest.mark.parametrize(
    ("line", "title", "field", "wrong", "told", "right", "kept", "stored"),
    [
        (
            "Add an action",
            "Action",
            "Due",
            "1/1/0001",
            "is before 1900",
            "1/1/1900",
            "due",
            "1900-01-01",
        ),
        (
            "Add a document",
            "Title",
            "Seen on",
            "+1d",
            "is still to come",
            "today",
            "seen_on",
            "2026-11-22",
        ),
        (
            "Add a document",
            "Title",
            "Runs until",
            "1/1/2201",
            "is after 2200",
            "+1y",
            "expires",
            "2027-11-22",
        ),
        (
            "Add an agreement",
            "Title",
            "Signed on",
            "1/1/999",
            "not a date",
            "4/6/1887",
            "signed_on",
            "1887-06-04",
        ),
    ],
)
async def test_a_date_that_cannot_be_meant_is_told_at_its_field(
    open_dashboard: OpenDashboard,
    oak: Fields,
    line: str,
    title: str,
    field: str,
    wrong: str,
    told: str,
    right: str,
    kept: str,
    stored: str,
) -> None:
    """The field says which dates it takes; nothing is saved until the date is one of them."""
    async with open_dashboard(*RECORD, size=(80, 60)) as dashboard:
        await go_to(dashboard, line)
        await dashboard.press("enter")
        await go_to_field(dashboard, title)
        await dashboard.type("Something")
        await go_to_field(dashboard, field)
        assert "A date from " in dashboard.said
        await dashboard.type(wrong)
        await dashboard.press("f2")
        assert told in dashboard.said
        held = [items(dashboard, part) for part in ("actions", "documents", "agreements")]
        assert held == [[], [], []]
        await clear(dashboard)
        await dashboard.type(right)
        await dashboard.press("f2")
        held = [items(dashboard, part) for part in ("actions", "documents", "agreements")]
        assert [item[kept] for several in held for item in several] == [stored]


@pytest.mark.parametrize("corrected", ["Starts", "Ends"])
async def test_an_error_of_two_fields_goes_when_either_is_right(
    open_dashboard: OpenDashboard, oak: Fields, corrected: str
) -> None:
    """An end before the start is right again with another end, and with another start."""
    async with open_dashboard(*RECORD, size=(80, 60)) as dashboard:
        await go_to(dashboard, "Add an agreement")
        await dashboard.press("enter")
        await go_to_field(dashboard, "Title")
        await dashboard.type("Lease")
        await go_to_field(dashboard, "Starts")
        await dashboard.type("22 November 2026")
        await go_to_field(dashboard, "Ends")
        await dashboard.type("21 November 2026")
        await dashboard.press("f2")
        assert dashboard.shows("it ends before it starts")
        await go_to_field(dashboard, corrected)
        await clear(dashboard)
        await dashboard.type("23 November 202")  # which cannot be read
        assert dashboard.shows("it ends before it starts")
        assert not dashboard.shows(f"{corrected}: it is")
        await dashboard.press_at_once(*["backspace"] * 3)
        await dashboard.type("2026" if corrected == "Ends" else "2025")
        assert "it ends before it starts" not in dashboard.said
        assert "to put right" not in dashboard.said
