"""Today: counts in one line, then what needs somebody, and Enter goes to it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOON
from tests.hostile import put_partner
from tests.screens.conftest import OFFICER, Colleague, Dashboard, Fields, OpenDashboard, stored
from tuiapp.content.loader import load_guide
from tuiapp.domain.attention.today import Asked, asked_of_us
from tuiapp.domain.choices import STATUSES, View
from tuiapp.domain.register import part_edits, partner_edits
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.register.partner_edits import GivenScore
from tuiapp.screens.today.today import TodayScreen
from tuiapp.widgets.rows import Rows

SETTLED: Fields = {"framework": "not-for-profit", "lead_officer": OFFICER}
"""The fields without which there is something to tidy up."""


def keep(colleague: Colleague, name: str, part: str, /, **fields: str) -> None:
    """Add an item to a part of a partner's record; days as typed, from the day of the test."""
    proposal = part_edits.put_item(
        stored(colleague.path)[name], PARTS[part], fields, today=NOON.date(), by=colleague.by
    )
    colleague.register.save(proposal)


def detail(dashboard: Dashboard, lines: int = 2) -> list[str]:
    """Return what the lines below the list say of the line with the > sign."""
    return [line.strip() for line in dashboard.lines[-1 - lines : -1]]


@pytest.fixture
def busy(colleague: Colleague) -> Colleague:
    """Return a colleague who filled the register with a need of every group."""
    colleague.add("Alder Friends", **SETTLED)
    colleague.add("Birch Trust", framework="statutory", level="standard")
    colleague.add("Cedar Society", level="full")
    colleague.add("Elm Society", status="not-yet-looked-at")
    keep(colleague, "Alder Friends", "documents", kind="insurance", expires="-5d")
    keep(colleague, "Birch Trust", "documents", kind="safeguarding", expires="+20d")
    keep(colleague, "Alder Friends", "actions", title="Send the lease", due="-1d", owner="Estates")
    keep(colleague, "Birch Trust", "log", note="Met", kind="meeting", on="-100d")
    keep(colleague, "Elm Society", "documents", kind="insurance", expires="-400d")
    return colleague


async def test_an_empty_register_says_the_next_step_and_enter_opens_the_form(
    open_dashboard: OpenDashboard,
) -> None:
    """Without partners, Enter on the only line adds the first one, and Esc leads back here."""
    async with open_dashboard() as dashboard:
        assert dashboard.cursor_line == "Press Enter to add the first partner"

        await dashboard.press("enter")
        assert dashboard.lines[0].strip() == "Add a partner"
        await dashboard.type("Heron Wood Trust")
        await dashboard.press("enter")
        assert dashboard.document("Heron Wood Trust")["status"] == "partner"
        assert dashboard.cursor_line.startswith("Heron Wood Trust")

        await dashboard.press("escape")
        assert dashboard.lines[0].startswith(" 1 Today")
        assert "Heron Wood Trust: Say in two lines why" in dashboard.cursor_line
        assert "No partners yet" not in dashboard.text


