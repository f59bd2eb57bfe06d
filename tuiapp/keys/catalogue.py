"""Every action with its keys, declared once: footer, help and bindings all come from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Key(NamedTuple):
    """One thing a key does.

    Only keys that get through PuTTY, tmux and screen are used; F keys and vim keys are extras.
    """

    id: str
    """Permanent: the name the key is known by when it is changed."""
    keys: str
    """The keys that do it, the first one shown."""
    action: str
    label: str
    """One or two words for the footer."""
    sentence: str
    """What it does, for the help; keys are named in it by their actions, as in {edit.undo}."""
    footer: bool = True
    """Whether it is one of the few in the footer."""


_KEYS: Final = (
    Key("list.choose", "enter", "choose", "Open", "Open the line with the > sign."),
    Key("menu.choose", "enter", "choose", "Choose", "Choose the answer with the > sign."),
    Key("today.put_off", "o", "put_off", "Put off", "Let the line wait until a day, with why."),
    Key("today.mine", "m", "mine", "Mine", "Show only what you lead, or all again."),
    Key("today.policy", "p", "policy", "Policy", "Change what counts for all partners.", False),
    Key("item.tick", "space", "tick", "Tick", "Mark the item done, or to do again."),
    Key("item.why", "enter,w", "why", "Why", "Read why the item matters and how to do it well."),
    Key("item.note", "n", "note", "Note", "Write a note and where the proof is."),
    Key("item.add", "a", "add", "Add item", "Add an item of your own to the stage.", False),
    Key("item.doing", "i", "mark('doing')", "Doing", "Mark the item as being done."),
    Key(
        "item.not_applicable",
        "x",
        "mark('not-applicable')",
        "Not applicable",
        "Rule the item out, with a reason.",
    ),
    Key("action.finish", "space", "finish", "Done", "Mark the action done, or open again."),
    Key("measure.score", "enter,space", "score", "Score", "Score a round, from this measure on."),
    Key("measure.why", "w", "why", "Why", "Read what the measure asks."),
    Key("score.save", "enter", "choose", "Save", "Save the scores given, as one change."),
    Key("score.view", "v", "other_view", "Other view", "Change between council and partner view."),
    Key("score.note", "n", "note", "Note", "Write a note that goes with the score."),
    Key("score.clear", "d", "clear", "Clear", "Take the score away again."),
    Key(
        "partner.next",
        "right,right_square_bracket",
        "next_view",
        "Next part",
        "Go to the next part.",
    ),
    Key(
        "partner.previous",
        "left,left_square_bracket",
        "previous_view",
        "Part before",
        "Go to the part before.",
        False,
    ),
    Key(
        "partner.papers", "t", "papers", "Papers", "Read a paper filled from the partner's record."
    ),
    Key("compare.next", "right,right_square_bracket", "next", "Next", "Show the next one."),
    Key(
        "compare.previous",
        "left,left_square_bracket",
        "previous",
        "Before",
        "Show the one before.",
        False,
    ),
    Key("compare.next_part", "n", "next_part", "Next part", "Go to the next part."),
    Key("compare.part_before", "p", "part_before", "Part before", "Go to the part before.", False),
    Key("compare.one", "v", "one", "One/all", "Show one at a time, or all side by side."),
    Key("spotter.start", "a", "start", "Add partner", "Add a partner with what was found and why."),
    Key("spotter.why", "w", "why", "Why", "Read why the question is asked."),
    Key("spotter.clear", "d,0", "clear", "Clear", "Take back the answer on the line."),
    Key("spotter.clear_all", "D", "clear_all", "Clear all", "Take back every answer.", False),
    Key("answer.take", "enter", "choose", "Take", "Take the answer with the > sign, and go back."),
    Key("answer.tick", "space", "tick", "Tick", "Tick the answer with the > sign, or untick it."),
    Key("answer.not_sure", "n", "not_sure", "Not sure", "Say that you are not sure yet."),
    Key("answer.clear", "d,0", "clear", "Clear", "Take back what was answered."),
    Key("log.open", "l", "log", "Log", "Log a call, e-mail, meeting or visit with a partner."),
    Key("register.add", "a", "add", "Add", "Add a partner."),
    Key("found.open", "enter", "choose", "Open", "Open the answer with the > sign."),
    Key("line.take", "enter", "submit", "OK", "Take what you typed, and go on."),
    Key("line.save", "enter", "submit", "Save", "Save what you typed, and go back."),
    Key("palette.do", "enter", "choose", "Do", "Do what the line with the > sign says."),
    Key("search.open", "slash", "search", "Search", "Type words that a line must hold."),
    Key("search.all", "slash,S", "search_all", "Search", "Search the guidance and all partners."),
    Key(
        "search.beyond",
        "S",
        "search_all",
        "Search all",
        "Search the guidance and all partners, not this list only.",
        False,
    ),
    Key("search.line", "slash", "to_line", "Type", "Go back to the line and type on.", False),
    Key("page.sources", "o", "sources", "Sources", "Tell where this comes from."),
    Key(
        "explore.filter", "f", "filter", "Filter", "Choose which benefits and pitfalls are listed."
    ),
    Key("register.accept", "y", "accept", "Accept", "Say what the organisation is to us."),
    Key(
        "register.together",
        "m",
        "together",
        "Marked",
        "Do one thing to all that are marked, or list likely duplicates.",
    ),
    Key("register.edit", "e", "edit", "Edit", "Change the partner's fields."),
    Key("register.filter", "f", "filter", "Filter", "Choose which partners are listed."),
    Key(
        "register.remove",
        "d",
        "remove",
        "Remove",
        "Take out the partner, or on Record the line with the > sign; {edit.undo} brings it back.",
        False,
    ),
    Key("register.mark", "space", "mark", "Mark", "Mark the line with the > sign, or unmark it."),
    Key(
        "register.mark_all",
        "A",
        "mark_all",
        "Mark all",
        "Mark all that are listed; where all are marked, unmark everything.",
        False,
    ),
    Key(
        "duplicates.apart",
        "n",
        "apart",
        "Different",
        "Say that the two are different; the pair is not listed again.",
    ),
    Key("history.open", "h", "history", "History", "Tell what everybody did, and when.", False),
    Key("register.sort", "s", "sort", "Sort", "Sort by name, status or place in turn.", False),
    Key(
        "figures.open",
        "r",
        "figures",
        "Figures",
        "Take a quarter's figures of one result, for all partners that count it.",
        False,
    ),
    Key("page.copy", "c", "copy", "Copy", "Send the page or line to the clipboard.", False),
    Key("edit.undo", "u", "undo", "Undo", "Take back your newest change.", False),
    Key("edit.redo", "ctrl+r", "redo", "Redo", "Do again what you undid last.", False),
    Key("form.save", "f2", "save", "Save", "Save and go back."),
    Key("form.more", "f4", "more", "More fields", "Show the fields that are not in sight."),
    Key("form.help", "f1", "app.show_help", "Help", "Show the keys of where you are."),
    Key("confirm.yes", "y", "answer(True)", "Yes", "Answer yes."),
    Key("confirm.no", "n,escape", "answer(False)", "No", "Answer no."),
    Key("list.down", "down,j", "cursor_down", "Down", "Go down a line.", False),
    Key("list.up", "up,k", "cursor_up", "Up", "Go up a line.", False),
    Key("list.page_down", "pagedown", "page_down", "Page down", "Go down a page.", False),
    Key("list.page_up", "pageup", "page_up", "Page up", "Go up a page.", False),
    Key("list.first", "home,g", "first", "First", "Go to the first line.", False),
    Key("list.last", "end,G", "last", "Last", "Go to the last line.", False),
    Key(
        "link.next",
        "down,j",
        "next_link",
        "Next line",
        "Go to the next line that leads on; where none is in sight, scroll.",
        False,
    ),
    Key(
        "link.previous",
        "up,k",
        "previous_link",
        "Line before",
        "Go to the line before that leads on; where none is in sight, scroll.",
        False,
    ),
    Key("found.down", "down", "cursor_down", "Down", "Go down an answer.", False),
    Key("found.up", "up", "cursor_up", "Up", "Go up an answer.", False),
    Key("found.page_down", "pagedown", "page_down", "Page down", "Go down a page.", False),
    Key("found.page_up", "pageup", "page_up", "Page up", "Go up a page.", False),
    Key("page.down", "down,j", "scroll_down", "Down", "Scroll down a line.", False),
    Key("page.up", "up,k", "scroll_up", "Up", "Scroll up a line.", False),
    Key("page.page_down", "pagedown,space", "page_down", "Page down", "Scroll down a page.", False),
    Key("page.page_up", "pageup", "page_up", "Page up", "Scroll up a page.", False),
    Key("page.first", "home,g", "scroll_home", "Top", "Go to the top.", False),
    Key("page.last", "end,G", "scroll_end", "End", "Go to the end.", False),
    Key("dialog.cancel", "escape", "cancel", "Cancel", "Leave without changing anything."),
    Key(
        "first.go_on",
        "enter,escape",
        "go_on",
        "Go on",
        "Go on to the dashboard.",
    ),
    Key("screen.back", "escape", "back", "Back", "Go back to where you came from."),
    Key("help.close", "question_mark,f1", "back", "Close", "Go back, as Esc does.", False),
    Key("app.today", "1", "app.show_mode('today')", "Today", "Show what needs you now.", False),
    Key("app.guide", "2", "app.show_mode('guide')", "Guide", "Read the guidance.", False),
    Key(
        "app.explore",
        "3",
        "app.show_mode('explore')",
        "Explore",
        "Weigh benefits and pitfalls.",
        False,
    ),
    Key(
        "app.register",
        "4",
        "app.show_mode('register')",
        "Register",
        "Look through partners.",
        False,
    ),
    Key("app.help", "question_mark,f1", "app.show_help", "Help", "Show the keys of where you are."),
    Key(
        "app.palette",
        "colon,ctrl+p",
        "app.show_palette",
        "Actions",
        "Find anything that can be done by its words, and do it.",
        False,
    ),
    Key(
        "form.palette",
        "ctrl+p",
        "app.show_palette",
        "Actions",
        "Find anything that can be done by its words, and do it.",
        False,
    ),
    Key("app.quit", "q", "app.quit", "Quit", "Leave; everything is saved already."),
)

KEYS: Final[Mapping[str, Key]] = {key.id: key for key in _KEYS}
"""Every key by its id."""


SAVING: Final = frozenset(
    {
        *("log.open", "edit.undo", "edit.redo", "figures.open", "spotter.start"),
        *("register.add", "register.accept", "register.edit", "register.remove"),
        *("today.put_off", "today.policy", "action.finish", "measure.score", "duplicates.apart"),
        *("item.tick", "item.note", "item.add", "item.doing", "item.not_applicable"),
    }
)
"""The actions that lead to nothing but a change: a read-only register does not offer them."""


SIGNS: Final[Mapping[str, str]] = {
    "exclamation_mark": "!",
    "quotation_mark": '"',
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "asterisk": "*",
    "plus": "+",
    "comma": ",",
    "minus": "-",
    "full_stop": ".",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "less_than_sign": "<",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "question_mark": "?",
    "at": "@",
    "left_square_bracket": "[",
    "backslash": "\\",
    "right_square_bracket": "]",
    "circumflex_accent": "^",
    "underscore": "_",
    "grave_accent": "`",
    "left_curly_bracket": "{",
    "vertical_line": "|",
    "right_curly_bracket": "}",
    "tilde": "~",
}
"""The signs that are neither letter nor digit, by the names that Textual has for their keys."""


def shown_key(key: str) -> str:
    """Return a key as people write it."""
    names = {"escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp", **SIGNS}
    return names.get(key) or (key.capitalize() if len(key) > 1 and "+" not in key else key)
