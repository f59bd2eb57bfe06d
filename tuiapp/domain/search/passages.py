"""What search looks in: the guide's pages and partners' documents as passages of plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tuiapp.domain.choices import (
    AGREEMENT_KINDS,
    DOCUMENT_KINDS,
    FRAMEWORKS,
    KINDS,
    STATUSES,
)
from tuiapp.domain.pages.guide_pages import PARTS, heading_of, page_of
from tuiapp.domain.register.find import by_name, closed_postcode

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.guide import Guide

PARTNER: Final = "partner"
"""The kind of an answer that is a partner; every other kind is a part of the guide."""

CALLED: Final[Mapping[str, str]] = {
    "introduction": "Introduction",
    "frameworks": "Framework",
    "spotter": "Opportunity spotter",
    "benefits": "Benefit",
    "pitfalls": "To watch out for",
    "stages": "Stage",
    "measures": "Measure",
    "results": "Result to count",
    "tools": "Tool",
    "readings": "Read next",
    "credits": "Credits",
    "sources": "Source",
}
"""What one entry of each part of the guide is called."""

ITEM: Final = "Checklist item"

SEARCHED: Final[Mapping[str, str]] = {
    "purpose": "Purpose",
    "place": "Place",
    "ward": "Ward",
    "service": "Service",
    "lead_officer": "Lead officer",
    "lead_member": "Lead member",
    "contact": "Contact",
    "email": "E-mail",
    "phone": "Telephone",
    "web": "Web address",
    "postcode": "Postcode",
    "charity_number": "Charity number",
    "company_number": "Company number",
    "priority": "Council priority",
    "greening_plan": "Greening plan",
    "counts_because": "Counts as a partnership because",
    "exit_arrangements": "Exit arrangements",
    "notes": "Notes",
}
"""A partner's own fields that are searched, with what each is called."""

SEARCHED_PARTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "contacts": ("Contact", ("role", "name", "email", "phone")),
    "agreements": ("Agreement", ("kind", "title", "kept")),
    "documents": ("Document", ("kind", "title", "kept")),
    "actions": ("Action", ("title", "owner")),
    "meetings": ("Meeting", ("title", "place")),
    "log": ("Log", ("note",)),
    "risks": ("Risk", ("title", "response")),
    "dependencies": ("Rests on", ("title",)),
    "benefits": ("Benefit", ("evidence",)),
    "results": ("Result", ("name",)),
    "reviews": ("Review", ("reason",)),
    "money": ("Money", ("title",)),
    "checklist": ("Checklist", ("note", "evidence")),
    "own_items": ("Checklist item", ("heading",)),
}
"""The parts of a partner's record that are searched: what an item is called, and its texts."""

_WORDS_OF: Final[Mapping[str, Mapping[str, str]]] = {
    "agreements": {str(kind): words for kind, words in AGREEMENT_KINDS.items()},
    "documents": {str(kind): words for kind, words in DOCUMENT_KINDS.items()},
}
"""What an item's kind is called on screen, by part."""


class Passages(NamedTuple):
    """Something to find.

    Attributes:
        kind: `PARTNER`, or the part of the guide that `partnertui guide` reads it in.
        id: Its id there.
        heading: What it is called.
        where: What it is, such as "Tool" or "Partner".
        names: What else it is called; found as its heading is.
        order: What sorts it among others of the same rank.
        texts: Tells its texts, one passage each.
    """

    kind: str
    id: str
    heading: str
    where: str
    names: Sequence[str]
    order: tuple[Any, ...]
    texts: Callable[[], Iterable[str]]


def guide_passages(guide: Guide) -> Iterator[Passages]:
    """Yield every entry of the guide, in reading order."""
    for place, (part, called, entry) in enumerate(_guide_entries(guide)):
        # Told once and kept: a page costs more to make than a partner's texts, and there are few.
        texts = tuple(_page_texts(guide, entry))
        heading = heading_of(entry)
        yield Passages(part, entry.id, heading, called, (), (0, place), partial(iter, texts))


def _guide_entries(guide: Guide) -> Iterator[tuple[str, str, Any]]:
    """Yield each entry with its part and what it is called; an item is read in its stage's part."""
    for part, heading in PARTS.items():
        for entry in getattr(guide, part):
            yield part, CALLED.get(part, heading), entry
            for item in entry.items if part == "stages" else ():
                yield part, ITEM, item


def _page_texts(guide: Guide, entry: object) -> Iterator[str]:
    """Yield what a page says, its headings last: they tell least in a snippet.

    Where it comes from is found among the sources themselves, and by their titles.
    """
    blocks = page_of(guide, entry).blocks
    told = [b for b in blocks if b.kind != "source" and not b.text.startswith("https://")]
    for is_heading in (False, True):
        yield from (block.text for block in told if (block.kind == "heading") == is_heading)


def partner_passages(document: Document) -> Passages:
    """Return a partner as something to find; whatever a document holds, only texts are read."""
    return Passages(
        PARTNER,
        str(document["id"]),
        str(document.get("name", "")),
        _status(document),
        (*_strings(document.get("also_known_as")), *closed_postcode(document)),
        (1, *by_name(document)),
        partial(_partner_texts, document),
    )


def _status(document: Document) -> str:
    status: Any = str(document.get("status", ""))
    return str(STATUSES.get(status, status))


def _partner_texts(document: Document) -> Iterator[str]:
    for name in _strings(document.get("also_known_as")):
        yield f"Also known as: {name}"
    for name, label in SEARCHED.items():
        for text in _strings(document.get(name)):
            yield f"{label}: {text}"
    known: Mapping[str, Mapping[Any, str]] = {"kind": KINDS, "framework": FRAMEWORKS}
    for name, words in known.items():
        if str(document.get(name)) in words:
            yield words[str(document[name])]
    for part, (called, names) in SEARCHED_PARTS.items():
        items = document.get(part)
        for item in items.values() if isinstance(items, Mapping) else ():
            told = list(_item_texts(part, item, names))
            if told:
                yield f"{called}: {', '.join(told)}"


def _item_texts(part: str, item: object, names: Sequence[str]) -> Iterator[str]:
    if isinstance(item, Mapping):
        for name in names:
            for text in _strings(item.get(name)):
                yield _WORDS_OF.get(part, {}).get(text, text) if name == "kind" else text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        yield from (each for each in value if isinstance(each, str))
