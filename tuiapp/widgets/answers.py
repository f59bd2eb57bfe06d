"""The answers to a question: one is taken, or several are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.message import Message

from tuiapp.domain.pages.page import Block
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.links import Linked, LinkedProse

SIGNS = {(False, False): "( )", (False, True): "(x)", (True, False): "[ ]", (True, True): "[x]"}
"""How an answer begins, by whether several may be ticked and whether it is."""


class Choice(NamedTuple):
    """One answer."""

    id: str
    words: str
    alone: bool = False
    """Whether it goes with no other one."""


class AnswerLines(LinkedProse):
    """A page whose lines that lead on are answers: the arrows go from one to the next."""

    def action_next_link(self) -> None:
        """Go to the next answer, wherever it is: answers are gone through, not read past."""
        self._go_to_answer(self.cursor + 1)

    def action_previous_link(self) -> None:
        """Go to the answer before; from the first one to the top."""
        if self.cursor == 0:
            self._go_to_line(0)
        else:
            self._go_to_answer(self.cursor - 1)

    def action_first(self) -> None:
        """Go to the first answer, with as much of the question as there is room for."""
        self._go_to_line(0)
        self._go_to_answer(0)

    def action_last(self) -> None:
        """Go to the last answer."""
        self._go_to_answer(len(self._tos) - 1)

    def _go_to_answer(self, place: int) -> None:
        self.cursor = max(0, min(place, len(self._tos) - 1))
        self._show_whole()


class Answers(AnswerLines):
    """A question with its answers; a digit or Enter takes one, or Space ticks several.

    Args:
        question: What is asked.
        told: What helps to answer it.
        choices: The answers.
        several: Whether several may be ticked.
        chosen: The ids of those that are.
    """

    BINDINGS: ClassVar[list[BindingType]] = bind("answers")

    @dataclass
    class Answered(Message):
        """What is chosen changed, or is to be taken as it is."""

        chosen: tuple[str, ...]
        is_done: bool
        """Whether that is all."""

    def __init__(
        self,
        question: str,
        told: Sequence[str],
        choices: Sequence[Choice],
        *,
        several: bool,
        chosen: Sequence[str],
        not_sure: str,
    ) -> None:
        super().__init__()
        self.question = question
        self.told = told
        self.choices = choices
        self.several = several
        self.chosen = tuple(chosen)
        self.not_sure = not_sure

    def on_mount(self) -> None:
        """Show the answers, the cursor on the first that is chosen."""
        self._draw()
        chosen = [n for n, choice in enumerate(self.choices) if choice.id in self.chosen]
        self.cursor = chosen[0] if chosen else 0
        self._is_held = True  # it is at what is chosen, and stays there
        self.call_after_refresh(self._bring_in_sight)

    def _draw(self) -> None:
        shown = [Linked(Block("text", text)) for text in self.told]
        for number, choice in enumerate(self.choices, start=1):
            sign = SIGNS[self.several, choice.id in self.chosen]
            digit = str(number) if number < 10 else " "
            shown.append(Linked(Block("point", f"{digit} {sign} {choice.words}"), choice.id))
        self.show(self.question, shown)

    def on_key(self, event: events.Key) -> None:
        """Take the answer whose number was pressed."""
        if event.character and event.character in "123456789"[: len(self.choices)]:
            event.stop()
            self.cursor = int(event.character) - 1
            self._take(self.choices[self.cursor])

    def _take(self, choice: Choice) -> None:
        if self.several:
            self._tick(choice)
        else:
            self._answer((choice.id,), is_done=True)

    def _tick(self, choice: Choice) -> None:
        """Tick an answer or untick it; one that stands alone takes the others away."""
        ticked = [one for one in self.choices if one.id in self.chosen]
        is_all = choice not in ticked and choice.alone
        if choice in ticked:
            ticked.remove(choice)
        elif choice.alone:
            ticked = [choice]
        else:
            ticked = [one for one in ticked if not one.alone] + [choice]
        order = [one.id for one in self.choices if one in ticked]
        self._answer(tuple(order), is_done=is_all)

    def _answer(self, chosen: tuple[str, ...], *, is_done: bool) -> None:
        self.chosen = chosen
        self._draw()
        self.post_message(self.Answered(chosen, is_done))

    @property
    def _at(self) -> Choice:
        return self.choices[self.cursor]

    def action_tick(self) -> None:
        """Tick the answer under the cursor, or take it where there can be one only."""
        if self._is_seen():
            self._take(self._at)

    def action_choose(self) -> None:
        """Take the answer under the cursor; where several are ticked already, take those."""
        if self.several and self.chosen:
            self._answer(self.chosen, is_done=True)
        elif self._is_seen():
            self._answer((self._at.id,), is_done=True)

    def _is_seen(self) -> bool:
        """Whether the answer under the cursor was in sight; where not, it is brought there."""
        is_seen = self.current is not None
        self._show_whole()
        return is_seen

    def action_not_sure(self) -> None:
        """Say that nobody is sure yet."""
        choice = next(one for one in self.choices if one.id == self.not_sure)
        if self.chosen:
            self._take(choice)
        else:
            self._answer((choice.id,), is_done=True)

    def action_clear(self) -> None:
        """Take back what was answered."""
        self._answer((), is_done=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer ticks only where there may be several."""
        return action != "tick" or self.several
