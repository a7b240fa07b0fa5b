"""What does the Alphabetic Index hold? Its terms as paths, from the official XML or from a table of it."""

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import date

import pyarrow as pa

from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.codesets.icd10cm_build import LICENCE, PUBLISHER
from cleanclaim.core.codesets.importers.icd10 import fiscal_year_told, lines_of, version_told
from cleanclaim.core.codesets.importers.layouts import Imported, Layout
from cleanclaim.core.codesets.importers.opening import Source

INDEX = pa.schema(
    [
        ("path", pa.string()),  # words of the main term and its sub-terms, outermost first
        ("extra", pa.string()),  # non-essential modifiers of all levels
        ("code", pa.string()),
        ("manifestation", pa.string()),
        ("level", pa.int32()),
        ("kind", pa.string()),  # index, external cause, neoplasm, drug
        ("see", pa.string()),  # the path to look under instead, where there is no code
    ]
)
Row = tuple[str, str, str, str, int, str, str]
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
_CSV_HEADING = re.compile(r"^RowID,(Letter,)?Level,Term,")
_CSV_CELLS = {
    "MalignantPrimary": "malignant primary",
    "MalignantSecondary": "secondary",
    "CaInSitu": "in situ",
    "Benign": "benign",
    "UncertainBehavior": "uncertain behavior",
    "UnspecifiedBehavior": "unspecified behavior",
    "PoisoningAccidental": "poisoning accidental",
    "PoisoningIntentionalSelfHarm": "poisoning self-harm",
    "PoisoningAssault": "poisoning assault",
    "PoisoningUndetermined": "poisoning undetermined",
    "AdverseEffect": "adverse effect",
    "Underdosing": "underdosing",
}


def _is_index(source: Source) -> bool:
    return "<ICD10CM.index" in source.head


def _read_index(source: Source, given: date | None) -> Imported:
    root = _safe_root(source)
    year = version_told(source)
    first, last = (given or date(year - 1, 10, 1)), date(year, 9, 30)
    kind = _index_kind(root.findtext("title") or "")
    rows = [row for main in root.iter("mainTerm") for row in _terms(main, (), (), 0, kind)]
    return _imported(rows, year, kind, first, last)


def _imported(rows: list[Row], year: int, kind: str, first: date, last: date) -> Imported:
    if not rows:
        raise NotClean("no-rows", "the index holds no term with a code")
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


def _terms(
    term: ElementTree.Element, above: tuple[str, ...], extra: tuple[str, ...], level: int, kind: str
) -> Iterator[Row]:
    title = term.find("title")
    own, beside = _title(title)
    path, extra = (*above, own), (*extra, *beside)
    told = ("; ".join(path), " ".join(extra))
    code, see = (term.findtext("code") or "").strip(), (term.findtext("see") or "").strip()
    if code or see:
        manifestation = (term.findtext("manif") or "").strip()
        yield (*told, _kept(code), _kept(manifestation), level, kind, see)
    columns = _NEOPLASM_COLUMNS if kind == "neoplasm" else _DRUG_COLUMNS
    for cell in term.findall("cell"):
        text = (cell.text or "").strip()
        if text and text not in {"-", "--"} and cell.get("col") in columns:
            yield (f"{told[0]}; {columns[cell.get('col', '')]}", told[1], _kept(text), "", level, kind, "")
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


def _is_table(source: Source) -> bool:
    return bool(_CSV_HEADING.match(source.head))


def _read_table(source: Source, given: date | None) -> Imported:
    """A comma-separated table of the index: one row a term, its level telling what it stands under."""
    first, last = fiscal_year_told(source, given)
    records = list(csv.DictReader(io.StringIO("\n".join(lines_of(source)))))
    kind = _table_kind(source, records[0] if records else {})
    path: list[tuple[str, str]] = []
    rows: list[Row] = []
    for record in records:
        level = int(record["Level"])
        path[level:] = [(record["Term"].strip(), record["NonEssModif"].replace("(", "").replace(")", ""))]
        told = ("; ".join(term for term, _ in path), " ".join(extra for _, extra in path if extra))
        rows += _table_rows(record, told, level, kind)
    return _imported(rows, first.year + (first.month >= 10), kind, first, last)


def _table_kind(source: Source, record: dict[str, str]) -> str:
    if "MalignantPrimary" in record:
        return "neoplasm"
    if "PoisoningAccidental" in record:
        return "drug"
    return "external cause" if "external" in source.name.lower() else "index"


def _table_rows(record: dict[str, str], told: tuple[str, str], level: int, kind: str) -> Iterator[Row]:
    code, _, manifestation = (record.get("Code") or "").partition("[")
    see = (record.get("See") or "").strip()
    if code.strip() or see:
        yield (*told, _kept(code.strip()), _kept(manifestation.strip("] ")), level, kind, see)
    for heading, word in _CSV_CELLS.items():
        text = (record.get(heading) or "").strip()
        if text and text not in {"-", "--"}:
            yield (f"{told[0]}; {word}", told[1], _kept(text), "", level, kind, "")


INDEXES: tuple[Layout, ...] = (
    Layout("icd10cm_index", "ICD-10-CM Alphabetic Index", PUBLISHER, LICENCE, _is_index, _read_index),
    Layout("icd10cm_index", "ICD-10-CM Alphabetic Index", PUBLISHER, LICENCE, _is_table, _read_table),
)
