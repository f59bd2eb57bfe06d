"""Several partners in one deed: one value for many, and two made into one without a loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOON
from tuiapp.domain.changes.edits import Document, Edit, Proposal, apply, canonical, invert
from tuiapp.domain.choices import STATES
from tuiapp.domain.models.labels import FIELD_WORDS
from tuiapp.domain.models.partner import PARTNER_SHAPE
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.register import bulk_edits, join
from tuiapp.domain.register.duplicates import likely_duplicates
from tuiapp.domain.register.partner_edits import read_partner
from tuiapp.errors import InputRefused

TODAY = date(2026, 11, 22)
Fields = dict[str, Any]


def partner(partner_id: str, name: str, **fields: Any) -> Fields:
    """Return a partner's document."""
    return {"id": partner_id, "name": name, "status": "partner", **fields}


def after(proposal: Proposal, *documents: Document) -> dict[str, Fields]:
    """Return the register after a proposal, those that left it left out."""
    before = {document["id"]: document for document in documents}
    outcome = apply(before, proposal.changes, lambda _: PARTNER_SHAPE)
    assert not outcome.conflicts
    left = {**before, **outcome.documents}
    return {key: dict(document) for key, document in left.items() if document is not None}


def undone(proposal: Proposal, *documents: Document) -> dict[str, Fields]:
    """Return the register after a proposal was saved and taken back."""
    before = {document["id"]: document for document in documents}
    done = apply(before, proposal.changes, lambda _: PARTNER_SHAPE)
    edit = Edit("e1", proposal.label, NOON, "Ann", done.changes)
    between = {key: doc for key, doc in {**before, **done.documents}.items() if doc is not None}
    back = apply(between, invert(edit), lambda _: PARTNER_SHAPE)
    assert not back.conflicts
    left = {**between, **back.documents}
    return {key: dict(document) for key, document in left.items() if document is not None}


# One value for many


def test_a_value_is_set_for_all_in_one_proposal() -> None:
    """The label tells how many; those that have the value already are left alone."""
    parks = [partner("a", "Ash", lead_officer="Ann"), partner("b", "Elm"), partner("c", "Oak")]
    proposal = bulk_edits.set_for_all(parks, "lead_officer", "Ann")

    assert proposal.label == "Set lead officer of 3 partners"
    assert {change.record for change in proposal.changes} == {"b", "c"}
    assert all(doc["lead_officer"] == "Ann" for doc in after(proposal, *parks).values())
    assert bulk_edits.set_for_all(parks[:1], "place", "X").label == "Set place of Ash"


def test_a_value_that_cannot_be_names_the_partner() -> None:
    """A value no field holds, and a record that cannot be read, refuse the whole deed."""
    broken = {"id": "b", "name": "Elm", "status": "nonsense"}

    with pytest.raises(InputRefused, match="Elm: status"):
        bulk_edits.set_for_all([partner("a", "Ash"), broken], "place", "Heron Park")
    with pytest.raises(FieldsRefused, match="level"):
        bulk_edits.set_for_all([partner("a", "Ash")], "level", "high")


def test_accepting_many_sets_a_framework_only_where_none_is() -> None:
    """Who has a framework keeps it."""
    parks = [partner("a", "Ash", framework="statutory"), partner("b", "Elm")]
    made = after(bulk_edits.accept_all(parks, "partner", "not-for-profit"), *parks)

    assert [made[key]["framework"] for key in "ab"] == ["statutory", "not-for-profit"]


def test_an_action_for_all_goes_to_each_lead_officer() -> None:
    """Where no lead officer is named, it is for who adds it; the date is told as understood."""
    parks = [partner("a", "Ash", lead_officer="Bob"), partner("b", "Elm")]
    proposal = bulk_edits.add_action_to_all(parks, "Call", "+7d", today=TODAY, by="Ann")
    made = after(proposal, *parks)

    assert proposal.label == "Added action 'Call', due 29 November 2026, to 2 partners"
    owners = [next(iter(made[key]["actions"].values()))["owner"] for key in "ab"]
    assert owners == ["Bob", "Ann"]
    with pytest.raises(InputRefused, match="it is not a date"):
        bulk_edits.add_action_to_all(parks, "Call", "soon", today=TODAY, by="Ann")


