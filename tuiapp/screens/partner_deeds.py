"""What can be done to a partner from more than one screen: accept, edit, remove."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from tuiapp.domain.choices import FRAMEWORKS, STATUSES, Status
from tuiapp.domain.text import clean_line
from tuiapp.keymap import bind
from tuiapp.screens.base import BaseScreen
from tuiapp.screens.dialogs import Menu, ask
from tuiapp.store.register import Saved

if TYPE_CHECKING:
    from tuiapp.domain.changes import Document

ACCEPTABLE: tuple[Status, ...] = ("partner", "grant-only", "not-ours")


class PartnerDeedsScreen(BaseScreen):
    """A screen on which one partner is the current one."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        "register.accept", "register.edit", "register.remove"
    )

    def current_document(self) -> Document | None:
        """Return the document of the current partner as it is shown."""
        raise NotImplementedError

    @work
    async def action_accept(self) -> None:
        """Ask what the organisation is to us, and which framework where none is set."""
        document = self.current_document()
        if document is None:
            return
        name = clean_line(str(document.get("name")))
        answers = [(status, STATUSES[status]) for status in ACCEPTABLE]
        status = await ask(self, Menu(f"What is {name} to us?", answers))
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
        from tuiapp.domain import deeds

        self.save(partial(deeds.accept, [document], chosen, fields))

    def action_edit(self) -> None:
        """Open the form with the partner's fields."""
        document = self.current_document()
        if document is None:
            return
        from tuiapp.domain import deeds
        from tuiapp.screens.partner_form import partner_form

        done: list[Saved] = []

        def save(typed: Mapping[str, str]) -> None:
            done.append(self.register.save(deeds.set_fields(document, typed)))

        def show(saved: bool | None) -> None:
            if saved:
                self.show_saved(done[-1])

        self.app.push_screen(partner_form(f"Edit {document.get('name')}", document, save), show)

    def action_remove(self) -> None:
        """Take the partner out, say so, and say how to bring it back."""
        document = self.current_document()
        if document is None:
            return
        from tuiapp.domain import deeds

        if self.save(partial(deeds.remove, document)):
            self.say(f"Removed {clean_line(str(document.get('name')))}. Saved; u brings it back.")
