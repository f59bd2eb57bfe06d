"""A short list of questions, above what their answers lead to."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from tuiapp.widgets.rows import Rows


class Questions(Rows):
    """All questions fit in sight, so that going on by a page is for what stands below."""

    @dataclass
    class Turned(Message):
        """Somebody goes on by a page, or back."""

        down: bool

    def action_page_down(self) -> None:
        """Go on in what stands below."""
        self.post_message(self.Turned(down=True))

    def action_page_up(self) -> None:
        """Go back in what stands below."""
        self.post_message(self.Turned(down=False))
