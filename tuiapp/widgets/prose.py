"""A page to read, scrolled by keys."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from tuiapp.domain.pages import Block, Page
from tuiapp.domain.text import clean
from tuiapp.keymap import bind

STYLES = {"heading": "bold $primary", "text": "", "point": "", "source": "$text-muted"}
"""How each kind of block looks."""

POINT = "- "


class PageBlock(Static):
    """One block of a page; its text is shown as it is, never as markup."""

    DEFAULT_CSS = """
    PageBlock { width: 1fr; max-width: 84; height: auto; margin: 0 0 1 0; }
    PageBlock.-heading { margin: 0; }
    PageBlock.-point { margin: 0 0 0 2; }
    PageBlock.-source { margin: 0; }
    """

    def __init__(self, block: Block) -> None:
        text = POINT + block.text if block.kind == "point" else block.text
        super().__init__(Content.styled(clean(text), STYLES[block.kind]), classes=f"-{block.kind}")


class Prose(VerticalScroll, can_focus=True, inherit_bindings=False):
    """A page: headings, paragraphs, points and sources."""

    DEFAULT_CSS = """
    Prose { padding: 0 1; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind(
        "page.down", "page.up", "page.page_down", "page.page_up", "page.first", "page.last"
    )

    page: var[Page | None] = var(None, init=False)

    def compose(self) -> ComposeResult:
        """Lay out the page that is there at the start."""
        if self.page is not None:
            yield from self._blocks(self.page)

    def watch_page(self, page: Page | None) -> None:
        """Put another page in the place of this one."""
        if self.is_mounted:
            with self.app.batch_update():
                self.remove_children()
                if page is not None:
                    self.mount_all(self._blocks(page))
            self.scroll_home(animate=False)

    def _blocks(self, page: Page) -> list[PageBlock]:
        """Return a widget a block, with an empty line above each heading but the first."""
        blocks = [PageBlock(Block("heading", page.title)), *map(PageBlock, page.blocks)]
        for before, after in pairwise(blocks):
            if before.has_class("-point") and not after.has_class("-point"):
                before.styles.margin = (0, 0, 1, 2)
        if len(blocks) > 1:
            blocks[0].styles.margin = (0, 0, 1, 0)
        return blocks
