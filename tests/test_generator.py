"""The generator of made-up registers that the measurements stand on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.registers import make_register
from tests.conftest import NOON, Run
from tuiapp.content.loader import load_guide
from tuiapp.domain.attention.today import asked_of_us
from tuiapp.domain.changes.undo import undo
from tuiapp.domain.models.base import in_model_order, to_document
from tuiapp.domain.models.partner import PARTNER_SHAPE
from tuiapp.domain.models.policy import read_policy
from tuiapp.errors import NotSaved
from tuiapp.store.file_register import FileRegister

TODAY = NOON.date()
MANY = 120
"""Partners: enough for some of everything, few enough to be quick."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a made-up register."""
    path = tmp_path_factory.mktemp("made") / "made.json"
    make_register(path, MANY, today=TODAY)
    return path


@pytest.fixture
def made(path: Path) -> FileRegister:
    """Return the made-up register, opened to be looked at."""
    return FileRegister(path, by="Parks officer", read_only=True)


def test_it_is_sound(path: Path, made: FileRegister, run_partnertui: Run) -> None:
    """The check finds nothing, and nothing is warned of."""
    assert run_partnertui("--register", path, "check").code == 0
    assert made.is_sound
    assert not made.warnings


def test_the_same_numbers_make_the_same_register(path: Path, tmp_path: Path) -> None:
    """The file follows from the number of partners, the seed and the day, byte by byte."""
    make_register(tmp_path / "same.json", MANY, today=TODAY)
    make_register(tmp_path / "other.json", MANY, today=TODAY, seed=2)

    assert (tmp_path / "same.json").read_bytes() == path.read_bytes()
    assert (tmp_path / "other.json").read_bytes() != path.read_bytes()


def test_every_partner_is_as_the_program_writes_it(made: FileRegister) -> None:
    """Each is valid, in canonical form and in the model's order, so that saving changes no more."""
    for partner_id, document in made.snapshot.documents.items():
        written = in_model_order(to_document(made.snapshot.partner(partner_id)), PARTNER_SHAPE)

        assert list(written.items()) == list(document.items())


def test_as_many_are_accepted_as_was_asked_for(tmp_path: Path) -> None:
    """The share counts; the others are of every other status."""
    make_register(tmp_path / "some.json", MANY, accepted=0.25, today=TODAY)
    documents = FileRegister(tmp_path / "some.json", by="Nobody").snapshot.documents.values()
    counts = Counter(document["status"] for document in documents)

    assert counts["partner"] == MANY // 4
    assert {"not-yet-looked-at", "grant-only"} < counts.keys()
    assert counts.total() == MANY


def test_names_are_mixed_and_each_is_borne_once(made: FileRegister) -> None:
    """Names are short and long, some with accents, and none stands twice."""
    names = [str(document["name"]) for document in made.snapshot.documents.values()]

    assert len(set(names)) == MANY
    assert min(map(len, names)) < 15
    assert max(map(len, names)) > 70
    assert any(not name.isascii() for name in names)


def test_something_is_recorded_in_every_part(made: FileRegister) -> None:
    """Checklists, scores, contacts, papers, money, actions, logs and results are all there."""
    held = {name for document in made.snapshot.documents.values() for name in document}

    assert held >= {
        *("checklist", "scores", "contacts", "agreements", "documents", "money", "risks"),
        *("dependencies", "actions", "log", "results", "reviews", "notes", "email"),
    }


def test_today_has_something_in_every_group(made: FileRegister) -> None:
    """Partners ask for what safety, promises, silence and order ask for."""
    snapshot = made.snapshot
    policy, guide = read_policy(snapshot.header.policy), load_guide()
    found = {
        need.group
        for document in snapshot.documents.values()
        for need in asked_of_us(document, snapshot.read, policy, TODAY, guide).needs
    }

    assert found == {"must-do", "promised", "gone-quiet", "tidy-up"}


def test_what_the_log_tells_can_be_undone(path: Path, tmp_path: Path) -> None:
    """The newest entry of the log is what stands in its partner, so that undoing takes it away."""
    copy = tmp_path / "copy.json"
    copy.write_bytes(path.read_bytes())
    register = FileRegister(copy, by="Parks officer", clock=lambda: NOON)
    newest = register.history()[-1]

    assert newest.at.date() < TODAY
    assert register.save(undo(newest)).edit is not None


def test_a_file_that_is_there_stays(path: Path) -> None:
    """Nothing is written over."""
    before = path.read_bytes()

    with pytest.raises(NotSaved, match="There is a file"):
        make_register(path, 1)
    assert path.read_bytes() == before
