"""What is kept of a partner, part by part: its actions, contacts, agreements and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.message import Message

from tuiapp.domain.models.guide import Guide
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.pages.detail_pages import new_item_page, record_page
from tuiapp.domain.register.part_catalogue import PARTS, Part, line_of
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.rows import Row, Rows, rows_under

if TYPE_CHECKING:
    from tuiapp.domain.pages.page import Page

MORE = "more:"
"""What the id of a line begins with that shows more: a part's older items or, alone, more parts."""
NEWEST = 5
"""How many items are shown of a part in which the newest come first."""
DONE = 3
"""How many of the actions that are done are shown."""
SIGNS = {False: "[ ]", True: "[x]"}
"""How an action begins that is open, and one that is done."""


def line_id(part: Part, item_id: str) -> str:
    """Return the id of an item's line; of the line that adds one where the item's id is empty."""
    return f"{part.field}:{item_id}"


def add_words(part: Part) -> str:
    """Return what adding one item to a part is called: Add an action."""
    return f"Add {'an' if part.one[0] in 'aeiou' else 'a'} {part.one}"


class Record(Rows):
    """A line an item under the heading of its part, and one that adds another."""

    BINDINGS: ClassVar[list[BindingType]] = bind("record")

    @dataclass
    class Finished(Message):
        """Somebody said that an action is done, or is not."""

        item_id: str
        is_done: bool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self._asked_for: set[str] = set()
        """What somebody asked to see more of: fields, and "" for the parts."""

    def show(self, partner: Partner, guide: Guide) -> None:
        """Show a partner's record as it is stored."""
        self.partner = partner
        self.guide = guide
        is_whole = "" in self._asked_for or partner.level != "light"
        shown = [part for part in PARTS.values() if is_whole or part.at_light or _holds(part, self)]
        rows = [row for part in shown for row in self._rows(part)]
        if not is_whole:
            rows.append(Row(MORE, ("More parts: Enter shows them all",)))
        self.rows = tuple(rows)

    def show_more(self, field: str) -> None:
        """Show all of a part, or with "" every part; the cursor goes where the first of it came."""
        before = {row.id for row in self.rows}
        self._asked_for.add(field)
        self.show(self.partner, self.guide)
        first = next((r.id for r in self.rows if r.id not in before and not r.heading), "")
        self.go_to(first)

    def _rows(self, part: Part) -> tuple[Row, ...]:
        """Return the lines of a part."""
        items, shown = _in_order(part, getattr(self.partner, part.field))
        if part.field in self._asked_for or shown == len(items) - 1:  # a line says no more than one
            shown = len(items)
        rows = [Row(line_id(part, item.id), (self._line(part, item),)) for item in items[:shown]]
        if shown < len(items):
            older = f"{len(items) - shown} older: Enter shows them"
            rows.append(Row(f"{MORE}{part.field}", (older,)))
        rows.append(Row(line_id(part, ""), (add_words(part),)))
        return rows_under(part.heading, rows)

    def _line(self, part: Part, item: Any) -> str:
        """Return an item in one line."""
        words = line_of(part, item, self.guide)
        return f"{SIGNS[item.done_on is not None]} {words}" if part.field == "actions" else words

    def page_at(self, row_id: str) -> Page | None:
        """Return what the line with this id is about, in full; None for one that shows more."""
        if row_id.startswith(MORE):
            return None
        field, _, item_id = row_id.partition(":")
        part = PARTS[field]
        if not item_id:
            return new_item_page(part, self.guide, add_words(part))
        items = (item for item in getattr(self.partner, field) if item.id == item_id)
        found = next(items, None)
        return record_page(part, found, self.guide) if found is not None else None

    def action_finish(self) -> None:
        """Say that the action is done, or is not where it was."""
        field, _, item_id = (self.current or "").partition(":")
        action = next((a for a in self.partner.actions if a.id == item_id), None)
        if field == "actions" and action is not None:
            self.post_message(self.Finished(item_id, is_done=action.done_on is None))


def _in_order(part: Part, items: Sequence[Any]) -> tuple[list[Any], int]:
    """Return a part's items as they are listed, and how many of them at first."""
    if part.field == "actions":
        waiting = [item for item in items if item.done_on is None]
        done = [item for item in items if item.done_on is not None]
        done.sort(key=lambda item: item.done_on, reverse=True)
        return [*waiting, *done], min(len(items), len(waiting) + DONE)
    if part.model.display_order[0] == "on":
        return list(reversed(items)), min(len(items), NEWEST)
    return list(items), len(items)


def _holds(part: Part, record: Record) -> bool:
    return bool(getattr(record.partner, part.field))
