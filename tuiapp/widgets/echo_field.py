"""A field that says while one types what it understood."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from tuiapp.domain.text import clean
from tuiapp.widgets.fields import Field

Echo = Callable[[str], str]
"""Returns what was understood of what is typed, as a sentence; "" where nothing needs saying."""


class EchoField(Field):
    """A one-line field with a line below it that says what was understood.

    Args:
        name: Its name.
        label: What stands above it.
        help_text: One sentence about it, told until something is understood.
        value: What it holds.
        echo: Tells what was understood.
    """

    DEFAULT_CSS = """
    EchoField > .help.-understood { display: block; color: $foreground; }
    """

    def __init__(self, name: str, label: str, help_text: str, value: str, echo: Echo) -> None:
        super().__init__(name, label, help_text, value)
        self.echo = echo

    def watch_held(self, typed: str) -> None:
        """Say what was understood; where nothing was, what can be typed."""
        understood = self.echo(typed)
        line = self.query_one(".help", Static)
        line.update(Content(clean(understood or self.help_text)))
        line.set_class(bool(understood), "-understood")
