"""What officers do to the parts of a record, as typed: one mechanism for every part."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain.changes.edits import Document, Proposal, apply
from tuiapp.domain.models.partner import PARTNER_SHAPE, Partner
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.register import part_edits
from tuiapp.domain.register.part_catalogue import PARTS, form_fields, guide_choices, line_of
from tuiapp.errors import InputRefused

TODAY = date(2026, 11, 22)
PARK: Document = {"id": "park", "name": "Friends of the Park", "status": "partner"}

TYPED: dict[str, dict[str, str]] = {
    "actions": {"title": "Send the lease", "owner": "Parks officer", "due": "+7d"},
    "meetings": {"title": "Site walk", "on": "fri", "at": "2.30pm", "place": "Main gate"},
    "log": {"kind": "visit", "note": "Walked the bank.\nAll well.", "on": "today"},
    "agreements": {"title": "Terms", "period.starts": "1/4/26", "period.ends": "31/3/29"},
    "documents": {"kind": "insurance", "expires": "1 mar", "seen_on": "yesterday"},
    "contacts": {"role": "Treasurer", "email": "treasurer@example.org"},
    "results": {"name": "Volunteer hours", "unit": "hours", "target": "1200", "due": "+1y"},
    "risks": {"title": "Tools unsafe", "likelihood": "3", "impact": "4", "owner": "Parks officer"},
    "dependencies": {"kind": "lease", "title": "Pavilion", "ends": "2027-03-31"},
    "money": {"direction": "received", "title": "Gift", "amount": "250.50", "on": "22 nov"},
    "benefits": {"evidence": "Runs a stall every month", "on": "1/11"},
    "reviews": {"on": "today", "decision": "change", "reason": "New treasurer", "next_on": "+1y"},
    "own_items": {"stage": "structure", "heading": "Agree the opening hours"},
}
"""What somebody might type in each part's form."""


def made(document: Document, proposal: Proposal) -> Document:
    """Return a partner's document after a proposal."""
    outcome = apply({document["id"]: document}, proposal.changes, lambda _: PARTNER_SHAPE)
    assert not outcome.conflicts
    after = outcome.documents[document["id"]]
    assert after is not None
    return after


def put(document: Document, field: str, item_id: str | None = None, **typed: str) -> Document:
    """Return a partner's document after an item was added or changed."""
    fields = {name.replace("__", "."): text for name, text in typed.items()}
    proposal = part_edits.put_item(
        document, PARTS[field], fields, today=TODAY, by="Ann", item_id=item_id
    )
    return made(document, proposal)


def only(document: Document, field: str) -> tuple[str, dict[str, Any]]:
    """Return the id and fields of the only item of a part."""
    ((item_id, item),) = document[field].items()
    return item_id, item


@pytest.mark.parametrize("field", PARTS)
def test_every_part_takes_what_its_form_asks(field: str) -> None:
    """An item is added from what was typed, is read back as typed, and has words for a line."""
    part = PARTS[field]
    item_id = "local-reach" if field == "benefits" else None
    proposal = part_edits.put_item(PARK, part, TYPED[field], today=TODAY, by="Ann", item_id=item_id)
    (item,) = getattr(Partner.model_validate(made(PARK, proposal)), field)

    assert part.in_words(item)
    assert TYPED[field].keys() <= {known.name for known in form_fields(part.model)}
    assert proposal.label.split()[0] in ("Added", "Changed")


def test_a_new_item_is_one_change_and_a_changed_field_another() -> None:
    """Two officers may fill different fields of one item, and both stay."""
    document = put(PARK, "actions", title="Send the lease", due="fri")
    item_id, item = only(document, "actions")
    assert item == {"title": "Send the lease", "due": "2026-11-27"}
    proposal = part_edits.put_item(
        document, PARTS["actions"], {"owner": "Trees officer"}, today=TODAY, by="A", item_id=item_id
    )

    (change,) = proposal.changes
    assert change.path == ("actions", item_id, "owner")
    assert proposal.label == "Changed action 'Send the lease' of Friends of the Park"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9:05", "09:05"),
        ("14.30", "14:30"),
        ("2.30pm", "14:30"),
        ("2 PM", "14:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("23:59", "23:59"),
        ("7", "07:00"),
    ],
)
def test_a_time_is_kept_as_the_clock_shows_it(typed: str, kept: str) -> None:
    """However it was written, hours and minutes of a day."""
    document = put(PARK, "meetings", title="Site walk", on="fri", at=typed)

    assert only(document, "meetings")[1]["at"] == kept


