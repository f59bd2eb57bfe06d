"""The facts that checklist items rest on: whether a record holds them, and how each is recorded.

An item that rests on a fact names it in content/stages.toml. Such an item can be ticked without it,
for work is often done before it is written down; but then every place that shows the tick says what
the register does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuiapp.domain.choices import STATES, VIEWS
from tuiapp.domain.models.base import short_id
from tuiapp.domain.register.part_catalogue import PARTS

if TYPE_CHECKING:
    from tuiapp.domain.models.guide import ChecklistItem, RecordedFactId
    from tuiapp.domain.models.partner import Partner

DONE_UNRECORDED: Final = "Done, no record"
"""The state of an item that is done while the register lacks a fact it rests on; 15 cells wide."""


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact that the record of a partner may hold.

    Attributes:
        what: What is known once it is recorded: when the insurance ends.
        is_recorded: Tells whether a partner's record holds it.
        command: The command that records it, its PARTNER to be filled in.
        part: The part of the record that holds it; "" for a field of the partner itself.
        is_urgent: Whether safety rests on it.
    """

    what: str
    is_recorded: Callable[[Partner], bool]
    command: str
    part: str = ""
    is_urgent: bool = False

    @property
    def where(self) -> str:
        """Where in the dashboard it is recorded."""
        heading = f"under {PARTS[self.part].heading}" if self.part in PARTS else "in its form"
        return "on its measures" if self.part == "scores" else heading


def missing_facts(item: ChecklistItem, partner: Partner) -> tuple[RecordedFact, ...]:
    """Return the facts an item rests on that the record does not hold."""
    facts = (RECORDED_FACTS[fact] for fact in item.rests_on)
    return tuple(fact for fact in facts if not fact.is_recorded(partner))


def facts_missing_if_done(item: ChecklistItem, partner: Partner) -> tuple[RecordedFact, ...]:
    """Return the same for an item that is done; nothing for any other."""
    return missing_facts(item, partner) if partner.state_of(item.id) == "done" else ()


def state_in_words(item: ChecklistItem, partner: Partner) -> str:
    """Return where an item is, as a checklist shows it."""
    if facts_missing_if_done(item, partner):
        return DONE_UNRECORDED
    return STATES[partner.state_of(item.id)]


def not_recorded(facts: Sequence[RecordedFact]) -> str:
    """Return what the register does not say, as the end of a sentence; "" where nothing is missing.

    The register does not say when the insurance ends.
    """
    return f"the register does not say {in_words(facts)}" if facts else ""


def in_words(facts: Sequence[RecordedFact]) -> str:
    """Return facts in words: when the insurance ends."""
    return ", or ".join(fact.what for fact in facts)


def where_to_record(facts: Sequence[RecordedFact]) -> str:
    """Return where facts are recorded: under Documents and in its form."""
    return " and ".join(dict.fromkeys(fact.where for fact in facts))


def how_to_record(facts: Sequence[RecordedFact], partner: Partner) -> Iterator[str]:
    """Yield the command that records each fact, a fact that shares it with another left out."""
    commands = dict.fromkeys(fact.command for fact in facts)
    yield from (
        f"partnertui {command.replace('PARTNER', short_id(partner.id))}" for command in commands
    )


def _has_insurance_end(partner: Partner) -> bool:
    return any(d.kind == "insurance" and d.expires is not None for d in partner.documents)


def _has_seen_document(partner: Partner) -> bool:
    return any(document.seen_on is not None for document in partner.documents)


def _has_signed_agreement(partner: Partner) -> bool:
    return any(agreement.signed_on is not None for agreement in partner.agreements)


def _has_logged(*kinds: str) -> Callable[[Partner], bool]:
    return lambda partner: any(entry.kind in kinds for entry in partner.log)


def _has_meeting(partner: Partner) -> bool:
    return bool(partner.meetings) or _has_logged("meeting", "visit")(partner)


def _has_owned_risks(partner: Partner) -> bool:
    return bool(partner.risks) and all(
        risk.owner or risk.closed_on is not None for risk in partner.risks
    )


def _has_defined_results(partner: Partner) -> bool:
    return bool(partner.results) and all(
        result.baseline is not None and result.target is not None and result.due is not None
        for result in partner.results
    )


def _has_collected_results(partner: Partner) -> bool:
    return bool(partner.results) and all(
        result.collector and result.source for result in partner.results
    )


def _has_both_views(partner: Partner) -> bool:
    return {score.view for score in partner.scores} == set(VIEWS)


def _has_agreed_action(partner: Partner) -> bool:
    return any(action.owner and action.due is not None for action in partner.actions)


