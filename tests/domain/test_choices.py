"""The fixed words of a partner agree with the guide and with their types."""

from __future__ import annotations

from typing import get_args

import pytest

from tuiapp.content.loader import load_guide
from tuiapp.domain import choices


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param(choices.STATUSES, choices.Status, id="statuses"),
        pytest.param(choices.FRAMEWORKS, choices.FrameworkId, id="frameworks"),
        pytest.param(choices.LEVELS, choices.Level, id="levels"),
        pytest.param(choices.STATES, choices.State, id="states"),
        pytest.param(choices.VIEWS, choices.View, id="views"),
        pytest.param(choices.KINDS, choices.Kind, id="kinds"),
    ],
)
def test_every_stored_word_has_words_for_the_screen(words: dict[str, str], kind: object) -> None:
    """Each value that a file may hold is shown in its own words, in the order of the type."""
    assert tuple(words) == get_args(kind)
    assert len(set(words.values())) == len(words)


def test_the_guide_has_the_same_frameworks() -> None:
    """The frameworks of the guide are those a partner may have, under the same names."""
    assert {f.id: f.name for f in load_guide().frameworks} == choices.FRAMEWORKS


def test_the_guide_has_the_same_stages() -> None:
    """The stages of the guide are those that `list --stage` knows, in the same order."""
    assert tuple(stage.id for stage in load_guide().stages) == choices.STAGES


def test_a_level_asks_for_all_that_the_levels_below_it_ask_for() -> None:
    """Light asks for light only, full for everything."""
    asked = {
        level: [choices.is_asked_for(f, level) for f in choices.LEVELS] for level in choices.LEVELS
    }

    assert asked == {
        "light": [True, False, False],
        "standard": [True, True, False],
        "full": [True, True, True],
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("exit-plna", "exit-plan", id="two letters changed over"),
        pytest.param("EXIT-PLAN", "exit-plan", id="in capitals"),
        pytest.param("zzz", "", id="like nothing"),
    ],
)
def test_the_nearest_known_word_is_found(typed: str, meant: str) -> None:
    """A word typed wrong leads to the one that was meant, and nonsense to none."""
    assert choices.nearest(typed, ["exit-plan", "insurance"]) == meant
