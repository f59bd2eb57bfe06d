"""What a module may lead to: only the dashboard loads Textual, and importing does nothing."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import tuiapp

WITH_TEXTUAL = ("app", "screens", "widgets")
"""What of the package is the dashboard."""


def modules() -> list[str]:
    """Return every module of the package."""
    found = pkgutil.walk_packages(tuiapp.__path__, "tuiapp.")
    return ["tuiapp", *(module.name for module in found if module.name != "tuiapp.__main__")]


def without_dashboard() -> list[str]:
    """Return every module that is no part of the dashboard."""
    return [name for name in modules() if not set(name.split(".")[1:2]) & set(WITH_TEXTUAL)]


def python(program: str, *args: str | Path, folder: Path) -> str:
    """Return what a program says in a fresh interpreter that starts in a folder."""
    done = subprocess.run(
        [sys.executable, "-c", program, *args],
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


LOADED = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
    if any(each.split(".")[0] == "textual" for each in sys.modules):
        print(name)
        break
"""


@pytest.mark.parametrize("package", ["domain", "store", "exchange", "content", "cli"])
def test_a_package_without_screens_loads_no_textual(package: str, tmp_path: Path) -> None:
    """Every module of it, imported in a fresh interpreter, leads to no Textual."""
    names = [n for n in without_dashboard() if n.startswith(f"tuiapp.{package}")]

    assert names
    assert python(LOADED, *names, folder=tmp_path) == ""


def test_the_modules_beside_the_packages_load_no_textual(tmp_path: Path) -> None:
    """Settings, locations, errors and the like are part of every command."""
    names = [n for n in without_dashboard() if n.count(".") < 2]

    assert python(LOADED, *names, folder=tmp_path) == ""


RUN = """
import sys
sys.argv = ["partnertui", *sys.argv[1:]]
from tuiapp.cli.main import main
try:
    main()
finally:
    print("TEXTUAL" if "textual" in sys.modules else "NONE")
"""


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["--version"], id="version"),
        pytest.param(["--help"], id="help"),
        pytest.param(["list"], id="list"),
        pytest.param(["paths"], id="paths"),
        pytest.param(["keys"], id="keys"),
        pytest.param(["guide", "benefits"], id="guide"),
        pytest.param(["history"], id="history"),
        pytest.param(["add", "A", "--framework", "statutory"], id="add"),
    ],
)
def test_a_command_loads_no_textual(args: list[str], register_path: Path, tmp_path: Path) -> None:
    """No command but the dashboard waits for Textual."""
    told = python(RUN, "--register", register_path, *args, folder=tmp_path)

    assert told.splitlines()[-1] == "NONE"


IMPORT_ALL = """
import importlib, os, sys
before = dict(os.environ)
for name in sys.argv[1:]:
    importlib.import_module(name)
assert dict(os.environ) == before, "the environment changed"
"""


def test_importing_has_no_effect(tmp_path: Path) -> None:
    """Importing every module writes no file, says nothing and leaves the environment alone."""
    world = tmp_path / "world"
    world.mkdir()

    assert python(IMPORT_ALL, *modules(), folder=world) == ""
    assert list(world.iterdir()) == []
