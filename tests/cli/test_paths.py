"""`partnertui paths`: where everything is, and what it runs on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pytest

from tests.conftest import Run
from tuiapp import __version__


def test_paths_says_where_everything_is(run_partnertui: Run, tmp_path: Path) -> None:
    """Looking makes nothing, and says what is not there yet."""
    home = Path(os.environ["HOME"])
    answer = run_partnertui("--as", "Ann", "paths")

    assert answer.code == 0
    assert f"Register: {home}/data/partnertui/register.json (not there yet)" in answer.out
    assert f"Settings: {home}/config/partnertui/settings.toml (not there yet)" in answer.out
    assert "You save as: Ann" in answer.out
    assert list(home.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environment", "lines"),
    [
        pytest.param(
            {"TERM": "screen-256color", "TMUX": "default", "SSH_CONNECTION": "1 2 3 4"},
            ["Terminal: screen-256color in tmux", "Over SSH: yes", "Colours: 256", "Theme: dark"],
            id="tmux over SSH",
        ),
        pytest.param(
            {"TERM": "linux"}, ["Colours: 16 or fewer", "Theme: ansi", "Signs: lines"], id="console"
        ),
        pytest.param({"TERM": "vt220"}, ["Colours: none", "Signs: ASCII"], id="video terminal"),
        pytest.param(
            {"COLORTERM": "truecolor", "NO_COLOR": "1"},
            ["Colours: none (NO_COLOR is set)", "Theme: ansi"],
            id="no colour",
        ),
        pytest.param({"LC_ALL": "cy_GB.UTF-8"}, ["Locale: cy_GB.UTF-8, utf-8"], id="Welsh"),
    ],
)
def test_paths_says_what_the_dashboard_is_drawn_on(
    run_partnertui: Run,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    lines: list[str],
) -> None:
    """Terminal, colours, theme and locale are what whoever helps asks for first."""
    for name in ("TMUX", "STY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    said = run_partnertui("--as", "Ann", "paths").out.splitlines()

    assert set(lines) <= set(said)


def test_paths_says_the_versions_and_nothing_of_the_register(
    run_partnertui: Run, register_path: Path
) -> None:
    """It can be pasted into a mail: versions are in it, what is in the register is not."""
    run_partnertui("--register", register_path, "add", "Heron Friends", "--set", "place=Millbrook")
    answer = run_partnertui("--register", register_path, "paths").out

    assert f"Version: {__version__}" in answer
    assert f"Python: {platform.python_version()}" in answer
    assert "textual 8." in answer
    assert "Heron" not in answer and "Millbrook" not in answer


def test_paths_answers_although_the_settings_are_wrong(run_partnertui: Run) -> None:
    """Who asks for help because of the settings is told where they are and what is wrong."""
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "partnertui" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('theme = "pink"\n')
    answer = run_partnertui("paths")

    assert answer.code == 0
    assert f"Settings: {settings}\n" in answer.out
    assert "'theme' must be one of dark, light, high-contrast, ansi" in answer.out
    assert "Terminal: xterm-256color" in answer.out
