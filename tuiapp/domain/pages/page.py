"""What a page is, whatever draws it: its title, its blocks and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tuiapp.domain.models.guide import Source


class Block(NamedTuple):
    """One stretch of a page."""

    kind: Literal["heading", "text", "point", "source", "problem"]
    text: str


class Page(NamedTuple):
    """Something to read, from its title to its sources."""

    title: str
    blocks: tuple[Block, ...]
    sources: tuple[str, ...] = ()
    """The ids of the sources it rests on, as far as it is from the guide."""


def as_text(page: Page) -> str:
    """Return a page as plain lines: headings end in a colon, points begin with a hyphen."""
    lines = [page.title]
    for block in page.blocks:
        if block.kind == "heading":
            lines += ["", block.text if block.text.endswith("?") else f"{block.text}:"]
        else:
            lines.append(f"- {block.text}" if block.kind == "point" else block.text)
    return "\n".join(lines)


def prose(text: str) -> Iterator[Block]:
    """Yield paragraphs, and the lines that begin with "- " as points."""
    for paragraph in text.strip().split("\n\n"):
        lines: list[str] = []
        for line in paragraph.splitlines():
            if line.startswith("- "):
                yield from _joined(lines)
                lines = []
                yield Block("point", line.removeprefix("- ").strip())
            else:
                lines.append(line.strip())
        yield from _joined(lines)


def _joined(lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield Block("text", " ".join(lines))


def source_in_words(source: Source) -> str:
    """Return a source in a line: its title, publisher and date."""
    return ", ".join(part for part in (source.title, source.publisher, source.date) if part)
