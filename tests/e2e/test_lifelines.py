"""How the dashboard ends when its terminal is lost, stalls, or somebody ends it from outside."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from fcntl import ioctl
from pathlib import Path

import pytest

from tests.conftest import LIMIT
from tests.e2e.conftest import program_environment
from tests.e2e.terminal import Terminal

WATCHED = """
import os
from pathlib import Path
from tuiapp.app.dashboard import PartnerTuiApp
def note(self):
    Path(os.environ["UNMOUNTED"]).touch()
PartnerTuiApp.on_unmount = note
from tuiapp.cli.main import main
main()
"""
"""The program, which notes that the dashboard was shut down in its ordinary way."""

LOST = 128 + signal.SIGHUP

Open = Callable[..., Terminal]


@pytest.fixture
def unmounted(tmp_path: Path) -> Path:
    """Return the file that is there once the dashboard was shut down in its ordinary way."""
    return tmp_path / "unmounted"


@pytest.fixture
def open_watched(register_path: Path, unmounted: Path) -> Iterator[Open]:
    """Return what opens the dashboard and waits for it; a command may be put in front of it."""
    opened: list[Terminal] = []

    def open_one(
        prepare: Callable[[], object] | None = None, command: Sequence[str] = ()
    ) -> Terminal:
        dashboard = [sys.executable, "-c", WATCHED, "--register", str(register_path)]
        environment = {**program_environment(), "UNMOUNTED": str(unmounted)}
        opened.append(Terminal([*command, *dashboard], environment, prepare=prepare))
        opened[-1].wait_for("q Quit")
        return opened[-1]

    yield open_one
    for terminal in opened:
        terminal.close()


def state(pid: int) -> list[str]:
    """Return what the system says of a process, from its state on; empty if there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def living(session: int) -> list[int]:
    """Return the processes of a session that still run."""
    pids = [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]
    told = [(pid, state(pid)) for pid in pids]
    return [pid for pid, said in told if said and said[3] == str(session) and said[0] != "Z"]


def ignore_hang_up() -> None:
    """Do what nohup does."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def let_go_of_the_terminal() -> None:
    """Go on without a controlling terminal: none of its signals will come."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    ioctl(0, termios.TIOCNOTTY)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(None, id="hung up"),
        pytest.param(ignore_hang_up, id="hang-up ignored"),
        pytest.param(let_go_of_the_terminal, id="no controlling terminal"),
    ],
)
def test_a_lost_terminal_ends_the_dashboard(
    prepare: Callable[[], object] | None, open_watched: Open, unmounted: Path
) -> None:
    """It is shut down in its ordinary way, with 129, and nothing is left."""
    terminal = open_watched(prepare)

    terminal.drop()

    assert terminal.exit_code_within(LIMIT, reading=False) == LOST
    assert unmounted.exists()
    assert living(terminal.pid) == []


def test_a_stopped_dashboard_ends_with_its_terminal(open_watched: Open, unmounted: Path) -> None:
    """Stopped by a signal when the line is lost, it wakes, is shut down and ends with 129."""
    terminal = open_watched()
    terminal.kill(signal.SIGSTOP)
    wait_until(lambda: state(terminal.pid)[0] == "T")

    terminal.drop()

    assert terminal.exit_code_within(LIMIT, reading=False) == LOST
    assert unmounted.exists()
    assert living(terminal.pid) == []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_dashboard_and_gives_the_terminal_back(
    number: signal.Signals, open_watched: Open, unmounted: Path
) -> None:
    """It is shut down with 128 and the number, and the terminal is as it was."""
    terminal = open_watched()

    terminal.kill(number)

    assert terminal.exit_code_within(LIMIT, reading=True) == 128 + number
    assert unmounted.exists()
    assert living(terminal.pid) == []
    assert_given_back(terminal)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_line_that_nobody_reads_holds_no_dashboard(
    number: signal.Signals, open_watched: Open
) -> None:
    """It ends, and the shell finds the terminal as it was, and writable."""
    # The shell stays until all was read: with the end of a session the system drops its output.
    shell = open_watched(command=["sh", "-c", '"$@"; echo "ended with $?"; read line', "sh"])
    (dashboard,) = set(living(shell.pid)) - {shell.pid}
    shell.stall()
    shell.press("2")

    os.kill(dashboard, number)

    wait_until(lambda: dashboard not in living(shell.pid))
    shell.wait_for(f"ended with {128 + number}")
    shell.press("enter")
    assert_given_back(shell)


