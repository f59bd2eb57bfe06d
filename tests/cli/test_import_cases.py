"""Lists as they are sent: nothing is joined wrongly, and nothing is dropped without a word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tuiapp.store.file_register import FileRegister, create_register

Take = Callable[..., tuple[list[dict[str, Any]], dict[str, Any]]]


@pytest.fixture
def take(tmp_path: Path, run_in_process: Run) -> Take:
    """Return what imports a text, and returns the organisations by name and the report."""
    path = tmp_path / "r.json"
    create_register(path, by="Ann")

    def taken(text: str, *options: str, name: str = "in.csv") -> Any:
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        command: list[str | Path] = [
            "--register",
            path,
            "--as",
            "Ann",
            "import",
            tmp_path / name,
            *options,
            "--json",
        ]
        report = run_in_process(*command).json
        again = run_in_process(*command).json
        assert not again["written"], "the second time nothing is new"
        documents = FileRegister(path, by="Ann").snapshot.documents.values()
        return sorted(map(dict, documents), key=lambda document: document["name"]), report

    return taken


def notes(report: dict[str, Any]) -> str:
    """Return all notes of a report as one text."""
    return "\n".join(note["note"] for note in report["notes"])


def test_contact_email_and_telephone_come_from_one_row(take: Take) -> None:
    """The other person is named with the line it stands on."""
    (hazel,), report = take(
        "Organisation,Contact,Email,Phone\n"
        "Hazel Group,Zoe Adams,a.zoe@example.org,01632 960009\n"
        "Hazel Group,Ann Zed,z.ann@example.org,01632 960001\n"
    )

    assert (hazel["contact"], hazel["email"], hazel["phone"]) == (
        *("Ann Zed", "z.ann@example.org"),
        "01632 960001",
    )
    assert "Zoe Adams, a.zoe@example.org, 01632 960009" in notes(report)
    assert report["notes"][0]["row"] == 2


@pytest.mark.parametrize("empty", ["GB-CHC-", "n/a", "GB-COH-00000000", "TBC", "GB-CHC-N/A", "-"])
def test_an_identifier_that_names_nobody_joins_nobody(take: Take, empty: str) -> None:
    """Each organisation keeps its own grant."""
    documents, _ = take(
        "Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,"
        "Recipient Org:Name\n"
        f"A-1,t,GBP,100,2024-10-25,{empty},Alder Group\n"
        f"A-2,t,GBP,100,2024-10-25,{empty},Birch Group\n"
    )

    assert [document["name"] for document in documents] == ["Alder Group", "Birch Group"]
    assert all(len(document["money"]) == 1 for document in documents)
    assert all("identifiers" not in document for document in documents)


def test_one_name_at_two_places_stays_two(take: Take) -> None:
    """They are possible duplicates, for an officer to decide."""
    documents, report = take(
        "Organisation,Postcode,Email\n"
        "St John's Church,AB1 1AA,north@example.org\n"
        "St John's Church,CD2 2BB,south@example.org\n"
        "St John's Church,ab1 1aa,north@example.org\n"
    )

    assert {document["postcode"] for document in documents} == {"AB1 1AA", "CD2 2BB"}
    assert len(documents) == 2
    assert "different postcodes" in report["possible_duplicates"][0]["why"]


def test_two_names_with_one_number_stay_two(take: Take) -> None:
    """A number in a plain list is too weak to join different names unasked."""
    documents, report = take("Organisation,Charity number\nAlder,1234567\nBirch,1234567\n")

    assert [document["name"] for document in documents] == ["Alder", "Birch"]
    assert "the same charity number 1234567" in report["possible_duplicates"][0]["why"]


def test_a_grant_that_cannot_be_kept_costs_no_organisation(take: Take) -> None:
    """It is noted with its line; a day before its month is read."""
    documents, report = take(
        "Identifier,Title,Currency,Amount Awarded,award date,Recipient Org:Name\n"
        "A-1,returned,GBP,-500,2024-05-01,Alder\nA-2,t,GBP,500,01/05/2024,Birch\n"
    )

    assert [len(document.get("money", {})) for document in documents] == [0, 1]
    assert "grant left out: Amount Awarded: '-500'" in notes(report)
    assert report["rows_refused"] == []


def test_a_joint_award_keeps_every_organisation(take: Take) -> None:
    """What is not counted is told with its amount."""
    documents, report = take(
        "Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Name\n"
        "x-2,Joint award,GBP,50,2025-05-01,Birch\nx-2,Joint award,GBP,50,2025-05-01,Cedar\n"
    )

    assert [document["name"] for document in documents] == ["Birch", "Cedar"]
    assert "£50.00 of 2025-05-01 was not counted" in notes(report)


def test_columns_that_are_not_taken_are_named(take: Take) -> None:
    """Nobody believes that an address came in."""
    _, report = take(
        "Organisation name,Address,Work email\nMeadow Rangers,1 High St,a@example.org\n"
    )

    assert notes(report) == "columns not taken: Address, Work email"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\u2028", "\x85"])
def test_a_line_ends_in_any_way_inside_a_cell(take: Take, end: str) -> None:
    """Excel and Outlook write CR LF; nothing of the text is lost."""
    (alder,), report = take(f'Organisation,Notes\r\nAlder,"line 1{end}line 2"\r\n')

    assert alder["notes"] == "line 1\nline 2"
    assert report["notes"] == []


@pytest.mark.parametrize("name", ["N/A", "#N/A", "-", "Total", "GRAND TOTAL:", "tbc", "Sub-total"])
def test_a_placeholder_or_total_is_no_organisation(take: Take, name: str) -> None:
    """The row is refused with what stands there; in a field it is empty."""
    (elm,), report = take(f"Organisation,Postcode,Contact\n{name},,\nElm Group,N/A,TBC\n")

    assert set(elm) == {"id", "name", "status", "level"}
    assert report["rows_refused"] == [
        {"row": 2, "reason": f"'{name}' is no name of an organisation"}
    ]


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u00ad", "\u2060", "\u202e"])
def test_an_invisible_sign_costs_nothing(take: Take, sign: str) -> None:
    """It is taken out and noted."""
    documents, report = take(f"Organisation,Postcode\nAlder{sign} Group,AB1\nCedar Group,AB1\n")

    assert [document["name"] for document in documents] == ["Alder Group", "Cedar Group"]
    assert "name: invisible signs taken out" in notes(report)


@pytest.mark.parametrize(
    ("column", "given", "kept"),
    [
        ("Email", "a@example", None),
        ("Email", "a@example.org.", None),
        ("Email", "a@example.org; b@example.org", None),
        ("Email", "mailto:a@example.org", "a@example.org"),
        ("Email", "Ann <a@example.org>", "a@example.org"),
        ("Company number", "8 digits", None),
        ("Company number", "sc123456", "SC123456"),
        ("Company number", "1234567", "01234567"),
        ("Charity number", "Charity 1234568", "1234568"),
        ("Charity number", "Reg. No: 1234568", "1234568"),
        ("Charity number", "SC012345", "SC012345"),
        ("Charity number", "see website", None),
    ],
)
def test_an_address_or_number_is_sound_or_left_out(
    take: Take, column: str, given: str, kept: str | None
) -> None:
    """What is left out is quoted with the reason."""
    (alder,), report = take(f"Organisation,{column}\nAlder,{given}\n")

    field = column.casefold().replace(" ", "_")
    assert alder.get(field) == kept
    assert (kept is None) == ("left out" in notes(report))


def test_the_words_of_the_screens_are_understood(take: Take) -> None:
    """In any case and spelling of spaces and hyphens."""
    (birch, elm), report = take(
        "Organisation,Type,Status,Framework,Level\n"
        "Birch Forum,CHARITY,Partner,not for profit,Light\n"
        "Elm Group,Friends group,Grant only,Statutory partnership,standard\n",
        *(f"--map={column}={column.replace('Type', 'kind')}" for column in ("Type", "Status")),
        *("--map=Framework=framework", "--map=Level=level"),
    )

    assert (birch["kind"], birch["status"], birch["framework"]) == (
        *("charity", "partner"),
        "not-for-profit",
    )
    assert (elm["kind"], elm["status"], elm["framework"], elm["level"]) == (
        *("friends-group", "grant-only", "statutory"),
        "standard",
    )
    assert report["notes"] == []


def test_grants_in_json_are_read(take: Take) -> None:
    """The JSON form of 360Giving is the same data under other names."""
    grant = {
        "id": "360G-x-1",
        "currency": "GBP",
        "amountAwarded": 100.1,
        "awardDate": "2024-05-01T00:00:00+00:00",
        "recipientOrganization": [
            {"id": "GB-CHC-1234567", "name": "Alder", "charityNumber": "1234567"}
        ],
    }
    (alder,), report = take(json.dumps({"grants": [grant]}), name="in.json")

    assert (report["format"], report["money_added"]) == ("360giving", 100.1)
    assert alder["charity_number"] == "1234567"


def test_json_that_is_nested_deep_is_refused(tmp_path: Path, run_in_process: Run) -> None:
    """It is a sentence, and not a fault of ours."""
    path = tmp_path / "r.json"
    create_register(path, by="Ann")
    deep = "[" * 900 + "]" * 900
    (tmp_path / "in.json").write_text(f'[{{"name": "A", "notes": {deep}}}]')
    answer = run_in_process("--register", path, "import", tmp_path / "in.json")

    assert answer.code == 2
    assert "nested more than 30 deep" in answer.err
