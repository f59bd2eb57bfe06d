"""Finding partners: one by its name or id, many by a filter; all on documents, without models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from tuiapp.domain.changes import Document
from tuiapp.domain.choices import nearest
from tuiapp.domain.text import clean_line, count, fold
from tuiapp.errors import InputRefused

SEARCHED = ("name", "also_known_as", "place", "service", "lead_officer", "postcode", "purpose")
"""The fields that a text is looked for in."""


def find_partner(documents: Mapping[str, Document], wanted: str) -> Document:
    """Return the one partner with this id, start of an id, or name.

    Raises:
        InputRefused: None has it, or several do; the message names the nearest.
    """
    if wanted in documents:
        return documents[wanted]
    folded = fold(wanted)
    found = [doc for doc in documents.values() if fold(str(doc.get("name", ""))) == folded]
    if not found and len(wanted) >= 4:
        found = [doc for key, doc in documents.items() if key.startswith(wanted.casefold())]
    if not found and folded:
        found = [doc for doc in documents.values() if folded in fold(str(doc.get("name", "")))]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputRefused(
            "Which partner?",
            f"{count(len(found), 'partner')} match '{clean_line(wanted)}': {_listed(found)}.",
            "Write the whole name, or the id that list --json shows.",
        )
    raise InputRefused(
        "Unknown partner", f"There is no '{clean_line(wanted)}'.", _like(documents, folded)
    )


def _listed(found: Sequence[Document]) -> str:
    names = [f"{clean_line(str(doc.get('name')))} ({doc['id'][:8]})" for doc in found[:4]]
    return ", ".join(names) + (", and more" if len(found) > 4 else "")


def _like(documents: Mapping[str, Document], folded: str) -> str:
    names = {fold(str(doc.get("name", ""))): str(doc.get("name")) for doc in documents.values()}
    like = nearest(folded, names)
    if like:
        return f"The nearest is '{clean_line(names[like])}'."
    return "See them all with: partnertui list"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which partners to show; an empty part asks for nothing.

    Attributes:
        text: Words that must all be in the name, place, service, officer, postcode or purpose.
        fields: Values that fields must have, as stored.
        place: A part of the place.
        owner: A part of the lead officer's post.
        officer: The lead officer's post, all of it, in whatever case.
        hidden: Statuses left out.
    """

    text: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    place: str = ""
    owner: str = ""
    officer: str = ""
    hidden: frozenset[str] = frozenset()


def haystack(document: Document) -> str:
    """Return what a text is looked for in: the searched fields, folded."""
    parts: list[str] = []
    for name in SEARCHED:
        value = document.get(name, "")
        parts += value if isinstance(value, list) else [str(value)]
    return fold("\n".join(map(str, parts)))


Indexed = tuple[tuple[str, str], str, Document]


class Index:
    """The partners by name, their texts folded once, so that a key press searches them at once.

    Args:
        documents: The partners.
        before: An index of an earlier version; what is the same document still is not folded again.
    """

    def __init__(self, documents: Iterable[Document], before: Index | None = None) -> None:
        known = {id(entry[2]): entry for entry in before.entries} if before else {}
        entries = (known.get(id(doc)) or (by_name(doc), haystack(doc), doc) for doc in documents)
        self.entries: list[Indexed] = sorted(entries, key=itemgetter(0))
        """What sorts each partner, its text folded, and the partner."""

    def select(self, wanted: Filter) -> list[Document]:
        """Return the partners a filter lets through, by name."""
        words = fold(wanted.text).split()
        return [
            doc
            for _, text, doc in self.entries
            if all(word in text for word in words) and _is_wanted(doc, wanted)
        ]


def _is_wanted(document: Document, wanted: Filter) -> bool:
    return (
        str(document.get("status")) not in wanted.hidden
        and all(document.get(name) == value for name, value in wanted.fields)
        and _is_part(wanted.place, document.get("place"))
        and _is_part(wanted.owner, document.get("lead_officer"))
        and (not wanted.officer or _is_folded(wanted.officer, document.get("lead_officer")))
    )


def _is_part(wanted: str, value: object) -> bool:
    return not wanted or fold(wanted) in fold(str(value or ""))


def _is_folded(wanted: str, value: object) -> bool:
    return fold(wanted) == fold(str(value or ""))


def by_name(document: Document) -> tuple[str, str]:
    """Return what sorts partners by name; a leading "The" does not count."""
    return fold(str(document.get("name", ""))).removeprefix("the "), str(document.get("id"))
