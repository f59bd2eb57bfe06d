"""The real dashboard over a real register file, worked by keys and read as plain text."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from textual import events
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from tinydb import TinyDB

from tests.conftest import LIMIT, NOON
from tests.screen_text import in_one_line, shows
from tuiapp.app.base import TerminalApp
from tuiapp.app.dashboard import PartnerTuiApp
from tuiapp.domain.register import partner_edits
from tuiapp.person.settings import Settings
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


def watch_threads() -> set[asyncio.Future[Any]]:
    """Return what threads are at work on, kept up to date: only who starts them knows."""
    loop = asyncio.get_running_loop()
    start, at_work = loop.run_in_executor, set[asyncio.Future[Any]]()

    def run_in_executor(*args: Any) -> asyncio.Future[Any]:
        future = start(*args)
        at_work.add(future)
        future.add_done_callback(at_work.discard)
        return future

    vars(loop)["run_in_executor"] = run_in_executor
    return at_work


class Dashboard:
    """A dashboard that is open: press its keys, read its screen, look into its file."""

    def __init__(
        self,
        app: PartnerTuiApp,
        pilot: Pilot[None],
        path: Path,
        in_threads: set[asyncio.Future[Any]],
    ) -> None:
        self.app = app
        self.pilot = pilot
        self.path = path
        self._in_threads = in_threads

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each once what came before is drawn."""
        for key in keys:
            self.app.post_message(key_event(key))
            await self._draw()
        await self.settle()

    async def settle(self) -> None:
        """Wait until all that keys led to is done and drawn: what is drawn may lead to more."""
        end = time.monotonic() + LIMIT
        await self._draw()
        while self._has_more_to_do:
            assert time.monotonic() < end, f"this is never drawn to its end:\n{self.text}"
            await asyncio.sleep(0.001)  # a thread works, or a timer holds a resize back
            await self._draw()

    @property
    def _has_more_to_do(self) -> bool:
        """Whether a thread works, or Textual still holds something that changes the screen."""
        app, screen = self.app, self.app.screen
        return not app._exit and bool(
            self._in_threads
            or app._resize_event
            or app.animator._animations  # scrolling is one, even where nothing moves
            or app.animator._scheduled
            or screen._repaint_required
            or screen._recompose_required
            or screen._dirty_widgets
            or any(
                each._layout_required or each._scroll_required or each._callbacks
                for each in self._screens_in_sight
            )
        )

    @property
    def _screens_in_sight(self) -> list[Screen[Any]]:
        """The screens behind a dialog, and the one on top."""
        return [*self.app._background_screens, self.app.screen]

    async def wait_for(self, text: str) -> None:
        """Wait until a text is on the screen; fail and show the screen if it never is."""
        await self.wait_until(lambda: self.shows(text), f"'{text}' was not seen")

    async def wait_until(self, is_so: Callable[[], bool], problem: str) -> None:
        """Wait until something is so; fail with a problem and show the screen if it never is."""
        end = time.monotonic() + LIMIT
        while not is_so():
            assert time.monotonic() < end, f"{problem} on:\n{self.text}"
            await asyncio.sleep(0.01)
            await self.settle()

    async def _draw(self) -> None:
        """Wait until nothing is ready to run and what that changed is drawn.

        Textual's own pause sends a message to every widget for it, which costs more than a key.
        """
        await self._drain()
        with self.app._context():  # there may be another dashboard, opened later
            for screen in self._screens_in_sight:
                screen._on_timer_update()
        await self._drain()

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
        return in_one_line(self.text)

    def shows(self, text: str) -> bool:
        """Return whether a text is on the screen, wherever it wraps."""
        return shows(self.text, text)

    async def resize(self, width: int, height: int) -> None:
        """Make the window another size, and wait until it is drawn."""
        self.start_resize(width, height)
        await self.settle()

    def start_resize(self, width: int, height: int) -> None:
        """Make the window another size, as a terminal does: it waits for nothing."""
        size = Size(width, height)
        vars(self.app._driver)["_size"] = size  # of the driver without a terminal
        self.app.post_message(events.Resize(size, size))

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


_SHEETS: dict[frozenset[tuple[str, str]], Any] = {}
"""What is parsed of style sheets, by the variables of the theme it was parsed with."""


def share_sheets(app: PartnerTuiApp) -> None:
    """Let a dashboard keep what it parses where later ones find it."""
    sheet = app.stylesheet
    theme = frozenset(sheet._variables.items())
    sheet._parse_cache = _SHEETS.setdefault(theme, sheet._parse_cache)


@asynccontextmanager
async def open_app(
    app: TerminalApp, size: tuple[int, int], path: Path | None = None
) -> AsyncIterator[Dashboard]:
    """Open the dashboard, or the app of the first day, in a window of a size."""
    in_threads = watch_threads()
    async with app.run_test(size=size) as pilot:
        dashboard = Dashboard(cast("Any", app), cast("Any", pilot), path or Path(), in_threads)
        await dashboard.settle()
        yield dashboard


OpenDashboard = Callable[..., AbstractAsyncContextManager[Dashboard]]


@pytest.fixture(autouse=True)
def _looks_at_keys_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no timer look for changes of somebody else between two keys of a test."""
    monkeypatch.setattr("tuiapp.app.dashboard.LOOK_SECONDS", 3600.0)


@pytest.fixture(autouse=True)
def _garbage(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Collect garbage when a test is over, and then only what it left; all day it takes a fifth.

    The dashboard itself freezes what its start made and collects from then on: in a process of a
    hundred dashboards the first would be a leak and the second a walk through all of them.
    """
    gc.disable()
    with monkeypatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        patch.setattr(gc, "enable", lambda: None)
        yield
    gc.enable()
    gc.collect()
    gc.freeze()


@pytest.fixture
def open_dashboard(register_path: Path) -> OpenDashboard:
    """Return what opens the dashboard on the test's register."""

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
        share_sheets(app)
        async with open_app(app, size, register_path) as dashboard:
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
        self.register.save(partner_edits.add(name, fields))
        return stored(self.path)[name]

    def set(self, name: str, /, **fields: Any) -> None:
        """Change fields of a partner."""
        self.register.save(partner_edits.set_fields(stored(self.path)[name], fields))

    def remove(self, name: str) -> None:
        """Take a partner out."""
        self.register.save(partner_edits.remove(stored(self.path)[name]))


@pytest.fixture
def colleague(register_path: Path) -> Colleague:
    """Return somebody else at the same register."""
    return Colleague(register_path)


@pytest.fixture
def oak(colleague: Colleague) -> Fields:
    """Return an accepted partner without a framework, in the register."""
    return colleague.add("Oak Friends", place="Millbrook", kind="friends-group")