@pytest.mark.parametrize("typed", ["24:00", "10:60", "noon", "13pm", "0am", "10:5", "1000"])
def test_what_is_no_time_is_refused_with_one_that_is(typed: str) -> None:
    """The sentence names the field and shows how a time is written."""
    with pytest.raises(FieldsRefused, match=r"meetings\.at: it is not a time; write one such as"):
        put(PARK, "meetings", title="Site walk", on="fri", at=typed)


def put_by_guide(field: str, item_id: str | None = None, **typed: str) -> Document:
    """Return the park after an item was added whose entries the guide knows."""
    proposal = part_edits.put_item(
        PARK, PARTS[field], typed, today=TODAY, by="Ann", item_id=item_id, guide=load_guide()
    )
    return made(PARK, proposal)


def test_a_risk_is_tied_to_a_pitfall_of_the_guide() -> None:
    """Its line says the pitfall by its heading; a form offers each, or none of them."""
    guide = load_guide()
    pitfall = guide.pitfalls[0]
    document = put_by_guide("risks", title="Grant ends", pitfall=pitfall.id)
    (risk,) = Partner.model_validate(document).risks

    assert risk.pitfall == pitfall.id
    assert line_of(PARTS["risks"], risk, guide).endswith(f". {pitfall.heading}")
    fields = form_fields(PARTS["risks"].model, guide_choices(guide, PARTS["risks"]))
    choices = next(field.choices for field in fields if field.name == "pitfall")
    assert choices[:2] == (("", "None of these"), (pitfall.id, pitfall.heading))
    assert len(choices) == len(guide.pitfalls) + 1
    assert "pitfall" not in only(put_by_guide("risks", title="Tools", pitfall=""), "risks")[1]


@pytest.mark.parametrize(
    ("field", "item_id", "typed", "told"),
    [
        ("risks", None, {"title": "x", "pitfall": "no-exitt"}, "no pitfall is called 'no-exitt'; "),
        ("risks", None, {"title": "x", "pitfall": "no-exitt"}, "the nearest is no-exit"),
        ("risks", None, {"title": "x", "pitfall": "~~"}, "use one of "),
        ("benefits", "local-reech", {"evidence": "x", "on": "fri"}, "the nearest is local-reach"),
        ("benefits", None, {"evidence": "x", "on": "fri"}, "it needs the id of a benefit"),
        ("results", "volunter-hours", {"target": "5"}, "the nearest is volunteer-hours"),
    ],
)
def test_what_the_guide_does_not_know_is_refused_with_the_nearest(
    field: str, item_id: str | None, typed: dict[str, str], told: str
) -> None:
    """A pitfall, a benefit and a result of the guide are named as the guide names them."""
    with pytest.raises(FieldsRefused, match=re.escape(told)):
        put_by_guide(field, item_id, **typed)


def test_a_result_of_the_guide_begins_as_that() -> None:
    """Its name, unit and direction are the guide's; one of the council's own has its own name."""
    known = next(result for result in load_guide().results if result.id == "volunteer-hours")

    item_id, result = only(put_by_guide("results", known.id, target="1200"), "results")
    assert item_id == known.id
    assert (result["name"], result["unit"], result["better"]) == (
        known.name,
        known.unit,
        known.better,
    )
    own = put_by_guide("results", "bird-boxes", name="Bird boxes", unit="boxes")
    assert only(own, "results")[1]["name"] == "Bird boxes"


