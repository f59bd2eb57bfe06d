"""figures: one result of many partners, shown with its total and recorded as one change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tuiapp.domain.register import partner_edits
from tuiapp.store.file_register import FileRegister


@pytest.fixture
def counting(run_in_process: Run, register: FileRegister, register_path: Path) -> Path:
    """Return the path of a register in which two of three partners count volunteer hours."""
    for name in ("Ash Group", "Oak Friends", "Yew Trust"):
        register.save(partner_edits.add(name, {}))
    for name in ("Ash", "Oak"):
        counted = ("volunteer-hours", "name=Volunteer hours", "unit=hours", "target=1200")
        added = run_in_process(
            "--register", register_path, "record", name, "results", "add", *counted
        )
        assert added.code == 0, added.err
    return register_path


def test_results_that_partners_count_are_listed(run_in_process: Run, counting: Path) -> None:
    """Each with the id that the command knows it by."""
    assert (
        "Volunteer hours [volunteer-hours]" in run_in_process("--register", counting, "figures").out
    )
    assert run_in_process("--register", counting, "figures", "--json").json == [
        {"id": "volunteer-hours", "name": "Volunteer hours"}
    ]


def test_figures_are_recorded_together_and_shown_with_their_total(
    run_in_process: Run, counting: Path
) -> None:
    """One change for all partners, undone as one; the total is of what was given."""
    figures = ("--register", counting, "figures", "volunteer-hours")
    saved = run_in_process(*figures, "ash=40", "Oak Friends=1,100.5", "--on", "22/11/26")
    assert "Recorded 'Volunteer hours' of 2 partners for 22 November 2026. Saved." in saved.out

    shown = run_in_process(*figures, "--on", "1/12/26").out
    assert shown.startswith("Volunteer hours, October to December 2026")
    assert "So far: 1,100.5 of 1,200 hours" in shown
    assert "Total: 2 figures of 2, 1,140.5 hours in all" in shown
    before = run_in_process(*figures, "--on", "1/9/26", "--json").json
    assert before["quarter"] == ["2026-07-01", "2026-09-30"]
    assert before["total"] == "0 figures of 2, 0 hours in all"

    run_in_process("--register", counting, "undo")
    assert "0 figures of 2" in run_in_process(*figures, "--on", "22/11/26").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["volunteer-hour"], "The nearest is volunteer-hours"),
        (["volunteer-hours", "ash"], "is not PARTNER=FIGURE"),
        (["volunteer-hours", "ash=many"], "'many' is not a figure"),
        (["volunteer-hours", "yew=5"], "does not count this result"),
        (["volunteer-hours", "elm=5"], "There is no 'elm'"),
        (["volunteer-hours", "--on", "soon"], "it is not a date"),
    ],
)
def test_what_cannot_be_recorded_ends_with_2(
    run_in_process: Run, counting: Path, words: list[str], told: str
) -> None:
    """One sentence says what is wrong, and nothing is written."""
    before = counting.read_bytes()
    answer = run_in_process("--register", counting, "figures", *words)

    assert answer.code == 2
    assert told in answer.err
    assert counting.read_bytes() == before


def test_a_register_that_counts_nothing_says_how_to_begin(
    run_in_process: Run, register_path: Path
) -> None:
    """Where no partner has a result, the way to one is told."""
    told = run_in_process("--register", register_path, "figures").out

    assert " record PARTNER results add" in told
