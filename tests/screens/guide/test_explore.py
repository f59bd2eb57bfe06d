"""Explore beside the register: which partners bring a benefit, which are open to a pitfall."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.conftest import NOON
from tests.screens.conftest import Colleague, Dashboard, Fields, OpenDashboard, stored
from tuiapp.content.loader import load_guide
from tuiapp.domain.choices import State
from tuiapp.domain.models.guide import Benefit, Pitfall
from tuiapp.domain.register import part_edits, partner_edits
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.screens.shared import pacing

PITFALL = "Unclear governance"
"""A pitfall that two items close at the light level: people-named and terms-signed."""


def bring(colleague: Colleague, name: str, benefit: str, evidence: str) -> None:
    """Record that a partner brings a benefit."""
    values = {"evidence": evidence, "on": "2026-05-03"}
    put(colleague, name, "benefits", values, benefit)


def put(
    colleague: Colleague, name: str, part: str, values: dict[str, str], item_id: str | None = None
) -> None:
    """Add an item to a part of a partner's record."""
    document = stored(colleague.path)[name]
    today, by = NOON.date(), colleague.by
    colleague.register.save(
        part_edits.put_item(document, PARTS[part], values, today=today, by=by, item_id=item_id)
    )


def record_what_ticks_rest_on(colleague: Colleague, name: str) -> None:
    """Record the leads, their deputies and the signed terms of a partner."""
    colleague.set(name, lead_officer="Parks officer", deputy_officer="Ranger", contact="Secretary")
    put(colleague, name, "contacts", {"role": "Chair"})
    put(colleague, name, "agreements", {"title": "Terms", "signed_on": "2026-05-03"})


def tick(colleague: Colleague, name: str, item: str, state: State) -> None:
    """Record where a checklist item of a partner is."""
    document = stored(colleague.path)[name]
    item_ = load_guide().item(item)
    colleague.register.save(
        partner_edits.tick(document, item_, state, by=colleague.by, on=NOON.date(), reason=None)
    )


async def go_to(dashboard: Dashboard, heading: str) -> None:
    """Put the cursor on an entry of the list."""
    await dashboard.press("home")
    for _ in range(40):
        if dashboard.cursor_line.startswith(heading):
            return
        await dashboard.press("down")
    pytest.fail(f"no line begins with {heading}")


