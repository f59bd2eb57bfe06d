"""What every model here is built on: frozen entries, ids, and collections keyed by id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    SerializerFunctionWrapHandler,
    StringConstraints,
    WrapSerializer,
)

from tuiapp.domain.changes.edits import Document, Shape, Unit, canonical
from tuiapp.domain.text import LINE_LIMIT, PROSE_LIMIT, in_one_line, refuse_control_characters

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""How ids look: what `[a-z0-9-]+` allows, without a hyphen at an end or two together."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
"""A permanent name of one thing, never shown as its heading and never reused."""


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LINE_LIMIT),
    AfterValidator(refuse_control_characters),
    AfterValidator(in_one_line),
]
"""One line somebody typed, 1 to 300 characters, with nothing in it that could drive a terminal."""

Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=PROSE_LIMIT),
    AfterValidator(refuse_control_characters),
]
"""Text of several lines somebody typed, 1 to 20,000 characters."""


UUID_LENGTH = 36
"""How many characters an id has that nobody chose."""


def short_id(entry_id: str) -> str:
    """Return the start of an id that commands take for it; one that people chose stays whole."""
    return entry_id[:8] if len(entry_id) == UUID_LENGTH else entry_id


class Entry(BaseModel):
    """A frozen part of the vocabulary; building its validator waits until it is first used."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Item(Entry):
    """One item of a collection that is keyed by id in a document.

    A field this version does not know is kept, so that a register goes through an older
    program unharmed.
    """

    model_config = ConfigDict(extra="allow")

    display_order: ClassVar[tuple[str, ...]] = ("id",)
    """The fields a list of these is sorted by on screen."""

    id: Id


ItemT = TypeVar("ItemT", bound=Item)


def _items_from_document(value: object) -> object:
    """Turn `{id: fields}` into a list of fields that hold their id; leave anything else alone."""
    if not isinstance(value, Mapping):
        return value
    return [
        {**fields, "id": key} if isinstance(fields, Mapping) else fields
        for key, fields in value.items()
    ]


def _in_display_order(items: tuple[ItemT, ...]) -> tuple[ItemT, ...]:
    """Sort for display, and refuse two items of one id."""
    if len({item.id for item in items}) != len(items):
        raise ValueError("two items have the same id")

    def place(item: ItemT) -> tuple[tuple[bool, Any], ...]:
        fields = (getattr(item, name) for name in item.display_order)
        return tuple((field is None, field) for field in fields)

    return tuple(sorted(items, key=place))


def _items_to_document(
    items: tuple[ItemT, ...], to_json: SerializerFunctionWrapHandler
) -> dict[str, dict[str, Any]]:
    """Turn items into `{id: fields}`, the form a document keeps them in."""
    return {fields.pop("id"): fields for fields in to_json(items)}


Keyed = Annotated[
    tuple[ItemT, ...],
    BeforeValidator(_items_from_document),
    AfterValidator(_in_display_order),
    WrapSerializer(_items_to_document),
]
"""A collection: a tuple in memory, frozen and in display order; `{id: fields}` in a document."""


def choices_in(annotation: object) -> tuple[str, ...]:
    """Return the ids of the fixed set of words that a field holds; none where it holds another."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next(filter(None, map(choices_in, get_args(annotation))), ())


class UnitEntry(Entry):
    """A group of fields that are valid only together and change as one."""

    unit: ClassVar[Unit] = Unit()


@cache
def shape_of(model: type[BaseModel]) -> Shape:
    """Return how a model's documents are laid out: its fields, collections and units."""
    collections: dict[str, Shape] = {}
    units: dict[str, Unit] = {}
    for name, info in model.model_fields.items():
        for part in (info.annotation, *get_args(info.annotation)):
            if isinstance(part, type) and issubclass(part, Item):
                collections[name] = shape_of(part)
            elif isinstance(part, type) and issubclass(part, UnitEntry):
                units[name] = part.unit
    fields = tuple(
        name for name in model.model_fields if name != "id" or not issubclass(model, Item)
    )
    return Shape(fields, collections, units)


def to_document(entry: BaseModel) -> dict[str, Any]:
    """Return a model as a document in canonical form."""
    return canonical(entry.model_dump(mode="json", exclude_none=True)) or {}


def in_model_order(document: Document, shape: Shape) -> dict[str, Any]:
    """Return a document with its fields in the model's order, its items by id, the unknown last."""
    known = [name for name in shape.fields if name in document]
    names = [*known, *sorted(document.keys() - set(known))]
    ordered: dict[str, Any] = {}
    for name in names:
        inner = shape.collections.get(name)
        value = document[name]
        if inner is not None and isinstance(value, Mapping):
            value = {key: in_model_order(value[key], inner) for key in sorted(value)}
        ordered[name] = value
    return ordered
