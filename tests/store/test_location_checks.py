"""Where a register lives, and what is unsafe about that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuiapp.store import location_checks

MOUNTINFO = """\
22 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
30 22 0:25 / /mnt/parks rw shared:1 - nfs4 server:/parks rw
31 22 0:26 / /mnt/parks\\040and\\040trees rw - cifs //server/share rw
32 30 0:27 / /mnt/parks/local rw master:2 propagate_from:1 - ext4 /dev/vdb1 rw
33 22 0:28 / /home/ann/far rw - fuse.sshfs ann@host: rw
34 22 0:29 / /mnt/twice rw - nfs server:/a rw
35 22 0:30 / /mnt/twice rw - tmpfs tmpfs rw
a line that is none
"""


@pytest.fixture
def _mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the computer have these file systems."""
    (tmp_path / "mountinfo").write_text(MOUNTINFO)
    monkeypatch.setattr(location_checks, "MOUNTS", tmp_path / "mountinfo")


@pytest.mark.usefixtures("_mounts")
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/register.json", "ext4"),
        ("/mnt/parks/register.json", "nfs4"),
        ("/mnt/parksandmore/register.json", "ext4"),
        ("/mnt/parks and trees/register.json", "cifs"),
        ("/mnt/parks/local/register.json", "ext4"),
        ("/home/ann/far/register.json", "fuse.sshfs"),
        ("/mnt/twice/register.json", "tmpfs"),
    ],
)
def test_the_file_system_of_a_path_is_known(path: str, kind: str) -> None:
    """The nearest mount point decides, and of two on one folder the later."""
    assert location_checks.file_system_of(Path(path)) == kind


@pytest.mark.usefixtures("_mounts")
@pytest.mark.parametrize("folder", ["/mnt/parks", "/mnt/parks and trees", "/home/ann/far"])
def test_a_register_on_a_network_is_warned_of(folder: str) -> None:
    """NFS, CIFS and FUSE are named, with what may happen and what to do."""
    (told,) = location_checks.warnings_of(Path(folder) / "register.json")

    assert "locks may not hold" in told
    assert "move the register to a local disk" in told


@pytest.mark.usefixtures("_mounts")
@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (0o604, "Everybody on this computer can read"),
        (0o666, "Everybody on this computer can read and change"),
    ],
)
def test_a_register_open_to_everybody_is_warned_of(
    register_path: Path, mode: int, words: str
) -> None:
    """A register that every account can read is told, with the command that closes it."""
    register_path.chmod(mode)
    (told,) = location_checks.warnings_of(register_path)

    assert told.startswith(words)
    assert f"chmod o-rw '{register_path}'" in told


@pytest.mark.usefixtures("_mounts")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660])
def test_a_register_for_its_owner_or_group_is_well_kept(register_path: Path, mode: int) -> None:
    """On a local disk and closed to others there is nothing to say."""
    register_path.chmod(mode)

    assert location_checks.warnings_of(register_path) == ()


def test_a_computer_that_does_not_tell_is_not_guessed_at(
    register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a list of file systems only the mode is looked at."""
    monkeypatch.setattr(location_checks, "MOUNTS", Path("/nowhere/mountinfo"))

    assert location_checks.file_system_of(register_path) == ""
    assert location_checks.warnings_of(register_path) == ()
