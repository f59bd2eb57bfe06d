"""The first day: how a register comes to be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tuiapp.errors import PartnerTuiError
from tuiapp.screens.shared.dialogs import AskLine, Menu, WithQuestion, ask
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.dialog import HEIGHTS, Question
from tuiapp.widgets.lines import KeyLine, MessageLine, TitleLine
from tuiapp.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from tuiapp.store.register import Register

Steps = Generator[tuple[int, int], None, None]
"""Work that tells after each step how many are done, and of how many."""

DEMO, OWN, OPEN = "demo", "own", "open"

CHOICES = {
    DEMO: (
        "Look round a made-up register",
        "Made-up partners to try everything on; nothing you do there matters.",
    ),
    OWN: (
        "Begin our own register",
        "You are asked for the council's name, its nation and where to keep the register.",
    ),
    OPEN: (
        "Open a register that is there",
        "A register that you or a colleague made with partnertui: you are asked for its path.",
    ),
}
"""Each way to a register: what it is called, and what it means."""

NATIONS = {
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}
"""Whose law applies, in words."""

FRAME_SECONDS = 0.02
"""How long a count stays, in seconds, so that it is drawn and keys are answered."""


class Begun(NamedTuple):
    """A register that is there now.

    Attributes:
        register: The register, opened.
        is_known: Whether it was looked at before, so that nobody needs telling about the keys.
        trouble: What its person has to know before they go on; "" where all is well.
    """

    register: Register
    is_known: bool = False
    trouble: str = ""


class Ways(Protocol):
    """What makes and opens registers; each raises PartnerTuiError, which says what to do."""

    @property
    def own_path(self) -> str:
        """Where a register of one's own is kept if nobody says otherwise."""

    @property
    def is_demo_there(self) -> bool:
        """Whether the made-up register was made before."""

    def make_demo(self) -> Steps:
        """Make the made-up register; yield how many partners are in, and of how many."""

    def open_demo(self) -> Begun:
        """Open the made-up register."""

    def check_council(self, name: str) -> object:
        """Refuse a name that no council can have."""

    def begin(self, council: str, nation: str, path: str) -> Begun:
        """Make a register without partners, to be found again at the next start."""

    def open(self, path: str) -> Begun:
        """Open a register that is there, to be found again at the next start."""


