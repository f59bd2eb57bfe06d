"""Two dashboards that change one field at once, again and again."""

from __future__ import annotations

from contextlib import ExitStack, closing

from tests.conftest import Rounds
from tests.e2e.conftest import program_environment
from tests.e2e.terminal import Terminal
from tests.e2e.test_two_officers import meet_on_one_field
from tests.faults.conftest import Figure
from tests.faults.program import Program, run_here


def test_every_conflict_is_shown(program: Program, rounds: Rounds, figure: Figure) -> None:
    """The second officer is asked each time, and nobody's value is written over in silence."""
    number = rounds(1, 100)
    added = ("add", "Oak Friends", "--framework", "not-for-profit")
    assert run_here("--register", program.path, *added).code == 0
    with ExitStack() as stack:
        officers = []
        for by in ("Parks officer", "Trees officer"):
            terminal = Terminal(program.command("--as", by), program_environment())
            stack.enter_context(closing(terminal))
            terminal.wait_for("Oak Friends")
            terminal.press("4")
            terminal.wait_for("1 organisation")
            officers.append(terminal)
        met = meet_on_one_field(officers[0], officers[1], program.path, number)

    assert (met.rounds, met.shown, met.silent) == (number, number, 0)
    figure(
        f"{met.shown} of {number} conflicts of two dashboards on one field shown, {met.silent} "
        f"silent; seen by the other within {met.slowest:.1f} s"
    )
