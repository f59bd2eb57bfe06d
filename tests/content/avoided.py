"""The kept list of words to avoid, read from the file beside this module."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

FILE: Final = Path(__file__).with_name("words_to_avoid.txt")
_LINE = re.compile(r"(?P<word>[^:]+): (?P<forms>.+) -> (?P<instead>.+)")


class Avoided(NamedTuple):
    """A word to avoid."""

    forms: str
    """The forms of it that are looked for, as a regular expression."""
    instead: str
    """What to say instead."""


def read_list() -> dict[str, Avoided]:
    """Return each word to avoid; raises ValueError naming a line that is wrong."""
    found: dict[str, Avoided] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        told = _LINE.fullmatch(line)
        if told is None or told["word"] in found:
            raise ValueError(
                f"{FILE.name}: '{line}' is no WORD: FORMS -> INSTEAD, or is there twice"
            )
        found[told["word"]] = Avoided(told["forms"], told["instead"])
    return found


AVOIDED: Final = read_list()
"""Words that GOV.UK style avoids."""
