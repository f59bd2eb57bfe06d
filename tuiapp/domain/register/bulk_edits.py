"""What is done to several partners as one deed: one value for many, and two made into one.

Each is a single proposal, so that one undo takes it back from all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tuiapp.domain.changes.edits import Change, Document, Proposal
from tuiapp.domain.choices import STATUSES, Status
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.labels import field_title
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.register import part_edits, partner_edits
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.text import clean_line, count, name_of
from tuiapp.errors import InputRefused


def accept_all(documents: Iterable[Document], status: Status, framework: str = "") -> Proposal:
    """Propose what many organisations are to the council, and a framework where none is set."""
    several = list(documents)

    def propose(document: Document) -> Proposal:
        is_open = framework and not document.get("framework")
        fields = {"framework": framework} if is_open else {}
        return partner_edits.accept([document], status, fields)

    who = _who(several, "organisation")
    return _for_all(f"Set the status of {who} to {STATUSES[status].casefold()}", several, propose)


def set_for_all(documents: Iterable[Document], name: str, typed: str) -> Proposal:
    """Propose one value of a form field for many partners."""
    several = list(documents)
    label = f"Set {field_title(name).casefold()} of {_who(several)}"
    return _for_all(
        label, several, lambda document: partner_edits.set_fields(document, {name: typed})
    )


def add_action_to_all(
    documents: Iterable[Document], title: str, due: str, *, today: date, by: str
) -> Proposal:
    """Propose an action for many partners, each for its lead officer, else for who adds it.

    Args:
        documents: The partners as they are now.
        title: What is to be done.
        due: By when, as typed; may be empty.
        today: Today's date, from which `due` is read.
        by: Who adds it.
    """
    several = list(documents)

    def propose(document: Document) -> Proposal:
        owner = str(document.get("lead_officer") or by)
        fields = {"title": title, "owner": owner, "due": due}
        return part_edits.put_item(document, PARTS["actions"], fields, today=today, by=by)

    proposal = _for_all("", several, propose)
    # As it was understood, for who typed it.
    days = [date.fromisoformat(change.after["due"]) for change in proposal.changes if due.strip()]
    when = f", due {in_full(days[0])}," if days else ""
    return replace(proposal, label=f"Added action '{clean_line(title)}'{when} to {_who(several)}")


def _for_all(
    label: str, documents: Sequence[Document], propose: Callable[[Document], Proposal]
) -> Proposal:
    """Return one proposal of what is proposed for each; a refusal names the partner it is about."""
    changes: list[Change] = []
    for document in documents:
        try:
            changes += propose(document).changes
        except FieldsRefused as error:
            if len(documents) == 1:
                raise
            message = f"{name_of(document)}: {error.message}"
            raise InputRefused(error.title, message, error.hint) from None
    return Proposal(label, tuple(changes))


def _who(documents: Sequence[Document], one: str = "partner") -> str:
    return name_of(documents[0]) if len(documents) == 1 else count(len(documents), one)


def addresses_of(documents: Iterable[Document]) -> tuple[list[str], list[str]]:
    """Return the e-mail addresses of partners, each once, and the names of those without one.

    The address of a partner is its own, else those of its other contacts.
    """
    addresses: dict[str, str] = {}
    without = []
    for document in documents:
        contacts = document.get("contacts")
        others = contacts.values() if isinstance(contacts, Mapping) else ()
        found = (
            [document.get("email")]
            if document.get("email")
            else [contact.get("email") for contact in others if isinstance(contact, Mapping)]
        )
        told = [str(address) for address in found if address]
        for address in told:
            addresses.setdefault(address.casefold(), address)
        if not told:
            without.append(name_of(document))
    return list(addresses.values()), without
