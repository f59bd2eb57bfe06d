"""`partnertui keys`: every action of the dashboard with its keys, and what a person changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import Run
from tuiapp.cli.commands.keys import keys
from tuiapp.cli.main import partnertui
from tuiapp.keys.catalogue import KEYS


@pytest.fixture
def settings() -> Path:
    """Return the settings file of whoever runs the program, in its folder, not yet there."""
    path = Path(os.environ["XDG_CONFIG_HOME"]) / "partnertui" / "settings.toml"
    path.parent.mkdir(parents=True)
    return path


def test_every_action_is_told_once_with_where_it_works(run_in_process: Run) -> None:
    """In words, by place, without a register and without the dashboard."""
    answer = run_in_process("keys")

    assert answer.code == 0
    actions = [line for line in answer.out.splitlines() if line.startswith("Action: ")]
    assert sorted(actions) == sorted(f"Action: {key_id}" for key_id in KEYS)
    assert answer.out.startswith("On every main screen\n\nWhat it does: Open: Open the")
    ticks = (
        "What it does: Tick: Mark the item done, or to do again.\nKeys: Space\n"
        "Action: item.tick\nWhere: On a partner's checklist\n"
    )
    assert ticks in answer.out
    assert "u brings it back." in answer.out
    assert "{" not in answer.out
    assert answer.out.endswith("settings.toml.\n")


def test_what_a_person_changed_is_marked(run_in_process: Run, settings: Path) -> None:
    """Beside the keys of their own stand the usual ones, in words and in JSON."""
    settings.write_text('letter_keys = false\n[keys]\ntoday.mine = "F5, x"\n"edit.undo" = "Del"\n')
    told = run_in_process("keys").out
    answer = {each["id"]: each for each in run_in_process("keys", "--json").json}

    assert "Keys: F5\nUsual: m\nAction: today.mine" in told
    assert "Keys: none\nUsual: q\nAction: app.quit" in told
    assert "Delete brings it back." in told
    assert list(answer) == list(KEYS)
    assert answer["today.mine"] == {
        "id": "today.mine",
        "keys": ["F5"],
        "usual_keys": ["m"],
        "changed": True,
        "label": "Mine",
        "sentence": "Show only what you lead, or all again.",
        "places": ["Today"],
    }
    assert answer["app.quit"]["keys"] == []
    assert answer["item.tick"]["changed"] is False


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('today.mien = "z"', "'today.mien', which is no action. The nearest is today.mine."),
        ('today.mine = "Ctrl+A"', "the program screen begins its own commands with it"),
        ('today.mine = "o"', "o would do two things on Today"),
        ("today.mine = 7", "must give keys as text; those of 'today.mine' are none."),
    ],
)
def test_keys_that_cannot_be_end_every_command_with_2(
    run_in_process: Run, settings: Path, register_path: Path, text: str, words: str
) -> None:
    """The message names the settings file; nothing is opened and nothing done."""
    settings.write_text(f"[keys]\n{text}\n")
    for command in (["keys"], ["--register", register_path, "list"]):
        answer = run_in_process(*command)

        assert answer.code == 2
        assert f"{settings}: " in answer.err
        assert words in answer.err
        assert answer.out == ""


def test_a_terminal_gets_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the actions of a place stand below each other, their words cut to fit."""
    monkeypatch.setattr("tuiapp.cli.context.Context.is_plain", property(lambda context: False))
    answer = CliRunner().invoke(partnertui, ["keys"])

    assert answer.exit_code == 0, answer.output
    lines = answer.output.splitlines()
    assert lines[0] == "On every main screen"
    assert lines[2].split("  ")[0] == "What it does"
    assert all(len(line) <= 80 for line in lines[:-1])
    assert keys.name == "keys"
    assert "tuiapp.cli.dashboard" not in vars(sys.modules["tuiapp.cli.commands.keys"])
