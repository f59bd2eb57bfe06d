"""A partner in one page: what the register holds of it, told for reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from tuiapp.domain.changes.edits import Document
from tuiapp.domain.choices import (
    AGREEMENT_KINDS,
    CONTACT_KINDS,
    DOCUMENT_KINDS,
)
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.guide import Guide
from tuiapp.domain.models.labels import field_in_words, field_title
from tuiapp.domain.models.partner import FORM_FIELDS, Partner
from tuiapp.domain.models.policy import Policy
from tuiapp.domain.pages.page import Block, Page
from tuiapp.domain.register.memberships import bodies_in_words, members_of
from tuiapp.domain.register.money import by_year
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.register.progress import next_item, stage_progress, why_asked
from tuiapp.domain.text import count

SHOWN: Final = 2
"""How many of the open actions, and of what ends, are told."""


def overview(
    partner: Partner,
    guide: Guide,
    policy: Policy | None = None,
    documents: Mapping[str, Document] | None = None,
    *,
    to_log: str = "",
) -> Page:
    """Return a partner in one page, what is to be done first; the whole record is elsewhere.

    Args:
        partner: Whose page it is.
        guide: Names the next step.
        policy: What the council decided; None for what is usual.
        documents: Every partner by id, for the names of bodies and members; None leaves them out.
        to_log: Says how a call is logged; "" leaves it out.
    """
    blocks = [
        *_next_step(partner, guide),
        *_touch(partner, policy or Policy(), to_log),
        *_actions(partner),
        *_endings(partner),
        *_fields(partner),
        *_bodies(partner, documents or {}),
        *_spotted(partner, guide),
        *_money(partner),
    ]
    return Page(partner.name, tuple(blocks))


def _touch(partner: Partner, policy: Policy, to_log: str) -> Iterator[Block]:
    """Tell when somebody was last reached, and how often that should be."""
    if not partner.is_active and not partner.log:
        return
    yield Block("heading", "Keeping in touch")
    reached = [entry for entry in partner.log if entry.kind != "tried"]
    if reached:
        kind = CONTACT_KINDS[reached[-1].kind].casefold()
        yield Block("point", f"Last reached: {in_full(reached[-1].on)}, {kind}")
    else:
        yield Block("point", f"Last reached: nothing is logged yet{to_log and f'; {to_log}'}")
    gap = partner.speak_every or policy.speak_every(partner.level)
    whose = "as agreed with them" if partner.speak_every else "as the policy says"
    yield Block("point", f"We speak every {count(gap, 'day')} or sooner, {whose}")


def _actions(partner: Partner) -> Iterator[Block]:
    """Tell the open actions that are due first."""
    waiting = [action for action in partner.actions if action.done_on is None]
    if waiting:
        yield Block("heading", f"Actions: {len(waiting)} open")
    for action in waiting[:SHOWN]:
        yield Block("point", PARTS["actions"].in_words(action))


def _endings(partner: Partner) -> Iterator[Block]:
    """Tell the documents and agreements that end first."""
    endings: list[tuple[date, str]] = []
    for document in partner.documents:
        if document.expires:
            endings.append((document.expires, document.title or DOCUMENT_KINDS[document.kind]))
    for agreement in partner.agreements:
        if agreement.period and agreement.period.ends:
            told = f"{AGREEMENT_KINDS[agreement.kind]}: {agreement.title}"
            endings.append((agreement.period.ends, told))
    if endings:
        yield Block("heading", "Documents and agreements that end first")
    for ends, told in sorted(endings)[:SHOWN]:
        yield Block("point", f"{told}, until {in_full(ends)}")


def _next_step(partner: Partner, guide: Guide) -> Iterator[Block]:
    if not partner.is_active:
        return
    item = next_item(guide, partner)
    if item is not None:
        yield Block("heading", f"Next step: {item.heading}")
        yield Block("text", item.why)
    yield Block("heading", "Checklist")
    for stage in guide.stages:
        yield Block("point", f"{stage.heading}: {stage_progress(stage, partner)}")


def _fields(partner: Partner) -> Iterator[Block]:
    yield Block("heading", "What we know")
    for name in FORM_FIELDS:
        words = field_in_words(partner, name)
        if words and name not in ("name", "speak_every"):
            yield Block("point", f"{field_title(name)}: {words}")
    if partner.also_known_as:
        yield Block("point", f"Also known as: {'; '.join(partner.also_known_as)}")
    if partner.identifiers:
        yield Block("point", f"Published as: {', '.join(partner.identifiers)}")


def _bodies(partner: Partner, documents: Mapping[str, Document]) -> Iterator[Block]:
    """Tell the joint bodies it is part of, and the members it has as one."""
    if partner.id not in documents:
        return
    bodies = bodies_in_words(documents[partner.id], documents)
    if bodies:
        yield Block("point", f"Part of: {'; '.join(bodies)}")
    members = members_of(partner.id, documents)
    if members:
        names = "; ".join(str(member.get("name", "")) for member in members)
        yield Block("point", f"Members: {names}")


def _spotted(partner: Partner, guide: Guide) -> Iterator[Block]:
    """Tell what the opportunity spotter found, and why."""
    found = partner.spotter
    if found is None:
        return
    yield Block("heading", "What the opportunity spotter found")
    yield Block("text", f"{found.by}, {in_full(found.on)}")
    yield Block("point", f"Partnership: {found.verdict}")
    yield Block("point", f"Framework: {found.framework}")
    yield Block("point", f"Level of checks: {found.level}")
    for item in guide.items:
        if why_asked(item, partner):
            yield Block("point", f"Asked for too: {item.heading}")
    yield from (Block("point", reason) for reason in found.reasons)


def _money(partner: Partner) -> Iterator[Block]:
    if not partner.money:
        return
    yield Block("heading", "Money by financial year")
    yield from (Block("point", year.in_words()) for year in by_year(partner.money))
    yield Block("heading", f"Money: {count(len(partner.money), 'entry', 'entries')}")
    for entry in reversed(partner.money):
        yield Block("point", PARTS["money"].in_words(entry))
