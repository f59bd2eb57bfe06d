"""Search trials: real words with every kind of slip still lead to the right entry."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.search.index import LEAST_BENT, SearchIndex, index_of
from tuiapp.domain.search.passages import PARTNER

WORDS = {
    "memorandum": "tools/memorandum",
    "insurance": "stages/insurance-current",
    "governance": "pitfalls/unclear-governance",
    "negotiation": "benefits/negotiation-insight",
    "visibility": "benefits/visibility",
    "volunteer": "results/volunteer-hours",
    "complaints": "results/complaints-open",
    "meeting": "tools/meeting-agenda",
    "handover": "tools/handover-note",
    "statutory": "frameworks/statutory",
    "alliance": "frameworks/strategic-alliance",
    "independence": "measures/independence",
    "backing": "measures/commitment",
    "purpose": "measures/purpose",
    "trust": "measures/trust",
    "learning": "measures/learning",
    "experiment": "benefits/room-to-experiment",
    "prices": "benefits/lower-prices",
    "resources": "benefits/pooled-resources",
    "skills": "benefits/mix-of-skills",
    "restructures": "pitfalls/cuts-restructure",
    "visions": "pitfalls/different-visions",
    "unfair": "pitfalls/seen-as-unfair",
    "capacity": "pitfalls/partner-capacity",
    "walkabouts": "stages/meetings-set",
    "equality": "stages/equality-data",
    "disagreement": "stages/disagreement-route",
    "biodiversity": "stages/duty-evidence",
    "deputy": "stages/people-named",
    "communications": "tools/communications-plan",
}
"""30 words of the guide, each with the entry that one looks for by it."""

NAMES = (
    "Heronsgate Parks Foundation",
    "Ashgrove Tenants and Residents",
    "Brambledown Community Orchard",
    "Wildlife Trust for Wendleshire",
    "Larkfield Primary School",
    "Netherby Town Council",
    "Saltmarsh Housing Association",
    "Thornbury Water Company",
    "Pinewood Faith Network",
    "Copperfield Business District",
    "Wrenbridge University",
    "Elmstead Rotary Gardeners",
)
"""Names of partners beside those of the demo register."""

FIRST = 3
"""Among how many answers the right one must be."""


def demo_names() -> list[str]:
    """Return the names of the demo register's partners."""
    text = resources.files("tuiapp.content").joinpath("demo.toml").read_text(encoding="utf-8")
    return [deed["add"]["name"] for deed in tomllib.loads(text)["deeds"]]


PARTNERS = (*demo_names(), *NAMES)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    """Return an index of the guide and a register of these partners."""
    partners = [
        {"id": f"p{number}", "name": name, "status": "partner"}
        for number, name in enumerate(PARTNERS)
    ]
    return index_of(load_guide(), partners)


def wrong(word: str) -> Iterator[str]:
    """Yield a word with each of its letters in turn replaced by another."""
    for place, letter in enumerate(word):
        for other in "at":
            if other != letter:
                yield word[:place] + other + word[place + 1 :]


def missing(word: str) -> Iterator[str]:
    """Yield a word without each of its letters in turn."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def swapped(word: str) -> Iterator[str]:
    """Yield a word with each two neighbouring letters in turn changed over."""
    for place in range(len(word) - 1):
        if word[place] != word[place + 1]:
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def extra(word: str) -> Iterator[str]:
    """Yield a word with a letter too many at each place: one typed twice, and another."""
    for place, letter in enumerate(word):
        yield word[:place] + letter + word[place:]
        yield word[:place] + "k" + word[place:]


SLIPS = (wrong, missing, swapped, extra)


def of_name(name: str, slip: object) -> Iterator[str]:
    """Yield a name with the slips of one kind in each of its longer words."""
    assert callable(slip)
    words = name.split()
    for place, word in enumerate(words):
        if len(word) >= LEAST_BENT and word.isalpha():
            for typed in slip(word):
                yield " ".join([*words[:place], typed, *words[place + 1 :]])


def lost(index: SearchIndex, typed: list[str], place: str) -> str:
    """Return the share of texts that do not lead to an entry, with the texts; "" for none."""
    away = [
        text
        for text in typed
        if place
        not in [f"{found.kind}/{found.id}" for found in index.search(text, limit=FIRST).found]
    ]
    return f"{len(away)} of {len(typed)} lost: {', '.join(away)}" if away else ""


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
@pytest.mark.parametrize("word", WORDS)
def test_a_word_with_one_slip_leads_to_its_entry(
    index: SearchIndex, word: str, slip: object
) -> None:
    """A letter wrong, missing, swapped or too many leaves the entry among the first three."""
    assert callable(slip)
    assert lost(index, [word, *slip(word)], WORDS[word]) == ""


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
@pytest.mark.parametrize("name", PARTNERS)
def test_a_name_with_one_slip_leads_to_its_partner(
    index: SearchIndex, name: str, slip: object
) -> None:
    """A partner is found by its name however one word of it is misspelt."""
    typed = [name, *of_name(name, slip)]

    assert len(typed) > FIRST
    assert lost(index, typed, f"{PARTNER}/p{PARTNERS.index(name)}") == ""


def test_the_trials_are_as_many_as_they_should_be() -> None:
    """The trials are of 30 words and 20 names."""
    assert (len(WORDS), len(set(PARTNERS))) == (30, 20)
