"""What stands beside a line of a list: what it is about, in full."""

from __future__ import annotations

from typing import Any

from tests.conftest import NOON
from tuiapp.content.loader import load_guide
from tuiapp.domain.attention.rules import needs_of
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.models.policy import Policy
from tuiapp.domain.pages.detail_pages import (
    item_page,
    measure_page,
    need_page,
    new_item_page,
    pair_page,
    record_page,
)
from tuiapp.domain.pages.guide_pages import page_of
from tuiapp.domain.pages.page import Page
from tuiapp.domain.pages.partner_page import overview
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.register.partner_edits import read_partner


def oak(**fields: Any) -> Partner:
    """Return a partner."""
    return read_partner({"id": "oak", "name": "Oak Friends", **fields})


def texts(page: Page) -> list[str]:
    """Return what a page says, block by block."""
    return [block.text for block in page.blocks]


def under(page: Page, heading: str) -> list[str]:
    """Return the points and paragraphs below a heading of a page."""
    at = next(n for n, block in enumerate(page.blocks) if block == ("heading", heading))
    after = page.blocks[at + 1 :]
    ends = next((n for n, block in enumerate(after) if block.kind == "heading"), len(after))
    return [block.text for block in after[:ends]]


def test_a_need_is_told_before_the_partner_it_is_of() -> None:
    """What, why and what to do come first, then the overview; one that cannot be read has none."""
    partner = oak(
        status="partner", actions={"a1": {"title": "Send the lease", "due": "2026-11-21"}}
    )
    need = next(need for need in needs_of(partner, Policy(), NOON.date()) if need.part == "actions")
    whole = overview(partner, load_guide())

    page = need_page(partner.name, need, whole)

    assert page.title == "Oak Friends"
    assert texts(page)[:3] == [need.what, need.why, need.todo]
    assert page.blocks[3:] == whole.blocks
    assert texts(need_page("Oak", need, None)) == [need.what, need.why, need.todo]


def test_an_item_says_where_it_is_before_what_the_guidance_says() -> None:
    """Its mark, reason, note and evidence come first, then why, how and what proves it."""
    guide = load_guide()
    item = guide.items[0]
    mark = {"state": "not-applicable", "by": "Ann", "on": "2026-11-22", "reason": "Too small"}
    recorded = {"mark": mark, "note": "Asked Bob\nby phone", "evidence": "Lease.pdf"}
    guided = page_of(guide, item)

    page = item_page(guide, oak(checklist={item.id: recorded}), item)

    assert page.title == item.heading
    assert texts(page)[0] == "Not applicable, Ann, 22 November 2026"
    assert under(page, "Why it does not apply") == ["Too small"]
    assert under(page, "Our note") == ["Asked Bob\nby phone"]
    assert under(page, "Our evidence") == ["Lease.pdf"]
    assert page.blocks[-len(guided.blocks) :] == guided.blocks
    assert "What evidence looks like" in texts(guided)
    assert texts(item_page(guide, oak(), item))[:2] == ["To do", "Why"]


def test_a_measure_says_what_scores_look_like_and_every_score_so_far() -> None:
    """0, 2 and 4 in words, then both views, the newest first, with their notes."""
    guide = load_guide()
    measure = guide.measures[0]
    scores = {
        f"s{value}": {
            **{"measure": measure.id, "view": view, "value": value, "on": on, "by": "Ann"},
            **({"note": "Better since May"} if value == 4 else {}),
        }
        for value, view, on in ((1, "council", "2025-11-01"), (4, "partner", "2026-11-01"))
    }

    page = measure_page(guide, oak(scores=scores), measure)

    assert f"0: {measure.at_0}" in under(page, "What a score looks like")
    assert under(page, "Scores so far")[:2] == [
        "1 November 2026, partner view: 4 Going well. Better since May",
        "1 November 2025, council view: 1 Needs work now",
    ]
    assert under(measure_page(guide, oak(), measure), "Scores so far")[0] == "Not scored yet."
    assert page.blocks[-1].kind == "source"


def test_an_item_of_the_record_is_told_field_by_field() -> None:
    """Days, choices and units are in words, what is empty is left out, figures come last."""
    guide = load_guide()
    agreement = {
        **{"kind": "lease", "title": "The old barn"},
        "period": {"starts": "2020-04-01", "ends": "2030-03-31", "notice_days": 90},
    }
    reading = {"value": "1200.5", "on": "2026-10-01", "by": "Ann"}
    result = {"name": "Hours given", "target": "2000", "readings": {"r1": reading}}
    partner = oak(agreements={"g1": agreement}, results={"r": result})

    page = record_page(PARTS["agreements"], partner.agreements[0], guide)
    assert page.title == PARTS["agreements"].in_words(partner.agreements[0])
    assert "Title: The old barn" in texts(page)
    assert "Kind: Lease" in texts(page)
    assert "Starts: 1 April 2020" in texts(page)
    assert any(text.endswith(": 90") for text in texts(page))
    assert not any(text.endswith(("None", ": ")) for text in texts(page))

    page = record_page(PARTS["results"], partner.results[0], guide)
    assert "Target: 2,000" in texts(page)
    assert under(page, "Figures so far") == ["1 October 2026: 1,200.5, Ann"]


def test_the_line_that_adds_an_item_tells_what_will_be_asked() -> None:
    """Every field of the form is named with its sentence."""
    for part in PARTS.values():
        page = new_item_page(part, load_guide(), "Add one")
        assert page.title == "Add one"
        assert len(page.blocks) > 1
    assert "Due. Such as" in " ".join(texts(new_item_page(PARTS["actions"], load_guide(), "")))


def test_a_pair_is_compared_field_by_field() -> None:
    """What differs, what one says alone, what is kept of each, what is the same; bad data too."""
    one = {
        **{"id": "a", "name": "Oak", "place": "Millbrook", "kind": "charity", "notes": "Two words"},
        "log": {"l1": {}, "l2": {}},
    }
    other = {"id": "b", "name": "Oak CIC", "kind": "charity", "email": "a@b.org", "log": "broken"}

    page = pair_page(one, other, "nearly the same name")

    assert page.title == "Nearly the same name"
    assert under(page, "What differs") == ["Name: Oak | Oak CIC"]
    assert under(page, "Only the first says") == ["Place: Millbrook"]
    assert under(page, "Only the second says") == ["E-mail: a@b.org"]
    assert under(page, "Kept of the first") == ["Contact log: 2", "Notes: 2 words"]
    assert "Kept of the second" not in texts(page)
    assert under(page, "The same in both") == ["Kind: Charity"]