def test_addresses_are_told_once_and_who_has_none_is_named() -> None:
    """A partner's own address counts, else those of its other contacts; case makes no other."""
    parks = [
        partner("a", "Ash", email="ash@example.org"),
        partner("b", "Elm", email="ASH@example.org"),
        partner("c", "Oak", contacts={"x": {"role": "Clerk", "email": "clerk@example.org"}}),
        partner("d", "Yew", contacts="broken"),
    ]

    addresses, without = bulk_edits.addresses_of(parks)

    assert addresses == ["ash@example.org", "clerk@example.org"]
    assert without == ["Yew"]


# Two made into one


def test_what_is_empty_is_taken_and_what_differs_goes_into_the_notes() -> None:
    """The kept one's id and values stay; of the other nothing is lost, and it leaves."""
    kept = partner("a", "Oak Friends", place="Millbrook", notes="Ours", phone="0161 1")
    other = partner("b", "Friends of Oak", place="Amber Hill", notes="Theirs", web="oak.example")
    proposal = join.make_one(kept, other, {"a": kept, "b": other})

    assert proposal.label == "Merged Friends of Oak into Oak Friends"
    assert after(proposal, kept, other) == {
        "a": {
            **kept,
            "web": "oak.example",
            "also_known_as": ["Friends of Oak"],
            "notes": "Ours\nFrom Friends of Oak: place Amber Hill\nFrom Friends of Oak: Theirs",
        }
    }
    assert undone(proposal, kept, other) == {"a": kept, "b": other}


def test_what_nobody_looked_at_takes_the_others_status_and_says_nothing_of_its_own() -> None:
    """Not yet looked at is no decision: it gives way, and is not noted as one."""
    seen, unseen = partner("a", "Oak"), partner("b", "Elm", status="not-yet-looked-at")

    one = after(join.make_one(unseen, seen, {}), unseen, seen)["b"]
    other = after(join.make_one(seen, unseen, {}), seen, unseen)["a"]
    assert one["status"] == other["status"] == "partner"
    assert "notes" not in one | other


def test_members_of_the_other_become_members_of_the_kept_one() -> None:
    """A body that was part of the one that leaves is part of the one that stays, once."""
    kept, other = partner("a", "Oak"), partner("b", "Elm", part_of=["a", "z"])
    members = [partner("m", "Ash", part_of=["b"]), partner("n", "Yew", part_of=["a", "b"])]
    everybody = [kept, other, *members]
    proposal = join.make_one(kept, other, {doc["id"]: doc for doc in everybody})
    made = after(proposal, *everybody)

    assert made["m"]["part_of"] == made["n"]["part_of"] == ["a"]
    assert made["a"]["part_of"] == ["z"]
    assert undone(proposal, *everybody) == {doc["id"]: doc for doc in everybody}


def test_a_body_that_would_be_part_of_itself_is_no_one() -> None:
    """A member of a body of the other cannot become one with the other."""
    kept, other = partner("a", "Oak", part_of=["m"]), partner("b", "Elm")
    middle = partner("m", "Ash", part_of=["b"])

    with pytest.raises(InputRefused, match="Ash is part of Elm"):
        join.make_one(kept, other, {doc["id"]: doc for doc in (kept, other, middle)})


def test_two_that_look_alike_are_kept_apart() -> None:
    """One of the two keeps it for both; saying it again, from either side, changes nothing."""
    one, other = partner("a", "Oak Friends"), partner("b", "Oak Friends")
    proposal = join.keep_apart(one, other)
    made = after(proposal, one, other)

    assert proposal.label == "Marked Oak Friends and Oak Friends as two organisations"
    assert made["a"]["distinct_from"] == ["b"]
    assert likely_duplicates(made.values()) == []
    assert undone(proposal, one, other) == {"a": one, "b": other}
    assert join.keep_apart(made["a"], other).changes == ()
    assert join.keep_apart(other, made["a"]).changes == ()
    with pytest.raises(InputRefused, match="cannot be kept apart from itself"):
        join.keep_apart(one, one)


