"""Pages whose lines lead on, answers to a question, and columns of text and of lists."""

from __future__ import annotations

import pytest

from tests.widgets.conftest import MakeHost
from tuiapp.domain.pages.page import Block
from tuiapp.widgets.answers import Answers, Choice
from tuiapp.widgets.links import Linked, LinkedProse
from tuiapp.widgets.rows import Column, Row, Rows
from tuiapp.widgets.side_by_side import Group, SideBySide

PAGE = [
    Linked(Block("text", "word " * 30)),
    Linked(
        Block("point", "Oak [/] Friends\x1b[2J, whose line is long enough to wrap"), "partner/oak"
    ),
    Linked(Block("point", "Elm"), "partner/elm"),
    Linked(Block("text", "more " * 80)),
    Linked(Block("point", "Ash"), "partner/ash"),
]
CHOICES = [Choice("yes", "Yes"), Choice("no", "No"), Choice("none", "None", alone=True)]


async def test_down_goes_to_what_is_in_sight_and_scrolls_to_what_is_not(host: MakeHost) -> None:
    """The > sign goes from line to line that leads on, and never to one that nobody sees."""
    prose = LinkedProse()
    app = host(prose)
    async with app.run_test(size=(40, 8)) as pilot:
        prose.focus()
        prose.show("A page", PAGE)
        await pilot.pause()
        for _ in range(60):
            await pilot.press("down")
            marked = [line for line in app.lines if line.startswith(">")]
            assert bool(marked) == (prose.current is not None)
        assert prose.current == "partner/ash"
        await pilot.press("enter")
        assert [message.to for message in app.heard_of(LinkedProse.Chosen)] == ["partner/ash"]
        for _ in range(60):
            await pilot.press("up")
        assert app.lines[0].strip() == "A page"
        assert "\x1b" not in "".join(app.lines)


async def test_a_line_that_leads_on_keeps_the_cursor_when_others_come_above_it(
    host: MakeHost,
) -> None:
    """What is shown anew has the cursor on the same place, and that in sight."""
    prose = LinkedProse()
    app = host(prose)
    async with app.run_test(size=(40, 12)) as pilot:
        prose.focus()
        prose.show("A page", PAGE)
        await pilot.pause()
        await pilot.press("down")
        assert prose.current == "partner/elm"
        prose.show("A page", [Linked(Block("text", "new " * 200)), *PAGE])
        await pilot.pause()
        assert prose.current == "partner/elm"
        prose.show("A page", [one for one in PAGE if one.to != "partner/elm"])
        await pilot.pause()
        assert prose.cursor == 1


async def test_until_a_key_is_pressed_the_cursor_is_at_the_first_line(host: MakeHost) -> None:
    """What comes a moment later, above what was there, is where one begins."""
    prose = LinkedProse()
    app = host(prose)
    async with app.run_test(size=(40, 12)) as pilot:
        prose.show("A page", PAGE[3:])
        await pilot.pause()
        prose.show("A page", PAGE)
        await pilot.pause()
        assert prose.current == "partner/oak"


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (40, 1)])
async def test_next_to_no_room_crashes_nothing(host: MakeHost, size: tuple[int, int]) -> None:
    """A page, answers and columns of text live in a window of a few cells."""
    for widget in (LinkedProse(), compared(), answers(several=True)):
        app = host(widget)
        async with app.run_test(size=size) as pilot:
            widget.focus()
            await pilot.press("down", "enter", "pagedown", "end", "up", "home", "n", "v", "right")
            assert len(app.lines) == size[1]


def answers(*, several: bool) -> Answers:
    """Return a question with three answers."""
    return Answers("Is it?", ["Look."], CHOICES, several=several, chosen=(), not_sure="none")


async def test_one_answer_is_taken_at_once(host: MakeHost) -> None:
    """A digit, Enter or Space takes one; 0 takes it back."""
    widget = answers(several=False)
    app = host(widget)
    async with app.run_test(size=(40, 12)) as pilot:
        widget.focus()
        await pilot.press("2", "home", "enter", "down", "0")
        heard = app.heard_of(Answers.Answered)
        assert [message.chosen for message in heard] == [("no",), ("yes",), ()]
        assert all(message.is_done for message in heard)
        assert "1 ( ) Yes" in "\n".join(app.lines)


async def test_an_answer_that_nobody_sees_is_not_taken(host: MakeHost) -> None:
    """At the top of a long question Enter first brings the answer in sight."""
    widget = Answers("Is it? " * 40, [], CHOICES, several=False, chosen=(), not_sure="none")
    app = host(widget)
    async with app.run_test(size=(40, 5)) as pilot:
        widget.focus()
        await pilot.pause()
        await pilot.press("home", "up")
        await pilot.pause()
        assert "( ) Yes" not in "\n".join(app.lines)
        await pilot.press("enter")
        assert app.heard_of(Answers.Answered) == []
        assert "> 1 ( ) Yes" in " ".join("\n".join(app.lines).split())
        await pilot.press("enter")
        assert [message.chosen for message in app.heard_of(Answers.Answered)] == [("yes",)]


async def test_several_answers_are_ticked_in_their_order(host: MakeHost) -> None:
    """Ticks count at once, in the order of the answers; one that stands alone ends it."""
    widget = answers(several=True)
    app = host(widget)
    async with app.run_test(size=(40, 12)) as pilot:
        widget.focus()
        await pilot.press("2", "1", "3", "1", "enter")
        heard = app.heard_of(Answers.Answered)
        assert [message.chosen for message in heard] == [
            ("no",),
            ("yes", "no"),
            ("none",),
            ("yes",),
            ("yes",),
        ]
        assert [message.is_done for message in heard] == [False, False, True, False, True]


def compared() -> SideBySide:
    """Return three things side by side in two parts."""
    widget = SideBySide()
    widget.names = ("One", "Two", "Three")
    cell = (Block("text", "plain words " * 9), Block("point", "a point [/] \x1b[2J of words"))
    widget.groups = (Group("First part", (cell, cell, cell)), Group("Second", (cell, (), cell)))
    return widget


@pytest.mark.parametrize("width", [80, 120, 240])
async def test_columns_hold_all_words_and_touch_nowhere(host: MakeHost, width: int) -> None:
    """Each column has its words within its width, and at least two cells lie between columns."""
    app = host(compared())
    async with app.run_test(size=(width, 60)) as pilot:
        await pilot.pause()
        starts = [app.lines[0].index(name) for name in ("One", "Two", "Three")]
        assert "\x1b" not in "".join(app.lines)
        for line in app.lines[2:]:
            for start in starts[1:]:
                assert line[start - 2 : start].strip() == ""
        text = "\n".join(app.lines)
        assert text.count("plain") == 9 * 5
        assert text.count("- a point [/]") == 5


async def test_a_column_gives_its_place_to_one_that_tells_more(host: MakeHost) -> None:
    """Only one of two columns is shown, by the width of the list."""
    rows = Rows()
    rows.columns = (Column(0), Column(12, 30), Column(5, below=30))
    rows.rows = (Row("oak", ("Oak", "told in full", "short")),)
    app = host(rows)
    async with app.run_test(size=(40, 3)) as pilot:
        await pilot.pause()
        assert "told in full" in app.lines[0]
        assert "short" not in app.lines[0]
        await pilot.resize_terminal(24, 3)
        await pilot.pause()
        assert app.lines[0].endswith("short")
