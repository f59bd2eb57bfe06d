"""Saving where somebody else changed the same thing: both values shown, and the person chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tuiapp.domain.dates import in_full, local_time
from tuiapp.domain.history.sentences import in_words
from tuiapp.domain.pages.page import Block, Page
from tuiapp.domain.text import clean_line
from tuiapp.errors import NotSaved, PartnerTuiError
from tuiapp.screens.shared.save_queue import save_queue
from tuiapp.store.register import Clash, Conflicted, Saved
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.lines import KeyLine, MessageLine, TitleLine
from tuiapp.widgets.prose import Prose

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Proposal, Shape
    from tuiapp.domain.history.conflicts import Question, Spot
    from tuiapp.store.register import Register

MINE, THEIRS, BACK, ALL_MINE, ALL_THEIRS = "12345"
"""The digits of the answers: the same ones whatever is asked."""
SHORT = 200
"""The longest value, in characters, that is told in a line with what it is."""
ROOMY = 18
"""The lines of a window in which each answer has a line of its own."""
READING_SECONDS = 0.3
"""How soon after a question comes a digit was meant for something else."""
BETWEEN_ANSWERS = "   "


@dataclass(frozen=True, slots=True)
class Ending:
    """How a save ended, once the person had chosen where there was something to choose.

    Attributes:
        saved: What it led to; None where nothing was written.
        error: Why nothing was written; None where somebody chose that, or everything was.
        left: What this person wanted and did not get: it was left to somebody else.
        went_back: Whether they chose to save nothing for now.
    """

    saved: Saved | None = None
    error: PartnerTuiError | None = None
    left: tuple[Question, ...] = ()
    went_back: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is left to be done."""
        return self.error is None and not self.went_back

    @property
    def yours(self) -> str:
        """What this person wanted and did not get, as a sentence; "" where they got it all."""
        told = "; ".join(question.yours for question in self.left)
        return f"Yours was: {told}." if told else ""


def save(
    screen: Screen[Any],
    register: Register,
    proposal: Proposal,
    end: Callable[[Ending | None], None],
    *,
    is_form: bool = False,
) -> None:
    """Save; where somebody else changed the same thing meanwhile, ask, and save what is chosen.

    Args:
        screen: Where the person is.
        register: Where to save.
        proposal: What to save.
        end: Told how it ended: at once, after a wait for somebody else's save, or once the
            person has answered.
        is_form: Whether what they typed is still there to go back to.
    """

    def finish(result: Saved | PartnerTuiError) -> None:
        if isinstance(result, Saved):
            end(Ending(saved=result))
        elif not isinstance(result, Conflicted):
            end(Ending(error=result))
        elif result.proposal.undoes is not None:
            end(Ending(error=_not_undone(result)))
        else:
            dialog = ConflictDialog(register, result, is_form=is_form)
            can_choose = is_form or any(question.kind != "gone" for question in dialog.questions)
            # Keys may come several at once, and the screen be left already.
            if can_choose and screen.is_active:
                screen.app.push_screen(dialog, end)
            else:
                end(Ending(error=result, left=tuple(dialog.questions)))

    save_queue(screen).save(screen, proposal, finish)


def _not_undone(error: Conflicted) -> NotSaved:
    """Return the refusal of an undo or redo, with who changed what since, in local time."""
    told = [_undo_met(clash) for clash in error.clashes[:3]]
    if len(error.clashes) > len(told):
        told.append(f"and {len(error.clashes) - len(told)} more")
    word = "redone" if error.proposal.label.startswith("Redid") else "undone"
    title = f"Not {word}, because it was changed since"
    return NotSaved(title, f"{'; '.join(told)}.", "Nothing was changed.")


def _undo_met(clash: Clash) -> str:
    conflict = clash.conflict
    what = " ".join(step.replace("_", " ") for step in conflict.change.path) or "the partner"
    if conflict.gone or conflict.current is None:
        deed = "removed"
    elif len(conflict.change.path) % 2:
        deed = f"changed to {in_words(conflict.current)}"
    else:
        deed = "changed"
    return f"{what} was {deed} by {_who_and_when(clash)}"


