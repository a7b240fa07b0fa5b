"""What does the HCPCS Level II file hold? Codes and modifiers, in three forms."""

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date

import pyarrow as pa

from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.codesets.importers.layouts import PUBLIC, Imported, Layout, first_day_told
from cleanclaim.core.codesets.importers.opening import Source
from cleanclaim.core.codesets.importers.reading import LONG_AGO
from cleanclaim.core.codesets.records import OPEN_END

HCPCS = pa.schema(
    [
        ("code", pa.string()),
        ("kind", pa.string()),  # code or modifier
        ("title", pa.string()),
        ("short_title", pa.string()),
        ("coverage", pa.string()),
        ("pricing_indicator", pa.string()),
        ("multiple_pricing", pa.string()),
        ("type_of_service", pa.string()),
        ("action", pa.string()),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
    ]
)
_FIXED = {
    "HCPC": (0, 5),
    "RECID": (10, 11),
    "LONG DESCRIPTION": (11, 91),
    "SHORT DESCRIPTION": (91, 119),
    "PRICE1": (119, 121),
    "MULT_PI": (127, 128),
    "COV": (229, 230),
    "TOS1": (260, 261),
    "ADD DT": (268, 276),
    "TERM DT": (284, 292),
    "ACTION CD": (292, 293),
}
_FIXED_LINE = re.compile(r"^(?:   [0-9A-Z]{2}|[A-Z][0-9]{4})[0-9]{5}[3478]")
_REFUSED = re.compile(r"^[0-9D]")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Record = dict[str, str]


def _is_fixed(source: Source) -> bool:
    return (
        any(_FIXED_LINE.match(line) for line in source.head.splitlines()) and "anweb" in source.name.lower()
    )


def _is_csv(source: Source) -> bool:
    return source.head.upper().lstrip().startswith("HCPC,SEQNUM,RECID")


def _is_workbook(source: Source) -> bool:
    name = source.name.lower()
    return name.endswith(".xlsx") and "anweb" in name and "trans" not in name


def _read_fixed(source: Source, given: date | None) -> Imported:
    text = source.content.decode("cp1252", "replace")
    lines = (line for line in text.splitlines() if _FIXED_LINE.match(line))
    records = ({name: line[a:b].strip() for name, (a, b) in _FIXED.items()} for line in lines)
    return _imported(source, given, records)


def _read_csv(source: Source, given: date | None) -> Imported:
    text = source.content.decode("utf-8-sig", "replace")
    return _imported(source, given, csv.DictReader(io.StringIO(text)))


def _read_workbook(source: Source, given: date | None) -> Imported:
    rows = list(sheet_rows(source))
    start = next((place for place, row in enumerate(rows) if row[:1] == ["HCPC"]), None)
    if start is None:
        raise NotClean("no-heading", f"{source.name} has no row headed HCPC")
    headings = [heading.strip() for heading in rows[start]]
    records = (dict(zip(headings, row, strict=False)) for row in rows[start + 1 :] if row)
    return _imported(source, given, records)


def _imported(source: Source, given: date | None, records: Iterable[Record]) -> Imported:
    """Join continuation lines to their code; refuse what belongs to CPT (digits) or CDT (D)."""
    joined: dict[tuple[str, str], Record] = {}
    for record in records:
        code, kind = (record.get("HCPC") or "").strip(), (record.get("RECID") or "").strip()
        if not code or kind not in {"3", "4", "7", "8"}:
            continue
        key = (code, "code" if kind in {"3", "4"} else "modifier")
        if kind in {"4", "8"} and key in joined:
            more = (record.get("LONG DESCRIPTION") or "").strip()
            joined[key]["LONG DESCRIPTION"] = f"{joined[key]['LONG DESCRIPTION']} {more}".strip()
        elif not (key[1] == "code" and _REFUSED.match(code)):
            joined[key] = {name: (text or "").strip() for name, text in record.items() if name}
    if not joined:
        raise NotClean("no-rows", f"{source.name} holds no HCPCS code")
    rows = [_row(*key, record) for key, record in sorted(joined.items())]
    columns = [list(column) for column in zip(*rows, strict=True)]
    first = first_day_told(source, given)
    return Imported("hcpcs", first.isoformat(), first, OPEN_END, pa.table(columns, schema=HCPCS))


def _row(code: str, kind: str, record: Record) -> tuple[object, ...]:
    """A termination before the code was added is a slip of the file and is read as none."""
    first = _day(record.get("ADD DT", "")) or LONG_AGO
    last = _day(record.get("TERM DT", "")) or OPEN_END
    texts = ("LONG DESCRIPTION", "SHORT DESCRIPTION", "COV", "PRICE1", "MULT_PI", "TOS1", "ACTION CD")
    told = [record.get(name, "") for name in texts]
    return (code, kind, *told, first, last if last >= first else OPEN_END)


def _day(text: str) -> date | None:
    digits = text.split(".")[0].strip()
    if not re.fullmatch(r"(19|20)[0-9]{6}", digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def sheet_rows(source: Source) -> Iterator[list[str]]:
    """The rows of a workbook's first sheet as text; Refusal for XML with a document type."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as book:
            shared = _strings(book)
            sheet = next(name for name in book.namelist() if re.fullmatch(r"xl/worksheets/sheet1\.xml", name))
            root = _root(book.read(sheet))
    except (zipfile.BadZipFile, StopIteration, ElementTree.ParseError) as wrong:
        raise NotClean("workbook-broken", f"{source.name} is no whole workbook") from wrong
    for row in root.iter(f"{_SHEET}row"):
        cells: list[str] = []
        for cell in row.findall(f"{_SHEET}c"):
            place = _column_number(cell.get("r", ""))
            cells += [""] * (place - len(cells))
            cells.append(_cell_text(cell, shared))
        yield cells


def _root(content: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotClean("xml-refused", "the workbook declares a document type")
    return ElementTree.fromstring(content)


def _strings(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    root = _root(book.read("xl/sharedStrings.xml"))
    return [
        "".join(text.text or "" for text in one.iter(f"{_SHEET}t")) for one in root.findall(f"{_SHEET}si")
    ]


def _column_number(reference: str) -> int:
    number = 0
    for letter in re.match(r"[A-Z]*", reference)[0]:  # type: ignore[index]
        number = number * 26 + ord(letter) - 64
    return max(number - 1, 0)


def _cell_text(cell: ElementTree.Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_SHEET}v")
    if cell.get("t") == "s" and value is not None:
        return shared[int(value)].strip()
    inline = cell.find(f"{_SHEET}is")
    if inline is not None:
        return "".join(text.text or "" for text in inline.iter(f"{_SHEET}t")).strip()
    return (value or "").strip()


HCPCS_LAYOUTS: tuple[Layout, ...] = (
    Layout("hcpcs", "HCPCS Level II", "CMS", PUBLIC, _is_csv, _read_csv),
    Layout("hcpcs", "HCPCS Level II", "CMS", PUBLIC, _is_fixed, _read_fixed),
    Layout("hcpcs", "HCPCS Level II", "CMS", PUBLIC, _is_workbook, _read_workbook),
)
