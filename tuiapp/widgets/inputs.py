"""Places to type in that show nothing as it came: a paste may bring what drives a terminal."""

from __future__ import annotations

from textual import events
from textual.reactive import var
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from tuiapp.domain.text import clean


def _lines(pasted: str) -> list[str]:
    """Return the lines of a paste: a terminal sends what Enter sends between them."""
    return pasted.replace("\r\n", "\n").replace("\r", "\n").split("\n")


class LineInput(Input):
    """One line to type in."""

    def on_paste(self, event: events.Paste) -> None:
        """Take every line, one after the other, and in signs what would drive the terminal."""
        lines = [line for line in _lines(event.text) if line.strip()]
        event.text = clean(" ".join(map(str.strip, lines)) if len(lines) > 1 else "".join(lines))


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
        """Take the lines as lines, and in signs what would drive the terminal."""
        event.text = clean("\n".join(_lines(event.text)))
