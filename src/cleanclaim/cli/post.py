"""cleanclaim post: which 835 files reach the ledger, and what waits for a person?"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleanclaim.cli import CLEAN, FINDINGS
from cleanclaim.core.basics.money import dollars

if TYPE_CHECKING:
    from cleanclaim.app.people.models import Company
    from cleanclaim.app.remittances.intake import TakenIn, TakenInFile


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--company", "number", default="", help="The billing company's number, where there are several."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(files: tuple[Path, ...], number: str, as_json: bool) -> int:
    """Post 835 files to the ledger, each transaction exactly once.

    What does not balance is held with its arithmetic; what no claim is found for stands as unidentified payer
    money. A file that was posted before changes nothing. Exit 1: something waits for a person.
    """
    from cleanclaim.cli.database import prepared

    prepared()
    from cleanclaim.app.remittances.intake import take_in
    from cleanclaim.app.site.clock import now

    company = _company(number)
    documents, waits = [], False
    with click.progressbar(files, label="posting", file=_quietly(as_json, files)) as every:
        for path in every:
            taken = take_in(path.read_bytes(), company=company, partner="folder", clock=now, name=path.name)
            document = _document(path, taken)
            documents.append(document)
            waits = waits or _waits(taken)
    if as_json:
        click.echo(json.dumps({"files": documents}, indent=2))
    else:
        for document in documents:
            _show(document)
    return FINDINGS if waits else CLEAN


def _quietly(as_json: bool, files: tuple[Path, ...]) -> Any:
    """Where the progress bar goes: to the terminal for long work, else nowhere."""
    import io
    import sys

    return sys.stderr if not as_json and len(files) > 20 and sys.stderr.isatty() else io.StringIO()


def _company(number: str) -> "Company":
    """The company that the files are for: the named one, the only one, or on an empty home a new one."""
    from cleanclaim.app.people.models import Company
    from cleanclaim.core.basics.refusals import Unknown

    rows = list(Company.objects.filter(number=number) if number else Company.objects.all())
    if len(rows) == 1:
        return rows[0]
    if rows or number:
        raise Unknown(
            "company", "Name the billing company with --company: there are several, or not this one."
        )
    return Company.objects.create(
        id=Company.key("HOME"), number="HOME", name="This installation", submitter_id=""
    )


def _waits(taken: "TakenInFile") -> bool:
    return bool(taken.unread) or any(
        one.received.state == "held" or (one.posting is not None and bool(one.posting.findings))
        for one in taken.transactions
    )


def _document(path: Path, taken: "TakenInFile") -> dict[str, Any]:
    return {
        "file": path.name,
        "sha256": taken.sha256,
        "seen_before": taken.seen_before,
        "transactions": [_transaction(one) for one in taken.transactions],
        "findings": [_finding(one) for one in taken.unread],
    }


def _transaction(one: "TakenIn") -> dict[str, Any]:
    from cleanclaim.app.remittances.outline import outline

    return {
        "transaction": one.ordinal,
        "practice": one.practice,
        "outcome": _outcome(one),
        **outline(one.received.key, one.practice),
    }


def _outcome(one: "TakenIn") -> str:
    if one.received.again and one.posting is None:
        return {"posted": "already posted", "held": "already held"}.get(
            one.received.state, one.received.state
        )
    return "held" if one.posting is None or one.posting.held else "posted"


def _finding(one: Any) -> dict[str, Any]:
    return {"code": one.code, "severity": one.severity.value, "message": one.message, "place": str(one.place)}


def _show(document: dict[str, Any]) -> None:
    click.echo(click.style(document["file"], bold=True))
    for finding in document["findings"]:
        click.echo(f"  {finding['severity']}: {finding['message']} ({finding['place'] or 'the file'})")
    for one in document["transactions"]:
        _show_transaction(one)


def _show_transaction(one: dict[str, Any]) -> None:
    sums = one["arithmetic"]
    click.echo(f"  transaction {one['transaction']}: {one['outcome']}, {dollars(sums['stated_cents'])}")
    for label, cents in (
        (_counted(one["claims"], "claim", "paid"), sums["claims_cents"]),
        (
            _counted(sums["provider_adjustments"], "provider adjustment"),
            -sums["provider_adjustments_cents"],
        ),
        ("makes", sums["sum_cents"]),
        ("the payer states", sums["stated_cents"]),
    ):
        click.echo(f"    {label:<40}{dollars(cents):>16}")
    if sums["difference_cents"]:
        click.echo(f"    {'difference':<40}{dollars(sums['difference_cents']):>16}")
    for label, cents in one["money"].items():
        click.echo(f"      {label:<38}{dollars(cents):>16}")
    for finding in one["findings"]:
        where = f" ({finding['place']})" if finding["place"] else ""
        click.echo(f"    {finding['severity']}: {finding['message']}{where}")


def _counted(count: int, thing: str, then: str = "") -> str:
    """1 claim paid, 2 claims paid."""
    return f"{count} {thing}{'' if count == 1 else 's'} {then}".strip()
