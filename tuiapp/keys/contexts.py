"""Which actions are bound where: the one declaration that `bind` and the lists of keys read.

Each screen and widget binds the actions of one name in `BOUND`. A `Context` is somewhere a person
can be: a widget with the focus, its screen, and the app around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tuiapp.keys.catalogue import KEYS

BOUND: Final[Mapping[str, tuple[str, ...]]] = {
    # The app
    "app": ("app.help", "app.palette", "app.quit"),
    "modes": ("app.today", "app.guide", "app.explore", "app.register"),
    # Screens
    "screen": (
        *("log.open", "history.open", "page.copy"),
        *("edit.undo", "edit.redo", "screen.back"),
    ),
    "today": ("today.put_off", "today.mine", "today.policy", "search.all"),
    "reading": ("search.open", "search.beyond"),
    "explore": ("explore.filter",),
    "register": (
        *("register.add", "search.open", "search.beyond"),
        *("register.filter", "register.sort"),
    ),
    "marks": ("register.mark", "register.mark_all", "register.together"),
    "duplicates": ("duplicates.apart",),
    "partner-actions": ("register.accept", "register.edit", "register.remove", "figures.open"),
    "partner": ("partner.next", "partner.previous", "search.all"),
    "partner-papers": ("partner.papers",),
    "sourced": ("page.sources", "search.all"),
    "frameworks": ("search.all",),
    "spotter": (
        *("spotter.start", "spotter.why", "spotter.clear", "spotter.clear_all"),
        "search.all",
    ),
    "search": ("search.line",),
    # Dialogs
    "dialog": ("app.help", "app.palette", "dialog.cancel"),
    "menu": ("list.page_down", "list.page_up", "app.help", "app.palette", "dialog.cancel"),
    "question": ("list.page_down", "list.page_up", "form.help", "form.palette", "dialog.cancel"),
    "form": ("form.save", "form.more", "form.help", "form.palette", "dialog.cancel"),
    "confirm": ("list.page_down", "list.page_up", "confirm.yes", "confirm.no", "app.palette"),
    "help": ("screen.back", "help.close", "app.palette"),
    "score": (
        *("score.view", "score.note", "score.clear"),
        *("app.help", "app.palette", "dialog.cancel"),
    ),
    "answer": ("app.help", "app.palette", "screen.back"),
    "palette": ("form.help", "dialog.cancel"),
    "first-day": ("dialog.cancel",),
    "make-demo": ("list.page_down", "list.page_up", "dialog.cancel", "app.palette"),
    "welcome": ("first.go_on", "app.help", "app.palette", "app.quit"),
    # Widgets
    "rows": (
        *("list.down", "list.up", "list.page_down", "list.page_up"),
        *("list.first", "list.last", "list.choose"),
    ),
    "checklist": (
        *("item.tick", "item.doing", "item.not_applicable"),
        *("item.note", "item.why", "item.add"),
    ),
    "measures": ("measure.score", "measure.why"),
    "record": ("action.finish",),
    "score-rows": ("score.save",),
    "prose": (
        *("page.down", "page.up", "page.page_down"),
        *("page.page_up", "page.first", "page.last"),
    ),
    "linked-prose": (
        *("list.choose", "link.next", "link.previous"),
        *("list.page_down", "list.page_up", "list.first", "list.last"),
    ),
    "side-by-side": (
        *("page.down", "page.up", "page.page_down"),
        *("page.page_up", "page.first", "page.last"),
        *("compare.next_part", "compare.part_before"),
        *("compare.next", "compare.previous", "compare.one"),
    ),
    "menu-answers": ("menu.choose",),
    "answers": ("answer.tick", "answer.take", "answer.not_sure", "answer.clear"),
    "found-line": (
        *("found.open", "found.down", "found.up"),
        *("found.page_down", "found.page_up"),
    ),
    "palette-line": ("palette.do",),
    "answer-line": ("line.take",),
    "saved-line": ("line.save",),
}
"""The actions that a screen or widget binds, under its name."""

OF_A_LINE: Final = frozenset(
    {
        *("register.accept", "register.edit", "register.remove", "register.mark"),
        *("today.put_off", "list.choose"),
    }
)
"""Actions on the line under the cursor: somebody has to see which that is."""
DIGITS: Final = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Context:
    """Somewhere a person can be.

    Attributes:
        words: How a list of keys names it.
        actions: The ids of the actions that work there, from the widget outwards.
        mode: Of a main screen, the name of its mode.
        is_dialog: Whether what lies below it waits until it is left.
        is_typed_in: Whether letters are typed there.
        taken: The keys that are answers there.
    """

    words: str
    actions: tuple[str, ...]
    mode: str = ""
    is_dialog: bool = False
    is_typed_in: bool = False
    taken: frozenset[str] = frozenset()

    @property
    def said(self) -> str:
        """Its name in the middle of a sentence."""
        return f"on {self.words}" if self.mode else self.words[:1].lower() + self.words[1:]


def _context(
    words: str,
    *bound: str,
    mode: str = "",
    is_typed_in: bool = False,
    taken: frozenset[str] = frozenset(),
) -> Context:
    """Return a context: a main screen, a screen that one leads to, or a dialog.

    Args:
        words: How a list of keys names it.
        bound: What binds actions there, by name, from the widget outwards. An inner one replaces
            the keys of an outer one.
        mode: Of a main screen, the name of its mode.
        is_typed_in: Whether letters are typed there.
        taken: The keys that are answers there.
    """
    is_dialog = "screen" not in bound
    outer = () if is_dialog else ("modes", "app")
    of_key: dict[str, str] = {}
    for name in (*bound, *outer):
        for key_id in BOUND[name]:
            for key in KEYS[key_id].keys.split(","):
                of_key.setdefault(key, key_id)
    actions = tuple(dict.fromkeys(of_key.values()))
    return Context(words, actions, mode, is_dialog, is_typed_in, taken)


_PARTNER: Final = ("partner", "partner-papers", "partner-actions", "screen")
_REGISTER: Final = ("register", "marks", "partner-actions", "screen")

CONTEXTS: Final[Mapping[str, Context]] = {
    "today": _context("Today", "rows", "today", "screen", mode="today"),
    "guide": _context("Guide", "rows", "reading", "screen", mode="guide"),
    "explore": _context("Explore", "rows", "explore", "reading", "screen", mode="explore"),
    "register": _context("Register", "rows", *_REGISTER, mode="register"),
    "words": _context("In the line that narrows a list", "reading", "screen", is_typed_in=True),
    "words-register": _context(
        "In the line that narrows the register", *_REGISTER, is_typed_in=True
    ),
    "duplicates": _context("In the list of likely duplicates", "rows", "duplicates", "screen"),
    "overview": _context("On a partner's overview", "prose", *_PARTNER),
    "checklist": _context("On a partner's checklist", "checklist", "rows", *_PARTNER),
    "measures": _context("On a partner's measures", "measures", "rows", *_PARTNER),
    "record": _context("On a partner's record", "record", "rows", *_PARTNER),
    "history-partner": _context("On a partner's history", "rows", *_PARTNER),
    "history": _context("In the history", "rows", "screen"),
    "page": _context("On a page", "prose", "sourced", "screen"),
    "entry": _context("On a page that leads on", "linked-prose", "sourced", "screen"),
    "frameworks": _context(
        "With the frameworks side by side", "side-by-side", "frameworks", "screen"
    ),
    "spotter": _context("In the opportunity spotter", "rows", "spotter", "screen"),
    "outcome": _context("On the outcome of the opportunity spotter", "prose", "spotter", "screen"),
    "search": _context("In the search", "found-line", "search", "screen", is_typed_in=True),
    "found": _context("Among the answers of the search", "rows", "search", "screen"),
    "score": _context("While scoring", "score-rows", "rows", "score", taken=DIGITS),
    "answer": _context(
        "At a question of the spotter",
        *("answers", "linked-prose", "answer"),
        taken=DIGITS - {"0"},
    ),
    "form": _context("In a form", "form", is_typed_in=True),
    "line": _context(
        "At a question answered in words", "answer-line", "question", is_typed_in=True
    ),
    "saved-line": _context(
        "At a question whose answer is saved", "saved-line", "question", is_typed_in=True
    ),
    "menu": _context(
        "At a question with numbered answers", "menu-answers", "linked-prose", "menu", taken=DIGITS
    ),
    "conflict": _context("Where two people changed the same", "prose", "dialog", taken=DIGITS),
    "pick": _context("At a question with a list of answers", "rows", "dialog"),
    "confirm": _context("At a question answered with yes or no", "confirm"),
    "help": _context("In the help", "help", "prose"),
    "palette": _context(
        "Among all actions", "palette-line", "found-line", "palette", is_typed_in=True
    ),
    "first-day": _context("On the page of the first day", "welcome", "prose"),
}
"""Every context, the main screens first, then from the most usual to the rarest."""


def contexts_of(key_id: str) -> tuple[Context, ...]:
    """Return where an action works, the most usual context first."""
    return tuple(context for context in CONTEXTS.values() if key_id in context.actions)


def is_of_a_line(key_id: str) -> bool:
    """Whether an action is done to the line under the cursor, of whichever list."""
    return key_id in OF_A_LINE or key_id.startswith(("item.", "action.", "measure."))
