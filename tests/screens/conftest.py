"""The real dashboard over a real register file, worked by keys and read as plain text."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from tinydb import TinyDB

from tests.conftest import NOON
from tuiapp.app import PartnerTuiApp
from tuiapp.domain import deeds
from tuiapp.settings import Settings
from tuiapp.store.file_register import FileRegister

OFFICER = "Parks officer"
"""Who sits at the dashboard."""
COLLEAGUE = "Trees officer"
"""Who saves in the same register from elsewhere."""

Fields = dict[str, Any]


CHARACTERS = {
    "space": " ",
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
"""Keys whose name is not their character."""
NAMES = {character: name for name, character in CHARACTERS.items()}


def key_event(key: str) -> events.Key:
    """Return what a terminal sends for a key, given by its name or its character."""
    name = NAMES.get(key, key)
    return events.Key(name, CHARACTERS.get(name) or (name if len(name) == 1 else None))


class Dashboard:
    """A dashboard that is open: press its keys, read its screen, look into its file."""

    def __init__(self, app: PartnerTuiApp, pilot: Pilot[None], path: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.path = path

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each once what came before is drawn."""
        for key in keys:
            self.app.post_message(key_event(key))
            await self._drain()
            await self.pilot.pause(0)
            await self._drain()
        await self.settle()

    async def settle(self) -> None:
        """Wait until all that keys led to is done and drawn."""
        await self._drain()
        await self.pilot.pause(0)
        await self._drain()
        await self.pilot.pause()  # what is drawn may lead to more to draw

    async def wait_for(self, text: str) -> None:
        """Wait until a text is on the screen; fail and show the screen if it never is."""
        for _ in range(50):
            if text in self.said:
                return
            await self.settle()
        pytest.fail(f"'{text}' was not seen on:\n{self.text}")

    @staticmethod
    async def _drain() -> None:
        """Wait until nothing is ready to run: only the loop knows, and has no public way to tell.

        Textual's own pause sleeps after each key instead, which adds up to minutes.
        """
        ready = vars(asyncio.get_running_loop())["_ready"]
        await asyncio.sleep(0)
        while ready:
            await asyncio.sleep(0)

    async def type(self, text: str) -> None:
        """Type a text into a field, quickly: its characters arrive together."""
        for character in text:
            self.app.post_message(events.Key(character, character))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Let the terminal paste a text."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def press_at_once(self, *keys: str) -> None:
        """Let keys arrive together, as they do on a slow line."""
        for key in keys:
            self.app.post_message(key_event(key))
        await self.settle()

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, as plain text without the spaces at their ends."""
        # The compositor is private, and the only place where the whole screen is text.
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def said(self) -> str:
        """The screen as one line with single spaces, so that it does not matter where it wraps."""
        return " ".join(self.text.split())

    @property
    def cursor_line(self) -> str:
        """The line with the > sign."""
        lines = (line.strip(" │") for line in self.lines)  # a dialog has a frame
        return next((line[2:] for line in lines if line.startswith("> ")), "")

    @property
    def place(self) -> str:
        """The class of the screen or dialog on top."""
        return type(self.app.screen).__name__

    @property
    def documents(self) -> dict[str, Fields]:
        """What the file holds now, by name, as the stock TinyDB reads it."""
        return stored(self.path)

    def document(self, name: str) -> Fields:
        """Return what the file holds of one partner."""
        return self.documents[name]


def stored(path: Path) -> dict[str, Fields]:
    """Return every partner of a register file by name, as the stock TinyDB reads it."""
    with TinyDB(path, access_mode="r") as database:
        partners = [dict(document) for document in database.table("partners").all()]
    return {str(partner.get("name")): partner for partner in partners}


OpenDashboard = Callable[..., AbstractAsyncContextManager[Dashboard]]


@pytest.fixture
def open_dashboard(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenDashboard:
    """Return what opens the dashboard on the test's register."""
    # The dashboard freezes what its start made; of a hundred of them that would be a leak.
    monkeypatch.setattr(gc, "freeze", lambda: None)

    @asynccontextmanager
    async def opened(
        *keys: str,
        size: tuple[int, int] = (80, 24),
        read_only: bool = False,
        settings: Settings | None = None,
    ) -> AsyncIterator[Dashboard]:
        register = FileRegister(register_path, by=OFFICER, read_only=read_only, clock=lambda: NOON)
        app = PartnerTuiApp(register, lambda: NOON.date(), settings)
        app.animation_level = "none"  # as TEXTUAL_ANIMATIONS has it in the program
        async with app.run_test(size=size) as pilot:
            dashboard = Dashboard(app, pilot, register_path)
            await dashboard.settle()
            await dashboard.press(*keys)
            yield dashboard

    return opened


class Colleague:
    """Somebody who works in the same register file from another terminal."""

    def __init__(self, path: Path, by: str = COLLEAGUE) -> None:
        self.path = path
        self.by = by

    @property
    def register(self) -> FileRegister:
        """The register, opened anew."""
        return FileRegister(self.path, by=self.by, clock=lambda: NOON)

    def add(self, name: str, /, **fields: Any) -> Fields:
        """Add a partner; return its document."""
        self.register.save(deeds.add(name, fields))
        return stored(self.path)[name]

    def set(self, name: str, /, **fields: Any) -> None:
        """Change fields of a partner."""
        self.register.save(deeds.set_fields(stored(self.path)[name], fields))

    def remove(self, name: str) -> None:
        """Take a partner out."""
        self.register.save(deeds.remove(stored(self.path)[name]))


@pytest.fixture
def colleague(register_path: Path) -> Colleague:
    """Return somebody else at the same register."""
    return Colleague(register_path)


@pytest.fixture
def oak(colleague: Colleague) -> Fields:
    """Return an accepted partner without a framework, in the register."""
    return colleague.add("Oak Friends", place="Millbrook", kind="friends-group")
