"""What needs somebody: a register in which each rule speaks once, by command and on Today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import Run
from tests.e2e.conftest import OpenTerminal
from tests.e2e.officer import BY, Officer, prepare
from tuiapp.domain.attention.rules import GROUPS, RULES, Rule

PARK: Final = "Friends of Kingfisher Park"
"""A partner that is behind with everything, but for what was never begun."""
NEW: Final = "Heron Wood Trust"
"""One that was accepted, and of which nothing else is known."""
READY: Final = (
    ("add", PARK, "--framework", "not-for-profit", "--set", f"lead_officer={BY}"),
    ("add", NEW, "--framework", "not-for-profit"),
)
"""What comes before the cases: two partners."""


class Case:
    """How a rule is made to speak once.

    Args:
        kind: What its line is about, in the words of the program.
        commands: What makes it speak, beside what stands above it already.
    """

    def __init__(self, kind: str, *commands: tuple[str, ...]) -> None:
        self.kind = kind
        self.commands = commands


HOURS: Final = ("name=Volunteer hours", "baseline=10", "baseline_on=-200d")
AIM: Final = ("target=900", "due=-10d")
CASES: Final[Mapping[str, Case]] = {
    "documents_ending": Case(
        "Document ending", ("document", PARK, "add", "kind=insurance", "expires=-5d")
    ),
    "agreements_ending": Case(
        "Agreement ending",
        ("record", PARK, "agreements", "add", "title=Task licence", "period.ends=+20d"),
    ),
    "risks_above_appetite": Case(
        "Risk above appetite",
        ("record", PARK, "risks", "add", "title=Flooding", "likelihood=4", "impact=3"),
    ),
    "review_due": Case(
        "Review due",
        ("record", PARK, "reviews", "add", "on=-400d", "decision=continue", "reason=It works"),
    ),
    "early_review": Case(
        "Early review",
        ("record", PARK, "dependencies", "add", "title=Green fund", "ended_on=-10d"),
    ),
    "actions_due": Case("Action due", ("action", PARK, "add", "Send the lease", "--due", "-1d")),
    "meetings_due": Case(
        "Meeting", ("record", PARK, "meetings", "add", "title=Walk round the site", "on=+2d")
    ),
    "gone_quiet": Case("Gone quiet", ("log", PARK, "Walked", "--kind", "visit", "--on", "-200d")),
    "results_out_of_date": Case(
        "Result out of date",
        ("record", PARK, "results", "add", "volunteer-hours", *HOURS, *AIM),
    ),
    "targets_missed": Case("Target not reached"),  # by the same result, whose date has passed
    "scores_dropped": Case(
        "Score dropped",
        ("score", PARK, "trust", "4", "--on", "2020-03-01"),
        ("score", PARK, "trust", "1", "--on", "2020-06-01"),
    ),
    "views_differ": Case(
        "Views differ", ("score", PARK, "trust", "3", "--view", "partner", "--on", "2020-06-01")
    ),
    "no_exit_plan": Case("No exit plan", ("set", PARK, "level=standard")),
    "no_owner": Case("No lead officer"),  # NEW has none
    "no_framework": Case("No framework", ("set", NEW, "framework=")),
    "no_review_planned": Case("No review planned"),  # NEW was never reviewed
}
"""By the name of its rule."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_has_its_case(rule: Rule) -> None:
    """A rule that is added is added to the prepared register too."""
    assert rule.__name__ in CASES, f"{rule.__name__} has no case in this file"


def test_each_rule_speaks_once_by_command_and_on_today(
    run_in_process: Run, run_partnertui: Run, register_path: Path, open_terminal: OpenTerminal
) -> None:
    """Every kind of need is told once, by group, and its line is on the screen at 80 by 24."""
    done = dict.fromkeys(command for case in CASES.values() for command in case.commands)
    prepare(run_in_process, register_path, *READY, *done)

    needs = run_partnertui("--register", register_path, "attention", "--json").json

    told = Counter(need["kind"] for need in needs)
    expected = {rule.__name__: CASES[rule.__name__].kind for rule in RULES}
    assert {rule: told[kind] for rule, kind in expected.items()} == dict.fromkeys(expected, 1)
    assert set(told) == set(expected.values())
    groups = [need["group"] for need in needs]
    assert list(dict.fromkeys(groups)) == list(GROUPS)
    assert groups == sorted(groups, key=list(GROUPS).index)

    officer = Officer(open_terminal("--register", register_path, "--as", BY))
    lines = officer.see("2 partners", "Must do", "Next steps").splitlines()
    officer.press("G")
    lines += officer.see(f"> {needs[-1]['kind']}: 1 partner").splitlines()
    assert list(dict.fromkeys(line for line in lines if line in GROUPS.values())) == [
        *GROUPS.values()
    ]
    for need in needs:
        kind = f"{need['kind']}: 1 partner"
        who, what = (kind, "") if need["group"] == "tidy-up" else (need["name"], need["what"])
        # As much as 80 columns have room for, behind the cursor's sign; of the name a third.
        assert any(shown[2:].startswith(who[:24]) and what[:47] in shown for shown in lines), (
            f"{who}: {what} is not shown"
        )
    officer.leave()
