"""Adding a partner with what the opportunity spotter found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from textual import work

from tuiapp.domain.choices import LEVELS, Level
from tuiapp.domain.spotter.outcome import Outcome, spot
from tuiapp.errors import PartnerTuiError
from tuiapp.keys.custom import with_keys
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.screens.shared.dialogs import AskLine, Confirm, Menu, ask
from tuiapp.screens.shared.messages import OpenPartner

if TYPE_CHECKING:
    from tuiapp.person.drafts import Drafts, OpenDraft

Given = dict[str, tuple[str, ...]]
"""The ids of the answers by the id of their question; only what was answered."""


class SpottedPartnerScreen(BaseScreen):
    """A screen with answers to the spotter's questions, from which a partner can be added."""

    answers: Given
    """What was answered so far."""

    @property
    def outcome(self) -> Outcome:
        """What the answers lead to."""
        return spot(self.guide, self.answers)

    @work
    async def action_start(self) -> None:
        """Add a partner with what was found: ask its name, and why where it takes that."""
        outcome = self.outcome
        fields = await self._why_all_the_same(outcome)
        if fields is None:
            return
        app: Any = self.app
        drafts: Drafts = app.drafts
        draft = drafts.begin("add", str(uuid4()))
        await self._add(outcome, fields, draft)

    async def _add(
        self, outcome: Outcome, fields: Mapping[str, str], draft: OpenDraft, reason: str = ""
    ) -> None:
        """Ask for the name and the level and save; where that is given up, ask again as typed."""
        found = {"level": outcome.level.value, "framework": outcome.framework.value or "", **fields}
        asked = AskLine(
            "What is the partner called?",
            lambda typed: _keep(draft, typed, found),
            draft.draft.values.get("name", ""),
            needed=True,
        )
        name = await ask(self, asked)
        if name is None or not await self._is_another(name, draft):
            draft.end()
            return
        level = await self._level(outcome, reason)
        if level is None:
            draft.end()
            return
        reason = level.get("level_reason", reason)
        again = partial(self._add_again, outcome, fields, draft, reason)
        self._save(name, outcome, {**fields, **level}, draft, again)

    @work
    async def _add_again(
        self, outcome: Outcome, fields: Mapping[str, str], draft: OpenDraft, reason: str
    ) -> None:
        await self._add(outcome, fields, draft, reason)

    async def _why_all_the_same(self, outcome: Outcome) -> dict[str, str] | None:
        """Return why it is added where the answers do not say yes; None to leave it."""
        if outcome.verdict.value == "yes":
            return {}
        if outcome.verdict.value == "unclear":
            question = f"{outcome.verdict.words}.\nAdd a partner all the same?"
            return {} if await self._is_sure(question) else None
        instead = " ".join(outcome.verdict.instead)
        question = f"The answers say that it is no partnership. Use instead: {instead}"
        answers = [("leave", "Leave it"), ("add", "Add it all the same, and say why")]
        if await ask(self, Menu(question, answers)) != "add":
            return None
        why = await ask(self, AskLine("Why does it count as a partnership?", _drop, needed=True))
        return {"counts_because": why} if why else None

    async def _is_another(self, name: str, draft: OpenDraft) -> bool:
        """Whether it is none of those that are there, or is to be added all the same."""
        from tuiapp.domain.register import partner_edits
        from tuiapp.domain.register.duplicates import duplicates_of
        from tuiapp.domain.text import shortened

        documents = self.register.snapshot.documents
        try:
            (change,) = partner_edits.add(name, {}, draft.draft.partner).changes
        except PartnerTuiError as error:
            self.tell(error)
            return False
        found = next(iter(duplicates_of(change.after, documents.values())), None)
        if found is None:
            return True
        other = shortened(str(documents[found.other].get("name", "")))
        answers = [("add", "Add all the same"), ("open", "Open that one"), ("leave", "Leave it")]
        answer = await ask(self, Menu(f"There is already '{other}': {found.why}.", answers))
        if answer == "open":
            self.post_message(OpenPartner(found.other))
        return answer == "add"

    async def _level(self, outcome: Outcome, reason: str = "") -> dict[str, str] | None:
        """Return the level where it is another than the answers say, and why; None to leave it."""
        order = list(LEVELS)
        place = order.index(outcome.level.value)
        others: list[Level] = [
            level for level in order[max(0, place - 1) : place + 2] if level != outcome.level.value
        ]
        answers = [(str(outcome.level.value), f"{LEVELS[outcome.level.value]}, as found")]
        answers += [(level, f"{LEVELS[level]} instead, and say why") for level in others]
        level = await ask(self, Menu("Which level of checks?", answers))
        if level is None or level == outcome.level.value:
            return {} if level else None
        why = await ask(self, AskLine("Why this level?", _drop, reason, needed=True))
        return {"level": level, "level_reason": why} if why else None

    def _save(
        self,
        name: str,
        outcome: Outcome,
        fields: Mapping[str, str],
        draft: OpenDraft,
        again: Callable[[], object],
    ) -> None:
        from tuiapp.domain.spotter.start_partner import add_spotted

        partner_id = draft.draft.partner
        propose = partial(
            add_spotted,
            name,
            outcome,
            dict(self.answers),
            by=self.register.by,
            on=self._today(),
            fields=fields,
            partner_id=partner_id,
        )
        settled = partial(self._open_added, partner_id, draft)
        self.save(propose, settled=settled, ask_again=again)

    def _open_added(self, partner_id: str, draft: OpenDraft) -> None:
        """Open a partner that was just added."""
        if partner_id in self.register.snapshot.documents:
            draft.end()
            said = "Added and saved, with what your answers lead to; {edit.undo} takes it back."
            self.post_message(OpenPartner(partner_id, said=with_keys(self.app, said)))

    async def _is_sure(self, question: str) -> bool:
        return self.is_active and await self.app.push_screen_wait(Confirm(question))


def _keep(draft: OpenDraft, typed: str, found: Mapping[str, str]) -> None:
    """Keep the name that is typed, with what goes into the form of a new partner."""
    draft.keep({**{k: v for k, v in found.items() if v}, "name": typed} if typed else {})


def _drop(typed: str) -> None:
    """Keep nothing of a reason: the form that would bring it back is not open yet."""
