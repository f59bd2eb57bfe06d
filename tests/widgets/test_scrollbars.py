"""Text beside a scrollbar wraps in the same way whether the scrollbar is there or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from tests.widgets.conftest import Host, MakeHost
from tuiapp.domain.pages.page import Block, Page
from tuiapp.widgets.fields import Field, Fields
from tuiapp.widgets.inputs import TextInput
from tuiapp.widgets.links import Linked, LinkedProse
from tuiapp.widgets.prose import Prose

WORDS = " ".join(f"word{n}" for n in range(60))
LARGE, SMALL = (100, 40), (12, 4)
"""A window in which there is no scrollbar, and one in which there is."""


class Links(LinkedProse):
    """A page that leads on, filled."""

    def on_mount(self) -> None:
        """Fill it."""
        self.show("Title", [Linked(Block("text", WORDS)), Linked(Block("point", WORDS), "there")])


def form() -> Fields:
    """Return a form with a long text and a long explanation."""
    field = Field("note", "Note", WORDS, WORDS, long=True)
    return Fields(field, Field("name", "Name", WORDS, ""))


SCROLLED: dict[str, Callable[[], Widget]] = {
    "page": lambda: Prose(Page("Title", (Block("text", WORDS),))),
    "page that leads on": Links,
    "form": form,
    "text": lambda: TextInput(WORDS),
}


async def drawn(app: Host, pilot: Pilot[None], *sizes: tuple[int, int]) -> list[str]:
    """Return what is shown once a window took some sizes, one after the other."""
    for size in sizes:
        await pilot.resize_terminal(*size)
        for _ in range(4):  # a layout may lead to another
            await pilot.pause()
    return app.lines


@pytest.mark.parametrize("name", SCROLLED)
async def test_a_window_shows_the_same_whether_it_shrank_or_grew(host: MakeHost, name: str) -> None:
    """At each size around that at which the text just fits there is one drawing, not two."""
    app = host(SCROLLED[name])
    async with app.run_test(size=LARGE) as pilot:
        for width in (29, 33):
            for height in range(9, 24, 2):
                size = (width, height)
                shrunk = await drawn(app, pilot, LARGE, size)
                grown = await drawn(app, pilot, SMALL, size)
                assert shrunk == grown, size


async def test_no_letter_is_hidden_by_a_scrollbar_that_comes_later(host: MakeHost) -> None:
    """A page that leads on is wrapped to the width that the scrollbar leaves."""
    app = host(Links)
    async with app.run_test(size=LARGE) as pilot:
        for width in range(20, 32):
            await drawn(app, pilot, LARGE, (width, 18))
            page = app.query_one(Links)
            assert page.show_vertical_scrollbar
            widest = max(len(line.text) for line in page._lines)
            assert 1 + widest <= page.scrollable_content_region.width
