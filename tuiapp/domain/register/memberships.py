"""Joint bodies: which partners are members of which, and what says so.

A member holds the ids of the bodies it is part of. A body that leaves the register leaves its id
with its members, so that undo brings all of it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from tuiapp.domain.changes.edits import Document, Proposal, diff
from tuiapp.domain.models.partner import PARTNER_SHAPE
from tuiapp.domain.models.validation import FieldsRefused, Problem
from tuiapp.domain.register import partner_edits
from tuiapp.domain.register.find import by_name, find_partner
from tuiapp.domain.register.partner_edits import check
from tuiapp.domain.text import name_of
from tuiapp.errors import InputRefused

FIELD: Final = "part_of"
"""The field of a member that holds the ids of its bodies."""
BETWEEN: Final = ";"
"""What parts the names of several bodies where they are typed in one line."""
GONE: Final = "a body no longer in the register"


def bodies_of(document: Document) -> list[str]:
    """Return the ids of the bodies a partner is part of; what a file holds may be no list."""
    held = document.get(FIELD)
    return [body for body in held if isinstance(body, str)] if isinstance(held, list) else []


def bodies_in_words(document: Document, documents: Mapping[str, Document]) -> list[str]:
    """Return the names of the bodies a partner is part of, in the order they were given."""
    return [
        name_of(documents[body]) if body in documents else GONE
        for body in dict.fromkeys(bodies_of(document))
    ]


def members_of(body: str, documents: Mapping[str, Document]) -> list[Document]:
    """Return the partners that are part of a body, by name."""
    members = (doc for doc in documents.values() if FIELD in doc and body in bodies_of(doc))
    return sorted(members, key=by_name)


def find_bodies(document: Document, typed: str, documents: Mapping[str, Document]) -> list[str]:
    """Return the ids of the bodies that were typed, by name or id, separated by semicolons.

    Args:
        document: The partner that is to be part of them; the id of one it is part of already is
            known, though that one has left the register.
        typed: Such as `River Alliance; Parks Forum`; "" for none.
        documents: Every partner by id.

    Raises:
        InputRefused: One is unknown, or several partners match it.
    """
    wanted = [name.strip() for name in typed.split(BETWEEN)]
    held = bodies_of(document)
    found = (w if w in held else str(find_partner(documents, w)["id"]) for w in wanted if w)
    return list(dict.fromkeys(found))


def set_membership(
    document: Document, bodies: Iterable[str], documents: Mapping[str, Document]
) -> Proposal:
    """Propose which joint bodies a partner is part of.

    Args:
        document: The partner as it is now.
        bodies: The ids of the bodies, all of them; none takes it out of every one.
        documents: Every partner by id.

    Raises:
        FieldsRefused: A body would be part of itself, directly or through others, or is not in
            the register.
    """
    wanted = list(dict.fromkeys(bodies))
    held = bodies_of(document)
    for body in wanted:
        if problem := _problem(document, body, held, documents):
            raise FieldsRefused([Problem(FIELD, problem)])
    after = {name: value for name, value in document.items() if name != FIELD}
    after |= {FIELD: wanted} if wanted else {}
    check(document["id"], after)
    changes = tuple(diff(document["id"], document, after, PARTNER_SHAPE))
    return Proposal(_label(document, held, wanted, documents), changes)


def set_fields(
    document: Document, fields: Mapping[str, str], documents: Mapping[str, Document]
) -> Proposal:
    """Propose new values for a partner's fields, with those of the bodies it is part of as typed.

    Raises:
        FieldsRefused: A value that a field cannot hold, or a body that is none or would be a
            circle.
        InputRefused: A partner has no such field.
    """
    others = {name: value for name, value in fields.items() if name != FIELD}
    if FIELD not in fields:
        return partner_edits.set_fields(document, others)
    try:
        found = find_bodies(document, fields[FIELD], documents)
    except InputRefused as error:
        told = f"{error.message} {error.hint}".strip().removesuffix(".")
        raise FieldsRefused([Problem(FIELD, f"{told[0].lower()}{told[1:]}")]) from None
    membership = set_membership(document, found, documents)
    if not others:
        return membership
    changed = partner_edits.set_fields(document, others)
    if not membership.changes:
        return changed
    label = f"{changed.label}; {membership.label[0].lower()}{membership.label[1:]}"
    return Proposal(label, changed.changes + membership.changes)


def as_typed(bodies: Iterable[str], documents: Mapping[str, Document]) -> str:
    """Return bodies as one types them: by name, or by id where a name does not tell which."""
    return f"{BETWEEN} ".join(_typed(body, documents) for body in bodies)


def _typed(body: str, documents: Mapping[str, Document]) -> str:
    name = str(documents.get(body, {}).get("name", ""))
    try:
        is_clear = (
            bool(name) and BETWEEN not in name and find_partner(documents, name)["id"] == body
        )
    except InputRefused:
        is_clear = False
    return name if is_clear else body


def way_up(start: str, end: str, documents: Mapping[str, Document]) -> list[str]:
    """Return the ids on the way from a member up to a body it is part of; none if it is not."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        for body in bodies_of(documents.get(way[-1], {})):
            if body == end:
                return [*way, end]
            if body not in seen:  # a file may hold a circle already
                seen.add(body)
                ways.append([*way, body])
    return []


def _problem(
    document: Document, body: str, held: Iterable[str], documents: Mapping[str, Document]
) -> str:
    """Return why a partner cannot be part of a body, as a sentence's end; "" where it can."""
    name = name_of(document)
    if body == document["id"]:
        return f"{name} cannot be part of itself; name another body"
    if body not in documents:
        return "" if body in held else "there is no such body in the register; add it first"
    if way := way_up(body, document["id"], documents):
        told = way_in_words(way, documents)
        return f"it would be a circle: {told}; take {name} out of that first"
    return ""


def way_in_words(way: Iterable[str], documents: Mapping[str, Document]) -> str:
    """Return a way from a member up to a body: A is part of B, which is part of C."""
    first, *others = [name_of(documents[step]) if step in documents else GONE for step in way]
    return f"{first} is part of {', which is part of '.join(others)}"


def _label(
    document: Document,
    held: list[str],
    wanted: list[str],
    documents: Mapping[str, Document],
) -> str:
    """Return what a new membership is called in the history."""
    name = name_of(document)
    joined = _listed([body for body in wanted if body not in held], documents)
    left = _listed([body for body in held if body not in wanted], documents)
    if joined:
        return f"Made {name} part of {joined}" + (f" and no longer of {left}" if left else "")
    return f"Took {name} out of {left}" if left else f"Changed nothing of {name}"


def _listed(bodies: Iterable[str], documents: Mapping[str, Document]) -> str:
    names = [name_of(documents[body]) if body in documents else GONE for body in bodies]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
