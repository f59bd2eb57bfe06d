"""The tools as papers: empty, or filled from a partner's record, whatever writes them down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from tuiapp.domain.choices import is_asked_for
from tuiapp.domain.dates import in_full
from tuiapp.domain.pages.page import Block, prose, source_in_words
from tuiapp.domain.pages.paper_facts import SLOTS, Known, Row, Rows, Words
from tuiapp.domain.text import clean, clean_line, count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tuiapp.domain.models.guide import Guide, PaperSection, Tool
    from tuiapp.domain.models.partner import Partner
    from tuiapp.domain.models.policy import Policy

TO_FILL_IN: Final = "to fill in"
"""What stands where nothing is known."""

BLANK: Final = "blank"
"""The slot that no record fills: `{blank: what is to fill in}`."""

READERS: Final = {
    "partner": "This paper goes to the partner: read it through before you send it.",
    "council": "This paper is for colleagues, and not for the partner.",
}
"""What a paper says of whom it is for."""

_SLOT = re.compile(r"\{([a-z0-9-]+)(?:: ([^{}]*))?\}")


class Blank(NamedTuple):
    """A place to fill in."""

    what: str
    """What belongs there."""

    def __str__(self) -> str:
        return f"{TO_FILL_IN}: {self.what}" if self.what else TO_FILL_IN


Piece = str | Blank
Line = tuple[Piece, ...]
"""A line in pieces: text, and places to fill in; an empty one is room to write in.

