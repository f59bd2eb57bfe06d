"""Text that is being typed: on disk while it is typed, and found again when a session ended on it.

Every form has a file of its own in a folder of the person's own. It is written at each change and
removed when the form is saved or left on purpose. Beside it stands a lock, held as long as
somebody types there: it goes with the process, however that ends, and then the text is left over.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, get_args
from uuid import uuid4

import orjson

from tuiapp.domain.dates import in_full, local_time
from tuiapp.domain.text import clean
from tuiapp.errors import NotSaved
from tuiapp.store.storage import NO_FOLLOW, PRIVATE
from tuiapp.store.times import time_from_text, time_to_text

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from tuiapp.domain.changes.edits import Document
    from tuiapp.store.register import Register

Kind = Literal[
    "add",
    "edit",
    "note",
    "reason",
    "scores",
    "item",
    "log",
    "put-off",
    "policy",
    "figures",
]
"""What is typed: a new partner, a partner's fields, an item's note, why it is not applicable,
a round of scores, an item of the record, what was said to a partner, a line of Today that
is put off, the policy, or the figures of a quarter."""

VERSION: Final = 1
"""The version of a draft's file that is written, and the only one that is read."""
NEVER: Final = datetime.min.replace(tzinfo=UTC)
"""When something was typed in a form in which nothing is."""
SIZE_LIMIT: Final = 16 * 1024 * 1024
"""The largest draft that is read, in bytes."""
OWN_REMAINS: Final = re.compile(r"[0-9a-f]{32}\.(lock|new)")
"""The files that may be left where a draft was."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in one form.

    Attributes:
        kind: Which form it is.
        partner: The partner's id; of a new one, the id it will get.
        name: What the partner is called.
        topic: The checklist item it is about, or `part:id` of an item of the record;
            or the line of Today; may be empty.
        base: What the register held in the fields when the form was opened.
        values: What is typed in the fields that changed.
        at: When that was.
    """

    kind: Kind
    partner: str
    name: str = ""
    topic: str = ""
    base: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    at: datetime = NEVER

    def when(self) -> str:
        """Return the time in words: 22 November 2026 at 14:03."""
        at = local_time(self.at)
        return f"{in_full(at)} at {at:%H:%M}"

    def rebase(self, document: Document) -> Document:
        """Return a document with the typed fields as they were when the form was opened.

        A proposal that starts from it meets what somebody else changed meanwhile as a conflict.
        """
        kept = {name: value for name, value in document.items() if name not in self.values}
        return kept | {name: self.base[name] for name in self.values if name in self.base}


class Left(NamedTuple):
    """What ended sessions left.

    Attributes:
        drafts: What can be gone on with, oldest first; nobody else is offered it meanwhile.
        unreadable: Files that hold no draft this version can read.
    """

    drafts: list[OpenDraft]
    unreadable: list[Path]


class Drafts:
    """The drafts of one person in one register.

    Args:
        folder: Where they are kept; made when something is typed.
        register: The register it is typed for, and by whom.
        clock: What tells the time of a change.
    """

    def __init__(
        self, folder: Path, register: Register, clock: Callable[[], datetime] | None = None
    ) -> None:
        self.folder = folder
        self._register = register
        self._clock = clock or _now
        self._open: list[OpenDraft] = []

    def begin(self, kind: Kind, partner: str, name: str = "", topic: str = "") -> OpenDraft:
        """Return the draft of a form that is opened; one that was not saved yet goes on.

        Nothing is on disk until something is typed.
        """
        # Here, where opening the form takes a moment anyway, and not at the first letter.
        import filelock  # noqa: F401

        self._open = [opened for opened in self._open if not opened.is_over]
        for opened in self._open:
            known = opened.draft
            if (known.kind, known.partner, known.topic) == (kind, partner, topic):
                return opened
        draft = Draft(kind, partner, name, topic)
        self._open.append(OpenDraft(self, self.folder / f"{uuid4().hex}.json", draft))
        return self._open[-1]

    def left(self) -> Left:
        """Return what ended sessions left of this person's typing in this register."""
        left = Left([], [])
        try:
            with os.scandir(self.folder) as entries:
                found = {entry.name: entry for entry in entries}
        except FileNotFoundError:
            return left
        except OSError:
            return Left([], [self.folder])
        for name, entry in sorted(found.items()):
            path = self.folder / name
            if path.suffix == ".json":
                self._look_into(path, entry, left)
            elif OWN_REMAINS.fullmatch(name) and f"{path.stem}.json" not in found:
                self._remove_remains(path.with_suffix(".json"))
        left.drafts.sort(key=lambda opened: opened.draft.at)
        return left

    def document_of(self, draft: Draft) -> dict[str, Any]:
        """Return what a draft's file holds."""
        return {
            "version": VERSION,
            "register": self._register.snapshot.header.id,
            "place": self._register.place,
            "by": self._register.by,
            "kind": draft.kind,
            "partner": draft.partner,
            "name": draft.name,
            "topic": draft.topic,
            "at": time_to_text(draft.at),
            "base": dict(draft.base) if draft.kind == "item" else _typed_base(draft),
            "values": dict(draft.values),
        }

    def now(self) -> datetime:
        """Return the time."""
        return self._clock()

    def _look_into(self, path: Path, entry: os.DirEntry[str], left: Left) -> None:
        """Hold a file's draft if it is this person's and nobody types in it."""
        owner = (self._register.snapshot.header.id, self._register.by)
        opened = None
        try:
            held_by, draft = _read(path, entry)
            if held_by != owner:
                return
            opened = OpenDraft(self, path, draft)
            if not opened.hold():
                return
            # Whoever held it until now may have typed more, or have saved it.
            opened.draft = opened.brought_back = _read(path, entry)[1]
        except FileNotFoundError:
            if opened is not None:
                opened.end()
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            left.unreadable.append(path)
            if opened is not None:
                opened.leave()
        else:
            left.drafts.append(opened)
            self._open.append(opened)

    def _remove_remains(self, path: Path) -> None:
        """Remove what a session that ended between two steps left without a draft."""
        remains = OpenDraft(self, path, Draft("add", ""))
        with suppress(OSError):  # nothing depends on it
            if remains.hold():
                remains.end()


