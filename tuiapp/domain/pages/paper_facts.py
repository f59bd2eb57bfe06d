"""What papers take from a partner's record: each fact by the name that the papers call it by.

A slot tells what the record holds and nothing else. What it does not hold is None, and stands in
the paper as a place to fill in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from tuiapp.domain.choices import (
    AGREEMENT_KINDS,
    BETTERS,
    CONTACT_KINDS,
    DECISIONS,
    DEPENDENCY_KINDS,
    DIRECTIONS,
    DOCUMENT_KINDS,
    FRAMEWORKS,
    KINDS,
    LEVELS,
    STATES,
    WORKINGS,
)
from tuiapp.domain.dates import days_after, in_full
from tuiapp.domain.register.progress import is_item_asked, next_review_on
from tuiapp.domain.text import count

if TYPE_CHECKING:
    from tuiapp.domain.models.guide import Guide, Measure
    from tuiapp.domain.models.partner import Partner
    from tuiapp.domain.models.partner_parts import Agreement, PartnerDocument, Period, Review, Risk
    from tuiapp.domain.models.policy import Policy

LAST_ENTRIES: Final = 5
"""How many entries of the contact log a paper tells."""
YEAR: Final = range(360, 371)
"""How many days, more or less, are told as a year."""
OPEN_ENDED: Final = "further notice"
"""Until when an agreement runs that has no last day."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a paper is filled from.

    Attributes:
        partner: Whose paper it is.
        guide: Names benefits, items and measures.
        policy: What the council decided; None where nobody asked it.
        today: The day the paper is made; None leaves it open what has passed.
        council: What the register calls the council.
        members: The names of the bodies that are part of this one.
    """

    partner: Partner
    guide: Guide
    policy: Policy | None = None
    today: date | None = None
    council: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A fact that is told in a few words.

    Attributes:
        label: What it is called before a colon.
        what: What is to fill in where the record does not know it.
        of: Returns it; None or "" where it is not known.
        always: Whether every record should know it; else a paper leaves its line out.
        item: The checklist item it is noted with; below the level that asks for the item, a paper
            leaves its line out too.
    """

    label: str
    what: str
    of: Callable[[Known], str | None]
    always: bool = True
    item: str = ""

    def is_due(self, known: Known) -> bool:
        """Whether the record should know it, at its level of checks."""
        if not self.item:
            return self.always
        return self.always and is_item_asked(known.guide.item(self.item), known.partner)


Row = Sequence[str | None]
"""The cells of a row; None is not known, "" is room to write in."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Facts that are told in a table.

    Attributes:
        label: What the table is called where it is not alone.
        header: The heading of each column.
        of: Yields the rows.
        of_guide: Yields those of an empty paper, where the guide knows some.
    """

    label: str
    header: tuple[str, ...]
    of: Callable[[Known], Iterable[Row]]
    of_guide: Callable[[Guide], Iterable[Row]] | None = None


Slot = Words | Rows


def _field(name: str, words: Mapping[Any, str] | None = None) -> Callable[[Known], str | None]:
    """Return what reads a field of the partner, in words where it holds a fixed value."""

    def of(known: Known) -> str | None:
        value = getattr(known.partner, name)
        return None if value is None else str((words or {}).get(value, value))

    return of


def _day(day: date | None, known: Known) -> str | None:
    """Return a day that something runs until, and say where it has passed."""
    if day is None:
        return None
    passed = known.today is not None and day < known.today
    return f"{in_full(day)}, which has passed" if passed else in_full(day)


def _on(day: date | None) -> str | None:
    return in_full(day) if day else None


def _until(period: Period | None, known: Known) -> str | None:
    """Return the last day of an agreement; one that starts and has no last day has no end."""
    if period is None:
        return None
    return OPEN_ENDED if period.starts and period.ends is None else _day(period.ends, known)


