"""Search over guidance and register together: an index of words, ranked answers, close spelling.

The index keeps only folded words and who holds them; the passages they came from are told again
for the few answers that are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain, islice, product
from typing import TYPE_CHECKING, Final

from tuiapp.domain.search.passages import PARTNER, Passages, guide_passages, partner_passages
from tuiapp.domain.text import (
    LINE_LIMIT,
    SILENT,
    WORD,
    clean_line,
    closed_up,
    fold,
    shortened,
    words_of,
)

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.guide import Guide

SHOWN: Final = 30
"""How many answers are told where nobody asks for more."""
FEW: Final = 3
"""With fewer plain answers than this, close spellings are answers too."""
LEAST_BENT: Final = 5
"""The shortest word, in letters, typed or meant, that has close spellings; others look alike."""
LEAST_PART: Final = 3
"""The shortest word, in letters, that is looked for inside of words."""
SNIPPET: Final = 76
"""How long a snippet is at most, in characters."""
LEAD: Final = 14
"""How much of a snippet stands before the first matched word: a narrow window shows it too."""

PHRASES: Final = 60
"""In how many ways a text of misspelt words is read as a phrase."""

SHOWN_WORD: Final = re.compile(rf"\w+(?:{SILENT.pattern}\w+)*")
"""A word as it is written; an apostrophe within it parts nothing."""

Span = tuple[int, int]
"""Where a matched word begins in a text, and where it ends."""


@dataclass(frozen=True, slots=True)
class Found:
    """One answer.

    Attributes:
        kind: `PARTNER`, or the part of the guide it is in.
        id: Its id there.
        heading: What it is called.
        where: What it is.
        snippet: A line of it with words that were looked for; "" where only the heading has them.
        spans: Where those words are in the snippet.
        rank: How good an answer it is; 0 is the best.
    """

    kind: str
    id: str
    heading: str
    where: str
    snippet: str
    spans: tuple[Span, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    Attributes:
        found: The best answers, best first.
        total: How many there are.
        words: The words, folded, that were matched.
        read_as: For each word that was spelt otherwise, the words taken for it.
        missing: Whether plain spelling found nothing at all.
    """

    found: Sequence[Found] = ()
    total: int = 0
    words: frozenset[str] = frozenset()
    read_as: Mapping[str, Sequence[str]] = field(default_factory=dict)
    missing: bool = True

    def told(self, text: str) -> str:
        """Say that nothing holds the text, or that it was spelt otherwise; "" where neither is."""
        if not words_of(text):
            return ""
        quoted = shortened(text.strip(), LINE_LIMIT)
        if not self.read_as:
            return f"Nothing holds '{quoted}'." if self.missing else ""
        instead = " and ".join(
            " or ".join(f"'{clean_line(word)}'" for word in words)
            for words in self.read_as.values()
        )
        few = "Nothing" if self.missing else "Little"
        return f"{few} holds '{quoted}'; showing entries with {instead}."


