"""Rows: a list drawn line by line, whose cursor stays on its line."""

from __future__ import annotations

import pytest

from tests.widgets.conftest import MakeHost
from tuiapp.widgets.rows import Column, Row, Rows, rows_under


def some(number: int, prefix: str = "Row") -> tuple[Row, ...]:
    """Return as many lines as asked for."""
    return tuple(Row(f"{prefix}-{n}", (f"{prefix} {n}", f"second {n}")) for n in range(number))


def at_cursor(lines: list[str]) -> str:
    """Return the line with the > sign."""
    return next((line[2:] for line in lines if line.startswith("> ")), "")


async def test_an_empty_list_says_what_it_was_given_to_say(host: MakeHost) -> None:
    """Without lines the words for it are shown, the newest ones, and nothing is current."""
    rows = Rows()
    app = host(rows)
    async with app.run_test(size=(30, 6)) as pilot:
        rows.empty = "Nothing here"
        await pilot.pause()
        assert app.lines[0] == "Nothing here"
        rows.empty = "Nothing there: [/] press a"
        await pilot.pause()
        assert app.lines[0] == "Nothing there: [/] press a"
        await pilot.press("down", "enter", "end", "pageup")
        assert rows.current is None
        assert app.heard_of(Rows.Chosen) == []


async def test_a_click_goes_to_a_line_and_one_more_opens_it(host: MakeHost) -> None:
    """Where the mouse is asked for, it does what the keys do, and headings do nothing."""
    rows = Rows()
    rows.rows = rows_under("First", some(30, "a"))
    app = host(rows)
    async with app.run_test(size=(30, 6)) as pilot:
        rows.focus()
        await pilot.press("end")
        await pilot.click(rows, offset=(4, 2))
        await pilot.pause()
        chosen = rows.current
        assert chosen == "a-26"
        assert app.heard_of(Rows.Chosen) == []
        await pilot.click(rows, offset=(4, 2))
        await pilot.pause()
        assert [message.row_id for message in app.heard_of(Rows.Chosen)] == ["a-26"]
        await pilot.press("home")
        await pilot.click(rows, offset=(4, 0))
        assert rows.current == "a-0"


async def test_keys_move_the_cursor_past_headings_and_enter_chooses(host: MakeHost) -> None:
    """The cursor goes line by line, page by page and to both ends, never onto a heading."""
    rows = Rows()
    rows.rows = (*rows_under("First", some(3, "a")), *rows_under("Second", some(20, "b")))
    app = host(rows)
    async with app.run_test(size=(30, 6)) as pilot:
        rows.focus()
        await pilot.pause()
        assert app.lines[0] == "First"
        assert rows.current is None or rows.current == "a-0"
        for keys, row_id in (
            (["home"], "a-0"),
            (["up"], "a-0"),
            (["down", "j"], "a-2"),
            (["down"], "b-0"),
            (["k"], "a-2"),
            (["end"], "b-19"),
            (["down"], "b-19"),
            (["g"], "a-0"),
            (["G"], "b-19"),
            (["pageup"], "b-13"),
            (["pagedown"], "b-19"),
        ):
            await pilot.press(*keys)
            assert rows.current == row_id, keys
            assert at_cursor(app.lines).startswith(row_id.replace("-", " "))
        await pilot.press("enter")
        assert [message.row_id for message in app.heard_of(Rows.Chosen)] == ["b-19"]
        await pilot.press("home")
        assert app.lines[0] == "First"


