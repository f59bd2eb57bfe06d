"""Finding partners: one by its name or id, many by a filter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tuiapp.domain.register.find import Filter, Index, find_partner, short_ids
from tuiapp.domain.text import fold
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


SPELT = (
    ("O’Hara Green", "O'Hara Green", "OHara green", "o'hara", "ohara", "O‘Hara", "OʼHara Green"),
    ("St. Brannoc's", "St Brannocs", "ST BRANNOC’S", "St. Brannoc`s", "brannoc's"),
    ("Not-for-Profit Alliance", "not for profit alliance", "Not–for–Profit Alliance"),
    ("Co-op Gardens", "Coop Gardens", "co op gardens", "coop", "Co‑op"),
    ("Müller & Söhne", "Muller & Sohne", "mu\u0308ller & so\u0308hne"),
)
"""Names, each with ways in which somebody may write it or a part of it."""


@pytest.mark.parametrize("names", SPELT, ids=[names[0] for names in SPELT])
def test_punctuation_hides_no_name(names: tuple[str, ...]) -> None:
    """A name is found, listed and shown however its apostrophes, stops and hyphens are typed."""
    others = {one[0]: document(str(place), one[0]) for place, one in enumerate(SPELT)}
    documents = {doc["id"]: doc for doc in others.values()}
    wanted = others[names[0]]

    for typed in names:
        assert find_partner(documents, typed) == wanted, typed
        assert Index(documents.values()).select(Filter(typed)) == [wanted], typed


@pytest.mark.parametrize("kept", ["AB1 2CD", "AB12CD", "ab1 2cd"])
@pytest.mark.parametrize("typed", ["AB1 2CD", "AB12CD", "ab1", "2cd", "ab12cd"])
def test_a_postcode_is_found_with_and_without_its_space(kept: str, typed: str) -> None:
    """The space in a postcode is neither needed nor in the way."""
    doc = document("a", "Heron Trust", postcode=kept)

    assert Index([doc, document("b", "Other", postcode="ZZ9 9ZZ")]).select(Filter(typed)) == [doc]


def test_another_name_leads_to_a_partner_too() -> None:
    """A partner is found by a name it is also known by, where no partner is called so."""
    assert find_partner(PARTNERS, "coffee-club")["id"] == "2222"


@given(st.text(min_size=1), st.sampled_from(["'", "’", "`", "ʼ"]))
def test_every_name_finds_itself(name: str, apostrophe: str) -> None:
    """Whatever a partner is called, its own name finds it, with another apostrophe too."""
    assume(name.strip() and name != "other")
    documents = {"one": document("one", name), "other": document("other", "Wholly other")}
    typed = name.replace("'", apostrophe)
    assume(fold(typed) and fold(typed) not in fold("Wholly other"))

    assert find_partner(documents, typed)["id"] == "one"
    assert documents["one"] in Index(documents.values()).select(Filter(typed))


@given(st.lists(st.text("ab", min_size=8, max_size=12), unique=True, min_size=1))
def test_a_short_id_is_one_partners_alone(ids: list[str]) -> None:
    """Each is the start of its id, 8 characters or more, and of no other id."""
    for whole, short in short_ids(ids, ids).items():
        assert whole.startswith(short)
        assert len(short) >= 8
        assert [each for each in ids if each.startswith(short)] == [whole] or short == whole


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
