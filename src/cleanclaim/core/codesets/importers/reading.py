"""How do lines become columns? Fixed positions and separators, read by whole columns."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.codesets.records import OPEN_END

LONG_AGO = date(1900, 1, 1)
_NO_SEPARATOR = "\x01"
_HEADER_LINES = 80
_BLOCK_BYTES = 8 << 20


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ours: where it stands in the file, and how its text is read.

    at: (first, last) place of a fixed-width line, counted from 1, or a pattern that its heading begins with.
    form: text, integer, decimal, day (CCYYMMDD), first_day or last_day (as day, with a value for none).
    """

    name: str
    at: tuple[int, int] | str
    form: str = "text"


def fixed_width(content: bytes, columns: tuple[Column, ...]) -> pa.Table:
    """Read fixed-width lines; blank lines are left out."""
    lines = _lines(content)
    made = {}
    for column in columns:
        first, last = column.at if isinstance(column.at, tuple) else (0, 0)
        made[column.name] = pc.utf8_slice_codeunits(lines, first - 1, last)
    return table(made, columns)


def _lines(content: bytes) -> pa.ChunkedArray:
    read = pacsv.read_csv(
        io.BytesIO(_utf8(content)),
        read_options=pacsv.ReadOptions(column_names=["line"], block_size=_BLOCK_BYTES),
        parse_options=pacsv.ParseOptions(delimiter=_NO_SEPARATOR, quote_char=False, double_quote=False),
        convert_options=pacsv.ConvertOptions(column_types={"line": pa.string()}, strings_can_be_null=False),
    )
    lines = read.column("line")
    return lines.filter(pc.not_equal(pc.utf8_trim_whitespace(lines), ""))


def delimited(content: bytes, separator: str, columns: tuple[Column, ...], key: str) -> pa.Table:
    """Read separated lines below the heading line that holds the key; headings are matched by their words."""
    text = _utf8(content)
    headings, start = _headings(text, separator, key)
    names = [f"c{place}" for place in range(len(headings))]
    read = pacsv.read_csv(
        io.BytesIO(text[start:]),
        read_options=pacsv.ReadOptions(column_names=names, block_size=_BLOCK_BYTES),
        parse_options=pacsv.ParseOptions(
            delimiter=separator, newlines_in_values=True, invalid_row_handler=lambda _row: "skip"
        ),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
    made = {column.name: read.column(names[_place(column, headings)]) for column in columns}
    return table(made, columns)


def _utf8(content: bytes) -> bytes:
    try:
        content.decode("utf-8")
        return content.removeprefix(b"\xef\xbb\xbf")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace").encode("utf-8")


def _headings(text: bytes, separator: str, key: str) -> tuple[list[str], int]:
    """The heading fields, and where the line after them begins."""
    top = io.StringIO(text[: 64 << 10].decode("utf-8", "replace"), newline="")
    reader = csv.reader(top, delimiter=separator)
    for record in reader:
        headings = [" ".join(field.split()).lower() for field in record]
        if any(heading.startswith(key.lower()) for heading in headings):
            rows = text.split(b"\n", reader.line_num)
            return headings, len(text) - len(rows[-1]) if len(rows) > reader.line_num else len(text)
        if reader.line_num > _HEADER_LINES:
            break
    raise NotClean("no-heading", f"no line is headed “{key}”")


def _place(column: Column, headings: list[str]) -> int:
    for place, heading in enumerate(headings):
        if re.match(str(column.at), heading):
            return place
    raise NotClean("no-column", f"no column is headed “{column.at}”")


def table(made: dict[str, pa.ChunkedArray], columns: tuple[Column, ...]) -> pa.Table:
    """Read each column's text in its form."""
    trimmed = {name: pc.utf8_trim_whitespace(texts) for name, texts in made.items()}
    read = {column.name: _read(trimmed[column.name], column.form) for column in columns}
    return pa.table(read)


def _read(texts: pa.ChunkedArray, form: str) -> pa.ChunkedArray:
    if form == "text":
        return texts
    if form == "integer":
        return pc.cast(_or_null(texts, r"^-?[0-9]+$"), pa.int32())
    if form == "decimal":
        plain = pc.replace_substring_regex(texts, "[$,]", "")
        return pc.cast(_or_null(plain, r"^-?[0-9]*\.?[0-9]+$"), pa.decimal128(14, 4))
    return _days(texts, form)


def _or_null(texts: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    fits = pc.match_substring_regex(texts, pattern)
    return pc.if_else(fits, texts, pa.scalar(None, pa.string()))


def _days(texts: pa.ChunkedArray, form: str) -> pa.ChunkedArray:
    """CCYYMMDD, or CCYYDDD as the add-on file writes it."""
    eight = _or_null(pc.replace_substring(texts, "-", ""), r"^(19|20)[0-9]{6}$")
    stamps = pc.strptime(eight, format="%Y%m%d", unit="s", error_is_null=True)
    seven = _or_null(texts, r"^(19|20)[0-9]{5}$")
    julian = pc.strptime(seven, format="%Y%j", unit="s", error_is_null=True)
    days = pc.cast(pc.coalesce(stamps, julian), pa.date32())
    if form == "first_day":
        return pc.fill_null(days, pa.scalar(LONG_AGO, pa.date32()))
    if form == "last_day":
        return pc.fill_null(days, pa.scalar(OPEN_END, pa.date32()))
    return days
