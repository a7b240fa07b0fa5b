"""cleanclaim read: which tables do these X12 files hold?"""

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from cleanclaim.cli import CLEAN, FINDINGS
from cleanclaim.cli.x12_files import document, name_of, opened
from cleanclaim.core import x12
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.facts.codec import to_document
from cleanclaim.core.facts.tables import arrow_schema, arrow_table, published, rows

_ROWS_OF_A_GROUP = 100_000
_ROOTS = ("claim", "remittance")


@click.command("read")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
@click.option(
    "--to", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to fill."
)
@click.option(
    "--format", "kind", type=click.Choice(["parquet", "csv", "jsonl"]), default="parquet", show_default=True
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(files: Sequence[str], to: Path, kind: str, as_json: bool) -> int:
    """Read X12 files into tables: one file for each table, or JSON lines with whole facts.

    What is wrong with the files goes to finding.jsonl. Exits 1 where something is; the tables hold what could
    be read.
    """
    to.mkdir(parents=True, exist_ok=True)
    sink: Any = _Documents(to) if kind == "jsonl" else _Tables(to, _Parquet if kind == "parquet" else _Csv)
    wrong = False
    with (to / "finding.jsonl").open("w") as findings:
        for file in files:
            with opened(file, "Reading") as source:
                streaming = x12.stream(source, file=name_of(file))
                for transaction in streaming:
                    sink.take("claim", transaction.claims)
                    sink.take("remittance", (transaction.remittance,) if transaction.remittance else ())
                    wrong |= _note(findings, name_of(file), transaction.findings)
            wrong |= _note(findings, name_of(file), streaming.findings)
    counts = sink.close()
    if as_json:
        click.echo(json.dumps({"to": str(to), "rows": counts, "accepted": not wrong}, indent=1))
    else:
        for name, count in counts.items():
            click.echo(f"{count:>12,}  {name}")
    return FINDINGS if wrong else CLEAN


def _note(out: TextIO, file: str, findings: Sequence[Finding]) -> bool:
    """Write findings; tell whether one is an error."""
    for one in findings:
        out.write(json.dumps({"file": file, **document(one)}) + "\n")
    return any(one.severity in (Severity.FATAL, Severity.ERROR) for one in findings)


class _Documents:
    """Whole facts, one JSON line each: what `cleanclaim write` reads."""

    def __init__(self, folder: Path) -> None:
        self._files = {root: (folder / f"{root}.jsonl").open("w") for root in _ROOTS}
        self._counts = dict.fromkeys(_ROOTS, 0)

    def take(self, root: str, facts: Sequence[object]) -> None:
        """Write facts."""
        self._counts[root] += len(facts)
        for one in facts:
            self._files[root].write(json.dumps(to_document(one)) + "\n")

    def close(self) -> Mapping[str, int]:
        """Finish, and count what was written."""
        for file in self._files.values():
            file.close()
        return self._counts


class _Tables:
    """Published tables; rows are gathered so that each group of rows is large."""

    def __init__(self, folder: Path, kind: type["_Parquet"] | type["_Csv"]) -> None:
        self._folder = folder
        self._kind = kind
        self._waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._writers: dict[str, _Parquet | _Csv] = {}
        self._counts = dict.fromkeys(published(), 0)
        self._next = dict.fromkeys(_ROOTS, 1)

    def take(self, root: str, facts: Sequence[object]) -> None:
        """Spread facts over the tables of their root."""
        if not facts:
            return
        for name, held in rows(root, facts, self._next[root]).items():
            self._waiting[name].extend(held)
            if len(self._waiting[name]) >= _ROWS_OF_A_GROUP:
                self._flush(name)
        self._next[root] += len(facts)

    def _flush(self, name: str) -> None:
        held = self._waiting.pop(name, [])
        writer = self._writers.get(name)
        if writer is None:
            writer = self._writers[name] = self._kind(self._folder, name)
        writer.write(held)
        self._counts[name] += len(held)

    def close(self) -> Mapping[str, int]:
        """Write what waits, and count; a table without rows is written too, where its root was read."""
        for name, table in published().items():
            root = table.columns[0].name
            if self._next[root] > 1:
                self._flush(name)
        for writer in self._writers.values():
            writer.close()
        return {name: count for name, count in self._counts.items() if count}


class _Parquet:
    def __init__(self, folder: Path, name: str) -> None:
        import pyarrow.parquet as pq

        self._name = name
        self._writer = pq.ParquetWriter(folder / f"{name}.parquet", arrow_schema(name), compression="zstd")

    def write(self, held: Sequence[tuple[Any, ...]]) -> None:
        self._writer.write_table(arrow_table(self._name, held))

    def close(self) -> None:
        self._writer.close()


class _Csv:
    def __init__(self, folder: Path, name: str) -> None:
        self._file = (folder / f"{name}.csv").open("w", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(column.name for column in published()[name].columns)

    def write(self, held: Sequence[tuple[Any, ...]]) -> None:
        self._writer.writerows([_cell(value) for value in row] for row in held)

    def close(self) -> None:
        self._file.close()


def _cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula is quoted."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
