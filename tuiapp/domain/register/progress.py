"""How far a partnership is: what its checklist is asked for, what is done, what comes next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tuiapp.domain.choices import View, is_asked_for
from tuiapp.domain.dates import days_after
from tuiapp.domain.models.guide import ChecklistItem, Guide, Measure, Stage
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.models.partner_parts import OwnItem

if TYPE_CHECKING:
    from tuiapp.domain.models.policy import Policy

GAP = 2
"""From how many points on the two views of a measure are worth talking about."""


class Progress(NamedTuple):
    """How many items are done of those asked for."""

    done: int
    asked: int

    def __str__(self) -> str:
        return f"{self.done} of {self.asked} done"


def items_of(stage: Stage, partner: Partner) -> tuple[ChecklistItem, ...]:
    """Return the guide's items of a stage, then those of our own that this partner has there."""
    own = (_as_guided(item) for item in partner.own_items if item.stage == stage.id)
    return (*stage.items, *own)


def item_of(guide: Guide, partner: Partner, item_id: str) -> ChecklistItem | None:
    """Return a checklist item of the guide or of our own; None where there is none such."""
    items = (item for stage in guide.stages for item in items_of(stage, partner))
    return next((item for item in items if item.id == item_id), None)


def _as_guided(own: OwnItem) -> ChecklistItem:
    """Return an item of our own as one of the guide, which knows no more of it than its name."""
    return ChecklistItem(
        id=own.id,
        heading=own.heading,
        level="light",
        why="We added this item ourselves, for this partner.",
        how="The guide has no advice on it. Say in its note how you do it.",
        evidence="Say in its evidence where the proof is.",
        sources=("ours",),
    )


def is_item_asked(item: ChecklistItem, partner: Partner) -> bool:
    """Whether a checklist item is asked for: by the partner's level, or by the spotter."""
    return is_asked_for(item.level, partner.level) or partner.is_also_asked(item.id)


def why_asked(item: ChecklistItem, partner: Partner) -> str:
    """Return why an item above the partner's level is asked for; "" where it is not."""
    if is_asked_for(item.level, partner.level) or not partner.is_also_asked(item.id):
        return ""
    return "asked for because the spotter says so"


def asked_items(stage: Stage, partner: Partner) -> tuple[ChecklistItem, ...]:
    """Return the items of a stage that are asked for, the ruled out included.

    The partner's level asks for them, or the opportunity spotter does; items of our own are asked
    for at every level.
    """
    return tuple(item for item in items_of(stage, partner) if is_item_asked(item, partner))


def shown_items(stage: Stage, partner: Partner) -> tuple[ChecklistItem, ...]:
    """Return the items asked for, and any other that something is recorded of."""
    recorded = {item.id for item in partner.checklist}
    return tuple(
        item
        for item in items_of(stage, partner)
        if is_item_asked(item, partner) or item.id in recorded
    )


def stage_progress(stage: Stage, partner: Partner) -> Progress:
    """Return how far a stage is; an item that is not applicable is not asked for."""
    states = [partner.state_of(item.id) for item in asked_items(stage, partner)]
    wanted = [state for state in states if state != "not-applicable"]
    return Progress(wanted.count("done"), len(wanted))


def next_item(guide: Guide, partner: Partner) -> ChecklistItem | None:
    """Return the next step: the first item in doing, else the first to do, stage by stage."""
    for stage in guide.stages:
        items = asked_items(stage, partner)
        for state in ("doing", "todo"):
            for item in items:
                if partner.state_of(item.id) == state:
                    return item
    return None


def next_review_on(partner: Partner, policy: Policy) -> date | None:
    """Return when the next review is due, by its own date or by the policy's rhythm.

    None where there was none to count from, or the last one decided to end.
    """
    if not partner.reviews or partner.reviews[-1].decision == "end":
        return None
    last = partner.reviews[-1]
    return last.next_on or days_after(last.on, policy.review_every)


def asked_measures(guide: Guide, partner: Partner) -> tuple[Measure, ...]:
    """Return the measures that this partner's level asks for, and any other with a score."""
    scored = {score.measure for score in partner.scores}
    return tuple(
        measure
        for measure in guide.measures
        if is_asked_for(measure.level, partner.level) or measure.id in scored
    )


def band(value: int) -> str:
    """Return a score of 0 to 4 in words; the thirds are ours and no instrument's."""
    if value * 3 < 4:
        return "Needs work now"
    return "Needs attention" if value * 3 < 8 else "Going well"


def gap_in_words(partner: Partner, measure_id: str) -> str:
    """Return "You differ by 2" where the two newest views are that far apart, else ""."""
    views: tuple[View, View] = ("council", "partner")
    scores = [partner.latest_score(measure_id, view) for view in views]
    if scores[0] is None or scores[1] is None:
        return ""
    gap = abs(scores[0].value - scores[1].value)
    return f"You differ by {gap}" if gap >= GAP else ""
