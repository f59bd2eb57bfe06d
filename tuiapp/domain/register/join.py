"""Two partners made one, with nothing of either lost; or kept apart for good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

from tuiapp.domain.changes.edits import Change, Document, Proposal, canonical, diff, same
from tuiapp.domain.choices import STATES
from tuiapp.domain.models.identifiers import implied_identifiers
from tuiapp.domain.models.labels import field_in_words, field_title
from tuiapp.domain.models.partner import PARTNER_SHAPE, Partner
from tuiapp.domain.register.duplicates import is_kept_apart
from tuiapp.domain.register.memberships import bodies_of, way_in_words, way_up
from tuiapp.domain.register.partner_edits import read_partner
from tuiapp.domain.text import clean_line, name_of
from tuiapp.errors import InputRefused

LISTS: Final = ("also_known_as", "part_of", "distinct_from", "identifiers")
"""The fields of a partner that hold several values."""
OF_OTHERS: Final = ("part_of", "distinct_from")
"""Those that hold the ids of other partners."""
IDS_WITH_MEANING: Final = ("checklist", "scores", "benefits", "own_items", "put_off")
"""The collections in which an id says what an item is about: there one id is one item."""
FURTHER: Final = ("todo", "doing", "not-applicable", "done")
"""The states of a checklist item, the furthest last."""


def make_one(kept: Document, other: Document, documents: Mapping[str, Document]) -> Proposal:
    """Propose that two partners become one, and nothing of the other is lost.

    The kept one's id and values stay; what is empty in it is taken from the other; what differs is
    written into its notes. Items of both are kept, and what was a part of the other becomes a
    part of the kept one.

    Args:
        kept: The partner that stays.
        other: The partner that leaves the register.
        documents: Every partner, for those that name the other: its members, and who it is not.

    Raises:
        FieldsRefused: One of them is no partner, or both together would be none: the notes may
            become too long.
        InputRefused: They are one already, or would be part of themselves through another body.
    """
    if kept["id"] == other["id"]:
        raise InputRefused("One already", f"{name_of(kept)} cannot be joined with itself.", "")
    partner, leaving = read_partner(kept), read_partner(other)
    after = _Joining(kept, other, leaving).result()
    _refuse_circle(after, (kept["id"], other["id"]), documents)
    read_partner(after)
    changes = list(diff(kept["id"], kept, after, PARTNER_SHAPE))
    changes.append(Change(other["id"], (), other, None))
    for document in documents.values():
        if document["id"] not in (kept["id"], other["id"]):
            changes += _moved(document, other["id"], kept["id"])
    label = f"Merged {clean_line(leaving.name)} into {clean_line(partner.name)}"
    return Proposal(label, tuple(changes))


def _refuse_circle(
    after: Document, both: tuple[str, str], documents: Mapping[str, Document]
) -> None:
    """Raise InputRefused if a body that two joined ones are part of is part of one of them."""
    for body in bodies_of(after):
        for one in both:
            if way := way_up(body, one, documents):
                told = f"One of them is part of what the other is: {way_in_words(way, documents)}."
                raise InputRefused("A circle", told, "Take it out of that first.")


def _moved(document: Document, old: str, new: str) -> Iterator[Change]:
    """Yield the changes by which a partner names another instead of one that leaves."""
    for name in OF_OTHERS:
        held = document.get(name)
        if isinstance(held, list) and old in held:
            named = dict.fromkeys(new if known == old else known for known in held)
            moved = {**document, name: [known for known in named if known != document["id"]]}
            yield from diff(document["id"], document, moved, PARTNER_SHAPE)


def keep_apart(one: Document, other: Document) -> Proposal:
    """Propose that two partners are two: that they look alike is told no more.

    The first of them keeps it, and it counts for both.

    Raises:
        FieldsRefused: The first is no partner.
        InputRefused: They are one already.
    """
    if one["id"] == other["id"]:
        raise InputRefused("One already", f"{name_of(one)} cannot be kept apart from itself.", "")
    read_partner(one)
    label = f"Marked {name_of(one)} and {name_of(other)} as two organisations"
    if is_kept_apart(one, other):
        return Proposal(label, ())
    after = {**one, "distinct_from": [*one.get("distinct_from", ()), other["id"]]}
    return Proposal(label, tuple(diff(one["id"], one, after, PARTNER_SHAPE)))


@dataclass(slots=True)
class _Joining:
    """Two partners on their way to be one.

    Attributes:
        kept: The one that stays.
        other: The one that leaves.
        leaving: The same, as a model.
        lines: What is to be written into the notes of the kept one.
    """

    kept: Document
    other: Document
    leaving: Partner
    lines: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        """Where a line of the notes comes from."""
        return f"From {clean_line(self.leaving.name)}"

    def result(self) -> dict[str, Any]:
        """Return the document of the one that both become."""
        after = dict(self.kept)
        for name, value in self.other.items():
            if name in PARTNER_SHAPE.collections:
                after[name] = self._items(name, after.get(name, {}), value)
            elif name not in ("id", "name", "notes", *LISTS):
                after[name] = self._value(name, after.get(name), value)
        after |= {name: self._both(name) for name in LISTS}
        after["notes"] = self._notes()
        result: dict[str, Any] = canonical(after)
        return result

    def _value(self, name: str, ours: Any, theirs: Any) -> Any:
        """Return the value of a field, and note theirs where it is not that."""
        # Not yet looked at is what a list left, and no decision of anybody's.
        if ours is None or (name == "status" and ours == "not-yet-looked-at"):
            return theirs
        is_undecided = name == "status" and theirs == "not-yet-looked-at"
        if not same(ours, theirs) and not is_undecided:
            words = field_in_words(self.leaving, name) if name in Partner.model_fields else ""
            self.lines.append(
                f"{self.source}: {field_title(name).casefold()} {words or _told(theirs)}"
            )
        return ours

    def _both(self, name: str) -> list[str]:
        """Return the values of a list field of both, each once."""
        if name in OF_OTHERS:
            named = [*self.kept.get(name, ()), *self.other.get(name, ())]
            own = (self.kept["id"], self.other["id"])
            return list(dict.fromkeys(known for known in named if known not in own))
        if name == "identifiers":
            return self._identifiers()
        names = [*self.kept.get(name, ()), self.other["name"], *self.other.get(name, ())]
        return list(dict.fromkeys(known for known in names if known != self.kept["name"]))

    def _identifiers(self) -> list[str]:
        """Return the identifiers of both, those their numbers stand for among them if need be."""
        ours = list(self.kept.get("identifiers", ()))
        known = ours or list(implied_identifiers(self.kept))
        theirs = self.other.get("identifiers") or implied_identifiers(self.other)
        if not set(theirs) - set(known) and not self.other.get("identifiers"):
            return ours
        return list(dict.fromkeys([*known, *theirs]))

    def _items(
        self, collection: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the items of both; where two of one id differ, both stay or both are told."""
        joined = dict(ours)
        for item_id, item in theirs.items():
            if item_id not in joined:
                joined[item_id] = item
            elif same(joined[item_id], item):
                continue
            elif collection == "checklist":
                joined[item_id] = self._checked(joined[item_id], item)
            elif collection in IDS_WITH_MEANING:
                joined[item_id] = self._item(f"{collection} {item_id}", joined[item_id], item)
            else:
                joined[str(uuid4())] = item
        return joined

    def _item(self, place: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Any:
        """Return an item with what only they say of it; what differs is noted."""
        after = dict(ours)
        for name, value in theirs.items():
            if name not in after:
                after[name] = value
            elif not same(after[name], value):
                told = f"{name.replace('_', ' ')} {_told(value)}"
                self.lines.append(f"{self.source}, {place.replace('_', ' ')}: {told}")
        return after

    def _checked(self, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
        """Return a checklist item with the further mark of two; its note tells the rest."""
        after = {**theirs, **ours}
        lines = []
        if "mark" in ours and "mark" in theirs and not same(ours["mark"], theirs["mark"]):
            is_theirs = FURTHER.index(theirs["mark"]["state"]) > FURTHER.index(
                ours["mark"]["state"]
            )
            after["mark"] = (theirs if is_theirs else ours)["mark"]
            told = _mark_told((ours if is_theirs else theirs)["mark"])
            before = f"{self.source}, which was further. Before: {told}"
            lines.append(before if is_theirs else f"{self.source}: {told}")
        for name in theirs.keys() & ours.keys() - {"mark"}:
            if not same(ours[name], theirs[name]):
                said = _told(theirs[name])
                word = "" if name == "note" else f"{name.replace('_', ' ')} "
                lines.append(f"{self.source}: {word}{said}")
        if lines:
            after["note"] = "\n".join([*filter(None, [after.get("note")]), *sorted(lines)])
        return after

    def _notes(self) -> str:
        """Return the notes of both, and between them what differed."""
        ours, theirs = self.kept.get("notes", ""), self.other.get("notes", "")
        told = [ours, *self.lines]
        if theirs and theirs != ours:
            told.append(theirs if not ours else f"{self.source}: {theirs}")
        return "\n".join(filter(None, told))


def _mark_told(mark: Mapping[str, Any]) -> str:
    reason = f": {mark['reason']}" if mark.get("reason") else ""
    state: Any = mark["state"]
    return f"{STATES[state].casefold()}, by {mark['by']} on {mark['on']}{reason}"


def _told(value: Any) -> str:
    """Return any stored value as text that holds all of it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('_', ' ')} {_told(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    return str(value)
