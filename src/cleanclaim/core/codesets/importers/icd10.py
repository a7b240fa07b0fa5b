"""What do the official ICD-10 files hold? Order files, addenda, tabular list and Alphabetic Index."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
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
INDEX = pa.schema(
    [
        ("path", pa.string()),  # words of the main term and its sub-terms, outermost first
        ("extra", pa.string()),  # non-essential modifiers of all levels
        ("code", pa.string()),
        ("manifestation", pa.string()),
        ("level", pa.int32()),
        ("kind", pa.string()),  # index, external cause, neoplasm, drug
    ]
)


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


def _lines(source: Source) -> list[str]:
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
        (line[6:13].strip(), line[77:].strip(), line[14] == "1") for line in _lines(source) if line.strip()
    ]
    numbers = [int(line[:5]) for line in _lines(source) if line.strip()]
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
    year = _version(source)
    first, last = (given or date(year - 1, 10, 1)), date(year, 9, 30)
    return Imported("icd10cm_tabular", _name(first), first, last, printed_rows(chapters))


def _version(source: Source) -> int:
    told = re.search(r"<version>\s*(20[0-9]{2})", source.head)
    if not told:
        raise NotClean("no-date", f"{source.name} does not tell its version")
    return int(told[1])


def _is_index(source: Source) -> bool:
    return "<ICD10CM.index" in source.head


def _read_index(source: Source, given: date | None) -> Imported:
    root = _safe_root(source)
    year = _version(source)
    first, last = (given or date(year - 1, 10, 1)), date(year, 9, 30)
    kind = _index_kind(root.findtext("title") or "")
    rows = [row for main in root.iter("mainTerm") for row in _terms(main, (), (), 0, kind)]
    columns = [list(column) for column in zip(*rows, strict=True)]
    name = f"FY{year} {kind.replace(' ', '-')}"
    return Imported("icd10cm_index", name, first, last, pa.table(columns, schema=INDEX))


def _index_kind(title: str) -> str:
    told = title.lower()
    for word, kind in (("neoplasm", "neoplasm"), ("drug", "drug"), ("external", "external cause")):
        if word in told:
            return kind
    return "index"


def _safe_root(source: Source) -> ElementTree.Element:
    if b"<!DOCTYPE" in source.content or b"<!ENTITY" in source.content:
        raise NotClean("xml-refused", f"{source.name} declares a document type")
    try:
        return ElementTree.fromstring(source.content)
    except ElementTree.ParseError as wrong:
        raise NotClean("xml-refused", f"{source.name}: {wrong}") from wrong


Row = tuple[str, str, str, str, int, str]
_NEOPLASM_COLUMNS = {
    "2": "malignant primary",
    "3": "secondary",
    "4": "in situ",
    "5": "benign",
    "6": "uncertain behavior",
    "7": "unspecified behavior",
}
_DRUG_COLUMNS = {
    "2": "poisoning accidental",
    "3": "poisoning self-harm",
    "4": "poisoning assault",
    "5": "poisoning undetermined",
    "6": "adverse effect",
    "7": "underdosing",
}


def _terms(
    term: ElementTree.Element, above: tuple[str, ...], extra: tuple[str, ...], level: int, kind: str
) -> Iterator[Row]:
    title = term.find("title")
    own, beside = _title(title)
    path, extra = (*above, own), (*extra, *beside)
    told = ("; ".join(path), " ".join(extra))
    code = (term.findtext("code") or "").strip()
    if code:
        manifestation = (term.findtext("manif") or "").strip()
        yield (*told, _kept(code), _kept(manifestation), level, kind)
    columns = _NEOPLASM_COLUMNS if kind == "neoplasm" else _DRUG_COLUMNS
    for cell in term.findall("cell"):
        text = (cell.text or "").strip()
        if text and text not in {"-", "--"} and cell.get("col") in columns:
            yield (f"{told[0]}; {columns[cell.get('col', '')]}", told[1], _kept(text), "", level, kind)
    for below in term.findall("term"):
        yield from _terms(below, path, extra, level + 1, kind)


def _title(title: ElementTree.Element | None) -> tuple[str, list[str]]:
    if title is None:
        return "", []
    beside = ["".join(one.itertext()).strip("() ") for one in title.findall("nemod")]
    own = (title.text or "") + "".join(one.tail or "" for one in title)
    return " ".join(own.split()), [text.replace(") (", " ") for text in beside]


def _kept(code: str) -> str:
    return code.replace(".", "").rstrip("-").upper()


ICD10: tuple[Layout, ...] = (
    Layout("icd10cm", "ICD-10 order file", PUBLISHER, LICENCE, _is_order, _read_order),
    Layout("icd10cm_tabular", "ICD-10-CM tabular list", PUBLISHER, LICENCE, _is_tabular, _read_tabular),
    Layout("icd10cm_index", "ICD-10-CM Alphabetic Index", PUBLISHER, LICENCE, _is_index, _read_index),
)


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
    for line in _lines(source):
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
        for line in _lines(source)
        if (match := _TOTAL.match(line)) and int(match[3]) == year
    }
    made = {
        "headers": sum(not billable for _, billable in codes.values()),
        "codes": sum(billable for _, billable in codes.values()),
    }
    if told != made:
        raise NotClean("wrong-totals", f"{source.name}: the totals {told} are not the {made} that were made")
