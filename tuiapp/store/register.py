"""The Register port: what every place that keeps partners promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from tuiapp.errors import NotSaved, RegisterUnreadable

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Conflict, Document, Edit, Proposal
    from tuiapp.domain.models.partner import Partner


@dataclass(frozen=True, slots=True)
class Header:
    """What a register says of itself.

    Attributes:
        id: Permanent, a uuid.
        authority: The council whose register it is; may be empty.
        nation: `england`, `wales`, `scotland` or `northern-ireland`; law is read by it.
        revision: How many edits were ever saved.
        saved_at: When the last one was, in UTC.
        saved_by: By whom.
        demo: Whether its partners are made up.
        policy: What the council decided for all of its partners, as stored.
    """

    id: str
    authority: str
    nation: str
    revision: int
    saved_at: datetime
    saved_by: str
    demo: bool
    policy: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The register at one moment; never changes.

    Attributes:
        header: What the register says of itself.
        documents: Every partner's document by id, in the order they were added.
    """

    header: Header
    documents: Mapping[str, Document]
    _partners: dict[str, Partner] = field(default_factory=dict, repr=False, compare=False)

    def partner(self, partner_id: str) -> Partner:
        """Return a partner, validated when first asked for.

        Raises:
            KeyError: No partner has this id.
            RegisterUnreadable: What is stored under it is not a partner; the message says why.
        """
        if partner_id not in self._partners:
            self._partners[partner_id] = self.read(partner_id)
        return self._partners[partner_id]

    def read(self, partner_id: str) -> Partner:
        """Return a partner as `partner` does, without keeping it: for a look at many.

        Raises:
            KeyError: No partner has this id.
            RegisterUnreadable: What is stored under it is not a partner; the message says why.
        """
        # Here and not above: pydantic is not on the way to the first screen.
        from tuiapp.domain.models.validation import FieldsRefused
        from tuiapp.domain.register.partner_edits import read_partner

        try:
            return read_partner(self.documents[partner_id])
        except FieldsRefused as error:
            from tuiapp.domain.register.repair import how_to_repair

            hint = how_to_repair(self.documents[partner_id], error.problems)
            raise RegisterUnreadable("Partner unreadable", error.message, hint) from None

    def accepted(self) -> list[Partner]:
        """Return every accepted partner that can be read; Today and `check` tell of the others."""
        found = []
        for partner_id, document in self.documents.items():
            if document.get("status") == "partner":
                with suppress(RegisterUnreadable):
                    found.append(self.partner(partner_id))
        return found


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save led to.

    Attributes:
        edit: What was really done; None if everything was so already.
        snapshot: The register after it.
    """

    edit: Edit | None
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict with who made it, as far as the log tells."""

    conflict: Conflict
    by: str
    at: datetime | None


class Conflicted(NotSaved):
    """Somebody else changed the same thing meanwhile; nothing was written.

    Attributes:
        proposal: What was to be saved.
        clashes: Every field in question, with what was wanted, what is there now and who did it.
    """

    def __init__(self, proposal: Proposal, message: str, clashes: Sequence[Clash]) -> None:
        title = "Somebody else changed this too"
        if proposal.undoes is not None:
            word = "redone" if proposal.label.startswith("Redid: ") else "undone"
            title = f"Not {word}, because it was changed since"
        super().__init__(title, message, "Nothing was saved: look again, then decide.")
        self.proposal = proposal
        self.clashes = tuple(clashes)


class Replaced(NotSaved):
    """The file was put back to another version of the register since it was last looked at."""


class Register(Protocol):
    """A place that keeps partners.

    A save is all or nothing and durable when it returns. What somebody else saved meanwhile is
    kept: their fields and ours both, and where both changed one field, nothing is written and
    `Conflicted` is raised.
    """

    @property
    def by(self) -> str:
        """Who saves here, as the log will name them."""

    @property
    def place(self) -> str:
        """Where it is kept, in words for a title line."""

    @property
    def why_read_only(self) -> str:
        """Why nothing can be saved, in a few words; "" where it can."""

    def refuse_if_read_only(self) -> None:
        """Refuse to begin what could not be saved.

        Raises:
            PartnerTuiError: Nothing can be saved; it says why, and what to do.
        """

    @property
    def snapshot(self) -> Snapshot:
        """The register as last read."""

    @property
    def warnings(self) -> Sequence[str]:
        """What its keeper should know about the place, one sentence each."""

    @property
    def has_moved(self) -> bool:
        """Whether somebody else saved since it was last read, as far as a quick look tells."""

    def read_ahead(self) -> None:
        """Read what somebody else saved, so that the next `refresh` need not; in any thread."""

    def refresh(self) -> Snapshot:
        """Return the register as it is now, read again if it moved.

        Raises:
            RegisterUnreadable: It is gone, damaged, or another register has its place; the
                snapshot stays the one last read.
            Replaced: It was put back to another version, which is told once and then shown.
        """

    def save(self, proposal: Proposal, *, wait: bool = True) -> Saved:
        """Make a proposal an edit of the log.

        Args:
            proposal: What to save.
            wait: Whether to wait for another save; if not, `RegisterBusy` is raised at once.

        Raises:
            Conflicted: A field holds something its author has not seen.
            Replaced: It was put back to another version, which nobody here has seen yet.
            NotSaved: It is read-only, or the disk refused.
            RegisterUnreadable: It is gone, damaged, or another register has its place.
            RegisterBusy: Somebody else is still saving.
            InputRefused: The result would not be a partner.
        """

    def is_saved_here(self, edit_id: str) -> bool:
        """Whether the edit with this id was saved by this object, so in this session."""

    def history(self) -> Sequence[Edit]:
        """Return the log, oldest first, as far back as the register itself holds it."""

    @property
    def log_from(self) -> int:
        """The number of the first edit that `history` returns; 1 where it returns them all."""

    def archived(self) -> Sequence[Edit]:
        """Return the older part of the log, oldest first."""