async def test_counts_and_next_steps_are_those_of_accepted_partners(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Every status is counted; only accepted partners have a next step, in the order of names."""
    for status in STATUSES:
        colleague.add(f"The {status} body", status=status)
    colleague.add("Alder Friends", framework="not-for-profit")

    async with open_dashboard() as dashboard:
        assert (
            "2 partners, 1 not yet looked at, 1 grant only, 1 not one of ours, 1 ended"
            in dashboard.said
        )
        steps = [line for line in dashboard.lines if "Say in two lines why" in line]
        assert [step[2:].split(":")[0] for step in steps] == ["Alder Friends", "The partner body"]
        for status in ("not-yet-looked-at", "grant-only", "not-ours", "ended"):
            assert f"The {status} body" not in dashboard.text
        assert dashboard.shows("No lead officer: 2 partners")
        assert dashboard.shows("No framework: 1 partner")


async def test_enter_on_a_next_step_opens_that_partner(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Enter opens the partner of the line with the > sign; Esc comes back to the line."""
    colleague.add("Alder Friends")
    colleague.add("Oak Friends")

    async with open_dashboard("down", "enter") as dashboard:
        assert dashboard.lines[0].startswith(" Oak Friends · Partner")
        await dashboard.press("escape")
        assert dashboard.cursor_line.startswith("Oak Friends: Say in two lines")
        await dashboard.press("up", "enter")
        assert dashboard.lines[0].startswith(" Alder Friends · Partner")


async def test_what_is_not_yet_looked_at_opens_the_register_narrowed_to_it(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """The line about imported ones lists just them; accepted one by one, they ask for something."""
    colleague.add("Oak Friends")
    colleague.add("Elm Society", status="not-yet-looked-at")
    colleague.add("Ash Society", status="not-yet-looked-at")

    async with open_dashboard("end") as dashboard:
        assert dashboard.cursor_line.startswith("2 organisations not yet looked at")
        assert "Elm Society" not in dashboard.text
        await dashboard.press("enter")
        assert "2 organisations · Not yet looked at" in dashboard.lines[0]
        assert "Oak Friends" not in dashboard.text

        await dashboard.press("y", "1", "2")
        assert dashboard.document("Ash Society")["status"] == "partner"
        assert dashboard.document("Ash Society")["framework"] == "statutory"
        assert dashboard.cursor_line.startswith("Elm Society")
        await dashboard.press("y", "2")
        assert dashboard.document("Elm Society")["status"] == "grant-only"
        assert dashboard.shows("Esc goes back")

        await dashboard.press("escape")
        assert dashboard.shows("2 partners, 1 grant only")
        assert dashboard.shows("Ash Society: Say in two lines")
        assert "not yet looked at" not in dashboard.text


async def test_a_step_that_is_done_gives_way_to_the_next(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Back from the partner, Today shows what comes after the item that was ticked."""
    colleague.add("Oak Friends")

    async with open_dashboard("enter", "space", "escape") as dashboard:
        assert dashboard.cursor_line.startswith("Oak Friends: Choose the route")
        await dashboard.press("u")
        assert dashboard.cursor_line.startswith("Oak Friends: Say in two lines")
        await dashboard.press("ctrl+r")
        assert dashboard.cursor_line.startswith("Oak Friends: Choose the route")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_each_of_the_four_screens_is_one_digit_away(
    open_dashboard: OpenDashboard, size: tuple[int, int]
) -> None:
    """A digit shows its screen, which says its digit and name at the top."""
    async with open_dashboard(size=size) as dashboard:
        for digit, name in (("2", "Guide"), ("3", "Explore"), ("4", "Register"), ("1", "Today")):
            await dashboard.press(digit)
            assert dashboard.lines[0].startswith(f" {digit} {name}")


async def test_a_register_that_everybody_can_read_is_warned_of(
    open_dashboard: OpenDashboard, register_path: Path
) -> None:
    """The first screen says so, with the command that closes it; nothing else is held up."""
    register_path.chmod(0o644)
    async with open_dashboard() as dashboard:
        assert dashboard.shows("Everybody on this computer can read")
        assert dashboard.shows("chmod o-rw")
        await dashboard.press("4")
        assert dashboard.place == "RegisterScreen"


async def test_needs_stand_in_groups_by_consequence(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """Must do first, the latest at its top; tidying up is one line a kind, with its count."""
    async with open_dashboard() as dashboard:
        listed = [line.rstrip(" ▁▂▃▄▅▆▇█") for line in dashboard.lines[4:-5]]
        assert listed == [
            "Must do",
            "> Alder Friends: Insurance ended 17 November 2026",
            "  Birch Trust: Safeguarding policy ends 12 December 2026, within 30 days",
            "Promised",
            "  Alder Friends: Send the lease: overdue, due 21 November 2026",
            "Gone quiet",
            "  Birch Trust: Last reached 14 August 2026, 100 days ago",
            "Next steps",
            "  Alder Friends: Say in two lines why this needs a partnership",
            "  Birch Trust: Say in two lines why this needs a partnership",
            "  Cedar Society: Say in two lines why this needs a partnership",
            "Tidy up",
            "  No review planned: 3 partners",
            "  No exit plan: 2 partners",
            "  No lead officer: 2 partners",
        ]
        await dashboard.press("end")
        assert dashboard.cursor_line.startswith("1 organisation not yet looked at")


async def test_the_lines_below_say_why_and_what_to_do(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """They follow the cursor; in a small window they tell what the list has no room for."""
    async with open_dashboard() as dashboard:
        assert detail(dashboard) == [
            "Without it nobody pays if something goes wrong.",
            "Ask for the new one, see it, and note its end.",
        ]
        await dashboard.press("down", "down")
        assert detail(dashboard) == [
            "Estates said it would be done.",
            "Do it, or say when it will be done.",
        ]
        await dashboard.press("1")  # nothing of it is lost on the way
        assert detail(dashboard)[0] == "Estates said it would be done."
    async with open_dashboard("down", "down", size=(40, 12)) as dashboard:
        assert dashboard.cursor_line.startswith("Alder Frien…: Send the lease")
        assert detail(dashboard, 3) == [
            "Send the lease: overdue, due 21",
            "November 2026",
            "Do it, or say when it will be done.",
        ]


async def test_enter_on_a_need_opens_the_line_in_which_it_is_met(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """The document, the action or the line that logs a call is under the cursor at once."""
    async with open_dashboard("enter") as dashboard:
        assert dashboard.shows("[Record]")
        assert dashboard.cursor_line.startswith("Insurance, until 17 November 2026")
        await dashboard.press("escape", "down", "down", "enter")
        assert dashboard.cursor_line.startswith("[ ] Send the lease")
        await dashboard.press("escape", "down", "enter")
        assert dashboard.lines[0].startswith(" Birch Trust")
        assert "log" in dashboard.cursor_line


async def test_enter_on_two_views_that_differ_opens_the_measure(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """The cursor is on the measure that the line is about, where it is scored."""
    oak = colleague.add("Oak Friends", **SETTLED)
    trust = next(measure for measure in load_guide().measures if measure.id == "trust")
    scores: dict[View, int] = {"council": 4, "partner": 1}
    for view, value in scores.items():
        given = partner_edits.score(
            oak, [GivenScore(trust, view, value)], on=NOON.date(), by=OFFICER
        )
        colleague.register.save(given)

    async with open_dashboard("end", "up", "enter", "down") as dashboard:
        assert dashboard.cursor_line.startswith("  Oak Friends: Trust: you differ by 3")
        await dashboard.press("enter")
        assert dashboard.shows("[Measures]")
        assert dashboard.cursor_line.startswith("Trust")


async def test_enter_on_a_kind_lists_whose_it_is_and_takes_the_list_away(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """Below the line stand its partners, each of which Enter opens; Enter on the kind closes it."""
    async with open_dashboard("end", "up", "up") as dashboard:
        assert dashboard.cursor_line == "No lead officer: 2 partners"
        assert detail(dashboard)[1] == "Enter lists them."
        await dashboard.press("enter", "down")
        assert dashboard.cursor_line == "  Birch Trust"
        assert detail(dashboard)[1] == "Name the post that leads for the council."
        await dashboard.press("down")
        assert dashboard.cursor_line.startswith("  Cedar Society")
        await dashboard.press("enter")
        assert dashboard.lines[0].startswith(" Cedar Society")

        await dashboard.press("escape", "up", "up", "enter")
        assert dashboard.cursor_line == "No lead officer: 2 partners"
        await dashboard.press("down")
        assert dashboard.cursor_line == "No framework: 1 partner"


async def test_a_line_is_put_off_until_a_day_with_a_reason(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """Both are asked for, the day is said back; the line goes, u brings it back, others stay."""
    async with open_dashboard("o") as dashboard:
        assert "Put off: Alder Friends: Insurance ended 17 November 2026" in dashboard.lines[0]
        await dashboard.type("+7d")
        assert dashboard.shows("That is Sunday 29 November 2026.")
        await dashboard.press("enter")
        assert dashboard.shows("Why: required")
        await dashboard.type("On its way [/]")
        await dashboard.press("enter")

        assert dashboard.shows("Put off. Saved; u brings it back.")
        assert "Insurance ended" not in dashboard.text
        assert dashboard.shows("Send the lease")
        (kept,) = dashboard.document("Alder Friends")["put_off"].values()
        assert kept == {"until": "2026-11-29", "reason": "On its way [/]", "by": OFFICER}
        await dashboard.press("u")
        assert dashboard.shows("Insurance ended")


async def test_what_somebody_else_saves_meanwhile_stays(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """While it is typed the list is looked through anew; both changes are kept."""
    async with open_dashboard("o") as dashboard:
        busy.set("Alder Friends", place="Millbrook")
        await dashboard.type("fri")
        await dashboard.press("tab")
        await dashboard.type("On its way")
        await dashboard.press("enter")
        alder = dashboard.document("Alder Friends")
        assert (alder["place"], len(alder["put_off"])) == ("Millbrook", 1)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("soon", "it is not a date"),
        ("yesterday", "21 November 2026 is not to come"),
        ("today", "22 November 2026 is not to come"),
        ("31/2/27", "there is no such day"),
    ],
)
async def test_a_day_that_cannot_be_is_told_at_its_field(
    open_dashboard: OpenDashboard, busy: Colleague, typed: str, told: str
) -> None:
    """What is wrong stands at the field, what was typed is still there, and Esc asks first."""
    async with open_dashboard("o") as dashboard:
        await dashboard.type(typed)
        await dashboard.press("enter")
        assert dashboard.shows(told)
        assert dashboard.shows(typed)
        await dashboard.press("escape", "y")
        assert dashboard.place == "TodayScreen"
        assert "put_off" not in dashboard.document("Alder Friends")


async def test_a_reason_that_cannot_be_kept_is_told_at_its_field(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """A reason of 400 characters is refused in words and stays in the field."""
    async with open_dashboard("o") as dashboard:
        await dashboard.type("fri")
        await dashboard.press("tab")
        await dashboard.paste("x" * 400)
        await dashboard.press("enter")
        assert dashboard.shows("300")
        assert dashboard.place == "Form"


async def test_a_line_half_put_off_is_offered_after_the_session_ended(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """The day and the reason come back at the next start, and nothing is left once saved."""
    async with open_dashboard("o") as dashboard:
        await dashboard.type("fri")
        await dashboard.press("tab")
        await dashboard.type("On its way")
        for opened in dashboard.app.drafts._open:  # what a process that dies gives back
            opened.leave()
    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were putting off 'Alder Friends: Insurance ended")
        await dashboard.press("1")
        await dashboard.settle()
        assert dashboard.shows("Brought back from")
        await dashboard.press("f2")
        (kept,) = dashboard.document("Alder Friends")["put_off"].values()
        assert (kept["until"], kept["reason"]) == ("2026-11-27", "On its way")
    async with open_dashboard() as dashboard:
        assert dashboard.place == "TodayScreen"


async def test_l_logs_with_the_partner_of_the_line(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """The form opens with the partner that the line under the cursor is about."""
    async with open_dashboard("l") as dashboard:
        assert "Log a contact with Alder Friends" in dashboard.lines[0]


async def test_what_is_no_partners_need_cannot_be_put_off(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """On a kind, a next step and the line to look through, o says which lines can be."""
    async with open_dashboard("end") as dashboard:
        for _ in range(5):
            await dashboard.press("o")
            assert dashboard.shows("Only what one partner needs can be put off")
            await dashboard.press("up")


async def test_m_shows_only_what_this_person_leads(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """The counts say so; m again shows all, and the cursor stays on its line."""
    async with open_dashboard("m") as dashboard:
        assert dashboard.shows("3 partners, 1 not yet looked at. Only mine: 1 partner led by")
        assert dashboard.shows("Alder Friends: Insurance ended")
        for name in ("Birch", "Cedar", "No lead officer", "To look through"):
            assert name not in dashboard.text
        await dashboard.press("down", "m")
        assert not dashboard.shows("Only mine")
        assert dashboard.shows("Birch Trust: Last reached")
        assert dashboard.cursor_line.startswith("Alder Friends: Send the lease")


async def test_m_where_nothing_is_mine_says_how_to_see_all(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """An empty list tells the key that fills it again."""
    colleague.add("Oak Friends", lead_officer="Trees officer")

    async with open_dashboard("m") as dashboard:
        assert dashboard.shows("Nothing of yours needs you now: m shows all again.")
        assert detail(dashboard) == ["", ""]
        await dashboard.press("o", "enter", "m")
        assert dashboard.shows("Oak Friends: Say in two lines")


async def test_a_partner_that_cannot_be_read_is_a_line_with_its_reason(
    open_dashboard: OpenDashboard, busy: Colleague, register_path: Path
) -> None:
    """It stands first, cannot be put off, and keeps no other line away."""
    put_partner(register_path, {"name": "Broken Ltd", "level": "huge"})

    async with open_dashboard() as dashboard:
        assert dashboard.cursor_line.startswith("Broken Ltd: cannot be read: level: 'huge'")
        assert dashboard.shows("Alder Friends: Insurance ended")
        await dashboard.press("o")
        assert dashboard.shows("Only what one partner needs")
        await dashboard.press("enter")
        assert dashboard.place == "PartnerScreen"


async def test_a_new_day_asks_for_what_it_asks_for(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """A dashboard left open overnight tells next morning what came due, without a key."""
    colleague.add("Oak Friends", **SETTLED)
    keep(colleague, "Oak Friends", "actions", title="Ring", due="+8d")

    async with open_dashboard() as dashboard:
        assert "Ring" not in dashboard.text
        screen = dashboard.app.screen
        assert isinstance(screen, TodayScreen)
        screen.today = lambda: NOON.date() + timedelta(days=1)
        screen.look_again()
        await dashboard.settle()
        assert dashboard.shows("Oak Friends: Ring: due 30 November 2026")


async def test_only_partners_that_changed_are_looked_at_again(
    open_dashboard: OpenDashboard, busy: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody saves costs looking at what they touched, not at the whole register."""
    async with open_dashboard() as dashboard:
        looked_at: list[str] = []

        def spy(document: Fields, *given: Any) -> Asked:
            looked_at.append(document["name"])
            return asked_of_us(document, *given)

        monkeypatch.setattr("tuiapp.screens.today.today.asked_of_us", spy)
        busy.set("Cedar Society", lead_officer="Trees officer")
        screen = dashboard.app.screen
        assert isinstance(screen, TodayScreen)
        screen.look_again()
        await dashboard.settle()
        assert dashboard.shows("No lead officer: 1 partner")
        assert looked_at == ["Cedar Society"]


async def test_a_date_out_of_bounds_in_the_file_is_a_line_that_says_how_to_put_it_right(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """It comes first with the partner's name, and all other lines stand as before."""
    agreement = {"title": "Old lease", "period": {"ends": "0005-01-02", "notice_days": 3660}}
    put_partner(busy.path, {"name": "Zelkova", "agreements": {"a1": agreement}})

    async with open_dashboard(size=(160, 45)) as dashboard:
        assert "Zelkova: cannot be read: agreements.period.ends: 2 January 5" in dashboard.said
        assert "Alder Friends: Insurance ended 17 November 2026" in dashboard.text
        await dashboard.press("home")
        assert dashboard.cursor_line.startswith("Zelkova")
        assert "Put it right with: partnertui record" in dashboard.said


@pytest.mark.parametrize(
    ("item", "place"),
    [("insurance-current", "Add a document"), ("need-stated", "[Overview]")],
)
async def test_an_item_done_without_its_fact_leads_to_where_the_fact_is_recorded(
    open_dashboard: OpenDashboard, colleague: Colleague, item: str, place: str
) -> None:
    """Enter on the line goes to the record's line that adds it, or to the partner to edit."""
    oak = colleague.add("Oak Friends", **SETTLED)
    ticked = load_guide().item(item)
    colleague.register.save(
        partner_edits.tick(oak, ticked, "done", by=colleague.by, on=NOON.date(), reason=None)
    )

    async with open_dashboard(size=(120, 45)) as dashboard:
        rows = dashboard.app.screen.query_one(Rows)
        if item == "need-stated":
            rows.go_to("kind/Done, but not recorded")
            await dashboard.press("enter")
        rows.go_to(f"{oak['id']}/unrecorded-{item}")
        await dashboard.pilot.pause()
        assert "Not recorded: " in dashboard.cursor_line
        await dashboard.press("enter")
        assert place in (dashboard.cursor_line if place.startswith("Add") else dashboard.text)
