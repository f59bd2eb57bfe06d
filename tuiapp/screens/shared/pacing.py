"""Long work in short slices, so that keys are answered meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from time import perf_counter

SECONDS = 0.004
"""How long a slice is: with what is drawn beside it, shorter than anybody notices."""


TELL_SECONDS = 0.4
"""How often long work says how far it is; work that is done sooner says nothing."""


class Pace:
    """Lets keys be answered in the midst of long work: by time, since no two steps are alike.

    Args:
        tell: Says how many steps are done, in work that takes long enough for anybody to wonder.
    """

    def __init__(self, tell: Callable[[int], None] | None = None) -> None:
        self._since = self._told = perf_counter()
        self._tell = tell

    async def keep(self, done: int = 0) -> None:
        """Let everything else have its turn, if it has waited long enough."""
        now = perf_counter()
        if now - self._since > SECONDS:
            if self._tell is not None and now - self._told > TELL_SECONDS:
                self._tell(done)
                self._told = now
            await asyncio.sleep(0)
            self._since = perf_counter()


async def in_slices(steps: Iterator[None], tell: Callable[[int], None] | None = None) -> None:
    """Do work step by step, and answer keys each time a slice is over.

    Args:
        steps: The work.
        tell: Says how many steps are done, from time to time.
    """
    pace = Pace(tell)
    for done, _ in enumerate(steps, start=1):
        await pace.keep(done)


def how_far(done: int, total: int) -> str:
    """Return how far work through partners is; whoever leaves meanwhile ends it."""
    return f"Looking through partners: {done:,} of {total:,}"
