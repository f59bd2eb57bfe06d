"""Places to type in that show nothing as it came: a paste may bring what drives a terminal."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

from textual import events
from textual.reactive import var
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from tuiapp.domain.text import clean


def _lines(pasted: str) -> list[str]:
    """Return the lines of a paste: a terminal sends what Enter sends between them."""
    return pasted.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _in_one_line(pasted: str) -> str:
    """Return every line of a paste, one after the other, and what drives a terminal in signs."""
    lines = [line for line in _lines(pasted) if line.strip()]
    return clean(" ".join(map(str.strip, lines)) if len(lines) > 1 else "".join(lines))


KEPT_CHANGES = 100
"""How many changes of a line can be taken back."""


class LineInput(Input):
    """One line to type in, whose changes are taken back by ctrl+z and done again by ctrl+y."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cursor_blink = False
        self._before: deque[tuple[str, int]] = deque(maxlen=KEPT_CHANGES)
        """What the line held before each change, with the cursor."""
        self._after: list[tuple[str, int]] = []
        """What it held before each change was taken back."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Change the text, as every key and paste does, so that it can be taken back."""
        before = (self.value, self.cursor_position)
        super().replace(text, start, end)
        if self.value != before[0]:
            self._before.append(before)
            self._after.clear()

    def key_ctrl_z(self, event: events.Key) -> None:
        """Take back the last change of the line."""
        event.stop()
        self.action_undo()

    def key_ctrl_y(self, event: events.Key) -> None:
        """Do again what was taken back."""
        event.stop()
        self.action_redo()

    def action_undo(self) -> None:
        """Take back the last change of the line."""
        if self._before:
            self._after.append((self.value, self.cursor_position))
            self._show_again(*self._before.pop())

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        if self._after:
            self._before.append((self.value, self.cursor_position))
            self._show_again(*self._after.pop())

    def _show_again(self, value: str, cursor: int) -> None:
        self.value = value
        self.cursor_position = cursor

    def on_paste(self, event: events.Paste) -> None:
        """Take what the terminal pastes as one line."""
        event.text = _in_one_line(event.text)

    def action_paste(self) -> None:
        """Take what was copied here as one line too."""
        self.replace(_in_one_line(self.app.clipboard), *self.selection)


class TextInput(TextArea):
    """Several lines to type in; the column of the scrollbar is kept free, as in `Prose`."""

    DEFAULT_CSS = """
    TextInput {
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; scrollbar-gutter: stable;
    }
    """

    typed: var[str] = var("", init=False, always_update=True)
    """The text, for whoever watches it: told at each change, before that is drawn."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cursor_blink = False

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

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        """Take edits back, the last one first."""
        for edit in reversed(edits):
            edit.undo(self)
        self._show_batch(edits[:1])

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        """Do edits again, in order."""
        for edit in edits:
            edit.do(self, record_selection=False)
        self._show_batch(edits[-1:])

    def _show_batch(self, last: Sequence[Edit]) -> None:
        """Show the text after several edits, with the cursor where the last of them leaves it.

        Textual sizes the area before it moves the cursor: where a scrollbar comes or goes, it
        then looks for a cursor that is beyond the text, and the program ends. It also wraps only
        the lines between the outermost places of the edits, which were counted in different
        states of the text. These methods have no public names; remove them when Textual's own
        put both right.
        """
        if not last:
            return
        self.wrapped_document.wrap(self.wrap_width, self.indent_width)
        for edit in last:
            edit.after(self)
        self._cursor_offset = self.wrapped_document.location_to_offset(self.cursor_location)
        self._refresh_size()
        self._build_highlight_map()
        self.post_message(self.Changed(self))
        self.update_suggestion()

    def on_paste(self, event: events.Paste) -> None:
        """Take the lines as lines, and in signs what would drive the terminal."""
        event.text = clean("\n".join(_lines(event.text)))
