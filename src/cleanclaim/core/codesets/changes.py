"""What changed between two editions of a set? Added, deleted and revised rows, by the key of the set."""

from dataclasses import dataclass

import pyarrow as pa

from cleanclaim.core.codesets.imported_tables import IMPORTED
from cleanclaim.core.codesets.records import Edition
from cleanclaim.core.codesets.store import Store

_KEYS = {name: key for name, _, key, _ in IMPORTED} | {"icd10cm_tabular": ("at", "kind", "character", "text")}
_SEPARATOR = "\x1f"
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows as texts, the key first; a revised row is as it stands in the later edition."""

    added: tuple[Row, ...]
    deleted: tuple[Row, ...]
    revised: tuple[Row, ...]

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {"added": len(self.added), "deleted": len(self.deleted), "revised": len(self.revised)}


def changes(store: Store, before: Edition, after: Edition) -> Changes:
    """Compare two stored editions of one set."""
    key = _KEYS.get(before.set_name, ("code",))
    old, new = _rows(store.rows(before), key), _rows(store.rows(after), key)
    return Changes(
        tuple(new[name] for name in sorted(new.keys() - old.keys())),
        tuple(old[name] for name in sorted(old.keys() - new.keys())),
        tuple(new[name] for name in sorted(new.keys() & old.keys()) if new[name] != old[name]),
    )


def _rows(table: pa.Table, key: tuple[str, ...]) -> dict[str, Row]:
    """Rows by key; where a key recurs its rows are told apart by their first day."""
    names = [*key, *(name for name in table.schema.names if name not in key)]
    columns = [[_text(value) for value in table.column(name).to_pylist()] for name in names]
    first_day = names.index("valid_from") if "valid_from" in names else None
    found: dict[str, Row] = {}
    for row in zip(*columns, strict=True):
        parts = row[: len(key)] if first_day is None else (*row[: len(key)], row[first_day])
        found[_SEPARATOR.join(parts)] = row
    return found


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "billable" if value else "header"
    return "" if value is None else str(value)
