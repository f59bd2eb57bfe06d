"""A register in one TinyDB JSON file that several people may have open."""

from __future__ import annotations

import os
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from tuiapp.domain.changes.edits import Change, Conflict, Document, Edit, Proposal, apply
from tuiapp.domain.changes.undo import last_edit_of
from tuiapp.domain.history.sentences import in_words
from tuiapp.domain.models.identifiers import RECORD
from tuiapp.domain.models.policy import log_limit
from tuiapp.domain.text import clean_line, count
from tuiapp.errors import NotSaved, RegisterUnreadable
from tuiapp.store import archive, backups, schema, storage
from tuiapp.store.edit_log import EditLog
from tuiapp.store.external_changes import (
    Outside,
    changed_outside,
    differences,
    edits_since,
    own_record,
    shape_of,
)
from tuiapp.store.location_checks import warnings_of
from tuiapp.store.lock import Wait, locked
from tuiapp.store.log_table import LogTable
from tuiapp.store.recovery import with_backup_offered
from tuiapp.store.register import Clash, Conflicted, Header, Replaced, Saved, Snapshot
from tuiapp.store.times import time_from_text, time_to_text

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
    saved = {"revision": 0, "saved_at": time_to_text(clock()), "saved_by": by}
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
        on_wait: Called when a save has to wait for another, with the name of who saves
            ("" if unknown).

    Raises:
        RegisterUnreadable: There is no register at the path, or none that can be read.
    """

    def __init__(
        self,
        path: Path,
        *,
        by: str,
        read_only: bool = False,
        clock: Clock = now,
        on_wait: Callable[[str], None] | None = None,
    ) -> None:
        self._path = Path(os.path.realpath(path))  # resolve() raises its own error on a loop
        self._named = path
        self._by = by
        self._read_only = read_only
        self._clock = clock
        self._on_wait = on_wait
        self._refused: tuple[storage.Stamp | None, RegisterUnreadable] | None = None
        self._is_swept = False
        self._saved_here: set[str] = set()
        self._ahead: tuple[schema.Parsed, storage.Stamp] | None = None
        """What was read of the file before anybody asked."""
        self._read_edits: dict[str, tuple[Document, Edit]] = {}
        """The log's entries by number, as stored and as they were read."""
        self._built: tuple[object, dict[int, Edit]] = (None, {})
        """The version of a large log, and those of its edits that were looked at."""
        self._adopt(*self._read())

    @property
    def by(self) -> str:
        """Who saves here."""
        return self._by

    @property
    def place(self) -> str:
        """The file, as it was named."""
        return str(self._named)

    @property
    def path(self) -> Path:
        """The file itself, whatever link led to it."""
        return self._path

    @property
    def snapshot(self) -> Snapshot:
        """The register as last read."""
        return self._snapshot

    @property
    def why_read_only(self) -> str:
        """Why nothing can be saved, in a few words; "" where it can."""
        if self._read_only:
            return "opened read-only"
        if self._parsed.is_newer:
            return f"format {self._parsed.format}, newer than this partnertui"
        return "" if self._parsed.is_as_saved else "changed outside partnertui"

    @property
    def warnings(self) -> Sequence[str]:
        """What is unsafe about where the file lives."""
        return warnings_of(self._path)

    def refresh(self) -> Snapshot:
        """Return the register as it is now, read again if the file moved; see the port."""
        stamp = storage.stamp_of(self._path)
        if stamp == self._stamp:
            return self._snapshot
        if self._refused is not None and self._refused[0] == stamp:
            raise self._refused[1]
        try:
            parsed, read = self._read()
        except RegisterUnreadable as error:
            self._refused = (stamp, error)
            raise
        was = self._parsed
        self._adopt(parsed, read)
        if not _continues(was.tables, parsed.tables):
            raise Replaced(
                "Put back to another version",
                f"{self._named} does not go on from what was shown here: it is now as "
                f"{clean_line(self._snapshot.header.saved_by)} saved it, revision "
                f"{self._snapshot.header.revision}.",
                "Look again before you save. What was saved before is among the backups: "
                "partnertui restore",
            )
        return self._snapshot

    @property
    def has_moved(self) -> bool:
        """Whether somebody else saved since it was last read, as far as a quick look tells."""
        stamp = storage.stamp_of(self._path)
        return stamp != self._stamp and (self._refused is None or stamp != self._refused[0])

    def read_ahead(self) -> None:
        """Read what somebody else saved, so that the next `refresh` need not; in any thread."""
        with suppress(RegisterUnreadable):  # `refresh` finds that too, and tells it
            self._ahead = self._parse()

    def is_saved_here(self, edit_id: str) -> bool:
        """Whether the edit with this id was saved by this object, so in this session."""
        return edit_id in self._saved_here

    def history(self) -> Sequence[Edit]:
        """Return the log, oldest first, as far back as the file holds it."""
        log = self._parsed.tables["edits"]
        if isinstance(log, LogTable):
            return EditLog(log, self._built_of(log), schema.edit_from_document)
        return tuple(self._edits())

    def problems_of_log(self) -> Iterator[str]:
        """Yield what is wrong with the older part of the log; the file's own part was checked.

        Raises:
            RegisterUnreadable: A file of the older part may not be read.
        """
        for entry in archive.entries(self._path):
            if isinstance(entry, archive.Line):
                yield f"Line {entry.number} of {entry.path} holds no edit."

    @property
    def log_from(self) -> int:
        """The number of the first edit that the file's log holds; 1 where it holds them all."""
        return int(self._parsed.tables["register"]["1"]["log_from"])

    @property
    def edit_count(self) -> int:
        """How many edits the file's log holds."""
        return len(self._parsed.tables["edits"])

    def archived(self) -> Sequence[Edit]:
        """Return the older part of the log, oldest first, from the folder beside the file."""
        here = {document["id"] for document in self._parsed.tables["edits"].values()}
        documents, _ = archive.read(self._path)
        return tuple(schema.edit_from_document(doc) for doc in documents if doc["id"] not in here)

    @property
    def is_sound(self) -> bool:
        """Whether the file is just as some partnertui saved it."""
        return self._parsed.is_as_saved

    def changed_outside(self) -> Outside | None:
        """Return what was changed in the file outside partnertui; None where nothing was."""
        if self._parsed.is_as_saved or self._parsed.is_newer:
            return None
        return changed_outside(self._path, self._parsed.tables)

    def differences_from(self, tables: schema.Tables) -> tuple[Change, ...]:
        """Return the changes that make this register's records those of another's tables."""
        return tuple(differences(self._parsed.tables, tables))

    def edits_since(self, tables: schema.Tables) -> list[Edit]:
        """Return the edits, oldest first, of which another's tables do not hold the result."""
        return edits_since(self._parsed.tables, tables, self.archived)

    def keep_copy(self) -> Path:
        """Keep a copy of the register for ever, and return where.

        Raises:
            NotSaved: The disk refused.
        """
        with self._locked():
            header = self._parsed.tables["register"]["1"]
            try:
                return backups.copy(self._path, header, backups.KEPT)
            except OSError as error:
                raise storage.not_saved(self._path, error) from None

    def save(self, proposal: Proposal, *, wait: bool = True, only_at: int | None = None) -> Saved:
        """Make a proposal an edit of the log; see the port for what is raised.

        Args:
            proposal: What to save.
            wait: Whether to wait for somebody else's save.
            only_at: The revision that the proposal was made for; at any other it is refused.
        """
        self.refuse_if_read_only()
        with self._locked(wait=wait):
            self.refuse_if_read_only()
            self.refuse_if_moved(only_at)
            outcome = apply(self._records(), proposal.changes, shape_of)
            if outcome.conflicts:
                raise self._conflicted(proposal, outcome.conflicts)
            # An undo that finds everything put back already still counts, or it would be the
            # next one again.
            if not outcome.changes and proposal.undoes is None:
                return Saved(None, self._snapshot)
            edit = self._edit(proposal.label, outcome.changes, undoes=proposal.undoes)
            self._commit(edit, self._parsed.tables, outcome.documents)
        return Saved(edit, self._snapshot)

    def accept_outside(self) -> Saved:
        """Make what was changed outside partnertui an edit of the log, so that saving goes on.

        Partners are kept as they stand in the file, readable or not; one that came with an id of
        another program gets a uuid. The log and what the register says of itself stay as they
        were saved, where a copy of that save is there.

        Raises:
            NotSaved: It is read-only for another reason, or the disk refused.
        """
        if self._read_only or self._parsed.is_newer:
            self.refuse_if_read_only()
        with self._locked():
            outside = self.changed_outside()
            if outside is None:
                return Saved(None, self._snapshot)
            how_many = count(len(outside.changes), "change")
            label = f"Accepted {how_many} made outside partnertui"
            if outside.base is None:
                label = "Accepted the file as it was, changed outside partnertui"
            tables = outside.tables
            if outside.is_exact and outside.base_tables is not None:
                own = own_record(tables["register"]["1"])
                header = {**outside.base_tables["register"]["1"], **own}
                log = outside.base_tables["edits"]
                tables = {**tables, "register": {"1": header}, "edits": log}
            edit = self._edit(label, outside.changes)
            self._commit(edit, tables, {})
        return Saved(edit, self._snapshot)

    @contextmanager
    def _locked(self, *, wait: bool = True) -> Iterator[None]:
        """Hold the lock, with the register as it is now."""
        header = self._snapshot.header
        last = f"; {clean_line(header.saved_by)} saved last, at {header.saved_at:%H:%M} UTC"
        patience = Wait(notify=self._on_wait) if wait else Wait(seconds=0)
        with locked(self._path, self._by, last, wait=patience):
            self.refresh()
            if not self._is_swept:
                storage.sweep(self._path)
                self._is_swept = True
            yield

    def _read(self) -> tuple[schema.Parsed, storage.Stamp]:
        """Return what the file holds now.

        Raises:
            RegisterUnreadable: It is gone, damaged, or it is another register.
        """
        try:
            ahead = self._ahead
            if ahead is not None and ahead[1] == storage.stamp_of(self._path):
                parsed, stamp = ahead
            else:
                parsed, stamp = self._parse()
        except RegisterUnreadable as error:
            raise with_backup_offered(error, self._path) from None
        known: Snapshot | None = getattr(self, "_snapshot", None)
        if known is not None and parsed.tables["register"]["1"]["id"] != known.header.id:
            raise RegisterUnreadable(
                "Another register",
                f"Another register was put in the place of {self._named}.",
                "Nothing is written over it. Leave, and open the one you want.",
            )
        return parsed, stamp

    def _parse(self) -> tuple[schema.Parsed, storage.Stamp]:
        """Return what the file holds now; raises RegisterUnreadable where it is no register."""
        data, stamp = storage.read_file(self._path)
        before: schema.Parsed | None = getattr(self, "_parsed", None)
        known = before.known if before is not None else {}
        log = before.tables["edits"] if before is not None else None
        kept = log if isinstance(log, LogTable) else None
        return schema.parse(data, str(self._named), known, kept), stamp

    def _adopt(self, parsed: schema.Parsed, stamp: storage.Stamp) -> None:
        """Take what the file holds as the register."""
        self._snapshot = _snapshot(parsed.tables)
        self._parsed, self._stamp = parsed, stamp
        self._refused = self._ahead = None

    def _edit(self, label: str, changes: Sequence[Change], undoes: str | None = None) -> Edit:
        at = self._clock().replace(microsecond=0)
        return Edit(str(uuid4()), label, at, self._by, tuple(changes), undoes)

    def _records(self) -> Mapping[str, Document]:
        """Return every record that an edit may change, by id."""
        own = own_record(self._parsed.tables["register"]["1"])
        return ChainMap({RECORD: own}, cast(dict[str, Document], self._snapshot.documents))

    def _commit(
        self, edit: Edit, tables: schema.Tables, documents: Mapping[str, Document | None]
    ) -> None:
        """Write the edit and what it led to; the memory follows the disk, never the reverse."""
        from tuiapp.store.transaction import tables_after  # TinyDB: only a save needs it

        revision = tables["register"]["1"]["revision"] + 1
        after = tables_after(tables, edit, documents, revision)
        try:
            self._keep_what_is_replaced()
            self._shorten_log(after)
        except OSError as error:
            raise storage.not_saved(self._path, error) from None
        data = schema.serialise(after)
        with backups.keeping(self._path, data, after["register"]["1"]):
            stamp = storage.replace_file(self._path, data)
        known = self._parsed.known
        self._adopt(schema.Parsed(after, True, schema.FORMAT, known), stamp)
        self._saved_here.add(edit.id)
        backups.prune(self._path, after["register"]["1"])

    def _keep_what_is_replaced(self) -> None:
        """Keep a copy of a version that has none: one from elsewhere, or of an older format."""
        header = self._parsed.tables["register"]["1"]
        word = f"format-{self._parsed.format}" if self._parsed.format < schema.FORMAT else ""
        if not self._parsed.is_as_saved:
            word = "changed-outside"
        name = backups.name_of(header, word)
        if word or not (backups.folder_of(self._path) / name).exists():
            backups.copy(self._path, header, word)

    def _shorten_log(self, tables: dict[str, Any]) -> None:
        """Move the oldest edits of a log that is too long to the folder beside the register."""
        edits, header = tables["edits"], tables["register"]["1"]
        limit = log_limit(header["policy"])
        if len(edits) <= limit:
            return
        numbers = sorted(map(int, edits))
        # Some more than must be, so that not every save from now on has to.
        moved, kept = numbers[: len(edits) - limit + limit // 10], numbers[-limit + limit // 10 :]
        archive.append(self._path, (edits[str(number)] for number in moved))
        if isinstance(edits, LogTable):
            tables["edits"] = edits.since(kept[0])
        else:
            tables["edits"] = {str(number): edits[str(number)] for number in kept}
        header["log_from"] = kept[0]

    def refuse_if_moved(self, revision: int | None) -> None:
        """Refuse to go on at another revision than the one somebody looked at.

        Raises:
            NotSaved: The register, as last read, is not at this revision.
        """
        header = self._snapshot.header
        if revision is None or header.revision == revision:
            return
        raise NotSaved(
            "Not saved, because the register moved on",
            f"{self._named} is at revision {header.revision} and no longer at {revision}: "
            f"{clean_line(header.saved_by)} saved last, at {header.saved_at:%H:%M} UTC on "
            f"{header.saved_at.date().isoformat()}.",
            "Nothing was changed. Look again, then decide.",
        )

    def refuse_if_read_only(self) -> None:
        """Raise what a save would raise where nothing can be saved; see the port."""
        if self._read_only:
            raise NotSaved("Not saved", f"{self._named} was opened read-only.", "")
        if self._parsed.is_newer:
            raise RegisterUnreadable(
                "Not saved",
                f"{self._named} has format {self._parsed.format}; this partnertui writes format "
                f"{schema.FORMAT} and can only look at it.",
                "Use the partnertui that saved it.",
            )
        if not self._parsed.is_as_saved:
            raise NotSaved(
                "Changed outside partnertui",
                f"{self._named} is not as partnertui saved it, so nothing is written over it.",
                "See what was changed with: partnertui check. Then: partnertui check --accept",
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
        return Conflicted(proposal, f"{proposal.label}: {told}{more}.", clashes)

    def _built_of(self, log: LogTable) -> dict[int, Edit]:
        """Return the edits of a large log that were built before."""
        if self._built[0] is not log.version:
            self._built = (log.version, {})
        return self._built[1]

    def _edits(self) -> Iterator[Edit]:
        """Yield the log, oldest first; an entry that was read already as it was read."""
        numbered = sorted(self._parsed.tables["edits"].items(), key=lambda pair: int(pair[0]))
        read = self._read_edits
        self._read_edits = {}
        for number, document in numbered:
            known = read.get(number)
            if known is None or known[0] is not document:
                known = (document, schema.edit_from_document(document))
            self._read_edits[number] = known
            yield known[1]


def _continues(was: schema.Tables, now_: schema.Tables) -> bool:
    """Whether a register goes on from a version that was seen, rather than beside or before it."""
    old, new = was["register"]["1"], now_["register"]["1"]
    seen = old["revision"]
    if new["revision"] <= seen:
        return bool(new["revision"] == seen and new["saved_at"] == old["saved_at"])
    last, same = (tables["edits"].get(str(seen)) for tables in (was, now_))
    # The edit that was newest then may have left the file since, but is no other.
    return last is None or same is None or bool(same["id"] == last["id"])


def _snapshot(tables: schema.Tables) -> Snapshot:
    about = tables["register"]["1"]
    header = Header(
        id=about["id"],
        authority=str(about.get("authority", "")),
        nation=str(about.get("nation", "")),
        revision=about["revision"],
        saved_at=time_from_text(about["saved_at"]),
        saved_by=about["saved_by"],
        demo=about.get("demo") is True,
        policy=about["policy"],
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
