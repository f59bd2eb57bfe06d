"""How a register is laid out in its file (format 1), read with care and written whole.

The file is TinyDB JSON: tables `register` (one document), `partners` and `edits`, each keyed by
integer document numbers. The number of an edit is the revision that it made. The checksum in the
`register` document is the SHA-256 of the file's bytes with its own 64 digits as zeros.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from tuiapp.domain.changes import Change, Edit
from tuiapp.errors import RegisterUnreadable

FORMAT = 1
"""The format this version writes, and the newest it reads."""

Tables = dict[str, dict[str, dict[str, Any]]]
"""What TinyDB keeps: table, document number as text, document."""

CHECKSUM_KEY = b'"sha256": "'
NO_CHECKSUM = "0" * 64
INIT_HINT = "Name another file, or make a register with: partnertui init PATH"


def new_tables(header: Mapping[str, Any]) -> Tables:
    """Return the tables of a register without partners."""
    fixed = {"format": FORMAT, "policy": {}, "log_from": 1, "sha256": NO_CHECKSUM}
    return {"register": {"1": in_file_order({**fixed, **header})}, "partners": {}, "edits": {}}


def in_file_order(header: Mapping[str, Any]) -> dict[str, Any]:
    """Return the register's own document with its fields as they stand in a file."""
    order = (
        *("format", "id", "authority", "nation", "demo", "policy", "revision"),
        *("saved_at", "saved_by", "sha256", "log_from"),
    )
    known = {name: header[name] for name in order if name in header}
    return known | dict(header)


def serialise(tables: Tables) -> bytes:
    """Return the bytes of the file, one field a line, with its checksum in place."""
    tables["register"]["1"]["sha256"] = NO_CHECKSUM
    data = orjson.dumps(tables, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    digest = hashlib.sha256(data).hexdigest()
    tables["register"]["1"]["sha256"] = digest
    start = data.index(CHECKSUM_KEY) + len(CHECKSUM_KEY)
    return data[:start] + digest.encode() + data[start + 64 :]


def is_as_saved(data: bytes) -> bool:
    """Whether the checksum in the bytes is theirs, so that nobody else wrote the file."""
    start = data.find(CHECKSUM_KEY) + len(CHECKSUM_KEY)
    zeroed = data[:start] + NO_CHECKSUM.encode() + data[start + 64 :]
    return data[start : start + 64] == hashlib.sha256(zeroed).hexdigest().encode()


def parse(data: bytes, name: str) -> Tables:
    """Return the tables of a register file.

    Args:
        data: The file's bytes.
        name: What to call the file in an error.

    Raises:
        RegisterUnreadable: The bytes are no register, or one of a newer format.
    """
    if not data.strip():
        raise _unreadable(name, "it is empty")
    # The collector would walk every new object again and again and find nothing to collect.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        tables = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _unreadable(name, f"it is not JSON ({error})") from None
    finally:
        if was_collecting:
            gc.enable()
    _check_tables(tables, name)
    for table in ("register", "partners", "edits"):
        tables.setdefault(table, {})
    sound: Tables = tables
    return sound


def _check_tables(tables: Any, name: str) -> None:
    """Refuse JSON that is not laid out as a register is."""
    header = tables.get("register", {}) if isinstance(tables, dict) else None
    header = header.get("1") if isinstance(header, dict) else None
    if not isinstance(header, dict) or not isinstance(header.get("format"), int):
        raise _unreadable(name, "it is JSON, but not a partnertui register")
    if header["format"] > FORMAT:
        raise RegisterUnreadable(
            "Register of a newer format",
            f"{name} has format {header['format']}; this partnertui reads up to {FORMAT}.",
            "Use the newer partnertui that saved it. Nothing was changed.",
        )
    _check_header(header, name)
    for table in ("partners", "edits"):
        _check_documents(table, tables.get(table, {}), name)


def _check_header(header: Mapping[str, Any], name: str) -> None:
    kinds = {"id": str, "revision": int, "saved_at": str, "saved_by": str, "sha256": str}
    for key, kind in kinds.items():
        if not isinstance(header.get(key), kind):
            raise _unreadable(name, f"its register table has no '{key}'")
    try:
        time_from_text(header["saved_at"])
    except ValueError:
        raise _unreadable(name, "its 'saved_at' is not a time") from None


def _check_documents(table: str, documents: Any, name: str) -> None:
    """Refuse a table whose documents are not numbered objects, each with an id of its own."""
    if not isinstance(documents, dict):
        raise _unreadable(name, f"its table '{table}' is not an object")
    for number, document in documents.items():
        if not number.isdecimal() or not isinstance(document, dict):
            raise _unreadable(name, f"'{number}' in its table '{table}' is not a document")
        if not isinstance(document.get("id"), str):
            raise _unreadable(name, f"document {number} of its table '{table}' has no id")
    if len({document["id"] for document in documents.values()}) < len(documents):
        raise _unreadable(name, f"two documents of its table '{table}' have one id")


def _unreadable(name: str, what: str) -> RegisterUnreadable:
    return RegisterUnreadable(
        "Not a register", f"{name} cannot be used: {what}.", f"{INIT_HINT}. Nothing was changed."
    )


def time_to_text(moment: datetime) -> str:
    """Return a time as a file keeps it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def time_from_text(text: str) -> datetime:
    """Return the time a file keeps; raises ValueError for anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def edit_to_document(edit: Edit) -> dict[str, Any]:
    """Return an edit as the log keeps it; what is absent is not written."""
    changes = []
    for change in edit.changes:
        sides = {"before": change.before, "after": change.after}
        present = {side: value for side, value in sides.items() if value is not None}
        changes.append({"record": change.record, "path": list(change.path), **present})
    undoes = {"undoes": edit.undoes} if edit.undoes is not None else {}
    kept = {"id": edit.id, "label": edit.label, "at": time_to_text(edit.at), "by": edit.by}
    return {**kept, **undoes, "changes": changes}


def edit_from_document(document: Mapping[str, Any]) -> Edit:
    """Return the edit a log entry holds.

    Raises:
        RegisterUnreadable: It is not laid out as an edit.
    """
    try:
        changes = tuple(
            Change(c["record"], tuple(c["path"]), c.get("before"), c.get("after"))
            for c in document["changes"]
        )
        return Edit(
            id=document["id"],
            label=document["label"],
            at=time_from_text(document["at"]),
            by=document["by"],
            changes=changes,
            undoes=document.get("undoes"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RegisterUnreadable(
            "History unreadable",
            f"The edit {document.get('id')} in the log is not laid out as one ({error}).",
            "The partners themselves are not touched by this.",
        ) from None
