"""Palette: everything that can be done, found by its words, and done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from tuiapp.domain.search.index import SearchIndex
from tuiapp.domain.search.passages import Passages
from tuiapp.domain.text import clean_line, words_of
from tuiapp.keys.catalogue import KEYS, shown_key
from tuiapp.keys.contexts import CONTEXTS, contexts_of
from tuiapp.keys.custom import PALETTE, LiveKeys
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.lines import KeyLine, MessageLine, TitleLine
from tuiapp.widgets.rows import Column, Row, Rows, rows_under
from tuiapp.widgets.search_results import FoundLine

HERE: Final = "here"
LOOK: Final = "look"
AWAY: Final = "away"
"""What the id of a line begins with: done here, changes the look, or needs another place.

What is done on a main screen begins with the name that screen is gone to by.
"""
MOVES: Final = ("list.", "page.", "link.", "found.", "palette.", "screen.", "dialog.")
"""What the ids of actions begin with that only go about; nobody looks for them first."""
ROOM: Final = 60
"""From how many cells on a line has room for the place beside what is done there."""
KEY_WIDTH: Final = 9
"""How many cells the column of the keys has."""


class Deed(NamedTuple):
    """One line of the palette."""

    id: str
    """What kind of line it is, a slash, and what it does."""
    words: str
    short: str
    """The words without the place, for where there is no room for both."""
    key: str = ""
    """The key that does it, as people write it; "" for none."""
    label: str = ""
    """What else it is found by."""


class Chosen(NamedTuple):
    """What somebody wants done."""

    key_id: str
    mode: str = ""
    """The main screen to go to first; "" for where they are."""


class PaletteLine(FoundLine):
    """Where the words are typed; Enter does the action under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bind("palette-line")