def _registered(known: Known) -> str | None:
    numbers = {
        "charity": known.partner.charity_number,
        "company": known.partner.company_number,
    }
    return "; ".join(f"{kind} number {number}" for kind, number in numbers.items() if number)


def _speak_every(known: Known) -> str | None:
    """Return the longest gap agreed with the partner, else that of the council's policy."""
    agreed, policy = known.partner.speak_every, known.policy
    days = agreed or (policy.speak_every(known.partner.level) if policy else None)
    return count(days, "day") if days else None


def _speak_rule(known: Known) -> str | None:
    gap = _speak_every(known)
    whose = "as agreed with them" if known.partner.speak_every else "as the council's policy says"
    return f"every {gap} or sooner, {whose}" if gap else None


def _review_how_often(known: Known) -> str | None:
    if known.policy is None:
        return None
    days = known.policy.review_every
    return "once a year" if days in YEAR else f"every {count(days, 'day')}"


def _figures_how_often(known: Known) -> str | None:
    return f"every {count(known.policy.results_every, 'day')}" if known.policy else None


def _meetings_ahead(known: Known) -> list[str]:
    """Return the meetings that are to come, the first one first: day, time and place."""
    return [
        ", ".join(part for part in (in_full(meeting.on), meeting.at, meeting.place) if part)
        for meeting in known.partner.meetings
        if known.today is None or meeting.on >= known.today
    ]


def _meeting(place: int) -> Callable[[Known], str | None]:
    """Return what reads the next meeting, or with 1 the one after it."""
    return lambda known: next(iter(_meetings_ahead(known)[place:]), None)


def _meeting_dates(known: Known) -> str | None:
    return "; ".join(_meetings_ahead(known))


def _meetings_set(known: Known) -> str | None:
    """Return what is noted of the year's meetings, and those that are in the record."""
    return "; ".join(filter(None, (_noted("meetings-set")(known), _meeting_dates(known))))


def _collectors(known: Known) -> str | None:
    collectors = (result.collector for result in known.partner.results)
    return "; ".join(dict.fromkeys(filter(None, collectors)))


def _checked_by(known: Known) -> str | None:
    item = known.partner.checked("checks-done")
    if item is None or item.mark is None or item.mark.state != "done":
        return None
    return f"{item.mark.by}, {in_full(item.mark.on)}"


def _last_reached(known: Known) -> str | None:
    reached = [
        entry
        for entry in known.partner.log
        if entry.kind != "tried" and (known.today is None or entry.on <= known.today)
    ]
    if not reached:
        return None
    return f"{in_full(reached[-1].on)}, {CONTACT_KINDS[reached[-1].kind].casefold()}"


def _last_review(known: Known) -> Review | None:
    return known.partner.reviews[-1] if known.partner.reviews else None


def _decision(known: Known) -> str | None:
    review = _last_review(known)
    return (
        f"{DECISIONS[review.decision]}, {in_full(review.on)}. {review.reason}" if review else None
    )


def _next_review(known: Known) -> str | None:
    return _day(_next_review_on(known), known)


def _next_review_on(known: Known) -> date | None:
    if known.policy is not None:
        return next_review_on(known.partner, known.policy)
    review = _last_review(known)
    return review.next_on if review else None


def _results_named(known: Known) -> str | None:
    return "; ".join(f"{result.name} ({result.unit})" for result in known.partner.results)


def _appetite(known: Known) -> str | None:
    return str(known.policy.risk_appetite) if known.policy else None


def _agreement(known: Known, kind: str) -> Agreement | None:
    """Return the agreement of a kind that starts last."""
    found = [agreement for agreement in known.partner.agreements if agreement.kind == kind]

    def starts(agreement: Agreement) -> date:
        return (agreement.period and agreement.period.starts) or date.min

    return max(found, key=starts, default=None)


