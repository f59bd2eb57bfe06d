"""What every screen of the register shares: its lines, saving, undo, and saying what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.reactive import var
from textual.screen import Screen

from tuiapp.domain import log
from tuiapp.domain.changes import Proposal
from tuiapp.domain.text import clean_line
from tuiapp.errors import PartnerTuiError
from tuiapp.keymap import bind
from tuiapp.store.register import Register, Saved, Snapshot
from tuiapp.widgets.lines import KeyLine, MessageLine, TitleLine

if TYPE_CHECKING:
    from tuiapp.domain.guide import Guide


class BaseScreen(Screen[None]):
    """A screen with a title line, a message line and a key line around what it shows."""

    BINDINGS: ClassVar[list[BindingType]] = bind("edit.undo", "edit.redo")
    WHERE: ClassVar[str] = ""
    """What the title line says of it."""
    HELP: ClassVar[str | None] = ""
    """What one can do here, told at the top of the help."""

    snapshot: var[Snapshot | None] = var(None, init=False)
    """The register as this screen shows it; what is shown is what is saved."""

    title_line = query_one(TitleLine)
    message_line = query_one(MessageLine)

    def __init__(self, register: Register) -> None:
        super().__init__()
        self.register = register

    def compose(self) -> ComposeResult:
        """Put the lines around the body."""
        yield TitleLine()
        yield from self.compose_body()
        yield MessageLine()
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """Yield what is between the lines."""
        raise NotImplementedError

    @property
    def guide(self) -> Guide:
        """The guidance, loaded when it is first needed."""
        from tuiapp.content.loader import load_guide  # not on the way to the first screen

        return load_guide()

    def on_screen_resume(self) -> None:
        """Show the register as it is now, whoever changed it meanwhile."""
        try:
            self.snapshot = self.register.refresh()
        except PartnerTuiError as error:
            self.tell(error)
        self._show_title()

    def _show_title(self) -> None:
        header = self.register.snapshot.header
        parts = [self.register.place, f"saved by {header.saved_by}"]
        if self.register.why_read_only:
            parts.insert(0, f"READ-ONLY: {self.register.why_read_only}")
        if header.demo:
            parts.insert(0, "DEMO: made-up partners")
        self.title_line.about = " · ".join(map(clean_line, parts))
        self.title_line.where = self.where()

    def where(self) -> str:
        """Return what the title line says of this screen now."""
        return self.WHERE

    def say(self, text: str) -> None:
        """Say quietly what happened."""
        self._heard_line().say(text)

    def tell(self, error: PartnerTuiError) -> None:
        """Say what went wrong; it stays until something else is said."""
        self._heard_line().say(str(error), error=True)

    def _heard_line(self) -> MessageLine:
        """Return the message line in sight: once this screen is left, that of the one below."""
        on_top = self.app.screen
        return on_top.message_line if isinstance(on_top, BaseScreen) else self.message_line

    def save(self, propose: Callable[[], Proposal]) -> bool:
        """Save what is proposed and show what is then stored; return whether it was saved.

        If the domain or the register refuses, the screen keeps showing what is stored and says
        why.
        """
        try:
            saved = self.register.save(propose())
        except PartnerTuiError as error:
            self.snapshot = self.register.snapshot
            self.tell(error)
            return False
        self.show_saved(saved)
        return True

    def show_saved(self, saved: Saved) -> None:
        """Show what is stored after a save, and say what was done."""
        self.snapshot = saved.snapshot
        self._show_title()
        self.say(f"{saved.edit.label}. Saved." if saved.edit else "It was so already.")

    def action_undo(self) -> None:
        """Take back this person's newest change."""
        edit = log.edit_to_undo(self.register.history(), self.register.by)
        if edit is None:
            self.say("There is nothing of yours to undo.")
        else:
            self.save(partial(log.undo, edit))

    def action_redo(self) -> None:
        """Do again what this person undid last."""
        edit = log.edit_to_redo(self.register.history(), self.register.by)
        if edit is None:
            self.say("There is nothing of yours to redo.")
        else:
            self.save(partial(log.undo, edit))
