"""The money of a list, each entry once, however often and wherever it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tuiapp.domain.changes.edits import Document, same
from tuiapp.domain.importing.matching import Group
from tuiapp.domain.importing.rows import FoundOrganisation, Note
from tuiapp.domain.text import clean_line

Told = FoundOrganisation | Note


def once_each(rows: Iterable[FoundOrganisation]) -> Iterator[Told]:
    """Yield the rows with every money entry in one of them only, and what became of the others.

    Where rows tell one entry in different ways, the latest and greatest stays. A row that is
    left without money still names its organisation; what is not counted is noted with its amount.
    """
    listed = list(rows)
    by_entry: dict[str, list[FoundOrganisation]] = defaultdict(list)
    for row in listed:
        for entry_id in row.money:
            by_entry[entry_id].append(row)
    kept = {
        entry_id: max(several, key=lambda row: _rank(row, entry_id))
        for entry_id, several in by_entry.items()
        if len(several) > 1
    }
    for row in listed:
        yield from _settled(row, kept) if kept else (row,)


def _rank(row: FoundOrganisation, entry_id: str) -> tuple[Any, ...]:
    entry = row.money[entry_id]
    return (entry["on"], entry["amount"], *_content(row, entry_id), -row.line)


def _content(row: FoundOrganisation, entry_id: str) -> tuple[Any, ...]:
    """Return what a row says, so that two rows that say the same are alike."""
    entry = sorted(row.money[entry_id].items(), key=lambda pair: pair[0])
    return str(entry), row.name, row.identifiers, str(sorted(row.fields.items()))


def _settled(row: FoundOrganisation, kept: Mapping[str, FoundOrganisation]) -> Iterator[Told]:
    """Yield a row without the entries that another row keeps, and what is to be said of it."""
    elsewhere = {i: kept[i] for i in row.money if kept.get(i, row) is not row}
    if not elsewhere:
        yield row
        return
    money = {i: entry for i, entry in row.money.items() if i not in elsewhere}
    for entry_id, other in elsewhere.items():
        grant = clean_line(str(row.money[entry_id].get("source", entry_id)))
        if _content(row, entry_id) == _content(other, entry_id):
            yield Note(row.line, f"{grant} is the same grant as on line {other.line}; counted once")
        else:
            amount = row.money[entry_id]["amount"]
            yield Note(
                row.line,
                f"{grant} is on line {other.line} too, which says otherwise and was taken; "
                f"£{amount:,.2f} of {row.money[entry_id]['on']} was not counted",
            )
    yield replace(row, money=money)


def new_money(
    group: Group, recorded: Mapping[str, Document], notes: list[Note]
) -> dict[str, Document]:
    """Return the money entries of an organisation that the register does not hold.

    Args:
        group: The organisation.
        recorded: The records that hold each money entry.
        notes: Where to say what is held otherwise than the list tells it.
    """
    entries: dict[str, Document] = {}
    for row in group.rows:
        for entry_id, entry in row.money.items():
            holder = recorded.get(entry_id)
            if holder is None:
                entries[entry_id] = entry
            else:
                notes += _held_otherwise(row.line, entry_id, entry, holder, group)
    return entries


def _held_otherwise(
    line: int, entry_id: str, entry: Document, holder: Document, group: Group
) -> Iterator[Note]:
    """Say where the register holds a grant otherwise than the list; the register is right."""
    grant = clean_line(str(entry.get("source", entry_id)))
    held = holder["money"][entry_id]
    if holder["id"] != group.record:
        name = clean_line(str(holder.get("name", "")))
        yield Note(line, f"{grant} is in the register already, for {name}; it stays there")
    elif any(not same(held.get(part), entry.get(part)) for part in ("amount", "on")):
        yield Note(line, f"{grant} has another amount or day in the register, which stays")
