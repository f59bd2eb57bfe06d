"""A dashboard with keys of one's own: what it does, and that it tells the truth of them."""

from __future__ import annotations

from tests.screens.conftest import Fields, OpenDashboard
from tuiapp.person.settings import Settings

OWN = Settings(
    keys={
        "today.mine": "F5",
        "register.remove": "X",
        "edit.undo": "Ctrl+U",
        "app.register": "F7",
        "app.help": "F3",
        "form.save": "F8",
        "item.tick": "i",
        "item.doing": "Space",
    }
)
"""Keys that replace, and two that change places."""
NO_LETTERS = Settings(letter_keys=False)


async def test_a_remapped_dashboard_is_worked_by_its_new_keys(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """The new keys do it, the usual ones do not, and footer, help, titles and messages say so."""
    async with open_dashboard(settings=OWN, size=(80, 50)) as dashboard:
        assert "F5 Mine" in dashboard.lines[-1]
        assert "F3 Help" in dashboard.lines[-1]
        await dashboard.press("m", "4")
        assert "Only mine" not in dashboard.text
        assert dashboard.place == "TodayScreen"
        await dashboard.press("f5")
        assert dashboard.shows("Only mine")
        assert dashboard.shows("F5 shows all again")
        await dashboard.press("f7")
        assert dashboard.lines[0].startswith(" F7 Register")
        await dashboard.press("d")
        assert list(dashboard.documents) == ["Oak Friends"]
        await dashboard.press("X")
        assert dashboard.shows("Removed Oak Friends. Saved; ctrl+u brings it back.")
        await dashboard.press("u")
        assert dashboard.documents == {}
        await dashboard.press("ctrl+u", "f3")
        assert dashboard.shows("- X: Take out the partner")
        assert "ctrl+u brings it back" in dashboard.said.replace("│ │ ", "")
        await dashboard.press("escape", "enter", "right", "i")
        marks = [each["mark"]["state"] for each in checklist(dashboard.document("Oak Friends"))]
        assert marks == ["done"]
        await dashboard.press("space")
        marks = [each["mark"]["state"] for each in checklist(dashboard.document("Oak Friends"))]
        assert marks == ["doing"]
        await dashboard.press("e")
        assert "F8 Save" in dashboard.lines[-1]
        await dashboard.press("f8", "ctrl+p")
        await dashboard.type("undo")
        assert dashboard.cursor_line.endswith("ctrl+u")


def checklist(document: Fields) -> list[Fields]:
    """Return the items of a partner's checklist that hold something."""
    return list(document["checklist"].values())


async def test_without_letter_keys_nothing_happens_by_a_letter(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """Letters, digits and signs do nothing on screens, and none is told; ctrl+p leads to all."""
    async with open_dashboard(settings=NO_LETTERS) as dashboard:
        assert dashboard.lines[0].startswith(" Today")
        assert "ctrl+p Actions" in dashboard.lines[-1]
        assert "F1 Help" in dashboard.lines[-1]
        before = dashboard.text
        await dashboard.press(*"1234adefhijklmnopqrstuvwxyzAGS", "slash", "question_mark", "colon")
        assert dashboard.text == before
        assert dashboard.app.is_running
        await dashboard.press("ctrl+p", *"look through partners", "enter")
        assert dashboard.place == "RegisterScreen"
        await dashboard.press("d", "ctrl+p", *"remove", "enter")
        assert dashboard.shows("Removed Oak Friends. Saved; ctrl+p then 'Undo' brings it back.")
        assert dashboard.shows("press ctrl+p then 'Add' to add the first one")
        await dashboard.press("ctrl+p", *"undo", "enter", "enter", "right", "space", "f1")
        told = [line for line in dashboard.lines if line.strip(" │").startswith("- ")]
        assert told
        assert all(len(line.strip(" │-").split(":")[0]) > 1 for line in told)
        await dashboard.press("escape", "escape")
        assert dashboard.place == "RegisterScreen"
        assert checklist(dashboard.document("Oak Friends"))


async def test_without_letter_keys_dialogs_keep_their_digits(
    open_dashboard: OpenDashboard, oak: Fields
) -> None:
    """A digit answers a menu and y a question, and letters are typed in fields as ever."""
    async with open_dashboard(settings=NO_LETTERS) as dashboard:
        await dashboard.press("ctrl+p", *"look through", "enter")
        await dashboard.press("ctrl+p", *"edit", "enter", *"s", "escape")
        assert dashboard.place == "Confirm"
        await dashboard.press("y")
        assert dashboard.place == "RegisterScreen"
        await dashboard.press("ctrl+p", *"accept", "enter", "2")
        assert dashboard.document("Oak Friends")["status"] == "grant-only"
        await dashboard.press("ctrl+p", *"quit", "enter")
        assert dashboard.app.return_code == 0
