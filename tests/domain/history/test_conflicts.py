"""Settling what two people changed: the questions, and what is left once they are answered."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.changes.test_edits_model import versions
from tests.domain.records import PARK, SHAPE, after_all, applied, at, changed, marked
from tuiapp.content.loader import load_guide
from tuiapp.domain.changes.edits import Change, Document, FieldPath, Proposal, apply, same
from tuiapp.domain.history.conflicts import Question, Spot, questions, settle
from tuiapp.domain.history.wording import in_full, value_at
from tuiapp.domain.models.partner import PARTNER_SHAPE

PARTNER: Document = {"id": "park", "name": "Kingfisher", "status": "partner"}
SCORE = {"measure": "trust", "view": "council", "value": 3, "scale": "0 to 4", "on": "2026-11-22"}


def settled(
    changes: list[Change], now: Document | None, is_mine: dict[Spot, bool]
) -> Proposal | None:
    """Return what is left of changes of the record `park` once somebody chose."""
    documents = {"park": now} if now is not None else {}
    return settle(Proposal("Deed", tuple(changes)), documents, is_mine, lambda record: SHAPE)


def held_at(document: Document | None, path: FieldPath) -> Any:
    """Return what is at a path of a record, which may be gone or be meant as a whole."""
    return value_at(document, path) if document else None


def asked(proposal: Proposal, *documents: Document) -> list[Question]:
    """Return the questions about a proposal that meets partners as they are now."""
    by_id = {document["id"]: document for document in documents}
    conflicts = apply(by_id, proposal.changes, lambda record: PARTNER_SHAPE).conflicts
    return questions(proposal, conflicts, by_id, load_guide(), lambda record: PARTNER_SHAPE)


@given(several=versions(3), data=st.data())
@settings(max_examples=300)
def test_whatever_was_chosen_saves_without_a_conflict_and_holds(
    several: list[Document], data: st.DataObject
) -> None:
    """One's own where one chose it, theirs where one chose that, all else as proposed."""
    base, ours, theirs = several
    changes = changed(base, ours)
    outcome = applied(changes, theirs)
    spots = [(conflict.change.record, conflict.change.path) for conflict in outcome.conflicts]
    is_mine = {spot: data.draw(st.booleans(), label=str(spot)) for spot in spots}

    left = settled(changes, theirs, is_mine)
    after = after_all(left.changes, theirs) if left else theirs

    for conflict in outcome.conflicts:
        path = conflict.change.path
        mine = is_mine["park", path] and not conflict.gone
        held = conflict.change.after if mine else conflict.current
        assert conflict.gone or same(held_at(after, path), held), path
    for change in outcome.changes:
        assert same(held_at(after, change.path), change.after), change.path
    if not outcome.conflicts:
        assert left == (Proposal("Deed", tuple(changes)) if changes else None)


@given(several=versions(4), data=st.data())
def test_several_changes_of_one_field_are_settled_together(
    several: list[Document], data: st.DataObject
) -> None:
    """Where a proposal goes over a field twice, its questions end all the same."""
    base, ours, later, theirs = several
    changes = [*changed(base, ours), *changed(ours, later)]
    for _ in range(len(changes) + 1):
        conflicts = applied(changes, theirs).conflicts
        if not conflicts:
            return
        spots = [(conflict.change.record, conflict.change.path) for conflict in conflicts]
        left = settled(changes, theirs, {spot: data.draw(st.booleans()) for spot in spots})
        if left is None:
            return
        changes = list(left.changes)
    raise AssertionError("asked for ever")


@given(several=versions(3))
def test_what_nobody_chose_about_is_asked_again(several: list[Document]) -> None:
    """Without an answer every conflict stays one, and nothing is written over."""
    base, ours, theirs = several
    changes = changed(base, ours)
    before = {conflict.change.path for conflict in applied(changes, theirs).conflicts}
    left = settled(changes, theirs, {})
    after = applied(left.changes if left else [], theirs)

    assert {conflict.change.path for conflict in after.conflicts} == before


def test_the_label_and_what_it_undoes_are_kept() -> None:
    """What is left is still the same deed."""
    proposal = Proposal("Deed", (at("name", before="Ibis", after="Egret"),), undoes="e1")

    left = settle(proposal, {"park": PARK}, {("park", ("name",)): True}, lambda record: SHAPE)

    assert left == Proposal("Deed", (at("name", before="Kingfisher", after="Egret"),), undoes="e1")


def test_where_everything_is_left_to_others_nothing_is_left() -> None:
    """A proposal of which every change was dropped is none."""
    change = at("name", before="Ibis", after="Egret")

    assert settled([change], PARK, {("park", ("name",)): False}) is None
    assert settled([change], None, {("park", ()): True}) is None


def test_a_whole_that_is_left_to_others_takes_everything_in_it_along() -> None:
    """An item left as it is gets no part of one's own either."""
    changes = [
        at("items", "exit-plan", "note", before="old", after="mine"),
        at("items", "exit-plan", "other", after="mine too"),
        at("name", before="Kingfisher", after="Egret"),
    ]

    left = settled(changes, PARK, {("park", ("items", "exit-plan")): False})

    assert left is not None
    assert left.changes == (changes[2],)


