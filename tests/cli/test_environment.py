"""Textual's own environment variables have no effect on the dashboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import textual

from tuiapp.cli.dashboard import DEVELOPER, prepare_environment

NAMES = sorted(
    {
        name
        for module in Path(textual.__file__).parent.rglob("*.py")
        for name in re.findall(r'"(TEXTUAL(?:_[A-Z_]+)?)"', module.read_text("utf-8"))
    }
)
"""Every variable that the installed Textual looks for."""


def test_textual_has_variables_of_its_own() -> None:
    """The list below is not empty, and holds those that do harm."""
    assert {"TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_LOG", "TEXTUAL_PRESS"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_variable_of_textual_is_taken_away(name: str) -> None:
    """What is set there for another program never reaches the dashboard."""
    environ = {name: "1", "TERM": "xterm-256color"}
    prepare_environment(environ)

    assert environ == {"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "256"}


def test_a_developer_may_set_them() -> None:
    """One variable of ours, which nobody sets by accident, lets them through."""
    environ = {DEVELOPER: "1", "TEXTUAL_LOG": "log.txt", "TERM": "xterm-256color"}
    prepare_environment(environ)

    assert environ["TEXTUAL_LOG"] == "log.txt"


def test_a_size_that_a_shell_exports_is_taken_away() -> None:
    """The window could not be made another size with it."""
    environ = {"COLUMNS": "80", "LINES": "24", "TERM": "xterm-256color"}
    prepare_environment(environ)

    assert not {"COLUMNS", "LINES"} & environ.keys()
