"""The tools as papers: empty, filled from a record, and nothing in them that is not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tuiapp.content.loader import load_guide
from tuiapp.domain.models.partner import Partner
from tuiapp.domain.models.policy import Policy
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.pages.guide_pages import page_of
from tuiapp.domain.pages.paper_facts import NOTED, SLOTS
from tuiapp.domain.pages.papers import (
    Blank,
    Lines,
    Paper,
    Table,
    as_blocks,
    paper,
    problem_of_slot,
    slots_of,
)
from tuiapp.domain.register.partner_edits import read_partner
from tuiapp.domain.text import clean_line

GUIDE = load_guide()
TOOLS = {tool.id: tool for tool in GUIDE.tools}
TODAY = date(2026, 11, 23)

KINGFISHER = {
    "id": "aaaa1111",
    "name": "Friends of Kingfisher Park",
    "status": "partner",
    "framework": "not-for-profit",
    "kind": "friends-group",
    "purpose": "The group keeps the wildflower bank.\nWe cannot be there every week.",
    "place": "Kingfisher Park",
    "lead_officer": "Parks partnership officer",
    "contact": "Secretary",
    "email": "secretary@kingfisher.example.org",
    "speak_every": 60,
    "notes": "The treasurer is hard to reach.",
    "checklist": {"comms-agreed": {"note": "A note for colleagues only."}},
    "agreements": {
        "old": {"kind": "memorandum", "title": "First", "period": {"starts": "2020-04-01"}},
        "new": {
            "kind": "memorandum",
            "title": "Second",
            "period": {"starts": "2024-04-01", "ends": "2027-03-31", "notice_days": 30},
        },
    },
    "documents": {
        "this-year": {"kind": "insurance", "seen_on": "2026-05-02", "expires": "2027-05-01"},
        "last-year": {"kind": "insurance", "seen_on": "2025-05-02", "expires": "2026-05-01"},
    },
    "risks": {
        "small": {"title": "Tools are stolen", "likelihood": 1, "impact": 2},
        "large": {
            "title": "The secretary leaves",
            "likelihood": 3,
            "impact": 4,
            "owner": "Parks officer",
            "look_again": "2026-10-01",
        },
    },
    "actions": {
        "open": {"title": "Order gloves", "owner": "Parks officer", "due": "2026-11-30"},
        "done": {"title": "Mend the gate", "due": "2026-10-01", "done_on": "2026-10-02"},
        "long-done": {"title": "Paint the shed", "done_on": "2026-01-02"},
    },
    "log": {
        "met": {"kind": "meeting", "note": "Walked the bank", "on": "2026-09-15", "by": "A"},
        "tried": {"kind": "tried", "note": "No answer", "on": "2026-11-20", "by": "A"},
    },
    "results": {
        "hours": {
            "name": "Volunteer hours",
            "unit": "hours",
            "baseline": 900,
            "target": 1200,
            "due": "2027-03-31",
            "readings": {"2026-09-30": {"value": 350, "on": "2026-09-30", "by": "Officer"}},
        }
    },
    "scores": {
        "trust-council": {
            "measure": "trust",
            "view": "council",
            "value": 1,
            "scale": "0 to 4",
            "on": "2026-09-15",
            "by": "Officer",
        }
    },
}


def partner(**fields: object) -> Partner:
    """Return a partner with these fields and a name."""
    return read_partner({"id": "bbbb2222", "name": "Larkfield Wardens", **fields})


def filled(tool_id: str, record: Partner | None = None) -> Paper:
    """Return a tool's paper for a partner, Kingfisher unless another is given."""
    record = record or read_partner(KINGFISHER)
    return paper(TOOLS[tool_id], GUIDE, record, Policy(), TODAY, council="Millbrook Council")


def lines(told: Paper) -> list[str]:
    """Return everything a paper says, line by line."""
    return [block.text for block in as_blocks(told)]


def headings(told: Paper) -> list[str]:
    """Return the headings of a paper."""
    found = (block for block in told.blocks if isinstance(block, Lines))
    return ["".join(map(str, block.line)) for block in found if block.kind == "heading"]


def table(told: Paper, column: str) -> Table:
    """Return the first table of a paper that begins with this column."""
    found = (block for block in told.blocks if isinstance(block, Table))
    return next(block for block in found if block.header[0] == column)


