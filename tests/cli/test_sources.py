"""Where the guidance comes from, by command."""

from __future__ import annotations

from tests.conftest import Run
from tuiapp.content.loader import load_guide


def test_every_source_is_told_with_its_licence_and_what_we_changed(run_here: Run) -> None:
    """A script gets title, publisher, date, licence, address and what we took of each source."""
    told = run_here("guide", "sources", "--json").json
    fields = ("id", "title", "publisher", "date", "licence", "address", "used_for")

    assert [{name: source[name] for name in fields} for source in told] == [
        source.model_dump(include=set(fields)) for source in load_guide().sources
    ]
    assert all(source["title"] and source["publisher"] and source["used_for"] for source in told)


def test_what_is_under_a_licence_says_which_and_what_was_changed(run_here: Run) -> None:
    """The guide that ours is made after is told with its licence and with our changes."""
    (page,) = [s for s in run_here("guide", "sources", "--json").json if s["id"] == "page"]

    assert "CC BY 4.0" in page["licence"]
    assert "rewrote" in page["used_for"]
    assert f"Licence: {page['licence']}" in run_here("guide", "sources", "page").out


def test_every_source_an_entry_names_can_be_read(run_here: Run) -> None:
    """The ids in an entry's JSON lead to its sources."""
    ids = {source["id"] for source in run_here("guide", "sources", "--json").json}
    item = run_here("guide", "stages", "exit-plan", "--json").json

    assert item["sources"]
    assert set(item["sources"]) <= ids
