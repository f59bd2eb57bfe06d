"""The policy's form: what the council decided for all of its partners, on one screen."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tests.screens.conftest import COLLEAGUE, Colleague, Dashboard, OpenDashboard
from tuiapp.domain.history.sentences import sentence
from tuiapp.domain.models.policy import change_policy
from tuiapp.domain.register.part_edits import log_contact
from tuiapp.screens.shared.form import Form
from tuiapp.store.file_register import FileRegister
from tuiapp.widgets.fields import Field


def policy(dashboard: Dashboard) -> dict[str, object]:
    """Return the policy that the file holds."""
    register = FileRegister(dashboard.path, by="Reader", read_only=True)
    return dict(register.snapshot.header.policy)


def fill(dashboard: Dashboard, name: str, value: str) -> Field:
    """Put a value into a field of the form, as if it was typed."""
    form = dashboard.app.screen
    assert isinstance(form, Form)
    field = next(field for field in form.fields if field.field_name == name)
    field.value = value
    return field


def change(colleague: Colleague, **typed: str) -> None:
    """Change the policy as somebody else would meanwhile."""
    register = colleague.register
    now = register.snapshot.header.policy
    register.save(change_policy(now, now, typed))


async def test_p_opens_every_field_with_help_and_what_is_usual(
    open_dashboard: OpenDashboard,
) -> None:
    """Each field stands there as it counts now; the one with the cursor says what it means."""
    async with open_dashboard("p", size=(80, 60)) as dashboard:
        assert dashboard.lines[0].strip() == "Policy"
        for told in ("Warn of an end", "Highest risk we carry", "Keep ended partnerships"):
            assert dashboard.shows(told)
        assert dashboard.shows("Days between contacts at light")
        assert dashboard.shows("Usually 90.")
        await dashboard.press("f2")
        assert dashboard.shows("It was so already.")
        assert policy(dashboard) == {}


async def test_a_change_is_in_the_history_counts_at_once_and_is_undone(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Today asks for what the new policy asks for; u takes it back like anything else."""
    oak = colleague.add("Oak Friends")
    met = log_contact(oak, "Met", "visit", on="-50d", today=NOON.date(), by=COLLEAGUE)
    colleague.register.save(met)

    async with open_dashboard() as dashboard:
        assert "Gone quiet" not in dashboard.text
        await dashboard.press("p", "end", "backspace", "backspace")
        await dashboard.type("45")
        await dashboard.press("enter")
        assert dashboard.place == "TodayScreen"
        assert dashboard.shows("Changed the policy: speak at least every (light), from 90 to 45")
        assert dashboard.shows("Oak Friends: Last reached 3 October 2026, 50 days ago")
        assert policy(dashboard) == {"speak_light": 45}
        edit = dashboard.app.register.history()[-1]
        assert "Changed the policy: speak at least every (light)" in sentence(edit)

        await dashboard.press("u")
        assert "Gone quiet" not in dashboard.text
        assert policy(dashboard) == {}


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_what_cannot_be_is_told_at_its_field(
    open_dashboard: OpenDashboard, size: tuple[int, int]
) -> None:
    """The form stays, with everything as typed and the cursor where it is to be put right."""
    async with open_dashboard("p", size=size) as dashboard:
        fill(dashboard, "risk_appetite", "20")
        await dashboard.press("f2")
        assert dashboard.place == "Form"
        assert dashboard.shows("Highest risk we carry: it must be between 1 and 16.")
        assert dashboard.shows("Nothing was saved: 1 field to put right.")
        field = fill(dashboard, "risk_appetite", "12")
        assert field.has_focus_within
        await dashboard.press("f2")
        assert policy(dashboard) == {"risk_appetite": 12}


async def test_two_people_who_change_different_fields_both_have_theirs(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """What somebody else saved while the form was open stays."""
    async with open_dashboard("p") as dashboard:
        change(colleague, action_soon="3")
        fill(dashboard, "warn_days", "30")
        await dashboard.press("f2")
        assert policy(dashboard) == {"action_soon": 3, "warn_days": 30}


async def test_the_same_field_changed_by_somebody_else_is_shown_before_it_is_replaced(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Nothing is written at first; who saves again has seen what they replace."""
    async with open_dashboard("p") as dashboard:
        change(colleague, warn_days="60")
        fill(dashboard, "warn_days", "30")
        await dashboard.press("f2")
        assert dashboard.shows("somebody else made it 60; save again to replace that")
        assert policy(dashboard) == {"warn_days": 60}
        await dashboard.press("f2")
        assert dashboard.place == "TodayScreen"
        assert policy(dashboard) == {"warn_days": 30}


async def test_a_policy_half_typed_is_offered_after_the_session_ended(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """The next start says what was being done and goes on with it; what is saved is not offered."""
    async with open_dashboard("p") as dashboard:
        fill(dashboard, "warn_days", "45")
        await dashboard.settle()
        for opened in dashboard.app.drafts._open:  # what a process that dies gives back
            opened.leave()
    async with open_dashboard() as dashboard:
        await dashboard.wait_for("Go on with it")
        assert dashboard.shows("You were changing the policy")
        await dashboard.press("1")
        await dashboard.settle()
        assert dashboard.shows("Brought back from")
        await dashboard.press("f2")
        assert policy(dashboard) == {"warn_days": 45}
    async with open_dashboard() as dashboard:
        assert dashboard.place == "TodayScreen"


async def test_a_save_in_the_very_moment_of_another_loses_nothing(
    open_dashboard: OpenDashboard, colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where somebody saves between looking and writing, it is told and nothing is written."""
    async with open_dashboard("p") as dashboard:
        fill(dashboard, "warn_days", "30")
        register = dashboard.app.register
        refresh = register.refresh

        def refresh_too_early() -> object:
            snapshot = refresh()
            monkeypatch.setattr(register, "refresh", refresh)
            change(colleague, action_soon="3")
            return snapshot

        monkeypatch.setattr(register, "refresh", refresh_too_early)
        await dashboard.press("f2")
        assert policy(dashboard) == {"action_soon": 3}
        assert dashboard.place == "ConflictDialog"


async def test_a_field_somebody_else_changed_is_looked_at_again_without_replacing_theirs(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Typing on after one's own mistake never counts as having seen what somebody else saved."""
    async with open_dashboard("p") as dashboard:
        fill(dashboard, "risk_appetite", "20")
        await dashboard.press("f2")
        assert dashboard.shows("it must be between 1 and 16")
        change(colleague, risk_appetite="9")
        fill(dashboard, "risk_appetite", "12")
        await dashboard.settle()
        assert not dashboard.shows("it must be between")
        await dashboard.press("f2")
        assert dashboard.shows("somebody else made it 9; save again to replace that")
        assert policy(dashboard) == {"risk_appetite": 9}
