"""A round of scores: what a score of each measure looks like, and a digit for each."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from tuiapp.domain.choices import VIEWS, View
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.guide import Measure
from tuiapp.domain.register.partner_edits import GivenScore
from tuiapp.domain.text import clean, count, shortened
from tuiapp.errors import NotSaved
from tuiapp.screens.shared.dialogs import AskLine, Confirm, ask
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.lines import KeyLine
from tuiapp.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from tuiapp.domain.models.partner import Partner
    from tuiapp.person.drafts import OpenDraft

NOTE: Final = "note"
"""What the name of a note in a draft ends with."""


class Round(Rows):
    """The measures of a round, each with the score it gets; Enter saves them all."""

    DEFAULT_CSS = """
    Round { height: auto; max-height: 9; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind("score-rows")


class ScoreDialog(ModalScreen["Sequence[GivenScore] | None"]):
    """The measures asked for, one under the other; a digit from 0 to 4 scores one.

    Args:
        measures: What can be scored, in order.
        partner: Who is scored.
        draft: Where the scores and notes are kept until they are saved.
        first: The id of the measure to begin at.
    """

    CSS_PATH = Path(__file__).with_name("score.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bind("score")
    HELP: ClassVar[str | None] = (
        "Press 0, 1, 2, 3 or 4: it scores the measure with the > sign and goes on to the next."
        " Leave out what you cannot score. {score.view} changes whose view it is; both may"
        " be scored before Enter saves the round as one change."
    )
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - Textual's own type

    view: reactive[View] = reactive[View]("council", init=False)

    rows = query_one(Round)

    def __init__(
        self, measures: Sequence[Measure], partner: Partner, draft: OpenDraft, first: str = ""
    ) -> None:
        super().__init__()
        self.measures = {measure.id: measure for measure in measures}
        self.partner = partner
        self.draft = draft
        self.first = first
        self.given: dict[str, str] = {
            name: text for name, text in draft.draft.values.items() if self._is_known(name)
        }
        """The digits and notes, under the names they have in the draft."""
        self._missing = ("", "")
        """The measure that Enter could not save, and why; "" for none."""

    def compose(self) -> ComposeResult:
        """Lay out the measures, and below them what the scores of one look like."""
        with Vertical(classes="dialog"):
            yield Static(id="title")
            rows = Round()
            rows.columns = (Column(0), Column(3), Column(34, 60))
            yield rows
            yield Static(id="looks")
            yield Static(id="said")
            yield KeyLine()

    def on_mount(self) -> None:
        """Begin at a measure, with what an ended session left."""
        views = [name.partition(":")[0] for name in self.given]
        self.set_reactive(ScoreDialog.view, "partner" if "partner" in views else "council")
        self._fill()
        self.rows.go_to(self.first or next((n.split(":")[1] for n in self.given), ""))
        self.rows.focus()

    def _is_known(self, name: str) -> bool:
        view, _, rest = name.partition(":")
        return view in VIEWS and rest.partition(":")[0] in self.measures

    def watch_view(self) -> None:
        """Show the scores of the other view."""
        self._fill()

    def _fill(self) -> None:
        """Show the measures with what each gets in this view, and got before."""
        self.rows.rows = tuple(self._row(measure) for measure in self.measures.values())
        self._tell()

    def _row(self, measure: Measure) -> Row:
        name = f"{self.view}:{measure.id}"
        noted = " *" if self.given.get(f"{name}:{NOTE}") else ""
        before = self.partner.latest_score(measure.id, self.view)
        last = f"before: {before.value}, {in_full(before.on)}" if before else "not scored before"
        digit = self.given.get(name, "_")
        return Row(measure.id, (f"{measure.name}{noted}", f"[{digit}]", last))

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        self.call_after_refresh(self._tell)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """Say what the scores of the measure look like."""
        self._tell()

    def _tell(self) -> None:
        """Say whose view it is, and what the scores of the measure with the sign look like."""
        measure = self.measures.get(self.rows.current or "")
        if measure is None:
            return
        number = list(self.measures).index(measure.id) + 1
        told = f"{VIEWS[self.view]} of {shortened(self.partner.name)}"
        place = f"{number} of {len(self.measures)}"
        other: View = "partner" if self.view == "council" else "council"
        given = sum(f"{other}:{known}" in self.given for known in self.measures)
        place += f" ({VIEWS[other].casefold()}: {given} given)" if given else ""
        self.query_one("#title", Static).update(Content.styled(f"{told}: {place}", "bold"))
        looks = [f"0  {measure.at_0}", f"2  {measure.at_2}", f"4  {measure.at_4}"]
        if not self.has_class("-short"):  # there what scores look like goes before what is asked
            looks = [measure.question, *looks, "1 and 3 are between. Press a digit."]
        self.query_one("#looks", Static).update(Content(clean("\n".join(looks))))
        note = self.given.get(f"{self.view}:{measure.id}:{NOTE}", "")
        lines = [f"Note: {note}" if note else ""]
        lines += [why for known, why in [self._missing] if known == measure.id]
        said = self.query_one("#said", Static)
        said.update(Content(clean("\n".join(filter(None, lines)))))
        said.display = any(lines)

    def on_key(self, event: events.Key) -> None:
        """Take the digit as the score, and go on to the next measure."""
        measure_id = self.rows.current
        if event.character and event.character in "01234" and measure_id:
            event.stop()
            self._give(f"{self.view}:{measure_id}", event.character)
            self.rows.action_cursor_down()

    def _give(self, name: str, text: str) -> None:
        """Put down a digit or a note, or take it away where there is none."""
        self.given = {known: held for known, held in self.given.items() if known != name}
        self.given |= {name: text} if text else {}
        self._missing = ("", "")
        self._fill()
        with suppress(NotSaved):  # that the draft was refused is told where a note is typed
            self.draft.keep(self.given)

    def action_clear(self) -> None:
        """Take the score of the measure with the sign away again."""
        if self.rows.current:
            self._give(f"{self.view}:{self.rows.current}", "")

    def action_other_view(self) -> None:
        """Change whose view it is."""
        self.view = "partner" if self.view == "council" else "council"
        is_begun = any(name.startswith(f"{self.view}:") for name in self.given)
        if not is_begun and self.rows.current == list(self.measures)[-1]:
            self.rows.action_first()  # the round of this view begins where that of the other did

    @work
    async def action_note(self) -> None:
        """Ask for a note that goes with the score of the measure with the sign."""
        measure_id = self.rows.current
        if measure_id is None:
            return
        name = f"{self.view}:{measure_id}:{NOTE}"
        held = self.given.get(name, "")

        def keep(typed: str) -> None:
            self.draft.keep({**self.given, name: typed})

        question = f"A note that goes with the score of {self.measures[measure_id].name}"
        note = await ask(self, AskLine(question, keep, held))
        self._give(name, held if note is None else note)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Leave with the scores given; a note waits for its score."""
        if not self.is_active:  # left already: keys may come several at once
            return
        for name in self.given:
            view, measure_id, *rest = name.split(":")
            if rest and f"{view}:{measure_id}" not in self.given:
                self.view = "partner" if view == "partner" else "council"
                self.rows.go_to(measure_id)
                self._miss(measure_id, "The note needs its score: press a digit from 0 to 4.")
                return
        if self.given:
            self.dismiss(self._scores())
        else:
            self._miss(event.row_id, "Nothing is scored yet: press a digit, or Esc to leave.")

    def _miss(self, measure_id: str, why: str) -> None:
        self._missing = (measure_id, why)
        self._tell()

    def _scores(self) -> list[GivenScore]:
        scores: list[GivenScore] = []
        for view in VIEWS:
            for measure in self.measures.values():
                name = f"{view}:{measure.id}"
                if name in self.given:
                    note = self.given.get(f"{name}:{NOTE}", "")
                    scores.append(GivenScore(measure, view, int(self.given[name]), note))
        return scores

    def action_cancel(self) -> None:
        """Leave without a score; ask first where something was given."""
        if self.given:
            given = count(len(self._scores()), "score")
            self.app.push_screen(Confirm(f"Leave without saving {given}?"), self._leave_if_sure)
        else:
            self.dismiss(None)

    def _leave_if_sure(self, is_sure: bool | None) -> None:
        if is_sure and self.is_active:
            self.dismiss(None)
