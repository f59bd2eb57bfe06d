"""Paths that a person names, and small files of a person's own: checked before they are used."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

from tuiapp.domain.text import LINE_LIMIT, shortened
from tuiapp.errors import InputRefused

PATH_LIMIT: Final = 4_096
"""The longest path, in bytes, that Linux takes."""

NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)
NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
MEGABYTE: Final = 1024 * 1024


def problem_of_path(text: str) -> str:
    """Return why a text cannot be a path on this computer, to follow its name; "" if it can."""
    if "\0" in text:
        return "holds a character that no path has."
    try:
        length = len(os.fsencode(text))
    except UnicodeEncodeError:
        return "holds a character that this session cannot write; set LANG=C.UTF-8."
    return f"is longer than {PATH_LIMIT:,} bytes." if length > PATH_LIMIT else ""


def as_path(text: str) -> Path:
    """Return a path as it was typed; raises InputRefused where it cannot be one."""
    if problem := problem_of_path(text):
        raise InputRefused(
            "Not a path", f"'{shortened(text, LINE_LIMIT)}' {problem}", "Name another."
        )
    return Path(text)


def read_limited(path: Path, limit: int, *, follow: bool = True) -> bytes:
    """Return what a regular file holds, without waiting for a pipe or a device.

    Args:
        path: The file.
        limit: The most bytes it may hold.
        follow: Whether it may be a symbolic link.

    Raises:
        OSError: It cannot be read, is not a regular file, or is larger.
    """
    flags = os.O_RDONLY | NO_WAIT | (0 if follow else NO_FOLLOW)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "It is not a regular file")
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"It is larger than {limit / MEGABYTE:g} MB")
    return data
