"""Every shape of a file that is no register: named in one sentence, and nothing is written."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.faults.conftest import Figure
from tests.faults.program import contents, run_here
from tuiapp.domain.register import partner_edits
from tuiapp.store.file_register import FileRegister

SOUND = """{
  "register": {
    "1": {
      "format": 1,
      "id": "3f0c2f4e-6c0e-4e5c-8d5e-0c8f3a1b2c3d",
      "authority": "Testborough",
      "nation": "england",
      "policy": {},
      "revision": 1,
      "saved_at": "2026-11-22T12:00:00Z",
      "saved_by": "Parks officer",
      "sha256": "%s",
      "log_from": 1
    }
  },
  "partners": {
    "1": {
      "id": "heron",
      "name": "Heron Wood",
      "status": "partner"
    }
  },
  "edits": {
    "1": {
      "id": "5d1e",
      "label": "Added Heron Wood",
      "at": "2026-11-22T12:00:00Z",
      "by": "Parks officer",
      "changes": []
    }
  }
}
""" % ("0" * 64)
"""A sound register, as somebody who edits it by hand would leave it: only the checksum is wrong."""


def put(old: str, new: str) -> bytes:
    """Return the sound register with one text replaced by another."""
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new).encode()


def table(name: str, value: str) -> bytes:
    """Return the sound register with another value for one of its tables."""
    found = re.sub(rf'"{name}": \{{.*?\n  \}}', f'"{name}": {value}', SOUND, flags=re.DOTALL)
    assert found != SOUND
    return found.encode()


def without(name: str) -> bytes:
    """Return the sound register without one of its tables."""
    found = re.sub(rf'  "{name}": \{{.*?\n  \}},?\n', "", SOUND, flags=re.DOTALL)
    return found.replace("},\n}", "}\n}").encode()


def named(value: str) -> bytes:
    """Return the sound register with any JSON for a partner's name."""
    return put('"Heron Wood"', value)


WRONG: Mapping[str, bytes] = {
    # No JSON
    "0 bytes": b"",
    "nothing but space": b" \n\t\n",
    "NUL bytes": b"\0" * 4096,
    "cut short": SOUND[:-40].encode(),
    "something after the end": SOUND.encode() + b"{}",
    "an end of an older file": SOUND.encode() + SOUND[-40:].encode(),
    "two registers": SOUND.encode() * 2,
    "a byte order mark": b"\xef\xbb\xbf" + SOUND.encode(),
    "UTF-16": SOUND.encode("utf-16"),
    "Latin-1": named('"Café Trust"').decode().encode("latin-1"),
    "gzip": gzip.compress(SOUND.encode(), mtime=0),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "conflict marks": b"<<<<<<< ours\n" + SOUND.encode() + b"=======\n>>>>>>> theirs\n",
    "single quotes": SOUND.replace('"', "'").encode(),
    "a comma too many": put('"partner"\n', '"partner",\n'),
    "a comment": put('"status"', '// seen\n"status"'),
    "NaN": named("NaN"),
    "Infinity": named("Infinity"),
    "minus Infinity": named("-Infinity"),
    "a number too large": named("1e999"),
    "an integer of 5,000 digits": named("7" * 5_000),
    "a lone surrogate": named('"\\ud800"'),
    "a raw control character": named('"Heron\x01Wood"'),
    "20,000 levels of lists": named("[" * 20_000 + "]" * 20_000),
    "20,000 levels of objects": named('{"a":' * 20_000 + "1" + "}" * 20_000),
    "nothing but 100,000 levels": b"[" * 100_000 + b"]" * 100_000,
    "a bomb of nested lists": b"[" + b"[[]]," * 1_000_000 + b"[]]",
    # JSON, but no register
    "null": b"null",
    "true": b"true",
    "a number": b"7",
    "a text": b'"register"',
    "a list": b"[]",
    "an empty object": b"{}",
    "another program's TinyDB file": b'{"_default": {"1": {"name": "x"}}}',
    "another program's partners": b'{"partners": {"1": {"id": "a", "name": "A"}}}',
    # A key or id that stands twice
    "a table twice": put('"edits": {', '"partners": {},\n"edits": {'),
    "a document number twice": table("partners", '{"1": {"id": "a"}, "1": {"id": "b"}}'),
    "a key of a partner twice": put('"status"', '"name": "Kingfisher",\n"status"'),
    "a partner's id twice": table("partners", '{"1": {"id": "a"}, "2": {"id": "a"}}'),
    "an edit's id twice": table("edits", '{"1": {"id": "a"}, "2": {"id": "a"}}'),
    # Tables of a wrong shape
    **{f"the table {name} missing": without(name) for name in ("register", "partners", "edits")},
    **{
        f"the table {name} as {value}": table(name, value)
        for name in ("register", "partners", "edits")
        for value in ("null", "[]", "7", '"x"', "[{}]", '{"1": null}', '{"1": []}', '{"1": 7}')
    },
    **{
        f"{what} in the table {name}": table(name, value)
        for name in ("partners", "edits")
        for what, value in {
            "a document without id": '{"1": {}}',
            "a number for an id": '{"1": {"id": 7}}',
            "a document of no number": '{"a": {"id": "a"}}',
            "a document below 0": '{"-1": {"id": "a"}}',
            "a raised number": '{"²": {"id": "a"}}',
            "a broken number": '{"1.5": {"id": "a"}}',
        }.items()
    },
    # What the register says of itself
    **{
        f"{value} for {key}": put(f'"{key}": {was}', f'"{key}": {value}')
        for key, was, values in (
            ("format", "1", ("null", '"1"', "true", "1.5", "0", "-1")),
            ("id", '"3f0c2f4e-6c0e-4e5c-8d5e-0c8f3a1b2c3d"', ("null", "7")),
            ("policy", "{}", ("null", "[]", "7")),
            ("revision", "1", ("null", '"1"', "true", "1.5", "-1")),
            ("saved_at", '"2026-11-22T12:00:00Z"', ("null", "7", '"noon"', '"2026-13-45"')),
            ("saved_by", '"Parks officer"', ("null", "7")),
        )
        for value in values
    },
    "no checksum": put(f'"sha256": "{"0" * 64}",', ""),
    "an edit later than the revision": put('"edits": {\n    "1"', '"edits": {\n    "9"'),
}
"""What a file holds that is no register, by what is wrong with it."""


