"""Dates by command and from lists: both bounds are taken, and what lies beyond is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_bad_input import ITEM_FIELDS, PARK, item
from tests.conftest import Run
from tests.domain.date_fields import FIELDS, record_with
from tests.hostile import put_partner
from tuiapp.domain.dates import days_after
from tuiapp.domain.register.part_catalogue import FormField
from tuiapp.store.file_register import FileRegister

DATES = [(part, field) for part, field in ITEM_FIELDS if field.dates]
each_date = pytest.mark.parametrize(
    ("part", "field"), DATES, ids=[f"{part}.{field.name}" for part, field in DATES]
)
READS = (
    ("attention",),
    ("list",),
    ("history",),
    ("search", "park"),
    ("guide", "pitfalls"),
    ("guide", "pitfalls", "partner-capacity"),
    ("guide", "benefits", "local-reach"),
    ("figures",),
)
"""The commands that look through every partner."""


def with_date(part: str, field: FormField, day: date) -> list[str]:
    """Return the command that adds an item with a date, and beside it no date that forbids it."""
    return [
        word
        for word in item(part, field, day.isoformat())
        if not word.startswith(("period.", "seen_on", "due=", "next_on", "expires", "ended_on"))
        or word.startswith(f"{field.name}=")
    ]


@each_date
def test_a_command_takes_the_bounds_of_a_date_and_refuses_what_lies_beyond(
    run_here: Run, part: str, field: FormField
) -> None:
    """A refusal names the field and the dates it takes; after it and after each, Today works."""
    assert field.dates is not None
    today = date.today()
    first, last = date(field.dates.earliest, 1, 1), date(field.dates.latest, 12, 31)
    if field.name == "next_on":
        first = days_after(today, 1)  # the review it follows is of today
    last = today if field.dates.is_past else last
    for day in (first, last):
        answer = run_here(*with_date(part, field, day))
        assert answer.code == 0, answer.err
        assert run_here("attention").code == 0
        if part == "benefits":
            run_here("undo")
    for day in (date.min, date(field.dates.earliest - 1, 12, 31), days_after(last, 1), date.max):
        answer = run_here(*with_date(part, field, day))
        assert (answer.code, f"{field.name}: " in answer.err) == (2, True)
        assert f"write a date {field.dates}" in answer.err
    assert run_here("attention").code == 0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("score", PARK, "trust", "3", "--on", "31/12/1899"), "before 1900"),
        (("score", PARK, "trust", "3", "--on", "tomorrow"), "still to come"),
        (("log", PARK, "Rang", "--on", "31/12/9999"), "after 2200"),
        (("log", PARK, "Rang", "--next", "Send it", "--due", "1/1/0001"), "before 1900"),
        (("action", PARK, "add", "Send it", "--due", "1/1/2201"), "after 2200"),
    ],
)
def test_every_option_that_takes_a_date_has_bounds(
    run_here: Run, args: tuple[str, ...], told: str
) -> None:
    """An option is held to the same dates as the field it fills."""
    answer = run_here(*args)

    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_a_figure_of_a_day_to_come_is_refused(run_here: Run) -> None:
    """A figure is counted before it is entered; what there is of a quarter to come is shown."""
    assert run_here("record", PARK, "results", "add", "volunteer-hours", "target=9").code == 0

    for day, told in (("31/12/9999", "after 2200"), ("tomorrow", "still to come")):
        answer = run_here("figures", "volunteer-hours", f"{PARK}=5", "--on", day)
        assert (answer.code, told in answer.err) == (2, True)
    assert run_here("figures", "volunteer-hours", "--on", "+1y").code == 0


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_list_with_a_date_out_of_bounds_brings_in_no_such_date(
    run_here: Run, read: FileRegister, tmp_path: Path, day: str
) -> None:
    """Neither a JSON list nor a list of grants brings one in, and the report names the place."""
    entry = {"id": "g1", "direction": "given", "title": "Grant", "amount": 100, "on": day}
    listed = tmp_path / "list.json"
    listed.write_text(json.dumps([{"name": "Alder Group", "money": [entry]}]))
    grants = tmp_path / "grants.csv"
    grants.write_text(
        "Identifier,Title,Recipient Org:Identifier,Recipient Org:Name,Amount Awarded,"
        "Currency,Award Date\n"
        f"360G-x-1,Grant,GB-CHC-1146179,Birch Group,100,GBP,{day}\n"
    )

    for path in (listed, grants):
        answer = run_here("import", path)
        assert answer.code in (0, 2)
        assert "write a date from 1900 to today" in answer.out + answer.err
    money = [d.get("money") for d in read.refresh().documents.values()]
    assert not any(money)


def test_dates_out_of_bounds_in_the_file_end_no_command(run_here: Run, filled: Path) -> None:
    """One partner for each date field and each side: all commands work and Today names them all."""
    broken = {}
    for number, field in enumerate(FIELDS):
        for side, day in enumerate((date.min, date.max)):
            partner_id = f"00000000-0000-4000-8000-{number:011}{side}"
            broken[partner_id] = f"Broken {number:02} {side}"
            put_partner(
                filled, {**record_with(field, day), "id": partner_id, "name": broken[partner_id]}
            )

    for command in READS:
        answer = run_here(*command)
        assert answer.code == 0, answer.err
    told = run_here("attention").out
    for name in broken.values():
        assert f"{name}: cannot be read: " in told
    for words in ("show", "guide tools memorandum --for"):
        answer = run_here(*words.split(), partner_id)
        assert (answer.code, "Partner unreadable" in answer.err) == (3, True)
    assert run_here("history", partner_id).code == 0
    assert run_here("show", PARK).code == 0


def test_a_date_out_of_bounds_is_put_right_as_today_says(
    run_here: Run, read: FileRegister, filled: Path
) -> None:
    """The command that Today names mends the record, and another takes the item out."""
    agreement = {"kind": "lease", "title": "Old lease", "period": {"ends": "0005-01-02"}}
    put_partner(
        filled,
        {
            "id": "dddd4444-0000-4000-8000-000000000000",
            "name": "Oak",
            "agreements": {"l1": agreement},
        },
    )
    command = "record dddd4444 agreements change l1 period.ends="
    assert f"Put it right with: partnertui {command}VALUE (or take it out: remove l1)" in (
        run_here("attention").out
    )

    assert run_here(*f"{command}2/1/2030".split()).code == 0
    assert read.refresh().documents["dddd4444-0000-4000-8000-000000000000"]["agreements"]["l1"][
        "period"
    ] == {"ends": "2030-01-02"}
    assert "cannot be read" not in run_here("attention").out
