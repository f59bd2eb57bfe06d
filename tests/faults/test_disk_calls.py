"""Each call to the disk fails or is the last, one at a time, and no acknowledged edit is lost.

strace counts the calls of a writer on the register's folder, and then fails one of them in each
run, as a broken disk, a full one, a used-up quota or a sudden death would.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Answer, Needs, Rounds
from tests.faults.conftest import Figure
from tests.faults.program import Program, acknowledged, contents, run, run_here, unfinished

CALLS = (
    *("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat"),
    *("renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "flock", "fchmod", "fchown"),
)
"""The calls by which a save reaches the disk."""
SYNCS = ("fsync", "fdatasync")
RENAMES = ("rename", "renameat", "renameat2")
FAULTS = ("EIO", "ENOSPC", "EDQUOT", "EROFS", "EINTR", "KILL")
TOLD = (3, 4, 5)
"""The exit codes of a register that cannot be read, locked or saved."""


class Call(NamedTuple):
    """A call that one thread made: its name, its place among those of the name, what it was on."""

    name: str
    number: int
    about: str


class Trace:
    """A writer under strace, on a register that holds three edits already."""

    def __init__(self, strace: str, program: Program, folder: Path) -> None:
        self.program = program
        self.folder = program.path.parent
        old = ("fault-write", "--prefix", "old", "--count", "3")
        assert run_here("--register", program.path, *old).code == 0
        self._strace = strace
        self._log = folder / "strace"
        self._kept = folder / "kept"
        shutil.copytree(self.folder, self._kept)

    def renew(self) -> None:
        """Put the folder back as it was."""
        shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)

    def run(self, *options: str) -> Answer:
        """Let two edits be saved under strace, each time by the same calls."""
        same = ("-E", "PYTHONDONTWRITEBYTECODE=1")  # the first run would write what it compiled
        words = [self._strace, "-f", "-qq", "-y", *same, "-o", str(self._log), *options]
        return run([*words, *self.program.writer("new", 2)])

    def fail(self, call: Call, fault: str) -> Answer:
        """Let two edits be saved on the register as it was, one call failing or being the last."""
        self.renew()
        what = "signal=KILL" if fault == "KILL" else f"error={fault}"
        inject = f"inject={call.name}:{what}:when={call.number}"
        answer = self.run("-e", f"trace={call.name}", "-e", inject)
        hit = "SIGKILL" if fault == "KILL" else "(INJECTED)"
        assert hit in self._log.read_text(errors="replace"), "the call was never made"
        return answer

    def calls(self) -> list[Call]:
        """Return the calls of an undisturbed run that are on the folder or acknowledge an edit."""
        answer = self.run("--seccomp-bpf", "-e", f"trace={','.join(CALLS)}")
        assert answer.code == 0, answer.err
        found, uses = [], Counter[str]()
        threads = set()
        for line in self._log.read_text(errors="replace").splitlines():
            if seen := re.match(r"(\d+) +(\w+)\((.*)", line):
                thread, name, about = seen.groups()
                threads.add(thread)
                uses[name] += 1
                if str(self.folder) in about or '"ACK ' in about:
                    found.append(Call(name, uses[name], about))
        assert len(threads) == 1, "strace counts the calls of each thread by itself"
        return found


@pytest.fixture
def trace(needs: Needs, tmp_path: Path, program: Program) -> Trace:
    """Return a writer under strace; where nothing may be traced the test skips."""
    strace = needs("strace")
    if run([strace, "-o", "/dev/null", "true"]).code:
        pytest.skip("this machine does not let strace trace")
    return Trace(strace, program, tmp_path.parent / f"{tmp_path.name}-trace")


def cut(trace: Trace) -> list[str]:
    """Return the names of registers and backups that do not hold a whole one."""
    found = contents(trace.folder)
    return [name for name, data in found.items() if not data.endswith(b"}\n")]


def wrongs(trace: Trace, call: Call, fault: str) -> Iterator[str]:
    """Fail one call of a writer, and yield everything that is wrong after it."""
    answer = trace.fail(call, fault)
    saved = acknowledged(answer.out)
    dumped = run_here("--register", trace.program.path, "fault-dump")
    if dumped.code:
        yield f"the register cannot be read: {dumped.err}"
        return
    there = dumped.out.split()
    if lost := {"old-1", "old-2", "old-3", *saved} - set(there):
        yield f"lost {sorted(lost)}"
    if "Traceback" in answer.err or answer.err.count("\n") > 1:
        yield f"told {answer.err}"
    if fault == "KILL":
        return
    ours = 70 if '"ACK ' in call.about else 0  # who reads the acknowledgements is not the disk
    if answer.code not in (0, ours, *TOLD):
        yield f"ended with {answer.code}: {answer.err}"
    # A call that was interrupted is made again.
    if call.name in SYNCS and fault != "EINTR" and answer.code == 0:
        yield "a failed sync was acknowledged"
    if not call.name.startswith("unlink") and (left := [*unfinished(trace.folder), *cut(trace)]):
        yield f"left {left}"


def chosen(calls: Sequence[Call], is_long: int) -> list[tuple[Call, str]]:
    """Return which call is to fail in which way: all of them, or the two that matter most."""
    if is_long:
        return [(call, fault) for call in calls for fault in FAULTS]
    first = {call.name: call for call in reversed(calls)}
    rename = next(first[name] for name in RENAMES if name in first)
    return [(first["fsync"], "EIO"), (rename, "ENOSPC"), (rename, "KILL")]


def test_each_disk_call_may_fail(trace: Trace, rounds: Rounds, figure: Figure) -> None:
    """Whatever fails, the register can be read, holds what was acknowledged, and it is told."""
    calls = trace.calls()
    cases = chosen(calls, rounds(0, 1))
    wrong = [
        f"{call.name}({call.about[:120]} {fault}: {what}"
        for call, fault in cases
        for what in wrongs(trace, call, fault)
    ]

    assert wrong == [], "\n".join(wrong)
    by_name = Counter(call.name for call in calls)
    names = ", ".join(f"{name} {number}" for name, number in sorted(by_name.items()))
    figure(f"{len(cases)} of {len(cases)} failing disk calls harmless ({names})")


def test_after_a_failed_call_the_next_save_works(trace: Trace) -> None:
    """A death in the middle of a save holds up nobody, and what it left is cleared up."""
    rename = next(call for call in trace.calls() if call.name in RENAMES)
    trace.fail(rename, "KILL")
    assert unfinished(trace.folder) != []
    answer = trace.program.run("fault-write", "--prefix", "after", "--count", "2")

    assert acknowledged(answer.out) == ["after-1", "after-2"]
    assert unfinished(trace.folder) == []


class Disk:
    """What is on the disk for certain, as far as calls in their order tell.

    Attributes:
        wrong: What a loss of power would have damaged, in words.
        named: How many names were given to files.
        told: How many edits were acknowledged.
    """

    def __init__(self, register: Path) -> None:
        self._folder = str(register.parent)
        self._certain = {str(register)}
        self._folder_is_certain = True
        self.wrong: list[str] = []
        self.named = self.told = 0

    def take(self, call: Call) -> None:
        """Take in one call that worked."""
        paths = re.findall(rf'["<]({re.escape(self._folder)}[^">]*)[">]', call.about)
        if call.name in SYNCS:
            self._certain.update(paths)
            self._folder_is_certain |= self._folder in paths
        elif call.name in RENAMES or call.name.startswith("link"):
            self._name(*paths)
        elif call.name == "openat" and re.search("O_WRONLY|O_RDWR", call.about):
            self._open(paths[0], call.about)
        elif '"ACK ' in call.about:
            self.told += 1
            if not self._folder_is_certain:
                self.wrong.append("an edit was acknowledged before its name was on the disk")

    def _name(self, old: str, new: str) -> None:
        """Let a file get a name."""
        if old not in self._certain:
            self.wrong.append(f"{new} got its name before its data was on the disk")
        self._certain.add(new)
        self.named += 1
        if Path(new).parent == Path(self._folder):
            self._folder_is_certain = False

    def _open(self, path: str, how: str) -> None:
        """Let a file be opened for writing: a new one, a lock, or the archive at its end."""
        appends = ".history/" in path and "O_APPEND" in how
        if "O_EXCL" not in how and not appends and not path.endswith(".lock"):
            self.wrong.append(f"{path} was opened to be written in place")


def test_the_order_of_calls_survives_a_loss_of_power(trace: Trace) -> None:
    """Data is on the disk before it gets its name, and the name before it is acknowledged."""
    disk = Disk(trace.program.path)
    for call in trace.calls():
        if " = -1 " not in call.about:
            disk.take(call)

    assert disk.wrong == []
    assert disk.told == 2
    assert disk.named >= 2
