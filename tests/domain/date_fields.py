"""Every date field of a partner's record, found from the models, and small records that hold one.

A field that is added to a model is found here by itself, and every test over these fields takes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tuiapp.domain.changes.edits import Document
from tuiapp.domain.dates import DateKind, days_after
from tuiapp.domain.models.base import Item, UnitEntry
from tuiapp.domain.models.field_types import date_kind_of
from tuiapp.domain.models.partner import Partner

ORDINARY = date(2026, 3, 2)
"""What the other dates of a record are, where it needs them."""


class DateField(NamedTuple):
    """A date field of a partner's record.

    Attributes:
        path: The fields that lead to it, such as `agreements`, `period`, `ends`.
        kind: Which dates it takes; None where the model sets no bounds.
    """

    path: tuple[str, ...]
    kind: DateKind | None

    def __str__(self) -> str:
        return ".".join(self.path)

    def bounds(self) -> tuple[date, date]:
        """Return the first and the last date that the field takes."""
        assert self.kind is not None
        first = date(self.kind.earliest, 1, 1)
        # The next review is after the one it follows, which is of 1900 at the earliest.
        is_next = self.path[-1] == "next_on"
        return days_after(first, int(is_next)), date(self.kind.latest, 12, 31)


def date_fields(model: type[BaseModel] = Partner) -> Iterator[DateField]:
    """Yield every date field of a model and of the models inside it."""
    for name, info in model.model_fields.items():
        if date in _types(info):
            yield DateField((name,), date_kind_of(info))
        for inner in _models(info):
            for field in date_fields(inner):
                yield DateField((name, *field.path), field.kind)


def record_with(field: DateField, day: date | str) -> Document:
    """Return a small accepted partner whose record holds a date in one field."""
    partner = _entry(Partner, field.path, day)
    said = {"id": "park", "name": "Friends of the Park", "level": "full", "status": "partner"}
    return {**partner, **said}


def _entry(model: type[BaseModel], path: tuple[str, ...], day: date | str) -> dict[str, Any]:
    """Return an entry with its required fields, and a date at the end of a path."""
    name, *rest = path
    entry = {
        required: _plain(info, day)
        for required, info in model.model_fields.items()
        if info.is_required() and required not in ("id", name)
    }
    if not rest:
        entry[name] = str(day)
        return entry
    (inner,) = _models(model.model_fields[name])
    value = _entry(inner, tuple(rest), day)
    entry[name] = {"x1": value} if issubclass(inner, Item) else value
    return entry


def _plain(info: FieldInfo, day: date | str) -> Any:
    """Return some value that a required field takes; a date that no date under test is before."""
    kind = _types(info)[0]
    if kind is date:
        if isinstance(day, str) or day > ORDINARY:
            return str(ORDINARY)
        return str(max(days_after(day, -1), date(1900, 1, 1)))
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    return "x1" if kind is str else 1


def _types(info: FieldInfo) -> list[Any]:
    """Return the types of a field, without what is annotated or optional about them."""
    given = info.annotation
    kinds = get_args(given) if get_origin(given) in (Union, UnionType) else (given,)
    return [
        getattr(kind, "__origin__", kind) if hasattr(kind, "__metadata__") else kind
        for kind in kinds
    ]


def _models(info: FieldInfo) -> list[type[BaseModel]]:
    """Return the items or the unit that a field holds."""
    inner = [*_types(info), *(part for kind in _types(info) for part in get_args(kind))]
    return [
        kind for kind in inner if isinstance(kind, type) and issubclass(kind, (Item, UnitEntry))
    ]


FIELDS = tuple(date_fields())
