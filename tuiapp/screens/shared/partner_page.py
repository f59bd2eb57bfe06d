"""The page of a partner, for whichever screen has a line about one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiapp.domain.text import clean_line
from tuiapp.errors import RegisterUnreadable
from tuiapp.keys.custom import with_keys

if TYPE_CHECKING:
    from tuiapp.domain.models.partner import Partner
    from tuiapp.domain.pages.page import Page
    from tuiapp.screens.shared.base import BaseScreen
    from tuiapp.store.register import Snapshot


def current_partner_page(screen: BaseScreen) -> Page | None:
    """Return the page of the partner somebody is at on a screen; None where they are at none."""
    document = screen.current_document()
    return partner_page(screen, str(document["id"])) if document else None


def partner_page(screen: BaseScreen, partner_id: str) -> Page | None:
    """Return a partner's overview; of one that cannot be read, why; None where it is gone."""
    from tuiapp.domain.pages.page import Block, Page  # not on the way to the first screen

    snapshot = screen.snapshot
    if snapshot is None or partner_id not in snapshot.documents:
        return None
    try:
        partner = snapshot.partner(partner_id)
    except RegisterUnreadable as error:
        name = clean_line(str(snapshot.documents[partner_id].get("name", "")))
        told = (Block("heading", error.title), Block("text", error.message))
        return Page(name, (*told, Block("text", error.hint)))
    return overview_page(screen, partner, snapshot)


def overview_page(screen: BaseScreen, partner: Partner, snapshot: Snapshot) -> Page:
    """Return a partner in one page."""
    from tuiapp.domain.models.policy import read_policy
    from tuiapp.domain.pages.partner_page import overview  # not on the way to the first screen

    policy = read_policy(snapshot.header.policy)
    to_log = with_keys(screen.app, "{log.open} logs a call")
    return overview(partner, screen.guide, policy, snapshot.documents, to_log=to_log)
