"""The form of a partner's own fields, to add one or to change it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from tuiapp.domain import bodies
from tuiapp.domain.choices import FRAMEWORKS, KINDS, LEVELS, STATUSES, WORKINGS
from tuiapp.domain.deeds import field_title
from tuiapp.domain.partner import FORM_FIELDS, Partner
from tuiapp.errors import InputRefused
from tuiapp.screens.form import Form
from tuiapp.widgets.echo_field import EchoField
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
AFTER = "lead_member"
"""The field below which the bodies stand that it is part of."""
LONG = ("purpose", "exit_arrangements", "notes")
AT_LIGHT = (
    *("name", "status", "framework", "kind", "level", "purpose", "place", "ward"),
    *("lead_officer", "contact", "email", "phone", "speak_every", "notes"),
)
"""The fields that are asked for at light; the others are shown once they hold something."""


def partner_form(
    title: str, document: Document, propose: Propose, draft: OpenDraft, register: Register
) -> Form:
    """Return the form with what the document holds; a new partner is part of nothing yet."""
    names = [*FORM_FIELDS, *([bodies.FIELD] if document else [])]
    draft.start_from({name: document[name] for name in names if name in document})
    fields = [_field(name, document) for name in FORM_FIELDS]
    if document:
        fields.insert(names.index(AFTER) + 1, _bodies_field(document, register))
    form = Form(title, fields, propose, draft, register, document)
    form.as_typed = partial(_as_typed, register)
    if document.get("level", "light") == "light":
        form.seldom = tuple(n for n in names if n not in AT_LIGHT and n not in document)
    return form


def _as_typed(register: Register, name: str, value: Any) -> str:
    if name == bodies.FIELD and isinstance(value, list):
        return bodies.as_typed(value, register.snapshot.documents)
    return str(value)


def _bodies_field(document: Document, register: Register) -> EchoField:
    """Return the field with the joint bodies a partner is part of, which names who is meant."""

    def understood(typed: str) -> str:
        documents = register.snapshot.documents
        try:
            found = bodies.find_bodies(document, typed, documents)
        except InputRefused as error:
            return f"{error.message} {error.hint}".strip()
        shown = bodies.as_typed(found, documents)
        return "" if shown == typed.strip() else f"That is {shown}."

    value = _as_typed(register, bodies.FIELD, document.get(bodies.FIELD, []))
    help_text = "Joint bodies in the register that it is a member of; several with a semicolon."
    return EchoField(bodies.FIELD, "Part of", help_text, value, understood)


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