What somebody wrote in several lines keeps its line breaks in its piece.
"""


class Lines(NamedTuple):
    """A heading, a paragraph, a point of a list, or a note to whoever writes the paper."""

    kind: Literal["heading", "text", "point", "note"]
    line: Line


class Table(NamedTuple):
    """A table."""

    caption: str
    is_alone: bool
    """Whether the heading above says enough, so that nobody needs to see the caption."""
    header: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    kind: str = "table"


PaperBlock = Lines | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A tool's paper, empty or filled.

    Attributes:
        tool: The tool's id.
        title: What the paper is called.
        partner: Whose it is; "" for an empty one.
        about: What it is for, in a line.
        blocks: What stands in it.
        sources: Where it comes from, each in a line.
        made: The day it was made; None for an empty one.
    """

    tool: str
    title: str
    partner: str
    about: str
    blocks: tuple[PaperBlock, ...]
    sources: tuple[str, ...]
    made: date | None = None

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is still to fill in, in the order of the paper."""
        lines: list[Line] = []
        for block in self.blocks:
            cells = block.rows if isinstance(block, Table) else ((block.line,),)
            lines += [cell for row in cells for cell in row]
        return tuple(piece.what for line in lines for piece in line if isinstance(piece, Blank))

    @property
    def state(self) -> str:
        """How far it is, in a sentence or two."""
        made = f"Made on {in_full(self.made)} from the register of partners. " if self.made else ""
        left = len(self.blanks)
        if not left:
            return f"{made}Nothing is left to fill in."
        places = "1 place is" if left == 1 else f"{count(left, 'place')} are"
        return f'{made}{places} marked "{TO_FILL_IN}".'


def paper(
    tool: Tool,
    guide: Guide,
    partner: Partner | None = None,
    policy: Policy | None = None,
    today: date | None = None,
    *,
    council: str = "",
    members: Iterable[str] = (),
) -> Paper:
    """Return a tool's paper; every fact in it is the record's, and what it lacks is a blank.

    Args:
        tool: Which paper.
        guide: Where its sources, and the headings of items and measures, stand.
        partner: Whose record fills it; None for an empty paper.
        policy: What the council decided for all of its partners.
        today: The day it is made.
        council: What the register calls the council.
        members: The names of the bodies that are part of the partner.
    """
    known = None
    if partner is not None:
        known = Known(partner, guide, policy, today, council, tuple(members))
    blocks: list[PaperBlock] = [
        Lines("note" if tool.reader == "partner" else "text", (READERS[tool.reader],))
    ]
    for section in tool.sections:
        if partner is None or is_asked_for(section.level, partner.level):
            blocks += _section(section, guide, known)
    sources = {source.id: source for source in guide.sources}
    return Paper(
        tool.id,
        tool.name,
        clean_line(partner.name) if partner else "",
        tool.text,
        tuple(blocks),
        tuple(source_in_words(sources[source_id]) for source_id in tool.sources),
        today if partner else None,
    )


def slots_of(section: PaperSection) -> Iterator[tuple[str, str]]:
    """Yield every slot a section names, with the field it stands in."""
    for found in _SLOT.finditer(section.text):
        yield "text", found[1]
    for name in section.slots:
        yield "slots", name
    for cell in (cell for row in section.rows for cell in row):
        for found in _SLOT.finditer(cell):
            yield "rows", found[1]


def problem_of_slot(field: str, name: str) -> str:
    """Return why a field of a section cannot name a slot, as a sentence; "" where it can."""
    if name == BLANK and field != "slots":
        return ""
    if name not in SLOTS:
        return f"no slot is called '{name}'"
    if field != "slots" and isinstance(SLOTS[name], Rows):
        return f"the slot '{name}' is a table and cannot stand in a line"
    return ""


def as_blocks(paper: Paper) -> Iterator[Block]:
    """Yield a paper as blocks of a page, a row of a table as a point."""
    for block in paper.blocks:
        if isinstance(block, Table):
            if not block.is_alone:
                yield Block("text", f"{block.caption}:")
            for row in block.rows:
                cells = zip(block.header, row, strict=True)
                told = "; ".join(f"{head}: {_told(cell) or '...'}" for head, cell in cells)
                yield Block("point", told)
        elif block.kind == "note":
            yield Block("text", f"For the writer: {_told(block.line)}")
        else:
            yield Block(block.kind, _told(block.line))


def _told(line: Line) -> str:
    """Return a line as plain text; brackets tell where a place to fill in ends."""
    return "".join(f"[{piece}]" if isinstance(piece, Blank) else piece for piece in line)


def _section(section: PaperSection, guide: Guide, known: Known | None) -> Iterator[PaperBlock]:
    yield Lines("heading", (section.heading,))
    blocks = list(_body(section, guide, known))
    # A word to the writer stands only where there is something left to write.
    if known is None or any(_has_blank(block) for block in blocks):
        yield Lines("note", (section.advice,))
    yield from blocks


def _has_blank(block: PaperBlock) -> bool:
    rows: Sequence[Sequence[Line]] = block.rows if isinstance(block, Table) else ((block.line,),)
    return any(isinstance(piece, Blank) for row in rows for line in row for piece in line)


def _body(section: PaperSection, guide: Guide, known: Known | None) -> Iterator[PaperBlock]:
    for block in prose(section.text) if section.text else ():
        yield Lines("point" if block.kind == "point" else "text", _filled(block.text, known))
    tables = sum(isinstance(SLOTS[name], Rows) for name in section.slots)
    is_alone = tables + bool(section.header) == 1
    for name in section.slots:
        slot = SLOTS[name]
        if isinstance(slot, Rows):
            caption = section.heading if is_alone else slot.label
            yield _table(caption, slot, guide, known, is_alone=is_alone)
            continue
        told = _words(slot, known)
        if known is None or slot.is_due(known) or not isinstance(told, Blank):
            yield Lines("point", (f"{slot.label}: ", told))
    if section.header:
        rows = tuple(tuple(_filled(cell, known) for cell in row) for row in section.rows)
        yield Table(section.heading, is_alone, section.header, rows)


def _table(caption: str, slot: Rows, guide: Guide, known: Known | None, *, is_alone: bool) -> Table:
    found: Iterable[Row] = ()
    if known is not None:
        found = slot.of(known)
    elif slot.of_guide is not None:
        found = slot.of_guide(guide)
    rows = list(found) or [(None,) * len(slot.header)]
    return Table(caption, is_alone, slot.header, tuple(_row(slot.header, row) for row in rows))


def _row(header: tuple[str, ...], row: Row) -> tuple[Line, ...]:
    return tuple(_cell(head, cell) for head, cell in zip(header, row, strict=True))


def _cell(head: str, cell: str | None) -> Line:
    if cell is None:
        return (Blank(f"{head[0].lower()}{head[1:]}"),)
    return (clean(cell),) if cell else ()


def _filled(text: str, known: Known | None) -> Line:
    """Return a line of ours with its slots filled; what they are filled with is never read."""
    pieces: list[Piece] = []
    place = 0
    for found in _SLOT.finditer(text):
        pieces.append(text[place : found.start()])
        place = found.end()
        slot = SLOTS.get(found[1])
        pieces.append(_words(slot, known) if isinstance(slot, Words) else Blank(found[2] or ""))
    pieces.append(text[place:])
    return tuple(piece for piece in pieces if piece)


def _words(slot: Words, known: Known | None) -> Piece:
    told = slot.of(known) if known is not None else None
    return clean(told) if told else Blank(slot.what)
