"""Sources: one key from a page to where it comes from."""

from __future__ import annotations

import pytest

from tests.screens.conftest import Fields, OpenDashboard
from tuiapp.content.loader import load_guide
from tuiapp.keys.catalogue import KEYS


async def test_o_tells_the_sources_of_a_page_and_esc_leads_back(
    open_dashboard: OpenDashboard,
) -> None:
    """Title, publisher, date, licence and what we changed are one key from a page."""
    source = load_guide().sources[0]

    async with open_dashboard("2", "enter", size=(80, 60)) as dashboard:
        page = dashboard.text
        await dashboard.press("o")
        assert dashboard.shows("Sources of: Why partnerships help people and nature")
        for told in (source.title, f"Publisher: {source.publisher}", f"Date: {source.date}"):
            assert dashboard.shows(told)
        assert dashboard.shows(f"Licence: {source.licence}")
        assert dashboard.shows(source.used_for)
        await dashboard.press("escape")
        assert dashboard.text == page


async def test_the_why_of_a_partners_item_leads_to_its_sources(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """From a partner's checklist the reason of an item and its sources are two keys away."""
    async with open_dashboard("4", "enter", "right", "enter", "o") as dashboard:
        assert dashboard.shows("Sources of: ")
        await dashboard.press("escape", "escape")
        assert dashboard.place == "PartnerScreen"


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["2", "enter", "o"], id="a page of sources"),
        pytest.param(["4", "enter", "left", "enter"], id="what an edit changed"),
    ],
)
async def test_a_page_without_sources_does_not_offer_them(
    open_dashboard: OpenDashboard, oak: Fields, keys: list[str]
) -> None:
    """Where there are no sources, the key is not shown and does nothing."""
    async with open_dashboard(*keys) as dashboard:
        before = dashboard.text
        assert KEYS["page.sources"].label not in dashboard.lines[-1]
        await dashboard.press("o")
        assert dashboard.text == before
