"""Telling the keys of the dashboard: what each action is, where it works and what does it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from tuiapp.cli.context import Context, as_json, pass_context
from tuiapp.cli.output import say, say_json, say_records
from tuiapp.domain.text import count
from tuiapp.keys.catalogue import KEYS, shown_key
from tuiapp.keys.contexts import CONTEXTS, contexts_of
from tuiapp.keys.custom import USUAL, LiveKeys, read_keys
from tuiapp.person import paths

EVERYWHERE = "On every main screen"
"""The heading of what works on all four, and on most of what is opened from them."""


@click.command()
@as_json
@pass_context
def keys(context: Context, as_json: bool) -> None:
    """Tell every action of the dashboard with its keys, by the place where it works.

    The id of an action is what the table [keys] of your settings gives other keys to.
    """
    path = paths.settings_file()
    live = read_keys(context.settings, path)
    if as_json:
        say_json([_object(key_id, live) for key_id in KEYS])
        return
    for heading, actions in _by_place().items():
        say(f"{heading}\n")
        records = [_record(key_id, live) for key_id in actions]
        if context.is_plain:  # a table has no room for it
            for record, key_id in zip(records, actions, strict=True):
                places = [place.words for place in contexts_of(key_id)]
                record["Where"] = "; ".join(places) if heading != EVERYWHERE else ""
        say_records(records, plain=context.is_plain, whole=("Action",))
        say("")
    changed = sum(1 for _ in _changed(live))
    say(f"{count(changed, 'action')} changed in {path}." if changed else f"Change them in {path}.")


def _by_place() -> dict[str, list[str]]:
    """Return every action once, under the place where it is met most."""
    main = [place for place in CONTEXTS.values() if place.mode]
    headings = [EVERYWHERE, *(place.words for place in CONTEXTS.values())]
    by_place: dict[str, list[str]] = {heading: [] for heading in headings}
    for key_id in KEYS:
        places = contexts_of(key_id)
        is_everywhere = all(place in places for place in main)
        by_place[EVERYWHERE if is_everywhere else places[0].words].append(key_id)
    return {heading: actions for heading, actions in by_place.items() if actions}


def _changed(live: LiveKeys) -> Iterator[str]:
    return (key_id for key_id in KEYS if live.of(key_id) != USUAL.of(key_id))


def _record(key_id: str, live: LiveKeys) -> dict[str, str]:
    """Return an action as a record; what is not usual is marked with what would be."""
    key = KEYS[key_id]
    is_changed = live.of(key_id) != USUAL.of(key_id)
    return {
        "What it does": f"{key.label}: {live.fill(key.sentence)}",
        "Keys": live.shown(key_id) or "none",
        "Usual": USUAL.shown(key_id) if is_changed else "",
        "Action": key_id,
    }


def _object(key_id: str, live: LiveKeys) -> dict[str, Any]:
    """Return an action as an object for a script."""
    key = KEYS[key_id]
    return {
        "id": key_id,
        "keys": [shown_key(name) for name in live.of(key_id)],
        "usual_keys": [shown_key(name) for name in USUAL.of(key_id)],
        "changed": live.of(key_id) != USUAL.of(key_id),
        "label": key.label,
        "sentence": live.fill(key.sentence),
        "places": [place.words for place in contexts_of(key_id)],
    }
