"""What an officer can do to a partner: each deed is a proposal of changes, and stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.changes.edits import Change, Document, Proposal, apply
from tuiapp.domain.models.guide import ChecklistItem
from tuiapp.domain.models.labels import field_title
from tuiapp.domain.models.partner import PARTNER_SHAPE
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.register import partner_edits
from tuiapp.domain.register.partner_edits import GivenScore
from tuiapp.errors import InputRefused

TODAY = date(2026, 11, 22)
PARK: dict[str, Any] = {
    "id": "park-1",
    "name": "Friends of Kingfisher Park",
    "status": "partner",
    "level": "light",
    "place": "Millbrook",
    "checklist": {"exit-plan": {"note": "drafted"}},
    "from_tomorrow": 1,
}


@pytest.fixture
def item() -> ChecklistItem:
    """Return the checklist item about the exit plan."""
    return load_guide().item("exit-plan")


def paths(proposal: Proposal) -> list[str]:
    """Return the paths a proposal changes, as text."""
    return ["/".join(change.path) for change in proposal.changes]


def test_adding_a_partner_is_one_change_of_a_whole_record() -> None:
    """A new partner has a new id, a partner's status, the light level, and what was given."""
    proposal = partner_edits.add(" Larkfield Tree Wardens ", {"framework": "statutory", "kind": ""})
    (change,) = proposal.changes

    assert proposal.label == "Added Larkfield Tree Wardens"
    assert (change.path, change.before) == ((), None)
    assert change.record == str(UUID(change.record))
    assert change.after == {
        "id": change.record,
        "status": "partner",
        "framework": "statutory",
        "level": "light",
        "name": "Larkfield Tree Wardens",
    }


def test_two_partners_of_one_name_have_two_ids() -> None:
    """A name does not make an id."""
    one, other = partner_edits.add("A", {}), partner_edits.add("A", {})

    assert one.changes[0].record != other.changes[0].record


def test_a_partner_without_a_name_is_refused() -> None:
    """The name is needed, and the refusal says so at the field."""
    with pytest.raises(FieldsRefused) as caught:
        partner_edits.add("", {})

    assert caught.value.problems == (("name", "required"),)


def test_setting_fields_changes_those_that_differ() -> None:
    """Each field is a change of its own; one that has the value already is none."""
    proposal = partner_edits.set_fields(
        PARK, {"place": "Oakham", "name": PARK["name"], "phone": "01"}
    )

    assert proposal.changes == (
        Change("park-1", ("phone",), None, "01"),
        Change("park-1", ("place",), "Millbrook", "Oakham"),
    )
    assert proposal.label == "Changed telephone and place of Friends of Kingfisher Park"


@pytest.mark.parametrize("nothing", ["", None])
def test_an_empty_value_empties_a_field(nothing: str | None) -> None:
    """Nothing in a form's field is nothing in the record."""
    assert partner_edits.set_fields(PARK, {"place": nothing}).changes == (
        Change("park-1", ("place",), "Millbrook", None),
    )


def test_a_field_that_is_needed_cannot_be_emptied() -> None:
    """A partner keeps a name."""
    with pytest.raises(FieldsRefused, match="name: required"):
        partner_edits.set_fields(PARK, {"name": ""})


def test_an_unknown_field_is_refused_with_the_nearest() -> None:
    """A field typed wrong is told with the one that was meant."""
    with pytest.raises(InputRefused, match=r"no field 'plaice'\. The nearest is place"):
        partner_edits.set_fields(PARK, {"plaice": "Oakham"})


@pytest.mark.parametrize("field", ["id", "checklist", "scores", "money", "identifiers"])
def test_what_is_no_form_field_cannot_be_set(field: str) -> None:
    """Ids never change, and collections have deeds of their own."""
    with pytest.raises(InputRefused, match="has no field"):
        partner_edits.set_fields(PARK, {field: "x"})


def test_every_refused_value_is_named_at_once() -> None:
    """Two wrong values are two problems, so that both are put right in one go."""
    with pytest.raises(FieldsRefused) as caught:
        partner_edits.set_fields(PARK, {"email": "no", "web": "no"})

    assert [problem.field for problem in caught.value.problems] == ["email", "web"]
    assert caught.value.hint == "Nothing was changed."


def test_many_are_accepted_in_one_proposal() -> None:
    """Accepting several organisations is one deed, with the fields they then share."""
    other = {"id": "wood-1", "name": "Wood", "status": "not-yet-looked-at"}
    proposal = partner_edits.accept([PARK, other], "partner", {"framework": "statutory"})

    assert proposal.label == "Set the status of 2 organisations to partner"
    assert [(c.record, *c.path) for c in proposal.changes] == [
        ("park-1", "framework"),
        ("wood-1", "framework"),
        ("wood-1", "status"),
    ]


def test_ticking_an_item_sets_its_mark_and_keeps_the_rest(item: ChecklistItem) -> None:
    """A mark is who, when and what; a note that was there stays."""
    proposal = partner_edits.tick(PARK, item, "done", by="Ann", on=TODAY)

    assert proposal.changes == (
        Change(
            "park-1",
            ("checklist", "exit-plan", "mark"),
            None,
            {"state": "done", "by": "Ann", "on": "2026-11-22"},
        ),
    )
    assert proposal.label == (f"Marked '{item.heading}' as done for Friends of Kingfisher Park")


