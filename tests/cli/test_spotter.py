"""The opportunity spotter on the command line: `guide spotter --answer`, `add --spotter`."""

from __future__ import annotations

import pytest

from tests.conftest import Run
from tuiapp.content.loader import load_guide

FRIENDS = (
    *("responsible=both", "decisions=time", "law=no", "exchange=none"),
    *("other-side=charity", "stake=safety", "stops=less-help"),
)


def each(option: str, *answers: str) -> list[str]:
    """Return answers as the arguments of an option."""
    return [word for answer in answers for word in (option, answer)]


def test_the_questions_are_told_with_the_ids_that_answer_them(run_here: Run) -> None:
    """Each question is listed with each of its answers, not sure among them, and how to go on."""
    lines = run_here("guide", "spotter").out.splitlines()

    for question in load_guide().spotter:
        assert f"[{question.id}]" in lines
        for answer in question.answers:
            assert f"- {answer.id}: {answer.words}" in lines
    assert lines.count("- not-sure: Not sure") == 7
    assert "Answer with: partnertui guide spotter --answer" in lines[-2]


def test_one_question_is_read_as_a_page(run_here: Run) -> None:
    """A question is told with what each answer means and adds, and whom to ask."""
    out = run_here("guide", "spotter", "stops").out

    assert out.startswith("If they stop\n\nWhat happens if they stop?\n")
    assert "If: We must step in with staff or money:\n" in out
    assert "- Adds: List what would bring the review forward\n" in out
    assert "If you are not sure:\nAsk the site manager" in out


def test_answers_lead_to_five_parts_with_reasons(run_here: Run) -> None:
    """The outcome is plain text that needs no dashboard and no register."""
    answer = run_here("guide", "spotter", *each("--answer", *FRIENDS))
    lines = answer.out.splitlines()

    assert answer.code == 0
    for line in (
        "Is it a partnership?",
        "Yes.",
        "Framework:",
        "Not-for-profit.",
        "Level of checks:",
        "Standard.",
        "Checklist items it adds:",
        "What would change the answer:",
        "It would not be a partnership, if your answer were:",
        "Your other answers:",
        "- What the law says: No law requires it, so each side is free to join and to leave.",
    ):
        assert line in lines
    assert "Not answered yet:" not in lines
    assert "Not answered yet:" in run_here("guide", "spotter", "--answer", "law=no").out


def test_the_outcome_in_json_is_one_object(run_here: Run) -> None:
    """A script reads value, words and reasons of each part."""
    told = run_here("guide", "spotter", "--json", *each("--answer", *FRIENDS)).json

    assert told["answers"]["stake"] == ["safety"]
    assert told["partnership"]["value"] == "yes"
    assert told["framework"]["value"] == "not-for-profit"
    assert (told["level"]["value"], told["level"]["words"]) == ("standard", "Standard")
    assert told["level"]["reasons"] == [
        {
            "question": "stake",
            "heading": "What is at stake",
            "answer": "Tools, trees, water or crowds without our supervision",
            "text": load_guide().spotter[5].answer("safety").reason,
        }
    ]
    assert {"id", "heading", "asked_anyway", "reasons"} == set(told["items"][0])
    switch = told["changes"][0]["answers"][0]
    assert {"question", "heading", "answer", "words", "how"} == set(switch)
    assert told["unanswered"] == []
    unclear = run_here("guide", "spotter", "--json", "--answer", "law=not-sure").json
    assert unclear["ask_first"][0]["question"] == "law"
    assert "value" not in unclear["framework"]
    assert "law" not in unclear["unanswered"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["spotter", "--answer", "lw=no"], "The nearest is law.", id="a question"),
        pytest.param(["spotter", "--answer", "law=nams"], "nearest is names.", id="an answer"),
        pytest.param(["spotter", "--answer", "law"], "not QUESTION=ANSWER", id="no answer"),
        pytest.param(["--answer", "law=no"], "is for the opportunity spotter", id="no part"),
        pytest.param(["tools", "--answer", "law=no"], "is for the opportunity", id="another part"),
        pytest.param(["spotter", "law", "--answer", "law=no"], "is for the", id="an entry too"),
    ],
)
def test_what_cannot_be_answered_exits_2(run_here: Run, args: list[str], words: str) -> None:
    """A wrong question or answer is named with the nearest."""
    answer = run_here("guide", *args)

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err


def test_a_partner_is_added_with_answers(run_here: Run) -> None:
    """`show` tells the outcome with its reasons, and what is asked for because of it."""
    said = run_here("add", "Oak Friends", *each("--spotter", *FRIENDS), "--set", "place=Oak Park")
    told = run_here("show", "oak friends", "--json").json
    lines = run_here("show", "oak friends").out.splitlines()
    items = {item["id"]: item for stage in told["stages"] for item in stage["items"]}

    assert said.out == "Added Oak Friends. Saved.\n"
    assert (told["framework"], told["level"], told["place"]) == (
        "not-for-profit",
        "standard",
        "Oak Park",
    )
    assert told["spotter"]["verdict"] == "Yes"
    assert told["spotter"]["answers"]["law"] == {"chosen": ["no"]}
    assert told["spotter"]["by"] == "Trees officer"
    assert len(told["spotter"]["reasons"]) == 7
    assert items["put-right"]["why_asked"] == "asked for because the spotter says so"
    assert "why_asked" not in items["insurance-current"]
    assert "Partnership: Yes" in lines
    assert "- Who is responsible: No side could settle it alone." in lines
    put_right = load_guide().item("put-right").heading
    because = ", asked for because the spotter says so"
    assert f"To do: {put_right} [put-right]{because}" in lines


def test_adding_with_answers_is_undone_as_a_whole(run_here: Run) -> None:
    """One undo takes the partner away with its outcome, and redo brings both back."""
    run_here("add", "Oak Friends", *each("--spotter", *FRIENDS))

    assert run_here("undo").code == 0
    assert run_here("show", "oak friends").code == 2
    assert run_here("redo").code == 0
    assert run_here("show", "oak friends", "--json").json["spotter"]["verdict"] == "Yes"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param([], "Missing option '--framework'", id="neither framework nor answers"),
        pytest.param(
            ["--spotter", "law=no"], "none of the three frameworks. Answer other-side", id="unclear"
        ),
        pytest.param(["--spotter", "law=nope"], "The nearest is no.", id="no answer"),
        pytest.param(
            each("--spotter", "exchange=grant"), "Use instead: A grant", id="no partnership"
        ),
        pytest.param(
            [*each("--spotter", *FRIENDS), "--set", "level=light"],
            "level_reason: the answers say standard; say why not",
            id="a level without a reason",
        ),
    ],
)
def test_what_cannot_be_added_changes_nothing(run_here: Run, args: list[str], words: str) -> None:
    """It exits 2 with what is missing."""
    before = run_here("list", "--json").out
    answer = run_here("add", "Oak Friends", *args)

    assert answer.code == 2
    assert words in answer.err
    assert run_here("list", "--json").out == before


def test_a_framework_that_is_named_fills_what_the_answers_leave_open(run_here: Run) -> None:
    """Where nobody said who is on the other side, the officer names the framework."""
    run_here("add", "Oak", "--framework", "statutory", "--spotter", "law=no")
    told = run_here("show", "oak", "--json").json

    assert told["framework"] == "statutory"
    assert told["spotter"]["framework"].startswith("Not yet clear")
