"""Nothing on the screen moves or blinks by itself: motion costs a slow line, and helps nobody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import tuiapp
from tests.conftest import NOON
from tuiapp.app.dashboard import PartnerTuiApp
from tuiapp.store.file_register import FileRegister
from tuiapp.widgets.inputs import LineInput, TextInput

ROOT = Path(tuiapp.__file__).parent
SCROLLS = frozenset({"scroll_to", "scroll_relative", "scroll_visible", "scroll_to_widget"})
"""What moves a window, beside everything whose name begins with one of ENDS."""
ENDS = ("scroll_home", "scroll_end", "scroll_page", "scroll_up", "scroll_down")
TYPED_IN = frozenset({"Input", "TextArea"})
"""What blinks where it is not told not to; ours are made of them."""


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """Yield every node of the package's source with its file."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield str(path.relative_to(ROOT)), node


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield every call in the package with its file and the name that is called."""
    for path, node in nodes():
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else ""
            name = function.id if isinstance(function, ast.Name) else name
            yield path, name, node


def test_every_scroll_is_a_jump() -> None:
    """Whatever scrolls by a call of ours says that it does not glide there."""
    scrolls = [
        (path, node) for path, name, node in calls() if name in SCROLLS or name.startswith(ENDS)
    ]
    gliding = [
        f"{path}:{node.lineno}"
        for path, node in scrolls
        if not any(
            word.arg == "animate" and isinstance(word.value, ast.Constant) and not word.value.value
            for word in node.keywords
        )
    ]

    assert len(scrolls) > 5
    assert gliding == []


def test_no_cursor_blinks() -> None:
    """Whatever one types in is made of ours, and those tell their cursor to stand still."""
    made_bare = {path for path, name, _ in calls() if name in TYPED_IN}

    assert made_bare == set()
    assert not LineInput().cursor_blink
    assert not TextInput().cursor_blink


def test_what_the_framework_scrolls_by_itself_jumps_too(register_path: Path) -> None:
    """The dashboard asks for no animation, whatever the environment says."""
    app = PartnerTuiApp(FileRegister(register_path, by="Ann"), today=lambda: NOON.date())

    assert app.animation_level == "none"


def test_no_style_moves_or_blinks() -> None:
    """No style sheet and no widget asks for a transition, or for text that blinks."""
    styled = [path for path in ROOT.rglob("*") if path.suffix in (".py", ".tcss")]
    moving = [
        path.name
        for path in styled
        if "transition:" in path.read_text("utf-8") or "blink;" in path.read_text("utf-8")
    ]

    assert len(styled) > 50
    assert moving == []
