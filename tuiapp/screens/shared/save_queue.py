"""Saving while somebody else saves: keys go on working, the wait is shown, and Esc ends it.

The register's lock is asked for again and again from a timer, never waited for: a save that waited
would stop every key of the dashboard.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from tuiapp.domain.text import clean_line, count
from tuiapp.errors import NotSaved, PartnerTuiError, RegisterBusy
from tuiapp.store.lock import LOCK_SECONDS
from tuiapp.store.register import Register, Saved
from tuiapp.widgets.lines import MessageLine

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen
    from textual.timer import Timer

    from tuiapp.domain.changes.edits import Proposal

RETRY_SECONDS = 0.1
"""How often a waiting save tries again."""

Finish = Callable[[Saved | PartnerTuiError], None]
"""Called with what a save led to."""


@dataclass(frozen=True, slots=True)
class WaitingSave:
    """A save that waits for the lock, and the screen that asked for it."""

    screen: Screen[Any]
    proposal: Proposal
    finish: Finish


class SaveQueue:
    """The saves of one dashboard, in the order they were asked for.

    A save that finds the lock free is done at once. Behind one that waits, all wait.

    Args:
        app: The dashboard.
        register: Where to save.
    """

    def __init__(self, app: App[Any], register: Register) -> None:
        self._app = app
        self._register = register
        self._waiting: deque[WaitingSave] = deque()
        self._since = 0.0
        self._holder = ""
        self._timer: Timer | None = None
        self._lines: dict[MessageLine, str] = {}
        """Where the wait is shown, and with which text."""

    def save(self, screen: Screen[Any], proposal: Proposal, finish: Finish) -> None:
        """Save now, or as soon as those before it are saved and the lock is free.

        Args:
            screen: Who asks.
            proposal: What to save.
            finish: Called with the result: at once, or after the wait.
        """
        if not self._waiting:
            result = self._try(proposal)
            if not isinstance(result, RegisterBusy):
                finish(result)
                return
            self._holder = result.holder
            self._since = monotonic()
            self._timer = self._app.set_interval(RETRY_SECONDS, self._retry)
        self._waiting.append(WaitingSave(screen, proposal, finish))
        self._show()
        self._app.screen.refresh_bindings()  # Esc ends the wait

    def is_waiting(self, screen: Screen[Any] | None = None) -> bool:
        """Whether a save waits: any, or one of a screen."""
        return any(screen is None or waiting.screen is screen for waiting in self._waiting)

    def stop(self, screen: Screen[Any] | None = None, why: str = "You stopped waiting.") -> bool:
        """Stop waiting, with all saves or with those of a screen; return whether any waited."""
        stopped = [each for each in self._waiting if screen is None or each.screen is screen]
        if stopped:
            labels = "; ".join(clean_line(each.proposal.label) for each in stopped)
            self._end(stopped, NotSaved("Not saved", f"{labels}.", why))
        return bool(stopped)

    def refuse_to_leave(self) -> None:
        """Say on the screen in sight that something is not saved yet."""
        for line in self._app.screen.query(MessageLine):
            line.say("You cannot leave yet: a change is not saved.", error=True)

    def _try(self, proposal: Proposal) -> Saved | PartnerTuiError:
        try:
            return self._register.save(proposal, wait=False)
        except PartnerTuiError as error:
            return error

    def _retry(self) -> None:
        """Save what can be saved now; end the wait that has lasted too long."""
        while self._waiting:
            first = self._waiting[0]
            result = self._try(first.proposal)
            if isinstance(result, RegisterBusy):
                self._holder = result.holder
                if monotonic() - self._since < LOCK_SECONDS:
                    self._show()
                else:
                    self._give_up(result)
                return
            self._since = monotonic()
            self._end([first], result)

    def _give_up(self, error: RegisterBusy) -> None:
        """End all saves with what one of them met, and the labels of all."""
        labels = "; ".join(clean_line(each.proposal.label) for each in self._waiting)
        told = RegisterBusy(error.title, f"{error.message} ({labels})", error.hint, error.holder)
        self._end(list(self._waiting), told)

    def _end(self, ended: list[WaitingSave], result: Saved | PartnerTuiError) -> None:
        for each in ended:
            self._waiting.remove(each)
        if not self._waiting:
            self._stop_timer()
        for each in ended:
            each.finish(result)
        if not self._app.is_running or not self._app.screen_stack:
            return
        self._app.screen.refresh_bindings()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        for line, text in self._lines.items():
            line.take_back(text)
        self._lines.clear()

    def _show(self) -> None:
        """Show the wait on the screen in sight, whichever that is by now."""
        for line in self._app.screen.query(MessageLine):
            text = self._in_words()
            if self._lines.get(line) != text or not line.is_shown(text):
                line.say_quietly(text)
                self._lines[line] = text

    def _in_words(self) -> str:
        who = clean_line(self._holder) or "another program"
        many = len(self._waiting)
        what = f" to save {count(many, 'change')}" if many > 1 else ""
        return f"Waiting for {who} to finish saving{what}. Esc stops waiting."


def save_queue(screen: Screen[Any]) -> SaveQueue:
    """Return the queue of the dashboard that a screen is in."""
    app: Any = screen.app
    queue: SaveQueue = app.save_queue
    return queue
