"""What can be done to many partners at once from a list of them: mark several, then one deed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.getters import query_one
from textual.worker import Worker

from tuiapp.domain.choices import FRAMEWORKS, LEVELS, STATUSES
from tuiapp.domain.register.find import by_name
from tuiapp.domain.text import clean_line, count, shortened
from tuiapp.keys.custom import with_keys
from tuiapp.screens.partner.actions import ACCEPTABLE, PartnerDeedsScreen
from tuiapp.screens.shared.dialogs import AskLine, Menu, SaveLine, ask
from tuiapp.store.register import Register
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.rows import Rows

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document, Proposal

Answers = list[tuple[str, str]]

FOR_ALL: Answers = [
    ("accept", "Accept: say what they are to us"),
    ("lead_officer", "Set the lead officer"),
    ("place", "Set the place"),
    ("level", "Set the level of checks"),
    ("action", "Add an action"),
]
EMAILS = ("emails", "Copy e-mail addresses")
ONE = ("one", "Make the two one")
DUPLICATES = ("duplicates", "List likely duplicates")
UNMARK = ("unmark", "Unmark them")
QUESTIONS = {
    "lead_officer": "Which post is the lead officer of {}?",
    "place": "Which place are {} at?",
}


class ManyDeedsScreen(PartnerDeedsScreen):
    """A list of partners in which several can be marked.

    Args:
        register: Where they are kept.
        today: Tells today's date.
    """

    BINDINGS: ClassVar[list[BindingType]] = bind("marks")

    rows = query_one(Rows)

    def __init__(self, register: Register, today: Callable[[], date]) -> None:
        super().__init__(register)
        self.today = today

    def action_mark(self) -> None:
        """Mark the line under the cursor, or unmark it."""
        if self.rows.current is not None:
            self._mark(self.rows.marked ^ {self.rows.current})

    def action_mark_all(self) -> None:
        """Mark everything listed; where all of it is marked already, unmark everything."""
        listed = frozenset(row.id for row in self.rows.rows)
        self._mark(frozenset() if listed <= self.rows.marked else self.rows.marked | listed)

    def _mark(self, marked: frozenset[str]) -> None:
        if marked and not self.rows.marked:  # said once: the key line may have no room for it
            self.say(
                with_keys(
                    self.app,
                    "Marked. {register.together} says what to do with all that are marked.",
                )
            )
        self.rows.marked = marked
        self._show_title()

    def _unmark(self) -> None:
        """Take all marks away: what they were for is done."""
        self._mark(frozenset())

    def forget_gone(self) -> None:
        """Unmark what is not in the register any more."""
        if self.snapshot is not None:
            self.rows.marked &= self.snapshot.documents.keys()

    def marked_in_words(self) -> str:
        """Return how many are marked, and how many of those are not listed just now; "" for none.

        What is not in sight is told, for a deed is done to it as well.
        """
        marked = self.rows.marked
        if not marked:
            return ""
        hidden = len(marked - {row.id for row in self.rows.rows})
        return f"{len(marked):,} marked" + (f", {hidden:,} not listed" if hidden else "")

    def _marked(self) -> list[Document]:
        """Return the marked partners as they are shown, by name, listed or not."""
        documents = self.snapshot.documents if self.snapshot else {}
        return sorted((documents[known] for known in self.rows.marked), key=by_name)

    def _listed(self) -> list[Document]:
        """Return the partners that are listed, in that order."""
        documents = self.snapshot.documents if self.snapshot else {}
        return [documents[row.id] for row in self.rows.rows]

    def action_accept(self) -> Worker[None]:
        """Ask what the marked ones are to us, or else the one under the cursor."""
        marked = self._marked()
        return self._accept_marked(marked) if marked else super().action_accept()

    @work
    async def _accept_marked(self, marked: Sequence[Document]) -> None:
        await self._accept_all(marked)

    @work
    async def action_together(self) -> None:
        """Ask what to do with all that are marked, and do it."""
        marked, listed = self._marked(), self._listed()
        if not marked and not listed:
            self.say("There is nothing to mark here.")
            return
        answers = [
            *FOR_ALL,
            EMAILS,
            *([ONE] if len(marked) == 2 else []),
            DUPLICATES,
            UNMARK,
        ]
        question = f"What to do with {_marked_ones(marked)}?"
        if not marked:
            answers = [(EMAILS[0], f"{EMAILS[1]} of all {len(listed):,} listed"), DUPLICATES]
            question = with_keys(
                self.app,
                "None is marked: {register.mark} marks one, {register.mark_all} marks all."
                " What to do?",
            )
        await self._do(await ask(self, Menu(question, answers)), marked, listed)

    async def _do(
        self, chosen: str | None, marked: Sequence[Document], listed: Sequence[Document]
    ) -> None:
        """Do what was chosen."""
        is_change = chosen in {"accept", "level", "action", "one", *QUESTIONS}
        if is_change and self.refuses_changes():
            return
        if chosen == "accept":
            await self._accept_all(marked)
        elif chosen in QUESTIONS:
            await self._set_line(marked, chosen)
        elif chosen == "level":
            await self._set_level(marked)
        elif chosen == "action":
            await self._add_action(marked)
        elif chosen == "emails":
            self._show_addresses(marked or listed)
        elif chosen == "one":
            await self._make_one(*marked)
        elif chosen == "duplicates":
            from tuiapp.screens.register.duplicates import DuplicatesScreen

            self.app.push_screen(DuplicatesScreen(self.register, self.today))
        elif chosen == "unmark":
            self._unmark()

    async def _accept_all(self, marked: Sequence[Document]) -> None:
        """Ask for the status, and for the framework of those without one."""
        from tuiapp.domain.register.bulk_edits import accept_all

        answers = [(status, STATUSES[status]) for status in ACCEPTABLE]
        status = await ask(self, Menu(f"What status should {_marked_ones(marked)} have?", answers))
        chosen = next((known for known in ACCEPTABLE if known == status), None)
        without = sum(not document.get("framework") for document in marked)
        framework: str | None = ""
        if chosen == "partner" and without:
            frameworks = [*FRAMEWORKS.items(), ("", "Decide later")]
            question = f"Which framework should the {without:,} without one have?"
            framework = await ask(self, Menu(question, frameworks))
        if chosen is not None and framework is not None:
            self._save_for_all(partial(accept_all, marked, chosen, framework))

    async def _set_level(self, marked: Sequence[Document]) -> None:
        from tuiapp.domain.register.bulk_edits import set_for_all

        question = f"Which level of checks are {_marked_ones(marked)} at?"
        level = await ask(self, Menu(question, [*LEVELS.items()]))
        if level is not None:
            self._save_for_all(partial(set_for_all, marked, "level", level))

    async def _set_line(self, marked: Sequence[Document], name: str) -> None:
        """Ask for the value of a one-line field, and set it."""
        from tuiapp.domain.register.bulk_edits import set_for_all

        question = QUESTIONS[name].format(_marked_ones(marked))
        value = self.register.by if name == "lead_officer" else ""
        propose = partial(set_for_all, marked, name)
        line = SaveLine(question, drop, self.register, propose, value, needed=True)
        await self.ask_and_save(line, settled=self._unmark)

    async def _add_action(self, marked: Sequence[Document]) -> None:
        """Ask what is to be done and by when, and add it."""
        from tuiapp.domain.register.bulk_edits import add_action_to_all

        question = f"Which action is promised to {_marked_ones(marked)}?"
        typed = ""
        # Esc goes back to the title, which stands there as it was typed.
        while (title := await ask(self, AskLine(question, drop, typed, needed=True))) is not None:
            typed, today, by = title, self.today(), self.register.by
            add = partial(add_action_to_all, marked, title, today=today, by=by)
            due = "When is it due? Such as fri, +7d or 22/11; empty for no date."
            line = SaveLine(due, drop, self.register, add)
            if await self.ask_and_save(line, settled=self._unmark):
                return

    def _save_for_all(self, propose: Callable[[], Proposal]) -> None:
        """Save one edit for all that are marked; once it is saved, the marks go."""
        self.save(propose, settled=self._unmark)

    async def _make_one(self, one: Document, other: Document) -> None:
        """Ask which of two stays, and make them one."""
        from tuiapp.domain.register.join import make_one
        from tuiapp.screens.register.duplicates import ask_which_stays

        kept = await ask_which_stays(self, self.today, one, other)
        if kept is not None and self.snapshot is not None:
            leaving = other if kept is one else one
            propose = partial(make_one, kept, leaving, self.snapshot.documents)
            self._save_for_all(propose)

    def _show_addresses(self, documents: Sequence[Document]) -> None:
        """Copy e-mail addresses, and show them so that they can be selected where that failed."""
        from tuiapp.domain.pages.page import Block, Page
        from tuiapp.domain.register.bulk_edits import addresses_of
        from tuiapp.screens.reading.page import PageScreen
        from tuiapp.screens.shared.clipboard import send

        addresses, without = addresses_of(documents)
        blocks = [Block("text", f"None of {count(len(documents), 'partner')} has one.")]
        if addresses:
            line = "; ".join(map(clean_line, addresses))
            blocks = [Block("text", send(self.app, "them", line)), Block("text", line)]
        if addresses and without:
            blocks.append(Block("heading", f"Without an address: {len(without):,}"))
            blocks += [Block("point", name) for name in without]
        title = count(len(addresses), "e-mail address", "e-mail addresses")
        self.app.push_screen(PageScreen(self.register, Page(title, tuple(blocks)), self.WHERE))


def drop(typed: str) -> None:
    """Keep nothing of a line: what it is for, the marks or the filter, goes with the session."""


def _marked_ones(marked: Sequence[Document]) -> str:
    if len(marked) == 1:
        return shortened(str(marked[0].get("name", "")))
    return f"the {len(marked):,} marked"
