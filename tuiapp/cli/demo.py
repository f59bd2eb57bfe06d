"""Filling a demo register by the same deeds an officer does."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Generator, Iterator
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuiapp.cli.context import today
from tuiapp.content.loader import load_guide
from tuiapp.domain.choices import VIEWS
from tuiapp.domain.register import partner_edits
from tuiapp.domain.register.find import find_partner
from tuiapp.domain.register.memberships import set_membership
from tuiapp.domain.register.part_catalogue import PARTS
from tuiapp.domain.register.part_edits import put_item
from tuiapp.store.file_register import FileRegister, create_register, now
from tuiapp.store.storage import keep_aside, not_saved

if TYPE_CHECKING:
    from datetime import datetime

    from tuiapp.domain.changes.edits import Document, Proposal
    from tuiapp.domain.models.guide import Guide


AUTHORITY = "Demonstration Borough Council"
"""The council whose register a demo is, where no other is named."""


def make_demo(path: Path, by: str) -> Generator[tuple[int, int], None, None]:
    """Make a demo register one partner at a time; yield how many are in, and of how many.

    It is at its path once all are in, and no part of it ever is: whoever stops early leaves
    nothing behind.

    Raises:
        NotSaved: There is such a file already, or the disk refused.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=".demo-", dir=path.parent) as folder:
            made = Path(folder) / path.name
            create_register(made, by=by, authority=AUTHORITY, demo=True)
            yield from _fill(made)
            keep_aside(made, path)
    except OSError as error:
        raise not_saved(path, error) from None


def fill_with_demo(path: Path) -> int:
    """Add the made-up partners to a new register, with a past; return how many."""
    return sum(1 for _ in _fill(path))


def _fill(path: Path) -> Iterator[tuple[int, int]]:
    """Add one made-up partner after the other; yield how many are in, and of how many."""
    text = resources.files("tuiapp.content").joinpath("demo.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)["deeds"]
    for number, deed in enumerate(told, start=1):
        _do(path, deed, now() - timedelta(days=deed["days"]))
        yield number, len(told)


def _do(path: Path, deed: dict[str, Any], at: datetime) -> None:
    """Add one partner, keep its record, tick and score it, all by one post on one day."""
    register = FileRegister(path, by=deed["by"], clock=lambda: at)
    fields = dict(deed["add"])
    added = register.save(partner_edits.add(fields.pop("name"), fields))
    partner_id = added.edit.changes[0].record if added.edit else ""

    def save(proposal: Proposal) -> Document:
        return register.save(proposal).snapshot.documents[partner_id]

    documents = register.snapshot.documents
    document = documents[partner_id]
    if "part_of" in deed:
        bodies = [find_partner(documents, name)["id"] for name in deed["part_of"]]
        document = save(set_membership(document, bodies, documents))
    guide = load_guide()
    for told in deed.get("record", ()):
        document = save(_item(document, told, deed["by"], guide))
    for item_id, state in deed.get("tick", {}).items():
        item = guide.item(item_id)
        document = save(partner_edits.tick(document, item, state, by=deed["by"], on=at.date()))
    _score(guide, deed, at, document, save)


def _item(document: Document, told: dict[str, Any], by: str, guide: Guide) -> Proposal:
    """Propose an item of a part of the record; its days are typed as an officer types them."""
    fields = {name: text for name, text in told.items() if name not in ("part", "id")}
    part, item_id = PARTS[told["part"]], told.get("id")
    return put_item(document, part, fields, today=today(), by=by, item_id=item_id, guide=guide)


def _score(guide: Guide, deed: dict[str, Any], at: datetime, document: Document, save: Any) -> None:
    measures = {measure.id: measure for measure in guide.measures}
    given = [
        partner_edits.GivenScore(measures[measure_id], view, value)
        for view in VIEWS
        for measure_id, value in deed.get(view, {}).items()
    ]
    if given:
        save(partner_edits.score(document, given, by=deed["by"], on=at.date()))
