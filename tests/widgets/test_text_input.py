"""Whatever is done in an area of several lines, nothing typed is lost and the program goes on."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.actions import SkipAction
from textual.app import App, ComposeResult
from textual.getters import query_one
from textual.pilot import Pilot

from tuiapp.widgets.inputs import TextInput

MOVES = (
    *("cursor_left", "cursor_right", "cursor_up", "cursor_down", "cursor_line_start"),
    *("cursor_line_end", "cursor_word_left", "cursor_word_right", "cursor_page_up"),
    *("cursor_page_down", "select_all", "select_line"),
)
CHANGES = (
    *("delete_left", "delete_right", "delete_word_left", "delete_word_right", "delete_line"),
    *("delete_to_start_of_line", "delete_to_end_of_line", "cut", "paste", "copy"),
)
HISTORY = ("undo", "redo")

texts = st.text(st.sampled_from("ab \n\t日é"), min_size=1, max_size=40)
steps = st.one_of(
    st.tuples(st.just("type"), texts),
    st.tuples(st.just("paste"), texts.map(lambda text: text.replace("\n", "\r"))),
    st.tuples(st.just("action"), st.sampled_from((*MOVES, *CHANGES, *HISTORY, *HISTORY))),
    st.tuples(st.just("select"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("size"), st.integers(4, 30), st.integers(1, 6)),
)
"""What somebody does: types, pastes, presses a key of Textual's area, selects, or resizes."""


class Area(App[None]):
    """A host with one area, as a form has it."""

    CSS = "TextInput { width: 20; height: 4; }"
    area = query_one(TextInput)

    def compose(self) -> ComposeResult:
        """Show the area."""
        yield TextInput(compact=True, tab_behavior="focus", show_line_numbers=False)


async def paste(text: str, area: TextInput) -> None:
    """Paste a text as the screen hands it to what has the focus."""
    event = events.Paste(text)
    area.on_paste(event)
    await area._on_paste(event)


async def do(step: Any, area: TextInput, pilot: Pilot[None]) -> None:
    """Do one step."""
    if step[0] == "type":
        for character in step[1]:
            area.insert(character)
    elif step[0] == "paste":
        await paste(step[1], area)
    elif step[0] == "action":
        with suppress(SkipAction):  # such as copying where nothing is selected
            getattr(area, f"action_{step[1]}")()
    elif step[0] == "select":
        area.move_cursor((0, 0))
        area.move_cursor((step[1], step[2]), select=True)
    else:
        area.styles.width, area.styles.height = step[1:]
    await pilot.pause()


@settings(max_examples=50, deadline=None)
@given(st.lists(steps, max_size=14))
def test_any_editing_can_be_undone_and_done_again(done: list[Any]) -> None:
    """The cursor stays in the text, and undo and redo to either end give the text there was."""

    async def play() -> None:
        app = Area()
        async with app.run_test(size=(40, 12)) as pilot:
            for step in done:
                await do(step, app.area, pilot)
                row, column = app.area.cursor_location
                assert row < app.area.document.line_count
                assert column <= len(app.area.document[row])
                assert app.area.typed == app.area.text
            newest = app.area.text
            while app.area.history.redo_stack:
                app.area.action_redo()
                newest = app.area.text
            while app.area.history.undo_stack:
                app.area.action_undo()
                await pilot.pause()
            assert app.area.text == ""
            while app.area.history.redo_stack:
                app.area.action_redo()
                await pilot.pause()
            assert app.area.text == newest

    asyncio.run(play())


async def test_undo_of_more_lines_than_the_area_shows_goes_on() -> None:
    """Ten pasted lines bring a scrollbar, and undo takes it away with the lines."""
    app = Area()
    async with app.run_test(size=(80, 24)) as pilot:
        await paste("\r".join(f"line {n}" for n in range(10)), app.area)
        await pilot.pause()
        app.area.action_undo()
        await pilot.pause()
        assert app.area.text == ""
        app.area.action_redo()
        await pilot.pause()
        assert app.area.text.endswith("line 9")