def _of_agreement(kind: str) -> dict[str, Slot]:
    """Return the slots of one kind of agreement."""

    def period(name: str) -> Callable[[Known], Any]:
        def of(known: Known) -> Any:
            agreement = _agreement(known, kind)
            return getattr(agreement.period, name, None) if agreement else None

        return of

    def ends(known: Known) -> str | None:
        agreement = _agreement(known, kind)
        return _until(agreement.period, known) if agreement else None

    def notice(known: Known) -> str | None:
        days = period("notice_days")(known)
        return None if days is None else count(days, "day")

    return {
        f"{kind}-starts": Words(
            "First day", "the first day", lambda known: _on(period("starts")(known))
        ),
        f"{kind}-ends": Words("Last day", "the last day", ends),
        f"{kind}-notice": Words("Notice", "how many days' notice", notice),
    }


def _document(known: Known, kind: str) -> PartnerDocument | None:
    """Return the document of a kind that runs longest, or was seen last."""
    found = [document for document in known.partner.documents if document.kind == kind]
    return max(
        found, key=lambda one: (one.expires or date.min, one.seen_on or date.min), default=None
    )


def _of_document(kind: str, called: str) -> dict[str, Slot]:
    """Return the slots of one kind of document."""

    def of(name: str) -> Callable[[Known], Any]:
        return lambda known: getattr(_document(known, kind), name, None)

    low = f"{called[0].lower()}{called[1:]}"
    return {
        f"{kind}-seen": Words(
            f"{called} seen on", f"when the {low} was seen", lambda known: _on(of("seen_on")(known))
        ),
        f"{kind}-until": Words(
            f"{called} runs until",
            f"until when the {low} runs, or when it is due again",
            lambda known: _day(of("expires")(known), known),
        ),
        f"{kind}-kept": Words(f"{called} kept in", f"where the {low} is kept", of("kept")),
    }


NOTED: Final[Mapping[str, tuple[str, str]]] = {
    "power-confirmed": ("Legal power", "which power legal says applies"),
    "weigh-costs": ("Costs weighed", "the costs, staff time included, and why it is worth them"),
    "chosen-why": ("Why this partner", "why this partner was chosen"),
    "interests-declared": ("Interests declared", "which interests are declared"),
    "decisions-clear": ("Who decides", "who decides what, and how it is recorded"),
    "income-agreed": ("Income", "who keeps income and what it is for"),
    "put-right": ("Putting a failure right", "who puts a failure right, and who pays"),
    "equality-data": (
        "Equality and personal data",
        "what was found on equality and on personal data",
    ),
    "exit-plan": ("Exit plan", "where the exit plan is, and what it says"),
    "shared-aims-written": ("Aims", "the shared aim, and each side's own aims"),
    "officer-time": ("Officer time", "how many officer hours, and whose job it is"),
    "small-partner-help": ("Help they are given", "what help the partner is given"),
    "comms-agreed": ("Public voice", "who speaks in public, and how work is credited"),
    "disagreement-route": ("Disagreement", "how a disagreement is settled"),
    "figures-route": ("Figures", "what the partner sends, when and in what form"),
    "partner-success": ("Success for them", "what success means for the partner"),
    "early-review": ("Early review", "what brings the review forward"),
    "gaps-talked": ("The widest gap", "what was agreed about the widest gap"),
    "learning-shared": ("What was learned", "what was learned"),
    "handover-ready": ("Where to look first", "where to find what a stranger needs first"),
}
"""The checklist items whose note a paper tells: what it is called, and what is to fill in."""


def _noted(item_id: str) -> Callable[[Known], str | None]:
    """Return what reads what is recorded of a checklist item: its note, then its evidence."""

    def of(known: Known) -> str | None:
        item = known.partner.checked(item_id)
        if item is None:
            return None
        return "; ".join(part for part in (item.note, item.evidence) if part)

    return of


def _members(known: Known) -> Iterator[Row]:
    for name in known.members:
        yield name, None, None


