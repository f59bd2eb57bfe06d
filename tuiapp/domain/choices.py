"""The fixed sets of words a partner is described with: ids as stored, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

Status = Literal["not-yet-looked-at", "partner", "grant-only", "not-ours", "ended"]
"""What a council has decided an organisation is to it."""
FrameworkId = Literal["not-for-profit", "statutory", "strategic-alliance"]
"""Which of the three ways to be partners."""
Level = Literal["light", "standard", "full"]
"""How closely a partnership is checked. An item asked for at one level is asked for above it."""
State = Literal["todo", "doing", "done", "not-applicable"]
"""Where a checklist item is."""
View = Literal["council", "partner"]
"""Whose view a score is."""
Kind = Literal[
    "friends-group",
    "charity",
    "wildlife-trust",
    "community-forest",
    "parks-trust",
    "social-enterprise",
    "university",
    "school",
    "health-body",
    "statutory-board",
    "council",
    "parish-council",
    "nature-partnership",
    "housing-association",
    "water-company",
    "business",
    "business-improvement-district",
    "residents-association",
    "faith-group",
    "other",
]
"""What sort of body a partner is."""
AgreementKind = Literal[
    "memorandum", "grant", "contract", "licence", "lease", "terms-of-reference", "other"
]
"""What sort of agreement was made."""
DocumentKind = Literal[
    "insurance", "safeguarding", "constitution", "accounts", "annual-meeting", "other"
]
"""What sort of paper of a partner's was seen."""
Direction = Literal["given", "received", "in-kind"]
"""Which way money or help went."""
DependencyKind = Literal["funder", "key-person", "lease", "site"]
"""What a partnership rests on."""
ContactKind = Literal["call", "email", "meeting", "visit", "tried"]
"""How somebody was spoken to; `tried` is a call that was not answered, and no contact."""
Decision = Literal["continue", "change", "merge", "end"]
"""What a review decided."""
Better = Literal["up", "down"]
"""Which way a result gets better."""
Working = Literal["keep-in-touch", "line-up-plans", "share", "build-up"]
"""How closely two sides work together."""

STATUSES: Final[dict[Status, str]] = {
    "not-yet-looked-at": "Not yet looked at",
    "partner": "Partner",
    "grant-only": "Grant only",
    "not-ours": "Not one of ours",
    "ended": "Ended",
}
FRAMEWORKS: Final[dict[FrameworkId, str]] = {
    "not-for-profit": "Not-for-profit",
    "statutory": "Statutory partnership",
    "strategic-alliance": "Strategic alliance",
}
LEVELS: Final[dict[Level, str]] = {"light": "Light", "standard": "Standard", "full": "Full"}
STATES: Final[dict[State, str]] = {
    "todo": "To do",
    "doing": "Doing",
    "done": "Done",
    "not-applicable": "Not applicable",
}
VIEWS: Final[dict[View, str]] = {"council": "Council view", "partner": "Partner view"}
KINDS: Final[dict[Kind, str]] = {
    "friends-group": "Friends group",
    "charity": "Charity",
    "wildlife-trust": "Wildlife trust",
    "community-forest": "Community forest",
    "parks-trust": "Parks foundation or trust",
    "social-enterprise": "Social enterprise",
    "university": "University or college",
    "school": "School",
    "health-body": "Health body",
    "statutory-board": "Statutory board or partnership",
    "council": "Council",
    "parish-council": "Town or parish council",
    "nature-partnership": "Nature or landscape partnership",
    "housing-association": "Housing association",
    "water-company": "Water company",
    "business": "Business",
    "business-improvement-district": "Business improvement district",
    "residents-association": "Residents' association",
    "faith-group": "Faith group",
    "other": "Other",
}

