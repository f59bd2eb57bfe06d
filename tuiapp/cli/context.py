"""What every command starts from: which register, who, and how to answer."""

from __future__ import annotations

import getpass
import os
import re
import shlex
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from tuiapp.cli import streams
from tuiapp.domain.choices import choice_of
from tuiapp.domain.dates import local_time
from tuiapp.domain.text import as_line, clean_line
from tuiapp.errors import InputRefused, RegisterUnreadable
from tuiapp.person import paths
from tuiapp.person.files import as_path
from tuiapp.person.settings import Settings, load_settings

if TYPE_CHECKING:
    from tuiapp.store.file_register import FileRegister
    from tuiapp.store.register import Register


HINT = "Say who you are: partnertui --as NAME"


@dataclass(frozen=True)
class Context:
    """The options that stand before a command.

    Attributes:
        named_register: The register that was named, by option or environment.
        as_name: The name to save under, where given.
        read_only: Whether nothing may be saved.
        plain: Whether to answer in `Label: value` lines on a terminal too.
    """

    named_register: Path | None
    as_name: str | None
    read_only: bool
    plain: bool

    @property
    def register_path(self) -> Path:
        """Where the register is."""
        chosen = self.named_register or self.settings.register
        # `~nobody` stays as it is, and is told of as a path that is not there.
        return Path(os.path.expanduser(chosen)) if chosen else paths.default_register()  # noqa: PTH111

    @property
    def is_register_named(self) -> bool:
        """Whether the register is another than the one that is used where none is named."""
        return bool(self.named_register or self.settings.register)

    @property
    def real_path(self) -> Path:
        """Where the register is, whatever link leads to it."""
        return Path(os.path.realpath(self.register_path))

    @cached_property
    def settings(self) -> Settings:
        """The person's settings; raises InputRefused where they hold what cannot be."""
        try:
            path = paths.settings_file()
        except paths.NoHome:
            return Settings()  # nowhere to look for them; who needs more than them says so
        settings = load_settings(path)
        if settings.keys or not settings.letter_keys:
            from tuiapp.keys.custom import read_keys  # only who changed keys needs them checked

            read_keys(settings, path)
        return settings

    @property
    def by(self) -> str:
        """Who saves: the name given, else the one in the settings, else the login name.

        Raises:
            InputRefused: There is no name, or one that cannot be kept.
        """
        try:
            return as_line(self.as_name or self.settings.name or _login_name())
        except ValueError as error:
            raise InputRefused("Not a name", f"Your name cannot be used: {error}.", HINT) from None

    @property
    def is_plain(self) -> bool:
        """Whether an answer is read by a program or a screen reader."""
        return self.plain or not sys.stdout.isatty()

    def open_register(self) -> Register:
        """Return the register; raises RegisterUnreadable where there is none."""
        return self.open_file()

    def open_file(self) -> FileRegister:
        """Return the register as the file it is, for what is done to the file itself."""
        # Here and not above: a command that only reads the guidance loads no store.
        from tuiapp.store.file_register import FileRegister

        path = self.register_path
        try:
            return FileRegister(path, by=self.by, read_only=self.read_only, on_wait=_say_wait)
        except RegisterUnreadable:
            if self.named_register or not self.settings.register or os.path.lexists(path):
                raise
            raise RegisterUnreadable(
                "No register",
                f"There is no file {path}, which the settings name: {paths.settings_file()}.",
                "Mend or remove its line 'register', or name another: partnertui --register PATH",
            ) from None


def today() -> date:
    """Return today's date where the officer is."""
    return local_time(datetime.now(UTC)).date()


def _say_wait(holder: str) -> None:
    """Say on stderr why the command takes longer than usual."""
    streams.tell(f"Waiting for {clean_line(holder) or 'another program'} to finish saving.")


def _login_name() -> str:
    """Return the name this person logged in with."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        raise InputRefused("No name", "This account has no login name.", HINT) from None


def with_options(text: str) -> str:
    """Return a text in which every command of ours names the register and person of this call.

    Only what was given by option is added: what the environment or the settings say holds for the
    next command too. `init` makes another register, so it is left as it is.
    """
    root = click.get_current_context().find_root()
    options = []
    for parameter, option in (("register_path", "--register"), ("as_name", "--as")):
        if root.get_parameter_source(parameter) is ParameterSource.COMMANDLINE:
            options += [option, shlex.quote(str(root.params[parameter]))]
    if not options or not isinstance(root.command, click.Group):
        return text
    names = "|".join(name for name in root.command.list_commands(root) if name != "init")
    prefix = " ".join(["partnertui", *options, ""])
    return re.sub(rf"\bpartnertui (?=(?:{names})\b)", lambda _: prefix, text)


class OurWords(click.Choice[str]):
    """One of a fixed set of words, by its id or as the screens show it, in any case."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the id of what was typed."""
        return super().convert(choice_of(value, self.choices), param, ctx)


class FilePath(click.ParamType[Path]):
    """A path on the command line or in the environment; what cannot be one is refused."""

    name = "path"

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return what was typed as a path."""
        return as_path(str(value))


pass_context = click.make_pass_decorator(Context)
"""Gives a command the `Context` as its first argument."""

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for scripts.")
"""The option of every command that can answer in JSON."""
