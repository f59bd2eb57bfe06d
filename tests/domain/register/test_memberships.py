"""Joint bodies and their members: who is part of what, and what cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from tuiapp.domain.changes.edits import Change, Document
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.register.memberships import (
    GONE,
    bodies_in_words,
    find_bodies,
    members_of,
    set_membership,
)
from tuiapp.errors import InputRefused


def register(**part_of: list[str]) -> dict[str, Document]:
    """Return partners by id, each with the bodies it is part of; its name is its id in capitals."""
    return {key: partner(key, bodies) for key, bodies in part_of.items()}


def partner(partner_id: str, bodies: list[str]) -> dict[str, Any]:
    """Return a partner's document."""
    document = {"id": partner_id, "name": partner_id.upper(), "status": "partner"}
    return {**document, **({"part_of": bodies} if bodies else {})}


def test_a_partner_is_made_part_of_bodies_and_taken_out() -> None:
    """The label says in words what it joined and what it left."""
    known = register(ash=["elm"], elm=[], oak=[], yew=[])

    joined = set_membership(known["ash"], ["oak", "yew"], known)
    assert joined.label == "Made ASH part of OAK and YEW and no longer of ELM"
    assert joined.changes == (Change("ash", ("part_of",), ["elm"], ["oak", "yew"]),)
    left = set_membership(known["ash"], [], known)
    assert left.label == "Took ASH out of ELM"
    assert left.changes == (Change("ash", ("part_of",), ["elm"], None),)
    assert set_membership(known["ash"], ["elm", "elm"], known).changes == ()


@pytest.mark.parametrize(
    ("partner_id", "body", "told"),
    [
        pytest.param("ash", "ash", "ASH cannot be part of itself", id="itself"),
        pytest.param("elm", "ash", "a circle: ASH is part of ELM; take ELM out of", id="a circle"),
        pytest.param(
            "oak",
            "ash",
            "a circle: ASH is part of ELM, which is part of OAK; take OAK",
            id="a long one",
        ),
        pytest.param("ash", "fir", "there is no such body in the register", id="unknown"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(partner_id: str, body: str, told: str) -> None:
    """A body is never part of itself, whether directly or through others."""
    known = register(ash=["elm"], elm=["oak"], oak=[])

    with pytest.raises(FieldsRefused) as refused:
        set_membership(known[partner_id], [body], known)
    assert refused.value.problems[0].field == "part_of"
    assert told in refused.value.message


def test_two_ways_to_one_body_are_no_circle() -> None:
    """A member of two bodies of one alliance may be a member of the alliance too."""
    known = register(ash=["elm", "oak"], elm=["yew"], oak=["yew"], yew=[])

    assert set_membership(known["ash"], ["elm", "oak", "yew"], known).changes


def test_a_circle_that_a_file_holds_ends() -> None:
    """What was made outside partnertui is looked through once, and a new member joins it."""
    known = register(ash=["elm"], elm=["ash"], oak=[])

    assert set_membership(known["oak"], ["ash"], known).changes


def test_bodies_are_found_as_typed() -> None:
    """Names and ids stand one after another, separated by semicolons; each counts once."""
    known = register(ash=["gone"], elm=[], oak=[])

    assert find_bodies(known["ash"], " Elm; oak ;elm;", known) == ["elm", "oak"]
    assert find_bodies(known["ash"], " ", known) == []
    assert find_bodies(known["ash"], "gone; oak", known) == ["gone", "oak"]
    with pytest.raises(InputRefused, match="There is no 'fig'"):
        find_bodies(known["ash"], "elm; fig", known)


def test_a_body_that_left_the_register_is_told_as_such() -> None:
    """Its member keeps its id, may join others beside it, and may leave it."""
    known = register(ash=["gone", "elm"], elm=[], oak=[])

    assert bodies_in_words(known["ash"], known) == [GONE, "ELM"]
    assert set_membership(known["ash"], ["gone", "oak"], known).changes
    assert set_membership(known["ash"], ["elm"], known).label == f"Took ASH out of {GONE}"


def test_the_members_of_a_body_are_told_by_name() -> None:
    """Those directly part of it, and no others."""
    known = register(yew=["elm"], ash=["elm"], elm=["oak"], oak=[])

    assert [member["id"] for member in members_of("elm", known)] == ["ash", "yew"]
    assert members_of("ash", known) == []


def test_what_a_broken_record_holds_harms_nothing() -> None:
    """A record in which the bodies are no list has none."""
    known = {"ash": {"id": "ash", "name": "ASH", "part_of": "elm"}, "elm": partner("elm", [])}

    assert members_of("elm", known) == []
    assert bodies_in_words(known["ash"], known) == []
