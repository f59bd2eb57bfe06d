"""The guidance as pages to read: what a page says, whatever draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from tuiapp.domain.choices import LEVELS
from tuiapp.domain.guide import (
    Benefit,
    ChecklistItem,
    Framework,
    Guide,
    Measure,
    Pitfall,
    Reading,
    Result,
    Section,
    Source,
    SpotterTopic,
    Stage,
    Tool,
)


class Block(NamedTuple):
    """One stretch of a page."""

    kind: Literal["heading", "text", "point", "source"]
    text: str


class Page(NamedTuple):
    """Something to read, from its title to its sources."""

    title: str
    blocks: tuple[Block, ...]


PARTS: Mapping[str, str] = {
    "introduction": "Why work in partnership",
    "frameworks": "Three frameworks",
    "spotter": "Opportunity spotter",
    "benefits": "Benefits",
    "pitfalls": "Things to watch out for",
    "stages": "Three stages",
    "measures": "How we work together: the measures",
    "results": "Results to count",
    "tools": "Tools",
    "readings": "Read next",
    "credits": "Credits and licence",
    "sources": "Sources",
}
"""The parts of the guide in reading order, with their headings."""


def page_of(guide: Guide, entry: object) -> Page:
    """Return the page of any entry of the guide."""
    title, blocks = _WRITERS[type(entry)](guide, entry)
    sources = getattr(entry, "sources", ())
    return Page(title, (*blocks, *_sources(guide, sources)))


def find_entry(guide: Guide, part: str, entry_id: str) -> object | None:
    """Return a part's entry with this id; a checklist item counts as one of the stages."""
    entries: list[Any] = list(getattr(guide, part))
    if part == "stages":
        entries += guide.items
    return next((entry for entry in entries if entry.id == entry_id), None)


def heading_of(entry: Any) -> str:
    """Return what an entry is called on screen."""
    return str(getattr(entry, "heading", "") or getattr(entry, "name", "") or entry.title)


def prose(text: str) -> Iterator[Block]:
    """Yield paragraphs, and the lines that begin with "- " as points."""
    for paragraph in text.strip().split("\n\n"):
        lines: list[str] = []
        for line in paragraph.splitlines():
            if line.startswith("- "):
                yield from _joined(lines)
                lines = []
                yield Block("point", line.removeprefix("- ").strip())
            else:
                lines.append(line.strip())
        yield from _joined(lines)


def _joined(lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield Block("text", " ".join(lines))


def _headed(heading: str, text: str) -> Iterator[Block]:
    yield Block("heading", heading)
    yield from prose(text)


def _sources(guide: Guide, source_ids: Sequence[str]) -> Iterator[Block]:
    """Yield where a page comes from; sources are told by title, publisher and date."""
    known = {source.id: source for source in guide.sources}
    for source_id in source_ids:
        source = known[source_id]
        told = ", ".join(part for part in (source.title, source.publisher, source.date) if part)
        yield Block("source", f"Source: {told}")


Written = tuple[str, list[Block]]


def _section(guide: Guide, entry: Section) -> Written:
    return entry.heading, list(prose(entry.text))


def _framework(guide: Guide, entry: Framework) -> Written:
    blocks = list(prose(entry.summary))
    for part in entry.parts:
        blocks += [*_headed(part.heading, part.text), *_sources(guide, part.sources)]
    return entry.name, blocks


def _topic(guide: Guide, entry: SpotterTopic) -> Written:
    blocks = [Block("heading", entry.question), *prose(entry.text)]
    blocks += [*_headed("If yes", entry.yes), *_headed("If no, use instead", entry.instead)]
    return entry.heading, blocks


def _benefit(guide: Guide, entry: Benefit) -> Written:
    family = next(family for family in guide.families if family.id == entry.family)
    blocks = [*prose(entry.text), *_headed("What to look for in a partner", entry.look_for)]
    blocks += _listed("Helps to bring", [b for b in guide.benefits if b.id in entry.supports])
    blocks += _listed("Helped by", [b for b in guide.benefits if entry.id in b.supports])
    return entry.heading, [*blocks, *_headed("Family", family.heading)]


def _pitfall(guide: Guide, entry: Pitfall) -> Written:
    family = next(family for family in guide.families if family.id == entry.family)
    blocks = [*prose(entry.text), *_headed("A sign that it is happening", entry.sign)]
    blocks += _listed("Checklist items that close it", [guide.item(i) for i in entry.items])
    blocks += _listed("Tools that help", [t for t in guide.tools if t.id in entry.tools])
    return entry.heading, [*blocks, *_headed("Family", family.heading)]


def _stage(guide: Guide, entry: Stage) -> Written:
    blocks = [*prose(entry.text), Block("heading", "Checklist")]
    blocks += [Block("point", f"{item.heading} ({item.level})") for item in entry.items]
    return entry.heading, blocks


def _item(guide: Guide, entry: ChecklistItem) -> Written:
    blocks = [*_headed("Why", entry.why), *_headed("How", entry.how)]
    pitfalls = [p for p in guide.pitfalls if entry.id in p.items]
    blocks += _listed("It closes", pitfalls)
    blocks += _headed("Asked for", f"From the {LEVELS[entry.level].casefold()} level of checks on.")
    return entry.heading, blocks


def _measure(guide: Guide, entry: Measure) -> Written:
    blocks = [*prose(entry.question), Block("heading", "What a score looks like")]
    looks = {0: entry.at_0, 2: entry.at_2, 4: entry.at_4}
    blocks += [Block("point", f"{score}: {text}") for score, text in looks.items()]
    blocks.append(Block("text", "1 and 3 are between. 4 is always good."))
    return entry.name, blocks


def _result(guide: Guide, entry: Result) -> Written:
    better = "More is better" if entry.better == "up" else "Less is better"
    sums = "may be added up across partners" if entry.adds_up else "not added up across partners"
    blocks = [Block("text", f"Counted in {entry.unit}. {better}; {sums}."), *prose(entry.note)]
    blocks += _listed("Shows", [b for b in guide.benefits if b.id in entry.benefits])
    return entry.name, blocks


def _tool(guide: Guide, entry: Tool) -> Written:
    helped = [p for p in guide.pitfalls if entry.id in p.tools]
    return entry.name, [*prose(entry.text), *_listed("Helps against", helped)]


def _reading(guide: Guide, entry: Reading) -> Written:
    return entry.heading, [*prose(entry.text), Block("text", entry.address)]


def _source(guide: Guide, entry: Source) -> Written:
    told = {"Publisher": entry.publisher, "Date": entry.date, "Licence": entry.licence}
    blocks = [Block("text", f"{label}: {text}") for label, text in told.items() if text]
    blocks += [*prose(entry.used_for), *([Block("text", entry.address)] if entry.address else [])]
    return entry.title, blocks


def _listed(heading: str, entries: Sequence[Any]) -> list[Block]:
    if not entries:
        return []
    return [Block("heading", heading), *(Block("point", heading_of(entry)) for entry in entries)]


_WRITERS: Mapping[type, Callable[[Guide, Any], Written]] = {
    Section: _section,
    Framework: _framework,
    SpotterTopic: _topic,
    Benefit: _benefit,
    Pitfall: _pitfall,
    Stage: _stage,
    ChecklistItem: _item,
    Measure: _measure,
    Result: _result,
    Tool: _tool,
    Reading: _reading,
    Source: _source,
}
"""What writes the page of each kind of entry."""
