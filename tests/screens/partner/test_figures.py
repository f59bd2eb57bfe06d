"""The grid: a quarter's figures of one result, for every partner that counts it."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tests.screens.conftest import Colleague, Fields, OpenDashboard
from tuiapp.domain.register import part_edits, results
from tuiapp.domain.register.part_catalogue import PARTS

TODAY = NOON.date()


@pytest.fixture
def counting(colleague: Colleague) -> Colleague:
    """Return a colleague in a register where two of three partners count volunteer hours."""
    for name in ("Ash Group", "Oak Friends"):
        document = colleague.add(name, framework="not-for-profit")
        fields = {"name": "Volunteer hours", "unit": "hours", "target": "1200"}
        colleague.register.save(
            part_edits.put_item(
                document,
                PARTS["results"],
                fields,
                today=TODAY,
                by="Ann",
                item_id="volunteer-hours",
            )
        )
    colleague.add("Yew Trust", framework="not-for-profit")
    return colleague


def figure(document: Fields, day: str = "2026-11-22") -> object:
    """Return the figure of a day that a partner's document holds."""
    reading = document["results"]["volunteer-hours"].get("readings", {}).get(day)
    return reading["value"] if reading else None


async def test_figures_of_all_partners_are_taken_in_one_go(
    open_dashboard: OpenDashboard, counting: Colleague
) -> None:
    """A figure a line, the total below, and one change that one undo takes back."""
    async with open_dashboard("4", "r", "1") as dashboard:
        await dashboard.wait_for("Volunteer hours, October to December 2026")
        assert "Yew Trust" not in dashboard.text
        await dashboard.press(*"40", "tab", *"1,100.5")
        assert dashboard.shows("Total: 2 figures of 2, 1,140.5 hours in all")
        await dashboard.press("f2")
        assert dashboard.shows("Recorded 'Volunteer hours' of 2 partners for 22 November 2026")
        assert figure(dashboard.document("Ash Group")) == 40
        assert figure(dashboard.document("Oak Friends")) == 1100.5

        await dashboard.press("u", "y")
        assert figure(dashboard.document("Ash Group")) is None


async def test_the_last_quarter_can_be_filled_in_afterwards(
    open_dashboard: OpenDashboard, counting: Colleague
) -> None:
    """Its figures are of its last day, and are seen as the ones before in this quarter."""
    async with open_dashboard("4", "r", "2") as dashboard:
        await dashboard.press(*"7", "enter")
        assert figure(dashboard.document("Ash Group"), "2026-09-30") == 7
        await dashboard.press("r", "1")
        assert dashboard.shows("Ash Group · 7 on 30 September 2026")
        assert dashboard.shows("Total: 0 figures of 2")


async def test_what_is_no_figure_is_told_at_its_line(
    open_dashboard: OpenDashboard, counting: Colleague
) -> None:
    """Nothing is saved, and everything stands as typed."""
    async with open_dashboard("4", "r", "1") as dashboard:
        await dashboard.press(*"40", "tab", *"lots", "f2")
        assert dashboard.shows("'lots' is not a figure; write one such as 1200")
        assert dashboard.shows("Nothing was saved: 1 line cannot be read.")
        assert dashboard.place == "FiguresForm"
        assert figure(dashboard.document("Ash Group")) is None


async def test_a_figure_that_a_colleague_took_meanwhile_is_asked_about(
    open_dashboard: OpenDashboard, counting: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Theirs is not written over unasked; the other partner's figure is saved all the same."""
    monkeypatch.setattr("tuiapp.screens.shared.conflict.READING_SECONDS", 0.0)
    async with open_dashboard("4", "r", "1") as dashboard:
        await dashboard.press(*"40", "tab", *"50")
        documents = counting.register.snapshot.documents
        ash = next(key for key, doc in documents.items() if doc["name"] == "Ash Group")
        counting.register.save(
            results.record_figures(documents, "volunteer-hours", {ash: "99"}, on=TODAY, by="Bob")
        )
        await dashboard.press("f2")
        await dashboard.wait_for("Take theirs")
        await dashboard.wait_for("Keep mine")
        await dashboard.press("2")  # the figure
        await dashboard.wait_for("2 of 2")
        await dashboard.press("2")  # who took it
        assert figure(dashboard.document("Ash Group")) == 99
        assert figure(dashboard.document("Oak Friends")) == 50
        assert dashboard.shows("You had typed: 40")


async def test_without_results_the_grid_says_how_to_begin(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Where nothing is counted yet there is no empty grid."""
    async with open_dashboard("4", "r") as dashboard:
        assert dashboard.shows("No partner counts a result yet")
        assert dashboard.place == "RegisterScreen"


async def test_figures_typed_when_a_session_ended_are_offered_again(
    open_dashboard: OpenDashboard, counting: Colleague
) -> None:
    """Gone on with, the grid holds them, and a figure a colleague took meanwhile is asked about."""
    async with open_dashboard("4", "r", "1") as dashboard:
        await dashboard.wait_for("Total")
        await dashboard.press(*"40")
        for opened in dashboard.app.drafts._open:  # what a process that dies gives back
            opened.leave()
    documents = counting.register.snapshot.documents
    ash = next(key for key, doc in documents.items() if doc["name"] == "Ash Group")
    counting.register.save(
        results.record_figures(documents, "volunteer-hours", {ash: "99"}, on=TODAY, by="Bob")
    )

    async with open_dashboard() as dashboard:
        await dashboard.wait_for("You were taking figures of a quarter")
        await dashboard.press("1")
        await dashboard.wait_for("Volunteer hours, October to December 2026")
        assert dashboard.shows("40")
        await dashboard.press("f2")
        await dashboard.wait_for("Take theirs")
        assert figure(dashboard.document("Ash Group")) == 99
