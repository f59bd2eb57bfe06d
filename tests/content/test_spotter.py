"""The opportunity spotter's questions, as they are shipped, and what is refused of them."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from tuiapp.content.loader import PARTS, ContentFault, guide_from, load_guide
from tuiapp.domain.models.guide import SpotterQuestion

QUESTIONS = load_guide().spotter


def shipped() -> dict[str, str]:
    """Return the text of every file of the guide."""
    folder = resources.files("tuiapp.content")
    return {f"{p}.toml": folder.joinpath(f"{p}.toml").read_text(encoding="utf-8") for p in PARTS}


def fault(files: dict[str, str]) -> str:
    """Return what the loader says of files that are wrong."""
    with pytest.raises(ContentFault) as found:
        guide_from(files)
    return found.value.message


def test_the_seven_questions_stand_in_their_order() -> None:
    """From who is responsible to what happens if they stop; two of them take several answers."""
    assert [question.id for question in QUESTIONS] == [
        "responsible",
        "decisions",
        "law",
        "exchange",
        "other-side",
        "stake",
        "stops",
    ]
    assert [question.id for question in QUESTIONS if question.several] == ["exchange", "stake"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_question_can_be_asked_and_answered(question: SpotterQuestion) -> None:
    """It asks, helps in a few words, and says whom to ask where nobody is sure."""
    assert question.question.endswith("?")
    assert question.not_sure.startswith("Ask ")
    assert question.not_sure.endswith("?")
    assert len(question.help.split()) <= 30
    for answer in question.answers:
        assert not answer.words.endswith("."), answer.id
        assert answer.reason.endswith("."), answer.id
        assert all(line.endswith((".", "?")) for line in answer.ask_first), answer.id


def test_reasons_fit_a_line_of_the_record() -> None:
    """A reason may become the line that says why it counts as a partnership."""
    assert all(len(a.reason) <= 300 for q in QUESTIONS for a in q.answers)


def test_law_is_labelled_with_its_nation() -> None:
    """A paragraph that names an Act, a code or a strategy says where it holds."""
    texts = [p for q in QUESTIONS for p in q.text.splitlines()]
    texts += [line for q in QUESTIONS for a in q.answers for line in (*a.ask_first, a.instead)]
    for text in texts:
        if re.search(r"Act \d|Code \d|local nature|subsidy|advertised", text):
            assert re.search(r"\b(England|UK|Wales):? ", text), text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            'items = ["power-confirmed"]',
            'items = ["power-confirmd"]',
            "spotter.toml, law, names, items: no checklist item is called 'power-confirmd'; "
            "the nearest is 'power-confirmed'.",
            id="an item",
        ),
        pytest.param(
            'sources = ["page", "mersey-forest", "ours"]',
            'sources = ["page", "mersy-forest", "ours"]',
            "spotter.toml, other-side, several, sources: no source is called 'mersy-forest'; "
            "the nearest is 'mersey-forest'.",
            id="a source",
        ),
        pytest.param(
            'framework = "statutory"',
            'framework = "legal"',
            "spotter.toml, law, names, framework: "
            "Input should be 'not-for-profit', 'statutory' or 'strategic-alliance'.",
            id="a framework",
        ),
        pytest.param(
            'leans = "by-law"',
            'leans = "maybe"',
            "spotter.toml, law, names, leans: Input should be 'yes', 'no', 'by-law' or 'counts'.",
            id="a leaning",
        ),
        pytest.param(
            'instead = "Our own project, with consultation."\n',
            "",
            "spotter.toml, responsible, us: Value error, "
            "an answer that says no, and no other, says what to use instead.",
            id="a no without what to use",
        ),
        pytest.param(
            "[law.answers.no]",
            "[law.answers.not-sure]",
            "spotter.toml, law, not-sure: Value error, "
            "'not-sure' is an answer of every question already.",
            id="an answer of every question",
        ),
        pytest.param(
            'together_reason = "Two or more things are at stake, '
            'and together they ask for the full level."\n',
            "",
            "spotter.toml, stake: Value error, `together` needs `several` and `together_reason`.",
            id="no reason for two together",
        ),
        pytest.param(
            "several = true\ntext",
            "text",
            "spotter.toml, exchange: Value error, "
            "`alone` is for the answers of a question that takes several.",
            id="alone among one",
        ),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(old: str, new: str, said: str) -> None:
    """A dead reference or a rule that makes no sense is told with its question and answer."""
    files = shipped()
    text = files["spotter.toml"]

    assert old in text
    assert fault({**files, "spotter.toml": text.replace(old, new, 1)}) == said


def test_a_framework_that_is_gone_is_missed() -> None:
    """An answer cannot point to a framework that the guide no longer describes."""
    files = shipped()
    text = files["frameworks.toml"]
    start, end = text.index("[statutory]"), text.index("[strategic-alliance]")

    assert fault({**files, "frameworks.toml": text[:start] + text[end:]}) == (
        "spotter.toml, law, names, framework: no framework is called 'statutory'; "
        "the nearest is 'strategic-alliance'."
    )
