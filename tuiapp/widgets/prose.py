"""A page to read, scrolled by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult, RenderResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.reactive import reactive
from textual.widget import Widget

from tuiapp.domain.text import clean
from tuiapp.widgets.bindings import bind

if TYPE_CHECKING:
    from tuiapp.domain.pages.page import Block, Page

STYLES = {"title": "bold", "heading": "bold $primary", "source": "$text-muted"}
"""How a block looks that is not plain text."""

POINT = "- "
LINE_LENGTH = 80
"""The longest line that is comfortable to read, in cells."""


class PageText(Widget):
    """The text of a page, wrapped to the width there is; points keep to the right of their sign."""

    DEFAULT_CSS = """
    PageText { width: 1fr; height: auto; }
    """
    page: reactive[Page | None] = reactive(None, layout=True)

    def __init__(self) -> None:
        super().__init__()
        self._wrapped: tuple[Page | None, int, list[Content]] = (None, 0, [])
        """The page and the width that were last wrapped, and the lines it came to."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the page takes at a width."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """Return the page, wrapped."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        """Return the page line by line; it is asked several times for each layout."""
        page, of_width, lines = self._wrapped
        if page is not self.page or of_width != width:
            lines = self._wrap(width)
            self._wrapped = (self.page, width, lines)
        return lines

    def _wrap(self, width: int) -> list[Content]:
        """Wrap the page, with an empty line before whatever begins anew."""
        if self.page is None:
            return []
        width = max(10, min(width, LINE_LENGTH))
        lines = Content.styled(clean(self.page.title), STYLES["title"]).wrap(width)
        before = "title"
        for block in self.page.blocks:
            if block.kind not in ("point", "source") or before != block.kind:
                lines += [] if before == "heading" else [Content("")]
            lines += _block_lines(block, width)
            before = block.kind
        return lines


def _block_lines(block: Block, width: int) -> list[Content]:
    text = clean(block.text)
    if block.kind != "point":
        return Content.styled(text, STYLES.get(block.kind, "")).wrap(width)
    first, *rest = Content(text).wrap(width - len(POINT) - 2)
    hanging = [line.pad_left(len(POINT) + 2) for line in rest]
    return [Content("  " + POINT) + first, *hanging]


class Prose(VerticalScroll, can_focus=True, inherit_bindings=False):
    """A page in a window that scrolls.

    The column of the scrollbar is kept free where there is none. Otherwise the text would wrap by
    whether there is a scrollbar, and whether there is one would depend on how the text wraps: of
    two drawings that both fit, the one shown would depend on the sizes the window had before.
    """

    DEFAULT_CSS = """
    Prose { padding: 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bind("prose")

    text = query_one(PageText)

    def __init__(
        self, page: Page | None = None, *, name: str | None = None, can_focus: bool = True
    ) -> None:
        super().__init__(id=name, can_focus=can_focus)
        self._first_page = page

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        text = PageText()
        text.page = self._first_page
        yield text

    def as_text(self) -> str:
        """Return the page as plain lines."""
        from tuiapp.domain.pages.page import as_text

        return as_text(self.text.page) if self.text.page else ""

    def show(self, page: Page | None, *, same: bool = False) -> None:
        """Show another page from its top; the same page stays where it is.

        Args:
            page: What to show.
            same: Whether it is the same page even under another title.
        """
        if page != self.text.page:
            is_another = not same and (
                page is None or self.text.page is None or page.title != self.text.page.title
            )
            self.text.page = page
            if is_another:
                self.scroll_home(animate=False)
