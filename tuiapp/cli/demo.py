"""Filling a demo register by the same deeds an officer does."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuiapp.cli.context import today
from tuiapp.content.loader import load_guide
from tuiapp.domain import deeds
from tuiapp.domain.bodies import set_membership
from tuiapp.domain.choices import VIEWS
from tuiapp.domain.part_deeds import put_item
from tuiapp.domain.query import find_partner
from tuiapp.domain.record import PARTS
from tuiapp.store.file_register import FileRegister, now

if TYPE_CHECKING:
    from datetime import datetime

    from tuiapp.domain.changes import Document, Proposal
    from tuiapp.domain.guide import Guide


def fill_with_demo(path: Path) -> int:
    """Add the made-up partners to a new register, with a past; return how many."""
    text = resources.files("tuiapp.content").joinpath("demo.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)["deeds"]
    for deed in told:
        _do(path, deed, now() - timedelta(days=deed["days"]))
    return len(told)


def _do(path: Path, deed: dict[str, Any], at: datetime) -> None:
    """Add one partner, keep its record, tick and score it, all by one post on one day."""
    register = FileRegister(path, by=deed["by"], clock=lambda: at)
    fields = dict(deed["add"])
    added = register.save(deeds.add(fields.pop("name"), fields))
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
        document = save(deeds.tick(document, item, state, by=deed["by"], on=at.date()))
    _score(guide, deed, at, document, save)


def _item(document: Document, told: dict[str, Any], by: str, guide: Guide) -> Proposal:
    """Propose an item of a part of the record; its days are typed as an officer types them."""
    fields = {name: text for name, text in told.items() if name not in ("part", "id")}
    part, item_id = PARTS[told["part"]], told.get("id")
    return put_item(document, part, fields, today=today(), by=by, item_id=item_id, guide=guide)


def _score(guide: Guide, deed: dict[str, Any], at: datetime, document: Document, save: Any) -> None:
    measures = {measure.id: measure for measure in guide.measures}
    given = [
        deeds.GivenScore(measures[measure_id], view, value)
        for view in VIEWS
        for measure_id, value in deed.get(view, {}).items()
    ]
    if given:
        save(deeds.score(document, given, by=deed["by"], on=at.date()))
