"""The guidance: frameworks, benefits, pitfalls, stages, measures, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from pydantic import Field, model_validator

from tuiapp.domain.choices import FrameworkId, Level, State
from tuiapp.domain.models.base import Entry, Id

Fact = Literal[
    "insurance-ended",
    "papers-ended",
    "agreement-ended",
    "dependency-ended",
    "review-overdue",
    "gone-quiet",
    "views-differ",
    "risk-above-appetite",
]
"""What a partner's record can say that leaves it open to a pitfall; `domain/exposure.py` knows how
each is found."""

FACTS: Final[dict[Fact, str]] = {
    "insurance-ended": "The insurance has ended",
    "papers-ended": "Another document has ended, such as accounts",
    "agreement-ended": "An agreement has ended",
    "dependency-ended": "Something it rests on has ended since the last review",
    "review-overdue": "The review is overdue",
    "gone-quiet": "Nobody was reached for longer than agreed",
    "views-differ": "The council view and the partner view differ by 2 or more",
    "risk-above-appetite": "A risk is higher than the council will carry",
}
"""Each fact in words, as said of any partner."""


RecordedFactId = Literal[
    "purpose",
    "documents-seen",
    "insurance-end",
    "lead-officer",
    "deputy-officer",
    "contact",
    "second-contact",
    "contact-address",
    "longest-gap",
    "signed-agreement",
    "visit",
    "meeting",
    "risk-owners",
    "exit-arrangements",
    "working",
    "results",
    "result-targets",
    "result-collectors",
    "priority",
    "both-views",
    "agreed-action",
    "next-review",
    "review",
]
"""What a partner's record can hold that a checklist item rests on; `domain/recorded.py` knows how
each is found and recorded."""


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

    Paragraphs are separated by an empty line; a line that begins with `- ` is an item of a list.
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


Leaning = Literal["yes", "no", "by-law", "counts"]
"""What an answer says about whether it is a partnership: `by-law` settles it, then `counts` (as one
too, beside a contract, grant or lease), then any `no`."""

NOT_SURE: Final = "not-sure"
"""The answer that every question of the spotter takes beside its own."""


class SpotterAnswer(Sourced):
    """An answer to a question of the spotter, with everything that follows from it."""

    words: str
    """The answer, as shown."""
    reason: str
    """What it means, as shown wherever it had an effect."""
    leans: Leaning | None = None
    """What it says about whether it is a partnership; None for nothing."""
    instead: str = ""
    """What to use where it is none; needed where the answer says no."""
    framework: FrameworkId | None = None
    """The framework it points to."""
    level: Level | None = None
    """The level of checks that it asks for at least."""
    up: int = Field(0, ge=0, le=2)
    """How many levels it moves the level of checks up."""
    items: tuple[Id, ...] = ()
    """Checklist items it asks for, whatever the level."""
    ask_first: tuple[str, ...] = ()
    """What to ask somebody before going on."""
    alone: bool = False
    """Whether it goes with no other answer of its question."""

    @model_validator(mode="after")
    def _instead_where_no(self) -> SpotterAnswer:
        if (self.leans == "no") != bool(self.instead):
            raise ValueError("an answer that says no, and no other, says what to use instead")
        if self.id == NOT_SURE:
            raise ValueError(f"'{NOT_SURE}' is an answer of every question already")
        return self


class SpotterQuestion(Sourced):
    """A question that tells a partnership from something else."""

    heading: str
    question: str
    help: str
    """How to find the answer, in a sentence or two."""
    text: str
    """What to know about it, for who has the time."""
    not_sure: str
    """What to ask, and whom, where nobody is sure."""
    several: bool = False
    """Whether it takes several answers."""
    together: Level | None = None
    """The level that two or more answers ask for together, if each asks for more than light."""
    together_reason: str = ""
    answers: tuple[SpotterAnswer, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _several_makes_sense(self) -> SpotterQuestion:
        if self.together and not (self.several and self.together_reason):
            raise ValueError("`together` needs `several` and `together_reason`")
        if not self.several and any(answer.alone for answer in self.answers):
            raise ValueError("`alone` is for the answers of a question that takes several")
        return self

    def answer(self, answer_id: str) -> SpotterAnswer:
        """Return an answer; raises KeyError where there is none of this id."""
        return {answer.id: answer for answer in self.answers}[answer_id]


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
    frameworks: tuple[FrameworkId, ...] = Field(min_length=1)
    """The frameworks that it comes from most often; our own judgement."""


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
    frameworks: tuple[FrameworkId, ...] = Field(min_length=1)
    """The frameworks that it threatens most; our own judgement."""
    open_when: tuple[State, ...] = Field(min_length=1)
    """The states of one of its items, once recorded, that leave a partner open to it."""
    closed_when: tuple[State, ...] = Field(min_length=1)
    """The states that, recorded for each item asked for, close it."""
    needs: tuple[Fact, ...] = ()
    """Facts of a partner's record that leave it open to it."""
    low_scores: tuple[Id, ...] = ()
    """Measures whose newest score, where it needs work now, leaves a partner open to it."""

    @model_validator(mode="after")
    def _states_say_one_thing(self) -> Pitfall:
        both = set(self.open_when) & set(self.closed_when)
        if both:
            raise ValueError(f"{', '.join(sorted(both))} cannot both open and close it")
        return self


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
    evidence: str
    """What evidence that it is done looks like."""
    rests_on: tuple[RecordedFactId, ...] = ()
    """The facts that the register must hold before the item is done in truth."""


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


