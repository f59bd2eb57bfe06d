"""The fixed sets of words a partner is described with: ids as stored, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

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
