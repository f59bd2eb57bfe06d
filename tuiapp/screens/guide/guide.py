"""Guide: the guidance in reading order."""

from __future__ import annotations

from typing import ClassVar

from tuiapp.domain.models.guide import Stage
from tuiapp.domain.pages.guide_pages import PARTS
from tuiapp.domain.pages.page import Block, Page
from tuiapp.domain.text import search_text
from tuiapp.screens.reading.entry_list import ReadingScreen
from tuiapp.screens.shared.messages import OpenEntry
from tuiapp.store.register import Register
from tuiapp.widgets.rows import Row, rows_under

SIDE_BY_SIDE = "frameworks/side-by-side"
"""The id of the line that opens the frameworks beside each other."""
SPOTTER = "spotter/answer"
"""The id of the line that opens the opportunity spotter."""

LEADING_ON = ("stages/", "tools/")
"""What the ids of lines begin with whose pages lead on, to items and to what they help against."""

OPENERS = {
    SIDE_BY_SIDE: (
        "The three side by side",
        "Enter shows the three frameworks part by part: what each is, when it fits, money, risks"
        " and how it ends.",
    ),
    SPOTTER: (
        "Answer the seven questions",
        "Enter asks seven questions, in any order. The answers tell whether it is a partnership,"
        " which framework and level of checks fit, and why.",
    ),
}
"""The lines that open a screen of their own, with what the page beside them says."""


class GuideScreen(ReadingScreen):
    """Introduction, frameworks, spotter, stages with their items, measures, tools, sources."""

    WHERE: ClassVar[str] = "2 Guide"
    HELP: ClassVar[str | None] = (
        "The guidance. Enter opens a page, {search.open} lists what holds some words."
    )

    def __init__(self, register: Register) -> None:
        super().__init__(register)
        self.answers: dict[str, tuple[str, ...]] = {}
        """What the opportunity spotter was answered; kept until the dashboard is closed."""

    def entry_rows(self, text: str) -> tuple[Row, ...]:
        """Return every part but benefits and pitfalls, which are weighed on their own screen."""
        rows: list[Row] = []
        for part, heading in PARTS.items():
            if part == "stages":
                for stage in self.guide.stages:
                    rows += self._stage_rows(stage, text)
            elif part not in ("benefits", "pitfalls"):
                entries = self.rows_of(part, getattr(self.guide, part), text)
                openers = self._openers_of(part, text)
                # The questions are there to be answered first, the frameworks to be compared last.
                lines = [*openers, *entries] if part == "spotter" else [*entries, *openers]
                rows += rows_under(heading, lines)
        return tuple(rows)

    def _openers_of(self, part: str, text: str) -> list[Row]:
        """Return the lines of a part that open a screen of their own."""
        return [
            Row(row_id, (words,))
            for row_id, (words, told) in OPENERS.items()
            if row_id.startswith(f"{part}/")
            and all(word in search_text(f"{words} {told}") for word in text.split())
        ]

    def _stage_rows(self, stage: Stage, text: str) -> tuple[Row, ...]:
        number = self.guide.stages.index(stage) + 1
        about = [
            row._replace(cells=("About this stage",))
            for row in self.rows_of("stages", (stage,), text)
        ]
        rows = [*about, *self.rows_of("stages", stage.items, text)]
        return rows_under(f"Stage {number}: {stage.heading}", rows)

    def page_at(self, row_id: str) -> Page:
        """Return the page of a line; of one that opens a screen, what Enter will show."""
        if row_id in OPENERS:
            words, told = OPENERS[row_id]
            return Page(words, (Block("text", told),))
        return super().page_at(row_id)

    def open_line(self, row_id: str) -> None:
        """Open the page of a line, or the screen it stands for."""
        if row_id == SIDE_BY_SIDE:
            from tuiapp.screens.guide.frameworks import FrameworksScreen

            self.app.push_screen(FrameworksScreen(self.register))
        elif row_id == SPOTTER:
            from tuiapp.screens.spotter.spotter import SpotterScreen

            self.app.push_screen(SpotterScreen(self.register, self.answers))
        elif row_id.startswith(LEADING_ON):
            part, entry_id = row_id.split("/")
            self.post_message(OpenEntry(part, entry_id, self.WHERE))
        else:
            super().open_line(row_id)
