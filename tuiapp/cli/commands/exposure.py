"""Benefits and pitfalls with the register beside them: who brings one, who is open to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuiapp.cli.context import today, with_options
from tuiapp.cli.output import say
from tuiapp.domain.attention.today import accepted
from tuiapp.domain.choices import FRAMEWORKS, nearest_of
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.guide import Benefit, Pitfall
from tuiapp.domain.text import clean_line
from tuiapp.errors import InputRefused
from tuiapp.person import paths
from tuiapp.store.storage import is_there

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tuiapp.cli.context import Context
    from tuiapp.domain.attention.exposure import Bringer, Closing, OpenState, Weighed
    from tuiapp.domain.changes.edits import Document
    from tuiapp.domain.models.guide import Guide
    from tuiapp.domain.models.partner import Partner
    from tuiapp.store.register import Snapshot

WEIGHED = ("benefits", "pitfalls")
"""The parts of the guide that are weighed against the register, and can be narrowed."""


def narrowed(
    guide: Guide, part: str, entries: Sequence[Any], family: str, framework: str
) -> list[Any]:
    """Return the entries of a family that matter most in a framework; "" is any.

    Raises:
        InputRefused: There is no such family of this part, or no such framework.
    """
    if not (family or framework):
        return list(entries)
    families = [one.id for one in guide.families if one.of == part]
    _refuse_unknown("family", family, families)
    _refuse_unknown("framework", framework, list(FRAMEWORKS))
    return [
        entry
        for entry in entries
        if family in ("", entry.family) and (not framework or framework in entry.frameworks)
    ]


def _refuse_unknown(kind: str, named: str, known: list[str]) -> None:
    if named and named not in known:
        hint = nearest_of(named, known, "There are {}.")
        raise InputRefused(f"Unknown {kind}", f"There is no {kind} '{clean_line(named)}'.", hint)


def register_at_hand(context: Context) -> Snapshot | None:
    """Return the register that was named, or the usual one if there is any; None without.

    Raises:
        RegisterUnreadable: It is missing though it was named, or it cannot be read.
    """
    try:
        has_register = context.is_register_named or is_there(context.register_path)
    except paths.NoHome:
        return None  # no usual place, so no register in it
    if not has_register:
        return None
    return context.open_register().snapshot


def weighed_object(guide: Guide, entry: object, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the register says of a benefit or pitfall, as fields of its JSON object."""
    told: dict[str, Any] = {}
    if isinstance(entry, Benefit):
        brought, unknown = _brought(guide, entry, snapshot.accepted())
        told["brought_by"] = [_bringer_object(one) for one in brought]
        if unknown:
            told["unknown"] = [_bringer_object(one) for one in unknown]
    elif isinstance(entry, Pitfall):
        for state, weighed in _weighed(guide, entry, snapshot).items():
            told[state.replace("-", "_")] = [_weighed_object(one) for one in weighed]
    unread = _unread(snapshot)
    if unread:
        told["unread"] = [{"partner": one["id"], "name": one.get("name", "")} for one in unread]
    return told


def say_weighed(guide: Guide, entry: object, snapshot: Snapshot) -> None:
    """Write what the register says of a benefit or pitfall, below its page."""
    if isinstance(entry, Benefit):
        _say_benefit(guide, entry, snapshot.accepted())
    elif isinstance(entry, Pitfall):
        _say_pitfall(_weighed(guide, entry, snapshot))
    unread = _unread(snapshot)
    if unread:
        why = with_options("partnertui check says why")
        say(f"\nCannot be read, so left out; {why} ({len(unread)}):")
        for document in unread:
            _say_point(str(document.get("name", "")))


def _unread(snapshot: Snapshot) -> list[Document]:
    """Return the accepted partners that cannot be read, by name."""
    readable = {partner.id for partner in snapshot.accepted()}
    return [one for one in accepted(snapshot.documents.values()) if one["id"] not in readable]


def _brought(
    guide: Guide, benefit: Benefit, partners: Sequence[Partner]
) -> tuple[tuple[Bringer, ...], tuple[Bringer, ...]]:
    """Return who brings a benefit, and what partners bring that the guide does not know."""
    # Here and not above: who only reads the guidance waits for no partner's model.
    from tuiapp.domain.attention.exposure import bringers, unknown_benefits

    return bringers(benefit, partners), unknown_benefits(guide, partners)


def _weighed(
    guide: Guide, pitfall: Pitfall, snapshot: Snapshot
) -> Mapping[OpenState, Sequence[Weighed]]:
    from tuiapp.domain.attention.exposure import weigh
    from tuiapp.domain.models.policy import read_policy

    policy = read_policy(snapshot.header.policy)
    return weigh(pitfall, snapshot.accepted(), guide, policy, today())


def _say_benefit(guide: Guide, benefit: Benefit, partners: Sequence[Partner]) -> None:
    brought, unknown = _brought(guide, benefit, partners)
    say(f"\nWhich of our partners bring it ({len(brought)}):")
    for one in brought:
        _say_point(f"{one.partner.name}: {one.evidence} ({in_full(one.on)})")
    if unknown:
        say(f"\nRecorded as a benefit that this guide does not have ({len(unknown)}):")
        for one in unknown:
            told = f"{one.partner.name}: {one.benefit}: {one.evidence} ({in_full(one.on)})"
            _say_point(told)


def _say_pitfall(groups: Mapping[OpenState, Sequence[Weighed]]) -> None:
    from tuiapp.domain.attention.exposure import OPEN_STATES

    for state, weighed in groups.items():
        say(f"\n{OPEN_STATES[state]} ({len(weighed)}):")
        for one in weighed:
            _say_point(one.partner.name)
            _say_under("Why", one.exposure.why)
            _say_under("To close it", [_closing(closing) for closing in one.exposure.closes])


def _say_point(text: str) -> None:
    say(clean_line(f"- {text}"))


def _say_under(label: str, texts: Iterable[str]) -> None:
    for text in texts:
        say(clean_line(f"  {label}: {text}"))


def _closing(closing: Closing) -> str:
    return f"{closing.what} [{closing.item}]" if closing.item else closing.what


def _bringer_object(one: Bringer) -> dict[str, Any]:
    return {
        "partner": one.partner.id,
        "name": one.partner.name,
        "benefit": one.benefit,
        "evidence": one.evidence,
        "on": one.on.isoformat(),
    }


def _weighed_object(one: Weighed) -> dict[str, Any]:
    closes = [
        {name: value for name, value in closing._asdict().items() if value}
        for closing in one.exposure.closes
    ]
    told = {"partner": one.partner.id, "name": one.partner.name, "why": list(one.exposure.why)}
    return {**told, "closes": closes} if closes else told
