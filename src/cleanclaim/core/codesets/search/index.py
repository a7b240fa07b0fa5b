"""How are phrases found by their words, fast and from disk? An inverted index in one SQLite file."""

import hashlib
import math
import os
import re
import sqlite3
import threading
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from cleanclaim.core.codesets.search.entries import Entry
from cleanclaim.core.codesets.search.words import all_words, stem, stems, words

_SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, code TEXT, phrase TEXT, kind TEXT, stems TEXT, extra TEXT,
                    offered REAL, extra_offered REAL, written TEXT, preferred INTEGER);
CREATE TABLE term (stem TEXT PRIMARY KEY, weight REAL, entries BLOB) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, stem TEXT, times INTEGER) WITHOUT ROWID;
CREATE TABLE near (cut TEXT, word TEXT, PRIMARY KEY (cut, word)) WITHOUT ROWID;
CREATE TABLE offered (weights BLOB);
CREATE TABLE made_from (digest TEXT);
"""
_SHAPE = hashlib.sha256(_SCHEMA.encode()).hexdigest()[:8]
# What stands in parentheses may be in the query or not.
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
_SHORTEST_REPAIRED = 4


class SearchIndex:
    """The index file; each thread reads it through its own connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mine = threading.local()
        self._offered: array[float] | None = None

    def is_from(self, digest: str) -> bool:
        """True where the file was made from just these editions, and in the shape that is read here."""
        if not self.path.is_file():
            return False
        row = self.connection().execute("SELECT digest FROM made_from").fetchone()
        return bool(row) and row[0] == f"{digest} {_SHAPE}"

    def connection(self) -> sqlite3.Connection:
        """This thread's read-only connection."""
        connection: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
            self._mine.connection = connection
        return connection

    def offered(self) -> "array[float]":
        """How much all the words of each phrase tell together, by the phrase's number."""
        if self._offered is None:
            offered = array("f")
            offered.frombytes(self.connection().execute("SELECT weights FROM offered").fetchone()[0])
            self._offered = offered
        return self._offered

    def make(self, phrases: Iterable[Entry], digest: str) -> None:
        """Write the index of all phrases and put it in place of the old one."""
        draft = self.path.with_suffix(f".{os.getpid()}.draft")
        draft.unlink(missing_ok=True)
        connection = sqlite3.connect(draft)
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        _fill(connection, phrases)
        connection.execute("INSERT INTO made_from VALUES (?)", (f"{digest} {_SHAPE}",))
        connection.commit()
        connection.close()
        draft.replace(self.path)
        self._mine, self._offered = threading.local(), None


def _fill(connection: sqlite3.Connection, phrases: Iterable[Entry]) -> None:
    found_in: dict[str, array[int]] = defaultdict(lambda: array("i"))
    vocabulary: Counter[str] = Counter()
    kept = []
    for number, entry in enumerate(phrases):
        own = stems(_IN_PARENTHESES.sub(" ", entry.phrase))
        beside = " ".join([entry.extra, *_IN_PARENTHESES.findall(entry.phrase)]).strip()
        extra = [other for other in stems(beside) if other not in own] if beside else []
        for one in (*own, *extra):
            found_in[one].append(number)
        vocabulary.update(words(f"{entry.phrase} {entry.extra}"))
        kept.append((number, entry, own, extra))
    weights = {one: math.log(1 + len(kept) / len(where)) for one, where in found_in.items()}
    marks = ", ".join("?" * 10)
    connection.executemany(f"INSERT INTO entry VALUES ({marks})", (_row(*one, weights) for one in kept))
    offered = array("f", (sum(weights[one] for one in own) for _, _, own, _ in kept))
    connection.execute("INSERT INTO offered VALUES (?)", (offered.tobytes(),))
    connection.executemany(
        "INSERT INTO term VALUES (?, ?, ?)",
        ((one, weights[one], where.tobytes()) for one, where in sorted(found_in.items())),
    )
    connection.executemany(
        "INSERT INTO word VALUES (?, ?, ?)",
        ((word, stem(word), times) for word, times in sorted(vocabulary.items())),
    )
    connection.executemany("INSERT OR IGNORE INTO near VALUES (?, ?)", sorted(_nearby(vocabulary)))


def _row(
    number: int, entry: Entry, own: list[str], extra: list[str], weights: dict[str, float]
) -> tuple[object, ...]:
    offered, extra_offered = (sum(weights[one] for one in some) for some in (own, extra))
    written = " ".join(dict.fromkeys(all_words(entry.phrase)))
    told = (entry.code, entry.phrase, entry.kind, " ".join(own), " ".join(extra))
    return (number, *told, offered, extra_offered, written, entry.default)


def _nearby(vocabulary: Iterable[str]) -> set[tuple[str, str]]:
    """Every word under itself and under each way to leave out one letter of it."""
    return {
        (cut, word)
        for word in vocabulary
        if len(word) >= _SHORTEST_REPAIRED and word.isalpha()
        for cut in (word, *cuts(word))
    }


def cuts(word: str) -> set[str]:
    """The word with one letter left out, in every way."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