class PaperSection(Entry):
    """A section of a tool's paper, and what of a partner's record stands in it.

    A name in braces in `text` or `rows`, such as `{lead-officer}`, is a slot: `domain/slots.py`
    knows each by its name. `{blank: what}` is a place that no record fills.
    """

    id: Id
    heading: str
    advice: str
    """A word to whoever writes the paper; it is no part of what is sent."""
    level: Level = "light"
    """The level of checks from which the section stands in a partner's paper."""
    text: str = ""
    """What stands in the paper, in paragraphs as those of a `Section`."""
    slots: tuple[Id, ...] = ()
    """The facts below the text: each a labelled line, or a table."""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """A table below those; an empty cell is room to write in."""

    @model_validator(mode="after")
    def _rows_below_a_header(self) -> PaperSection:
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError(f"each row must have {len(self.header)} cells, as the header has")
        return self


class Tool(Sourced):
    """A paper that helps with a partnership."""

    name: str
    text: str
    """What it is for, in a line."""
    reader: Literal["partner", "council"]
    """Whom its paper is for; one for the partner holds no notes and no log."""
    sections: tuple[PaperSection, ...] = Field(min_length=1)


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
    spotter: tuple[SpotterQuestion, ...]
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
        framework_ids = {framework.id for framework in self.frameworks}
        benefit_ids = {benefit.id for benefit in self.benefits}
        tool_ids = {tool.id for tool in self.tools}
        measures = {measure.id for measure in self.measures}
        for benefit in self.benefits:
            families = {f.id for f in self.families if f.of == "benefits"}
            yield from _missing("benefits", benefit.id, "family", [benefit.family], families)
            yield from _missing("benefits", benefit.id, "supports", benefit.supports, benefit_ids)
        for pitfall in self.pitfalls:
            families = {f.id for f in self.families if f.of == "pitfalls"}
            yield from _missing("pitfalls", pitfall.id, "family", [pitfall.family], families)
            yield from _missing("pitfalls", pitfall.id, "items", pitfall.items, item_ids)
            yield from _missing("pitfalls", pitfall.id, "tools", pitfall.tools, tool_ids)
            yield from _missing("pitfalls", pitfall.id, "low_scores", pitfall.low_scores, measures)
        for result in self.results:
            yield from _missing("results", result.id, "benefits", result.benefits, benefit_ids)
        for question in self.spotter:
            for answer in question.answers:
                yield from _missing("spotter", answer.id, "items", answer.items, item_ids)
                pointed = [answer.framework] if answer.framework else []
                yield from _missing("spotter", answer.id, "framework", pointed, framework_ids)
        source_ids = {source.id for source in self.sources}
        for part, entry in self._sourced():
            yield from _missing(part, entry.id, "sources", entry.sources, source_ids)

    def _sourced(self) -> Iterator[tuple[str, Sourced]]:
        for part in type(self).model_fields:
            for entry in getattr(self, part):
                if isinstance(entry, Sourced):
                    yield part, entry
                for field in ("items", "parts", "answers"):
                    for inner in getattr(entry, field, ()):
                        if isinstance(inner, Sourced):
                            yield part, inner


def _missing(
    part: str, entry: str, field: str, named: Sequence[str], held: set[str]
) -> Iterator[DeadReference]:
    return (DeadReference(part, entry, field, name) for name in named if name not in held)
