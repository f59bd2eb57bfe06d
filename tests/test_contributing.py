"""What CONTRIBUTING.md says of the tree is so."""

from __future__ import annotations

import re

import pytest

import tuiapp
from tests.conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:tuiapp|tests|bench)/[\w/.*]*)`", TEXT)))
"""Every file and folder that it names from the project's folder on."""


def test_it_names_places() -> None:
    """There is something to look for in the tests below."""
    assert len(PATHS) > 15


@pytest.mark.parametrize("path", PATHS)
def test_what_it_names_is_there(path: str) -> None:
    """A newcomer who follows it finds every file and folder."""
    assert list(ROOT.glob(path)), path


def test_the_tree_names_every_package() -> None:
    """No package of the program is left out of the drawing, and none is invented."""
    drawn = set(re.findall(r"^  (\w+)/", TEXT, re.MULTILINE))
    folder = ROOT / tuiapp.__name__
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}

    assert drawn == packages


def test_the_tree_names_every_package_of_the_domain() -> None:
    """The line below `domain` is the list of its packages."""
    line = re.search(r"domain/ .*\n +(.*)", TEXT)
    assert line is not None
    folder = ROOT / "tuiapp" / "domain"

    assert set(line[1].replace("/", "").split()) == {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
