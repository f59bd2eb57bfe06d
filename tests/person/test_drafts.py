"""Drafts on disk: whole at every instant, held while somebody types, and offered afterwards."""

from __future__ import annotations

import errno
import os
import stat
from datetime import datetime
from functools import partial
from pathlib import Path

import orjson
import pytest

from tests.conftest import NOON
from tuiapp.errors import NotSaved
from tuiapp.person.drafts import Draft, Drafts
from tuiapp.store.file_register import FileRegister


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where drafts are to be kept; it is not there yet."""
    return tmp_path / "state" / "drafts"


@pytest.fixture
def session(folder: Path, register: FileRegister) -> Drafts:
    """Return the drafts of one session."""
    return Drafts(folder, register, lambda: NOON)


@pytest.fixture
def next_session(folder: Path, register: FileRegister) -> Drafts:
    """Return the drafts of the session after it."""
    return Drafts(folder, register, lambda: NOON)


def names(folder: Path) -> list[str]:
    """Return the endings of the names in a folder."""
    return sorted(entry.suffix for entry in folder.iterdir()) if folder.exists() else []


def test_a_form_in_which_nothing_is_typed_leaves_no_file(session: Drafts, folder: Path) -> None:
    """Neither opening a form nor closing it makes so much as the folder."""
    draft = session.begin("edit", "park-1")
    draft.keep({})
    draft.end()

    assert not folder.exists()
    assert session.left() == ([], [])


def test_what_was_typed_is_found_when_its_session_has_ended(
    session: Drafts, next_session: Drafts
) -> None:
    """The next session finds values, what they were before, whose it is and when it was typed."""
    draft = session.begin("note", "park-1", "Heron Wood", "exit-plan")
    draft.start_from({"note": "old", "evidence": "file 1"})
    draft.keep({"note": "new"})
    draft.leave()

    (found,) = next_session.left().drafts

    kept = Draft(
        "note", "park-1", "Heron Wood", "exit-plan", {"note": "old"}, {"note": "new"}, NOON
    )
    assert found.draft == found.brought_back == kept
    assert kept.when() == "22 November 2026 at 12:00"


def test_nobody_is_offered_what_is_held(session: Drafts, next_session: Drafts) -> None:
    """A draft is held while it is typed, and again by the session that is offered it."""
    draft = session.begin("edit", "park-1")
    draft.keep({"name": "Heron"})
    assert next_session.left().drafts == []

    draft.leave()
    (found,) = next_session.left().drafts
    assert session.left().drafts == []

    found.leave()
    assert len(session.left().drafts) == 1


def test_a_draft_gone_on_with_never_leaves_the_disk(
    session: Drafts, next_session: Drafts, folder: Path
) -> None:
    """It goes on in the file it was in, and that file goes when the form is done with."""
    draft = session.begin("edit", "park-1")
    draft.keep({"name": "Heron"})
    draft.leave()
    (path,) = folder.glob("*.json")

    (found,) = next_session.left().drafts
    assert path.exists()
    found.keep({"name": "Heron Wood"})
    assert orjson.loads(path.read_bytes())["values"] == {"name": "Heron Wood"}
    found.end()
    assert names(folder) == []


def test_a_form_that_is_done_with_keeps_nothing_more(session: Drafts, folder: Path) -> None:
    """A letter that arrives after the save brings no file back."""
    draft = session.begin("edit", "park-1")
    draft.keep({"name": "Heron"})
    draft.end()
    draft.keep({"name": "Heron W"})

    assert names(folder) == []


def test_a_field_put_back_takes_the_file_away_until_something_is_typed_again(
    session: Drafts, next_session: Drafts, folder: Path
) -> None:
    """Without a value that differs there is no draft; the next one is held as before."""
    draft = session.begin("edit", "park-1")
    draft.keep({"name": "Heron"})
    draft.keep({})
    assert names(folder) == [".lock"]
    draft.keep({"name": "Her"})
    assert names(folder) == [".json", ".lock"]
    assert next_session.left().drafts == []


def test_a_form_opened_again_before_it_was_saved_goes_on(session: Drafts) -> None:
    """Where a save was refused, the same form finds its text; another form begins empty."""
    draft = session.begin("reason", "park-1", "Heron Wood", "exit-plan")
    draft.keep({"mark": "No land"})

    assert session.begin("reason", "park-1", "Heron Wood", "exit-plan") is draft
    assert session.begin("reason", "park-2", "Elm", "exit-plan") is not draft
    draft.end()
    assert session.begin("reason", "park-1", "Heron Wood", "exit-plan") is not draft


def test_only_the_same_person_in_the_same_register_is_offered_a_draft(
    session: Drafts, folder: Path, register_path: Path
) -> None:
    """Another name on the same account finds nothing, and the draft stays."""
    draft = session.begin("edit", "park-1")
    draft.keep({"name": "Heron"})
    draft.leave()
    somebody = Drafts(folder, FileRegister(register_path, by="Trees officer"), lambda: NOON)

    assert somebody.left() == ([], [])
    assert len(session.left().drafts) == 1


def test_drafts_come_oldest_first(folder: Path, register: FileRegister) -> None:
    """The order of the files is chance; that of the typing is not."""
    for hour in (15, 13, 14):
        session = Drafts(folder, register, partial(NOON.replace, hour=hour))
        draft = session.begin("add", f"park-{hour}")
        draft.keep({"name": "Heron"})
        draft.leave()

    times: list[datetime] = [found.draft.at for found in session.left().drafts]
    assert [time.hour for time in times] == [13, 14, 15]


def test_a_proposal_starts_from_what_its_author_saw() -> None:
    """Typed fields are as they were when the form was opened; the others as they are now."""
    draft = Draft(
        "edit", "p", base={"place": "Mill", "level": "light"}, values={"place": "M", "web": "w"}
    )

    assert draft.rebase({"place": "Amber", "web": "x", "level": "full"}) == {
        "place": "Mill",
        "level": "full",
    }


BROKEN = {
    "empty": b"",
    "cut": b'{"version": 1, "reg',
    "a list": b"[]",
    "text": b'"draft"',
    "newer": b'{"version": 2}',
    "no values": b'{"version": 1, "values": {}}',
    "not UTF-8": b'{"version": 1, "by": "\xff"}',
}


@pytest.mark.parametrize("held", BROKEN.values(), ids=BROKEN)
def test_a_file_without_a_draft_is_named_and_left(
    session: Drafts, folder: Path, held: bytes
) -> None:
    """It is neither read as something else nor removed, and does not hide the others."""
    draft = session.begin("edit", "park-1")
    draft.keep({"name": "Heron"})
    draft.leave()
    path = folder / "broken.json"
    path.write_bytes(held)

    left = session.left()

    assert left.unreadable == [path]
    assert len(left.drafts) == 1
    assert path.read_bytes() == held


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": {"name": 1}},
        {"values": []},
        {"values": {}},
        {"values": None},
        {"base": []},
        {"kind": "letter"},
        {"kind": []},
        {"at": "noon"},
        {"at": None},
        {"topic": None},
        {"version": "1"},
    ],
)
def test_each_wrong_part_of_a_draft_is_noticed(
    session: Drafts, folder: Path, wrong: dict[str, object]
) -> None:
    """Nothing of a file is taken on trust: a part of another kind makes it unreadable."""
    draft = session.begin("edit", "park-1")
    draft.keep({"name": "Heron"})
    draft.leave()
    (path,) = folder.glob("*.json")
    path.write_bytes(orjson.dumps({**orjson.loads(path.read_bytes()), **wrong}))

    assert session.left() == ([], [path])


def test_what_is_no_plain_file_is_not_opened(session: Drafts, folder: Path, tmp_path: Path) -> None:
    """A pipe would wait for ever, and a link may lead anywhere."""
    folder.mkdir(parents=True)
    os.mkfifo(folder / "a.json")
    (folder / "b.json").symlink_to(tmp_path / "register.json")
    (folder / "c.json").mkdir()

    assert [path.name for path in session.left().unreadable] == ["a.json", "b.json", "c.json"]


def test_remains_of_a_session_that_ended_between_two_steps_are_cleared(
    session: Drafts, folder: Path
) -> None:
    """A lock or a half-written text without a draft goes at the next start, and nothing else."""
    folder.mkdir(parents=True)
    (folder / f"{'a1' * 16}.lock").touch()
    (folder / f"{'b2' * 16}.new").write_bytes(b"{")
    for name in ("notes.txt", "notes.new", "mail.lock"):
        (folder / name).touch()

    assert session.left() == ([], [])
    assert sorted(path.name for path in folder.iterdir()) == ["mail.lock", "notes.new", "notes.txt"]


def test_drafts_are_their_authors_alone(session: Drafts, folder: Path) -> None:
    """Folder and files cannot be read by others, whatever the umask says."""
    before = os.umask(0)
    try:
        session.begin("edit", "park-1").keep({"name": "Heron"})
    finally:
        os.umask(before)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("call", ["open", "replace", "mkdir"])
def test_a_disk_that_refuses_is_told_and_what_it_held_stays(
    session: Drafts, folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """The error says where and why; once there is room again, the next letter is kept."""
    draft = session.begin("edit", "park-1")
    if call != "mkdir":
        draft.keep({"name": "Heron"})

    def refuse(*given: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        with pytest.raises(NotSaved, match="No space left"):
            draft.keep({"name": "Heron W"})
        patch.undo()
    if call != "mkdir":
        (path,) = folder.glob("*.json")
        assert orjson.loads(path.read_bytes())["values"] == {"name": "Heron"}
    draft.keep({"name": "Heron W"})
    (path,) = folder.glob("*.json")
    assert orjson.loads(path.read_bytes())["values"] == {"name": "Heron W"}


def test_text_that_no_file_can_hold_is_kept_with_signs(session: Drafts, folder: Path) -> None:
    """A half of a character and codes for a terminal become what they are shown as."""
    session.begin("edit", "park-1").keep({"name": "A\ud800\x1bB"})

    (path,) = folder.glob("*.json")
    assert orjson.loads(path.read_bytes())["values"] == {"name": "A⟨U+D800⟩␛B"}
