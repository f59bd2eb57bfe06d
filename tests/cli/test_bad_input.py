"""Bad input, field by field: a sentence that names the field, exit code 2, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import PARK_ID
from tests.conftest import Answer, Run
from tests.domain.register.test_part_edits import TYPED
from tuiapp.cli.commands.record import PART_NAMES
from tuiapp.domain.models.partner import FORM_FIELDS
from tuiapp.domain.register.part_catalogue import LONG, PARTS, FormField, form_fields
from tuiapp.store.file_register import FileRegister

PARK = PARK_ID
LONG_TEXT = "Facts. " * 1_500
"""More than 10,000 characters."""
TOO_LONG = "x" * 20_001
CONTROLS = "\x01\x02\x1b[2J\x07"
LONG_FIELDS = ("purpose", "exit_arrangements", "notes")
ITEM_FIELDS = [(part, field) for part in PART_NAMES for field in form_fields(PARTS[part].model)]


@pytest.fixture
def refused(run_here: Run, filled: Path) -> Run:
    """Return what runs a command that must be refused: exit 2, one line, nothing written."""

    def run(*args: str | Path, stdin: str = "") -> Answer:
        before = filled.read_bytes()
        answer = run_here(*args, stdin=stdin)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.count("\n") == 1
        assert not set(answer.err) & set("\x01\x02\x07\x1b")
        assert filled.read_bytes() == before
        return answer

    return run


def item(part: str, field: FormField, text: str) -> list[str]:
    """Return the command that adds an item of which one field holds a text."""
    named = ["local-reach"] if part == "benefits" else []
    typed = {**TYPED[part], field.name: text}
    return ["record", PARK, part, "add", *named, *(f"{name}={t}" for name, t in typed.items())]


@pytest.mark.parametrize("name", FORM_FIELDS)
def test_no_field_of_a_partner_takes_control_characters(refused: Run, name: str) -> None:
    """What could drive a terminal is refused in every field, by its name."""
    assert f"{name}: " in refused("set", PARK, f"{name}={CONTROLS}").err


@pytest.mark.parametrize("name", [name for name in FORM_FIELDS if name not in LONG_FIELDS])
def test_no_short_field_of_a_partner_takes_a_long_text(refused: Run, name: str) -> None:
    """Ten thousand characters in a field of one line are refused, by its name."""
    assert f"{name}: " in refused("set", PARK, f"{name}={LONG_TEXT}").err


@pytest.mark.parametrize("name", LONG_FIELDS)
def test_a_long_field_takes_ten_thousand_characters(
    run_here: Run, refused: Run, read: FileRegister, name: str
) -> None:
    """Nothing of a long note is lost; what is longer than the field is refused with its limit."""
    assert run_here("set", PARK, f"{name}={LONG_TEXT}").code == 0
    assert read.refresh().documents[PARK][name] == LONG_TEXT.strip()

    told = f"{name}: it is longer than 20,000 characters; make it shorter"
    assert told in refused("set", PARK, f"{name}={TOO_LONG}").err


@pytest.mark.parametrize(
    ("part", "field"), ITEM_FIELDS, ids=[f"{part}.{field.name}" for part, field in ITEM_FIELDS]
)
def test_no_field_of_an_item_takes_what_it_cannot_hold(
    run_here: Run, refused: Run, read: FileRegister, part: str, field: FormField
) -> None:
    """Control characters and ten thousand letters are refused by name; a long note is kept."""
    assert f"{field.name}: " in refused(*item(part, field, CONTROLS)).err
    if field.name not in LONG:
        assert f"{field.name}: " in refused(*item(part, field, LONG_TEXT)).err
        return
    assert run_here(*item(part, field, LONG_TEXT)).code == 0
    (kept,) = read.refresh().documents[PARK][part].values()
    assert kept[field.name] == LONG_TEXT.strip()


@pytest.mark.parametrize("typed", ["blue moon", "31/2", "0/0/0", "1/1/99999"])
@pytest.mark.parametrize(
    ("part", "name"), [(part, field.name) for part, field in ITEM_FIELDS if field.dates]
)
def test_a_day_of_nonsense_is_refused_in_every_field(
    refused: Run, part: str, name: str, typed: str
) -> None:
    """The sentence says what can be written, or that there is no such day."""
    field = next(f for p, f in ITEM_FIELDS if (p, f.name) == (part, name))
    told = refused(*item(part, field, typed)).err

    assert f"{name}: it is not a date; write one such as 22/11/26" in told or (
        f"{name}: there is no such day: {typed}; check the day and the month" in told
    )


@pytest.mark.parametrize("name", [CONTROLS, "\u202e", " ", "", "\t\n", "x" * 301, LONG_TEXT])
def test_a_name_that_is_none_makes_no_partner(refused: Run, name: str) -> None:
    """A name is one line of 1 to 300 characters that can be shown."""
    assert "name: " in refused("add", name, "--framework", "statutory").err


RESULT = ("record", PARK, "results", "add", "hours", "name=Hours", "unit=hours")
REVIEW = ("record", PARK, "reviews", "add", "on=1/5/26", "reason=x")
TERMS = ("record", PARK, "agreements", "add", "title=Terms")
MONEY = ("record", PARK, "money", "add", "title=Gift", "on=today")
WRONG = {
    "a body that is part of itself": (
        ["set", PARK, f"part_of={PARK}"],
        "part_of: Friends of Kingfisher Park cannot be part of itself; name another body",
    ),
    "a target date before the start": (
        [*RESULT, "baseline_on=1/4/26", "due=31/3/26"],
        "results: the target date is before the start date; change one of the two days",
    ),
    "a next review before this one": (
        [*REVIEW, "next_on=30/4/26"],
        "reviews: the next review is not after this one; write a later day",
    ),
    "an end before a start": (
        [*TERMS, "period.starts=2/1/27", "period.ends=1/1/27"],
        "agreements.period: it ends before it starts; change one of the two days",
    ),
    "a notice below nought": ([*TERMS, "period.notice_days=-1"], "'-1' is too small; 0 or more"),
    "a notice in words": (
        [*TERMS, "period.notice_days=ninety"],
        "notice_days: 'ninety' is not a whole number; write one such as 3",
    ),
    "money in words": ([*MONEY, "amount=lots"], "amount: 'lots' is no amount; write one such as"),
    "money to a tenth of a penny": (
        [*MONEY, "amount=1.234"],
        "amount: it has more than two digits for the pence; round it",
    ),
    "money with a comma for a point": ([*MONEY, "amount=12,50"], "amount: '12,50' is no amount"),
    "more money than there is": ([*MONEY, "amount=1e99"], "amount: '1e99' is more than any"),
    "a figure to the fifth place": (
        [*RESULT, "target=1.23456"],
        "target: it has more than 4 digits after the point; round it",
    ),
    "a target without end": ([*RESULT, "target=Infinity"], "target: "),
    "a risk of nought": (
        ["record", PARK, "risks", "add", "title=x", "likelihood=0"],
        "likelihood: '0' is too small; 1 or more",
    ),
    "a time of nonsense": (
        ["record", PARK, "meetings", "add", "title=x", "on=fri", "at=25:00"],
        "at: it is not a time; write one such as 10:00",
    ),
    "a pitfall of nobody's": (
        ["record", PARK, "risks", "add", "title=x", f"pitfall={LONG_TEXT}"],
        "pitfall: no pitfall is called 'Facts. Facts.",
    ),
    "speaking every nought days": (["set", PARK, "speak_every=0"], "'0' is too small; 1 or more"),
    "not applicable without a reason": (
        ["tick", PARK, "exit-plan", "--state", "not-applicable"],
        "an item that is not applicable needs a reason; write a few words",
    ),
    "a note of a tick that is too long": (
        ["tick", PARK, "exit-plan", "--note", TOO_LONG],
        "note: it is longer than 20,000 characters",
    ),
    "a score of control characters": (
        ["score", PARK, "trust", "3", "--note", CONTROLS],
        "note: it holds a character that cannot be shown: ␁; leave it out",
    ),
    "a score on no day": (["score", PARK, "trust", "3", "--on", "31/2"], "--on: there is no such"),
    "a log entry that is too long": (["log", PARK, TOO_LONG], "note: it is longer than 20,000"),
    "a promise that is too long": (
        ["log", PARK, "Rang", "--next", LONG_TEXT],
        "title: it is longer than 300 characters",
    ),
    "a log entry of nothing": (["log", PARK, "\n "], "note: "),
    "an action of control characters": (["action", PARK, "add", CONTROLS], "title: it holds"),
    "an action on no day": (["action", PARK, "add", "x", "--due", "blue moon"], "due: it is not"),
    "bytes that are no text": (["set", PARK, "place=a\udcff"], "place: "),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_makes_no_sense_is_refused_with_what_would(refused: Run, what: str) -> None:
    """Each sentence names the field and says how to put it right."""
    command, told = WRONG[what]

    assert told in refused(*command).err


def test_a_figure_before_the_start_date_is_refused(run_here: Run, refused: Run) -> None:
    """The sentence names the partner and both days, from whichever side the mistake is made."""
    run_here(*RESULT, "baseline_on=1/1/26")
    told = refused("figures", "hours", f"{PARK}=5", "--on", "31/12/25").err
    assert (
        "Friends of Kingfisher Park: the figure of 31 December 2025 is before the start date, "
        "1 January 2026; change one of the two days"
    ) in told

    run_here("figures", "hours", f"{PARK}=5", "--on", "1/1/26")
    late = ("record", PARK, "results", "change", "hours", "baseline_on=2/1/26")
    assert "results: the figure of 1 January 2026 is before the start date" in refused(*late).err


@pytest.mark.parametrize("figure", ["lots", "NaN", "1e400", "-", "1.2.3"])
def test_a_figure_that_is_none_names_the_partner(run_here: Run, refused: Run, figure: str) -> None:
    """Of many figures typed at once, the sentence says whose is wrong."""
    run_here(*RESULT)

    told = refused("figures", "hours", f"{PARK}={figure}").err
    assert "Friends of Kingfisher Park: '" in told


@pytest.mark.parametrize(
    ("typed", "kept"), [("£1,250", 1250), ("1,250.50", 1250.5), (" 12.5 ", 12.5)]
)
def test_an_amount_is_written_as_people_write_it(
    run_here: Run, read: FileRegister, typed: str, kept: float
) -> None:
    """A pound sign and commas between thousands are no mistake."""
    assert run_here(*MONEY, f"amount={typed}").code == 0

    (entry,) = read.refresh().documents[PARK]["money"].values()
    assert entry["amount"] == kept
