"""The log of a large register, kept as the bytes of its file; an edit is parsed when looked at.

A million parsed edits take gigabytes and most of a minute, and an undo looks at the last few.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

import orjson

from tuiapp.store import strict_json

Document = dict[str, Any]

HEAD: Final = re.compile(rb'    "([1-9][0-9]{0,14})": \{\n')
"""The first line of an entry; only the usual way of writing its number will do."""
BETWEEN: Final = b"\n    },\n"
"""What stands between two entries; a text in JSON holds no line end of its own."""
BRACE: Final = 6
"""How many bytes of `BETWEEN` belong to the entry before it."""
AROUND: Final = (b'{\n  "edits": {\n', b"\n  }\n}")
"""What stands round an entry that is written alone."""


class LogTable(Mapping[str, Document]):
    """The edits of a register by number, ascending; never changes.

    Args:
        data: The bytes of the file.
        starts: Where each entry starts in them.
        numbers: Its number; ascending.
        end: Where the last one ends.
        checked: How many entries at the start are known to be sound.
        version: What entries are remembered under: shared with the versions that it goes on from.
        rewritten: Entries, by place, that are not written as we write them, though they are sound.
        problem: What was wrong with an entry, to follow the file's name; "" for nothing.
        first: The place of the first entry that is still part of the log.
        added: Entries that are not in the bytes, by number; all later than those that are.
    """

    def __init__(
        self,
        data: bytes,
        starts: array[int],
        numbers: array[int],
        end: int,
        *,
        checked: int = 0,
        version: object = None,
        rewritten: Sequence[int] = (),
        problem: str = "",
        first: int = 0,
        added: Mapping[int, Document] | None = None,
    ) -> None:
        self._data, self._starts, self._numbers, self._end = data, starts, numbers, end
        self._view = memoryview(data)
        self.checked = checked
        self.version = version or object()
        self._rewritten = rewritten
        self.problem = problem
        self._first = first
        self._added = dict(added or {})

    @classmethod
    def find(
        cls, data: bytes, start: int, end: int, before: LogTable | None = None
    ) -> LogTable | None:
        """Return the log in the bytes from start to end; None where it is laid out otherwise.

        Args:
            data: The bytes of the file.
            start: Where its first entry starts.
            end: Where its last entry ends.
            before: The log of the version read before, whose entries need no second check.
        """
        starts, numbers = array("Q"), array("Q")
        place, last = start, 0
        while True:
            head = HEAD.match(data, place, end)
            number = int(head[1]) if head else 0
            if number <= last:
                return None
            starts.append(place)
            numbers.append(number)
            last = number
            stop = data.find(BETWEEN, place, end)
            if stop < 0:
                break
            place = stop + len(BETWEEN)
        log = cls(data, starts, numbers, end)
        if before is not None and before._is_start_of(log):
            log.checked, log.version = len(before), before.version
        return log

    def __getitem__(self, key: str) -> Document:
        number = int(key) if key.isdecimal() and key.isascii() else 0
        if str(number) != key:
            raise KeyError(key)
        if number in self._added:
            return self._added[number]
        place = bisect_left(self._numbers, number, self._first)
        if place == len(self._numbers) or self._numbers[place] != number:
            raise KeyError(key)
        return self._parse(place)

    def __iter__(self) -> Iterator[str]:
        return map(str, self.numbers())

    def __len__(self) -> int:
        return len(self._numbers) - self._first + len(self._added)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, LogTable) and self._bytes_alike(other):
            return True
        if not isinstance(other, Mapping) or len(self) != len(other):
            return False
        return all(other.get(number) == document for number, document in self.items())

    __hash__ = None  # type: ignore[assignment]  # as for any mapping that is compared by value

    def items(self) -> ItemsView[str, Document]:
        """Return each number with its edit, parsed one after the other."""
        return _Items(self)

    def numbers(self) -> Sequence[int]:
        """Return the numbers of the edits, ascending."""
        return array("Q", chain(memoryview(self._numbers)[self._first :], sorted(self._added)))

    def inspected(self, problem_of: Callable[[Document], str]) -> LogTable:
        """Return the log once every entry that was not checked before was looked at, once.

        An entry whose bytes are not the ones that we would write is read with care: it may hold
        a key twice, of which only one would be read.

        Args:
            problem_of: Returns what is wrong with an entry, to follow its number, or "".

        Raises:
            careful.NotJson: An entry is not JSON.
        """
        rewritten, ids = [], set()
        problem = ""
        first_new = self._first + self.checked
        for place in range(first_new, len(self._starts)):
            document, is_ours = self._read(place)
            if not is_ours:
                rewritten.append(place)
            problem = problem or _problem_of(self._numbers[place], document, problem_of)
            if not problem:
                ids.add(document["id"])
        is_repeated = len(ids) < len(self._starts) - first_new
        if self.checked:
            is_repeated |= not all(map(self._holds_id_once, ids))
        if is_repeated and not problem:
            problem = "two documents of its table 'edits' have one id"
        return self._with(rewritten=rewritten, problem=problem, checked=len(self))

    def with_entry(self, number: int, document: Document) -> LogTable:
        """Return the log with another edit, later than all that are in it."""
        return self._with(added={**self._added, number: document})

    def since(self, number: int) -> LogTable:
        """Return the log without the edits before a number."""
        added = {key: document for key, document in self._added.items() if key >= number}
        return self._with(first=bisect_left(self._numbers, number, self._first), added=added)

    def pieces(self) -> Iterator[bytes | memoryview]:
        """Yield the bytes of the table's content as we write it, without copying most of them."""
        comma: bytes = b""
        place = self._first
        for odd in (*(odd for odd in self._rewritten if odd >= place), len(self._starts)):
            if place < odd:
                yield comma
                yield self._view[self._starts[place] : self._stop(odd - 1)]
                comma = b",\n"
            if odd < len(self._starts):
                yield comma + written(self._numbers[odd], self._parse(odd))
                comma = b",\n"
            place = odd + 1
        for number, document in sorted(self._added.items()):
            yield comma + written(number, document)
            comma = b",\n"

    @property
    def _start(self) -> int:
        return self._starts[self._first] if self._first < len(self._starts) else self._end

    def _with(self, **changed: Any) -> LogTable:
        kept: dict[str, Any] = {
            "checked": self.checked,
            "version": self.version,
            "rewritten": self._rewritten,
            "problem": self.problem,
            "first": self._first,
            "added": self._added,
        }
        return LogTable(self._data, self._starts, self._numbers, self._end, **{**kept, **changed})

    def _stop(self, place: int) -> int:
        """Return where an entry ends."""
        if place + 1 == len(self._starts):
            return self._end
        return self._starts[place + 1] - len(BETWEEN) + BRACE

    def _parse(self, place: int) -> Document:
        """Return an entry; raises JSONDecodeError where it is not just one JSON value."""
        start = self._starts[place] + len(str(self._numbers[place])) + len(b'    "": ')
        document: Document = orjson.loads(self._data[start : self._stop(place)])
        return document

    def _read(self, place: int) -> tuple[Any, bool]:
        """Return what an entry holds, and whether its bytes are the ones we would write."""
        start = self._starts[place]
        piece = self._data[start : self._stop(place)]
        try:
            document = self._parse(place)
        except orjson.JSONDecodeError:
            pass  # which the careful reader says better
        else:
            if written(self._numbers[place], document) == piece:
                return document, True
        try:
            (document,) = strict_json.load(b"{" + piece + b"}").values()
        except strict_json.NotJson as error:
            raise error.in_piece(self._data.count(b"\n", 0, start) + 1) from None
        return document, False

    def _holds_id_once(self, edit_id: str) -> bool:
        """Whether just one entry in the bytes has this id, as far as it is written our way."""
        return self._data.count(b'\n      "id": ' + orjson.dumps(edit_id), self._start) == 1

    def _bytes_alike(self, other: LogTable) -> bool:
        if self._added or other._added or self._rewritten or other._rewritten:
            return False
        return self._view[self._start : self._end] == other._view[other._start : other._end]

    def _is_start_of(self, log: LogTable) -> bool:
        """Whether a log goes on from this one, byte for byte."""
        place = log._start
        for piece in self.pieces():
            if log._view[place : place + len(piece)] != piece:
                return False
            place += len(piece)
        return place == log._end or log._data.startswith(b",\n", place)


class _Items(ItemsView[str, Document]):
    """The entries of a log, without looking each up by its number."""

    _mapping: LogTable

    def __iter__(self) -> Iterator[tuple[str, Document]]:
        log = self._mapping
        for place in range(log._first, len(log._numbers)):
            yield str(log._numbers[place]), log._parse(place)
        for number, document in sorted(log._added.items()):
            yield str(number), document


def _problem_of(number: int, document: Any, problem_of: Callable[[Document], str]) -> str:
    """Return what is wrong with an entry, to follow the file's name; "" for nothing."""
    if not isinstance(document, dict):
        return f"'{number}' in its table 'edits' is not a document"
    if not isinstance(document.get("id"), str):
        return f"document {number} of its table 'edits' has no id"
    problem = problem_of(document)
    return f"entry {number} of its log {problem}" if problem else ""


def written(number: int | str, document: Document) -> bytes:
    """Return an entry as a register file holds it, without the comma after it."""
    told = orjson.dumps({"edits": {str(number): document}}, option=orjson.OPT_INDENT_2)
    return told[len(AROUND[0]) : -len(AROUND[1])]
