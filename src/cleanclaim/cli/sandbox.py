"""cleanclaim sandbox: what would a payer and its clearinghouse answer to these claims?"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from cleanclaim.cli import CLEAN, FINDINGS
from cleanclaim.core import x12
from cleanclaim.core.basics.findings import Severity
from cleanclaim.core.basics.money import dollars
from cleanclaim.core.facts.codec import Misfit, from_document
from cleanclaim.core.facts.exchange import GroupAnswer, InterchangeAnswer
from cleanclaim.partners.sandbox.books import Books
from cleanclaim.partners.sandbox.outgoing import Answered
from cleanclaim.partners.sandbox.plans import SandboxSetup
from cleanclaim.partners.sandbox.simulator import Sandbox
from cleanclaim.partners.sandbox.welcoming import welcoming


@click.group("sandbox")
def command() -> None:
    """Play the payer and clearinghouse."""


@command.command("play")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--to", required=True, type=click.Path(file_okay=False, path_type=Path), help="Write the answers here."
)
@click.option(
    "--setup",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What the payers know, as JSON. Default: payers who cover everybody in the files.",
)
@click.option(
    "--days", default=60, show_default=True, type=click.IntRange(0, 3_650), help="How long to play."
)
@click.option("--seed", type=int, help="Another seed gives other numbers. Default: the setup's, else 7.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def play(
    files: Sequence[Path], to: Path, setup: Path | None, days: int, seed: int | None, as_json: bool
) -> int:
    """Answer 837P files with TA1, 999, 277CA and 835, on the files' own clock.

    Each file is taken in at the time that its ISA names; play goes on for --days after the last. The same
    files, setup and seed give the same bytes. Exits 1 where a claim was refused before adjudication.
    """
    readings = sorted(map(_read, files), key=lambda reading: (_time_of(reading), reading.source))
    sandbox = Sandbox(_setup(setup, readings, seed))
    for reading in readings:
        sandbox.receive(reading.source, _time_of(reading))
    answers = sandbox.deliver(_time_of(readings[-1]) + timedelta(days=days))
    to.mkdir(parents=True, exist_ok=True)
    for answer in answers:
        (to / answer.name).write_bytes(answer.content)
    books = sandbox.books()
    if as_json:
        click.echo(json.dumps(_document(answers, books), indent=1))
    else:
        _show(answers, books, to)
    return FINDINGS if books.rejected or _refused(answers) else CLEAN


def _read(file: Path) -> x12.Reading:
    reading = x12.read(file.read_bytes(), file=str(file))
    if not reading.interchanges:
        fatal = next(one for one in reading.findings if one.severity is Severity.FATAL)
        raise click.ClickException(f"{file}: {fatal.message}")
    return reading


def _time_of(reading: x12.Reading) -> datetime:
    envelope = reading.interchanges[0]
    try:
        return datetime.strptime(f"{envelope.date}{envelope.time}", "%y%m%d%H%M").replace(tzinfo=UTC)
    except ValueError:
        raise click.ClickException("An interchange has no date and time (ISA09, ISA10).") from None


def _setup(file: Path | None, readings: Sequence[x12.Reading], seed: int | None) -> SandboxSetup:
    if file is None:
        claims = (claim for reading in readings for claim in reading.claims)
        return welcoming(claims, 7 if seed is None else seed)
    try:
        document = json.loads(file.read_bytes())
        return from_document(SandboxSetup, document if seed is None else {**document, "seed": seed})
    except (Misfit, ValueError, TypeError) as wrong:
        raise click.ClickException(f"{file} is no setup: {wrong}") from None


def _refused(answers: Sequence[Answered]) -> bool:
    readings = (x12.read(answer.content) for answer in answers if answer.kind in ("TA1", "999"))
    said = (one for reading in readings for one in reading.acknowledgments)
    return any(isinstance(one, InterchangeAnswer | GroupAnswer) and one.status in "RMWX" for one in said)


def _document(answers: Sequence[Answered], books: Books) -> dict[str, Any]:
    totals = books.totals()
    return {
        "answers": [
            {"file": one.name, "kind": one.kind, "at": one.at.isoformat(), "sha256": one.sha256}
            for one in answers
        ],
        "adjudicated": totals.claims,
        "rejected": len(books.rejected),
        "pending": len(books.pending),
        "billed": totals.billed,
        "allowed": totals.allowed,
        "paid": totals.paid,
        "adjusted": totals.adjusted,
        "patient_responsibility": totals.patient_responsibility,
        "interest": totals.interest,
    }


def _show(answers: Sequence[Answered], books: Books, to: Path) -> None:
    for one in answers:
        click.echo(f"{one.at:%Y-%m-%d %H:%M}  {one.kind:<5}  {to / one.name}")
    totals = books.totals()
    click.echo()
    click.echo(
        f"{totals.claims} claims adjudicated, {len(books.rejected)} rejected, {len(books.pending)} pending"
    )
    for label, cents in (
        ("billed", totals.billed),
        ("paid", totals.paid),
        ("adjusted", totals.adjusted),
        ("patient responsibility", totals.patient_responsibility),
        ("interest", totals.interest),
    ):
        click.echo(f"{label:<24}{dollars(cents):>16}")
