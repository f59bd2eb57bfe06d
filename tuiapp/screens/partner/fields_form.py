"""The form of a partner's own fields, to add one or to change it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from tuiapp.domain.models.labels import FIELD_WORDS, field_title
from tuiapp.domain.models.partner import FORM_FIELDS, Partner
from tuiapp.domain.register import memberships
from tuiapp.errors import InputRefused
from tuiapp.screens.shared.form import Form
from tuiapp.widgets.echo_field import EchoField
from tuiapp.widgets.fields import Field

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document
    from tuiapp.person.drafts import OpenDraft
    from tuiapp.screens.shared.form import Propose
    from tuiapp.store.register import Register

UNDECIDED: Mapping[str, str] = {
    "framework": "Not decided",
    "kind": "Not said",
    "working_now": "Not decided",
    "working_wanted": "Not decided",
}
"""What the empty value is called of fields with fixed values that may be empty."""
CHOICES: Mapping[str, list[tuple[str, str]]] = {
    name: [*([("", UNDECIDED[name])] if name in UNDECIDED else []), *words.items()]
    for name, words in FIELD_WORDS.items()
}
"""The fields with fixed values: what can be chosen."""
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
    names = [*FORM_FIELDS, *([memberships.FIELD] if document else [])]
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
    if name == memberships.FIELD and isinstance(value, list):
        return memberships.as_typed(value, register.snapshot.documents)
    return str(value)


def _bodies_field(document: Document, register: Register) -> EchoField:
    """Return the field with the joint bodies a partner is part of, which names who is meant."""

    def understood(typed: str) -> str:
        documents = register.snapshot.documents
        try:
            found = memberships.find_bodies(document, typed, documents)
        except InputRefused as error:
            return f"{error.message} {error.hint}".strip()
        shown = memberships.as_typed(found, documents)
        return "" if shown == typed.strip() else f"That is {shown}."

    value = _as_typed(register, memberships.FIELD, document.get(memberships.FIELD, []))
    help_text = "Joint bodies in the register that it is a member of; several with a semicolon."
    return EchoField(memberships.FIELD, "Part of", help_text, value, understood)


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
