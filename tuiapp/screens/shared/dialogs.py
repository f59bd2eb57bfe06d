"""Small questions: one of a few, one line of text, yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.geometry import Size
from textual.getters import query_one
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from tuiapp.domain.text import clean_line
from tuiapp.errors import PartnerTuiError
from tuiapp.screens.shared.save_queue import save_queue
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.dialog import HEIGHTS, ROOMY, AnswerLine, MenuAnswers, Question, SavedLine
from tuiapp.widgets.inputs import LineInput
from tuiapp.widgets.lines import KeyLine, MessageLine
from tuiapp.widgets.links import LinkedProse
from tuiapp.widgets.prose import Prose

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Proposal
    from tuiapp.screens.shared.conflict import Ending
    from tuiapp.store.register import Register

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

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
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

    What is refused is looked at again while somebody types, and at no other time.

    Args:
        question: What is asked.
        keep: Keeps what is typed, so that it outlives this session.
        value: What stands there at first.
        needed: Whether an empty answer is refused.
        check: Refuses an answer by raising PartnerTuiError, and does nothing else; that is said
            below the question, which stays.
        take: Does with the answer what it is for; it may refuse it too, once Enter is pressed.
    """

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = bind("question")
    HELP: ClassVar[str | None] = (
        "Type the answer, then press Enter. ctrl+z takes back what you typed last."
    )

    line = query_one(Input)
    message_line = query_one(MessageLine)

    def __init__(
        self,
        question: str,
        keep: Callable[[str], None],
        value: str = "",
        *,
        needed: bool = False,
        check: Callable[[str], object] | None = None,
        take: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__()
        self.question = question
        self.keep = keep
        self.value = value
        self.needed = needed
        self.check = check
        self.take = take
        self._is_refused = False
        """Whether what is wrong with the answer is said, and looked at again at each change."""

    def compose(self) -> ComposeResult:
        """Lay out the question and the line."""
        with Vertical(classes="dialog"):
            yield Question(self.question, self._lines_below)
            yield self._make_line()
            yield MessageLine()
            yield KeyLine()

    def _make_line(self) -> LineInput:
        return AnswerLine(self.value, compact=True, select_on_focus=False)

    def _lines_below(self, window: Size, width: int) -> int:
        """Return how many lines stand below the question: to type in, and of what is said."""
        line = self.message_line
        said = line.get_content_height(window, window, width) if line.display else 0
        return said + (3 if window.height >= ROOMY else 1)

    def on_mount(self) -> None:
        """Keep what is typed, each letter before it is drawn."""
        self.watch(self.line, "value", self._follow, init=False)

    def _follow(self, typed: str) -> None:
        """Keep what is typed, and say what is still wrong with what was refused."""
        if self._is_refused:
            self._tell(self._problem(typed.strip()))
        try:
            self.keep(typed)
        except PartnerTuiError as error:
            self._tell(str(error))

    def _tell(self, problem: str) -> None:
        self.question_lines.tell(problem)

    def _problem(self, answer: str) -> str:
        """Return what is wrong with an answer, as a sentence; "" where it can be taken."""
        if self.needed and not answer:
            return "Required: write a few words."
        try:
            if self.check is not None:
                self.check(answer)
        except PartnerTuiError as error:
            return str(error)
        return ""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, unless it is refused."""
        event.stop()
        if not self.is_active:  # left already: keys may come several at once
            return
        answer = event.value.strip()
        problem = self._problem(answer)
        self._is_refused = bool(problem)
        if problem:
            self._tell(problem)
        else:
            self._take(answer)

    def _take(self, answer: str) -> None:
        try:
            if self.take is not None:
                self.take(answer)
        except PartnerTuiError as error:
            self._tell(str(error))  # until Enter is pressed again: only doing it can tell
        else:
            self.dismiss(answer)

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class SaveLine(AskLine):
    """A question whose answer is saved; it stays, with what is typed, until that is done.

    Args:
        question: What is asked.
        keep: Keeps what is typed, so that it outlives this session.
        register: Where the answer is saved.
        propose: Returns what to save of an answer; raises PartnerTuiError where it is refused.
        value: What stands there at first.
        needed: Whether an empty answer is refused.
    """

    def __init__(
        self,
        question: str,
        keep: Callable[[str], None],
        register: Register,
        propose: Callable[[str], Proposal],
        value: str = "",
        *,
        needed: bool = False,
    ) -> None:
        super().__init__(question, keep, value, needed=needed, check=propose)
        self.register = register
        self.propose = propose
        self.ending: Ending | None = None
        """How the save ended, once nothing of it is left to be done."""

    def _make_line(self) -> LineInput:
        return SavedLine(self.value, compact=True, select_on_focus=False)

    def _follow(self, typed: str) -> None:
        """Keep what is typed; a save that waits is not for what is new."""
        why = "You went on typing: press Enter again when it is complete."
        save_queue(self).stop(self, why)
        super()._follow(typed)

    def _take(self, answer: str) -> None:
        """Save the answer; where that is refused or given up, stay."""
        from tuiapp.screens.shared.conflict import save  # not on the way to the first screen

        if save_queue(self).is_waiting(self):  # asked for twice
            return
        self._tell("")

        def end(ending: Ending | None) -> None:
            if ending is None or not self.is_active:
                return
            if ending.went_back:
                self._tell("Nothing was saved: it stands here as you typed it.")
            elif ending.error is not None:
                self._tell(str(ending.error))
            else:
                self.ending = ending
                self.dismiss(answer)

        save(self, self.register, self.propose(answer), end, is_form=True)

    def action_cancel(self) -> None:
        """Stop waiting for the save; else leave without an answer."""
        if not save_queue(self).stop(self):
            super().action_cancel()


class Confirm(WithQuestion, ModalScreen[bool]):
    """A question answered with y or n."""

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
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

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = bind("help")

    def __init__(self, about: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.about = about
        self.keys = keys
        """Each key with what it does."""

    def compose(self) -> ComposeResult:
        """Lay out what one can do here, then a line a key."""
        from tuiapp.domain.pages.page import Block, Page

        blocks = [Block("text", self.about)] if self.about else []
        blocks += [Block("heading", "Keys that work here")]
        blocks += [Block("point", f"{key}: {sentence}") for key, sentence in self.keys]
        with Vertical(classes="sheet"):
            yield Prose(Page("Help", tuple(blocks)))
            yield KeyLine()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
