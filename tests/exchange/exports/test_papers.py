"""Papers as Markdown and HTML: what is in them is text, whoever typed it."""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tuiapp.content.loader import load_guide
from tuiapp.domain.models.policy import Policy
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.pages.papers import Blank, Lines, Paper, Table, paper
from tuiapp.domain.register.partner_edits import read_partner
from tuiapp.errors import InputRefused, NotSaved
from tuiapp.exchange.exports.papers import Format, save_text, write_paper

GUIDE = load_guide()
TOOLS = {tool.id: tool for tool in GUIDE.tools}
TODAY = date(2026, 11, 23)

VOID = {"meta", "br", "link", "img", "hr", "input"}
"""Elements without an end."""

HOSTILE = "*Friends* <b>of</b> [us](x) | & 'you' #1 `rm` _now_ \\ $x$ ~~"


class Reader(HTMLParser):
    """Reads a page: its tags, its text, and that each tag that begins also ends."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that begins."""
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Refuse a tag that ends another than the last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text.append(data)


def of_tool(tool_id: str, form: Format, **fields: object) -> str:
    """Return a tool's paper for a partner with these fields."""
    record = read_partner({"id": "aaaa1111", "name": "Friends", **fields})
    told = paper(TOOLS[tool_id], GUIDE, record, Policy(), TODAY, council="Millbrook Council")
    return write_paper(told, form)


def rows_of(markdown: str) -> list[list[str]]:
    """Return the cells of every line of a pipe table, escaped pipes being text."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    return [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines]


@pytest.mark.parametrize("tool_id", TOOLS)
def test_each_tool_is_an_html_page(tool_id: str) -> None:
    """Empty or filled, it is sound HTML with one h1, h2 below it, and no script or other file."""
    for page in (write_paper(paper(TOOLS[tool_id], GUIDE), "html"), of_tool(tool_id, "html")):
        read = Reader(page)
        headings = [tag for tag in read.tags if re.fullmatch(r"h\d", tag)]

        assert page.startswith("<!DOCTYPE html>")
        assert ("lang", "en-GB") in read.attributes
        assert headings[0] == "h1"
        assert set(headings[1:]) == {"h2"}
        assert not {"script", "link", "img", "iframe"} & set(read.tags)
        assert "http" not in page
        assert read.tags.count("mark") == page.count("<mark>to fill in")


@pytest.mark.parametrize("tool_id", TOOLS)
def test_every_table_names_its_columns(tool_id: str) -> None:
    """Each heading of a table says whether it is a column's or a row's."""
    page = write_paper(paper(TOOLS[tool_id], GUIDE), "html")

    assert page.count("<th ") == page.count('<th scope="')
    assert page.count("<table>") == page.count("<caption") == page.count("<thead>")


@pytest.mark.parametrize("tool_id", TOOLS)
def test_each_tool_is_markdown(tool_id: str) -> None:
    """Empty or filled, each table's rows have as many cells as its header, and all is in it."""
    for told in (write_paper(paper(TOOLS[tool_id], GUIDE), "md"), of_tool(tool_id, "md")):
        assert told.startswith(f"# {TOOLS[tool_id].name}")
        width = 0
        for line in told.splitlines():
            cells = len(re.split(r"(?<!\\)\|", line)) if line.startswith("|") else 0
            assert not width or not cells or cells == width
            width = cells
        assert "\n\n\n" not in told
        for section in TOOLS[tool_id].sections:
            if section.level == "light":
                assert f"## {section.heading}" in told.replace("\\", "")


@pytest.mark.parametrize("tool_id", TOOLS)
@pytest.mark.parametrize("form", ["md", "html"])
def test_a_paper_says_what_is_left_and_what_it_rests_on(tool_id: str, form: Format) -> None:
    """The day, the count of places to fill in and the sources stand in it."""
    told = of_tool(tool_id, form).replace("&#34;", '"')

    assert "Made on 23 November 2026" in told
    assert re.search(r'\d+ places are marked "to fill in"', told)
    assert "What the wording of this paper rests on" in told
    assert "to fill in" in told


def test_typed_text_stays_text_in_html() -> None:
    """Marks of HTML in a name are shown as they were typed."""
    page = of_tool("memorandum", "html", name=HOSTILE)
    read = Reader(page)

    assert "b" not in read.tags
    assert "&lt;b&gt;of&lt;/b&gt;" in page
    assert any(HOSTILE in text for text in read.text)


