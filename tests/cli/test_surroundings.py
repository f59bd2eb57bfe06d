"""Every command in surroundings that are not as they should be: no home, no output, no UTF-8."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import click
import pytest

from tests.cli.conftest import KINGFISHER, fill
from tests.cli.surroundings import nobody
from tests.conftest import ROOT
from tuiapp.cli.main import COMMANDS, OUR_FAULT, partnertui
from tuiapp.person import paths as person_paths

WORDS: Mapping[str, list[str]] = {
    "partner": [KINGFISHER],
    "partners": [KINGFISHER],
    "name": ["Étoile 公園 ’s"],
    "assignments": ["place=Café"],
    "item": ["need-stated"],
    "measure": ["trust"],
    "value": ["3"],
    "text": ["公園"],
    "action": ["Ring Zoë"],
    "verb": ["add"],
    "part": ["actions"],
    "words": ["title=Ring Zoë"],
}
"""What stands for an argument, by its name; a new one gets a word that it may well refuse."""
OPTIONS: Mapping[str, list[str]] = {
    "add": ["--framework", "statutory"],
    "import": ["--dry-run"],
    "record": ["title=Ring Zoë"],
}
"""What a command is of no use without."""

Codes = Mapping[str, int]


def empty(folder: Path) -> Path:
    """Return a new folder within another."""
    inner = folder / "commands-run"
    inner.mkdir()
    return inner


def arguments_of(command: click.Command, folder: Path) -> list[str]:
    """Return words for every argument that a command must have."""
    words: list[str] = []
    for parameter in command.params:
        if isinstance(parameter, click.Argument) and parameter.required:
            paths = {"path": [str(folder / "made.json")], "file": [str(folder / "list.csv")]}
            words += {**WORDS, **paths}.get(str(parameter.name), ["x"])
    return words


def commands(register: Path, folder: Path) -> dict[str, list[str]]:
    """Return how each command is called, on a register of its own."""
    called: dict[str, list[str]] = {}
    context = click.Context(partnertui)
    for name in ["", *COMMANDS]:
        own = folder / (name or "none")
        own.mkdir()
        mine = shutil.copy(register, own / "register.json")
        (own / "list.csv").write_text("name\nCafé Trust\n", encoding="utf-8")
        options = ["--register", str(mine), "--as", "Zoë", *([] if name else ["--plain"])]
        command = partnertui.get_command(context, name) if name else None
        words = [name, *arguments_of(command, own), *OPTIONS.get(name, [])] if command else []
        called[name] = [*options, *words]
    return called


def in_surroundings(
    register: Path, folder: Path, redirect: str = "", *flags: str, **environment: str | None
) -> tuple[Codes, str]:
    """Return the exit codes of every command, and what they said.

    Args:
        register: What they are run on; each gets a copy.
        folder: An empty folder to run in.
        redirect: What a shell is to do with the standard streams.
        flags: Options of `tests.cli.surroundings`.
        environment: Variables to set; None takes one away.
    """
    (folder / "commands").write_text(json.dumps(commands(register, folder)))
    program = [sys.executable, "-m", "tests.cli.surroundings"]
    files = [str(folder / "answers"), str(folder / "commands"), *flags]
    changed = {**os.environ, **environment}
    done = subprocess.run(
        ["sh", "-c", f'"$@" {redirect}', "sh", *program, *files],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={name: value for name, value in changed.items() if value is not None},
        cwd=ROOT,
        timeout=300,
        check=False,
    )
    told = (done.stdout + done.stderr).decode(errors="replace")
    assert done.returncode == 0, told
    assert "Traceback" not in told
    assert "Exception ignored" not in told
    codes: dict[str, int] = json.loads((folder / "answers").read_text())
    return codes, told


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Codes:
    """Return the exit codes of every command where nothing is wrong."""
    folder = tmp_path_factory.mktemp("usual")
    (folder / "commands-run").mkdir()
    return in_surroundings(fill(folder / "register.json"), folder / "commands-run")[0]


def test_the_words_of_these_tests_are_understood(usual: Codes) -> None:
    """Commands do here what they are for, so that the tests below try more than refusals."""
    assert {name: code for name, code in usual.items() if code} == {"undo": 2, "redo": 2}


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"PYTHONIOENCODING": "latin-1", "TZ": "UTC+99"}, id="Latin-1, no time zone"),
        pytest.param(
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "0"},
            id="ASCII, no width",
        ),
    ],
)
def test_every_command_works_whatever_the_session_can_show(
    filled: Path, tmp_path: Path, usual: Codes, environment: dict[str, str]
) -> None:
    """The letters and the clock of the session change no exit code."""
    assert in_surroundings(filled, empty(tmp_path), **environment)[0] == usual


@pytest.mark.parametrize("redirect", ["<&- 2>&-", "2>/dev/full"])
def test_every_command_works_without_input_and_messages(
    filled: Path, tmp_path: Path, usual: Codes, redirect: str
) -> None:
    """A closed standard input or error, and a full one, change no exit code."""
    assert in_surroundings(filled, empty(tmp_path), redirect)[0] == usual


@pytest.mark.parametrize("redirect", [">&-", ">/dev/full"])
def test_every_command_says_that_it_cannot_answer(
    filled: Path, tmp_path: Path, redirect: str
) -> None:
    """Where standard output is closed or full, each ends with 2 and a sentence."""
    codes, told = in_surroundings(filled, empty(tmp_path), redirect)

    assert {name: code for name, code in codes.items() if code != 2} == {}
    assert told.count("tandard output") >= len(COMMANDS) - len(("undo", "redo"))


def test_every_command_works_or_says_that_no_home_is_known(
    filled: Path, tmp_path: Path, usual: Codes
) -> None:
    """Only what is about files of the person's own is refused, with 2 and what to set."""
    xdg = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"))
    codes, told = in_surroundings(filled, empty(tmp_path), "", "--nobody", **xdg)

    assert {name: code for name, code in codes.items() if code != usual[name]} == {
        "paths": 2,
        "keys": 2,
    }
    assert told.count("Set HOME to a folder, or XDG_DATA_HOME") == 2


