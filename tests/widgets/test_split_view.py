"""A list with its page beside it, which costs nothing where it is not in sight."""

from __future__ import annotations

from tests.widgets.conftest import MakeHost
from tuiapp.domain.pages.page import Block, Page
from tuiapp.widgets.rows import Row, Rows
from tuiapp.widgets.split_view import WIDE, Beside


async def test_the_page_follows_the_cursor_only_while_it_is_in_sight(host: MakeHost) -> None:
    """Hidden, nothing is worked out; in sight, moves that come together ask once."""
    rows = Rows()
    rows.rows = tuple(Row(f"r{n}", (f"Line {n}",)) for n in range(9))
    asked: list[str | None] = []

    def tell() -> Page | None:
        asked.append(rows.current)
        return Page(f"About {rows.current}", (Block("text", "In [full]"),))

    beside = Beside(rows, tell)
    app = host(beside)
    async with app.run_test(size=(60, 6)) as pilot:
        await pilot.press("down", "down", "up")
        assert asked == []
        assert beside.prose is None
        assert app.lines[1].strip() == "> Line 1"

        await pilot.resize_terminal(WIDE, 6)
        await pilot.pause()
        assert "About r1" in app.lines[0]
        assert "In [full]" in app.lines[2]
        asked.clear()
        for _ in range(5):
            rows.action_cursor_down()
        await pilot.pause()
        assert asked == ["r6"]
        assert "About r6" in app.lines[0]

        beside.is_alone = True
        await pilot.press("up")
        assert "About" not in "".join(app.lines)
        assert asked == ["r6"]


async def test_the_keys_go_back_to_the_list_when_the_page_goes(host: MakeHost) -> None:
    """Tab goes to the page to scroll it; in a window that shrinks meanwhile nobody is stranded."""
    rows = Rows()
    rows.rows = (Row("one", ("One",)), Row("two", ("Two",)))
    beside = Beside(rows, lambda: Page("About", tuple(Block("text", str(n)) for n in range(20))))
    app = host(beside)
    async with app.run_test(size=(60, 6)) as pilot:
        await pilot.resize_terminal(WIDE, 6)
        await pilot.pause()
        await pilot.press("tab", "end")
        assert beside.prose is not None
        assert beside.prose.has_focus
        assert "19" in app.lines[-1]

        await pilot.resize_terminal(60, 6)
        await pilot.pause()
        await pilot.press("down")
        assert rows.has_focus
        assert rows.current == "two"
