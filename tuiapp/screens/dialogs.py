"""Small questions: one of a few, one line of text, yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from tuiapp.domain.text import clean, clean_line
from tuiapp.errors import PartnerTuiError
from tuiapp.places import bind
from tuiapp.widgets.inputs import LineInput
from tuiapp.widgets.lines import KeyLine
from tuiapp.widgets.prose import Prose

AnswerT = TypeVar("AnswerT")

HEIGHTS = [(0, "-short"), (16, "-tall")]
"""Nine answers and their question go into 12 lines where the frame is left out."""


async def ask(screen: Screen[Any], dialog: ModalScreen[AnswerT | None]) -> AnswerT | None:
    """Return the answer to a dialog; None without asking if a key has left the screen already.

    Keys may come several at once, and a dialog on a screen that is gone would wait for ever.
    """
    if not screen.is_active:
        return None
    return await screen.app.push_screen_wait(dialog)


class Menu(ModalScreen[str | None]):
    """A question with up to nine answers, each under a digit."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("dialog")
    HELP: ClassVar[str | None] = "Press the number of an answer."
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.question = question
        self.answers = answers
        """Each answer's value and words."""

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(clean(self.question), "bold"))
            for number, (_, words) in enumerate(self.answers, start=1):
                yield Static(Content(f"{number}  {clean_line(words)}"))
            yield KeyLine()

    def on_key(self, event: events.Key) -> None:
        """Take the answer whose number was pressed."""
        if event.character and event.character in "123456789"[: len(self.answers)]:
            event.stop()
            if self.is_active:  # and not left already: keys may come several at once
                self.dismiss(self.answers[int(event.character) - 1][0])

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class AskLine(ModalScreen[str | None]):
    """A question answered by one line of text; Enter takes it.

    Args:
        question: What is asked.
        keep: Keeps what is typed, so that it outlives this session.
        value: What stands there at first.
        needed: Whether an empty answer is refused.
        take: Does with the answer what it is for; where it raises PartnerTuiError that is said
            below the line, and the question stays.
    """

    CSS_PATH = "dialogs.tcss"
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = bind("question")
    HELP: ClassVar[str | None] = "Type the answer, then press Enter."

    line = query_one(Input)

    def __init__(
        self,
        question: str,
        keep: Callable[[str], None],
        value: str = "",
        *,
        needed: bool = False,
        take: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__()
        self.question = question
        self.keep = keep
        self.value = value
        self.needed = needed
        self.take = take

    def compose(self) -> ComposeResult:
        """Lay out the question and the line."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(clean(self.question), "bold"))
            line = LineInput(self.value, compact=True, select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield Static("", classes="problem")
            yield Static(Content("Enter takes it   Esc leaves it"), classes="muted")

    def on_mount(self) -> None:
        """Keep what is typed, each letter before it is drawn."""
        self.watch(self.line, "value", self._keep, init=False)

    def _keep(self, typed: str) -> None:
        try:
            self.keep(typed)
        except PartnerTuiError as error:
            self._tell(str(error))

    def _tell(self, problem: str) -> None:
        self.query_one(".problem", Static).update(Content(clean(problem)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, unless it is empty and needed."""
        event.stop()
        if self.needed and not event.value.strip():
            self._tell("It is needed: write a few words.")
        elif self.is_active:  # and not left already: keys may come several at once
            self._take(event.value.strip())

    def _take(self, answer: str) -> None:
        try:
            if self.take is not None:
                self.take(answer)
        except PartnerTuiError as error:
            self._tell(str(error))
        else:
            self.dismiss(answer)

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Confirm(ModalScreen[bool]):
    """A question answered with y or n."""

    CSS_PATH = "dialogs.tcss"
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = bind("confirm")

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(clean(self.question), "bold"))
            yield KeyLine()

    def action_answer(self, answer: bool) -> None:
        """Take the answer."""
        self.dismiss(answer)


class Help(ModalScreen[None]):
    """The keys that work where somebody is, read off what is bound there now."""

    CSS_PATH = "dialogs.tcss"
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = bind("help")

    def __init__(self, about: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.about = about
        self.keys = keys
        """Each key with what it does."""

    def compose(self) -> ComposeResult:
        """Lay out what one can do here, then a line a key."""
        from tuiapp.domain.pages import Block, Page

        blocks = [Block("text", self.about)] if self.about else []
        blocks += [Block("heading", "Keys that work here")]
        blocks += [Block("point", f"{key}: {sentence}") for key, sentence in self.keys]
        with Vertical(classes="sheet"):
            yield Prose(Page("Help", tuple(blocks)))
            yield KeyLine()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
