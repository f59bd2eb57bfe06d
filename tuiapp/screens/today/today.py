"""Today: what needs somebody now, since when, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from tuiapp.domain.attention.today import (
    Asked,
    Line,
    accepted,
    asked_of_us,
    count_by_status,
    counts_in_words,
    in_order,
    is_accepted,
)
from tuiapp.domain.models.policy import read_policy
from tuiapp.domain.register.find import by_name
from tuiapp.domain.text import clean_line, count, plain
from tuiapp.keys.custom import with_keys
from tuiapp.screens.preload import get_ready, get_ready_for_more, load
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.screens.shared.messages import OpenPartner
from tuiapp.screens.shared.pacing import Pace, how_far
from tuiapp.screens.shared.partner_page import partner_page
from tuiapp.store.register import Register, Snapshot
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.rows import Row, Rows
from tuiapp.widgets.split_view import Beside

if TYPE_CHECKING:
    from tuiapp.domain.attention.rules import Group, Need
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.pages.page import Page

LOOK = "look-through"
"""The id of the line about organisations not yet looked at."""
ADD = "add-first"
"""The id of the line in an empty register."""
KIND = "kind/"
"""What the id of a line about a kind of need begins with."""
STEP = "next-step"
"""What the id of a line about a next step ends with."""

Behind = Line | Asked | tuple[str, str]
"""What stands behind a line: a need, whose next step it is, or why it is there and what to do."""


class TodayScreen(BaseScreen):
    """Counts in one line, then what needs somebody; Enter goes to what a line is about."""

    CSS_PATH = "today.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("today")
    WHERE: ClassVar[str] = "1 Today"
    IS_GUESS: ClassVar[bool] = True  # somebody rings, whatever the cursor is on
    HELP: ClassVar[str | None] = (
        "What needs you now: first what the law, safety or money asks for, then what was promised,"
        " then who has gone quiet. The lines below the list say why, and what to do; in a window of"
        " 120 columns the page beside it does, and Tab goes there to scroll it."
        " Enter opens what a line is about; on a line with a number it lists them."
    )

    rows = query_one(Rows)
    counts = query_one("#counts", Static)
    detail = query_one("#detail", Static)
    beside = query_one(Beside)

    def __init__(self, register: Register, today: Callable[[], date]) -> None:
        super().__init__(register)
        self.today = today
        self.is_mine = False
        """Whether only those are shown whose lead officer this person is."""
        self._asked: Sequence[Asked] = ()
        self._looked_at: tuple[object, ...] = ()
        """The policy and the day that what was found is of."""
        self._shown: dict[str, Behind] = {}
        self._open_kinds: frozenset[str] = frozenset()

    def compose_body(self) -> ComposeResult:
        """Lay out the counts, the list, and what is to be said of its line."""
        yield Static(id="counts")
        yield Beside(Rows(), self._page_beside)
        yield Static(id="detail")

    def look_again(self) -> None:
        """Show the register as it is now; on a new day, what that day asks for."""
        super().look_again()
        if self._looked_at and self._looked_at[1] != self.today():
            self._look_through()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Show the register as it is now."""
        self._tell_counts()
        # The counts need no models; what partners need does, and comes a moment later.
        self.call_after_refresh(self._look_through)

    def _tell_counts(self) -> None:
        if self.snapshot is None:
            return
        documents = self.snapshot.documents.values()
        told = counts_in_words(count_by_status(documents))
        if self.is_mine:
            mine = sum(map(self._is_led_by_me, accepted(documents)))
            told += f". Only mine: {count(mine, 'partner')} led by {self.register.by}"
        self.counts.update(Content(clean_line(told)))

    def _is_led_by_me(self, document: Document) -> bool:
        return plain(str(document.get("lead_officer", ""))) == plain(self.register.by)

    @work(exclusive=True, group="look")
    async def _look_through(self) -> None:
        """Find what every accepted partner asks for, a little at a time, and list it."""
        snapshot = self.snapshot
        if snapshot is None:
            return
        pace = Pace()
        found = [document for document in snapshot.documents.values() if is_accepted(document)]
        is_first = not self._looked_at
        if found and is_first:
            await load(get_ready)
        documents = await self._by_name(found, pace)
        policy, day = read_policy(snapshot.header.policy), self.today()
        is_same = self._looked_at == (policy, day)
        known = {asked.partner_id: asked for asked in self._asked} if is_same else {}
        self._tell_how_far(0, len(documents))
        pace = Pace(partial(self._tell_how_far, total=len(documents)))
        several: list[Asked] = []
        for done, document in enumerate(documents, start=1):
            asked = known.get(document["id"])
            if asked is None or (asked.document is not document and asked.document != document):
                asked = asked_of_us(document, snapshot.read, policy, day, self.guide)
            several.append(asked)
            await pace.keep(done)
        self._asked, self._looked_at = several, (policy, day)
        wanted, rows, shown = None, list[Row](), dict[str, Behind]()
        while wanted != (self.is_mine, self._open_kinds):  # a key may change that meanwhile
            wanted, rows, shown = (self.is_mine, self._open_kinds), [], {}
            for row in self._rows(snapshot, shown):
                rows.append(row)
                await pace.keep()
        self._show(rows, shown)
        if found and is_first:
            await load(partial(get_ready_for_more, self.register))

    def _tell_how_far(self, done: int, total: int) -> None:
        self.rows.empty = how_far(done, total)

    @staticmethod
    async def _by_name(documents: Sequence[Document], pace: Pace) -> list[Document]:
        """Return partners by name, as `accepted` does."""
        places = []
        for document in documents:
            places.append((by_name(document), document))
            await pace.keep()
        return [document for _, document in sorted(places, key=itemgetter(0))]

    def _fill(self) -> None:
        """List what was found, as far as it is to be shown now."""
        if self.snapshot is not None:
            shown: dict[str, Behind] = {}
            self._show(list(self._rows(self.snapshot, shown)), shown)

    def _show(self, rows: Sequence[Row], shown: dict[str, Behind]) -> None:
        """Show lines, and what is to be said of the one under the cursor."""
        self._shown = shown
        everybody = "needs anybody now. What is due, overdue or promised shows here"
        here = (
            with_keys(self.app, "of yours needs you now: {today.mine} shows all again")
            if self.is_mine
            else with_keys(self.app, f"{everybody}; {{app.register}} lists all")
        )
        self.rows.empty = f"Nothing {here}."
        self.rows.rows = tuple(rows)
        self._tell_detail()
        self.beside.follow()  # what changed may be beside the list only

    def _rows(self, snapshot: Snapshot, shown: dict[str, Behind]) -> Iterator[Row]:
        """Yield the lines of every group, and put down what stands behind each."""
        if not snapshot.documents:
            shown[ADD] = ("The register is empty.", "Or in a shell: partnertui import FILE")
            yield Row(ADD, ("Press Enter to add the first partner",))
            return
        from tuiapp.domain.attention.rules import GROUPS

        several = [a for a in self._asked if not self.is_mine or self._is_led_by_me(a.document)]
        groups: dict[Group, list[Line]] = {group: [] for group in GROUPS}
        for line in in_order(several):
            groups[line.need.group].append(line)
        tidy_up = groups.pop("tidy-up")
        for group, lines in groups.items():
            yield from under(GROUPS[group], (need_row(line, shown) for line in lines))
        yield from under("Next steps", steps(several, shown))
        yield from under("Tidy up", self._kinds(tidy_up, shown))
        unseen = count_by_status(snapshot.documents.values())["not-yet-looked-at"]
        if unseen and not self.is_mine:
            look = f"{count(unseen, 'organisation')} not yet looked at: Enter goes through them"
            shown[LOOK] = (
                "They ask for nothing until somebody says what they are to us.",
                with_keys(self.app, "Enter lists them; {register.accept} says what one is to us."),
            )
            yield from under("To look through", [Row(LOOK, (look,))])

    def _kinds(self, lines: Sequence[Line], shown: dict[str, Behind]) -> Iterator[Row]:
        """Yield a line for each kind with its count; below an open one, whose they are."""
        kinds: dict[str, list[Line]] = {}
        for line in lines:
            kinds.setdefault(line.need.kind, []).append(line)
        for kind, of_it in kinds.items():
            partners = len({line.asked.partner_id for line in of_it})
            is_open = kind in self._open_kinds
            deed = "Enter takes the list away." if is_open else "Enter lists them."
            shown[f"{KIND}{kind}"] = (of_it[0].need.why, deed)
            yield Row(f"{KIND}{kind}", (f"{kind}: {count(partners, 'partner')}",))
            for line in of_it if is_open else ():
                row = need_row(line, shown, "  ")
                is_told = line.need.what == kind  # in the line above
                yield row._replace(cells=(row.head,), head="") if is_told else row

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """Say why the line is there, and what to do."""
        self._tell_detail()

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        self.call_after_refresh(self._tell_detail)

    def _tell_detail(self) -> None:
        """Say why the line under the cursor is there, and what to do.

        In a narrow window its own words are cut in the list: they stand there in place of why. In
        a wide one the page beside the list says it all.
        """
        what, why, todo = self._told(self._shown.get(self.rows.current or ""))
        told = (what or why if self.has_class("-narrow") else why, todo)
        content = Content("\n".join(map(clean_line, told)))
        if self.detail.content != content:  # more than one thing leads here: it is sent once
            self.detail.update(content, layout=False)

    def _page_beside(self) -> Page | None:
        """Return what the line under the cursor is about: the need and its partner, or the kind."""
        shown = self._shown.get(self.rows.current or "")
        if shown is None:
            return None
        from tuiapp.domain.pages.detail_pages import need_page
        from tuiapp.domain.pages.page import Block, Page

        if isinstance(shown, Asked):
            return partner_page(self, shown.partner_id)
        if isinstance(shown, Line):
            asked, need = shown
            return need_page(asked.name, need, partner_page(self, asked.partner_id))
        title = self.rows.rows[self.rows.cursor].cells[0]
        return Page(title, tuple(Block("text", text) for text in shown))

    def _told(self, shown: Behind | None) -> tuple[str, str, str]:
        """Return what a line is about, why it is there, and what to do."""
        if isinstance(shown, Line):
            return shown.need.what, shown.need.why, shown.need.todo
        if isinstance(shown, Asked):
            todo = with_keys(
                self.app,
                "Enter opens the partner; {item.why} in its checklist tells how to do it well.",
            )
            return (shown.step.heading, shown.step.why, todo) if shown.step else ("", "", todo)
        return ("", *shown) if shown else ("", "", "")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Go to what the line is about."""
        from tuiapp.screens.register.register import RegisterScreen

        shown = self._shown.get(event.row_id)
        if event.row_id == LOOK:
            screen = RegisterScreen(self.register, self.today, status="not-yet-looked-at")
            self.app.push_screen(screen)
        elif event.row_id == ADD:
            screen = RegisterScreen(self.register, self.today)
            self.app.push_screen(screen)
            if not self.register.why_read_only:
                self.call_after_refresh(screen.action_add)
        elif event.row_id.startswith(KIND):
            self._open_kinds ^= frozenset({event.row_id.removeprefix(KIND)})
            self._fill()
        elif isinstance(shown, Line):
            view, row = place_of(shown.need)
            self.post_message(OpenPartner(shown.asked.partner_id, view=view, row=row))
        elif isinstance(shown, Asked):
            step = shown.step.id if shown.step else ""
            self.post_message(OpenPartner(shown.partner_id, view="checklist", row=step))

    def current_document(self) -> Document | None:
        """Return the partner that the line under the cursor is about; None where it is of none."""
        shown = self._shown.get(self.rows.current or "")
        asked = shown.asked if isinstance(shown, Line) else shown
        return asked.document if isinstance(asked, Asked) else None

    def action_mine(self) -> None:
        """Show only what is this person's, or all again."""
        self.is_mine = not self.is_mine
        self._tell_counts()
        self._fill()

    def action_put_off(self) -> None:
        """Open the form that lets the line wait."""
        from tuiapp.domain.attention.rules import UNREADABLE
        from tuiapp.screens.today.put_off_form import open_put_off

        shown = self._shown.get(self.rows.current or "")
        if isinstance(shown, Line) and shown.need.id != UNREADABLE:
            open_put_off(self, shown, self.today())
        else:
            self.say("Only what one partner needs can be put off: choose such a line.")

    def action_policy(self) -> None:
        """Open the form with what the council decided for all of its partners."""
        from tuiapp.screens.today.policy_form import open_policy

        open_policy(self)


def place_of(need: Need) -> tuple[str, str]:
    """Return the part of a partner's screen in which a need is met, and the line there."""
    if need.measure:
        return "measures", need.measure
    if need.part == "scores":
        return "measures", ""
    return ("record", f"{need.part}:{need.item_id}") if need.part else ("overview", "")


def need_row(line: Line, shown: dict[str, Behind], indent: str = "") -> Row:
    """Return the line of one partner's need, and put down what stands behind it."""
    asked, need = line
    row_id = f"{asked.partner_id}/{need.id}"
    shown[row_id] = line
    return Row(row_id, (need.what,), head=f"{indent}{asked.name}")


def steps(several: Iterable[Asked], shown: dict[str, Behind]) -> Iterator[Row]:
    """Yield the next step of every partner that has one."""
    for asked in several:
        if asked.step is not None:
            row_id = f"{asked.partner_id}/{STEP}"
            shown[row_id] = asked
            yield Row(row_id, (asked.step.heading,), head=asked.name)


def under(heading: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield lines below a heading; nothing where there are no lines."""
    for place, row in enumerate(rows):
        if place == 0:
            yield Row(f"heading-{heading}", (heading,), heading=True)
        yield row
