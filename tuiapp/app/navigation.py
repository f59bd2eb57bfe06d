"""Opening the screens that other screens ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from tuiapp.app.base import TerminalApp
from tuiapp.screens.shared.base import BaseScreen
from tuiapp.screens.shared.messages import OpenEntry, OpenLog, OpenPartner

if TYPE_CHECKING:
    from tuiapp.store.register import Register

# Each screen is imported when it is first opened: a start does not wait for all of them.


class NavigationApp(TerminalApp):
    """An app whose screens are opened by messages."""

    register: Register
    """Where partners are kept."""
    today: Callable[[], date]
    """Returns today's date."""

    async def on_open_partner(self, message: OpenPartner) -> None:
        """Open a partner above the screen in sight."""
        from tuiapp.screens.partner.partner import PartnerScreen

        screen = PartnerScreen(
            self.register, self.today, message.partner_id, view=message.view, row=message.row
        )
        await self.push_screen(screen)
        if message.said:
            screen.say(message.said)

    def on_open_entry(self, message: OpenEntry) -> None:
        """Open an entry of the guide above the screen in sight."""
        from tuiapp.screens.reading.entry import EntryScreen

        self.push_screen(
            EntryScreen(
                self.register, message.part, message.entry_id, message.where, message.exposure_index
            )
        )

    def on_open_search(self) -> None:
        """Open the search above the screen in sight."""
        from tuiapp.screens.search import SearchScreen

        self.push_screen(SearchScreen(self.register))

    def on_open_log(self, message: OpenLog) -> None:
        """Open the form that logs a contact; the screen in sight says what was saved."""
        from tuiapp.screens.partner.log_form import open_log

        if isinstance(self.screen, BaseScreen):
            open_log(self.screen, message.document, self.today())

    def on_open_history(self) -> None:
        """Open the history above the screen in sight."""
        from tuiapp.screens.history import HistoryScreen

        self.push_screen(HistoryScreen(self.register))