def cells(found: Table) -> list[list[str]]:
    """Return a table's cells as text."""
    return [["".join(map(str, cell)) for cell in row] for row in found.rows]


@pytest.mark.parametrize("tool_id", TOOLS)
def test_an_empty_paper_knows_nothing(tool_id: str) -> None:
    """Every slot of an empty paper is a place to fill in, and every section has its advice."""
    tool = TOOLS[tool_id]
    empty = paper(tool, GUIDE)

    assert (empty.partner, empty.made) == ("", None)
    assert headings(empty) == [section.heading for section in tool.sections]
    for section in tool.sections:
        assert Lines("note", (section.advice,)) in empty.blocks
    named = [name for section in tool.sections for _, name in slots_of(section)]
    assert len(empty.blanks) >= len(named) - named.count("measures")


@pytest.mark.parametrize("tool_id", TOOLS)
def test_a_filled_paper_leaves_fewer_places(tool_id: str) -> None:
    """The more the record knows, the less is to fill in; a bare record leaves most."""
    empty, bare, rich = (
        len(told.blanks)
        for told in (paper(TOOLS[tool_id], GUIDE), filled(tool_id, partner()), filled(tool_id))
    )

    assert rich < bare <= empty


@pytest.mark.parametrize("tool_id", TOOLS)
def test_the_guide_shows_the_empty_paper(tool_id: str) -> None:
    """A tool's page in the guide holds all of its empty paper."""
    tool = TOOLS[tool_id]
    page = page_of(GUIDE, tool)

    assert set(as_blocks(paper(tool, GUIDE))) <= set(page.blocks)


def test_a_memorandum_holds_what_the_record_holds() -> None:
    """Names, dates, notice and insurance stand in the text; the newest of a kind counts."""
    told = lines(filled("memorandum"))

    assert (
        "This memorandum is between Millbrook Council (the council) and Friends of Kingfisher "
        "Park (the partner). It covers Kingfisher Park." in told
    )
    assert "The group keeps the wildflower bank.\nWe cannot be there every week." in told
    assert "It runs until 1 May 2027" in told
    assert any(line.startswith("This memorandum runs from 1 April 2024 until") for line in told)
    assert any("writing to the other 30 days ahead" in line for line in told)
    assert any("We speak at least once every 60 days" in line for line in told)


def test_what_is_not_known_says_what_belongs_there() -> None:
    """A place to fill in names what it is for."""
    told = filled("memorandum", partner())

    assert "the council's lead officer" in told.blanks
    assert "Name one officer to speak to: [to fill in: the council's lead officer]" in lines(told)


def test_advice_goes_when_a_section_is_full() -> None:
    """What is said to the writer stands only where something is left to write."""
    full = filled("memorandum")
    purpose = next(s for s in TOOLS["memorandum"].sections if s.id == "purpose")
    parties = next(s for s in TOOLS["memorandum"].sections if s.id == "between")

    assert Lines("note", (purpose.advice,)) not in full.blocks
    assert Lines("note", (parties.advice,)) in full.blocks


def test_a_date_that_has_passed_is_told_as_such() -> None:
    """A certificate that ran out is not told as one that runs."""
    expired = partner(documents={"one": {"kind": "insurance", "expires": "2026-11-22"}})

    assert "It runs until 22 November 2026, which has passed" in lines(
        filled("memorandum", expired)
    )


def test_what_the_level_does_not_ask_for_is_not_missed() -> None:
    """A note of an item above the partner's level is left out; one that is there stands."""
    label = "Help they are given: "
    item = {"small-partner-help": {"note": "Forms by phone"}}

    assert not any(line.startswith(label) for line in lines(filled("handover-note", partner())))
    standard = filled("handover-note", partner(level="standard"))
    assert f"{label}[to fill in: what help the partner is given]" in lines(standard)
    noted = filled("handover-note", partner(checklist=item))
    assert f"{label}Forms by phone" in lines(noted)


def test_tables_that_stand_together_are_named() -> None:
    """A table alone below its heading needs no caption that is seen; two do."""
    told = filled("handover-note")

    assert table(told, "Action").is_alone
    assert not table(told, "Risk").is_alone
    assert "Open risks:" in lines(told)


