"""What is loaded once the first screen is there, so that neither it nor the next key waits."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from tuiapp.errors import RegisterUnreadable

if TYPE_CHECKING:
    from tuiapp.store.register import Register


async def load(work: Callable[[], object]) -> None:
    """Load something large in a thread, so that keys are answered meanwhile."""
    gc.disable()  # it would walk what is loaded again and again, and find nothing to collect
    try:
        await asyncio.to_thread(work)
    finally:
        gc.freeze()
        gc.enable()


def get_ready() -> None:
    """Load what tells what a partner asks for."""
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.attention import rules  # noqa: F401
    from tuiapp.domain.models import partner
    from tuiapp.domain.register import progress  # noqa: F401 - loading is what it is for

    load_guide()
    partner.Partner.model_rebuild()


def get_ready_for_more(register: Register) -> None:
    """Load what the next key is likely to need: a partner, the Register, and saving."""
    from tuiapp.screens.partner import partner  # noqa: F401 - loading is what it is for
    from tuiapp.screens.register import register as _  # noqa: F401
    from tuiapp.screens.shared import conflict  # noqa: F401
    from tuiapp.store import transaction  # noqa: F401

    with suppress(RegisterUnreadable):  # told where the history is looked at
        register.history()
