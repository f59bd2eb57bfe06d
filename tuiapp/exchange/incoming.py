"""A list of organisations in any of the forms that are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tuiapp.domain.importing.found import FoundOrganisation, Note, RefusedRow
from tuiapp.errors import InputRefused
from tuiapp.exchange import objects, spreadsheet, threesixty
from tuiapp.exchange.tables import Table, read_text, refused


@dataclass(frozen=True, slots=True)
class Incoming:
    """A list as it is read.

    Attributes:
        form: Which of the forms it is in.
        rows: What each row says, or why it is refused; can be gone through once.
        notes: What is left out of the list as a whole.
        row_word: What a row is called with its number: "Line", or "Object" in JSON.
    """

    form: str
    rows: Iterable[FoundOrganisation | RefusedRow]
    notes: tuple[Note, ...] = ()
    row_word: str = "Line"


def open_list(path: Path, form: str, mapping: Sequence[str]) -> Incoming:
    """Return the list in a file; its rows are read as they are asked for.

    Args:
        path: The file.
        form: `csv`, `360giving` or `json`; `auto` looks at the file.
        mapping: `COLUMN=FIELD` options for a plain CSV file.

    Raises:
        InputRefused: The file cannot be read, or not in this form.
    """
    text = read_text(path)
    if form == "auto" and (path.suffix.casefold() == ".json" or text.lstrip()[:1] in ("[", "{")):
        form = "json"
    if form == "json":
        _refuse_mapping(mapping, "JSON")
        listed = objects.parse_objects(text, str(path))
        notes = tuple(objects.left_out(listed))
        return Incoming("json", objects.organisations(listed), notes, row_word="Object")
    table = Table(text, str(path))
    if form == "360giving" or (form == "auto" and threesixty.is_threesixty(table.columns)):
        _refuse_mapping(mapping, "360Giving data")
        threesixty.check_columns(table.columns, str(path))
        return Incoming("360giving", _some(threesixty.organisations(table.rows()), path))
    return _plain_list(table, path, mapping)


def _plain_list(table: Table, path: Path, mapping: Sequence[str]) -> Incoming:
    named = spreadsheet.parse_mapping(mapping, table.columns)
    columns = spreadsheet.find_columns(table.columns, named, str(path))
    return Incoming("csv", _some(spreadsheet.organisations(table.rows(), columns), path))


def _some(
    rows: Iterator[FoundOrganisation | RefusedRow], path: Path
) -> Iterator[FoundOrganisation | RefusedRow]:
    """Yield the rows, and refuse a file that has none."""
    first = next(rows, None)
    if first is None:
        raise refused(
            str(path), "it has column names and no rows", "Name a file with organisations in it."
        )
    yield first
    yield from rows


def _refuse_mapping(mapping: Sequence[str], form: str) -> None:
    if mapping:
        raise InputRefused(
            "Not for this file",
            f"--map names the columns of a plain list, and this is {form}.",
            "Leave --map out, or add --format csv to read it as a plain list.",
        )
