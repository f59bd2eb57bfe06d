"""Text from outside has a length, and a path from outside may be no path: every door says so."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli.test_surroundings import OPTIONS, arguments_of
from tests.conftest import Run
from tuiapp.cli.main import COMMANDS, partnertui
from tuiapp.store.file_register import FileRegister

ENDLESS = "x" * 100_000
"""Nearly as long as one argument may be on Linux."""


def texts_of(name: str) -> Iterator[click.Parameter]:
    """Yield the parameters of a command that take a text."""
    command = partnertui.get_command(click.Context(partnertui), name)
    assert command is not None
    for parameter in command.params:
        if not isinstance(parameter.type, click.Choice) and not getattr(parameter, "is_flag", 0):
            yield parameter


TEXTS = [(name, parameter) for name in COMMANDS for parameter in texts_of(name)]


@pytest.mark.parametrize(
    ("name", "parameter"), TEXTS, ids=[f"{name} {text.name}" for name, text in TEXTS]
)
@pytest.mark.parametrize("typed", [ENDLESS, f"place={ENDLESS}"], ids=["text", "field"])
def test_no_command_takes_or_repeats_a_text_without_end(
    run_here: Run, filled: Path, tmp_path: Path, name: str, parameter: click.Parameter, typed: str
) -> None:
    """Whichever text of a command has no end, none of it gets into the register or a message."""
    command = partnertui.get_command(click.Context(partnertui), name)
    assert command is not None
    (tmp_path / "list.csv").write_text("name\nCafé Trust\n", encoding="utf-8")
    words = [*arguments_of(command, tmp_path), *OPTIONS.get(name, [])]
    if isinstance(parameter, click.Option):
        words += [parameter.opts[0], typed]
    elif parameter.required:
        required = [p.name for p in command.params if isinstance(p, click.Argument) and p.required]
        words[required.index(parameter.name)] = typed
    else:
        words.append(typed)
    answer = run_here(name, *words)

    assert answer.code in (0, 2, 5)
    assert len(answer.out + answer.err) < 20_000
    assert ENDLESS not in filled.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("x" * 301, "longer than 300 characters", id="too long"),
        pytest.param(ENDLESS, "longer than 300 characters", id="without end"),
        pytest.param("a\x1b[2J", "cannot be shown: ␛", id="an escape"),
        pytest.param("a\udcffb", "cannot be shown", id="bytes that are no text"),
    ],
)
def test_a_name_to_save_as_is_one_line(
    run_here: Run, filled: Path, tmp_path: Path, typed: str, words: str
) -> None:
    """By option, by settings or as the name of a council, it is refused and nothing is written."""
    before = filled.read_bytes()

    for args in (
        ("--as", typed, "log", "Kingfisher", "Rang"),
        ("init", tmp_path / "new.json", "--authority", typed),
    ):
        answer = run_here(*args)
        assert (answer.code, answer.out) == (2, "")
        assert words in answer.err
        assert len(answer.err) < 500
    assert filled.read_bytes() == before
    assert not (tmp_path / "new.json").exists()


def test_a_name_of_several_lines_is_kept_as_one(run_here: Run, read: FileRegister) -> None:
    """Line breaks in a name become spaces, so that a line of the history stays one."""
    assert run_here("--as", " Trees\nofficer ", "log", "Kingfisher", "Rang").code == 0
    assert read.refresh().header.saved_by == "Trees officer"


def test_no_label_grows_with_what_was_typed(run_here: Run, read: FileRegister) -> None:
    """With the longest names there can be, what the history says of an edit stays a few lines."""
    longest = "W" * 300
    for args in (
        ("add", longest, "--framework", "statutory"),
        ("set", longest, f"place={longest}"),
        ("tick", longest, "need-stated", "--note", longest),
        ("score", longest, "trust", "3", "--note", longest),
        ("log", longest, longest, "--next", longest, "--due", "+7d"),
        ("action", longest, "add", f"{longest[:-1]}V", "--owner", longest),
        ("record", longest, "risks", "add", f"title={longest}"),
        ("record", longest, "agreements", "add", f"title={longest}"),
        ("join", longest, "Kingfisher", "--apart"),
        ("remove", longest),
    ):
        assert run_here("--as", longest, *args).code == 0, args
    read.refresh()

    assert max(len(edit.label) for edit in read.history()) < 1_000


ODD_PATHS = {
    "too long a name": ("x" * 300, "File name too long"),
    "too long a path": ("x/" * 3_000, "longer than 4,096 bytes"),
    "NUL": ("a\0b", "a character that no path has"),
    "bytes that are no text": ("a\udcff\udcfeb", "a⟨U+DCFF⟩⟨U+DCFE⟩b"),
    "an escape": ("a\x1b[2J", "a␛[2J"),
    "a folder": (".", "not a file"),
    "a pipe": ("pipe", "not a file"),
    "a device": ("/dev/zero", "not a file"),
    "nowhere": ("no/where", "no file"),
}


@pytest.mark.parametrize("kind", ODD_PATHS)
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_tells_that_a_register_is_none(
    run_in_process: Run, tmp_path: Path, name: str, kind: str
) -> None:
    """A path that leads to no register ends each command that reads one with 2 or 3 and words."""
    path, words = ODD_PATHS[kind]
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "list.csv").write_text("name\nA\n")
    command = partnertui.get_command(click.Context(partnertui), name) if name else None
    args = [name, *arguments_of(command, tmp_path), *OPTIONS.get(name, [])] if command else []
    answer = run_in_process("--register", path, "--as", "Me", *(args or ["--plain"]))

    if name in ("init", "paths", "keys", "guide", "restore") and answer.code == 0:
        return  # what does not read the register does its work
    assert answer.code in (2, 3)
    assert words.casefold() in answer.err.casefold()
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("kind", ODD_PATHS)
def test_a_path_of_a_new_file_is_told(run_here: Run, tmp_path: Path, kind: str) -> None:
    """Where no paper and no register can be made, the answer is 2 or 5 with words, and no file."""
    path, _ = ODD_PATHS[kind]
    os.mkfifo(tmp_path / "pipe")
    before = sorted(tmp_path.iterdir())
    for args in (
        ("guide", "tools", "memorandum", "--for", "Kingfisher", "-o", path),
        ("init", path),
        ("import", path),
    ):
        answer = run_here(*args)
        if answer.code == 0:  # an odd name, but one that a disk takes
            assert kind in ("bytes that are no text", "an escape", "nowhere")
            (tmp_path / path).unlink()
            continue
        assert answer.code in (2, 5)
        assert answer.err.count("\n") == 1
    left = [each for each in sorted(tmp_path.iterdir()) if each.name != "no"]

    assert left == before


@pytest.mark.parametrize(("mode", "got"), [(0o600, 0o600), (0o640, 0o640), (0o664, 0o644)])
def test_a_paper_is_for_whoever_may_read_the_register(
    run_here: Run, filled: Path, tmp_path: Path, mode: int, got: int
) -> None:
    """A filled paper has the mode of the register, less the umask; an empty form is everybody's."""
    filled.chmod(mode)
    before = os.umask(0o022)
    try:
        run_here("guide", "tools", "memorandum", "--for", "Kingfisher", "-o", "filled.md")
        run_here("guide", "tools", "memorandum", "-o", "empty.md")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "filled.md").stat().st_mode) == got
    assert stat.S_IMODE((tmp_path / "empty.md").stat().st_mode) == 0o644
