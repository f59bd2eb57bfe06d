from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import pytest

from tuiapp.content.loader import PARTS, ContentFault, guide_from, load_guide

if TYPE_CHECKING:
    from tuiapp.domain.models.guide import Guide

BENEFITS = [
    "local-reach",
    "faster-decisions",
    "room-to-experiment",
    "negotiation-insight",
    "mix-of-skills",
    "shared-aims",
    "people-left-out",
    "community-knowledge",
    "visibility",
    "new-grants",
    "extra-project-money",
    "other-income",
    "pooled-resources",
    "help-in-kind",
    "lower-prices",
]

LIGHT_ITEMS = [
    "need-stated",
    "route-chosen",
    "checks-done",
    "insurance-current",
    "people-named",
    "terms-signed",
    "contact-rhythm",
    "one-contact",
    "first-visit",
    "outcomes-few",
    "review-dates",
]

FULL_ITEMS = ["land-checked", "put-right", "level-agreed", "yearly-summary", "duty-evidence"]

MEASURES = [
    "need",
    "purpose",
    "commitment",
    "trust",
    "arrangements",
    "learning",
    "mutual-gain",
    "fair-load",
    "independence",
]


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide()


@pytest.fixture
def files() -> dict[str, str]:
    folder = resources.files("tuiapp.content")
    names = [f"{part}.toml" for part in PARTS]
    return {name: folder.joinpath(name).read_text(encoding="utf-8") for name in names}


def broken(files: dict[str, str], name: str, old: str, new: str) -> str:
    """Return what the loader says when one piece of one file is replaced."""
    assert old in files[name], f"{name} no longer holds {old!r}"
    with pytest.raises(ContentFault) as fault:
        guide_from({**files, name: files[name].replace(old, new, 1)})
    return fault.value.message


def test_the_guide_is_read_once(guide: Guide) -> None:
    """Every caller gets the same guide, read a single time."""
    assert load_guide() is guide


def test_every_part_holds_what_it_should(guide: Guide) -> None:
    """The guide has the number of entries that each part promises."""
    counts = {part: len(getattr(guide, part)) for part in PARTS if part != "sources"}
    assert counts == {
        "introduction": 5,
        "frameworks": 3,
        "spotter": 7,
        "families": 8,
        "benefits": 15,
        "pitfalls": 10,
        "stages": 3,
        "measures": 9,
        "results": 16,
        "tools": 12,
        "readings": 2,
        "credits": 3,
    }


def test_the_introduction_is_in_reading_order(guide: Guide) -> None:
    """The introduction goes from why, by sharing and the plan, to frameworks and mistakes."""
    assert [section.id for section in guide.introduction] == [
        "why-partnerships",
        "pooling-and-stewardship",
        "greening-delivery-plan",
        "why-framework",
        "common-mistakes",
    ]


def test_the_frameworks_can_be_read_side_by_side(guide: Guide) -> None:
    """The 3 frameworks have the same 12 parts in the same order under the same headings."""
    ids = [framework.id for framework in guide.frameworks]
    assert ids == ["not-for-profit", "statutory", "strategic-alliance"]
    parts = {tuple((p.id, p.heading) for p in framework.parts) for framework in guide.frameworks}
    assert [len(part) for part in parts] == [12]


def test_the_benefits_are_in_the_order_of_the_source_page(guide: Guide) -> None:
    """The 15 benefits keep the order of the source page."""
    assert [benefit.id for benefit in guide.benefits] == BENEFITS


def test_a_benefit_does_not_support_itself(guide: Guide) -> None:
    """Every benefit supports another one, never itself."""
    assert all(b.supports and b.id not in b.supports for b in guide.benefits)


def test_four_pitfalls_are_about_managing_risk(guide: Guide) -> None:
    """The group of the source page holds its 4 pitfalls and no other."""
    ids = [pitfall.id for pitfall in guide.pitfalls if pitfall.family == "manage-risk"]
    assert ids == ["no-exit", "cuts-restructure", "income-elsewhere", "putting-right"]


def test_the_stages_hold_their_items(guide: Guide) -> None:
    """The 3 stages have 19, 14 and 14 checklist items."""
    sizes = {stage.id: len(stage.items) for stage in guide.stages}
    assert sizes == {"structure": 19, "relationship": 14, "measures": 14}


def test_a_light_partnership_is_asked_for_eleven_items(guide: Guide) -> None:
    """A light partnership is asked for 11 items in all."""
    assert [item.id for item in guide.items if item.level == "light"] == LIGHT_ITEMS


def test_five_items_are_only_for_the_full_level(guide: Guide) -> None:
    """Only 5 items wait for the full level of checks."""
    assert [item.id for item in guide.items if item.level == "full"] == FULL_ITEMS


def test_the_measures_keep_their_ids(guide: Guide) -> None:
    """The 9 measures keep the ids that scores are stored under."""
    assert [measure.id for measure in guide.measures] == MEASURES


