"""Under which phrases can a code be found? Titles, inclusion terms, index paths, neoplasm sites."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

TITLE, INCLUSION, INDEX, NEOPLASM = "title", "inclusion term", "index", "neoplasm table"
SEARCHED = frozenset({"icd10cm", "icd10cm_tabular", "icd10cm_index"})
"""The sets whose editions the phrases come from."""


_EVERY_TITLE = "SELECT DISTINCT code, title FROM icd10cm ORDER BY length(code), code"


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase for one code; extra words may be in the query or not (non-essential modifiers)."""

    code: str
    phrase: str
    kind: str
    extra: str = ""
    default: bool = False  # the code that a main term of the index gives without further words


def entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    """Every phrase that the loaded editions give."""
    yield from _titles(connection)
    yield from _inclusion_terms(connection)


def _titles(connection: sqlite3.Connection) -> Iterator[Entry]:
    """One phrase per title; a code that only adds its seventh character is found through its stem."""
    stems: dict[str, str] = {}
    for code, title in connection.execute(_EVERY_TITLE):
        stem_title = _stem_title(code, stems)
        if stem_title is not None and title.startswith(f"{stem_title}, "):
            continue
        if code not in stems:
            stems[code] = title
        yield Entry(code, title, TITLE)


def _stem_title(code: str, stems: dict[str, str]) -> str | None:
    if len(code) < 7:
        return None
    stem = code[:6].rstrip("X")
    return stems.get(stem) or stems.get(code[:6])


def _inclusion_terms(connection: sqlite3.Connection) -> Iterator[Entry]:
    for code, phrase in connection.execute(
        "SELECT DISTINCT printed_at, note FROM icd10cm_note WHERE kind IN ('inclusion_term', 'includes')"
    ):
        if code[:1].isalpha() and "-" not in code:
            yield Entry(code, phrase, INCLUSION)
