"""The style sheet that the theme is poured into."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

MOST_SHEETS = 1024
"""How many sheets are kept parsed; a screen brings a few, Textual's own widgets many."""


class KeptStylesheet(Stylesheet):
    """Textual's style sheet, parsed once.

    Textual parses every sheet of every widget again whenever a screen brings one of its own, and
    keeps fewer than a screen of ours has. What is parsed follows from the text of a sheet and the
    variables of the theme alone.

    Args:
        variables: The variables of the theme.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(MOST_SHEETS)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the variables; where they are others, what was parsed with the old ones goes."""
        if variables != self._variables:
            self._parse_cache = LRUCache(MOST_SHEETS)
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what was not parsed yet; a sheet with a mistake in it leaves the rules alone."""
        self.parse()