class Palette(ModalScreen[Chosen | None]):
    """All actions in lines: those that work here, on the main screens, and in other places.

    Args:
        here: The ids of the actions that can be done at once.
        modes: The main screens that can be gone to, by the names they are gone to by.
        keys: The keys as the person has them.
        looks: The themes, each with what is said of it.
        choose_look: Changes to a theme, and returns what to say.
        begin: Called as soon as something is to be done.
        refused: The ids of the actions that are not offered anywhere now.
        is_in_dialog: Whether it was opened over something that is to be left first.
    """

    CSS_PATH = "palette.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (11, "-usual")]  # noqa: RUF012 - Textual's own type
    BINDINGS: ClassVar[list[BindingType]] = bind("palette")
    HELP: ClassVar[str | None] = (
        "Everything that can be done. Type words of what you want; the up and down arrows go from"
        " line to line, and Enter does what the line says: here, or on another of the main"
        " screens. Where an action needs a place you are not at, Enter says which."
    )

    line = query_one(PaletteLine)
    rows = query_one(Rows)
    detail = query_one("#detail", Static)
    message_line = query_one(MessageLine)

    def __init__(
        self,
        here: Collection[str],
        modes: Sequence[str],
        keys: LiveKeys,
        looks: Mapping[str, str],
        choose_look: Callable[[str], str],
        begin: Callable[[], None],
        refused: Collection[str] = (),
        *,
        is_in_dialog: bool,
    ) -> None:
        super().__init__()
        self.choose_look = choose_look
        self.begin = begin
        self.is_in_dialog = is_in_dialog
        self.groups = _groups(here, modes, keys, looks, refused)
        """The lines under their headings."""
        self.deeds = {deed.id: deed for deeds in self.groups.values() for deed in deeds}
        """Every line by its id."""
        self.index = SearchIndex()
        for place, deed in enumerate(self.deeds.values()):
            self.index.put(_passages(deed, place))

    def compose(self) -> ComposeResult:
        """Lay out the line to type in, the actions, and all the words of the one with the sign."""
        rows = Rows()
        rows.columns = (Column(0, ROOM), Column(0, below=ROOM), Column(KEY_WIDTH))
        yield TitleLine()
        yield PaletteLine(rows, "Type words of what you want to do")
        yield rows
        yield Static(id="detail")
        yield MessageLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with everything."""
        self.query_one(TitleLine).where = "All actions"
        self.rows.can_focus = False  # letters are always typed here
        self._show("")
        self.line.focus()

    def on_input_changed(self, event: PaletteLine.Changed) -> None:
        """List what has the words."""
        self.message_line.end()
        self._show(event.value)
        self.rows.action_first()

    def _show(self, text: str) -> None:
        """List everything, or what has the words of a text, the best first."""
        if words_of(text):
            answer = self.index.search(text, None)
            found = [self.deeds[each.id] for each in answer.found]
            self.rows.empty = answer.told(text)
            self.rows.rows = tuple(map(_row, found))
        else:
            self.rows.rows = tuple(
                row
                for heading, deeds in self.groups.items()
                for row in rows_under(heading, [_row(deed) for deed in deeds])
            )
        self._tell()

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """Tell all of the line's words."""
        self._tell()

    def _tell(self) -> None:
        deed = self.deeds.get(self.rows.current or "")
        self.detail.update(Content(clean_line(deed.words) if deed else ""), layout=False)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Leave with what is to be done, change the look, or say where it works."""
        kind, _, done = event.row_id.partition("/")
        if not self.is_active:  # left already: keys may come several at once
            return
        if kind == LOOK:
            self.message_line.say(self.choose_look(done))
        elif kind == AWAY:
            where = " and ".join(place.said for place in contexts_of(done)[:2])
            self.message_line.say(f"{KEYS[done].label} works {where}: go there first.")
        elif kind == HERE:
            self.begin()
            self.dismiss(Chosen(done))
        elif self.is_in_dialog:
            self.message_line.say("Leave first what is open: Esc leaves this, then that.")
        else:
            self.begin()
            self.dismiss(Chosen(done, kind))

    def action_cancel(self) -> None:
        """Leave without doing anything."""
        self.dismiss(None)


def _groups(
    here: Collection[str],
    modes: Sequence[str],
    keys: LiveKeys,
    looks: Mapping[str, str],
    refused: Collection[str],
) -> dict[str, list[Deed]]:
    """Return every line under its heading."""
    in_order = sorted(KEYS, key=lambda key_id: key_id.startswith(MOVES))
    wanted = [key_id for key_id in in_order if key_id not in PALETTE and key_id not in refused]
    reached = set(here)
    groups = {"Here": [_deed(HERE, key_id, keys) for key_id in wanted if key_id in here]}
    main = [place for place in CONTEXTS.values() if place.mode]
    for place in main:
        if place.mode not in modes:
            continue
        actions = {key_id for key_id in place.actions if not key_id.startswith(MOVES)}
        # What works on all of them is told once.
        actions -= {*here, *(one for one in reached if all(one in each.actions for each in main))}
        reached |= actions
        groups[place.words] = [
            _deed(place.mode, key_id, keys, place.words) for key_id in wanted if key_id in actions
        ]
    groups["How it looks"] = [
        Deed(f"{LOOK}/{theme}", f"Look: {words}", words, label="Theme, colours")
        for theme, words in looks.items()
    ]
    groups["In other places"] = [
        _deed(AWAY, key_id, keys, contexts_of(key_id)[0].words)
        for key_id in wanted
        if key_id not in reached
    ]
    return groups


def _deed(kind: str, key_id: str, keys: LiveKeys, where: str = "") -> Deed:
    """Return the line of an action."""
    told = _told(key_id, keys)
    return Deed(
        f"{kind}/{key_id}",
        f"{where}: {told}" if where else told,
        told,
        next(map(shown_key, keys.of(key_id)), ""),
        KEYS[key_id].label,
    )


def _told(key_id: str, keys: LiveKeys) -> str:
    """Return an action's sentence, after its label where it does not begin with that."""
    key = KEYS[key_id]
    sentence = keys.fill(key.sentence)
    return sentence if sentence.startswith(key.label) else f"{key.label}. {sentence}"


def _row(deed: Deed) -> Row:
    return Row(deed.id, (deed.words, deed.short, deed.key))


def _passages(deed: Deed, place: int) -> Passages:
    """Return a line as search takes it in."""
    return Passages("", deed.id, deed.words, "", (deed.label,), (place,), partial(iter, ()))
