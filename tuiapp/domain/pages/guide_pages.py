"""The guidance as pages to read: what a page says, whatever draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tuiapp.domain.choices import LEVELS, STATES
from tuiapp.domain.models.guide import (
    FACTS,
    Benefit,
    ChecklistItem,
    Family,
    Framework,
    Guide,
    Measure,
    Pitfall,
    Reading,
    Result,
    Section,
    Source,
    SpotterQuestion,
    Stage,
    Tool,
)
from tuiapp.domain.pages.page import Block, Page, prose, source_in_words

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
    of_parts = (source for part in getattr(entry, "parts", ()) for source in part.sources)
    every = tuple(dict.fromkeys((*sources, *of_parts)))
    return Page(title, (*blocks, *_sources(guide, sources)), every)


def sources_page(guide: Guide, page: Page) -> Page:
    """Return what is known of every source of a page: who, when, its licence, what we changed."""
    blocks: list[Block] = []
    for source in guide.sources:
        if source.id in page.sources:
            title, told = _source(guide, source)
            blocks += [Block("heading", title), *told]
    return Page(f"Sources of: {page.title}", tuple(blocks))


class Compared(NamedTuple):
    """One part of the frameworks beside each other."""

    heading: str
    texts: tuple[str, ...]
    """What it says of each framework, in the order of the guide."""


def side_by_side(guide: Guide) -> tuple[Compared, ...]:
    """Return the frameworks part by part; the first row says each in one sentence."""
    summaries = tuple(framework.summary for framework in guide.frameworks)
    rows = zip(*(framework.parts for framework in guide.frameworks), strict=True)
    return (
        Compared("In one sentence", summaries),
        *(Compared(row[0].heading, tuple(part.text for part in row)) for row in rows),
    )


def find_entry(guide: Guide, part: str, entry_id: str) -> object | None:
    """Return a part's entry with this id; a checklist item counts as one of the stages."""
    entries: list[Any] = list(getattr(guide, part))
    if part == "stages":
        entries += guide.items
    return next((entry for entry in entries if entry.id == entry_id), None)


def heading_of(entry: Any) -> str:
    """Return what an entry is called on screen."""
    return str(getattr(entry, "heading", "") or getattr(entry, "name", "") or entry.title)


def _headed(heading: str, text: str) -> Iterator[Block]:
    yield Block("heading", heading)
    yield from prose(text)


def _sources(guide: Guide, source_ids: Sequence[str]) -> Iterator[Block]:
    """Yield where a page comes from; sources are told by title, publisher and date."""
    known = {source.id: source for source in guide.sources}
    for source_id in source_ids:
        yield Block("source", f"Source: {source_in_words(known[source_id])}")


Written = tuple[str, list[Block]]


def _section(guide: Guide, entry: Section) -> Written:
    return entry.heading, list(prose(entry.text))


def _framework(guide: Guide, entry: Framework) -> Written:
    blocks = list(prose(entry.summary))
    for part in entry.parts:
        blocks += [*_headed(part.heading, part.text), *_sources(guide, part.sources)]
    return entry.name, blocks


def _question(guide: Guide, entry: SpotterQuestion) -> Written:
    blocks = [Block("heading", entry.question), *prose(entry.help), *prose(entry.text)]
    for answer in entry.answers:
        blocks += _headed(f"If: {answer.words}", answer.reason)
        if answer.instead:
            blocks.append(Block("text", f"Use instead: {answer.instead}"))
        blocks += [
            Block("point", f"Adds: {guide.item(item_id).heading}") for item_id in answer.items
        ]
    return entry.heading, [*blocks, *_headed("If you are not sure", entry.not_sure)]


def _benefit(guide: Guide, entry: Benefit) -> Written:
    family = next(family for family in guide.families if family.id == entry.family)
    blocks = [*prose(entry.text), *_headed("What to look for in a partner", entry.look_for)]
    blocks += _listed("Helps", [b for b in guide.benefits if b.id in entry.supports])
    blocks += _listed("Helped by", [b for b in guide.benefits if entry.id in b.supports])
    blocks += _family(family, [b for b in guide.benefits if b.family == family.id and b != entry])
    return entry.heading, [*blocks, *_most_in(guide, entry.frameworks)]


def _pitfall(guide: Guide, entry: Pitfall) -> Written:
    family = next(family for family in guide.families if family.id == entry.family)
    blocks = [*prose(entry.text), *_headed("A sign that it is happening", entry.sign)]
    blocks += _listed("Checklist items that close it", [guide.item(i) for i in entry.items])
    blocks += [Block("heading", "A partner is open to it if"), *_opening(guide, entry)]
    blocks += _listed("Tools that help", [t for t in guide.tools if t.id in entry.tools])
    blocks += _family(family, [p for p in guide.pitfalls if p.family == family.id and p != entry])
    return entry.heading, [*blocks, *_most_in(guide, entry.frameworks)]


def _opening(guide: Guide, pitfall: Pitfall) -> Iterator[Block]:
    """Yield what leaves a partner open to a pitfall, in the words of no one partner."""
    states = " or ".join(f"'{STATES[state].casefold()}'" for state in pitfall.open_when)
    yield Block("point", f"One of these items is asked for and marked {states}")
    yield from (Block("point", FACTS[fact]) for fact in pitfall.needs)
    for measure in guide.measures:
        if measure.id in pitfall.low_scores:
            yield Block("point", f"'{measure.name}' is scored 0 or 1")
    yield Block("point", "A risk of this kind is open in its record")
    yield Block(
        "text", "Where nothing is recorded, nothing is known, and no partner counts as open to it."
    )


def _family(family: Family, others: Sequence[Benefit | Pitfall]) -> list[Block]:
    """Return what an entry has in common with others, and which those are."""
    points = [Block("point", other.heading) for other in others]
    return [*_headed("Family", f"{family.heading}. {family.text}"), *points]


def _most_in(guide: Guide, framework_ids: Sequence[str]) -> list[Block]:
    """Return the frameworks in which an entry matters most."""
    most = [framework for framework in guide.frameworks if framework.id in framework_ids]
    return _listed("Matters most in", most)


def _stage(guide: Guide, entry: Stage) -> Written:
    blocks = [*prose(entry.text), Block("heading", "Checklist")]
    blocks += [Block("point", f"{item.heading} ({item.level})") for item in entry.items]
    return entry.heading, blocks


def _item(guide: Guide, entry: ChecklistItem) -> Written:
    blocks = [*_headed("Why", entry.why), *_headed("How", entry.how)]
    blocks += _headed("What evidence looks like", entry.evidence)
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
    from tuiapp.domain.pages.papers import as_blocks, paper  # it builds on this module

    helped = [p for p in guide.pitfalls if entry.id in p.tools]
    blocks = [*prose(entry.text), *_listed("Helps against", helped)]
    return entry.name, [*blocks, *as_blocks(paper(entry, guide))]


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
    SpotterQuestion: _question,
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
