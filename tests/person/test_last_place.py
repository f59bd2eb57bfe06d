"""Where somebody was in a register: kept small and private, and never in the way."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from tests.conftest import NOON
from tuiapp.person.last_place import SIZE_LIMIT, Whereabouts, keep, recall
from tuiapp.store.file_register import FileRegister, create_register

AT_MEASURES = Whereabouts(
    "register", "oak-1", "measures", "trust", {"today": "oak-1/risk-7", "register": "oak-1"}
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where it is to be kept; it is not there yet."""
    return tmp_path / "state" / "whereabouts"


def file_in(folder: Path) -> Path:
    """Return the only file that is kept."""
    (path,) = folder.iterdir()
    return path


def test_what_was_kept_is_recalled(folder: Path, register: FileRegister) -> None:
    """The next session finds all of it, and an earlier one is replaced."""
    assert recall(folder, register) == Whereabouts()

    keep(folder, register, Whereabouts("guide"))
    keep(folder, register, AT_MEASURES)

    assert recall(folder, register) == AT_MEASURES
    assert file_in(folder).suffix == ".json"


def test_the_file_is_its_owners_alone_and_small(folder: Path, register: FileRegister) -> None:
    """Nobody else can read where somebody was, and neither name nor path is told."""
    keep(folder, register, AT_MEASURES)

    path = file_in(folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert path.stat().st_size < 400
    held = path.name + path.read_text()
    assert register.by not in held
    assert register.place not in held


def test_only_ids_are_kept(folder: Path, register: FileRegister) -> None:
    """What is no id may be text of the register, and stays out of the file."""
    keep(folder, register, Whereabouts("register", "Oak Friends", "record", "", {"today": "Äh\n"}))

    assert recall(folder, register) == Whereabouts("register", "", "record", "", {"today": ""})


def test_each_register_and_person_has_a_place_of_its_own(
    folder: Path, register: FileRegister, tmp_path: Path
) -> None:
    """A colleague under the same account, and another register, begin at the beginning."""
    other = tmp_path / "other.json"
    create_register(other, by=register.by, clock=lambda: NOON)
    keep(folder, register, AT_MEASURES)

    assert recall(folder, FileRegister(register.path, by="Trees officer")) == Whereabouts()
    assert recall(folder, FileRegister(other, by=register.by)) == Whereabouts()


def put_a_folder_in_its_place(path: Path) -> None:
    """Let a folder have the name of a file."""
    path.unlink()
    path.mkdir()


HARM: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "not an object": lambda path: path.write_bytes(b"[1]"),
    "another version": lambda path: path.write_bytes(
        orjson.dumps({**orjson.loads(path.read_bytes()), "version": 2})
    ),
    "another register": lambda path: path.write_bytes(
        orjson.dumps({**orjson.loads(path.read_bytes()), "register": "elsewhere"})
    ),
    "numbers for ids": lambda path: path.write_bytes(
        orjson.dumps({**orjson.loads(path.read_bytes()), "line": 7})
    ),
    "a list for an id": lambda path: path.write_bytes(
        orjson.dumps({**orjson.loads(path.read_bytes()), "partner": ["a"]})
    ),
    "no lines": lambda path: path.write_bytes(
        orjson.dumps({**orjson.loads(path.read_bytes()), "lines": None})
    ),
    "too large": lambda path: path.write_bytes(path.read_bytes() + b" " * SIZE_LIMIT + b"x"),
    "a folder": put_a_folder_in_its_place,
    "a link": lambda path: path.symlink_to(path.rename(path.with_name("elsewhere"))),
}
"""What may have become of the file."""


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_a_damaged_or_foreign_file_is_as_if_it_was_not_there(
    harm: Callable[[Path], object], folder: Path, register: FileRegister
) -> None:
    """It is convenience only: the start is then the usual one, and nothing is said."""
    keep(folder, register, AT_MEASURES)

    harm(file_in(folder))

    assert recall(folder, register) == Whereabouts()


def test_where_it_cannot_be_kept_nothing_happens(folder: Path, register: FileRegister) -> None:
    """A file in the place of the folder keeps nobody from leaving."""
    folder.parent.mkdir(parents=True)
    folder.write_text("not a folder")

    keep(folder, register, AT_MEASURES)

    assert recall(folder, register) == Whereabouts()
