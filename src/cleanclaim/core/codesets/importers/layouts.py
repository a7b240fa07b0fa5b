"""Which official file is this? Each known layout: how to recognise it, its columns, its licence."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.codesets.importers.opening import Source
from cleanclaim.core.codesets.records import OPEN_END

PUBLIC = "public domain (US)"
AMA = "CPT, American Medical Association"
X12 = "X12 external code lists"
NUCC = "NUCC taxonomy, American Medical Association"
ACCEPTED_FIRST = frozenset({AMA, X12, NUCC})
"""Licences that someone must accept, by name, before a file under them is loaded."""

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: place for place, name in enumerate(_MONTH_NAMES, start=1)}
_MONTH_YEAR = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-_ ]*(20[0-9]{2})")
_YEAR_MONTH = re.compile(r"(20[0-9]{2})[-_ ]*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_ISO_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])\b")
_QUARTER = re.compile(r"(20[0-9]{2})[-_ ]*q([1-4])")
_EFFECTIVE = re.compile(r"eff[_ ]*([0-9]{2})-([0-9]{2})-(20[0-9]{2})")
_FISCAL_YEAR = re.compile(r"fy ?_?(20[0-9]{2})", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_TWO_DIGITS = re.compile(r"(?<![0-9])([0-9]{2})(?=locco|anes|gpci)|(?<=pfrev)([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file turned out to be, not yet stored."""

    set_name: str
    edition: str
    effective_from: date
    effective_to: date
    rows: pa.Table


@dataclass(frozen=True, slots=True)
class Layout:
    """One official layout."""

    set_name: str
    title: str
    publisher: str
    licence: str
    fits: Callable[[Source], bool]
    read: Callable[[Source, date | None], Imported]


def first_day_told(source: Source, given: date | None) -> date:
    """The first day of the edition, as the user gave it or as the names tell it; Refusal where none does."""
    if given is not None:
        return given
    trail = source.trail
    if match := _EFFECTIVE.search(trail):
        return date(int(match[3]), int(match[1]), int(match[2]))
    for name in (source.trail.rsplit("/", 1)[-1], trail):
        if match := _QUARTER.search(name):
            return date(int(match[1]), 3 * int(match[2]) - 2, 1)
        if match := _MONTH_YEAR.search(name):
            return date(int(match[2]), _MONTHS[match[1]], 1)
        if match := _YEAR_MONTH.search(name):
            return date(int(match[1]), _MONTHS[match[2]], 1)
        if match := _ISO_MONTH.search(name):
            return date(int(match[1]), int(match[2]), 1)
        if match := _TWO_DIGITS.search(name):
            return date(2000 + int(match[0]), 1, 1)
        if match := _YEAR.search(re.sub(r"[a-z]", " ", name)):
            return date(int(match[1]), 1, 1)
    raise NotClean("no-date", f"{source.name} does not tell its first day: give it with --effective")


def first_of_fiscal_year(source: Source, given: date | None) -> date:
    """October 1 before the fiscal year that the names or the first lines tell."""
    if given is not None:
        return given
    told = _FISCAL_YEAR.search(source.head) or _FISCAL_YEAR.search(source.trail) or _YEAR.search(source.trail)
    if told is None:
        raise NotClean("no-date", f"{source.name} does not tell its fiscal year: give --effective")
    return date(int(told[1]) - 1, 10, 1)


def quarter_end(day: date) -> date:
    """The last day of the day's calendar quarter."""
    month = (day.month + 2) // 3 * 3
    following = date(day.year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def year_end(day: date) -> date:
    """The last day of the day's calendar year."""
    return date(day.year, 12, 31)


def open_end(_day: date) -> date:
    """No known end."""
    return OPEN_END
