"""Whether there is a terminal that the dashboard can draw on."""

from __future__ import annotations

import os
import sys

from tuiapp.errors import NoTerminal

HINT = "Use the commands instead: partnertui --help"


def require_terminal() -> None:
    """Raise NoTerminal, in one line, where the dashboard could not be seen or left."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise NoTerminal("No terminal", "The dashboard needs a terminal to draw on.", HINT)
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise NoTerminal("No terminal", "TERM says that this terminal cannot be drawn on.", HINT)
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        raise NoTerminal(
            "No UTF-8", f"This session's text is {sys.stdout.encoding}.", "Set LANG=C.UTF-8."
        )