async def test_the_cursor_stays_on_its_line_through_changes(host: MakeHost) -> None:
    """Lines that come and go leave it where it is, in sight; gone itself, the nearest has it."""
    rows = Rows()
    rows.rows = some(3)
    app = host(rows)
    async with app.run_test(size=(30, 6)) as pilot:
        rows.go_to("Row-2")
        await pilot.pause()
        rows.rows = (*some(40, "new"), *some(3))
        await pilot.pause()
        assert at_cursor(app.lines).startswith("Row 2")
        rows.rows = (*some(2, "new"), *some(3))
        await pilot.pause()
        assert at_cursor(app.lines).startswith("Row 2")
        rows.rows = some(2)
        await pilot.pause()
        assert rows.current == "Row-1"
        rows.rows = ()
        await pilot.pause()
        assert rows.current is None
        rows.rows = rows_under("Heading", some(1))
        await pilot.pause()
        assert rows.current == "Row-0"


async def test_it_tells_where_the_cursor_is(host: MakeHost) -> None:
    """Whoever listens hears of the line under the cursor when it moves, and when lines change."""
    rows = Rows()
    app = host(rows)
    async with app.run_test(size=(30, 6)) as pilot:
        rows.rows = some(3)
        await pilot.pause()
        assert app.heard_of(Rows.Highlighted)[-1].row_id == "Row-0"
        rows.go_to("Row-2")
        await pilot.pause()
        assert app.heard_of(Rows.Highlighted)[-1].row_id == "Row-2"
        rows.go_to("no-such")
        await pilot.pause()
        assert rows.current == "Row-2"


@pytest.mark.parametrize("width", [1, 2, 3, 8, 20, 40, 60])
async def test_a_line_is_as_wide_as_the_list_whatever_it_holds(host: MakeHost, width: int) -> None:
    """Cells are cut with a sign, left out where there is no room, and cleaned when drawn."""
    rows = Rows()
    rows.columns = (Column(0), Column(8, 30), Column(8, 50))
    texts = (
        "Short",
        "樹木友好協會" * 9,
        "a\nb\tc",
        "\x1b[2J\u202e",
        "[red]x[/]",
        "",
        "e\u0301" * 60,
    )
    rows.rows = tuple(Row(str(n), (text, text, text)) for n, text in enumerate(texts))
    app = host(rows)
    async with app.run_test(size=(width, 9)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()  # as in Host.lines
        assert {strip.cell_length for strip in strips} == {width}
        assert not any(ord(character) < 32 for line in app.lines for character in line)
        assert "\u202e" not in "".join(app.lines)
        if width >= 40:
            assert "␛[2J⟨U+20" in "".join(app.lines)
            assert "[red]x[/]" in "".join(app.lines)
            assert "…" in app.lines[1]


async def test_100000_lines_cost_no_more_than_those_in_sight(host: MakeHost) -> None:
    """A list of 100,000 lines draws a window of them, and goes to its end at once."""
    rows = Rows()
    rows.rows = some(100_000)
    app = host(rows)
    async with app.run_test(size=(30, 6)) as pilot:
        rows.focus()
        await pilot.press("end")
        assert at_cursor(app.lines).startswith("Row 99999")
        assert sum("Row" in line for line in app.lines) == 6


def test_a_heading_without_lines_is_left_out() -> None:
    """Nothing stands below nothing."""
    assert rows_under("Heading", ()) == ()
    assert [row.heading for row in rows_under("Heading", some(2))] == [True, False, False]


async def test_a_marked_line_begins_with_a_sign(host: MakeHost) -> None:
    """The sign stands after that of the cursor, goes with its line, and leaves again."""
    rows = Rows()
    rows.rows = some(3)
    app = host(rows)
    async with app.run_test(size=(30, 6)) as pilot:
        rows.marked = frozenset({"Row-0", "Row-2", "gone"})
        await pilot.pause()
        assert app.lines[:3] == ["> * Row 0", "  Row 1", "  * Row 2"]
        rows.rows = tuple(reversed(rows.rows))
        await pilot.pause()
        assert app.lines[:3] == ["  * Row 2", "  Row 1", "> * Row 0"]
        rows.marked = frozenset()
        await pilot.pause()
        assert app.lines[:3] == ["  Row 2", "  Row 1", "> Row 0"]
