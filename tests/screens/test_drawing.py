"""What is drawn follows from the state and the size of the window, not from how it came to that."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import Rounds
from tests.screens.conftest import Dashboard
from tests.screens.tour import begin, create_demo, walk
from tuiapp.person.settings import Settings

WIDTHS = (30, 40, 59, 60, 79, 80, 99, 100, 119, 120, 135, 160, 200)
HEIGHTS = (8, 11, 12, 15, 16, 20, 24, 28, 30, 36, 40, 45, 60)
"""Widths and heights on both sides of each at which a screen is laid out in another way."""


async def storm(dashboard: Dashboard, chance: random.Random, size: tuple[int, int]) -> None:
    """Let the window take any sizes, one by one or several at once, and then one size."""
    for _ in range(chance.randint(1, 3)):
        dashboard.start_resize(chance.choice(WIDTHS), chance.choice(HEIGHTS))
        if chance.random() < 0.5:
            await dashboard.settle()
    await dashboard.resize(*size)


@pytest.mark.parametrize("size", [(135, 38), (40, 12)])
async def test_after_a_storm_of_sizes_every_screen_is_drawn_as_if_there_had_been_none(
    tmp_path: Path, request: pytest.FixtureRequest, rounds: Rounds, size: tuple[int, int]
) -> None:
    """On a walk through all screens and dialogs, storms on the way leave nothing behind."""
    chance = random.Random(request.config.getoption("--seed") or 1)  # noqa: S311 - no secret
    demo = tmp_path / "demo.json"
    create_demo(demo)
    async with begin(demo, size, Settings()) as dashboard:
        expected = {stop.name: dashboard.text async for stop in walk(dashboard)}
    for _ in range(rounds(1, 50)):
        async with begin(demo, size, Settings()) as dashboard:
            async for stop in walk(dashboard):
                if chance.random() < 0.5:
                    continue  # at every other stop, so that the walk takes half the time
                await storm(dashboard, chance, size)
                assert dashboard.text == expected[stop.name], stop.name
