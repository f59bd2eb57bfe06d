"""Copying what is on the screen, through a terminal that never says whether it took it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from tuiapp.domain.text import clean, count

if TYPE_CHECKING:
    from tuiapp.screens.base import BaseScreen

LONGEST: Final = 50_000
"""How many characters to send at most: beyond about 75,000 bytes terminals drop all of it."""


@runtime_checkable
class _Readable(Protocol):
    """What can be told as plain text."""

    def as_text(self) -> str:
        """Return it."""


def copy(screen: BaseScreen) -> None:
    """Send the page or line with the focus to the terminal, and say no more than is known."""
    focused = screen.focused
    text = clean(focused.as_text()) if isinstance(focused, _Readable) else ""
    if not text:
        screen.say("There is nothing to copy here.")
    elif len(text) > LONGEST:
        screen.say(f"Not sent: {count(len(text), 'character')}, and terminals take {LONGEST:,}.")
    else:
        screen.app.copy_to_clipboard(text)
        what = "page" if "\n" in text else "line"
        screen.say(
            f"Sent the {what} to your terminal: {count(len(text), 'character')}. {_advice()}"
        )


def _advice() -> str:
    """Return what to do where the terminal did not take it, which nobody is told."""
    if os.environ.get("TMUX"):
        return "If pasting brings nothing: in tmux, set -g set-clipboard on. Or select by mouse."
    return "If pasting brings nothing, your terminal refuses it: select with the mouse instead."
