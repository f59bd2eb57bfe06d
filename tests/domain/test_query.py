"""Finding partners: one by its name or id, many by a filter."""

from __future__ import annotations

from typing import Any

import pytest

from tuiapp.domain.query import Filter, Index, find_partner
from tuiapp.errors import InputRefused


def document(partner_id: str, name: str, **fields: Any) -> dict[str, Any]:
    """Return a partner's document."""
    return {"id": partner_id, "name": name, "status": "partner", **fields}


PARTNERS = {
    doc["id"]: doc
    for doc in (
        document("1111aaaa", "Friends of Kingfisher Park", place="Millbrook ward"),
        document("1111bbbb", "Friends of Heron Park", lead_officer="Parks officer"),
        document("2222", "The Café Trust", also_known_as=["Coffee Club"], status="ended"),
        document("3333", "Acme [/] [TODO]", framework="statutory", notes="secret"),
    )
}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param("1111aaaa", "1111aaaa", id="an id"),
        pytest.param("1111b", "1111bbbb", id="the start of an id"),
        pytest.param("friends of  HERON park", "1111bbbb", id="a name in other case and spacing"),
        pytest.param("the cafe trust", "2222", id="a name without its accent"),
        pytest.param("heron", "1111bbbb", id="a part of one name"),
        pytest.param("Acme [/] [TODO]", "3333", id="a name that looks like markup"),
    ],
)
def test_one_partner_is_found(wanted: str, found: str) -> None:
    """An id, the start of one, a name or a part of one name leads to its partner."""
    assert find_partner(PARTNERS, wanted)["id"] == found


def test_a_name_counts_before_a_part_of_another() -> None:
    """A partner whose name is part of another's is still found by it."""
    both = {"a": document("a", "Heron"), "b": document("b", "Heron Trust")}

    assert find_partner(both, "heron")["id"] == "a"


def test_several_matches_are_named() -> None:
    """Where several match, each is named with the start of its id and none is chosen."""
    with pytest.raises(InputRefused, match="2 partners match 'friends of'") as caught:
        find_partner(PARTNERS, "friends of")

    assert "Friends of Heron Park (1111bbbb)" in caught.value.message


def test_many_matches_are_told_in_short() -> None:
    """A long list of matches is cut."""
    many = {str(n): document(str(n), f"Friends {n}") for n in range(9)}

    with pytest.raises(InputRefused, match=r"9 partners match 'friends': .*, and more"):
        find_partner(many, "friends")


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    """A name typed wrong leads to the one that was meant."""
    with pytest.raises(InputRefused, match="The nearest is 'Friends of Heron Park'"):
        find_partner(PARTNERS, "Frends of Herron Park")


@pytest.mark.parametrize("wanted", ["zzzzzzzz", "", "   "])
def test_a_name_like_none_is_told_with_the_way_on(wanted: str) -> None:
    """Where no name is near, the answer says how to see them all."""
    with pytest.raises(InputRefused, match="partnertui list"):
        find_partner(PARTNERS, wanted)


def names(wanted: Filter) -> list[str]:
    """Return the names that a filter lets through."""
    return [str(doc["name"]) for doc in Index(PARTNERS.values()).select(wanted)]


def test_an_empty_filter_lets_all_through_by_name() -> None:
    """Partners come by name, in any case, a leading The left aside."""
    assert names(Filter()) == [
        "Acme [/] [TODO]",
        "The Café Trust",
        "Friends of Heron Park",
        "Friends of Kingfisher Park",
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(Filter("park king"), ["Friends of Kingfisher Park"], id="words in any order"),
        pytest.param(Filter("MILLBROOK"), ["Friends of Kingfisher Park"], id="a word of the place"),
        pytest.param(Filter("cafe"), ["The Café Trust"], id="a word without its accent"),
        pytest.param(Filter("coffee"), ["The Café Trust"], id="another spelling"),
        pytest.param(Filter("secret"), [], id="notes are not searched"),
        pytest.param(Filter("["), ["Acme [/] [TODO]"], id="a sign"),
        pytest.param(Filter(fields=(("framework", "statutory"),)), ["Acme [/] [TODO]"], id="field"),
        pytest.param(Filter(place="mill"), ["Friends of Kingfisher Park"], id="part of the place"),
        pytest.param(Filter(owner="PARKS"), ["Friends of Heron Park"], id="part of the officer"),
        pytest.param(Filter("park", owner="nobody"), [], id="two wishes, one unmet"),
    ],
)
def test_a_filter_lets_through_what_meets_all_of_it(wanted: Filter, found: list[str]) -> None:
    """Every part of a filter must be met."""
    assert names(wanted) == found


def test_hidden_statuses_are_left_out() -> None:
    """Ended partners are not shown until they are asked for."""
    assert "The Café Trust" not in names(Filter(hidden=frozenset({"ended"})))


def test_a_record_that_is_no_partner_is_listed_and_breaks_nothing() -> None:
    """A damaged record is still found, so that somebody can put it right."""
    odd: dict[str, Any] = {"id": "odd", "name": 7, "also_known_as": [None], "place": ["x"]}

    assert Index([odd]).select(Filter("7")) == [odd]
    assert find_partner({"odd": odd}, "7") == odd
