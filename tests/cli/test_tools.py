"""The tools as papers on the command line: guide tools ID --for PARTNER."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import BOARD_ID, PARK_ID, put
from tests.conftest import NOON, Run
from tuiapp.content.loader import load_guide
from tuiapp.domain.changes.edits import Change, Proposal
from tuiapp.store.file_register import FileRegister

TOOLS = [tool.id for tool in load_guide().tools]


@pytest.mark.parametrize("tool_id", TOOLS)
def test_each_tool_is_filled_from_a_record(tool_id: str, run_here: Run) -> None:
    """Its paper goes to the screen as Markdown, with the partner's name in its title."""
    answer = run_here("guide", "tools", tool_id, "--for", "Kingfisher")

    assert answer.code == 0
    assert answer.out.splitlines()[0].endswith(": Friends of Kingfisher Park")
    assert "to fill in" in answer.out


def test_the_empty_paper_is_a_page_of_the_guide(run_here: Run) -> None:
    """Without a partner a tool is read as any page, every fact marked as to fill in."""
    answer = run_here("guide", "tools", "memorandum")

    assert answer.code == 0
    assert "Why we work together:" in answer.out
    assert "to fill in: why this is a partnership, in 2 lines" in answer.out
    assert "Source: Memorandum of understanding, The Friends of South Park" in answer.out


def test_more_in_the_record_leaves_less_to_fill_in(filled: Path, run_here: Run) -> None:
    """What is entered stands in the next paper in the place of what was to fill in."""

    def told() -> str:
        return run_here("guide", "tools", "memorandum", "--for", "Kingfisher").out

    before = told()
    put(
        filled,
        PARK_ID,
        "Parks officer",
        purpose="We keep the bank.",
        contact="Secretary",
    )
    after = told()

    assert after.count("to fill in") < before.count("to fill in")
    assert "We keep the bank." in after


def test_a_paper_goes_to_a_new_file(run_here: Run, tmp_path: Path) -> None:
    """-o writes the file and says where it is and what is left."""
    path = tmp_path / "memorandum.html"
    args = ("guide", "tools", "memorandum", "--for", "Kingfisher", "--format", "html")
    answer = run_here(*args, "-o", path)

    assert answer.code == 0
    assert answer.out.startswith(f"Written: {path}. Made on ")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run_here(*args, "-o", "-").out == path.read_text(encoding="utf-8")


def test_an_empty_form_goes_to_a_file_too(run_here: Run, tmp_path: Path) -> None:
    """A format or a file without a partner gives the empty paper to print."""
    path = tmp_path / "health.md"

    assert run_here("guide", "tools", "health-check", "-o", path).code == 0
    assert path.read_text(encoding="utf-8").startswith("# Yearly health check\n")
    assert "<html" in run_here("guide", "tools", "health-check", "--format", "html").out


def test_a_file_that_is_there_is_left_alone(run_here: Run, tmp_path: Path) -> None:
    """It is refused with what to do, and the file stays as it is."""
    path = tmp_path / "mine.md"
    path.write_text("mine")
    answer = run_here("guide", "tools", "exit-plan", "--for", "Kingfisher", "-o", path)

    assert answer.code == 2
    assert "is there already and was left as it is" in answer.err
    assert "-o" in answer.err
    assert path.read_text() == "mine"


def test_a_file_that_cannot_be_written_is_told(run_here: Run, tmp_path: Path) -> None:
    """A folder that is not there is an exit code of its own."""
    answer = run_here("guide", "tools", "exit-plan", "-o", tmp_path / "no" / "x.md")

    assert answer.code == 5
    assert "cannot be written" in answer.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["tools", "memo-random", "--for", "Kingfisher"], "memorandum"),
        (["tools", "--for", "Kingfisher"], "write one of the tools"),
        (["benefits", "local-reach", "--for", "Kingfisher"], "write one of the tools"),
        (["--format", "md"], "write one of the tools"),
        (["tools", "memorandum", "--for", "Kingfisher", "--json"], "not as JSON"),
        (["tools", "memorandum", "--for", "Nobody at all"], "Nobody at all"),
        (["tools", "memorandum", "--for", "Kingfisher", "--format", "odt"], "odt"),
    ],
)
def test_what_cannot_be_written_is_said(args: list[str], said: str, run_here: Run) -> None:
    """An unknown tool, partner or format ends with what to write instead."""
    answer = run_here("guide", *args)

    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""


def test_a_joint_body_names_its_members(filled: Path, run_here: Run) -> None:
    """Those who are part of it stand in its terms of reference."""
    register = FileRegister(filled, by="Parks officer", clock=lambda: NOON)
    change = Change(
        PARK_ID,
        ("part_of",),
        None,
        [BOARD_ID],
    )
    register.save(Proposal("Joined", (change,)))
    answer = run_here("guide", "tools", "terms-of-reference", "--for", "Oakham")

    assert "| Friends of Kingfisher Park | **to fill in** | **to fill in** |" in answer.out


def test_a_name_that_drives_a_terminal_is_shown_as_signs(run_here: Run, tmp_path: Path) -> None:
    """The file's name is told in one line with nothing that moves the cursor."""
    path = f"{tmp_path}{os.sep}a\x1b[2J.md"

    assert "\x1b" not in run_here("guide", "tools", "exit-plan", "-o", path).out