def _contacts(known: Known) -> Iterator[Row]:
    partner = known.partner
    yield "Council", partner.lead_officer, None, None
    if partner.deputy_officer:
        yield "Council, deputy", partner.deputy_officer, "", ""
    yield "Partner", partner.contact, partner.email, partner.phone
    for contact in partner.contacts:
        who = ", ".join(part for part in (contact.role, contact.name) if part)
        # One way to reach them is enough, so what is missing beside it is not asked for.
        other = "" if contact.email or contact.phone else None
        yield "Partner", who, contact.email or other, contact.phone or other


def _agreements(known: Known) -> Iterator[Row]:
    for agreement in known.partner.agreements:
        period = agreement.period
        days = period.notice_days if period else None
        yield (
            f"{AGREEMENT_KINDS[agreement.kind]}: {agreement.title}",
            _on(period.starts) if period else None,
            _until(period, known),
            None if days is None else count(days, "day"),
            _on(agreement.signed_on),
            agreement.kept,
        )


def _documents(known: Known) -> Iterator[Row]:
    for document in known.partner.documents:
        kind = DOCUMENT_KINDS[document.kind]
        yield (
            f"{kind}: {document.title}" if document.title else kind,
            _on(document.seen_on),
            _day(document.expires, known),
            document.kept,
        )


def _open_actions(known: Known) -> Iterator[Row]:
    for action in known.partner.actions:
        if action.done_on is None:
            yield action.title, action.owner, _day(action.due, known)


def _last_actions(known: Known) -> Iterator[Row]:
    """Yield the open actions, then what was done since the last meeting or visit."""
    met = [entry.on for entry in known.partner.log if entry.kind in ("meeting", "visit")]
    since = max(met, default=date.min)
    for action in known.partner.actions:
        if action.done_on is None:
            yield action.title, action.owner, _day(action.due, known), "Open"
    for action in known.partner.actions:
        if action.done_on is not None and action.done_on >= since:
            done = f"Done {in_full(action.done_on)}"
            yield action.title, action.owner, _on(action.due) or "", done


def _results(known: Known) -> Iterator[Row]:
    from tuiapp.domain.register.results import (
        number_in_words,  # pydantic: only a filled paper needs it
    )

    for result in known.partner.results:
        last = result.readings[-1] if result.readings else None
        figures = (result.baseline, result.target, last.value if last else None)
        start, target, newest = (None if f is None else number_in_words(f) for f in figures)
        yield (
            f"{result.name} ({BETTERS[result.better].casefold()} is better)",
            result.unit,
            start,
            target,
            _on(result.due),
            f"{newest}, {in_full(last.on)}" if last else None,
        )


def _result_makers(known: Known) -> Iterator[Row]:
    for result in known.partner.results:
        yield result.name, result.collector, result.source, "", ""


def _scores(known: Known) -> Iterator[Row]:
    from tuiapp.domain.register.progress import asked_measures, gap_in_words

    for measure in asked_measures(known.guide, known.partner):
        views = [known.partner.latest_score(measure.id, view) for view in ("council", "partner")]
        told = [f"{score.value}, {in_full(score.on)}" if score else None for score in views]
        yield measure.name, *told, gap_in_words(known.partner, measure.id)


def _measures(known: Known) -> Iterator[Row]:
    from tuiapp.domain.register.progress import asked_measures

    return _looks(asked_measures(known.guide, known.partner))


def _looks(measures: Iterable[Measure]) -> Iterator[Row]:
    """Yield what scores look like, with room for the partner's own; ours would lead it."""
    for one in measures:
        yield f"{one.name}. {one.question}", one.at_0, one.at_2, one.at_4, "", ""


def _by_score(risks: Iterable[Risk]) -> list[Risk]:
    return sorted(risks, key=lambda risk: (-risk.score, risk.title.casefold()))


