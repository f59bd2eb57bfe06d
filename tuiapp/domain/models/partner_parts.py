"""What a partner's record is made of: collections of items, each kept by id.

Title and description of a field are its label and help on forms, as for a partner itself; a field
without a title is not edited as such. Dates are days; money is pounds.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, StrictInt, model_validator

from tuiapp.domain.changes.edits import Unit
from tuiapp.domain.choices import (
    AgreementKind,
    Better,
    ContactKind,
    Decision,
    DependencyKind,
    Direction,
    DocumentKind,
    State,
    View,
)
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.base import Id, Item, Keyed, Line, Prose, UnitEntry
from tuiapp.domain.models.field_types import (
    ClockTime,
    Email,
    Figure,
    HappenedOn,
    NoticeDays,
    PlannedOn,
    Pounds,
    SignedOn,
    StartedOn,
)

SCALE: Final = "0 to 4"
"""The scale of relationship scores, stored with each of them; 4 is always good."""


class Mark(UnitEntry):
    """Where a checklist item is, who said so and when; one value that changes as a whole."""

    unit: ClassVar[Unit] = Unit(stamps=("by", "on"), agree_on=("state",))

    state: State
    by: Line
    on: HappenedOn
    reason: Line | None = None
    """Why the item does not apply; every item marked so needs one."""

    @model_validator(mode="after")
    def _reason_where_needed(self) -> Mark:
        if self.state == "not-applicable" and not self.reason:
            raise ValueError("an item that is not applicable needs a reason; write a few words")
        return self


class CheckedItem(Item):
    """What is recorded of one checklist item; its id is the item's in the guide."""

    mark: Mark | None = None
    note: Prose | None = None
    evidence: Line | None = None
    """Where the proof is: a document's name and place."""


class Score(Item):
    """One view of how well something goes, on one day; the newest of a view counts.

    Its id is made of measure, view and day.
    """

    display_order: ClassVar[tuple[str, ...]] = ("on", "measure", "view", "id")

    measure: Id
    view: View
    value: Annotated[StrictInt, Field(ge=0, le=4)]
    scale: Literal["0 to 4"] = SCALE
    on: HappenedOn
    by: Line
    """Who entered it."""
    note: Prose | None = None


class MoneyEntry(Item):
    """Money or help that went one way on one day."""

    display_order: ClassVar[tuple[str, ...]] = ("on", "title", "id")

    direction: Direction = Field("given", title="Direction", description="Which way it went.")
    title: Line = Field(title="What for", description="Such as a grant's name.")
    amount: Pounds = Field(title="Amount in pounds", description="Such as 1250 or 1250.50.")
    on: HappenedOn = Field(title="Date", description="The day it was given or agreed.")
    source: Line | None = Field(
        None, title="Source", description="Where the figure comes from, such as an award letter."
    )


class Contact(Item):
    """Somebody at the partner beside the main contact, by role."""

    display_order: ClassVar[tuple[str, ...]] = ("role", "id")

    role: Line = Field(title="Role", description="The role first, such as Treasurer.")
    name: Line | None = Field(None, title="Name", description="Only where the role is not enough.")
    email: Email | None = Field(None, title="E-mail", description="A work address.")
    phone: Line | None = Field(None, title="Telephone", description="A work number.")


class Period(UnitEntry):
    """From when to when something runs, and the notice that ends it; one value."""

    starts: StartedOn | None = Field(None, title="Starts", description="The first day.")
    ends: PlannedOn | None = Field(
        None, title="Ends", description="The last day; empty for no end."
    )
    notice_days: NoticeDays | None = Field(
        None, title="Notice in days", description="How long before the end it must be said."
    )

    @model_validator(mode="after")
    def _end_after_start(self) -> Period:
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError("it ends before it starts; change one of the two days")
        return self


class Agreement(Item):
    """What was agreed and signed; a partner may have several."""

    display_order: ClassVar[tuple[str, ...]] = ("title", "id")

    kind: AgreementKind = Field("memorandum", title="Kind", description="What sort it is.")
    title: Line = Field(title="Title", description="What it is called.")
    period: Period | None = None
    kept: Line | None = Field(
        None, title="Where it is kept", description="A file reference or a folder."
    )
    signed_on: SignedOn | None = Field(None, title="Signed on", description="Empty until it is.")


class PartnerDocument(Item):
    """A paper of the partner's that was seen, and when it must be seen again."""

    display_order: ClassVar[tuple[str, ...]] = ("expires", "kind", "id")

    kind: DocumentKind = Field("insurance", title="Kind", description="What sort it is.")
    title: Line | None = Field(None, title="Title", description="Where the kind is not enough.")
    seen_on: HappenedOn | None = Field(None, title="Seen on", description="When we last saw it.")
    expires: PlannedOn | None = Field(
        None, title="Runs until", description="The day it expires, or is due again."
    )
    kept: Line | None = Field(None, title="Where it is kept", description="A file or a folder.")


class BenefitBrought(Item):
    """A benefit the partner brings; its id is the benefit's in the guide."""

    evidence: Line = Field(title="Evidence", description="One line: how we know.")
    on: HappenedOn = Field(title="Date", description="When that was so.")


Points = Annotated[int, Field(ge=1, le=4)]


