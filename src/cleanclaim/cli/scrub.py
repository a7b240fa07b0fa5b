"""cleanclaim scrub: what does every edit say of the claims in these 837 files?"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from cleanclaim.cli import CLEAN, COULD_NOT_RUN, FINDINGS, home
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.basics.refusals import Refusal, Unknown

_MOST_SHOWN = 200  # verdicts of one file on a terminal; --json and --to have all


@dataclass(frozen=True, slots=True)
class _Scrubbed:
    """One file: what could not be read of it, and what the edits said of the rest."""

    path: Path
    accepted: bool
    transactions: int
    claims: int
    unread: tuple[Finding, ...]  # findings of the reader that are errors
    judgement: Any  # edits.Judgement

    @property
    def fatal(self) -> bool:
        return any(finding.severity is Severity.FATAL for finding in self.unread)

    @property
    def clean_claims(self) -> list[int]:
        broken = {finding.place.claim for finding in self.unread}
        return [n for n in range(1, self.claims + 1) if n not in broken and self.judgement.clean(n)]

    @property
    def clean(self) -> bool:
        return not self.unread and len(self.clean_claims) == self.claims


@click.command("scrub")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of judging, for filing limits.")
@click.option(
    "--engine", type=click.Choice(["sqlite", "duckdb"]), help="By default chosen by the number of claims."
)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write every verdict to verdicts.parquet here.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(
    paths: Sequence[Path], on: datetime | None, engine: str | None, to: Path | None, as_json: bool
) -> int:
    """Judge every claim of 837 files by every edit of the manual.

    Exits 0 where every claim is clean (warnings may stand), 1 where one is not, 2 where a file could not be
    read at all.
    """
    files = list(_files(paths))
    if not files:
        raise Unknown("no-files", "There is no file in that folder.")
    scrubbed = list(_progress(files, on.date() if on else None, engine))
    if to is not None:
        _write_parquet(scrubbed, to)
    if as_json:
        click.echo(json.dumps({"files": [_document(one) for one in scrubbed]}, indent=1))
    else:
        for one in scrubbed:
            _show(one)
        _show_whole(scrubbed)
    if any(one.fatal for one in scrubbed):
        return COULD_NOT_RUN
    return CLEAN if all(one.clean for one in scrubbed) else FINDINGS


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        else:
            yield path


def _progress(files: Sequence[Path], on: date | None, engine: str | None) -> Iterator[_Scrubbed]:
    from cleanclaim.core.codesets.reference import Reference

    reference = Reference(home())
    watched = sys.stderr.isatty() and len(files) > 1
    if not watched:
        for path in files:
            yield _scrub(path, reference, on, engine)
        return
    with click.progressbar(files, label="Scrubbing", file=sys.stderr) as bar:
        for path in bar:
            yield _scrub(path, reference, on, engine)


def _scrub(path: Path, reference: Any, on: date | None, engine: str | None) -> _Scrubbed:
    from cleanclaim.core import edits, x12

    try:
        reading = x12.read(path)
    except OSError as wrong:
        raise Refusal("file-unreadable", f"{path} cannot be read.") from wrong
    claims = reading.claims
    judgement = edits.judge(claims, reference=reference, on=on, engine=engine)  # type: ignore[arg-type]
    said = {(verdict.edit, verdict.claim, verdict.line) for verdict in judgement.verdicts}
    errors = [f for f in reading.findings if f.severity in (Severity.FATAL, Severity.ERROR)]
    return _Scrubbed(
        path=path,
        accepted=reading.accepted,
        transactions=len(reading.transactions),
        claims=len(claims),
        unread=tuple(f for f in errors if (f.code, f.place.claim, f.place.line) not in said),
        judgement=judgement,
    )


def _document(one: _Scrubbed) -> dict[str, Any]:
    findings = [_row(finding, "fail") for finding in one.unread]
    for verdict in one.judgement.verdicts:
        findings.append(
            {
                **_row(verdict.finding(), verdict.result.value),
                "field": verdict.field or None,
                "related": verdict.related or None,
                "family": verdict.family,
                "citation": verdict.citation,
                "editions": {read.set_name: read.edition for read in verdict.editions},
                "reason": verdict.reason or None,
            }
        )
    return {
        "file": str(one.path),
        "accepted": one.accepted,
        "transactions": one.transactions,
        "claims": one.claims,
        "clean": one.clean_claims,
        "no_data_families": list(one.judgement.no_data_families),
        "findings": findings,
    }


def _row(finding: Finding, verdict: str) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "verdict": verdict,
        "message": finding.message,
        "segment": place.segment,
        "loop": place.loop,
        "element": place.element,
        "claim": place.claim,
        "line": place.line,
    }


def _show(one: _Scrubbed) -> None:
    clean = len(one.clean_claims)
    click.secho(f"{one.path}: {_count(one.claims, 'claim')}, {clean} clean", bold=True)
    for finding in one.unread:
        click.echo(f"  {finding.place}: {finding.code}: {finding.message}")
    told = [verdict for verdict in one.judgement.verdicts if verdict.claim is not None]
    for verdict in told[:_MOST_SHOWN]:
        _show_verdict(verdict)
    if len(told) > _MOST_SHOWN:
        click.echo(f"  … and {len(told) - _MOST_SHOWN} more; --json and --to have all")
    for number in one.clean_claims[: _MOST_SHOWN if one.claims <= _MOST_SHOWN else 0]:
        click.echo(f"  claim {number}: clean")


def _show_verdict(verdict: Any) -> None:
    line = f", line {verdict.line}" if verdict.line else ""
    where = " and ".join(filter(None, (verdict.field, verdict.related)))
    said = f"{verdict.result.value}{' (warning)' if verdict.severity is Severity.WARNING else ''}"
    click.echo(f"  claim {verdict.claim}{line}: {said}: {verdict.edit}: {verdict.message}")
    editions = "".join(f"; {read.set_name} {read.edition}" for read in verdict.editions)
    click.secho(
        f"      {where + ': ' if where else ''}{verdict.reason or verdict.citation}{editions}", dim=True
    )


def _show_whole(scrubbed: Sequence[_Scrubbed]) -> None:
    """What holds for all files: how much was clean, and what could not be judged."""
    if len(scrubbed) > 1:
        claims, clean = sum(one.claims for one in scrubbed), sum(len(one.clean_claims) for one in scrubbed)
        click.secho(f"{_count(len(scrubbed), 'file')}: {_count(claims, 'claim')}, {clean} clean", bold=True)
    by_reason: dict[str, dict[str, None]] = {}
    for one in scrubbed:
        for verdict in one.judgement.verdicts:
            if verdict.claim is None:
                by_reason.setdefault(verdict.reason, {})[f"{verdict.family}/{verdict.edit}"] = None
    for reason, edits in by_reason.items():
        click.echo(f"no data: {reason}: {', '.join(edits)}")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _write_parquet(scrubbed: Sequence[_Scrubbed], to: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.dictionary(pa.int32(), pa.string())
    schema = pa.schema(
        [
            ("file", text), ("claim", pa.int64()), ("line", pa.int64()), ("field", text), ("related", text),
            ("edit", text), ("family", text), ("verdict", text), ("severity", text), ("message", text),
            ("citation", text), ("editions", text), ("reason", text),
        ]
    )  # fmt: skip
    rows = [row for one in scrubbed for row in _parquet_rows(one)]
    columns = zip(*rows, strict=True) if rows else ([],) * len(schema)
    arrays = [
        pa.array(values, pa.string()).dictionary_encode()
        if field.type == text
        else pa.array(values, field.type)
        for field, values in zip(schema, columns, strict=True)
    ]
    to.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), to / "verdicts.parquet", compression="zstd")


def _parquet_rows(one: _Scrubbed) -> Iterator[tuple[Any, ...]]:
    for f in one.unread:
        yield (
            str(one.path), f.place.claim, f.place.line, f.place.field or "", "", f.code, "x12", "fail",
            f.severity.value, f.message, "", "", "",
        )  # fmt: skip
    for v in one.judgement.verdicts:
        editions = "; ".join(f"{read.set_name} {read.edition}" for read in v.editions)
        yield (
            str(one.path), v.claim, v.line, v.field, v.related, v.edit, v.family, v.result.value,
            v.severity.value, v.message, v.citation, editions, v.reason,
        )  # fmt: skip
