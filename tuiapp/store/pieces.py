"""A register file read document by document, so that what is known of it is not read again.

It relies on the lines that `schema.serialise` writes, and on nothing else: the pieces between two
documents are parsed one by one as JSON, so that where all of them are sound the whole is, and
holds just that. Any other file is left to be read as a whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

Document = dict[str, Any]
Known = Mapping[bytes, tuple[str, Document]]
"""The documents of a file by the digests of their bytes, each with its number."""

START: Final = b'{\n  "register": {\n'
PARTNERS: Final = b'\n  },\n  "partners": {\n'
EDITS: Final = b'\n  },\n  "edits": {\n'
END: Final = b"\n  }\n}\n"
BETWEEN: Final = b"\n    },\n"
"""What stands between two documents of a table; a text in JSON has no line of its own."""
BEFORE: Final = b'{\n  "": {\n'
AFTER: Final = b"\n  }\n}"
"""What stands around a document that is written alone."""
DIGEST: Final = 16
"""The length of a digest, in bytes: no two documents come to the same one."""
BRACE: Final = 6
"""How much of what stands between belongs to the document before it."""


def load(data: bytes, known: Known) -> tuple[dict[str, dict[str, Document]], Known] | None:
    """Return the tables of a file, and what is known of it from now on.

    Args:
        data: The file's bytes, whose checksum says that a program like this one wrote them.
        known: What is known of the version before; its documents are used again, not copied.

    Returns:
        None where the bytes are not laid out as we write them, or two documents have one number.
    """
    partners, edits = data.find(PARTNERS), data.rfind(EDITS)
    if not data.startswith(START) or not data.endswith(END) or not 0 < partners < edits:
        return None
    bounds = {
        "register": (len(START), partners),
        "partners": (partners + len(PARTNERS), edits),
        "edits": (edits + len(EDITS), len(data) - len(END)),
    }
    tables: dict[str, dict[str, Document]] = {}
    now_known: dict[bytes, tuple[str, Document]] = {}
    try:
        for name, (start, end) in bounds.items():
            table = tables[name] = {}
            for piece in _pieces(data, start, end):
                key = hashlib.blake2b(piece, digest_size=DIGEST).digest()
                number, document = now_known[key] = known.get(key) or _read(piece)
                if number in table:
                    return None
                table[number] = document
    except ValueError:
        return None
    return tables, now_known


def _pieces(data: bytes, start: int, end: int) -> Iterator[bytes]:
    """Yield the bytes of each document of a table, without the comma after it."""
    while (stop := data.find(BETWEEN, start, end)) >= 0:
        yield data[start : stop + BRACE]
        start = stop + len(BETWEEN)
    yield data[start:end]


def _read(piece: bytes) -> tuple[str, Document]:
    """Return the number and the document in a piece.

    Raises:
        ValueError: It holds another number of documents than one, or not the bytes that we would
            write for it: it may then hold a key twice, of which only one would be read.
    """
    ((number, document),) = orjson.loads(b"{" + piece + b"}").items()
    written = orjson.dumps({"": {number: document}}, option=orjson.OPT_INDENT_2)
    if written[len(BEFORE) : -len(AFTER)] != piece:
        raise ValueError("not as we write it")
    return number, document
