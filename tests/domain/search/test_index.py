"""Search: guidance and partners together, ranked, with close spelling where plain finds little."""

from __future__ import annotations

from typing import Any

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.register.part_catalogue import PARTS as RECORD_PARTS
from tuiapp.domain.search.index import (
    SHOWN,
    SNIPPET,
    Answer,
    SearchIndex,
    index_of,
    spans_of,
)
from tuiapp.domain.search.passages import PARTNER, SEARCHED, SEARCHED_PARTS
from tuiapp.domain.text import words_of


def document(partner_id: str, name: str, **fields: Any) -> dict[str, Any]:
    """Return a partner's document."""
    return {"id": partner_id, "name": name, "status": "partner", **fields}


KINGFISHER = document(
    "kingfisher",
    "Friends of Kingfisher Park",
    also_known_as=["Kingfisher Volunteers"],
    place="Millbrook meadow",
    ward="Ashgrove",
    service="Countryside",
    lead_officer="Ranger in chief",
    purpose="Monthly task days.",
    notes="Keeps the sluice.",
    kind="friends-group",
    framework="not-for-profit",
    contacts={"a": {"role": "Treasurer", "name": "Wilhelmina"}},
    agreements={"a": {"kind": "lease", "title": "Boathouse"}},
    documents={"a": {"kind": "insurance", "title": "Zurich certificate"}},
    actions={"a": {"title": "Mend the turnstile", "owner": "Ranger"}},
    log={"a": {"kind": "call", "note": "Asked about hedgehogs"}},
    risks={"a": {"title": "Flooded footbridge", "response": "Sandbags"}},
)
OAK = document("oak", "Oakham Nature Board", notes="Speaks of Kingfisher Park at times.")


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    """Return an index of the guide and two partners."""
    return index_of(load_guide(), [KINGFISHER, OAK])


def places(answer: Answer) -> list[str]:
    """Return what was found as kind and id."""
    return [f"{found.kind}/{found.id}" for found in answer.found]


@pytest.mark.parametrize(
    "text",
    [
        *("kingfisher park", "volunteers", "meadow", "ashgrove", "countryside", "ranger in chief"),
        *("monthly task", "sluice", "treasurer", "wilhelmina", "boathouse", "zurich", "turnstile"),
        *("hedgehogs", "footbridge", "sandbags"),
    ],
)
def test_whatever_a_record_holds_leads_to_its_partner(index: SearchIndex, text: str) -> None:
    """Names, place, officer, notes and every part of the record are searched."""
    assert f"{PARTNER}/kingfisher" in places(index.search(text))[:3]


@pytest.mark.parametrize("part", ["frameworks", "benefits", "pitfalls", "measures"])
def test_every_entry_of_a_part_is_found_by_its_heading(index: SearchIndex, part: str) -> None:
    """What one remembers of a heading is enough to find it."""
    for entry in getattr(load_guide(), part):
        heading = getattr(entry, "heading", "") or getattr(entry, "name", "")
        assert places(index.search(heading))[0] == f"{part}/{entry.id}", heading


def test_every_item_tool_and_result_is_found_by_its_heading(index: SearchIndex) -> None:
    """An item is found where it is read, among the stages; two entries may share a name."""
    guide = load_guide()

    for item in guide.items:
        assert places(index.search(item.heading))[0] == f"stages/{item.id}"
    for tool in guide.tools:
        assert f"tools/{tool.id}" in places(index.search(tool.name))[:2]
    for result in guide.results:
        assert f"results/{result.id}" in places(index.search(result.name))[:2]


def test_guidance_and_partners_are_found_together(index: SearchIndex) -> None:
    """One search leads to the guide and to the register, interleaved by rank."""
    found = index.search("insurance", limit=None).found

    assert [answer.rank for answer in found] == sorted(answer.rank for answer in found)
    assert {answer.kind for answer in found} > {PARTNER, "stages"}


def ranked(text: str, *documents: dict[str, Any]) -> list[str]:
    """Return the ids of partners found by a text, best first."""
    index = SearchIndex()
    for each in documents:
        index.put_partner(each)
    return [found.id for found in index.search(text).found]