AGREEMENT_KINDS: Final[dict[AgreementKind, str]] = {
    "memorandum": "Memorandum of understanding",
    "grant": "Grant",
    "contract": "Contract",
    "licence": "Licence",
    "lease": "Lease",
    "terms-of-reference": "Terms of reference",
    "other": "Other agreement",
}
DOCUMENT_KINDS: Final[dict[DocumentKind, str]] = {
    "insurance": "Insurance",
    "safeguarding": "Safeguarding policy",
    "constitution": "Constitution",
    "accounts": "Accounts",
    "annual-meeting": "Annual meeting",
    "other": "Other document",
}
DIRECTIONS: Final[dict[Direction, str]] = {
    "given": "Given",
    "received": "Received",
    "in-kind": "Help in kind",
}
DEPENDENCY_KINDS: Final[dict[DependencyKind, str]] = {
    "funder": "Funder",
    "key-person": "Key person",
    "lease": "Lease",
    "site": "Site",
}
CONTACT_KINDS: Final[dict[ContactKind, str]] = {
    "call": "Call",
    "email": "E-mail",
    "meeting": "Meeting",
    "visit": "Visit",
    "tried": "Tried, no answer",
}
DECISIONS: Final[dict[Decision, str]] = {
    "continue": "Continue",
    "change": "Change",
    "merge": "Merge",
    "end": "End",
}
BETTERS: Final[dict[Better, str]] = {"up": "More", "down": "Less"}
WORKINGS: Final[dict[Working, str]] = {
    "keep-in-touch": "Keep in touch",
    "line-up-plans": "Line up plans",
    "share": "Share people and money",
    "build-up": "Build each other up",
}

ALL_CHOICES: Final[tuple[dict[Any, str], ...]] = (
    *(STATUSES, FRAMEWORKS, LEVELS, STATES, VIEWS, KINDS, AGREEMENT_KINDS, DOCUMENT_KINDS),
    *(DIRECTIONS, DEPENDENCY_KINDS, CONTACT_KINDS, DECISIONS, BETTERS, WORKINGS),
)
"""Every set of words: what is stored, and how screens show it."""


def choice_of(given: object, ids: Iterable[str]) -> object:
    """Return the id that a value stands for: in any case, or in the words of a screen.

    Args:
        given: What was typed or read; returned as it is where it stands for none.
        ids: The ids to choose from.
    """
    known = tuple(ids)
    if not isinstance(given, str) or given in known:
        return given
    words = next((each for each in ALL_CHOICES if set(each) == set(known)), {})
    plain = _plain(given)
    for value in known:
        if plain and plain in (_plain(value), _plain(words.get(value, value))):
            return value
    return given


def _plain(text: str) -> str:
    """Return a text without case, spaces and punctuation."""
    return "".join(filter(str.isalnum, text.casefold()))


STAGES: Final = ("structure", "relationship", "measures")
"""The ids of the three stages, in order."""


def is_asked_for(asked_from: Level, level: Level) -> bool:
    """Whether what is asked for from one level on is asked for at this level."""
    levels = tuple(LEVELS)
    return levels.index(asked_from) <= levels.index(level)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like this one, or "" where none is like it."""
    from difflib import get_close_matches  # only a mistake needs it

    return next(iter(get_close_matches(word.casefold(), list(known), n=1, cutoff=0.4)), "")


def nearest_of(word: str, known: Iterable[str], otherwise: str = "They are {}.") -> str:
    """Return which known word is most like this one, as a hint for whoever mistyped it.

    Args:
        word: What was typed.
        known: The words there are.
        otherwise: What to say where none is like it; `{}` stands for all of them.
    """
    words = list(known)
    like = nearest(word, words)
    return f"The nearest is {like}." if like else otherwise.format(", ".join(words))


def nearest_field(word: str, known: Iterable[str], called: str = "Its fields are") -> str:
    """Return which field is most like this word, and all there are: a guess alone may mislead."""
    words = list(known)
    like = nearest(word, words)
    return f"{f'The nearest is {like}. ' if like else ''}{called} {', '.join(words)}."
