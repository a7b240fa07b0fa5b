"""Which tables may a page read? Their columns, and how a value is written for each engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from cleanclaim.core.facts.definition import Scalar, columns
from cleanclaim.core.facts.tables import TableColumn, published

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Relation:
    """A table by name, with its columns and the columns that rows are found by."""

    name: str
    columns: tuple[TableColumn, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)


def relation(name: str, /, **kinds: Scalar) -> Relation:
    """Declare a table: each column with its kind; every column may be empty."""
    return Relation(name, tuple(TableColumn(column, kind, True) for column, kind in kinds.items()))


def relation_of(name: str, fact: type) -> Relation:
    """A table with one row for each fact of a flat kind."""
    flat = (TableColumn(c.name, c.scalar, c.optional) for c in columns(fact) if c.scalar and not c.many)
    return Relation(name, tuple(flat))


@cache
def published_relation(name: str) -> Relation:
    """A published table of facts, keyed by the claim or remittance that its rows belong to."""
    table = published()[name]
    return Relation(name, table.columns, tuple(column.name for column in table.columns[: table.keys]))


def rows_from(relation: Relation, records: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows in the relation's order; a column that a record leaves out is empty. KeyError: no such column."""
    found = []
    for record in records:
        for name in record:
            if name not in relation.names:
                raise KeyError(f"{relation.name} has no column {name}")
        found.append(tuple(record.get(name) for name in relation.names))
    return found


def for_sqlite(value: Any) -> Any:
    """SQLite has no dates, booleans or decimals: ISO text, 0 or 1, and a number."""
    if value is None or isinstance(value, str | int):  # bool is an int, and SQLite stores it as one
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, UUID):
        return str(value)
    return value


def plain(value: Any) -> Any:
    """A value that came back from an engine, the same from each: dates as ISO text, whole numbers as int."""
    if isinstance(value, bool):
        return int(value)
    return for_sqlite(value)