def test_risks_stand_with_the_highest_first() -> None:
    """A risk's row has its two figures, the score, and a place to fill in where one lacks."""
    rows = cells(table(filled("risk-register"), "Risk"))

    assert rows == [
        [
            *("The secretary leaves", "3", "4", "12", "Parks officer"),
            *("to fill in: what we do", "1 October 2026, which has passed"),
        ],
        [
            *("Tools are stolen", "1", "2", "2", "to fill in: owner"),
            *("to fill in: what we do", "to fill in: look again"),
        ],
    ]


def test_a_meeting_begins_with_the_last_actions() -> None:
    """Open actions come first, then those done since the last meeting, and no older ones."""
    rows = cells(table(filled("meeting-agenda"), "Action"))

    assert [(row[0], row[3]) for row in rows] == [
        ("Order gloves", "Open"),
        ("Mend the gate", "Done 2 October 2026"),
    ]


def test_a_results_row_has_start_target_and_last_figure() -> None:
    """A result tells its unit, start figure, target, date and newest figure."""
    assert cells(table(filled("measures-sheet"), "Result")) == [
        [
            *("Volunteer hours (more is better)", "hours", "900", "1,200"),
            *("31 March 2027", "350, 30 September 2026"),
        ]
    ]


def test_a_measures_sheet_hides_the_councils_scores() -> None:
    """The partner scores alone: it sees what scores look like, and room for its own."""
    rows = table(filled("measures-sheet"), "Measure").rows

    assert [row[0][0] for row in rows] == [
        f"{m.name}. {m.question}" for m in GUIDE.measures if m.level == "light"
    ]
    assert {row[-2:] for row in rows} == {((), ())}
    assert not any("15 September 2026" in line for line in lines(filled("measures-sheet")))


def test_a_handover_lists_the_days_ahead_in_order() -> None:
    """Ends, notice, actions and targets stand in one list; a certificate since renewed does not."""
    rows = cells(table(filled("handover-note"), "Day"))

    assert rows[0][0] == "30 November 2026"
    assert [what for _, what in rows] == [
        "Action: Order gloves",
        "Last day for notice on Memorandum of understanding: Second",
        "Memorandum of understanding: Second ends",
        "Target date: Volunteer hours",
        "Insurance runs out",
    ]


def test_dates_that_have_passed_stand_apart_from_those_ahead() -> None:
    """A day that nothing has settled is told below; what is done or reached is not."""
    told = filled("handover-note")
    ahead, passed = (b for b in told.blocks if isinstance(b, Table) and b.header[0] == "Day")

    assert (ahead.caption, passed.caption) == ("Dates ahead", "Dates that have passed")
    assert cells(passed) == [["1 October 2026", "Look again at the risk: The secretary leaves"]]
    none = filled("handover-note", partner())
    *_, passed = (b for b in none.blocks if isinstance(b, Table) and b.header[0] == "Day")
    assert cells(passed) == [["None", ""]]


@pytest.mark.parametrize("tool_id", TOOLS)
@pytest.mark.parametrize(
    ("days", "is_ahead"), [(-400, False), (-1, False), (0, True), (1, True), (400, True)]
)
def test_no_date_that_has_passed_stands_among_dates_ahead(
    tool_id: str, days: int, is_ahead: bool
) -> None:
    """Whatever a date is of, it is ahead until its day is over."""
    day = (TODAY + timedelta(days=days)).isoformat()
    record = partner(
        agreements={"a": {"title": "Terms", "period": {"ends": day, "notice_days": 0}}},
        documents={"d": {"kind": "accounts", "expires": day}},
        actions={"a": {"title": "Order gloves", "due": day}},
        risks={"r": {"title": "Ice", "look_again": day}},
        dependencies={"f": {"title": "Fund", "ends": day}},
        results={"t": {"name": "Trees", "due": day}},
        reviews={"r": {"on": "2020-01-01", "decision": "continue", "reason": "x", "next_on": day}},
    )
    tables = [b for b in filled(tool_id, record).blocks if isinstance(b, Table)]
    for found in tables:
        if found.header == ("Day", "What"):
            is_full = len(found.rows) == 7
            assert is_full is ((found.caption == "Dates ahead") is is_ahead)


