"""A partner: an organisation, group or joint body that the council works with, and its parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictInt,
    model_validator,
)

from tuiapp.domain.changes import Unit
from tuiapp.domain.choices import FrameworkId, Kind, Level, State, Status, View
from tuiapp.domain.vocabulary import Entry, Id, Item, Keyed, Line, Prose, UnitEntry, shape_of

SCALE: Final = "0 to 4"
"""The scale of relationship scores, stored with each of them; 4 is always good."""


def _number_from_float(value: object) -> object:
    """Read a float as it is printed, so that 0.1 pounds are ten pence and not a hair more."""
    return str(value) if isinstance(value, float) else value


def _not_below_zero(amount: Decimal) -> Decimal:
    if amount < 0:
        raise ValueError("an amount cannot be below 0")
    return amount


Pounds = Annotated[
    Decimal,
    BeforeValidator(_number_from_float),
    Field(max_digits=14, decimal_places=2),
    AfterValidator(_not_below_zero),
    PlainSerializer(float, return_type=float, when_used="json"),
]
"""An amount of money in pounds, to the penny."""


def _web_address(text: str) -> str:
    if " " in text or "." not in text:
        raise ValueError("it is not a web address; write one such as https://example.org")
    return text


def _email_address(text: str) -> str:
    if text.count("@") != 1 or " " in text or text.startswith("@") or text.endswith("@"):
        raise ValueError("it is not an e-mail address; write one such as parks@example.org")
    return text


def _register_number(text: str) -> str:
    number = text.upper().replace(" ", "")
    if not number.replace("-", "").isalnum() or not any(map(str.isdigit, number)):
        raise ValueError("it is not a number from a public register, such as 1146179")
    return number


class Mark(UnitEntry):
    """Where a checklist item is, who said so and when; one value that changes as a whole."""

    unit: ClassVar[Unit] = Unit(stamps=("by", "on"), agree_on=("state",))

    state: State
    by: Line
    on: date
    reason: Line | None = None
    """Why the item does not apply; every item marked so needs one."""

    @model_validator(mode="after")
    def _reason_where_needed(self) -> Mark:
        if self.state == "not-applicable" and not self.reason:
            raise ValueError("an item that is not applicable needs a reason")
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
    on: date
    by: Line
    """Who entered it."""
    note: Prose | None = None


class MoneyEntry(Item):
    """Money or help that went one way on one day."""

    display_order: ClassVar[tuple[str, ...]] = ("on", "title", "id")

    direction: Literal["given", "received", "in-kind"]
    """`given` by the council, `received` by it, or help in kind valued in pounds."""
    title: Line
    amount: Pounds
    on: date
    source: Line | None = None
    """Where the figure comes from, such as a published grant's identifier."""


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
    purpose: Prose | None = Field(
        None, title="Purpose", description="Why this is a partnership, in two lines."
    )
    place: Line | None = Field(
        None, title="Place", description="Sites or wards, such as Kingfisher Park."
    )
    service: Line | None = Field(
        None, title="Service", description="The council team that works with it."
    )
    lead_officer: Line | None = Field(
        None, title="Lead officer", description="The post that leads for the council."
    )
    contact: Line | None = Field(
        None, title="Contact", description="Their contact: the role first, such as Secretary."
    )
    email: Annotated[Line, AfterValidator(_email_address)] | None = Field(
        None, title="E-mail", description="A work address, better a role's than a person's."
    )
    phone: Line | None = Field(None, title="Telephone", description="A work number.")
    web: Annotated[Line, AfterValidator(_web_address)] | None = Field(
        None, title="Web address", description="Such as https://example.org."
    )
    postcode: Line | None = Field(None, title="Postcode", description="Such as M33 4QJ.")
    charity_number: Annotated[Line, AfterValidator(_register_number)] | None = Field(
        None, title="Charity number", description="From the charity register, digits only."
    )
    company_number: Annotated[Line, AfterValidator(_register_number)] | None = Field(
        None, title="Company number", description="From Companies House, 8 characters."
    )
    identifiers: tuple[Line, ...] = ()
    """Identifiers it was published under, such as GB-CHC-1146179."""
    notes: Prose | None = Field(
        None, title="Notes", description="Facts only: notes can be disclosed."
    )
    checklist: Keyed[CheckedItem] = ()
    scores: Keyed[Score] = ()
    money: Keyed[MoneyEntry] = ()

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

    @property
    def is_active(self) -> bool:
        """Whether somebody accepted it as a partner, so that it may ask for something."""
        return self.status == "partner"


PARTNER_SHAPE = shape_of(Partner)
"""How a partner's document is laid out."""

FORM_FIELDS: tuple[str, ...] = tuple(
    name for name, info in Partner.model_fields.items() if info.title
)
"""The fields an officer edits, in the order of the form."""