def test_a_heading_counts_before_a_text_and_a_whole_word_before_its_start_and_its_part() -> None:
    """The six ways to hold a word come in their order, whatever order the partners are in."""
    documents = [
        document("text part", "A1", notes="Redoaks"),
        document("text start", "A2", notes="Oakham"),
        document("text whole", "A3", notes="Oak"),
        document("name part", "A redoak"),
        document("name start", "A oakham"),
        document("name whole", "A oak"),
    ]

    expected = [each["id"] for each in reversed(documents)]
    assert ranked("oak", *documents) == expected
    assert ranked("oak", *reversed(documents)) == expected


def test_what_is_called_as_was_typed_comes_first() -> None:
    """Of several with all words in the name, the one of that name comes first, then by name."""
    names = ("Wood Oak", "Oak Wood Two", "Zoo of Oak Wood", "Oak Wood")
    documents = [document(name, name) for name in names]

    assert ranked("oak wood", *documents) == ["Oak Wood", "Oak Wood Two", "Wood Oak", names[2]]


def test_all_words_must_be_held() -> None:
    """A partner with only one of two words is no answer."""
    both = document("both", "Heron Trust", notes="water")

    assert ranked("heron water", both, document("one", "Heron Park")) == ["both"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        pytest.param("CAFE", "The Café Trust", id="case and accents"),
        pytest.param("st aldhelms", "St Aldhelm's Garden", id="no apostrophe"),
        pytest.param("aldhelm’s", "St Aldhelm's Garden", id="another apostrophe"),
        pytest.param("to do", "[TODO] to-do [/]", id="brackets"),
        pytest.param("wŷr", "Cymdeithas y Gwŷr", id="Welsh"),
    ],
)
def test_words_are_compared_as_people_read_them(text: str, held: str) -> None:
    """Case, accents, apostrophes and signs between words do not matter."""
    assert ranked(text, document("it", held)) == ["it"]


@pytest.mark.parametrize("text", ["", "   ", "[/]", "…", "-"])
def test_a_text_without_words_finds_nothing(index: SearchIndex, text: str) -> None:
    """Where there is nothing to look for, nothing is found and nothing is said."""
    answer = index.search(text)

    assert (answer.found, answer.total, answer.told(text)) == ((), 0, "")


def test_a_snippet_shows_the_words_where_they_stand(index: SearchIndex) -> None:
    """The passage with the most of the words is shown, and each of them is marked."""
    found = next(f for f in index.search("flooded sandbags").found if f.id == "kingfisher")

    assert found.snippet == "Risk: Flooded footbridge, Sandbags"
    assert [found.snippet[a:b] for a, b in found.spans] == ["Flooded", "Sandbags"]


def test_a_long_passage_is_cut_around_the_first_word() -> None:
    """However far on in a text a word is, its snippet is short and holds it near its beginning."""
    index = SearchIndex()
    index.put_partner(document("it", "A", notes="before " * 200 + "needle " + "after " * 200))
    found = index.search("needle").found[0]

    (start, end), *others = found.spans
    assert others == []
    assert found.snippet[start:end] == "needle"
    assert len(found.snippet) <= SNIPPET
    assert start < 20
    assert found.snippet[0] == found.snippet[-1] == "…"


def test_a_snippet_shows_no_control_character() -> None:
    """What could drive a terminal is a visible sign in a snippet."""
    index = SearchIndex()
    index.put_partner(document("it", "A", notes="needle \x1b[2J \u202e [red]x[/]"))

    assert index.search("needle").found[0].snippet == "Notes: needle ␛[2J ⟨U+202E⟩ [red]x[/]"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": 7, "notes": ["needle"], "contacts": "needle", "log": {"a": "x", "b": {"note": 3}}},
        {"name": "needle", "status": [], "kind": {}, "also_known_as": {"a": 1}, "actions": [1]},
    ],
)
def test_a_record_that_is_no_partner_harms_nothing(fields: dict[str, Any]) -> None:
    """Of a damaged record the texts are found, and the rest is left alone."""
    assert ranked("needle", {"id": "it", **fields}) == ["it"]