def test_the_first_tick_of_an_item_adds_it_whole(item: ChecklistItem) -> None:
    """An item of which nothing was recorded is added with its mark, note and evidence."""
    bare = {"id": "park-1", "name": "Park"}
    proposal = partner_edits.tick(
        bare, item, "doing", by="Ann", on=TODAY, note="n", evidence="file 7"
    )
    (change,) = proposal.changes

    assert change.path == ("checklist", "exit-plan")
    assert change.after == {
        "mark": {"state": "doing", "by": "Ann", "on": "2026-11-22"},
        "note": "n",
        "evidence": "file 7",
    }


def test_ruling_an_item_out_needs_a_reason(item: ChecklistItem) -> None:
    """Not applicable without a reason is refused."""
    with pytest.raises(FieldsRefused, match="needs a reason"):
        partner_edits.tick(PARK, item, "not-applicable", by="Ann", on=TODAY)

    assert partner_edits.tick(PARK, item, "not-applicable", by="Ann", on=TODAY, reason="r").changes


def test_ticking_what_is_ticked_changes_nothing(item: ChecklistItem) -> None:
    """A second officer who ticks the same item changes nothing."""
    mark = {"state": "done", "by": "Bob", "on": "2026-01-01"}
    ticked = {**PARK, "checklist": {"exit-plan": {"mark": mark}}}

    assert partner_edits.tick(ticked, item, "done", by="Ann", on=TODAY).changes == ()


def test_a_note_and_evidence_are_set_and_emptied(item: ChecklistItem) -> None:
    """Noting on an item changes only its note and evidence."""
    assert paths(partner_edits.annotate(PARK, item, "new", "file 7")) == [
        "checklist/exit-plan/evidence",
        "checklist/exit-plan/note",
    ]
    assert paths(partner_edits.annotate(PARK, item, "", "")) == ["checklist/exit-plan"]


def test_a_score_is_one_more_and_the_earlier_ones_stay() -> None:
    """Scoring adds an item whose id is the measure, the view and the day."""
    measure = load_guide().measures[0]
    proposal = partner_edits.score(
        PARK, [GivenScore(measure, "partner", 3, "good")], by="Ann", on=TODAY
    )
    (change,) = proposal.changes

    assert change.path == ("scores", f"{measure.id}-partner-2026-11-22")
    assert change.after == {
        "measure": measure.id,
        "view": "partner",
        "value": 3,
        "scale": "0 to 4",
        "on": "2026-11-22",
        "by": "Ann",
        "note": "good",
    }


@pytest.mark.parametrize("value", [-1, 5])
def test_a_score_out_of_range_is_refused(value: int) -> None:
    """A score below 0 or above 4 is refused at its field."""
    with pytest.raises(FieldsRefused, match=r"scores\.value: '-?\d' is too (small|large)"):
        partner_edits.score(
            PARK, [GivenScore(load_guide().measures[0], "council", value)], by="Ann", on=TODAY
        )


def test_removing_a_partner_takes_the_whole_record() -> None:
    """The change holds all that was there, so that undo brings it back."""
    proposal = partner_edits.remove(PARK)

    assert proposal.changes == (Change("park-1", (), PARK, None),)
    assert proposal.label == "Removed Friends of Kingfisher Park"


def test_a_label_shows_no_control_character() -> None:
    """A name with an escape code in it drives no terminal by way of what is told of it."""
    with pytest.raises(FieldsRefused, match="a character that cannot be shown: ␛"):
        partner_edits.remove({"id": "a", "name": "A\x1b[2J"})


def test_a_record_that_is_no_partner_is_refused() -> None:
    """What is to be saved is a partner, under its own id."""
    partner_edits.check("park-1", PARK)
    with pytest.raises(FieldsRefused, match="the id of a record never changes"):
        partner_edits.check("wood-1", PARK)
    with pytest.raises(FieldsRefused, match="status"):
        partner_edits.check("park-1", {**PARK, "status": "friend"})


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(lambda d: partner_edits.set_fields(d, {"place": "x"}), id="set"),
        pytest.param(lambda d: partner_edits.accept([d], "ended", {}), id="accept"),
        pytest.param(
            lambda d: partner_edits.tick(d, load_guide().items[0], "done", by="A", on=TODAY),
            id="tick",
        ),
        pytest.param(
            lambda d: partner_edits.annotate(d, load_guide().items[0], "n", ""), id="annotate"
        ),
        pytest.param(lambda d: partner_edits.remove(d), id="remove"),
    ],
)
def test_a_deed_only_proposes(deed: Callable[[dict[str, Any]], Proposal]) -> None:
    """The record that a deed starts from is never changed by it."""
    document = deepcopy(PARK)
    deed(document)

    assert document == PARK


def test_a_field_is_told_in_the_words_of_the_screen() -> None:
    """Every field has words, even one without a title."""
    assert field_title("lead_officer") == "Lead officer"
    assert field_title("also_known_as") == "Also known as"


def test_the_last_score_of_a_day_counts() -> None:
    """Scored several times on one day, a view holds the last value, and earlier days stay."""
    trust = next(measure for measure in load_guide().measures if measure.id == "trust")
    document: Document = {"id": "a", "name": "Heron Wood", "status": "partner"}
    documents: dict[str, Document] = {"a": document}
    for on, value in ((date(2026, 11, 21), 4), *((date(2026, 11, 22), v) for v in (1, 3, 0, 2))):
        said = partner_edits.score(
            documents["a"], [GivenScore(trust, "council", value)], by="Ann", on=on
        )
        after = apply(documents, said.changes, lambda _: PARTNER_SHAPE).documents["a"]
        assert after is not None
        documents["a"] = after

    partner = partner_edits.read_partner(documents["a"])

    latest = partner.latest_score("trust", "council")
    assert latest is not None
    assert latest.value == 2
    assert [score.value for score in partner.scores] == [4, 2]
