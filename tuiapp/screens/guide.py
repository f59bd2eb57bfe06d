"""Guide: the guidance in reading order."""

from __future__ import annotations

from typing import ClassVar

from tuiapp.domain.guide import Stage
from tuiapp.domain.pages import PARTS
from tuiapp.screens.reading import ReadingScreen
from tuiapp.widgets.rows import Row, rows_under


class GuideScreen(ReadingScreen):
    """Introduction, frameworks, spotter, stages with their items, measures, tools, sources."""

    WHERE: ClassVar[str] = "2 Guide"
    HELP: ClassVar[str | None] = "The guidance. Enter opens a page, / lists what holds some words."

    def entry_rows(self, text: str) -> tuple[Row, ...]:
        """Return every part but benefits and pitfalls, which are weighed on their own screen."""
        rows: list[Row] = []
        for part, heading in PARTS.items():
            if part == "stages":
                for stage in self.guide.stages:
                    rows += self._stage_rows(stage, text)
            elif part not in ("benefits", "pitfalls"):
                rows += rows_under(heading, self.rows_of(part, getattr(self.guide, part), text))
        return tuple(rows)

    def _stage_rows(self, stage: Stage, text: str) -> tuple[Row, ...]:
        number = self.guide.stages.index(stage) + 1
        about = [
            row._replace(cells=("About this stage",))
            for row in self.rows_of("stages", (stage,), text)
        ]
        rows = [*about, *self.rows_of("stages", stage.items, text)]
        return rows_under(f"Stage {number}: {stage.heading}", rows)
