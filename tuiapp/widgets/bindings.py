"""The bindings of screens and widgets, made of the one catalogue of keys."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tuiapp.keys.catalogue import KEYS
from tuiapp.keys.contexts import BOUND


def bind(name: str) -> list[BindingType]:
    """Return the bindings of a screen or widget, by its name in `BOUND`."""
    return bindings_of(*BOUND[name])


def bindings_of(*key_ids: str) -> list[BindingType]:
    """Return the bindings of actions, in the order given."""
    return [
        Binding(key.keys, key.action, key.label, id=key.id, show=key.footer, tooltip=key.sentence)
        for key in (KEYS[key_id] for key_id in key_ids)
    ]
