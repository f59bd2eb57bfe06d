"""How answers are written: `Label: value` lines, a table on a terminal, or JSON."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import click
import orjson

from tuiapp.domain.text import UNSAFE, cell_width, clean, clean_line, cut_to

NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")

GAP: Final = 2
"""The cells between two columns of a table."""
LEAD: Final = 0.4
"""The part of a line that the first column, which names the record, may take before others."""
NARROWEST: Final = 8
"""The narrowest column, in cells, that still says something; a narrower one is left out."""


def write(text: str, *, end: str = "\n") -> None:
    """Write a text as it is to standard output, at once."""
    # To this stream and not to click's own choice, which takes an ASCII terminal for a mistake.
    click.echo(f"{text}{end}", nl=False, file=sys.stdout)


def write_document(text: str) -> None:
    """Write what is a file's content: to a terminal as it can show it, to all else in UTF-8."""
    if sys.stdout.isatty():
        write(text, end="")
    else:
        click.echo(text.encode(), nl=False, file=sys.stdout)


def say(text: str) -> None:
    """Write a line or paragraph."""
    write(clean(text))


def say_json(answer: Any) -> None:
    """Write an answer for a script: an array for lists, an object for one thing.

    What could drive a terminal, or what standard output has no character for, is escaped, which
    JSON may do with any character of a text.
    """
    text = UNSAFE.sub(_escaped, orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = NOT_ASCII.sub(_escaped, text)
    write(text)


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


def say_fields(fields: Mapping[str, Any]) -> None:
    """Write one record as `Label: value` lines, the empty ones left out."""
    for label, value in fields.items():
        if value not in (None, "", (), []):
            text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
            # A further line of a text is set in, so that it is not taken for a label of ours.
            write(f"{label}: {clean(text)}".replace("\n", "\n  "))


def say_records(
    records: Iterable[Mapping[str, Any]], *, plain: bool, whole: Collection[str] = ()
) -> None:
    """Write records: one after another with an empty line between, or as a table.

    Args:
        records: Each with the same labels in the same order; the first names the record.
        plain: Write `Label: value` lines, and no table.
        whole: The labels of columns that somebody types again: a table neither cuts them nor
            leaves them out.
    """
    rows = list(records)
    if not plain and rows:
        _say_table(rows, whole)
        return
    for place, row in enumerate(rows):
        if place:
            write("")
        say_fields(row)


def _say_table(rows: Sequence[Mapping[str, Any]], whole: Collection[str]) -> None:
    """Write a table that fits the terminal; a column without a value is left out."""
    cells = {label: [clean_line(str(row.get(label) or "")) for row in rows] for label in rows[0]}
    needs = {
        label: max(map(cell_width, [label, *column]))
        for place, (label, column) in enumerate(cells.items())
        if not place or any(column)
    }
    widths = shared_widths(needs, whole, shutil.get_terminal_size().columns)
    for line in zip(*([label, *cells[label]] for label in widths), strict=True):
        padded = (
            cut + " " * (width - cell_width(cut))
            for cell, width in zip(line, widths.values(), strict=True)
            for cut in [cut_to(cell, width)]
        )
        write((" " * GAP).join(padded).rstrip())
    left_out = [label for label in needs if label not in widths]
    if left_out:
        write(f"Left out in this narrow window: {', '.join(left_out)}.")


def shared_widths(needs: Mapping[str, int], whole: Collection[str], columns: int) -> dict[str, int]:
    """Return how wide each column of a table is, so that no line is wider than the terminal.

    Where there is too little room, the columns in the middle are cut evenly, the widest first, and
    left out from the right when they would say nothing any more. The first column gets what is
    left.

    Args:
        needs: How wide each column would have to be, by label.
        whole: The columns that are not cut.
        columns: How wide the terminal is.
    """
    lead, *others = needs
    while True:
        room = columns - GAP * len(others)
        fixed = sum(needs[label] for label in others if label in whole)
        cut = [label for label in others if label not in whole]
        rest = room - fixed - min(needs[lead], int(room * LEAD))
        most = _even_share([needs[label] for label in cut], rest)
        if not cut or most >= min(NARROWEST, max(needs[label] for label in cut)):
            break
        others.remove(cut[-1])
    widths = {
        label: needs[label] if label in whole else min(needs[label], most) for label in others
    }
    left = max(1, room - sum(widths.values()))
    return {lead: min(needs[lead], left), **widths}


def _even_share(needs: Sequence[int], room: int) -> int:
    """Return the most that each column may take so that all of them fit into some room."""
    if sum(needs) <= room:
        return max(needs, default=0)
    left = room
    for place, need in enumerate(sorted(needs)):
        share = left // (len(needs) - place)
        if need > share:
            return share
        left -= need
    return 0
