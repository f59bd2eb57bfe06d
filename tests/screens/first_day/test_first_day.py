"""The first day: three ways to a register, what each refuses, and the page about the keys."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from tests.screens.conftest import Dashboard, open_app
from tuiapp.app.first_day import FirstDayApp
from tuiapp.cli.context import Context
from tuiapp.cli.first_day import FirstDayWays, is_first_day
from tuiapp.domain.register import partner_edits
from tuiapp.person import paths
from tuiapp.person.settings import load_settings
from tuiapp.store.file_register import FileRegister, create_register

ME = Context(None, "Parks officer", read_only=False, plain=False)

OpenFirstDay = Callable[..., AbstractAsyncContextManager[Dashboard]]


@pytest.fixture
def open_first_day() -> OpenFirstDay:
    """Return what opens the first day in a world without files."""

    @asynccontextmanager
    async def opened(
        ways: FirstDayWays | None = None, size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Dashboard]:
        app = FirstDayApp(ways or FirstDayWays(ME))
        async with open_app(app, size) as dashboard:
            yield dashboard

    return opened


def place_of_chosen(dashboard: Dashboard) -> str:
    """Return where the register is that the dashboard will open on; "" for none."""
    register = cast("Any", dashboard.app).register
    return register.place if register is not None else ""


async def answer(dashboard: Dashboard, typed: str) -> None:
    """Put an answer in the place of what stands in the line, and press Enter."""
    await dashboard.press("ctrl+u")
    await dashboard.type(typed)
    await dashboard.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_register_of_our_own_is_begun_where_nothing_is_written_over(
    open_first_day: OpenFirstDay, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Each refusal is said at its line; Esc goes back a step; at the end the register is there."""
    taken, file = tmp_path / "taken.json", tmp_path / "file"
    taken.write_text("mine")
    file.write_text("no folder")
    own = tmp_path / "our" / "parks.json"
    async with open_first_day(size=size) as dashboard:
        for number, words in enumerate(("Look round", "Begin our own", "Open a register"), 1):
            assert dashboard.shows(f"{number} {words}")
        await dashboard.press("down", "down", "up")
        assert dashboard.cursor_line.startswith("2")
        await dashboard.press("enter", "enter")
        assert dashboard.shows("Required: write a few words.")
        await dashboard.type("Testborough")
        await dashboard.press("enter")
        assert dashboard.shows("4 Northern Ireland")
        await dashboard.press("escape")
        assert dashboard.shows("Testborough")
        await dashboard.press("enter", "3")

        assert dashboard.shows("partnertui/register.json") or size[0] == 40
        for typed, words in (
            ("", "Required"),
            (str(taken), "There is a file"),
            (str(tmp_path), "is a folder. Add the name of a file"),
            (str(file / "x.json"), "cannot be used as a folder: it is a file. Type a path in"),
        ):
            await answer(dashboard, typed)
            assert dashboard.shows(words), typed
        assert taken.read_text() == "mine"
        await answer(dashboard, str(own))

        assert dashboard.place == "FourLines"
        for words in ("1 Today", "4 Register", "? shows", "/ searches", "l logs", "u undoes"):
            assert dashboard.shows(words)
        assert dashboard.shows("all is saved at once")
        assert dashboard.shows("q leaves")
        await dashboard.press("enter")
        assert place_of_chosen(dashboard) == str(own)
    header = FileRegister(own, by="Ann").snapshot.header
    assert (header.authority, header.nation, header.demo) == ("Testborough", "scotland", False)
    assert load_settings(paths.settings_file()).register == str(own)


async def test_the_usual_place_needs_no_setting(open_first_day: OpenFirstDay) -> None:
    """Enter takes the path that stands there, and the next start finds it unasked."""
    async with open_first_day() as dashboard:
        await dashboard.press("2")
        await dashboard.type("Testborough")
        await dashboard.press("enter", "1", "enter", "enter")
        assert place_of_chosen(dashboard) == str(paths.default_register())
    assert not paths.settings_file().exists()
    assert not is_first_day(ME)


