"""Long work goes on in short slices, and says how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tuiapp.screens.shared import pacing
from tuiapp.screens.shared.pacing import how_far, in_slices


def steps(number: int) -> Iterator[None]:
    """Yield after each of some steps."""
    yield from (None for _ in range(number))


async def test_work_that_takes_long_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said from time to time, not at each step, and not by work that is soon done."""
    told: list[int] = []
    clock = count(0, 0.1)
    monkeypatch.setattr(pacing, "perf_counter", lambda: next(clock))
    await in_slices(steps(2), told.append)
    assert told == []
    await in_slices(steps(12), told.append)
    assert 2 <= len(told) <= 6
    assert told == sorted(set(told))
    assert how_far(told[-1], 12_000) == f"Looking through partners: {told[-1]} of 12,000"