def _who_and_when(clash: Clash) -> str:
    """Return who made a change, and when, in local time."""
    if clash.at is None:
        return clean_line(clash.by)
    local = local_time(clash.at)
    return f"{clean_line(clash.by)}, {in_full(local)} {local:%H:%M}"


class ConflictDialog(ModalScreen[Ending]):
    """What two people changed, one thing at a time, each with the digits to choose by.

    It saves what is chosen; where somebody changed it again meanwhile, it asks again.

    Args:
        register: Where to save.
        error: What the save met.
        is_form: Whether what was typed is still there to go back to.
    """

    CSS_PATH = Path(__file__).with_name("conflict.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bind("dialog")
    HELP: ClassVar[str | None] = (
        "Somebody else changed the same thing since you opened it. Nothing is saved until you"
        " choose; press the number of an answer. Both values are kept in the history."
    )

    title_line = query_one(TitleLine)
    prose = query_one(Prose)
    answer_lines = query_one("#answers", Static)
    message_line = query_one(MessageLine)

    def __init__(self, register: Register, error: Conflicted, *, is_form: bool) -> None:
        super().__init__()
        self.register = register
        self.is_form = is_form
        self.questions: Sequence[Question] = ()
        """What is to be chosen, in the order it is asked."""
        self._left: list[Question] = []
        self._asked_at = Message().time
        """When the question came in sight, by the clock that keys are stamped with."""
        self._take(error)

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        yield TitleLine()
        yield Prose()
        yield Static(id="answers")
        yield MessageLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask the first question."""
        self.prose.focus()
        self._show()

    def _take(self, error: Conflicted) -> None:
        """Begin with the questions of a save that met somebody else's change."""
        from tuiapp.content.loader import load_guide
        from tuiapp.domain.history.conflicts import questions

        self._error = error
        self._documents = self.register.snapshot.documents
        conflicts = [clash.conflict for clash in error.clashes]
        self.questions = questions(
            error.proposal, conflicts, self._documents, load_guide(), _shape_of
        )
        self._at = 0
        self._is_mine: dict[Spot, bool] = {}

    @property
    def _question(self) -> Question:
        return self.questions[self._at]

    def _show(self) -> None:
        """Show the question that is to be answered now."""
        number = f": {self._at + 1} of {len(self.questions)}" if len(self.questions) > 1 else ""
        deed = "removed this" if self._question.kind == "gone" else "changed this too"
        self.title_line.where = f"Somebody else {deed}{number}"
        self.prose.show(_page(self._question, self._clash()))
        self.prose.scroll_home(animate=False)
        self._show_answers()
        self._asked_at = Message().time

    def _clash(self) -> Clash:
        """Return the newest change that the question is about."""
        met = [clash for clash in self._error.clashes if clash.conflict in self._question.conflicts]
        return max(met, key=lambda clash: (clash.at is not None, clash.at))

    def _answers(self) -> Mapping[str, str]:
        """Return what can be answered now, by digit."""
        kind = self._question.kind
        rest = self.questions[self._at :]
        answers: dict[str, str] = {}
        if kind != "gone":
            answers[MINE] = "Remove it all the same" if kind == "removal" else "Keep mine"
        leave = {"removal": "Leave it", "gone": "Leave it removed"}
        answers[THEIRS] = leave.get(kind, "Take theirs")
        answers[BACK] = "Go back to editing" if self.is_form else "Go back, save nothing"
        if len(rest) > 1:
            which = f"all {len(rest)}" if self._at == 0 else f"the {len(rest)} left"
            if all(question.kind != "gone" for question in rest):
                answers[ALL_MINE] = f"Keep mine in {which}"
            answers[ALL_THEIRS] = f"Take theirs in {which}"
        return answers

    def _show_answers(self) -> None:
        """Lay out the answers: a line each, or side by side in a small window."""
        told = [f"{digit}  {words}" for digit, words in self._answers().items()]
        if self.size.height < ROOMY:
            told = _side_by_side(told, max(1, self.size.width - 2))
        self.answer_lines.update(Content("\n".join(told)))

    def on_resize(self) -> None:
        """Lay the answers out anew."""
        self._show_answers()

    def on_key(self, event: events.Key) -> None:
        """Take the answer whose number was pressed."""
        if event.character and event.character in self._answers():
            event.stop()
            is_read = event.time > self._asked_at + READING_SECONDS
            if is_read and self.is_active and not save_queue(self).is_waiting(self):
                self._answer(event.character)

    def _answer(self, digit: str) -> None:
        if digit == BACK:
            self.action_cancel()
            return
        rest = [self._question] if digit in (MINE, THEIRS) else self.questions[self._at :]
        for question in rest:
            self._is_mine[question.spot] = digit in (MINE, ALL_MINE)
        if self._at + len(rest) < len(self.questions):
            self._at += len(rest)
            self._show()
        else:
            self._save()

    def _save(self) -> None:
        """Save what was chosen; if it was changed again meanwhile, ask again."""
        from tuiapp.domain.history.conflicts import settle

        proposal = settle(self._error.proposal, self._documents, self._is_mine, _shape_of)
        if proposal is None:
            self._left += self._given_up
            self.dismiss(Ending(left=tuple(self._left)))
        else:
            save_queue(self).save(self, proposal, self._finish)

    @property
    def _given_up(self) -> list[Question]:
        """The questions of this save in which the other person's value is to hold."""
        return [question for question in self.questions if not self._is_mine[question.spot]]

    def _finish(self, result: Saved | PartnerTuiError) -> None:
        """Leave with what was saved, or ask again."""
        if not self.is_active:
            return
        if isinstance(result, Saved):
            self.dismiss(Ending(saved=result, left=(*self._left, *self._given_up)))
        elif isinstance(result, Conflicted):
            self._left += self._given_up
            self._take(result)
            self.message_line.say("It was changed again while you chose.")
            self._show()
        else:
            self.dismiss(Ending(error=result, left=(*self._left, *self.questions)))

    def action_cancel(self) -> None:
        """Go back; nothing is saved."""
        if save_queue(self).stop(self):
            return
        self.dismiss(Ending(left=(*self._left, *self.questions), went_back=True))


def _shape_of(record: str) -> Shape:
    """Return how a record is laid out; what officers change on screens is a partner."""
    from tuiapp.domain.models.partner import PARTNER_SHAPE

    return PARTNER_SHAPE


def _page(question: Question, clash: Clash) -> Page:
    """Return a question as a page, every value whole."""
    told = {
        "both": [
            ("It was", question.was),
            ("Yours", question.mine),
            (f"Theirs ({_who_and_when(clash)})", question.theirs),
        ],
        "removal": [
            (f"Changed by {_who_and_when(clash)}, after you last saw it", question.theirs),
            ("Yours", question.mine),
        ],
        "gone": [
            ("", f"It was removed by {_who_and_when(clash)}."),
            ("Yours, which cannot be saved now", question.mine),
        ],
    }[question.kind]
    told = [(label, value) for label, value in told if value]
    blocks: list[Block] = []
    if all(len(value) <= SHORT and "\n" not in value for _, value in told):
        blocks = [Block("point", f"{label}: {value}" if label else value) for label, value in told]
    else:
        for label, value in told:
            blocks += [Block("heading", label)] if label else []
            blocks.append(Block("text", value))
    return Page(question.about, tuple(blocks))


def _side_by_side(answers: Sequence[str], width: int) -> list[str]:
    """Return answers in as few lines as they fit in, none of them broken."""
    lines = [answers[0]]
    for answer in answers[1:]:
        if len(lines[-1]) + len(BETWEEN_ANSWERS) + len(answer) <= width:
            lines[-1] += f"{BETWEEN_ANSWERS}{answer}"
        else:
            lines.append(answer)
    return lines
