"""Published grants: what is recognised, what a grant becomes, what refuses it."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from typing import Final

import pytest

from tests.conftest import ROOT
from tuiapp.domain.importing.proposal import propose_import
from tuiapp.domain.importing.rows import FoundOrganisation, RefusedRow, grant_id, record_id
from tuiapp.errors import InputRefused
from tuiapp.exchange.imports import threesixty
from tuiapp.exchange.imports.csv_text import Row
from tuiapp.exchange.imports.open_list import open_list

REAL: Final = ROOT / "tests" / "data" / "trafford_council_voluntary_sector_grants.csv"

SOUND: Final = {
    "Identifier": "360G-x-1",
    "Title": " A\r\ngrant ",
    "Currency": "GBP",
    "Amount Awarded": "1250.50",
    "Award Date": "2024-01-31",
    "Recipient Org:Identifier": "GB-CHC-1110767",
    "Recipient Org:Name": "G-Force",
    "Recipient Org:Charity Number": "1110767",
    "Recipient Org:Postal Code": "M33 4QJ",
    "Recipient Org:Web Address": "https://g.example.org",
}


def told(**cells: str) -> FoundOrganisation | RefusedRow:
    """Return what a grant says, sound but for the cells given, `_` standing for a space."""
    given = {**SOUND, **{name.replace("_", " "): value for name, value in cells.items()}}
    return next(threesixty.organisations([Row(7, given)]))


def test_a_grant_becomes_money_given() -> None:
    """A grant carries its organisation's numbers and addresses, and its own title, sum and day."""
    found = told()
    assert isinstance(found, FoundOrganisation)
    assert (found.line, found.name, found.identifiers) == (7, "G-Force", ("GB-CHC-1110767",))
    assert found.fields == {
        "charity_number": "1110767",
        "postcode": "M33 4QJ",
        "web": "https://g.example.org",
    }
    assert found.money == {
        grant_id("360G-x-1"): {
            "direction": "given",
            "title": "A grant",
            "amount": 1250.5,
            "on": "2024-01-31",
            "source": "360G-x-1",
        }
    }


@pytest.mark.parametrize(
    ("written", "amount"),
    [("2000", 2000), ("£2,000.5", 2000.5), ("2000.", 2000), (" 10.1000 ", 10.1), ("0", 0)],
)
def test_amounts_are_read_as_people_write_them(written: str, amount: float) -> None:
    """Pound signs, thousands commas and idle zeros do not stand in an amount's way."""
    found = told(Amount_Awarded=written)
    assert isinstance(found, FoundOrganisation)
    assert [entry["amount"] for entry in found.money.values()] == [amount]


@pytest.mark.parametrize(
    "written", ["2024-01-31", "2024-01-31T10:00:00Z", "2024-01-31T23:30:00+00:00"]
)
def test_a_date_time_is_its_day(written: str) -> None:
    """A date and a date-time in ISO form give the day."""
    found = told(Award_Date=written)
    assert isinstance(found, FoundOrganisation)
    assert found.latest == "2024-01-31"


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Currency", "EUR", "Currency: 'EUR' is not GBP, and money is kept in pounds"),
        ("Amount Awarded", "", "Amount Awarded: it is empty and should be an amount"),
        ("Amount Awarded", "lots", "Amount Awarded: 'lots' is not an amount"),
        ("Amount Awarded", "-5", "Amount Awarded: '-5' is not an amount"),
        ("Amount Awarded", "1.234", "Amount Awarded: it has more than two digits for the pence"),
        ("Amount Awarded", "9" * 20, "Amount Awarded: "),
        ("Award Date", "", "Award Date: it is empty and should be a date"),
        ("Award Date", "31/02/2024", "Award Date: '31/02/2024' is not a date"),
        ("Award Date", "2024-02-31", "Award Date: '2024-02-31' is not a date"),
        ("Identifier", "", "Identifier: the grant has none, so that it could be counted twice"),
        ("Identifier", "x" * 301, "Identifier: it is longer than 300 characters"),
    ],
)
def test_a_grant_that_cannot_be_kept_costs_no_organisation(
    column: str, value: str, reason: str
) -> None:
    """A grant without a sound amount, day or identifier is left out; its recipient is not."""
    found = told(**{column: value})
    assert isinstance(found, FoundOrganisation)
    assert found.money == {}
    assert found.notes[0].startswith(f"grant left out: {reason}")


