"""The first day: an app that leads to a register, where there is none to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiapp.app.base import TerminalApp
from tuiapp.screens.first_day.first_day import FirstDayScreen
from tuiapp.screens.first_day.welcome import FourLines

if TYPE_CHECKING:
    from tuiapp.person.settings import Settings
    from tuiapp.screens.first_day.first_day import Begun, Ways
    from tuiapp.store.register import Register


class FirstDayApp(TerminalApp):
    """Asks how a register is to come to be, and tells about the keys.

    Args:
        ways: What makes and opens registers.
        settings: What the person chose.
    """

    def __init__(self, ways: Ways, settings: Settings | None = None) -> None:
        super().__init__(settings)
        self.ways = ways
        self.register: Register | None = None
        """What to open the dashboard on; None where the person left before that."""

    def on_mount(self) -> None:
        """Begin with the ways."""
        self.push_screen(FirstDayScreen(self.ways), self._tell_keys)

    def _tell_keys(self, begun: Begun | None) -> None:
        """Tell about the keys, once; whoever knows them goes on at once."""
        if begun is None:
            self.exit()
        elif begun.is_known and not begun.trouble:
            self._go_on(begun)
        else:
            self.push_screen(FourLines(begun), lambda _: self._go_on(begun))

    def _go_on(self, begun: Begun) -> None:
        self.register = begun.register
        self.exit()
