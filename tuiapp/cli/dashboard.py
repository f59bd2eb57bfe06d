"""Opening the dashboard; the only module of the command line that leads to Textual."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from functools import partial

from tuiapp.cli.context import Context, today
from tuiapp.errors import RegisterUnreadable
from tuiapp.terminal import Lifeline, require_terminal


def open_dashboard(context: Context) -> None:
    """Open the dashboard on the register and stay until it is left.

    Raises:
        NoTerminal: There is nothing to draw on.
        RegisterUnreadable: There is no register.
    """
    require_terminal()
    settings = context.settings
    # Nothing made on the way to the first screen is garbage; the dashboard turns it on again.
    gc.disable()
    try:
        register = context.open_register()
    except RegisterUnreadable as error:
        from tuiapp.cli.recovery import offer_backup  # seldom needed

        register = offer_backup(context, error)
    # A shell that exports its size exports it once; with these the window would never resize.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)

    import asyncio

    from tuiapp.app import PartnerTuiApp

    async def stay() -> int:
        loop = asyncio.get_running_loop()

        def leave(code: int) -> None:
            # A loop that has ended is on its way out already.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(partial(app.exit, return_code=code))

        with Lifeline(leave) as lifeline:
            await app.run_async(mouse=settings.mouse)
        return lifeline.exit_code

    app = PartnerTuiApp(register, today, settings)
    asked = asyncio.run(stay())
    if asked:
        # What Python still holds for a terminal that may be gone or stalled goes nowhere.
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        sys.exit(asked)
    if app.fault is not None:
        raise app.fault
    if app.return_code:
        sys.exit(app.return_code)
