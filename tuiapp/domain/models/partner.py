"""A partner: an organisation, group or joint body that the council works with, and its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import ConfigDict, Field, model_validator

from tuiapp.domain.changes.edits import Unit
from tuiapp.domain.choices import FrameworkId, Kind, Level, State, Status, View, Working
from tuiapp.domain.models.base import (
    Entry,
    Id,
    Item,
    Keyed,
    Line,
    Prose,
    UnitEntry,
    choices_in,
    shape_of,
)
from tuiapp.domain.models.field_types import Days, Email, HappenedOn, RegisterNumber, WebAddress
from tuiapp.domain.models.partner_parts import (
    Action,
    Agreement,
    BenefitBrought,
    CheckedItem,
    Contact,
    ContactMade,
    Dependency,
    Meeting,
    MoneyEntry,
    OwnItem,
    PartnerDocument,
    PutOff,
    Result,
    Review,
    Risk,
    Score,
)


class Chosen(Item):
    """The answers given to one question of the opportunity spotter; its id is the question's."""

    chosen: tuple[Id, ...]
    """The ids of the answers, `not-sure` among them."""


class Spotted(UnitEntry):
    """What the opportunity spotter found when the partner was started; one value.

    Words are kept as they were told, so that they stay true when the guide changes.
    """

    unit: ClassVar[Unit] = Unit(stamps=("by", "on"))

    answers: Keyed[Chosen] = ()
    by: Line
    """Who answered."""
    on: HappenedOn
    verdict: Line
    framework: Line
    level: Line
    reasons: tuple[Prose, ...] = ()
    """What each answer said, beginning with the question."""
    also_asked: tuple[Id, ...] = ()
    """The checklist items the answers ask for, whatever the level."""

    def __str__(self) -> str:
        said = f"partnership {self.verdict}, framework {self.framework}, level {self.level}"
        return f"{said}, by {self.by} on {self.on.isoformat()}. {' '.join(self.reasons)}"


