"""What does ICD-10-CM say about a code on a date? Titles, notes, exclusions, headers."""

import sqlite3
from datetime import date

from cleanclaim.core.codesets.records import Exclusion, IcdCode, IcdNote, undotted

_CATEGORY = 3


class Icd10cm:
    """ICD-10-CM as of one date. Codes are taken with or without their dot."""

    def __init__(self, day: date, connection: sqlite3.Connection) -> None:
        self._day = day.isoformat()
        self._connection = connection

    def get(self, code: str) -> IcdCode | None:
        """The code or header in force on the date, or None."""
        rows = self._codes("code = ?", undotted(code))
        return rows[0] if rows else None

    def is_valid(self, code: str) -> bool:
        """True for a code or a header in force on the date."""
        return self.get(code) is not None

    def is_billable(self, code: str) -> bool:
        """True for a code that may stand on a claim on the date: in force and complete."""
        found = self.get(code)
        return found is not None and found.billable

    def ancestors(self, code: str) -> tuple[IcdCode, ...]:
        """The headers above a code, nearest first."""
        kept = undotted(code)
        prefixes = [kept[:length] for length in range(len(kept) - 1, _CATEGORY - 1, -1)]
        return tuple(found for prefix in prefixes if (found := self.get(prefix)))

    def children(self, code: str) -> tuple[IcdCode, ...]:
        """One level down, in order."""
        header = undotted(code)
        nearest: list[IcdCode] = []
        for below in self.under(header):
            if not (nearest and below.code.startswith(nearest[-1].code)):
                nearest.append(below)
        return tuple(nearest)

    def under(self, code: str) -> tuple[IcdCode, ...]:
        """Everything below a header, in order."""
        header = undotted(code)
        return tuple(self._codes("code > ? AND code < ?", header, header + "\uffff"))

    def billable_under(self, code: str) -> list[tuple[str, str]]:
        """The billable codes at or below a code with their titles, in order."""
        header = undotted(code)
        rows = self._connection.execute(
            "SELECT code, title FROM icd10cm WHERE code >= ? AND code < ? AND billable"
            " AND ? BETWEEN valid_from AND valid_to ORDER BY code",
            (header, header + "\uffff", self._day),
        )
        return [(row[0], row[1]) for row in rows]

    def siblings(self, code: str) -> tuple[IcdCode, ...]:
        """The codes under the same header, the code itself left out: what may be more specific."""
        above = self.ancestors(code)
        kept = undotted(code)
        return tuple(found for found in self.children(above[0].code) if found.code != kept) if above else ()

    def headings(self, code: str) -> tuple[tuple[str, str, str], ...]:
        """The block and the chapter of a code: (name, level, title), the nearest first."""
        rows = self._connection.execute(
            "SELECT name, level, title FROM icd10cm_heading WHERE category = ?"
            " AND ? BETWEEN valid_from AND valid_to ORDER BY level, name",
            (undotted(code)[:_CATEGORY], self._day),
        )
        return tuple((row["name"], row["level"], row["title"]) for row in rows)

    def notes(self, code: str) -> tuple[IcdNote, ...]:
        """The notes that hold for a code: its own first, then those of each header, block and chapter."""
        found: list[IcdNote] = []
        for place in self._places(code):
            rows = self._connection.execute(
                "SELECT kind, note FROM icd10cm_note WHERE printed_at = ?"
                " AND ? BETWEEN valid_from AND valid_to ORDER BY ordinal",
                (place, self._day),
            )
            found += [IcdNote(row["kind"], row["note"], place) for row in rows]
        return tuple(found)

    def seventh_characters(self, code: str) -> tuple[tuple[str, str], ...]:
        """The seventh characters that the nearest definition gives the code, with their meanings."""
        for place in self._places(code):
            rows = self._connection.execute(
                "SELECT character, meaning FROM icd10cm_seventh_character WHERE printed_at = ?"
                " AND ? BETWEEN valid_from AND valid_to ORDER BY character",
                (place, self._day),
            ).fetchall()
            if rows:
                return tuple((row["character"], row["meaning"]) for row in rows)
        return ()

    def excludes1(self, code: str) -> tuple[Exclusion, ...]:
        """What may not be coded together with the code, by its own notes and by those it inherits."""
        rows = self._connection.execute(
            "SELECT x.code_a, x.code_b, x.note, x.printed_at FROM icd10cm_ancestor a"
            " JOIN icd10cm_excludes1 x ON x.code_a = a.ancestor"
            " WHERE a.code = ? AND ? BETWEEN x.valid_from AND x.valid_to ORDER BY x.code_a DESC, x.code_b",
            (undotted(code), self._day),
        )
        return tuple(Exclusion(*row) for row in rows)

    def excludes1_between(self, one: str, other: str) -> Exclusion | None:
        """The Excludes1 note that keeps two codes apart, in either direction, or None."""
        for first, second in ((undotted(one), undotted(other)), (undotted(other), undotted(one))):
            row = self._connection.execute(
                "SELECT x.code_a, x.code_b, x.note, x.printed_at FROM icd10cm_ancestor a"
                " JOIN icd10cm_excludes1 x ON x.code_a = a.ancestor"
                " JOIN icd10cm_ancestor b ON b.code = ? AND b.ancestor = x.code_b"
                " WHERE a.code = ? AND ? BETWEEN x.valid_from AND x.valid_to LIMIT 1",
                (second, first, self._day),
            ).fetchone()
            if row:
                return Exclusion(*row)
        return None

    def _places(self, code: str) -> list[str]:
        """Where notes that hold for the code are printed: itself, its headers, its blocks, its chapter."""
        kept = undotted(code)
        own = [kept[:length] for length in range(len(kept), _CATEGORY - 1, -1)]
        return own + [name for name, _level, _title in self.headings(kept)]

    def _codes(self, where: str, *values: str) -> list[IcdCode]:
        rows = self._connection.execute(
            f"SELECT * FROM icd10cm WHERE {where} AND ? BETWEEN valid_from AND valid_to ORDER BY code",
            (*values, self._day),
        )
        return [icd_code(row) for row in rows]


def icd_code(row: sqlite3.Row) -> IcdCode:
    """A row of the table icd10cm as its record."""
    return IcdCode(
        row["code"],
        row["title"],
        bool(row["billable"]),
        date.fromisoformat(row["valid_from"]),
        date.fromisoformat(row["valid_to"]),
    )
