"""Every key: declared once, bound somewhere, able to get through, and of one meaning in a place."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import combinations

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

import tuiapp.screens
import tuiapp.widgets
from tuiapp.app import PartnerTuiApp
from tuiapp.keymap import _KEYS, KEYS, Key, bind, shown_key
from tuiapp.screens.conflict import ConflictDialog
from tuiapp.screens.dialogs import Help, Menu
from tuiapp.screens.entry import EntryScreen
from tuiapp.screens.explore import ExploreScreen
from tuiapp.screens.form import Form
from tuiapp.screens.frameworks import FrameworksScreen
from tuiapp.screens.guide import GuideScreen
from tuiapp.screens.page import PageScreen
from tuiapp.screens.partner import PartnerScreen
from tuiapp.screens.register import RegisterScreen
from tuiapp.screens.score import ScoreDialog
from tuiapp.screens.search import SearchScreen
from tuiapp.screens.spotter import AnswerDialog, SpotterScreen
from tuiapp.screens.today import TodayScreen
from tuiapp.terminal_app import TerminalApp
from tuiapp.widgets.checklist import Checklist
from tuiapp.widgets.found import FoundLine, FoundRows
from tuiapp.widgets.links import LinkedProse
from tuiapp.widgets.measures import Measures
from tuiapp.widgets.prose import Prose
from tuiapp.widgets.questions import Questions
from tuiapp.widgets.record import Record
from tuiapp.widgets.rows import Rows
from tuiapp.widgets.side_by_side import SideBySide

PLAIN = {
    *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    *("enter", "escape", "space", "up", "down", "left", "right", "tab", "shift+tab"),
    *("home", "end", "pageup", "pagedown", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"),
    *("slash", "question_mark", "colon", "left_square_bracket", "right_square_bracket"),
}
"""Keys that PuTTY, tmux and screen let through as they are."""
CONTROL = {"ctrl+r", "ctrl+p"}
"""Control keys with a byte of their own that no terminal program takes for itself."""

PLACES: dict[str, tuple[type[Widget] | None, type[Screen[None]]]] = {
    "Today": (Rows, TodayScreen),
    "Guide": (Rows, GuideScreen),
    "Explore": (Rows, ExploreScreen),
    "Register": (Rows, RegisterScreen),
    "Page": (Prose, PageScreen),
    "Entry": (LinkedProse, EntryScreen),
    "Frameworks": (SideBySide, FrameworksScreen),
    "Spotter": (Questions, SpotterScreen),
    "Spotter's outcome": (Prose, SpotterScreen),
    "Search": (FoundLine, SearchScreen),
    "Answers": (FoundRows, SearchScreen),
    "Overview": (Prose, PartnerScreen),
    "Checklist": (Checklist, PartnerScreen),
    "Measures": (Measures, PartnerScreen),
    "Record": (Record, PartnerScreen),
    "History": (Rows, PartnerScreen),
}
"""Where one can be: what has the focus, on which screen."""
SAME = {"Top": "First", "End": "Last"}
"""What a page calls the first and the last line of it."""
REPLACED = {"list.choose": {"item.why", "measure.score", "score.save", "answer.take"}}
"""Keys that a list of a special kind gives a meaning of its own."""


def our_classes() -> Iterator[type[DOMNode]]:
    """Yield the app and every screen and widget of ours."""
    yield TerminalApp
    yield PartnerTuiApp
    for package in (tuiapp.screens, tuiapp.widgets):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for value in vars(importlib.import_module(module.name)).values():
                if (
                    isinstance(value, type)
                    and issubclass(value, DOMNode)
                    and value.__module__ == module.name
                ):
                    yield value


def own_bindings(owner: type[DOMNode]) -> list[Binding]:
    """Return the bindings a class itself declares."""
    declared = owner.__dict__.get("BINDINGS", [])
    assert all(isinstance(binding, Binding) for binding in declared)
    return [binding for binding in declared if isinstance(binding, Binding)]


def bound_in(owner: type[DOMNode]) -> dict[str, Key]:
    """Return what each key does in a class and those of ours it inherits from."""
    bound: dict[str, Key] = {}
    for base in reversed(owner.__mro__):
        if base.__module__.startswith("tuiapp.") and issubclass(base, DOMNode):
            for binding in own_bindings(base):
                assert binding.id is not None
                bound |= dict.fromkeys(binding.key.split(","), KEYS[binding.id])
    return bound


CLASSES = sorted(set(our_classes()), key=lambda owner: owner.__qualname__)


def test_ids_are_unique_and_name_their_place() -> None:
    """No two keys share an id, and an id is a place, a dot and a deed."""
    ids = [key.id for key in _KEYS]

    assert len(set(ids)) == len(ids) == len(KEYS)
    assert all(
        key_id.count(".") == 1 and key_id.replace("_", "").replace(".", "").islower()
        for key_id in ids
    )


def test_bind_knows_only_declared_keys() -> None:
    """An unknown id is an error at once, not a key that does nothing."""
    with pytest.raises(KeyError):
        bind("no.such")


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__qualname__)
def test_every_binding_of_ours_comes_from_the_keymap(owner: type[DOMNode]) -> None:
    """A class binds only what the keymap declares, as it declares it."""
    for binding in own_bindings(owner):
        assert binding.id is not None
        assert binding.id in KEYS
        assert [binding] == bind(binding.id)


def test_every_declared_key_is_bound_somewhere() -> None:
    """No key of the keymap is left that nothing binds."""
    bound = {binding.id for owner in CLASSES for binding in own_bindings(owner)}

    assert bound == set(KEYS)


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__qualname__)
def test_every_bound_key_has_something_that_does_it(owner: type[DOMNode]) -> None:
    """Each action is a method of what binds it, or of the app where it says so."""
    for binding in own_bindings(owner):
        action = binding.action.split("(")[0]
        doer = PartnerTuiApp if action.startswith("app.") else owner
        assert hasattr(doer, f"action_{action.removeprefix('app.')}"), binding


def test_every_mode_that_a_key_shows_exists() -> None:
    """The digits lead to the four screens there are, and to no other."""
    shown = [key.action.split("'")[1] for key in _KEYS if key.action.startswith("app.show_mode")]

    assert shown == ["today", "guide", "explore", "register"]
    assert [KEYS[f"app.{mode}"].keys for mode in shown] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("key", _KEYS, ids=lambda key: key.id)
def test_every_key_gets_through_every_terminal(key: Key) -> None:
    """Only keys with a byte of their own are used, and a control key is never the only choice."""
    # In a terminal ctrl+m is Enter, ctrl+i Tab, ctrl+h Backspace, ctrl+j a new line, ctrl+[ Esc;
    # screen takes ctrl+a and tmux ctrl+b; shift+enter and ctrl+shift+letter have no byte.
    keys = key.keys.split(",")

    assert len(set(keys)) == len(keys)
    for name in keys:
        assert name in PLAIN | CONTROL, name


@pytest.mark.parametrize("key", _KEYS, ids=lambda key: key.id)
def test_every_key_is_told_in_words(key: Key) -> None:
    """A key has a label of at most two words and a sentence, and a name people know."""
    assert 1 <= len(key.label.split()) <= 2
    assert key.label[0].isupper()
    assert key.sentence[0].isupper()
    assert key.sentence.endswith(".")
    for name in key.keys.split(","):
        assert "_" not in shown_key(name)


@pytest.mark.parametrize("place", PLACES)
def test_a_key_means_one_thing_in_a_place(place: str) -> None:
    """What has the focus, its screen and the app never give one key two meanings."""
    widget, screen = PLACES[place]
    layers = [bound_in(owner) for owner in (widget, screen, PartnerTuiApp) if owner is not None]

    for inner, outer in combinations(layers, 2):
        for name in inner.keys() & outer.keys():
            assert inner[name] == outer[name], name


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__qualname__)
def test_a_class_gives_a_key_one_meaning(owner: type[DOMNode]) -> None:
    """Within one class, no key is bound twice; a special list may replace Enter."""
    own = [name for binding in own_bindings(owner) for name in binding.key.split(",")]
    assert len(set(own)) == len(own)

    inherited: dict[str, Key] = {}
    for base in owner.__mro__[1:]:
        if base.__module__.startswith("tuiapp.") and issubclass(base, DOMNode):
            inherited = bound_in(base) | inherited
    for binding in own_bindings(owner):
        for name in binding.key.split(","):
            before = inherited.get(name)
            assert (
                before is None
                or before.id == binding.id
                or binding.id in REPLACED.get(before.id, set())
            ), name


@pytest.mark.parametrize("screen", [PartnerScreen])
def test_a_letter_means_one_thing_in_all_parts_of_a_screen(
    screen: type[Screen[None]],
) -> None:
    """From part to part of a partner, a letter keeps its label."""
    letters: dict[str, str] = {}
    for widget, owner in PLACES.values():
        if owner is screen and widget is not None:
            for name, key in (bound_in(widget) | bound_in(screen)).items():
                if len(name) == 1:
                    label = SAME.get(key.label, key.label)
                    assert letters.setdefault(name, label) == label, name


@pytest.mark.parametrize("dialog", [Menu, ScoreDialog, Form, Help, ConflictDialog, AnswerDialog])
def test_digits_belong_to_dialogs(dialog: type[ModalScreen[object]]) -> None:
    """No dialog binds a digit: it takes them itself, or leaves them to be typed."""
    assert not [name for name in bound_in(dialog) if name.isdigit()]
