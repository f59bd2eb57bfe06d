"""The `partnertui` command: its options, its commands, and what its failures look like."""

from __future__ import annotations

import importlib
import io
import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from tuiapp import __version__
from tuiapp.cli import streams
from tuiapp.cli.context import Context, FilePath, with_options
from tuiapp.errors import PartnerTuiError
from tuiapp.person import paths

COMMANDS: Final[Mapping[str, str]] = {
    "init": "tuiapp.cli.commands.init:init",
    "import": "tuiapp.cli.commands.import_list:import_",
    "list": "tuiapp.cli.commands.partners:list_",
    "show": "tuiapp.cli.commands.partners:show",
    "add": "tuiapp.cli.commands.partners:add",
    "set": "tuiapp.cli.commands.partners:set_",
    "accept": "tuiapp.cli.commands.partners:accept",
    "join": "tuiapp.cli.commands.join:join",
    "remove": "tuiapp.cli.commands.partners:remove",
    "log": "tuiapp.cli.commands.record:log",
    "action": "tuiapp.cli.commands.record:action",
    "document": "tuiapp.cli.commands.record:document",
    "record": "tuiapp.cli.commands.record:record",
    "figures": "tuiapp.cli.commands.figures:figures",
    "attention": "tuiapp.cli.commands.attention:attention",
    "tick": "tuiapp.cli.commands.stages:tick",
    "score": "tuiapp.cli.commands.stages:score",
    "undo": "tuiapp.cli.commands.history:undo",
    "redo": "tuiapp.cli.commands.history:redo",
    "history": "tuiapp.cli.commands.history:history",
    "guide": "tuiapp.cli.commands.guide:guide",
    "search": "tuiapp.cli.commands.search:search",
    "check": "tuiapp.cli.commands.check:check",
    "backup": "tuiapp.cli.commands.check:backup",
    "restore": "tuiapp.cli.commands.restore:restore",
    "paths": "tuiapp.cli.commands.paths:paths",
    "keys": "tuiapp.cli.commands.keys:keys",
}
"""Where each command lives; loaded when it is asked for, so that none waits for another."""

FOR_TESTING: Final[Mapping[str, str]] = {
    "fault-write": "tuiapp.cli.faults:fault_write",
    "fault-dump": "tuiapp.cli.faults:fault_dump",
}
"""Commands that no help lists: they let a register be broken from outside; see docs/commands.md."""

OUR_FAULT = 70
CANCELLED = 130


class LazyGroup(click.Group):
    """A group that loads a command when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they are told about."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loading the module it lives in."""
        place = COMMANDS.get(cmd_name) or FOR_TESTING.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a hint of a failure repeats the options of the call."""
        try:
            return super().invoke(ctx)
        except PartnerTuiError as error:
            error.hint = with_options(error.hint)
            raise


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.option(
    "--register",
    "register_path",
    type=FilePath(),
    envvar="PARTNERTUI_REGISTER",
    help="The register file.",
)
@click.option("--as", "as_name", metavar="NAME", help="Who you are in the history.")
@click.option("--read-only", is_flag=True, help="Look, and change nothing.")
@click.option("--plain", is_flag=True, help="Answer in 'Label: value' lines.")
@click.version_option(__version__, prog_name="partnertui")
@click.pass_context
def partnertui(
    context: click.Context,
    register_path: Path | None,
    as_name: str | None,
    read_only: bool,
    plain: bool,
) -> None:
    """A guide to partnership working and a register of partners, in one terminal.

    Without a command it opens the dashboard; with --plain it tells what needs you, line by line.
    """
    context.obj = Context(register_path, (as_name or "").strip() or None, read_only, plain)
    if context.invoked_subcommand is not None:
        return
    if plain:
        from tuiapp.cli.commands.attention import attention
        from tuiapp.cli.output import say

        context.invoke(attention)
        say("\nEverything else is done by command: partnertui --help")
    else:
        from tuiapp.cli.dashboard import open_dashboard  # the only way to Textual

        open_dashboard(context.obj)


def main() -> None:
    """Run the command line and leave with its exit code; every failure is told once, here."""
    try:
        streams.prepare()
        code = partnertui.main(prog_name="partnertui", standalone_mode=False)
    except streams.ReaderGone:
        streams.discard(sys.stdout)
        code = 0
    except click.Abort:
        code = CANCELLED
    except click.ClickException as error:
        message = io.StringIO()
        error.show(message)
        streams.tell(message.getvalue().rstrip("\n"))
        code = error.exit_code
    except PartnerTuiError as error:
        if isinstance(error, streams.OutputRefused):
            streams.discard(sys.stdout)
        streams.tell(f"partnertui: {error}")
        code = error.exit_code
    except Exception as error:  # noqa: BLE001 - the one last resort: told, kept, exit code 70
        code = report_fault(error)
    sys.exit(code if isinstance(code, int) else 0)


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    """Yield a fault and what led to it, the first cause last."""
    seen: list[BaseException] = []
    while error not in seen:
        seen.append(error)
        yield error
        # What runs beside a screen fails in an error that only holds the fault.
        held = getattr(error, "error", None)
        cause = held if isinstance(held, BaseException) else error.__cause__ or error.__context__
        error = cause or error


def _kind_and_place(error: BaseException) -> str:
    """Return a fault without its message, which may quote what somebody typed."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{frames}"


def report_fault(error: BaseException) -> int:
    """Keep a note of a fault of ours, without register data, and say where; return exit code 70."""
    try:
        where = f"A note without register data is in {_keep_note(error)}."
    except Exception as second:  # noqa: BLE001 - a report that fails hides the fault it is about
        why = second.strerror if isinstance(second, OSError) else type(second).__name__
        where = f"No note could be kept ({why}). The fault was {type(error).__name__}."
    streams.tell(
        "partnertui: Our fault: something went wrong that should not have. "
        f"What was saved is safe. {where}"
    )
    return OUR_FAULT


def _keep_note(error: BaseException) -> Path:
    """Write what a fault was and where in the program; return the file, its owner's alone."""
    folder = paths.incidents_folder()
    note = folder / f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}-{os.getpid()}.txt"
    told = "\n".join(map(_kind_and_place, _with_causes(error)))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    # A path of this computer may hold what is no text in UTF-8.
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"partnertui {__version__}\n{told}")
    return note
