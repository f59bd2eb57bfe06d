"""The parts of a partner's record: what each is called, and how one of its items is shown.

A part is a collection of `Partner`. Everything an officer does to one of its items - add it, change
it, take it out - is the same for all of them and is built from what stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from tuiapp.domain import choices
from tuiapp.domain.dates import DateKind, in_full
from tuiapp.domain.models.base import Item, UnitEntry
from tuiapp.domain.models.field_types import date_kind_of
from tuiapp.domain.models.partner_parts import (
    Action,
    Agreement,
    BenefitBrought,
    Contact,
    ContactMade,
    Dependency,
    Meeting,
    MoneyEntry,
    OwnItem,
    PartnerDocument,
    Period,
    Result,
    Review,
    Risk,
)
from tuiapp.domain.register.results import how_far, trend

if TYPE_CHECKING:
    from tuiapp.domain.models.guide import Guide


@dataclass(frozen=True, slots=True)
class Part:
    """One collection of a partner's record.

    Attributes:
        field: The field of `Partner` that holds it.
        heading: What it is called on screen.
        one: What one of its items is called.
        model: What an item is.
        in_words: Returns an item in one line.
        at_light: Whether it is shown at light without being asked for.
    """

    field: str
    heading: str
    one: str
    model: type[Item]
    in_words: Callable[[Any], str]
    at_light: bool = False


def _joined(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part not in (None, ""))


def _period_in_words(period: Period | None) -> str:
    if period is None:
        return ""
    starts = f"from {in_full(period.starts)}" if period.starts else ""
    ends = f"until {in_full(period.ends)}" if period.ends else ""
    notice = f"{period.notice_days} days' notice" if period.notice_days is not None else ""
    return _joined(f"{starts} {ends}".strip(), notice)


def _until(day: date | None, word: str = "until") -> str:
    return f"{word} {in_full(day)}" if day else ""


def _agreement(item: Agreement) -> str:
    kind = choices.AGREEMENT_KINDS[item.kind]
    return _joined(f"{kind}: {item.title}", _period_in_words(item.period))


def _document(item: PartnerDocument) -> str:
    kind = choices.DOCUMENT_KINDS[item.kind]
    return _joined(f"{kind}: {item.title}" if item.title else kind, _until(item.expires))


def _action(item: Action) -> str:
    due = f"done {in_full(item.done_on)}" if item.done_on else _until(item.due, "due")
    return _joined(item.title, item.owner, due)


def _risk(item: Risk) -> str:
    closed = _until(item.closed_on, "closed")
    scored = f"{item.score} of 16 ({item.likelihood} by {item.impact})"
    return _joined(item.title, scored, item.owner, closed)


def _dependency(item: Dependency) -> str:
    kind = choices.DEPENDENCY_KINDS[item.kind]
    end = _until(item.ended_on, "ended") or _until(item.ends)
    return _joined(f"{kind}: {item.title}", end)


def _money(item: MoneyEntry) -> str:
    amount = f"{choices.DIRECTIONS[item.direction]} {item.amount:,.2f} pounds"
    return f"{in_full(item.on)}: {amount}. {item.title}"


def _contact_made(item: ContactMade) -> str:
    return f"{in_full(item.on)}, {choices.CONTACT_KINDS[item.kind]}: {item.note}"


def _meeting(item: Meeting) -> str:
    return f"{_joined(in_full(item.on), item.at)}: {_joined(item.title, item.place)}"


def _result(item: Result) -> str:
    going = trend(item)
    return f"{item.name}: {how_far(item)}" + (f". {going}" if going else "")


def _review(item: Review) -> str:
    return f"{in_full(item.on)}: {choices.DECISIONS[item.decision]}. {item.reason}"


def _contact(item: Contact) -> str:
    return _joined(item.role, item.name, item.email, item.phone)


PARTS: Final[Mapping[str, Part]] = {
    part.field: part
    for part in (
        Part("actions", "Actions", "action", Action, _action, at_light=True),
        Part("meetings", "Meetings and visits", "meeting", Meeting, _meeting, at_light=True),
        Part("log", "Contact log", "log entry", ContactMade, _contact_made, at_light=True),
        Part("agreements", "Agreements", "agreement", Agreement, _agreement, at_light=True),
        Part("documents", "Documents", "document", PartnerDocument, _document, at_light=True),
        Part("contacts", "Other contacts", "contact", Contact, _contact, at_light=True),
        Part("results", "Results", "result", Result, _result, at_light=True),
        Part("risks", "Risks", "risk", Risk, _risk),
        Part("dependencies", "Rests on", "dependency", Dependency, _dependency),
        Part("money", "Money", "entry", MoneyEntry, _money),
        Part(
            "benefits",
            "Benefits brought",
            "benefit",
            BenefitBrought,
            lambda item: f"{item.id}: {item.evidence}, {in_full(item.on)}",
        ),
        Part("reviews", "Reviews", "review", Review, _review),
        Part(
            "own_items",
            "Our own checklist items",
            "checklist item",
            OwnItem,
            lambda item: str(item.heading),
        ),
    )
}
"""Every part an officer edits, in the order of the screen."""

CHOICES: Final[Mapping[Any, Mapping[Any, str]]] = {
    choices.AgreementKind: choices.AGREEMENT_KINDS,
    choices.DocumentKind: choices.DOCUMENT_KINDS,
    choices.Direction: choices.DIRECTIONS,
    choices.DependencyKind: choices.DEPENDENCY_KINDS,
    choices.ContactKind: choices.CONTACT_KINDS,
    choices.Decision: choices.DECISIONS,
    choices.Better: choices.BETTERS,
}
"""The words of each set of fixed values."""


GuideChoices = Mapping[str, tuple[tuple[str, str], ...]]
"""What items name of the guide, by the item's field: each entry's id with its heading."""
NONE_OF_THESE: Final = "None of these"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of an item as a form asks for it.

    Attributes:
        name: Where it stands: `title`, or `period.ends` inside a unit.
        title: Its label.
        help: One sentence below it.
        choices: Each value it may have with its words; empty for a field one types in.
        dates: Which dates it takes; None where no date is typed in it.
        is_long: Whether it takes several lines.
        default: What it holds in a new item, as typed.
    """

    name: str
    title: str
    help: str
    choices: tuple[tuple[str, str], ...]
    dates: DateKind | None
    is_long: bool
    default: str


