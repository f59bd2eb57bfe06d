"""Saying where everything is and what it runs on, to be pasted into a mail that asks for help."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click

from tuiapp import __version__
from tuiapp.cli.context import Context, pass_context
from tuiapp.cli.output import say, say_fields
from tuiapp.errors import InputRefused
from tuiapp.person import paths as person_paths
from tuiapp.person.settings import Settings
from tuiapp.store.storage import is_there
from tuiapp.terminal.look import Colours, Look, choose_look, colours_of

LIBRARIES: Final = ("textual", "rich", "tinydb", "pydantic", "click")
"""Whose versions matter most where something looks or works differently."""
MULTIPLEXERS: Final = {"TMUX": "tmux", "STY": "screen"}
"""What is set inside of what stands between the dashboard and the terminal."""
COLOURS: Final = {
    Colours.NONE: "none",
    Colours.FEW: "16 or fewer",
    Colours.MANY: "256",
    Colours.ALL: "all",
}


@click.command()
@pass_context
def paths(context: Context) -> None:
    """Say where your files are, and what the dashboard runs on; holds nothing of the register."""
    from tuiapp.store.location_checks import warnings_of

    wrong = ""
    try:
        settings = context.settings
    except InputRefused as error:  # whoever asks for help may well ask because of this
        settings, wrong = Settings(), str(error)
    # A register that only the settings name is not known where they cannot be read.
    register = None if wrong and not context.named_register else context.register_path
    say_fields(
        {
            "Register": _told(register) if register else "",
            "Settings": _told(person_paths.settings_file()),
            "Settings are wrong": wrong,
            "Text being typed": _told(person_paths.drafts_folder()),
            "Where you were": _told(person_paths.whereabouts_folder()),
            "Notes about faults": _told(person_paths.incidents_folder()),
            "You save as": "" if wrong else context.by,
            **_terminal(choose_look(settings, os.environ)),
            "Version": __version__,
            "Python": platform.python_version(),
            "Libraries": [f"{name} {version(name)}" for name in LIBRARIES],
            "System": platform.platform(),
        }
    )
    for warning in [] if wrong else warnings_of(context.real_path):
        say(f"Warning: {warning}")


def _told(path: Path) -> str:
    return str(path) if is_there(path) else f"{path} (not there yet)"


def _terminal(look: Look) -> dict[str, str]:
    """Return what is known of the terminal, by label."""
    names = [name for variable, name in MULTIPLEXERS.items() if os.environ.get(variable)]
    size = shutil.get_terminal_size()
    colours = COLOURS[colours_of(os.environ)]
    return {
        "Terminal": " in ".join([os.environ.get("TERM") or "not said", *names]),
        "Over SSH": "yes" if os.environ.get("SSH_CONNECTION") else "no",
        "Window": f"{size.columns} by {size.lines}" if sys.stdout.isatty() else "",
        "Colours": f"{colours} (NO_COLOR is set)" if os.environ.get("NO_COLOR") else colours,
        "Theme": look.theme,
        "Signs": "ASCII" if look.is_ascii else "lines",
        "Locale": f"{_locale()}, {sys.stdout.encoding}",
    }


def _locale() -> str:
    """Return the language and letters of the session, as the environment says them."""
    for variable in ("LC_ALL", "LC_CTYPE", "LANG"):
        if said := os.environ.get(variable):
            return said
    return locale.setlocale(locale.LC_CTYPE)
