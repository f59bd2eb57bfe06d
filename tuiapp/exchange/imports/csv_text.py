"""Reading a CSV file with care: its columns, and its rows with the lines they stand on."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tuiapp.domain.text import clean_line, count
from tuiapp.errors import InputRefused

LARGEST: Final = 64 * 1024 * 1024
"""The most bytes a file may have; a list of every charity in the country is smaller."""
PART: Final = 1024 * 1024
"""How many bytes are decoded at a time."""
MOST_COLUMNS: Final = 1_000
"""The most columns; a spreadsheet with more is no list of organisations."""
LONGEST_HEADING: Final = 200_000
"""The most bytes of the first line, so that its columns can be counted."""
LONGEST_CELL: Final = 1_000_000
"""The most characters of a cell; a field takes 20,000, and a longer text is left out alone."""
MOST_ROWS: Final = 50_000
"""The most rows; a register is made for 10,000 organisations, and more rows take its memory."""
SAVE_AS: Final = "Open it in your spreadsheet and save it as 'CSV UTF-8'."


class Row(NamedTuple):
    """One row: the line it starts on, and its cells by column."""

    line: int
    cells: Mapping[str, str]


class Table:
    """The text of a CSV file, its first row being the names of its columns.

    Args:
        lines: What the file holds, line by line, each with its end.
        name: What to call the file in an error.

    Raises:
        InputRefused: There is no such first row.
    """

    def __init__(self, lines: Iterable[str], name: str) -> None:
        self._name = name
        self._records = _records(lines, name)
        heading = next(self._records, None)
        if heading is None:
            raise refused(name, "it is empty", "Name a file with a first row of column names.")
        self.columns = tuple(column.strip() for column in heading[1])
        self._refuse_columns()

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold something, once.

        Raises:
            InputRefused: A row has more or fewer values than there are columns, so that nobody
                can tell which is which; or from some line on the file is no CSV.
        """
        for number, (line, cells) in enumerate(self._records, start=1):
            if number > MOST_ROWS:
                raise refused(
                    self._name,
                    f"it has more than {MOST_ROWS:,} rows",
                    "Split it, and import the parts one after the other.",
                )
            if len(cells) != len(self.columns):
                has, wanted = count(len(cells), "value"), count(len(self.columns), "column")
                raise refused(
                    self._name,
                    f"the row that starts on line {line:,} has {has}, and line 1 names {wanted}",
                    "Look for a comma too many or too few on that line.",
                )
            yield Row(line, dict(zip(self.columns, cells, strict=True)))

    def _refuse_columns(self) -> None:
        """Refuse a first row that cannot be one of column names."""
        if len(self.columns) == 1:
            for mark, words in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
                if mark in self.columns[0]:
                    raise refused(self._name, f"its values are separated by {words}", SAVE_AS)
        if len(self.columns) > MOST_COLUMNS:
            raise refused(
                self._name,
                f"line 1 names {len(self.columns):,} columns; {MOST_COLUMNS:,} is the most",
                "Leave only the columns that you need.",
            )
        several = [name for name, times in Counter(self.columns).items() if name and times > 1]
        if several:
            raise refused(
                self._name,
                f"{count(self.columns.count(several[0]), 'column')} on line 1 are called "
                f"'{clean_line(several[0])}'",
                "Give each column a name of its own.",
            )


def lines_of(data: bytes) -> Iterator[str]:
    """Return the lines of a text, each with its end; the whole is never decoded at once."""
    return iter(io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline=""))


def read_data(path: Path) -> bytes:
    """Return the bytes of a file that is text in UTF-8.

    Raises:
        InputRefused: There is none that can be read, or it is not in UTF-8.
    """
    data = _read_bytes(path)
    name = str(path)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise refused(name, "it is in UTF-16 and not in UTF-8 (byte 1)", SAVE_AS)
    if data.startswith(b"PK\x03\x04"):
        raise refused(name, "it is a spreadsheet or an archive, not text", SAVE_AS)
    if b"\0" in data:
        where = _place(data, data.index(b"\0"))
        raise refused(name, f"{where} is a NUL, which no text file has", SAVE_AS)
    _refuse_unless_utf8(data, name)
    return data


def _refuse_unless_utf8(data: bytes, name: str) -> None:
    """Refuse bytes that are not UTF-8, looking at a part of them at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), PART):
        part = data[start : start + PART]
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(part, final=start + PART >= len(data))
        except UnicodeDecodeError as error:
            where = _place(data, start - waiting + error.start)
            raise refused(name, f"{where} is not UTF-8", SAVE_AS) from None


def _read_bytes(path: Path) -> bytes:
    name = str(path)
    try:
        if path.is_dir():
            raise refused(name, "it is a folder", "Name a file in it.")
        if not path.is_file() and path.exists():
            raise refused(name, "it is not an ordinary file", "Copy it to a file first.")
        if path.stat().st_size > LARGEST:
            raise refused(
                name,
                f"it is larger than {LARGEST // 1024**2} MB",
                "Take it in as several smaller files.",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise refused(name, "there is no such file", "Look at its name and folder.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise refused(name, f"the system says: {why}", "Ask whoever owns the file.") from None


def _place(data: bytes, start: int) -> str:
    """Return where a byte is, in words."""
    line = data.count(b"\n", 0, start) + 1
    return f"byte {start + 1:,} (line {line:,})"


def refuse_long_heading(data: bytes, name: str) -> None:
    """Refuse a file whose first line is too long for a row of column names."""
    if data.find(b"\n", 0, LONGEST_HEADING) < 0 and len(data) > LONGEST_HEADING:
        raise refused(
            name,
            f"line 1 is longer than {LONGEST_HEADING:,} characters, too long for column names",
            "Leave only the columns that you need.",
        )


def _records(lines: Iterable[str], name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every record that holds something, with the line it starts on."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            raise refused(
                name,
                f"the row that starts on line {start:,} has a cell of more than "
                f"{LONGEST_CELL:,} characters",
                "Shorten that text, or leave its column out.",
            ) from None
        raise refused(
            name,
            f"the row that starts on line {start:,} is no CSV ({error})",
            "Look for a quotation mark without its other half on that line.",
        ) from None


def refused(name: str, what: str, hint: str) -> InputRefused:
    """Return the error for a file of which nothing can be taken in."""
    return InputRefused(
        "Cannot be imported", f"{clean_line(name)}: {what}.", f"{hint} Nothing was written."
    )
