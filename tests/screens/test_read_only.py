"""Where nothing can be saved, it is said before anything is typed, and nothing else is offered."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tests.screens.conftest import Colleague, Fields, OpenDashboard, stored
from tuiapp.domain.register import part_edits
from tuiapp.domain.register.part_catalogue import PARTS

FORMS: dict[str, tuple[str, ...]] = {
    "log": ("l",),
    "policy": ("1", "p"),
    "add": ("4", "a"),
    "accept": ("4", "y"),
    "edit": ("4", "e"),
    "remove": ("4", "d"),
    "undo": ("4", "u"),
    "redo": ("4", "ctrl+r"),
    "figures": ("4", "r"),
    "tick": ("4", "enter", "right", "space"),
    "item note": ("4", "enter", "right", "n"),
    "not applicable": ("4", "enter", "right", "x"),
    "own item": ("4", "enter", "right", "a"),
    "scores": ("4", "enter", "right", "right", "enter"),
    "new item of the record": ("4", "enter", "right", "right", "right", "home", "enter"),
    "owner of all marked": ("4", "space", "m", "3"),
}
"""Keys that lead to a change, each by another way."""


@pytest.mark.parametrize("name", FORMS)
async def test_a_change_is_refused_when_it_is_asked_for(
    open_dashboard: OpenDashboard, oak: Fields, name: str
) -> None:
    """No form or question opens, the reason is said at once, and the file stays as it is."""
    async with open_dashboard(read_only=True) as dashboard:
        before = dashboard.path.read_bytes()
        await dashboard.press(*FORMS[name])
        assert not dashboard.app.screen.is_modal
        assert dashboard.shows("was opened read-only"), dashboard.text
        assert dashboard.path.read_bytes() == before


async def test_no_key_help_or_palette_offers_a_change(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """The key line, the help and the palette leave out what a read-only register refuses."""
    async with open_dashboard("4", size=(120, 60), read_only=True) as dashboard:
        assert "Open" in dashboard.lines[-1]
        assert "Search" in dashboard.lines[-1]
        for label in ("Add", "Accept", "Edit", "Log"):
            assert label not in dashboard.lines[-1]
        await dashboard.press("?")
        assert dashboard.shows("Search the guidance and all partners")
        assert not dashboard.shows("Add a partner.")
        await dashboard.press("escape", ":")
        await dashboard.type("partner's fields")
        assert not dashboard.shows("Change the partner's fields")


async def test_an_item_of_the_record_is_read_where_it_cannot_be_changed(
    open_dashboard: OpenDashboard, colleague: Colleague, oak: Fields
) -> None:
    """Enter on an item opens all that is recorded of it as a page."""
    action = {"title": "Mend the gate", "due": "+7d", "owner": "Estates"}
    document = stored(colleague.path)["Oak Friends"]
    colleague.register.save(
        part_edits.put_item(document, PARTS["actions"], action, today=NOON.date(), by=colleague.by)
    )
    keys = ("4", "enter", "right", "right", "right", "home", "enter")
    async with open_dashboard(*keys, read_only=True) as dashboard:
        assert dashboard.place == "PageScreen"
        assert dashboard.shows("Mend the gate")
        assert dashboard.shows("Estates")


async def test_what_a_session_left_is_kept_until_it_can_be_saved(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A draft is not offered where it could only be refused, and is offered at the next start."""
    async with open_dashboard("4", "e", "end") as dashboard:
        await dashboard.type("Z")
        for opened in dashboard.app.drafts._open:
            opened.leave()
    async with open_dashboard(read_only=True) as dashboard:
        assert not dashboard.app.screen.is_modal
    async with open_dashboard() as dashboard:
        await dashboard.wait_for("Go on with it")


async def test_a_register_that_becomes_read_only_takes_its_keys_away(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Somebody changes the file outside partnertui while the dashboard is open."""
    async with open_dashboard("4") as dashboard:
        assert "Add" in dashboard.lines[-1]
        text = dashboard.path.read_text(encoding="utf-8")
        dashboard.path.write_text(text.replace("Millbrook", "Millbridge"), encoding="utf-8")
        dashboard.app._look_again()
        await dashboard.settle()
        assert "Add" not in dashboard.lines[-1]
        await dashboard.press("a")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.shows("Changed outside partnertui")