def _risks(known: Known) -> Iterator[Row]:
    for risk in _by_score(risk for risk in known.partner.risks if risk.closed_on is None):
        yield (
            risk.title,
            str(risk.likelihood),
            str(risk.impact),
            str(risk.score),
            risk.owner,
            risk.response,
            _day(risk.look_again, known),
        )


def _closed_risks(known: Known) -> Iterator[Row]:
    closed = [risk for risk in known.partner.risks if risk.closed_on is not None]
    for risk in closed:
        yield risk.title, str(risk.score), _on(risk.closed_on)
    if not closed:
        yield "None is recorded", "", ""


def _dependencies(known: Known) -> Iterator[Row]:
    for rests in known.partner.dependencies:
        ended = f"ended {in_full(rests.ended_on)}" if rests.ended_on else _day(rests.ends, known)
        yield DEPENDENCY_KINDS[rests.kind], rests.title, ended


def _money(known: Known) -> Iterator[Row]:
    for entry in known.partner.money:
        amount = f"{entry.amount:,.2f} pounds"
        yield in_full(entry.on), DIRECTIONS[entry.direction], entry.title, amount


def _benefits(known: Known) -> Iterator[Row]:
    headings = {benefit.id: benefit.heading for benefit in known.guide.benefits}
    for brought in known.partner.benefits:
        yield headings.get(brought.id, brought.id), brought.evidence, in_full(brought.on)


def _reviews(known: Known) -> Iterator[Row]:
    for review in reversed(known.partner.reviews):
        yield in_full(review.on), DECISIONS[review.decision], review.reason, review.by


def _log(known: Known) -> Iterator[Row]:
    for entry in known.partner.log[: -LAST_ENTRIES - 1 : -1]:
        yield in_full(entry.on), CONTACT_KINDS[entry.kind], entry.note


def _stages(known: Known) -> Iterator[Row]:
    from tuiapp.domain.register.progress import stage_progress

    for stage in known.guide.stages:
        progress = stage_progress(stage, known.partner)
        yield stage.heading, f"{progress.done} of {progress.asked}"


def _items_left(known: Known) -> Iterator[Row]:
    from tuiapp.domain.register.progress import asked_items
    from tuiapp.domain.register.recorded_facts import facts_missing_if_done, not_recorded

    partner = known.partner
    asked = [item for stage in known.guide.stages for item in asked_items(stage, partner)]
    left = False
    for item in asked:
        state, missing = partner.state_of(item.id), facts_missing_if_done(item, partner)
        if state in ("todo", "doing") or missing:
            left = True
            yield item.heading, f"Done, but {not_recorded(missing)}" if missing else STATES[state]
    if not left:
        yield "Nothing that is asked for", ""


def _dates(known: Known) -> Iterator[Row]:
    """Yield every day to come on which something ends or is due, the first day first."""
    for day, what in sorted(_days(known)):
        if known.today is None or day >= known.today:
            yield in_full(day), what


def _dates_passed(known: Known) -> Iterator[Row]:
    """Yield the days that have passed and that nothing in the record has settled."""
    passed = [(day, what) for day, what in _days(known) if known.today and day < known.today]
    for day, what in sorted(passed):
        yield in_full(day), what
    if not passed:
        yield "None", ""


def _days(known: Known) -> Iterator[tuple[date, str]]:
    """Yield every day the record says something ends or is due, with what it is."""
    from tuiapp.domain.register.results import (
        has_reached_target,  # pydantic: only a filled paper needs it
    )

    partner = known.partner
    yield from _ends(partner)
    yield from (
        (action.due, f"Action: {action.title}")
        for action in partner.actions
        if action.due and action.done_on is None
    )
    yield from (
        (risk.look_again, f"Look again at the risk: {risk.title}")
        for risk in partner.risks
        if risk.look_again and risk.closed_on is None
    )
    yield from (
        (result.due, f"Target date: {result.name}")
        for result in partner.results
        if result.due and not has_reached_target(result)
    )
    yield from (
        (meeting.on, f"Meeting: {meeting.title}")
        for meeting in partner.meetings
        if known.today is None or meeting.on >= known.today
    )
    if day := _next_review_on(known):
        yield day, "Next review"


