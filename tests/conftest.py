"""What every test stands on: a world of its own, a register, a clock, the program itself."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import orjson
import pytest
from hypothesis import settings

from tuiapp.cli.main import main
from tuiapp.store.file_register import FileRegister, create_register

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""The time of every test that needs one."""

ROOT = Path(__file__).parents[1]
"""The folder of the project."""

LIMIT = 60.0
"""Seconds after which what is waited for will never come, on however busy a machine."""

SYSTEM_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin"
"""Where servers live that are not on everybody's PATH."""

if sys.dont_write_bytecode:
    # Workers and the programs that tests start, hundreds of processes, share what Python compiled;
    # the source stays clean of it all the same.
    COMPILED = str(ROOT / "build" / "compiled")
    sys.dont_write_bytecode, sys.pycache_prefix = False, COMPILED
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = COMPILED

settings.register_profile("here", deadline=None)
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady" if os.environ.get("CI") == "true" else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the tests in tests/faults."""
    parser.addoption("--long", action="store_true", help="repeat many times what is random")
    parser.addoption("--seed", type=int, help="what random instants and places follow from")


@pytest.fixture(scope="session", autouse=True)
def _one_time_zone() -> Iterator[None]:
    """Let local time be UTC, so that no test depends on where it runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the home of each test; to number them, pytest would read through all there are."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_world(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut a test off from the user's own files and settings."""
    home = next(_homes)
    home.mkdir()
    for name in list(os.environ):
        if name.startswith(("PARTNERTUI_", "TEXTUAL", "XDG_")):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "COLORTERM", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.casefold()))


@pytest.fixture
def noon() -> datetime:
    """Return the time it is in a test."""
    return NOON


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    """Return the path of a new register without partners."""
    path = tmp_path / "register.json"
    create_register(path, by="Parks officer", authority="Testborough", clock=lambda: NOON)
    return path


@pytest.fixture
def register(register_path: Path) -> FileRegister:
    """Return a new register without partners, opened by the parks officer at noon."""
    return FileRegister(register_path, by="Parks officer", clock=lambda: NOON)


Needs = Callable[[str], str]
"""Returns the path of an outside tool, or ends the test where there is none."""


@pytest.fixture
def needs() -> Needs:
    """Return what finds a tool; without it a test skips, and fails where CI is true."""

    def find(tool: str) -> str:
        found = shutil.which(tool, path=f"{os.environ.get('PATH', '')}:{SYSTEM_FOLDERS}")
        if found is None and os.environ.get("CI") == "true":
            pytest.fail(f"{tool} is not installed")
        if found is None:
            pytest.skip(f"{tool} is not installed")
        return found

    return find


Rounds = Callable[[int, int], int]
"""Returns how often: the first number in the suite, the second in the long run."""


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Rounds:
    """Return what says how often a test does its thing."""
    is_long = bool(request.config.getoption("--long"))
    return lambda short, long: long if is_long else short


class Answer(NamedTuple):
    """What the program answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was answered in JSON."""
        return orjson.loads(self.out)


class Run(Protocol):
    """Runs the program as `partnertui ARGS...` in a process of its own."""

    def __call__(self, *args: str | Path, stdin: str = "") -> Answer:
        """Return what it answered."""


@pytest.fixture
def run_partnertui(tmp_path: Path) -> Run:
    """Return what runs the program in the test's own folder and environment."""

    def run(*args: str | Path, stdin: str = "") -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "tuiapp", *map(str, args)],
            input=stdin.encode(),
            capture_output=True,
            cwd=tmp_path,
            timeout=LIMIT,
            check=False,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def run_in_process(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what does the same in this process: all but what only a process shows."""

    def run(*args: str | Path, stdin: str = "") -> Answer:
        capsys.readouterr()
        with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as left:
            patch.chdir(tmp_path)
            patch.setattr("sys.argv", ["partnertui", *map(str, args)])
            patch.setattr("sys.stdin", StringIO(stdin))
            main()
        code = left.value.code
        assert isinstance(code, int)
        return Answer(code, *capsys.readouterr())

    return run
