"""Copying what is on the screen, through a terminal that never says whether it took it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from tuiapp.domain.text import clean, count

if TYPE_CHECKING:
    from textual.app import App

LONGEST: Final = 50_000
"""How many characters to send at most: beyond about 75,000 bytes terminals drop all of it."""


@runtime_checkable
class _Readable(Protocol):
    """What can be told as plain text."""

    def as_text(self) -> str:
        """Return it."""


def copy(app: App[object], focused: object) -> str:
    """Send the page or line with the focus to the terminal's clipboard; return what to say of it.

    Args:
        app: The dashboard.
        focused: The widget with the focus.
    """
    text = clean(focused.as_text()) if isinstance(focused, _Readable) else ""
    if not text:
        return "There is nothing to copy here."
    return send(app, "the page" if "\n" in text else "the line", text)


def send(app: App[object], what: str, text: str) -> str:
    """Send a text to the terminal's clipboard; return what to say of it.

    Args:
        app: The dashboard.
        what: What the text is, in words.
        text: What to send.
    """
    size = count(len(text), "character")
    if len(text) > LONGEST:
        return f"Not sent: {what} has {size}, and terminals take {LONGEST:,}."
    app.copy_to_clipboard(text)
    return f"Sent {what} to your terminal: {size}. {_advice()}"


def _advice() -> str:
    """Return what to do where the terminal did not take it, which nobody is told."""
    if os.environ.get("TMUX"):
        return "If pasting brings nothing: in tmux, set -g set-clipboard on. Or select by mouse."
    return "If pasting brings nothing, your terminal refuses it: select with the mouse instead."
