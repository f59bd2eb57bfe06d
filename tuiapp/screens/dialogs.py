"""Small questions: one of a few, one line of text, yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Size
from textual.getters import query_one
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from tuiapp.domain.text import clean_line
from tuiapp.errors import PartnerTuiError
from tuiapp.places import bind
from tuiapp.widgets.dialog import HEIGHTS, ROOMY, MenuAnswers, Question
from tuiapp.widgets.inputs import LineInput
from tuiapp.widgets.lines import KeyLine
from tuiapp.widgets.links import LinkedProse
from tuiapp.widgets.prose import Prose

AnswerT = TypeVar("AnswerT")


async def ask(screen: Screen[Any], dialog: ModalScreen[AnswerT | None]) -> AnswerT | None:
    """Return the answer to a dialog; None without asking if a key has left the screen already.

    Keys may come several at once, and a dialog on a screen that is gone would wait for ever.
    """
    if not screen.is_active:
        return None
    return await screen.app.push_screen_wait(dialog)


class WithQuestion(DOMNode):
    """A dialog whose question is scrolled by the page, wherever the focus is."""

    question_lines = query_one(Question)

    def action_page_down(self) -> None:
        """Go on in the question."""
        self.question_lines.action_page_down()

    def action_page_up(self) -> None:
        """Go back in the question."""
        self.question_lines.action_page_up()


class Menu(WithQuestion, ModalScreen[str | None]):
    """A question with up to nine answers: arrows and Enter choose one, or its digit does."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("menu")
    HELP: ClassVar[str | None] = (
        "Press the number of an answer, or go to it with the arrow keys and press Enter."
    )
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.question = question
        self.answers = answers
        """Each answer's value and words."""

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        question = Question(self.question, lambda *size: answers.shown_lines(*size))
        answers = MenuAnswers([clean_line(words) for _, words in self.answers], question)
        with Vertical(classes="dialog"):
            yield question
            yield answers
            yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the first answer."""
        self.query_one(MenuAnswers).focus()

    def on_key(self, event: events.Key) -> None:
        """Take the answer whose number was pressed."""
        if event.character and event.character in "123456789"[: len(self.answers)]:
            event.stop()
            self._take(int(event.character))

    def on_linked_prose_chosen(self, event: LinkedProse.Chosen) -> None:
        """Take the answer with the sign."""
        self._take(int(event.to))

    def _take(self, number: int) -> None:
        if self.is_active:  # and not left already: keys may come several at once
            self.dismiss(self.answers[number - 1][0])

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class AskLine(WithQuestion, ModalScreen[str | None]):
    """A question answered by one line of text; Enter takes it.

    Args:
        question: What is asked.
        keep: Keeps what is typed, so that it outlives this session.
        value: What stands there at first.
        needed: Whether an empty answer is refused.
        take: Does with the answer what it is for; where it raises PartnerTuiError that is said
            below the question, which stays.
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
            yield Question(self.question, _typing_lines)
            line = LineInput(self.value, compact=True, select_on_focus=False)
            line.cursor_blink = False
            yield line
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
        self.question_lines.tell(problem)

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


def _typing_lines(window: Size, width: int) -> int:
    """Return how many lines a line to type in takes; its hint stands where others have keys."""
    return 3 if window.height >= ROOMY else 1


class Confirm(WithQuestion, ModalScreen[bool]):
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
            yield Question(self.question)
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
