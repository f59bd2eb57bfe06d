"""What an officer can do to a partner, each as a proposal for the register.

Every function takes the record as it is now and returns the fields that are to change; nothing
is stored here. A value that cannot be is refused with `FieldsRefused`, which names the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

from pydantic import ValidationError

from tuiapp.domain.changes.edits import Change, Document, Proposal, diff
from tuiapp.domain.choices import (
    STATES,
    STATUSES,
    VIEWS,
    State,
    Status,
    View,
    choice_of,
    nearest_field,
)
from tuiapp.domain.models.base import to_document
from tuiapp.domain.models.field_types import problem_of_input
from tuiapp.domain.models.guide import ChecklistItem, Measure
from tuiapp.domain.models.labels import field_title
from tuiapp.domain.models.partner import CHOICES, FORM_FIELDS, PARTNER_SHAPE, Partner
from tuiapp.domain.models.partner_parts import SCALE
from tuiapp.domain.models.validation import FieldsRefused, Problem, problems_of
from tuiapp.domain.text import clean_line, name_of
from tuiapp.errors import InputRefused


def add(name: str, fields: Mapping[str, Any], partner_id: str = "") -> Proposal:
    """Propose a new partner, with a new id if none was made for it before."""
    _refuse_unknown(fields)
    partner_id = partner_id or str(uuid4())
    given = _validated({"id": partner_id}, {"status": "partner", **fields, "name": name})
    document = to_document(read_partner(given))
    label = f"Added {clean_line(document['name'])}"
    return Proposal(label, (Change(partner_id, (), None, document),))


def set_fields(document: Document, fields: Mapping[str, Any]) -> Proposal:
    """Propose new values for form fields; None or "" empties one."""
    _refuse_unknown(fields)
    after = _validated(document, fields)
    changes = tuple(diff(document["id"], document, after, PARTNER_SHAPE))
    titles = [field_title(change.path[0]).casefold() for change in changes]
    what = " and ".join([", ".join(titles[:-1]), titles[-1]] if len(titles) > 1 else titles)
    what = what or "nothing"
    return Proposal(f"Changed {what} of {name_of(document)}", changes)


def accept(documents: Iterable[Document], status: Status, fields: Mapping[str, Any]) -> Proposal:
    """Propose what one or many organisations are to the council, and fields they then share."""
    several = list(documents)
    changes: list[Change] = []
    for document in several:
        after = _validated(document, {**fields, "status": status})
        changes += diff(document["id"], document, after, PARTNER_SHAPE)
    who = name_of(several[0]) if len(several) == 1 else f"{len(several)} organisations"
    return Proposal(f"Set the status of {who} to {STATUSES[status].casefold()}", tuple(changes))


def tick(
    document: Document,
    item: ChecklistItem,
    state: State,
    *,
    by: str,
    on: date,
    reason: str | None = None,
    note: str | None = None,
    evidence: str | None = None,
) -> Proposal:
    """Propose where a checklist item is; a note or evidence of None stays as it was."""
    mark = {"state": state, "by": by, "on": on.isoformat(), "reason": reason or None}
    said = {"note": note, "evidence": evidence}
    recorded = {
        **_items(document, "checklist").get(item.id, {}),
        **{name: text for name, text in said.items() if text is not None},
        "mark": mark,
    }
    changes = _item_changed(document, "checklist", item.id, recorded)
    label = f"Marked '{item.heading}' as {STATES[state].casefold()} for {name_of(document)}"
    return Proposal(label, changes)


def annotate(document: Document, item: ChecklistItem, note: str, evidence: str) -> Proposal:
    """Propose the note and evidence of a checklist item; "" empties one."""
    recorded = dict(_items(document, "checklist").get(item.id, {}))
    recorded |= {"note": note or None, "evidence": evidence or None}
    changes = _item_changed(document, "checklist", item.id, recorded)
    return Proposal(f"Noted on '{item.heading}' for {name_of(document)}", changes)


class GivenScore(NamedTuple):
    """A score of a relationship measure, as somebody gave it.

    Attributes:
        measure: What was scored.
        view: Whose view it is.
        value: The score, 0 to 4.
        note: What goes with it; "" for nothing.
    """

    measure: Measure
    view: View
    value: int
    note: str = ""


def score(document: Document, given: Sequence[GivenScore], *, by: str, on: date) -> Proposal:
    """Propose the scores of a round, one or many.

    A view has one score of a measure a day: a later one on the same day puts it right, and the
    log keeps both. Earlier days stay as they are.
    """
    changes: list[Change] = []
    for measure, view, value, note in given:
        recorded = {
            "measure": measure.id,
            "view": view,
            "value": value,
            "scale": SCALE,
            "on": on.isoformat(),
            "by": by,
            "note": note or None,
        }
        score_id = f"{measure.id}-{view}-{on.isoformat()}"
        changes += _item_changed(document, "scores", score_id, recorded)
    measures = list(dict.fromkeys(score.measure.name for score in given))
    views = " and ".join(dict.fromkeys(VIEWS[score.view].casefold() for score in given))
    told = f"'{measures[0]}' {given[0].value}" if len(given) == 1 else ""
    told = told or (f"'{measures[0]}'" if len(measures) == 1 else f"{len(measures)} measures")
    return Proposal(f"Scored {told} ({views}) for {name_of(document)}", tuple(changes))


def remove(document: Document) -> Proposal:
    """Propose that a partner leaves the register; the log keeps it.

    Raises:
        FieldsRefused: What is stored is no partner, and could not be brought back as one.
    """
    read_partner(document)
    change = Change(document["id"], (), document, None)
    return Proposal(f"Removed {name_of(document)}", (change,))


def check(record: str, document: Document) -> None:
    """Raise FieldsRefused if a record's document is no partner, or another record's."""
    if document.get("id") != record:
        raise FieldsRefused([Problem("id", "the id of a record never changes")])
    read_partner(document)


def read_partner(document: Document) -> Partner:
    """Return the partner a document holds; raises FieldsRefused where it is none."""
    try:
        return Partner.model_validate(document)
    except ValidationError as error:
        raise FieldsRefused(problems_of(error)) from None


def _refuse_unknown(fields: Iterable[str]) -> None:
    """Raise InputRefused, naming the nearest, for a field that no form has."""
    for name in fields:
        if name not in FORM_FIELDS:
            raise InputRefused(
                "Unknown field",
                f"A partner has no field '{clean_line(name)}'.",
                nearest_field(name, FORM_FIELDS),
            )


def _validated(document: Document, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with the fields in canonical form, everything else untouched."""
    meant = {name: choice_of(value, CHOICES.get(name, ())) for name, value in fields.items()}
    wanted = {name: value if value != "" else None for name, value in meant.items()}
    kept = {name: value for name, value in document.items() if name not in wanted}
    given = {name: value for name, value in wanted.items() if value is not None}
    required = [n for n in wanted if n not in given and Partner.model_fields[n].is_required()]
    if required:
        raise FieldsRefused([Problem(name, "required") for name in required])
    made = to_document(read_partner({**kept, **given}))
    changed = [name for name in given if made.get(name) != document.get(name)]
    wrong = [Problem(name, problem_of_input(name, made.get(name))) for name in changed]
    if any(problem.sentence for problem in wrong):
        raise FieldsRefused([problem for problem in wrong if problem.sentence])
    return {**kept, **{name: made[name] for name in given if name in made}}


def _items(document: Document, collection: str) -> Mapping[str, Any]:
    """Return the items of a partner; raises FieldsRefused where the record is none."""
    read_partner(document)
    items: Mapping[str, Any] = document.get(collection, {})
    return items


def _item_changed(
    document: Document, collection: str, item_id: str, recorded: Mapping[str, Any]
) -> tuple[Change, ...]:
    """Return the changes that make one item of a collection what is recorded."""
    items = {**_items(document, collection), item_id: recorded}
    after = {**document, collection: items}
    check(document["id"], after)
    return tuple(diff(document["id"], document, after, PARTNER_SHAPE))
