"""Prose, the lines around a screen, and the search line."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Input

from tests.widgets.conftest import MakeHost
from tuiapp.domain.pages.page import Block, Page
from tuiapp.widgets.bindings import bindings_of
from tuiapp.widgets.lines import KeyLine, MessageLine, TitleLine
from tuiapp.widgets.prose import LINE_LENGTH, Prose
from tuiapp.widgets.rows import Row, Rows
from tuiapp.widgets.search_line import SearchLine

LONG = Page(
    "A page [/] of \x1b[2J words",
    (
        Block("text", "word " * 60),
        Block("heading", "Points"),
        Block("point", "one two three four five six seven eight nine ten"),
        Block("source", "Source: [red]x"),
    ),
)


@pytest.mark.parametrize("width", [5, 12, 40, 120])
async def test_prose_wraps_to_its_width_and_never_wider_than_reads_well(
    host: MakeHost, width: int
) -> None:
    """Words wrap, a point's further lines stay right of its sign, and nothing is markup."""
    app = host(Prose(LONG))
    async with app.run_test(size=(width, 60)) as pilot:
        await pilot.pause()
        lines = app.lines
        assert max(map(len, lines)) <= min(max(width, 5), LINE_LENGTH + 2)
        assert "\x1b" not in "".join(lines)
        if width >= 40:
            text = " ".join(" ".join(lines).split())
            assert "A page [/] of ␛[2J words" in text
            assert "- one two three four five" in text
            assert "Source: [red]x" in text
        if width == 40:
            point = next(n for n, line in enumerate(lines) if "- one" in line)
            assert lines[point + 1].startswith(" " * 5)


async def test_prose_scrolls_and_starts_another_page_at_its_top(host: MakeHost) -> None:
    """Keys scroll; the same page changed stays where it is, another begins at its top."""
    prose = Prose(LONG)
    app = host(prose)
    async with app.run_test(size=(30, 6)) as pilot:
        prose.focus()
        await pilot.press("down", "j", "pagedown", "k", "up")
        place = prose.scroll_offset.y
        assert place > 0
        prose.show(LONG._replace(blocks=(*LONG.blocks, Block("text", "More"))))
        await pilot.pause()
        assert prose.scroll_offset.y == place
        await pilot.press("G")
        assert "More" in "\n".join(app.lines)
        prose.show(LONG._replace(title="Another"))
        await pilot.pause()
        assert app.lines[0].strip() == "Another"
        prose.show(None)
        await pilot.pause()
        assert "".join(app.lines).strip() == ""


async def test_a_message_stays_until_another_is_said(host: MakeHost) -> None:
    """It takes no room when empty, wraps when long, and shows text as typed."""
    line = MessageLine()
    app = host(line)
    async with app.run_test(size=(30, 6)) as pilot:
        assert "".join(app.lines) == ""
        line.say("Acme [/] [b]Ltd\x1b", error=True)
        await pilot.pause()
        assert app.lines[0].strip() == "Acme [/] [b]Ltd␛"
        assert line.has_class("-error")
        line.say("word " * 12)
        await pilot.pause()
        assert "word" in app.lines[1]
        assert not line.has_class("-error")
        line.say("")
        await pilot.pause()
        assert "".join(app.lines) == ""


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (100, "1 Today   DEMO: made-up · /srv/trees/parks.json · saved 14:03 by Parks officer"),
        (70, "1 Today  DEMO: made-up · parks.json · saved 14:03 by Parks officer"),
        (60, "1 Today  DEMO: made-up · parks.json · saved 14:03 by Park…"),
        (40, "1 Today        DEMO: made-up · parks.json"),
        (24, "1 Today    DEMO: made…"),
    ],
)
async def test_the_title_line_tells_the_register_by_name(
    host: MakeHost, width: int, shown: str
) -> None:
    """Where one is, a warning, which register, who saved it when; its folders where they fit."""
    line = TitleLine()
    line.where, line.warning = "1 Today", "DEMO: made-up"
    line.place, line.about = "/srv/trees/parks.json", "saved 14:03 by Parks officer"
    app = host(line)
    async with app.run_test(size=(width, 3)) as pilot:
        await pilot.pause()
        assert app.lines[0].split() == shown.split()


@pytest.mark.parametrize("width", [1, 12, 30, 80])
async def test_the_title_line_keeps_where_one_is(host: MakeHost, width: int) -> None:
    """The register at the right gives way to where one is, at the left."""
    line = TitleLine()
    line.where, line.about = "1 Today [/]", "/srv/register.json \x1b"
    app = host(line)
    async with app.run_test(size=(width, 3)) as pilot:
        await pilot.pause()
        assert "\x1b" not in "".join(app.lines)
        if width >= 30:
            assert "1 Today [/]" in app.lines[0]
        if width == 80:
            assert app.lines[0].endswith("/srv/register.json ␛")


class Keys(App[None]):
    """A host with keys of its own."""

    BINDINGS = bindings_of(
        "register.add", "edit.undo", "register.filter", "screen.back", "app.help"
    )

    def compose(self) -> ComposeResult:
        """Show the line of keys."""
        yield KeyLine()

    async def action_back(self) -> None:
        """Do nothing."""


async def test_the_key_line_leaves_out_what_does_not_fit_but_never_the_way_back() -> None:
    """The keys for the footer are shown in order; help and back stay where there is no room."""
    for width, shown in ((80, "a Add  f Filter  Esc Back  ? Help"), (24, "Esc Back  ? Help")):
        app = Keys()
        async with app.run_test(size=(width, 2)) as pilot:
            await pilot.pause()
            strips = app.screen._compositor.render_strips()  # private: the screen as text
            text = "\n".join(strip.text for strip in strips)
            assert shown in text
            assert "Undo" not in text


class ManyKeys(Keys):
    """A host with more keys than anybody reads."""

    BINDINGS = bindings_of(
        "item.tick", "item.why", "item.note", "item.doing", "item.not_applicable"
    )


async def test_the_key_line_never_has_more_than_seven_keys() -> None:
    """In the widest window the keys are those that matter most, with help and the way back."""
    app = ManyKeys()
    async with app.run_test(size=(300, 2)) as pilot:
        await pilot.pause()
        line = app.query_one(KeyLine).render()
        assert isinstance(line, Content)
        keys = [part for part in line.plain.split("  ") if part.strip()]
        assert len(keys) == 7
        assert keys[-2:] == ["Esc Back", "? Help"]


class Searched(App[None]):
    """A search line above a list."""

    def compose(self) -> ComposeResult:
        """Show both."""
        yield SearchLine()
        rows = Rows()
        rows.rows = (Row("a", ("A",)), Row("b", ("B",)))
        yield rows


async def test_the_search_line_opens_narrows_and_goes() -> None:
    """Enter and Down keep the words and go to the list; Esc takes words and line away."""
    app = Searched()
    async with app.run_test(size=(30, 6)) as pilot:
        line, rows = app.query_one(SearchLine), app.query_one(Rows)
        rows.focus()
        await pilot.pause()
        assert not line.display
        for leave in ("enter", "down"):
            line.open()
            await pilot.press("x", "1", "?")
            assert line.display
            assert line.value.endswith("x1?")
            await pilot.press(leave)
            assert (line.display, rows.has_focus) == (True, True)
        line.open()
        await pilot.press("escape")
        assert (line.value, line.display, rows.has_focus) == ("", False, True)
        line.open()
        await pilot.press("enter")
        assert (line.display, rows.has_focus) == (False, True)
        assert isinstance(line, Input)
