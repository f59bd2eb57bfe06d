"""The line one types search words in."""

from __future__ import annotations

from textual import events

from tuiapp.widgets.inputs import LineInput


class SearchLine(LineInput):
    """Out of sight until opened; Enter or Down goes to the list, Esc takes the words away."""

    DEFAULT_CSS = """
    SearchLine { display: none; background: $panel; margin: 0 1; }
    SearchLine.-open { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder="Search: type words, then Enter", compact=True)

    def open(self) -> None:
        """Show the line and start typing."""
        self.add_class("-open")
        self.focus()

    def clear(self) -> None:
        """Take the words and the line away."""
        self.value = ""
        self._leave()

    def on_key(self, event: events.Key) -> None:
        """Leave the line by the keys that say so."""
        if event.key in ("enter", "down"):
            event.stop()
            event.prevent_default()
            self._leave()
        elif event.key == "escape":
            event.stop()
            event.prevent_default()
            self.clear()

    def _leave(self) -> None:
        """Go on to what comes after the line; it stays in sight while it narrows the list."""
        self.set_class(bool(self.value), "-open")
        if self.has_focus:
            self.screen.focus_next()
