"""Plain lists in CSV and JSON: which column is which field, and what is taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuiapp.domain.importing.rows import FoundOrganisation, RefusedRow
from tuiapp.errors import InputRefused
from tuiapp.exchange.imports import csv_list, json_list
from tuiapp.exchange.imports.csv_text import Row
from tuiapp.exchange.imports.open_list import open_list


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "column", ["Name", "ORGANISATION", "Organisation name", "organisation_name", "Group", "Partner"]
)
def test_the_name_column_is_found(column: str) -> None:
    """The column of names is found by the names people give it."""
    assert csv_list.find_columns([column, "Other"], {}, "list.csv") == {"name": column}


def test_other_columns_are_found() -> None:
    """Numbers and addresses are found by obvious names; an organisation before a plain name."""
    columns = ["Name", "Organisation", "Charity no.", "Company Number", "Post code", "E-mail"]
    assert csv_list.find_columns(columns, {}, "list.csv") == {
        "name": "Organisation",
        "charity_number": "Charity no.",
        "company_number": "Company Number",
        "postcode": "Post code",
        "email": "E-mail",
    }


def test_a_mapped_column_comes_first() -> None:
    """A column named by the officer holds the field it is named for, and no other."""
    columns = ["Name", "Body=1", "Web"]
    mapping = csv_list.parse_mapping(["body=1=name", "Web=Lead-Officer"], columns)
    assert mapping == {"name": "Body=1", "lead_officer": "Web"}
    assert csv_list.find_columns(columns, mapping, "list.csv") == mapping


def test_no_column_of_names_is_refused() -> None:
    """A list without a column of names is refused with its columns and what to do."""
    with pytest.raises(InputRefused) as caught:
        csv_list.find_columns(["Date", "Amount"], {}, "list.csv")
    assert "('Date', 'Amount')" in caught.value.message
    assert "--map 'COLUMN=name'" in caught.value.hint


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("Name", "is not COLUMN=FIELD"),
        ("=name", "is not COLUMN=FIELD"),
        ("Name=post_code", "The nearest is 'postcode'."),
        ("Webs=name", "The nearest is 'Web'."),
        ("Name=zzzz", "There are 'name'"),
    ],
)
def test_a_wrong_mapping_is_refused(option: str, told: str) -> None:
    """A mapping that names no field or column is refused with the nearest."""
    with pytest.raises(InputRefused) as caught:
        csv_list.parse_mapping([option], ["Name", "Web"])
    assert told in str(caught.value)


def test_two_columns_for_one_field_are_refused() -> None:
    """A field cannot be in two columns."""
    with pytest.raises(InputRefused, match="Two columns"):
        csv_list.parse_mapping(["Name=name", "Web=name"], ["Name", "Web"])


def test_rows_become_organisations() -> None:
    """A row gives the fields of its columns; one without a name is refused by its line."""
    rows = [Row(2, {"Name": "Choir", "Web": ""}), Row(3, {"Name": "", "Web": "x.org"})]
    found, refused = csv_list.organisations(rows, {"name": "Name", "web": "Web"})
    assert found == FoundOrganisation(2, "Choir")
    assert isinstance(refused, RefusedRow)
    assert refused.line == 3


def test_json_is_taken_in_by_its_known_keys() -> None:
    """An object gives its fields, status and money; keys that mean nothing here are told of."""
    given = [
        {
            "id": "ours",
            "name": "Choir",
            "status": "partner",
            "money": [
                {"id": "m", "direction": "given", "title": "T", "amount": 5, "on": "2024-01-01"}
            ],
            "stages": [],
        },
        {"name": "Walkers", "stages": []},
        "Walkers",
    ]
    choir, walkers, refused = json_list.organisations(given)
    assert isinstance(choir, FoundOrganisation)
    assert (choir.record, choir.fields, list(choir.money)) == ("ours", {"status": "partner"}, ["m"])
    assert walkers == FoundOrganisation(2, "Walkers")
    assert isinstance(refused, RefusedRow)
    assert json_list.left_out(given) == [(1, "'stages' is not taken in (2 objects)")]


@pytest.mark.parametrize(
    "money",
    [5, ["x"], [{"title": "T"}], [{"id": "m"}, {"id": "m"}], [{"id": "M M", "title": "T"}]],
)
def test_money_that_is_none_refuses_its_object(money: object) -> None:
    """An object whose money cannot be read is refused rather than taken in without it."""
    (refused,) = json_list.organisations([{"name": "Choir", "money": money}])
    assert isinstance(refused, RefusedRow)
    assert refused.reason.startswith("money")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", "line 1, character 2 is not JSON"),
        ("[NaN]", "it holds a number or a depth"),
        ("[" * 100_000, "it holds a number or a depth"),
        ("[]", "lists no organisations"),
        ("5", "lists no organisations"),
    ],
)
def test_what_is_no_json_list_is_refused(text: str, told: str) -> None:
    """A text that is not JSON, or lists nothing, is refused in words."""
    with pytest.raises(InputRefused, match=told):
        json_list.parse_objects(text, "list.json")


def test_the_form_is_seen(tmp_path: Path) -> None:
    """JSON is seen by its name or first character, grants by their columns, the rest is plain."""
    grants = "Identifier,Amount Awarded,Award Date,Recipient Org:Name\n1,2,2024-01-01,A\n"
    assert open_list(written(tmp_path, "a.txt", '[{"name": "A"}]'), "auto", ()).form == "json"
    assert open_list(written(tmp_path, "b.csv", grants), "auto", ()).form == "360giving"
    assert open_list(written(tmp_path, "c.csv", "Name\nA\n"), "auto", ()).form == "csv"
    assert open_list(written(tmp_path, "d.csv", grants), "csv", ()).form == "csv"


def test_a_list_without_rows_is_refused(tmp_path: Path) -> None:
    """A file with column names and no rows is refused."""
    with pytest.raises(InputRefused, match="no rows"):
        list(open_list(written(tmp_path, "a.csv", "Name\n\n"), "auto", ()).rows)


@pytest.mark.parametrize("name", ["a.json", "b.csv"])
def test_a_mapping_is_for_plain_lists(tmp_path: Path, name: str) -> None:
    """A mapping for JSON or published grants is refused rather than left unused."""
    texts = {"a.json": '[{"name": "A"}]', "b.csv": "Amount Awarded,Recipient Org:Name\n"}
    with pytest.raises(InputRefused, match="--map names the columns of a plain list"):
        open_list(written(tmp_path, name, texts[name]), "auto", ["A=name"])
