"""What does a clinician's shorthand mean? Abbreviations and lay words, put into the list's own words."""

import re
from functools import cache

from cleanclaim.core.codesets import own_tables
from cleanclaim.core.codesets.search.words import folded

_TOKEN = re.compile(r"[a-z0-9]+(?:/[a-z0-9]*)?(?:-[a-z0-9]+)*")
_DIABETES = re.compile(r"\bdiabetes\b")
_KIND_OF_DIABETES = re.compile(
    r"type|gestational|pregnan|drug|chemical|secondary|due to|insipidus|neonatal|history|screening|other"
)
_LONGEST_PHRASE = 7


def tokens(text: str) -> tuple[str, ...]:
    """The words of a query as typed: w/o and 2/2 stay whole."""
    return tuple(_TOKEN.findall(folded(text)))


@cache
def _meanings() -> dict[tuple[str, ...], str]:
    return {tokens(row["said"]): row["meant"] or "" for row in own_tables.records("search_terms")}


@cache
def _said_words() -> frozenset[str]:
    return frozenset(word for said in _meanings() for word in said)


def is_said(word: str) -> bool:
    """True for a word of a known abbreviation or lay phrase."""
    return word in _said_words()


def meanings(text: str) -> list[str]:
    """What a query may mean, the surest first: as a whole, as it stands, and part by part."""
    said = tokens(text)
    known = _meanings()
    parts = _part_by_part(said, known)
    plain = " ".join(part for token in said for part in token.split("-"))
    whole = known.get(said) or known.get(tokens(parts))
    whole = known.get(tokens(whole), whole) if whole else None
    readings = [*([whole] if whole else []), plain, parts]
    return list(dict.fromkeys(_with_default_type(reading) for reading in readings))


def _with_default_type(meaning: str) -> str:
    """Diabetes of no stated kind is type 2 (guideline I.C.4.a.2)."""
    if _DIABETES.search(meaning) and not _KIND_OF_DIABETES.search(meaning):
        return _DIABETES.sub("type 2 diabetes", meaning)
    return meaning


def _part_by_part(said: tuple[str, ...], known: dict[tuple[str, ...], str]) -> str:
    parts: list[str] = []
    place = 0
    while place < len(said):
        for length in range(min(_LONGEST_PHRASE, len(said) - place), 0, -1):
            phrase = said[place : place + length]
            if phrase in known:
                parts.append(known[phrase])
                place += length
                break
        else:
            parts.append(said[place].replace("-", " "))
            place += 1
    return " ".join(part for part in parts if part)