@pytest.fixture
def wrong_file(tmp_path: Path) -> Callable[[bytes], Path]:
    """Return what makes a file of some bytes."""

    def make(data: bytes) -> Path:
        path = tmp_path / "register.json"
        path.write_bytes(data)
        return path

    return make


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_register_is_named_and_left_alone(
    wrong_file: Callable[[bytes], Path], figure: Figure, data: bytes
) -> None:
    """Looking, checking and saving each exit 3 with one sentence that names the file."""
    path = wrong_file(data)
    for command in (("list",), ("check",), ("fault-write", "--prefix", "p", "--count", "1")):
        answer = run_here("--register", path, *command)

        assert (answer.code, answer.out) == (3, "")
        assert answer.err.count("\n") == 1
        assert str(path) in answer.err
        assert "Nothing was changed." in answer.err
    assert contents(path.parent) == {path.name: data}
    figure(f"{{}} of {len(WRONG)} shapes of a wrong file named, 0 bytes written, 0 tracebacks")


def test_the_register_they_are_made_of_is_sound(wrong_file: Callable[[bytes], Path]) -> None:
    """Without the damage it is read, and only what another program wrote is told."""
    path = wrong_file(SOUND.encode())
    answer = run_here("--register", path, "list", "--json")

    assert [partner["name"] for partner in answer.json] == ["Heron Wood"]
    assert FileRegister(path, by="Ann").why_read_only == "changed outside partnertui"


def test_a_newer_format_is_looked_at_and_never_written(
    wrong_file: Callable[[bytes], Path],
) -> None:
    """A register of a later version is listed; a save exits 3, and the file is left alone."""
    data = put('"format": 1', '"format": 99')
    path = wrong_file(data)

    assert "Heron Wood" in run_here("--register", path, "list").out
    answer = run_here("--register", path, "fault-write", "--prefix", "p", "--count", "1")
    assert answer.code == 3
    assert "99" in answer.err
    assert contents(path.parent) == {path.name: data}


def test_one_wrong_partner_blocks_nobody(wrong_file: Callable[[bytes], Path]) -> None:
    """A partner of a wrong shape is named by `check`; the others are read and changed."""
    path = wrong_file(table("partners", '{"1": {"id": "heron", "name": 7}}'))
    assert run_here("--register", path, "check", "--accept").code in (0, 1)
    register = FileRegister(path, by="Ann")
    register.save(partner_edits.add("Kingfisher", {}))

    assert register.refresh().documents["heron"] == {"id": "heron", "name": 7}
    assert run_here("--register", path, "check").code == 1
