"""Taking a list of organisations into the register: one edit, and a report of what it is.

A record that is there gets only what it does not hold: empty fields, other spellings,
identifiers, money entries. What an officer entered stays as it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from tuiapp.domain.changes import Change, Document, Proposal, canonical, diff
from tuiapp.domain.found import (
    FoundOrganisation,
    Note,
    RefusedRow,
    record_id,
    record_id_of_name,
)
from tuiapp.domain.joining import Group, join
from tuiapp.domain.partner import PARTNER_SHAPE, Partner
from tuiapp.domain.problems import problems_of
from tuiapp.domain.text import clean_line, count, fold
from tuiapp.domain.vocabulary import to_document

DECIDED = ("status", "level")
"""The fields that always have a value, so that a list never changes them."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Organisations that stay apart and may yet be one, with why."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What taking in a list comes to.

    Attributes:
        rows_read: The rows that hold something, the refused ones among them.
        organisations_found: How many organisations they tell of.
        organisations_made: How many of these had no record.
        organisations_added_to: How many had one that gets something new.
        names_joined: The spellings of each organisation that goes by several in the list.
        possible_duplicates: What stays apart and may yet be one.
        refused: The rows that are not taken in.
        notes: What was left out of rows that are.
        money_entries: How many money entries are new.
        money_total: What they add up to, in pounds.
    """

    rows_read: int
    organisations_found: int
    organisations_made: int
    organisations_added_to: int
    names_joined: tuple[tuple[str, ...], ...]
    possible_duplicates: tuple[Duplicate, ...]
    refused: tuple[RefusedRow, ...]
    notes: tuple[Note, ...]
    money_entries: int
    money_total: Decimal


def propose_import(
    rows: Iterable[FoundOrganisation | RefusedRow], documents: Mapping[str, Document], source: str
) -> tuple[Proposal, ImportReport]:
    """Return the edit that takes a list into the register, and the report of it.

    Args:
        rows: What each row of the list says, or why it is refused.
        documents: The register's records as they are now.
        source: What the list is called, such as its file's name.
    """
    return _Import(documents).run(rows, source)
