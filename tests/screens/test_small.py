"""Small windows: what matters of a line is in sight, and forms show what is typed."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tests.screens.conftest import Colleague, OpenDashboard, stored
from tuiapp.domain.register import part_edits
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.widgets.fields import Field

LONG = "Friends of Kingfisher Park and the Old Railway Wood"


@pytest.fixture
def long_named(colleague: Colleague) -> Colleague:
    """Return a colleague who promised something to a partner with a long name."""
    colleague.add(LONG, framework="not-for-profit")
    colleague.add(f"{LONG} CIC", framework="not-for-profit")
    document = stored(colleague.path)[LONG]
    action = {"title": "Mend the gate", "due": "-1d", "owner": "Estates"}
    proposal = part_edits.put_item(
        document, PARTS["actions"], action, today=NOON.date(), by=colleague.by
    )
    colleague.register.save(proposal)
    return colleague


async def test_of_a_long_name_as_much_goes_as_the_need_wants(
    open_dashboard: OpenDashboard, long_named: Colleague
) -> None:
    """At 40 columns the line keeps a third for who, and the lines below tell the need whole."""
    async with open_dashboard(size=(40, 12)) as dashboard:
        assert dashboard.cursor_line.startswith("Friends of …: Mend the gate: overdue")
        assert "Mend the gate: overdue, due 21 November 2026 Do it, or say when" in dashboard.said
        await dashboard.press("h")
        assert dashboard.cursor_line.startswith("12:00 Trees…: Added action")
        await dashboard.press("escape")
        await dashboard.pilot.resize_terminal(80, 24)
        await dashboard.settle()
        assert "…: Mend the gate: overdue, due 21 November 2026" in dashboard.cursor_line


async def test_all_of_the_log_form_is_in_sight_at_80_by_24(
    open_dashboard: OpenDashboard, long_named: Colleague
) -> None:
    """Every field, from the partner to the day it is due, and the Save button need no scrolling."""
    async with open_dashboard("l") as dashboard:
        for label in ("Partner", "Kind", "What was said", "Date", "Next action", "Due"):
            assert f"  {label}" in dashboard.lines, label
        assert dashboard.shows("Save (F2)")
        bottom = max(field.region.bottom for field in dashboard.app.screen.query(Field))
        assert bottom < 23
        await dashboard.press("escape", "4", "e")
        await dashboard.pilot.resize_terminal(40, 12)
        await dashboard.settle()
        assert [f"  {label}" in dashboard.lines for label in ("Name", "Status", "Kind")] == [
            True
        ] * 3


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
async def test_a_pair_is_told_whole_in_every_window(
    open_dashboard: OpenDashboard, long_named: Colleague, size: tuple[int, int]
) -> None:
    """Both names and the reason stand below the list, however long they are."""
    async with open_dashboard("4", "m", "2", size=size) as dashboard:
        await dashboard.wait_for("1 pair")
        assert dashboard.shows(f"{LONG} and {LONG} CIC: nearly the same name")
