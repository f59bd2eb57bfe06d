"""A person's own settings: one TOML file, read once into a frozen value."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

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
        with path.open("rb") as file:
            found = tomllib.load(file)
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputRefused("Settings not read", f"{path}: {error}.", "Mend or remove it.") from None
    known = [field.name for field in fields(Settings)]
    for key, value in found.items():
        if key not in known:
            like = get_close_matches(key, known, n=1)
            hint = f"The nearest is {like[0]}." if like else f"Settings are {', '.join(known)}."
            raise InputRefused("Unknown setting", f"{path}: there is no '{key}'.", hint)
        if not isinstance(value, str):
            raise InputRefused("Settings not read", f"{path}: '{key}' must be text.", "Mend it.")
    return Settings(**found)
