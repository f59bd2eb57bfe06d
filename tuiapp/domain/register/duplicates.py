"""Partners that are likely one organisation, each pair with the reason."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from tuiapp.domain.changes.edits import Document
from tuiapp.domain.models.identifiers import CACHED, REGISTERS, numbers_of
from tuiapp.domain.text import LETTERS, fold, name_key

BETWEEN: Final = frozenset(["the", "of", "and", "for", "in", "at", "a", "to"])
"""Words that only hold a name together."""
FORM: Final = re.compile(r"\b(community interest company|cic|cio|ltd|limited|plc|llp)\b")
"""What tells an organisation's form in law, which one list writes and another leaves out."""
LITTLE: Final = BETWEEN | {
    *("friends", "group", "groups", "trust", "club", "society", "association", "community"),
    *("charity", "project", "council"),
}
"""Words that many names hold: they do not tell organisations apart."""
FEWEST: Final = 2
"""How many telling words a name needs before another that holds them is likely the same."""
MOST: Final = 20
"""How many telling words of a name are looked at: the runs in a name grow with their square."""


SAME_NAME: Final = "the same name"
NEARLY: Final = "nearly the same name"
HOLDS: Final = "one name in the other"


class Likely(NamedTuple):
    """Two partners that are likely one organisation."""

    one: str
    """The id of the one that comes first in the register."""
    other: str
    why: str
    """What they have in common, in a few words."""


class _Known(NamedTuple):
    """What a partner is recognised by."""

    id: str
    keys: tuple[str, ...]
    bare: tuple[str, ...]
    """Its names without their form in law and the words that hold them together."""
    words: tuple[tuple[str, ...], ...]
    """The telling words of each of its names."""
    numbers: dict[str, set[str]]
    apart: frozenset[str]
    """The ids of those that somebody said it is not."""


def is_kept_apart(one: Document, other: Document) -> bool:
    """Whether somebody said of two partners that they are two."""
    return str(other["id"]) in _kept_apart(one) or str(one["id"]) in _kept_apart(other)


def likely_duplicates(documents: Iterable[Document]) -> list[Likely]:
    """Return the pairs that are likely one organisation, the surest reasons first.

    Of several that are all alike, each is told with the first of them only, so that the list
    grows with the register and not with its square. Two that somebody kept apart are no pair; each
    is then told with the first of the others.
    """
    known = _with_both_sides([_known(document) for document in documents])
    by_id = {one.id: one for one in known}
    places = {one.id: place for place, one in enumerate(known)}
    told: dict[tuple[str, str], str] = {}
    for pairs in (_of_one_number(known), _of_one_name(known), _held_in(known)):
        for one, other, why in pairs:
            first, second = sorted((one, other), key=places.__getitem__)
            apart = _apart(by_id[first], by_id[second])
            if not apart or why is SAME_NAME:
                reason = f"{why}, but {apart}" if apart and why is SAME_NAME else why
                told.setdefault((first, second), reason)
    return [Likely(one, other, why) for (one, other), why in told.items()]


def duplicates_of(document: Document, documents: Iterable[Document]) -> list[Likely]:
    """Return the partners that one, perhaps not yet added, is likely the same as; `one` is its id.

    Args:
        document: The partner as it is, or is to be.
        documents: Those to compare it with.
    """
    known = _known(document)
    words = {word for key in known.words for word in key} or {*known.keys, *known.bare}
    near = [
        other for other in documents if other["id"] != known.id and _is_near(known, words, other)
    ]
    return [pair for pair in likely_duplicates([document, *near]) if pair.one == known.id]


def _is_near(known: _Known, words: Iterable[str], other: Document) -> bool:
    """Whether a partner may be the same: quick, for a large register is gone through."""
    for name in _names(other):
        key = name_key(name)
        if any(word in key for word in words):
            return True
    return any(
        known.numbers[kind] & numbers_of(kind, other, _identifiers(other))
        for kind in REGISTERS
        if known.numbers[kind]
    )


