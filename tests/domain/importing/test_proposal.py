"""Taking lists of organisations in: what is joined, what stays apart, what a record gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuiapp.domain.changes.edits import Document, Proposal, apply
from tuiapp.domain.importing.proposal import ImportReport, propose_import
from tuiapp.domain.importing.rows import (
    FoundOrganisation,
    RefusedRow,
    found_organisation,
    grant_id,
    record_id,
    record_id_of_name,
)
from tuiapp.domain.models.partner import PARTNER_SHAPE, Partner
from tuiapp.domain.text import name_key

Told = FoundOrganisation | RefusedRow


def row(
    line: int,
    name: str,
    identifier: str = "",
    *,
    grant: str = "",
    amount: float = 10,
    on: str = "2024-01-31",
    **fields: Any,
) -> FoundOrganisation:
    """Return what a row says, with one grant where one is named."""
    entry = {"direction": "given", "title": "A grant", "amount": amount, "on": on, "source": grant}
    money = {grant_id(grant): entry} if grant else {}
    values = {"name": name, "identifiers": [identifier], "money": money, **fields}
    made = found_organisation(line, values)
    assert isinstance(made, FoundOrganisation)
    return made


def taken_in(
    rows: Iterable[Told], documents: Mapping[str, Document] | None = None
) -> tuple[dict[str, Document], ImportReport]:
    """Return the register after a list was taken in, and the report."""
    before = dict(documents or {})
    proposal, report = propose_import(rows, before, "list.csv")
    return _after(before, proposal), report


def _after(before: dict[str, Document], proposal: Proposal) -> dict[str, Document]:
    outcome = apply(before, proposal.changes, lambda _: PARTNER_SHAPE)
    assert not outcome.conflicts
    documents = {**before, **outcome.documents}
    for document in documents.values():
        assert document is not None
        Partner.model_validate(document)
    return {record: document for record, document in documents.items() if document is not None}


def names(documents: Mapping[str, Document]) -> list[str]:
    return sorted(str(document["name"]) for document in documents.values())


def test_one_identifier_is_one_organisation() -> None:
    """Rows with one identifier are one record, named as most rows name it, with the rest beside."""
    rows = [
        row(2, "G Force", "GB-CHC-1110767"),
        row(3, "G-Force", "GB-CHC-1110767"),
        row(4, "G-Force", "GB-CHC-1110767"),
    ]
    documents, report = taken_in(rows)
    assert list(documents) == [record_id("GB-CHC-1110767")]
    made = documents[record_id("GB-CHC-1110767")]
    assert (made["name"], made["also_known_as"]) == ("G-Force", ["G Force"])
    assert made["status"] == "not-yet-looked-at"
    assert made["charity_number"] == "1110767"
    assert report.names_joined == (("G Force", "G-Force"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Friends of Oak Road Park", "FRIENDS OF OAK ROAD PARK"),
        ("St. John's Centre", "St Johns Centre"),
        ("Leaf Language Library", "LEAF- Language  Library"),
        ("The Friends of Moor Nook Park", "Friends of Moor Nook Park"),
        ("Goodwill", "Good Will"),
    ],
)
def test_spelling_alone_parts_nobody(one: str, other: str) -> None:
    """Names that differ in case, spacing, punctuation or a leading "The" are one organisation."""
    documents, report = taken_in([row(2, one, "360G-a"), row(3, other, "360G-b")])
    assert len(documents) == report.organisations_found == 1
    assert next(iter(documents.values()))["identifiers"] == ["360G-a", "360G-b"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Theatre of the Senses", "Atre of the Senses"), ("The", "Them"), ("A and B", "A & B")],
)
def test_other_names_are_others(one: str, other: str) -> None:
    """Names that differ in a letter or a word are two organisations."""
    assert name_key(one) != name_key(other)
    assert len(taken_in([row(2, one, "360G-a"), row(3, other, "360G-b")])[0]) == 2


def test_numbers_part_namesakes() -> None:
    """Organisations of one name with different company numbers both stay and are reported."""
    rows = [row(2, "Footlights", "GB-COH-06447020"), row(3, "The Footlights", "GB-COH-07363900")]
    documents, report = taken_in(rows)
    assert names(documents) == ["Footlights", "The Footlights"]
    assert [pair.why for pair in report.possible_duplicates] == [
        "the same name, but different company numbers"
    ]
    assert set(report.possible_duplicates[0].ids) == set(documents)


def test_a_charity_and_a_company_number_do_not_differ() -> None:
    """A charity number on one side and a company number on the other leave a name joined."""
    rows = [
        row(2, "Cyril", "GB-CHC-1146179"),
        row(3, "Cyril", "GB-COH-07962245"),
        row(4, "CYRIL", "360G-b"),
    ]
    documents, _ = taken_in(rows)
    made = documents[record_id("GB-CHC-1146179")]
    assert (made["charity_number"], made["company_number"]) == ("1146179", "07962245")
    assert len(documents) == 1


def test_a_lost_zero_is_no_difference() -> None:
    """A company number that a spreadsheet took the leading zero of is the same number."""
    rows = [
        row(2, "Cyril", "360G-a", company_number="7962245"),
        row(3, "Cyril", "360G-b", company_number="07962245"),
    ]
    documents, _ = taken_in(rows)
    assert [document["company_number"] for document in documents.values()] == ["07962245"]


def test_a_leading_zero_of_a_charity_is_kept_and_no_difference() -> None:
    """A charity number is kept as it is written, and is the same with and without a zero."""
    rows = [
        row(2, "Cyril", "360G-a", charity_number="0512710"),
        row(3, "Cyril", "360G-b", charity_number="0512710"),
        row(4, "Cyril", "360G-c", charity_number="512710"),
    ]
    documents, report = taken_in(rows)
    assert [document["charity_number"] for document in documents.values()] == ["0512710"]
    assert report.notes == ()


def test_an_ambiguous_name_is_given_to_nobody() -> None:
    """Of three namesakes, the one without numbers joins neither of two that differ."""
    rows = [
        row(2, "Footlights", "GB-COH-06447020"),
        row(3, "Footlights", "GB-COH-07363900"),
        row(4, "Footlights", "360G-footlights"),
    ]
    documents, report = taken_in(rows)
    assert len(documents) == 3
    assert len(report.possible_duplicates[0].names) == 3


def test_a_chain_of_names_never_joins_what_differs() -> None:
    """A name in the middle of a chain does not bring two charity numbers together."""
    rows = [
        row(2, "Alpha", "GB-CHC-100001"),
        row(3, "Alpha", "360G-middle"),
        row(4, "Beta", "360G-middle"),
        row(5, "Beta", "GB-CHC-100002"),
    ]
    documents, report = taken_in(rows)
    assert {document["charity_number"] for document in documents.values()} == {"100001", "100002"}
    assert report.possible_duplicates[0].why == "the same name, but different charity numbers"


def test_one_number_under_two_names_is_a_possible_duplicate() -> None:
    """Organisations of different names and identifiers with one charity number are reported."""
    rows = [row(2, "Hub", "360G-a", charity_number="1130343"), row(3, "Church", "GB-CHC-1130343")]
    documents, report = taken_in(rows)
    assert len(documents) == 2
    assert "the same charity number 1130343" in report.possible_duplicates[0].why


def test_without_an_identifier_the_number_or_name_tells() -> None:
    """A row without an identifier is told by its number, or else by its name."""
    documents, _ = taken_in(
        [row(2, "Choir", charity_number="1110767"), row(3, "Walkers"), row(4, "The walkers")]
    )
    assert set(documents) == {
        record_id_of_name("Choir", "GB-CHC-1110767"),
        record_id_of_name("Walkers"),
    }


def test_a_record_keeps_what_it_holds() -> None:
    """A record that is there gets what it lacks, and nothing an officer entered changes."""
    entered: Document = {
        "id": "ours",
        "name": "G-Force",
        "status": "partner",
        "web": "https://ours.example.org",
        "lead_officer": "Parks officer",
        "kept": "as it is",
    }
    rows = [
        row(
            2, "G Force", "360G-g", grant="g1", web="https://other.example.org", postcode="M33 4QJ"
        ),
    ]
    documents, report = taken_in(rows, {"ours": entered})
    assert documents["ours"] == {
        **entered,
        "also_known_as": ["G Force"],
        "identifiers": ["360G-g"],
        "postcode": "M33 4QJ",
        "money": {grant_id("g1"): rows[0].money[grant_id("g1")]},
    }
    assert (report.organisations_made, report.organisations_added_to) == (0, 1)


def test_an_identifier_finds_a_renamed_record() -> None:
    """A record with the identifier is the one, whatever an officer called it since."""
    entered: Document = {"id": "ours", "name": "Renamed", "identifiers": ["360G-g"]}
    documents, _ = taken_in([row(2, "G Force", "360G-g", grant="g1")], {"ours": entered})
    assert list(documents) == ["ours"]
    assert documents["ours"]["also_known_as"] == ["G Force"]


def test_a_record_with_another_number_is_another() -> None:
    """A record of the same name with another charity number stays as it is, and is reported."""
    entered: Document = {"id": "ours", "name": "Footlights", "charity_number": "100001"}
    documents, report = taken_in([row(2, "Footlights", "GB-CHC-100002")], {"ours": entered})
    assert documents["ours"] == entered
    assert len(documents) == 2
    assert set(report.possible_duplicates[0].ids) == set(documents)


def test_two_records_of_one_name_are_never_guessed_between() -> None:
    """Where the register has two records of a name, a list's organisation gets its own."""
    ours: dict[str, Document] = {key: {"id": key, "name": "Walkers"} for key in ("one", "two")}
    documents, report = taken_in([row(2, "Walkers", "360G-w")], ours)
    assert set(documents) == {"one", "two", record_id("360G-w")}
    assert "separate records in the register" in report.possible_duplicates[0].why


