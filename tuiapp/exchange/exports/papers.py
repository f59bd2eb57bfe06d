"""Papers as Markdown and HTML, and how one is put in a file."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final, Literal

from tuiapp.domain.pages.papers import Blank, Line, Paper, PaperBlock
from tuiapp.errors import InputRefused, NotSaved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jinja2 import Environment

Format = Literal["md", "html"]

FORMATS: Final[Mapping[Format, str]] = {"md": "Markdown", "html": "HTML"}
"""The formats a paper can be written in."""

_MARKS = re.compile(r"[\\`*_\[\]<>|~&#$]")
_AT_START = re.compile(r"^\s*(?:([-+=])|(\d+)([.)]))")

EVERYBODY: Final = 0o666
"""The mode of a file that holds nothing of a register, before the umask takes from it."""

NO_LINKS: Final = frozenset((errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EMLINK))
"""How a file system says that it knows no hard links."""


def write_paper(paper: Paper, form: Format) -> str:
    """Return a paper as one text: Markdown, or an HTML page that needs no other file."""
    template = _environment().get_template(f"paper.{form}.j2")
    return template.render(paper=paper, stretches=list(_stretches(paper.blocks)))


def save_text(path: Path, text: str, *, mode: int = EVERYBODY) -> None:
    """Put a text in a new file, whole or not at all.

    Args:
        path: The file.
        text: What it is to hold.
        mode: Who may read and write it; the umask takes from that.

    Raises:
        InputRefused: Something has that name already.
        NotSaved: It cannot be written.
    """
    if os.path.lexists(path):  # no where it may not look: writing it then says why
        raise _already(path)
    # A name of its own: with the file's in it, a long one would be too long.
    temporary = path.with_name(f".{token_hex(8)}.tmp")
    try:
        _write_whole(temporary, text, mode)
        _name(temporary, path)
    except FileExistsError:
        raise _already(path) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise NotSaved(
            "Not written", f"{path} cannot be written: {why}.", "Name another place with -o."
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write_whole(path: Path, text: str, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _name(temporary: Path, path: Path) -> None:
    """Give a finished file its name; a link, unlike a rename, never replaces another's file."""
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        temporary.rename(path)


def _already(path: Path) -> InputRefused:
    return InputRefused(
        "File exists",
        f"{path} is there already and was left as it is.",
        "Name another file with -o, or write to the screen with -o -",
    )


@cache
def _environment() -> Environment:
    # Here and not above: only somebody who writes a paper waits for it.
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
    from markupsafe import Markup, escape

    def in_html(line: Line) -> Markup:
        return Markup().join(
            Markup("<mark>{}</mark>").format(piece)
            if isinstance(piece, Blank)
            else Markup("<br>\n").join(map(escape, piece.split("\n")))
            for piece in line
        )

    def in_cell(line: Line) -> Markup:
        return in_html((Blank(""),)) if _is_blank(line) else in_html(line)

    environment = Environment(
        loader=PackageLoader("tuiapp.exchange.exports"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "html": in_html,
        "html_cell": in_cell,
        "md": _in_markdown,
        "md_point": partial(_in_markdown, indent="  "),
        "md_cell": _in_cell,
    }
    environment.filters.update(filters)
    return environment


def _stretches(blocks: Sequence[PaperBlock]) -> Iterator[tuple[str, list[PaperBlock]]]:
    """Yield blocks with the points that stand together as one list."""
    points: list[PaperBlock] = []
    for block in blocks:
        if block.kind == "point":
            points.append(block)
            continue
        if points:
            yield "points", points
            points = []
        yield block.kind, [block]
    if points:
        yield "points", points


def _in_markdown(line: Line | str, indent: str = "", line_break: str = "") -> str:
    """Return a line as Markdown that reads as the text it is, whatever stands in it.

    Args:
        line: What to write.
        indent: What its second and later lines begin with.
        line_break: What stands for a line break; "" for one of Markdown's own.
    """
    pieces = (line,) if isinstance(line, str) else line
    told = "".join(
        f"**{_escaped(str(piece))}**" if isinstance(piece, Blank) else _escaped(piece)
        for piece in pieces
    )
    lines = [_AT_START.sub(_harmless_start, text).strip() for text in told.strip().split("\n")]
    if line_break:
        return line_break.join(lines)
    # An empty line parts paragraphs; the line before another one ends in a hard break.
    broken = [
        f"{text}  " if text and following else text
        for text, following in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return "\n".join(
        f"{indent}{text}" if text and place else text for place, text in enumerate(broken)
    )


def _in_cell(line: Line) -> str:
    if _is_blank(line):
        return _in_markdown((Blank(""),))
    return _in_markdown(line, line_break="<br>")


def _is_blank(line: Line) -> bool:
    """Whether a cell is only to fill in: its column's heading says with what."""
    return len(line) == 1 and isinstance(line[0], Blank)


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda found: f"\\{found[0]}", text)


def _harmless_start(found: re.Match[str]) -> str:
    """Keep a line from being taken for a list, a rule or a heading's underline."""
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"
