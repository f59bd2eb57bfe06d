"""Places to type in that show nothing as it came: a paste may bring what drives a terminal."""

from __future__ import annotations

from textual import events
from textual.reactive import var
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from tuiapp.domain.text import clean


class LineInput(Input):
    """One line to type in."""

    def on_paste(self, event: events.Paste) -> None:
        """Take in signs what would drive the terminal."""
        event.text = clean(event.text)


class TextInput(TextArea):
    """Several lines to type in."""

    typed: var[str] = var("", init=False, always_update=True)
    """The text, for whoever watches it: told at each change, before that is drawn."""

    def edit(self, edit: Edit) -> EditResult:
        """Change the text, and tell."""
        result = super().edit(edit)
        self.typed = self.text
        return result

    def undo(self) -> None:
        """Take a change back, and tell."""
        super().undo()
        self.typed = self.text

    def redo(self) -> None:
        """Do a change again, and tell."""
        super().redo()
        self.typed = self.text

    def on_paste(self, event: events.Paste) -> None:
        """Take in signs what would drive the terminal."""
        event.text = clean(event.text)
