"""A partner in memory and as a document: frozen, checked, and nothing lost between the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from tuiapp.domain.models.base import in_model_order, to_document
from tuiapp.domain.models.partner import FORM_FIELDS, PARTNER_SHAPE, Partner
from tuiapp.domain.models.validation import FieldsRefused, Problem
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.register.partner_edits import read_partner


def score(on: str, value: int, view: str = "council", measure: str = "trust") -> dict[str, Any]:
    """Return a score as a document keeps it."""
    about = {"measure": measure, "view": view, "value": value, "scale": "0 to 4"}
    return {**about, "on": on, "by": "Ann"}


DONE = {"state": "done", "by": "Ann", "on": "2026-11-22"}

DOCUMENT: dict[str, Any] = {
    "id": "park-1",
    "name": "Friends of Kingfisher Park",
    "also_known_as": ["Kingfisher Friends"],
    "status": "partner",
    "level": "full",
    "checklist": {"terms-signed": {"note": "with legal"}, "exit-plan": {"mark": DONE}},
    "scores": {"s2": score("2026-11-22", 3), "s1": score("2026-01-01", 0)},
    "money": {
        "m1": {"direction": "given", "title": "Tools", "amount": 120.5, "on": "2026-04-01"},
    },
}


def partner(**fields: Any) -> Partner:
    """Return a partner with these fields."""
    return read_partner({"id": "park-1", "name": "Kingfisher", **fields})


def refusal(**fields: Any) -> Problem:
    """Return the one problem that these fields are refused for."""
    with pytest.raises(FieldsRefused) as caught:
        partner(**fields)
    (problem,) = caught.value.problems
    return problem


def test_a_document_comes_back_as_it_was() -> None:
    """Reading a document and writing it again loses nothing and adds nothing."""
    assert to_document(read_partner(DOCUMENT)) == DOCUMENT


def test_a_collection_is_a_tuple_in_memory_and_an_object_in_a_document() -> None:
    """Items are keyed by id where they are kept, and hold their id where they are used."""
    found = read_partner(DOCUMENT)

    assert isinstance(found.checklist, tuple)
    assert [item.id for item in found.checklist] == ["exit-plan", "terms-signed"]
    assert set(to_document(found)["checklist"]) == {"exit-plan", "terms-signed"}


def test_items_stand_in_the_order_of_the_screen() -> None:
    """Scores come oldest first, whatever the order in the file."""
    assert [s.id for s in read_partner(DOCUMENT).scores] == ["s1", "s2"]


def test_a_partner_is_frozen_to_the_bottom() -> None:
    """A partner and its items can be in a set and never change."""
    found = read_partner(DOCUMENT)

    assert len({found, read_partner(DOCUMENT)}) == 1
    with pytest.raises(ValidationError, match="frozen"):
        found.name = "Other"  # type: ignore[misc]  # what must not be possible
    with pytest.raises(ValidationError, match="frozen"):
        found.checklist[0].note = "Other"  # type: ignore[misc]  # what must not be possible


def test_two_items_of_one_id_are_refused() -> None:
    """A collection in memory holds each id once."""
    one = read_partner(DOCUMENT).checklist[0]

    with pytest.raises(ValidationError, match="two items have the same id"):
        Partner(id="a", name="A", checklist=(one, one))


def test_fields_of_a_later_version_are_kept() -> None:
    """What this version does not know goes through it unharmed, in a partner and in its items."""
    later = {
        **DOCUMENT,
        "mood": {"a": 1},
        "checklist": {"exit-plan": {"mark": DONE, "due": "soon"}},
    }

    assert to_document(read_partner(later)) == later


def test_a_file_keeps_the_fields_in_the_order_of_the_model() -> None:
    """Known fields stand in the model's order, items by id, and the unknown last."""
    mixed = {"zeta": 1, "checklist": DOCUMENT["checklist"], "name": "A", "alpha": 2, "id": "a"}
    ordered = in_model_order(mixed, PARTNER_SHAPE)

    assert list(ordered) == ["id", "name", "checklist", "alpha", "zeta"]
    assert list(ordered["checklist"]) == ["exit-plan", "terms-signed"]
    assert ordered == mixed


def test_the_shape_tells_collections_and_units_apart() -> None:
    """A mark is one value that changes as a whole; who set it and when settle nothing."""
    mark = PARTNER_SHAPE.collections["checklist"].units["mark"]

    assert set(PARTNER_SHAPE.collections) == {"checklist", "scores", "put_off", *PARTS}
    assert set(PARTNER_SHAPE.collections["agreements"].units) == {"period"}
    assert set(PARTNER_SHAPE.collections["results"].collections) == {"readings"}
    assert (mark.agree_on, mark.stamps) == (("state",), ("by", "on"))


