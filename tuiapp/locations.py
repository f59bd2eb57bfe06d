"""Where a person's files live; looks, and creates nothing."""

from __future__ import annotations

from pathlib import Path

import platformdirs

APP = "partnertui"


def default_register() -> Path:
    """Return the register that is used where none is named."""
    return Path(platformdirs.user_data_dir(APP)) / "register.json"


def demo_register() -> Path:
    """Return the made-up register that the first day offers."""
    return Path(platformdirs.user_data_dir(APP)) / "demo.json"


def settings_file() -> Path:
    """Return the person's settings."""
    return Path(platformdirs.user_config_dir(APP)) / "settings.toml"


def incidents_folder() -> Path:
    """Return where notes about faults of ours go."""
    return Path(platformdirs.user_state_dir(APP)) / "incidents"


def drafts_folder() -> Path:
    """Return where text goes while it is typed, until it is saved."""
    return Path(platformdirs.user_state_dir(APP)) / "drafts"


def whereabouts_folder() -> Path:
    """Return where it is kept in which part of a register somebody was last."""
    return Path(platformdirs.user_state_dir(APP)) / "whereabouts"


def is_there(path: Path) -> bool:
    """Return whether something is at a path; what may not be looked at counts as there.

    A path that is too long, or lies in a closed folder, is then told of by whoever opens it.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
