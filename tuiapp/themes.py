"""How the dashboard looks: its theme."""

from __future__ import annotations

from textual.theme import Theme

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