def test_dates_of_a_period_are_one_value() -> None:
    """Start, end and notice are valid only together."""
    document = put(PARK, "agreements", title="Terms", period__ends="31/3/27")
    item_id, item = only(document, "agreements")
    assert item["period"] == {"ends": "2027-03-31"}

    later = put(document, "agreements", item_id, period__notice_days="90")
    assert only(later, "agreements")[1]["period"] == {"ends": "2027-03-31", "notice_days": 90}
    emptied = put(later, "agreements", item_id, period__ends="", period__notice_days="")
    assert "period" not in only(emptied, "agreements")[1]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("actions", {"title": "x", "due": "soon"}, "due: it is not a date"),
        ("actions", {"title": "x", "due": "31/2"}, "due: there is no such day: 31/2"),
        ("actions", {"title": ""}, "title"),
        (
            "agreements",
            {"title": "x", "period.starts": "2/1/27", "period.ends": "1/1/27"},
            "ends bef",
        ),
        ("risks", {"title": "x", "likelihood": "5"}, "too large; 4 or less"),
        ("risks", {"title": "x", "impact": "high"}, "'high' is not a whole number"),
        ("money", {"title": "x", "amount": "-5", "on": "today"}, "below 0"),
        ("contacts", {"role": "Chair", "email": "chair"}, "not an e-mail address"),
        ("log", {"note": "x", "kind": "letter", "on": "today"}, "'letter' is not known here"),
        ("actions", {"title": "\x1b[2J"}, "cannot be shown"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    field: str, typed: dict[str, str], words: str
) -> None:
    """The sentence says which field and how to put it right; nothing is proposed."""
    with pytest.raises(FieldsRefused, match=words):
        part_edits.put_item(PARK, PARTS[field], typed, today=TODAY, by="Ann")


def test_every_wrong_date_is_told_at_once() -> None:
    """Two dates that are none are two problems, each at its field."""
    with pytest.raises(FieldsRefused) as caught:
        part_edits.put_item(
            PARK, PARTS["documents"], {"expires": "x", "seen_on": "y"}, today=TODAY, by="Ann"
        )
    assert [problem.field for problem in caught.value.problems] == ["expires", "seen_on"]


def test_an_unknown_field_names_the_nearest() -> None:
    """A script that misspells a field is told which it may have meant."""
    with pytest.raises(InputRefused, match="The nearest is owner"):
        part_edits.put_item(PARK, PARTS["actions"], {"ownr": "x"}, today=TODAY, by="Ann")


def test_a_removed_item_is_kept_by_the_log() -> None:
    """The change holds the whole item, so that undo brings it back."""
    document = put(PARK, "contacts", role="Chair")
    item_id, item = only(document, "contacts")
    proposal = part_edits.remove_item(document, PARTS["contacts"], item_id)

    assert proposal.changes[0].before == item
    assert "contacts" not in made(document, proposal)
    with pytest.raises(InputRefused, match="has no such contact any more"):
        part_edits.remove_item(PARK, PARTS["contacts"], item_id)


def test_an_item_is_found_by_id_or_title() -> None:
    """Whatever names one item and no other finds it."""
    document = put(put(PARK, "actions", title="Send the lease"), "actions", title="Ring the chair")
    lease = next(k for k, item in document["actions"].items() if "lease" in item["title"])

    for wanted in (lease, lease[:8], "LEASE"):
        assert part_edits.find_item(document, PARTS["actions"], wanted) == lease
    with pytest.raises(InputRefused, match="2 of Friends of the Park match 'the'"):
        part_edits.find_item(document, PARTS["actions"], "the")


def test_a_call_and_its_next_action_are_one_edit() -> None:
    """What was said and what was promised are logged together, and undone together."""
    proposal = part_edits.log_contact(
        PARK,
        "They need gloves",
        "call",
        on="today",
        today=TODAY,
        by="Ann",
        next_action="Order gloves",
        due="fri",
    )
    document = made(PARK, proposal)

    assert only(document, "log")[1] == {
        "kind": "call",
        "note": "They need gloves",
        "on": "2026-11-22",
        "by": "Ann",
    }
    assert only(document, "actions")[1] == {
        "title": "Order gloves",
        "owner": "Ann",
        "due": "2026-11-27",
    }
    assert proposal.label == "Logged call with Friends of the Park"


def test_an_action_is_done_on_a_day() -> None:
    """A finished action keeps everything and says when it was done."""
    document = put(PARK, "actions", title="Ring the chair")
    item_id, _ = only(document, "actions")
    done = made(document, part_edits.finish_action(document, item_id, on=TODAY))

    assert only(done, "actions")[1]["done_on"] == "2026-11-22"


@pytest.mark.parametrize(("until", "reason"), [("yesterday", "x"), ("x", "x"), ("+1w", " ")])
def test_putting_off_needs_a_day_to_come_and_a_reason(until: str, reason: str) -> None:
    """Nothing is put off without saying until when and why."""
    with pytest.raises(FieldsRefused):
        part_edits.put_off(PARK, "gone-quiet", until, reason, today=TODAY, by="Ann")