def test_what_changed_is_found_as_it_is_now() -> None:
    """A partner put again is found by its new words only, and one that is gone by none."""
    index = SearchIndex()
    index.put_partner(document("a", "Heron"))
    index.put_partner(document("b", "Heron Two"))
    index.put_partner(document("a", "Otter"))

    assert [f.id for f in index.search("heron").found] == ["b"]
    assert [f.id for f in index.search("otter").found] == ["a"]
    index.keep_partners(["a"])
    assert index.search("heron").found == []
    index.put_partner(document("b", "Heron Two"))
    assert [f.id for f in index.search("heron").found] == ["b"]


def test_only_so_many_are_told_and_all_are_counted() -> None:
    """Of 100 that match the best are told, and how many there are is known."""
    index = SearchIndex()
    for number in range(100):
        index.put_partner(document(f"p{number}", f"Heron {number:03}"))
    answer = index.search("heron")

    assert (len(answer.found), answer.total) == (SHOWN, 100)
    assert answer.found[0].heading == "Heron 000"
    assert len(index.search("heron", limit=None).found) == 100


def test_a_bent_spelling_is_told(index: SearchIndex) -> None:
    """Where nothing holds what was typed, it is said so, and what was looked for instead."""
    answer = index.search("turnstyle")

    assert places(answer) == [f"{PARTNER}/kingfisher"]
    told = "Nothing holds 'turnstyle'; showing entries with 'turnstile'."
    assert answer.told("turnstyle") == told
    assert index.search("turnstile").told("turnstile") == ""
    assert index.search("qqqqqqq").told("qqqqqqq") == "Nothing holds 'qqqqqqq'."


def test_plain_answers_come_before_bent_ones() -> None:
    """A word that somebody did write so is found first, and what is close to it after it."""
    documents = [document("close", "Heron"), document("plain", "A", notes="Herion")]
    index = SearchIndex()
    for each in documents:
        index.put_partner(each)
    answer = index.search("herion")

    assert [found.id for found in answer.found] == ["plain", "close"]
    assert answer.told("herion") == "Little holds 'herion'; showing entries with 'heron'."


def test_three_plain_answers_are_enough() -> None:
    """Where plain spelling finds three, nothing else is looked for."""
    plain = [document(f"p{number}", "Herion") for number in range(3)]

    assert ranked("herion", *plain, document("close", "Heron")) == ["p0", "p1", "p2"]


def test_a_short_word_is_never_bent() -> None:
    """A word of four letters has too many neighbours to guess."""
    assert ranked("tere", document("a", "Tree")) == []
    assert ranked("trees", document("a", "Tress")) == ["a"]
    assert ranked("exitt", document("a", "Exit")) == ranked("tres", document("a", "Trees")) == ["a"]


def test_a_word_is_bent_before_it_is_typed_to_its_end() -> None:
    """The answer does not vanish on the way to a misspelt word."""
    for typed in ("kignfis", "kignfish", "kignfisher", "kignfisher pa"):
        assert ranked(typed, document("a", "Kingfisher Park")) == ["a"], typed


def test_labels_are_those_of_the_form() -> None:
    """A snippet names a field as the form does, and every searched part is one of a partner."""
    fields = Partner.model_fields

    assert {name: fields[name].title for name in SEARCHED} == dict(SEARCHED)
    assert set(SEARCHED_PARTS) <= set(fields)
    assert set(RECORD_PARTS) <= set(SEARCHED_PARTS)
    for part, (_, names) in SEARCHED_PARTS.items():
        if part in RECORD_PARTS:
            assert set(names) <= set(RECORD_PARTS[part].model.model_fields)


def test_words_and_spans_agree() -> None:
    """Where a word of a text is marked, it is the one that was found."""
    text = "St Aldhelm's café; e-mail A.B@example.org"

    assert words_of(text) == ["st", "aldhelms", "cafe", "e", "mail", "a", "b", "example", "org"]
    assert [text[a:b] for a, b in spans_of(text, ["aldhelms", "cafe", "exam"])] == [
        "Aldhelm's",
        "café",
        "example",
    ]
