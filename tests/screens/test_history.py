"""History: what everybody did in the register, day by day."""

from __future__ import annotations

from tests.screens.conftest import Colleague, OpenDashboard
from tuiapp.domain.changes.edits import Document
from tuiapp.domain.register import partner_edits


async def test_h_tells_what_everybody_did_from_any_screen(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Newest first under its day, with who and when; Enter tells more, Esc goes back."""
    colleague.add("Oak Friends", place="Millbrook")
    colleague.add("Elm Society")
    colleague.set("Oak Friends", place="Amber Hill")

    for keys, place in ((["1"], "TodayScreen"), (["4"], "RegisterScreen"), (["2"], "GuideScreen")):
        async with open_dashboard(*keys, "h") as dashboard:
            assert dashboard.place == "HistoryScreen"
            assert dashboard.shows("22 November 2026")
            assert dashboard.cursor_line == "12:00 Trees officer: Changed place of Oak Friends"
            await dashboard.press("enter")
            assert dashboard.shows("Place: from 'Millbrook' to 'Amber Hill'")
            await dashboard.press("escape", "escape")
            assert dashboard.place == place


async def test_the_history_follows_what_is_saved(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """U takes back one's own newest change there, and the line says that it is undone."""
    colleague.add("Oak Friends")
    async with open_dashboard("4", "y", "3", "h", "u") as dashboard:
        assert dashboard.shows("Set the status of Oak Friends to not one of ours (undone)")
        assert dashboard.shows("Parks officer: Undid: Set the status of Oak Friends")


async def test_a_long_history_begins_with_the_newest(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """The last line says how many are older, and Enter shows them below."""
    register = colleague.register
    document: Document = colleague.add("Oak Friends")
    register.refresh()
    for number in range(205):
        saved = register.save(partner_edits.set_fields(document, {"place": f"Place {number}"}))
        document = saved.snapshot.documents[document["id"]]

    async with open_dashboard("h", "end") as dashboard:
        assert dashboard.cursor_line == "6 older: Enter shows more"
        await dashboard.press("enter")
        assert "Changed place of Oak Friends" in dashboard.cursor_line
        await dashboard.press("end")
        assert dashboard.cursor_line == "12:00 Trees officer: Added Oak Friends"
