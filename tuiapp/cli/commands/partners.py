"""Partners: list, show, add, set, accept, remove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from tuiapp.cli.context import Context, OurWords, as_json, pass_context, today, with_options
from tuiapp.cli.output import say, say_json, say_records
from tuiapp.cli.saving import save_and_say
from tuiapp.domain.choices import FRAMEWORKS, KINDS, STAGES, STATUSES, Status
from tuiapp.domain.models.identifiers import RECORD
from tuiapp.domain.register.find import Filter, Index, find_partner, short_ids
from tuiapp.domain.text import clean_line, count
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document, Proposal

ACCEPTABLE = ("partner", "grant-only", "not-ours")


def parse_assignments(assignments: Sequence[str]) -> dict[str, str]:
    """Return `FIELD=VALUE` arguments as fields; an empty value empties the field."""
    fields = {}
    for assignment in assignments:
        field, equals, value = assignment.partition("=")
        if not equals or not field.strip():
            raise InputRefused(
                "Not understood", f"'{assignment}' is not FIELD=VALUE.", "Write: place='North Park'"
            )
        fields[field.strip().replace("-", "_").casefold()] = value.strip()
    return fields


@click.command("list")
@click.argument("text", required=False, default="")
@click.option("--framework", type=OurWords(list(FRAMEWORKS)))
@click.option("--status", type=OurWords(list(STATUSES)))
@click.option("--stage", type=click.Choice(STAGES), help="Where its next step is.")
@click.option("--kind", type=OurWords(list(KINDS)))
@click.option("--place", default="", metavar="P", help="Part of the place.")
@click.option("--owner", default="", metavar="NAME", help="Part of the lead officer's post.")
@as_json
@pass_context
def list_(
    context: Context,
    text: str,
    framework: str | None,
    status: str | None,
    stage: str | None,
    kind: str | None,
    place: str,
    owner: str,
    as_json: bool,
) -> None:
    """List the partners, all or those with TEXT in name, place, service or purpose.

    Ended ones are left out unless asked for by --status.
    """
    wanted = {"framework": framework, "status": status, "kind": kind}
    fields = tuple((name, value) for name, value in wanted.items() if value)
    hidden = frozenset[str]() if status else frozenset({"ended"})
    snapshot = context.open_register().snapshot
    wanted_ones = Filter(text, fields, place=place, owner=owner, hidden=hidden)
    found = Index(snapshot.documents.values()).select(wanted_ones)
    if stage:
        found = [document for document in found if _stage_of(document) == stage]
    if as_json:
        say_json([_summary(document) for document in found])
    elif found:
        ids = _ids(found, snapshot.documents, plain=context.is_plain)
        say_records(
            (_row(document, ids[document["id"]]) for document in found),
            plain=context.is_plain,
            whole=("Id",),
        )
        say(f"\n{count(len(found), 'organisation')}")
    elif snapshot.documents:
        say(with_options("No organisation matches. See them all with: partnertui list"))
    else:
        add = "partnertui add NAME --framework ID"
        say(with_options(f"There are no partners yet. Add one with: {add}"))


def _stage_of(document: Document) -> str:
    """Return the stage a partner's next step is in; "" where there is none, or no partner."""
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.models.validation import FieldsRefused
    from tuiapp.domain.register.partner_edits import read_partner
    from tuiapp.domain.register.progress import next_item

    try:
        partner = read_partner(document)
    except FieldsRefused:
        return ""
    item = next_item(load_guide(), partner) if partner.is_active else None
    stage = load_guide().stage_of(item.id) if item else None
    return stage.id if stage else ""


def _summary(document: Document) -> dict[str, Any]:
    """Return what `list --json` tells of a partner: its own fields, without its collections."""
    return {
        name: value
        for name, value in document.items()
        if name != "notes" and not isinstance(value, dict)
    }


def _ids(
    shown: Sequence[Document], documents: Mapping[str, Document], *, plain: bool
) -> dict[str, str]:
    """Return the ids of partners as they are shown: whole, or in a table as short as is unique."""
    ids = [document["id"] for document in shown]
    return dict(zip(ids, ids, strict=True)) if plain else short_ids(ids, documents)


def _row(document: Document, shown_id: str) -> dict[str, Any]:
    return {
        "Name": document.get("name"),
        "Status": _in_words(document.get("status", "partner"), STATUSES),
        "Framework": _in_words(document.get("framework"), FRAMEWORKS),
        "Place": document.get("place"),
        "Id": shown_id,
    }


def _in_words(value: Any, words: Mapping[Any, str]) -> object:
    """Return the words for a stored value; one that is not known stands for itself."""
    return words.get(value, value) if isinstance(value, str) else value


@click.command()
@click.argument("partner")
@as_json
@pass_context
def show(context: Context, partner: str, as_json: bool) -> None:
    """Show everything the register holds of PARTNER: an id, the start of one, or a name.

    `register` is the register itself: whose it is, and its policy.
    """
    snapshot = context.open_register().snapshot
    if partner == RECORD:
        from tuiapp.cli.commands.policy import say_register

        say_register(snapshot.header, as_json=as_json)
        return
    document = find_partner(snapshot.documents, partner)
    from tuiapp.cli.partner_view import as_object, say_partner

    found = snapshot.partner(document["id"])
    if as_json:
        say_json(as_object(found, snapshot.documents))
    else:
        say_partner(found, snapshot.documents)


