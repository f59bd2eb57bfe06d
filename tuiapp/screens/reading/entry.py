"""An entry of the guide as a page whose lines lead on: to other entries, and to our partners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one

from tuiapp.domain.attention.exposure_index import ExposureIndex
from tuiapp.domain.attention.today import is_accepted
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.guide import Benefit, Pitfall
from tuiapp.domain.models.policy import read_policy
from tuiapp.domain.pages.guide_pages import find_entry, heading_of, page_of
from tuiapp.domain.pages.page import Block, Page
from tuiapp.domain.text import clean_line, count
from tuiapp.keys.custom import with_keys
from tuiapp.screens.reading.page import SourcedScreen
from tuiapp.screens.shared.messages import OpenEntry, OpenPartner
from tuiapp.screens.shared.pacing import how_far, in_slices
from tuiapp.store.register import Register, Snapshot
from tuiapp.widgets.links import Linked, LinkedProse

if TYPE_CHECKING:
    from tuiapp.domain.attention.exposure import Closing, OpenState, Weighed
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.partner import Partner

LEADS_TO = ("benefits", "pitfalls", "stages", "tools", "frameworks", "measures")
"""The parts of the guide whose entries a line leads to where it is their heading."""
PARTNER = "partner/"
"""What the place begins with that a line about a partner leads to."""
MORE = "more/"
"""What the place begins with of a line that shows more partners."""
NO_PARTNER = (
    "There is no accepted partner yet. In the Register, which is under {app.register},"
    " {register.add} adds one and {register.accept} accepts one that is listed."
)
AT_ONCE = 50
"""How many partners of a kind are listed before somebody asks for more."""
FIRST = 2
"""How many things to look at are told of a partner of which nothing is known."""


class EntryScreen(SourcedScreen):
    """One entry to read, with our own partners where it is a benefit or a pitfall.

    Args:
        register: Where the partners are kept.
        part: The part of the guide the entry is in.
        entry_id: Which entry.
        where: What the title line says.
        exposure_index: What is known of our partners already; None to work it out.
    """

    HELP: ClassVar[str | None] = (
        "Read with the arrow keys. The > sign stands at lines that lead on: Enter opens the"
        " partner or the page. Esc takes you back to where you were."
    )

    body = query_one(LinkedProse)

    def __init__(
        self,
        register: Register,
        part: str,
        entry_id: str,
        where: str,
        exposure_index: ExposureIndex | None = None,
    ) -> None:
        super().__init__(register)
        self.part = part
        self.entry_id = entry_id
        self._where = where
        self.exposure_index = exposure_index or ExposureIndex(self.guide)
        self._listed: dict[str, int] = {}
        """How many partners of each kind are listed, where somebody asked for more."""
        self._far = "Looking through partners"

    @property
    def entry(self) -> object:
        """The entry."""
        return find_entry(self.guide, self.part, self.entry_id)

    def compose_body(self) -> ComposeResult:
        """Lay out the page."""
        yield LinkedProse()

    def on_mount(self) -> None:
        """Put the keys to the page."""
        self.body.focus()

    def where(self) -> str:
        """Return the part of the guide it is from."""
        return self._where

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Show the page; what it means for our partners comes a moment later."""
        self._fill()
        if isinstance(self.entry, Benefit | Pitfall):
            self._weigh()

    @work(exclusive=True, group="weigh")
    async def _weigh(self) -> None:
        """Look through the partners, and tell what was found."""
        if self.snapshot is not None:
            total = sum(map(is_accepted, self.snapshot.documents.values()))
            snapshot = self.snapshot
            policy = read_policy(snapshot.header.policy)
            steps = self.exposure_index.look_through(
                snapshot.documents, snapshot.partner, policy, self._today()
            )
            await in_slices(steps, partial(self._tell_how_far, total=total))
            self._fill()

    def _tell_how_far(self, done: int, total: int) -> None:
        """Say how far it is, where nothing was known before."""
        self._far = how_far(done, total)
        if not self.exposure_index.is_done:
            self._fill()

    def _fill(self) -> None:
        """Show the page as far as it is known."""
        page = self.shown_page()
        ours = list(self._ours())
        # After what it is, and before the rest: what it means for us is what one looks for.
        kinds = [block.kind for block in page.blocks]
        begins = kinds.index("heading") if "heading" in kinds else len(kinds)
        before, after = page.blocks[:begins], page.blocks[begins:]
        shown = [*self._led_on(before), *ours, *self._led_on(after)]
        self.body.show(page.title, shown)

    def _led_on(self, blocks: Sequence[Block]) -> Iterator[Linked]:
        """Yield blocks; a point that is the heading of an entry leads to it."""
        places = {
            heading_of(entry): f"{part}/{entry.id}"
            for part in LEADS_TO
            for entry in (self.guide.items if part == "stages" else getattr(self.guide, part))
        }
        for block in blocks:
            # A stage names its items with their level behind: Visit the site (light).
            names = (block.text, block.text.rpartition(" (")[0]) if block.kind == "point" else ()
            yield Linked(block, next((places[name] for name in names if name in places), ""))

    def _ours(self) -> Iterator[Linked]:
        """Yield what is known of our own partners."""
        entry = self.entry
        if not isinstance(entry, Benefit | Pitfall):
            return
        if not self.exposure_index.is_done:
            yield Linked(Block("heading", "Our partners"))
            yield Linked(Block("text", f"{self._far}."))
            return
        if not self.exposure_index.partners:
            yield Linked(Block("heading", "Our partners"))
            yield Linked(Block("text", with_keys(self.app, NO_PARTNER)))
        elif isinstance(entry, Benefit):
            yield from self._bringers(entry)
        else:
            yield from self._exposed(entry)
        yield from self._unreadable()

    def _bringers(self, entry: Benefit) -> Iterator[Linked]:
        found = self.exposure_index.bringers(entry.id)
        yield Linked(Block("heading", f"Brought by {self._of_ours(len(found))}"))
        if not found:
            told = "Where one does, say so on its Record part, with how we know."
            yield Linked(Block("text", told))
        yield from self._listing("bring", [_brought(partner, entry.id) for partner in found])

    def _exposed(self, entry: Pitfall) -> Iterator[Linked]:
        groups = self.exposure_index.exposed(entry.id)
        headings: dict[OpenState, str] = {
            "open": f"Open to this risk: {self._of_ours(len(groups['open']))}",
            "not-known": f"Not known: {count(len(groups['not-known']), 'partner')}",
            "closed": f"Closed: {count(len(groups['closed']), 'partner')}",
        }
        for state, found in groups.items():
            if found or state == "open":
                yield Linked(Block("heading", headings[state]))
            if state == "not-known" and found:
                told = "Nothing recorded says whether these are open to it."
                yield Linked(Block("text", told))
            yield from self._listing(state, [_told(one) for one in found])

    def _of_ours(self, number: int) -> str:
        return f"{number or 'none'} of {count(self.exposure_index.partners, 'accepted partner')}"

    def _unreadable(self) -> Iterator[Linked]:
        found = self.exposure_index.unreadable
        if found:
            yield Linked(Block("heading", f"Cannot be read: {count(len(found), 'partner')}"))
        lines = [
            (clean_line(str(document.get("name", ""))), f"{PARTNER}{document['id']}")
            for document in found
        ]
        yield from self._listing("unreadable", lines)

    def _listing(self, kind: str, lines: Sequence[tuple[str, str]]) -> Iterator[Linked]:
        """Yield a line a partner, and one that shows more where there are many."""
        listed = self._listed.get(kind, AT_ONCE)
        for words, to in lines[:listed]:
            yield Linked(Block("point", words), to)
        left = len(lines) - listed
        if left > 0:
            told = f"And {left:,} more: Enter lists the next {min(left, AT_ONCE)}"
            yield Linked(Block("point", told), f"{MORE}{kind}")

    def on_linked_prose_chosen(self, event: LinkedProse.Chosen) -> None:
        """Go to where the line leads."""
        part, _, place = event.to.partition("/")
        if event.to.startswith(MORE):
            self._listed[place] = self._listed.get(place, AT_ONCE) + AT_ONCE
            self._fill()
        elif event.to.startswith(PARTNER):
            self._open_partner(place)
        else:
            self.post_message(OpenEntry(part, place, self._where, self.exposure_index))

    def current_document(self) -> Document | None:
        """Return the partner under the cursor, for what can be done to one from anywhere."""
        part, _, partner_id = (self.body.current or "").partition("/")
        is_partner = self.snapshot is not None and f"{part}/" == PARTNER
        return self.snapshot.documents.get(partner_id) if self.snapshot and is_partner else None

    def _open_partner(self, partner_id: str) -> None:
        """Open a partner where the next thing is done that would close it."""
        view, row = "overview", ""
        entry = self.entry
        if isinstance(entry, Benefit):
            view, row = "record", f"benefits:{entry.id}"
        elif isinstance(entry, Pitfall):
            found = [
                one for group in self.exposure_index.exposed(entry.id).values() for one in group
            ]
            mine = next((one for one in found if one.partner.id == partner_id), None)
            if mine is not None:
                view, row = _place_of(mine)
        self.post_message(OpenPartner(partner_id, view=view, row=row))

    def shown_page(self) -> Page:
        """Return the entry's page, as the guide has it."""
        return page_of(self.guide, self.entry)


