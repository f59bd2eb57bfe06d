"""One line to type in: its last changes are taken back and done again, as in any program."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tuiapp.widgets.inputs import KEPT_CHANGES, LineInput


class Line(App[None]):
    """One line, with the focus."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield LineInput("xoak", select_on_focus=False)

    @property
    def line(self) -> LineInput:
        """The line."""
        return self.query_one(LineInput)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until they are done."""
    await pilot.press(*keys)
    await pilot.pause()


async def test_the_last_change_is_taken_back_and_done_again() -> None:
    """Letters, a deletion and a paste each come back, with the cursor where it was."""
    app = Line()
    async with app.run_test() as pilot:
        await press(pilot, "s", "home", "delete", "ctrl+u", "end", "ctrl+u")
        assert app.line.value == ""
        await press(pilot, "ctrl+z")
        assert (app.line.value, app.line.cursor_position) == ("oaks", 4)
        await press(pilot, "ctrl+z")
        assert (app.line.value, app.line.cursor_position) == ("xoaks", 0)
        await press(pilot, "ctrl+z", "ctrl+z")
        assert (app.line.value, app.line.cursor_position) == ("xoak", 4)
        await press(pilot, "ctrl+y", "ctrl+y")
        assert app.line.value == "oaks"
        await press(pilot, "x", "ctrl+y")
        assert app.line.value == "oaksx"


async def test_what_is_typed_over_a_selection_brings_the_selection_back() -> None:
    """One step takes back what one key replaced."""
    app = Line()
    async with app.run_test() as pilot:
        app.line.select_all()
        await press(pilot, "e")
        assert app.line.value == "e"
        await press(pilot, "ctrl+z")
        assert app.line.value == "xoak"


async def test_only_so_many_changes_are_kept() -> None:
    """The oldest are forgotten: nobody goes back so far, and memory stays small."""
    app = Line()
    async with app.run_test() as pilot:
        for _ in range(KEPT_CHANGES + 5):
            app.line.insert_text_at_cursor("x")
        for _ in range(KEPT_CHANGES + 10):
            app.line.action_undo()
        await pilot.pause()
        assert app.line.value == "xoakxxxxx"


@pytest.mark.parametrize("key", ["ctrl+z", "ctrl+y"])
async def test_nothing_to_take_back_does_nothing(key: str) -> None:
    """As in any program, the key is silent then."""
    app = Line()
    async with app.run_test() as pilot:
        await press(pilot, key)
        assert (app.line.value, app.line.cursor_position) == ("xoak", 4)
