"""A person's own settings: one TOML file, read once into a frozen value."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from tuiapp.domain.choices import nearest, nearest_field
from tuiapp.domain.text import as_line
from tuiapp.errors import InputRefused
from tuiapp.person.files import problem_of_path, read_limited

MARK: Final = "\ufeff"
"""What some editors begin a file with that is in UTF-8."""
TOO_DEEP: Final = "it is nested too deeply to be read"
SIZE_LIMIT: Final = 1024 * 1024
"""The largest settings file that is read, in bytes; one with every setting has some hundred."""
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
        # Some editors begin a file with a mark.
        text = read_limited(path, SIZE_LIMIT).decode("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise _not_read(path, _why(error)) from None
    found = _parse(path, text)
    known = [known.name for known in fields(Settings)]
    for key, value in found.items():
        if key not in known:
            hint = nearest_field(key, known, "Settings are")
            raise InputRefused("Unknown setting", f"{path}: there is no '{key}'.", hint)
        if key == "keys":
            found[key] = value = _flat(value)
        if problem := _CHECKS[key](value):
            raise InputRefused("Settings not read", f"{path}: '{key}' {problem}", "Mend it.")
    return Settings(**found)


def _not_read(path: Path, why: str) -> InputRefused:
    return InputRefused("Settings not read", f"{path}: {why}.", "Mend or remove it.")


def _why(error: OSError | UnicodeDecodeError) -> str:
    """Return why a file could not be read, without its name, which is told beside it."""
    if isinstance(error, UnicodeDecodeError):
        return f"it is not UTF-8: byte {error.start + 1:,} is no text"
    return error.strerror or str(error)


def _flat(value: object) -> object:
    """Return the keys by action; TOML takes the dot of an action's id for a table of its own."""
    if not isinstance(value, dict):
        return value
    flat: dict[str, object] = {}
    for name, inner in value.items():
        within = inner.items() if isinstance(inner, dict) else [("", inner)]
        flat |= {f"{name}.{deed}" if deed else name: keys for deed, keys in within}
    return flat


def change_setting(path: Path, name: str, value: str | bool) -> None:
    """Write one setting into a person's file; everything else in it stays as it is, comments too.

    Args:
        path: The file; it is made, with its folder, where there is none.
        name: One of the settings that hold one value.
        value: What it is to hold.

    Raises:
        InputRefused: The file cannot be changed without changing more than that, or not written.
    """
    import tomllib

    hint = f"Write in it yourself: {_line(name, value)}"
    target = Path(os.path.realpath(path))  # a link to the file stays one
    try:
        before = read_limited(target, SIZE_LIMIT).decode() if target.exists() else ""
        after = _with_line(before, name, value)
        expected = {**tomllib.loads(before.removeprefix(MARK)), name: value}
        if not _holds(after.removeprefix(MARK), expected):
            raise InputRefused(
                "Setting not kept", f"{path} cannot be changed without changing more.", hint
            )
        _write(target, after)
    except tomllib.TOMLDecodeError as error:
        raise InputRefused("Setting not kept", f"{path}: {error}.", hint) from None
    except RecursionError:
        raise InputRefused("Setting not kept", f"{path}: {TOO_DEEP}.", hint) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused("Setting not kept", f"{path}: {_why(error)}.", hint) from None


def _holds(text: str, expected: Mapping[str, Any]) -> bool:
    """Whether a text of ours is a settings file that holds just this."""
    import tomllib

    try:
        return tomllib.loads(text) == expected
    except tomllib.TOMLDecodeError:
        return False


def _line(name: str, value: str | bool) -> str:
    return f"{name} = {_told(value)}"


def _told(value: str | bool) -> str:
    import json  # text in JSON is text in TOML: the same quotes and escapes

    return json.dumps(value, ensure_ascii=False)


def _with_line(text: str, name: str, value: str | bool) -> str:
    """Return the text of a file with one line more, or with another value in the one it has."""
    import re

    mark, text = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    lines = text.splitlines(keepends=True)
    end = next((at for at, line in enumerate(lines) if re.match(r"\s*\[", line)), len(lines))
    held = re.compile(
        rf"""\s*(?:"{name}"|'{name}'|{name})\s*=\s*("[^"\\]*"|'[^']*'|\w+)(?=\s*(?:\#|$))"""
    )
    for at, line in enumerate(lines[:end]):
        if found := held.match(line):
            begin = line[: found.start(1)]
            lines[at] = begin + _told(value) + line[found.end(1) :]
            return mark + "".join(lines)
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    if end and not lines[end - 1].endswith("\n"):
        lines[end - 1] += "\n"
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    lines.insert(end, _line(name, value) + ending)
    return mark + "".join(lines)


def _write(path: Path, text: str) -> None:
    """Put a text in the place of a file, all of it or nothing."""
    import tempfile
    from contextlib import suppress

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # only who has settings needs it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_read(path, str(error)) from None
    except RecursionError:
        raise _not_read(path, TOO_DEEP) from None


def _problem_of_text(value: object) -> str:
    return "" if isinstance(value, str) else "must be text."


def _problem_of_name(value: object) -> str:
    if not isinstance(value, str):
        return _problem_of_text(value)
    try:
        as_line(value)
    except ValueError as error:
        return f"cannot be used: {error}."
    return ""


def _problem_of_path(value: object) -> str:
    return problem_of_path(value) if isinstance(value, str) else _problem_of_text(value)


def _problem_of_switch(value: object) -> str:
    return "" if isinstance(value, bool) else "must be true or false."


def _problem_of_keys(value: object) -> str:
    if not isinstance(value, dict):
        return "must be a table that gives actions their keys as text."
    wrong = next((name for name, keys in value.items() if not isinstance(keys, str)), "")
    return f"must give keys as text; those of '{wrong}' are none." if wrong else ""


def _one_of(choices: Mapping[str, str]) -> Callable[[object], str]:
    def problem_of(value: object) -> str:
        if isinstance(value, str) and value in choices:
            return ""
        like = nearest(str(value), list(choices))
        told = f"must be one of {', '.join(choices)}"
        return f"{told}; the nearest is {like}." if like else f"{told}."

    return problem_of


_CHECKS: Final[Mapping[str, Callable[[object], str]]] = {
    "name": _problem_of_name,
    "register": _problem_of_path,
    "theme": _one_of(THEMES),
    "borders": _one_of(SIGNS),
    "mouse": _problem_of_switch,
    "letter_keys": _problem_of_switch,
    "keys": _problem_of_keys,
}
"""What tells what is wrong with a setting's value; "" where it is right."""
