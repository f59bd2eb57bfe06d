"""Which partners are open to a pitfall, and why; and which of them bring a benefit.

The rule of each pitfall is data: the checklist items and their states, the facts of the record and
the low scores that open it, all in content/pitfalls.toml. Here is only how they are read. What
nobody has recorded opens nothing: it is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

from tuiapp.domain.attention.rules import (
    Need,
    agreements_ending,
    documents_ending,
    early_review,
    gone_quiet,
    review_due,
    risks_above_appetite,
    views_differ,
)
from tuiapp.domain.choices import LEVELS, VIEWS, DocumentKind, State, View
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.guide import Benefit, ChecklistItem, Fact, Guide, Pitfall
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.models.partner_parts import Mark, PartnerDocument
from tuiapp.domain.models.policy import Policy
from tuiapp.domain.register.progress import band, is_item_asked
from tuiapp.domain.register.recorded_facts import facts_missing_if_done, not_recorded
from tuiapp.domain.text import fold

OpenState = Literal["open", "not-known", "closed"]

OPEN_STATES: Final[dict[OpenState, str]] = {
    "open": "Open to this risk",
    "not-known": "Not known",
    "closed": "Closed",
}
"""Where a partner is with a pitfall, as shown; the ones to look at first come first."""


SAID: Final[Mapping[State, str]] = {
    "todo": "is still to do",
    "doing": "is still being done",
    "done": "is done",
    "not-applicable": "does not apply",
}
"""How a sentence tells where an item is."""


class Closing(NamedTuple):
    """One thing that would help to close a pitfall for a partner."""

    what: str
    """What to do, as an instruction."""
    item: str = ""
    """The checklist item to do; "" where it is done in the record."""
    part: str = ""
    """The part of the record it is done in; "" where it is a checklist item."""
    record_item: str = ""
    """The item of that part; "" where it is about none."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Where one partner is with one pitfall.

    Attributes:
        state: Open, closed, or not known.
        why: What makes it so, a sentence each.
        closes: What is left to do until it is closed, in the order of `why`; empty once it is.
    """

    state: OpenState
    why: tuple[str, ...]
    closes: tuple[Closing, ...] = ()


class Weighed(NamedTuple):
    """A partner with where it is with a pitfall."""

    partner: Partner
    exposure: Exposure


class Bringer(NamedTuple):
    """A partner that brings a benefit, and how we know."""

    partner: Partner
    benefit: str
    """The benefit's id, as recorded."""
    evidence: str
    on: date


def exposure(
    pitfall: Pitfall, partner: Partner, guide: Guide, policy: Policy, today: date
) -> Exposure | None:
    """Return where a partner is with a pitfall, and why; None unless it is accepted.

    It is open where one recorded thing opens it, closed where every item asked for is recorded as
    closing it, and otherwise not known.
    """
    return _exposure(_rule_of(pitfall, guide), partner, policy, today)


def _exposure(rule: _Rule, partner: Partner, policy: Policy, today: date) -> Exposure | None:
    if not partner.is_active:
        return None
    pitfall = rule.pitfall
    facts = list(_facts(rule, partner, policy, today))
    items = [_look_at(item, partner) for item in rule.items]
    asked = [one for one in items if is_item_asked(one.item, partner)]
    left = [one for one in asked if not one.closes(pitfall)]
    opening = [one for one in left if one.state in pitfall.open_when]
    closes = (
        *(fact.closing for fact in facts),
        *(Closing(one.item.heading, item=one.item.id) for one in left),
    )
    if facts or opening:
        why = (*(fact.why for fact in facts), *(one.told for one in opening))
        return Exposure("open", why, closes)
    if left:
        return Exposure("not-known", tuple(one.told for one in left), closes)
    # At a level that asks for none of the items, somebody may have done them all the same.
    wanted = asked or items
    if all(one.closes(pitfall) for one in wanted):
        return Exposure("closed", tuple(one.told for one in wanted))
    level = LEVELS[partner.level].casefold()
    return Exposure("not-known", (f"Nothing that closes it is asked for at the {level} level",))


def weigh(
    pitfall: Pitfall, partners: Iterable[Partner], guide: Guide, policy: Policy, today: date
) -> dict[OpenState, list[Weighed]]:
    """Return the accepted partners by where they are with a pitfall, each group by name."""
    rule = _rule_of(pitfall, guide)
    groups: dict[OpenState, list[Weighed]] = {state: [] for state in OPEN_STATES}
    for partner in _by_name(partners):
        found = _exposure(rule, partner, policy, today)
        if found is not None:
            groups[found.state].append(Weighed(partner, found))
    return groups


def bringers(benefit: Benefit, partners: Iterable[Partner]) -> tuple[Bringer, ...]:
    """Return the accepted partners that bring a benefit, by name."""
    return tuple(one for one in _brought(partners) if one.benefit == benefit.id)


def unknown_benefits(guide: Guide, partners: Iterable[Partner]) -> tuple[Bringer, ...]:
    """Return what accepted partners bring under an id that the guide does not hold, by name."""
    known = {benefit.id for benefit in guide.benefits}
    return tuple(one for one in _brought(partners) if one.benefit not in known)


def _brought(partners: Iterable[Partner]) -> Iterator[Bringer]:
    for partner in _by_name(partners):
        if partner.is_active:
            for item in partner.benefits:
                yield Bringer(partner, item.id, item.evidence, item.on)


