"""Style: how hard the guidance is to read, and which words neither guide nor screens use."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import click
import pytest

import tuiapp
import tuiapp.screens
from tests.content.avoided import AVOIDED, read_list
from tests.content.style import SHORT, Figures, PageFigures, count, pages, syllables
from tests.content.test_words import found
from tuiapp.cli.main import COMMANDS, partnertui
from tuiapp.content.loader import PARTS, ContentFault, guide_from
from tuiapp.keys.catalogue import KEYS

OLDEST = 12.0
"""No page asks for a higher reading age; when this was set, the hardest asked for 11.5."""
WHOLE = 9.5
"""Nor does the whole guide for this: GOV.UK writes for a reader of 9; ours asked for 8.8."""

RIGHT_ON_SCREEN = {
    "key": "what a keyboard has",
    "drive": "a disk is one",
    "agenda": "the paper of a meeting",
}
"""Words that are right where the program speaks of itself, with what they are there."""

PAGES = [page for page in pages() if page.figures.words >= SHORT]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.file}, {page.key}")
def test_every_page_can_be_read_at_twelve(page: PageFigures) -> None:
    """The reading age of a page is below the limit; make reading-age prints it for all."""
    told = f"{page.file}, {page.key}: reading age {page.figures.age:.1f}, at most {OLDEST}"

    assert page.figures.age <= OLDEST, told


def test_the_whole_guide_can_be_read_at_nine() -> None:
    """All pages together are as easy as GOV.UK asks of its own."""
    age = Figures(*(sum(page.figures[at] for page in PAGES) for at in range(3))).age

    assert age <= WHOLE, f"the whole guide: reading age {age:.1f}, at most {WHOLE}"


def test_every_file_of_prose_is_measured() -> None:
    """No part of the guide is left out but the two that hold next to no text of ours."""
    assert {f"{part}.toml" for part in PARTS} - {page.file for page in PAGES} <= {
        "families.toml",
        "readings.toml",
    }


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("house", 1), ("cat", 1), ("sites", 1), ("asked", 1), ("through", 1)),
        *(("people", 2), ("council", 2), ("wanted", 2), ("places", 2), ("agree", 2)),
        *(("agreement", 3), ("partnership", 3), ("responsibility", 6), ("organisation", 5)),
    ],
)
def test_syllables_are_counted_about_right(word: str, number: int) -> None:
    """Words of the guide have as many syllables as one hears."""
    assert syllables(word) == number


def test_sentences_and_points_are_counted() -> None:
    """A full stop, a question and the end of a point end a sentence; figures are no words."""
    counted = count(["Ask them. Do they agree?\n- one point\n- 2 more", "12 34"])

    assert (counted.sentences, counted.words) == (4, 8)


def test_a_harder_text_has_a_higher_age() -> None:
    """Long words and long sentences are what makes the figure grow."""
    easy = count(["We meet on site. We walk and talk."])
    long = count(["We meet on site and then we walk and talk until we are back where we began."])
    hard = count(["Organisational accountability necessitates documentation."])

    assert easy.age < long.age < hard.age
    assert hard.age > OLDEST


def test_the_list_of_words_is_read_whole() -> None:
    """Each line of the kept list is a word, what finds it, and what to say instead."""
    assert len(AVOIDED) == 20
    assert read_list() == AVOIDED
    for word, avoided in AVOIDED.items():
        assert re.fullmatch(avoided.forms, word), word
        assert avoided.instead


def told_by_screens() -> Iterator[tuple[str, str]]:
    """Yield what keys and the help of screens say."""
    for key in KEYS.values():
        yield f"catalogue.py, {key.id}", f"{key.label} {key.sentence}"
    for module in pkgutil.walk_packages(tuiapp.screens.__path__, "tuiapp.screens."):
        for name, value in vars(importlib.import_module(module.name)).items():
            told = getattr(value, "HELP", None)
            if isinstance(value, type) and value.__module__ == module.name and told:
                yield f"{module.name}, {name}", str(told)


def told_by_commands() -> Iterator[tuple[str, str]]:
    """Yield what the help of commands and their options says."""
    context = click.Context(partnertui)
    for name in COMMANDS:
        command = partnertui.get_command(context, name)
        assert command is not None
        yield f"partnertui {name}", command.help or ""
        for option in command.params:
            yield f"partnertui {name} {option.name}", str(getattr(option, "help", "") or "")


def told_by_errors() -> Iterator[tuple[str, str]]:
    """Yield what is said where something is raised."""
    for path in sorted(Path(tuiapp.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for raised in (node for node in ast.walk(tree) if isinstance(node, ast.Raise)):
            for inner in ast.walk(raised):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield f"{path.name}, line {inner.lineno}", inner.value


@cache
def screen_words() -> list[tuple[str, str]]:
    """Return what keys, help, commands and error messages say, each with where it stands."""
    return [*told_by_screens(), *told_by_commands(), *told_by_errors()]


@pytest.mark.parametrize("word", sorted(AVOIDED.keys() - RIGHT_ON_SCREEN.keys()))
def test_no_screen_says_a_word_to_avoid(word: str) -> None:
    """Keys, help, commands and messages are in the same plain words as the guide."""
    told = f"say instead: {AVOIDED[word].instead}"

    assert found(AVOIDED[word].forms, screen_words()) == [], told


def test_screen_words_are_found_everywhere() -> None:
    """The search for words on screens sees keys, help, commands and messages."""
    places = [where for where, text in screen_words() if text]

    for part in ("catalogue.py, ", "tuiapp.screens.", "partnertui search", "line "):
        assert [where for where in places if part in where], part


@pytest.mark.parametrize("part", ["introduction", "frameworks", "benefits", "stages", "tools"])
def test_an_entry_without_a_source_is_named(part: str) -> None:
    """Whatever has lost its sources is refused with its file and keys."""
    folder = resources.files("tuiapp.content")
    files = {f"{p}.toml": folder.joinpath(f"{p}.toml").read_text(encoding="utf-8") for p in PARTS}
    name = f"{part}.toml"
    bare = re.sub(r"^sources = \[.*?\]\n", "", files[name], count=1, flags=re.MULTILINE)
    assert bare != files[name]

    with pytest.raises(ContentFault, match=rf"{name}, [a-z0-9, -]+, sources: Field required\."):
        guide_from({**files, name: bare})
