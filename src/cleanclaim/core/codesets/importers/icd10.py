"""What do the official ICD-10 files hold? Order files, addenda and the tabular list."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import date

import pyarrow as pa

from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.codesets.icd10cm_build import CODES, LICENCE, PUBLISHER, printed_rows
from cleanclaim.core.codesets.importers.layouts import Imported, Layout
from cleanclaim.core.codesets.importers.opening import Source
from cleanclaim.core.codesets.tabular import UnsafeXml, chapters_of

_ORDER_LINE = re.compile(r"^[0-9]{5} [0-9A-Z]{3,7} +[01] ")
_ADDENDA_LINE = re.compile(r"^(Add|Delete|Revise from|Revise to):\s+")
_CODES_LINE = re.compile(r"^[A-Z][0-9][0-9A-Z]{1,5} +\S")
_YEAR = re.compile(r"(20[0-9]{2})")
_APRIL = re.compile(r"april|apr[-_ ]|04[-_]?01")


def version_told(source: Source) -> int:
    """The year that an XML release tells of itself."""
    told = re.search(r"<version>\s*(20[0-9]{2})", source.head)
    if not told:
        raise NotClean("no-date", f"{source.name} does not tell its version")
    return int(told[1])


def fiscal_year_told(source: Source, given: date | None) -> tuple[date, date]:
    """The days that a release decides: from October 1 before its year, or from its April 1."""
    if given is not None:
        return given, date(given.year + (given.month >= 10), 9, 30)
    years = _YEAR.findall(source.name) or _YEAR.findall(source.trail)
    if not years:
        raise NotClean("no-date", f"{source.name} does not tell its fiscal year: give --effective")
    year = int(years[-1])
    first = date(year, 4, 1) if _APRIL.search(source.trail) else date(year - 1, 10, 1)
    return first, date(year, 9, 30)


def _name(first: date) -> str:
    return f"FY{first.year + (first.month >= 10)}{'-04' if first.month == 4 else ''} official"


def _first_line(source: Source) -> str:
    return next((line for line in source.head.splitlines() if line.strip()), "")


def lines_of(source: Source) -> list[str]:
    """The lines of a text file, in the encoding that it has."""
    try:
        return source.content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return source.content.decode("cp1252").splitlines()


def _is_order(source: Source) -> bool:
    return bool(_ORDER_LINE.match(_first_line(source)))


def _read_order(source: Source, given: date | None) -> Imported:
    if "addenda" in source.name.lower():
        raise NotClean("addenda-as-full", f"{source.name} is an addenda file, not the full list")
    first, last = fiscal_year_told(source, given)
    rows = [
        (line[6:13].strip(), line[77:].strip(), line[14] == "1") for line in lines_of(source) if line.strip()
    ]
    numbers = [int(line[:5]) for line in lines_of(source) if line.strip()]
    if numbers != list(range(1, len(numbers) + 1)):
        raise NotClean("rows-missing", f"{source.name}: the order numbers do not run from 1 without a gap")
    set_name = "icd10pcs_order" if "pcs" in source.name.lower() else "icd10cm"
    columns = [list(column) for column in zip(*sorted(rows), strict=True)]
    return Imported(set_name, _name(first), first, last, pa.table(columns, schema=CODES))


def _is_tabular(source: Source) -> bool:
    return "<ICD10CM.tabular" in source.head


def _read_tabular(source: Source, given: date | None) -> Imported:
    try:
        chapters = chapters_of(source.content)
    except (UnsafeXml, ElementTree.ParseError) as wrong:
        raise NotClean("xml-refused", f"{source.name}: {wrong}") from wrong
    year = version_told(source)
    first, last = (given or date(year - 1, 10, 1)), date(year, 9, 30)
    return Imported("icd10cm_tabular", _name(first), first, last, printed_rows(chapters))


def is_addenda(source: Source) -> bool:
    """True for an order addenda: what one release adds, deletes and revises."""
    return bool(_ADDENDA_LINE.match(_first_line(source)))


_CHANGE = re.compile(r"^(Add|Delete|Revise from|Revise to):\s+([01])\s(\S+)\s+(.{60})\s(.*)$")
_TOTAL = re.compile(r"^\s*([0-9]+) (headers|codes) in \S*?(20[0-9]{2})")


def apply_addenda(source: Source, before: dict[str, tuple[str, bool]], given: date | None) -> Imported:
    """The full list of a year from the list before it and the year's order addenda; totals are held to.

    before: code to (title, billable). Refusal where a change does not fit the list, or a total is missed.
    """
    first, last = fiscal_year_told(source, given)
    codes = dict(before)
    for line in lines_of(source):
        change = _CHANGE.match(line)
        if change:
            _apply(change, codes, source.name)
    _check_totals(source, first, codes)
    rows = sorted((code, title, billable) for code, (title, billable) in codes.items())
    columns = [list(column) for column in zip(*rows, strict=True)]
    return Imported("icd10cm", _name(first), first, last, pa.table(columns, schema=CODES))


def _apply(change: re.Match[str], codes: dict[str, tuple[str, bool]], file: str) -> None:
    verb, billable, code, title = change[1], change[2] == "1", change[3], change[5].strip()
    if verb in {"Delete", "Revise from"}:
        if code not in codes or codes[code][1] != billable:
            raise NotClean("addenda-misfit", f"{file}: {code} is not in the list before it")
        del codes[code]
    else:
        codes[code] = (title, billable)


def _check_totals(source: Source, first: date, codes: dict[str, tuple[str, bool]]) -> None:
    year = first.year + (first.month >= 10)
    told = {
        match[2]: int(match[1])
        for line in lines_of(source)
        if (match := _TOTAL.match(line)) and int(match[3]) == year
    }
    made = {
        "headers": sum(not billable for _, billable in codes.values()),
        "codes": sum(billable for _, billable in codes.values()),
    }
    if told != made:
        raise NotClean("wrong-totals", f"{source.name}: the totals {told} are not the {made} that were made")


ICD10: tuple[Layout, ...] = (
    Layout("icd10cm", "ICD-10 order file", PUBLISHER, LICENCE, _is_order, _read_order),
    Layout("icd10cm_tabular", "ICD-10-CM tabular list", PUBLISHER, LICENCE, _is_tabular, _read_tabular),
)
