"""Help: the keys of where one is, wherever there is help."""

from __future__ import annotations

from tests.screens.conftest import Fields, OpenDashboard
from tuiapp.keys.catalogue import KEYS

PLACES = {
    "Today": (["1"], ["list.choose", "edit.undo", "app.quit", "app.register"], ["register.add"]),
    "Guide": (["2"], ["list.choose", "search.open"], ["register.add", "screen.back"]),
    "Explore": (["3"], ["list.choose", "search.open"], ["item.tick"]),
    "Register": (["4"], ["register.add", "register.accept", "register.sort"], ["item.tick"]),
    "Page": (["2", "enter"], ["page.down", "screen.back"], ["list.choose", "search.open"]),
    "Overview": (["4", "enter"], ["partner.next", "page.down"], ["list.choose", "item.tick"]),
    "Checklist": (
        ["4", "enter", "right"],
        ["item.tick", "item.why", "item.note", "item.doing", "item.not_applicable"],
        ["list.choose", "measure.score"],
    ),
    "Measures": (
        ["4", "enter", "right", "right"],
        ["measure.score", "measure.why"],
        ["list.choose", "item.tick"],
    ),
    "History": (["4", "enter", "left"], ["list.choose"], ["item.tick", "measure.why"]),
    "Accept": (["4", "y"], ["dialog.cancel", "app.help"], ["app.quit", "register.add"]),
    "Score": (
        ["4", "enter", "right", "right", "enter"],
        ["score.view", "score.note", "dialog.cancel"],
        ["measure.score", "app.quit"],
    ),
}
"""How to get to each place, what its help tells, and what it does not."""


async def test_help_lists_the_keys_of_the_place(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """? tells what each key does here and nothing that belongs elsewhere; Esc and ? leave it."""
    async with open_dashboard(size=(80, 60)) as dashboard:
        for where, (keys, told, untold) in PLACES.items():
            await dashboard.press(*keys)
            before, place = dashboard.text, dashboard.place
            await dashboard.press("question_mark")
            assert dashboard.place == "Help", where
            assert dashboard.shows("Keys that work here")
            for key_id in told:
                assert dashboard.shows(f": {KEYS[key_id].sentence}"), where
            for key_id in untold:
                assert KEYS[key_id].sentence not in dashboard.said, where
            await dashboard.press("question_mark")
            assert dashboard.place == place
            await dashboard.press("f1", "escape")
            assert dashboard.text == before
            await dashboard.press(*["escape"] * (len(dashboard.app.screen_stack) - 1))


async def test_f1_helps_while_typing(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """In a form and in a question F1 lists the keys, and what was typed is there afterwards."""
    async with open_dashboard("4", "a", "x", "f1") as dashboard:
        assert KEYS["form.save"].sentence in dashboard.said
        await dashboard.press("escape")
        assert dashboard.place == "Form"
        await dashboard.press("f2", "enter", "right", "x", "?", "f1")
        assert dashboard.place == "Help"
        assert KEYS["dialog.cancel"].sentence in dashboard.said
        await dashboard.press("escape")
        assert dashboard.place == "SaveLine"
        assert dashboard.shows("?")


async def test_help_scrolls_and_leads_back_in_a_small_window(
    open_dashboard: OpenDashboard,
) -> None:
    """At 40 by 12 every key can be read, and Esc and q do not leave more than the help."""
    async with open_dashboard("4", "question_mark", size=(40, 12)) as dashboard:
        seen = dashboard.said
        for _ in range(8):
            await dashboard.press("pagedown")
            seen += dashboard.said
        for key_id in ("app.quit", "edit.redo", "list.last"):
            assert KEYS[key_id].sentence.split()[0] in seen
        await dashboard.press("q", "4", "1")
        assert dashboard.place == "Help"
        await dashboard.press("escape")
        assert dashboard.place == "RegisterScreen"


async def test_digits_and_q_do_not_leave_a_dialog(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """While a dialog or form is open, digits do not switch screens and q does not quit."""
    dialogs: tuple[tuple[list[str], str, list[str]], ...] = (
        (["question_mark"], "Help", []),
        (["a"], "Form", ["y"]),
        (["e", "tab", "tab"], "Form", []),
        (["a", "x", "escape"], "Confirm", ["y"]),
        (["enter", "right", "n"], "Form", ["y"]),
        (["x"], "SaveLine", []),
        (["right", "enter", "n"], "AskLine", []),
    )
    async with open_dashboard("4") as dashboard:
        for keys, place, leave in dialogs:
            await dashboard.press(*keys)
            assert dashboard.place == place, keys
            await dashboard.press("1", "2", "4", "q")
            assert dashboard.place == place, keys
            assert dashboard.app.current_mode == "register", keys
            await dashboard.press(*([] if place == "Confirm" else ["escape"]), *leave)
        assert dashboard.documents == {"Oak Friends": oak}


async def test_digits_that_are_no_answer_do_nothing(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A menu takes only the digits it shows, and a score those from 0 to 4."""
    async with open_dashboard("4", "y", "4", "9", "0", "q", "d") as dashboard:
        assert dashboard.place == "Menu"
        await dashboard.press("escape", "enter", "right", "right", "enter", "5", "9", "q", "d")
        assert dashboard.place == "ScoreDialog"
        assert dashboard.documents == {"Oak Friends": oak}


async def test_q_quits_where_nothing_is_open(open_dashboard: OpenDashboard) -> None:
    """On a screen q leaves the program, with nothing to save."""
    async with open_dashboard("2", "q") as dashboard:
        assert dashboard.app.return_code == 0
