"""What can be done to a partner from more than one screen: accept, edit, remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual import work
from textual.binding import BindingType

from tuiapp.domain.choices import FRAMEWORKS, STATUSES, Status
from tuiapp.domain.history.sentences import without_name
from tuiapp.domain.text import clean_line, shortened
from tuiapp.errors import RegisterUnreadable
from tuiapp.keys.custom import saved_for_now, with_keys
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.screens.shared.dialogs import Menu, ask
from tuiapp.store.register import Saved
from tuiapp.widgets.bindings import bind

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document, Proposal
    from tuiapp.domain.models.partner import Partner
    from tuiapp.person.drafts import Drafts, OpenDraft
    from tuiapp.screens.shared.form import Form

ACCEPTABLE: tuple[Status, ...] = ("partner", "grant-only", "not-ours")
NO_LINE = "No partner is listed here to do that to: {register.add} adds one."
"""What is said where there is no current partner."""


class _KeepsDrafts(Protocol):
    """The dashboard, as far as a form needs it."""

    drafts: Drafts


class PartnerDeedsScreen(BaseScreen):
    """A screen on which one partner is the current one."""

    BINDINGS: ClassVar[list[BindingType]] = bind("partner-actions")

    today: Callable[[], date]
    """Tells today's date."""

    @property
    def drafts(self) -> Drafts:
        """Where what is typed is kept while it is typed."""
        return cast("_KeepsDrafts", self.app).drafts

    def current_document(self) -> Document | None:
        """Return the document of the current partner as it is shown."""
        raise NotImplementedError

    @work
    async def action_figures(self) -> None:
        """Open the grid in which a quarter's figures of one result are taken."""
        from tuiapp.screens.partner.figures import take_figures

        await take_figures(self, self.drafts, self.today())

    @work
    async def action_accept(self) -> None:
        """Ask what the organisation is to us, and which framework where none is set."""
        document = self.current_document()
        if document is None:
            self.say(with_keys(self.app, NO_LINE))
            return
        name = shortened(str(document.get("name")))
        answers = [(status, STATUSES[status]) for status in ACCEPTABLE]
        status = await ask(self, Menu(f"What status should {name} have?", answers))
        chosen = next((known for known in ACCEPTABLE if known == status), None)
        if chosen is None:
            return
        fields: dict[str, str] = {}
        if chosen == "partner" and not document.get("framework"):
            frameworks = [*FRAMEWORKS.items(), ("", "Decide later")]
            question = Menu(f"Which framework is {name} in?", frameworks)
            framework = await ask(self, question)
            if framework is None:
                return
            fields = {"framework": framework} if framework else {}
        from tuiapp.domain.register import partner_edits

        self.save(partial(partner_edits.accept, [document], chosen, fields))

    def action_edit(self) -> None:
        """Open the form with the partner's fields."""
        document = self.current_document()
        if document is None:
            self.say(with_keys(self.app, NO_LINE))
            return
        name = str(document.get("name", ""))
        draft = self.drafts.begin("edit", document["id"], name)
        self.app.push_screen(*self._edit_form(document, draft))

    def _edit_form(
        self, document: Document, draft: OpenDraft
    ) -> tuple[Form, Callable[[Saved | None], None]]:
        """Return the form with a partner's fields, and what shows that it was saved."""
        from tuiapp.domain.register import memberships
        from tuiapp.screens.partner.fields_form import partner_form

        def propose(document: Document, typed: Mapping[str, str]) -> Proposal:
            return memberships.set_fields(document, typed, self.register.snapshot.documents)

        def show(saved: Saved | None) -> None:
            if saved is not None:
                self.show_saved(saved)

        title = f"Edit {document.get('name')}"
        return partner_form(title, document, propose, draft, self.register), show

    def action_remove(self) -> None:
        """Take the partner out, say so, and say how to bring it back."""
        document = self.current_document()
        if document is None:
            self.say(with_keys(self.app, NO_LINE))
            return
        from tuiapp.domain.register import partner_edits

        name = clean_line(str(document.get("name")))
        said = f"Removed {name}. {saved_for_now(self.app)}"
        self.save(partial(partner_edits.remove, document), said=said)


class OnePartnerScreen(PartnerDeedsScreen):
    """A screen that is about one partner alone."""

    partner_id: str
    """Which partner."""
    partner_name: str
    """What it was last called."""

    def shown_label(self, label: str) -> str:
        """Return what was done; whose partner it is stands in the title."""
        return without_name(label, clean_line(self.partner_name))

    @property
    def partner(self) -> Partner:
        """The partner as it is shown: a newer state may not have it any more."""
        return (self.snapshot or self.register.snapshot).partner(self.partner_id)

    def readable_partner(self) -> Partner | None:
        """Return the partner; None where it is gone, or unreadable, which is said."""
        if self.current_document() is None:
            return None
        try:
            return self.partner
        except RegisterUnreadable as error:
            self.tell(error)
            return None

    def current_document(self) -> Document | None:
        """Return the partner's document as it is shown."""
        return self.snapshot.documents.get(self.partner_id) if self.snapshot else None