def _ends(partner: Partner) -> Iterator[tuple[date, str]]:
    """Yield the last days of agreements and their notice, of documents and dependencies."""
    for agreement in partner.agreements:
        period, title = agreement.period, f"{AGREEMENT_KINDS[agreement.kind]}: {agreement.title}"
        if period and period.ends:
            yield period.ends, f"{title} ends"
            if period.notice_days:
                notice = days_after(period.ends, -period.notice_days)
                yield notice, f"Last day for notice on {title}"
    called = [(one.title or DOCUMENT_KINDS[one.kind], one.expires) for one in partner.documents]
    # They stand in order of day: of two certificates of one kind only the later one is told.
    last = {name: expires for name, expires in called if expires}
    yield from ((expires, f"{name} runs out") for name, expires in last.items())
    for rests in partner.dependencies:
        if rests.ends and rests.ended_on is None:
            yield rests.ends, f"{DEPENDENCY_KINDS[rests.kind]} may end: {rests.title}"


SLOTS: Final[Mapping[str, Slot]] = {
    "council": Words("Council", "the council's name", lambda known: known.council),
    "name": Words("Partner", "the partner's name", _field("name")),
    "framework": Words("Framework", "which of the 3 frameworks", _field("framework", FRAMEWORKS)),
    "kind": Words("Kind of body", "what kind of body it is", _field("kind", KINDS)),
    "registered": Words(
        "Registered as", "the charity or company number, or that there is none", _registered
    ),
    "level": Words("Level of checks", "the level of checks", _field("level", LEVELS)),
    "level-reason": Words("Why this level", "why this level", _field("level_reason"), always=False),
    "counts-because": Words(
        "Counts as a partnership because", "why it counts", _field("counts_because"), always=False
    ),
    "purpose": Words("Purpose", "why this is a partnership, in 2 lines", _field("purpose")),
    "place": Words("Place", "the sites or wards", _field("place")),
    "ward": Words("Ward", "the wards", _field("ward"), always=False),
    "priority": Words("Council priority", "the council priority it serves", _field("priority")),
    "greening-plan": Words("Greening plan", "the plan it serves", _field("greening_plan")),
    "service": Words("Service", "the council team", _field("service")),
    "lead-officer": Words("Lead officer", "the council's lead officer", _field("lead_officer")),
    "lead-member": Words("Lead member", "the councillor who leads", _field("lead_member")),
    "contact": Words("Partner's contact", "the partner's contact", _field("contact")),
    "email": Words("E-mail", "the partner's e-mail address", _field("email")),
    "phone": Words("Telephone", "the partner's telephone number", _field("phone")),
    "web": Words("Web address", "the partner's web address", _field("web"), always=False),
    "working-now": Words(
        "How closely we work", "how closely", _field("working_now", WORKINGS), always=False
    ),
    "working-wanted": Words(
        "How closely we want to", "how closely", _field("working_wanted", WORKINGS), always=False
    ),
    "exit-arrangements": Words(
        "Exit arrangements",
        "what happens to land, kit, staff, data and money",
        _field("exit_arrangements"),
    ),
    "notes": Words("Notes", "anything else, facts only", _field("notes")),
    "deputy-officer": Words(
        "Deputy officer", "who stands in for the lead officer", _field("deputy_officer")
    ),
    "review-how-often": Words("Reviews", "how often it is reviewed", _review_how_often),
    "figures-how-often": Words("Figures", "how often", _figures_how_often),
    "next-meeting": Words("Next meeting", "day, time and place", _meeting(0)),
    "meeting-after": Words(
        "The meeting after", "day, time and place of the next meeting", _meeting(1)
    ),
    "meeting-dates": Words("Meetings", "the dates set for meetings and walks", _meeting_dates),
    "collectors": Words("Who collects figures", "does it", _collectors),
    "checked-by": Words("Checked by", "who checked it, and on which day", _checked_by),
    "speak-every": Words("How often we speak", "how many days at most", _speak_every),
    "speak-rule": Words("How often we speak", "how often you speak", _speak_rule),
    "last-reached": Words("Last reached", "when somebody was last reached", _last_reached),
    "last-decision": Words("Last review", "what the last review decided, and why", _decision),
    "next-review": Words("Next review", "when the next review is", _next_review),
    "results-named": Words("What we count", "which results are counted", _results_named),
    "risk-appetite": Words("Highest risk we carry", "the highest risk we carry", _appetite),
    **_of_agreement("memorandum"),
    **_of_agreement("terms-of-reference"),
    **_of_document("insurance", "Insurance certificate"),
    **_of_document("safeguarding", "Safeguarding policy"),
    **_of_document("constitution", "Constitution"),
    **_of_document("accounts", "Accounts"),
    **_of_document("annual-meeting", "Minutes of the yearly meeting"),
    **{
        f"noted-{item}": Words(label, what, _noted(item), item=item)
        for item, (label, what) in NOTED.items()
    },
    "noted-meetings-set": Words(
        "Meetings", "the dates set for meetings and walks", _meetings_set, item="meetings-set"
    ),
    "members": Rows("Members", ("Member", "Who attends", "What it brings"), _members),
    "contacts": Rows("Contacts", ("Side", "Contact", "E-mail", "Telephone"), _contacts),
    "agreements": Rows(
        "Agreements",
        ("Agreement", "From", "Until", "Notice", "Signed on", "Where it is kept"),
        _agreements,
    ),
    "documents": Rows(
        "Documents", ("Document", "Seen on", "Runs until", "Where it is kept"), _documents
    ),
    "open-actions": Rows("Open actions", ("Action", "Who", "By"), _open_actions),
    "last-actions": Rows("Actions", ("Action", "Who", "By", "Where it stands"), _last_actions),
    "results": Rows(
        "Results", ("Result", "Unit", "Start figure", "Target", "By", "Last figure"), _results
    ),
    "result-makers": Rows(
        "Figures",
        ("Result", "Who collects it", "Where it comes from", "Your figure", "Date of your figure"),
        _result_makers,
    ),
    "scores": Rows(
        "How we work together, 0 to 4", ("Measure", "Council view", "Partner view", "Gap"), _scores
    ),
    "measures": Rows(
        "Scores",
        ("Measure", "0 looks like", "2 looks like", "4 looks like", "Your score", "Why"),
        _measures,
        lambda guide: _looks(guide.measures),
    ),
    "risks": Rows(
        "Open risks",
        (
            *("Risk", "How likely, 1 to 4", "How serious, 1 to 4", "Score"),
            *("Owner", "What we do", "Look again"),
        ),
        _risks,
    ),
    "closed-risks": Rows("Closed risks", ("Risk", "Score when closed", "Closed on"), _closed_risks),
    "dependencies": Rows(
        "What it rests on", ("Kind", "What it rests on", "Expected end"), _dependencies
    ),
    "money": Rows("Money", ("Date", "Which way", "What for", "Amount"), _money),
    "benefits": Rows("Benefits", ("Benefit", "Evidence", "Date"), _benefits),
    "reviews": Rows("Reviews", ("Date", "Decision", "Reason", "Who decided"), _reviews),
    "last-entries": Rows("Contact log", ("Date", "How", "What was said"), _log),
    "stages": Rows("Checklist by stage", ("Stage", "Done"), _stages),
    "items-left": Rows("Checklist items left", ("Item", "Where it is"), _items_left),
    "dates": Rows("Dates ahead", ("Day", "What"), _dates),
    "dates-passed": Rows("Dates that have passed", ("Day", "What"), _dates_passed),
}
"""Every fact that papers name."""