class Partner(Entry):
    """An organisation, group or joint body that the council works with, or may.

    Title and description of a field are its label and help on forms; a field without a title is
    not edited as such. A field this version does not know is kept.
    """

    model_config = ConfigDict(extra="allow")

    id: Id
    name: Line = Field(title="Name", description="As the organisation writes it.")
    also_known_as: tuple[Line, ...] = ()
    """Other spellings it was found under."""
    status: Status = Field(
        "partner", title="Status", description="What the council decided it is to us."
    )
    framework: FrameworkId | None = Field(
        None, title="Framework", description="Which of the three ways to be partners."
    )
    kind: Kind | None = Field(None, title="Kind", description="What sort of body it is.")
    level: Level = Field(
        "light",
        title="Level of checks",
        description="Light, standard or full: decides which checklist items are asked for.",
    )
    level_reason: Line | None = Field(
        None,
        title="Why this level",
        description="Where you moved it up or down from what the policy says.",
    )
    counts_because: Line | None = Field(
        None,
        title="Counts as a partnership because",
        description="Where it is a grant, contract or lease too: councils differ.",
    )
    purpose: Prose | None = Field(
        None, title="Purpose", description="Why this is a partnership, in two lines."
    )
    place: Line | None = Field(
        None, title="Place", description="Sites or wards, such as Kingfisher Park."
    )
    ward: Line | None = Field(None, title="Ward", description="Wards, such as Millbrook.")
    priority: Line | None = Field(
        None, title="Council priority", description="The corporate priority that it serves."
    )
    greening_plan: Line | None = Field(
        None, title="Greening plan", description="The plan or action that it serves."
    )
    service: Line | None = Field(
        None, title="Service", description="The council team that works with it."
    )
    lead_officer: Line | None = Field(
        None, title="Lead officer", description="The post that leads for the council."
    )
    deputy_officer: Line | None = Field(
        None, title="Deputy officer", description="The post that stands in for the lead officer."
    )
    lead_member: Line | None = Field(
        None, title="Lead member", description="The cabinet member's portfolio."
    )
    speak_every: Days | None = Field(
        None,
        title="How often we speak",
        description="The longest gap in days; empty for what the policy says.",
    )
    contact: Line | None = Field(
        None, title="Contact", description="Their contact: the role first, such as Secretary."
    )
    email: Email | None = Field(
        None, title="E-mail", description="A work address, better a role's than a person's."
    )
    phone: Line | None = Field(None, title="Telephone", description="A work number.")
    web: WebAddress | None = Field(
        None, title="Web address", description="Such as https://example.org."
    )
    postcode: Line | None = Field(None, title="Postcode", description="Such as M33 4QJ.")
    charity_number: RegisterNumber | None = Field(
        None, title="Charity number", description="From the charity register, digits only."
    )
    company_number: RegisterNumber | None = Field(
        None, title="Company number", description="From Companies House, 8 characters."
    )
    working_now: Working | None = Field(
        None, title="How closely we work now", description="Of four ways of working."
    )
    working_wanted: Working | None = Field(
        None, title="How closely we want to", description="Closer is not always better."
    )
    exit_arrangements: Prose | None = Field(
        None,
        title="Exit arrangements",
        description="Notice, and what happens to land, kit, staff, data and money.",
    )
    part_of: tuple[Id, ...] = ()
    """The joint bodies it is a member of, by their ids in the register."""
    distinct_from: tuple[Id, ...] = ()
    """Partners it is easily taken for and is not, by their ids; one of a pair says so for both."""
    identifiers: tuple[Line, ...] = ()
    """Identifiers it was published under, such as GB-CHC-1146179."""
    notes: Prose | None = Field(
        None, title="Notes", description="Facts only: notes can be disclosed."
    )
    spotter: Spotted | None = None
    """What the opportunity spotter found, where the partner was started with it."""
    checklist: Keyed[CheckedItem] = ()
    scores: Keyed[Score] = ()
    contacts: Keyed[Contact] = ()
    agreements: Keyed[Agreement] = ()
    documents: Keyed[PartnerDocument] = ()
    money: Keyed[MoneyEntry] = ()
    benefits: Keyed[BenefitBrought] = ()
    risks: Keyed[Risk] = ()
    dependencies: Keyed[Dependency] = ()
    actions: Keyed[Action] = ()
    meetings: Keyed[Meeting] = ()
    log: Keyed[ContactMade] = ()
    results: Keyed[Result] = ()
    reviews: Keyed[Review] = ()
    own_items: Keyed[OwnItem] = ()
    put_off: Keyed[PutOff] = ()

    @model_validator(mode="after")
    def _no_part_of_itself(self) -> Partner:
        if self.id in self.part_of:
            raise ValueError("a body cannot be part of itself")
        return self

    def checked(self, item_id: str) -> CheckedItem | None:
        """Return what is recorded of a checklist item."""
        return next((item for item in self.checklist if item.id == item_id), None)

    def state_of(self, item_id: str) -> State:
        """Return where a checklist item is; `todo` where nothing was said."""
        item = self.checked(item_id)
        return item.mark.state if item and item.mark else "todo"

    def latest_score(self, measure_id: str, view: View) -> Score | None:
        """Return the newest score of a measure in one view; None is not scored, never zero."""
        return next(
            (s for s in reversed(self.scores) if s.measure == measure_id and s.view == view), None
        )

    def is_also_asked(self, item_id: str) -> bool:
        """Whether the opportunity spotter asks for a checklist item, whatever the level."""
        return self.spotter is not None and item_id in self.spotter.also_asked

    @property
    def is_active(self) -> bool:
        """Whether somebody accepted it as a partner, so that it may ask for something."""
        return self.status == "partner"


PARTNER_SHAPE = shape_of(Partner)
"""How a partner's document is laid out."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    name: ids for name, info in Partner.model_fields.items() if (ids := choices_in(info.annotation))
}
"""The ids that each field with a fixed set of words can hold."""

FORM_FIELDS: tuple[str, ...] = tuple(
    name for name, info in Partner.model_fields.items() if info.title
)
"""The fields an officer edits, in the order of the form."""
