"""The frameworks side by side, part by part."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one

from tuiapp.domain.pages.guide_pages import side_by_side
from tuiapp.domain.pages.page import prose
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.side_by_side import Group, SideBySide


class FrameworksScreen(BaseScreen):
    """What each framework is, when it fits and the rest, in a column each; Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = bind("frameworks")
    WHERE: ClassVar[str] = "2 Guide: frameworks"
    HELP: ClassVar[str | None] = (
        "The three frameworks, part by part. In a narrow window one is shown at a time: the left"
        " and right arrows go to the others at the same part. {compare.one} shows one"
        " at a time anywhere."
    )

    compared = query_one(SideBySide)

    def compose_body(self) -> ComposeResult:
        """Lay out the columns."""
        yield SideBySide()

    def on_mount(self) -> None:
        """Fill the columns."""
        self.compared.names = tuple(framework.name for framework in self.guide.frameworks)
        self.compared.groups = tuple(
            Group(row.heading, tuple(tuple(prose(text)) for text in row.texts))
            for row in side_by_side(self.guide)
        )
        self.compared.focus()
