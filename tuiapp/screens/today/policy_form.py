"""The form of the policy: what the council decided for all of its partners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tuiapp.domain.models.identifiers import RECORD
from tuiapp.domain.models.policy import POLICY_FIELDS, Policy, PolicyField, change_policy
from tuiapp.domain.models.policy import read_policy as effective
from tuiapp.screens.shared.form import Form
from tuiapp.widgets.fields import Field

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document, Proposal
    from tuiapp.person.drafts import Draft, Drafts, OpenDraft
    from tuiapp.screens.shared.base import BaseScreen
    from tuiapp.store.register import Register, Saved


def policy_form(register: Register, draft: OpenDraft) -> Form:
    """Return the form with every field of the policy as it is now."""
    stored = register.snapshot.header.policy
    draft.start_from(stored)
    # What somebody brings back was typed over what stood there then, not what stands there now.
    opened = draft.draft.rebase(stored)

    def propose(document: Document, typed: Mapping[str, str]) -> Proposal:
        nonlocal opened
        now = register.refresh().header.policy
        seen, opened = opened, now  # who saves again has been told what somebody else made it
        return change_policy(seen, now, typed)

    fields = [_field(field, effective(opened)) for field in POLICY_FIELDS]
    form = Form("Policy", fields, propose, draft, register, {"id": RECORD}, ("policy",))
    # Only a save looks what somebody else made it, and tells.
    form.check = lambda document, typed: change_policy(opened, opened, typed)
    return form


def open_policy(screen: BaseScreen) -> None:
    """Open the form over a screen, which then shows that it was saved."""

    def show(saved: Saved | None) -> None:
        if saved is not None:
            screen.show_saved(saved)

    app: Any = screen.app
    drafts: Drafts = app.drafts
    draft = drafts.begin("policy", RECORD, "the policy")
    screen.app.push_screen(policy_form(screen.register, draft), show)


def is_policy_stored(register: Register, draft: Draft) -> bool:
    """Whether the register holds what was typed already."""
    policy = effective(register.snapshot.header.policy)
    return all(str(getattr(policy, name, "")) == text for name, text in draft.values.items())


def _field(field: PolicyField, policy: Policy) -> Field:
    usual: Any = getattr(Policy(), field.name)
    told = f"{usual:,}" if isinstance(usual, int) else f"'{usual}'"
    help_text = f"{field.help} Usually {told}."
    return Field(field.name, field.title, help_text, str(getattr(policy, field.name)))
