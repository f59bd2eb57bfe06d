"""A person's own settings, and where their files live."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tuiapp import locations
from tuiapp.errors import InputRefused
from tuiapp.settings import Settings, load_settings


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
