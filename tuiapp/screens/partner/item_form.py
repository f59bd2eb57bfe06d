"""The forms of a partner's record: one item of any of its parts, added or changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from tuiapp.content.loader import load_guide
from tuiapp.domain.dates import WEEKDAYS, in_full, local_time, read_date
from tuiapp.domain.history.wording import value_at
from tuiapp.domain.models.validation import FieldsRefused, Problem
from tuiapp.domain.register import part_edits
from tuiapp.domain.register.part_catalogue import FormField, Part, form_fields, guide_choices
from tuiapp.domain.text import clean_line
from tuiapp.screens.shared.form import Form
from tuiapp.widgets.echo_field import EchoField
from tuiapp.widgets.fields import Field
from tuiapp.widgets.record import add_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuiapp.domain.changes.edits import Document, Proposal
    from tuiapp.domain.dates import DateKind
    from tuiapp.person.drafts import Draft, OpenDraft
    from tuiapp.store.register import Register

BEGUN = "begun:"
"""What parts in a draft what a new item began with from what the register held."""


def item_form(
    document: Document,
    part: Part,
    item_id: str,
    draft: OpenDraft,
    register: Register,
    today: date,
    begun: Mapping[str, str] | None = None,
) -> Form:
    """Return the form of one item of a part; that of a new one if the partner has none such.

    Args:
        document: The partner as it is shown.
        part: Which part of its record.
        item_id: Which item; a new one gets this id.
        draft: Where what is typed is kept.
        register: Where it is saved.
        today: Today's date, from which typed days are read.
        begun: What a new item begins with, from where it was asked for.
    """
    document = _as_opened(document, part, item_id, draft.draft)
    item = document.get(part.field, {}).get(item_id)
    guide = load_guide()
    known = form_fields(part.model, guide_choices(guide, part))
    held = {field.name: value_at(item or {}, tuple(field.name.split("."))) for field in known}
    prefilled = dict[str, str]()
    if item is None:
        begun = begun or _begun(draft.draft)
        prefilled = _prefilled(part, register.by, today) | dict(begun)
        draft.start_from({f"{BEGUN}{name}": value for name, value in begun.items()})
    else:
        draft.start_from({name: value for name, value in held.items() if value is not None})
    fields = [
        _field(f, _typed(f, held[f.name], prefilled, is_new=item is None), today) for f in known
    ]

    def propose(document: Document, typed: Mapping[str, str]) -> Proposal:
        try:
            return part_edits.put_item(
                document,
                part,
                {**prefilled, **typed},
                today=today,
                by=register.by,
                item_id=item_id,
                guide=guide,
            )
        except FieldsRefused as error:
            raise FieldsRefused(_at_fields(error.problems, part, known)) from None

    name = clean_line(str(document.get("name", "")))
    title = f"{add_words(part) if item is None else part.one.capitalize()}: {name}"
    return Form(title, fields, propose, draft, register, document, (part.field, item_id))


def date_field(
    name: str, label: str, help_text: str, value: str, today: date, kind: DateKind
) -> EchoField:
    """Return a field to type a date of a kind in, which says the day that was understood."""
    return EchoField(name, label, help_text, value, partial(understood_day, today, kind))


def understood_day(today: date, kind: DateKind, typed: str) -> str:
    """Return which day was understood, as a sentence; "" where none was or it is written out."""
    try:
        day = read_date(typed, today, kind)
    except ValueError:
        return ""
    if in_full(day) == typed.strip():
        return ""
    return f"That is {WEEKDAYS[day.weekday()].capitalize()} {in_full(day)}."


def is_item_stored(document: Document, part: Part, item_id: str, draft: Draft) -> bool:
    """Whether a partner holds what a draft of an item says.

    Raises:
        InputRefused: It cannot be saved.
    """
    if item_id not in document.get(part.field, {}):
        return False
    then = local_time(draft.at).date()  # a day such as "fri" was meant from that day on
    proposal = part_edits.put_item(document, part, draft.values, today=then, by="", item_id=item_id)
    return not proposal.changes


def _prefilled(part: Part, by: str, today: date) -> dict[str, str]:
    """Return what a new item begins with: the day of what was done, and who promises it."""
    is_done = "on" in part.model.model_fields and part.field != "meetings"  # which are to come
    prefilled = {"on": in_full(today)} if is_done else {}
    return prefilled | ({"owner": by} if part.field == "actions" else {})


def _begun(draft: Draft) -> dict[str, str]:
    """Return what a new item began with, from where it was asked for."""
    return {
        name.removeprefix(BEGUN): str(value)
        for name, value in draft.base.items()
        if name.startswith(BEGUN)
    }


def _typed(field: FormField, value: Any, prefilled: Mapping[str, str], *, is_new: bool) -> str:
    """Return what a field holds, as one types it."""
    if value is None:
        return prefilled.get(field.name, field.default) if is_new or field.choices else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if field.dates:
        try:
            return in_full(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    return str(value)


def _field(field: FormField, value: str, today: date) -> Field:
    if field.dates:
        return date_field(field.name, field.title, field.help, value, today, field.dates)
    return Field(
        field.name, field.title, field.help, value, choices=field.choices, long=field.is_long
    )


def _at_fields(
    problems: Iterable[Problem], part: Part, known: Iterable[FormField]
) -> list[Problem]:
    """Return problems under the names of the form's fields; what is about a unit, at its last."""
    names = [field.name for field in known]
    placed = []
    for problem in problems:
        name = problem.field.removeprefix(f"{part.field}.")
        within = [known_name for known_name in names if known_name.startswith(f"{name}.")]
        placed.append(Problem(within[-1] if within else name, problem.sentence))
    return placed


def _as_opened(document: Document, part: Part, item_id: str, draft: Draft) -> Document:
    """Return the partner with what is typed of an item as it was when its form was opened.

    A proposal that starts from it meets what somebody else changed meanwhile as a conflict.
    """
    if not draft.values:
        return document
    items = document.get(part.field, {})
    item = dict(items.get(item_id, {}))
    for name in draft.values:
        outer, _, inner = name.partition(".")
        if inner:
            unit = _with_value(item.get(outer) or {}, inner, draft.base.get(name))
            item = _with_value(item, outer, unit or None)
        else:
            item = _with_value(item, name, draft.base.get(name))
    others = {known: value for known, value in items.items() if known != item_id}
    return {**document, part.field: {**others, **({item_id: item} if item else {})}}


def _with_value(item: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return an item with a field that holds a value, or is empty where that is None."""
    kept = {known: held for known, held in item.items() if known != name}
    return kept if value is None else {**kept, name: value}
