"""A person's own settings: one TOML file, read once into a frozen value."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from tuiapp.domain.choices import nearest
from tuiapp.errors import InputRefused

THEMES: Final[Mapping[str, str]] = {
    "dark": "Dark: near-white on near-black",
    "light": "Light: near-black on white",
    "high-contrast": "High contrast: white and yellow on black",
    "ansi": "The terminal's own two colours",
}
"""Every theme, with what the menu says of it."""
SIGNS: Final[Mapping[str, str]] = {
    "auto": "lines where the terminal can draw them",
    "lines": "lines",
    "ascii": "only signs that every terminal has: + - |",
}
"""What borders are drawn with."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose.

    Attributes:
        name: How the log names them; "" for their login name.
        register: The register that is opened where none is named; "" for the usual place.
        theme: One of `THEMES`.
        borders: One of `SIGNS`.
        mouse: Whether the dashboard takes the mouse; the terminal then selects text with Shift.
        letter_keys: Whether a letter, digit or other single sign does something on its own.
        keys: The keys of an action, in the place of its usual ones, by the id of the action.
    """

    name: str = ""
    register: str = ""
    theme: str = "dark"
    borders: str = "auto"
    mouse: bool = False
    letter_keys: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)


def load_settings(path: Path) -> Settings:
    """Return the settings in a file; the defaults where there is none.

    Raises:
        InputRefused: The file is not TOML, or holds a setting or value that is not known.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused("Settings not read", f"{path}: {error}.", "Mend or remove it.") from None
    found = _parse(path, text)
    known = [known.name for known in fields(Settings)]
    for key, value in found.items():
        if key not in known:
            like = nearest(key, known)
            hint = f"The nearest is {like}." if like else f"Settings are {', '.join(known)}."
            raise InputRefused("Unknown setting", f"{path}: there is no '{key}'.", hint)
        if problem := _CHECKS[key](value):
            raise InputRefused("Settings not read", f"{path}: '{key}' {problem}", "Mend it.")
    return Settings(**found)


def change_setting(path: Path, key: str, value: str | bool) -> None:
    """Let a settings file hold another value of one setting; all else in it stays, comments too.

    Args:
        path: The file; it is made where there is none.
        key: One of the settings that are text or a switch.
        value: What it is from now on.

    Raises:
        InputRefused: The file is not TOML, or it cannot be changed or written.
    """
    import json
    import shutil
    import tomllib
    from tempfile import NamedTemporaryFile

    real = Path(os.path.realpath(path))  # a link stays one
    line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    try:
        text = real.read_text(encoding="utf-8") if real.exists() else ""
        before = _parse(path, text)
        after = _with_line(text, key, line)
        if tomllib.loads(after) != {**before, key: value}:
            raise ValueError("it is written there in a way that only a person can change")
        real.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile("w", encoding="utf-8", dir=real.parent, delete=False) as file:
            file.write(after)
        try:
            if real.exists():
                shutil.copymode(real, file.name)
            Path(file.name).replace(real)
        except OSError:
            Path(file.name).unlink()
            raise
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        hint = f"Write this line into it: {line}"
        raise InputRefused("Setting not kept", f"{path}: {told}.", hint) from None


def _with_line(text: str, key: str, line: str) -> str:
    """Return a file's text with the line of one setting, in its place or before the tables."""
    lines = text.splitlines()
    is_key = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
    tables = [place for place, known in enumerate(lines) if known.lstrip().startswith("[")]
    end = tables[0] if tables else len(lines)
    place = next((place for place in range(end) if is_key.match(lines[place])), None)
    if place is None:
        while end and not lines[end - 1].strip():  # beside the others, above the empty lines
            end -= 1
        lines.insert(end, line)
    else:
        lines[place] = line
    return "\n".join(lines) + "\n"


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # only who has settings needs it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputRefused("Settings not read", f"{path}: {error}.", "Mend or remove it.") from None


def _problem_of_text(value: object) -> str:
    return "" if isinstance(value, str) else "must be text."


def _problem_of_switch(value: object) -> str:
    return "" if isinstance(value, bool) else "must be true or false."


def _problem_of_keys(value: object) -> str:
    if isinstance(value, dict) and all(isinstance(keys, str) for keys in value.values()):
        return ""
    return "must be a table that gives actions their keys as text."


def _one_of(choices: Mapping[str, str]) -> Callable[[object], str]:
    def problem_of(value: object) -> str:
        if isinstance(value, str) and value in choices:
            return ""
        like = nearest(str(value), list(choices))
        told = f"must be one of {', '.join(choices)}"
        return f"{told}; the nearest is {like}." if like else f"{told}."

    return problem_of


_CHECKS: Final[Mapping[str, Callable[[object], str]]] = {
    "name": _problem_of_text,
    "register": _problem_of_text,
    "theme": _one_of(THEMES),
    "borders": _one_of(SIGNS),
    "mouse": _problem_of_switch,
    "letter_keys": _problem_of_switch,
    "keys": _problem_of_keys,
}
"""What tells what is wrong with a setting's value; "" where it is right."""