@click.command()
@click.argument("name")
@click.option("--framework", type=OurWords(list(FRAMEWORKS)))
@click.option("--kind", type=OurWords(list(KINDS)))
@click.option("--set", "assignments", multiple=True, metavar="FIELD=VALUE")
@click.option(
    "--spotter",
    "answers",
    multiple=True,
    metavar="QUESTION=ANSWER",
    help="Answer the opportunity spotter; can be given again. It finds framework and level.",
)
@click.option("--anyway", is_flag=True, help="Add it, though it is likely in the register already.")
@as_json
@pass_context
def add(
    context: Context,
    name: str,
    framework: str | None,
    kind: str | None,
    assignments: Sequence[str],
    answers: Sequence[str],
    anyway: bool,
    as_json: bool,
) -> None:
    """Add a partner called NAME, with a framework or with answers to the opportunity spotter.

    One that is likely in the register already is refused, unless --anyway says that it is another.
    """
    from tuiapp.domain.register import partner_edits

    name = " ".join(name.split())
    given = parse_assignments(assignments)
    if not framework and not answers:
        raise click.MissingParameter(param_hint="'--framework'", param_type="option")
    register = context.open_register()
    fields = {"framework": framework or "", "kind": kind or "", **given}
    if answers:
        proposal = _spotted(name, answers, fields, by=register.by)
    else:
        proposal = partner_edits.add(name, fields)
    if not anyway:
        _refuse_twin(proposal.changes[0].after, register.snapshot.documents)
    save_and_say(register, proposal, as_json=as_json)


def _refuse_twin(document: Document, documents: Mapping[str, Document]) -> None:
    """Raise InputRefused, naming the first, where the register likely has a partner already."""
    from tuiapp.domain.register.duplicates import duplicates_of

    twins = duplicates_of(document, documents.values())
    if not twins:
        return
    twin, others = twins[0].other, len(twins) - 1
    name = clean_line(str(documents[twin].get("name", "")))
    shown_id = short_ids([twin], documents)[twin]
    more = f" {count(others, 'other')} may be it too." if others else ""
    raise InputRefused(
        "Likely there already",
        f"'{name}' ({shown_id}) may be the same organisation: {twins[0].why}.{more}",
        "Nothing was added. See it with: partnertui show "
        f"{shown_id}; if they are two, add it with --anyway",
    )


def _spotted(name: str, typed: Sequence[str], fields: dict[str, str], *, by: str) -> Proposal:
    """Propose a partner with what the opportunity spotter finds by these answers."""
    from tuiapp.content.loader import load_guide
    from tuiapp.domain.spotter.outcome import read_answers, spot
    from tuiapp.domain.spotter.start_partner import add_spotted

    answers = read_answers(load_guide(), typed)
    outcome = spot(load_guide(), answers)
    proposal = add_spotted(name, outcome, answers, by=by, on=today(), fields=fields)
    if not proposal.changes[0].after.get("framework"):
        raise InputRefused(
            "No framework",
            "The answers point to none of the three frameworks.",
            "Answer other-side too, or name one with --framework.",
        )
    return proposal


@click.command("set")
@click.argument("partner")
@click.argument("assignments", nargs=-1, required=True, metavar="FIELD=VALUE...")
@as_json
@pass_context
def set_(context: Context, partner: str, assignments: Sequence[str], as_json: bool) -> None:
    """Set fields of PARTNER; an empty value empties a field.

    `register` sets the policy of the register itself; docs/commands.md lists all the fields.
    """
    from tuiapp.domain.register import memberships

    register = context.open_register()
    fields = parse_assignments(assignments)
    if partner == RECORD:
        from tuiapp.domain.models.policy import change_policy

        stored = register.snapshot.header.policy
        proposal = change_policy(stored, stored, fields)
    else:
        documents = register.snapshot.documents
        proposal = memberships.set_fields(find_partner(documents, partner), fields, documents)
    save_and_say(register, proposal, as_json=as_json)


@click.command()
@click.argument("partners", nargs=-1, required=True, metavar="PARTNER...")
@click.option(
    "--as-a",
    "status",
    type=OurWords(ACCEPTABLE),
    default="partner",
    show_default=True,
    help="What the organisations are to the council.",
)
@as_json
@pass_context
def accept(context: Context, partners: Sequence[str], status: Status, as_json: bool) -> None:
    """Say what organisations are to the council, one or many at once."""
    from tuiapp.domain.register import partner_edits

    register = context.open_register()
    documents = register.snapshot.documents
    found = {doc["id"]: doc for doc in (find_partner(documents, name) for name in partners)}
    save_and_say(register, partner_edits.accept(found.values(), status, {}), as_json=as_json)


@click.command()
@click.argument("partner")
@as_json
@pass_context
def remove(context: Context, partner: str, as_json: bool) -> None:
    """Take PARTNER out of the register; undo brings it back."""
    from tuiapp.domain.register import partner_edits

    register = context.open_register()
    document = find_partner(register.snapshot.documents, partner)
    save_and_say(register, partner_edits.remove(document), as_json=as_json)
