"""What is installed: the wheel holds all of the package and works without the checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import orjson
import pytest

import tuiapp
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment with the wheel, and no way to the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    interpreter = folder / "bin" / "python"
    target = subprocess.run(
        [interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"),
            *("--python", interpreter, "install", "--no-deps", "--no-index", wheel),
        ],
        check=True,
    )
    # The dependencies come from here, found after the wheel; what .pth files add does not.
    dependencies = Path(target) / "dependencies.pth"
    dependencies.write_text(sysconfig.get_path("purelib") + "\n")
    return interpreter


def run(python: Path, *args: str | Path, folder: Path) -> str:
    """Return what the installed program answers in a folder."""
    done = subprocess.run(
        [python.with_name("partnertui"), *args],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Code, guidance, styles and the mark of types are all in it, and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if name.startswith("tuiapp/")}
    outside = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tuiapp").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }

    assert inside == outside
    assert "tuiapp/py.typed" in inside
    assert {Path(name).suffix for name in inside} >= {".py", ".toml", ".tcss"}


def test_the_wheel_names_its_licences_and_its_command(wheel: Path) -> None:
    """Both licences are in it, and `partnertui` is what it installs."""
    with zipfile.ZipFile(wheel) as archive:
        info = {Path(name).name: name for name in archive.namelist() if ".dist-info/" in name}
        commands = archive.read(info["entry_points.txt"]).decode()
        metadata = archive.read(info["METADATA"]).decode()

    assert {"LICENSE", "CONTENT-LICENCE.md"} <= set(info)
    assert "partnertui = tuiapp.cli.main:main" in commands
    assert f"Version: {tuiapp.__version__}\n" in metadata


def test_the_installed_program_is_the_wheels(python: Path, tmp_path: Path) -> None:
    """What runs is the installed package and not the checkout."""
    done = subprocess.run(
        [python, "-c", "import tuiapp; print(tuiapp.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert Path(done.stdout).is_relative_to(python.parents[1])
    assert (
        run(python, "--version", folder=tmp_path) == f"partnertui, version {tuiapp.__version__}\n"
    )


def test_the_installed_program_keeps_a_register(python: Path, tmp_path: Path) -> None:
    """Far from the checkout it makes a demo register, lists it and reads the guidance."""
    run(python, "init", "demo.json", "--demo", folder=tmp_path)
    partners = orjson.loads(
        run(python, "--register", "demo.json", "list", "--json", folder=tmp_path)
    )

    assert len(partners) > 3
    assert all(partner["name"] for partner in partners)
    assert "Three frameworks" in run(python, "guide", folder=tmp_path)


def test_the_installed_styles_are_found(python: Path, tmp_path: Path) -> None:
    """The dashboard can be put together from the installed files alone."""
    program = "from tuiapp.app.dashboard import PartnerTuiApp; print(PartnerTuiApp.CSS_PATH)"
    done = subprocess.run(
        [python, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
