"""What a partner asks of us: one rule a kind of need, each a function of partner, policy and today.

A need says what, since when, why and what to do. It belongs to a group by what happens if nobody
does anything; within a group the latest against its own rhythm comes first.

No rule guesses a day that nobody has entered. So a partner that was never reviewed has no review
overdue, but is told as one for which none is planned; and one with an empty contact log is not
quiet, for nothing says when that began.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from tuiapp.domain.choices import AGREEMENT_KINDS, DEPENDENCY_KINDS, DOCUMENT_KINDS, VIEWS, View
from tuiapp.domain.dates import days_after, in_full
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.models.partner_parts import Score
from tuiapp.domain.models.policy import Policy
from tuiapp.domain.register.progress import GAP, next_review_on
from tuiapp.domain.register.recorded_facts import in_words, missing_facts, where_to_record
from tuiapp.domain.register.results import has_reached_target, number_in_words
from tuiapp.domain.text import count

if TYPE_CHECKING:
    from tuiapp.domain.models.guide import Guide

Group = Literal["must-do", "promised", "gone-quiet", "tidy-up"]

GROUPS: Final[dict[Group, str]] = {
    "must-do": "Must do",
    "promised": "Promised",
    "gone-quiet": "Gone quiet",
    "tidy-up": "Tidy up",
}
"""By consequence: safety, law, money and notice first."""
PLACES: Final = {group: number for number, group in enumerate(GROUPS)}
"""Where each group stands among them."""
MET: Final = ("meeting", "visit")
"""The kinds of log entry that tell of a meeting."""
UNREADABLE: Final = "unreadable"
"""The id of the need of a partner that cannot be read; it cannot be put off."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a partner needs from us.

    Attributes:
        id: What it is put off by: the rule and what it is about.
        group: What happens if nobody does anything.
        kind: The rule, in words that lines of one kind share.
        what: What is the matter and since when, in a few words.
        since: The day it began to be so, or will be; None where nobody can tell.
        why: Why that matters, in a sentence.
        todo: What to do.
        part: The part of the record in which it is done; "" for the partner's own fields.
        item_id: The item it is about; "" where it is about none.
        late: How late it is, as a share of its own rhythm; below 0 is not yet.
        measure: The id of the measure it is about; `what` then begins with its name.
    """

    id: str
    group: Group
    kind: str
    what: str
    since: date | None
    why: str
    todo: str
    part: str = ""
    item_id: str = ""
    late: float = 0.0
    measure: str = ""


Rule = Callable[[Partner, Policy, date], Iterable[Need]]


def needs_of(
    partner: Partner, policy: Policy, today: date, guide: Guide | None = None
) -> list[Need]:
    """Return what a partner needs now, what was put off left out; nothing unless it is accepted.

    Args:
        partner: Whose needs.
        policy: What the council decided for all of its partners.
        today: Today's date.
        guide: Names the measures, and says what checklist items rest on; None leaves both out.
    """
    if not partner.is_active:
        return []
    waiting = {item.id for item in partner.put_off if item.until > today}
    found = [need for rule in RULES for need in rule(partner, policy, today)]
    if guide is not None:
        found += done_without_record(partner, guide)
    names = {measure.id: measure.name for measure in guide.measures} if guide else {}
    return sorted((_named(need, names) for need in found if need.id not in waiting), key=place)


def place(need: Need) -> tuple[int, float, date]:
    """Return what needs are sorted by: the group, then the latest first."""
    return PLACES[need.group], -need.late, need.since or date.max


def unreadable(reason: str, todo: str) -> Need:
    """Return the need of a partner that cannot be read, so that nobody can tell what it needs.

    Args:
        reason: Why it cannot be read.
        todo: How that is put right.
    """
    return Need(
        UNREADABLE,
        "must-do",
        "Cannot be read",
        f"cannot be read: {reason.removesuffix('.')}",
        None,
        "As long as it cannot be read, nothing tells what it needs.",
        todo,
        late=math.inf,
    )


def _named(need: Need, names: Mapping[str, str]) -> Need:
    """Return a need with the name of the measure that it is about."""
    if not need.measure:
        return need
    name = names.get(need.measure) or need.measure.replace("-", " ").capitalize()
    return replace(need, what=f"{name}: {need.what}")


def documents_ending(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """A document that has expired or soon will, unless a later one of its sort was seen."""
    newest: dict[tuple[str, str], date] = {}
    for item in partner.documents:  # by expiry, so that the last one of a sort stays
        if item.expires is not None:
            newest[item.kind, (item.title or "").casefold()] = item.expires
    for item in partner.documents:
        if item.expires is None or item.expires > days_after(today, policy.warn_days):
            continue
        if item.expires < newest[item.kind, (item.title or "").casefold()]:
            continue
        name = item.title or DOCUMENT_KINDS[item.kind]
        is_over = item.expires < today
        yield Need(
            f"document-{item.id}",
            "must-do",
            "Document ending",
            f"{name} {_ended_or_ends(item.expires, today)}",
            item.expires,
            "Without it nobody pays if something goes wrong."
            if item.kind == "insurance"
            else "We rely on it, so it has to be current.",
            "Ask for the new one, see it, and note its end."
            if is_over
            else "Ask for the new one now.",
            "documents",
            item.id,
            _late(item.expires, today, policy.warn_days),
        )


def agreements_ending(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """An agreement that has run out, soon will, or whose notice is about to pass."""
    for item in partner.agreements:
        period = item.period
        if period is None or period.ends is None:
            continue
        notice = period.notice_days or 0
        last_day = days_after(period.ends, -notice)
        if last_day > days_after(today, policy.warn_days):
            continue
        name = f"{AGREEMENT_KINDS[item.kind]} '{item.title}'"
        if notice and last_day >= today:
            what = f"{name}: notice by {in_full(last_day)}{_within(last_day, today)}"
            todo = "Decide whether it goes on, and say so in time."
        elif notice and period.ends >= today:
            what = f"{name}: inside its notice, ends {in_full(period.ends)}"
            todo = "Agree what happens after its end."
        else:
            what = f"{name} {_ended_or_ends(period.ends, today)}"
            todo = "Enter its new end, or take it out: the history keeps it."
        yield Need(
            f"agreement-{item.id}",
            "must-do",
            "Agreement ending",
            what,
            last_day,
            "After its end nothing says who does what and who pays.",
            todo,
            "agreements",
            item.id,
            _late(last_day, today, policy.warn_days),
        )


def risks_above_appetite(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """An open risk that scores higher than the council is willing to carry."""
    for item in partner.risks:
        if item.closed_on is None and item.score > policy.risk_appetite:
            yield Need(
                f"risk-{item.id}",
                "must-do",
                "Risk above appetite",
                f"Risk '{item.title}': {item.score} of 16, above our {policy.risk_appetite}",
                None,
                "It is more than the council's policy lets us carry.",
                "Make it less likely or less bad, or ask who may accept it.",
                "risks",
                item.id,
                item.score / max(1, policy.risk_appetite) - 1,
            )


def early_review(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """Something the partnership rests on has ended since its last review."""
    last = max((review.on for review in partner.reviews), default=date.min)
    for item in partner.dependencies:
        if item.ended_on is not None and last < item.ended_on <= today:
            kind = DEPENDENCY_KINDS[item.kind].casefold()
            yield Need(
                f"dependency-{item.id}",
                "must-do",
                "Early review",
                f"The {kind} '{item.title}' ended {in_full(item.ended_on)}",
                item.ended_on,
                "What the partnership rests on is gone.",
                "Review it now: continue, change, merge or end.",
                "reviews",
                "",
                _late(item.ended_on, today, 30),
            )


def actions_due(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """An action that is overdue or due within days."""
    for item in partner.actions:
        if item.done_on is not None or item.due is None:
            continue
        if item.due <= days_after(today, policy.action_soon):
            word = "overdue, due" if item.due < today else "due"
            yield Need(
                f"action-{item.id}",
                "promised",
                "Action due",
                f"{item.title}: {word} {in_full(item.due)}",
                item.due,
                f"{item.owner} said it would be done." if item.owner else "It was promised.",
                "Do it, or say when it will be done.",
                "actions",
                item.id,
                _late(item.due, today, policy.action_soon),
            )


def meetings_due(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """A meeting within days, or one that has been and of which nothing was logged.

    Nothing is asked once a meeting or visit of that day or a later one stands in the contact log.
    """
    held = max(
        (entry.on for entry in partner.log if entry.kind in MET and entry.on <= today),
        default=date.min,
    )
    for item in partner.meetings:
        if item.on > days_after(today, policy.action_soon) or item.on <= held:
            continue
        is_over = item.on < today
        when = f"{in_full(item.on)}, {item.at}" if item.at and not is_over else in_full(item.on)
        yield Need(
            f"meeting-{item.id}",
            "promised",
            "Meeting",
            f"Meeting '{item.title}' {'was' if is_over else 'is'} {when}",
            item.on,
            "What nobody wrote down is soon forgotten."
            if is_over
            else "Who comes ought to know what it is about.",
            "Log what was said, or take it out." if is_over else "Send the agenda.",
            "meetings",
            item.id,
            _late(item.on, today, policy.action_soon),
        )


def gone_quiet(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """Nobody was reached for longer than agreed; a call that was not answered does not count.

    Where nobody was ever reached, the gap is counted from the first try.
    """
    gap = partner.speak_every or policy.speak_every(partner.level)
    entries = [entry for entry in partner.log if entry.on <= today]
    reached = [entry.on for entry in entries if entry.kind != "tried"]
    tried = [entry.on for entry in entries if entry.kind == "tried"]
    last = max(reached, default=min(tried, default=today))
    days = (today - last).days
    if days <= gap:
        return
    if reached:
        what = f"Last reached {in_full(last)}, {count(days, 'day')} ago"
        what += f"; tried {in_full(max(tried))}" if tried and max(tried) > last else ""
    else:
        what = f"Not reached yet; tried since {in_full(last)}, {count(days, 'day')} ago"
    yield Need(
        "gone-quiet",
        "gone-quiet",
        "Gone quiet",
        what,
        days_after(last, gap),
        f"We said we would speak every {count(gap, 'day')} or sooner.",
        "Ring, and log the call.",
        "log",
        "",
        days / gap - 1,
    )


def review_due(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """The next review is due, by its own date or by the policy's rhythm after the last one.

    A partner that was never reviewed is told by `no_review_planned`: no day is kept on which it
    was accepted, from which a first review could be counted.
    """
    due = next_review_on(partner, policy)
    if due is not None and due <= today:
        yield Need(
            "review-due",
            "promised",
            "Review due",
            f"Review {'due' if due >= today else 'overdue, due'} {in_full(due)}",
            due,
            "Costs and benefits change: somebody has to say that it goes on.",
            "Decide to continue, change, merge or end, with the reason.",
            "reviews",
            "",
            _late(due, today, policy.review_every),
        )


def targets_missed(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """A result whose target date has passed, and whose newest figure is not there yet."""
    for item in partner.results:
        if item.target is None or item.due is None:
            continue
        if item.due >= today or has_reached_target(item):
            continue
        aim = f"{number_in_words(item.target)} {item.unit} by {in_full(item.due)}"
        newest = number_in_words(item.readings[-1].value) if item.readings else "no figure"
        yield Need(
            f"target-{item.id}",
            "promised",
            "Target not reached",
            f"{item.name}: {aim} not reached, {newest} so far",
            item.due,
            "Both sides agreed to reach it by then.",
            "Enter the last figure, or agree another target or date.",
            "results",
            item.id,
            _late(item.due, today, policy.results_every),
        )


def results_out_of_date(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """A result without a figure for longer than the policy allows."""
    for item in partner.results:
        newest = item.readings[-1].on if item.readings else item.baseline_on
        if newest is None:
            continue
        due = days_after(newest, policy.results_every)
        if due < today:
            yield Need(
                f"result-{item.id}",
                "tidy-up",
                "Result out of date",
                f"{item.name}: out of date since {in_full(due)}",
                due,
                "An old figure tells nobody how it goes.",
                f"Ask {item.collector or 'who collects it'} for the figure.",
                "results",
                item.id,
                _late(due, today, policy.results_every),
            )


def scores_dropped(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """A relationship score that is lower than the one before it in the same view."""
    for measure, view, scores in _series(partner):
        if len(scores) > 1 and scores[-1].value < scores[-2].value:
            now, before = scores[-1], scores[-2]
            yield Need(
                f"drop-{measure}-{view}-{now.on.isoformat()}",
                "tidy-up",
                "Score dropped",
                f"{VIEWS[view].casefold()} fell from {before.value} to {now.value}, "
                f"{in_full(now.on)}",
                now.on,
                "A falling score is easier to talk about now than later.",
                "Ask what changed, and agree one action.",
                "scores",
                "",
                (before.value - now.value) / 4,
                measure,
            )


def views_differ(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """The two newest views of a measure are two or more points apart."""
    newest = {(measure, view): scores[-1] for measure, view, scores in _series(partner)}
    for (measure, view), score in newest.items():
        other = newest.get((measure, "partner"))
        if view == "council" and other is not None and abs(score.value - other.value) >= GAP:
            gap = abs(score.value - other.value)
            since = max(score.on, other.on)
            yield Need(
                f"gap-{measure}-{since.isoformat()}",
                "tidy-up",
                "Views differ",
                f"you differ by {gap} since {in_full(since)}",
                since,
                "One side sees something that the other does not.",
                "Talk about the widest gap first.",
                "scores",
                "",
                gap / 4,
                measure,
            )


def _series(partner: Partner) -> Iterator[tuple[str, View, Sequence[Score]]]:
    """Yield each measure and view with its scores, oldest first."""
    series: dict[tuple[str, View], list[Score]] = {}
    for score in partner.scores:
        series.setdefault((score.measure, score.view), []).append(score)
    for (measure, view), scores in series.items():
        yield measure, view, scores


def no_exit_plan(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """From standard on, or where the spotter asks for it, nobody has written how it ends."""
    has_plan = partner.exit_arrangements or partner.state_of("exit-plan") == "done"
    is_asked = partner.level != "light" or partner.is_also_asked("exit-plan")
    if is_asked and not has_plan:
        yield Need(
            "no-exit-plan",
            "tidy-up",
            "No exit plan",
            "No exit plan",
            None,
            "If it ends in a hurry, nobody knows who has the keys, money and staff.",
            "Write down notice, land, kit, staff, data and money.",
        )


def no_owner(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """Nobody leads for the council."""
    if not partner.lead_officer:
        yield Need(
            "no-owner",
            "tidy-up",
            "No lead officer",
            "No lead officer",
            None,
            "What is everybody's job is nobody's.",
            "Name the post that leads for the council.",
        )


def no_framework(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """Nobody has said which of the three frameworks it is."""
    if not partner.framework:
        yield Need(
            "no-framework",
            "tidy-up",
            "No framework",
            "No framework",
            None,
            "The framework decides what to agree and what to watch out for.",
            "Say which of the three it is.",
        )


def no_review_planned(partner: Partner, policy: Policy, today: date) -> Iterator[Need]:
    """Nobody has ever reviewed it, so that no day is known on which somebody will."""
    if not partner.reviews:
        yield Need(
            "no-review-planned",
            "tidy-up",
            "No review planned",
            "Never reviewed, and no review is planned",
            None,
            "Without a day for it nobody asks whether it is still worth the work.",
            "Review it, and say when the next one is due.",
            "reviews",
        )


def done_without_record(partner: Partner, guide: Guide) -> Iterator[Need]:
    """A checklist item that is done while the register lacks a fact that it rests on."""
    done = {held.id for held in partner.checklist if held.mark and held.mark.state == "done"}
    for item in guide.items if done else ():
        facts = missing_facts(item, partner) if item.id in done else ()
        if not facts:
            continue
        is_urgent = any(fact.is_urgent for fact in facts)
        yield Need(
            f"unrecorded-{item.id}",
            "must-do" if is_urgent else "tidy-up",
            "Done, but not recorded",
            f"Not recorded: {in_words(facts)}, though '{item.heading}' is done",
            None,
            "A tick alone tells nobody, and nothing can warn you in time.",
            f"Record it {where_to_record(facts)}, or set the item back to do.",
            facts[0].part,
        )


RULES: Final[tuple[Rule, ...]] = (
    documents_ending,
    agreements_ending,
    risks_above_appetite,
    early_review,
    actions_due,
    meetings_due,
    targets_missed,
    review_due,
    gone_quiet,
    results_out_of_date,
    scores_dropped,
    views_differ,
    no_exit_plan,
    no_owner,
    no_framework,
    no_review_planned,
)
"""Every rule; each stands for itself."""


def _ended_or_ends(day: date, today: date) -> str:
    if day < today:
        return f"ended {in_full(day)}"
    if day == today:
        return f"ends today, {in_full(day)}"
    return f"ends {in_full(day)}{_within(day, today)}"


def _within(day: date, today: date) -> str:
    """Return within how many days a day to come is, by thirties; "" where that is far off."""
    left = (day - today).days
    return next((f", within {days} days" for days in (30, 60, 90) if left <= days), "")


def _late(due: date, today: date, rhythm: int) -> float:
    """Return how late something is as a share of its own rhythm in days."""
    return (today - due).days / max(1, rhythm)
