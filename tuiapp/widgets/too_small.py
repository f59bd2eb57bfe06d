"""What stands over a screen while its window is too small to show any of it."""

from __future__ import annotations

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

LEAST: Final = Size(30, 8)
"""The smallest window, in cells, that shows enough of a screen to work with."""


def is_too_small(size: Size) -> bool:
    """Return whether a window shows too little to work with."""
    return size.width < LEAST.width or size.height < LEAST.height


class TooSmall(Widget):
    """Says that the window is too small, and how large it has to be.

    It lies above the screen and leaves the focus where it is: what is being typed goes on into
    its field, and is there again as soon as the window has grown.
    """

    DEFAULT_CSS = """
    TooSmall {
        layer: above; dock: top; width: 100%; height: 100%;
        background: $background; color: $foreground;
    }
    """

    def render(self) -> RenderResult:
        """Return the most important words first: the window may hold no more."""
        window = self.app.size
        return Content(
            f"Window too small: {window.width} by {window.height}."
            f" Make it {LEAST.width} by {LEAST.height} or more. Nothing is lost."
        )
