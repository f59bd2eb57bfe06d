"""The style sheet: parsed once, and again only where that could change anything."""

from __future__ import annotations

import pytest
from textual.css.stylesheet import Stylesheet, StylesheetParseError

from tuiapp.app.stylesheet import KeptStylesheet

SHEET = "Label { color: $ink; }\nButton { background: $ink; }"


def both(variables: dict[str, str]) -> tuple[KeptStylesheet, Stylesheet]:
    """Return ours and Textual's own with the same sheet."""
    sheets = KeptStylesheet(variables=variables), Stylesheet(variables=variables)
    for sheet in sheets:
        sheet.add_source(SHEET, ("here", ""))
    return sheets


def test_what_was_parsed_is_kept_while_the_variables_are_the_same() -> None:
    """Set again and parsed again, another sheet beside it, a sheet has the very rules it had."""
    ours, _ = both({"ink": "red"})
    before = ours.rules
    ours.set_variables({"ink": "red"})
    ours.add_source("Input { color: $ink; }", ("there", ""))
    ours.reparse()
    assert len(ours.rules) == len(before) + 1
    assert all(one is other for one, other in zip(ours.rules, before, strict=False))


def test_other_variables_give_the_rules_that_textual_gives() -> None:
    """A variable that changed is in every rule that names it, and back again it is too."""
    ours, textuals = both({"ink": "red"})
    for ink in ("red", "blue", "red"):
        for sheet in (ours, textuals):
            sheet.set_variables({"ink": ink})
            sheet.reparse()
        assert ours.css == textuals.css
        assert f"color: {'#FF0000' if ink == 'red' else '#0000FF'}" in ours.css


def test_a_sheet_with_a_mistake_leaves_the_rules_alone() -> None:
    """It is told, and what was parsed before still holds."""
    ours, _ = both({"ink": "red"})
    before = ours.css
    ours.add_source("Input { color: nocolour; }", ("there", ""))
    with pytest.raises(StylesheetParseError):
        ours.reparse()
    assert ours._rules
    assert "\n\n".join(rule.css for rule in ours._rules) == before