def guide_choices(guide: Guide, part: Part) -> GuideChoices:
    """Return what items of a part may name of the guide; `id` is the item's own id."""
    chosen: Mapping[str, GuideChoices] = {
        "risks": {"pitfall": tuple((entry.id, entry.heading) for entry in guide.pitfalls)},
        "benefits": {"id": tuple((entry.id, entry.heading) for entry in guide.benefits)},
        "own_items": {"stage": tuple((stage.id, stage.heading) for stage in guide.stages)},
        "results": {"id": tuple((entry.id, entry.name) for entry in guide.results)},
    }
    return chosen.get(part.field, {})


def line_of(part: Part, item: Any, guide: Guide) -> str:
    """Return an item in one line, with the heading of what it names of the guide."""
    words = part.in_words(item)
    chosen = guide_choices(guide, part)
    if part.field == "benefits":
        heading = dict(chosen["id"]).get(item.id, item.id)
        return f"{heading}{words.removeprefix(item.id)}"
    if part.field == "risks" and item.pitfall:
        return f"{words}. {dict(chosen['pitfall']).get(item.pitfall, item.pitfall)}"
    return words


def form_fields(
    model: type[Item] | type[UnitEntry], chosen: GuideChoices | None = None, prefix: str = ""
) -> tuple[FormField, ...]:
    """Return the fields of an item that a form asks for, those of a unit among them.

    Args:
        model: What an item is.
        chosen: The choices of fields that name something of the guide; None offers no choice.
        prefix: Where the fields stand in the item.
    """
    fields: list[FormField] = []
    for name, info in model.model_fields.items():
        kinds = _kinds_of(info)
        unit = next((k for k in kinds if isinstance(k, type) and issubclass(k, UnitEntry)), None)
        if unit is not None:
            fields += form_fields(unit, chosen, f"{prefix}{name}.")
        elif info.title:
            fields.append(_form_field(f"{prefix}{name}", info, kinds, chosen or {}))
    return tuple(fields)


def _form_field(
    name: str, info: FieldInfo, kinds: tuple[Any, ...], chosen: GuideChoices
) -> FormField:
    words = next((CHOICES[kind] for kind in kinds if _is_choice(kind)), {})
    if name in chosen:
        words = (
            dict(chosen[name]) if info.is_required() else {"": NONE_OF_THESE, **dict(chosen[name])}
        )
    default = "" if info.is_required() or info.default is None else str(info.default)
    if info.is_required() and words:
        default = str(next(iter(words)))
    dates = date_kind_of(info)
    taken = f" A date {dates}." if dates else ""
    return FormField(
        name,
        info.title or name,
        f"{info.description or ''}{taken}",
        tuple((str(value), text) for value, text in words.items()),
        dates,
        name in LONG,
        default,
    )


LONG: Final = ("note", "response", "reason")
"""The fields that take several lines."""


def _kinds_of(info: FieldInfo) -> tuple[Any, ...]:
    """Return a field's types, what is optional about it taken away."""
    if get_origin(info.annotation) in (Union, UnionType):
        return tuple(kind for kind in get_args(info.annotation) if kind is not type(None))
    return (info.annotation,)


def _is_choice(kind: Any) -> bool:
    return get_origin(kind) is Literal and kind in CHOICES