def test_typed_text_stays_text_in_markdown() -> None:
    """Every mark of Markdown in a name has a backslash before it."""
    told = of_tool("memorandum", "md", name=HOSTILE)

    assert told.splitlines()[0] == (
        "# Memorandum of understanding: \\*Friends\\* \\<b\\>of\\</b\\> \\[us\\](x) \\| \\& 'you' "
        "\\#1 \\`rm\\` \\_now\\_ \\\\ \\$x\\$ \\~\\~"
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("- one", "\\- one"),
        ("+ one", "\\+ one"),
        ("1. one", "1\\. one"),
        ("12) one", "12\\) one"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("# one", "\\# one"),
        ("> one", "\\> one"),
        ("in 2026. one", "in 2026. one"),
    ],
)
def test_a_line_begins_no_list_or_heading(typed: str, told: str) -> None:
    """What would begin a list, a rule, a heading or a quotation in Markdown is text."""
    block = Lines("text", (typed,))

    assert f"\n\n{told}\n" in write_paper(Paper("x", "X", "", "", (block,), ()), "md")


@pytest.mark.parametrize(("form", "told"), [("md", "|  | **to fill in** |"), ("html", "<td></td>")])
def test_room_to_write_is_an_empty_cell(form: Format, told: str) -> None:
    """A cell to write in is empty; one that the record should know is marked in words."""
    table = Table("T", True, ("A", "B"), (((), (Blank("b"),)),))

    assert told in write_paper(Paper("x", "X", "", "", (table,), ()), form)


LETTERS = st.characters(exclude_categories=["C"])
MARKS = st.sampled_from(
    [
        *("*a*", "_b_", "<b>", "</td>", "[a](b)", "|", "&amp;", "`c`", "~~d~~", "\\", "---"),
        *("1. ", "- ", "# ", "> ", "+ ", "=", "<!--", "<script>", '"', "'", "{{ x }}", "{% x %}"),
    ]
)
TYPED = st.one_of(
    st.text(LETTERS, min_size=1, max_size=60),
    st.lists(st.one_of(MARKS, LETTERS), min_size=1, max_size=8).map("".join),
)
"""Any text, and such as would do something in HTML, Markdown or a template."""
LINE = TYPED.map(lambda text: " ".join(text.split())).filter(bool)
"""The same in one line, with single spaces."""


@given(TYPED, st.lists(TYPED, max_size=3))
def test_whatever_is_typed_the_page_is_sound(name: str, risks: list[str]) -> None:
    """Any name and risks leave the tags of the page as they are, and stand in it as text."""
    held = {f"risk-{n}": {"title": title, "response": title} for n, title in enumerate(risks)}
    plain = {f"risk-{n}": {"title": "R", "response": "R"} for n in range(len(risks))}
    try:
        page = of_tool("risk-register", "html", name=name, risks=held)
    except FieldsRefused:
        assume(False)
    read = Reader(page)

    assert read.tags == Reader(of_tool("risk-register", "html", name="N", risks=plain)).tags
    kept = read_partner({"id": "a", "name": name, "risks": held})
    whole = "".join(read.text)
    assert kept.name in whole
    assert all(risk.title in whole for risk in kept.risks)


@given(st.lists(TYPED, max_size=4))
def test_whatever_is_typed_the_table_keeps_its_rows(risks: list[str]) -> None:
    """A Markdown table has a row for each risk and seven cells in each row."""
    held = {f"risk-{n}": {"title": title, "response": title} for n, title in enumerate(risks)}
    try:
        told = of_tool("risk-register", "md", risks=held)
    except FieldsRefused:
        assume(False)
    rows = [row for row in rows_of(told) if len(row) == 7]

    assert len(rows) == 2 + max(1, len(risks))
    assert len(rows_of(told)) - len(rows) == 2 * 3 + 4 + 1 + 1


@given(LINE, LINE)
def test_a_reader_of_markdown_finds_what_was_typed(one: str, two: str) -> None:
    """A parser of Markdown reads every heading, line, point and cell as the text it was."""
    table = Table("T", True, ("A", "B"), (((one,), (two,)), ((two,), ())))
    lines = Lines("heading", (one,)), Lines("text", (two,)), Lines("point", (one,))
    told = write_paper(Paper("x", "X", one, "", (*lines, table), ()), "md")
    # The parser that Textual brings; it knows pipe tables and struck text beside the core.
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    inline = [token.children or [] for token in reader.parse(told) if token.type == "inline"]

    assert {child.type for children in inline for child in children} <= {"text"}
    assert ["".join(child.content for child in children) for children in inline] == [
        *(f"X: {one}", "Nothing is left to fill in.", one, two, one),
        *("A", "B", one, two, two, ""),
        "What the wording of this paper rests on:",
    ]


PROSE = st.lists(LINE, min_size=1, max_size=5).map("\n".join) | st.lists(
    LINE, min_size=1, max_size=4
).map("\n\n".join)
"""Text in several lines and paragraphs."""


