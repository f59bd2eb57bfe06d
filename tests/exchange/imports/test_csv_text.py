"""Reading CSV files: what is read, what is refused, and how that is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuiapp.errors import InputRefused
from tuiapp.exchange.imports import csv_text
from tuiapp.exchange.imports.csv_text import (
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Table,
    lines_of,
    read_data,
    refuse_long_heading,
)


def table_of(text: str, name: str) -> Table:
    """Return the table that a text holds."""
    return Table(lines_of(text.encode()), name)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "list.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf_8_is_read_with_or_without_its_mark(tmp_path: Path, mark: bytes) -> None:
    """A file in UTF-8 is read, and the mark some programs put first is no part of it."""
    assert list(lines_of(read_data(written(tmp_path, mark + "Náme\n".encode())))) == ["Náme\n"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("Name\nCafé\n".encode("latin-1"), "byte 9 (line 2) is not UTF-8"),
        (b"\xef\xbb\xbfName\n\xff", "byte 9 (line 2) is not UTF-8"),
        ("Name\nA\n".encode("utf-16"), "it is in UTF-16 and not in UTF-8 (byte 1)"),
        (b"Name\nA\0B\n", "byte 7 (line 2) is a NUL"),
        (b"PK\x03\x04rest", "it is a spreadsheet or an archive"),
    ],
)
def test_other_encodings_are_refused_by_their_place(tmp_path: Path, data: bytes, told: str) -> None:
    """What is not UTF-8 text is refused with where and how to save it as such."""
    with pytest.raises(InputRefused) as caught:
        read_data(written(tmp_path, data))
    assert told in caught.value.message
    assert "save it as 'CSV UTF-8'" in caught.value.hint


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A missing path, a folder, a device and a path that cannot be are refused in words."""
    wrong = {
        tmp_path / "none.csv": "there is no such file",
        tmp_path: "it is a folder",
        Path("/dev/null"): "it is not an ordinary file",
        tmp_path / ("x" * 300): "the system says",
        Path("a\0b"): "the system says",
    }
    for path, told in wrong.items():
        with pytest.raises(InputRefused, match=told):
            read_data(path)


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the limit is refused before it is read."""
    monkeypatch.setattr(csv_text, "LARGEST", 3)
    with pytest.raises(InputRefused, match="it is larger than"):
        read_data(written(tmp_path, b"Name\n"))


@pytest.mark.parametrize("text", ["", "\n\n", " , ,\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    """A file without a row that holds something is called empty."""
    with pytest.raises(InputRefused, match="it is empty"):
        table_of(text, "list.csv")


@pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_other_dividers_are_named(mark: str, word: str) -> None:
    """A file whose values are not separated by commas is refused, and the separator is named."""
    with pytest.raises(InputRefused, match=f"separated by {word}"):
        table_of(f"Name{mark}Web\n", "list.csv")


def test_two_columns_of_one_name_are_refused() -> None:
    """Two columns of one name are refused; several without a name are not."""
    with pytest.raises(InputRefused, match="2 columns on line 1 are called 'Name'"):
        table_of("Name,Name \n", "list.csv")
    assert table_of("Name,,\n", "list.csv").columns == ("Name", "", "")


def test_rows_know_the_line_they_start_on() -> None:
    """A row is told by its first line, whatever line breaks it and others hold."""
    table = table_of('Name,Web\r\n"A\nB",x\r\n\r\n,\r\nC,y\r\n', "list.csv")
    assert list(table.rows()) == [
        Row(2, {"Name": "A\nB", "Web": "x"}),
        Row(6, {"Name": "C", "Web": "y"}),
    ]


@pytest.mark.parametrize(("row", "has"), [("A,x,z", "3 values"), ("A", "1 value")])
def test_a_ragged_row_refuses_the_file_by_its_line(row: str, has: str) -> None:
    """With too many or too few values nobody can tell which is which, so nothing is taken in."""
    table = table_of(f"Name,Web\nC,y\n{row}\n", "list.csv")
    with pytest.raises(InputRefused, match=f"starts on line 3 has {has}, and line 1 names 2 col"):
        list(table.rows())


@pytest.mark.parametrize("text", ['"A\nB\n', 'A\n"B"x\n', f"A\n{'x' * 1_000_001}\n"])
def test_what_is_no_csv_is_refused_by_its_line(text: str) -> None:
    """A quotation mark without its other half, or an endless value, is refused by its line."""
    with pytest.raises(InputRefused, match="the row that starts on line"):
        list(table_of(text, "list.csv").rows())


@given(st.text())
def test_no_text_is_a_crash(text: str) -> None:
    """Any text is a table or refused."""
    try:
        list(table_of(text, "list.csv").rows())
    except InputRefused as refused:
        assert refused.hint


def test_a_long_cell_costs_no_row() -> None:
    """A text that is longer than any field is read; whoever takes it in leaves it out alone."""
    rows = list(table_of(f"Name,Notes\nA,{'x' * 200_000}\nB,y\n", "list.csv").rows())
    assert [row.cells["Name"] for row in rows] == ["A", "B"]


def test_too_many_rows_or_columns_are_refused_before_they_take_memory() -> None:
    """What is refused says how many there may be, and what to do."""
    table = table_of("Name\n" + "A\n" * (MOST_ROWS + 1), "list.csv")
    with pytest.raises(InputRefused, match="more than 50,000 rows"):
        list(table.rows())
    columns = ",".join(f"c{number}" for number in range(MOST_COLUMNS + 1))
    with pytest.raises(InputRefused, match="names 1,001 columns"):
        table_of(f"{columns}\n", "list.csv")
    with pytest.raises(InputRefused, match="too long for column names"):
        refuse_long_heading(b"," * 10_000_000, "list.csv")
