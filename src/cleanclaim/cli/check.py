"""cleanclaim check: what is wrong with these X12 files, and what would their receiver answer?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from cleanclaim.cli import CLEAN, FINDINGS
from cleanclaim.cli.x12_files import control_number, document, name_of, opened, show
from cleanclaim.core import x12
from cleanclaim.core.basics.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file and what was found in it."""

    file: str
    sets: tuple[str, ...]
    claims: int
    findings: tuple[Finding, ...]

    @property
    def accepted(self) -> bool:
        return not any(one.severity in (Severity.FATAL, Severity.ERROR) for one in self.findings)


@click.command("check")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
@click.option(
    "--ack",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the TA1, 999 and 277CA that answer each file here.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(files: Sequence[str], ack: Path | None, as_json: bool) -> int:
    """Judge X12 files: envelope, guide, balance, identifiers.

    Exits 0 where nothing is wrong (warnings may stand), 1 where something is, 2 where a file does not open.
    """
    checked = [_check_and_answer(file, ack) if ack else _check(file) for file in files]
    if as_json:
        click.echo(json.dumps({"files": [_document(one) for one in checked]}, indent=1))
    else:
        for one in checked:
            verdict = click.style("clean", fg="green") if one.accepted else click.style("not clean", fg="red")
            sets = ", ".join(dict.fromkeys(name or "unknown" for name in one.sets)) or "no transaction"
            click.echo(f"{one.file}: {verdict} ({len(one.sets)} transactions: {sets}; {one.claims} claims)")
            show(one.findings)
    return CLEAN if all(one.accepted for one in checked) else FINDINGS


def _check(file: str) -> _Checked:
    """Judge a file transaction by transaction, whatever its size."""
    sets: list[str] = []
    claims = 0
    found: list[Finding] = []
    with opened(file, "Checking") as source:
        streaming = x12.stream(source, file=name_of(file))
        for transaction in streaming:
            sets.append(transaction.set)
            claims += transaction.claim_count
            found.extend(transaction.findings)
    found.extend(streaming.findings)
    found.sort(key=lambda one: one.place.segment or 0)
    return _Checked(name_of(file), tuple(sets), claims, tuple(found))


def _check_and_answer(file: str, ack: Path) -> _Checked:
    """Judge a file as a whole, and write what answers it."""
    with opened(file, "Checking") as source:
        reading = x12.read(source, file=name_of(file))
    if reading.interchanges:
        ack.mkdir(parents=True, exist_ok=True)
        _write_answers(reading, ack, "stdin" if file == "-" else Path(file).name)
    return _Checked(
        name_of(file),
        tuple(one.set for one in reading.transactions),
        sum(one.claim_count for one in reading.transactions),
        reading.findings,
    )


def _write_answers(reading: x12.Reading, ack: Path, name: str) -> None:
    answers = x12.acknowledge(reading)
    at = datetime.now(UTC)

    def envelope() -> x12.Envelope:
        number = control_number()
        return x12.reply_envelope(reading, interchange=number, group=number, at=at)

    if answers.interchanges:
        (ack / f"{name}.ta1").write_bytes(x12.write_ta1(answers.interchanges, envelope=envelope()))
    if answers.groups:
        (ack / f"{name}.999").write_bytes(x12.write_999(answers.groups, envelope=envelope()))
    if answers.claims:
        (ack / f"{name}.277ca").write_bytes(x12.write_277ca(answers.claims, envelope=envelope()))


def _document(one: _Checked) -> dict[str, Any]:
    return {
        "file": one.file,
        "accepted": one.accepted,
        "transactions": len(one.sets),
        "sets": list(one.sets),
        "claims": one.claims,
        "findings": [document(finding) for finding in one.findings],
    }
