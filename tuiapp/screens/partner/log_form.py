"""The form that logs a call, e-mail, meeting or visit, from wherever somebody is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tuiapp.domain.choices import CONTACT_KINDS, ContactKind
from tuiapp.domain.dates import HAPPENED, PLANNED, in_full
from tuiapp.domain.models.validation import FieldsRefused, Problem
from tuiapp.domain.register.find import Filter, Index, find_partner
from tuiapp.domain.register.part_edits import log_contact
from tuiapp.domain.text import clean_line, count, plain, search_text, search_words
from tuiapp.errors import InputRefused
from tuiapp.screens.partner.item_form import date_field
from tuiapp.screens.shared.form import Form
from tuiapp.widgets.echo_field import EchoField
from tuiapp.widgets.fields import Field

if TYPE_CHECKING:
    from datetime import date

    from tuiapp.domain.changes.edits import Document, Proposal
    from tuiapp.person.drafts import Drafts, OpenDraft
    from tuiapp.screens.shared.base import BaseScreen
    from tuiapp.store.register import Register, Saved

FIRST_KIND: ContactKind = "call"
NAMED = 3
"""How many of the partners that match are named."""


def open_log(screen: BaseScreen, document: Document | None, today: date) -> None:
    """Open the form on a screen.

    Args:
        screen: Where somebody is.
        document: The partner they are at; None where they are at none.
        today: Today's date.
    """
    app: Any = screen.app
    drafts: Drafts = app.drafts
    partner_id, name = (document["id"], str(document.get("name", ""))) if document else ("", "")
    draft = drafts.begin("log", partner_id, name)
    screen.app.push_screen(*log_form(screen, draft, today))


def log_form(
    screen: BaseScreen, draft: OpenDraft, today: date
) -> tuple[Form, Callable[[Saved | None], None]]:
    """Return the form, and what shows on a screen that it was saved."""
    register = screen.register
    partners = Partners(register)
    given = register.snapshot.documents.get(draft.draft.partner)
    name = str(given.get("name", "")) if given else ""
    day = in_full(today)
    fields = [
        EchoField("partner", "Partner", "A few letters of its name.", name, partners.understood),
        Field(
            "kind",
            "Kind",
            "An attempt is not a contact.",
            FIRST_KIND,
            choices=[(kind, words) for kind, words in CONTACT_KINDS.items()],
        ),
        Field("note", "What was said", "Facts only: notes can be disclosed.", "", long=True),
        date_field(
            "on", "Date", f"Such as yesterday or 22/11. A date {HAPPENED}.", day, today, HAPPENED
        ),
        Field("next_action", "Next action", "What you promised; empty for nothing.", ""),
        date_field(
            "due", "Due", f"Such as fri, +7d or 22/11. A date {PLANNED}.", "", today, PLANNED
        ),
    ]

    def propose(document: Document, typed: Mapping[str, str]) -> Proposal:
        partner = given if given and "partner" not in typed else None
        if partner is None:
            partner = partners.find(typed.get("partner", ""))
        kind = typed.get("kind", FIRST_KIND)
        try:
            return log_contact(
                register.snapshot.documents.get(partner["id"], partner),
                typed.get("note", ""),
                next(known for known in CONTACT_KINDS if known == kind),
                on=typed.get("on", day),
                today=today,
                by=register.by,
                next_action=typed.get("next_action", ""),
                due=typed.get("due", ""),
            )
        except FieldsRefused as error:
            raise FieldsRefused([_at_field(problem) for problem in error.problems]) from None

    def show(saved: Saved | None) -> None:
        if saved is not None:
            screen.show_saved(saved)

    form = LogForm("Log a contact", fields, propose, draft, register, given or {})
    form.partners = partners
    form.is_guess = screen.IS_GUESS
    form.first = "kind" if given and not form.is_guess else ""
    return form, show


class LogForm(Form):
    """The form, whose title says with whom: the field may be out of sight."""

    partners: Partners
    is_guess = False
    """Whether the partner that stands there is to be typed over at once."""

    def on_mount(self) -> None:
        """Follow the partner's field."""
        self.watch(self.fields[0], "held", self._tell_partner, init=False)
        if self.is_guess:
            self.fields[0].select()

    def _tell_partner(self) -> None:
        self.title_line.where = self.where()

    def where(self) -> str:
        """Return the title, with whom it is once that is clear."""
        found = self.partners.matching(self.fields[0].value)
        return super().where() + (f" with {_name(found[0])}" if len(found) == 1 else "")


class Partners:
    """The partners of a register, found by a few letters; their names are folded at the first."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @cached_property
    def _index(self) -> Index:
        return Index(self._register.snapshot.documents.values())

    def matching(self, typed: str) -> list[Document]:
        """Return the partners somebody may mean; one whose whole name it is comes alone.

        Names of which a word begins so come before those that hold it elsewhere.
        """
        words = search_words(typed)
        if not words:
            return []
        found = self._index.select(Filter(typed, hidden=frozenset({"ended"})))
        named = [doc for doc in found if all(word in search_text(_name(doc)) for word in words)]
        exact = [doc for doc in named if _folded(doc) == plain(typed)]
        begun = [doc for doc in named if all(_begins(doc, word) for word in words)]
        return exact or begun or named or found

    def understood(self, typed: str) -> str:
        """Return whom somebody means, as a sentence; "" where nothing needs saying."""
        found = self.matching(typed)
        if len(found) > 1:
            return f"{_told(found)}. Type more of the name."
        if not found or _folded(found[0]) == plain(typed):
            return ""
        return f"That is {_name(found[0])}."

    def find(self, typed: str) -> Document:
        """Return the one partner somebody means.

        Raises:
            FieldsRefused: It is none, or may be several; the nearest are named.
        """
        found = self.matching(typed)
        if len(found) == 1:
            return found[0]
        if found:
            raise FieldsRefused([Problem("partner", _told(found))])
        if not typed.strip():
            raise FieldsRefused([Problem("partner", "required: type a few letters of its name")])
        try:
            return find_partner(self._register.snapshot.documents, typed)
        except InputRefused as error:
            hint = error.hint if error.hint.startswith("The nearest") else ""
            told = f"{error.message} {hint}".strip().removesuffix(".")
            raise FieldsRefused([Problem("partner", f"{told[0].lower()}{told[1:]}")]) from None


def _told(found: list[Document]) -> str:
    """Return how many partners match, the first of them by name."""
    names = ", ".join(_name(document) for document in found[:NAMED])
    more = ", and more" if len(found) > NAMED else ""
    return f"{count(len(found), 'partner')} match: {names}{more}"


def _name(document: Document) -> str:
    return clean_line(str(document.get("name", "")))


def _begins(document: Document, start: str) -> bool:
    """Whether a word of a partner's name begins so."""
    return any(word.startswith(start) for word in _folded(document).split())


def _folded(document: Document) -> str:
    return plain(str(document.get("name", "")))


def _at_field(problem: Problem) -> Problem:
    """Return a problem under the name of the field it is typed in."""
    part, _, name = problem.field.rpartition(".")
    if name == "title" and part in ("", "actions"):
        return Problem("next_action", problem.sentence)
    return problem
