"""A page of the guidance, opened from wherever it explains something."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tuiapp.domain.pages import Page
from tuiapp.keymap import bind
from tuiapp.screens.base import BaseScreen
from tuiapp.store.register import Register
from tuiapp.widgets.prose import Prose


class PageScreen(BaseScreen):
    """One page to read; Esc goes back to where it was opened."""

    BINDINGS: ClassVar[list[BindingType]] = bind("screen.back")
    HELP: ClassVar[str | None] = "Read with the arrow keys; Esc takes you back to where you were."

    def __init__(self, register: Register, page: Page, where: str) -> None:
        super().__init__(register)
        self.page = page
        self._where = where

    def compose_body(self) -> ComposeResult:
        """Lay out the page."""
        yield Prose(self.page)

    def where(self) -> str:
        """Return the part of the guidance it is from."""
        return self._where

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()
