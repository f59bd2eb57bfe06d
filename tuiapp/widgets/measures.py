"""How a partner and the council work together, in scores from both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tuiapp.domain.choices import VIEWS
from tuiapp.domain.models.guide import Guide, Measure
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.register.progress import asked_measures, band, gap_in_words
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.rows import Column, Row, Rows, rows_under

ROOMY = 70
"""The narrowest list, in cells, in which scores are told with their bands."""


class Measures(Rows):
    """The measures asked for; Enter scores one, w tells what it asks."""

    BINDINGS: ClassVar[list[BindingType]] = bind("measures")

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
        self.columns = (
            Column(0),
            Column(7, below=ROOMY),
            Column(20, ROOMY),
            Column(20, ROOMY),
            Column(16, 78),
        )
        rows = [self._row(measure, partner) for measure in asked_measures(guide, partner)]
        told = "0 to 4, 4 is always good: council view, partner view"
        if not partner.scores:
            told = "No scores yet: Enter gives them, 0 to 4; 4 is always good"
        self.rows = rows_under(told, rows)

    @staticmethod
    def _row(measure: Measure, partner: Partner) -> Row:
        scores = [partner.latest_score(measure.id, view) for view in VIEWS]
        short = " / ".join(str(score.value) if score else "-" for score in scores)
        told = [f"{score.value} {band(score.value)}" if score else "Not scored" for score in scores]
        gap = gap_in_words(partner, measure.id)
        return Row(measure.id, (measure.name, short, *told, gap))

    def action_score(self) -> None:
        """Score the measure."""
        if self.current:
            self.post_message(self.ScoreAsked(self.current))

    def action_why(self) -> None:
        """Tell what the measure asks."""
        if self.current:
            self.post_message(self.WhyAsked(self.current))
