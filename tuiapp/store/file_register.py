"""A register in one TinyDB JSON file that several people may have open."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from tuiapp.domain.changes import (
    Conflict,
    Edit,
    Outcome,
    Proposal,
    Shape,
    apply,
)
from tuiapp.domain.history import in_words
from tuiapp.domain.log import last_edit_of
from tuiapp.domain.text import clean_line
from tuiapp.errors import NotSaved
from tuiapp.store import schema, storage
from tuiapp.store.register import Clash, Conflicted, Header, Saved, Snapshot

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def create_register(
    path: Path,
    *,
    by: str,
    authority: str = "",
    nation: str = "england",
    demo: bool = False,
    clock: Clock = now,
) -> None:
    """Make a new register file without partners.

    Raises:
        NotSaved: There is such a file already, or the disk refused.
    """
    saved = {"revision": 0, "saved_at": schema.time_to_text(clock()), "saved_by": by}
    about: dict[str, Any] = {"id": str(uuid4()), "authority": authority, "nation": nation}
    if demo:
        about["demo"] = True
    storage.create_file(path, schema.serialise(schema.new_tables({**about, **saved})))


class FileRegister:
    """The Register port over one file.

    Args:
        path: The register file; a symbolic link is followed once, now.
        by: Who saves here.
        read_only: Refuse every save.
        clock: What tells the time of a save.

    Raises:
        RegisterUnreadable: There is no register at the path.
    """

    def __init__(self, path: Path, *, by: str, read_only: bool = False, clock: Clock = now) -> None:
        self._path = Path(os.path.realpath(path))  # resolve() raises its own error on a loop
        self._named = path
        self._by = by
        self._read_only = read_only
        self._clock = clock
        self._load()

    @property
    def by(self) -> str:
        """Who saves here."""
        return self._by

    @property
    def place(self) -> str:
        """The file, as it was named."""
        return str(self._named)

    @property
    def snapshot(self) -> Snapshot:
        """The register as last read."""
        return self._snapshot

    @property
    def why_read_only(self) -> str:
        """Why nothing can be saved, in a few words; "" where it can."""
        if self._read_only:
            return "opened read-only"
        return "" if self._as_saved else "changed outside partnertui"

    def refresh(self) -> Snapshot:
        """Return the register as it is now, read again if the file moved."""
        if storage.stamp_of(self._path) != self._stamp:
            self._load()
        return self._snapshot

    def history(self) -> Sequence[Edit]:
        """Return the log, oldest first."""
        return tuple(self._edits())

    def save(self, proposal: Proposal) -> Saved:
        """Make a proposal an edit of the log; see the port for what is raised."""
        self._refuse_if_read_only()
        with storage.locked(self._path, self._last_saved()):
            self.refresh()
            self._refuse_if_read_only()
            outcome = apply(self._snapshot.documents, proposal.changes, _shape_of)
            if outcome.conflicts:
                raise self._conflicted(proposal, outcome.conflicts)
            # An undo that finds everything put back already still counts, or it would be the
            # next one again.
            if not outcome.changes and proposal.undoes is None:
                return Saved(None, self._snapshot)
            edit = Edit(
                id=str(uuid4()),
                label=proposal.label,
                at=self._clock().replace(microsecond=0),
                by=self._by,
                changes=outcome.changes,
                undoes=proposal.undoes,
            )
            self._commit(edit, outcome)
        return Saved(edit, self._snapshot)

    def _load(self) -> None:
        data, self._stamp = storage.read_file(self._path)
        self._tables = schema.parse(data, str(self._named))
        self._as_saved = schema.is_as_saved(data)
        self._snapshot = _snapshot(self._tables)

    def _commit(self, edit: Edit, outcome: Outcome) -> None:
        """Write the edit and what it led to; the memory follows the disk, never the reverse."""
        from tuiapp.store.transaction import tables_after  # TinyDB: only a save needs it

        revision = self._snapshot.header.revision + 1
        tables = tables_after(self._tables, edit, outcome.documents, revision)
        self._stamp = storage.replace_file(self._path, schema.serialise(tables))
        self._tables = tables
        self._snapshot = _snapshot(tables)

    def _refuse_if_read_only(self) -> None:
        if self._read_only:
            raise NotSaved("Not saved", f"{self._named} was opened read-only.", "")
        if not self._as_saved:
            raise NotSaved(
                "Changed outside partnertui",
                f"{self._named} is not as partnertui saved it, so nothing is written over it.",
                f"The copy before the last save is {storage.backup_of(self._path)}.",
            )

    def _conflicted(self, proposal: Proposal, conflicts: Sequence[Conflict]) -> Conflicted:
        """Return the error that tells whose change is in the way."""
        edits = self.history()
        clashes = []
        for conflict in conflicts:
            edit = last_edit_of(edits, conflict.change.record, conflict.change.path)
            by, at = (edit.by, edit.at) if edit else (self._snapshot.header.saved_by, None)
            clashes.append(Clash(conflict, by, at))
        told = "; ".join(_told(clash) for clash in clashes[:3])
        more = f"; and {len(clashes) - 3} more" if len(clashes) > 3 else ""
        return Conflicted(f"{proposal.label}: {told}{more}.", clashes)

    def _last_saved(self) -> str:
        header = self._snapshot.header
        return f"{clean_line(header.saved_by)} saved last, at {header.saved_at:%H:%M} UTC"

    def _edits(self) -> Iterable[Edit]:
        numbered = sorted(self._tables["edits"].items(), key=lambda pair: int(pair[0]))
        return (schema.edit_from_document(document) for _, document in numbered)


def _shape_of(record: str) -> Shape:
    """Return how a record is laid out; every record is a partner."""
    from tuiapp.domain.partner import PARTNER_SHAPE  # pydantic: not needed to read

    return PARTNER_SHAPE


def _snapshot(tables: schema.Tables) -> Snapshot:
    about = tables["register"]["1"]
    header = Header(
        id=about["id"],
        authority=str(about.get("authority", "")),
        nation=str(about.get("nation", "")),
        revision=about["revision"],
        saved_at=schema.time_from_text(about["saved_at"]),
        saved_by=about["saved_by"],
        demo=about.get("demo") is True,
    )
    return Snapshot(header, {doc["id"]: doc for doc in tables["partners"].values()})


def _told(clash: Clash) -> str:
    change = clash.conflict.change
    what = " ".join(step.replace("_", " ") for step in change.path) or "the partner"
    when = f" at {clash.at:%H:%M} UTC on {clash.at.date().isoformat()}" if clash.at else ""
    current = clash.conflict.current
    gone = clash.conflict.gone or current is None
    to = f" to {in_words(current)}" if len(change.path) % 2 else ""  # a field's value tells enough
    deed = "removed" if gone else f"changed{to}"
    return f"{what} was {deed} by {clean_line(clash.by)}{when}"
