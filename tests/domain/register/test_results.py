"""Results: how far, which way, and totals only where adding is honest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON
from tuiapp.content.loader import load_guide
from tuiapp.domain.changes.edits import Document, apply, invert
from tuiapp.domain.changes.edits import Edit as LogEdit
from tuiapp.domain.models.partner import PARTNER_SHAPE, Partner
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.register import results

TODAY = date(2026, 11, 22)


def body(name: str, *figures: float, **result: Any) -> Document:
    """Return an accepted partner that counts volunteer hours, a figure a month from January."""
    readings = {
        f"2026-{month:02d}-15": {"value": value, "on": f"2026-{month:02d}-15", "by": "Ann"}
        for month, value in enumerate(figures, start=1)
    }
    hours = {"name": "Volunteer hours", "unit": "hours", "readings": readings, **result}
    return {
        "id": name.casefold(),
        "name": name,
        "status": "partner",
        "results": {"volunteer-hours": {k: v for k, v in hours.items() if v}},
    }


def hours(document: Document) -> Any:
    """Return a partner's volunteer hours."""
    return Partner.model_validate(document).results[0]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 1, 1), "January to March 2026"),
        (date(2026, 6, 30), "April to June 2026"),
        (date(2026, 11, 22), "October to December 2026"),
    ],
)
def test_a_quarter_is_three_months_of_the_councils_year(day: date, told: str) -> None:
    """Quarters begin in January, April, July and October."""
    quarter = results.quarter_of(day)

    assert str(quarter) == told
    assert quarter.starts <= day <= quarter.ends


@given(st.dates(date(2000, 1, 1), date(2099, 12, 1)))
def test_every_day_is_in_one_quarter(day: date) -> None:
    """The day after a quarter's last is the first of the next."""
    quarter = results.quarter_of(day)
    following = date.fromordinal(quarter.ends.toordinal() + 1)

    assert results.quarter_of(following).starts == following


@pytest.mark.parametrize(
    ("fields", "figures", "told"),
    [
        ({}, (), "No figure yet"),
        ({}, (350,), "350 hours on 15 January 2026"),
        ({"target": 1200}, (100, 350.5), "350.5 of 1,200 hours"),
        ({"target": 1200, "due": "2027-03-31"}, (350,), "350 of 1,200 hours by 31 March 2027"),
        ({"target": 3, "better": "down"}, (5,), "5 against a limit of 3 hours"),
    ],
)
def test_a_result_says_how_far_it_is(
    fields: dict[str, Any], figures: tuple[float, ...], told: str
) -> None:
    """The newest figure against its target, in its unit, with its date."""
    assert results.how_far(hours(body("Oak", *figures, **fields))) == told


@pytest.mark.parametrize(
    ("better", "figures", "told"),
    [
        ("up", (1,), ""),
        ("up", (1, 2), "Better than before"),
        ("up", (2, 1), "Worse than before"),
        ("down", (2, 1), "Better than before"),
        ("down", (1, 2), "Worse than before"),
        ("up", (2, 2), "The same as before"),
    ],
)
def test_a_trend_knows_which_way_is_better(
    better: str, figures: tuple[float, ...], told: str
) -> None:
    """Fewer complaints is better, fewer hours is not; one figure has no trend."""
    assert results.trend(hours(body("Oak", *figures, better=better))) == told


def test_the_grid_holds_every_partner_that_counts_the_result() -> None:
    """By name, each with the quarter's figure where there is one; others are left out."""
    oak, ash = body("Oak", 10, 20, 30), body("ash")
    ended = {**body("Elm", 5), "status": "ended"}
    other = {"id": "yew", "name": "Yew", "status": "partner"}
    partners = [Partner.model_validate(d) for d in (oak, ash, ended, other)]
    rows = results.grid(partners, "volunteer-hours", results.quarter_of(date(2026, 2, 1)))

    assert [row.partner.name for row in rows] == ["ash", "Oak"]
    assert rows[0].reading is None
    assert rows[1].reading is not None
    assert rows[1].reading.value == 30
    assert results.results_counted(partners) == [("volunteer-hours", "Volunteer hours", "hours")]


def test_totals_are_told_only_where_adding_is_honest() -> None:
    """Hours add up; people would be counted twice, and that is said."""
    guide = load_guide()
    values = [Decimal(10), None, Decimal("2.5")]

    assert results.adds_up(guide, "volunteer-hours")
    assert not results.adds_up(guide, "attendance")
    assert not results.adds_up(guide, "something-of-our-own")
    told = results.total_in_words(values, "hours", adds_up=True)
    assert told == "2 figures of 3, 12.5 hours in all"
    told = results.total_in_words(values, "people", adds_up=False)
    assert told == "2 figures of 3. Not added up: some would be counted twice."


@pytest.mark.parametrize(
    ("typed", "figure"),
    [("1,200", "1200"), (" 12.5 ", "12.5"), ("£250", "250"), ("-3", "-3"), ("1 000", "1000")],
)
def test_figures_are_read_as_people_type_them(typed: str, figure: str) -> None:
    """Thousands may be set apart, and a pound sign does no harm."""
    assert results.read_figure(typed) == Decimal(figure)


def test_figures_of_many_partners_are_one_edit() -> None:
    """Each partner gets its figure of the day; what is left empty stays as it is."""
    documents = {doc["id"]: doc for doc in (body("Oak", 10), body("Ash"), body("Elm", 7))}
    typed = {"oak": "40", "ash": "2.5", "elm": ""}
    proposal = results.record_figures(documents, "volunteer-hours", typed, on=TODAY, by="Ann")
    outcome = apply(documents, proposal.changes, lambda _: PARTNER_SHAPE)

    assert proposal.label == "Recorded 'Volunteer hours' of 2 partners for 22 November 2026"
    assert not outcome.conflicts
    assert set(outcome.documents) == {"oak", "ash"}
    after = outcome.documents["oak"]
    assert after is not None
    assert after["results"]["volunteer-hours"]["readings"]["2026-11-22"] == {
        "value": 40,
        "on": "2026-11-22",
        "by": "Ann",
    }
    edit = LogEdit("e", proposal.label, NOON, "Ann", outcome.changes)
    made = {**documents, **{k: v for k, v in outcome.documents.items() if v is not None}}
    back = apply(made, invert(edit), lambda _: PARTNER_SHAPE)
    assert back.documents["oak"] == documents["oak"]


def test_a_later_figure_of_the_same_day_puts_the_earlier_right() -> None:
    """There is one figure of a result a day, and the log keeps both."""
    oak = body("Oak", 10)
    documents = {"oak": oak}
    on = date(2026, 1, 15)
    (change,) = results.record_figures(
        documents, "volunteer-hours", {"oak": "11"}, on=on, by="Bob"
    ).changes

    assert change.before == oak["results"]["volunteer-hours"]["readings"]["2026-01-15"]


def test_every_wrong_figure_is_told_at_its_partner() -> None:
    """What is no figure, or is before the start, is a problem each, and nothing is proposed."""
    early = body("Ash", baseline=5, baseline_on="2027-01-01")
    documents = {"oak": body("Oak"), "ash": early, "elm": {**body("Elm"), "results": {}}}
    typed = {"oak": "many", "ash": "5", "elm": "5"}
    with pytest.raises(FieldsRefused) as caught:
        results.record_figures(documents, "volunteer-hours", typed, on=TODAY, by="Ann")

    told = {problem.field: problem.sentence for problem in caught.value.problems}
    assert "'many' is not a figure" in told["oak"]
    assert "before the start date" in told["ash"]
    assert "does not count this result any more" in told["elm"]
