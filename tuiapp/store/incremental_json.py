"""A register file read document by document, so that what is known of it is not read again.

It relies on the lines that `schema.serialise` writes, and on nothing else: the pieces between two
documents are parsed one by one as JSON, so that where all of them are sound the whole is, and
holds just that. Any other file is left to be read as a whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import orjson

from tuiapp.store import strict_json
from tuiapp.store.layout import problem_of_entry
from tuiapp.store.log_table import BETWEEN, BRACE, LogTable, written

Document = dict[str, Any]
Known = Mapping[bytes, tuple[str, Document]]
"""The documents of a file by the digests of their bytes, each with its number."""

START: Final = b'{\n  "register": {\n'
PARTNERS: Final = b'\n  },\n  "partners": {\n'
EDITS: Final = b'\n  },\n  "edits": {\n'
NO_PARTNERS: Final = b'\n  },\n  "partners": {},\n  "edits": {\n'
END: Final = b"\n  }\n}\n"
DIGEST: Final = 16
"""The length of a digest, in bytes: no two documents come to the same one."""
LARGE_LOG: Final = 16 * 1024 * 1024
"""From how many bytes on a log stays bytes: a smaller one is parsed in a tenth of a second."""


class Layout(NamedTuple):
    """Where the documents of each table are in a file as we write it: start and end."""

    register: tuple[int, int]
    partners: tuple[int, int]
    edits: tuple[int, int]


def layout_of(data: bytes) -> Layout | None:
    """Return where the tables of a file are; None where it is not laid out as we write it."""
    if not data.startswith(START) or not data.endswith(END):
        return None
    edits = data.rfind(EDITS)
    partners = data.find(PARTNERS)
    none = data.find(NO_PARTNERS)
    if none > 0 and not 0 < partners < none:
        start = none + len(NO_PARTNERS)
        return Layout((len(START), none), (start, start), (start, len(data) - len(END)))
    if not 0 < partners < edits:
        return None
    return Layout(
        (len(START), partners),
        (partners + len(PARTNERS), edits),
        (edits + len(EDITS), len(data) - len(END)),
    )


def is_cut_off(data: bytes) -> bool:
    """Whether a file starts as we write it, and does not end so."""
    return data.startswith(START) and not data.rstrip().endswith(END.strip())


def load(
    data: bytes, known: Known, log: LogTable | None = None
) -> tuple[dict[str, Any], Known] | None:
    """Return the tables of a file, and what is known of it from now on.

    A large log stays bytes.

    Args:
        data: The file's bytes, whose checksum says that a program like this one wrote them.
        known: What is known of the version before; its documents are used again, not copied.
        log: The large log of the version before.

    Returns:
        None where the bytes are not laid out as we write them, or two documents have one number.

    Raises:
        careful.NotJson: What is wrong with a large log.
    """
    layout = layout_of(data)
    if layout is None:
        return None
    tables: dict[str, Any] = {}
    now_known: dict[bytes, tuple[str, Document]] = {}
    try:
        for name, (start, end) in layout._asdict().items():
            if name == "edits" and end - start >= LARGE_LOG:
                found = LogTable.find(data, start, end, log)
                if found is not None:
                    tables[name] = found.inspected(problem_of_entry)
                    continue
            table = tables[name] = {}
            for _, piece in _pieces(data, start, end):
                key = hashlib.blake2b(piece, digest_size=DIGEST).digest()
                number, document = now_known[key] = known.get(key) or _read(piece)
                if number in table:
                    return None
                table[number] = document
    except ValueError:
        return None
    return tables, now_known


def load_with_care(data: bytes) -> dict[str, Any] | None:
    """Return the tables of a large file that was not saved by us, read with care in pieces.

    A file of hundreds of megabytes has no room in memory as text, values and bytes at once.

    Returns:
        None where it is not laid out as we write it.

    Raises:
        careful.NotJson: What is wrong with it, and near which line.
    """
    layout = layout_of(data)
    if layout is None:
        return None
    start, end = layout.edits
    log = LogTable.find(data, start, end)
    if log is None:
        return None
    tables: dict[str, Any] = {}
    for name, (start, end) in (("register", layout.register), ("partners", layout.partners)):
        table = tables[name] = {}
        for place, piece in _pieces(data, start, end):
            try:
                entry = strict_json.load(b"{" + piece + b"}")
                for number in entry.keys() & table.keys():
                    raise strict_json.NotJson(f'the key "{number}" stands twice in one object')
            except strict_json.NotJson as error:
                raise error.in_piece(data.count(b"\n", 0, place) + 1) from None
            table.update(entry)
    tables["edits"] = log.inspected(problem_of_entry)
    return tables


def _pieces(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield where each document of a table starts, and its bytes without the comma after it."""
    while (stop := data.find(BETWEEN, start, end)) >= 0:
        yield start, data[start : stop + BRACE]
        start = stop + len(BETWEEN)
    if start < end:
        yield start, data[start:end]


def _read(piece: bytes) -> tuple[str, Document]:
    """Return the number and the document in a piece.

    Raises:
        ValueError: It holds another number of documents than one, or not the bytes that we would
            write for it: it may then hold a key twice, of which only one would be read.
    """
    ((number, document),) = orjson.loads(b"{" + piece + b"}").items()
    if written(number, document) != piece:
        raise ValueError("not as we write it")
    return number, document