@given(PROSE)
def test_a_reader_of_markdown_finds_the_lines_and_paragraphs_of_prose(prose: str) -> None:
    """In text and in a point each paragraph is one, and each line ends in a break of its own."""
    lines = Lines("text", (prose,)), Lines("point", ("Why: ", prose))
    told = write_paper(Paper("x", "X", "", "", lines, ()), "md")
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found = [token.children or [] for token in reader.parse(told) if token.type == "inline"]
    _, _, *paragraphs = [
        "".join("\n" if child.type == "hardbreak" else child.content for child in children)
        for children in found
    ][:-1]

    wanted = prose.split("\n\n")
    assert paragraphs == [*wanted, *f"Why: {prose}".split("\n\n")]


@given(PROSE)
def test_prose_in_a_cell_stays_in_its_row(prose: str) -> None:
    """A line break within a table is a mark of its own, and the row stays one line."""
    table = Table("T", True, ("A", "B"), (((prose,), ("x",)),))
    told = write_paper(Paper("x", "X", "", "", (table,), ()), "md")
    (row,) = (line for line in told.split("\n") if line.endswith("| x |"))

    assert row.count("<br>") == prose.count("\n")


@given(PROSE)
def test_prose_keeps_its_lines_in_html(prose: str) -> None:
    """Every line break is an element, in text, points and cells, and the text is the text."""
    table = Table("T", True, ("A",), (((prose,),),))
    blocks = Lines("text", (prose,)), Lines("point", (prose,)), table
    page = Reader(write_paper(Paper("x", "X", "", "", blocks, ()), "html"))

    assert page.tags.count("br") == 3 * prose.count("\n")
    for line in prose.split("\n"):
        assert line in "".join(page.text)


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """The text is in the file, nothing else is left in the folder, and the usual mode is given."""
    path = tmp_path / "paper.md"
    save_text(path, "Größe\n")

    assert path.read_text(encoding="utf-8") == "Größe\n"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.md"]
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask


@pytest.mark.parametrize(
    ("mode", "umask", "got"), [(0o600, 0o022, 0o600), (0o660, 0o027, 0o640), (0o644, 0o077, 0o600)]
)
def test_a_file_has_the_mode_asked_for_less_the_umask(
    tmp_path: Path, mode: int, umask: int, got: int
) -> None:
    """What comes from a register is written with its mode, and the umask takes from that."""
    before = os.umask(umask)
    try:
        save_text(tmp_path / "paper.md", "ours", mode=mode)
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "paper.md").stat().st_mode) == got


def test_the_longest_name_of_a_file_is_written(tmp_path: Path) -> None:
    """A name of as many bytes as a disk takes is written; a longer one is refused in words."""
    save_text(tmp_path / ("x" * 255), "ours")
    with pytest.raises(NotSaved, match="File name too long"):
        save_text(tmp_path / ("x" * 300), "ours")

    assert [each.name for each in tmp_path.iterdir()] == ["x" * 255]


@pytest.mark.parametrize("kind", ["file", "folder", "dangling link", "pipe"])
def test_what_is_there_is_left_alone(kind: str, tmp_path: Path) -> None:
    """A name that is taken is refused, and nothing changes."""
    path = tmp_path / "paper.md"
    if kind == "file":
        path.write_text("mine")
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputRefused, match="is there already"):
        save_text(path, "theirs")

    assert [each.name for each in tmp_path.iterdir()] == ["paper.md"]
    assert kind != "file" or path.read_text() == "mine"


def test_a_file_made_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who takes the name while ours is written keeps it."""
    path = tmp_path / "paper.md"
    link = os.link

    def late(source: Path, target: Path) -> None:
        path.write_text("mine")
        link(source, target)

    monkeypatch.setattr("os.link", late)
    with pytest.raises(InputRefused):
        save_text(path, "theirs")

    assert path.read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.md"]


def test_a_disk_without_links_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file system knows no links, the file is renamed into its place."""

    def refused(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", refused)
    save_text(tmp_path / "paper.md", "ours")

    assert (tmp_path / "paper.md").read_text() == "ours"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.md"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """What cannot be written is named, with what to do."""
    with pytest.raises(NotSaved, match="cannot be written: No such file") as error:
        save_text(tmp_path / "no" / "paper.md", "x")

    assert error.value.hint


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the text cannot be put on the disk, no part of it stays."""

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(NotSaved, match="No space left"):
        save_text(tmp_path / "paper.md", "x")

    assert list(tmp_path.iterdir()) == []


def test_the_templates_are_in_the_package() -> None:
    """A template for each format is where the package's files are."""
    folder = resources.files("tuiapp.exchange.exports").joinpath("templates")

    assert {each.name for each in folder.iterdir()} == {"paper.md.j2", "paper.html.j2"}


def test_only_writing_loads_the_templates(tmp_path: Path) -> None:
    """Nothing that is imported on the way waits for the template library."""
    modules = "tuiapp.cli.commands.guide, tuiapp.exchange.exports.papers"
    program = f"import sys, {modules}; print('jinja2' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=True
    )

    assert done.stdout == "False\n"
