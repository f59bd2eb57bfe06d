"""A change is a compare-and-set on a field: each rule by example."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.records import PARK, after_all, an_edit, applied, at, changed, marked
from tuiapp.domain.changes.edits import (
    Change,
    Document,
    FieldPath,
    Outcome,
    canonical,
    invert,
    same,
)

# Two values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(None, "", id="absent and an empty text"),
        pytest.param(None, {}, id="absent and an empty object"),
        pytest.param(None, [], id="absent and an empty list"),
        pytest.param({"a": None, "b": 1}, {"b": 1}, id="a null and no key"),
        pytest.param({"a": {"b": {}}}, None, id="nothing but empty objects"),
        pytest.param(1, 1.0, id="an integer and the same whole float"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, id="another order of keys"),
        pytest.param((1, 2), [1, 2], id="a tuple and a list"),
        pytest.param(0, -0.0, id="zero and minus zero"),
    ],
)
def test_these_values_are_the_same(one: Any, other: Any) -> None:
    """Values that a file may write in two ways compare as one."""
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(True, 1, id="true and 1"),
        pytest.param(False, 0, id="false and 0"),
        pytest.param(False, None, id="false and absent"),
        pytest.param(0, None, id="0 and absent"),
        pytest.param("1", 1, id="a text and a number"),
        pytest.param([1, 2], [2, 1], id="another order in a list"),
        pytest.param({"a": True}, {"a": 1}, id="true and 1 further down"),
        pytest.param([1], [1, 1], id="lists of two lengths"),
        pytest.param(" ", None, id="a space and absent"),
        pytest.param(1.5, 1, id="a part and a whole"),
    ],
)
def test_these_values_differ(one: Any, other: Any) -> None:
    """Values that mean two things never compare as one."""
    assert not same(one, other)
    assert not same(other, one)


def test_a_float_too_large_to_be_exact_stays_a_float() -> None:
    """A number that no JSON integer could hold is left as it is."""
    assert isinstance(canonical(1e300), float)
    assert canonical(2.0**52) == 2**52


# Paths


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(("items", "Exit Plan"), id="an id with a space and capitals"),
        pytest.param(("items", "exit_plan"), id="an id with an underscore"),
        pytest.param(("items", ""), id="an empty id"),
        pytest.param(("items", "exit\n"), id="an id that ends a line"),
        pytest.param(("",), id="an empty field"),
        pytest.param(("Name",), id="a field with a capital"),
        pytest.param(("_name",), id="a field that starts with an underscore"),
        pytest.param(("items", "a", "../note"), id="a way out"),
    ],
)
def test_a_path_that_could_not_be_one_is_refused(path: FieldPath) -> None:
    """Each step is a field or an id, and anything else is refused before it gets near a file."""
    with pytest.raises(ValueError, match="cannot be part of a path"):
        Change("park", path, None, 1)


@pytest.mark.parametrize(
    "path", [(), ("lead_officer",), ("items", "exit-plan-2"), ("items", "a", "parts", "0-b")]
)
def test_fields_items_and_the_whole_record_are_paths(path: FieldPath) -> None:
    """A path is field, id, field and so on, down from the record; the empty one is all of it."""
    assert Change("park", path, None, 1).path == path


# Differences


def test_a_field_is_one_change() -> None:
    """Setting, changing and emptying a field are each one change of that field."""
    after = {**PARK, "name": "Heron", "size": 3}
    del after["period"]

    assert changed(PARK, after) == [
        at("name", before="Kingfisher", after="Heron"),
        at("period", before=PARK["period"]),
        at("size", after=3),
    ]


def test_a_unit_is_one_change_of_the_whole() -> None:
    """Values that are valid only together change together."""
    after = {**PARK, "period": {"starts": "2026-01-01", "ends": "2028-01-01"}}

    assert changed(PARK, after) == [at("period", before=PARK["period"], after=after["period"])]


def test_adding_an_item_is_one_change_from_absent_to_the_whole() -> None:
    """A new item is one change that holds all of it, and so is a removed one."""
    item = {"note": "new", "parts": {"a": {"size": 1}}}
    after = {**PARK, "items": {**PARK["items"], "new-item": item}}

    assert changed(PARK, after) == [at("items", "new-item", after=item)]
    assert changed(after, PARK) == [at("items", "new-item", before=item)]


def test_a_record_on_one_side_only_is_one_change() -> None:
    """Adding or removing a record is one change with an empty path."""
    assert changed(None, PARK) == [at(after=PARK)]
    assert changed(PARK, None) == [at(before=PARK)]
    assert changed(None, None) == []


def test_a_field_inside_an_item_is_a_change_of_that_field_alone() -> None:
    """Inside an item that stays, each field changes by itself."""
    items = {**PARK["items"], "insurance": {"note": "seen and filed"}}

    assert changed(PARK, {**PARK, "items": items}) == [
        at("items", "insurance", "note", before="seen", after="seen and filed")
    ]


def test_how_a_file_writes_nothing_is_no_difference() -> None:
    """Null, empty and absent are one, and so are 1 and 1.0."""
    assert (
        changed({"id": "park", "size": 1}, {"size": 1.0, "name": None, "items": {}, "id": "park"})
        == []
    )


# Applying


def test_a_change_that_finds_what_its_author_saw_is_made() -> None:
    """The field takes the new value and the outcome says what changed."""
    change = at("name", before="Kingfisher", after="Heron")
    outcome = applied([change], PARK)

    assert outcome.documents == {"park": {**PARK, "name": "Heron"}}
    assert outcome.changes == (change,)


def test_the_same_field_with_a_different_value_is_a_conflict() -> None:
    """A field that holds what its author has not seen is a conflict that names all three values."""
    change = at("name", before="Old", after="New")
    (conflict,) = applied([change], PARK).conflicts

    assert (conflict.change, conflict.current, conflict.gone) == (change, "Kingfisher", False)


def test_what_is_so_already_is_no_change() -> None:
    """A field that holds the wanted value already needs nothing, whatever its author saw."""
    outcome = applied([at("name", before="Old", after="Kingfisher")], PARK)

    assert outcome == Outcome({}, (), ())


def test_a_change_from_a_value_to_the_same_is_no_change() -> None:
    """Somebody who wanted to change nothing conflicts with nobody."""
    assert applied([at("name", before="Old", after="Old")], PARK) == Outcome({}, (), ())
    assert applied([at("size", before="", after=None)], PARK) == Outcome({}, (), ())


def test_a_field_emptied_by_one_and_changed_by_another_is_a_conflict() -> None:
    """Taking a value away and changing it are two different wishes."""
    (conflict,) = applied([at("size", before=1, after=2)], PARK).conflicts

    assert (conflict.current, conflict.gone) == (None, False)


def test_an_added_item_is_there_whole() -> None:
    """Adding an item, even the first of its collection, puts all of it in place."""
    bare = {"id": "park", "name": "Kingfisher"}

    assert after_all([at("items", "new", after={"note": "n"})], bare) == {
        **bare,
        "items": {"new": {"note": "n"}},
    }


def test_a_removed_item_takes_its_empty_collection_along() -> None:
    """Nothing empty stays in a document."""
    one = {"id": "park", "items": {"only": {"note": "n"}}}

    assert after_all([at("items", "only", before={"note": "n"})], one) == {"id": "park"}


def test_removing_what_somebody_edited_meanwhile_is_a_conflict() -> None:
    """A removal removes only what its author saw."""
    (conflict,) = applied([at("items", "insurance", before={"note": "older"})], PARK).conflicts

    assert (conflict.current, conflict.gone) == ({"note": "seen"}, False)


def test_removing_a_record_that_changed_meanwhile_is_a_conflict() -> None:
    """A whole record goes only as its author saw it."""
    (conflict,) = applied([at(before={**PARK, "name": "Older"})], PARK).conflicts

    assert conflict.current == PARK


def test_a_record_that_is_removed_as_it_was_seen_is_gone() -> None:
    """A removed record is told apart from an untouched one."""
    assert applied([at(before=PARK)], PARK).documents == {"park": None}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(("items", "gone", "note"), id="a field of a missing item"),
        pytest.param(("items", "gone", "parts", "a"), id="an item of a missing item"),
        pytest.param(("items", "gone", "parts", "a", "size"), id="a field two levels down"),
    ],
)
def test_a_change_below_a_missing_item_is_a_conflict_and_never_brings_it_back(
    path: FieldPath,
) -> None:
    """What somebody removed stays removed until a person decides."""
    change = Change("park", path, "a", "b")
    adding = Change("park", path, None, "b")

    for outcome in (applied([change], PARK), applied([adding], PARK)):
        (conflict,) = outcome.conflicts
        assert (conflict.gone, conflict.current) == (True, None)
        assert outcome.documents == {}


def test_a_change_of_a_missing_record_is_a_conflict_and_never_brings_it_back() -> None:
    """A record that was removed is not made anew by a change of one of its fields."""
    (conflict,) = applied([at("name", before="a", after="b")]).conflicts

    assert conflict.gone


def test_taking_away_a_part_of_what_is_gone_is_no_change() -> None:
    """Where an item is gone, a part of it that was to go is gone too."""
    assert applied([at("items", "gone", "note", before="n")], PARK) == Outcome({}, (), ())


def test_a_change_below_something_that_is_no_object_is_a_conflict() -> None:
    """A document that is not laid out as it should be crashes nothing."""
    odd = {"id": "park", "items": "a text"}
    (conflict,) = applied([at("items", "a", "note", before="x", after="y")], odd).conflicts

    assert conflict.gone


def test_two_people_adding_one_item_add_its_fields() -> None:
    """Where both add the same item, the fields of both are kept."""
    item = {"evidence": "file 7", "parts": {"a": {"size": 1}}}
    after = after_all([at("items", "insurance", after=item)], PARK)

    assert after is not None
    assert after["items"]["insurance"] == {"note": "seen", **item}


def test_two_people_adding_one_item_with_a_different_field_conflict_in_that_field() -> None:
    """Where both add the same item with two values of one field, that field is the conflict."""
    outcome = applied([at("items", "insurance", after={"note": "mine", "other": 1})], PARK)
    (conflict,) = outcome.conflicts

    assert conflict.change == at("items", "insurance", "note", after="mine")
    assert conflict.current == "seen"


def test_two_people_adding_one_record_add_its_fields() -> None:
    """Two imports of one organisation agree on what both know and keep what each knows."""
    mine = {"id": "park", "name": "Kingfisher", "size": 2}

    assert after_all([at(after=mine)], PARK) == {**PARK, "size": 2}


def test_the_outcome_tells_what_was_really_replaced() -> None:
    """The recorded value before is the one that was there, so that undo restores it."""
    ticked = {"state": "done", "by": "Bob", "on": "2"}
    theirs = {"state": "done", "by": "Ann", "on": "1", "reason": "r"}
    start = {"id": "park", "items": {"a": {"mark": theirs}}}
    (change,) = applied(
        [at("items", "a", "mark", before={"state": "doing"}, after=ticked)], start
    ).changes

    assert (change.before, change.after) == (theirs, ticked)


def test_an_edit_is_all_or_nothing() -> None:
    """One conflict among many changes is reported with them all, and no document is to be used."""
    good = at("name", before="Kingfisher", after="Heron")
    bad = at("size", before=1, after=2)
    outcome = applied([good, bad], PARK)

    assert [conflict.change for conflict in outcome.conflicts] == [bad]


def test_unknown_fields_are_kept() -> None:
    """A field that this version does not know goes through a change unharmed."""
    strange = {**PARK, "from_tomorrow": {"a": [1, {"b": 2}]}, "items": {"i": {"note": "n", "x": 1}}}
    after = after_all([at("items", "i", "note", before="n", after="m")], strange)

    assert after is not None
    assert after["from_tomorrow"] == strange["from_tomorrow"]
    assert after["items"] == {"i": {"note": "m", "x": 1}}


def test_one_edit_may_take_an_items_last_field_and_give_it_another() -> None:
    """The order of an edit's changes does not decide whether an item outlives it."""
    before = {"id": "park", "items": {"i": {"evidence": "file 7"}}}
    after = {"id": "park", "items": {"i": {"note": "n"}}}
    there = changed(before, after)

    assert after_all(there, before) == after
    assert after_all(reversed(there), before) == after
    assert after_all(invert(an_edit(*there)), after) == before


