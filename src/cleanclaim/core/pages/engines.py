"""On what does a page run? One text: SQLite for one claim at the screen, DuckDB for many.

An engine is filled, then locked, then asked: once locked it cannot read a file, attach a database,
change its settings or write, whatever a query says.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import pyarrow as pa

from cleanclaim.core.facts.definition import Scalar
from cleanclaim.core.pages import functions
from cleanclaim.core.pages.tables import Relation, Row, for_sqlite, plain

Answer = list[tuple[Any, ...]]


class Engine(ABC):
    """What judges a page's query; as a context it closes itself."""

    @abstractmethod
    def add(self, relation: Relation, rows: Sequence[Row]) -> None:
        """Make a table and fill it."""

    @abstractmethod
    def define(self, name: str, sql: str) -> None:
        """Give a query a name, as a shared table."""

    @abstractmethod
    def lock(self) -> None:
        """From now on only answer."""

    @abstractmethod
    def run(self, sql: str) -> Answer:
        """Answer a checked query; dates as ISO text, flags as 0 or 1."""

    @abstractmethod
    def close(self) -> None:
        """Forget everything."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_READING = frozenset(
    (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
)
_STATEMENTS_KEPT = 512
"""Prepared statements that a connection keeps: preparing a page costs more than running it on one claim."""


class Sqlite(Engine):
    """One claim, in a few milliseconds: an in-memory database beside the library's own, read-only.

    Cleared, it can be filled again: its tables and prepared queries stay, its rows go.
    """

    def __init__(self, library: Path | None = None) -> None:
        self._connection = sqlite3.connect(
            "file::memory:", uri=True, isolation_level=None, cached_statements=_STATEMENTS_KEPT
        )
        functions.register_sqlite(self._connection)
        if library is not None:
            self._connection.execute("ATTACH ? AS library", (f"{library.resolve().as_uri()}?mode=ro",))
        self._tables: set[str] = set()
        self._views: set[str] = set()
        self._locked = False
        # Asked when a statement is prepared. Set once: setting it anew would forget every prepared one.
        self._connection.set_authorizer(self._allows)

    def add(self, relation: Relation, rows: Sequence[Row]) -> None:
        """Make a table where it is not there yet, and fill it."""
        if relation.name not in self._tables:
            columns = ", ".join(f'"{name}"' for name in relation.names)
            key = f" PRIMARY KEY ({', '.join(relation.key)})" if relation.key else ""
            shape = f"({columns},{key}) WITHOUT ROWID" if key else f"({columns})"
            self._connection.execute(f'CREATE TABLE "{relation.name}" {shape}')
            self._tables.add(relation.name)
        if rows:
            marks = ", ".join("?" * len(relation.names))
            self._connection.executemany(
                f'INSERT INTO "{relation.name}" VALUES ({marks})',
                [[for_sqlite(value) for value in row] for row in rows],
            )

    def add_from_library(self, name: str, there: str) -> None:
        """Show a table of the attached library under a name of its own."""
        if name not in self._views:
            self._connection.execute(f'CREATE TEMP VIEW "{name}" AS SELECT * FROM library."{there}"')
            self._views.add(name)

    def define(self, name: str, sql: str) -> None:
        """Give a query a name, as a shared table."""
        if name in self._tables:
            self._connection.execute(f'INSERT INTO "{name}" {sql}')
        else:
            self._connection.execute(f'CREATE TABLE "{name}" AS {sql}')
            self._tables.add(name)

    def lock(self) -> None:
        """From now on only answer."""
        self._locked = True

    def clear(self) -> None:
        """Forget every row, and be ready to be filled again."""
        self._locked = False
        for name in self._tables:
            self._connection.execute(f'DELETE FROM "{name}"')

    def run(self, sql: str) -> Answer:
        """Answer a checked query."""
        return self._connection.execute(sql).fetchall()

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()

    def _allows(self, action: int, *_: str | None) -> int:
        allowed = not self._locked or action in _READING
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


_DUCKDB_TYPES: dict[Scalar, str] = {
    "text": "VARCHAR", "code": "VARCHAR", "integer": "BIGINT", "cents": "BIGINT", "boolean": "BOOLEAN",
    "date": "DATE", "instant": "TIMESTAMPTZ", "decimal": "DECIMAL(24, 6)", "key": "VARCHAR",
}  # fmt: skip


class Duckdb(Engine):
    """Many claims at once, within a cap of memory and threads."""

    def __init__(self, *, memory: str = "1GB", threads: int = 2) -> None:
        import duckdb

        self._connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": memory,
                "threads": threads,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "python_enable_replacements": False,
            },
        )
        for macro in functions.DUCKDB:
            self._connection.execute(macro)

    def add(self, relation: Relation, rows: Sequence[Row]) -> None:
        """Make a table and fill it."""
        columns = ", ".join(f'"{c.name}" {_DUCKDB_TYPES[c.scalar]}' for c in relation.columns)
        self._connection.execute(f'CREATE TABLE "{relation.name}" ({columns})')
        if rows:
            held = [pa.array([_arrow_value(value) for value in column]) for column in zip(*rows, strict=True)]
            self._insert(relation.name, pa.table(held, names=list(relation.names)))

    def add_arrow(self, name: str, table: pa.Table) -> None:
        """Make a table of an Arrow table."""
        self._connection.register("arriving", table)
        self._connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM arriving')
        self._connection.unregister("arriving")

    def _insert(self, name: str, table: pa.Table) -> None:
        self._connection.register("arriving", table)
        self._connection.execute(f'INSERT INTO "{name}" SELECT * FROM arriving')
        self._connection.unregister("arriving")

    def define(self, name: str, sql: str) -> None:
        """Give a query a name, as a shared table."""
        self._connection.execute(f'CREATE TABLE "{name}" AS {sql}')

    def lock(self) -> None:
        """From now on only answer."""
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def run(self, sql: str) -> Answer:
        """Answer a checked query."""
        answered: Iterable[tuple[Any, ...]] = self._connection.execute(sql).fetchall()
        return [tuple(plain(value) for value in row) for row in answered]

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()


def _arrow_value(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