def test_a_light_partnership_is_scored_on_three_measures(guide: Guide) -> None:
    """Trust, arrangements and load are scored by all; the other 6 from the standard level."""
    light = [measure.id for measure in guide.measures if measure.level == "light"]
    assert light == ["trust", "arrangements", "fair-load"]
    assert sum(measure.level == "standard" for measure in guide.measures) == 6


def test_figures_about_people_are_never_added_up(guide: Guide) -> None:
    """People and shares are not added across partners, because that would count them twice."""
    for result in guide.results:
        if result.unit in ("people", "per cent"):
            assert not result.adds_up, result.id


def test_only_open_complaints_are_better_when_fewer(guide: Guide) -> None:
    """Every result but complaints is better when it goes up."""
    assert [result.id for result in guide.results if result.better == "down"] == ["complaints-open"]


def test_every_tool_but_the_memorandum_answers_a_pitfall(guide: Guide) -> None:
    """Each tool is offered against some pitfall, except the memorandum, which is a route."""
    offered = {tool for pitfall in guide.pitfalls for tool in pitfall.tools}
    assert {tool.id for tool in guide.tools} - offered == {"memorandum"}


def test_every_source_is_used(guide: Guide) -> None:
    """No source is listed that nothing in the guide or its credits rests on."""
    used: set[str] = set()
    for part in PARTS:
        for entry in getattr(guide, part):
            inner = (*getattr(entry, "items", ()), *getattr(entry, "parts", ()))
            for one in (entry, *inner):
                used.update(getattr(one, "sources", ()))
    assert {source.id for source in guide.sources} - used == set()


def test_every_source_but_our_judgement_can_be_looked_up(guide: Guide) -> None:
    """Every source has a web address, except our own judgement."""
    for source in guide.sources:
        assert source.address.startswith(("http://", "https://")) or source.id == "ours", source.id


def test_the_source_page_is_credited_as_its_licence_asks(guide: Guide) -> None:
    """The credits give title, author, address, licence and changes, and claim no endorsement."""
    text = next(section.text for section in guide.credits if section.id == "licence")
    page = next(source for source in guide.sources if source.id == "page")
    assert page.title in text
    assert page.publisher in text
    assert page.address in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert "Changes:" in text
    assert "endorses" in text
    assert "preview" not in page.address


def test_a_misspelt_item_is_named_with_the_nearest(files: dict[str, str]) -> None:
    """A pitfall that names no item says which file, entry and field, and what was nearly meant."""
    assert broken(files, "pitfalls.toml", '"exit-plan", "review', '"exit-plann", "review') == (
        "pitfalls.toml, no-exit, items: "
        "no checklist item is called 'exit-plann'; the nearest is 'exit-plan'."
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "benefits.toml",
            'family = "reach-inclusion"',
            'family = "reach"',
            "benefits.toml, local-reach, family: no family of benefits is called 'reach'; "
            "the nearest is 'reach-inclusion'.",
        ),
        (
            "benefits.toml",
            '"room-to-experiment", "new-grants"',
            '"room-to-experiments", "new-grants"',
            "benefits.toml, faster-decisions, supports: no benefit is called "
            "'room-to-experiments'; the nearest is 'room-to-experiment'.",
        ),
        (
            "pitfalls.toml",
            'low_scores = ["arrangements"]',
            'low_scores = ["arrangement"]',
            "pitfalls.toml, unclear-governance, low_scores: no measure is called 'arrangement'; "
            "the nearest is 'arrangements'.",
        ),
        (
            "pitfalls.toml",
            'tools = ["measures-sheet"]',
            'tools = ["measure-sheet"]',
            "pitfalls.toml, hidden-costs, tools: no tool is called 'measure-sheet'; "
            "the nearest is 'measures-sheet'.",
        ),
        (
            "results.toml",
            '"pooled-resources", "help-in-kind"',
            '"pooled-resource", "help-in-kind"',
            "results.toml, volunteer-hours, benefits: no benefit is called 'pooled-resource'; "
            "the nearest is 'pooled-resources'.",
        ),
        (
            "stages.toml",
            'sources = ["himmelman", "ours"]',
            'sources = ["himmelmann", "ours"]',
            "stages.toml, relationship, level-agreed, sources: no source is called 'himmelmann'; "
            "the nearest is 'himmelman'.",
        ),
        (
            "frameworks.toml",
            'sources = ["luton", "ours"]',
            'sources = ["lutton", "ours"]',
            "frameworks.toml, strategic-alliance, who, sources: no source is called 'lutton'; "
            "the nearest is 'luton'.",
        ),
    ],
)
def test_every_reference_is_checked(
    files: dict[str, str], name: str, old: str, new: str, said: str
) -> None:
    """A family, benefit, tool or source that does not exist is named with its file and entry."""
    assert broken(files, name, old, new) == said


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "stages.toml",
            'level = "light"',
            'level = "tiny"',
            "stages.toml, structure, need-stated, level: "
            "Input should be 'light', 'standard' or 'full'.",
        ),
        (
            "stages.toml",
            'level = "light"\n',
            "",
            "stages.toml, structure, need-stated, level: Field required.",
        ),
        (
            "stages.toml",
            "evidence = ",
            "# ",
            "stages.toml, structure, need-stated, evidence: Field required.",
        ),
        (
            "benefits.toml",
            'family = "reach-inclusion"\n',
            "",
            "benefits.toml, local-reach, family: Field required.",
        ),
        (
            "benefits.toml",
            'frameworks = ["not-for-profit"]',
            'frameworks = ["charity"]',
            "benefits.toml, local-reach, frameworks, 0: Input should be "
            "'not-for-profit', 'statutory' or 'strategic-alliance'.",
        ),
        (
            "pitfalls.toml",
            'open_when = ["todo", "doing"]',
            'open_when = ["todo", "done"]',
            "pitfalls.toml, hidden-costs: Value error, done cannot both open and close it.",
        ),
        (
            "tools.toml",
            'name = "Exit plan"\n',
            "",
            "tools.toml, exit-plan, name: Field required.",
        ),
        (
            "readings.toml",
            "[quick-start-guide]",
            "[quick-start-guide]\nauthor = 'x'",
            "readings.toml, quick-start-guide, author: Extra inputs are not permitted.",
        ),
    ],
)
def test_a_field_that_is_wrong_is_named(
    files: dict[str, str], name: str, old: str, new: str, said: str
) -> None:
    """A wrong, missing or unknown field is named with its file, entry and name."""
    assert broken(files, name, old, new) == said


