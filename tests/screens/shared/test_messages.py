"""What is said stays as long as it matters, and copying promises nothing."""

from __future__ import annotations

import pytest

from tests.screens.conftest import Colleague, Fields, OpenDashboard


async def test_an_error_stays_until_it_is_taken_away(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Going elsewhere and quiet messages leave it in sight; Esc takes it away, then goes back."""
    async with open_dashboard("4", "enter", read_only=True) as dashboard:
        assert "Esc Back" in dashboard.lines[-1]
        await dashboard.press("d")
        assert dashboard.shows("was opened read-only.")
        await dashboard.press("c")
        assert dashboard.shows("was opened read-only.")
        assert dashboard.shows("Sent the page to your terminal")
        await dashboard.press("1", "4")
        assert dashboard.shows("was opened read-only.")
        await dashboard.press("escape")
        assert not dashboard.shows("was opened read-only.")
        assert dashboard.place == "PartnerScreen"
        await dashboard.press("escape")
        assert dashboard.place == "RegisterScreen"
        assert "Esc Back" not in dashboard.lines[-1]
        await dashboard.press("d")
        assert "Esc Back" in dashboard.lines[-1]
        await dashboard.press("escape")
        assert "Esc Back" not in dashboard.lines[-1]


async def test_copying_sends_what_is_read_and_says_what_is_known(
    open_dashboard: OpenDashboard, colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page goes whole and a line alone; the terminal may refuse it, and that is said."""
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setattr("tuiapp.screens.shared.clipboard.LONGEST", 10_000)
    colleague.add("Oak [/] Friends", place="Millbrook", purpose="Walks. " * 2000)
    async with open_dashboard("4", "c") as dashboard:
        assert dashboard.app.clipboard == "Oak [/] Friends, Partner, Millbrook"
        assert dashboard.shows("Sent the line to your terminal: 35 characters.")
        assert dashboard.shows("If pasting brings nothing, your terminal refuses it")
        await dashboard.press("enter", "c")
        assert dashboard.shows("and terminals take 10,000")
        await dashboard.press("2", "g", "enter", "c")
        assert dashboard.app.clipboard.startswith("Why partnerships help people and nature\n")
        assert dashboard.shows("Sent the page to your terminal")
        monkeypatch.setenv("TMUX", "default")
        await dashboard.press("c")
        assert dashboard.shows("set -g set-clipboard on")
        await dashboard.press("escape", "slash", *"zzz", "enter", "c")
        assert dashboard.shows("There is nothing to copy here.")
