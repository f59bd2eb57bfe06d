"""Every key: declared once, bound somewhere, able to get through, and of one meaning in a place."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import _character_to_key  # what a binding is looked up by, without another name
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

import tuiapp.screens
import tuiapp.widgets
from tuiapp.app.base import TerminalApp
from tuiapp.app.dashboard import PartnerTuiApp
from tuiapp.keys.catalogue import _KEYS, KEYS, SIGNS, Key, shown_key
from tuiapp.keys.contexts import BOUND, CONTEXTS
from tuiapp.keys.custom import EATEN, KNOWN, PALETTE, USUAL, clashes
from tuiapp.screens.first_day.welcome import FourLines
from tuiapp.screens.guide.explore import ExploreScreen
from tuiapp.screens.guide.frameworks import FrameworksScreen
from tuiapp.screens.guide.guide import GuideScreen
from tuiapp.screens.history import HistoryScreen
from tuiapp.screens.palette import Palette, PaletteLine
from tuiapp.screens.partner.partner import PartnerScreen
from tuiapp.screens.partner.score import Round, ScoreDialog
from tuiapp.screens.reading.entry import EntryScreen
from tuiapp.screens.reading.page import PageScreen
from tuiapp.screens.register.duplicates import DuplicatesScreen
from tuiapp.screens.register.register import RegisterScreen
from tuiapp.screens.search import SearchScreen
from tuiapp.screens.shared.conflict import ConflictDialog
from tuiapp.screens.shared.dialogs import AskLine, Confirm, Help, Menu, SaveLine
from tuiapp.screens.shared.form import Form
from tuiapp.screens.shared.pick import Pick
from tuiapp.screens.spotter.spotter import AnswerDialog, SpotterScreen
from tuiapp.screens.today.today import TodayScreen
from tuiapp.widgets.answers import Answers
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.checklist import Checklist
from tuiapp.widgets.dialog import AnswerLine, MenuAnswers, SavedLine
from tuiapp.widgets.history import History
from tuiapp.widgets.links import LinkedProse
from tuiapp.widgets.measures import Measures
from tuiapp.widgets.prose import Prose
from tuiapp.widgets.questions import Questions
from tuiapp.widgets.record import Record
from tuiapp.widgets.rows import Rows
from tuiapp.widgets.search_line import SearchLine
from tuiapp.widgets.search_results import FoundLine, FoundRows
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

CLASSES_OF: dict[str, tuple[type[Widget] | None, type[Screen[Any]]]] = {
    "today": (Rows, TodayScreen),
    "guide": (Rows, GuideScreen),
    "explore": (Rows, ExploreScreen),
    "register": (Rows, RegisterScreen),
    "words": (SearchLine, GuideScreen),
    "words-register": (SearchLine, RegisterScreen),
    "duplicates": (Rows, DuplicatesScreen),
    "overview": (Prose, PartnerScreen),
    "checklist": (Checklist, PartnerScreen),
    "measures": (Measures, PartnerScreen),
    "record": (Record, PartnerScreen),
    "history-partner": (History, PartnerScreen),
    "history": (History, HistoryScreen),
    "page": (Prose, PageScreen),
    "entry": (LinkedProse, EntryScreen),
    "frameworks": (SideBySide, FrameworksScreen),
    "spotter": (Questions, SpotterScreen),
    "outcome": (Prose, SpotterScreen),
    "search": (FoundLine, SearchScreen),
    "found": (FoundRows, SearchScreen),
    "score": (Round, ScoreDialog),
    "answer": (Answers, AnswerDialog),
    "form": (None, Form),
    "line": (AnswerLine, AskLine),
    "saved-line": (SavedLine, SaveLine),
    "menu": (MenuAnswers, Menu),
    "conflict": (Prose, ConflictDialog),
    "pick": (Rows, Pick),
    "confirm": (None, Confirm),
    "help": (Prose, Help),
    "palette": (PaletteLine, Palette),
    "first-day": (Prose, FourLines),
}
"""What each place is made of: what has the focus, on which screen."""
SAME = {"Top": "First", "End": "Last"}
"""What a page calls the first and the last line of it."""
REPLACED = {
    "list.choose": {"item.why", "measure.score", "score.save", "answer.take", "menu.choose"},
    "found.open": {"palette.do"},
}
"""Keys that a list of a special kind gives a meaning of its own."""


def our_classes() -> Iterator[type[DOMNode]]:
    """Yield the app and every screen and widget of ours."""
    yield from (TerminalApp, PartnerTuiApp)
    for package in (tuiapp.screens, tuiapp.widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
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


def test_bind_knows_only_what_is_declared() -> None:
    """An unknown name is an error at once, not a key that does nothing."""
    with pytest.raises(KeyError):
        bind("no-such")


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__qualname__)
def test_every_binding_of_ours_comes_from_the_keymap(owner: type[DOMNode]) -> None:
    """A class binds what one name declares, as it is declared."""
    own = own_bindings(owner)

    assert not own or own in [bind(name) for name in BOUND]


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


def layers_of(place: str) -> list[dict[str, Key]]:
    """Return what each key does in what has the focus, on its screen, and in the app below."""
    widget, screen = CLASSES_OF[place]
    app = None if issubclass(screen, ModalScreen) else PartnerTuiApp
    return [bound_in(owner) for owner in (widget, screen, app) if owner is not None]


@pytest.mark.parametrize("place", CLASSES_OF)
def test_a_key_means_one_thing_in_a_place(place: str) -> None:
    """What has the focus, its screen and the app never give one key two meanings."""
    for inner, outer in combinations(layers_of(place), 2):
        for name in inner.keys() & outer.keys():
            assert inner[name] == outer[name], name


def test_every_place_that_is_told_has_its_classes() -> None:
    """The places of the data are those that the tests below look at, and each action has one."""
    assert list(CONTEXTS) == list(CLASSES_OF)
    assert set(KEYS) == {key_id for place in CONTEXTS.values() for key_id in place.actions}


@pytest.mark.parametrize("place", CLASSES_OF)
def test_a_place_is_told_with_what_is_live_there(place: str) -> None:
    """The data names just the actions that the classes bind, and whether it is a dialog."""
    live = [key.id for layer in layers_of(place) for key in layer.values()]

    assert sorted(set(live)) == sorted(CONTEXTS[place].actions)
    assert CONTEXTS[place].is_dialog == issubclass(CLASSES_OF[place][1], ModalScreen)


def test_the_usual_keys_do_not_clash() -> None:
    """Nobody who changes no key has one with two meanings."""
    assert list(clashes(USUAL)) == []


@pytest.mark.parametrize(
    "owner",
    [each for each in CLASSES if issubclass(each, Screen) and each is not Palette],
    ids=lambda owner: owner.__qualname__,
)
def test_the_palette_is_everywhere(owner: type[Screen[Any]]) -> None:
    """Every dialog leads to all actions by ctrl+p, as the app itself does for the screens."""
    bound = bound_in(owner) if issubclass(owner, ModalScreen) else bound_in(PartnerTuiApp)

    assert bound["ctrl+p"].id in PALETTE
    assert "colon" not in bound or bound["colon"].id == "app.palette"


def test_no_key_that_can_be_given_is_eaten_on_its_way() -> None:
    """What a person may choose gets through, as what is usual does; a sign has Textual's name."""
    assert not KNOWN & EATEN.keys()
    assert {*PLAIN, *CONTROL} - {"tab", "shift+tab"} <= KNOWN
    assert {name: _character_to_key(sign) for name, sign in SIGNS.items()} == dict(
        zip(SIGNS, SIGNS, strict=True)
    )


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
    for widget, owner in CLASSES_OF.values():
        if owner is screen and widget is not None:
            for name, key in (bound_in(widget) | bound_in(screen)).items():
                if len(name) == 1:
                    label = SAME.get(key.label, key.label)
                    assert letters.setdefault(name, label) == label, name


@pytest.mark.parametrize(
    "dialog", [Menu, ScoreDialog, Form, Help, ConflictDialog, AnswerDialog, Palette]
)
def test_digits_belong_to_dialogs(dialog: type[ModalScreen[object]]) -> None:
    """No dialog binds a digit: it takes them itself, or leaves them to be typed."""
    assert not [name for name in bound_in(dialog) if name.isdigit()]