def _has_next_review(partner: Partner) -> bool:
    return bool(partner.reviews) and partner.reviews[-1].next_on is not None


RECORDED_FACTS: Final[dict[RecordedFactId, RecordedFact]] = {
    "purpose": RecordedFact(
        "why this is a partnership",
        lambda partner: bool(partner.purpose),
        "set PARTNER purpose=TEXT",
    ),
    "documents-seen": RecordedFact(
        "which document was seen, and on which day",
        _has_seen_document,
        "document PARTNER add kind=constitution seen_on=DATE",
        "documents",
    ),
    "insurance-end": RecordedFact(
        "when the insurance ends",
        _has_insurance_end,
        "document PARTNER add kind=insurance seen_on=DATE expires=DATE",
        "documents",
        is_urgent=True,
    ),
    "lead-officer": RecordedFact(
        "who leads for the council",
        lambda partner: bool(partner.lead_officer),
        "set PARTNER lead_officer=POST",
    ),
    "deputy-officer": RecordedFact(
        "who stands in for the council's lead",
        lambda partner: bool(partner.deputy_officer),
        "set PARTNER deputy_officer=POST",
    ),
    "contact": RecordedFact(
        "who the partner's contact is",
        lambda partner: bool(partner.contact),
        "set PARTNER contact=ROLE",
    ),
    "second-contact": RecordedFact(
        "who stands in for the partner's contact",
        lambda partner: bool(partner.contacts),
        "record PARTNER contacts add role=ROLE",
        "contacts",
    ),
    "contact-address": RecordedFact(
        "how to reach the partner's contact",
        lambda partner: bool(partner.phone or partner.email),
        "set PARTNER phone=NUMBER",
    ),
    "longest-gap": RecordedFact(
        "how often you agreed to speak",
        lambda partner: partner.speak_every is not None,
        "set PARTNER speak_every=DAYS",
    ),
    "signed-agreement": RecordedFact(
        "which terms were signed, and when",
        _has_signed_agreement,
        "record PARTNER agreements add kind=memorandum title=TITLE signed_on=DATE",
        "agreements",
    ),
    "visit": RecordedFact(
        "when you walked the site",
        _has_logged("visit"),
        "log PARTNER TEXT --kind visit --on DATE",
        "log",
    ),
    "meeting": RecordedFact(
        "when you meet",
        _has_meeting,
        "record PARTNER meetings add title=TITLE on=DATE",
        "meetings",
    ),
    "risk-owners": RecordedFact(
        "what the risks are, and who looks after each",
        _has_owned_risks,
        "record PARTNER risks add title=RISK owner=POST",
        "risks",
    ),
    "exit-arrangements": RecordedFact(
        "what happens at the end",
        lambda partner: bool(partner.exit_arrangements),
        "set PARTNER exit_arrangements=TEXT",
    ),
    "working": RecordedFact(
        "how closely you work and want to work",
        lambda partner: bool(partner.working_now and partner.working_wanted),
        "set PARTNER working_now=WAY working_wanted=WAY",
    ),
    "results": RecordedFact(
        "which results are counted",
        lambda partner: bool(partner.results),
        "record PARTNER results add name=RESULT unit=UNIT",
        "results",
    ),
    "result-targets": RecordedFact(
        "what each result's start figure, target and date are",
        _has_defined_results,
        "record PARTNER results change RESULT baseline=FIGURE target=FIGURE due=DATE",
        "results",
    ),
    "result-collectors": RecordedFact(
        "who collects each figure, and from where",
        _has_collected_results,
        "record PARTNER results change RESULT collector=POST source=PLACE",
        "results",
    ),
    "priority": RecordedFact(
        "which council priority or greening plan it serves",
        lambda partner: bool(partner.priority or partner.greening_plan),
        "set PARTNER priority=TEXT",
    ),
    "both-views": RecordedFact(
        "how each side scores the relationship",
        _has_both_views,
        "score PARTNER MEASURE VALUE --view partner",
        "scores",
    ),
    "agreed-action": RecordedFact(
        "which action was agreed, whose it is and by when",
        _has_agreed_action,
        "action PARTNER add ACTION --owner POST --due DATE",
        "actions",
    ),
    "next-review": RecordedFact(
        "when the next review is",
        _has_next_review,
        "record PARTNER reviews add decision=continue reason=TEXT on=today next_on=DATE",
        "reviews",
    ),
    "review": RecordedFact(
        "what the review decided, and why",
        lambda partner: bool(partner.reviews),
        "record PARTNER reviews add decision=DECISION reason=TEXT on=DATE",
        "reviews",
    ),
}
"""Every fact that an item may rest on, by the name content/stages.toml calls it by."""
