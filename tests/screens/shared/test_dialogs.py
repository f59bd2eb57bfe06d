"""Whatever a dialog says and however small the window, its answers and its keys are in sight."""

from __future__ import annotations

import pytest
from textual.widget import Widget
from textual.widgets import Input

from tests.screens.conftest import Colleague, Dashboard, OpenDashboard, open_app
from tuiapp.app.base import TerminalApp
from tuiapp.screens.shared.dialogs import AskLine, Confirm, Menu
from tuiapp.widgets.lines import KeyLine
from tuiapp.widgets.links import LinkedProse

HOSTILE = "[red]\x1b[2J\u202e木"
"""What could be taken for markup, drives a terminal, and is wider than it is long."""
LONG = f"The Friends, Neighbours {HOSTILE} and Volunteers of Kingfisher Park " * 4
LONG_NAME = ("The Friends, Neighbours and Volunteers of Kingfisher Park " * 5)[:279].strip()
SIZES = [(30, 8), (40, 12), (80, 24)]

DIALOGS: dict[str, tuple[str, ...]] = {
    "accept": ("4", "y"),
    "marked": ("4", "space", "m"),
    "owner of all marked": ("4", "space", "m", "3"),
    "not applicable": ("4", "enter", "right", "x"),
    "scores": ("4", "enter", "right", "right", "enter"),
    "note of a score": ("4", "enter", "right", "right", "enter", "n"),
    "papers": ("4", "enter", "t"),
    "edit": ("4", "e"),
    "leave a form": ("4", "e", "Z", "escape"),
    "log": ("4", "l"),
    "filter": ("4", "f"),
    "palette": (":",),
    "help": ("?",),
}
"""Keys to every dialog that is about a partner, and to the others."""


def is_in_sight(widget: Widget) -> bool:
    """Return whether all of a widget is inside the window."""
    return widget.app.screen.region.contains_region(widget.region) and widget.region.height > 0


def assert_usable(dashboard: Dashboard) -> None:
    """Fail where what is answered with or the keys are out of sight."""
    screen = dashboard.app.screen
    for widget in [*screen.query(KeyLine), *screen.query(Input)]:
        assert is_in_sight(widget) or widget not in (dashboard.app.focused, *screen.query(KeyLine))
    keys = dashboard.lines[screen.query_one(KeyLine).region.y] if screen.query(KeyLine) else ""
    assert "Esc" in keys or "n No" in keys or not screen.query(KeyLine), dashboard.text
    assert dashboard.app.focused is None or is_in_sight(dashboard.app.focused), dashboard.text


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
@pytest.mark.parametrize("name", DIALOGS)
async def test_every_dialog_about_a_long_name_shows_its_answers_and_keys(
    open_dashboard: OpenDashboard, colleague: Colleague, name: str, size: tuple[int, int]
) -> None:
    """A name of 279 characters takes nothing out of sight that is needed to answer."""
    colleague.add(LONG_NAME, framework="not-for-profit")
    async with open_dashboard(*DIALOGS[name], size=size) as dashboard:
        assert dashboard.app.screen.is_modal
        assert_usable(dashboard)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_an_offered_draft_of_a_long_name_shows_both_answers(
    open_dashboard: OpenDashboard, size: tuple[int, int]
) -> None:
    """What was typed is gone on with or thrown away, whatever name was typed."""
    async with open_dashboard("4", "a") as dashboard:
        await dashboard.paste(LONG_NAME)
        for opened in dashboard.app.drafts._open:
            opened.leave()
    async with open_dashboard(size=size) as dashboard:
        await dashboard.wait_for("1 Go on with it")
        assert dashboard.shows("2 Throw it away")
        assert_usable(dashboard)


@pytest.mark.parametrize("size", SIZES)
async def test_a_menu_is_answered_by_its_digits_or_by_the_arrows(size: tuple[int, int]) -> None:
    """Every answer comes in sight as the arrows go through them; Enter chooses that one."""
    answers = [(f"value {n}", f"Answer {n} {HOSTILE}") for n in range(1, 10)]
    for keys, chosen in ((["7"], 7), (["enter"], 1), (["down"] * 4 + ["enter"], 5)):
        app = TerminalApp()
        async with open_app(app, size) as dashboard:
            got: list[str | None] = []
            await app.push_screen(Menu(LONG, answers), got.append)
            await dashboard.settle()
            assert_usable(dashboard)
            await dashboard.press(*keys)
            assert got == [f"value {chosen}"]
    app = TerminalApp()
    async with open_app(app, size) as dashboard:
        await app.push_screen(Menu(LONG, answers))
        await dashboard.settle()
        for number in range(1, 10):
            assert dashboard.shows(f"> {number} Answer {number}"), dashboard.text
            await dashboard.press("down")


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_question_is_read_to_its_end(size: tuple[int, int]) -> None:
    """PgDn goes through a question that has no room, while the answers stay where they are."""
    for dialog in (
        Menu(f"{LONG} the end", [("a", "First"), ("b", "Second")]),
        AskLine(f"{LONG} the end", lambda typed: None),
        Confirm(f"{LONG} the end"),
    ):
        app = TerminalApp()
        async with open_app(app, size) as dashboard:
            await app.push_screen(dialog)
            await dashboard.settle()
            assert_usable(dashboard)
            bottom = dashboard.lines[-3:]
            for _ in range(40):
                await dashboard.press("pagedown")
            assert dashboard.shows("the end"), dashboard.text
            assert dashboard.lines[-1] == bottom[-1]
            assert_usable(dashboard)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_wrong_with_an_answer_comes_in_sight(size: tuple[int, int]) -> None:
    """Below a question of any length it is said why an answer is refused; the line stays."""
    app = TerminalApp()
    async with open_app(app, size) as dashboard:
        await app.push_screen(AskLine(LONG, lambda typed: None, needed=True))
        await dashboard.press("enter")
        assert dashboard.shows("Required"), dashboard.text
        assert_usable(dashboard)
        assert not app.screen.query_one(LinkedProse).has_focus


async def test_what_was_refused_in_one_line_is_looked_at_again_while_one_types(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Nothing is said before Enter; then the problem stays until the answer is right."""
    colleague.add("Oak", framework="not-for-profit")
    async with open_dashboard("4", "space", "m", "5") as dashboard:
        assert dashboard.shows("Enter OK")
        await dashboard.press("enter")
        assert dashboard.shows("Required")
        await dashboard.type("Ask")
        assert not dashboard.shows("Required")
        await dashboard.press("enter")
        assert dashboard.shows("Enter Save")
        await dashboard.type("nove")
        assert not dashboard.shows("it is not a date")
        await dashboard.press("enter")
        assert dashboard.shows("it is not a date")
        await dashboard.type("mber")
        assert dashboard.shows("it is not a date")
        await dashboard.press("ctrl+u")
        assert not dashboard.shows("it is not a date")
        await dashboard.type("+7d")
        assert not dashboard.shows("it is not a date")