def test_a_rule_that_names_no_fact_of_a_record_is_named(files: dict[str, str]) -> None:
    """A pitfall that waits for a need nobody knows says where, and which there are."""
    said = broken(files, "pitfalls.toml", '["insurance-ended"', '["insurance-over"')

    assert said.startswith("pitfalls.toml, putting-right, needs, 0: Input should be ")
    assert "'insurance-ended'" in said


def test_an_id_that_cannot_be_one_is_refused(files: dict[str, str]) -> None:
    """An id with a capital letter is refused, and named."""
    said = broken(files, "tools.toml", "[exit-plan]", "[Exit-plan]")
    assert said.startswith("tools.toml, Exit-plan, id: ")


def test_an_item_of_two_stages_is_refused(files: dict[str, str]) -> None:
    """An item id is unique across the stages; the later one is named."""
    said = broken(
        files, "stages.toml", "[relationship.items.first-visit]", "[relationship.items.exit-plan]"
    )
    assert said == (
        "stages.toml, relationship, exit-plan: another stage has a checklist item of this name."
    )


def test_an_entry_twice_in_one_file_is_refused(files: dict[str, str]) -> None:
    """Two entries of one name in a file are refused, with the file and the line."""
    said = broken(files, "tools.toml", "[exit-plan]", "[risk-register]")
    assert said.startswith("tools.toml: it is not TOML: ")
    assert "line" in said


def test_frameworks_with_different_parts_are_refused(files: dict[str, str]) -> None:
    """A framework whose parts differ from the first's is named, with both lists of parts."""
    said = broken(files, "frameworks.toml", "[statutory.parts.money]", "[statutory.parts.funds]")
    assert said.startswith("frameworks.toml, statutory, parts: the parts are what-it-is, ")
    assert "those of not-for-profit are" in said


def test_a_family_that_nothing_belongs_to_is_refused(files: dict[str, str]) -> None:
    """A family with no benefit or pitfall in it is named."""
    idle = "[luck]\nof = 'pitfalls'\nheading = 'Luck'\ntext = 'Luck.'\n\n[money]"
    assert broken(files, "families.toml", "[money]", idle) == (
        "families.toml, luck: none of the pitfalls belongs to this family."
    )


def test_a_missing_file_is_named(files: dict[str, str]) -> None:
    """A file that is not there is named."""
    del files["tools.toml"]
    with pytest.raises(ContentFault, match=r"tools\.toml: the file is missing"):
        guide_from(files)


def test_a_field_outside_a_table_is_named(files: dict[str, str]) -> None:
    """A line before the first table is refused and named."""
    files["tools.toml"] = "name = 'Loose'\n" + files["tools.toml"]
    with pytest.raises(ContentFault, match=r"tools\.toml, name: it stands outside"):
        guide_from(files)


def test_a_fault_says_what_to_do(files: dict[str, str]) -> None:
    """A fault has a title and a next step as well as its message."""
    with pytest.raises(ContentFault) as fault:
        guide_from({})
    assert fault.value.title
    assert fault.value.hint
