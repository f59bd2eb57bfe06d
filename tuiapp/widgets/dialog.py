"""What a dialog is made of: a question that scrolls where it is long, and answers below it.

Whatever the texts hold and however small the window is, the answers and the key line stay in
sight: the question gets the lines that they leave, and at least one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size

from tuiapp.domain.pages.page import Block
from tuiapp.widgets.answers import AnswerLines
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.inputs import LineInput
from tuiapp.widgets.links import Linked, LinkedProse

ROOMY = 16
"""From how many lines on a window has room for the frame of a dialog."""
FRAME = 6
"""How many lines the frame takes, with the key line and the empty lines around all."""
HEIGHTS = [(0, "-short"), (ROOMY, "-tall")]
"""The classes of a dialog by the height of its window: without a frame, and with one."""


def room(window: Size) -> int:
    """Return how many lines a window leaves for a question and its answers."""
    return window.height - (FRAME if window.height >= ROOMY else 1)


class Question(LinkedProse, can_focus=False):
    """What is asked, and what was wrong with the last answer.

    Args:
        text: What is asked.
        below: Returns how many lines stand below it, for a window and a width.
    """

    DEFAULT_CSS = """
    Question { height: auto; }
    """

    def __init__(self, text: str, below: Callable[[Size, int], int] = lambda *_: 0) -> None:
        super().__init__()
        self.question = text
        self._below = below

    def on_mount(self) -> None:
        """Show the question."""
        self.show(self.question, ())

    def ask(self, text: str) -> None:
        """Put another question in its place."""
        self.question = text
        self.show(text, ())

    def tell(self, problem: str) -> None:
        """Say what is wrong with the answer, and bring it in sight."""
        self.show(self.question, (Linked(Block("problem", problem)),) if problem else ())
        first = next((n for n, line in enumerate(self._lines) if line.kind == "problem"), 0)
        self.call_after_refresh(self._go_to_line, first)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines of it are shown."""
        most = max(1, room(viewport) - self._below(viewport, width))
        return min(super().get_content_height(container, viewport, width), most)


class AnswerLine(LineInput):
    """The line in which a question is answered."""

    BINDINGS: ClassVar[list[BindingType]] = bind("answer-line")


class SavedLine(LineInput):
    """The line whose text is saved as it is typed there."""

    BINDINGS: ClassVar[list[BindingType]] = bind("saved-line")


class MenuAnswers(AnswerLines):
    """The numbered answers of a menu.

    Args:
        answers: Their words.
        question: What they answer; a page is gone down and up there.
    """

    DEFAULT_CSS = """
    MenuAnswers { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind("menu-answers")

    def __init__(self, answers: Sequence[str], question: Question) -> None:
        super().__init__()
        self.question = question
        self.set_reactive(
            LinkedProse.stretches,
            tuple(
                Linked(Block("point", f"{number}  {words}"), str(number))
                for number, words in enumerate(answers, start=1)
            ),
        )

    def on_mount(self) -> None:
        """Show the answers, and stay at the one that somebody goes to."""
        self.show("", self.stretches)
        self._is_held = True

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines of them are shown."""
        return self.shown_lines(viewport, width)

    def shown_lines(self, window: Size, width: int) -> int:
        """Return how many lines are shown at a width: all, where one is left for the question."""
        return min(super().get_content_height(window, window, width), max(1, room(window) - 1))

    def action_page_down(self) -> None:
        """Go on in the question."""
        self.question.action_page_down()

    def action_page_up(self) -> None:
        """Go back in the question."""
        self.question.action_page_up()
