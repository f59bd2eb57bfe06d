"""A list of organisations in any of the forms that are read."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tuiapp.domain.importing.rows import FoundOrganisation, Note, RefusedRow
from tuiapp.domain.text import clean_line
from tuiapp.errors import InputRefused
from tuiapp.exchange.imports import csv_list, json_list, threesixty
from tuiapp.exchange.imports.csv_text import (
    Table,
    lines_of,
    read_data,
    refuse_long_heading,
    refused,
)


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
    data = read_data(path)
    looks_like_json = data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"[", b"{")
    if form == "auto" and path.suffix.casefold() == ".json":
        form = "json"
    if form == "json" or (form != "csv" and looks_like_json):
        return _json_list(data.decode("utf-8-sig"), path, mapping)
    refuse_long_heading(data, str(path))
    table = Table(lines_of(data), str(path))
    if form == "360giving" or (form == "auto" and threesixty.is_threesixty(table.columns)):
        _refuse_mapping(mapping, "360Giving data")
        threesixty.check_columns(table.columns, str(path))
        rows = _some(threesixty.organisations(table.rows()), path)
        used = [name for name in table.columns if threesixty.is_taken(name)]
        return Incoming("360giving", rows, _not_taken(table.columns, used))
    return _plain_list(table, path, mapping)


def _json_list(text: str, path: Path, mapping: Sequence[str]) -> Incoming:
    """Return the organisations in a JSON text: ours, or the grants of 360Giving data."""
    _refuse_mapping(mapping, "JSON")
    listed = json_list.parse_objects(text, str(path))
    first = listed[0]
    if len(listed) == 1 and isinstance(first, dict) and isinstance(first.get("grants"), list):
        rows = _some(threesixty.organisations(threesixty.grants_in(first)), path)
        return Incoming("360giving", rows, row_word="Grant")
    notes = tuple(json_list.left_out(listed))
    return Incoming("json", json_list.organisations(listed), notes, row_word="Object")


def _not_taken(columns: Sequence[str], used: Collection[str]) -> tuple[Note, ...]:
    """Return a note that names the columns of a list that are not taken in."""
    names = [clean_line(name) for name in columns if name and name not in used]
    return (Note(1, f"columns not taken: {', '.join(names)}"),) if names else ()


def _plain_list(table: Table, path: Path, mapping: Sequence[str]) -> Incoming:
    named = csv_list.parse_mapping(mapping, table.columns)
    columns = csv_list.find_columns(table.columns, named, str(path))
    rows = _some(csv_list.organisations(table.rows(), columns), path)
    return Incoming("csv", rows, _not_taken(table.columns, columns.values()))


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