def test_kept_apart_outlives_becoming_one_with_a_third() -> None:
    """Whoever one of the two becomes one with is not the other either."""
    one, other = partner("a", "Oak", distinct_from=["b"]), partner("b", "Oak")
    third, fourth = partner("c", "Oak Friends"), partner("d", "Oak Group")
    everybody = {doc["id"]: doc for doc in (one, other, third, fourth)}
    proposal = join.make_one(third, one, everybody)
    with_first = after(proposal, *everybody.values())
    assert with_first["c"]["distinct_from"] == ["b"]

    proposal = join.make_one(fourth, other, everybody)
    with_second = after(proposal, *everybody.values())
    assert with_second["a"]["distinct_from"] == ["d"]
    assert undone(proposal, *everybody.values()) == everybody


def test_two_kept_apart_may_still_become_one() -> None:
    """Somebody may think better of it: nobody is kept apart from itself."""
    one, other = partner("a", "Oak", distinct_from=["b"]), partner("b", "Oak")

    made = after(join.make_one(one, other, {"a": one, "b": other}), one, other)
    assert "distinct_from" not in made["a"]


def test_items_of_one_id_that_differ_both_stay() -> None:
    """What only has an id for a name gets another one; what is the same is there once."""
    kept = partner("a", "Oak", actions={"x": {"title": "Call"}, "y": {"title": "Write"}})
    other = partner("b", "Elm", actions={"x": {"title": "Visit"}, "y": {"title": "Write"}})
    actions = after(join.make_one(kept, other, {}), kept, other)["a"]["actions"]

    assert actions["x"] == {"title": "Call"}
    assert sorted(item["title"] for item in actions.values()) == ["Call", "Visit", "Write"]


@pytest.mark.parametrize(("ours", "theirs"), [("todo", "done"), ("done", "doing")])
def test_the_further_mark_of_two_wins_and_the_note_tells_the_other(ours: str, theirs: str) -> None:
    """A checklist item is done if it is done in either, and its note says where it was else."""
    marks = [
        {"state": state, "by": by, "on": "2026-01-01"}
        for state, by in ((ours, "Ann"), (theirs, "Bob"))
    ]
    kept = partner("a", "Oak", checklist={"terms-signed": {"mark": marks[0], "note": "With legal"}})
    other = partner("b", "Elm", checklist={"terms-signed": {"mark": marks[1], "evidence": "File"}})
    item = after(join.make_one(kept, other, {}), kept, other)["a"]["checklist"]["terms-signed"]

    further = max(marks, key=lambda mark: mark["state"] == "done")
    lost = min(marks, key=lambda mark: mark["state"] == "done")
    assert item["mark"] == further
    assert item["evidence"] == "File"
    assert item["note"].startswith("With legal\nFrom Elm")
    told = {"todo": "to do", "doing": "doing"}[lost["state"]]
    assert f"{told}, by {lost['by']} on 2026-01-01" in item["note"]


def test_identifiers_of_both_are_kept_with_those_the_numbers_stand_for() -> None:
    """An import finds the one by whatever either was published under."""
    kept = partner("a", "Oak", charity_number="111")
    other = partner("b", "Elm", identifiers=["GB-COH-00000002"])
    one = after(join.make_one(kept, other, {}), kept, other)["a"]

    assert one["identifiers"] == ["GB-CHC-111", "GB-COH-00000002"]


def test_what_cannot_be_joined_is_refused_and_nothing_proposed() -> None:
    """A partner with itself, one that cannot be read, and notes too long together."""
    oak, elm = partner("a", "Oak", notes="x" * 15_000), partner("b", "Elm", notes="y" * 15_000)

    with pytest.raises(InputRefused, match="cannot be joined with itself"):
        join.make_one(oak, oak, {})
    with pytest.raises(FieldsRefused, match="status"):
        join.make_one(oak, {**elm, "status": "nonsense"}, {})
    with pytest.raises(FieldsRefused, match="notes"):
        join.make_one(oak, elm, {})


texts = st.sampled_from(["red", "green", "blue"])
days = st.sampled_from(["2026-01-01", "2026-05-05"])
marks = st.one_of(
    st.fixed_dictionaries(
        {"state": st.sampled_from(["todo", "doing", "done"]), "by": texts, "on": days}
    ),
    st.fixed_dictionaries(
        {"state": st.just("not-applicable"), "by": texts, "on": days, "reason": texts}
    ),
)