@pytest.mark.parametrize("home", [None, "", "relative"])
def test_without_a_home_the_folders_are_unknown(
    monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    """A home that is missing, empty or no whole path is refused; it is not the current folder."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    if home is not None:
        monkeypatch.setenv("HOME", home)
    monkeypatch.setattr("pwd.getpwuid", nobody)

    for place in (
        *(person_paths.default_register, person_paths.demo_register, person_paths.settings_file),
        *(
            person_paths.incidents_folder,
            person_paths.drafts_folder,
            person_paths.whereabouts_folder,
        ),
    ):
        with pytest.raises(person_paths.NoHome, match="Set HOME to a folder"):
            place()


def run_in(environment: Mapping[str, str], *args: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Return what the program answers in an environment."""
    return subprocess.run(
        [sys.executable, "-m", "tuiapp", *args],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )


def test_what_a_session_cannot_show_is_a_question_mark(filled: Path) -> None:
    """A letter that the output has no sign for is shown as one; JSON keeps every letter."""
    named = ("--register", filled, "--as", "Me")
    run_in({}, *named, "set", "Kingfisher", "place=Café 公園")
    answer = run_in({"PYTHONIOENCODING": "latin-1"}, *named, "show", "Kingfisher")
    in_json = run_in({"PYTHONIOENCODING": "latin-1"}, *named, "show", "Kingfisher", "--json")

    assert (answer.returncode, answer.stderr) == (0, b"")
    assert "Place: Café ??\n" in answer.stdout.decode("latin-1")
    assert json.loads(in_json.stdout.decode("ascii"))["place"] == "Café 公園"


def test_a_paper_on_standard_output_is_that_of_a_file(filled: Path, tmp_path: Path) -> None:
    """A paper goes into a pipe in UTF-8 with every letter, whatever the session can show."""
    named = ("--register", filled, "--as", "Me")
    run_in({}, *named, "set", "Kingfisher", "place=Café 公園")
    paper = ("guide", "tools", "memorandum", "--for", "Kingfisher", "-o")
    answer = run_in({"PYTHONIOENCODING": "latin-1"}, *named, *paper, "-")
    run_in({}, *named, *paper, tmp_path / "paper.md")

    assert answer.stdout == (tmp_path / "paper.md").read_bytes()


def test_arguments_that_are_no_text_are_shown_as_signs(filled: Path) -> None:
    """Bytes that are no UTF-8 are refused or not found, and what is said of them is text."""
    odd = os.fsdecode(b"a\xff\xfeb")
    for args in (("show", odd), ("add", odd, "--framework", "statutory"), ("list", odd), (odd,)):
        answer = run_in({}, "--register", filled, "--as", "Me", *args)

        assert answer.returncode == (0 if args[0] == "list" else 2)
        assert (answer.stdout + answer.stderr).decode("utf-8")


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("guide", "sources")])
def test_a_reader_that_closes_early_ends_an_answer_quietly(args: tuple[str, ...]) -> None:
    """As with `| head`: exit code 0 and not a word, for help and long answers too."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tuiapp", *args],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    finally:
        os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


FAULT = """
import sys
from tuiapp.cli import main
from tuiapp.cli.commands import partners
from tuiapp.person import paths as person_paths

def fail(*args, **options):
    raise ValueError("Secret Partner Name")

partners.Index = fail
{break_the_report}
sys.argv = ["partnertui", "--register", sys.argv[1], "--as", "Me", "list"]
main.main()
"""


@pytest.mark.parametrize(
    "break_the_report",
    [
        pytest.param("main._kind_and_place = fail", id="of the fault"),
        pytest.param("person_paths.incidents_folder = fail", id="of the folder"),
        pytest.param("main.os.open = fail", id="of the file"),
        pytest.param("main.datetime = None", id="of the time"),
    ],
)
def test_a_fault_is_told_whatever_breaks_in_its_report(filled: Path, break_the_report: str) -> None:
    """The sentence and exit code 70 come even where no note can be made."""
    done = subprocess.run(
        [sys.executable, "-c", FAULT.format(break_the_report=break_the_report), filled],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (OUR_FAULT, "")
    assert done.stderr.startswith("partnertui: Our fault: something went wrong")
    assert "The fault was ValueError." in done.stderr
    assert done.stderr.count("\n") == 1