class Risk(Item):
    """What may go wrong: likelihood by impact, 1 to 4 each, and what we do about it."""

    display_order: ClassVar[tuple[str, ...]] = ("title", "id")

    title: Line = Field(title="Risk", description="What may happen, in one line.")
    pitfall: Id | None = Field(
        None, title="Watch out for", description="Which pitfall in the guide it is one of."
    )
    likelihood: Points = Field(2, title="Likelihood", description="1 unlikely to 4 very likely.")
    impact: Points = Field(2, title="Impact", description="1 minor to 4 severe.")
    owner: Line | None = Field(None, title="Owner", description="The post that looks after it.")
    response: Prose | None = Field(
        None, title="What we do", description="To make it less likely or less bad."
    )
    look_again: PlannedOn | None = Field(None, title="Look again", description="When it is due.")
    closed_on: HappenedOn | None = Field(
        None, title="Closed on", description="Empty while it is open."
    )

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 16."""
        return self.likelihood * self.impact


class Dependency(Item):
    """Something the partnership rests on, which may end."""

    display_order: ClassVar[tuple[str, ...]] = ("kind", "title", "id")

    kind: DependencyKind = Field("funder", title="Kind", description="What it rests on.")
    title: Line = Field(title="Which", description="Such as a fund or a lease.")
    ends: PlannedOn | None = Field(None, title="Expected end", description="Where it is known.")
    ended_on: HappenedOn | None = Field(
        None, title="Ended on", description="Filled in, it brings the review forward."
    )


class Action(Item):
    """Something that was promised, with who does it and by when."""

    display_order: ClassVar[tuple[str, ...]] = ("due", "title", "id")

    title: Line = Field(title="Action", description="What is to be done.")
    owner: Line | None = Field(None, title="Owner", description="The post that does it.")
    due: PlannedOn | None = Field(None, title="Due", description="Such as fri, +7d or 22/11.")
    done_on: HappenedOn | None = Field(None, title="Done on", description="Empty until it is.")


class ContactMade(Item):
    """A call, message, meeting or visit; a call that was not answered is `tried`."""

    display_order: ClassVar[tuple[str, ...]] = ("on", "id")

    kind: ContactKind = Field("call", title="Kind", description="An attempt is not a contact.")
    note: Prose = Field(title="What was said", description="Facts only: notes can be disclosed.")
    on: HappenedOn = Field(title="Date", description="Such as today, fri or 22/11.")
    by: Line
    """Who entered it."""


class Meeting(Item):
    """A meeting or visit that is to come, or of which nothing was logged yet."""

    display_order: ClassVar[tuple[str, ...]] = ("on", "at", "id")

    title: Line = Field(title="What about", description="Such as Walk round the site.")
    on: PlannedOn = Field(title="Date", description="Such as fri, +7d or 22/11.")
    at: ClockTime | None = Field(None, title="Time", description="Such as 10:00 or 2.30pm.")
    place: Line | None = Field(None, title="Place", description="Where you meet.")


class Reading(Item):
    """One dated figure of a result."""

    display_order: ClassVar[tuple[str, ...]] = ("on", "id")

    value: Figure
    on: HappenedOn
    by: Line
    note: Line | None = None


class Result(Item):
    """A result both sides agreed to count; its id is the guide's where it is one of those."""

    display_order: ClassVar[tuple[str, ...]] = ("name", "id")

    name: Line = Field(title="Result", description="What is counted.")
    unit: Line = Field("number", title="Unit", description="Such as hours, trees or pounds.")
    better: Better = Field("up", title="Better is", description="More or less.")
    baseline: Figure | None = Field(None, title="Start figure", description="Where it began.")
    baseline_on: HappenedOn | None = Field(None, title="Start date", description="When that was.")
    target: Figure | None = Field(None, title="Target", description="What is aimed at.")
    due: PlannedOn | None = Field(None, title="Target date", description="By when.")
    source: Line | None = Field(None, title="Source", description="Where the figure comes from.")
    collector: Line | None = Field(None, title="Who collects it", description="A post.")
    readings: Keyed[Reading] = ()

    @model_validator(mode="after")
    def _readings_after_start(self) -> Result:
        if self.baseline_on:
            for reading in self.readings:
                if reading.on < self.baseline_on:
                    raise ValueError(
                        f"the figure of {in_full(reading.on)} is before the start date, "
                        f"{in_full(self.baseline_on)}; change one of the two days"
                    )
        return self

    @model_validator(mode="after")
    def _due_after_start(self) -> Result:
        if self.baseline_on and self.due and self.due < self.baseline_on:
            raise ValueError("the target date is before the start date; change one of the two days")
        return self


class Review(Item):
    """A decision about the partnership, with its reason."""

    display_order: ClassVar[tuple[str, ...]] = ("on", "id")

    on: HappenedOn = Field(title="Date", description="The day it was decided.")
    decision: Decision = Field("continue", title="Decision", description="What was decided.")
    reason: Prose = Field(title="Reason", description="Why.")
    by: Line | None = Field(None, title="Who decided", description="A post or a committee.")
    next_on: PlannedOn | None = Field(None, title="Next review", description="When it is due.")

    @model_validator(mode="after")
    def _next_after_this(self) -> Review:
        if self.next_on and self.next_on <= self.on:
            raise ValueError(
                "the next review is not after this one; write a later day, such as +1y"
            )
        return self


class OwnItem(Item):
    """A checklist item of the council's own for this partner."""

    stage: Id = Field(title="Stage", description="Where it stands in the checklist.")
    heading: Line = Field(title="Item", description="What is to be done, as an instruction.")


class PutOff(Item):
    """A line of Today that was put off; its id is the rule's and what it is about."""

    until: PlannedOn
    reason: Line
    by: Line