async def test_a_line_tells_how_many_of_ours_bring_it_or_are_open_to_it(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Only accepted partners count; where nothing is recorded it is not known, not open."""
    colleague.add("Elm Society")
    colleague.add("Ash Trust", status="not-yet-looked-at")
    bring(colleague, "Oak Friends", "local-reach", "Knows every street")
    bring(colleague, "Ash Trust", "local-reach", "It says so")
    tick(colleague, "Oak Friends", "people-named", "doing")

    async with open_dashboard("3") as dashboard:
        await dashboard.wait_for("1 brings it")
        assert dashboard.cursor_line.split("  ")[0] == "Local reach"
        assert dashboard.cursor_line.endswith("1 brings it")
        await go_to(dashboard, PITFALL)
        assert dashboard.cursor_line.endswith("1 open, 1 not known")
        await go_to(dashboard, "Hidden council costs")
        assert dashboard.cursor_line.endswith("none open, 2 not known")


async def test_without_accepted_partners_nothing_is_counted(
    open_dashboard: OpenDashboard,
) -> None:
    """An empty register says nothing of partners in the list, and why on the page."""
    async with open_dashboard("3") as dashboard:
        assert "bring" not in dashboard.text
        await dashboard.press("enter")
        assert dashboard.shows("There is no accepted partner yet. In the Register")


async def test_a_benefit_lists_who_brings_it_with_the_evidence(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Enter on the partner goes to where that is recorded; Esc comes back to the same line."""
    colleague.add("Elm Society")
    bring(colleague, "Elm Society", "local-reach", "Rings at every door")
    bring(colleague, "Oak Friends", "local-reach", "Knows every street")

    async with open_dashboard("3", "enter") as dashboard:
        await dashboard.wait_for("Brought by 2 of 2 accepted partners")
        assert "Elm Society: Rings at every door (3 May 2026)" in dashboard.cursor_line
        await dashboard.press("down")
        assert "Oak Friends: Knows every street (3 May 2026)" in dashboard.cursor_line
        await dashboard.press("enter")
        assert dashboard.lines[0].startswith(" Oak Friends")
        assert dashboard.cursor_line.startswith("Local reach: Knows every street")
        await dashboard.press("escape")
        assert dashboard.place == "EntryScreen"
        assert "Oak Friends: Knows every street" in dashboard.cursor_line
        await dashboard.press("escape")
        assert dashboard.cursor_line.startswith("Local reach")


async def test_a_pitfall_tells_who_is_open_to_it_why_and_what_would_close_it(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Enter goes to the item that would close it; ticked there, the page says so at once."""
    colleague.add("Elm Society")
    record_what_ticks_rest_on(colleague, "Oak Friends")
    tick(colleague, "Oak Friends", "people-named", "doing")
    tick(colleague, "Oak Friends", "terms-signed", "done")

    async with open_dashboard("3", size=(80, 60)) as dashboard:
        await go_to(dashboard, PITFALL)
        await dashboard.press("enter")
        await dashboard.wait_for("Open to this risk: 1 of 2 accepted partners")
        assert dashboard.cursor_line.strip() == "Oak Friends"
        assert dashboard.shows("Why: 'Name one lead and one deputy on each side' is still being")
        assert dashboard.shows("To close it: Name one lead and one deputy on each side.")
        assert dashboard.shows("Not known: 1 partner")
        assert dashboard.shows("Elm Society Look at: ")
        await dashboard.press("enter")
        assert dashboard.shows("[Checklist]")
        assert "Name one lead and one deputy on each side" in dashboard.cursor_line
        await dashboard.press("space", "escape")
        await dashboard.wait_for("Closed: 1 partner")
        assert dashboard.shows("Open to this risk: none of 2 accepted partners")
        assert dashboard.cursor_line.strip() == "Oak Friends"  # now among the closed ones


async def test_what_a_colleague_ticks_is_counted_again(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The list follows the register."""
    async with open_dashboard("3") as dashboard:
        await go_to(dashboard, PITFALL)
        await dashboard.wait_for("none open, 1 not known")
        tick(colleague, "Oak Friends", "people-named", "doing")
        await dashboard.press("1", "3")
        await dashboard.wait_for("1 open")
        assert dashboard.cursor_line.startswith(PITFALL)
        assert dashboard.cursor_line.endswith("1 open")


async def test_a_partner_that_cannot_be_read_is_told_and_hides_no_other(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """What is wrong with one record is said on the page, and the others are counted."""
    colleague.add("Elm Society")
    text = colleague.path.read_text()
    assert '"level": "light"' in text
    colleague.path.write_text(text.replace('"level": "light"', '"level": "heavy"', 1))

    async with open_dashboard("3", "end", "enter", size=(80, 60), read_only=True) as dashboard:
        await dashboard.wait_for("Cannot be read: 1 partner")
        assert dashboard.shows("Not known: 1 partner")


async def test_filter_by_family_framework_and_ours(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Key f narrows the list, the title says to what, and Esc shows everything again."""
    bring(colleague, "Oak Friends", "other-income", "A plant sale")
    guide = load_guide()
    weighed: list[Benefit | Pitfall] = [*guide.benefits, *guide.pitfalls]
    money = [entry.heading for entry in guide.benefits if entry.family == "money"]
    statutory = {entry.heading for entry in weighed if "statutory" in entry.frameworks}

    async with open_dashboard("3", size=(80, 60)) as dashboard:
        await dashboard.wait_for("1 brings it")

        def listed() -> list[str]:
            lines = [line[2:].split("   ")[0].strip() for line in dashboard.lines[1:-1]]
            headings = {entry.heading for entry in weighed}
            return [line for line in lines if line in headings]

        everything = listed()
        assert len(everything) == 25
        await dashboard.press("f", "5", "5")
        assert listed() == money
        assert "Money" in dashboard.lines[0]
        await dashboard.press("escape")
        assert listed() == everything
        await dashboard.press("f", "6", "2")
        assert set(listed()) == statutory
        assert "Statutory partnership" in dashboard.lines[0]
        await dashboard.press("f", "2")
        assert set(listed()) == {benefit.heading for benefit in guide.benefits}
        await dashboard.press("f", "3")
        assert set(listed()) == {pitfall.heading for pitfall in guide.pitfalls}
        await dashboard.press("f", "4")
        assert listed() == ["Other income sources"]
        await dashboard.press("f", "1")
        assert listed() == everything


async def test_an_entry_leads_to_the_entries_it_names(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """From a benefit to one it helps, and back; from a pitfall to an item that closes it."""
    async with open_dashboard("3", "enter", size=(80, 60)) as dashboard:
        await dashboard.wait_for("Brought by none of 1 accepted partner")
        while "Greater visibility" not in dashboard.cursor_line:
            await dashboard.press("down")
        await dashboard.press("enter")
        assert dashboard.lines[1].strip() == "Greater visibility"
        await dashboard.press("escape")
        assert dashboard.cursor_line.strip() == "Greater visibility"


async def test_from_a_partners_item_to_its_why_to_the_pitfall_and_back(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """Key w tells why, Enter goes on to the pitfall it closes, and Esc comes back to the item."""
    colleague.set("Oak Friends", level="standard")
    async with open_dashboard("4", "enter", "right", size=(80, 40)) as dashboard:
        while "Name one lead" not in dashboard.cursor_line:
            await dashboard.press("down")
        item = dashboard.cursor_line
        await dashboard.press("w")
        assert dashboard.cursor_line.strip() == PITFALL
        await dashboard.press("enter")
        assert dashboard.lines[1].strip() == PITFALL
        await dashboard.wait_for("Not known: 1 partner")
        await dashboard.press("escape", "escape")
        assert dashboard.cursor_line == item


async def test_many_partners_are_listed_some_at_a_time(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Of 120 partners 50 are listed; the line below them lists the next 50, the cursor there."""
    for number in range(120):
        colleague.add(f"Group {number:03}")
    async with open_dashboard("3", "end", "enter", size=(80, 300)) as dashboard:
        await dashboard.wait_for("Not known: 120 partners")
        assert dashboard.text.count("Group ") == 50
        while "And 70 more: Enter lists the next 50" not in dashboard.cursor_line:
            await dashboard.press("down")
        await dashboard.press("enter")
        assert dashboard.text.count("Group ") == 100


async def test_the_work_goes_on_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between slices whatever waits is done: keys are answered while partners are looked at."""
    ticks = iter(range(1000))
    monkeypatch.setattr(pacing, "perf_counter", lambda: next(ticks) * pacing.SECONDS)
    order: list[str] = []

    def steps() -> Iterator[None]:
        for _ in range(6):
            order.append("step")
            yield

    async def key() -> None:
        order.append("key")

    waiting = asyncio.create_task(key())
    await pacing.in_slices(steps())
    await waiting
    assert order.index("key") < len(order) - 1


@pytest.mark.parametrize("size", [(40, 12), (30, 8)])
async def test_a_small_window_tells_the_counts_and_opens_the_partner(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague, size: tuple[int, int]
) -> None:
    """At 40 by 12 a line has its count in short; everything is reached by keys."""
    bring(colleague, "Oak Friends", "local-reach", "Knows every street")
    async with open_dashboard("3", size=size) as dashboard:
        if size[0] == 40:
            await dashboard.wait_for("1 brings it")
        await dashboard.press("enter")
        for _ in range(30):
            if "Oak" in dashboard.cursor_line:
                break
            await dashboard.press("down")
        assert "Oak" in dashboard.cursor_line
        await dashboard.press("enter")
        assert dashboard.place == "PartnerScreen"
        await dashboard.press("escape", "escape")
        assert dashboard.place == "ExploreScreen"


async def test_a_tick_without_its_fact_leaves_a_pitfall_not_known(
    open_dashboard: OpenDashboard, oak: Fields, colleague: Colleague
) -> None:
    """The page says what the register does not hold, in place of calling the pitfall closed."""
    for item in ("people-named", "terms-signed"):
        tick(colleague, "Oak Friends", item, "done")

    async with open_dashboard("3", size=(80, 60)) as dashboard:
        await go_to(dashboard, PITFALL)
        await dashboard.press("enter")
        await dashboard.wait_for("Not known: 1 partner")
        assert "Closed: 1 partner" not in dashboard.text