# Units


def with_mark(mark: Any) -> Document:
    """Return a record whose one item holds a mark."""
    return {"id": "park", "items": {"i": {"note": "n", "mark": mark}}}


def test_marks_that_agree_on_the_state_do_not_conflict() -> None:
    """Two officers who both say "not applicable" for two reasons agree."""
    ours = at(
        *("items", "i", "mark"),
        before=marked("todo", "Ann"),
        after=marked("not-applicable", "Ann", reason="ours"),
    )
    theirs = with_mark(marked("not-applicable", "Bob", reason="theirs"))

    assert after_all([ours], theirs) == with_mark(ours.after)


def test_marks_that_differ_in_the_state_conflict() -> None:
    """One says done and the other not applicable: a person decides."""
    ours = at("items", "i", "mark", before=marked("todo", "Ann"), after=marked("done", "Ann"))
    theirs = with_mark(marked("not-applicable", "Bob", reason="none needed"))
    (conflict,) = applied([ours], theirs).conflicts

    assert conflict.current == marked("not-applicable", "Bob", reason="none needed")


def test_marks_that_differ_only_in_who_and_when_are_the_same() -> None:
    """Ticking what somebody else ticked already is no change."""
    ours = at("items", "i", "mark", before=None, after=marked("done", "Ann"))

    assert applied([ours], with_mark(marked("done", "Bob"))) == Outcome({}, (), ())
    assert changed(with_mark(marked("done", "Ann")), with_mark(marked("done", "Bob"))) == []


