"""Two accounts of one group work in one register, whatever umask each of them has."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuiapp.domain.register import partner_edits
from tuiapp.store import archive, backups, transaction
from tuiapp.store.file_register import FileRegister, create_register

GROUP, ANN, BOB = 54300, 54301, 54302
"""Accounts that need not exist: a number is enough to own a file."""
SAVES = 12

fork = multiprocessing.get_context("fork")


@pytest.fixture
def shared() -> Iterator[Path]:
    """Return a register of Ann's that is open to the group, in a folder of the group."""
    if os.geteuid() != 0:
        pytest.skip("only root can be two people")
    # Not under the test's own folder, into which no other account can go.
    folder = Path(tempfile.mkdtemp(prefix="shared-"))
    os.chown(folder, ANN, GROUP)
    folder.chmod(0o2770)
    path = folder / "register.json"
    create_register(path, by="Ann")
    tables = path.read_bytes().replace(b'"policy": {}', b'"policy": {"log_limit": 10}')
    path.write_bytes(tables)
    FileRegister(path, by="Ann").accept_outside()
    for entry in (path, *folder.rglob("*")):
        os.chown(entry, ANN, GROUP)
        entry.chmod(0o770 if entry.is_dir() else 0o660)
    yield path
    shutil.rmtree(folder)


def save_as(user: int, path: Path, names: list[str]) -> None:
    """Save partners from another process, as an account with umask 077."""
    assert transaction  # loaded already: the account may not be able to read our own files

    def work() -> None:
        os.setgroups([GROUP])
        os.setgid(user)
        os.setuid(user)
        os.umask(0o077)
        register = FileRegister(path, by=str(user))
        for name in names:
            register.save(partner_edits.add(name, {}))

    process = fork.Process(target=work)
    process.start()
    process.join(60)
    assert process.exitcode == 0


def test_two_accounts_of_one_group_save_in_turn(shared: Path) -> None:
    """Each save of either leaves mode and group as they were, on everything beside it too."""
    expected = []
    for turn in range(SAVES):
        for user in (ANN, BOB):
            expected.append(f"{user} {turn}")
            save_as(user, shared, expected[-1:])

    register = FileRegister(shared, by="root")
    assert [doc["name"] for doc in register.snapshot.documents.values()] == expected
    told = [edit.label for edit in (*register.archived(), *register.history())]
    assert told[1:] == [f"Added {name}" for name in expected]
    for entry in shared.parent.rglob("*"):
        assert entry.stat().st_gid == GROUP
        assert stat.S_IMODE(entry.stat().st_mode) & 0o777 == (0o770 if entry.is_dir() else 0o660)


def test_either_account_prunes_the_others_backups(shared: Path) -> None:
    """Copies that are no longer needed go, whoever made them."""
    save_as(ANN, shared, [f"A{n}" for n in range(SAVES)])
    save_as(BOB, shared, [f"B{n}" for n in range(SAVES)])

    kept = [backup for backup in backups.list_backups(shared) if not backup.word]
    assert len(kept) == backups.SAVES
    assert archive.folder_of(shared).is_dir()
