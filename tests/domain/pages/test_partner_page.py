"""A partner in one page: what comes next, when we last spoke, what is promised, what ends."""

from __future__ import annotations

from typing import Any

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.changes.edits import Document
from tuiapp.domain.models.policy import Policy
from tuiapp.domain.pages.partner_page import overview
from tuiapp.domain.register.partner_edits import read_partner


def told(policy: Policy | None = None, /, **fields: Any) -> list[str]:
    """Return the lines of an accepted partner's page."""
    document = {"id": "oak", "name": "Oak Friends", "status": "partner", **fields}
    return [block.text for block in overview(read_partner(document), load_guide(), policy).blocks]


def contact(kind: str, on: str) -> dict[str, str]:
    """Return an entry of the contact log."""
    return {"kind": kind, "on": on, "note": "All well", "by": "Parks officer"}


def test_when_it_was_last_reached_and_how_is_told() -> None:
    """A call that nobody answered is no contact."""
    log = {
        "a": contact("meeting", "2026-11-03"),
        "b": contact("call", "2026-10-01"),
        "c": contact("tried", "2026-11-20"),
    }

    assert "Last reached: 3 November 2026, meeting" in told(log=log)
    nobody = "Last reached: nothing is logged yet"
    assert nobody in told()
    assert nobody in told(log={"c": log["c"]})


def test_how_often_we_speak_is_agreed_or_the_policys() -> None:
    """What was agreed with the partner goes before the policy of its level, and is told once."""
    assert "We speak every 90 days or sooner, as the policy says" in told()
    assert "We speak every 45 days or sooner, as the policy says" in told(Policy(speak_light=45))
    agreed = told(Policy(speak_light=45), speak_every=14)
    assert "We speak every 14 days or sooner, as agreed with them" in agreed
    assert not [line for line in agreed if line.startswith("How often we speak")]


@pytest.mark.parametrize("status", ["not-yet-looked-at", "grant-only", "ended"])
def test_who_is_not_a_partner_is_not_to_be_spoken_to(status: str) -> None:
    """Nothing is said of contacts where nobody accepted it and none was logged."""
    assert not [line for line in told(status=status) if "speak" in line or "reached" in line]


def test_the_two_open_actions_that_are_due_first_are_told() -> None:
    """What is done is left out; one without a day comes last."""
    actions = {
        "a": {"title": "Without a day"},
        "b": {"title": "Done", "due": "2026-01-01", "done_on": "2026-01-01"},
        "c": {"title": "Second", "due": "2026-12-24"},
        "d": {"title": "First", "due": "2026-11-27", "owner": "Parks officer"},
    }

    lines = told(actions=actions)
    at = lines.index("Actions: 3 open")
    assert lines[at + 1 : at + 3] == [
        "First, Parks officer, due 27 November 2026",
        "Second, due 24 December 2026",
    ]
    assert not [line for line in lines if "Without a day" in line]
    assert not [line for line in told() if line.startswith("Actions")]


def test_what_ends_first_of_documents_and_agreements_is_told() -> None:
    """Both stand in one list by their last day; what has no end is left out."""
    documents = {
        "a": {"kind": "insurance", "expires": "2027-03-31"},
        "b": {"kind": "constitution"},
    }
    agreements = {
        "a": {"kind": "lease", "title": "Bowling green", "period": {"ends": "2027-01-31"}},
        "b": {"kind": "grant", "title": "Trees", "period": {"ends": "2029-03-31"}},
        "c": {"kind": "other", "title": "Letter", "period": {"starts": "2026-03-31"}},
    }

    lines = told(documents=documents, agreements=agreements)
    at = lines.index("Documents and agreements that end first")
    assert lines[at + 1 : at + 4] == [
        "Lease: Bowling green, until 31 January 2027",
        "Insurance, until 31 March 2027",
        "What we know",
    ]


def test_bodies_and_members_are_told_by_name() -> None:
    """A member names its bodies and a body its members; one that has neither says nothing."""
    alliance: Document = {"id": "alliance", "name": "River Alliance", "status": "partner"}
    bodies = ["alliance", "x"]
    oak: Document = {"id": "oak", "name": "Oak Friends", "status": "partner", "part_of": bodies}
    documents = {"alliance": alliance, "oak": oak}

    def page(document: Document) -> list[str]:
        told_of = overview(read_partner(document), load_guide(), documents=documents)
        return [block.text for block in told_of.blocks]

    assert "Part of: River Alliance; a body no longer in the register" in page(oak)
    assert "Members: Oak Friends" in page(alliance)
    assert not [line for line in page(alliance) if line.startswith("Part of")]
    assert not [line for line in page(oak) if line.startswith("Members")]
