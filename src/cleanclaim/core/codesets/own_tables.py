"""What do the small sets say that are compiled here as facts, in our own words? The CSV files of data/."""

import csv
from collections.abc import Iterable
from datetime import date
from importlib import resources

import pyarrow as pa

from cleanclaim.core.codesets.records import OPEN_END

_ALWAYS = date(2000, 1, 1)


def records(name: str) -> list[dict[str, str]]:
    """The records of data/<name>.csv; lines that start with # are remarks."""
    text = resources.files("cleanclaim.core.codesets").joinpath("data", f"{name}.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return list(csv.DictReader(lines))


def table(name: str, schema: pa.Schema) -> pa.Table:
    """A small set as an Arrow table of the given columns."""
    rows = records(name)
    columns = [_column(field, [row.get(field.name) or "" for row in rows]) for field in schema]
    return pa.table(columns, schema=schema)


def _column(field: pa.Field, texts: Iterable[str]) -> pa.Array:
    if pa.types.is_date(field.type):
        otherwise = OPEN_END if field.name == "valid_to" else _ALWAYS
        return pa.array([date.fromisoformat(text) if text else otherwise for text in texts], field.type)
    if pa.types.is_boolean(field.type):
        return pa.array([text in {"1", "yes"} for text in texts], field.type)
    return pa.array(list(texts), field.type)
