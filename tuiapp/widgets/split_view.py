"""A list, and beside it where there is room the page of the line under its cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import var
from textual.widget import Widget

if TYPE_CHECKING:
    from tuiapp.domain.pages.page import Page
    from tuiapp.widgets.prose import Prose

WIDE = 120
"""From how many columns on a window has room for a list and a page; the screen is then `-wide`."""


class Beside(Horizontal):
    """A list and, in a wide window, a page that follows its cursor.

    Whoever changes what the page tells without moving the cursor calls `follow`.

    Args:
        content: The list, or what holds several of which one is in sight.
        tell: Returns the page of the line somebody is at; None where there is nothing to tell. It
            is asked only while the page is in sight.
    """

    # The class that says how wide the window is stands on the screen, above this widget.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    Beside { height: 1fr; }
    Beside > .beside--content { width: 3fr; height: 1fr; }
    Beside > Prose { display: none; width: 2fr; height: 1fr; border-left: solid $border; }
    Beside > Prose:focus { border-left: solid $accent; }
    .-wide Beside > Prose { display: block; }
    .-wide Beside.-alone > Prose { display: none; }
    """

    is_alone: var[bool] = var(False, init=False, toggle_class="-alone")
    """Whether what is in sight just now has no page beside it, however wide the window is."""

    def __init__(self, content: Widget, tell: Callable[[], Page | None]) -> None:
        super().__init__()
        self.content = content
        self.prose: Prose | None = None
        """The page; none before there was room for one."""
        self._tell = tell
        self._is_due = False

    def compose(self) -> ComposeResult:
        """Lay out the list, and the page where there is room for it from the start."""
        self.content.add_class("beside--content")
        yield self.content
        if self._has_room:
            yield self._make_page()

    @property
    def _has_room(self) -> bool:
        """Whether the window has room for the page.

        The class `-wide` says the same on the screen, but may be set after this widget was resized:
        which of the two comes first depends on what else is going on.
        """
        return self.app.size.width >= WIDE

    def _make_page(self) -> Prose:
        from tuiapp.widgets.prose import Prose  # most windows never have room for it

        self.prose = Prose()
        return self.prose

    def on_rows_highlighted(self) -> None:
        """Follow the cursor."""
        self.follow()

    async def on_resize(self) -> None:
        """Tell as soon as there is room."""
        if self.prose is None and self._has_room:
            await self.mount(self._make_page())
        self.follow()

    def watch_is_alone(self) -> None:
        """Tell what there is to tell now."""
        self.follow()

    def follow(self) -> None:
        """Show the page of the line once what is on its way is drawn; of several keys, once."""
        if not self._is_due:
            self._is_due = True
            self.call_after_refresh(self._show)

    def _show(self) -> None:
        self._is_due = False
        page = self.prose
        if page is not None and page.is_mounted and self._has_room and not self.is_alone:
            page.show(self._tell())
