"""The opportunity spotter: seven questions in any order, and what the answers lead to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from tuiapp.domain.choices import FRAMEWORKS, LEVELS
from tuiapp.domain.models.guide import NOT_SURE, SpotterQuestion
from tuiapp.domain.pages.guide_pages import page_of
from tuiapp.domain.spotter.outcome import Outcome
from tuiapp.domain.spotter.outcome_page import outcome_page
from tuiapp.domain.text import count
from tuiapp.screens.reading.page import PageScreen
from tuiapp.screens.shared.dialogs import ask
from tuiapp.screens.spotter.add_partner import Given, SpottedPartnerScreen
from tuiapp.store.register import Register
from tuiapp.widgets.answers import Answers, Choice
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.lines import KeyLine
from tuiapp.widgets.prose import Prose
from tuiapp.widgets.questions import Questions
from tuiapp.widgets.rows import Row, Rows

if TYPE_CHECKING:
    pass

VERDICTS = {"yes": "yes", "no": "no", "unclear": "not yet clear"}
NOT_SURE_WORDS = "Not sure"


class SpotterScreen(SpottedPartnerScreen):
    """The questions with their answers, and below or beside them what these lead to.

    Args:
        register: Where a partner is started.
        answers: What was answered so far; what is answered here is put there.
    """

    CSS_PATH = Path(__file__).with_name("spotter.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bind("spotter")
    WHERE: ClassVar[str] = "2 Guide: spotter"
    HELP: ClassVar[str | None] = (
        "Seven questions, in any order. Enter opens one; what your answers lead to stands with"
        " its reasons below or beside them, and changes at each answer. {list.page_down} and"
        " {list.page_up} read on there, and {spotter.start} adds a partner with what was found."
        " Your answers stay until you close the dashboard."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-below"), (100, "-beside")]  # noqa: RUF012 - Textual's own type
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]  # noqa: RUF012

    rows = query_one(Questions)
    outcome_prose = query_one(Prose)

    def __init__(self, register: Register, answers: Given) -> None:
        super().__init__(register)
        self.answers = answers

    def compose_body(self) -> ComposeResult:
        """Lay out the questions and the outcome."""
        with Container():
            yield Questions()
            yield Prose(name="outcome")

    def on_mount(self) -> None:
        """Begin at the first question that has no answer."""
        self._fill()
        self.rows.focus()
        self._go_to_open()

    def _fill(self) -> None:
        """Show the answers, and what they lead to from its top."""
        self.rows.rows = tuple(map(self._row, self.guide.spotter))
        outcome = self.outcome
        page = outcome_page(self.guide, outcome)
        self.outcome_prose.show(page._replace(title=self._in_a_line(outcome)))
        self.outcome_prose.scroll_home(animate=False)

    def _row(self, question: SpotterQuestion) -> Row:
        chosen = self.answers.get(question.id, ())
        words = [answer.words for answer in question.answers if answer.id in chosen]
        words += [NOT_SURE_WORDS] if NOT_SURE in chosen else []
        told = "; ".join(words) or "not answered"
        return Row(question.id, (f"{question.heading}: {told}",))

    def _in_a_line(self, outcome: Outcome) -> str:
        """Return what the answers lead to in a line, before the reasons."""
        answered = len(self.guide.spotter) - len(outcome.unanswered)
        told = [f"{answered} of {len(self.guide.spotter)} answered"]
        told.append(f"partnership: {VERDICTS[outcome.verdict.value]}")
        if outcome.verdict.value != "no":
            framework = outcome.framework.value
            told += [FRAMEWORKS[framework].casefold()] if framework else []
            told.append(f"{LEVELS[outcome.level.value].casefold()} checks")
        return ", ".join(told)

    def _go_to_open(self) -> None:
        """Go to the next question that has no answer, looking down first."""
        order = [question.id for question in self.guide.spotter]
        here = order.index(self.rows.current or order[0])
        for question_id in (*order[here:], *order[:here]):
            if question_id not in self.answers:
                self.rows.go_to(question_id)
                return

    @property
    def _question(self) -> SpotterQuestion:
        """The question under the cursor."""
        return next(q for q in self.guide.spotter if q.id == self.rows.current)

    def on_questions_turned(self, event: Questions.Turned) -> None:
        """Read on in what the answers lead to."""
        if event.down:
            self.outcome_prose.scroll_page_down(animate=False)
        else:
            self.outcome_prose.scroll_page_up(animate=False)

    @work
    async def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Ask the question."""
        question = self._question
        was_open = question.id not in self.answers

        def keep(chosen: tuple[str, ...]) -> None:
            self._put(question, chosen)

        await ask(self, AnswerDialog(question, self.answers.get(question.id, ()), keep))
        if was_open and question.id in self.answers:
            self._go_to_open()

    def _put(self, question: SpotterQuestion, chosen: tuple[str, ...]) -> None:
        """Put down the answers to a question; none take it back."""
        if chosen:
            self.answers[question.id] = chosen
        else:
            self.answers.pop(question.id, None)
        self._fill()

    def action_clear(self) -> None:
        """Take back the answer to the question under the cursor."""
        question = self._question
        if question.id in self.answers:
            self._put(question, ())
            self.say(f"Took back the answer to: {question.heading}.")

    @work
    async def action_clear_all(self) -> None:
        """Take back every answer, once somebody is sure."""
        answered = count(len(self.answers), "answer")
        if self.answers and await self._is_sure(f"Take back {answered}?"):
            self.answers.clear()
            self._fill()
            self.rows.action_first()

    def action_why(self) -> None:
        """Open the guidance on the question."""
        page = page_of(self.guide, self._question)
        self.app.push_screen(PageScreen(self.register, page, self.WHERE))


class AnswerDialog(ModalScreen[bool | None]):
    """A question of the spotter with its answers; each answer counts at once.

    Args:
        question: The question.
        chosen: What was answered before.
        keep: Takes the ids of the answers whenever they change.
    """

    CSS_PATH = Path(__file__).with_name("spotter.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bind("answer")
    HELP: ClassVar[str | None] = (
        "Press the number of an answer, or go to it by the arrows and press Enter. Where several"
        " may apply, {answer.tick} or the number ticks each and Enter goes on. Not"
        " sure is an answer too."
    )

    def __init__(
        self,
        question: SpotterQuestion,
        chosen: tuple[str, ...],
        keep: Callable[[tuple[str, ...]], None],
    ) -> None:
        super().__init__()
        self.question = question
        self.chosen = chosen
        self.keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        question = self.question
        choices = [Choice(answer.id, answer.words, answer.alone) for answer in question.answers]
        choices.append(Choice(NOT_SURE, NOT_SURE_WORDS))
        with Vertical(classes="sheet"):
            yield Answers(
                question.question,
                [question.help],
                choices,
                several=question.several,
                chosen=self.chosen,
                not_sure=NOT_SURE,
            )
            yield KeyLine()

    def on_answers_answered(self, event: Answers.Answered) -> None:
        """Keep what is answered; leave once that is all."""
        self.keep(event.chosen)
        if event.is_done and self.is_active:  # and not left already: keys may come several at once
            self.dismiss(True)

    def action_back(self) -> None:
        """Leave; what is ticked stays so."""
        self.dismiss(False)
