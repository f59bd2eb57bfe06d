"""The tools' papers as data: what a section may say, and how a mistake in one is told."""

from __future__ import annotations

from importlib import resources

import pytest

from tuiapp.content.loader import PARTS, ContentFault, guide_from


@pytest.fixture
def files() -> dict[str, str]:
    """Return the guide's files, to break one of them."""
    folder = resources.files("tuiapp.content")
    names = [f"{part}.toml" for part in PARTS]
    return {name: folder.joinpath(name).read_text(encoding="utf-8") for name in names}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "- Name one officer to speak to: {lead-officer}",
            "- Name one officer to speak to: {lead-oficer}",
            "tools.toml, memorandum, council, text: "
            "no slot is called 'lead-oficer'; the nearest is 'lead-officer'.",
        ),
        (
            'slots = ["closed-risks"]',
            'slots = ["closed-risk"]',
            "tools.toml, risk-register, closed, slots: "
            "no slot is called 'closed-risk'; the nearest is 'closed-risks'.",
        ),
        (
            '["E-mail", "{email}", ""]',
            '["E-mail", "{e-mail}", ""]',
            "tools.toml, health-check, check, rows: "
            "no slot is called 'e-mail'; the nearest is 'email'.",
        ),
        (
            "- Name one officer to speak to: {lead-officer}",
            "- Name one officer to speak to: {contacts}",
            "tools.toml, memorandum, council, text: "
            "the slot 'contacts' is a table and cannot stand in a line.",
        ),
        (
            '["E-mail", "{email}", ""]',
            '["E-mail", "{email}"]',
            "tools.toml, health-check, check: "
            "Value error, each row must have 3 cells, as the header has.",
        ),
    ],
)
def test_a_mistake_in_a_paper_is_named(
    old: str, new: str, said: str, files: dict[str, str]
) -> None:
    """A slot that is none, or a row that does not fit, is told with file, section and field."""
    assert files["tools.toml"].count(old) == 1
    files["tools.toml"] = files["tools.toml"].replace(old, new)
    with pytest.raises(ContentFault) as fault:
        guide_from(files)

    assert fault.value.message == said
