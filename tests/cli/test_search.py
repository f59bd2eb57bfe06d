"""Search by command: guidance and register together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import PARK_ID, WARDENS_ID
from tests.conftest import Run


def test_the_best_answers_come_first_as_lines(run_here: Run) -> None:
    """Each answer is a few labelled lines, with the command that reads it."""
    answer = run_here("search", "kingfisher", "park")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.split("\n\n")[0].splitlines() == [
        "Found: Friends of Kingfisher Park",
        "What: Partner",
        "Says: Lead officer: Parks officer",
        f"Read it with: partnertui show {PARK_ID}",
    ]


def test_guidance_and_register_answer_together(run_here: Run) -> None:
    """One word leads to entries of the guide and to partners, each by what reads it."""
    answer = run_here("search", "facts")

    assert f"Read it with: partnertui show {WARDENS_ID}" in answer.out
    assert "Read it with: partnertui guide " in answer.out


def test_the_command_that_is_told_reads_the_answer(run_here: Run) -> None:
    """What stands behind `Read it with` shows what was found."""
    told = run_here("search", "exit plan").out.splitlines()
    command = next(line for line in told if line.startswith("Read it with: "))

    assert run_here(*command.split()[4:]).out.startswith("Exit plan\n")


def test_json_tells_everything_that_was_found(run_here: Run) -> None:
    """A script gets every answer with its kind, id, rank and where the words are."""
    answers = run_here("search", "partner", "--json").json

    assert len(answers) > 30
    assert [a["rank"] for a in answers] == sorted(a["rank"] for a in answers)
    first = next(a for a in answers if a["id"] == PARK_ID)
    assert first == {
        "kind": "partner",
        "id": PARK_ID,
        "heading": "Friends of Kingfisher Park",
        "what": "Partner",
        "snippet": "Place: Millbrook ward",
        "matched": [],
        "rank": 3,
    }


def test_a_long_answer_is_cut_and_says_so(run_here: Run) -> None:
    """In words only the best are told, then how many more there are."""
    answer = run_here("search", "partner")

    assert answer.out.count("Found: ") == 30
    assert answer.out.splitlines()[-1].startswith("And ")
    assert "see all with --json" in answer.out


def test_a_bent_spelling_is_said_in_both_forms(run_here: Run) -> None:
    """What was taken for a misspelt word stands above the answers, and in JSON with each."""
    told = "Nothing holds 'kingfihser'; showing entries with 'kingfisher'."

    assert run_here("search", "kingfihser").out.splitlines()[0] == told
    (answer,) = run_here("search", "kingfihser", "--json").json
    assert answer["read_as"] == {"kingfihser": ["kingfisher"]}


def test_what_finds_nothing_is_said(run_here: Run) -> None:
    """Nothing found is no failure: it is said, and is an empty array in JSON."""
    answer = run_here("search", "zzzzzz")

    assert (answer.code, answer.out) == (0, "Nothing holds 'zzzzzz'.\n")
    assert run_here("search", "zzzzzz", "--json").json == []


def test_a_text_without_words_is_refused(run_here: Run) -> None:
    """Signs alone cannot be looked for: exit 2."""
    answer = run_here("search", "[/]")

    assert (answer.code, answer.out) == (2, "")
    assert "There is no letter or digit. Write a word." in answer.err


def test_without_a_register_the_guidance_is_searched(run_in_process: Run) -> None:
    """Where no register is named and none is in the usual place, the guide answers alone."""
    answer = run_in_process("search", "insurance")

    assert (answer.code, answer.err) == (0, "")
    assert "Found: See the insurance certificate and note its end date" in answer.out


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_register_that_is_named_and_missing_is_told(
    run_in_process: Run, tmp_path: Path, form: list[str]
) -> None:
    """A wrong path is not taken for no register: exit 3."""
    answer = run_in_process("--register", tmp_path / "no.json", "search", "insurance", *form)

    assert (answer.code, answer.out) == (3, "")
    assert "There is no file" in answer.err
