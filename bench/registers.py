"""A made-up register of any size, as real ones are after some years.

    python bench/registers.py PATH --partners N [--accepted SHARE] [--seed S] [--today DAY]

The same numbers give the same register: mixed names, all kinds of bodies, checklists partly done,
scores, contacts, agreements, papers, actions, logs, and results with their figures. Every partner
goes through the product's own models, and the file is made as `partnertui init` makes one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from tuiapp.content.loader import load_guide
from tuiapp.domain.changes.edits import Change, Edit
from tuiapp.domain.choices import (
    AGREEMENT_KINDS,
    CONTACT_KINDS,
    DEPENDENCY_KINDS,
    DIRECTIONS,
    DOCUMENT_KINDS,
    FRAMEWORKS,
    LEVELS,
    STATES,
    WORKINGS,
    Kind,
    is_asked_for,
)
from tuiapp.domain.dates import in_full
from tuiapp.domain.models.base import in_model_order, to_document
from tuiapp.domain.models.guide import Guide
from tuiapp.domain.models.partner import PARTNER_SHAPE, Partner
from tuiapp.domain.models.partner_parts import SCALE
from tuiapp.domain.models.policy import LOG_LIMIT
from tuiapp.errors import PartnerTuiError
from tuiapp.store import schema, storage
from tuiapp.store.times import time_to_text

AnyT = TypeVar("AnyT")
Fields = dict[str, Any]

ACCEPTED = 0.7
"""The share of organisations that somebody accepted as partners, unless another is asked for."""
YEARS = 4
"""For how many years the register has been kept."""
FULLNESS = {"light": 1, "standard": 2, "full": 4}
"""How many times as much is recorded of a partner at each level as at light."""
OTHERS = {"not-yet-looked-at": 6, "grant-only": 2, "not-ours": 1, "ended": 1}
"""How often each other status is met among those that are not accepted."""

FIRST = (
    *("Alder", "Ash", "Bram", "Brook", "Caer", "Chêne", "Cop", "Dŵr", "Elder", "Fern", "Glan"),
    *("Gorse", "Hart", "Hazel", "Heron", "Holm", "Kestrel", "King", "Lark", "Linden", "Llŷn"),
    *("Maple", "Mill", "Moor", "Nettle", "Oak", "Otter", "Pen", "Plover", "Quarry", "Rowan"),
    *(
        "Rush",
        "Saint Zoë's ",
        "Sedge",
        "Stone",
        "Swift",
        "Teasel",
        "Thorn",
        "Tŷ ",
        "Upper ",
        "West",
    ),
)
SECOND = (
    *("bank", "beck", "bourne", "bridge", "combe", "croft", "dale", "den", "field", "ford"),
    *("gate", "hall", "ham", "haven", "hill", "holt", "hurst", "lea", "ley", "mead", "mere"),
    *("moss", "ridge", "shaw", "stead", "thwaite", "ton", "well", "wick", "worth"),
)
NAMES: Mapping[str, Kind] = {
    "{place} Wood": "other",
    "{place} BID": "business-improvement-district",
    "Friends of {place} Park": "friends-group",
    "Friends of {place} Meadow and {other} Pond": "friends-group",
    "{place} Allotment Society": "charity",
    "{place} Wildlife Trust": "wildlife-trust",
    "The {place} Community Forest": "community-forest",
    "{place} Parks Trust": "parks-trust",
    "{place} Café and Garden CIC": "social-enterprise",
    "University of {place}": "university",
    "{place} Primary School": "school",
    "{place} and {other} Surgeries": "health-body",
    "{place} Flood Board": "statutory-board",
    "{place} District Council": "council",
    "{place} Parish Council": "parish-council",
    "{place}, {other} and Upland Rivers Nature Recovery Partnership": "nature-partnership",
    "{place} Homes": "housing-association",
    "{place} Water": "water-company",
    "{place} & Daughters Ltd": "business",
    "{place} Residents' Association": "residents-association",
    "St Brân's Church, {place}": "faith-group",
    "Cymdeithas Gerddi {place}": "charity",
    "The {place} and {other} Woodland, Allotment and Nature Reserve Management Committee": (
        "charity"
    ),
}
POSTS = (
    *("Parks officer", "Trees officer", "Biodiversity officer", "Allotments officer"),
    *("Partnerships officer", "Ranger, north", "Ranger, south", "Climate officer"),
)
SERVICES = ("Parks", "Trees", "Estates", "Public health", "Planning", "Highways")
ROLES = ("Secretary", "Chair", "Treasurer", "Volunteer lead", "Head teacher", "Site manager")
TALK = (
    "Went through the task days until the summer.",
    "They have three new volunteers and need gloves in small sizes.",
    "The gate at the north end sticks again; told the depot.",
    "Agreed the wording of the sign. They will send a picture.",
    "Long talk about the lease. They would rather have ten years than five, because their funder "
    "asks for it. We said that we would ask Estates, and come back before the committee meets.",
)
TASKS = (
    *("Send the draft lease", "Ask for the new insurance", "Order tree guards"),
    *("Put the task days on the website", "Walk the site with the contractor"),
)
RISKS = (
    *("Few people do all the work", "The grant ends next spring", "Nobody else has the keys"),
    *("Two groups want the same field", "The accounts come late"),
)
PURPOSES = (
    "Looks after the site with the council, and brings people to it.",
    "Plants and waters trees in two wards, and tells us early about damage. We cannot be there "
    "every week.",
    "Runs led walks for people whom surgeries send, and wants benches on the longer paths.",
)
AGREED = ("Keys and the store", "Task days", "Use of the hut", "Looking after the north field")
RESTS_ON = ("Lottery fund", "North field", "Their volunteer lead", "The hut by the gate")
EVIDENCE = ("Minutes", "E-mail in the site's folder", "Signed copy", "Photograph", "Award letter")


class Past(NamedTuple):
    """Something that was done to a partner and stands in it now."""

    on: date
    by: str
    label: str
    change: Change


class Maker:
    """Makes one partner after another from one stream of chances.

    Args:
        seed: What the chances follow from.
        today: The day the register is of.
    """

    def __init__(self, seed: int, today: date) -> None:
        self._chance = Random(seed)  # noqa: S311 - it names partners and keeps no secret
        self._today = today
        self._guide: Guide = load_guide()
        self._taken: set[str] = set()

    def partner(self, status: str) -> Fields:
        """Return the document of one organisation, in the form a file keeps it."""
        name, place, kind = self._name()
        level = self._weighed({"light": 13, "standard": 5, "full": 2})
        fields: Fields = {"id": self._id(), "name": name, "status": status, "kind": kind}
        fields |= {"place": place, "postcode": self._postcode(), "level": level}
        if status != "not-yet-looked-at":
            fields |= self._described(place)
        if status in ("partner", "ended"):
            fields |= self._worked_with(level, fields.get("lead_officer") or self._one(POSTS))
        made = to_document(Partner.model_validate(fields))
        return in_model_order(made, PARTNER_SHAPE)

    def shuffled(self, several: list[AnyT]) -> list[AnyT]:
        """Return the same things in an order of chance."""
        return self._chance.sample(several, len(several))

    def statuses(self, partners: int, accepted: float) -> list[str]:
        """Return the status of each organisation; as many are accepted as the share says."""
        asked = round(partners * accepted)
        return self.shuffled(
            ["partner"] * asked + [self._weighed(OTHERS) for _ in range(partners - asked)]
        )

    def id(self) -> str:
        """Return the next permanent id."""
        return self._id()

    def moment(self, day: date) -> datetime:
        """Return a time of a working day, in UTC."""
        seconds = self._chance.randrange(8 * 3600, 17 * 3600)
        return datetime.combine(day, time(tzinfo=UTC)) + timedelta(seconds=seconds)

    def _name(self) -> tuple[str, str, Kind]:
        """Return a name that no other has, the place in it, and what sort of body bears it."""
        form = self._one(list(NAMES))
        place, other = self._place(), self._place()
        name = form.format(place=place, other=other)
        number = 2
        while name in self._taken:
            name = f"{form.format(place=self._place(), other=other)} {number}"
            number += 1
        self._taken.add(name)
        return name, f"{place}, {other} ward", NAMES[form]

    def _place(self) -> str:
        first, second = self._one(FIRST), self._one(SECOND)
        return first + (second.capitalize() if first.endswith(" ") else second)

    def _described(self, place: str) -> Fields:
        """Return what is said of an organisation once somebody has looked at it."""
        chance = self._chance
        web = (
            f"{place.split(',')[0].encode('ascii', 'ignore').decode().replace(' ', '')}.example.org"
        )
        fields: Fields = {"service": self._one(SERVICES), "purpose": self._one(PURPOSES)}
        if chance.random() < 0.9:
            fields["lead_officer"] = self._one(POSTS)
        if chance.random() < 0.9:
            fields["framework"] = self._one(list(FRAMEWORKS))
        if chance.random() < 0.8:
            role = self._one(ROLES)
            fields |= {"contact": role, "email": f"{role.split()[0].lower()}@{web.lower()}"}
        if chance.random() < 0.4:
            fields |= {
                "web": f"https://{web.lower()}",
                "phone": f"01632 {chance.randrange(10**6):06}",
            }
            fields["charity_number"] = f"99{chance.randrange(10**5):05}"
        if chance.random() < 0.3:
            fields["notes"] = " ".join(self._several(TALK, 3))
        return fields

    def _worked_with(self, level: str, officer: str) -> Fields:
        """Return what grows up around a partner: the more, the closer it is checked."""
        full = FULLNESS[level]
        now, wanted = self._one(list(WORKINGS)), self._one(list(WORKINGS))
        ends = {"exit_arrangements": "Three months' notice; the kit comes back to the depot."}
        return {
            **{"working_now": now, "working_wanted": wanted},
            **(ends if self._chance.random() < 0.3 * full else {}),
            "checklist": self._checklist(level, officer),
            "scores": self._scores(level, officer),
            "contacts": self._items(full, self._contact),
            "agreements": self._items(full, self._agreement),
            "documents": self._items(full + 1, self._paper),
            "money": self._items(full, self._money),
            "risks": self._items(full - 1, lambda: self._risk(officer)),
            "dependencies": self._items(full - 1, self._dependency),
            "actions": self._items(full, lambda: self._action(officer)),
            "log": self._items(4 * full, lambda: self._spoken(officer)),
            "results": self._results(full - 1, officer),
            "reviews": self._items(full - 1, self._review),
        }

    def _checklist(self, level: str, officer: str) -> Fields:
        """Return the marks of the items asked for, up to where the work has come to."""
        asked = [i for i in self._guide.items if is_asked_for(i.level, _known(LEVELS, level))]
        reached = asked[: self._chance.randint(0, len(asked))]
        marked = {}
        for item in reached:
            state = self._weighed({"done": 16, "doing": 2, "not-applicable": 1, "todo": 1})
            mark = {"state": state, "by": officer, "on": self._day(-365 * YEARS, -1)}
            said = {"note": self._one(TALK), "evidence": self._one(EVIDENCE)}
            if state == "not-applicable":
                mark["reason"] = "They have no site of their own."
            marked[item.id] = {"mark": mark, **(said if self._chance.random() < 0.3 else {})}
        return marked

    def _scores(self, level: str, officer: str) -> Fields:
        """Return rounds of scores, half a year apart, from both sides."""
        measures = [m for m in self._guide.measures if is_asked_for(m.level, _known(LEVELS, level))]
        rounds = self._chance.randint(0, FULLNESS[level])
        found = {}
        for turn in range(rounds):
            on = self._day(-180 * (rounds - turn) - 60, -180 * (rounds - turn) + 120)
            for measure in measures:
                for view in ("council", "partner"):
                    said = {
                        "measure": measure.id,
                        "view": view,
                        "value": self._chance.choice((1, 2, 3, 3, 4)),
                    }
                    said |= {"scale": SCALE, "on": on, "by": officer}
                    found[f"{measure.id}-{view}-{on}"] = said
        return found

    def _results(self, most: int, officer: str) -> Fields:
        """Return results with a figure for every quarter since they began."""
        found = {}
        for known in self._several(self._guide.results, self._chance.randint(0, most)):
            since = self._chance.randint(90, 365 * 2)
            on = [self._today - timedelta(days=ago) for ago in range(since - 30, 0, -91)]
            figures = sorted(self._chance.randint(5, 900) for _ in range(len(on) + 2))
            found[known.id] = {
                **{"name": known.name, "unit": known.unit, "better": known.better},
                **{"baseline": figures[0], "target": figures[-1], "collector": officer},
                "baseline_on": (self._today - timedelta(days=since)).isoformat(),
                "due": self._day(30, 700),
                "readings": {
                    day.isoformat(): {"value": figure, "on": day.isoformat(), "by": officer}
                    for day, figure in zip(on, figures[1:], strict=False)
                },
            }
        return found

    def _contact(self) -> Fields:
        role = self._one(ROLES)
        return {"role": role, "email": f"{role.split()[0].lower()}@group.example.org"}

    def _agreement(self) -> Fields:
        kind = self._one(list(AGREEMENT_KINDS))
        starts = self._chance.randint(-900, -30)
        ends = self._day(starts + 365, starts + 365 * 4)
        period = {"starts": self._day(starts, starts), "ends": ends, "notice_days": 90}
        return {"kind": kind, "title": self._one(AGREED), "period": period}

    def _paper(self) -> Fields:
        seen = self._chance.randint(-365, -1)
        runs = {"expires": self._day(seen + 350, seen + 380), "seen_on": self._day(seen, seen)}
        return {"kind": self._one(list(DOCUMENT_KINDS)), "kept": "Site's folder", **runs}

    def _money(self) -> Fields:
        amount = self._chance.randint(2, 400) * 125 / 2
        what = {"direction": self._one(list(DIRECTIONS)), "title": "Small grant", "amount": amount}
        return {**what, "on": self._day(-365 * YEARS, -1), "source": self._one(EVIDENCE)}

    def _risk(self, officer: str) -> Fields:
        points = {"likelihood": self._one((1, 2, 2, 3, 4)), "impact": self._one((1, 2, 2, 3))}
        told = {"owner": officer, "response": "Talk about it at the next site meeting."}
        return {"title": self._one(RISKS), **points, **told, "look_again": self._day(-60, 200)}

    def _dependency(self) -> Fields:
        kind = self._one(list(DEPENDENCY_KINDS))
        gone = {"ended_on": self._day(-200, -1)} if self._chance.random() < 0.1 else {}
        return {"kind": kind, "title": self._one(RESTS_ON), **gone}

    def _action(self, officer: str) -> Fields:
        is_done = self._chance.random() < 0.7
        days = {"due": self._day(-400, -5), "done_on": self._day(-4, 0)} if is_done else {}
        return {"title": self._one(TASKS), "owner": officer, "due": self._day(-10, 120), **days}

    def _spoken(self, officer: str) -> Fields:
        said = {"kind": self._one(list(CONTACT_KINDS)), "note": self._one(TALK), "by": officer}
        return {**said, "on": self._day(-self._one((40, 200, 365 * YEARS)), -1)}

    def _review(self) -> Fields:
        decision = self._weighed({"continue": 8, "change": 1})
        told = {"decision": decision, "reason": "It brings more than it costs.", "by": "Board"}
        return {"on": self._day(-500, -30), **told}

    def _items(self, most: int, make: Any) -> Fields:
        """Return up to so many items of a collection, by new ids."""
        return {self._id(): make() for _ in range(self._chance.randint(0, max(0, most)))}

    def _day(self, first: int, last: int) -> str:
        """Return a day so many days from today, counted ahead."""
        return (self._today + timedelta(days=self._chance.randint(first, last))).isoformat()

    def _id(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))

    def _postcode(self) -> str:
        # No postcode area is called Q, so that nobody lives there.
        return f"Q{self._chance.randint(1, 40)} {self._chance.randint(1, 9)}AB"

    def _one(self, several: Sequence[AnyT]) -> AnyT:
        return self._chance.choice(several)

    def _several(self, known: Sequence[AnyT], how_many: int) -> list[AnyT]:
        return self._chance.sample(known, min(how_many, len(known)))

    def _weighed(self, weights: Mapping[str, int]) -> str:
        return self._chance.choices(list(weights), list(weights.values()))[0]


def _known(words: Mapping[AnyT, str], wanted: str) -> AnyT:
    """Return a fixed word as the type that it is one of."""
    return next(word for word in words if word == wanted)


def make_register(
    path: Path,
    partners: int,
    *,
    accepted: float = ACCEPTED,
    seed: int = 1,
    today: date | None = None,
    edits: int = LOG_LIMIT,
) -> None:
    """Write a new register.

    Args:
        path: Where; there must be no such file yet.
        partners: How many organisations it has.
        accepted: The share of them, 0 to 1, that somebody accepted.
        seed: What chance follows from.
        today: The day it is of, by which things are due or overdue; the real one unless named.
        edits: How many of the deeds that led to it the log holds at most.

    Raises:
        NotSaved: There is such a file already, or the disk refused.
    """
    today = today or datetime.now(UTC).date()
    maker = Maker(seed, today)
    documents = [maker.partner(status) for status in maker.statuses(partners, accepted)]
    past = maker.shuffled([deed for document in documents for deed in _past(document)])
    log = sorted(past[:edits], key=lambda deed: deed.on)
    moments = sorted(maker.moment(deed.on) for deed in log)
    about: Fields = {"id": maker.id(), "authority": "Testborough", "nation": "england"}
    last = moments[-1] if moments else maker.moment(today - timedelta(days=1))
    saved = {"saved_at": time_to_text(last), "saved_by": log[-1].by if log else POSTS[0]}
    tables = schema.new_tables({**about, "revision": len(log), **saved})
    tables["partners"] = {str(number): doc for number, doc in enumerate(documents, 1)}
    for number, (at, deed) in enumerate(zip(moments, log, strict=True), 1):
        edit = Edit(maker.id(), deed.label, at, deed.by, (deed.change,))
        tables["edits"][str(number)] = schema.edit_to_document(edit)
    storage.create_file(path, schema.serialise(tables))


def _past(document: Mapping[str, Any]) -> Iterator[Past]:
    """Yield the deeds that led to what stands in a partner now, so that each can be undone."""
    guide, name = load_guide(), document["name"]
    for item_id, recorded in document.get("checklist", {}).items():
        mark = recorded["mark"]
        state = STATES[_known(STATES, mark["state"])].casefold()
        label = f"Marked '{guide.item(item_id).heading}' as {state} for {name}"
        yield _deed(document, ("checklist", item_id, "mark"), mark, label)
    for item_id, spoken in document.get("log", {}).items():
        kind = CONTACT_KINDS[_known(CONTACT_KINDS, spoken["kind"])].casefold()
        yield _deed(document, ("log", item_id), spoken, f"Logged {kind} with {name}")
    for result_id, result in document.get("results", {}).items():
        for key, reading in result.get("readings", {}).items():
            on = in_full(date.fromisoformat(reading["on"]))
            label = f"Recorded '{result['name']}' of 1 partner for {on}"
            yield _deed(document, ("results", result_id, "readings", key), reading, label)


def _deed(
    document: Mapping[str, Any], path: tuple[str, ...], after: Mapping[str, Any], label: str
) -> Past:
    on = date.fromisoformat(after["on"])
    return Past(on, after["by"], label, Change(document["id"], path, None, after))


def main() -> None:
    """Make the register that was asked for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("path", type=Path, metavar="PATH", help="the new file")
    options.add_argument("--partners", type=int, required=True, metavar="N")
    options.add_argument("--accepted", type=float, default=ACCEPTED, metavar="SHARE")
    options.add_argument("--seed", type=int, default=1, metavar="S")
    options.add_argument("--today", type=date.fromisoformat, metavar="DAY", help="2026-11-22")
    asked = options.parse_args()
    if asked.partners < 0 or not 0 <= asked.accepted <= 1:
        options.error("N must be 0 or more, and SHARE from 0 to 1.")
    try:
        make_register(
            asked.path,
            asked.partners,
            accepted=asked.accepted,
            seed=asked.seed,
            today=asked.today,
        )
    except PartnerTuiError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