def test_an_item_added_by_both_keeps_what_only_one_wrote() -> None:
    """The field in question is as chosen, and the others of both stay."""
    mine = at("items", "plan", after={"note": "mine", "mark": marked("done", "Ann")})
    now = {**PARK, "items": {"plan": {"note": "theirs", "other": "kept"}}}

    left = settled([mine], now, {("park", ("items", "plan", "note")): True})

    assert left is not None
    after = after_all(left.changes, now)
    assert after is not None
    assert value_at(after, ("items", "plan")) == {
        "note": "mine",
        "other": "kept",
        "mark": marked("done", "Ann"),
    }


def test_a_field_changed_twice_by_one_proposal_is_asked_about_once() -> None:
    """The second change goes on from the first, whatever was there before."""
    changes = [at("name", before="Ibis", after="Egret"), at("name", before="Egret", after="Heron")]

    left = settled(changes, PARK, {("park", ("name",)): True})

    assert left is not None
    assert after_all(left.changes, PARK) == {**PARK, "name": "Heron"}


def test_a_score_left_to_others_keeps_no_part_of_a_record_added_by_both() -> None:
    """Where a whole record was added twice, what is judged as one is taken as one."""
    key = "trust-council-2026-11-22"
    mine = {**PARTNER, "place": "Oakham", "scores": {key: {**SCORE, "by": "Ann", "note": "Mine"}}}
    now = {**PARTNER, "scores": {key: {**SCORE, "by": "Bo"}}}
    proposal = Proposal("D", (Change("park", (), None, mine),))

    left = settle(
        proposal, {"park": now}, {("park", ("scores", key)): False}, lambda record: PARTNER_SHAPE
    )

    assert left is not None
    assert [change.path for change in left.changes] == [("place",)]


# The questions


def test_a_field_is_asked_about_in_the_words_of_the_screen() -> None:
    """The question names partner and field, and tells stored ids in words."""
    change = Change("park", ("status",), "partner", "ended")

    (question,) = asked(Proposal("D", (change,)), {**PARTNER, "status": "grant-only"})

    assert question.kind == "both"
    assert question.about == "Kingfisher: Status"
    assert (question.was, question.mine, question.theirs) == ("Partner", "Ended", "Grant only")
    assert question.yours == "Kingfisher: Status: Ended"


def test_a_long_text_is_told_whole() -> None:
    """However long it is, nothing of it is left out."""
    text = "word " * 3_000 + "end\nlast line"
    change = Change("park", ("notes",), None, text)

    (question,) = asked(Proposal("D", (change,)), {**PARTNER, "notes": "theirs"})

    assert (question.was, question.mine, question.theirs) == ("nothing", text, "theirs")


def test_a_mark_is_told_with_who_when_and_why() -> None:
    """A checklist item is named as the guide does, its mark with all its parts."""
    item = load_guide().items[0]
    path = ("checklist", item.id, "mark")
    mine = marked("not-applicable", "Ann", reason="Not on our land")
    now = {**PARTNER, "checklist": {item.id: {"mark": marked("done", "Bo")}}}

    (question,) = asked(Proposal("D", (Change("park", path, None, mine),)), now)

    assert question.about == f"Kingfisher: {item.heading}"
    assert question.theirs == "Done\nBy: Bo\nOn: 22 November 2026"
    assert question.mine.splitlines()[0] == "Not applicable"
    assert "Reason: Not on our land" in question.mine


def test_a_score_is_one_question() -> None:
    """Value, note and who scored belong together: they are asked about and left as one."""
    path = ("scores", "trust-council-2026-11-22")
    mine = {**SCORE, "value": 4, "by": "Ann", "note": "Met in May"}
    now = {**PARTNER, "scores": {path[1]: {**SCORE, "by": "Bo"}}}
    proposal = Proposal("D", (Change("park", path, None, mine),))

    (question,) = asked(proposal, now)
    left = settle(proposal, {"park": now}, {question.spot: False}, lambda record: PARTNER_SHAPE)

    assert question.spot == ("park", path)
    assert question.about == "Kingfisher: Trust"
    assert question.theirs.startswith("3, Council view\nOn: 22 November 2026\nBy: Bo")
    assert question.mine.startswith("4, Council view")
    assert "Met in May" in question.mine
    assert left is None


def test_all_of_a_removed_partner_is_one_question() -> None:
    """Fields of a partner that is gone are told together, under what was to be done."""
    changes = (
        Change("park", ("place",), "Oakham", "Larkfield"),
        Change("park", ("notes",), None, "Met in May"),
    )

    (question,) = asked(Proposal("Changed place and notes of Kingfisher", changes))

    assert (question.kind, question.spot) == ("gone", ("park", ()))
    assert question.about == "Changed place and notes of Kingfisher"
    assert question.mine == "Place: Larkfield\nNotes: Met in May"


def test_removing_what_somebody_changed_tells_what_they_changed() -> None:
    """The question tells every field that is new since the person last saw it."""
    now = {**PARTNER, "place": "Larkfield", "status": "ended"}

    (question,) = asked(Proposal("Removed", (Change("park", (), PARTNER, None),)), now)

    assert (question.kind, question.about) == ("removal", "Kingfisher")
    assert question.theirs == ("Place: from nothing to Larkfield\nStatus: from Partner to Ended")


def test_values_of_every_form_are_told() -> None:
    """Lists are told a line each, and what no field is known for as it is stored."""
    assert in_full(("identifiers",), ["GB-1", "GB-2"]) == "GB-1\nGB-2"
    assert in_full(("unknown",), 7) == "7"
    assert in_full(("unknown",), {"on": "soon"}) == "On: soon"
    assert in_full(("notes",), "status") == "status"
