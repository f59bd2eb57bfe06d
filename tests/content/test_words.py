from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from tests.content.avoided import AVOIDED
from tuiapp.content.loader import PARTS, load_guide

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = {
    "agenda": ["Meeting agenda and actions"],
    "deliver": ["greening delivery plan"],
    "key": ["keys and kit"],
}
"""Where an avoided word is right: a document's name, a plan's name, keys that open a gate."""

NOT_SHOWN = [
    r"tiers?",
    r"raters?",
    r"exposed",
    r"cadence",
    r"rhythms?",
    r"stale",
    r"snoozed?",
    r"RACI",
    r"AONBs?",
    r"stakeholders?",
]
"""Words of ours that no officer is shown."""

AMERICAN = [
    r"\w+(?:ganiz|cogniz|oritiz|nimiz|ximiz|ticiz|maliz)\w+",
    r"(?:col|fav|lab|neighb|behavi|hon)or\w*",
    r"(?:center|meter|theater)s?",
    r"program",
    r"license[sd]?",
    r"fulfill",
    r"catalog",
    r"(?:travel|label|model|cancel)(?:ed|ing)",
    r"gray",
]
"""Obvious American spellings."""

LONGEST_SENTENCE = 30
"""No sentence has more words than this."""

NOT_PROSE = {
    "id",
    "address",
    "sources",
    "family",
    "items",
    "tools",
    "supports",
    "benefits",
    "slots",
} | {
    *("frameworks", "open_when", "closed_when", "needs", "low_scores"),
}


def strings(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Yield every text of the guide that is shown, with where it stands."""
    if isinstance(value, str) and value:
        yield where, re.sub(r"https?://\S+", "", value)
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            inner = getattr(value, field)
            if field not in NOT_PROSE or any(isinstance(one, BaseModel) for one in inner):
                yield from strings(inner, f"{where} {getattr(value, 'id', '')} {field}")
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one, where)


def shown() -> list[tuple[str, str]]:
    guide = load_guide()
    return [pair for part in PARTS for pair in strings(getattr(guide, part), part)]


def own_words() -> list[tuple[str, str]]:
    """Return every shown text but the titles and publishers of sources, which are quoted."""
    quoted = re.compile(r"sources \S+ (?:title|publisher)|readings \S+ heading")
    titles = sorted((source.title for source in load_guide().sources), key=len, reverse=True)
    kept = []
    for where, text in shown():
        if quoted.search(where):
            continue
        for title in titles:
            text = text.replace(title, "")
        kept.append((where, text))
    return kept


def found(pattern: str, texts: list[tuple[str, str]]) -> list[str]:
    whole = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    return [f"{where}: {match[0]}" for where, text in texts for match in whole.finditer(text)]


@pytest.mark.parametrize("word", AVOIDED)
def test_no_word_to_avoid(word: str) -> None:
    """No text of ours uses a word that GOV.UK style avoids, but where it is the right one."""
    texts = own_words()
    for phrase in ALLOWED.get(word, []):
        texts = [(where, text.replace(phrase, "")) for where, text in texts]
    assert found(AVOIDED[word].forms, texts) == [], f"say instead: {AVOIDED[word].instead}"


@pytest.mark.parametrize(("word", "phrase"), [(w, p) for w, ps in ALLOWED.items() for p in ps])
def test_every_exception_is_needed(word: str, phrase: str) -> None:
    """Every phrase that may hold an avoided word is still in the guide."""
    assert re.search(AVOIDED[word].forms, phrase)
    assert any(phrase in text for _, text in shown())


def test_no_word_of_the_workshop() -> None:
    """No text shows a word that only those who work on the program would use."""
    assert found("|".join(NOT_SHOWN), own_words()) == []


def test_no_mark_of_an_unchecked_fact() -> None:
    """No text holds a note to ourselves in square brackets, nor a path of ours."""
    assert [where for where, text in shown() if re.search(r"[\[\]]|TODO", text)] == []


def test_every_benefit_has_an_example() -> None:
    """Each benefit is shown by an example, marked as one."""
    assert all(benefit.text.endswith("for example.") for benefit in load_guide().benefits)


def test_no_american_spelling() -> None:
    """The guide is spelt as in the United Kingdom."""
    assert found("|".join(AMERICAN), own_words()) == []


def test_only_plain_characters() -> None:
    """Every character can be typed on a British keyboard and shown on any terminal."""
    odd = {c for _, text in shown() for c in text if not (" " <= c <= "~" or c in "\n£")}
    assert odd == set()


def test_no_heading_ends_in_a_full_stop() -> None:
    """Headings, names and one-line signs have no full stop."""
    for where, text in shown():
        if where.split()[-1] in {"heading", "name", "sign", "look_for", "at_0", "at_2", "at_4"}:
            assert not text.endswith("."), where


def test_every_sentence_is_finished() -> None:
    """A text of sentences ends in a full stop or in the last item of a list."""
    for where, text in own_words():
        if where.split()[-1] in {
            "text",
            "why",
            "how",
            "evidence",
            "yes",
            "instead",
            "note",
            "used_for",
        }:
            last = text.splitlines()[-1]
            if not where.startswith("tools ") and not last.startswith("- "):
                assert last.rstrip().endswith((".", "?")), where


def test_paragraphs_are_one_line_each() -> None:
    """A paragraph or list item is one line, so that every screen can wrap it as it likes."""
    for where, text in shown():
        for block in text.split("\n\n"):
            lines = block.splitlines()
            assert len(lines) == 1 or all(line.startswith("- ") for line in lines), where


def test_sentences_are_short() -> None:
    """No sentence is longer than 30 words, and nine in ten have 20 or fewer."""
    lengths = []
    for where, text in own_words():
        for sentence in re.split(r"(?<=[.?!])\s+|\n+", text):
            words = len(sentence.split())
            assert words <= LONGEST_SENTENCE, f"{where}: {sentence}"
            lengths.append(words)
    assert sum(length <= 20 for length in lengths) >= 0.9 * len(lengths)


def test_old_figures_carry_their_year() -> None:
    """A sentence or its neighbours give the year of each figure that is years old."""
    dated = {
        "60%": "2005",
        "7,000": "2021",
        "24,000": "2023",
        "48 in England": "2014",
        "did not know how many": "2005",
    }
    for figure, year in dated.items():
        paragraphs = [p for _, text in shown() for p in text.split("\n") if figure in p]
        assert paragraphs, figure
        assert all(year in paragraph for paragraph in paragraphs), figure


def test_law_is_labelled_with_its_nation() -> None:
    """A line that cites an Act's section or a power names the nation it holds in."""
    for part in [p for f in load_guide().frameworks for p in f.parts]:
        if part.id == "powers-and-duties":
            for line in part.text.splitlines():
                cites = re.search(r"\b(Act|Covenant|section|duty|regulation)\b", line)
                assert not cites or re.match(r"- (England|Wales|Scotland|UK)", line), line
