"""Long work in short slices, so that keys are answered meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import perf_counter

SECONDS = 0.004
"""How long a slice is: with what is drawn beside it, shorter than anybody notices."""


class Pace:
    """Lets keys be answered in the midst of long work: by time, since no two steps are alike."""

    def __init__(self) -> None:
        self._since = perf_counter()

    async def keep(self) -> None:
        """Let everything else have its turn, if it has waited long enough."""
        if perf_counter() - self._since > SECONDS:
            await asyncio.sleep(0)
            self._since = perf_counter()


async def in_slices(steps: Iterator[None]) -> None:
    """Do work step by step, and answer keys each time a slice is over."""
    pace = Pace()
    for _ in steps:
        await pace.keep()
