"""From 120 columns every list has beside it what the line under its cursor is about."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tests.screens.conftest import OFFICER, Colleague, Dashboard, OpenDashboard, stored
from tuiapp.content.loader import load_guide
from tuiapp.domain.register import part_edits, partner_edits
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.register.partner_edits import GivenScore

WIDE = (120, 40)


def beside(dashboard: Dashboard, left: int = 72) -> str:
    """Return what stands beside the list, as one line with single spaces."""
    return " ".join(" ".join(line[left:].strip("│") for line in dashboard.lines[1:-1]).split())


@pytest.fixture
def busy(colleague: Colleague) -> Colleague:
    """Return a colleague who recorded something in every part of a partner, and its double."""
    colleague.add("Oak Friends", framework="not-for-profit", place="Millbrook")
    colleague.add("Oak Friends CIC", framework="not-for-profit", place="Amber Hill")
    action = {"title": "Send the lease of the barn", "due": "-1d", "owner": "Estates"}
    put = part_edits.put_item
    oak = stored(colleague.path)["Oak Friends"]
    today = NOON.date()
    colleague.register.save(put(oak, PARTS["actions"], action, today=today, by=colleague.by))
    guide = load_guide()
    item = next(item for item in guide.items if item.id == "need-stated")
    oak = stored(colleague.path)["Oak Friends"]
    colleague.register.save(partner_edits.tick(oak, item, "done", by=colleague.by, on=today))
    oak = stored(colleague.path)["Oak Friends"]
    colleague.register.save(partner_edits.annotate(oak, item, "Agreed in May", "Minutes.pdf"))
    oak = stored(colleague.path)["Oak Friends"]
    trust = next(measure for measure in guide.measures if measure.id == "trust")
    given = [GivenScore(trust, "council", 3)]
    colleague.register.save(partner_edits.score(oak, given, by=OFFICER, on=today))
    return colleague


async def test_every_list_has_its_page_beside_it(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """Today, each part of a partner, history, search and duplicates tell the line in full."""
    async with open_dashboard(size=WIDE) as dashboard:
        assert "Send the lease of the barn: overdue" in beside(dashboard)
        assert "Estates said it would be done. Do it, or say when" in beside(dashboard)
        assert "Place: Millbrook" in beside(dashboard)
        assert dashboard.said.count("Do it, or say when") == 1  # not below the list as well
        await dashboard.press("end")
        assert "Enter lists them" in beside(dashboard)

        await dashboard.press("home", "enter")
        assert "- Owner: Estates" in beside(dashboard)
        await dashboard.press("down")
        assert "Add an action Enter asks for these:" in beside(dashboard)
        await dashboard.press("left")
        assert "Scores so far - 22 November 2026, council view: 3 Going well" in beside(dashboard)
        await dashboard.press("left")
        assert "Done, Trees officer, 22 November 2026" in beside(dashboard)
        assert "Our note Agreed in May Our evidence Minutes.pdf Why" in beside(dashboard)
        await dashboard.press("space")
        assert "To do, Parks officer" in beside(dashboard)
        await dashboard.press("u", "left")
        assert "│" not in dashboard.text  # the overview is a page itself
        await dashboard.press("left")
        assert dashboard.shows("[History]")
        assert "from 'todo' to 'done'" in beside(dashboard)

        await dashboard.press("escape", "h", "end")
        assert "The whole record: 'Oak Friends'" in beside(dashboard)
        await dashboard.press("escape", "slash")
        await dashboard.type("oak")
        await dashboard.wait_for("Checklist")
        assert "Oak Friends Next step:" in beside(dashboard)
        await dashboard.type("zzz")
        assert beside(dashboard) == ""

        await dashboard.press("escape", "4", "m", "2")
        await dashboard.wait_for("The same in both")
        assert "Place: Millbrook | Amber Hill" in beside(dashboard)
        assert dashboard.said.lower().count("nearly the same name") == 2  # its line and the title


async def test_below_120_columns_the_list_has_the_window_alone(
    open_dashboard: OpenDashboard, busy: Colleague
) -> None:
    """At 119 columns nothing stands beside a list, and a window made wider shows it at once."""
    async with open_dashboard("4", size=(119, 24)) as dashboard:
        for keys in (["1"], ["4"], ["2"], ["3"], ["4", "enter", "right"], ["h"]):
            await dashboard.press(*keys)
            assert "│" not in dashboard.text, keys
        await dashboard.pilot.resize_terminal(*WIDE)
        await dashboard.settle()
        assert "22 November 2026 12:00" in beside(dashboard)
        await dashboard.press("escape")
        assert "Our note Agreed in May" in beside(dashboard)
