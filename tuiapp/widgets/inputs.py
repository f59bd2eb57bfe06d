"""Places to type in that show nothing as it came: a paste may bring what drives a terminal."""

from __future__ import annotations

from textual import events
from textual.widgets import Input, TextArea

from tuiapp.domain.text import clean


class LineInput(Input):
    """One line to type in."""

    def on_paste(self, event: events.Paste) -> None:
        """Take in signs what would drive the terminal."""
        event.text = clean(event.text)


class TextInput(TextArea):
    """Several lines to type in."""

    def on_paste(self, event: events.Paste) -> None:
        """Take in signs what would drive the terminal."""
        event.text = clean(event.text)
