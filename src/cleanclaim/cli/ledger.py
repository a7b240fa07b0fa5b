"""cleanclaim ledger: do the books prove themselves?"""

import json
from typing import TYPE_CHECKING, Any

import click

from cleanclaim.cli import CLEAN, FINDINGS
from cleanclaim.core.basics.money import dollars

if TYPE_CHECKING:
    from cleanclaim.app.ledger.proof import Proof


@click.group()
def command() -> None:
    """Verify the books."""


@command.command()
@click.option("--practice", "number", default="", help="One practice's number; default: every practice.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def verify(number: str, as_json: bool) -> int:
    """Prove the books of every practice: entries, charges, clearing accounts, reversals, seals and guards."""
    from cleanclaim.cli.database import prepared

    prepared()
    from cleanclaim.app.ledger.proof import prove
    from cleanclaim.app.people.models import Practice
    from cleanclaim.core.basics.refusals import Unknown

    practices = Practice.objects.order_by("number")
    if number:
        practices = practices.filter(number=number)
        if not practices:
            raise Unknown("practice", "There is no practice with this number.")
    proofs = [prove(row.pk, row.number) for row in practices]
    if as_json:
        click.echo(json.dumps({"practices": [_document(one) for one in proofs]}, indent=2))
    else:
        for one in proofs:
            _show(one)
        if not proofs:
            click.echo("There are no books yet.")
    return CLEAN if all(one.holds for one in proofs) else FINDINGS


def _document(proof: "Proof") -> dict[str, Any]:
    return {
        "practice": proof.practice,
        "holds": proof.holds,
        "entries": proof.entries,
        "digest": proof.digest,
        "trial_balance": [
            {"account": row.account, "debit_cents": row.debit, "credit_cents": row.credit}
            for row in proof.trial.rows
        ],
        "awaited": [
            {"trace_number": one.trace_number, "remittance": str(one.remittance), "cents": one.cents}
            for one in proof.awaited
        ],
        "unidentified_cents": proof.unidentified_cents,
        "held_cents": proof.held_cents,
        "findings": [{"code": one.code, "message": one.message} for one in proof.findings],
    }


def _show(proof: "Proof") -> None:
    click.echo(click.style(f"{proof.practice}: {proof.entries} entries", bold=True))
    for row in proof.trial.rows:
        debit, credit = (dollars(cents) if cents else "" for cents in (row.debit, row.credit))
        click.echo(f"  {row.name:<32}{debit:>16}{credit:>16}")
    click.echo(f"  {'':<32}{dollars(proof.trial.debit):>16}{dollars(proof.trial.credit):>16}")
    for one in proof.awaited:
        click.echo(f"  awaits its deposit: remittance {one.trace_number}, {dollars(one.cents)}")
    for finding in proof.findings:
        click.echo(f"  {finding.severity.value}: {finding.message}")
    click.echo(f"  digest {proof.digest}")
    click.echo("  The books hold." if proof.holds else "  The books are broken.")
