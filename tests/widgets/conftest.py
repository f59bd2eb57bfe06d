"""Widgets by themselves, in a host of a few lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from tuiapp.app.base import TerminalApp


class Host(App[None]):
    """Shows one widget, and keeps what it says.

    Args:
        widget: The widget, or what makes it where it needs an app to be made in.
    """

    HORIZONTAL_BREAKPOINTS = TerminalApp.HORIZONTAL_BREAKPOINTS

    def __init__(self, widget: Widget | Callable[[], Widget]) -> None:
        super().__init__()
        self.widget = widget
        self.heard: list[Message] = []
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        """Show the widget."""
        yield self.widget if isinstance(self.widget, Widget) else self.widget()

    def heard_of(self, kind: type[Message]) -> list[Any]:
        """Return the messages of a kind, oldest first."""
        return [message for message in self.heard if type(message) is kind]

    async def _on_message(self, message: Message) -> None:
        """Keep what comes up from the widget; there is no public way to hear of all kinds."""
        self.heard.append(message)
        await super()._on_message(message)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without the spaces at their ends."""
        # The compositor is private, and the only place where the whole screen is text.
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


MakeHost = Callable[[Widget | Callable[[], Widget]], Host]


@pytest.fixture
def host() -> MakeHost:
    """Return what makes the host of a widget."""
    return Host
