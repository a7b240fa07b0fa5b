"""How is one code looked up in half a millisecond? The published tables in SQLite, derived and disposable."""

import hashlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cleanclaim.core.codesets.records import Edition
from cleanclaim.core.codesets.tables import PublishedTable

FORM = "1"
"""Part of every digest: raised when the derivation changes, so that old tables are made anew."""

_BATCH_ROWS = 50_000
_SQL_TYPE = {pa.string(): "TEXT", pa.date32(): "TEXT", pa.bool_(): "INTEGER"}


class Lookup:
    """`<home>/reference/lookup.sqlite` and `tables/*.parquet`, each table made from its editions once."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "lookup.sqlite"
        self.tables_folder = folder / "tables"
        self._mine = threading.local()

    def connection(self) -> sqlite3.Connection:
        """This thread's read-only connection."""
        connection: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
            connection.row_factory = sqlite3.Row
            self._mine.connection = connection
        return connection

    def table_names(self) -> tuple[str, ...]:
        """Every published table that is made."""
        return tuple(sorted(path.stem for path in self.tables_folder.glob("*.parquet")))

    def table(self, name: str) -> pa.Table:
        """A published table over all dates, as Arrow."""
        return pq.read_table(self.tables_folder / f"{name}.parquet")

    def digests(self) -> dict[str, str]:
        """What each set's tables were made from, by set; empty where nothing was made yet."""
        if not self.path.is_file():
            return {}
        return {row[0]: row[1] for row in self.connection().execute("SELECT set_name, digest FROM derived")}

    def replace(self, set_name: str, digest: str, made: dict[PublishedTable, pa.Table]) -> None:
        """Put a set's tables in place of the old ones, in one transaction."""
        self.tables_folder.mkdir(parents=True, exist_ok=True)
        for published, rows in made.items():
            draft = self.tables_folder / f"{published.name}.{os.getpid()}.draft"
            pq.write_table(rows, draft, compression="zstd")
            draft.replace(self.tables_folder / f"{published.name}.parquet")
        with _writing(self.path) as connection:
            for published, rows in made.items():
                _fill(connection, published, rows)
            connection.execute("REPLACE INTO derived VALUES (?, ?)", (set_name, digest))


def digest_of(editions: tuple[Edition, ...]) -> str:
    """What a set's tables are made from: the editions' digests, their dates and this derivation's form."""
    told = [f"{edition.sha256}{edition.effective_from}{edition.effective_to}" for edition in editions]
    return hashlib.sha256("\n".join([FORM, *told]).encode()).hexdigest()


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, timeout=60, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS derived (set_name TEXT PRIMARY KEY, digest TEXT NOT NULL)"
        )
        yield connection
        connection.execute("COMMIT")
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, published: PublishedTable, rows: pa.Table) -> None:
    kinds = {field.name: _sqlite_type(field.type) for field in published.schema}
    columns = ", ".join(f'"{name}" {_SQL_TYPE.get(kind, "INTEGER")}' for name, kind in kinds.items())
    key = ", ".join(f'"{name}"' for name in published.key)
    connection.execute(f'DROP TABLE IF EXISTS "{published.name}"')
    clustered = f", PRIMARY KEY ({key})) WITHOUT ROWID" if published.unique else ")"
    connection.execute(f'CREATE TABLE "{published.name}" ({columns}{clustered}')
    marks = ", ".join("?" * len(published.schema))
    for batch in _texts(rows).to_batches(max_chunksize=_BATCH_ROWS):
        values = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        connection.executemany(f'INSERT INTO "{published.name}" VALUES ({marks})', values)
    keys = published.indexes if published.unique else (published.key,)
    for place, names in enumerate(keys):
        named = ", ".join(f'"{name}"' for name in names)
        connection.execute(f'CREATE INDEX "{published.name}_{place}" ON "{published.name}" ({named})')


def _texts(rows: pa.Table) -> pa.Table:
    """The same rows with dates as ISO text, for SQLite has no dates."""
    return rows.cast(pa.schema([pa.field(f.name, _sqlite_type(f.type)) for f in rows.schema]))


def _sqlite_type(kind: pa.DataType) -> pa.DataType:
    plain = pa.types.is_date(kind) or pa.types.is_decimal(kind) or pa.types.is_dictionary(kind)
    return pa.string() if plain else kind


Progress = Callable[[str, int, int], None]
"""Told what is being made, how many steps are done, and of how many."""