@pytest.mark.parametrize(("policy", "told"), [(90, "90 days"), (45, "45 days"), (1, "1 day")])
@pytest.mark.parametrize("tool_id", ["memorandum", "communications-plan"])
def test_a_paper_takes_the_longest_gap_from_the_policy(
    tool_id: str, policy: int, told: str
) -> None:
    """Where nothing else was agreed with the partner, the council's policy holds."""
    found = paper(TOOLS[tool_id], GUIDE, partner(), Policy(speak_light=policy), TODAY)

    assert any(f"speak at least once every {told}." in line for line in lines(found))
    assert "how many days at most" not in found.blanks


def test_a_paper_counts_the_next_review_by_the_policy() -> None:
    """Without a day of its own the next review follows the last one by the policy's days."""
    review = {"on": "2026-06-01", "decision": "continue", "reason": "All is well"}
    told = lines(filled("memorandum", partner(reviews={"r": review})))
    ended = filled("memorandum", partner(reviews={"r": {**review, "decision": "end"}}))

    assert any("once a year; the next time is 1 June 2027." in line for line in told)
    assert "when the next review is" in ended.blanks


def test_a_paper_says_how_often_figures_and_reviews_are_asked_for() -> None:
    """The policy decides both, and the paper asks nobody for it."""
    policy = Policy(review_every=180, results_every=30)
    found = paper(TOOLS["memorandum"], GUIDE, partner(), policy, TODAY)
    told = " ".join(lines(found))

    assert "look at it together every 180 days" in told
    assert "how it is going, every 30 days, with these figures" in told


def test_an_agenda_and_terms_take_the_meetings_from_the_record() -> None:
    """The next meeting and the one after it are told, and what was is not."""
    meetings = {
        "past": {"title": "Walk", "on": "2026-11-01", "place": "Gate"},
        "late": {"title": "Board", "on": "2027-01-12", "place": "Library"},
        "next": {"title": "Board", "on": "2026-12-02", "at": "10:00", "place": "Hall"},
    }
    record = partner(meetings=meetings)
    agenda, terms = (lines(filled(t, record)) for t in ("meeting-agenda", "terms-of-reference"))

    assert "Day, time and place to meet: 2 December 2026, 10:00, Hall" in agenda
    assert "12 January 2027, Library" in agenda
    assert "Meetings: 2 December 2026, 10:00, Hall; 12 January 2027, Library" in terms
    assert "Meetings: [to fill in: the dates set for meetings and walks]" in lines(
        filled("terms-of-reference", partner())
    )


def test_papers_take_collectors_checks_and_open_ends_from_the_record() -> None:
    """Who collects figures, who checked the partner, and an agreement without a last day."""
    record = partner(
        level="standard",
        results={"r": {"name": "Trees", "collector": "Chair"}},
        checklist={"checks-done": {"mark": {"state": "done", "by": "Ann", "on": "2026-10-01"}}},
        agreements={
            "m": {"kind": "memorandum", "title": "Terms", "period": {"starts": "2026-04-01"}}
        },
        deputy_officer="Ranger",
    )
    jobs = cells(table(filled("who-does-what", record), "Job"))
    checks = filled("checks-list", record)

    assert ["Collect and send figures", "Chair"] in [row[:2] for row in jobs]
    assert any(
        "Checked by, and on which day; Answer: Ann, 1 October 2026" in x for x in lines(checks)
    )
    assert any(
        line.startswith("This memorandum runs from 1 April 2026 until further notice.")
        for line in lines(filled("memorandum", record))
    )
    assert any("Contact: Ranger" in line for line in lines(filled("handover-note", record)))


PROSE = "The first paragraph.\nIts second line.\n\nThe second paragraph."


@pytest.mark.parametrize(
    ("tool_id", "fields"),
    [
        ("memorandum", {"purpose": PROSE}),
        ("terms-of-reference", {"purpose": PROSE}),
        ("exit-plan", {"exit_arrangements": PROSE}),
        ("handover-note", {"notes": PROSE}),
        ("handover-note", {"checklist": {"handover-ready": {"note": PROSE}}, "level": "full"}),
        ("risk-register", {"risks": {"r": {"title": "Ice", "response": PROSE}}}),
        (
            "health-check",
            {"reviews": {"r": {"on": "2026-01-01", "decision": "change", "reason": PROSE}}},
        ),
        (
            "handover-note",
            {"log": {"l": {"kind": "call", "note": PROSE, "on": "2026-01-01", "by": "A"}}},
        ),
    ],
)
def test_prose_keeps_its_line_breaks(tool_id: str, fields: dict[str, object]) -> None:
    """What somebody wrote in paragraphs is told in paragraphs, in text, points and cells."""
    assert any(PROSE in line for line in lines(filled(tool_id, partner(**fields))))


