"""A person's own settings, and where their files live."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from tuiapp import locations
from tuiapp.errors import InputRefused
from tuiapp.settings import SIGNS, THEMES, Settings, load_settings

DOCUMENTATION = Path(__file__).parents[1] / "docs" / "settings.md"


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    """Nobody needs a settings file."""
    assert load_settings(tmp_path / "none.toml") == Settings()


def test_a_name_is_read(tmp_path: Path) -> None:
    """The name in the settings is how the history names its person."""
    path = tmp_path / "settings.toml"
    path.write_text('name = "Trees officer"\n')

    assert load_settings(path) == Settings(name="Trees officer")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "nickname = 'A'", "there is no 'nickname'. The nearest is name", id="typed wrong"
        ),
        pytest.param("zzz = 'A'", "there is no 'zzz'. Settings are name", id="like none"),
        pytest.param("name = 7", "'name' must be text", id="a number"),
        pytest.param(
            "theme = 'ligth'",
            "'theme' must be one of dark, light, high-contrast, ansi; the nearest is light",
            id="a theme typed wrong",
        ),
        pytest.param("theme = 1", "'theme' must be one of", id="a theme that is no text"),
        pytest.param("mouse = 'yes'", "'mouse' must be true or false", id="no switch"),
        pytest.param(
            "letter_keys = 0", "'letter_keys' must be true or false", id="a number for a switch"
        ),
        pytest.param("keys = 'a'", "'keys' must be a table", id="keys that are no table"),
        pytest.param("[keys]\nadd = 1", "'keys' must be a table", id="a key that is no text"),
        pytest.param("name =", "Settings not read", id="not TOML"),
        pytest.param("name = '\udcff'", "Settings not read", id="not UTF-8"),
    ],
)
def test_a_wrong_setting_is_told_with_its_file(tmp_path: Path, text: str, words: str) -> None:
    """A settings file with a mistake is named, and so is the mistake."""
    path = tmp_path / "settings.toml"
    path.write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(InputRefused) as caught:
        load_settings(path)

    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_every_setting_is_documented() -> None:
    """Each setting is in the table with its usual value, and so is every theme."""
    told = DOCUMENTATION.read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", told, re.MULTILINE))

    assert list(table) == [field.name for field in fields(Settings)]
    assert f'`"{Settings().theme}"`' == table["theme"]
    assert f'`"{Settings().borders}"`' == table["borders"]
    assert (table["mouse"], table["letter_keys"]) == ("`false`", "`true`")
    for value in (*THEMES, *SIGNS):
        assert f'`"{value}"`' in told


def test_the_example_of_the_documentation_is_read(tmp_path: Path) -> None:
    """What the documentation shows can be copied into the file."""
    example = re.search(r"```toml\n(.*?)```", DOCUMENTATION.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    path = tmp_path / "settings.toml"
    path.write_text(example[1], encoding="utf-8")

    assert load_settings(path) == Settings(**tomllib.loads(example[1]))


def test_asking_where_files_live_makes_none() -> None:
    """Each place is told and nothing is created there."""
    home = Path(os.environ["HOME"])
    for place in (
        locations.default_register(),
        locations.settings_file(),
        locations.incidents_folder(),
    ):
        assert place.is_relative_to(home)

    assert list(home.iterdir()) == []