class FirstDayScreen(Screen[Begun | None]):
    """Three ways to a register; leaves with the register, or None where nothing was chosen.

    Args:
        ways: What makes and opens registers.
    """

    CSS_PATH = "first_day.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("first-day")
    HELP: ClassVar[str | None] = (
        "Press the number of what you would like to do, or go to it with the arrow keys and press"
        " Enter. Esc leaves, and nothing is made."
    )

    # What could not be opened has room in 12 lines where the empty lines are left out.
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]  # noqa: RUF012 - Textual's own type

    rows = query_one(Rows)
    detail = query_one("#detail", Static)
    message_line = query_one(MessageLine)

    def __init__(self, ways: Ways) -> None:
        super().__init__()
        self.ways = ways
        self._begun: Begun | None = None

    def compose(self) -> ComposeResult:
        """Lay out the question, the ways, and what is to be said of one."""
        yield TitleLine()
        yield Static("There is no register here yet. What would you like to do?", id="question")
        yield Rows()
        yield Static(id="detail")
        yield MessageLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """List the ways."""
        self.query_one(TitleLine).where = "Welcome to partnertui"
        self.rows.rows = tuple(
            Row(choice, (f"{number}  {words}",))
            for number, (choice, (words, _)) in enumerate(CHOICES.items(), start=1)
        )
        self.rows.focus()

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """Say what the way under the cursor means."""
        _, told = CHOICES[event.row_id]
        again = " It was made before, and is opened again." if self.ways.is_demo_there else ""
        self.detail.update(Content(told + (again if event.row_id == DEMO else "")))

    def on_key(self, event: events.Key) -> None:
        """Take the way whose number was pressed."""
        if event.character and event.character in "123456789"[: len(CHOICES)]:
            event.stop()
            choice = list(CHOICES)[int(event.character) - 1]
            self.rows.go_to(choice)
            self._go(choice)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Take the way under the cursor."""
        self._go(event.row_id)

    def _go(self, choice: str) -> None:
        """Begin to go a way, unless a key has begun one already."""
        if not self.is_active:
            return
        self.message_line.say("")
        if choice == OWN:
            self._ask_for_own()
        elif choice == OPEN:
            question = "Where is the register? Type its path; ~ is your home folder."
            line = AskLine(question, _keep_nothing, needed=True, take=self._open)
            self.app.push_screen(line, self._leave_if_begun)
        elif self.ways.is_demo_there:
            self._open_demo(True, is_known=True)
        else:
            self.app.push_screen(MakeDemo(self.ways.make_demo), self._open_demo)

    def _open_demo(self, is_made: bool | None, *, is_known: bool = False) -> None:
        """Open the made-up register, if it is there now."""
        if not is_made:
            self.message_line.say("Stopped: nothing was made.")
            return
        try:
            begun = self.ways.open_demo()
        except PartnerTuiError as error:
            self.message_line.say(str(error), error=True)
        else:
            self.dismiss(begun._replace(is_known=is_known))

    def _open(self, path: str) -> None:
        self._begun = self.ways.open(path)

    def _begin(self, council: str, nation: str, path: str) -> None:
        self._begun = self.ways.begin(council, nation, path)

    @work
    async def _ask_for_own(self) -> None:
        """Ask one thing after the other; Esc goes back to the one before, which keeps its answer.

        The register is made when the last answer is taken.
        """
        typed, path = "", self.ways.own_path
        while (council := await ask(self, self._ask_for_council(typed))) is not None:
            typed, of = council, Menu("Whose law applies to the council?", [*NATIONS.items()])
            while (nation := await ask(self, of)) is not None:
                take = partial(self._begin, council, nation)
                question = "Where is the register to be kept? Enter takes this path."
                line = AskLine(question, _keep_nothing, path, needed=True, take=take)
                if await ask(self, line) is not None:
                    self._leave_if_begun("")
                    return
                of = Menu(of.question, of.answers)  # a dialog is asked once

    def _ask_for_council(self, value: str) -> AskLine:
        question = "What is the council called? Papers and reports carry this name."
        check = self.ways.check_council
        return AskLine(question, _keep_nothing, value, needed=True, check=check)

    def _leave_if_begun(self, answer: str | None) -> None:
        """Leave with the register, unless the question was left without one."""
        if answer is not None and self._begun is not None:
            self.dismiss(self._begun)

    def action_cancel(self) -> None:
        """Leave; nothing was made."""
        self.dismiss(None)


class MakeDemo(WithQuestion, ModalScreen[bool]):
    """Makes the made-up register and counts; leaves with whether it was made.

    Args:
        make: Makes it; closed early, it leaves nothing behind.
    """

    BINDINGS: ClassVar[list[BindingType]] = bind("make-demo")
    CSS_PATH = AskLine.CSS_PATH
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, make: Callable[[], Steps]) -> None:
        super().__init__()
        self.make = make
        self._is_stopped = False

    def compose(self) -> ComposeResult:
        """Lay out the count."""
        with Vertical(classes="dialog"):
            yield Question("Making the made-up register")
            yield KeyLine()

    def on_mount(self) -> None:
        """Begin at once."""
        self._work()

    @work
    async def _work(self) -> None:
        steps = self.make()
        try:
            for made, of in steps:
                self.question_lines.ask(f"Making the made-up register: {made} of {of}")
                await asyncio.sleep(FRAME_SECONDS)
                if self._is_stopped:
                    break
        except PartnerTuiError as error:
            self._is_stopped = True
            self.question_lines.tell(str(error))
            return
        finally:
            steps.close()
        self.dismiss(not self._is_stopped)

    def action_cancel(self) -> None:
        """Stop; what was made so far is taken away."""
        if self._is_stopped:
            self.dismiss(False)
        self._is_stopped = True


def _keep_nothing(typed: str) -> None:
    """Keep no draft: there is no register yet that it could belong to."""
