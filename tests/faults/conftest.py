"""What breaks a register from outside: how often, at which instants, and what came of it.

A plain run of the suite does each thing a few times. `make faults` does it as often as it takes to
find what happens once in a thousand saves, and shows the figures at the end.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.program import Program

Figure = Callable[[str], None]
"""Takes a figure to be shown at the end of a long run; {} in it is how often it was given."""

_FIGURES = pytest.StashKey[Counter[str]]()


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Return where random instants and places come from; a failure shows how to repeat them."""
    seed = request.config.getoption("--seed")
    if seed is None:
        seed = random.SystemRandom().randrange(1_000_000)
    print(f"Repeat this with --seed {seed}")  # noqa: T201 - pytest shows it where a test fails
    return random.Random(seed)  # noqa: S311 - chance, not a secret


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Return what takes a figure of this test."""
    figures = request.config.stash.setdefault(_FIGURES, Counter())
    return lambda line: figures.update([line])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Show the figures of a long run."""
    if config.getoption("--long"):
        terminalreporter.section("figures")
        for line, number in config.stash.get(_FIGURES, Counter()).items():
            terminalreporter.write_line(line.format(number))


@pytest.fixture
def program(register_path: Path) -> Program:
    """Return the program, used from outside on a new register."""
    return Program(register_path)
