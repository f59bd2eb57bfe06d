"""Opening the dashboard; the only module of the command line that leads to Textual."""

from __future__ import annotations

import gc
import os
import sys

from tuiapp.cli.context import Context, today
from tuiapp.terminal import require_terminal


def open_dashboard(context: Context) -> None:
    """Open the dashboard on the register and stay until it is left.

    Raises:
        NoTerminal: There is nothing to draw on.
        RegisterUnreadable: There is no register.
    """
    require_terminal()
    # Nothing made on the way to the first screen is garbage; the dashboard turns it on again.
    gc.disable()
    register = context.open_register()
    # A shell that exports its size exports it once; with these the window would never resize.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)

    from tuiapp.app import PartnerTuiApp

    app = PartnerTuiApp(register, today=today)
    app.run(mouse=False)
    if app.fault is not None:
        raise app.fault
    if app.return_code:
        sys.exit(app.return_code)
