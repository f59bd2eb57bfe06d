"""Reading bytes that partnertui did not write itself, to say just what is wrong with them.

The quick reader forgives what would lose something: a key that stands twice, a number that is
none. Whatever was not saved by us goes through here first.
"""

from __future__ import annotations

import json
import math
from typing import Any

import orjson

LONGEST_INTEGER = 20
"""Digits; beyond 64 bits no two programs read the same number."""


WHOLE_LIMIT = 64 * 1024 * 1024
"""The largest file that is read as a whole, in bytes: reading one takes ten times as much memory.

A larger one is read in pieces, and only where it is laid out as we write it.
"""


class NotJson(Exception):
    """The bytes are not JSON, or JSON that could not be written again as it is.

    Args:
        what: What is wrong, to follow the file's name: "it is empty".
        line: The line at which reading stopped; 0 where that is not known.
        column: The same in that line.
        reason: Why it stopped there.
    """

    def __init__(self, what: str, line: int = 0, column: int = 0, reason: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.line, self.column, self.reason = line, column, reason

    def in_piece(self, first_line: int) -> NotJson:
        """Return what is wrong with a file of which only a piece was read.

        Args:
            first_line: The line on which the piece starts, behind a brace that is not in the file.
        """
        if not self.line:
            return NotJson(f"{self.what}, in what starts on line {first_line:,}")
        column = self.column - (self.line == 1)
        return stopped(first_line + self.line - 1, column, self.reason)


def stopped(line: int, column: int, reason: str) -> NotJson:
    """Return what is wrong with bytes that cannot be read further than to a place."""
    what = f"it is not JSON (line {line}, column {column}: {reason})"
    return NotJson(what, line, column, reason)


def load(data: bytes) -> Any:
    """Return the value in the bytes; raises NotJson, which says what is wrong and where."""
    text = _decode(data)
    if text.lstrip()[:1] != "{":  # so that no mountain of brackets is climbed either
        raise NotJson("it does not begin as a register does")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_without_doubles,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_integer,
        )
        orjson.dumps(value)
    except json.JSONDecodeError as error:
        raise stopped(error.lineno, error.colno, error.msg) from None
    except RecursionError:
        raise NotJson("it is nested too deep") from None
    except MemoryError:
        raise NotJson("it is too large to be read") from None
    except orjson.JSONEncodeError as error:
        raise NotJson(f"it holds what no register can hold ({error})") from None
    return value


def _decode(data: bytes) -> str:
    if not data.strip():
        raise NotJson("it is empty")
    if not data.strip(b"\0"):
        raise NotJson("it holds nothing but NUL bytes")
    if data.startswith(b"\xef\xbb\xbf"):
        raise NotJson("it begins with a byte order mark, which another program put there")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotJson(f"it is not UTF-8 text (byte {error.start + 1})") from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise NotJson(f"the key {json.dumps(key)[:60]} stands twice in one object")
            seen.add(key)
    return found


def _refuse_constant(name: str) -> Any:
    raise NotJson(f"it holds {name}, which is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotJson(f"it holds the number {digits[:20]}, which is too large")
    return number


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_INTEGER:
        raise NotJson(f"it holds a number of {len(digits):,} digits")
    return int(digits)
