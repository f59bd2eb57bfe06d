"""The form of a partner's own fields, to add one or to change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tuiapp.domain.choices import FRAMEWORKS, KINDS, LEVELS, STATUSES, WORKINGS
from tuiapp.domain.deeds import field_title
from tuiapp.domain.partner import FORM_FIELDS, Partner
from tuiapp.screens.form import Form
from tuiapp.widgets.fields import Field

if TYPE_CHECKING:
    from tuiapp.domain.changes import Document
    from tuiapp.screens.form import Propose
    from tuiapp.store.drafts import OpenDraft
    from tuiapp.store.register import Register

UNDECIDED = ("", "Not decided")
CHOICES: Mapping[str, list[tuple[str, str]]] = {
    "status": list(STATUSES.items()),
    "framework": [UNDECIDED, *FRAMEWORKS.items()],
    "kind": [("", "Not said"), *KINDS.items()],
    "level": list(LEVELS.items()),
    "working_now": [UNDECIDED, *WORKINGS.items()],
    "working_wanted": [UNDECIDED, *WORKINGS.items()],
}
"""The fields with fixed values."""
LONG = ("purpose", "exit_arrangements", "notes")
AT_LIGHT = (
    *("name", "status", "framework", "kind", "level", "purpose", "place", "ward"),
    *("lead_officer", "contact", "email", "phone", "speak_every", "notes"),
)
"""The fields that are asked for at light; the others are shown once they hold something."""


def partner_form(
    title: str, document: Document, propose: Propose, draft: OpenDraft, register: Register
) -> Form:
    """Return the form with what the document holds."""
    draft.start_from({name: document[name] for name in FORM_FIELDS if name in document})
    fields = [_field(name, document) for name in FORM_FIELDS]
    form = Form(title, fields, propose, draft, register, document)
    if document.get("level", "light") == "light":
        form.seldom = tuple(n for n in FORM_FIELDS if n not in AT_LIGHT and n not in document)
    return form


def _field(name: str, document: Document) -> Field:
    info = Partner.model_fields[name]
    value: Any = document.get(name)
    if value is None and isinstance(info.default, str):
        value = info.default
    return Field(
        name,
        field_title(name),
        info.description or "",
        str(value) if value is not None else "",
        choices=CHOICES.get(name, ()),
        long=name in LONG,
    )
