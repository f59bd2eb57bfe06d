"""Filling a demo register by the same deeds an officer does."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuiapp.content.loader import load_guide
from tuiapp.domain import deeds
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
    """Add one partner, then tick and score it, all by one post on one day."""
    register = FileRegister(path, by=deed["by"], clock=lambda: at)
    fields = dict(deed["add"])
    added = register.save(deeds.add(fields.pop("name"), fields))
    partner_id = added.edit.changes[0].record if added.edit else ""

    def save(proposal: Proposal) -> Document:
        return register.save(proposal).snapshot.documents[partner_id]

    document = register.snapshot.documents[partner_id]
    guide = load_guide()
    for item_id, state in deed.get("tick", {}).items():
        item = guide.item(item_id)
        document = save(deeds.tick(document, item, state, by=deed["by"], on=at.date()))
    _score(guide, deed, at, document, save)


def _score(guide: Guide, deed: dict[str, Any], at: datetime, document: Document, save: Any) -> None:
    measures = {measure.id: measure for measure in guide.measures}
    for view in ("council", "partner"):
        for measure_id, value in deed.get(view, {}).items():
            proposal = deeds.score(
                document,
                measures[measure_id],
                value,
                view="council" if view == "council" else "partner",
                by=deed["by"],
                on=at.date(),
            )
            document = save(proposal)
