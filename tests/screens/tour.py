"""A walk that comes by every screen, dialog and state, over the demo register.

    python -m tests.screens.tour FOLDER [--theme NAME]... [--size 80x24]... [--stop NAME]...

writes a picture of each, as SVG. The tests of colours and keys take the same walk.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from tests.conftest import NOON
from tests.screens.conftest import Dashboard, open_app, share_sheets
from tuiapp.app.dashboard import PartnerTuiApp
from tuiapp.cli.demo import fill_with_demo
from tuiapp.person.settings import THEMES, Settings
from tuiapp.store.file_register import FileRegister, create_register

SIZES = ("80x24", "40x12", "160x45")
"""The sizes that pictures are made at: usual, magnified, wide."""


TYPED = "text:"
"""What stands before keys that are typed as a text."""


class Stop(NamedTuple):
    """One place of the walk."""

    name: str
    keys: tuple[str, ...]
    """The keys that lead there from the stop before, in the walk from one to the next."""
    place: str
    """The class of the screen or dialog that is then on top."""


STOPS = (
    Stop("today", ("1",), "TodayScreen"),
    Stop("palette", ("colon",), "Palette"),
    Stop("looks", ("text:look",), "Palette"),
    Stop("put-off", ("escape", "o"), "Form"),
    Stop("policy", ("escape", "p"), "Form"),
    Stop("log", ("escape", "l"), "LogForm"),
    Stop("history", ("escape", "h"), "HistoryScreen"),
    Stop("help", ("question_mark",), "Help"),
    Stop("search", ("escape", "escape", "slash"), "SearchScreen"),
    Stop("found", ("text:insur",), "SearchScreen"),
    Stop("guide", ("escape", "escape", "2"), "GuideScreen"),
    Stop("narrowed", ("slash", "text:sources", "enter"), "GuideScreen"),
    Stop("page", ("escape", "2", "g", "enter"), "PageScreen"),
    Stop("sources", ("o",), "PageScreen"),
    Stop(
        "side-by-side",
        ("escape", "escape", "slash", "text:the three side", "enter", "enter"),
        "FrameworksScreen",
    ),
    Stop(
        "spotter",
        ("escape", "escape", "slash", "text:seven questions", "enter", "enter"),
        "SpotterScreen",
    ),
    Stop("answer", ("enter",), "AnswerDialog"),
    Stop("outcome", ("down", "enter"), "SpotterScreen"),
    Stop(
        "item", ("escape", "escape", "slash", "text:certificate", "enter", "enter"), "EntryScreen"
    ),
    Stop("explore", ("escape", "escape", "3"), "ExploreScreen"),
    Stop("weighed", ("enter",), "EntryScreen"),
    Stop("filter", ("escape", "f"), "Menu"),
    Stop("register", ("escape", "4"), "RegisterScreen"),
    Stop("preview", ("down",), "RegisterScreen"),
    Stop("marked", ("space", "m"), "Menu"),
    Stop("accept", ("escape", "space", "y"), "Menu"),
    Stop("add", ("escape", "a"), "Form"),
    Stop("refused", ("f2",), "Form"),
    Stop("edit", ("escape", "g", "down", "e"), "Form"),
    Stop("more-fields", ("f4",), "Form"),
    Stop("confirm", ("text:X", "escape"), "Confirm"),
    Stop("quarter", ("y", "r"), "Menu"),
    Stop("figures", ("1",), "FiguresForm"),
    Stop("many", ("escape", "4", "m"), "Menu"),
    Stop("duplicates", ("2",), "DuplicatesScreen"),
    Stop("emails", ("escape", "m", "1"), "PageScreen"),
    Stop("overview", ("escape", "g", "down", "enter"), "PartnerScreen"),
    Stop("checklist", ("right",), "PartnerScreen"),
    Stop("reason", ("x",), "SaveLine"),
    Stop("note", ("escape", "n"), "Form"),
    Stop("measures", ("escape", "right"), "PartnerScreen"),
    Stop("scores", ("enter",), "ScoreDialog"),
    Stop("record", ("escape", "right"), "PartnerScreen"),
    Stop("partner-history", ("right",), "PartnerScreen"),
    Stop("papers", ("t",), "Pick"),
    Stop("paper", ("enter",), "PageScreen"),
)
"""The walk."""


@asynccontextmanager
async def begin(path: Path, size: tuple[int, int], settings: Settings) -> AsyncIterator[Dashboard]:
    """Open a dashboard on a register for a walk."""
    register = FileRegister(path, by="Parks officer", clock=lambda: NOON)
    app = PartnerTuiApp(register, lambda: NOON.date(), settings)
    share_sheets(app)
    async with open_app(app, size, path) as dashboard:
        yield dashboard


async def walk(dashboard: Dashboard) -> AsyncIterator[Stop]:
    """Yield every stop once it is in sight."""
    for stop in STOPS:
        for key in stop.keys:
            await (dashboard.type(key[5:]) if key.startswith(TYPED) else dashboard.press(key))
        assert dashboard.place == stop.place, (stop.name, dashboard.place, dashboard.text)
        yield stop


async def make_pictures(
    folder: Path, register: Path, size: str, themes: Sequence[str], stops: Sequence[str]
) -> None:
    """Write a picture of every stop in some themes, at one size."""
    width, height = map(int, size.split("x"))
    async with begin(register, (width, height), Settings(letter_keys=True)) as dashboard:
        async for stop in walk(dashboard):
            for theme in themes if not stops or stop.name in stops else ():
                dashboard.app.theme = theme
                await dashboard.settle()
                picture = dashboard.app.export_screenshot(title=f"{stop.name}, {theme}, {size}")
                (folder / f"{stop.name}-{theme}-{size}.svg").write_text(picture, encoding="utf-8")


def main() -> None:
    """Make the pictures that are asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--theme", action="append", choices=THEMES)
    options.add_argument("--size", action="append")
    options.add_argument("--stop", action="append", default=[])
    asked = options.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for size in asked.size or SIZES:
            register = Path(home) / f"{size}.json"
            create_demo(register)
            themes = asked.theme or list(THEMES)
            asyncio.run(make_pictures(asked.folder, register, size, themes, asked.stop))


def create_demo(path: Path) -> None:
    """Make a demo register."""
    create_register(path, by="Parks officer", demo=True)
    fill_with_demo(path)


if __name__ == "__main__":
    main()