def items(
    needed: Mapping[str, Any], optional: Mapping[str, Any] | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    """Return collections of one or two items."""
    item = st.fixed_dictionaries(dict(needed), optional=dict(optional or {}))
    return st.fixed_dictionaries({"x": item}, optional={"y-2": item})


COLLECTIONS: dict[str, st.SearchStrategy[Any]] = {
    "checklist": items({}, {"mark": marks, "note": texts, "evidence": texts, "new_field": texts}),
    "scores": items(
        {
            "measure": st.just("trust"),
            "view": st.sampled_from(["council", "partner"]),
            "value": st.integers(0, 4),
            "on": days,
            "by": texts,
        },
        {"note": texts},
    ),
    "contacts": items({"role": texts}, {"name": texts}),
    "agreements": items(
        {"title": texts},
        {"period": st.fixed_dictionaries({"notice_days": st.integers(1, 90)}), "kept": texts},
    ),
    "benefits": items({"evidence": texts, "on": days}),
    "log": items({"note": texts, "on": days, "by": texts}),
    "results": items(
        {"name": texts}, {"readings": items({"value": st.integers(1, 9), "on": days, "by": texts})}
    ),
    "put_off": items({"until": days, "reason": texts, "by": texts}),
    "new_collection": items({"colour": texts}),
}
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "status": st.sampled_from(["partner", "grant-only", "ended"]),
    "framework": st.sampled_from(["statutory", "not-for-profit"]),
    "level": st.sampled_from(["light", "full"]),
    "speak_every": st.integers(1, 99),
    "place": texts,
    "purpose": texts,
    "notes": texts,
    "email": st.sampled_from(["a@example.org", "b@example.org"]),
    "also_known_as": st.lists(texts, unique=True, max_size=2),
    "identifiers": st.lists(st.sampled_from(["GB-CHC-1", "GB-CHC-2"]), unique=True),
    "part_of": st.lists(st.sampled_from(["body", "other-body"]), unique=True),
    "distinct_from": st.lists(st.sampled_from(["yew", "fir"]), unique=True),
    "new_field": texts,
}


def partners(partner_id: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return partners with something in every kind of field."""
    return st.fixed_dictionaries(
        {"id": st.just(partner_id), "name": st.sampled_from(["Oak", "Elm"])},
        optional={**SCALARS, **COLLECTIONS},
    ).map(canonical)


def scalars(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every scalar of a document with the field it is in."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from scalars(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from scalars(part, name)
    else:
        yield name, value


def placed(value: Any, place: str = "") -> Any:
    """Return a document in which every "blue" says where it is, so that none stands for another."""
    if isinstance(value, Mapping):
        return {key: placed(part, f"{place} {key}") for key, part in value.items()}
    if isinstance(value, list):
        return [placed(part, place) for part in value]
    return f"blue{place}" if value == "blue" else value


def is_found(name: str, value: Any, told: Iterable[str]) -> bool:
    """Whether a value is told somewhere, as it is stored or in the words of the screen."""
    words = {**FIELD_WORDS, "state": {key: said.casefold() for key, said in STATES.items()}}
    ways = {str(value), str(words.get(name, {}).get(value, value))}
    return any(way in text for text in told for way in ways)


@settings(max_examples=150)
@given(kept=partners("a"), other=partners("b").map(placed))
def test_nothing_of_the_other_is_lost_and_undo_restores_both(kept: Fields, other: Fields) -> None:
    """Whatever two partners hold, every value of the other is in the one that stays."""
    proposal = join.make_one(kept, other, {"a": kept, "b": other})
    made = after(proposal, kept, other)
    told = [str(value) for _, value in scalars(made["a"])]

    assert made.keys() == {"a"}
    read_partner(made["a"])
    for name, value in scalars(other):
        assert name == "id" or is_found(name, value, told), (name, value)
    for name, value in kept.items():
        if name not in (*COLLECTIONS, *join.LISTS, "notes"):
            assert made["a"][name] == value
    assert undone(proposal, kept, other) == {"a": kept, "b": other}
