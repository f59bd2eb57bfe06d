"""The message line: what happened, and what went wrong."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content

from tuiapp.widgets.lines import MessageLine


class Said(App[None]):
    """An app with nothing but a message line."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield MessageLine()


def told(line: MessageLine) -> str:
    """Return what the line says."""
    shown = line.render()
    assert isinstance(shown, Content)
    return shown.plain


async def test_what_went_wrong_stays_until_it_is_taken_away() -> None:
    """What is said quietly stands below an error; going on elsewhere takes only that away."""
    async with Said().run_test() as pilot:
        line = pilot.app.query_one(MessageLine)
        line.say("Saved.")
        line.say_quietly("Sorted by place.")
        assert told(line) == "Sorted by place."
        line.say("Busy: try again.", error=True)
        assert (told(line), line.is_error) == ("Busy: try again.", True)
        line.say_quietly("Sorted by name.")
        assert told(line) == "Busy: try again.\nSorted by name."
        line.end()
        assert (told(line), line.is_error) == ("Busy: try again.", True)
        line.say("Changed place. Saved.")
        assert (told(line), line.is_error) == ("Changed place. Saved.", False)
        line.end()
        assert (told(line), line.display) == ("", False)
