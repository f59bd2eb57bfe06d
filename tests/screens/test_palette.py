"""The palette: every action, found by its words and done, here or where it works."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from tests.screens.conftest import Colleague, Fields, OpenDashboard
from tuiapp.keys.catalogue import KEYS
from tuiapp.keys.custom import PALETTE
from tuiapp.person import paths
from tuiapp.person.settings import THEMES, Settings
from tuiapp.screens.palette import Palette


async def test_the_palette_holds_every_action(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """Those that work here come first, then the other main screens', the themes, and the rest."""
    async with open_dashboard("4", ":") as dashboard:
        palette = dashboard.app.screen
        assert isinstance(palette, Palette)
        assert list(palette.groups) == [
            *("Here", "Today", "Guide", "Explore", "How it looks", "In other places"),
        ]
        done = {deed.split("/")[1] for deed in palette.deeds}
        assert done == (set(KEYS) - set(PALETTE)) | set(THEMES)
        assert dashboard.cursor_line.startswith("Log a call, e-mail, meeting or visit")
        assert dashboard.cursor_line.endswith(" l")
        await dashboard.press("escape")
        assert dashboard.place == "RegisterScreen"


async def test_an_action_is_found_by_its_words_and_done_here(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Words are folded and a slip is forgiven; Enter does it on the screen and line below."""
    async with open_dashboard("4", ":") as dashboard:
        await dashboard.type("SÓRT")
        assert dashboard.cursor_line.startswith("Sort by name, status or place in turn.")
        await dashboard.press("enter")
        assert dashboard.shows("Sorted by status.")
        await dashboard.press("ctrl+p")
        await dashboard.type("hystory")
        assert dashboard.cursor_line.startswith("History.")
        assert "Nothing holds 'hystory'" not in dashboard.text
        await dashboard.press("escape")
        # Also while typing, where letters go into the field and no letter is a key.
        await dashboard.press("slash", *"oak", "ctrl+p", *"remove", "enter")
        assert dashboard.shows("Removed Oak Friends. Saved; u brings it back.")
        assert dashboard.documents == {}


async def test_keys_that_come_at_once_reach_what_they_are_for(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """On a slow line the palette, its words and Enter arrive together, and then more keys."""
    async with open_dashboard("4") as dashboard:
        await dashboard.press_at_once("ctrl+p", *"edit", "enter")
        await dashboard.wait_for("Edit Oak Friends")
        await dashboard.press("escape")
        assert dashboard.place == "RegisterScreen"


async def test_an_action_of_another_main_screen_goes_there_and_is_done(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """What was opened on that screen is closed; what is done there is done as by its key."""
    async with open_dashboard("4", "enter", "1", ":") as dashboard:
        await dashboard.type("register add partner")
        assert dashboard.cursor_line.startswith("Register: Add a partner.")
        await dashboard.press("enter")
        await dashboard.wait_for("Add a partner")
        assert dashboard.place == "Form"
        await dashboard.press("escape")
        assert dashboard.place == "RegisterScreen"
        await dashboard.press("2", "enter", ":")
        await dashboard.type("explore filter")
        await dashboard.press("enter")
        await dashboard.wait_for("List what?")
        await dashboard.press("escape")
        assert dashboard.place == "ExploreScreen"


async def test_an_action_that_needs_another_place_says_which(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """The palette stays and says where it works; in the place itself it is done."""
    async with open_dashboard("4", ":", size=(40, 12)) as dashboard:
        await dashboard.type("not applicable")
        assert dashboard.cursor_line.startswith("Not applicable. Rule the")
        assert dashboard.shows("On a partner's checklist: Not applicable.")
        await dashboard.press("enter")
        assert dashboard.shows("Not applicable works on a partner's checklist: go there first.")
        await dashboard.press("escape", "enter", "right", "ctrl+p")
        await dashboard.type("not applicable")
        await dashboard.press("enter")
        assert dashboard.place == "SaveLine"


async def test_the_palette_over_a_form_leaves_what_was_typed(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A colon is typed there and ctrl+p opens it; what leads away waits until the form is left."""
    async with open_dashboard("4", "a", ":", "ctrl+p") as dashboard:
        await dashboard.type("explore filter")
        await dashboard.press("enter")
        assert dashboard.shows("Leave first what is open")
        palette = dashboard.app.screen
        assert isinstance(palette, Palette)
        assert [deed for deed in palette.deeds if deed.endswith("/edit.undo")] == [
            "today/edit.undo"
        ]
        await dashboard.press("escape", "ctrl+p", "f1")
        assert dashboard.shows("Everything that can be done.")
        await dashboard.press("escape")
        await dashboard.type("save and go back")
        await dashboard.press("enter")
        await dashboard.wait_for("Added and saved")
        assert list(dashboard.documents) == ["Oak Friends", ":"]


async def test_a_theme_is_chosen_and_kept(
    open_dashboard: OpenDashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It changes at once and stays in the settings file; where it cannot, the reason is told."""
    path = paths.settings_file()
    async with open_dashboard(":", settings=Settings(name="Parks")) as dashboard:
        await dashboard.type("look light")
        await dashboard.press("enter")
        assert dashboard.app.theme == "light"
        assert dashboard.shows("Light. Kept in /")
        assert tomllib.loads(path.read_text()) == {"theme": "light"}
        path.write_text("theme = '''dark'''")
        await dashboard.press("enter")
        assert dashboard.shows("Light, until you leave. Setting not kept:")
        assert 'theme = "light"' in dashboard.said
    monkeypatch.setenv("TERM", "linux")
    async with open_dashboard(":") as dashboard:
        await dashboard.type("look light")
        await dashboard.press("enter")
        assert dashboard.app.theme == "ansi"
        assert "Light needs 256 colours, and this terminal says that it has fewer." in (
            dashboard.said
        )
    assert path.read_text() == "theme = '''dark'''"
    assert Path(os.environ["HOME"]) in path.parents


async def test_the_palette_works_in_a_small_window(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """At 40 by 12 the line is cut in the list and told in full below it, the keys in sight."""
    async with open_dashboard("4", ":", size=(40, 12)) as dashboard:
        await dashboard.type("mark all")
        assert dashboard.cursor_line.startswith("Mark all that are listed;")
        assert dashboard.cursor_line.endswith("A")
        assert "Mark all that are listed; where all are marked, unmark everything." in (
            dashboard.said
        )
        assert "Enter Do" in dashboard.lines[-1]
        await dashboard.type("zzzz")
        assert dashboard.shows("Nothing holds 'mark allzzzz'.")


async def test_keys_behind_the_choice_go_to_what_it_leads_to(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Typed in one go, the answer to a menu and the letters of a form do nothing to the list."""
    for name in ("Ash", "Elm", "Oak"):
        colleague.add(name, status="not-yet-looked-at")
    async with open_dashboard("4") as dashboard:
        await dashboard.press_at_once("colon", *"accept", "enter", "3")
        await dashboard.wait_for("Not one of ours")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.document("Ash")["status"] == "not-ours"
        await dashboard.press_at_once("colon", *"edit", "enter", *"dda")
        await dashboard.wait_for("Edit ")
        assert getattr(dashboard.app.focused, "value", "").endswith("dda")
        assert len(dashboard.documents) == 3


async def test_an_action_is_done_to_what_it_was_chosen_for_or_not_at_all(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """A colleague takes the partner out while the palette is open: the next one stays as it is."""
    for name in ("Ash", "Elm", "Oak"):
        colleague.add(name)
    async with open_dashboard("4", "down", ":") as dashboard:
        await dashboard.type("take out")
        colleague.remove("Elm")
        dashboard.app._look_again()
        await dashboard.press("enter")
        await dashboard.wait_for("Remove cannot be done here now.")
        assert set(dashboard.documents) == {"Ash", "Oak"}


async def test_what_is_done_to_a_line_elsewhere_waits_until_the_line_is_seen(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """From Today nobody removes a partner of the Register whose line is not in sight."""
    async with open_dashboard(":") as dashboard:
        await dashboard.type("register take out")
        assert dashboard.cursor_line.startswith("Register: Remove.")
        await dashboard.press("enter")
        await dashboard.wait_for("Go to the line first: d does it there.")
        assert dashboard.place == "RegisterScreen"
        assert dashboard.documents == {"Oak Friends": oak}