def test_every_field_of_the_form_has_a_title_and_a_help() -> None:
    """What an officer fills in is labelled and explained by the model itself."""
    for name in FORM_FIELDS:
        info = Partner.model_fields[name]

        assert info.title, name
        assert info.description and info.description.endswith("."), name


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        pytest.param("name", "", "it is empty", id="no name"),
        pytest.param("name", "   ", "it is empty", id="a name of spaces"),
        pytest.param("name", "x" * 301, "it is longer than 300 characters", id="a long name"),
        pytest.param("name", 7, "it must be text, and '7' is none", id="a number for a name"),
        pytest.param(
            "name", "a\x1b[2J", "it holds a character that cannot be shown: ␛", id="an escape code"
        ),
        pytest.param(
            *("status", "partnr", "'partnr' is not known here; the nearest is partner"),
            id="a status typed wrong",
        ),
        pytest.param(
            *("level", "9", "'9' is not known here; use one of light, standard, full"),
            id="a level like none",
        ),
        pytest.param(
            *("email", "secretary", "it is not an e-mail address; write one such as"),
            id="an address without an at sign",
        ),
        pytest.param("email", "a@b@c", "it is not an e-mail address", id="two at signs"),
        pytest.param("web", "our page", "it is not a web address", id="words for a web address"),
        pytest.param("charity_number", "none", "it is not a number from a public", id="no number"),
        pytest.param("id", "Park 1", "it may hold only small letters, digits", id="an id of words"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_reason(
    field: str, value: object, sentence: str
) -> None:
    """The field is named, with what is wrong and what would be right."""
    problem = refusal(**{field: value})

    assert problem.field == field
    assert problem.sentence.startswith(sentence)


@pytest.mark.parametrize("value", [-1, 5, 2.5, "3", True])
def test_a_score_is_a_whole_number_from_0_to_4(value: object) -> None:
    """Nothing but 0, 1, 2, 3 or 4 is a score."""
    problem = refusal(scores={"s": {**score("2026-11-22", 0), "value": value}})

    assert problem.field == "scores.value"
    assert "is not a whole number" in problem.sentence or "is too" in problem.sentence


def test_a_score_keeps_its_scale() -> None:
    """A score on another scale is not taken for one of ours."""
    assert refusal(scores={"s": {**score("2026-11-22", 3), "scale": "1 to 10"}}).field == (
        "scores.scale"
    )


def test_a_day_that_is_none_is_refused() -> None:
    """The thirtieth of February is told as no date."""
    problem = refusal(scores={"s": score("2026-02-30", 3)})

    assert problem == (
        "scores.on",
        "'2026-02-30' is not a date; write one such as 2026-11-22",
    )


def test_not_applicable_needs_a_reason() -> None:
    """An item is only ruled out with a reason."""
    ruled_out = {**DONE, "state": "not-applicable"}
    problem = refusal(checklist={"exit-plan": {"mark": ruled_out}})

    assert problem.sentence.startswith("an item that is not applicable needs a reason")
    assert partner(checklist={"exit-plan": {"mark": {**ruled_out, "reason": "No end"}}}).checklist


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        pytest.param(-1, "an amount cannot be below 0", id="below zero"),
        pytest.param("much", "'much' is no amount; write one such as 1250", id="a word"),
        pytest.param(
            1.005, "it has more than two digits for the pence; round", id="parts of a penny"
        ),
    ],
)
def test_an_amount_is_pounds_and_pence(amount: object, sentence: str) -> None:
    """Money is to the penny and never below zero."""
    entry = {"direction": "given", "title": "Tools", "amount": amount, "on": "2026-04-01"}
    problem = refusal(money={"m": entry})

    assert problem.field == "money.amount"
    assert problem.sentence.startswith(sentence)


def test_ten_pence_are_ten_pence() -> None:
    """An amount is read from a file as it is written, not as a float comes near it."""
    entry = {"direction": "given", "title": "Tools", "amount": 0.1, "on": "2026-04-01"}
    found = partner(money={"m": entry})

    assert found.money[0].amount == Decimal("0.1")
    assert to_document(found)["money"]["m"]["amount"] == 0.1


def test_numbers_of_public_registers_are_kept_in_one_form() -> None:
    """Spaces and small letters do not make another company of one."""
    assert partner(company_number=" sc 123456 ").company_number == "SC123456"


def test_an_item_of_which_nothing_is_recorded_is_to_do() -> None:
    """The state of an item is what its mark says, else to do."""
    found = read_partner(DOCUMENT)

    assert found.state_of("exit-plan") == "done"
    assert found.state_of("terms-signed") == "todo"
    assert found.state_of("never-heard-of") == "todo"


def test_the_newest_score_of_a_view_counts() -> None:
    """Each view has its own newest score, by its day and not by its place in the file."""
    found = read_partner(DOCUMENT)
    newest = found.latest_score("trust", "council")

    assert newest is not None
    assert (newest.value, newest.on) == (3, date(2026, 11, 22))
    assert found.latest_score("trust", "partner") is None
    assert found.latest_score("need", "council") is None


@pytest.mark.parametrize(
    ("status", "active"),
    [
        ("partner", True),
        ("not-yet-looked-at", False),
        ("grant-only", False),
        ("not-ours", False),
        ("ended", False),
    ],
)
def test_only_an_accepted_partner_asks_for_something(status: str, active: bool) -> None:
    """A body that nobody accepted is listed and asks for nothing."""
    assert partner(status=status).is_active is active


def texts_without_end(schema: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield where a JSON schema lets a text have any length."""
    is_bounded = {"maxLength", "enum", "const", "format"} & schema.keys()
    if schema.get("type") == "string" and not is_bounded:
        yield path
    if {"type": "string"} in schema.get("anyOf", ()):  # an amount: its digits are limited instead
        schema = {name: inner for name, inner in schema.items() if name != "anyOf"}
    for name, inner in schema.items():
        for place, part in enumerate(inner if isinstance(inner, list) else [inner]):
            if isinstance(part, dict):
                yield from texts_without_end(part, f"{path}/{name}/{place}")


def test_every_text_of_a_record_has_a_longest_length() -> None:
    """Each field and each item of the record, also one that is added later, is limited."""
    assert list(texts_without_end(Partner.model_json_schema())) == []
