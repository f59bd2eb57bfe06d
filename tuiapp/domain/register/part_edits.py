"""What an officer can do to the parts of a partner's record, each as a proposal for the register.

Values come as typed, a day in any way that `read_date` knows. What cannot be a value is refused
with `FieldsRefused`, which names the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tuiapp.domain.changes.edits import Change, Document, Proposal, diff
from tuiapp.domain.choices import CONTACT_KINDS, ContactKind, nearest, nearest_field
from tuiapp.domain.dates import PLANNED, in_full, read_date
from tuiapp.domain.models.base import Item
from tuiapp.domain.models.partner import PARTNER_SHAPE
from tuiapp.domain.models.validation import FieldsRefused, Problem
from tuiapp.domain.register.part_catalogue import PARTS, FormField, Part, form_fields, guide_choices
from tuiapp.domain.register.partner_edits import check, read_partner
from tuiapp.domain.text import clean_line, name_of
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from tuiapp.domain.models.guide import Guide


def put_item(
    document: Document,
    part: Part,
    fields: Mapping[str, str],
    *,
    today: date,
    by: str,
    item_id: str | None = None,
    guide: Guide | None = None,
) -> Proposal:
    """Propose a new item of a part, or new values of fields of one that is there.

    Args:
        document: The partner as it is now.
        part: Which part of its record.
        fields: What was typed, by field; `period.ends` is a field of a unit. "" empties one.
        today: Today's date, from which typed days are read.
        by: Who enters it.
        item_id: Which item; a new one gets a new id.
        guide: What items may name of the guide is held to it, and a result that is one of the
            guide's begins as that; None leaves both out.

    Raises:
        FieldsRefused: A value that no field holds, or a name that the guide does not know.
        InputRefused: The part has no such field.
    """
    items = _items(document, part.field)
    of_guide = guide_choices(guide, part) if guide else {}
    known = {field.name: field for field in form_fields(part.model, of_guide)}
    made: dict[str, Any] = _copy(items.get(item_id, {})) if item_id is not None else {}
    is_new = item_id is None or item_id not in items
    if is_new:
        made |= {name: f.default for name, f in known.items() if f.default and "." not in name}
        if "by" in part.model.model_fields and "by" not in known:
            made["by"] = by
        if guide and "id" in of_guide:
            made |= _begun(guide, part, item_id or "", is_own=bool(fields.get("name")))
    problems = []
    for name, text in fields.items():
        if name not in known:
            _refuse_unknown(name, part, known)
        try:
            value = _value(known[name], text, today)
            if name in of_guide and value is not None:
                _refuse_unknown_entry(name, value, of_guide[name])
            _put(made, name, value)
        except ValueError as error:
            problems.append(Problem(name, str(error)))
    if problems:
        raise FieldsRefused(problems)
    chosen = item_id or str(uuid4())
    verb = "Added" if is_new else "Changed"
    label = f"{verb} {part.one} '{_short(title_of(made))}' of {name_of(document)}"
    return Proposal(label, _with_item(document, part, chosen, made))


def _begun(guide: Guide, part: Part, item_id: str, *, is_own: bool) -> dict[str, str]:
    """Return what a new item that is one of the guide's begins with.

    Args:
        guide: Which results and benefits there are.
        part: A part whose items have the guide's ids.
        item_id: The new item's id; "" where none was given.
        is_own: Whether it has a name of its own, as a result that the guide does not know has.

    Raises:
        FieldsRefused: The guide knows no such entry, and it is none of the council's own.
    """
    entry = next((known for known in guide.results if known.id == item_id), None)
    if part.field == "results":
        if entry is not None:
            return {"name": entry.name, "unit": entry.unit, "better": entry.better}
        if is_own or not item_id:
            return {}
    try:
        _refuse_unknown_entry(part.one, item_id, guide_choices(guide, part)["id"])
    except ValueError as error:
        raise FieldsRefused([Problem(part.one, str(error))]) from None
    return {}


def _refuse_unknown_entry(one: str, wanted: str, entries: Iterable[tuple[str, str]]) -> None:
    """Raise ValueError, naming the nearest, for what the guide does not know."""
    known = [entry_id for entry_id, _ in entries]
    if not wanted:
        raise ValueError(f"it needs the id of a {one}: one of {', '.join(known)}")
    if wanted not in known:
        like = nearest(wanted, known)
        hint = f"the nearest is {like}" if like else f"use one of {', '.join(known)}"
        raise ValueError(f"no {one} is called '{_short(clean_line(wanted))}'; {hint}")


def remove_item(document: Document, part: Part, item_id: str) -> Proposal:
    """Propose that an item leaves a part; the log keeps it.

    Raises:
        InputRefused: There is no such item.
    """
    item = _items(document, part.field).get(item_id)
    if item is None:
        raise InputRefused("Not there", f"{name_of(document)} has no such {part.one} any more.", "")
    label = f"Removed {part.one} '{_short(title_of(item))}' of {name_of(document)}"
    return Proposal(label, (Change(document["id"], (part.field, item_id), item, None),))


def find_item(document: Document, part: Part, wanted: str) -> str:
    """Return the id of the one item with this id, start of an id, or title.

    Raises:
        InputRefused: None has it, or several do.
    """
    items = _items(document, part.field)
    folded = wanted.casefold()
    found = [key for key in items if key == wanted]
    found = found or [key for key in items if len(wanted) >= 4 and key.startswith(wanted)]
    found = found or [key for key, item in items.items() if folded in title_of(item).casefold()]
    if len(found) != 1:
        raise InputRefused(
            f"Which {part.one}?",
            f"{len(found) or 'No'} of {name_of(document)} match '{clean_line(wanted)}'.",
            "See them with: partnertui show",
        )
    return found[0]


def log_contact(
    document: Document,
    note: str,
    kind: ContactKind,
    *,
    on: str,
    today: date,
    by: str,
    next_action: str = "",
    due: str = "",
) -> Proposal:
    """Propose an entry of the contact log and, where one was promised, the next action."""
    entry = put_item(
        document, PARTS["log"], {"note": note, "kind": kind, "on": on}, today=today, by=by
    )
    changes = list(entry.changes)
    if next_action.strip() or due.strip():
        action = {"title": next_action, "due": due, "owner": by}
        changes += put_item(document, PARTS["actions"], action, today=today, by=by).changes
    tried = f"Logged a call to {name_of(document)} that was not answered"
    told = f"Logged {CONTACT_KINDS[kind].casefold()} with {name_of(document)}"
    label = tried if kind == "tried" else told
    return Proposal(label, tuple(changes))


def finish_action(document: Document, action_id: str, *, on: date) -> Proposal:
    """Propose that an action is done."""
    part = PARTS["actions"]
    item = _items(document, part.field).get(action_id, {})
    changes = _with_item(document, part, action_id, {**item, "done_on": on.isoformat()})
    return Proposal(f"Did '{_short(title_of(item))}' for {name_of(document)}", changes)


def put_off(
    document: Document,
    line_id: str,
    until: str,
    reason: str,
    *,
    today: date,
    by: str,
    told: str = "a line",
) -> Proposal:
    """Propose that a line of Today waits until a date, with the reason.

    Args:
        document: The partner whose line it is.
        line_id: What the line is put off by.
        until: The day as typed.
        reason: Why.
        today: Today's date.
        by: Who puts it off.
        told: What the line says, for the history.

    Raises:
        FieldsRefused: The date is none or not to come, or there is no reason.
    """
    try:
        day = read_date(until, today, PLANNED)
    except ValueError as error:
        raise FieldsRefused([Problem("until", str(error))]) from None
    if day <= today:
        raise FieldsRefused([Problem("until", f"{in_full(day)} is not to come")])
    if not reason.strip():
        raise FieldsRefused([Problem("reason", "required: write a few words")])
    kept = {"until": day.isoformat(), "reason": reason, "by": by}
    after = {**document, "put_off": {**_items(document, "put_off"), line_id: kept}}
    check(document["id"], after)
    changes = tuple(diff(document["id"], document, after, PARTNER_SHAPE))
    label = f"Put off {told} of {name_of(document)} until {in_full(day)}"
    return Proposal(label, changes)


def _value(field: FormField, text: str, today: date) -> Any:
    """Return what a field holds of what was typed; None where it is empty."""
    typed = text.strip()
    if not typed:
        return None
    if field.dates:
        return read_date(typed, today, field.dates).isoformat()
    return typed


def _put(item: dict[str, Any], name: str, value: Any) -> None:
    """Set a field of an item, or of a unit in it; None takes it away."""
    outer, _, inner = name.partition(".")
    if inner:
        unit = dict(item.get(outer) or {})
        _put(unit, inner, value)
        value, name = unit or None, outer
    if value is None:
        item.pop(name, None)
    else:
        item[name] = value


def _with_item(
    document: Document, part: Part, item_id: str, item: Mapping[str, Any]
) -> tuple[Change, ...]:
    """Return the changes that make an item of a part what is given, in canonical form."""
    items = {**_items(document, part.field), item_id: item}
    partner = read_partner({**document, part.field: items})
    made = next(entry for entry in getattr(partner, part.field) if entry.id == item_id)
    after = {**document, part.field: {**items, item_id: _as_kept(made, item)}}
    return tuple(diff(document["id"], document, after, PARTNER_SHAPE))


def _as_kept(made: Item, given: Mapping[str, Any]) -> dict[str, Any]:
    from tuiapp.domain.models.base import to_document

    kept = to_document(made)
    kept.pop("id", None)
    return {**{k: v for k, v in given.items() if k not in type(made).model_fields}, **kept}


def _items(document: Document, field: str) -> Mapping[str, Any]:
    """Return the items of a part, one that cannot be read among them: it may be put right.

    Raises:
        FieldsRefused: What is stored are no items.
    """
    items: Mapping[str, Any] = document.get(field, {})
    if not isinstance(items, Mapping) or not all(isinstance(i, Mapping) for i in items.values()):
        read_partner(document)
    return items


def _copy(item: Mapping[str, Any]) -> dict[str, Any]:
    return {k: dict(v) if isinstance(v, Mapping) else v for k, v in item.items()}


def title_of(item: Mapping[str, Any]) -> str:
    """Return what tells an item from others in a sentence, from its fields as stored."""
    for name in ("title", "name", "heading", "role", "note", "evidence", "reason", "kind"):
        if item.get(name):
            return clean_line(str(item[name]))
    return "without a title"


def _short(text: str) -> str:
    return f"{text[:50]}…" if len(text) > 50 else text


def _refuse_unknown(name: str, part: Part, known: Iterable[str]) -> None:
    raise InputRefused(
        "Unknown field",
        f"{part.one.capitalize()} has no field '{clean_line(name)}'.",
        nearest_field(name, known),
    )
