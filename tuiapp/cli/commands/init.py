"""Making a register."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from tuiapp.cli.context import Context, FilePath, pass_context
from tuiapp.cli.output import say
from tuiapp.domain.models.policy import NATIONS
from tuiapp.domain.text import as_line, count
from tuiapp.errors import InputRefused


@click.command()
@click.argument("path", type=FilePath())
@click.option("--demo", is_flag=True, help="Fill it with made-up partners to try things on.")
@click.option("--authority", default="", metavar="NAME", help="The council whose register it is.")
@click.option(
    "--nation",
    type=click.Choice(NATIONS),
    default="england",
    show_default=True,
    help="Whose law applies.",
)
@pass_context
def init(context: Context, path: Path, demo: bool, authority: str, nation: str) -> None:
    """Make a new register at PATH. A file that is there already is never written over."""
    from tuiapp.store.file_register import create_register

    authority = name_of_council(authority)
    if demo:
        from tuiapp.cli.demo import AUTHORITY, fill_with_demo

        authority = authority or AUTHORITY
    create_register(path, by=context.by, authority=authority, nation=nation, demo=demo)
    if demo:
        made = fill_with_demo(path)
        say(f"Made a demo register with {count(made, 'made-up partner')}: {path}")
    else:
        say(f"Made a register without partners: {path}")
    say(f"Open it with: partnertui --register {shlex.quote(str(path))}")


def name_of_council(typed: str) -> str:
    """Return a council's name as it is kept; raises InputRefused where it cannot be kept."""
    try:
        return as_line(typed)
    except ValueError as error:
        raise InputRefused("Not a name", f"The authority's name: {error}.", "") from None