def test_dates_and_titles_as_people_write_them_are_read() -> None:
    """A day before its month is a date; a title that cannot be shown costs only itself."""
    found = told(**{"Award Date": "31/01/2024", "Title": "A\x07"})
    assert isinstance(found, FoundOrganisation)
    (entry,) = found.money.values()
    assert (entry["on"], entry["title"]) == ("2024-01-31", "Grant")
    assert found.notes == ("Title left out: it holds characters that cannot be shown",)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Recipient Org:Name", " ", "it has no name of an organisation"),
        ("Recipient Org:Name", "A\x1b[2J", "name: it holds a character that cannot be shown: ␛"),
        ("Recipient Org:Name", "x" * 301, "name: it is longer than 300 characters"),
    ],
)
def test_a_grant_without_a_recipient_is_refused(column: str, value: str, reason: str) -> None:
    """Nobody could say whose it is."""
    refused = told(**{column: value})
    assert isinstance(refused, RefusedRow)
    assert refused.line == 7
    assert refused.reason.startswith(reason)


def test_an_odd_address_does_not_cost_a_grant() -> None:
    """An odd number, postcode or address is left out and noted, and the grant is kept."""
    found = told(
        **{
            "Recipient Org:Charity Number": "N/A",
            "Recipient Org:Postal Code": "x" * 301,
            "Recipient Org:Web Address": "none",
            "Title": "t" * 301,
        }
    )
    assert isinstance(found, FoundOrganisation)
    assert found.fields == {}
    assert len(found.money) == 1
    assert len(found.notes) == 2  # what says that nothing is known needs no note


def test_no_title_is_a_grant() -> None:
    """A grant without a title is called a grant."""
    found = told(Title="")
    assert isinstance(found, FoundOrganisation)
    assert [entry["title"] for entry in found.money.values()] == ["Grant"]


def test_the_columns_tell_published_grants() -> None:
    """Grants are recognised by their columns, and a missing one is named with the nearest."""
    assert threesixty.is_threesixty(SOUND)
    assert not threesixty.is_threesixty(("Name", "Amount Awarded"))
    columns = [*SOUND, "Awarded Date"]
    columns.remove("Award Date")
    with pytest.raises(InputRefused) as caught:
        threesixty.check_columns(columns, "grants.csv")
    assert "no column 'Award Date'" in caught.value.message
    assert "The nearest is 'Awarded Date'." in caught.value.hint


def test_the_real_file_comes_to_what_it_holds() -> None:
    """A council's 555 grants come to 323 organisations, one pair of namesakes and no refusal."""
    proposal, report = propose_import(open_list(REAL, "auto", ()).rows, {}, REAL.name)
    assert report.rows_read == report.money_entries == 555
    assert report.organisations_found == report.organisations_made == 323
    assert len(report.names_joined) == 26
    assert sum(map(len, report.names_joined)) == 63
    assert [pair.names for pair in report.possible_duplicates] == [
        ("Footlights (GB-COH-06447020)", "Footlights (GB-COH-07363900)")
    ]
    assert (report.refused, report.notes) == ((), ())
    assert report.money_total == Decimal("1291436.54")
    assert proposal.label == f"Imported 323 organisations from {REAL.name}"


def test_the_real_file_is_carried_whole() -> None:
    """Every organisation has the numbers, postcode, address and money that the file tells of it."""
    with REAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_organisation = defaultdict(list)
    for row in rows:
        by_organisation[record_id(row["Recipient Org:Identifier"])].append(row)
    proposal, _ = propose_import(open_list(REAL, "360giving", ()).rows, {}, REAL.name)
    made = {change.record: change.after for change in proposal.changes}
    assert made.keys() == by_organisation.keys()
    for record, told_of in by_organisation.items():
        document = made[record]
        names = {row["Recipient Org:Name"] for row in told_of}
        assert {document["name"], *document.get("also_known_as", [])} == names
        for field, column in threesixty.FIELDS.items():
            assert {document.get(field, "")} >= {row[column] for row in told_of} - {""}
        entries = [
            (e["source"], e["title"], e["amount"], e["on"]) for e in document["money"].values()
        ]
        assert sorted(entries) == sorted(
            (row["Identifier"], row["Title"], float(row["Amount Awarded"]), row["Award Date"])
            for row in told_of
        )
