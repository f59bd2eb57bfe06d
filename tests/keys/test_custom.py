"""Keys of one's own: what is understood, what they replace, and what is refused and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from tuiapp.errors import InputRefused
from tuiapp.keys.custom import (
    KNOWN,
    STEADY,
    TYPED,
    USUAL,
    LiveKeys,
    key_named,
    read_keys,
    titled,
    with_keys,
)
from tuiapp.person.settings import Settings

FILE = Path("settings.toml")


class Somebody:
    """An app, as far as texts need it."""

    def __init__(self, *, letter_keys: bool = True, **keys: str) -> None:
        self.live_keys = own(letter_keys=letter_keys, **keys)


def own(*, letter_keys: bool = True, **keys: str) -> LiveKeys:
    """Return the keys of somebody whose settings hold these, with _ for the dot of an id."""
    chosen = {name.replace("_", ".", 1): text for name, text in keys.items()}
    return read_keys(Settings(keys=chosen, letter_keys=letter_keys), FILE)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("?", "question_mark"),
        ("question mark", "question_mark"),
        ("+", "plus"),
        ("Esc", "escape"),
        ("Return", "enter"),
        ("PgDn", "pagedown"),
        ("Page Up", "pageup"),
        ("page_up", "pageup"),
        ("F2", "f2"),
        ("Ctrl+R", "ctrl+r"),
        ("control+r", "ctrl+r"),
        ("a", "a"),
        ("A", "A"),
        ("Shift+a", "A"),
        ("right_square_bracket", "right_square_bracket"),
    ],
)
def test_a_key_is_understood_as_people_write_it(word: str, key: str) -> None:
    """Signs, names from a keyboard and Textual's own names are all known."""
    assert key_named(word) == key


def test_a_key_of_ones_own_replaces_the_usual_ones() -> None:
    """All but Enter, Esc and the arrows, which always go on doing what they do."""
    live = own(today_mine="F5, y", list_down="z", edit_redo="")

    assert live.of("today.mine") == ("f5", "y")
    assert live.of("list.down") == ("z", "down")
    assert live.of("edit.redo") == ()
    assert live.of("edit.undo") == USUAL.of("edit.undo")
    assert live.shown("today.mine") == "F5 or y"


def test_keys_can_change_places() -> None:
    """What one action gives up another can take, whichever is named first."""
    live = own(today_mine="o", today_put_off="m")

    assert (live.of("today.mine"), live.of("today.put_off")) == (("o",), ("m",))


def test_without_letters_only_keys_that_type_nothing_are_left() -> None:
    """Letters, digits and signs do nothing on screens; dialogs keep their digits, and y and n."""
    live = own(letter_keys=False)

    assert live.of("app.quit") == live.of("app.today") == live.of("search.open") == ()
    assert live.of("app.help") == ("f1",)
    assert live.of("app.palette") == ("ctrl+p",)
    assert live.of("item.tick") == ("space",)
    assert live.of("partner.next") == ("right",)
    assert live.of("confirm.yes") == ("y",)
    assert live.of("confirm.no") == ("n", "escape")
    assert live.of("answer.clear") == ("0",)
    assert live.of("spotter.clear") == ()


@pytest.mark.parametrize(
    ("action", "keys", "words"),
    [
        pytest.param(
            "today.mien", "z", "'today.mien', which is no action. The nearest", id="action"
        ),
        pytest.param("zzz", "z", "All are told by: partnertui keys", id="an action like none"),
        pytest.param("today.mine", "Escpe", "no key that is known. The nearest is Esc", id="key"),
        pytest.param("today.mine", "é", "no key that is known", id="a letter with an accent"),
        pytest.param("today.mine", "Ctrl+A", "screen begins its own commands", id="screen's"),
        pytest.param("today.mine", "Ctrl+B", "tmux begins its own commands", id="tmux's"),
        pytest.param("today.mine", "Ctrl+M", "the same as Enter", id="Enter in disguise"),
        pytest.param("today.mine", "Alt+x", "taken for Esc on a slow line", id="with Alt"),
        pytest.param("today.mine", "Shift+F2", "PuTTY, tmux and screen", id="with Shift"),
        pytest.param("today.mine", "Tab", "from field to field", id="Tab"),
        pytest.param("form.save", "s", "does something in a field", id="a letter in a form"),
        pytest.param("form.save", "Ctrl+K", "does something in a field", id="a field's own"),
        pytest.param("form.save", "Down", "does something in a field", id="a way to move"),
        pytest.param("form.more", "Enter", "does something in a field", id="Enter in a form"),
        pytest.param("log.open", ",", "names no key", id="a comma alone"),
        pytest.param("log.open", " ", "names no key", id="a space alone"),
        pytest.param("app.guide", "Shift+7", "PuTTY, tmux and screen", id="Shift and a digit"),
        pytest.param("score.note", "3", "answers while scoring", id="a digit in a dialog"),
        pytest.param(
            "today.mine",
            "o",
            "o would do two things on Today: today.put_off (Put off) and today.mine (Mine)",
            id="two in one place",
        ),
        pytest.param(
            "edit.undo",
            "x",
            "on a partner's checklist: item.not_applicable (Not applicable) and edit.undo (Undo)",
            id="two from two layers",
        ),
        pytest.param("app.palette", "", "no key left", id="no way to all"),
    ],
)
def test_what_cannot_be_is_refused_with_the_file_and_the_reason(
    action: str, keys: str, words: str
) -> None:
    """The message names the file, the word that is wrong and why, and ends the start with 2."""
    with pytest.raises(InputRefused) as caught:
        read_keys(Settings(keys={action: keys}), FILE)

    assert words in str(caught.value)
    assert str(FILE) in str(caught.value)
    assert caught.value.exit_code == 2


def test_without_letters_the_palette_needs_another_key() -> None:
    """A sign alone would leave nobody a way to what has no key."""
    with pytest.raises(InputRefused, match=r"app\.palette has no key left"):
        own(app_palette=":", letter_keys=False)


def test_a_field_keeps_the_keys_it_needs() -> None:
    """What a field does something on is known, so that no form's action gets it."""
    names = {
        name for field in (Input, TextArea) for each in field.BINDINGS for name in keys_of(each)
    }
    of_fields = {name for name in names if name in KNOWN} - STEADY

    assert of_fields <= TYPED <= KNOWN


def keys_of(binding: object) -> list[str]:
    """Return the keys of a binding of Textual's."""
    return str(getattr(binding, "key", "")).split(",")


def test_a_text_names_the_keys_that_are() -> None:
    """Without a key it says how to find the action; what somebody typed is left alone."""
    text = "Saved; {edit.undo} brings it back. {not.ours} {council}"

    assert with_keys(object(), text) == "Saved; u brings it back. {not.ours} {council}"
    assert with_keys(Somebody(edit_undo="F8"), text).startswith("Saved; F8 brings")
    without = with_keys(Somebody(letter_keys=False), text)
    assert without.startswith("Saved; ctrl+p then 'Undo' brings it back.")


def test_a_title_names_the_digit_only_where_it_leads_there() -> None:
    """The number before a main screen's name is its key; a partner's name stays as it is."""
    assert titled(Somebody(), "4 Register: 3 organisations") == "4 Register: 3 organisations"
    assert titled(Somebody(app_register="F7"), "4 Register: 3") == "F7 Register: 3"
    assert titled(Somebody(letter_keys=False), "4 Register: 3") == "Register: 3"
    assert titled(Somebody(letter_keys=False), "4 Acres Trust") == "4 Acres Trust"
