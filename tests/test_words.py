"""The words of the project: every test, every public name and every command is described."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tuiapp.cli.main import COMMANDS

Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public(path: Path) -> Iterator[tuple[str, Named]]:
    """Yield every public function and class of a file, and every public method, with its name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, Named) and not inner.name.startswith("_"):
                        yield f"{node.name}.{inner.name}", inner


def files(folder: str) -> list[str]:
    """Return the Python files of a folder of the project."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("file", files("tests"))
def test_every_test_says_in_one_sentence_what_is_true(file: str) -> None:
    """A test's docstring is one line that ends with a full stop."""
    for name, node in public(ROOT / file):
        if name.split(".")[-1].startswith("test_"):
            sentence = ast.get_docstring(node) or ""

            assert sentence, f"{name} says nothing"
            assert sentence.endswith("."), f"{name} does not end its sentence"
            assert "\n" not in sentence, f"{name} says more than a sentence"


@pytest.mark.parametrize("file", files("tuiapp"))
def test_every_public_name_is_described(file: str) -> None:
    """Each module, and each public function, class and method of the package, says what it is."""
    path = ROOT / file
    missing = [name for name, node in public(path) if not ast.get_docstring(node)]

    assert missing == []
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    """Who reads the README finds each command."""
    assert f"partnertui {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