def _brought(partner: Partner, benefit_id: str) -> tuple[str, str]:
    """Return how we know that a partner brings a benefit, and where that is kept."""
    item = next(item for item in partner.benefits if item.id == benefit_id)
    told = f"{clean_line(partner.name)}: {clean_line(item.evidence)} ({in_full(item.on)})"
    return told, f"{PARTNER}{partner.id}"


def _told(found: Weighed) -> tuple[str, str]:
    """Return why a partner is open to a pitfall and what would close it, and its place."""
    partner, weighed = found
    todo = [clean_line(closing.what) for closing in weighed.closes]
    told = [clean_line(partner.name)]
    if weighed.state == "not-known" and todo:
        left = len(todo) - FIRST
        told.append(
            f"Look at: {'; '.join(todo[:FIRST])}{f'; and {left} more' if left > 0 else ''}."
        )
    else:
        told.append(f"Why: {'; '.join(map(clean_line, weighed.why))}.")
    if weighed.state == "open" and todo:
        told.append(f"To close it: {'; '.join(todo)}.")
    return "\n".join(told), f"{PARTNER}{partner.id}"


def _place_of(found: Weighed) -> tuple[str, str]:
    """Return the part of a partner's screen where a pitfall is closed, and the line there."""
    partner, weighed = found
    closing: Closing | None = next(iter(weighed.closes), None)
    if closing is None:
        return "checklist", ""
    if closing.item:
        return "checklist", closing.item
    if closing.part == "scores":
        scored = {score.id: score.measure for score in partner.scores}
        return "measures", scored.get(closing.record_item, "")
    if closing.part:
        return "record", f"{closing.part}:{closing.record_item}"
    return "overview", ""