def test_a_broken_record_blocks_only_its_rows() -> None:
    """Rows of a record that cannot be read are refused with the reason; the others go in."""
    broken: Document = {"id": "ours", "name": "Walkers", "level": "huge"}
    documents, report = propose_import(
        [row(2, "Walkers", "360G-w"), row(3, "Choir", "360G-c")], {"ours": broken}, "list.csv"
    )
    assert [change.record for change in documents.changes] == [record_id("360G-c")]
    assert report.refused[0].line == 2
    assert "level" in report.refused[0].reason


def test_a_repeated_grant_is_counted_once() -> None:
    """A row that is there twice is noted and its grant counted once."""
    documents, report = taken_in(
        [row(2, "Choir", "360G-c", grant="g1"), row(3, "Choir", "360G-c", grant="g1")]
    )
    assert report.money_total == Decimal(10)
    assert [note.text for note in report.notes] == [
        "g1 is the same grant as on line 2; counted once"
    ]
    assert len(documents[record_id("360G-c")]["money"]) == 1


def test_a_grant_told_in_two_ways_is_taken_once() -> None:
    """Where two rows tell one grant differently the later is taken and the other noted."""
    rows = [
        row(2, "Choir", "360G-c", grant="g1", amount=10, on="2024-02-01"),
        row(3, "Choir", "360G-c", grant="g1", amount=99, on="2024-01-01"),
    ]
    _, report = taken_in(rows)
    assert report.money_total == Decimal(10)
    assert [note.line for note in report.notes] == [3]
    assert "£99.00 of 2024-01-01 was not counted" in report.notes[0].text


