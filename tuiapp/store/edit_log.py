"""The edits of a large log as the domain reads them, each built when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tuiapp.domain.changes.edits import Edit
from tuiapp.store.log_table import LogTable


class EditLog(Sequence[Edit]):
    """The edits of a large log, oldest first, each built when it is looked at.

    Args:
        log: The log.
        built: The edits built before, by number; those built here are added.
        build: Returns the edit in a document.
    """

    def __init__(
        self, log: LogTable, built: dict[int, Edit], build: Callable[[Mapping[str, Any]], Edit]
    ) -> None:
        self._log, self.built, self._build = log, built, build
        self._numbers = log.numbers()

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        number = self._numbers[place]
        edit = self.built.get(number)
        if edit is None:
            edit = self.built[number] = self._build(self._log[str(number)])
        return edit

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as for any sequence that is compared by value
