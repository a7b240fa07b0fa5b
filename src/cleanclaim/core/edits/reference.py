"""Which reference tables may an edit read, of which set is each, and which edition decides a date?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from cleanclaim.core.codesets import tables as library
from cleanclaim.core.facts.definition import Scalar
from cleanclaim.core.facts.tables import TableColumn
from cleanclaim.core.pages.engines import Duckdb, Sqlite
from cleanclaim.core.pages.tables import Relation, rows_from


@dataclass(frozen=True, slots=True)
class _Source:
    """A table of the library, and the set whose editions decide it."""

    table: library.PublishedTable
    set_name: str


# The library's `modifier` would hide the claim's own: here it is modifier_code, and so with its fellows.
_SOURCES: dict[str, _Source] = {
    "icd10cm": _Source(library.ICD10CM, "icd10cm"),
    "icd10cm_ancestor": _Source(library.ICD10CM_ANCESTOR, "icd10cm"),
    "icd10cm_excludes1": _Source(library.ICD10CM_EXCLUDES1, "icd10cm_tabular"),
    "icd10cm_note": _Source(library.ICD10CM_NOTE, "icd10cm_tabular"),
    "icd10cm_seventh_character": _Source(library.ICD10CM_SEVENTH, "icd10cm_tabular"),
    "place_of_service_code": _Source(library.PLACE_OF_SERVICE, "place_of_service"),
    "modifier_code": _Source(library.MODIFIER, "modifier"),
    "procedure_code": _Source(library.PROCEDURE, "procedure"),
}

EDITION = "reference_edition"


class Library(Protocol):
    """What the reference library gives to many claims at once (codesets.Reference)."""

    def tables(self) -> Mapping[str, pa.Table]:
        """Its tables over all dates."""
        ...

    @property
    def sqlite_path(self) -> Path:
        """The same in SQLite."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """Reference rows written out, as in a page's case."""

    records: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


@cache
def relations() -> dict[str, Relation]:
    """The reference tables that an edit may read."""
    return {name: _relation(name, source.table.schema) for name, source in _SOURCES.items()}


def set_of(table: str) -> str:
    """The set whose editions decide a table."""
    return _SOURCES[table].set_name


def fill(engine: Sqlite | Duckdb, source: Library | Given, tables: Sequence[str]) -> None:
    """Give an engine the reference tables that its pages read."""
    named = [(name, _SOURCES[name].table.name) for name in tables] + [(EDITION, EDITION)]
    if isinstance(source, Given):
        for name, _ in named:
            relation = edition_relation() if name == EDITION else relations()[name]
            engine.add(relation, rows_from(relation, source.records.get(name, ())))
    elif isinstance(engine, Sqlite):
        for name, there in named:
            engine.add_from_library(name, there)
    else:
        held = source.tables()
        for name, there in named:
            engine.add_arrow(name, held[there])


def edition_relation() -> Relation:
    """Which edition of which set decides which days."""
    return _relation(EDITION, library.REFERENCE_EDITION.schema)


class Editions:
    """Which edition of a set is in force on a day, as the loaded library says."""

    def __init__(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        self._rows = rows
        self._known: dict[tuple[str, str], str | None] = {}

    def on(self, set_name: str, day: str) -> str | None:
        """The edition, or None where none is loaded for the day. day: ISO text."""
        asked = (set_name, day)
        if asked not in self._known:
            self._known[asked] = next(
                (name for held, name, first, last in self._rows if held == set_name and first <= day <= last),
                None,
            )
        return self._known[asked]


_KINDS: dict[pa.DataType, Scalar] = {
    pa.string(): "text", pa.date32(): "date", pa.bool_(): "boolean", pa.int32(): "integer",
    pa.int64(): "integer",
}  # fmt: skip


def _relation(name: str, schema: pa.Schema) -> Relation:
    return Relation(name, tuple(TableColumn(column.name, _KINDS[column.type], True) for column in schema))


def day(value: str | date | None) -> str | None:
    """A day as ISO text."""
    return value.isoformat() if isinstance(value, date) else value
