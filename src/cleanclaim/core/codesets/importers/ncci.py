"""What do the NCCI pair files and the user's CPT files hold? Millions of pairs; licensed words."""

import io
import re
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.codesets.importers.layouts import AMA, Imported, Layout, first_day_told, year_end
from cleanclaim.core.codesets.importers.opening import Source
from cleanclaim.core.codesets.importers.reading import Column, fixed_width, table
from cleanclaim.core.codesets.records import OPEN_END

_VERSION = re.compile(r"cci(pra|oph)-v([0-9]{2})([0-9])r?([0-9]?)(?:-f([0-9]+))?", re.IGNORECASE)
_FIRST_VERSION_YEAR = 1994
_HEADING_BYTES = 8_192
_PAIR = re.compile(rb"^[0-9A-Z]{5}\t[0-9A-Z]{5}\t", re.MULTILINE)
_COLUMNS = ("column_1", "column_2", "before_1996", "first", "last", "modifier", "rationale")
_CPT_LINE = re.compile(r"^[0-9]{4}[0-9A-Z][ \t]\S")
_CPT_NAME = re.compile(r"(longul|longut|shortu|medu|cpt)", re.IGNORECASE)


def _is_pairs(source: Source) -> bool:
    return "Column1/Column2" in source.head.replace(" ", "") or bool(
        _VERSION.search(source.name) and _PAIR.search(source.content[:_HEADING_BYTES])
    )


def _read_pairs(source: Source, given: date | None) -> Imported:
    setting, first, part = _told(source, given)
    start = _PAIR.search(source.content)
    if start is None:
        raise NotClean("no-rows", f"{source.name} holds no pair of codes")
    read = pacsv.read_csv(
        io.BytesIO(source.content[start.start() :]),
        read_options=pacsv.ReadOptions(column_names=list(_COLUMNS), block_size=8 << 20),
        parse_options=pacsv.ParseOptions(delimiter="\t", quote_char=False),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(_COLUMNS, pa.string()), strings_can_be_null=False
        ),
    )
    columns = (
        Column("column_1", ""),
        Column("column_2", ""),
        Column("modifier_indicator", ""),
        Column("rationale", ""),
        Column("valid_from", "", "first_day"),
        Column("valid_to", "", "last_day"),
    )
    named = ("column_1", "column_2", "modifier", "rationale", "first", "last")
    made = {column.name: read.column(name) for column, name in zip(columns, named, strict=True)}
    rows = table(made, columns)
    indicators = pc.unique(rows.column("modifier_indicator")).to_pylist()
    if not set(indicators) <= {"0", "1", "9"}:
        raise NotClean("wrong-indicator", f"{source.name} has modifier indicators other than 0, 1 and 9")
    rows = rows.append_column("setting", pa.repeat(pa.scalar(setting), rows.num_rows))
    return Imported("ncci_ptp", f"{first.isoformat()}-{setting}{part}", first, OPEN_END, rows)


def _told(source: Source, given: date | None) -> tuple[str, date, str]:
    """v32.3 is the fourth quarter of 2026; f1 to f4 are its parts."""
    version = _VERSION.search(source.name) or _VERSION.search(source.trail)
    if version is None:
        if given is None:
            raise NotClean("no-date", f"{source.name} does not tell its version: give --effective")
        return "practitioner", given, ""
    year, quarter = _FIRST_VERSION_YEAR + int(version[2]), int(version[3])
    setting = "practitioner" if version[1].lower() == "pra" else "outpatient"
    part = f"-f{version[5]}" if version[5] else ""
    return setting, given or date(year, 3 * quarter + 1, 1), part


def _is_cpt(source: Source) -> bool:
    lines = [line for line in source.head.splitlines() if line.strip()]
    fitting = sum(bool(_CPT_LINE.match(line)) for line in lines)
    return bool(_CPT_NAME.search(source.name)) and fitting > len(lines) // 2


def _read_cpt(source: Source, given: date | None) -> Imported:
    first = first_day_told(source, given)
    rows = fixed_width(source.content, (Column("code", (1, 5)), Column("title", (7, 2_000))))
    rows = rows.filter(pc.match_substring_regex(rows.column("code"), "^[0-9]{4}[0-9A-Z]$"))
    form = _CPT_NAME.search(source.name)
    which = form[1].lower() if form else "cpt"
    return Imported("cpt", f"{first.year}-{which}", first, year_end(first), rows.combine_chunks())


NCCI: tuple[Layout, ...] = (
    Layout("ncci_ptp", "NCCI pair edits", "CMS", AMA, _is_pairs, _read_pairs),
    Layout("cpt", "CPT", "AMA", AMA, _is_cpt, _read_cpt),
)
