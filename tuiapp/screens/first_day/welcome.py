"""The page of the first day: four lines about the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from tuiapp.domain.pages.page import Block, Page
from tuiapp.keys.custom import with_keys
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.lines import KeyLine, MessageLine, TitleLine
from tuiapp.widgets.prose import Prose

if TYPE_CHECKING:
    from tuiapp.screens.first_day.first_day import Begun

FOUR_LINES = (
    "{app.today} Today: what needs you. {app.guide} Guide: to read."
    " {app.explore} Explore: benefits and pitfalls. {app.register} Register: partners.",
    "{app.help} shows the keys, {search.all} searches, {log.open} logs a contact.",
    "{edit.undo} undoes; all is saved at once.",
    "{app.quit} leaves; you come back to where you were.",
)
"""What somebody has to know to find everything else, in full sight in the smallest windows."""


class FourLines(ModalScreen[None]):
    """What somebody has to know to find everything else, on one page.

    Args:
        begun: The register that the dashboard is about to open on.
    """

    BINDINGS: ClassVar[list[BindingType]] = bind("welcome")
    HELP: ClassVar[str | None] = "Enter opens the dashboard. These lines are shown this once."

    def __init__(self, begun: Begun) -> None:
        super().__init__()
        self.begun = begun

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TitleLine()
        points = [Block("point", with_keys(self.app, line)) for line in FOUR_LINES]
        yield Prose(Page("Before you begin", tuple(points)))
        yield MessageLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Say where the register is, and what went wrong with keeping it in mind."""
        title = self.query_one(TitleLine)
        title.where, title.place = "Welcome to partnertui", self.begun.register.place
        self.query_one(MessageLine).say(self.begun.trouble, error=True)
        self.query_one(Prose).focus()

    def action_go_on(self) -> None:
        """Go on to the dashboard."""
        self.dismiss()
