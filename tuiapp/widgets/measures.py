"""How a partner and the council work together, in scores from both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tuiapp.domain.choices import View
from tuiapp.domain.guide import Guide, Measure
from tuiapp.domain.partner import Partner
from tuiapp.domain.progress import asked_measures, band, gap_in_words
from tuiapp.keymap import bind
from tuiapp.widgets.rows import Column, Row, Rows, rows_under


class Measures(Rows):
    """The measures asked for; Enter scores one, w tells what it asks."""

    BINDINGS: ClassVar[list[BindingType]] = bind("measure.score", "measure.why")

    @dataclass
    class ScoreAsked(Message):
        """Somebody wants to score a measure."""

        measure_id: str

    @dataclass
    class WhyAsked(Message):
        """Somebody wants to know what a measure asks."""

        measure_id: str

    def show(self, partner: Partner, guide: Guide) -> None:
        """Show a partner's newest scores as they are stored."""
        self.columns = (Column(0), Column(20, 56), Column(20, 70), Column(16, 78))
        rows = [self._row(measure, partner) for measure in asked_measures(guide, partner)]
        self.rows = rows_under("0 to 4, 4 is always good: council view, partner view", rows)

    def _row(self, measure: Measure, partner: Partner) -> Row:
        council, theirs = (self._told(partner, measure, view) for view in ("council", "partner"))
        return Row(measure.id, (measure.name, council, theirs, gap_in_words(partner, measure.id)))

    @staticmethod
    def _told(partner: Partner, measure: Measure, view: View | str) -> str:
        score = partner.latest_score(measure.id, "council" if view == "council" else "partner")
        return f"{score.value} {band(score.value)}" if score else "Not scored"

    def action_score(self) -> None:
        """Score the measure."""
        if self.current:
            self.post_message(self.ScoreAsked(self.current))

    def action_why(self) -> None:
        """Tell what the measure asks."""
        if self.current:
            self.post_message(self.WhyAsked(self.current))
