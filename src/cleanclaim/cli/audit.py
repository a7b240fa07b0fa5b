"""cleanclaim audit: is the record of who did what whole?"""

import json
from typing import TYPE_CHECKING

import click

from cleanclaim.cli import CLEAN, FINDINGS
from cleanclaim.cli.database import prepared

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
    prepared()
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
