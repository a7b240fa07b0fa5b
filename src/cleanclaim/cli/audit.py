"""cleanclaim audit: is the record of who did what whole?"""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleanclaim.cli import CLEAN, FINDINGS
from cleanclaim.core.basics.refusals import Unknown

if TYPE_CHECKING:
    from cleanclaim.app.audit.chain import Chain


@click.group("audit")
def command() -> None:
    """Verify the chain of audit events."""


@command.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def verify(as_json: bool) -> int:
    """Read every practice's events from first to last and prove that none was changed or removed.

    Exit 1 where a chain is broken, with the place of the break.
    """
    _open()
    from cleanclaim.app.audit import chain

    chains = chain.verify()
    if as_json:
        click.echo(json.dumps({"practices": [_document(one) for one in chains]}))
    else:
        _show(chains)
    return CLEAN if all(one.is_whole for one in chains) else FINDINGS


def _show(chains: "list[Chain]") -> None:
    if not chains:
        click.echo("No practice is here yet, so there is nothing to verify.")
    for one in chains:
        click.echo(f"{one.practice}: {one.events:,} events, {'whole' if one.is_whole else 'broken'}")
        for finding in one.findings:
            click.echo(f"  {finding.code}: {finding.message}")


def _document(one: "Chain") -> dict[str, object]:
    findings = [
        {"code": finding.code, "severity": str(finding.severity), "message": finding.message}
        for finding in one.findings
    ]
    return {"practice": one.practice, "events": one.events, "whole": one.is_whole, "findings": findings}


def _open() -> None:
    """Open this installation's database; Unknown where none was made yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.app.site.settings")
    import django
    from django.db import connection

    django.setup()
    name = connection.settings_dict["NAME"]
    is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()
    if (is_file and not Path(name).exists()) or "audit_event" not in connection.introspection.table_names():
        raise Unknown("database", "There is no database here yet: `cleanclaim demo` or `serve` makes it.")
