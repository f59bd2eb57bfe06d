"""Bytes that were not saved by us are read with care, and what is wrong with them is named."""

from __future__ import annotations

import gzip

import pytest

from tuiapp.store import strict_json


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "it is empty", id="no bytes"),
        pytest.param(b" \n\t", "it is empty", id="space"),
        pytest.param(b"\0" * 4096, "nothing but NUL bytes", id="noughts"),
        pytest.param(b"null", "does not begin as a register", id="null"),
        pytest.param(b"\xef\xbb\xbf{}", "a byte order mark", id="a byte order mark"),
        pytest.param('{"a": 1}'.encode("utf-16"), "not UTF-8 text (byte 1)", id="UTF-16"),
        pytest.param('{"a": "café"}'.encode("latin-1"), "not UTF-8 text (byte 11)", id="Latin-1"),
        pytest.param(gzip.compress(b"{}"), "not UTF-8 text", id="packed"),
        pytest.param(b'{"a": 1', "it is not JSON (line 1, column 8", id="half"),
        pytest.param(b'{"a": 1}\n{"b": 2}', "line 2, column 1: Extra data", id="something after"),
        pytest.param(b'{"a": NaN}', "it holds NaN", id="NaN"),
        pytest.param(b'{"a": -Infinity}', "it holds -Infinity", id="infinity"),
        pytest.param(b'{"a": 1e999}', "the number 1e999, which is too large", id="beyond floats"),
        pytest.param(b'{"a": ' + b"9" * 5000 + b"}", "a number of 5,000 digits", id="digits"),
        pytest.param(b'{"a": 99999999999999999999}', "no register can hold", id="over 64 bits"),
        pytest.param(b'{"a": 1, "b": 2, "a": 3}', 'the key "a" stands twice', id="a key twice"),
        pytest.param(b'{"a": "\\ud800"}', "no register can hold", id="half a character"),
        pytest.param(b'{"a":' * 20_000, "nested too deep", id="very deep"),
        pytest.param(
            b'{"a":' * 300 + b"1" + b"}" * 300, "no register can hold", id="deeper than is written"
        ),
        pytest.param(b"[" * 100_000, "does not begin as a register", id="a mountain of brackets"),
    ],
)
def test_what_is_wrong_with_bytes_is_named(data: bytes, words: str) -> None:
    """Each kind of damage is told apart, with its place where there is one."""
    with pytest.raises(strict_json.NotJson) as caught:
        strict_json.load(data)

    assert words in caught.value.what


def test_sound_json_is_read_as_it_is() -> None:
    """Texts, numbers and nesting come back unchanged."""
    assert strict_json.load('{"a": ["é😀", -1, 2.5, true, {"b": {}}]}'.encode()) == {
        "a": ["é😀", -1, 2.5, True, {"b": {}}]
    }
