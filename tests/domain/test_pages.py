"""Every part of the guidance can be read as a page, whatever draws it."""

from __future__ import annotations

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.guide import Guide
from tuiapp.domain.pages import PARTS, Block, find_entry, heading_of, page_of, prose


def entries() -> list[tuple[str, str]]:
    """Return the part and id of every entry of the shipped guide."""
    guide = load_guide()
    found = [(part, entry.id) for part in PARTS for entry in getattr(guide, part)]
    return found + [("stages", item.id) for item in guide.items]


@pytest.mark.parametrize(("part", "entry_id"), entries())
def test_every_entry_has_a_page(part: str, entry_id: str) -> None:
    """Each entry of the guide is a titled page with something to read on it."""
    guide = load_guide()
    entry = find_entry(guide, part, entry_id)
    page = page_of(guide, entry)

    assert page.title == heading_of(entry)
    assert page.title.strip()
    assert page.blocks
    assert all(block.text.strip() for block in page.blocks)


def test_every_part_but_the_families_is_read() -> None:
    """The parts in reading order are the whole guide; families head benefits and pitfalls."""
    assert set(PARTS) == set(Guide.model_fields) - {"families"}


def test_an_entry_that_is_not_there_is_none() -> None:
    """An unknown id finds nothing, and an item is found among the stages only."""
    guide = load_guide()

    assert find_entry(guide, "benefits", "no-such") is None
    assert find_entry(guide, "benefits", guide.items[0].id) is None
    assert find_entry(guide, "stages", guide.items[0].id) == guide.items[0]


def test_a_page_ends_with_its_sources() -> None:
    """Who reads a piece of guidance sees where it comes from."""
    guide = load_guide()
    benefit = guide.benefits[0]
    told = [block for block in page_of(guide, benefit).blocks if block.kind == "source"]

    assert len(told) == len(benefit.sources)
    assert page_of(guide, benefit).blocks[-len(told) :] == tuple(told)


def test_a_pitfall_lists_what_closes_it_and_an_item_what_it_closes() -> None:
    """The links of the guide can be followed from both ends."""
    guide = load_guide()
    pitfall = guide.pitfalls[0]
    item = guide.item(pitfall.items[0])

    assert Block("point", item.heading) in page_of(guide, pitfall).blocks
    assert Block("point", pitfall.heading) in page_of(guide, item).blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("One\nline.", [("text", "One line.")], id="a paragraph on two lines"),
        pytest.param("One.\n\nTwo.", [("text", "One."), ("text", "Two.")], id="two paragraphs"),
        pytest.param(
            "Both:\n- one\n- two",
            [("text", "Both:"), ("point", "one"), ("point", "two")],
            id="list",
        ),
        pytest.param(
            "- one\nthen more", [("point", "one"), ("text", "then more")], id="text after a point"
        ),
        pytest.param("a - b", [("text", "a - b")], id="a dash in a line"),
    ],
)
def test_text_is_read_as_paragraphs_and_points(text: str, blocks: list[tuple[str, str]]) -> None:
    """An empty line parts paragraphs, and a line that begins with a dash is a point."""
    assert list(prose(text)) == blocks