def test_a_handover_tells_the_log_newest_first() -> None:
    """The last entries stand as they were logged, and a call without answer is no contact."""
    told = filled("handover-note")

    assert "Last reached: 15 September 2026, meeting" in lines(told)
    logged = next(b for b in told.blocks if isinstance(b, Table) and b.header[1] == "How")
    assert cells(logged) == [
        ["20 November 2026", "Tried, no answer", "No answer"],
        ["15 September 2026", "Meeting", "Walked the bank"],
    ]


def test_checks_are_those_of_the_level() -> None:
    """At light a paper asks for the papers of every partner; at full for all three lists."""
    light, standard, full = (
        headings(filled("checks-list", partner(level=level)))
        for level in ("light", "standard", "full")
    )

    assert "At standard, as well" not in light
    assert "At full, as well" not in standard
    assert {"At standard, as well", "At full, as well"} <= set(full)


@pytest.mark.parametrize("tool_id", [tool.id for tool in GUIDE.tools if tool.reader == "partner"])
def test_a_paper_for_the_partner_holds_no_notes(tool_id: str) -> None:
    """What an officer noted for colleagues, and the log, never go out."""
    told = "\n".join(lines(filled(tool_id)))

    assert "hard to reach" not in told
    assert "colleagues only" not in told
    assert "Walked the bank" not in told
    assert "read it through before you send it" in told


def test_the_members_of_a_joint_body_stand_in_its_terms() -> None:
    """The bodies that are part of it are its members; who attends is to fill in."""
    board = partner(name="Wendle Valley Board")
    told = paper(TOOLS["terms-of-reference"], GUIDE, board, members=["Oakham Council"])

    assert table(told, "Member").rows == (
        (("Oakham Council",), (Blank("who attends"),), (Blank("what it brings"),)),
    )


def test_what_the_record_says_is_never_read_as_a_slot() -> None:
    """Braces in a name are a part of the name."""
    told = filled("memorandum", partner(name="{lead-officer} {blank: x}"))

    assert any("and {lead-officer} {blank: x} (the partner)" in line for line in lines(told))


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1, max_size=40))
def test_a_slot_holds_exactly_what_the_record_holds(text: str) -> None:
    """A text of the record stands in the paper as it is, on one line."""
    try:
        record = partner(purpose=text)
    except FieldsRefused:
        assume(False)
    assert record.purpose is not None

    assert clean_line(record.purpose) in lines(filled("memorandum", record))


@pytest.mark.parametrize("field", ["text", "rows", "slots"])
def test_an_unknown_slot_is_a_problem(field: str) -> None:
    """A name that no slot has is refused wherever it stands."""
    assert problem_of_slot(field, "lead-oficer") == "no slot is called 'lead-oficer'"
    assert problem_of_slot(field, "lead-officer") == ""


def test_a_table_stands_in_no_line() -> None:
    """A slot that is a table is refused inside a text, and a blank outside one."""
    assert problem_of_slot("text", "risks") == (
        "the slot 'risks' is a table and cannot stand in a line"
    )
    assert problem_of_slot("slots", "risks") == ""
    assert problem_of_slot("text", "blank") == ""
    assert problem_of_slot("slots", "blank") == "no slot is called 'blank'"


def test_every_slot_is_used() -> None:
    """No fact is offered that no paper tells, and every note is of an item that exists."""
    used = {name for tool in GUIDE.tools for s in tool.sections for _, name in slots_of(s)}

    assert set(SLOTS) - used == set()
    assert set(NOTED) <= {item.id for item in GUIDE.items}


def test_a_paper_says_how_far_it_is() -> None:
    """The state counts what is left, and tells the day a filled one was made."""
    told = Paper("x", "X", "", "", (Lines("text", (Blank("a name"),)),), (), TODAY)

    assert told.blanks == ("a name",)
    assert told.state == (
        'Made on 23 November 2026 from the register of partners. 1 place is marked "to fill in".'
    )
