"""Undo and redo ask before they reverse much, or what was not done in this session."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.screens.conftest import OFFICER, Colleague, Fields, OpenDashboard
from tuiapp.domain.changes.edits import Change, Proposal
from tuiapp.store.file_register import FileRegister

NUMBER = 323


@pytest.fixture
def imported(colleague: Colleague, oak: Fields) -> Colleague:
    """Return a register into which the same officer imported many organisations by command."""
    records = {str(UUID(int=number)): f"Group {number}" for number in range(1, NUMBER + 1)}
    changes = tuple(
        Change(record, (), None, {"id": record, "name": name}) for record, name in records.items()
    )
    register = FileRegister(colleague.path, by=OFFICER)
    register.save(Proposal(f"Imported {NUMBER} organisations from grants.csv", changes))
    return colleague


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_an_import_made_elsewhere_is_named_before_it_is_undone(
    open_dashboard: OpenDashboard, imported: Colleague, size: tuple[int, int]
) -> None:
    """The question says what goes, when it was saved and how many organisations it is."""
    before = imported.path.read_bytes()
    async with open_dashboard("4", "u", size=size) as dashboard:
        said = " ".join(dashboard.said.split())
        assert "Imported 323 organisations from grants.csv" in said
        assert "not in this session" in said
        assert "323 organisations removed" in said
        assert "Yes" in said
        assert imported.path.read_bytes() == before

        await dashboard.press("n")
        assert "Nothing was changed." in dashboard.said
        assert imported.path.read_bytes() == before

        await dashboard.press("u", "y")
        assert "Undid: Imported 323 organisations" in " ".join(dashboard.said.split())
        assert len(dashboard.documents) < NUMBER


async def test_redoing_many_is_named_too(
    open_dashboard: OpenDashboard, imported: Colleague
) -> None:
    """Redo of what the same session undid asks, since it touches many."""
    async with open_dashboard("4", "u", "y", "ctrl+r") as dashboard:
        assert "323 organisations added" in " ".join(dashboard.said.split())
        await dashboard.press("y")
        assert len(dashboard.documents) > NUMBER


async def test_a_small_undo_of_this_session_stays_one_key(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """What was done to one partner a moment ago is undone at once, and redone at once."""
    async with open_dashboard("4", "enter", "right", "space") as dashboard:
        marked = dashboard.path.read_bytes()
        await dashboard.press("u")
        assert "Undid: " in dashboard.said
        assert dashboard.path.read_bytes() != marked
        await dashboard.press("ctrl+r")
        assert "Redid: " in dashboard.said
