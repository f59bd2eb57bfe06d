"""The command itself: its help, its exit codes, and what its failures look like."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import tuiapp
from tests.conftest import Run
from tuiapp.cli.main import COMMANDS, partnertui


def test_version_is_told(run_partnertui: Run) -> None:
    """The version is that of the package."""
    assert run_partnertui("--version") == (0, f"partnertui, version {tuiapp.__version__}\n", "")


def test_help_names_every_command(run_partnertui: Run) -> None:
    """Each command is listed with what it does."""
    answer = run_partnertui("--help")

    assert answer.code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in answer.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    """What a command does is told in a sentence."""
    answer = CliRunner().invoke(partnertui, [name, "--help"], prog_name="partnertui")
    usage, _, told = answer.output.partition("\n\n")

    assert answer.exit_code == 0
    assert usage.startswith(f"Usage: partnertui {name} ")
    assert told.strip()[0].isupper()


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["nothing"], id="an unknown command"),
        pytest.param(["--nothing"], id="an unknown option"),
        pytest.param(["show"], id="an argument missing"),
        pytest.param(["list", "a", "b"], id="an argument too many"),
    ],
)
def test_wrong_usage_exits_2(run_here: Run, args: list[str]) -> None:
    """The answer says what is wrong and where help is."""
    answer = run_here(*args)

    assert (answer.code, answer.out) == (2, "")
    assert "--help" in answer.err


def test_without_a_terminal_the_dashboard_says_so(run_partnertui: Run, register_path: Path) -> None:
    """Opened from a script, the dashboard exits 2 in one line and leaves the register alone."""
    before = register_path.read_bytes()
    answer = run_partnertui("--register", register_path)

    assert answer.code == 2
    assert answer.err.startswith("partnertui: No terminal: ")
    assert answer.err.count("\n") == 1
    assert register_path.read_bytes() == before


FAULT = """
import sys
from tuiapp.cli import main
from tuiapp.cli.commands import partners

def fail(*args, **options):
    raise ValueError("Secret Partner Name")

partners.Index = fail
sys.argv = ["partnertui", *sys.argv[1:]]
main.main()
"""


def run_with_fault(register_path: Path) -> subprocess.CompletedProcess[str]:
    """Return what the program answers where `list` has a fault."""
    return subprocess.run(
        [sys.executable, "-c", FAULT, "--register", register_path, "list"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_fault_of_ours_is_told_and_kept(register_path: Path) -> None:
    """A mistake in the program exits 70, is told in plain words, and leaves a private note."""
    answer = run_with_fault(register_path)
    (note,) = (Path(os.environ["XDG_STATE_HOME"]) / "partnertui" / "incidents").iterdir()

    assert (answer.returncode, answer.stdout) == (70, "")
    assert answer.stderr.startswith("partnertui: Our fault: something went wrong")
    assert str(note) in answer.stderr
    assert "Traceback" not in answer.stderr
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert "ValueError" in note.read_text()


def test_the_note_of_a_fault_holds_nothing_from_the_register(register_path: Path) -> None:
    """What somebody typed is in neither the note nor the answer."""
    answer = run_with_fault(register_path)
    (note,) = (Path(os.environ["XDG_STATE_HOME"]) / "partnertui" / "incidents").iterdir()

    assert "Secret" not in note.read_text() + answer.stderr


def test_a_fault_whose_note_cannot_be_kept_is_told_too(
    register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no room for a note, the kind of fault is in the answer."""
    blocked = Path(os.environ["HOME"]) / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    answer = run_with_fault(register_path)

    assert answer.returncode == 70
    assert "No note could be kept" in answer.stderr
    assert "ValueError" in answer.stderr
