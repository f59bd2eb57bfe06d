"""The keys as a person has them: read from their settings, checked, and named in texts.

A key of their own takes the place of the usual ones. Enter, Esc, Tab and the arrows do what they
always do as well: texts name them, and nobody can be locked in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from tuiapp.domain.choices import nearest
from tuiapp.errors import InputRefused
from tuiapp.keys.catalogue import KEYS, SIGNS, Key, shown_key
from tuiapp.keys.contexts import CONTEXTS, DIGITS, contexts_of
from tuiapp.person.settings import Settings

NO_KEY: Final = "no-key"
"""Stands for the keys of an action that has none; no terminal sends it."""
STEADY: Final = frozenset({"enter", "escape", "up", "down", "left", "right"})
"""Keys that go on doing what they do, whatever other keys an action gets."""
PALETTE: Final = ("app.palette", "form.palette")
"""The actions that lead to all others."""

FREE_CONTROL: Final = "defgklnoprtuvwxy"
"""The letters that with Ctrl get through every terminal."""
NAMED: Final = frozenset(
    {
        *("enter", "escape", "space", "up", "down", "left", "right"),
        *("home", "end", "pageup", "pagedown", "insert", "delete"),
        *(f"f{number}" for number in range(1, 13) if number != 11),
    }
)
"""The keys with a name that get through."""
KNOWN: Final = frozenset(
    {
        *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        *DIGITS,
        *SIGNS,
        *NAMED,
        *(f"ctrl+{letter}" for letter in FREE_CONTROL),
    }
)
"""Every key that can be given to an action: PuTTY, tmux and screen let it through as it is."""
ALSO_CALLED: Final[Mapping[str, str]] = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "del": "delete",
    "ins": "insert",
    "spacebar": "space",
    "control": "ctrl",
    "ctl": "ctrl",
}
EATEN: Final[Mapping[str, str]] = {
    "ctrl+a": "the program screen begins its own commands with it",
    "ctrl+b": "tmux begins its own commands with it",
    "ctrl+c": "it stops programs",
    "ctrl+h": "to a terminal it is the same as Backspace",
    "ctrl+i": "to a terminal it is the same as Tab",
    "ctrl+j": "to a terminal it is the same as Enter",
    "ctrl+m": "to a terminal it is the same as Enter",
    "ctrl+q": "terminals take it to let a stopped screen go on",
    "ctrl+s": "terminals take it to stop the screen",
    "ctrl+z": "it puts programs to sleep",
    "ctrl+left_square_bracket": "to a terminal it is the same as Esc",
    "ctrl+backslash": "it ends programs",
    "ctrl+space": "PuTTY and screen do not let it through",
    "tab": "it goes from field to field",
    "shift+tab": "it goes from field to field",
    "backspace": "terminals disagree on what it sends, and in a field it takes a letter back",
    "f11": "many terminals take it to fill the screen",
}
"""Keys that do not get through, or are needed for something else, and why."""
TYPED: Final = frozenset(
    {
        *("ctrl+d", "ctrl+e", "ctrl+k", "ctrl+u", "ctrl+v", "ctrl+w", "ctrl+x", "ctrl+y"),
        *("delete", "home", "end", "left", "right", "space", "f6", "f7"),
        *("pageup", "pagedown", "up", "down", "enter"),
    }
)
"""Keys that do something in a field, beside the letters and signs that are typed there."""

_NAMED_BY = re.compile(r"\{([a-z]+\.[a-z_]+)\}")


@dataclass(frozen=True)
class LiveKeys:
    """What every action is done by.

    Attributes:
        changed: The keys of actions that are not done by their usual ones, by the action's id.
        has_letters: Whether letters, digits and signs do something on their own.
    """

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has_letters: bool = True

    def of(self, key_id: str) -> tuple[str, ...]:
        """Return the keys of an action; none where only the palette leads to it."""
        changed = self.changed.get(key_id)
        return tuple(KEYS[key_id].keys.split(",")) if changed is None else changed

    def shown(self, key_id: str) -> str:
        """Return the keys of an action as people write them; "" for none."""
        return " or ".join(map(shown_key, self.of(key_id)))

    def fill(self, text: str) -> str:
        """Return a text of ours that names keys by their actions, with the keys.

        Where an action has no key, the text says how to find it in the palette.
        """
        return _NAMED_BY.sub(self._name, text)

    def _name(self, found: re.Match[str]) -> str:
        key_id = found[1]
        if key_id not in KEYS:
            return found[0]
        keys = self.of(key_id)
        return shown_key(keys[0]) if keys else f"{self._way_to_all()} then '{KEYS[key_id].label}'"

    def _way_to_all(self) -> str:
        """Return the key of the palette, one that types nothing if there is one."""
        keys = self.of("app.palette")
        return shown_key(next((key for key in keys if not is_sign(key)), keys[0]))

    def keymap(self) -> dict[str, str]:
        """Return the changed keys as Textual takes them: it would leave the keys where none is."""
        return {
            key_id: ",".join(keys) or f"{NO_KEY}-{key_id}" for key_id, keys in self.changed.items()
        }


USUAL: Final = LiveKeys()
"""The keys of somebody who changed none."""


def live_keys(app: object) -> LiveKeys:
    """Return the keys of whoever is at an app."""
    found = getattr(app, "live_keys", None)
    return found if isinstance(found, LiveKeys) else USUAL


def refused_keys(app: object) -> Set[str]:
    """Return the ids of the actions that an app does not offer now: nothing can be saved."""
    refused: Set[str] = getattr(app, "refused_keys", frozenset())
    return refused


def with_keys(app: object, text: str) -> str:
    """Return a text of ours with the keys that it names by their actions, as in {edit.undo}."""
    return live_keys(app).fill(text)


def saved_for_now(app: object) -> str:
    """Return what is said after something was taken away: it is saved, and can be taken back."""
    return with_keys(app, "Saved; {edit.undo} brings it back.")


def titled(app: object, title: str) -> str:
    """Return a title that begins with the key of a main screen with the key it has now, if any."""
    for key_id in ("app.today", "app.guide", "app.explore", "app.register"):
        usual = KEYS[key_id].keys
        if title.startswith(f"{usual} {KEYS[key_id].label}"):
            key = next(map(shown_key, live_keys(app).of(key_id)), "")
            return f"{key}{title.removeprefix(usual)}".strip()
    return title


def is_pressed(key: str) -> bool:
    """Whether a key of a binding is one that can be pressed."""
    return not key.startswith(NO_KEY)


def is_sign(key: str) -> bool:
    """Whether a key is a letter, digit or sign, which a field would take; Space is none."""
    return len(key) == 1 or key in SIGNS


def read_keys(settings: Settings, path: Path) -> LiveKeys:
    """Return the keys of a person.

    Args:
        settings: What the person chose.
        path: The file that says so, for messages.

    Raises:
        InputRefused: An action or key is not known, a key would not get through, or one key is
            to do two things in a place.
    """
    if not settings.keys and settings.letter_keys:
        return USUAL
    chosen = {
        key_id: _keys_for(_known_action(key_id, path), text, path)
        for key_id, text in settings.keys.items()
    }
    wanted = LiveKeys(chosen, settings.letter_keys)
    _refuse_clashes(wanted, path)
    if not settings.letter_keys:
        wanted = LiveKeys({**chosen, **_without_letters(wanted)}, has_letters=False)
    for key_id in PALETTE:
        if not wanted.of(key_id):
            raise InputRefused(
                "No way to all actions",
                f"{path}: {key_id} has no key left, and what has no key is done from there.",
                'Give it one that is no letter or sign, such as "Ctrl+P".',
            )
    return wanted


def _known_action(key_id: str, path: Path) -> Key:
    if key_id in KEYS:
        return KEYS[key_id]
    like = nearest(key_id, KEYS)
    raise InputRefused(
        "Unknown action",
        f"{path}: [keys] names '{key_id}', which is no action.",
        f"{f'The nearest is {like}. ' if like else ''}All are told by: partnertui keys",
    )


def _keys_for(key: Key, text: str, path: Path) -> tuple[str, ...]:
    """Return the keys that a text gives to an action, and those that it keeps."""
    words = [word for word in map(str.strip, text.split(",")) if word]
    if text and not words:
        raise InputRefused(
            "Unknown key",
            f"{path}: {key.id} = '{text}' names no key.",
            'Write "comma" or "space" for these, and "" for no key.',
        )
    keys = [*(_key_for(key, word, path) for word in words)]
    keys += [name for name in key.keys.split(",") if name in STEADY]
    return tuple(dict.fromkeys(keys))


def _key_for(key: Key, word: str, path: Path) -> str:
    """Return the key that a word stands for, if the action can have it."""
    name = key_named(word)
    where = f"{path}: {key.id} = '{word}'"
    if why := _why_eaten(name):
        raise InputRefused("Key cannot be used", f"{where}: {why}.", "Choose another key.")
    if name not in KNOWN:
        like = nearest(word, {shown_key(known).casefold(): known for known in NAMED})
        told = f"The nearest is {shown_key(key_named(like))}." if like else ""
        raise InputRefused("Unknown key", f"{where} is no key that is known.", told)
    places = contexts_of(key.id)
    is_needed = is_sign(name) or (name in TYPED and name not in key.keys.split(","))
    if is_needed and all(place.is_typed_in for place in places):
        raise InputRefused(
            "Key cannot be used",
            f"{where}: it does something in a field, where {key.id} has to work.",
            "Choose another key, such as F3.",
        )
    answered = [place for place in places if name in place.taken]
    if answered:
        raise InputRefused(
            "Key cannot be used",
            f"{where}: the digits are answers {answered[0].said}.",
            "Choose another key.",
        )
    return name


def key_named(word: str) -> str:
    """Return the name that Textual has for a key that people call by a word.

    They write "?", "Esc", "Ctrl+R", "PgDn" or "a"; Textual's own names are known as well.
    """
    names = {sign: name for name, sign in SIGNS.items()}
    *modifiers, last = [word] if len(word) == 1 else re.split(r"\+(?=.)", word)
    last = names.get(last, last)
    if len(last) > 1:
        last = last.casefold().replace(" ", "").replace("-", "")
        last = next((sign for sign in SIGNS if sign.replace("_", "") == last), last)
        last = last if last in SIGNS else ALSO_CALLED.get(last, last.replace("_", ""))
    held = [name.strip().casefold() for name in modifiers]
    held = [ALSO_CALLED.get(name, name) for name in held]
    if held == ["shift"] and len(last) == 1 and last.isalpha():
        return last.upper()
    return "+".join([*held, last.casefold() if held else last])


def _why_eaten(name: str) -> str:
    """Return why a key does not get through, or is needed; "" where it does."""
    *held, last = name.split("+")
    if name in EATEN:
        return EATEN[name]
    if not held or name in KNOWN:
        return ""
    if last not in KNOWN and last not in ("tab", "backspace"):
        return ""
    if set(held) & {"alt", "meta", "option"}:
        return "it sends what Esc sends before the key, and is taken for Esc on a slow line"
    if set(held) <= {"ctrl", "shift", "super", "cmd", "win"}:
        return "PuTTY, tmux and screen do not tell it from the key alone, or do not send it"
    return ""


def _without_letters(wanted: LiveKeys) -> dict[str, tuple[str, ...]]:
    """Return the keys of the actions that lose some when letters and signs do nothing."""
    return {
        key_id: kept
        for key_id in KEYS
        if (kept := tuple(k for k in wanted.of(key_id) if _stays(key_id, k))) != wanted.of(key_id)
    }


@lru_cache(512)
def _stays(key_id: str, key: str) -> bool:
    """Whether a key is left where letters are off: dialogs keep their digits, and y and n."""
    if not is_sign(key):
        return True
    is_of_dialogs = all(place.is_dialog for place in contexts_of(key_id))
    return is_of_dialogs and (key in DIGITS or key_id.startswith("confirm."))


def _refuse_clashes(wanted: LiveKeys, path: Path) -> None:
    """Refuse keys that are to do two things in one place."""
    for place, key, one, other in clashes(wanted):
        told = f"{one} ({KEYS[one].label}) and {other} ({KEYS[other].label})"
        raise InputRefused(
            "Keys clash",
            f"{path}: {shown_key(key)} would do two things {CONTEXTS[place].said}: {told}.",
            f"Give {one if one in wanted.changed else other} another key.",
        )


def clashes(wanted: LiveKeys) -> Iterator[tuple[str, str, str, str]]:
    """Yield every place where one key would do two things: its name, the key, both actions."""
    for name, place in CONTEXTS.items():
        done: dict[str, str] = {}
        for key_id in place.actions:
            for key in wanted.of(key_id):
                other = done.setdefault(key, key_id)
                if other != key_id:
                    yield name, key, other, key_id
