"""Explore: what partnerships bring, and what to watch out for."""

from __future__ import annotations

from typing import ClassVar

from tuiapp.screens.reading import ReadingScreen
from tuiapp.widgets.rows import Row, rows_under


class ExploreScreen(ReadingScreen):
    """Benefits and pitfalls, family by family."""

    WHERE: ClassVar[str] = "3 Explore"
    HELP: ClassVar[str | None] = (
        "Benefits and things to watch out for. Enter opens one, / lists what holds some words."
    )

    def entry_rows(self, text: str) -> tuple[Row, ...]:
        """Return the families with their benefits, then those with their pitfalls."""
        rows: list[Row] = []
        for kind, title in (("benefits", "Benefit"), ("pitfalls", "Watch out")):
            for family in self.guide.families:
                if family.of == kind:
                    entries = tuple(e for e in getattr(self.guide, kind) if e.family == family.id)
                    heading = f"{title}: {family.heading}"
                    rows += rows_under(heading, self.rows_of(kind, entries, text))
        return tuple(rows)
