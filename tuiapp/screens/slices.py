"""Long work in short slices, so that keys are answered meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import perf_counter

SECONDS = 0.01
"""How long a slice is: shorter than anybody notices."""


async def in_slices(steps: Iterator[None]) -> None:
    """Do work step by step, and answer keys each time a slice is over."""
    begun = perf_counter()
    for _ in steps:
        if perf_counter() - begun > SECONDS:
            await asyncio.sleep(0)
            begun = perf_counter()
