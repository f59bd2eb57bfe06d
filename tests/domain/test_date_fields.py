"""Every date field takes the dates that it can mean, and none stops the program."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.date_fields import FIELDS, DateField, record_with
from tuiapp.content.loader import load_guide
from tuiapp.domain.attention.exposure import weigh
from tuiapp.domain.attention.rules import UNREADABLE
from tuiapp.domain.attention.today import asked_of_us
from tuiapp.domain.changes.edits import Document
from tuiapp.domain.dates import days_after, in_full
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.models.policy import POLICY_FIELDS, Policy, read_policy
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.pages.papers import as_blocks, paper
from tuiapp.domain.pages.partner_page import overview
from tuiapp.domain.register.money import by_year
from tuiapp.domain.register.part_catalogue import PARTS, form_fields
from tuiapp.domain.register.partner_edits import read_partner
from tuiapp.domain.register.repair import how_to_repair
from tuiapp.errors import RegisterUnreadable

TODAY = date(2026, 11, 22)
GUIDE = load_guide()
NUMBERS = [field for field in POLICY_FIELDS if field.largest]
SHORTEST = read_policy({field.name: field.smallest for field in NUMBERS})
LONGEST = read_policy({field.name: field.largest for field in NUMBERS})

each_field = pytest.mark.parametrize("field", FIELDS, ids=str)


def look_everywhere(partner: Partner, document: Document, policy: Policy, today: date) -> None:
    """Work out everything that the dates of a record lead to."""
    asked_of_us(document, lambda _: partner, policy, today, GUIDE)
    overview(partner, GUIDE, policy)
    by_year(partner.money)
    for tool in GUIDE.tools:
        list(as_blocks(paper(tool, GUIDE, partner, policy, today)))
    for pitfall in GUIDE.pitfalls:
        weigh(pitfall, [partner], GUIDE, policy, today)


def test_the_date_fields_are_found_in_items_units_and_items_of_items() -> None:
    """The walk through the models goes all the way down."""
    found = {str(field) for field in FIELDS}

    assert {"money.on", "agreements.period.ends", "results.readings.on", "spotter.on"} <= found
    assert {"checklist.mark.on", "put_off.until", "actions.done_on"} <= found


@each_field
def test_every_date_field_says_which_dates_it_takes(field: DateField) -> None:
    """A date without bounds is refused here, before it reaches a register."""
    assert field.kind is not None


@pytest.mark.parametrize("part", PARTS)
def test_a_form_says_below_a_date_field_which_dates_it_takes(part: str) -> None:
    """The sentence names the first year, and the last year or today."""
    for known in form_fields(PARTS[part].model):
        if known.dates:
            assert known.help.endswith(f" A date {known.dates}.")


@each_field
@pytest.mark.parametrize("policy", [SHORTEST, Policy(), LONGEST], ids=["short", "usual", "long"])
def test_the_first_and_the_last_date_lead_to_no_error(field: DateField, policy: Policy) -> None:
    """Today, papers, overview and pitfalls are worked out, whatever the day is today."""
    for day in field.bounds():
        document = record_with(field, day)
        partner = read_partner(document)
        for today in (date.min, TODAY, date.max):
            look_everywhere(partner, document, policy, today)


@each_field
@pytest.mark.parametrize("which", ["before", "after"])
def test_a_date_out_of_bounds_makes_one_line_of_today(field: DateField, which: str) -> None:
    """The partner is named with the field, what is wrong with it, and how to put it right."""
    first, last = field.bounds()
    beyond = date.min if which == "before" else date.max
    nearest = days_after(first, -400) if which == "before" else days_after(last, 1)
    for day in (beyond, nearest):
        document = record_with(field, day)
        with pytest.raises(FieldsRefused) as refused:
            read_partner(document)
        problem = refused.value.problems[0]
        assert f"{in_full(day)} is {which} {first.year if which == 'before' else last.year};" in (
            problem.sentence
        )
        hint = how_to_repair(document, refused.value.problems)

        def unreadable(_: str, told: str = refused.value.message, hint: str = hint) -> Partner:
            raise RegisterUnreadable("Partner unreadable", told, hint)

        asked = asked_of_us(document, unreadable, Policy(), TODAY, GUIDE)
        (need,) = asked.needs
        assert (need.id, asked.name, need.todo) == (UNREADABLE, "Friends of the Park", hint)
        assert "partnertui " in need.todo


@each_field
@pytest.mark.parametrize("stored", ["20261122", "0", "2026-11-22T00:00:00", "2026-W47-7", "soon"])
def test_a_date_is_stored_in_one_way_only(field: DateField, stored: str) -> None:
    """What another program may write is not guessed at: 20261122 is no number of seconds."""
    with pytest.raises(FieldsRefused, match="is not a date; write one such as 2026-11-22"):
        read_partner(record_with(field, stored))
