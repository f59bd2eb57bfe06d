"""Where each action works: the places of the dashboard, with the actions that are live in each.

Told as data, so that keys can be checked, listed and searched without a screen being there;
`tests/test_keys.py` holds it to what the screens and widgets bind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

OF_A_LINE: Final = frozenset(
    {
        *("register.accept", "register.edit", "register.remove", "register.mark"),
        *("today.put_off", "list.choose"),
    }
)
"""Actions that are done to the line under the cursor: somebody has to see which that is."""
DIGITS: Final = frozenset("0123456789")


class Place(NamedTuple):
    """Somewhere to be: something that has the focus, on a screen or in a dialog."""

    words: str
    """What it is called where an action is said to work there."""
    actions: tuple[str, ...]
    """The ids of the actions that can be live there at the same time."""
    mode: str = ""
    """Of a main screen, the name it is gone to by."""
    is_dialog: bool = False
    """Whether what lies below it waits until it is left."""
    is_typed_in: bool = False
    """Whether letters are typed there."""
    taken: frozenset[str] = frozenset()
    """The keys that are answers there."""

    @property
    def said(self) -> str:
        """What it is called in the middle of a sentence."""
        return f"on {self.words}" if self.mode else self.words[:1].lower() + self.words[1:]


_APP = (
    *("app.today", "app.guide", "app.explore", "app.register"),
    *("app.help", "app.palette", "app.quit"),
)
_SCREEN = (
    *("log.open", "history.open", "page.copy", "edit.undo", "edit.redo", "screen.back"),
    *_APP,
)
_MOVES = ("list.page_down", "list.page_up", "list.first", "list.last")
_LINES = ("list.down", "list.up", *_MOVES)
_LIST = (*_LINES, "list.choose")
_LINKS = ("link.next", "link.previous", *_MOVES)
_PAGE = (*("page.down", "page.up", "page.page_down", "page.page_up", "page.first", "page.last"),)
_READING = ("search.open", "search.beyond", *_SCREEN)
_ARTICLE = ("page.sources", "search.all", *_SCREEN)
_SPOTTER = (
    *("spotter.start", "spotter.why", "spotter.clear", "spotter.clear_all"),
    *("search.all", *_SCREEN),
)
_DEEDS = ("register.accept", "register.edit", "register.remove", "figures.open", *_SCREEN)
_MANY = ("register.mark", "register.mark_all", "register.together", *_DEEDS)
_REGISTER = (
    *("register.add", "search.open", "search.beyond", "register.filter", "register.sort"),
    *_MANY,
)
_PARTNER = (
    *("partner.next", "partner.previous", "partner.papers", "search.all"),
    *_DEEDS,
)
_ITEMS = (*("item.tick", "item.doing", "item.not_applicable", "item.note", "item.why", "item.add"),)
_GOING = ("found.down", "found.up", "found.page_down", "found.page_up")
_FOUND = ("found.open", *_GOING)
_SEARCH = ("search.line", *_SCREEN)
_DIALOG = ("app.help", "app.palette", "dialog.cancel")
_FIELD = ("form.help", "form.palette", "dialog.cancel")

PLACES: Final[Mapping[str, Place]] = {
    "today": Place(
        "Today",
        ("today.put_off", "today.mine", "today.policy", "search.all", *_LIST, *_SCREEN),
        mode="today",
    ),
    "guide": Place("Guide", (*_LIST, *_READING), mode="guide"),
    "explore": Place("Explore", ("explore.filter", *_LIST, *_READING), mode="explore"),
    "register": Place("Register", (*_LIST, *_REGISTER), mode="register"),
    "words": Place("In the line that narrows a list", _READING, is_typed_in=True),
    "words-register": Place("In the line that narrows the register", _REGISTER, is_typed_in=True),
    "duplicates": Place(
        "In the list of likely duplicates",
        ("duplicates.apart", *_LIST, *_SCREEN),
    ),
    "overview": Place("On a partner's overview", (*_PAGE, *_PARTNER)),
    "checklist": Place("On a partner's checklist", (*_ITEMS, *_LINES, *_PARTNER)),
    "measures": Place(
        "On a partner's measures", ("measure.score", "measure.why", *_LINES, *_PARTNER)
    ),
    "record": Place("On a partner's record", ("action.finish", *_LIST, *_PARTNER)),
    "history-partner": Place("On a partner's history", (*_LIST, *_PARTNER)),
    "history": Place("In the history", (*_LIST, *_SCREEN)),
    "page": Place("On a page", (*_PAGE, *_ARTICLE)),
    "entry": Place("On a page that leads on", ("list.choose", *_LINKS, *_ARTICLE)),
    "frameworks": Place(
        "With the frameworks side by side",
        (
            *("compare.next", "compare.previous", "compare.next_part", "compare.part_before"),
            *("compare.one", *_PAGE, "search.all", *_SCREEN),
        ),
    ),
    "spotter": Place("In the opportunity spotter", (*_LIST, *_SPOTTER)),
    "outcome": Place("On the outcome of the opportunity spotter", (*_PAGE, *_SPOTTER)),
    "search": Place("In the search", (*_FOUND, *_SEARCH), is_typed_in=True),
    "found": Place("Among the answers of the search", (*_LIST, *_SEARCH)),
    "score": Place(
        "While scoring",
        ("score.save", "score.view", "score.note", "score.clear", *_LINES, *_DIALOG),
        is_dialog=True,
        taken=DIGITS,
    ),
    "answer": Place(
        "At a question of the spotter",
        (
            *("answer.take", "answer.tick", "answer.not_sure", "answer.clear"),
            *(*_LINKS, "app.help", "app.palette", "screen.back"),
        ),
        is_dialog=True,
        taken=DIGITS - {"0"},
    ),
    "form": Place(
        "In a form", ("form.save", "form.more", *_FIELD), is_dialog=True, is_typed_in=True
    ),
    "line": Place("At a question answered in words", _FIELD, is_dialog=True, is_typed_in=True),
    "menu": Place("At a question with numbered answers", _DIALOG, is_dialog=True, taken=DIGITS),
    "conflict": Place(
        "Where two people changed the same", (*_PAGE, *_DIALOG), is_dialog=True, taken=DIGITS
    ),
    "pick": Place("At a question with a list of answers", (*_LIST, *_DIALOG), is_dialog=True),
    "confirm": Place(
        "At a question answered with yes or no",
        ("confirm.yes", "confirm.no", "app.palette"),
        is_dialog=True,
    ),
    "help": Place(
        "In the help", ("help.close", "screen.back", "app.palette", *_PAGE), is_dialog=True
    ),
    "palette": Place(
        "Among all actions",
        ("palette.do", *_GOING, "form.help", "dialog.cancel"),
        is_dialog=True,
        is_typed_in=True,
    ),
    "first-day": Place(
        "On the page of the first day",
        ("first.go_on", "app.help", "app.palette", "app.quit", *_PAGE),
        is_dialog=True,
    ),
}
"""Every place, the main screens first, then from what is met most to what is met least."""


def places_of(key_id: str) -> tuple[Place, ...]:
    """Return where an action works, the first one being where it is met most."""
    return tuple(place for place in PLACES.values() if key_id in place.actions)


def is_of_a_line(key_id: str) -> bool:
    """Whether an action is done to the line under the cursor, of whichever list."""
    return key_id in OF_A_LINE or key_id.startswith(("item.", "action.", "measure."))