async def test_a_register_that_is_there_is_opened_and_kept_in_mind(
    open_first_day: OpenFirstDay, register_path: Path, tmp_path: Path
) -> None:
    """What is no sound register of ours is told at the line, with what to do."""
    odd = {
        "letter.txt": b"Dear sir",
        "newer.json": register_path.read_bytes().replace(b'"format": 1', b'"format": 2'),
        "strange.json": b'{"register": {"1": {"format": 9}}}',
    }
    for name, data in odd.items():
        (tmp_path / name).write_bytes(data)
    register = FileRegister(register_path, by="Parks officer")
    register.save(partner_edits.add("Heron Trust", {}))
    home = Path(os.environ["HOME"])
    (home / "parks.json").symlink_to(register_path)
    async with open_first_day() as dashboard:
        await dashboard.press("3")
        for typed, words in (
            (str(tmp_path / "no.json"), "There is no file"),
            (str(tmp_path / "no.json"), "Type another path."),
            (str(tmp_path), "is not a file. Type another path."),
            (str(tmp_path / "letter.txt"), "does not begin as a register does. Type another"),
            (str(tmp_path / "newer.json"), "newer than this partnertui. Update partnertui, or"),
            (str(tmp_path / "strange.json"), "Use the partnertui that saved it."),
        ):
            await answer(dashboard, typed)
            assert dashboard.shows(words), typed
        assert not paths.settings_file().exists()
        whole = register_path.read_bytes()
        register_path.write_bytes(whole[:-40])
        await answer(dashboard, str(register_path))
        assert dashboard.shows("this offers its newest good backup: partnertui --register")
        register_path.write_bytes(whole)
        await answer(dashboard, "~/parks.json")
        await dashboard.press("enter")
        assert place_of_chosen(dashboard) == str(home / "parks.json")
    assert load_settings(paths.settings_file()).register == str(home / "parks.json")


async def test_what_cannot_be_kept_in_mind_is_said_before_going_on(
    open_first_day: OpenFirstDay, register_path: Path
) -> None:
    """Where the settings cannot be written the register is opened all the same."""
    Path(os.environ["XDG_CONFIG_HOME"]).write_text("no folder")
    async with open_first_day() as dashboard:
        await dashboard.press("3")
        await answer(dashboard, str(register_path))
        assert dashboard.shows("Setting not kept")
        assert dashboard.shows("Until then open it with: partnertui --register")
        await dashboard.press("escape")
        assert place_of_chosen(dashboard) == str(register_path)


class SlowWays(FirstDayWays):
    """A computer on which the made-up register is never done."""

    def make_demo(self) -> Generator[tuple[int, int], None, None]:
        """Begin in earnest, and stay at the third partner."""
        making = super().make_demo()
        try:
            for made, of in making:
                yield made, of
                while made == 3:
                    yield made, of
        finally:
            making.close()


async def test_the_made_up_register_is_counted_and_can_be_stopped(
    open_first_day: OpenFirstDay,
) -> None:
    """Esc in the midst leaves no file at all, and the choices are there again."""
    async with open_first_day(SlowWays(ME), size=(40, 12)) as dashboard:
        await dashboard.press("1")
        await dashboard.wait_for("3 of")
        assert any(paths.demo_register().parent.iterdir())
        await dashboard.press("escape")
        await dashboard.wait_for("Stopped: nothing was made.")
        assert list(paths.demo_register().parent.iterdir()) == []
        await dashboard.press("escape")
        assert place_of_chosen(dashboard) == ""


async def test_the_made_up_register_is_made_once_and_then_opened(
    open_first_day: OpenFirstDay,
) -> None:
    """The keys are told the first time only; a register of one's own can still be begun."""
    path = paths.demo_register()
    async with open_first_day() as dashboard:
        await dashboard.press("1")
        await dashboard.wait_for("Before you begin")
        await dashboard.press("enter")
        assert place_of_chosen(dashboard) == str(path)
    made = path.read_bytes()
    assert [entry.name for entry in path.parent.iterdir()] == ["demo.json"]
    assert orjson.loads(made)["register"]["1"]["demo"] is True
    assert is_first_day(ME)

    async with open_first_day() as dashboard:
        assert dashboard.shows("is opened again")
        await dashboard.press("1")
        assert place_of_chosen(dashboard) == str(path)
    assert path.read_bytes() == made

    path.write_text("Dear sir")
    async with open_first_day() as dashboard:
        await dashboard.press("1")
        assert dashboard.shows("Remove that file, then choose it again: it is made anew.")


def test_it_is_the_first_day_only_where_nothing_is_named_and_nothing_is_there(
    tmp_path: Path,
) -> None:
    """A named register, a link that leads nowhere, and a backup each tell of an earlier day."""
    path = paths.default_register()
    assert is_first_day(ME)
    assert not is_first_day(Context(tmp_path / "no.json", "Ann", read_only=False, plain=False))
    assert not is_first_day(Context(None, "Ann", read_only=True, plain=False))

    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "gone.json")
    assert not is_first_day(ME)
    path.unlink()
    create_register(path, by="Ann")
    FileRegister(path, by="Ann").save(partner_edits.add("Heron Trust", {}))
    path.unlink()
    assert not is_first_day(ME)
