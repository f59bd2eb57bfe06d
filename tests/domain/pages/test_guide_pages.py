"""Every part of the guidance can be read as a page, whatever draws it."""

from __future__ import annotations

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.models.guide import Guide
from tuiapp.domain.pages.guide_pages import PARTS, find_entry, heading_of, page_of, side_by_side
from tuiapp.domain.pages.page import Block, prose


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


def below(entry: object, heading: str) -> list[str]:
    """Return what stands below a heading of an entry's page, up to the next or the sources."""
    told = list(page_of(load_guide(), entry).blocks)
    first = told.index(Block("heading", heading)) + 1
    ends = [n for n in range(first, len(told)) if told[n].kind in ("heading", "source")]
    return [block.text for block in told[first : ends[0]]]


def test_an_item_says_why_how_and_what_evidence_looks_like() -> None:
    """Each item of the checklist has these in this order, then its level and its sources."""
    guide = load_guide()
    for item in guide.items:
        page = page_of(guide, item)
        headings = [block.text for block in page.blocks if block.kind == "heading"]

        assert headings[:3] == ["Why", "How", "What evidence looks like"]
        assert headings[-1] == "Asked for"
        assert below(item, "What evidence looks like") == [item.evidence]
        assert item.level in " ".join(below(item, "Asked for"))
        assert page.blocks[-1].kind == "source"


def test_benefits_that_help_each_other_say_so_at_both_ends() -> None:
    """What one helps, the other is helped by; and each lists the others of its family."""
    guide = load_guide()
    headings = {benefit.id: benefit.heading for benefit in guide.benefits}
    for benefit in guide.benefits:
        assert set(below(benefit, "Helps")) == {headings[other] for other in benefit.supports}
        for other in guide.benefits:
            if other.id in benefit.supports:
                assert benefit.heading in below(other, "Helped by")
        kin = {b.heading for b in guide.benefits if b.family == benefit.family and b != benefit}
        assert kin == set(below(benefit, "Family")[1:])


def test_a_pitfall_says_what_leaves_a_partner_open_to_it() -> None:
    """The rule is told in words: its items, the facts of a record, and low scores."""
    pitfall = next(p for p in load_guide().pitfalls if p.id == "different-visions")

    assert below(pitfall, "A partner is open to it if") == [
        "One of these items is asked for and marked 'to do' or 'doing'",
        "The council view and the partner view differ by 2 or more",
        "'Clear purpose' is scored 0 or 1",
        "A risk of this kind is open in its record",
        "Where nothing is recorded, nothing is known, and no partner counts as open to it.",
    ]


def test_the_frameworks_stand_side_by_side() -> None:
    """Row by row they say the same part of each, the one sentence first."""
    guide = load_guide()
    rows = side_by_side(guide)
    parts = [part.heading for part in guide.frameworks[0].parts]

    assert [row.heading for row in rows] == ["In one sentence", *parts]
    assert rows[0].texts == tuple(framework.summary for framework in guide.frameworks)
    for place, framework in enumerate(guide.frameworks):
        assert [row.texts[place] for row in rows[1:]] == [part.text for part in framework.parts]


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
