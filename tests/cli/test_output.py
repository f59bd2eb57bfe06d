"""Answers on a terminal: tables that fit its width, in cells and not in characters."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.conftest import Run
from tuiapp.cli.output import NARROWEST, say_records, shared_widths
from tuiapp.domain.text import cell_width, clean_line, cut_to
from tuiapp.store.file_register import FileRegister

LABELS = ("Name", "Status", "Framework", "Place", "Id")
NAMES = st.text(st.sampled_from("aÉ日ｦé̂公 園👍-"), min_size=1, max_size=60).map(clean_line)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "Name": NAMES,
            "Status": st.sampled_from(["Partner", "Not yet looked at"]),
            "Framework": st.sampled_from(["", "Not-for-profit", "Statutory partnership"]),
            "Place": NAMES | st.just(""),
            "Id": st.text("abcdef0123456789-", min_size=8, max_size=9),
        }
    ),
    min_size=1,
    max_size=6,
)


def table(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    rows: list[dict[str, str]],
    columns: int,
) -> list[str]:
    """Return the lines of a table on a terminal of some width."""
    monkeypatch.setenv("COLUMNS", str(columns))
    capsys.readouterr()
    say_records(rows, plain=False, whole=("Id",))
    return capsys.readouterr().out.splitlines()


def begins(line: str, word: str) -> int:
    """Return the cell of a line in which a word begins."""
    return cell_len(line[: line.index(word)])


@given(rows=ROWS, columns=st.integers(40, 200))
def test_no_line_of_a_table_is_wider_than_the_terminal(
    rows: list[dict[str, str]], columns: int
) -> None:
    """From 40 columns on, whatever the names, a table has a line a row and shows every id whole."""
    with pytest.MonkeyPatch.context() as patch:
        lines: list[str] = []
        patch.setenv("COLUMNS", str(columns))
        patch.setattr("tuiapp.cli.output.write", lines.append)
        in_order = [{label: row[label] for label in LABELS} for row in rows]
        say_records(in_order, plain=False, whole=("Id",))
    shown = lines[1 : len(rows) + 1]

    assert lines[0].startswith("Name")
    assert all(cell_width(line) <= columns for line in lines[: len(rows) + 1])
    assert all(line.endswith(row["Id"]) for line, row in zip(shown, rows, strict=True))
    assert (
        len({begins(f"{line}$", f"{row['Id']}$") for line, row in zip(shown, rows, strict=True)})
        == 1
    )


def test_wide_names_shift_no_column(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A character that takes two cells, or none, leaves the columns after it where they are."""
    names = ["日本語公園", "Alder Group", "Cafe\u0301 ｶﾌｪ"]
    rows = [{"Name": name, "Status": "Partner", "Id": "abcdabcd"} for name in names]
    heading, *lines = table(monkeypatch, capsys, rows, 80)

    assert {begins(line, "Partner") for line in lines} == {begins(heading, "Status")}


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 160])
def test_the_name_gets_what_is_left(columns: int) -> None:
    """The first column has two fifths of the line or more, and all that the others do not need."""
    needs = dict(zip(LABELS, (90, 17, 21, 40, 8), strict=True))
    widths = shared_widths(needs, ("Id",), columns)

    assert sum(widths.values()) + 2 * (len(widths) - 1) == columns
    assert widths["Name"] >= 0.4 * columns - 4
    assert widths["Id"] == 8
    assert min(widths.values()) >= NARROWEST


def test_what_fits_is_not_cut() -> None:
    """With room for everything each column is as wide as it needs, and no wider."""
    needs: Mapping[str, int] = {"Name": 20, "Status": 7, "Id": 8}

    assert shared_widths(needs, ("Id",), 80) == needs


def test_a_narrow_table_says_what_it_leaves_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Columns that would be a few letters wide are left out, and named below."""
    values = ("N" * 40, "Not yet looked at", "Statutory partnership", "P" * 40, "abcdabcd")
    lines = table(monkeypatch, capsys, [dict(zip(LABELS, values, strict=True))], 40)

    assert re.fullmatch(r"Name +Status +Id", lines[0])
    assert lines[-1] == "Left out in this narrow window: Framework, Place."


def test_a_column_without_a_value_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What no record has takes no room."""
    rows = [{"Name": "A", "Place": "", "Id": "abcdabcd"}]

    assert table(monkeypatch, capsys, rows, 80) == ["Name  Id", "A     abcdabcd"]


@given(NAMES, st.integers(1, 30))
def test_a_line_is_cut_by_cells(text: str, width: int) -> None:
    """What is too wide is cut with an ellipsis and is never wider; what fits stays as it is."""
    cut = cut_to(text, width)

    assert cell_width(cut) <= width
    assert cut == text if cell_width(text) <= width else cut.endswith("…")


def test_list_on_a_terminal_shows_names_and_ids(
    run_here: Run, read: FileRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 80 columns every name of the register is whole, and an id is as short as is unique."""
    monkeypatch.setattr("tuiapp.cli.context.Context.is_plain", property(lambda context: False))
    monkeypatch.setenv("COLUMNS", "80")
    heading, *lines = run_here("list", "--status", "ended").out.splitlines()
    assert heading.split() == ["Name", "Status", "Framework", "Id"]
    assert lines[0].split("  ")[0] == "Oakham Nature Board"
    assert lines[0].endswith("  cccc3333")
