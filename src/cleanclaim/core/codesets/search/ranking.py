"""Which phrases are nearest to a query? Rare shared words first, then how much of both is shared."""

import sqlite3
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest

from cleanclaim.core.codesets.search.entries import DRUG, NEOPLASM, TITLE
from cleanclaim.core.codesets.search.index import SearchIndex, cuts
from cleanclaim.core.codesets.search.meaning import is_said, tokens
from cleanclaim.core.codesets.search.words import all_words, stem

_COMMON_ENTRIES = 1_500
_RESCORED = 120
_EXTRA_WEIGHT = 0.15
_UNKNOWN_WEIGHT = 8.0
_PREFIX_WORDS = 6
_FINE_WEIGHT = 0.06
_UNSPECIFIED_BONUS = 0.01
_DEFAULT_BONUS = 0.03
_COVERAGE_WEIGHT = 0.8
_KIND_BONUS = {TITLE: 0.15, NEOPLASM: -0.05, DRUG: -0.05}
_CATEGORY = 3


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
    asked = sum(term.weight for term in terms)
    offered = index.offered()

    def nearest(count: int) -> list[int]:
        near = [(weight / (asked + offered[number]), number) for number, weight in gathered.items()]
        return [number for _, number in nlargest(count, near)]

    for term in sorted(terms, key=lambda term: len(term.entries)):
        if gathered and len(term.entries) > _COMMON_ENTRIES:
            if len(gathered) > _COMMON_ENTRIES:
                gathered = {number: gathered[number] for number in nearest(_COMMON_ENTRIES)}
            for number in _among(gathered, term.entries):
                gathered[number] += term.weight
        else:
            for number in term.entries:
                gathered[number] = gathered.get(number, 0.0) + term.weight
    return _rescored(nearest(_RESCORED), terms, index, frozenset(all_words(meaning)))


def _among(numbers: Iterable[int], ascending: "array[int]") -> list[int]:
    """Which of the numbers are in a long ascending array."""
    end = len(ascending)
    places = ((number, bisect_left(ascending, number)) for number in numbers)
    return [number for number, place in places if place < end and ascending[place] == number]


def _rescored(numbers: list[int], terms: list[Term], index: SearchIndex, said: frozenset[str]) -> list[Match]:
    """How near each phrase is, and how much of the query all the phrases of its code cover together."""
    marks = ", ".join("?" * len(numbers))
    rows = index.connection().execute(
        "SELECT code, phrase, kind, stems, extra, offered, extra_offered, written, preferred"
        f" FROM entry WHERE id IN ({marks})",
        numbers,
    )
    asked = sum(term.weight for term in terms)
    place_of = {one: place for place, term in enumerate(terms) for one in term.stems}
    found: list[tuple[str, str, str, float]] = []
    covered: dict[str, set[int]] = defaultdict(set)
    for code, phrase, kind, stems, extra, offered, extra_offered, written, preferred in rows:
        own = {place_of[one] for one in stems.split() if one in place_of}
        more = {place_of[one] for one in extra.split() if one in place_of} - own
        covered[code] |= own | more
        shared = sum(terms[place].weight for place in own)
        beside = sum(terms[place].weight for place in more)
        wanted = asked + offered + _EXTRA_WEIGHT * extra_offered + (1 - _EXTRA_WEIGHT) * beside
        score = 2 * (shared + beside) / wanted + _fine(said, written.split()) + _DEFAULT_BONUS * preferred
        found.append((code, phrase, kind, score + _KIND_BONUS.get(kind, 0.0)))
    together = {code: _COVERAGE_WEIGHT * _coverage(code, covered, terms) / asked for code in covered}
    best = [Match(code, phrase, kind, score + together[code]) for code, phrase, kind, score in found]
    return sorted(best, key=lambda match: (-match.score, len(match.code), match.code))


def _coverage(code: str, covered: dict[str, set[int]], terms: list[Term]) -> float:
    """The weight of the query's words that phrases of the code or of its headers hold."""
    headers = [code[:length] for length in range(_CATEGORY, len(code) + 1) if code[:length] in covered]
    places = set().union(*(covered[header] for header in headers))
    return sum(terms[place].weight for place in places)


def _fine(said: frozenset[str], written: list[str]) -> float:
    """What the small words tell apart: other, unspecified, without."""
    alike = 2 * len(said.intersection(written)) / (len(said) + len(written) or 1)
    return _FINE_WEIGHT * alike + (_UNSPECIFIED_BONUS if "unspecified" in written else 0.0)
