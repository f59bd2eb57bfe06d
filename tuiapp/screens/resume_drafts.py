"""What an ended session left half typed: offered at the start, gone on with or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from tuiapp.content.loader import load_guide
from tuiapp.domain.dates import local_time
from tuiapp.domain.models.labels import field_title
from tuiapp.domain.pages.page import Block, Page
from tuiapp.domain.register import partner_edits
from tuiapp.domain.register.memberships import set_fields
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.text import clean_line, shortened
from tuiapp.errors import InputRefused, PartnerTuiError, RegisterUnreadable
from tuiapp.person.drafts import Draft, Left, OpenDraft
from tuiapp.screens.partner.figures import figures_form, figures_of
from tuiapp.screens.partner.item_form import is_item_stored
from tuiapp.screens.partner.log_form import log_form
from tuiapp.screens.partner.partner import PartnerScreen
from tuiapp.screens.partner.score import NOTE
from tuiapp.screens.reading.page import PageScreen
from tuiapp.screens.register.register import RegisterScreen
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.screens.shared.dialogs import Confirm, Menu
from tuiapp.screens.today.policy_form import is_policy_stored, policy_form
from tuiapp.screens.today.put_off_form import is_put_off, put_off_form
from tuiapp.store.register import Register

if TYPE_CHECKING:
    from textual.app import App

    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.partner import Partner

GO_ON = ("go-on", "Go on with it")
SHOW = ("show", "Show what was typed")
DROP = ("drop", "Throw it away")


async def offer(app: App[None], left: Left, register: Register, today: Callable[[], date]) -> None:
    """Ask about one draft after the other what is to become of it; runs in a worker."""
    if left.unreadable and isinstance(app.screen, BaseScreen):
        app.screen.tell(_unreadable(left))
    for draft in left.drafts:
        if is_stored(draft.draft, register):
            draft.end()
        else:
            await _offer(app, draft, register, today)


async def _offer(
    app: App[None], opened: OpenDraft, register: Register, today: Callable[[], date]
) -> None:
    """Ask about one draft until it is gone on with, thrown away, or left for later."""
    while not opened.is_over:
        draft = opened.draft
        gone = why_gone(draft, register)
        ended = f"You were {_deed(draft, register)} on {draft.when()} when the session ended."
        question = f"{ended} {gone}".strip() + "\nEsc keeps it for the next start."
        answers = [SHOW, DROP] if gone else [GO_ON, DROP]
        answer = await app.push_screen_wait(Menu(question, answers))
        if answer == GO_ON[0]:
            await _go_on(app, opened, register, today)
            return
        if answer == SHOW[0]:
            await app.push_screen_wait(PageScreen(register, _page(draft), "What was typed"))
        elif answer is None:
            opened.leave()
        # A digit may have been meant for the screen below.
        elif await app.push_screen_wait(Confirm("Discard what you typed then?")):
            opened.end()


async def _go_on(
    app: App[None], opened: OpenDraft, register: Register, today: Callable[[], date]
) -> None:
    """Open the form again, on the screen it belongs to, and stay until it is left."""
    if opened.draft.kind == "log":
        below = app.screen
        if isinstance(below, BaseScreen):
            await app.push_screen(*log_form(below, opened, today()), wait_for_dismiss=True)
        return
    if opened.draft.kind == "put-off":
        await app.push_screen(put_off_form(register, opened, today()), wait_for_dismiss=True)
        return
    if opened.draft.kind == "policy":
        await app.push_screen(policy_form(register, opened), wait_for_dismiss=True)
        return
    if opened.draft.kind == "figures":
        grid = figures_form(register, opened)
        if grid is not None:
            await app.push_screen(grid, wait_for_dismiss=True)
        return
    screen = _screen_for(app, opened, register, today)
    if screen is not app.screen:
        await app.push_screen(screen)
    try:
        await screen.go_on(opened)
    except PartnerTuiError as error:
        screen.tell(error)
        opened.leave()


def _screen_for(
    app: App[None], opened: OpenDraft, register: Register, today: Callable[[], date]
) -> RegisterScreen | PartnerScreen:
    """Return the screen that a form belongs to; a partner that is open already is not opened."""
    if opened.draft.kind == "add":
        return RegisterScreen(register, today)
    below = app.screen
    if isinstance(below, PartnerScreen) and below.partner_id == opened.draft.partner:
        return below
    return PartnerScreen(register, today, opened.draft.partner)


def why_gone(draft: Draft, register: Register) -> str:
    """Return why a draft cannot be gone on with, as a sentence; "" where it can."""
    if draft.kind in ("add", "policy") or (draft.kind == "log" and not draft.partner):
        return ""
    if draft.kind == "figures":
        return "" if figures_of(register, draft) else "No partner counts this result any more."
    if draft.partner not in register.snapshot.documents:
        return f"{shortened(draft.name)} is not in the register any more."
    if not draft.topic:
        return ""
    try:
        register.snapshot.partner(draft.partner)
    except RegisterUnreadable:
        return f"{shortened(draft.name)} cannot be read now."
    return "" if _topic(draft, register) else "There is no such item any more."


def is_stored(draft: Draft, register: Register) -> bool:
    """Whether the register holds what was typed: the session ended just after it was saved."""
    if draft.kind == "add":
        return any(
            change.record == draft.partner for edit in register.history() for change in edit.changes
        )
    if draft.kind == "policy":
        return is_policy_stored(register, draft)
    if draft.kind == "figures":
        held = figures_of(register, draft)
        return all(held.get(partner) == text.strip() for partner, text in draft.values.items())
    if draft.kind == "log":
        return _is_logged(draft, register)
    document = register.snapshot.documents.get(draft.partner)
    if document is None or why_gone(draft, register):
        return False
    try:
        if draft.kind == "edit":
            return not set_fields(document, draft.values, register.snapshot.documents).changes
        return _is_stored_in(document, draft)
    except InputRefused:
        return False  # what cannot be saved was not


def _is_stored_in(document: Document, draft: Draft) -> bool:
    if draft.kind == "put-off":
        return is_put_off(document, draft)
    if draft.kind == "item":
        field, _, item_id = draft.topic.partition(":")
        return is_item_stored(document, PARTS[field], item_id, draft)
    partner = partner_edits.read_partner(document)
    if draft.kind == "scores":
        return _are_scored(partner, draft)
    recorded = partner.checked(draft.topic)
    if draft.kind == "reason":
        mark = recorded.mark if recorded else None
        return mark is not None and mark.reason == draft.values.get("mark", "").strip()
    held = {"note": recorded.note, "evidence": recorded.evidence} if recorded else {}
    return all((held.get(name) or "") == text.strip() for name, text in draft.values.items())


def _are_scored(partner: Partner, draft: Draft) -> bool:
    """Whether a partner holds every score and note of a round, since it was given."""
    since = local_time(draft.at).date()
    held: dict[str, str] = {}
    for score in partner.scores:
        if score.on >= since:
            name = f"{score.view}:{score.measure}"
            held |= {name: str(score.value), f"{name}:{NOTE}": score.note or ""}
    return all(held.get(name) == text.strip() for name, text in draft.values.items())


def _is_logged(draft: Draft, register: Register) -> bool:
    """Whether this person logged what is typed since it was typed."""
    note = draft.values.get("note", "").strip()
    logged = [
        change.after
        for edit in register.history()
        if edit.by == register.by and edit.at >= draft.at
        for change in edit.changes
        if change.path[:1] == ("log",)
    ]
    return any(isinstance(entry, dict) and entry.get("note") == note for entry in logged)


def _topic(draft: Draft, register: Register) -> str | None:
    """Return what the item of a draft is called; None where there is none."""
    if draft.kind == "put-off":
        return draft.name
    if draft.kind == "item":
        part = PARTS.get(draft.topic.partition(":")[0])
        return part.one if part else None
    guide = load_guide()
    known = {item.id: item.heading for item in guide.items}
    own = (register.snapshot.documents.get(draft.partner) or {}).get("own_items", {})
    return known.get(draft.topic) or own.get(draft.topic, {}).get("heading")


def _deed(draft: Draft, register: Register) -> str:
    """Return what somebody was doing, in words."""
    name = shortened(draft.name) or "a partner"
    told = _topic(draft, register) if draft.topic else ""
    topic = f"'{shortened(told or draft.topic)}'"
    return {
        "add": f"adding {shortened(draft.values.get('name', '')) or 'a partner'}",
        "edit": f"changing {name}",
        "item": f"writing an entry ({told}) for {name}",
        "log": f"logging a contact with {shortened(draft.values.get('partner', '')) or name}",
        "put-off": f"putting off '{name}'",
        "policy": "changing the policy",
        "figures": "taking figures of a quarter",
        "note": f"writing a note on {topic} for {name}",
        "reason": f"saying why {topic} is not applicable to {name}",
        "scores": f"scoring {name}",
    }[draft.kind]


def _page(draft: Draft) -> Page:
    """Return what was typed as a page to read and copy from."""
    blocks: list[Block] = []
    for name, text in draft.values.items():
        blocks += [
            Block("heading", field_title(name)),
            Block("text", text or "(emptied)"),
        ]
    return Page(f"What was typed for {clean_line(draft.name)}", tuple(blocks))


def _unreadable(left: Left) -> PartnerTuiError:
    """Return what to say of files that hold no draft."""
    first = left.unreadable[0]
    more = f" and {len(left.unreadable) - 1} more" if len(left.unreadable) > 1 else ""
    return PartnerTuiError(
        "Not offered", f"A draft cannot be read: {first}{more}.", "It was left as it is."
    )
