"""How the dashboard looks: its theme, and the style sheet that it is poured into."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet
from textual.theme import Theme

MOST_SHEETS = 1024
"""How many sheets are kept parsed; a screen brings a few, Textual's own widgets many."""

DARK = Theme(
    name="partnertui-dark",
    primary="#8ec7ff",
    secondary="#8ec7ff",
    accent="#ffdd00",
    warning="#ffb454",
    error="#ff9a92",
    success="#8fe3a6",
    foreground="#f5f5f5",
    background="#0b0c0c",
    surface="#0b0c0c",
    panel="#1f2426",
    dark=True,
    variables={
        "text-muted": "#b8c0c6",
        "text-disabled": "#a9b0b7",
        "border": "#8a949b",
        "border-blurred": "#8a949b",
        "block-cursor-background": "#ffdd00",
        "block-cursor-foreground": "#0b0c0c",
        "input-cursor-background": "#ffdd00",
        "input-cursor-foreground": "#0b0c0c",
        "input-selection-background": "#3a5a80",
        "scrollbar": "#8a949b",
        "scrollbar-background": "#0b0c0c",
    },
)
"""Dark: near-white on near-black, one yellow accent for where you are."""


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