def test_a_grant_recorded_elsewhere_stays_there() -> None:
    """A grant that the register holds for one organisation is not added to another."""
    first, _ = taken_in([row(2, "Choir", "360G-c", grant="g1")])
    documents, report = taken_in([row(2, "Singers", "360G-s", grant="g1")], first)
    assert report.money_entries == 0
    assert "in the register already, for Choir" in report.notes[0].text
    assert "money" not in documents[record_id("360G-s")]


def test_a_corrected_grant_is_noted_and_not_overwritten() -> None:
    """A grant with another amount than the register's is noted; the register's stays."""
    first, _ = taken_in([row(2, "Choir", "360G-c", grant="g1")])
    second, report = taken_in([row(2, "Choir", "360G-c", grant="g1", amount=11)], first)
    assert second == first
    assert "another amount" in report.notes[0].text


def test_differing_numbers_of_one_identifier_are_noted() -> None:
    """Where rows of one identifier disagree on a number, most rows win and it is said."""
    documents, report = taken_in(
        [
            row(2, "Choir", "360G-c", charity_number="100001"),
            row(3, "Choir", "360G-c", charity_number="100002"),
            row(4, "Choir", "360G-c", charity_number="100002"),
        ]
    )
    assert documents[record_id("360G-c")]["charity_number"] == "100002"
    assert report.notes[0].text == "Choir has charity numbers 100001, 100002; 100002 was kept"


def test_odd_values_are_left_out_and_odd_names_refused() -> None:
    """A control character in a name refuses the row; an odd number or address is only noted."""
    refused = found_organisation(7, {"name": "A\x1bB"})
    assert refused == RefusedRow(
        7, "name: it holds a character that cannot be shown: ␛; leave it out"
    )
    assert found_organisation(8, {"name": "  "}) == RefusedRow(
        8, "it has no name of an organisation"
    )
    odd = row(9, "Choir", charity_number="n/a", company_number="0000", web="nowhere")
    assert dict(odd.fields) == {}
    assert len(odd.notes) == 2  # what says that nothing is known needs no note


def test_names_are_tidied() -> None:
    """A name is composed and has single spaces."""
    assert row(2, "  Cafe\u0301   Society ").name == "Café Society"


