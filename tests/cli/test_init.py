"""The register itself on the command line: init, which one is used, and where there is none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tuiapp.store.file_register import FileRegister


def opened(path: Path) -> FileRegister:
    """Return a register to look at."""
    return FileRegister(path, by="Reader", read_only=True)


def test_init_makes_a_register_without_partners(run_in_process: Run, tmp_path: Path) -> None:
    """The file says whose it is, and the answer how to open it."""
    path = tmp_path / "new" / "register.json"
    answer = run_in_process(
        *("--as", "Ann", "init", path, "--authority", "Testborough", "--nation", "wales")
    )
    header = opened(path).snapshot.header

    assert (answer.code, answer.err) == (0, "")
    assert f"Open it with: partnertui --register {path}" in answer.out
    assert (header.authority, header.nation, header.saved_by) == ("Testborough", "wales", "Ann")
    assert not header.demo


def test_init_never_writes_over_a_file(run_in_process: Run, tmp_path: Path) -> None:
    """Where there is a file already, init exits 5 and the file stays as it was."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear sir")
    answer = run_in_process("init", path, "--demo")

    assert answer.code == 5
    assert "There is a file" in answer.err
    assert path.read_text() == "Dear sir"
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_a_demo_register_is_full_and_says_so(run_in_process: Run, tmp_path: Path) -> None:
    """Made-up partners have a past, scores and ticks, and the register is marked as a demo."""
    path = tmp_path / "demo.json"
    answer = run_in_process("init", path, "--demo")
    register = opened(path)
    documents = register.snapshot.documents.values()

    assert answer.code == 0
    assert f"Made a demo register with {len(documents)} made-up partners" in answer.out
    assert register.snapshot.header.demo
    assert register.snapshot.header.authority
    assert any(document.get("scores") for document in documents)
    assert any(document.get("meetings") for document in documents)
    bodies = {body for document in documents for body in document.get("part_of", ())}
    assert bodies and bodies <= register.snapshot.documents.keys()
    assert all(register.snapshot.partner(document["id"]) for document in documents)
    for document in documents:
        for field in ("email", "web"):
            assert "example.org" in document.get(field, "example.org")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["--nation", "france"], "is not one of 'england'", id="another nation"),
        pytest.param(["--authority", "a\x1b[2J"], "cannot be shown: ␛", id="an escape code"),
        pytest.param(["--authority", "a\udcff"], "cannot be shown", id="bytes that are no text"),
    ],
)
def test_init_refuses_what_cannot_be(
    run_in_process: Run, tmp_path: Path, args: list[str], words: str
) -> None:
    """Wrong input exits 2 and makes no file."""
    answer = run_in_process("init", tmp_path / "new.json", *args)

    assert answer.code == 2
    assert words in answer.err
    assert list(tmp_path.iterdir()) == []


def test_the_environment_names_the_register(
    run_in_process: Run, register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PARTNERTUI_REGISTER is used where no register is named."""
    monkeypatch.setenv("PARTNERTUI_REGISTER", str(register_path))

    assert f"Register: {register_path}\n" in run_in_process("paths").out
    assert run_in_process("list").code == 0
    assert run_in_process("--register", "none.json", "list").code == 3


def test_the_settings_name_who_saves(run_in_process: Run, register_path: Path) -> None:
    """The name in the settings is used where none is given with --as."""
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "partnertui" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('name = "Trees officer"\n')

    assert "You save as: Trees officer" in run_in_process("paths").out
    assert "You save as: Ann" in run_in_process("--as", "Ann", "paths").out
    settings.write_text("nickname = 1\n")
    answer = run_in_process("--register", register_path, "list")
    assert answer.code == 2
    assert "there is no 'nickname'. The nearest is name." in answer.err


@pytest.mark.parametrize("name", ["a\x1b[2J", "a\udcff"])
def test_a_name_that_cannot_be_shown_saves_nothing(
    run_in_process: Run, register_path: Path, name: str
) -> None:
    """Who saves is named in the history, so the name must be one that can be shown."""
    before = register_path.read_bytes()
    answer = run_in_process(
        *("--register", register_path, "--as", name, "add", "X", "--framework", "statutory")
    )

    assert answer.code == 2
    assert "Say who you are: partnertui --as NAME" in answer.err
    assert register_path.read_bytes() == before


NO_REGISTERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "No register: There is no file"),
    "folder": (lambda path: path.mkdir(), "is not a file"),
    "empty": (lambda path: path.write_bytes(b""), "it is empty"),
    "a letter": (lambda path: path.write_text("Dear sir"), "does not begin as a register does"),
    "other JSON": (lambda path: path.write_text('{"a": 1}'), "not a partnertui register"),
    "newer": (
        lambda path: path.write_text('{"register": {"1": {"format": 9}}}'),
        "has format 9; this partnertui writes format 1",
    ),
    "loop": (lambda path: path.symlink_to(path), "Register not readable"),
}


@pytest.mark.parametrize("kind", NO_REGISTERS)
def test_what_is_no_register_exits_3_with_one_sentence(
    run_in_process: Run, tmp_path: Path, kind: str
) -> None:
    """One line says what is wrong and what to do; nothing is made or changed."""
    path = tmp_path / "register.json"
    make, words = NO_REGISTERS[kind]
    make(path)
    before = [entry.name for entry in tmp_path.iterdir()]
    answer = run_in_process("--register", path, "list")

    assert (answer.code, answer.out) == (3, "")
    assert answer.err.count("\n") == 1
    assert words in answer.err
    assert [entry.name for entry in tmp_path.iterdir()] == before


def test_no_register_named_and_none_at_the_usual_place_exits_3(run_in_process: Run) -> None:
    """Without a terminal there is nobody to ask, so the answer says how to make one."""
    answer = run_in_process("list")

    assert answer.code == 3
    assert "partnertui init PATH" in answer.err


@pytest.mark.parametrize(
    "name", ["x" * 300, "~nobody-of-that-name/r.json"], ids=["too long", "of nobody"]
)
def test_a_path_that_cannot_be_is_told(run_in_process: Run, name: str) -> None:
    """It is no fault of ours: list exits 3 in words, and paths answers all the same."""
    answer = run_in_process("--register", name, "list")

    assert answer.code == 3, answer.err
    assert "partnertui: " in answer.err
    assert run_in_process("--register", name, "paths").code == 0
