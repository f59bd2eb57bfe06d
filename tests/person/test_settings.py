"""A person's own settings, and where their files live."""

from __future__ import annotations

import os
import re
from dataclasses import fields
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tuiapp.errors import InputRefused
from tuiapp.keys.custom import read_keys
from tuiapp.person import paths
from tuiapp.person.settings import SIGNS, THEMES, Settings, change_setting, load_settings

DOCUMENTATION = ROOT / "docs" / "settings.md"


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
        pytest.param("[keys]\nadd = 1", "'keys' must give keys", id="a key that is no text"),
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("keys = " + "[" * 5_000, "it is nested too deeply", id="nested deeply"),
        pytest.param("a" + ".a" * 5_000 + " = 1", "there is no 'a'", id="dots without end"),
        pytest.param(
            f"name = '{'x' * 301}'", "it is longer than 300 characters", id="a name too long"
        ),
        pytest.param(r'name = "\u001b[2J"', "cannot be shown: ␛", id="a name with an escape"),
        pytest.param(f"register = '{'x' * 4_097}'", "longer than 4,096 bytes", id="a long path"),
        pytest.param(r'register = "a\u0000b"', "a character that no path has", id="NUL in a path"),
        pytest.param("#" * (1024 * 1024 + 1), "It is larger than 1 MB", id="a large file"),
    ],
)
def test_a_setting_without_measure_is_refused(tmp_path: Path, text: str, words: str) -> None:
    """What is too long, too large or too deep is named with the file; nothing is cut in silence."""
    path = tmp_path / "settings.toml"
    path.write_text(text)

    with pytest.raises(InputRefused) as caught:
        load_settings(path)

    assert words in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_holds_no_settings(tmp_path: Path, kind: str) -> None:
    """A pipe, a device and a folder are refused at once, to be read and to be changed."""
    path = tmp_path / "settings.toml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()

    with pytest.raises(InputRefused, match=r"settings\.toml: (It is not a regular|Is a direct)"):
        load_settings(path)
    with pytest.raises(InputRefused, match="Setting not kept"):
        change_setting(path, "theme", "light")


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
    """What the documentation shows can be copied into the file, and its keys can be used."""
    example = re.search(r"```toml\n(.*?)```", DOCUMENTATION.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    path = tmp_path / "settings.toml"
    path.write_text(example[1], encoding="utf-8")

    settings = load_settings(path)
    assert (settings.name, settings.theme) == ("Trees officer", "light")
    assert read_keys(settings, path).shown("edit.undo") == "ctrl+u or Z"


def test_a_mark_that_editors_put_first_is_read_and_kept(tmp_path: Path) -> None:
    """A file saved as "UTF-8 with BOM" is read like any other, and keeps its first bytes."""
    path = tmp_path / "settings.toml"
    path.write_bytes(b'\xef\xbb\xbftheme = "light"\n')
    assert load_settings(path).theme == "light"

    change_setting(path, "theme", "dark")
    assert path.read_bytes() == b'\xef\xbb\xbftheme = "dark"\n'


def test_asking_where_files_live_makes_none() -> None:
    """Each place is told and nothing is created there."""
    home = Path(os.environ["HOME"])
    for place in (
        paths.default_register(),
        paths.settings_file(),
        paths.incidents_folder(),
    ):
        assert place.is_relative_to(home)

    assert list(home.iterdir()) == []


def test_an_action_may_be_named_as_toml_has_it(tmp_path: Path) -> None:
    """The dot in the id of an action is TOML's own way to a table; both mean the action."""
    path = tmp_path / "settings.toml"
    path.write_text('[keys]\ntoday.mine = "z"\n"edit.undo" = "F8"\n')

    assert load_settings(path).keys == {"today.mine": "z", "edit.undo": "F8"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", 'theme = "light"\n', id="an empty file"),
        pytest.param(
            "# me\nname = 'A'  # who\n",
            "# me\nname = 'A'  # who\ntheme = \"light\"\n",
            id="another line",
        ),
        pytest.param(
            "theme = 'dark'  # at night\n\n[keys]\ntoday.mine = 'z'\n",
            "theme = \"light\"  # at night\n\n[keys]\ntoday.mine = 'z'\n",
            id="in place of the old value",
        ),
        pytest.param("name='A'", "name='A'\ntheme = \"light\"\n", id="no end of line"),
        pytest.param(
            "name='A'\r\n\r\n[keys]\r\n",
            "name='A'\r\ntheme = \"light\"\r\n\r\n[keys]\r\n",
            id="lines of Windows",
        ),
        pytest.param(
            "[keys]\ntoday.mine = 'z'\n",
            "theme = \"light\"\n[keys]\ntoday.mine = 'z'\n",
            id="a table alone",
        ),
    ],
)
def test_one_setting_is_written_and_all_else_stays(tmp_path: Path, before: str, after: str) -> None:
    """One line more or changed; comments, other lines, the mode and a link stay as they were."""
    path, link = tmp_path / "kept.toml", tmp_path / "settings.toml"
    path.write_bytes(before.encode())
    path.chmod(0o640)
    link.symlink_to(path)
    change_setting(link, "theme", "light")

    assert path.read_bytes().decode() == after
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert load_settings(link).theme == "light"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["kept.toml", "settings.toml"]


def test_the_first_setting_makes_the_file(tmp_path: Path) -> None:
    """File and folder are made for their person alone."""
    path = tmp_path / "config" / "partnertui" / "settings.toml"
    change_setting(path, "mouse", True)

    assert load_settings(path) == Settings(mouse=True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            b"theme = '''dark'''\n", "cannot be changed without changing more", id="several quotes"
        ),
        pytest.param(b'name = """\n[x]\n"""\n', "without changing more", id="a text of lines"),
        pytest.param(b"name =\n", "Setting not kept", id="not TOML"),
        pytest.param(b"# \xff\n", "it is not UTF-8", id="not UTF-8"),
    ],
)
def test_what_cannot_be_written_safely_is_left_alone(
    tmp_path: Path, text: bytes, words: str
) -> None:
    """The message says why and what to write by hand; the file keeps every byte."""
    path = tmp_path / "settings.toml"
    path.write_bytes(text)

    with pytest.raises(InputRefused, match=r'Write in it yourself: theme = "light"') as caught:
        change_setting(path, "theme", "light")

    assert words in str(caught.value)
    assert path.read_bytes() == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Where a file stands in the place of the folder, the reason is the system's own."""
    (tmp_path / "config").write_text("")

    with pytest.raises(InputRefused, match=r"Setting not kept: .*settings\.toml: "):
        change_setting(tmp_path / "config" / "settings.toml", "theme", "light")
