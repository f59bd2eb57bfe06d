"""Runs every command in the surroundings that this process was started in.

A child for each command, which shares what this process has imported. The exit codes go, as JSON,
to the file that is named first; the arguments of each command are read from the second.
"""

from __future__ import annotations

import json
import os
import pwd
import sys
from pathlib import Path

from tuiapp.cli.main import main
from tuiapp.content.loader import load_guide
from tuiapp.domain.register.partner_edits import read_partner


def run(args: list[str]) -> int:
    """Return the exit code of one command."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.argv = ["partnertui", *args]
    try:
        main()
    finally:
        # As the interpreter ends: what a stream still holds must have somewhere to go.
        code = sys.exc_info()[1]
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(int(code.code or 0) if isinstance(code, SystemExit) else 255)


def nobody(uid: int) -> pwd.struct_passwd:
    """Answer as the list of users does for an account that is not in it."""
    raise KeyError(f"getpwuid(): uid not found: {uid}")


if __name__ == "__main__":
    load_guide()  # once, and not once a command
    read_partner({"id": "a", "name": "A"})
    answers, commands = map(Path, sys.argv[1:3])
    if "--nobody" in sys.argv:
        pwd.getpwuid = nobody
    codes = {name: run(args) for name, args in json.loads(commands.read_text()).items()}
    answers.write_text(json.dumps(codes))
