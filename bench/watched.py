"""Runs a Textual program as it is, and notes for how long its event loop is blocked.

    python bench/watched.py LOG -m MODULE [ARGUMENTS]
    python bench/watched.py LOG PROGRAM [ARGUMENTS]

A line of the log holds the moment a block ended, on the clock that never goes back, how long it
was, and for how much of it the loop's own thread worked, all in seconds. Whatever blocks counts,
the garbage collector too; what else the machine did, and waiting for the disk, is no work.
"""

from __future__ import annotations

import asyncio
import os
import runpy
import sys
import time
from typing import Any

from textual.app import App

NAP = 0.001
"""How long the watch sleeps, in seconds; what it sleeps longer was blocked."""
LEAST = 0.002
"""The shortest block that is noted: below it is the machine's own unrest."""


async def watch(log: int) -> None:
    """Note every block in an open file, for ever."""
    while True:
        before, worked = time.monotonic(), time.thread_time()
        await asyncio.sleep(NAP)
        after = time.monotonic()
        if after - before - NAP > LEAST:
            work = time.thread_time() - worked
            os.write(log, f"{after:.6f} {after - before - NAP:.6f} {work:.6f}\n".encode())


def main() -> None:
    """Watch every app that the program runs."""
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    run = App.run_async

    async def run_watched(self: App[Any], *args: Any, **options: Any) -> Any:
        watching = asyncio.create_task(watch(log))
        try:
            return await run(self, *args, **options)
        finally:
            watching.cancel()

    App.run_async = run_watched  # type: ignore[method-assign]
    if sys.argv[2] == "-m":
        sys.argv = sys.argv[3:]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = sys.argv[2:]
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
