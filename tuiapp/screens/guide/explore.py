"""Explore: what partnerships bring, and what to watch out for, with what it means for ours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from tuiapp.domain.attention.today import is_accepted
from tuiapp.domain.choices import FRAMEWORKS
from tuiapp.domain.models.policy import read_policy
from tuiapp.screens.reading.entry_list import ReadingScreen
from tuiapp.screens.shared.dialogs import Menu, ask
from tuiapp.screens.shared.messages import OpenEntry
from tuiapp.screens.shared.pacing import how_far, in_slices
from tuiapp.store.register import Register, Snapshot
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.rows import Column, Row, rows_under

if TYPE_CHECKING:
    from tuiapp.domain.attention.exposure_index import ExposureIndex
    from tuiapp.domain.models.guide import Benefit, Pitfall

TITLES = {"benefits": "Benefit", "pitfalls": "Watch out"}
"""What the heading of a family begins with."""
ROOM = 52
"""From how many cells on a line has room for all that is counted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to beside the words; an empty part asks for nothing.

    Attributes:
        of: `benefits` or `pitfalls`.
        family: A family's id.
        framework: A framework's id.
        is_ours: Whether only what our partners bring or are open to is listed.
    """

    of: str = ""
    family: str = ""
    framework: str = ""
    is_ours: bool = False


class ExploreScreen(ReadingScreen):
    """Benefits and pitfalls, family by family, each with how many of our partners it is about."""

    BINDINGS: ClassVar[list[BindingType]] = bind("explore")
    WHERE: ClassVar[str] = "3 Explore"
    HELP: ClassVar[str | None] = (
        "Benefits and things to watch out for, with how many of our accepted partners bring or are"
        " open to each. Enter opens one and tells which partners; {search.open} lists what"
        " holds some words, {explore.filter} what is of one family or framework."
    )

    def __init__(self, register: Register) -> None:
        super().__init__(register)
        self.wanted = Wanted()
        self._exposure_index: ExposureIndex | None = None
        self._far = ""
        """How far the work of counting is, where it takes long."""

    @property
    def exposure_index(self) -> ExposureIndex:
        """What is known of our partners."""
        if self._exposure_index is None:
            from tuiapp.domain.attention.exposure_index import ExposureIndex

            self._exposure_index = ExposureIndex(self.guide)
        return self._exposure_index

    def entry_rows(self, text: str) -> tuple[Row, ...]:
        """Return the families with their benefits, then those with their pitfalls."""
        rows: list[Row] = []
        for kind, title in TITLES.items():
            for family in self.guide.families:
                if family.of == kind:
                    entries = [e for e in getattr(self.guide, kind) if e.family == family.id]
                    wanted = tuple(filter(self._is_wanted, entries))
                    lines = [self._counted(row) for row in self.rows_of(kind, wanted, text)]
                    rows += rows_under(f"{title}: {family.heading}", lines)
        return tuple(rows)

    def _is_wanted(self, entry: Benefit | Pitfall) -> bool:
        """Whether the filter lets an entry through."""
        wanted = self.wanted
        kind = "pitfalls" if hasattr(entry, "sign") else "benefits"
        return (
            wanted.of in ("", kind)
            and wanted.family in ("", entry.family)
            and (not wanted.framework or wanted.framework in entry.frameworks)
            and (not wanted.is_ours or self._is_ours(kind, entry.id))
        )

    def _is_ours(self, kind: str, entry_id: str) -> bool:
        if kind == "benefits":
            return self.exposure_index.bring(entry_id) > 0
        return self.exposure_index.counted(entry_id, "open") > 0

    def _counted(self, row: Row) -> Row:
        """Return a line with how many of our partners it is about, in full and in short."""
        exposure_index = self.exposure_index
        if not exposure_index.is_done or not exposure_index.partners:
            return row
        kind, entry_id = row.id.split("/")
        if kind == "benefits":
            bring = exposure_index.bring(entry_id)
            told = f"{bring or 'none'} {'brings' if bring == 1 else 'bring'} it"
            return row._replace(cells=(*row.cells, told, told if bring else "none"))
        is_open = exposure_index.counted(entry_id, "open")
        not_known = exposure_index.counted(entry_id, "not-known")
        told = f"{is_open or 'none'} open"
        short = told if is_open or not not_known else f"{not_known} not known"
        told += f", {not_known} not known" if not_known else ""
        return row._replace(cells=(*row.cells, told, short))

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Count again; the list is there meanwhile."""
        # The list needs no models of partners; what is counted does, and comes a moment later.
        self.call_after_refresh(self._weigh)

    @work(exclusive=True, group="weigh")
    async def _weigh(self) -> None:
        """Look through the partners, and show what was counted."""
        if self.snapshot is not None:
            snapshot = self.snapshot
            policy = read_policy(snapshot.header.policy)
            steps = self.exposure_index.look_through(
                snapshot.documents, snapshot.partner, policy, self._today()
            )
            total = sum(map(is_accepted, self.snapshot.documents.values()))
            await in_slices(steps, partial(self._tell_how_far, total=total))
            self._far = ""
            self._refill()
            self._show_title()

    def _tell_how_far(self, done: int, total: int) -> None:
        self._far = how_far(done, total)
        self._show_title()

    def on_mount(self) -> None:
        """Fill the list; its counts are told in full or in short, as there is room."""
        self.rows.columns = (Column(0), Column(22, ROOM), Column(11, 30, below=ROOM))
        super().on_mount()

    def where(self) -> str:
        """Return the screen, and what the list is narrowed to."""
        wanted = self.wanted
        told = [{"": "", "benefits": "benefits", "pitfalls": "watch out"}[wanted.of]]
        told += [f.heading for f in self.guide.families if f.id == wanted.family]
        told += [words for known, words in FRAMEWORKS.items() if known == wanted.framework]
        told += ["ours" if wanted.is_ours else ""]
        told += [f"holds '{self.text}'" if self.text else "", self._far]
        return " · ".join([self.WHERE, *filter(None, told)])

    def _nothing_told(self) -> str:
        """Say the way back where nothing is listed."""
        if self.wanted == Wanted():
            return super()._nothing_told()
        return "Nothing here: Esc shows everything again."

    @work
    async def action_filter(self) -> None:
        """Ask which benefits and pitfalls to list."""
        answers = [
            ("all", "Everything"),
            ("benefits", "Benefits only"),
            ("pitfalls", "Things to watch out for only"),
            ("ours", "What our partners bring or are open to"),
            ("family", "One family"),
            ("framework", "What matters most in one framework"),
        ]
        chosen = await ask(self, Menu("List what?", answers))
        if chosen in TITLES:
            self.wanted = Wanted(of=chosen)
        elif chosen == "family":
            families = [(f.id, f"{TITLES[f.of]}: {f.heading}") for f in self.guide.families]
            family = await ask(self, Menu("Which family?", families))
            if family is not None:
                self.wanted = replace(self.wanted, of="", family=family)
        elif chosen == "framework":
            framework = await ask(self, Menu("Of which framework?", [*FRAMEWORKS.items()]))
            if framework is not None:
                self.wanted = replace(self.wanted, framework=framework)
        elif chosen is not None:
            self.wanted = Wanted(is_ours=chosen == "ours")
        if chosen is not None:
            self._refill()

    def open_line(self, row_id: str) -> None:
        """Open the page of a line, with our partners."""
        part, entry_id = row_id.split("/")
        self.post_message(OpenEntry(part, entry_id, self.WHERE, self.exposure_index))

    @property
    def has_way_back(self) -> bool:
        """Whether Esc shows more again."""
        return super().has_way_back or self.wanted != Wanted()

    def go_back(self) -> None:
        """Show everything again: first what the words hid, then what the filter did."""
        if self.text or self.wanted == Wanted():
            super().go_back()
        else:
            self.wanted = Wanted()
            self._refill()
