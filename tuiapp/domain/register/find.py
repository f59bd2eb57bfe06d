"""Finding partners: one by its name or id, many by a filter; all on documents, without models."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import itemgetter
from typing import Any, Final

from tuiapp.domain.changes.edits import Document
from tuiapp.domain.choices import nearest
from tuiapp.domain.text import (
    LINE_LIMIT,
    clean_line,
    closed_up,
    count,
    fold,
    name_key,
    plain,
    search_text,
    search_words,
    shortened,
)
from tuiapp.errors import InputRefused

SEARCHED = ("name", "also_known_as", "place", "service", "lead_officer", "postcode", "purpose")
"""The fields that a text is looked for in."""
SHORT_ID: Final = 8
"""The fewest characters of an id that are shown to be typed again."""


def find_partner(documents: Mapping[str, Document], wanted: str) -> Document:
    """Return the one partner with this id, start of an id, or name.

    A name counts however its case, accents, spacing and punctuation are written; then the other
    names a partner is known by; then a part of a name.

    Raises:
        InputRefused: None has it, or several do; the message names the nearest.
    """
    if wanted in documents:
        return documents[wanted]
    found = _matching(documents, wanted)
    if len(found) == 1:
        return found[0]
    quoted = shortened(wanted, LINE_LIMIT)
    if found:
        raise InputRefused(
            "Which partner?",
            f"{count(len(found), 'partner')} match '{quoted}': {_listed(found, documents)}.",
            "Write the whole name, or the id.",
        )
    raise InputRefused("Unknown partner", f"There is no '{quoted}'.", _like(documents, wanted))


def _matching(documents: Mapping[str, Document], wanted: str) -> list[Document]:
    """Return the partners somebody may mean, by the surest way in which there are any."""
    folded, key, part = fold(wanted), name_key(wanted), plain(wanted)
    several = documents.values()
    ways: Iterable[Iterable[Document]] = (
        (doc for doc in several if fold(_name(doc)) == folded),
        (doc for doc in several if name_key(_name(doc)) == key),
        (doc for doc in several if key in map(name_key, _other_names(doc))),
        (doc for i, doc in documents.items() if len(wanted) >= 4 and i.startswith(wanted.lower())),
        (doc for doc in several if part and part in plain(search_text(_name(doc)))),
    )
    return next((found for way in ways if (found := list(way))), [])


def _name(document: Document) -> str:
    return str(document.get("name", ""))


def _other_names(document: Document) -> list[str]:
    """Return the other names a partner is known by; what a file holds may be no list."""
    also: Any = document.get("also_known_as")
    return [str(name) for name in also] if isinstance(also, list) else []


def short_ids(ids: Iterable[str], among: Iterable[str]) -> dict[str, str]:
    """Return the shortest start of each id, of 8 characters or more, that no other one has.

    Args:
        ids: Those to shorten.
        among: Every id there is.
    """
    ordered = sorted(among)
    return {one: one[: _telling_length(one, ordered)] for one in ids}


def _telling_length(one: str, ordered: Sequence[str]) -> int:
    """Return how many characters tell an id from its neighbours in the order of all."""
    place = bisect_left(ordered, one)
    near = [*ordered[max(0, place - 1) : place], *ordered[place + 1 : place + 2]]
    return max([SHORT_ID, *(_alike(one, other) + 1 for other in near)])


def _alike(one: str, other: str) -> int:
    """Return how many characters two ids have in common at their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _listed(found: Sequence[Document], documents: Mapping[str, Document]) -> str:
    ids = short_ids((doc["id"] for doc in found[:4]), documents)
    names = [f"{clean_line(_name(doc))} ({ids[doc['id']]})" for doc in found[:4]]
    return ", ".join(names) + (", and more" if len(found) > 4 else "")


def _like(documents: Mapping[str, Document], wanted: str) -> str:
    names = {fold(_name(doc)): _name(doc) for doc in documents.values()}
    like = nearest(fold(wanted), names) if len(wanted) <= LINE_LIMIT else ""
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
    """Return what a text is looked for in: the searched fields, folded, and names closed up."""
    parts: list[str] = []
    for name in SEARCHED:
        value = document.get(name, "")
        parts += value if isinstance(value, list) else [str(value)]
    parts += closed_postcode(document)
    names = fold("\n".join([_name(document), *_other_names(document)]))
    return " ".join([fold("\n".join(map(str, parts))), *closed_up(names)])


def closed_postcode(document: Document) -> list[str]:
    """Return a partner's postcode without its space, as many type it; nothing where it has none."""
    postcode = str(document.get("postcode") or "")
    return [postcode.replace(" ", "")] if " " in postcode else []


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
        words = search_words(wanted.text)
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
    return not wanted or plain(wanted) in plain(search_text(str(value or "")))


def _is_folded(wanted: str, value: object) -> bool:
    return plain(wanted) == plain(str(value or ""))


def by_name(document: Document) -> tuple[str, str]:
    """Return what sorts partners by name; a leading "The" does not count."""
    return fold(str(document.get("name", ""))).removeprefix("the "), str(document.get("id"))