def spans_of(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Return where the words of a text are that are, begin with or hold one of some words."""
    return tuple(_spans(text, tuple(words)))


def _spans(text: str, wanted: Sequence[str]) -> Iterator[Span]:
    for match in SHOWN_WORD.finditer(text):
        if _holds(fold(match[0]), wanted):
            yield match.span()


def _holds(word: str, wanted: Sequence[str]) -> bool:
    return any(
        word.startswith(each) or (len(each) >= LEAST_PART and each in word) for each in wanted
    )


def _indexed(text: str) -> set[str]:
    """Return the words a text is found by, also those that it writes apart."""
    folded = fold(text)
    return {*WORD.findall(folded), *closed_up(folded)}


Tiers = list[set[int]]
"""The entries that match a word, by number, from those that match it best."""
Ranks = dict[int, int]
"""How well entries match, by number; 0 is best."""


class Vocabulary:
    """The words of headings, or of texts, with the numbers of the entries that hold them."""

    def __init__(self) -> None:
        self.holders: dict[str, list[int]] = {}
        self._joined = "\n"
        self._known = 0

    def add(self, words: Iterable[str], number: int) -> None:
        """Let an entry hold words, each given once."""
        for word in words:
            holders = self.holders.get(word)
            if holders is None:
                self.holders[word] = [number]
            else:
                holders.append(number)

    def held(self, words: Iterable[str]) -> set[int]:
        """Return who holds any of these words."""
        known = self.holders
        return set().union(*(known[word] for word in words if word in known))

    def like(self, word: str) -> tuple[list[str], list[str]]:
        """Return the words that begin with a word, and those that hold it further on."""
        joined = self._all()
        starts: list[str] = []
        parts: list[str] = []
        wanted = word if len(word) >= LEAST_PART else f"\n{word}"
        at = joined.find(wanted)
        while at >= 0:
            begin = joined.rfind("\n", 0, at + 1) + 1
            end = joined.find("\n", begin)
            (starts if joined.startswith(word, begin) else parts).append(joined[begin:end])
            at = joined.find(wanted, end)
        return starts, parts

    def _all(self) -> str:
        """Return every word on a line of its own: a text is looked through faster than a list."""
        if self._known != len(self.holders):
            self._joined = "\n" + "\n".join(self.holders) + "\n"
            self._known = len(self.holders)
        return self._joined


class SearchIndex:
    """Everything there is to find; a key press asks it again."""

    def __init__(self) -> None:
        self._entries: list[Passages] = []
        self._headings = Vocabulary()
        self._texts = Vocabulary()
        self._at: dict[tuple[str, str], int] = {}
        self._documents: dict[str, Document] = {}
        self._gone: set[int] = set()
        self._called: list[str] = []
        """The words of each entry's heading, by number."""
        self._places: list[int] = []
        """Where each entry stands among all, by number; made anew when there are more."""

    def put(self, entry: Passages) -> None:
        """Take something in, in place of what had its kind and id before."""
        number = len(self._entries)
        before = self._at.get((entry.kind, entry.id))
        if before is not None:
            self._gone.add(before)
        self._at[entry.kind, entry.id] = number
        self._entries.append(entry)
        self._called.append(" ".join(words_of(entry.heading)))
        names = _indexed("\n".join([entry.heading, *entry.names]))
        self._headings.add(names, number)
        self._texts.add(_indexed("\n".join([entry.where, *entry.texts()])) - names, number)

    def put_partner(self, document: Document) -> None:
        """Take a partner in as it is now; one that did not change costs nothing."""
        partner_id = str(document["id"])
        before = self._documents.get(partner_id)
        if before is not document:
            self._documents[partner_id] = document
            if before is None or before != document:
                self.put(partner_passages(document))

    def keep_partners(self, partner_ids: Iterable[str]) -> None:
        """Forget every partner but these."""
        for partner_id in self._documents.keys() - set(partner_ids):
            del self._documents[partner_id]
            self._gone.add(self._at.pop((PARTNER, partner_id)))

    def search(self, text: str, limit: int | None = SHOWN) -> Answer:
        """Return what holds all words of a text, the best first.

        A match in the heading comes before one in the text, a whole word before the beginning of
        one, and that before a part. Where that finds next to nothing, words that are one wrong,
        missing, swapped or needless letter away are matched too.

        Args:
            text: What was typed.
            limit: How many answers to return; None for all.
        """
        typed = words_of(text)
        if not typed:
            return Answer()
        by_word = {word: self._tiers(word) for word in typed}
        plain = ranks = self._in_all(by_word.values())
        close: dict[str, list[str]] = {}
        if len(plain) < FEW:
            close = {word: near for word in by_word if (near := self._close(word))}
            for word, near in close.items():
                # After every plain match: what is only close is hardly ever meant then.
                by_word[word] += self._bent_tiers(near)
            ranks = self._in_all(by_word.values())
        if len(ranks) == len(plain):
            close = {}
        best = self._best(ranks, _phrases(typed, close), limit)
        matched = frozenset(chain(typed, *close.values()))
        found = [self._found(number, rank, matched) for number, rank in best]
        return Answer(found, len(ranks), matched, self._that_count(close, best), not plain)

    def _tiers(self, word: str) -> Tiers:
        """Return who holds a word, from who holds it best."""
        tiers: Tiers = []
        for vocabulary in (self._headings, self._texts):
            starts, parts = vocabulary.like(word)
            tiers += [vocabulary.held(words) for words in ([word], starts, parts)]
        return tiers

    def _bent_tiers(self, words: Sequence[str]) -> Tiers:
        """Return who holds one of the close words, from who holds it best."""
        return [self._headings.held(words), self._texts.held(words)]

    def _in_all(self, by_word: Iterable[Tiers]) -> Ranks:
        """Return who matches every word, with the sum of the ranks."""
        several = list(by_word)
        common = set.intersection(*(set[int]().union(*tiers) for tiers in several)) - self._gone
        total = dict.fromkeys(common, 0)
        for tiers in several:
            ranks: Ranks = {}
            for rank in reversed(range(len(tiers))):
                ranks.update(dict.fromkeys(tiers[rank] & common, rank))
            total = {number: before + ranks[number] for number, before in total.items()}
        return total

    def _best(
        self, ranks: Ranks, phrases: tuple[str, ...], limit: int | None
    ) -> list[tuple[int, int]]:
        """Return numbers with their ranks, the best first; at the same rank, by what was typed."""
        if len(self._places) != len(self._entries):
            self._sort()
        called, place = self._called, self._places.__getitem__
        best: list[tuple[int, int]] = []
        for rank in sorted(set(ranks.values())):
            rest = [number for number, of_it in ranks.items() if of_it == rank]
            # What is called as was typed comes first, then what is called so and more.
            begin = [number for number in rest if called[number].startswith(phrases)]
            same = [number for number in begin if called[number] in phrases]
            for group in (same, begin, rest):
                known = set(best)
                room = len(rest) if limit is None else limit
                first = nsmallest(room, group, key=place)
                best += [pair for pair in ((n, rank) for n in first) if pair not in known]
            if limit is not None and len(best) >= limit:
                return best[:limit]
        return best

    def _sort(self) -> None:
        """Put down the order of all entries, so that few answers need no comparing of names."""
        in_order = sorted(range(len(self._entries)), key=lambda n: self._entries[n].order)
        self._places = [0] * len(in_order)
        for place, number in enumerate(in_order):
            self._places[number] = place

    def _found(self, number: int, rank: int, words: frozenset[str]) -> Found:
        entry = self._entries[number]
        snippet, spans = _snippet(entry.texts(), words, entry.heading)
        return Found(entry.kind, entry.id, entry.heading, entry.where, snippet, spans, rank)

    def _close(self, word: str) -> list[str]:
        """Return the words one slip away from a word; where none is, those that begin so."""
        least, most = len(word) - 1, len(word) + 1
        if most < LEAST_BENT:
            return []
        # Here and not above: words that are spelt as they are stored need no measuring.
        from rapidfuzz.distance.OSA import distance

        vocabularies = (self._headings.holders, self._texts.holders)
        shortest = least if len(word) >= LEAST_BENT else most

        def near(words: Iterable[str]) -> set[str]:
            found = (other for other in words if distance(word, other, score_cutoff=1) <= 1)
            return {other for other in found if other != word}

        close: set[str] = set()
        for words in vocabularies:
            close |= near([other for other in words if shortest <= len(other) <= most])
        if close:
            return sorted(close)
        # The end is not typed yet, perhaps; a slip hardly ever moves the first letter far.
        firsts = word[:2]
        for words in vocabularies:
            starts: dict[str, list[str]] = {}
            for other in words:
                if other[0] in firsts and len(other) > most:
                    for length in (least, least + 1, most):
                        starts.setdefault(other[:length], []).append(other)
            close.update(other for start in near(starts) for other in starts[start])
        return sorted(close)

    def _that_count(
        self, read_as: Mapping[str, Sequence[str]], best: Sequence[tuple[int, int]]
    ) -> dict[str, Sequence[str]]:
        """Return of the close words those that the best answers hold, the best one's first."""
        told: dict[str, Sequence[str]] = {}
        for word, close in read_as.items():
            holders = {
                other: self._headings.held([other]) | self._texts.held([other]) for other in close
            }
            counting = dict.fromkeys(
                other for number, _ in best[:FEW] for other in close if number in holders[other]
            )
            if counting:
                told[word] = tuple(counting)[:FEW]
        return told


def _phrases(typed: Sequence[str], close: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return what was typed as one phrase, and as it may have been meant."""
    several = product(*([word, *close.get(word, ())] for word in typed))
    return tuple(" ".join(words) for words in islice(several, PHRASES))


def _snippet(
    texts: Iterable[str], words: frozenset[str], heading: str
) -> tuple[str, tuple[Span, ...]]:
    """Return the passage with the most of the words, cut around them, and where they are in it.

    Where none has any, the heading has them all and the first passage tells what it is about.
    """
    best, most, first = "", 0, ""
    for text in texts:
        folded = fold(text)
        first = first or (text if folded and text != heading else "")
        found = sum(word in folded for word in words)
        if found > most:
            best, most = text, found
    line = clean_line(best or first)
    if len(line) > SNIPPET:
        at = next(_spans(line, tuple(words)), (0, 0))[0]
        line = _cut(line, at)
    return line, spans_of(line, words)


def _cut(line: str, at: int) -> str:
    """Return a stretch of a line around a place, with a sign where something is left out."""
    room = SNIPPET - 2
    start = 0
    if at > LEAD:
        start = min(at - LEAD, len(line) - room)
        start = line.find(" ", start, at) + 1 or start
    end = start + room
    if end < len(line):
        end = max(line.rfind(" ", at + 1, end), min(end, at + room // 2))
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"


def index_of(guide: Guide, documents: Iterable[Document]) -> SearchIndex:
    """Return an index of the whole guide and these partners."""
    index = SearchIndex()
    for entry in guide_passages(guide):
        index.put(entry)
    for document in documents:
        index.put_partner(document)
    return index
