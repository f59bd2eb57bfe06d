"""What every screen of the register shares: its lines, saving, undo, and saying what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.reactive import var
from textual.screen import Screen

from tuiapp.domain.changes.edits import Proposal
from tuiapp.domain.history.sentences import clock_time
from tuiapp.errors import PartnerTuiError
from tuiapp.keys.custom import titled, with_keys
from tuiapp.screens.shared.messages import OpenHistory, OpenLog, OpenSearch
from tuiapp.screens.shared.save_queue import save_queue
from tuiapp.store.register import Register, Saved, Snapshot
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.lines import BETWEEN, KeyLine, MessageLine, TitleLine
from tuiapp.widgets.rows import Rows

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.guide import Guide
    from tuiapp.screens.shared.conflict import Ending
    from tuiapp.screens.shared.dialogs import SaveLine


class BaseScreen(Screen[None]):
    """A screen with a title line, a message line and a key line around what it shows."""

    BINDINGS: ClassVar[list[BindingType]] = bind("screen")
    WHERE: ClassVar[str] = ""
    """What the title line says of it."""
    HELP: ClassVar[str | None] = ""
    """What one can do here, told at the top of the help."""

    IS_GUESS: ClassVar[bool] = False
    """Whether somebody who logs a contact here may well mean another partner than the current."""

    snapshot: var[Snapshot | None] = var(None, init=False)
    """The register as this screen shows it; what is shown is what is saved."""

    first_line = ""
    """The id of the line at which the list of this screen begins; "" for its top."""

    title_line = query_one(TitleLine)
    message_line = query_one(MessageLine)

    def __init__(self, register: Register) -> None:
        super().__init__()
        self.register = register
        self._trouble = ""
        """Why the register could not be read just now, in a few words; "" where it could."""
        self._trouble_told = ""
        """What was said of it."""
        self._offered = (True, False)
        """Whether Esc led back, and whether nothing could be saved, when the keys were shown."""

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
        if self.first_line:
            self.query_one(Rows).begin_at(self.first_line)
            self.first_line = ""
        self.look_again()

    def on_screen_suspend(self) -> None:
        """Take a quiet message away: somebody goes on to something else."""
        if self.is_shown:
            self.message_line.end()

    @property
    def is_shown(self) -> bool:
        """Whether it was shown already, and is not being taken down."""
        return self.snapshot is not None and self.is_attached and bool(self.query(KeyLine))

    def look_again(self) -> None:
        """Show the register as it is now; where it cannot be read, say so once and go on.

        What was last read stays in sight then, and the title says that something is wrong.
        """
        try:
            snapshot = self.register.refresh()
        except PartnerTuiError as error:
            snapshot = self.register.snapshot
            if str(error) != self._trouble_told:
                self.tell(error)
            self._trouble, self._trouble_told = error.title, str(error)
        else:
            if self._trouble:
                line = self._heard_line()
                if line.text == self._trouble_told:
                    line.say("")  # it is over
                self.say("The register can be read again: this is how it is now.")
                self._trouble, self._trouble_told = "", ""
        self.snapshot = snapshot
        self._show_title()

    def _show_title(self) -> None:
        header = self.register.snapshot.header
        warnings = [self._trouble.upper()] if self._trouble else []
        if self.register.why_read_only:
            warnings.append(f"READ-ONLY: {self.register.why_read_only}")
        if header.demo:
            warnings.append("DEMO: made-up")
        title = self.title_line
        title.warning = BETWEEN.join(warnings)
        title.about = f"saved {clock_time(header.saved_at, self._today())} by {header.saved_by}"
        title.place = self.register.place
        title.where = titled(self.app, self.where())
        offered = (self.has_way_back, bool(self.register.why_read_only))
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    @property
    def has_way_back(self) -> bool:
        """Whether Esc leads anywhere from here: what is said to work has to."""
        return self.is_on_top

    @property
    def is_on_top(self) -> bool:
        """Whether this was opened from another screen, to which Esc goes back."""
        return self.app.screen_stack[0] is not self

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back only where there is one, or something to take away."""
        if action == "back":
            return (
                self.has_way_back
                or (self.is_mounted and self.message_line.is_error)
                or save_queue(self).is_waiting()
            )
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Stop waiting for a save; else take away what went wrong; else go back."""
        if save_queue(self).stop():
            return
        if self.message_line.is_error:
            self.message_line.say(self.message_line.below)
        elif self.has_way_back:
            self.go_back()

    def go_back(self) -> None:
        """Go back to where this was opened from."""
        self.dismiss()

    def _today(self) -> date:
        """Return today's date as the app tells it: not every screen needs it for itself."""
        tell: Callable[[], date] = getattr(self.app, "today", date.today)
        return tell()

    def where(self) -> str:
        """Return what the title line says of this screen now."""
        return self.WHERE

    def say(self, text: str) -> None:
        """Say quietly what happened; what went wrong stays in sight."""
        self._heard_line().say_quietly(text)

    def tell(self, error: PartnerTuiError) -> None:
        """Say what went wrong; it stays until it is taken away."""
        self._heard_line().say(str(error), error=True)

    def refuses_changes(self) -> bool:
        """Return whether nothing can be saved, and if so say why: before anything is typed."""
        try:
            self.register.refuse_if_read_only()
        except PartnerTuiError as error:
            self.tell(error)
            return True
        return False

    def _heard_line(self) -> MessageLine:
        """Return the message line in sight: once this screen is left, that of the one below."""
        on_top = self.app.screen
        return on_top.message_line if isinstance(on_top, BaseScreen) else self.message_line

    def save(
        self,
        propose: Callable[[], Proposal],
        *,
        said: str = "",
        settled: Callable[[], None] | None = None,
        ask_again: Callable[[], object] | None = None,
    ) -> None:
        """Save what is proposed and show what is then stored.

        If the domain or the register refuses, the screen keeps showing what is stored and says
        why. Where somebody else changed the same thing meanwhile, the person chooses.

        Args:
            propose: Returns what to save.
            said: What to say once it is saved, where its label does not tell enough.
            settled: Called once it is saved, or was left to somebody else on purpose.
            ask_again: Called where it was given up or refused, if this screen is still in sight:
                what was typed for it is to stand there again.
        """
        from tuiapp.screens.shared import conflict  # not on the way to the first screen

        def end(ending: Ending | None) -> None:
            if ending is not None:
                self._show_ending(ending, said)
                if ending.is_settled and settled is not None:
                    settled()
                if ending.error is not None and ask_again is not None and self.is_active:
                    ask_again()

        try:
            proposal = propose()
        except PartnerTuiError as error:
            end(conflict.Ending(error=error))
        else:
            conflict.save(self, self.register, proposal, end)

    async def ask_and_save(
        self, line: SaveLine, *, said: str = "", settled: Callable[[], None] | None = None
    ) -> bool:
        """Ask for a line and save it; return whether nothing of that is left to be done.

        The question stays until then, with what is typed in it. It runs in a worker.

        Args:
            line: The question, which saves its answer.
            said: What to say once it is saved, where its label does not tell enough.
            settled: Called once it is saved, or was left to somebody else on purpose.
        """
        from tuiapp.screens.shared.dialogs import ask

        await ask(self, line)
        if line.ending is None:
            return False
        self._show_ending(line.ending, said)
        if settled is not None:
            settled()
        return True

    def _show_ending(self, ending: Ending, said: str) -> None:
        """Show what is stored after a save, and say what was done, or what was not."""
        self.snapshot = self.register.snapshot
        self._show_title()
        if ending.error is not None:
            self._heard_line().say(f"{ending.error} {ending.yours}".strip(), error=True)
        elif ending.saved is None:
            done = "Nothing was saved." if ending.went_back else "Left as it is."
            self.say(f"{done} {ending.yours}")
        elif ending.left:
            self.show_saved(ending.saved)
            self.say(f"Saved, but for what was left as it is. {ending.yours}")
        else:
            self.show_saved(ending.saved, said)

    def show_saved(self, saved: Saved, said: str = "") -> None:
        """Show what is stored after a save, and say what was done."""
        self.snapshot = saved.snapshot
        self._show_title()
        told = self.shown_label(saved.edit.label) if saved.edit else ""
        # In place of what went wrong before: whoever saves has seen it.
        self._heard_line().say(said or (f"{told}. Saved." if told else "It was so already."))

    def shown_label(self, label: str) -> str:
        """Return what was done as this screen says it."""
        return label

    def current_document(self) -> Document | None:
        """Return the document of the partner somebody is at; None where they are at none."""
        return None

    def line_at_cursor(self) -> str:
        """Return the id of the line under the cursor of this screen's list; "" where none is."""
        for rows in self.query(Rows) if self.is_shown else ():
            return rows.current or ""
        return ""

    def place_in_partner(self) -> tuple[str, str, str] | None:
        """Return the partner that is open here, its part, and the line; None where none is."""
        return None

    def action_search_all(self) -> None:
        """Search the guidance and all partners."""
        self.post_message(OpenSearch())

    def action_log(self) -> None:
        """Open the form that logs what was said to a partner."""
        if not self.register.snapshot.documents:
            add = "{app.register}, then {register.add}, adds one."
            self.say(with_keys(self.app, f"There is no partner to log a contact with yet: {add}"))
            return
        self.post_message(OpenLog(self.current_document()))

    def action_history(self) -> None:
        """Open the list of what was done in the register."""
        self.post_message(OpenHistory())

    def action_copy(self) -> None:
        """Send what is read, or the line under the cursor, to the terminal's clipboard."""
        from tuiapp.screens.shared.clipboard import copy

        self.say(copy(self.app, self.focused))

    def action_undo(self) -> None:
        """Take back this person's newest change; ask first where it is large or not from here."""
        from tuiapp.screens.shared import undo  # not on the way to the first screen

        undo.undo(self)

    def action_redo(self) -> None:
        """Do again what this person undid last; ask first where it is large or not from here."""
        from tuiapp.screens.shared import undo

        undo.redo(self)
