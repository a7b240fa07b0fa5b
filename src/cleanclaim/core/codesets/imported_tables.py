"""How do imported editions become tables over all dates? By their own dates, or by those of the edition."""

from collections.abc import Callable

import pyarrow as pa

from cleanclaim.core.codesets import own_tables
from cleanclaim.core.codesets.records import OPEN_END, Edition
from cleanclaim.core.codesets.tables import PublishedTable

SetEditions = list[tuple[Edition, pa.Table]]
Derive = Callable[[dict[str, SetEditions]], dict[PublishedTable, pa.Table]]

IMPORTED: tuple[tuple[str, str, tuple[str, ...], str], ...] = tuple(
    (row["name"], row["title"], tuple(row["key"].split()), row["what"])
    for row in own_tables.records("imported_sets")
)
"""Set, what it is called, the columns by which its rows are found, and what to give to `codes import`."""


def derive(name: str, key: tuple[str, ...]) -> Derive:
    """How the set's table is made: rows that carry dates count in their newest release only."""

    def made(editions: dict[str, SetEditions]) -> dict[PublishedTable, pa.Table]:
        stored = editions[name]
        dated = "valid_from" in stored[0][1].schema.names
        newest = max(edition.effective_from for edition, _ in stored)
        kept = [one for one in stored if not dated or one[0].effective_from == newest]
        tables = [rows if dated else _with_dates(edition, rows) for edition, rows in kept]
        rows = pa.concat_tables(tables, promote_options="default")
        published = PublishedTable(name, rows.schema, (*key, "valid_from"), unique=False)
        return {published: rows}

    return made


def _with_dates(edition: Edition, rows: pa.Table) -> pa.Table:
    first, last = (pa.scalar(day, pa.date32()) for day in (edition.effective_from, edition.effective_to))
    dated = rows.append_column("valid_from", pa.repeat(first, rows.num_rows))
    return dated.append_column("valid_to", pa.repeat(last, rows.num_rows))


def procedures(editions: dict[str, SetEditions], own: pa.Table) -> pa.Table:
    """Our own words for a procedure number, replaced by the imported ones where a release brings them."""
    found: dict[str, list[tuple[str, str, str, str, object, object]]] = {}
    for row in own.to_pylist():
        found.setdefault(row["code"], []).append(tuple(row.values()))
    for name, kind in (("hcpcs", "hcpcs"), ("cpt", "cpt")):
        stored = editions.get(name, [])
        newest = max((edition.effective_from for edition, _ in stored), default=OPEN_END)
        for edition, rows in stored:
            if edition.effective_from == newest:
                for code, said in _imported_rows(edition, rows, kind).items():
                    known = found.get(code)
                    kept = known[0][2] if known else kind
                    found[code] = [(code, said[0], kept, edition.name, said[1], said[2])]
    rows = sorted(row for listed in found.values() for row in listed)
    return pa.table([list(column) for column in zip(*rows, strict=True)], schema=own.schema)


def _imported_rows(edition: Edition, rows: pa.Table, kind: str) -> dict[str, tuple[str, object, object]]:
    said = {}
    for row in rows.to_pylist():
        if row.get("kind", "code") == "code":
            first = row.get("valid_from", edition.effective_from)
            last = row.get("valid_to", edition.effective_to)
            said[row["code"]] = (row.get("short_title") or row["title"], first, last)
    return said
