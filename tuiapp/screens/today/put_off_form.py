"""The form that lets a line of Today wait until a day, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from tuiapp.domain.dates import PLANNED
from tuiapp.domain.register.part_edits import put_off
from tuiapp.domain.text import clean_line
from tuiapp.keys.custom import saved_for_now
from tuiapp.screens.partner.item_form import date_field
from tuiapp.screens.shared.form import Form
from tuiapp.widgets.fields import Field

if TYPE_CHECKING:
    from tuiapp.domain.attention.today import Line
    from tuiapp.domain.changes.edits import Document, Proposal
    from tuiapp.person.drafts import Draft, Drafts, OpenDraft
    from tuiapp.screens.shared.base import BaseScreen
    from tuiapp.store.register import Register, Saved


def open_put_off(screen: BaseScreen, line: Line, today: date) -> None:
    """Open the form for a line over a screen, which then shows that it was saved."""

    def show(saved: Saved | None) -> None:
        if saved is not None:
            screen.show_saved(saved, f"Put off. {saved_for_now(screen.app)}")

    app: Any = screen.app
    drafts: Drafts = app.drafts
    told = f"{line.asked.name}: {line.need.what}"
    draft = drafts.begin("put-off", line.asked.partner_id, told, line.need.id)
    screen.app.push_screen(put_off_form(screen.register, draft, today), show)


def put_off_form(register: Register, draft: OpenDraft, today: date) -> Form:
    """Return the form for the line that a draft is about."""
    document = register.snapshot.documents[draft.draft.partner]
    line_id, told = draft.draft.topic, clean_line(draft.draft.name)
    what = f"'{told.removeprefix(clean_line(str(document.get('name', ''))) + ': ')}'"
    fields = [
        date_field(
            "until",
            "Put off until",
            f"Such as fri, +7d or 22/11. A date {PLANNED}.",
            "",
            today,
            PLANNED,
        ),
        Field("reason", "Why", f"What it waits for. {told}.", ""),
    ]

    def propose(document: Document, typed: Mapping[str, str]) -> Proposal:
        until, reason = typed.get("until", ""), typed.get("reason", "")
        return put_off(document, line_id, until, reason, today=today, by=register.by, told=what)

    title = f"Put off: {told}"
    return Form(title, fields, propose, draft, register, document, ("put_off", line_id))


def is_put_off(document: Document, draft: Draft) -> bool:
    """Whether a partner's line waits already for the reason that a draft gives."""
    kept = document.get("put_off", {}).get(draft.topic, {})
    return bool(kept) and kept.get("reason") == draft.values.get("reason", "").strip()