class OpenDraft:
    """The draft of a form that is open, or is offered to be opened again."""

    def __init__(self, drafts: Drafts, path: Path, draft: Draft) -> None:
        self.draft = draft
        """What is on disk; without values, nothing is."""
        self.brought_back: Draft | None = None
        """What an ended session left, if this is that."""
        self.is_over = False
        """Whether the form was saved or left, so that nothing more is kept."""
        self._drafts = drafts
        self._path = path
        self._lock: BaseFileLock | None = None

    def start_from(self, base: Mapping[str, Any]) -> None:
        """Remember what the register holds in the fields, as far as they are not typed in yet."""
        typed = {name: v for name, v in self.draft.base.items() if name in self.draft.values}
        untyped = {name: v for name, v in base.items() if name not in self.draft.values}
        self.draft = replace(self.draft, base=untyped | typed)

    def keep(self, values: Mapping[str, str]) -> None:
        """Let the disk hold what is typed now; without values, nothing.

        Raises:
            NotSaved: The disk refused; what it held before stays.
        """
        values = {name: clean(text) for name, text in values.items()}
        if self.is_over or values == self.draft.values:
            return
        draft = replace(self.draft, values=values, at=self._drafts.now())
        try:
            if values:
                self._write(orjson.dumps(self._drafts.document_of(draft)))
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise NotSaved(
                "Not kept",
                f"What you type would be lost with the line; {self._path.parent}: "
                f"{error.strerror or error}.",
                "Save soon.",
            ) from None
        self.draft = draft

    def end(self) -> None:
        """Take the draft away: the form was saved, or left on purpose."""
        if self._lock is None:  # nothing was ever typed
            self.is_over = True
            return
        # What cannot be removed is offered once more, and can be thrown away then.
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
            self._path.with_suffix(".new").unlink(missing_ok=True)
        self.leave()
        with suppress(OSError):
            self._path.with_suffix(".lock").unlink(missing_ok=True)

    def leave(self) -> None:
        """Let the draft go, to be offered at the next start."""
        self.is_over = True
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def hold(self) -> bool:
        """Whether nobody else holds the draft; from now on this session does."""
        from filelock import FileLock, Timeout

        if self._lock is None:
            lock = FileLock(self._path.with_suffix(".lock"), 0, PRIVATE, fallback_to_soft=False)
            try:
                lock.acquire()
            except Timeout:
                return False
            self._lock = lock
        return True

    def _write(self, data: bytes) -> None:
        """Replace the file, so that no instant has half a text.

        Without waiting for the disk, which a busy one makes longer than a key press may take:
        what ends a session leaves the system's memory of the file as it is, and only a computer
        that loses its power takes the last seconds with it.
        """
        if self._lock is None:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.hold()  # before there is a file that another session could be offered
        temporary = self._path.with_suffix(".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | NO_FOLLOW
        with os.fdopen(os.open(temporary, flags, PRIVATE), "wb") as file:
            file.write(data)
        temporary.replace(self._path)


def _typed_base(draft: Draft) -> dict[str, Any]:
    """Return what the register held in the fields that are typed in: no more of it is kept."""
    return {name: draft.base[name] for name in draft.values if name in draft.base}


def _now() -> datetime:
    return datetime.now(UTC)


def _read(path: Path, entry: os.DirEntry[str]) -> tuple[tuple[str, str], Draft]:
    """Return a file's draft, and for which register and by whom it was typed.

    Raises:
        OSError: It cannot be read.
        ValueError, TypeError, LookupError: It holds no draft.
    """
    if not entry.is_file(follow_symlinks=False) or entry.stat().st_size > SIZE_LIMIT:
        raise ValueError("not a draft")
    held = orjson.loads(path.read_bytes())
    texts = ("register", "by", "kind", "partner", "name", "topic", "at")
    register, by, kind, partner, name, topic, at = (held[key] for key in texts)
    values, base = held["values"], held["base"]
    told = [register, by, kind, partner, name, topic, at, *values.values()]
    if held["version"] != VERSION or kind not in get_args(Kind) or not isinstance(base, dict):
        raise ValueError("not a draft of this version")
    if not values or not all(isinstance(text, str) for text in told):
        raise ValueError("not the text of a form")
    draft = Draft(kind, partner, name, topic, base, values, time_from_text(at))
    return (register, by), draft
