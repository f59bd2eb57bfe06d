"""Fields of a partner and their fixed values in the words of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from tuiapp.domain.choices import FRAMEWORKS, KINDS, LEVELS, STATES, STATUSES, VIEWS, WORKINGS

if TYPE_CHECKING:
    from tuiapp.domain.models.partner import Partner


def field_title(field: str) -> str:
    """Return a partner's field in the words of the screen."""
    from tuiapp.domain.models.partner import Partner  # pydantic: a list of partners needs none

    info = Partner.model_fields.get(field)
    return (info.title if info else None) or field.replace("_", " ").capitalize()


FIELD_WORDS: Final[Mapping[str, Mapping[Any, str]]] = {
    "status": STATUSES,
    "framework": FRAMEWORKS,
    "kind": KINDS,
    "level": LEVELS,
    "working_now": WORKINGS,
    "working_wanted": WORKINGS,
}
"""A partner's fields with fixed values: each value as it is stored, with its words."""
CHANGE_WORDS: Final[Mapping[str, Mapping[Any, str]]] = {
    **FIELD_WORDS,
    "state": STATES,
    "view": VIEWS,
}
"""The same with the fields of checklist marks and scores, for whoever tells of a change."""


def field_in_words(partner: Partner, name: str) -> str:
    """Return a field as people read it; "" where it is empty."""
    value = getattr(partner, name)
    return str(FIELD_WORDS.get(name, {}).get(value, value)) if value is not None else ""
