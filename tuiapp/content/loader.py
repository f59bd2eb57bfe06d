"""Reads the guidance from the TOML files beside this module and checks that it hangs together."""

from __future__ import annotations

import tomllib
from collections import Counter
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from tuiapp.domain.models.guide import Guide, Sourced
from tuiapp.domain.pages.paper_facts import SLOTS
from tuiapp.domain.pages.papers import problem_of_slot, slots_of
from tuiapp.errors import PartnerTuiError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuiapp.domain.models.guide import DeadReference, Source

PARTS: tuple[str, ...] = tuple(Guide.model_fields)
"""The parts of the guide; each is a file of the same name."""

NESTED = ("items", "parts", "answers", "sections")
"""Fields that hold entries of their own, as tables keyed by id."""

_CALLED = {
    "family": "family",
    "framework": "framework",
    "supports": "benefit",
    "items": "checklist item",
    "tools": "tool",
    "low_scores": "measure",
    "benefits": "benefit",
    "sources": "source",
}
"""What a field's names are names of."""

Table = dict[str, Any]


class ContentFault(PartnerTuiError):
    """The guidance that came with the program is wrong: the file and the place are named."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            "The guidance cannot be read",
            f"{where}: {what}",
            "Install partnertui again, or mend the file.",
        )


@cache
def load_guide() -> Guide:
    """Return the guidance, read and checked once.

    Raises:
        ContentFault: A file is missing or something in it is wrong.
    """
    return guide_from(_shipped_files())


def guide_from(files: Mapping[str, str]) -> Guide:
    """Return the guide that these files hold, in their order, after checking it.

    Args:
        files: The text of each file by its name, such as `pitfalls.toml`.

    Raises:
        ContentFault: A file is missing or something in it is wrong.
    """
    guide = _validated({part: _entries(_file_of(part), files) for part in PARTS})
    dead = next(guide.dead_references(), None)
    if dead is not None:
        raise _dead_reference(guide, dead)
    _refuse_shared_item_ids(guide)
    _refuse_uneven_frameworks(guide)
    _refuse_idle_families(guide)
    _refuse_unknown_slots(guide)
    return guide


def _shipped_files() -> dict[str, str]:
    """Return the text of every file that came with the program."""
    folder = resources.files(__package__ or "tuiapp.content")
    texts = {}
    for part in PARTS:
        name = _file_of(part)
        try:
            texts[name] = folder.joinpath(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ContentFault(name, f"it cannot be read: {error}") from error
    return texts


def _file_of(part: str) -> str:
    return f"{part}.toml"


def _entries(file: str, files: Mapping[str, str]) -> list[Table]:
    """Return the entries of one file, each with the id that its table is named by."""
    if file not in files:
        raise ContentFault(file, "the file is missing.")
    try:
        tables = tomllib.loads(files[file])
    except tomllib.TOMLDecodeError as error:
        raise ContentFault(file, f"it is not TOML: {error}.") from error
    return _with_ids(file, tables)


def _with_ids(where: str, tables: Table) -> list[Table]:
    """Turn `{id: fields}` into a list of fields that hold their id, at every depth."""
    entries = []
    for key, fields in tables.items():
        if not isinstance(fields, dict):
            raise ContentFault(f"{where}, {key}", "it stands outside any entry's table.")
        entry = {**fields, "id": key}
        for name in NESTED:
            if isinstance(entry.get(name), dict):
                entry[name] = _with_ids(f"{where}, {key}", entry[name])
        entries.append(entry)
    return entries


def _validated(parts: Mapping[str, list[Table]]) -> Guide:
    try:
        return Guide.model_validate(parts)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ContentFault(_place(parts, first["loc"]), f"{first['msg']}.") from error


def _place(parts: Mapping[str, list[Table]], path: Iterable[int | str]) -> str:
    """Return a path of the validator as file and keys: `stages.toml, structure, level`."""
    names: list[str] = []
    value: Any = parts
    for step in path:
        try:
            value = value[step]
        except (IndexError, KeyError, TypeError):
            value = None
        is_entry = isinstance(step, int) and isinstance(value, dict)
        if not names:
            names.append(_file_of(str(step)))
        elif is_entry:
            names.append(value["id"])
        elif step not in NESTED:
            names.append(str(step))
    return ", ".join(names)


def _dead_reference(guide: Guide, dead: DeadReference) -> ContentFault:
    kind = _CALLED[dead.field]
    if dead.field == "family":
        kind = f"family of {dead.part}"
    near = get_close_matches(dead.names, _ids_for(guide, dead), n=1, cutoff=0.0)
    hint = f"; the nearest is '{near[0]}'" if near else ""
    return ContentFault(
        f"{_file_of(dead.part)}, {_keys_of(guide, dead)}, {dead.field}",
        f"no {kind} is called '{dead.names}'{hint}.",
    )


def _keys_of(guide: Guide, dead: DeadReference) -> str:
    """Return the keys that lead to the entry of a dead reference: `structure, exit-plan`."""
    for outer in getattr(guide, dead.part):
        for name in NESTED:
            for inner in getattr(outer, name, ()):
                found = isinstance(inner, Sourced) and inner.id == dead.entry
                if found and dead.names in _named_in(inner, dead.field):
                    return f"{outer.id}, {inner.id}"
    return dead.entry


def _named_in(entry: Sourced, field: str) -> tuple[str, ...]:
    """Return the ids that a field of an entry names, one or many."""
    named = getattr(entry, field, ())
    return named if isinstance(named, tuple) else (named,)


def _ids_for(guide: Guide, dead: DeadReference) -> list[str]:
    """Return the ids that the field of a dead reference could have named."""
    if dead.field == "family":
        return [family.id for family in guide.families if family.of == dead.part]
    held: dict[str, tuple[Sourced | Source, ...]] = {
        "framework": guide.frameworks,
        "supports": guide.benefits,
        "items": guide.items,
        "tools": guide.tools,
        "low_scores": guide.measures,
        "benefits": guide.benefits,
        "sources": guide.sources,
    }
    return [entry.id for entry in held[dead.field]]


def _refuse_shared_item_ids(guide: Guide) -> None:
    """Refuse an item id used in 2 stages; TOML itself refuses the other doubles."""
    counts = Counter(item.id for item in guide.items)
    for stage in reversed(guide.stages):
        for item in stage.items:
            if counts[item.id] > 1:
                where = f"{_file_of('stages')}, {stage.id}, {item.id}"
                raise ContentFault(where, "another stage has a checklist item of this name.")


def _refuse_uneven_frameworks(guide: Guide) -> None:
    """Refuse a framework whose parts are not those of the first, in the same order."""
    if not guide.frameworks:
        return
    first, *others = guide.frameworks
    expected = [part.id for part in first.parts]
    for framework in others:
        parts = [part.id for part in framework.parts]
        if parts != expected:
            raise ContentFault(
                f"{_file_of('frameworks')}, {framework.id}, parts",
                f"the parts are {', '.join(parts) or 'none'}; "
                f"those of {first.id} are {', '.join(expected)}.",
            )


def _refuse_idle_families(guide: Guide) -> None:
    """Refuse a family that nothing belongs to."""
    used = {("benefits", b.family) for b in guide.benefits}
    used |= {("pitfalls", p.family) for p in guide.pitfalls}
    for family in guide.families:
        if (family.of, family.id) not in used:
            where = f"{_file_of('families')}, {family.id}"
            raise ContentFault(where, f"none of the {family.of} belongs to this family.")


def _refuse_unknown_slots(guide: Guide) -> None:
    """Refuse a section of a paper that names no fact of a record."""
    for tool in guide.tools:
        for section in tool.sections:
            for field, name in slots_of(section):
                if problem := problem_of_slot(field, name):
                    near = get_close_matches(name, SLOTS, n=1, cutoff=0.0)
                    hint = f"; the nearest is '{near[0]}'" if name not in SLOTS and near else ""
                    where = f"{_file_of('tools')}, {tool.id}, {section.id}, {field}"
                    raise ContentFault(where, f"{problem}{hint}.")
