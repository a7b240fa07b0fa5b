"""Which phrases are nearest to a query? Rare shared words first, then how much of both is shared."""

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from cleanclaim.core.codesets.search.index import SearchIndex, cuts
from cleanclaim.core.codesets.search.meaning import is_said, tokens
from cleanclaim.core.codesets.search.words import all_words, stem

_COMMON_ENTRIES = 2_500
_RESCORED = 300
_EXTRA_WEIGHT = 0.15
_UNKNOWN_WEIGHT = 8.0
_PREFIX_WORDS = 6
_FINE_WEIGHT = 0.06
_UNSPECIFIED_BONUS = 0.01
_DEFAULT_BONUS = 0.03


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase, how near it is (0 to 1), and what the query had to be repaired to."""

    code: str
    phrase: str
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the query as stems that it may stand for, with their weight and their phrases."""

    stems: frozenset[str]
    weight: float
    entries: "array[int]"


def terms_of(query_words: list[str], connection: sqlite3.Connection) -> tuple[list[Term], list[str]]:
    """The query's terms, and which beginnings were completed ("exac → exacerbation")."""
    found, repairs = [], []
    seen: set[str] = set()
    for word in query_words:
        if stem(word) in seen:
            continue
        seen.add(stem(word))
        term = _term([stem(word)], connection)
        if term is None:
            meant = _completed(word, connection)
            if meant:
                repairs.append(f"{word} → {meant[0]}")
                term = _term([stem(one) for one in meant], connection)
        found.append(term or Term(frozenset(), _UNKNOWN_WEIGHT, array("i")))
    return found, repairs


def repaired_text(text: str, connection: sqlite3.Connection) -> tuple[str, list[str]]:
    """The query with its slips of the pen put right, and what was put right ("diabtes → diabetes")."""
    written, repairs = [], []
    for token in tokens(text):
        meant = token
        if token.isalpha() and not is_said(token) and not _is_beginning(token, connection):
            meant = next(iter(_repaired(token, connection)), token)
        if meant != token:
            repairs.append(f"{token} → {meant}")
        written.append(meant)
    return (" ".join(written), repairs) if repairs else (text, [])


def _is_beginning(word: str, connection: sqlite3.Connection) -> bool:
    """True for a known word, or for what some known word begins with."""
    row = connection.execute(
        "SELECT 1 FROM word WHERE word >= ? AND word < ? LIMIT 1", (word, word + "\uffff")
    ).fetchone()
    return row is not None


def _term(candidates: list[str], connection: sqlite3.Connection) -> Term | None:
    entries: array[int] = array("i")
    weights = []
    for one in dict.fromkeys(candidates):
        row = connection.execute("SELECT weight, entries FROM term WHERE stem = ?", (one,)).fetchone()
        if row:
            weights.append(row[0])
            entries.frombytes(row[1])
    if len(weights) > 1:
        entries = array("i", sorted(set(entries)))
    return Term(frozenset(candidates), max(weights), entries) if weights else None


def _completed(word: str, connection: sqlite3.Connection) -> list[str]:
    """The most used words that begin with what was typed."""
    if len(word) < 3:
        return []
    rows = connection.execute(
        "SELECT word FROM word WHERE word > ? AND word < ? ORDER BY times DESC LIMIT ?",
        (word, word + "\uffff", _PREFIX_WORDS),
    )
    return [row[0] for row in rows]


def _repaired(word: str, connection: sqlite3.Connection) -> list[str]:
    """The most used known word one slip away: a letter left out, added, changed or swapped."""
    if len(word) < 4:
        return []
    marks = (word, *cuts(word))
    rows = connection.execute(
        f"SELECT DISTINCT w.word, w.times FROM near n JOIN word w ON w.word = n.word"
        f" WHERE n.cut IN ({', '.join('?' * len(marks))})",
        marks,
    ).fetchall()
    close = [(-_likeness(word, other), -times, other) for other, times in rows]
    return [min(close)[2]] if close else []


def _likeness(word: str, other: str) -> float:
    """Same first letter, same length and same letters make a slip more likely."""
    swapped = sorted(word) == sorted(other)
    return 2 * (word[0] == other[0]) + (len(word) == len(other)) + 2 * swapped + (word[-1] == other[-1]) / 2


def matches(terms: list[Term], index: SearchIndex, meaning: str) -> list[Match]:
    """The nearest phrases, best first."""
    gathered: dict[int, float] = {}
    for term in sorted(terms, key=lambda term: len(term.entries)):
        if gathered and len(term.entries) > _COMMON_ENTRIES:
            for number in _among(gathered, term.entries):
                gathered[number] += term.weight
        else:
            for number in term.entries:
                gathered[number] = gathered.get(number, 0.0) + term.weight
    best = sorted(gathered, key=lambda number: (-gathered[number], number))[:_RESCORED]
    return _rescored(best, terms, index, frozenset(all_words(meaning)))


def _among(numbers: Iterable[int], ascending: "array[int]") -> list[int]:
    """Which of the numbers are in a long ascending array."""
    end = len(ascending)
    places = ((number, bisect_left(ascending, number)) for number in numbers)
    return [number for number, place in places if place < end and ascending[place] == number]


def _rescored(numbers: list[int], terms: list[Term], index: SearchIndex, said: frozenset[str]) -> list[Match]:
    marks = ", ".join("?" * len(numbers))
    rows = index.connection().execute(
        "SELECT code, phrase, kind, stems, extra, offered, extra_offered, written, preferred"
        f" FROM entry WHERE id IN ({marks})",
        numbers,
    )
    asked = sum(term.weight for term in terms)
    found = []
    for code, phrase, kind, stems, extra, offered, extra_offered, written, preferred in rows:
        own, more = stems.split(), extra.split()
        shared = beside = 0.0
        for term in terms:
            if not term.stems.isdisjoint(own):
                shared += term.weight
            elif more and not term.stems.isdisjoint(more):
                beside += term.weight
        wanted = asked + offered + _EXTRA_WEIGHT * extra_offered + (1 - _EXTRA_WEIGHT) * beside
        score = 2 * (shared + beside) / wanted + _fine(said, written.split())
        found.append(Match(code, phrase, kind, score + _DEFAULT_BONUS * preferred))
    return sorted(found, key=lambda match: (-match.score, len(match.code), match.code))


def _fine(said: frozenset[str], written: list[str]) -> float:
    """What the small words tell apart: other, unspecified, without."""
    alike = 2 * len(said.intersection(written)) / (len(said) + len(written) or 1)
    return _FINE_WEIGHT * alike + (_UNSPECIFIED_BONUS if "unspecified" in written else 0.0)
