"""Text from people is text: it is shown as typed or in visible signs, and never does anything."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import HOSTILE_ID, put_partner
from tests.screens.conftest import Colleague, Dashboard, OpenDashboard
from tuiapp.domain.models.partner import FORM_FIELDS

TYPED = ("Acme [/] [@click=app.quit]Ltd [TODO]", r"=1+1 [red]x \[b]$accent {0} %s &amp;")
"""What a form lets in."""
CODES = "E\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\x00\x08\u202e\u2066\u200b\U000e0041\x7fZ"
"""What only a file can hold: codes for the terminal, marks that hide or turn round text."""
SHOWN = "E␛]52;c;aGk=␇␛[2J⟨U+009B⟩31m␀␈⟨U+202E⟩⟨U+2066⟩⟨U+200B⟩⟨U+E0041⟩␡Z"
TEXTS = tuple(name for name in FORM_FIELDS if name not in ("status", "framework", "kind", "level"))
BIG = (160, 70)


def dangers(dashboard: Dashboard) -> list[str]:
    """Return what on the screen could drive a terminal or hide text."""
    return [
        f"{dashboard.place}: {character!r}"
        for character in "".join(dashboard.lines)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


@pytest.mark.parametrize("text", TYPED)
async def test_what_was_typed_is_shown_as_typed_everywhere(
    open_dashboard: OpenDashboard, colleague: Colleague, text: str
) -> None:
    """Markup, formulas and brackets come back letter by letter on every screen and dialog."""
    fields = dict.fromkeys(("purpose", "place", "service", "contact", "notes"), text)
    colleague.add(text, **fields)
    colleague.set(text, lead_officer=text)

    async with open_dashboard(size=BIG) as dashboard:
        assert text in dashboard.cursor_line
        for keys in (
            ["4"],  # the list and its preview
            ["y"],  # what is it to us
            ["1"],  # which framework
            ["escape", "e"],
            ["escape", "enter"],
            ["left"],
            ["enter"],
            ["escape", "left", "left", "enter"],  # the score
            ["n", *"[x]", "enter"],
            ["2", "enter", "d"],
        ):
            await dashboard.press(*keys)
            assert dashboard.shows(text), keys
            assert dangers(dashboard) == []
        assert dashboard.documents == {}
        await dashboard.press("u")
        assert dashboard.document(text)["notes"] == text
        assert dashboard.app.return_code is None


@pytest.mark.parametrize("text", TYPED)
async def test_what_is_typed_into_the_dashboard_is_stored_as_typed(
    open_dashboard: OpenDashboard, text: str
) -> None:
    """A name, a search, a note and a reason with brackets are kept letter by letter."""
    async with open_dashboard("4", "a", size=BIG) as dashboard:
        await dashboard.type(text)
        await dashboard.press("enter")
        assert text in dashboard.cursor_line
        await dashboard.press("slash")
        await dashboard.type(text)
        assert f"'{text}'" in dashboard.lines[0]
        await dashboard.press("enter", "enter", "right", "x")
        await dashboard.type(text)
        await dashboard.press("enter", "n")
        await dashboard.type(text)
        await dashboard.press("f2")
        recorded = dashboard.document(text)["checklist"]["need-stated"]
        assert recorded["mark"]["reason"] == text
        assert recorded["note"] == text
        await dashboard.press("left", "left", "enter")
        assert dashboard.shows(text)


def evil_fields() -> dict[str, Any]:
    """Return a partner whose every text holds codes."""
    mark = {"state": "not-applicable", "by": CODES, "on": "2026-11-22", "reason": CODES}
    score = {"measure": "trust", "view": "council", "value": 1, "scale": "0 to 4"}
    money = {"direction": "given", "title": CODES, "amount": 1, "on": "2026-11-22"}
    return {
        **dict.fromkeys(TEXTS, CODES),
        "also_known_as": [CODES],
        "identifiers": [CODES],
        "checklist": {"need-stated": {"mark": mark, "note": CODES, "evidence": CODES}},
        "scores": {"s1": {**score, "on": "2026-11-22", "by": CODES, "note": CODES}},
        "money": {"m1": money},
        "from_tomorrow": CODES,
    }


async def walk_everywhere(dashboard: Dashboard) -> set[str]:
    """Open whatever there is on a partner; return the places that were seen."""
    seen = set()
    for keys in (
        ["1"],
        ["enter"],
        *[["right"]] * 4,
        ["right", "enter"],
        ["escape", "right", "w"],
        ["escape", "enter"],
        ["escape", "escape", "escape", "right", "right", "right", "enter"],
        ["escape", "n"],
        ["escape", "escape", "4"],
        ["slash", "E", "enter"],
        ["s"],
        ["f", "escape", "question_mark"],
        ["escape", "y"],
        ["1"],
        ["escape", "e"],
        *[["tab"]] * 3,
        ["escape", "enter"],
        ["right", "space"],
        ["x", "h", "enter"],
        ["escape", "4", "d"],
        ["u"],
        ["2", "3", "4", "1"],
    ):
        await dashboard.press(*keys)
        assert dangers(dashboard) == [], keys
        seen.add(dashboard.place)
    return seen


async def test_codes_in_a_file_never_reach_the_screen(
    open_dashboard: OpenDashboard, register_path: Path
) -> None:
    """A partner whose every text holds codes is walked through, and only signs are drawn."""
    put_partner(register_path, evil_fields())

    async with open_dashboard(size=BIG) as dashboard:
        seen = await walk_everywhere(dashboard)

    assert {"TodayScreen", "PartnerScreen", "RegisterScreen", "Menu", "Form"} <= seen


async def test_codes_in_fields_are_signs_in_the_form_and_stay_as_they_are_in_the_file(
    open_dashboard: OpenDashboard, register_path: Path
) -> None:
    """Every field shows them in signs; left alone, none of them counts as changed or is written."""
    put_partner(register_path, dict.fromkeys(TEXTS, CODES))
    before = register_path.read_bytes()

    async with open_dashboard("4", "e", size=(140, 120)) as dashboard:
        assert dashboard.text.count(SHOWN) == len(TEXTS) + 1  # once in the title
        assert dangers(dashboard) == []
        await dashboard.press("escape")
        assert dashboard.place == "RegisterScreen"

    assert register_path.read_bytes() == before


async def test_codes_in_the_name_are_signs_in_every_message(
    open_dashboard: OpenDashboard, register_path: Path
) -> None:
    """List, menu and form title show the name in signs; such a record is not removed."""
    put_partner(register_path, {"name": CODES, "framework": "statutory"})

    async with open_dashboard("4", size=(200, 40)) as dashboard:
        assert dashboard.cursor_line.startswith(SHOWN[:40])
        for keys in (["y"], ["escape", "e"], ["escape", "enter"], ["escape", "d"]):
            await dashboard.press(*keys)
            assert SHOWN[:40] in dashboard.text, keys
            assert dangers(dashboard) == []
        assert dashboard.shows("Nothing was changed")


async def test_wide_and_joined_letters_stay_in_their_columns(
    open_dashboard: OpenDashboard, colleague: Colleague
) -> None:
    """Letters of double width, accents on their own and a name of 300 letters fit every screen."""
    for name in (
        "樹木友好協會" * 10,
        "x\u0301" * 80,
        "W" * 300,
        "\u05d0\u05d1\u05d2 Trust",
        "👩‍🌾 Farm",
    ):
        colleague.add(name, place=name[:50])

    for size in ((80, 24), (40, 12), (130, 30)):
        async with open_dashboard("4", size=size) as dashboard:
            for keys in (["j"], ["j"], ["j"], ["j"], ["enter"], ["right"], ["escape", "1"]):
                await dashboard.press(*keys)
                strips = dashboard.app.screen._compositor.render_strips()  # as in Dashboard.lines
                assert {strip.cell_length for strip in strips} == {size[0]}


async def test_a_path_and_a_colleague_with_codes_are_signs_in_the_title(
    open_dashboard: OpenDashboard, register_path: Path
) -> None:
    """Who saved last is shown in signs, whatever the file says."""
    put_partner(register_path, {"name": "Oak"})
    evil = Colleague(register_path, by=CODES)
    evil.set("Oak", place="Amber Hill")
    assert HOSTILE_ID in evil.register.snapshot.documents

    async with open_dashboard(size=(300, 24)) as dashboard:
        assert f"saved 12:00 by {SHOWN}" in dashboard.lines[0]
        await dashboard.press("enter", "left", "left")
        assert dashboard.shows(f"{SHOWN}: Changed place")
        await dashboard.press("enter")
        assert dashboard.shows(SHOWN)
        assert dangers(dashboard) == []
