"""How hard the guidance is to read: reading age, page by page.

    python -m tests.content.style

The formula is that of Flesch and Kincaid, which counts words in a sentence and syllables in a word
and gives a year of school; five more is about the age at which a child in the UK is in that year:

    age = 0.39 * words / sentences + 11.8 * syllables / words - 15.59 + 5

Syllables are estimated as groups of vowels, less a silent `e` or `ed` at the end. A heading is not
counted; a point of a list is a sentence. It is a rough measure: it knows nothing of what words
mean, and it swings on short texts, so the short entries of a part are measured together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.content.test_words import own_words

SHORT = 60
"""Fewer words than this are too few to measure alone."""
SHORT_ENTRIES = "its short entries"
"""The key of what is measured together."""
HEADINGS = {"heading", "name", "title", "publisher", "date", "licence", "unit", "words"}
"""Fields that hold no sentences."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SPOKEN = (
    *("le", "les", "ee", "eed"),
    *(f"{letter}ed" for letter in "td"),
    *(f"{letters}es" for letters in ("s", "c", "g", "z", "ch", "sh")),
)
"""Endings whose `e` is heard."""
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")


class Figures(NamedTuple):
    """What was counted in a text."""

    sentences: int
    words: int
    syllables: int

    @property
    def age(self) -> float:
        """The reading age in years; 0 for a text without words."""
        if not self.words:
            return 0.0
        length, hardness = self.words / self.sentences, self.syllables / self.words
        return 0.39 * length + 11.8 * hardness - 15.59 + 5


class PageFigures(NamedTuple):
    """What was counted on one page of the guide."""

    file: str
    key: str
    figures: Figures


def syllables(word: str) -> int:
    """Return about how many syllables a word has; at least one."""
    told = word.casefold()
    groups = len(_VOWELS.findall(told))
    is_silent = told.endswith(("e", "es", "ed")) and not told.endswith(_SPOKEN)
    return max(1, groups - is_silent)


def count(texts: Iterable[str]) -> Figures:
    """Return how many sentences, words and syllables there are in texts."""
    sentences = [s for text in texts for s in _SENTENCE_END.split(text) if _WORD.search(s)]
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    return Figures(len(sentences), len(words), sum(map(syllables, words)))


def pages() -> Iterator[PageFigures]:
    """Yield every page of the guide in reading order, the short ones of a part together."""
    texts: dict[tuple[str, str], list[str]] = {}
    for where, text in own_words():
        part, *keys = where.split()
        if keys[-1] not in HEADINGS:
            texts.setdefault((f"{part}.toml", _page_key(part, keys)), []).append(text)
    short: dict[str, list[str]] = {}
    for (file, key), told in texts.items():
        figures = count(told)
        if figures.words < SHORT:
            short.setdefault(file, []).extend(told)
        else:
            yield PageFigures(file, key, figures)
    for file, told in short.items():
        yield PageFigures(file, SHORT_ENTRIES, count(told))


def _page_key(part: str, keys: list[str]) -> str:
    """Return the keys that lead to the page a text is on: a checklist item has one of its own."""
    if part == "stages" and len(keys) > 3:
        return f"{keys[0]}, {keys[2]}"
    return keys[0]


def main() -> None:
    """Print the reading age of every page, the hardest first, and of the whole guide."""
    found = sorted(pages(), key=lambda page: -page.figures.age)
    whole = Figures(*(sum(page.figures[at] for page in found) for at in range(3)))
    for page in [*found, PageFigures("all files", "", whole)]:
        words = page.figures.words
        length = words / page.figures.sentences
        name = f"{page.file}, {page.key}" if page.key else page.file
        print(f"{page.figures.age:5.1f}  {words:6,} words  {length:4.1f} a sentence  {name}")  # noqa: T201


if __name__ == "__main__":
    main()
