"""Changing one setting in a person's own file, and nothing else in it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tuiapp.errors import InputRefused
from tuiapp.settings import Settings, change_setting, load_settings


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    """Folder and file are the person's alone, and what was set is read again as it was."""
    path = tmp_path / "config" / "settings.toml"

    change_setting(path, "register", '/srv/Grünflächen "neu" \\ 1.json')

    assert load_settings(path) == Settings(register='/srv/Grünflächen "neu" \\ 1.json')
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            '# mine\nname = \'Ann\' # me\n\n[keys]\n"app.quit" = "Q"\n',
            '# mine\nname = \'Ann\' # me\nmouse = true\n\n[keys]\n"app.quit" = "Q"\n',
            id="before the tables",
        ),
        pytest.param(
            "mouse=false\nname = 'Ann'", "mouse = true\nname = 'Ann'\n", id="in its place"
        ),
        pytest.param(
            "[keys]\nmouse = 'm'\n", "mouse = true\n[keys]\nmouse = 'm'\n", id="a table's own"
        ),
    ],
)
def test_everything_else_stays_as_it_was_written(tmp_path: Path, before: str, after: str) -> None:
    """Comments, other settings and tables are kept, the line stands where it counts."""
    path = tmp_path / "settings.toml"
    path.write_text(before)

    change_setting(path, "mouse", True)

    assert path.read_text() == after


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    """Who keeps their settings elsewhere goes on keeping them there, with their mode."""
    kept, path = tmp_path / "kept.toml", tmp_path / "settings.toml"
    kept.write_text("mouse = false\n")
    kept.chmod(0o640)
    path.symlink_to(kept)

    change_setting(path, "mouse", True)

    assert path.is_symlink()
    assert kept.read_text() == "mouse = true\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("name = ", id="not TOML"),
        pytest.param('name = """\nmouse = 1\n"""\n', id="a line that is text"),
    ],
)
def test_what_cannot_be_changed_safely_is_left(tmp_path: Path, text: str) -> None:
    """The file stays as it is, and the message names it."""
    path = tmp_path / "settings.toml"
    path.write_text(text)

    with pytest.raises(InputRefused, match=r"settings\.toml"):
        change_setting(path, "mouse", True)

    assert path.read_text() == text


def test_a_disk_that_refuses_is_told_with_the_line_to_write(tmp_path: Path) -> None:
    """What to write by hand is said."""
    (tmp_path / "config").write_text("not a folder")

    with pytest.raises(InputRefused, match="Write this line into it: mouse = true"):
        change_setting(tmp_path / "config" / "settings.toml", "mouse", True)
