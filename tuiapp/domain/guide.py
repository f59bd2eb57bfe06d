"""The guidance: frameworks, benefits, pitfalls, stages, measures, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pydantic import Field

from tuiapp.domain.choices import Level
from tuiapp.domain.vocabulary import Entry, Id


class Sourced(Entry):
    """A piece of guidance, with the ids of the sources it rests on."""

    id: Id
    sources: tuple[Id, ...] = Field(min_length=1)
    """Where it comes from; `ours` marks our own judgement."""


class Source(Entry):
    """A publication or page that guidance rests on."""

    id: Id
    title: str
    publisher: str
    date: str = ""
    """When it was published or is from, as printed: `24 June 2025`, `2005`."""
    address: str = ""
    """Its web address, where it has one."""
    licence: str = ""
    used_for: str
    """What we took from it and what we changed, in a sentence."""


class Section(Sourced):
    """A heading with its paragraphs.

    Paragraphs are parted by an empty line; a line that begins with `- ` is an item of a list.
    """

    heading: str
    text: str


class Framework(Sourced):
    """One of the three ways to be partners."""

    name: str
    summary: str
    """What it is, in one sentence."""
    parts: tuple[Section, ...]
    """What to know about it; every framework has the same parts in the same order."""


class SpotterTopic(Sourced):
    """A question that tells a partnership from something else."""

    heading: str
    question: str
    text: str
    yes: str
    """What an answer of yes means."""
    instead: str
    """What to use when the answer is no."""


class Family(Entry):
    """A group of benefits, or of pitfalls."""

    id: Id
    of: Literal["benefits", "pitfalls"]
    heading: str
    text: str


class Benefit(Sourced):
    """Something good a partnership can bring."""

    heading: str
    family: Id
    text: str
    look_for: str
    """What to look for in a partner, in a line."""
    supports: tuple[Id, ...] = ()
    """Other benefits that this one helps to bring about."""


class Pitfall(Sourced):
    """Something to watch out for."""

    heading: str
    family: Id
    text: str
    sign: str
    """A sign that it is happening, in a line."""
    items: tuple[Id, ...] = Field(min_length=1)
    """Checklist items that close it."""
    tools: tuple[Id, ...] = Field(min_length=1)
    """Tools that help against it."""


class ChecklistItem(Sourced):
    """One thing to do in a stage."""

    heading: str
    """An imperative, as shown."""
    level: Level
    """The level of checks from which it is asked for."""
    why: str
    """Why it matters."""
    how: str
    """How to do it well."""


class Stage(Sourced):
    """One of the three stages, with its checklist items in order."""

    heading: str
    text: str
    items: tuple[ChecklistItem, ...] = Field(min_length=1)


class Measure(Sourced):
    """How well one side of working together goes, scored 0 to 4; 4 is always good."""

    name: str
    question: str
    """What the scorer asks themselves."""
    level: Level
    """The level of checks from which it is asked for."""
    at_0: str
    """What a score of 0 looks like."""
    at_2: str
    at_4: str


class Result(Sourced):
    """A starter result: a figure that shows what a partnership achieved."""

    name: str
    unit: str
    better: Literal["up", "down"]
    adds_up: bool
    """Whether figures of several partners may honestly be added together."""
    note: str
    benefits: tuple[Id, ...] = Field(min_length=1)


class Tool(Sourced):
    """A paper that helps with a partnership."""

    name: str
    text: str
    """What it is for, in a line."""


class Reading(Entry):
    """Something to read next."""

    id: Id
    heading: str
    text: str
    address: str


class DeadReference(NamedTuple):
    """A mention of something that the guide does not hold."""

    part: str
    """The guide's part the mention is in, such as `pitfalls`."""
    entry: str
    """The id of the entry it is in."""
    field: str
    names: str
    """The id that leads nowhere."""


class Guide(Entry):
    """The whole guidance, in the order it is read."""

    introduction: tuple[Section, ...]
    frameworks: tuple[Framework, ...]
    spotter: tuple[SpotterTopic, ...]
    families: tuple[Family, ...]
    benefits: tuple[Benefit, ...]
    pitfalls: tuple[Pitfall, ...]
    stages: tuple[Stage, ...]
    measures: tuple[Measure, ...]
    results: tuple[Result, ...]
    tools: tuple[Tool, ...]
    readings: tuple[Reading, ...]
    credits: tuple[Section, ...]
    sources: tuple[Source, ...]

    @property
    def items(self) -> tuple[ChecklistItem, ...]:
        """Every checklist item, stage by stage."""
        return tuple(item for stage in self.stages for item in stage.items)

    def item(self, item_id: str) -> ChecklistItem:
        """Return a checklist item; raises KeyError where there is none of this id."""
        return {item.id: item for item in self.items}[item_id]

    def stage_of(self, item_id: str) -> Stage | None:
        """Return the stage a checklist item belongs to."""
        return next((s for s in self.stages if any(i.id == item_id for i in s.items)), None)

    def dead_references(self) -> Iterator[DeadReference]:
        """Yield every mention of something the guide does not hold; none in a sound guide."""
        item_ids = {item.id for item in self.items}
        benefit_ids = {benefit.id for benefit in self.benefits}
        tool_ids = {tool.id for tool in self.tools}
        for benefit in self.benefits:
            families = {f.id for f in self.families if f.of == "benefits"}
            yield from _missing("benefits", benefit.id, "family", [benefit.family], families)
            yield from _missing("benefits", benefit.id, "supports", benefit.supports, benefit_ids)
        for pitfall in self.pitfalls:
            families = {f.id for f in self.families if f.of == "pitfalls"}
            yield from _missing("pitfalls", pitfall.id, "family", [pitfall.family], families)
            yield from _missing("pitfalls", pitfall.id, "items", pitfall.items, item_ids)
            yield from _missing("pitfalls", pitfall.id, "tools", pitfall.tools, tool_ids)
        for result in self.results:
            yield from _missing("results", result.id, "benefits", result.benefits, benefit_ids)
        source_ids = {source.id for source in self.sources}
        for part, entry in self._sourced():
            yield from _missing(part, entry.id, "sources", entry.sources, source_ids)

    def _sourced(self) -> Iterator[tuple[str, Sourced]]:
        for part in type(self).model_fields:
            for entry in getattr(self, part):
                if isinstance(entry, Sourced):
                    yield part, entry
                for inner in (*getattr(entry, "items", ()), *getattr(entry, "parts", ())):
                    if isinstance(inner, Sourced):
                        yield part, inner


def _missing(
    part: str, entry: str, field: str, named: Sequence[str], held: set[str]
) -> Iterator[DeadReference]:
    return (DeadReference(part, entry, field, name) for name in named if name not in held)
