"""How answers are written: `Label: value` lines, a table on a terminal, or JSON."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
import orjson

from tuiapp.domain.text import UNSAFE, clean, clean_line


def say(text: str) -> None:
    """Write a line or paragraph."""
    click.echo(clean(text))


def say_json(answer: Any) -> None:
    """Write an answer for a script: an array for lists, an object for one thing.

    What could drive a terminal is escaped, which JSON may do with any character of a text.
    """
    told = orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode()
    click.echo(UNSAFE.sub(lambda found: json.dumps(found[0])[1:-1], told))


def say_fields(fields: Mapping[str, Any]) -> None:
    """Write one record as `Label: value` lines, the empty ones left out."""
    for label, value in fields.items():
        if value not in (None, "", (), []):
            text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
            # A further line of a text is set in, so that it is not taken for a label of ours.
            click.echo(f"{label}: {clean(text)}".replace("\n", "\n  "))


def say_records(records: Iterable[Mapping[str, Any]], *, plain: bool) -> None:
    """Write records: one after another with an empty line between, or as a table."""
    rows = list(records)
    if not plain and rows:
        _say_table(rows)
        return
    for place, row in enumerate(rows):
        if place:
            click.echo()
        say_fields(row)


def _say_table(rows: Sequence[Mapping[str, Any]]) -> None:
    """Write columns as wide as they need, the first one cut to what is left of the line."""
    labels = list(rows[0])
    cells = [[clean_line(str(row.get(label) or "")) for label in labels] for row in rows]
    widths = [max(map(len, column)) for column in zip(labels, *cells, strict=True)]
    room = shutil.get_terminal_size().columns - sum(widths[1:]) - 2 * (len(widths) - 1)
    widths[0] = max(12, min(widths[0], room))
    for row in [labels, *cells]:
        padded = (cell[:width].ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(padded).rstrip())
