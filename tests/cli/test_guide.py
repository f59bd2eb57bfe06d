"""The guidance on the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tests.conftest import Run
from tuiapp.cli.main import partnertui
from tuiapp.content.loader import load_guide
from tuiapp.domain.pages.guide_pages import PARTS


def test_guide_lists_its_parts(run_in_process: Run) -> None:
    """Each part is a line with its heading and how much there is, and the way on comes last."""
    lines = run_in_process("guide").out.splitlines()

    assert "pitfalls: Things to watch out for (10)" in lines
    assert "benefits: Benefits (15)" in lines
    assert lines[-1].startswith("Read one with: partnertui guide PART")
    assert [p["id"] for p in run_in_process("guide", "--json").json] == list(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_read_whole(part: str) -> None:
    """A part is told with every entry of it, under the id that it is read by alone."""
    answer = CliRunner().invoke(partnertui, ["guide", part])

    assert answer.exit_code == 0
    for entry in getattr(load_guide(), part):
        assert f"[{entry.id}]" in answer.output


def test_each_part_in_json_is_an_array_of_entries(run_in_process: Run) -> None:
    """A script reads stages with their items, each with an id and a heading."""
    stages = run_in_process("guide", "stages", "--json").json

    assert [stage["id"] for stage in stages] == ["structure", "relationship", "measures"]
    assert all(
        {"id", "heading", "level", "why", "how"} <= set(i) for s in stages for i in s["items"]
    )


def test_one_entry_is_read_by_its_id(run_in_process: Run) -> None:
    """An entry is told with its headings and ends with its sources."""
    answer = run_in_process("guide", "pitfalls", "no-exit")

    assert answer.out.startswith("Long life, no exit\n")
    assert "\nA sign that it is happening:\n" in answer.out
    assert "Source: Local authority guide to partnership working" in answer.out


def test_a_checklist_item_is_read_with_its_why(run_here: Run) -> None:
    """An item of a stage is an entry too, in words and in JSON."""
    item = load_guide().item("exit-plan")

    assert f"\nWhy:\n{item.why}" in run_here("guide", "stages", "exit-plan").out
    told = run_here("guide", "stages", "exit-plan", "--json").json
    assert (told["id"], told["heading"], told["why"]) == (item.id, item.heading, item.why)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["pitfals"], "no 'pitfals'. The nearest is pitfalls.", id="a part"),
        pytest.param(["pitfalls", "no-exi"], "no 'no-exi'. The nearest is no-exit.", id="an entry"),
        pytest.param(["stages", "exit-pln"], "The nearest is exit-plan.", id="an item"),
        pytest.param(["zzz"], "It has introduction, frameworks", id="like none"),
    ],
)
def test_what_the_guide_has_not_is_refused_with_the_nearest(
    run_here: Run, args: list[str], words: str
) -> None:
    """An unknown part or entry exits 2."""
    answer = run_here("guide", *args)

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
