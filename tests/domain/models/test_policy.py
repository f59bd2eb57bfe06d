"""The policy: what a register holds of it, and how it is changed."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from tuiapp.domain.changes.edits import Change
from tuiapp.domain.models.policy import (
    POLICY_FIELDS,
    Policy,
    change_policy,
    check_register,
    read_policy,
)
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.errors import InputRefused


def test_a_register_that_says_nothing_has_the_usual_policy() -> None:
    """What is missing, makes no sense or is of a later version is as usual."""
    junk: dict[str, Any] = {"warn_days": "soon", "speak_full": 0, "lead_member": " ", "later": 1}

    assert read_policy({}) == read_policy(junk) == Policy()
    assert read_policy({**junk, "warn_days": 30}).warn_days == 30


def test_every_field_is_on_the_form_with_help() -> None:
    """None is left out, and what is usual is a value that the form takes."""
    assert {field.name for field in POLICY_FIELDS} == {known.name for known in fields(Policy)}
    for field in POLICY_FIELDS:
        assert field.title
        assert field.help.endswith(".")
        usual = getattr(Policy(), field.name)
        change_policy({}, {}, {field.name: str(usual)})


def test_a_change_is_one_edit_that_says_from_what_to_what() -> None:
    """The policy changes as a whole, and keeps what this version does not know."""
    stored = {"warn_days": 30, "later": 1}
    typed = {"warn_days": " 60 ", "money_threshold": "£25,000", "lead_member": "Cabinet member"}
    proposal = change_policy(stored, stored, typed)

    (change,) = proposal.changes
    after = {"warn_days": 60, "money_threshold": 25000, "lead_member": "Cabinet member", "later": 1}
    assert change == Change("register", ("policy",), stored, after)
    assert proposal.label == (
        "Changed the policy: warn of an end, from 30 to 60; full checks from, from 50000 to 25000;"
        " word for lead member, from Lead member to Cabinet member"
    )


def test_an_emptied_field_is_as_usual_again() -> None:
    """Nothing is stored for it; a policy without anything is absent."""
    (change,) = change_policy({"warn_days": 30}, {"warn_days": 30}, {"warn_days": " "}).changes

    assert (change.before, change.after) == ({"warn_days": 30}, None)


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("speak_light", "0", "it must be between 1 and 3,660"),
        ("speak_light", "-5", "it must be a whole number, such as 30"),
        ("warn_days", "2.5", "it must be a whole number, such as 30"),
        ("warn_days", "sixty", "it must be a whole number, such as 30"),
        ("warn_days", "\u0663", "it must be a whole number, such as 30"),
        ("warn_days", "9" * 400, "it must be between 0 and 3,660"),
        ("risk_appetite", "17", "it must be between 1 and 16"),
        ("log_limit", "9", "it must be between 10 and 1,000,000"),
        ("lead_member", "x" * 61, "it must have no more than 60 characters"),
        (
            "lead_member",
            "a\x1b[2J",
            "it holds a character that cannot be shown: \u241b; leave it out",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_field(name: str, typed: str, told: str) -> None:
    """Each field says what it takes; whatever else was typed is not saved either."""
    with pytest.raises(FieldsRefused) as refused:
        change_policy({}, {}, {name: typed, "action_soon": "3"})

    assert [(p.field, p.sentence) for p in refused.value.problems] == [(name, told)]


def test_what_somebody_else_changed_in_other_fields_is_kept() -> None:
    """Only what was typed is replaced."""
    now = {"warn_days": 30}
    (change,) = change_policy({}, now, {"action_soon": "3"}).changes

    assert (change.before, change.after) == (now, {"warn_days": 30, "action_soon": 3})


def test_the_same_field_changed_by_somebody_else_is_told_first() -> None:
    """It says what it is now; the same value from both sides is no matter."""
    with pytest.raises(FieldsRefused, match="somebody else made it 30; save again"):
        change_policy({}, {"warn_days": 30}, {"warn_days": "20"})

    change_policy({}, {"warn_days": 30}, {"warn_days": "30"})
    change_policy({"warn_days": 30}, {"warn_days": 30}, {"warn_days": "20"})


def test_a_value_that_a_hand_wrote_keeps_nothing_from_being_saved() -> None:
    """What makes no sense goes with the next change; it counted for nothing before."""
    stored = {"warn_days": "soon"}
    (change,) = change_policy(stored, stored, {"action_soon": "3"}).changes

    assert change.after == {"action_soon": 3}


def test_a_record_with_a_policy_that_cannot_be_is_refused() -> None:
    """The sentence names the field in the words of the form."""
    own = {"authority": "Testborough", "nation": "england"}

    check_register({**own, "policy": {"warn_days": 30, "later": "x"}})
    with pytest.raises(InputRefused, match="The policy's 'Warn of an end': it must be a whole"):
        check_register({**own, "policy": {"warn_days": "soon"}})
