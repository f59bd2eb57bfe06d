"""A person's own settings: one TOML file, read once into a frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tuiapp.domain.choices import nearest
from tuiapp.errors import InputRefused


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose.

    Attributes:
        name: How the log names them; "" for their login name.
    """

    name: str = ""


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
    known = [field.name for field in fields(Settings)]
    for key, value in found.items():
        if key not in known:
            like = nearest(key, known)
            hint = f"The nearest is {like}." if like else f"Settings are {', '.join(known)}."
            raise InputRefused("Unknown setting", f"{path}: there is no '{key}'.", hint)
        if not isinstance(value, str):
            raise InputRefused("Settings not read", f"{path}: '{key}' must be text.", "Mend it.")
    return Settings(**found)


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # only who has settings needs it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputRefused("Settings not read", f"{path}: {error}.", "Mend or remove it.") from None
