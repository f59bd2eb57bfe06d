"""A page of the guidance, opened from wherever it explains something."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tuiapp.domain.pages.guide_pages import sources_page
from tuiapp.domain.pages.page import Page
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.store.register import Register
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.prose import Prose


class SourcedScreen(BaseScreen):
    """A screen with a page of the guidance, whose sources are one key away."""

    BINDINGS: ClassVar[list[BindingType]] = bind("sourced")

    def shown_page(self) -> Page:
        """Return the page that is shown."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the sources only where there are some: not on a page about sources, say."""
        return bool(self.shown_page().sources) if action == "sources" else True

    def action_sources(self) -> None:
        """Open what is known of the page's sources."""
        page = sources_page(self.guide, self.shown_page())
        self.app.push_screen(PageScreen(self.register, page, self.where()))


class PageScreen(SourcedScreen):
    """One page to read; Esc goes back to where it was opened."""

    HELP: ClassVar[str | None] = (
        "Read with the arrow keys; Esc takes you back to where you were. A page of the guidance"
        " tells in full where it comes from when you press {page.sources}."
    )

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

    def shown_page(self) -> Page:
        """Return the page."""
        return self.page
