"""What does every set say as of one date? Chosen by the date that decides, never "latest"."""

import sqlite3
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import cached_property
from typing import TypeVar

from cleanclaim.core.codesets.icd10cm import Icd10cm
from cleanclaim.core.codesets.records import (
    Carc,
    CodeLabel,
    Edition,
    Hit,
    Modifier,
    PlaceOfService,
    Procedure,
    Rarc,
)
from cleanclaim.core.codesets.search import search_icd10cm
from cleanclaim.core.codesets.search.index import SearchIndex

Record = TypeVar("Record", bound=CodeLabel)
_FLAGS = {"facility", "alert"}


class Editions:
    """Every set of the library as of one date; a code that was not in force is None."""

    def __init__(
        self,
        day: date,
        connection: sqlite3.Connection,
        loaded: tuple[Edition, ...],
        index: Callable[[], SearchIndex],
    ) -> None:
        self.day = day
        self._connection = connection
        self._loaded = loaded
        self._index = index

    @cached_property
    def icd10cm(self) -> Icd10cm:
        """ICD-10-CM on the date."""
        return Icd10cm(self.day, self._connection)

    def edition(self, set_name: str) -> Edition | None:
        """The edition of a set that decides on the date; None where none is loaded: no data."""
        for edition in reversed(self._loaded):
            if edition.set_name == set_name and edition.effective_from <= self.day <= edition.effective_to:
                return edition
        return None

    def search(self, text: str, limit: int = 10) -> list[Hit]:
        """The billable ICD-10-CM codes that a line means on the date, best first, each with its why."""
        return search_icd10cm(text, limit, self.icd10cm, self._index())

    def carc(self, code: str) -> Carc | None:
        """A claim adjustment reason."""
        return self._record(Carc, "carc", code)

    def rarc(self, code: str) -> Rarc | None:
        """A remittance remark."""
        return self._record(Rarc, "rarc", code)

    def modifier(self, code: str) -> Modifier | None:
        """A procedure modifier."""
        return self._record(Modifier, "modifier", code)

    def place_of_service(self, code: str) -> PlaceOfService | None:
        """A place of service."""
        return self._record(PlaceOfService, "place_of_service", code)

    def procedure(self, code: str) -> Procedure | None:
        """A CPT or HCPCS number."""
        return self._record(Procedure, "procedure", code)

    def procedures(self) -> tuple[Procedure, ...]:
        """Every CPT and HCPCS number in force, in order."""
        rows = self._connection.execute(
            "SELECT * FROM procedure WHERE ? BETWEEN valid_from AND valid_to ORDER BY code",
            (self.day.isoformat(),),
        )
        return tuple(_record(Procedure, row) for row in rows)

    def claim_status_category(self, code: str) -> CodeLabel | None:
        """A claim status category, as in STC01-1."""
        return self._record(CodeLabel, "claim_status_category", code)

    def claim_status(self, code: str) -> CodeLabel | None:
        """A claim status, as in STC01-2."""
        return self._record(CodeLabel, "claim_status", code)

    def type_of_bill(self, code: str) -> CodeLabel | None:
        """A type of bill, four digits with the leading zero."""
        return self._record(CodeLabel, "type_of_bill", code)

    def _record(self, kind: type[Record], table: str, code: str) -> Record | None:
        row = self._connection.execute(
            f"SELECT * FROM {table} WHERE code = ? AND ? BETWEEN valid_from AND valid_to",
            (code.strip().upper(), self.day.isoformat()),
        ).fetchone()
        return _record(kind, row) if row else None


def _record(kind: type[Record], row: sqlite3.Row) -> Record:
    values: dict[str, object] = {field.name: row[field.name] for field in fields(kind)}
    for name in ("valid_from", "valid_to"):
        values[name] = date.fromisoformat(str(values[name]))
    for name in _FLAGS & values.keys():
        values[name] = bool(values[name])
    return kind(**values)  # type: ignore[arg-type]