def test_a_line_that_stalls_and_is_then_lost_leaves_nothing(open_watched: Open) -> None:
    """It ends with 129 once the line is lost."""
    terminal = open_watched()
    terminal.stall()
    terminal.press("2")

    terminal.drop()

    assert terminal.exit_code_within(LIMIT, reading=False) == LOST
    assert living(terminal.pid) == []


def test_a_dashboard_that_was_stopped_and_continued_goes_on(open_watched: Open) -> None:
    """It is drawn again, takes keys, and gives the terminal back as it was before the start."""
    terminal = open_watched()
    terminal.kill(signal.SIGSTOP)
    wait_until(lambda: state(terminal.pid)[0] == "T")
    terminal.kill(signal.SIGCONT)
    terminal.press("2")
    terminal.wait_for("Why work in partnership")
    terminal.press("q")

    assert terminal.exit_code_within(LIMIT, reading=True) == 0
    assert_given_back(terminal)


def test_no_key_stops_the_dashboard(open_watched: Open) -> None:
    """Under a forced command nobody could continue it, so ctrl+z is a key like any other."""
    terminal = open_watched()

    terminal.press("\x1a", "2")

    terminal.wait_for("Why work in partnership")


def test_bytes_that_are_no_text_end_nothing(open_watched: Open, register_path: Path) -> None:
    """A byte that is not UTF-8 is typed as a sign, and what follows is typed as ever."""
    terminal = open_watched()
    terminal.press("enter")
    terminal.wait_for("As the organisation writes it")

    terminal.send(b"Caf\xe9 \xff\xfe Trust \xe2\x82\xac")
    terminal.wait_for("Trust €")
    terminal.press("enter")

    terminal.wait_for("Added and saved")
    assert "Caf� �� Trust €" in register_path.read_text()


def test_a_storm_of_sizes_passes(open_watched: Open) -> None:
    """After 400 sizes, some of one cell, the screen is right and the program is at rest."""
    terminal = open_watched()
    before = terminal.text
    for turn in range(100):
        for lines, columns in ((1, 1), (5, 20), (24 + turn % 30, 80 + turn), (60, 200)):
            terminal.resize(lines, columns)

    terminal.resize(24, 80)

    terminal.wait_for_screen(before)
    wait_until(lambda: is_at_rest(terminal))


def test_a_window_that_shrinks_and_grows_back_at_once_is_drawn_again(open_watched: Open) -> None:
    """The size is what it was, but the terminal has thrown away what did not fit meanwhile."""
    terminal = open_watched()
    before = terminal.text

    for _ in range(10):
        terminal.resize(1, 1)
        terminal.resize(24, 80)

        terminal.wait_for_screen(before)


def is_at_rest(terminal: Terminal) -> bool:
    """Return whether the program uses less than a tenth of a core while half a second passes."""
    begun, used = time.monotonic(), cpu_ticks(terminal.pid)
    while time.monotonic() < begun + 0.5:
        terminal.read_on()
    return cpu_ticks(terminal.pid) - used < 5


def cpu_ticks(pid: int) -> int:
    """Return the time a process has used, in hundredths of a second."""
    said = state(pid)
    return int(said[11]) + int(said[12])


def wait_until(is_so: Callable[[], bool], seconds: float = LIMIT) -> None:
    """Return as soon as something is so; fail if it never is."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def assert_given_back(terminal: Terminal) -> None:
    """Assert that the usual screen is shown, with a cursor, and lines and echo as at the start."""
    sent = terminal.read_rest()
    for on, off in ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h")):
        assert sent.rfind(on) < sent.rfind(off)
    assert terminal.modes == terminal.modes_before
