"""The opportunity spotter: seven questions in any order, and what the answers lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from tuiapp.domain.choices import FRAMEWORKS, LEVELS, Level
from tuiapp.domain.guide import NOT_SURE, SpotterQuestion
from tuiapp.domain.pages import page_of
from tuiapp.domain.spotter import Outcome, spot
from tuiapp.domain.spotter_page import outcome_page
from tuiapp.domain.text import clean_line, count
from tuiapp.errors import PartnerTuiError
from tuiapp.keymap import bind
from tuiapp.screens.base import BaseScreen
from tuiapp.screens.dialogs import AskLine, Confirm, Menu, ask
from tuiapp.screens.page import PageScreen
from tuiapp.store.register import Register
from tuiapp.widgets.answers import Answers, Choice
from tuiapp.widgets.lines import KeyLine
from tuiapp.widgets.prose import Prose
from tuiapp.widgets.questions import Questions
from tuiapp.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from tuiapp.store.drafts import Drafts, OpenDraft

Given = dict[str, tuple[str, ...]]
"""The ids of the answers by the id of their question; only what was answered."""

VERDICTS = {"yes": "yes", "no": "no", "unclear": "not yet clear"}
NOT_SURE_WORDS = "Not sure"


class SpotterScreen(BaseScreen):
    """The questions with their answers, and below or beside them what these lead to.

    Args:
        register: Where a partner is started.
        answers: What was answered so far; what is answered here is put there.
    """

    CSS_PATH = "spotter.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        "spotter.start",
        "spotter.why",
        "spotter.clear",
        "spotter.clear_all",
        "search.all",
        "screen.back",
    )
    WHERE: ClassVar[str] = "2 Guide: spotter"
    HELP: ClassVar[str | None] = (
        "Seven questions, in any order. Enter opens one; what your answers lead to stands with"
        " its reasons below or beside them, and changes at each answer. PgDn and PgUp read on"
        " there, and a adds a partner with what was found. Your answers stay until you close"
        " the dashboard."
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

    @property
    def outcome(self) -> Outcome:
        """What the answers lead to."""
        return spot(self.guide, self.answers)

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

    async def _is_sure(self, question: str) -> bool:
        return self.is_active and await self.app.push_screen_wait(Confirm(question))

    def action_why(self) -> None:
        """Open the guidance on the question."""
        page = page_of(self.guide, self._question)
        self.app.push_screen(PageScreen(self.register, page, self.WHERE))

    @work
    async def action_start(self) -> None:
        """Add a partner with what was found: ask its name, and why where it takes that."""
        outcome = self.outcome
        fields = await self._why_all_the_same(outcome)
        if fields is None:
            return
        app: Any = self.app
        drafts: Drafts = app.drafts
        draft = drafts.begin("add", str(uuid4()))
        found = {"level": outcome.level.value, "framework": outcome.framework.value or "", **fields}
        asked = AskLine(
            "What is the partner called?",
            lambda typed: _keep(draft, typed, found),
            draft.draft.values.get("name", ""),
            needed=True,
        )
        name = await ask(self, asked)
        if name is None or not await self._is_another(name, draft):
            draft.end()
            return
        level = await self._level(outcome)
        if level is None:
            draft.end()
            return
        await self._save(name, outcome, {**fields, **level}, draft)

    async def _why_all_the_same(self, outcome: Outcome) -> dict[str, str] | None:
        """Return why it is added where the answers do not say yes; None to leave it."""
        if outcome.verdict.value == "yes":
            return {}
        if outcome.verdict.value == "unclear":
            question = f"{outcome.verdict.words}.\nAdd a partner all the same?"
            return {} if await self._is_sure(question) else None
        instead = " ".join(outcome.verdict.instead)
        question = f"The answers say that it is no partnership. Use instead: {instead}"
        answers = [("leave", "Leave it"), ("add", "Add it all the same, and say why")]
        if await ask(self, Menu(question, answers)) != "add":
            return None
        why = await ask(self, AskLine("Why does it count as a partnership?", _drop, needed=True))
        return {"counts_because": why} if why else None

    async def _is_another(self, name: str, draft: OpenDraft) -> bool:
        """Whether it is none of those that are there, or is to be added all the same."""
        from tuiapp.domain import deeds
        from tuiapp.domain.duplicates import duplicates_of

        documents = self.register.snapshot.documents
        try:
            (change,) = deeds.add(name, {}, draft.draft.partner).changes
        except PartnerTuiError as error:
            self.tell(error)
            return False
        found = next(iter(duplicates_of(change.after, documents.values())), None)
        if found is None:
            return True
        other = clean_line(str(documents[found.other].get("name", "")))
        answers = [("add", "Add all the same"), ("open", "Open that one"), ("leave", "Leave it")]
        answer = await ask(self, Menu(f"There is already '{other}': {found.why}.", answers))
        if answer == "open":
            await self._open(found.other)
        return answer == "add"

    async def _level(self, outcome: Outcome) -> dict[str, str] | None:
        """Return the level where it is another than the answers say, and why; None to leave it."""
        order = list(LEVELS)
        place = order.index(outcome.level.value)
        others: list[Level] = [
            level for level in order[max(0, place - 1) : place + 2] if level != outcome.level.value
        ]
        answers = [(str(outcome.level.value), f"{LEVELS[outcome.level.value]}, as found")]
        answers += [(level, f"{LEVELS[level]} instead, and say why") for level in others]
        level = await ask(self, Menu("Which level of checks?", answers))
        if level is None or level == outcome.level.value:
            return {} if level else None
        why = await ask(self, AskLine("Why this level?", _drop, needed=True))
        return {"level": level, "level_reason": why} if why else None

    async def _save(
        self, name: str, outcome: Outcome, fields: Mapping[str, str], draft: OpenDraft
    ) -> None:
        from tuiapp.domain.spotter_deeds import add_spotted

        partner_id = draft.draft.partner
        propose = partial(
            add_spotted,
            name,
            outcome,
            dict(self.answers),
            by=self.register.by,
            on=self._today(),
            fields=fields,
            partner_id=partner_id,
        )
        self.save(propose)
        if partner_id in self.register.snapshot.documents:
            draft.end()
            await self._open(partner_id)
            self.say("Added and saved, with what your answers lead to; u takes it back.")

    async def _open(self, partner_id: str) -> None:
        from tuiapp.screens.partner import PartnerScreen

        await self.app.push_screen(PartnerScreen(self.register, self._today, partner_id))

    def action_back(self) -> None:
        """Go back; the answers are there again next time."""
        self.dismiss()


class AnswerDialog(ModalScreen[bool | None]):
    """A question of the spotter with its answers; each answer counts at once.

    Args:
        question: The question.
        chosen: What was answered before.
        keep: Takes the ids of the answers whenever they change.
    """

    CSS_PATH = "spotter.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("app.help", "screen.back")
    HELP: ClassVar[str | None] = (
        "Press the number of an answer, or go to it by the arrows and press Enter. Where several"
        " may apply, Space or the number ticks each and Enter goes on. Not sure is an answer too."
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


def _keep(draft: OpenDraft, typed: str, found: Mapping[str, str]) -> None:
    """Keep the name that is typed, with what goes into the form of a new partner."""
    draft.keep({**{k: v for k, v in found.items() if v}, "name": typed} if typed else {})


def _drop(typed: str) -> None:
    """Keep nothing of a reason: the form that would bring it back is not open yet."""