def test_the_labels_say_what_was_done() -> None:
    """The edit says how many organisations it made, or else how many it added to."""
    made, _ = propose_import([row(2, "Choir", "360G-c")], {}, "list.csv")
    assert made.label == "Imported 1 organisation from list.csv"
    documents, _ = taken_in([row(2, "Choir", "360G-c")])
    added, _ = propose_import([row(2, "Choir", "360G-c", grant="g1")], documents, "list.csv")
    assert added.label == "Added to 1 organisation from list.csv"


NAMES = ("Alpha", "The Alpha", "ALPHA", "Beta", "be-ta", "Gamma", "The Gamma")
IDENTIFIERS = ("", "", "360G-a", "360G-b", "360G-c", "GB-CHC-100001", "GB-COH-00000002")


@st.composite
def lists(draw: st.DrawFn) -> list[FoundOrganisation]:
    """Return rows of few names, identifiers and numbers, so that they meet in every way."""
    size = draw(st.integers(1, 12))
    return [
        row(
            line,
            draw(st.sampled_from(NAMES)),
            draw(st.sampled_from(IDENTIFIERS)),
            grant=f"g{line}",
            amount=draw(st.integers(0, 3)),
            on=draw(st.sampled_from(("2023-01-01", "2024-01-01"))),
            charity_number=draw(st.sampled_from(("", "", "", "100001", "0100001", "100003"))),
            company_number=draw(st.sampled_from(("", "", "", "2", "4"))),
            also_known_as=draw(st.lists(st.sampled_from(NAMES), max_size=1)),
        )
        for line in range(2, size + 2)
    ]


RECORDS: tuple[Document, ...] = (
    {"id": "one", "name": "Alpha"},
    {"id": "two", "name": "The Beta", "identifiers": ["360G-b"]},
    {"id": "three", "name": "Alpha", "charity_number": "100001"},
    {"id": "four", "name": "Delta", "also_known_as": ["Gamma"], "identifiers": ["360G-b"]},
    {"id": "five", "name": "Gamma", "company_number": "00000004", "identifiers": ["360G-a"]},
)
registers = st.lists(st.sampled_from(RECORDS), max_size=4, unique_by=lambda record: record["id"])


def total_of(documents: Mapping[str, Document]) -> list[str]:
    return sorted(key for document in documents.values() for key in document.get("money", ()))


@given(lists(), registers, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    rows: list[FoundOrganisation], ours: Sequence[Document], chance: Any
) -> None:
    """Rows and records in any order come to the same edit."""
    mixed, records = list(rows), list(ours)
    chance.shuffle(mixed)
    chance.shuffle(records)
    one, report = propose_import(rows, {str(r["id"]): r for r in ours}, "list.csv")
    other, again = propose_import(mixed, {str(r["id"]): r for r in records}, "list.csv")
    assert one == other
    assert report == again


@given(lists(), registers)
def test_no_grant_is_lost_or_doubled(
    rows: list[FoundOrganisation], ours: Sequence[Document]
) -> None:
    """Every grant is in exactly one record, and the report's total is that of the list."""
    documents, report = taken_in(rows, {str(record["id"]): record for record in ours})
    assert total_of(documents) == sorted(key for told in rows for key in told.money)
    assert report.money_entries == len(rows)
    amounts = [entry["amount"] for told in rows for entry in told.money.values()]
    assert report.money_total == Decimal(str(sum(amounts)))


@given(lists(), registers)
def test_the_second_time_nothing_is_new(
    rows: list[FoundOrganisation], ours: Sequence[Document]
) -> None:
    """Taking in the same rows again proposes no change."""
    documents, _ = taken_in(rows, {str(record["id"]): record for record in ours})
    proposal, report = propose_import(rows, documents, "list.csv")
    assert proposal.changes == ()
    assert (report.organisations_made, report.organisations_added_to) == (0, 0)


@given(lists())
def test_two_registers_agree(rows: list[FoundOrganisation]) -> None:
    """Two empty registers that take in one list come to the same records."""
    assert taken_in(rows)[0] == taken_in(list(reversed(rows)))[0]


@given(lists())
def test_what_differs_is_never_joined_by_name(rows: list[FoundOrganisation]) -> None:
    """A record has two charity numbers only where rows of one identifier disagree."""
    documents, _ = taken_in(rows)
    for document in documents.values():
        mine = [told for told in rows if told.money.keys() <= document["money"].keys()]
        if len(_charity_numbers(mine)) > 1:
            assert any(
                len(_charity_numbers(told for told in mine if name in told.identifiers)) > 1
                for name in document["identifiers"]
            )


def _charity_numbers(rows: Iterable[FoundOrganisation]) -> set[str]:
    numbers = (told.fields.get("charity_number", "") for told in rows)
    return {number.lstrip("0") for number in numbers} - {""}
