"""Where somebody was in a register when they left, so that the next start opens there.

A small file for each register and person, in a folder of the person's own. It is convenience and
nothing more: what cannot be read is as if it was not there, what cannot be written is left, and
nobody is told of either. It holds ids and no text of the register.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import uuid4

import orjson

from tuiapp.person.files import read_limited
from tuiapp.store.storage import write_new

if TYPE_CHECKING:
    from tuiapp.store.register import Register

VERSION: Final = 1
"""The version of the file that is written, and the only one that is read."""
SIZE_LIMIT: Final = 16 * 1024
"""The largest file that is read, in bytes."""
ID_SIGNS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789/:-_")
"""What an id of a screen, a part, a partner or a line is made of; what is none is not kept."""
KIND: Final = "kind/"
"""What the id of a line of Today about a kind of need begins with; its words are ours."""
ID_LIMIT: Final = 200
"""The longest id that is kept."""


class Whereabouts(NamedTuple):
    """Where somebody was.

    Attributes:
        screen: The main screen; "" where nothing is known.
        partner: The id of the partner that was open; "" where none was.
        part: Which part of it was in sight.
        line: The id of the line under the cursor there; "" where there was none.
        lines: The id of the line under the cursor of each main screen, by the screen.
    """

    screen: str = ""
    partner: str = ""
    part: str = ""
    line: str = ""
    lines: Mapping[str, str] = MappingProxyType({})


def recall(folder: Path, register: Register) -> Whereabouts:
    """Return where this person was in this register when they left it last."""
    # One place for whatever may be wrong with the file: the start is then where it always was.
    with suppress(OSError, ValueError, TypeError, LookupError, AttributeError):
        held = _read(_path(folder, register))
        if (held["version"], held["register"]) == (VERSION, register.snapshot.header.id):
            texts = {name: _id(held[name]) for name in ("screen", "partner", "part", "line")}
            lines = {_id(name): _id(line) for name, line in held["lines"].items()}
            return Whereabouts(**texts, lines=lines)
    return Whereabouts()


def keep(folder: Path, register: Register, where: Whereabouts) -> None:
    """Let the disk hold where this person is in this register, if it will."""
    path = _path(folder, register)
    told = {
        "version": VERSION,
        "register": register.snapshot.header.id,
        "screen": _id(where.screen),
        "partner": _id(where.partner),
        "part": _id(where.part),
        "line": _id(where.line),
        "lines": {_id(name): _id(line) for name, line in where.lines.items()},
    }
    temporary = path.with_suffix(f".{uuid4().hex}.new")
    with suppress(OSError):  # the next start begins at the beginning
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            # The disk is not waited for: nobody has to wait to leave.
            write_new(temporary, [orjson.dumps(told)], like=None, durably=False)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _path(folder: Path, register: Register) -> Path:
    """Return the file of a register and person; its name tells of neither."""
    owner = f"{register.snapshot.header.id}\n{register.by}".encode()
    return folder / f"{hashlib.sha256(owner).hexdigest()[:32]}.json"


def _read(path: Path) -> dict[str, Any]:
    held: dict[str, Any] = orjson.loads(read_limited(path, SIZE_LIMIT, follow=False))
    return held


def _id(told: object) -> str:
    """Return an id as it is, and nothing in the place of other text; raises TypeError for none."""
    if not isinstance(told, str):
        raise TypeError("no id")
    is_id = ID_SIGNS.issuperset(told) or (told.startswith(KIND) and told.isprintable())
    return told if len(told) <= ID_LIMIT and is_id else ""
