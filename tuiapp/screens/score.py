"""Scoring one measure: what a score looks like, and a digit."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from tuiapp.domain.choices import VIEWS, View
from tuiapp.domain.guide import Measure
from tuiapp.domain.text import clean, clean_line
from tuiapp.errors import NotSaved
from tuiapp.keymap import bind
from tuiapp.screens.dialogs import AskLine, ask
from tuiapp.widgets.lines import KeyLine

if TYPE_CHECKING:
    from tuiapp.store.drafts import OpenDraft


class GivenScore(NamedTuple):
    """What was answered."""

    value: int
    view: View
    note: str


class ScoreDialog(ModalScreen[GivenScore | None]):
    """One measure; a digit from 0 to 4 scores it."""

    CSS_PATH = "score.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        "score.view", "score.note", "app.help", "dialog.cancel"
    )
    HELP: ClassVar[str | None] = (
        "Press 0, 1, 2, 3 or 4 to score. v changes whose view it is; n adds a note first."
    )

    view: reactive[View] = reactive[View]("council")
    note: reactive[str] = reactive("")

    def __init__(self, measure: Measure, partner_name: str, draft: OpenDraft) -> None:
        super().__init__()
        self.measure = measure
        self.partner_name = partner_name
        self.draft = draft
        """Where the note is kept until the score is saved."""

    def compose(self) -> ComposeResult:
        """Lay out what is asked and what scores look like."""
        measure = self.measure
        looks = ((0, measure.at_0), (1, "Between"), (2, measure.at_2), (3, "Between"))
        with Vertical(classes="dialog"):
            title = f"{measure.name}: {clean_line(self.partner_name)}"
            yield Static(Content.styled(title, "bold"))
            yield Static(Content(clean(measure.question)))
            yield Static(self._told(), id="view")
            for value, text in (*looks, (4, measure.at_4)):
                yield Static(Content(f"{value}  {text}"))
            yield KeyLine()

    def on_mount(self) -> None:
        """Open the note that an ended session left."""
        typed = self.draft.draft.values
        self.view = next((view for view in VIEWS if view == typed.get("view")), self.view)
        if "note" in typed:
            self.note = typed["note"]
            if self.draft.brought_back:
                self.action_note()

    def watch_view(self) -> None:
        """Say whose view it is now."""
        self._tell()

    def watch_note(self) -> None:
        """Show the note."""
        self._tell()

    def _told(self) -> Content:
        noted = f"\nNote: {clean(self.note)}" if self.note else ""
        told = f"{VIEWS[self.view]}: press a digit from 0 to 4{noted}"
        return Content.styled(told, "bold $accent")

    def _tell(self) -> None:
        for line in self.query("#view").results(Static):
            line.update(self._told())

    def on_key(self, event: events.Key) -> None:
        """Take the digit as the score."""
        if event.character and event.character in "01234":
            event.stop()
            if self.is_active:  # and not left already: keys may come several at once
                self.dismiss(GivenScore(int(event.character), self.view, self.note))

    def action_other_view(self) -> None:
        """Change whose view it is."""
        self.view = "partner" if self.view == "council" else "council"
        if self.note:
            with suppress(NotSaved):  # the note was refused first, and that was told
                self._keep(self.note)

    def _keep(self, note: str) -> None:
        self.draft.keep({"note": note, "view": self.view} if note else {})

    @work
    async def action_note(self) -> None:
        """Ask for a note that goes with the score."""
        question = "A note that goes with the score"
        note = await ask(self, AskLine(question, self._keep, self.note))
        if note is not None:
            self.note = note
        else:
            with suppress(NotSaved):
                self._keep(self.note)

    def action_cancel(self) -> None:
        """Leave without a score."""
        self.dismiss(None)
