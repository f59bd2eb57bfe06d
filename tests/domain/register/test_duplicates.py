"""Likely duplicates: which partners may be one, why, and which are not taken for one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import ROOT
from tuiapp.domain.importing.proposal import propose_import
from tuiapp.domain.register.duplicates import Likely, duplicates_of, likely_duplicates
from tuiapp.exchange.imports.open_list import open_list

GRANTS = ROOT / "tests" / "data" / "trafford_council_voluntary_sector_grants.csv"


def named(partner_id: str, name: str, **fields: Any) -> dict[str, Any]:
    """Return a partner's document."""
    return {"id": partner_id, "name": name, **fields}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        pytest.param(
            named("a", "The Oak Friends"), named("b", "oak  friends!"), "the same name", id="name"
        ),
        pytest.param(
            named("a", "Oak Friends"),
            named("b", "Elm", also_known_as=["Oak Friends"]),
            "the same name",
            id="a name it was known by",
        ),
        pytest.param(
            named("a", "Blue Sci"), named("b", "Bluesci CIC"), "nearly the same name", id="its form"
        ),
        pytest.param(
            named("a", "Friends of john Leigh Park"),
            named("b", "John Leigh Park"),
            "nearly the same name",
            id="little words",
        ),
        pytest.param(
            named("a", "Victoria Park"),
            named("b", "Friends of Victoria Park, Stretford"),
            "one name in the other",
            id="one holds the other's words",
        ),
        pytest.param(
            named("a", "Oak", charity_number="1146179"),
            named("b", "Elm", charity_number="01146179"),
            "the same charity number",
            id="charity number",
        ),
        pytest.param(
            named("a", "Oak", company_number="00079622"),
            named("b", "Elm", identifiers=["GB-COH-79622"]),
            "the same company number",
            id="company number, published",
        ),
        pytest.param(
            named("a", "Oak Friends", charity_number="1"),
            named("b", "Oak Friends", charity_number="2"),
            "the same name, but different charity numbers",
            id="one name, two charities",
        ),
    ],
)
def test_these_are_likely_one(one: dict[str, Any], other: dict[str, Any], why: str) -> None:
    """Each pair is told once, the one that comes first in the register first, with its reason."""
    assert likely_duplicates([one, other]) == [Likely("a", "b", why)]
    assert likely_duplicates([other, one]) == [Likely("b", "a", why)]
    assert duplicates_of(one, [other]) == [Likely("a", "b", why)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Friends of Heron Park", "Friends of Elm Park", id="another park"),
        pytest.param("Community Trust", "Sale Community Trust", id="only little words"),
        pytest.param("Genesis", "Genesis Sale Moor", id="one word is too little"),
        pytest.param("Sale Park", "Sale Moor Park", id="words that do not stand together"),
        pytest.param("[/]", "***", id="names without a word"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    """Names that have little in common are left in peace."""
    assert likely_duplicates([named("a", one), named("b", other)]) == []


def test_a_longer_name_with_another_charity_number_is_another_body() -> None:
    """Two charities are two, whatever words their names share."""
    park = named("a", "Victoria Park", charity_number="1")
    friends = named("b", "Friends of Victoria Park, Stretford", charity_number="2")

    assert likely_duplicates([park, friends]) == []


@pytest.mark.parametrize("who", ["a", "b"])
def test_two_that_were_kept_apart_are_no_pair(who: str) -> None:
    """Either of the two says so for both; what each has in common with others is still told."""
    alike = {key: named(key, "Oak Friends", charity_number="7") for key in "abc"}
    alike[who]["distinct_from"] = ["b" if who == "a" else "a"]

    pairs = {(pair.one, pair.other) for pair in likely_duplicates(alike.values())}
    assert pairs == {("a", "c")}
    assert duplicates_of(alike["a"], [alike["b"]]) == []


def test_a_third_is_told_with_whom_it_is_not_kept_apart_from() -> None:
    """Where the first of three is neither of the others, those two are still told."""
    names = ("Oak Park", "Friends of Oak Park", "Oak Park, Sale")
    alike = [named(key, name) for key, name in zip("abc", names, strict=True)]
    alike[0]["distinct_from"] = ["b", "c"]

    assert [(pair.one, pair.other) for pair in likely_duplicates(alike)] == [("b", "c")]


def test_what_a_broken_record_holds_harms_nothing() -> None:
    """A record that is no partner is passed by as far as it tells nothing."""
    broken = {"id": "a", "name": 7, "also_known_as": "x", "identifiers": {"a": 1}}
    broken["distinct_from"] = "b"

    assert likely_duplicates([broken, {"id": "b"}]) == []
    assert duplicates_of({"id": "c", "name": ""}, [broken, {"id": "b"}]) == []


def test_the_pairs_grow_with_the_register_and_not_with_its_square() -> None:
    """Of many of one name each is told with the first only."""
    many = [named(str(number), "Oak Friends") for number in range(2000)]
    found = likely_duplicates(many)

    assert len(found) == 1999
    assert {pair.one for pair in found} == {"0"}


def test_a_real_list_of_grants_tells_its_duplicates() -> None:
    """Of the organisations of a real council's file, those spelt in two ways are found."""
    proposal, _ = propose_import(open_list(GRANTS, "auto", ()).rows, {}, "grants.csv")
    documents = {change.record: change.after for change in proposal.changes}
    found = {
        (documents[pair.one]["name"].casefold(), documents[pair.other]["name"].casefold()): pair.why
        for pair in likely_duplicates(documents.values())
    }

    assert found["friends of john leigh park", "john leigh park"] == "nearly the same name"
    assert len(found) < len(documents) / 10
