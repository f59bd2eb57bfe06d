"""How a register comes to be on the first day: made up, begun, or opened where it is."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from tuiapp.cli.commands.init import name_of_council
from tuiapp.cli.context import Context
from tuiapp.errors import InputRefused, PartnerTuiError, RegisterDamaged, RegisterUnreadable
from tuiapp.person import paths
from tuiapp.person.files import as_path
from tuiapp.person.settings import change_setting

if TYPE_CHECKING:
    from tuiapp.screens.first_day.first_day import Begun
    from tuiapp.store.file_register import FileRegister


def is_first_day(context: Context) -> bool:
    """Whether nobody named a register, and there is none in the usual place, nor a backup of one.

    Where nothing may be saved nothing can begin.
    """
    if context.is_register_named or context.read_only or os.path.lexists(context.register_path):
        return False
    from tuiapp.store.backups import newest_good

    return newest_good(context.real_path) is None


class FirstDayWays:
    """What the screens of the first day are given to make and open registers.

    Args:
        context: Who makes or opens them.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def own_path(self) -> str:
        """The usual place, as one types it."""
        path, home = paths.default_register(), Path(os.path.expanduser("~"))  # noqa: PTH111
        return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)

    @property
    def is_demo_there(self) -> bool:
        """Whether the made-up register was made before."""
        return os.path.lexists(paths.demo_register())

    def make_demo(self) -> Generator[tuple[int, int], None, None]:
        """Make the made-up register; yield how many partners are in, and of how many."""
        from tuiapp.cli.demo import make_demo

        return make_demo(paths.demo_register(), self._context.by)

    def open_demo(self) -> Begun:
        """Open the made-up register; where it cannot be read, it can be made again."""
        path = paths.demo_register()
        try:
            return _begun(self._register(path))
        except RegisterUnreadable as error:
            hint = "Remove that file, then choose it again: it is made anew."
            raise RegisterUnreadable(error.title, error.message, hint) from None

    def check_council(self, name: str) -> object:
        """Refuse a name that cannot be shown."""
        return name_of_council(name)

    def begin(self, council: str, nation: str, path: str) -> Begun:
        """Make a register without partners; at another path than the usual, settings keep it.

        Raises:
            InputRefused: The path is that of a folder, or no folder can be made for it.
            NotSaved: There is a file at the path already, or the disk refused.
        """
        from tuiapp.store.file_register import create_register

        chosen = _typed(path)
        if os.path.isdir(chosen):  # noqa: PTH112 - says no where it may not look
            hint = f"Add the name of a file, such as {chosen / 'register.json'}"
            raise InputRefused("Not made", f"{chosen} is a folder.", hint)
        try:
            chosen.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            # A file in the place of a folder is told of as one that exists.
            is_file = os.path.isfile(chosen.parent)  # noqa: PTH113 - as above
            why = "it is a file" if is_file else error.strerror or error
            told = f"{chosen.parent} cannot be used as a folder: {why}."
            raise InputRefused("Not made", told, "Type a path in a folder of your own.") from None
        council = name_of_council(council)
        create_register(chosen, by=self._context.by, authority=council, nation=nation)
        return self._to_be_found(chosen, self._register(chosen))

    def open(self, path: str) -> Begun:
        """Open a register that is there, and keep its path in the settings.

        Raises:
            RegisterUnreadable: It is missing, no register, damaged, or of a newer format.
        """
        from tuiapp.store.backups import newest_good
        from tuiapp.store.schema import INIT_HINT

        chosen = _typed(path)
        try:
            register = self._register(chosen)
        except RegisterDamaged as error:
            is_kept = newest_good(Path(os.path.realpath(chosen))) is not None
            offers = f" In a shell, this offers its newest good backup: {_command(chosen)}"
            hint = f"Type another path.{offers if is_kept else ''}"
            raise RegisterUnreadable(error.title, error.message, hint) from None
        except RegisterUnreadable as error:
            hint = "Type another path." if error.hint.startswith(INIT_HINT) else error.hint
            raise RegisterUnreadable(error.title, error.message, hint) from None
        if register.why_read_only.startswith("format"):
            raise RegisterUnreadable(
                "Too new",
                f"{chosen} is of {register.why_read_only}.",
                f"Update partnertui, or leave here and look only: {_command(chosen)}",
            )
        return self._to_be_found(chosen, register)

    def _register(self, path: Path) -> FileRegister:
        from tuiapp.store.file_register import FileRegister

        return FileRegister(path, by=self._context.by)

    def _to_be_found(self, path: Path, register: FileRegister) -> Begun:
        """Let the settings name a register, unless it is where it is looked for anyway."""
        if path == paths.default_register():
            return _begun(register)
        try:
            change_setting(paths.settings_file(), "register", str(path))
        except PartnerTuiError as error:
            return _begun(register, f"{error} Until then open it with: {_command(path)}")
        return _begun(register)


def _typed(path: str) -> Path:
    """Return the whole of a path that was typed."""
    # `~nobody` raises nothing here and is told as a path that is not there.
    return Path(os.path.abspath(os.path.expanduser(as_path(path))))  # noqa: PTH100, PTH111


def _command(path: Path) -> str:
    """Return the command that opens a register wherever it is."""
    import shlex

    return f"partnertui --register {shlex.quote(str(path))}"


def _begun(register: FileRegister, trouble: str = "") -> Begun:
    from tuiapp.screens.first_day.first_day import Begun

    return Begun(register, trouble=trouble)
