"""Texts that name keys name them by what they do, so that they are true for changed keys too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import tuiapp
from tuiapp.keys.catalogue import KEYS

PACKAGE = Path(tuiapp.__file__).parent
NOT_SHOWN = {"cli", "content", "exchange", "store"}
"""Parts of the package without texts that stand on a screen."""
FILES = sorted(
    str(path.relative_to(PACKAGE))
    for path in PACKAGE.rglob("*.py")
    if path.relative_to(PACKAGE).parts[0] not in NOT_SHOWN
)

BARE = re.compile(
    r"""
    (?<![\w'’/.{+-]) (?:
        [b-zB-HJ-Z?:] (?=\ [a-z]{2,}s\b)  # u takes it back
        | a (?=\ adds\b)
        | (?:[Pp]ress|or|and)\ [a-zA-Z?/:] (?=[\ ,.;:)](?!\w*\d))(?<!\ a)
        | [Pp]ress\ a (?=\ to\b|[,.;])
        | [Ss]pace (?=\ [a-z]+s\b) | F\d\d? | [Cc]trl\+(?!z\b)\w+ | Pg(?:Up|Dn)
    ) (?![\w'’])
    """,
    re.VERBOSE,
)
"""A key named as such; Enter, Esc, Tab, arrows, ctrl+z and the digits of dialogs never change."""
NAMED = re.compile(r"\{(\w+\.\w+)\}")

TELLS_NAMES = {
    "keys/catalogue.py": "F2 and such are names of keys there",
    "keys/custom.py": "and there",
}
"""Files whose own business is what keys are called."""


def texts(file: str) -> Iterator[tuple[ast.Constant, list[ast.AST]]]:
    """Yield the texts of a file that are no docstring, each with what it stands in."""

    def walk(node: ast.AST, within: list[ast.AST]) -> Iterator[tuple[ast.Constant, list[ast.AST]]]:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node, within
        for child in ast.iter_child_nodes(node):
            yield from walk(child, [*within, node])

    yield from walk(ast.parse((PACKAGE / file).read_text(encoding="utf-8")), [])


def is_filled(within: list[ast.AST]) -> bool:
    """Whether a text goes through what puts the keys in: HELP and a key's sentence do as well.

    So does a text with a name of its own, if that is filled wherever it is used.
    """
    calls = (node.func for node in within if isinstance(node, ast.Call))
    targets = (node.target for node in within if isinstance(node, ast.AnnAssign))
    names = names_in([*calls, *targets])
    if names & {"with_keys", "Key", "HELP"}:
        return True
    own = {
        name for node in within if isinstance(node, ast.Assign) for name in names_in(node.targets)
    }
    uses = [
        node
        for node in ast.walk(within[0])
        if isinstance(node, ast.stmt)
        and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If)
        and own & {n.id for n in loaded_in(node)}
    ]
    return bool(uses) and all("with_keys" in {n.id for n in loaded_in(node)} for node in uses)


def names_in(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the names among nodes."""
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def loaded_in(node: ast.AST) -> Iterator[ast.Name]:
    """Yield the names that a statement uses."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            yield each


@pytest.mark.parametrize("file", FILES)
def test_a_text_names_a_key_by_what_it_does(file: str) -> None:
    """No text holds a bare key; each {action} is one there is, and is filled in when shown."""
    for text, within in texts(file):
        told = str(text.value)
        if file not in TELLS_NAMES:
            assert not BARE.search(told), f"{file}:{text.lineno}: {told}"
        for key_id in NAMED.findall(told):
            assert key_id in KEYS, f"{file}:{text.lineno}: {told}"
            assert is_filled(within), f"{file}:{text.lineno}: {told}"


@pytest.mark.parametrize(
    "text",
    [
        "Saved; u brings it back.",
        "Marked. m says what to do with all that are marked.",
        "Press a to add one.",
        "Enter opens one, a adds one.",
        "A page tells it when you press o.",
        "Enter or F2 saves them all",
        "None is marked: Space marks one, A marks all.",
        "Enter opens a page, ? shows all",
        "ctrl+r does it again",
    ],
)
def test_a_bare_key_would_be_found(text: str) -> None:
    """The search for bare keys finds them as texts would have them."""
    assert BARE.search(text)
