"""How a register is laid out in its file (format 1), read with care and written whole.

The file is TinyDB JSON: tables `register` (one document), `partners` and `edits`, each keyed by
integer document numbers. The number of an edit is the revision that it made. The checksum in the
`register` document is the SHA-256 of the file's bytes with its own 64 digits as zeros.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import orjson

from tuiapp.domain.changes.edits import Change, Edit
from tuiapp.errors import RegisterDamaged, RegisterUnreadable
from tuiapp.store import incremental_json, strict_json
from tuiapp.store.layout import problem_of_entry, problem_of_tables
from tuiapp.store.log_table import LogTable
from tuiapp.store.times import time_from_text, time_to_text

FORMAT = 1
"""The format this version writes, and the newest it can change."""

Tables = dict[str, dict[str, dict[str, Any]]]
"""What TinyDB keeps: table, document number as text, document; a large log is a `LogTable`."""
Stamped = Mapping[str, Any]
"""The document in which a register says of itself when, by whom and how often it was saved."""

UPGRADES: Final[dict[int, Callable[[Tables], Tables]]] = {}
"""What makes the tables of the next format of those of an older one, by the older one's number."""

NEWLINE = b"\n"
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
    data, rest = _parts(tables)
    whole = hashlib.sha256(data)
    for part in rest:
        whole.update(part)
    tables["register"]["1"]["sha256"] = digest = whole.hexdigest()
    start = data.index(CHECKSUM_KEY) + len(CHECKSUM_KEY)
    return b"".join((data[:start], digest.encode(), memoryview(data)[start + 64 :], *rest))


def _parts(tables: Tables) -> tuple[bytes, list[bytes | memoryview]]:
    """Return the start of the file, and its other parts; a large log is not copied."""
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    log = tables["edits"]
    if not isinstance(log, LogTable):
        return orjson.dumps(tables, option=option), []
    if list(tables)[-1] != "edits":  # a table that only a later version knows stands behind it
        return orjson.dumps({**tables, "edits": dict(log)}, option=option), []
    start = orjson.dumps({**tables, "edits": {}}, option=option).removesuffix(b"{}\n}\n")
    return start + b"{\n", [*log.pieces(), incremental_json.END]


def is_as_saved(data: bytes) -> bool:
    """Whether the checksum in the bytes is theirs, so that nobody else wrote the file."""
    start = data.find(CHECKSUM_KEY) + len(CHECKSUM_KEY)
    view = memoryview(data)  # a large file is not copied
    whole = hashlib.sha256(view[:start])
    whole.update(NO_CHECKSUM.encode())
    whole.update(view[start + 64 :])
    return data[start : start + 64] == whole.hexdigest().encode()


class Parsed(NamedTuple):
    """What a register file holds.

    Attributes:
        tables: In the format that this version writes, or as they are in a newer one.
        is_as_saved: Whether nobody but partnertui wrote the file.
        format: The format the file has.
        known: Its documents by their bytes, so that the next version is read quickly.
    """

    tables: Tables
    is_as_saved: bool
    format: int
    known: incremental_json.Known = MappingProxyType({})

    @property
    def is_newer(self) -> bool:
        """Whether it was made by a later version, and can only be looked at."""
        return self.format > FORMAT


def parse(
    data: bytes,
    name: str,
    known: incremental_json.Known = MappingProxyType({}),
    log: LogTable | None = None,
) -> Parsed:
    """Return what the bytes of a register file hold.

    Args:
        data: The file's bytes.
        name: What to call the file in an error.
        known: The documents of the version before; those that are the same are not read again.
        log: The large log of the version before; what it goes on from is not checked again.

    Raises:
        RegisterDamaged: The bytes are no register.
        RegisterUnreadable: They are one of a format that cannot be read here.
    """
    as_saved = is_as_saved(data)
    checked = {id(document) for _, document in known.values()}
    tables, known = _load(data, name, known, log, as_saved=as_saved)
    header = tables.get("register", {}) if isinstance(tables, dict) else None
    header = header.get("1") if isinstance(header, dict) else None
    if not isinstance(header, dict) or type(header.get("format")) is not int:
        raise damaged(name, "it is JSON, but not a partnertui register")
    number = header["format"]
    tables = _upgraded(tables, number, name)
    if problem := problem_of_tables(tables, checked):
        if number > FORMAT:
            raise _other_format(name, number, "a newer")
        raise damaged(name, problem)
    return Parsed(tables, as_saved, number, known)


def _load(
    data: bytes, name: str, known: incremental_json.Known, log: LogTable | None, *, as_saved: bool
) -> tuple[Any, incremental_json.Known]:
    """Return the JSON value in the bytes, read with care unless we wrote them; and its pieces."""
    # The collector would walk every new object again and again and find nothing to collect.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        if not as_saved:
            return _load_with_care(data), {}
        return incremental_json.load(data, known, log) or (_load_whole(data), {})
    except strict_json.NotJson as error:
        raise damaged(name, error.what) from None
    finally:
        if was_collecting:
            gc.enable()


def _load_whole(data: bytes) -> Any:
    """Return the JSON value in the bytes; raises NotJson.

    Bytes that we would write in the same way hold every key once. Others may not, whoever sealed
    them, and are read with care.
    """
    try:
        value = orjson.loads(data)
        if orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE) == data:
            return value
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        pass  # which the careful reader says better
    return _load_with_care(data)


def _load_with_care(data: bytes) -> Any:
    """Return the JSON value in bytes that we did not write; raises NotJson for what is wrong."""
    if len(data) <= strict_json.WHOLE_LIMIT:
        return strict_json.load(data)
    tables = incremental_json.load_with_care(data)
    if tables is None and incremental_json.is_cut_off(data):
        raise strict_json.NotJson(
            f"its end is missing: it stops on line {data.count(NEWLINE) + 1:,}"
        )
    if tables is None:
        megabyte = 1024 * 1024
        raise strict_json.NotJson(
            f"it is not laid out as partnertui writes it, and its {len(data) // megabyte} MB are "
            f"too many to look for what is wrong (at most {strict_json.WHOLE_LIMIT // megabyte} MB)"
        )
    return tables


def _upgraded(tables: Tables, number: int, name: str) -> Tables:
    """Return the tables in this version's format; those of a newer one as they are."""
    if number < FORMAT and isinstance(tables.get("edits"), LogTable):
        tables = {**tables, "edits": dict(tables["edits"])}
    while number < FORMAT:
        if number not in UPGRADES:
            raise _other_format(name, number, "an unknown")
        try:
            tables = UPGRADES[number](tables)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            what = f"it is not laid out as format {number} is ({type(error).__name__}: {error})"
            raise damaged(name, what) from None
        number += 1
        tables["register"]["1"]["format"] = number
    return tables


def _other_format(name: str, number: int, which: str) -> RegisterUnreadable:
    return RegisterUnreadable(
        f"Register of {which} format",
        f"{name} has format {number}; this partnertui writes format {FORMAT}.",
        "Use the partnertui that saved it. Nothing was changed.",
    )


def damaged(name: str, what: str) -> RegisterDamaged:
    """Return what to tell of a file that is no register, or not one any more."""
    return RegisterDamaged(name, what, f"{INIT_HINT}. Nothing was changed.")


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
    if problem := problem_of_entry(document):
        raise RegisterUnreadable(
            "History unreadable",
            f"The edit {document.get('id')} in the log {problem}.",
            "The partners themselves are not touched by this.",
        )
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
