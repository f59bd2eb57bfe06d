"""The register's own record on the command line: whose it is, and its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiapp.cli.output import say_fields, say_json
from tuiapp.domain.models.identifiers import RECORD
from tuiapp.domain.models.policy import POLICY_FIELDS, read_policy

if TYPE_CHECKING:
    from tuiapp.store.register import Header


def say_register(header: Header, *, as_json: bool) -> None:
    """Tell what a register says of itself, with every field of the policy as it counts."""
    policy = read_policy(header.policy)
    counts = {field.name: getattr(policy, field.name) for field in POLICY_FIELDS}
    if as_json:
        about = {"authority": header.authority, "nation": header.nation, "demo": header.demo}
        told = {name: value for name, value in about.items() if value}
        say_json({"id": RECORD, **told, "policy": counts})
        return
    say_fields({"Authority": header.authority, "Nation": header.nation})
    say_fields({f"{field.title} [{field.name}]": counts[field.name] for field in POLICY_FIELDS})
