"""Where a person's files live; looks, and creates nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import platformdirs

from tuiapp.errors import InputRefused

APP = "partnertui"


class NoHome(InputRefused):
    """It is not known where this person's files are."""

    def __init__(self) -> None:
        super().__init__(
            "No home folder",
            "HOME names no folder, and this account has no entry among the users of this "
            "computer, so it is not known where your files are.",
            "Set HOME to a folder, or XDG_DATA_HOME, XDG_CONFIG_HOME and XDG_STATE_HOME.",
        )


def default_register() -> Path:
    """Return the register that is used where none is named; raises NoHome, as all of these."""
    return _folder(platformdirs.user_data_dir) / "register.json"


def demo_register() -> Path:
    """Return the made-up register that the first day offers."""
    return _folder(platformdirs.user_data_dir) / "demo.json"


def settings_file() -> Path:
    """Return the person's settings."""
    return _folder(platformdirs.user_config_dir) / "settings.toml"


def incidents_folder() -> Path:
    """Return where notes about faults of ours go."""
    return _folder(platformdirs.user_state_dir) / "incidents"


def drafts_folder() -> Path:
    """Return where text goes while it is typed, until it is saved."""
    return _folder(platformdirs.user_state_dir) / "drafts"


def whereabouts_folder() -> Path:
    """Return where it is kept in which part of a register somebody was last."""
    return _folder(platformdirs.user_state_dir) / "whereabouts"


def _folder(of: Callable[[str], str]) -> Path:
    """Return a folder of this person's own; raises NoHome where none is known."""
    try:
        folder = Path(of(APP))
    except RuntimeError:
        raise NoHome from None
    if not folder.is_absolute():
        raise NoHome
    return folder
