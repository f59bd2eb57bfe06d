"""One save in TinyDB's hands: its tables work in memory, and nothing is written here.

Only a save needs this module, so that looking at a register does not wait for TinyDB.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from tinydb import Storage, TinyDB
from tinydb.table import Document as NumberedDocument

from tuiapp.domain.changes.edits import Document, Edit
from tuiapp.domain.models.base import in_model_order
from tuiapp.domain.models.identifiers import RECORD, is_partner_id, is_uuid
from tuiapp.domain.models.partner import PARTNER_SHAPE
from tuiapp.domain.models.policy import REGISTER_SHAPE, check_register
from tuiapp.domain.models.validation import FieldsRefused, Problem
from tuiapp.domain.register.partner_edits import check
from tuiapp.domain.text import clean_line
from tuiapp.store import schema
from tuiapp.store.log_table import LogTable
from tuiapp.store.schema import Tables
from tuiapp.store.times import time_to_text


class Transaction(Storage):
    """TinyDB's storage for one save: it keeps what is written until somebody takes it."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def read(self) -> Tables:
        """Return the tables as they are now."""
        return self.tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Keep the tables."""
        self.tables = data


def tables_after(
    tables: Tables, edit: Edit, documents: Mapping[str, Document | None], revision: int
) -> Tables:
    """Return a register's tables after an edit; the given ones are left as they were.

    Args:
        tables: The tables before.
        edit: What was done.
        documents: The records it touched, as they are to be; None for a partner that was removed.
        revision: The number of the edit.

    Raises:
        InputRefused: One of the documents would not be a partner, or not the register's own.
    """
    partners = {record: doc for record, doc in documents.items() if record != RECORD}
    _check_new_ids(tables, partners)
    numbers = {
        document["id"]: number
        for number, document in tables["partners"].items()
        if document["id"] in partners
    }
    # TinyDB builds a table anew for every change of it, so it gets what is touched and no more.
    touched = {number: tables["partners"][number] for number in numbers.values()}
    following = max(map(int, tables["partners"]), default=0) + 1
    # A fresh instance without a query cache: what it remembers would be another save's.
    with TinyDB({"partners": touched, "edits": {}}, storage=Transaction) as database:
        _write_partners(database, partners, numbers, following)
        entry = NumberedDocument(schema.edit_to_document(edit), doc_id=revision)
        database.table("edits", cache_size=0).insert(entry)
        changed: Tables = database.storage.read()
    written = {**tables["partners"], **changed["partners"]}
    for number in touched.keys() - changed["partners"].keys():
        del written[number]
    log: Any = tables["edits"]
    ((entered, document),) = changed["edits"].items()
    if isinstance(log, LogTable):
        log = log.with_entry(int(entered), document)
    else:
        log = {**log, entered: document}
    after = {**tables, "partners": written, "edits": log}
    saved = {"saved_at": time_to_text(edit.at), "saved_by": edit.by}
    header = {**after["register"]["1"], "revision": revision, **saved}
    if RECORD in documents:
        header = _with_own_record(header, documents[RECORD] or {})
    after["register"] = {"1": schema.in_file_order(header)}
    return after


def _check_new_ids(tables: Tables, partners: Mapping[str, Document | None]) -> None:
    """Refuse a new partner whose id is no uuid, unless the log knows it: an undo brings it back.

    Raises:
        FieldsRefused: There is such a partner.
    """
    there = {document["id"] for document in tables["partners"].values()}
    for record, document in partners.items():
        if document is None or record in there or is_uuid(record):
            continue
        changes = (change for edit in tables["edits"].values() for change in edit["changes"])
        if not is_partner_id(record) or all(change["record"] != record for change in changes):
            raise FieldsRefused([Problem("id", f"'{clean_line(record)[:40]}' is no uuid")])


def _with_own_record(header: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """Return the register's own document with another record in it."""
    check_register(document)
    kept = {name: value for name, value in header.items() if name not in REGISTER_SHAPE.fields}
    return {**kept, "authority": "", "policy": {}, **document}


def _write_partners(
    database: TinyDB,
    documents: Mapping[str, Document | None],
    numbers: Mapping[str, str],
    following: int,
) -> None:
    """Insert, replace or remove every touched partner, validated and in the model's order.

    Args:
        database: Holds the partners that are touched.
        documents: The partners as they are to be, by id; None for one that goes.
        numbers: The document number of each that is there.
        following: The first number that no document has.
    """
    written: list[NumberedDocument] = []
    new = itertools.count(following)
    for record, document in documents.items():
        if document is not None:
            check(record, document)
            number = int(numbers[record]) if record in numbers else next(new)
            written.append(NumberedDocument(in_model_order(document, PARTNER_SHAPE), number))
    partners = database.table("partners", cache_size=0)
    # Removed and inserted, since TinyDB updates in place what others are looking at.
    partners.remove(doc_ids=[int(number) for number in numbers.values()])
    partners.insert_multiple(written)
