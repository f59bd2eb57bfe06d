"""Opening the dashboard; the only module of the command line that leads to Textual."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from tuiapp.cli.context import Context, today
from tuiapp.errors import NoTerminal, RegisterUnreadable
from tuiapp.terminal.lifeline import Lifeline, require_terminal
from tuiapp.terminal.look import colours_of

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from tuiapp.app.base import TerminalApp
    from tuiapp.store.register import Register


DEVELOPER = "PARTNERTUI_DEVELOPER"
"""Set to 1, it lets Textual follow its own environment variables, such as TEXTUAL_LOG."""


def open_dashboard(context: Context) -> None:
    """Open the dashboard on the register and stay until it is left.

    On the first day, where there is no register yet, ask first how one is to come to be.

    Raises:
        NoTerminal: There is nothing to draw on.
        RegisterUnreadable: There is no register.
    """
    try:
        require_terminal()
    except NoTerminal:
        # Of two things that are wrong, the one that was wrong before is told.
        if _is_first_day(context):
            context.open_register()
        raise
    # Nothing made on the way to the first screen is garbage; the dashboard turns it on again.
    gc.disable()
    prepare_environment(os.environ)
    register = _find_register(context)
    if register is None:
        return

    from tuiapp.app.dashboard import PartnerTuiApp

    _run(PartnerTuiApp(register, today, context.settings), mouse=context.settings.mouse)


def prepare_environment(environ: MutableMapping[str, str]) -> None:
    """Leave in the environment what Textual may follow, before it is imported.

    Its own variables write every key to a file, take pictures, press keys or end the program:
    they are for developers, who set `PARTNERTUI_DEVELOPER=1`.
    """
    # A shell that exports its size exports it once; with these the window would never resize.
    unwanted = {"COLUMNS", "LINES"}
    if environ.get(DEVELOPER) != "1":
        unwanted |= {name for name in environ if name.startswith("TEXTUAL")}
    for name in unwanted & environ.keys():
        del environ[name]
    environ.setdefault("TEXTUAL_COLOR_SYSTEM", colours_of(environ).system)


def _is_first_day(context: Context) -> bool:
    """Whether there is no register yet, and none was asked for."""
    from tuiapp.cli.first_day import is_first_day  # seldom needed

    return is_first_day(context)


def _find_register(context: Context) -> Register | None:
    """Return the register to open; None where somebody left on their first day without one."""
    from tuiapp.store.storage import stamp_of

    seen = stamp_of(context.real_path)
    try:
        return context.open_register()
    except RegisterUnreadable as error:
        if _is_first_day(context):
            return _begin(context)
        from tuiapp.cli.commands.restore import offer_backup  # seldom needed too

        return offer_backup(context, error, seen)


def _begin(context: Context) -> Register | None:
    """Ask how a register is to come to be, and return it; None where that was left."""
    from tuiapp.app.first_day import FirstDayApp
    from tuiapp.cli.first_day import FirstDayWays

    app = FirstDayApp(FirstDayWays(context), context.settings)
    _run(app, mouse=context.settings.mouse)
    return app.register


def _run(app: TerminalApp, *, mouse: bool) -> None:
    """Stay in an app until it is left; end the process where something else than a key ended it."""
    import asyncio

    async def stay() -> int:
        loop = asyncio.get_running_loop()

        def leave(code: int) -> None:
            # A loop that has ended is on its way out already.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(partial(app.exit, return_code=code))

        with Lifeline(leave) as lifeline:
            await app.run_async(mouse=mouse)
        return lifeline.exit_code

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