def _by_name(partners: Iterable[Partner]) -> list[Partner]:
    return sorted(partners, key=lambda partner: (fold(partner.name), partner.id))


class _Rule(NamedTuple):
    """A pitfall with what of the guide its rule names, looked up once for many partners."""

    pitfall: Pitfall
    items: tuple[ChecklistItem, ...]
    measures: Mapping[str, str]
    """The name of every measure by its id."""


def _rule_of(pitfall: Pitfall, guide: Guide) -> _Rule:
    items = tuple(guide.item(item_id) for item_id in pitfall.items)
    return _Rule(pitfall, items, {measure.id: measure.name for measure in guide.measures})


class _Looked(NamedTuple):
    """A checklist item with what is recorded of it."""

    item: ChecklistItem
    mark: Mark | None
    missing: str
    """What the register does not say although the item is done; "" where nothing is missing."""

    def closes(self, pitfall: Pitfall) -> bool:
        """Whether it closes a pitfall; a tick whose fact is not recorded closes none."""
        return self.state in pitfall.closed_when and not self.missing

    @property
    def state(self) -> State | None:
        """Where it is; None where nobody has recorded it."""
        return self.mark.state if self.mark else None

    @property
    def told(self) -> str:
        """What is recorded, as a sentence with its day."""
        if self.mark is None:
            return f"Nobody has looked at '{self.item.heading}'"
        said = SAID[self.mark.state]
        reason = f": {self.mark.reason}" if self.mark.state == "not-applicable" else ""
        but = f", but {self.missing}" if self.missing else ""
        return f"'{self.item.heading}' {said}{reason} ({in_full(self.mark.on)}){but}"


class _Found(NamedTuple):
    """Something in a partner's record that opens a pitfall, and what closes it again."""

    why: str
    closing: Closing


def _facts(rule: _Rule, partner: Partner, policy: Policy, today: date) -> Iterator[_Found]:
    """Yield what the record says, other than of checklist items, that opens a pitfall."""
    pitfall, names = rule.pitfall, rule.measures
    for fact in pitfall.needs:
        for need in FOUND_BY[fact](partner, policy, today):
            name = names.get(need.measure, need.measure)
            why = f"{name}: {need.what}" if name else need.what
            yield _found(why, need.todo, need.part, need.item_id)
    for measure in pitfall.low_scores:
        for view in VIEWS:
            yield from _low_score(partner, measure, names[measure], view)
    for risk in partner.risks:
        if risk.pitfall == pitfall.id and risk.closed_on is None:
            yield _found(
                f"Risk '{risk.title}' is open: {risk.score} of 16",
                "Make it less likely or less bad, and close it when it is over.",
                "risks",
                risk.id,
            )


def _low_score(partner: Partner, measure: str, name: str, view: View) -> Iterator[_Found]:
    score = partner.latest_score(measure, view)
    if score is not None and band(score.value) == band(0):
        yield _found(
            f"{name}: {VIEWS[view].casefold()} is {score.value} of 4 ({in_full(score.on)})",
            "Talk about this score and agree one action.",
            "scores",
            score.id,
        )


def _found(why: str, todo: str, part: str, record_item: str) -> _Found:
    return _Found(why, Closing(todo.removesuffix("."), part=part, record_item=record_item))


def _look_at(item: ChecklistItem, partner: Partner) -> _Looked:
    checked = partner.checked(item.id)
    missing = not_recorded(facts_missing_if_done(item, partner))
    return _Looked(item, checked.mark if checked else None, missing)


Telling = Callable[[Partner, Policy, date], Iterable[Need]]


def _over(needs: Iterable[Need], today: date) -> Iterator[Need]:
    """Yield what is over, and not what soon will be."""
    return (need for need in needs if need.since is not None and need.since < today)


def _insurance_ended(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    insurance = _ids(partner.documents, "insurance")
    ended = _over(documents_ending(partner, policy, today), today)
    return (need for need in ended if need.item_id in insurance)


def _papers_ended(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    insurance = _ids(partner.documents, "insurance")
    ended = _over(documents_ending(partner, policy, today), today)
    return (need for need in ended if need.item_id not in insurance)


def _ids(documents: Sequence[PartnerDocument], kind: DocumentKind) -> set[str]:
    return {document.id for document in documents if document.kind == kind}


def _agreement_ended(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    # A need counts from the last day for notice; what opens a pitfall is the end itself.
    over = {
        item.id
        for item in partner.agreements
        if item.period and item.period.ends and item.period.ends < today
    }
    return (n for n in agreements_ending(partner, policy, today) if n.item_id in over)


def _review_overdue(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    return _over(review_due(partner, policy, today), today)


def _unlinked_risk_above_appetite(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    # A risk that is linked to a pitfall opens that one alone.
    linked = {risk.id for risk in partner.risks if risk.pitfall}
    return (n for n in risks_above_appetite(partner, policy, today) if n.item_id not in linked)


FOUND_BY: Final[Mapping[Fact, Telling]] = {
    "insurance-ended": _insurance_ended,
    "papers-ended": _papers_ended,
    "agreement-ended": _agreement_ended,
    "dependency-ended": early_review,
    "review-overdue": _review_overdue,
    "gone-quiet": gone_quiet,
    "views-differ": views_differ,
    "risk-above-appetite": _unlinked_risk_above_appetite,
}
"""How each fact that a pitfall may name is found in a record; none of them can be put off."""