def _known(document: Document) -> _Known:
    names = _names(document)
    identifiers = _identifiers(document)
    numbers = {kind: numbers_of(kind, document, identifiers) for kind in REGISTERS}
    keys = dict.fromkeys(map(name_key, names))
    bare = dict.fromkeys(map(_bare, names))
    words = dict.fromkeys(map(_telling, names))
    found = (tuple(keys), tuple(bare), tuple(words))
    return _Known(str(document["id"]), *found, numbers, _kept_apart(document))


def _kept_apart(document: Document) -> frozenset[str]:
    """Return who a partner itself says it is not; what a file holds may be no list."""
    given: Any = document.get("distinct_from")
    return frozenset(map(str, given)) if isinstance(given, list) else frozenset()


def _with_both_sides(known: list[_Known]) -> list[_Known]:
    """Return the partners with what either of a pair says of both."""
    said_by: dict[str, set[str]] = {}
    for one in known:
        for other in one.apart:
            said_by.setdefault(other, set()).add(one.id)
    if not said_by:
        return known
    return [one._replace(apart=one.apart | said_by.get(one.id, set())) for one in known]


class _Firsts:
    """Who has something, in the order of the register."""

    def __init__(self) -> None:
        self._holders: dict[Hashable, list[str]] = {}

    def add(self, one: _Known, key: Hashable) -> None:
        """Note that a partner has what a key stands for."""
        self._holders.setdefault(key, []).append(one.id)

    def other(self, one: _Known, key: Hashable) -> str | None:
        """Return the first that has it too and is not kept apart; None where there is none."""
        holders = self._holders.get(key, ())
        return next((held for held in holders if held != one.id and held not in one.apart), None)


def _names(document: Document) -> list[str]:
    """Return every name of a partner; what a file holds may not even be one."""
    also: Any = document.get("also_known_as")
    names = [document.get("name"), *(also if isinstance(also, list) else ())]
    return [str(name) for name in names if name]


def _identifiers(document: Document) -> list[str]:
    given: Any = document.get("identifiers")
    return [str(name) for name in given] if isinstance(given, list) else []


@lru_cache(maxsize=CACHED)
def _telling(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others, in its order."""
    words = LETTERS.findall(FORM.sub("", fold(name)))
    return tuple(word for word in words if word not in LITTLE)[:MOST]


@lru_cache(maxsize=CACHED)
def _bare(name: str) -> str:
    words = LETTERS.findall(FORM.sub("", fold(name)))
    return "".join(word for word in words if word not in BETWEEN) or name_key(name)


def _of_one_number(known: Iterable[_Known]) -> Iterator[tuple[str, str, str]]:
    firsts = _Firsts()
    for one in known:
        for kind, numbers in one.numbers.items():
            for number in numbers:
                other = firsts.other(one, (kind, number))
                firsts.add(one, (kind, number))
                if other is not None:
                    yield other, one.id, f"the same {kind.replace('_', ' ')}"


def _of_one_name(known: Iterable[_Known]) -> Iterator[tuple[str, str, str]]:
    several = list(known)
    for why in (SAME_NAME, NEARLY):
        firsts = _Firsts()
        for one in several:
            for key in one.keys if why is SAME_NAME else one.bare:
                other = firsts.other(one, key)
                firsts.add(one, key)
                if other is not None:
                    yield other, one.id, why


def _held_in(known: Iterable[_Known]) -> Iterator[tuple[str, str, str]]:
    """Yield the pairs in which all telling words of one name stand together in the other."""
    several = list(known)
    firsts = _Firsts()
    lengths = set()
    for one in several:
        for words in one.words:
            if len(words) >= FEWEST:
                firsts.add(one, words)
                lengths.add(len(words))
    for one in several:
        for words in one.words:
            for length in sorted(lengths):
                for start in range(len(words) - length + 1):
                    other = firsts.other(one, words[start : start + length])
                    if other is not None:
                        same = length == len(words)
                        yield other, one.id, NEARLY if same else HOLDS


def _apart(one: _Known, other: _Known) -> str:
    """Return why two cannot be one body in law; "" where nothing says so."""
    for kind in REGISTERS:
        ours, theirs = one.numbers[kind], other.numbers[kind]
        if ours and theirs and not ours & theirs:
            return f"different {kind.replace('_', ' ')}s"
    return ""