def test_a_mark_that_somebody_else_stamped_is_still_the_one_that_was_seen() -> None:
    """Who saw a mark as done may change it, though another said so meanwhile."""
    ours = at("items", "i", "mark", before=marked("done", "Ann"), after=marked("todo", "Ann"))

    assert after_all([ours], with_mark(marked("done", "Bob"))) == with_mark(marked("todo", "Ann"))


def test_a_mark_of_nothing_but_stamps_is_not_absent() -> None:
    """A mark that is there differs from one that is not, even where only its stamps are."""
    assert changed(with_mark({"by": "Ann"}), with_mark(None)) != []


def test_a_unit_without_a_rule_conflicts_as_a_whole() -> None:
    """A new start by one and a new end by the other are one conflict: the period is one value."""
    start = {"starts": "2026-02-01", "ends": "2027-01-01"}
    end = {"starts": "2026-01-01", "ends": "2028-01-01"}
    (conflict,) = applied(
        [at("period", before=PARK["period"], after=end)], {**PARK, "period": start}
    ).conflicts

    assert conflict.current == start


# Taking back


def test_an_edit_is_taken_back_last_change_first() -> None:
    """An edit that changed one field twice gives back the first value."""
    edit = an_edit(at("size", after=1), at("size", before=1, after=2))

    assert after_all(invert(edit), {**PARK, "size": 2}) == PARK
