"""Fields: a label, a control, its help and its problem, and choices by key."""

from __future__ import annotations

from functools import partial

import pytest
from textual import events

from tests.widgets.conftest import MakeHost
from tuiapp.widgets.fields import Choice, Field, Fields

CHOICES = (("", "Not said"), ("oak", "Oak"), ("ash", "Ash"), ("alder", "Alder [b]"))


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["right"], "oak"),
        (["space", "space"], "ash"),
        (["left"], "alder"),
        (["right", "left"], ""),
        (["a"], "ash"),
        (["a", "A"], "alder"),
        (["a", "a", "a"], "ash"),
        (["z"], ""),
        (["1", "question_mark", "up", "down"], ""),
    ],
)
async def test_a_choice_goes_by_arrows_space_and_first_letters(
    host: MakeHost, keys: list[str], value: str
) -> None:
    """Arrows and Space go round, a letter goes to the next that begins with it, the rest waits."""
    choice = Choice(CHOICES, "")
    app = host(choice)
    async with app.run_test(size=(40, 5)) as pilot:
        choice.focus()
        await pilot.press(*keys)
        assert choice.value == value
        assert app.lines[0].strip() == f"< {dict(CHOICES)[value]} >"


async def test_a_value_that_is_no_choice_is_shown_and_kept(host: MakeHost) -> None:
    """What a file holds beside the known words stays until another is chosen."""
    app = host(lambda: Field("kind", "Kind", "", "no[n]sense\x1b", choices=CHOICES))
    async with app.run_test(size=(40, 6)) as pilot:
        field = app.query_one(Field)
        field.start()
        await pilot.pause()
        assert "< no[n]sense␛ >" in "\n".join(app.lines)
        assert not field.is_changed
        await pilot.press("right")
        assert field.is_changed
        assert field.value in dict(CHOICES)


async def test_a_line_tells_that_enter_was_pressed(host: MakeHost) -> None:
    """Enter in one line submits the field; in a long field and a choice it does not."""
    for long, choices, count in ((False, (), 1), (True, (), 0), (False, CHOICES, 0)):
        app = host(partial(Field, "x", "X", "Help", "", long=long, choices=choices))
        async with app.run_test(size=(40, 9)) as pilot:
            field = app.query_one(Field)
            field.start()
            await pilot.press("enter")
            assert len(app.heard_of(Field.Submitted)) == count


async def test_a_problem_is_shown_as_text_and_taken_away(host: MakeHost) -> None:
    """What is wrong stands below the control as typed, and goes when it is told no more."""
    app = host(lambda: Field("name", "Name", "As [b]written", "Acme [/]"))
    async with app.run_test(size=(60, 9)) as pilot:
        field = app.query_one(Field)
        field.start()
        field.tell("Name: '[@click=app.quit]\x1b' is none.")
        await pilot.pause()
        assert "As [b]written" in "\n".join(app.lines)
        assert "Acme [/]" in "\n".join(app.lines)
        assert "Name: '[@click=app.quit]␛' is none." in "\n".join(app.lines)
        field.tell("")
        await pilot.pause()
        assert "is none" not in "\n".join(app.lines)


@pytest.mark.parametrize("long", [False, True])
async def test_what_a_file_or_a_paste_brings_is_shown_in_signs(host: MakeHost, long: bool) -> None:
    """Codes are signs from the start, and do not count as a change; so are those of a paste."""
    app = host(lambda: Field("x", "X", "Help", "A\x1b[2J\u202eB", long=long))
    async with app.run_test(size=(60, 9)) as pilot:
        field = app.query_one(Field)
        field.start()
        await pilot.pause()
        assert not field.is_changed
        assert "A␛[2J⟨U+202E⟩B" in "\n".join(app.lines)
        await pilot.press("end")
        app.post_message(events.Paste("\x9bC\x07"))
        await pilot.pause()
        assert field.is_changed
        assert "⟨U+009B⟩C␇" in "\n".join(app.lines)


@pytest.mark.parametrize(
    ("pasted", "held"),
    [
        ("a\rb\r\n\r\nc\r", "a b c"),
        ("a\nb\x1b[2J", "a b␛[2J"),
        (" all", " all"),
        ("one line\r\n", "one line"),
    ],
)
@pytest.mark.parametrize("by_key", [False, True])
async def test_a_paste_of_several_lines_becomes_one_line_and_loses_none(
    host: MakeHost, pasted: str, held: str, by_key: bool
) -> None:
    """In a field of one line every line of a paste is kept, one after the other."""
    app = host(lambda: Field("x", "X", "Help", ""))
    async with app.run_test(size=(60, 9)) as pilot:
        field = app.query_one(Field)
        field.start()
        await pilot.pause()
        if by_key:
            app.copy_to_clipboard(pasted)
            await pilot.press("ctrl+v")
        else:
            app.post_message(events.Paste(pasted))
        await pilot.pause()
        assert field.value == held


async def test_the_field_with_the_focus_is_in_sight_with_its_label(host: MakeHost) -> None:
    """In a low window each field that Tab reaches shows label, help and problem."""

    def made() -> Fields:
        return Fields(*(Field(str(n), f"Label {n}", f"Help {n}", f"Value {n}") for n in range(8)))

    app = host(made)
    async with app.run_test(size=(40, 6)) as pilot:
        fields = list(app.query(Field))
        fields[0].start()
        await pilot.pause()
        for keys in (*[["tab"]] * 7, *[["shift+tab"]] * 7):
            await pilot.press(*keys)
            await pilot.pause()
            (n,) = [field.field_name for field in fields if field.has_focus_within]
            for words in (f"Label {n}", f"Value {n}", f"Help {n}"):
                assert words in "\n".join(app.lines), keys
        fields[0].tell("Problem here")
        await pilot.pause()
        assert "Problem here" in "\n".join(app.lines)
