"""Under which phrases can a code be found? Titles, inclusion terms, index paths, neoplasm sites."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from cleanclaim.core.codesets.search.words import all_words

TITLE, INCLUSION, INDEX, NEOPLASM, DRUG = "title", "inclusion term", "index", "neoplasm table", "drug table"
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
    yield from index_entries(connection)


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


def index_entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    """One phrase per path of the Alphabetic Index, its heads split; nothing where it is not loaded."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'icd10cm_index'").fetchone():
        return
    rows = connection.execute(
        "SELECT DISTINCT path, extra, code, level, kind, see FROM icd10cm_index ORDER BY path, code"
    ).fetchall()
    coded = {_words(path): code for path, _, code, *_ in rows if code}
    for path, extra, code, level, kind, see in rows:
        meant = code or coded.get(_words(see.partition(" - ")[0]), "")
        if not meant:
            continue
        if kind == "neoplasm":
            yield from _neoplasm(path, extra, meant)
        elif kind == "drug":
            yield from _drug(path, extra, meant)
        else:
            default = level == 0 and bool(code)
            for phrase in _phrases(path):
                yield Entry(meant, phrase, INDEX, extra, default)


def _words(path: str) -> frozenset[str]:
    return frozenset(all_words(path))


def _phrases(path: str) -> Iterator[str]:
    """A head such as "Hypertension, hypertensive" gives one phrase with each of its words."""
    head, _, rest = path.partition("; ")
    alternatives = [head]
    if "," in head:
        parts = [part.strip() for part in head.split(",")]
        alternatives = [part for part in parts if part] if all(len(p.split()) == 1 for p in parts) else [head]
    for alternative in alternatives:
        yield f"{alternative}; {rest}" if rest else alternative


_NEOPLASM_WORDS = {
    "malignant primary": ("cancer", "carcinoma"),
    "secondary": ("metastasis", "secondary cancer"),
    "in situ": ("carcinoma in situ",),
    "benign": ("benign neoplasm", "adenoma"),
    "uncertain behavior": ("neoplasm of uncertain behavior",),
    "unspecified behavior": ("neoplasm", "tumor"),
}
_DRUG_WORDS = {
    "poisoning accidental": "poisoning",
    "adverse effect": "adverse effect",
    "underdosing": "underdosing",
}


def _neoplasm(path: str, extra: str, code: str) -> Iterator[Entry]:
    """The Neoplasm Table by the words that are said: cancer of, carcinoma of, metastasis to a site."""
    _head, _, rest = path.partition("; ")
    site, _, column = rest.rpartition("; ")
    for said in _NEOPLASM_WORDS.get(column or rest, ()):
        yield Entry(code, f"{said} {site}".strip(), NEOPLASM, extra)


def _drug(path: str, extra: str, code: str) -> Iterator[Entry]:
    drug, _, column = path.rpartition("; ")
    if column in _DRUG_WORDS:
        yield Entry(code, f"{_DRUG_WORDS[column]} {drug}", DRUG, extra)
