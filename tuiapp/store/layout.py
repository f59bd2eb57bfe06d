"""Whether tables are laid out as a register is, so that every later read and save can rely on it.

Each check returns what is wrong, to follow the file's name, or "" for nothing. What passes here
survives any save unchanged, and can be shown on every screen. A partner's own fields are not
looked at: one that does not validate is a read-only row, and stops nobody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from tuiapp.domain.changes.edits import FIELD_PATTERN, ITEM_PATTERN
from tuiapp.domain.models.identifiers import RECORD, is_partner_id
from tuiapp.domain.models.policy import REGISTER_SHAPE, problems_of_register
from tuiapp.store.log_table import LogTable
from tuiapp.store.times import time_from_text

TABLES: Final = ("register", "partners", "edits")
NUMBER: Final = re.compile("0|[1-9][0-9]{0,14}")
"""How a document is numbered: in one way only, or two of them would be one in TinyDB."""
HEADER: Final[Mapping[str, type]] = {
    "id": str,
    "revision": int,
    "saved_at": str,
    "saved_by": str,
    "sha256": str,
    "policy": dict,
    "log_from": int,
}
"""What the register's own document has to hold."""


def problem_of_tables(tables: Mapping[str, Any], checked: Collection[int] = ()) -> str:
    """Return what is wrong with a register's tables.

    Args:
        tables: The tables; `register` holds a document "1".
        checked: The `id()` of documents that passed before and are the same objects still.
    """
    for name in TABLES:
        if name not in tables:
            return f"its table '{name}' is missing"
    for name, table in tables.items():
        if problem := _problem_of_numbers(name, table):
            return problem
    header = tables["register"]["1"]
    if problem := _problem_of_header(header) or _problem_of_ids(tables):
        return problem
    if len(tables["register"]) > 1:
        return "its table 'register' holds more than one document"
    log = tables["edits"]
    for number, document in () if isinstance(log, LogTable) else log.items():
        if id(document) not in checked and (problem := problem_of_entry(document)):
            return f"entry {number} of its log {problem}"
    last = max(map(int, tables["edits"]), default=0)
    if last > header["revision"]:
        return f"its log holds an edit {last}, later than its revision"
    return ""


def problem_of_entry(document: Mapping[str, Any]) -> str:
    """Return what is wrong with an entry of the log, to follow its number."""
    for key in ("id", "label", "at", "by"):
        if not isinstance(document.get(key), str):
            return f"has no '{key}' that is text"
    try:
        time_from_text(document["at"])
    except ValueError:
        return "has an 'at' that is no time"
    if not isinstance(document.get("undoes", ""), str):
        return "has an 'undoes' that is no text"
    changes = document.get("changes")
    if not isinstance(changes, list):
        return "has no list of changes"
    for change in changes:
        if problem := _problem_of_change(change):
            return problem
    return ""


def _problem_of_change(change: Any) -> str:
    if not isinstance(change, dict) or not isinstance(change.get("record"), str):
        return "has a change that names no record"
    path = change.get("path")
    if not isinstance(path, list):
        return "has a change without a path"
    for place, step in enumerate(path):
        pattern = ITEM_PATTERN if place % 2 else FIELD_PATTERN
        if not isinstance(step, str) or not pattern.fullmatch(step):
            return f"has a change with {str(step)[:40]!r} in its path"
    return ""


def _problem_of_numbers(name: str, table: Any) -> str:
    """Return what is wrong with a table's numbers, or with what they number."""
    if isinstance(table, LogTable):  # looked at when it was read
        return table.problem
    if not isinstance(table, dict):
        return f"its table '{name}' is not an object"
    for number, document in table.items():
        if not NUMBER.fullmatch(number) or not isinstance(document, dict):
            return f"'{number}' in its table '{name}' is not a document"
    return ""


def _problem_of_header(header: Mapping[str, Any]) -> str:
    for key, kind in HEADER.items():
        if type(header.get(key)) is not kind:
            return f"its register table has no '{key}'"
    try:
        time_from_text(header["saved_at"])
    except ValueError:
        return "its 'saved_at' is not a time"
    own = {name: header[name] for name in REGISTER_SHAPE.fields if name in header}
    for sentence in problems_of_register(own):
        return f"{sentence[:1].lower()}{sentence[1:].removesuffix('.')}"
    return ""


def _problem_of_ids(tables: Mapping[str, Any]) -> str:
    """Return what is wrong with the ids of partners and edits."""
    for name in ("partners", "edits"):
        seen: set[str] = set()
        table = tables[name]
        for number, document in () if isinstance(table, LogTable) else table.items():
            record = document.get("id")
            if not isinstance(record, str):
                return f"document {number} of its table '{name}' has no id"
            if record in seen:
                return f"two documents of its table '{name}' have one id"
            seen.add(record)
            if name == "partners" and not is_partner_id(record):
                why = "that is the register's own" if record == RECORD else "no partner can have"
                return f"document {number} of its table 'partners' has an id {why}"
    return ""
