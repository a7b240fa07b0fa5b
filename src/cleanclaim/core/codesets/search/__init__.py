"""Which code does a coder mean? Search by meaning over the phrases of the loaded editions, by date."""

import re
from dataclasses import dataclass

from cleanclaim.core.codesets.icd10cm import Icd10cm
from cleanclaim.core.codesets.records import Hit, IcdCode, undotted
from cleanclaim.core.codesets.search.combinations import combined
from cleanclaim.core.codesets.search.index import SearchIndex
from cleanclaim.core.codesets.search.meaning import meanings
from cleanclaim.core.codesets.search.ranking import Match, matches, repaired_text, terms_of
from cleanclaim.core.codesets.search.resolving import Resolver
from cleanclaim.core.codesets.search.words import words

_CODE = re.compile(r"[A-TV-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?\.?-?", re.IGNORECASE)
_AS_WHOLE_BONUS = 0.05


def is_code(text: str) -> bool:
    """True for what looks like an ICD-10-CM code or header: E11.22, S52, T45.1X5A."""
    return bool(_CODE.fullmatch(text.strip()))


def search_icd10cm(text: str, limit: int, icd10cm: Icd10cm, index: SearchIndex) -> list[Hit]:
    """The billable codes that a line means on the date, best first, each with its why."""
    if is_code(text) and (by_code := _by_code(text, limit, icd10cm)):
        return by_code
    found: dict[str, Hit] = {}
    repaired, repairs = repaired_text(text, index.connection())
    said = meanings(repaired)
    for meaning in said:
        for rule in combined(meaning):
            code = icd10cm.get(rule.code)
            if code:
                found.setdefault(code.dotted, _hit(code, rule.why, 2.0))
    for hit in _ranked(said, repairs, limit, icd10cm, index):
        found.setdefault(hit.code, hit)
    return list(found.values())[:limit]


def _by_code(text: str, limit: int, icd10cm: Icd10cm) -> list[Hit]:
    code = undotted(text).rstrip("-")
    own = icd10cm.get(code)
    listed = ([own] if own else []) + list(icd10cm.children(code))
    return [_hit(found, "code", 1.0) for found in listed[:limit]]


def _ranked(
    said: list[str], repairs: list[str], limit: int, icd10cm: Icd10cm, index: SearchIndex
) -> list[Hit]:
    """The nearest phrases of every reading, resolved on the date until enough codes are found."""
    readings = []
    for place, meaning in enumerate(said):
        terms, completed = terms_of(words(meaning), index.connection())
        bonus = _AS_WHOLE_BONUS if place == 0 and len(said) > 1 else 0.0
        reading = _Reading(meaning, said, repairs + completed, Resolver(icd10cm, meaning))
        if any(len(term.entries) for term in terms):
            readings += [(match.score + bonus, match, reading) for match in matches(terms, index, meaning)]
    readings.sort(key=lambda one: (-one[0], len(one[1].code), one[1].code))
    found: dict[str, Hit] = {}
    for score, match, reading in readings:
        leaf = reading.resolver.leaf(match.code)
        if leaf is not None and leaf not in found:
            code = icd10cm.get(leaf)
            if code:
                found[leaf] = _hit(code, _why(match, leaf, reading), score)
        if len(found) >= limit:
            break
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way in which a query was read."""

    meaning: str
    said: list[str]
    repairs: list[str]
    resolver: Resolver


def _why(match: Match, leaf: str, reading: _Reading) -> str:
    parts = [f"{match.kind}: {match.phrase}"]
    if match.code != leaf:
        parts.append("default leaf")
    parts += reading.repairs
    if len(reading.said) > 1 and reading.meaning.lower() != match.phrase.lower():
        parts.append(f"read as: {reading.meaning}")
    return "; ".join(parts)


def _hit(code: IcdCode, why: str, score: float) -> Hit:
    return Hit(code.dotted, code.title, "icd10cm", why, round(score, 4))
