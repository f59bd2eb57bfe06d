"""How a record that does not validate is put right: which command mends what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from tuiapp.domain.models.base import short_id
from tuiapp.domain.models.partner import FORM_FIELDS
from tuiapp.domain.register.part_catalogue import PARTS, Part, form_fields

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.validation import Problem


TAKE_BACK: Final = (
    "Take back the change that did it, which partnertui history lists, with: partnertui undo EDIT"
)


def how_to_repair(document: Document, problems: Sequence[Problem]) -> str:
    """Return what to do about the first problem of a record, in a sentence."""
    field, _, within = problems[0].field.partition(".")
    if field in FORM_FIELDS:
        return "Put that field right in its form, or with: partnertui set."
    part = PARTS.get(field)
    item_id = next(_wrong_items(document, part), "") if part else ""
    if part and item_id:
        item = short_id(item_id)
        command = f"partnertui record {short_id(str(document['id']))} {field}"
        if within in {known.name for known in form_fields(part.model)}:
            change = f"{command} change {item} {within}=VALUE"
            return f"Put it right with: {change} (or take it out: remove {item})"
        return f"{TAKE_BACK}; or take it out with: {command} remove {item}"
    return f"{TAKE_BACK}."


def _wrong_items(document: Document, part: Part) -> Iterator[str]:
    """Yield the ids of the items of a part that are not sound by themselves."""
    items = document.get(part.field)
    for item_id, item in items.items() if isinstance(items, Mapping) else ():
        try:
            part.model.model_validate(
                {**item, "id": item_id} if isinstance(item, Mapping) else item
            )
        except ValidationError:
            yield item_id
