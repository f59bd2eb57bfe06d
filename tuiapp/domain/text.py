"""Text that came from people and files, made safe and fit to show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

UNSAFE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but for tab and newline, DEL, C1
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # bidi controls, invisible marks
    "\u2028\u2029\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff"
    "\U000e0000-\U000e007f"  # tag characters
    "]"
)
"""What can drive a terminal or hide what a line says."""

CONTROL_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}


SILENT: Final = re.compile("['’‘‛ʼʹ`´′＇]")
"""What a name is written with or without: an apostrophe, however it is typed."""
WORD: Final = re.compile(r"\w+")
LETTERS: Final = re.compile(r"[^\W_]+")
"""What is left of a name without its spacing and punctuation."""
SIGN_WITHIN: Final = re.compile(r"\w[^\w\s]+\w")
"""Signs with a word on either side and no space."""

LINE_LIMIT: Final = 300
"""The longest line that somebody types, in characters: a name, a title, who somebody is.

The longest name of a registered charity has about 160.
"""
PROSE_LIMIT: Final = 20_000
"""The longest text of several lines, in characters: about ten printed pages."""


def clean(text: str) -> str:
    """Return the text with everything that could drive a terminal shown as a visible sign.

    An escape becomes `␛`, a bidi override `⟨U+202E⟩`. Newlines stay, tabs become a space.
    """
    return UNSAFE.sub(_sign, text.replace("\t", " "))


def clean_line(text: str) -> str:
    """Return the text as one line, fit for a cell, a title or a line of output."""
    return clean(" ".join(text.split("\n")))


def name_of(document: Mapping[str, Any]) -> str:
    """Return what a record is called, fit to show; "" where it has no name."""
    return clean_line(str(document.get("name", "")))


def shortened(text: str, most: int = 60) -> str:
    """Return the text as one line for the middle of a sentence, cut where it is longer than most.

    Args:
        text: A name, which may be a whole paragraph.
        most: The greatest length, in characters.
    """
    line = clean_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    return CONTROL_PICTURES.get(code) or f"⟨U+{code:04X}⟩"


def refuse_control_characters(text: str) -> str:
    """Return the text in its composed form (NFC), or raise ValueError naming what is in it."""
    found = UNSAFE.search(text)
    if found:
        raise ValueError(f"it holds a character that cannot be shown: {_sign(found)}; leave it out")
    return unicodedata.normalize("NFC", text)


def as_line(text: str) -> str:
    """Return what somebody typed as one line that can be kept and shown.

    Raises:
        ValueError: It holds a character that cannot be shown, or more than `LINE_LIMIT`.
    """
    line = in_one_line(refuse_control_characters(text.strip()))
    if len(line) > LINE_LIMIT:
        raise ValueError(f"it is longer than {LINE_LIMIT:,} characters; make it shorter")
    return line


def in_one_line(text: str) -> str:
    """Return a text with a space for each line break and tab."""
    return text.replace("\n", " ").replace("\t", " ")


def cell_width(text: str) -> int:
    """Return how many cells of a terminal a line takes: two for a wide character, none for a mark.

    From Python's own table, which costs a command nothing to load.
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def cut_to(text: str, width: int) -> str:
    """Return a line in no more than some cells, with an ellipsis where something is left out."""
    if cell_width(text) <= width:
        return text
    left = width - 1
    for place, character in enumerate(text):
        left -= _cells(character)
        if left < 0:
            return f"{text[:place].rstrip()}…"
    return text


def _cells(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fold(text: str) -> str:
    """Return the text as searching and matching see it.

    Without case, accents and apostrophes of any kind, and with single spaces.
    """
    if text.isascii():  # most text is, and has nothing to take apart
        text = text.lower()
        return " ".join(text.replace("'", "").replace("`", "").split())
    # Decomposed before as well: a letter of another style, such as 𝕊, has no small one.
    bare = unicodedata.normalize("NFKD", SILENT.sub("", text))
    bare = unicodedata.normalize("NFKD", bare.casefold())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(SILENT.sub("", letters).split())


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, without any punctuation."""
    return WORD.findall(fold(text))


def plain(text: str) -> str:
    """Return a text folded, its punctuation as spaces; one of signs alone is only folded."""
    return " ".join(words_of(text)) or fold(text)


def search_words(typed: str) -> list[str]:
    """Return what must all be in `search_text`: the words that were typed, and signs alone."""
    return [word for piece in fold(typed).split() for word in WORD.findall(piece) or [piece]]


def search_text(text: str) -> str:
    """Return what words are looked for in: a folded text, and what it writes apart closed up."""
    folded = fold(text)
    apart = closed_up(folded)
    return " ".join([folded, *apart]) if apart else folded


def closed_up(folded: str) -> list[str]:
    """Return as one word what a folded text writes with signs between: "co-op" as coop."""
    if not SIGN_WITHIN.search(folded):  # most texts have none, and a register holds many
        return []
    pieces = (WORD.findall(piece) for piece in folded.split() if not piece.isalnum())
    return ["".join(words) for words in pieces if len(words) > 1]


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return a name without case, accents, spacing, punctuation and a leading "The".

    Lists tell most of their names again and again, so they are remembered.
    """
    words = LETTERS.findall(fold(name))
    if words[:1] == ["the"] and len(words) > 1:
        del words[0]
    return "".join(words) or fold(name)


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 partner`, `2 partners`, `1,024 partners`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
