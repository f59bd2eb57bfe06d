"""Taking a list of organisations into the register."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from tuiapp.cli.context import Context, FilePath, as_json, pass_context, with_options
from tuiapp.cli.output import say, say_fields, say_json
from tuiapp.domain.text import count
from tuiapp.errors import InputRefused

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Proposal
    from tuiapp.domain.importing.proposal import ImportReport
    from tuiapp.domain.importing.rows import FoundOrganisation, RefusedRow
    from tuiapp.exchange.imports.open_list import Incoming

FORMATS: Final = ("auto", "csv", "360giving", "json")
"""The forms a list is read in; `auto` looks at the file."""
LONG: Final = 5_000
"""From how many rows on, and how often, progress is told."""


@click.command("import")
@click.argument("file", type=FilePath())
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="auto",
    show_default=True,
    help="What the file is: a plain CSV list, 360Giving grants as CSV, or JSON.",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="The field that a column of a plain CSV list holds, such as 'Group=name'.",
)
@click.option("--dry-run", is_flag=True, help="Say what would come of it and write nothing.")
@as_json
@pass_context
def import_(
    context: Context,
    file: Path,
    form: str,
    mapping: Sequence[str],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take the organisations listed in FILE into the register, as not yet looked at.

    An organisation that is there already gets only what its record does not hold. Doing it
    twice adds nothing.
    """
    from tuiapp.domain.importing.proposal import propose_import
    from tuiapp.exchange.imports.open_list import open_list

    register = context.open_register()
    incoming = open_list(file, form, mapping)
    proposal, report = propose_import(
        _with_progress(incoming.rows, shown=_is_watched(context)),
        register.snapshot.documents,
        file.name,
    )
    report = replace(report, notes=tuple(sorted((*incoming.notes, *report.notes))))
    _refuse_if_useless(file, incoming, report)
    if proposal.changes and not dry_run:
        register.save(proposal)
    if as_json:
        say_json(_as_object(incoming, proposal, report, dry_run=dry_run))
    else:
        _say_report(file, incoming, proposal, report, dry_run=dry_run)


def _is_watched(context: Context) -> bool:
    return sys.stderr.isatty() and not context.plain


def _with_progress(
    rows: Iterable[FoundOrganisation | RefusedRow], *, shown: bool
) -> Iterator[FoundOrganisation | RefusedRow]:
    """Yield the rows and, where somebody watches, tell on one line how many there were."""
    read = 0
    for read, row in enumerate(rows, start=1):
        if shown and read % LONG == 0:
            click.echo(f"\rRead {read:,} rows", nl=False, err=True)
        yield row
    if shown and read >= LONG:
        click.echo(f"\rRead {read:,} rows. Comparing them with the register.", err=True)


def _refuse_if_useless(file: Path, incoming: Incoming, report: ImportReport) -> None:
    """Raise InputRefused where every row was refused: that is the wrong file, or the wrong form."""
    if len(report.refused) == report.rows_read:
        first = report.refused[0]
        raise InputRefused(
            "Cannot be imported",
            f"{file}: none of its {count(report.rows_read, 'row')} can be used. "
            f"{incoming.row_word} {first.line:,}: {first.reason}.",
            "Nothing was written.",
        )


def _as_object(
    incoming: Incoming, proposal: Proposal, report: ImportReport, *, dry_run: bool
) -> dict[str, Any]:
    """Return the report as `--json` tells it."""
    return {
        "label": proposal.label,
        "format": incoming.form,
        "written": bool(proposal.changes) and not dry_run,
        "rows_read": report.rows_read,
        "organisations_found": report.organisations_found,
        "organisations_made": report.organisations_made,
        "organisations_added_to": report.organisations_added_to,
        "money_entries_added": report.money_entries,
        "money_added": float(report.money_total),
        "names_joined": report.names_joined,
        "possible_duplicates": [
            {"names": pair.names, "ids": pair.ids, "why": pair.why}
            for pair in report.possible_duplicates
        ],
        "rows_refused": [{"row": line, "reason": why} for line, why in report.refused],
        "notes": [{"row": line, "note": text} for line, text in report.notes],
    }


def _say_report(
    file: Path, incoming: Incoming, proposal: Proposal, report: ImportReport, *, dry_run: bool
) -> None:
    """Write the report in words."""
    if proposal.changes:
        _say_counts(report)
        _say_lists(report)
    else:
        found = count(report.organisations_found, "organisation")
        say(f"Nothing new: the register holds everything that {file.name} tells of {found}.")
        say_fields({"Rows read": f"{report.rows_read:,}"})
    _say_rows(f"Rows refused: {len(report.refused):,}", incoming.row_word, report.refused)
    if report.notes:
        _say_rows(f"Notes: {len(report.notes):,}", incoming.row_word, report.notes)
    if dry_run:
        say("Nothing was written (--dry-run).")
    elif proposal.changes:
        say(f"{proposal.label}. Saved.")
        say(with_options("Undo it with: partnertui undo"))


def _say_counts(report: ImportReport) -> None:
    say_fields(
        {
            "Rows read": f"{report.rows_read:,}",
            "Organisations found": f"{report.organisations_found:,}",
            "Organisations made": f"{report.organisations_made:,}",
            "Organisations added to": f"{report.organisations_added_to:,}",
            "Money entries added": f"{report.money_entries:,}",
            "Money added": f"{report.money_total:,.2f} pounds",
        }
    )


def _say_lists(report: ImportReport) -> None:
    say(f"Names joined: {len(report.names_joined):,}")
    for names in report.names_joined:
        say("  " + "; ".join(names))
    say(f"Possible duplicates: {len(report.possible_duplicates):,}")
    for possible in report.possible_duplicates:
        say(f"  {'; '.join(possible.names)}: {possible.why}")


def _say_rows(heading: str, word: str, rows: Iterable[tuple[int, str]]) -> None:
    say(heading)
    for line, text in rows:
        say(f"  {word} {line:,}: {text}")
