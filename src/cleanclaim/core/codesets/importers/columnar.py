"""Which official files are plain columns? Fee schedules, localities, payment files, mappings, lists."""

import re
from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.codesets.importers.layouts import (
    AMA,
    NUCC,
    PUBLIC,
    X12,
    Imported,
    Layout,
    first_day_told,
    first_of_fiscal_year,
    open_end,
    quarter_end,
    year_end,
)
from cleanclaim.core.codesets.importers.opening import Source
from cleanclaim.core.codesets.importers.reading import LONG_AGO, Column, delimited, fixed_width

CMS = "CMS"
_RVU_FIXED = (
    Column("code", (1, 5)),
    Column("modifier", (6, 7)),
    Column("status", (58, 58)),
    Column("work", (60, 65), "decimal"),
    Column("non_facility_practice", (67, 72), "decimal"),
    Column("facility_practice", (76, 81), "decimal"),
    Column("malpractice", (85, 89), "decimal"),
    Column("technical_indicator", (103, 103)),
    Column("global_days", (104, 106)),
    Column("multiple", (116, 116)),
    Column("bilateral", (117, 117)),
    Column("assistant", (118, 118)),
    Column("co_surgeon", (119, 119)),
    Column("team", (120, 120)),
    Column("endoscopic_base", (128, 132)),
    Column("conversion_factor", (133, 140), "decimal"),
    Column("supervision", (142, 143)),
)
_RVU_CSV_PLACES = {31: (0, 1, 3, 5, 6, 8, 10, 13, 14, 18, 19, 20, 21, 22, 23, 24, 25)}
_RVU_CSV_PLACES[32] = (*_RVU_CSV_PLACES[31][:14], 24, 25, 26)


def _columns(content: bytes, columns: tuple[Column, ...], separator: str, key: str) -> pa.Table:
    return delimited(content, separator, columns, key) if separator else fixed_width(content, columns)


def layout(
    set_name: str,
    title: str,
    fits: Callable[[Source], bool],
    columns: tuple[Column, ...],
    *,
    separator: str = "",
    key: str = "",
    publisher: str = CMS,
    licence: str = PUBLIC,
    first: Callable[[Source, date | None], date] = first_day_told,
    until: Callable[[date], date] = year_end,
    keep: Callable[[pa.Table], pa.Table] = lambda rows: rows,
    part: Callable[[Source], str] = lambda source: "",
    undated: bool = False,
    numbered: bool = False,
) -> Layout:
    """A layout that is columns only: rows without their first column are left out.

    undated: an edition without a date of its own begins long ago. numbered: the file has no heading line,
    so its columns are called c1, c2 and so on.
    """

    def read(source: Source, given: date | None) -> Imported:
        begins = LONG_AGO if undated and given is None else first(source, given)
        content = _numbered(source.content, separator) if numbered else source.content
        rows = _columns(content, columns, separator, "c1" if numbered else key)
        rows = keep(rows.filter(pc.not_equal(rows.column(columns[0].name), "")))
        if not rows.num_rows:
            raise NotClean("no-rows", f"{source.name} holds no row of {title}")
        name = f"{begins.isoformat()}{part(source)}"
        return Imported(set_name, name, begins, until(begins), rows.combine_chunks())

    return Layout(set_name, title, publisher, licence, fits, read)


def _numbered(content: bytes, separator: str) -> bytes:
    count = content.split(b"\n", 1)[0].count(separator.encode()) + 1
    return separator.join(f"c{place}" for place in range(1, count + 1)).encode() + b"\n" + content


def named(pattern: str) -> Callable[[Source], bool]:
    """True for a file whose own name holds the pattern."""
    wanted = re.compile(pattern, re.IGNORECASE)
    return lambda source: bool(wanted.search(source.name))


def headed(*words: str) -> Callable[[Source], bool]:
    """True for a file whose first lines hold all the words."""
    return lambda source: all(word.lower() in " ".join(source.head.lower().split()) for word in words)


def _both(one: Callable[[Source], bool], other: Callable[[Source], bool]) -> Callable[[Source], bool]:
    return lambda source: one(source) and other(source)


def matching(column: str, pattern: str) -> Callable[[pa.Table], pa.Table]:
    """Keep the rows whose column holds the pattern."""
    return lambda rows: rows.filter(pc.match_substring_regex(rows.column(column), pattern))


def _setting(source: Source) -> str:
    return "-outpatient" if "outpatient" in source.trail or "facility" in source.trail else "-practitioner"


def _read_rvu_csv(source: Source, given: date | None) -> Imported:
    first = first_day_told(source, given)
    header = next((line for line in source.head.splitlines() if line.upper().startswith("HCPCS,MOD")), "")
    places = _RVU_CSV_PLACES.get(len(header.split(",")))
    if places is None:
        raise NotClean("no-heading", f"{source.name} is not headed as a relative value file")
    lines = source.content.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.upper().startswith(b"HCPCS,MOD"))
    numbered = ",".join(f"column{place:02d}" for place in range(len(header.split(","))))
    columns = tuple(
        Column(fixed.name, f"column{place:02d}", fixed.form)
        for fixed, place in zip(_RVU_FIXED, places, strict=True)
    )
    rows = delimited(numbered.encode() + b"\n" + b"".join(lines[start + 1 :]), ",", columns, "column00")
    rows = matching("code", "^[0-9A-Z]{5}$")(rows)
    qualifying = (
        "-qualifying" if re.search(r"(?<!non)qpp", source.trail) and "nonqpp" not in source.trail else ""
    )
    return Imported(
        "pprrvu", f"{first.isoformat()}{qualifying}", first, quarter_end(first), rows.combine_chunks()
    )


RVU_CSV = Layout(
    "pprrvu",
    "Physician fee schedule relative values",
    CMS,
    AMA,
    _both(headed("National Physician Fee Schedule Relative Value File"), headed("hcpcs,mod,")),
    _read_rvu_csv,
)

COLUMNAR: tuple[Layout, ...] = (
    RVU_CSV,
    layout(
        "pprrvu",
        "Physician fee schedule relative values",
        _both(named(r"pprrvu.*\.txt$"), lambda source: "," not in source.head[:5]),
        _RVU_FIXED,
        licence=AMA,
        until=quarter_end,
        keep=matching("code", "^[0-9A-Z]{5}$"),
    ),
    layout(
        "gpci",
        "Geographic practice cost indices",
        headed("GEOGRAPHIC PRACTICE COST INDICES", "Locality Name,"),
        (
            Column("contractor", "medicare administrative contractor"),
            Column("state", "state"),
            Column("locality", "locality number"),
            Column("name", "locality name"),
            Column("work", "20.. pw gpci", "decimal"),
            Column("practice_expense", "20.. pe gpci", "decimal"),
            Column("malpractice", "20.. mp gpci", "decimal"),
        ),
        separator=",",
        key="medicare administrative contractor",
        keep=matching("contractor", "^[0-9]{5}$"),
    ),
    layout(
        "locality_county",
        "Counties of the localities",
        headed("COUNTIES INCLUDED IN", "Fee Schedule Area ,Counties"),
        (
            Column("contractor", "medicare ad"),
            Column("locality", "locality number"),
            Column("state", "state"),
            Column("area", "fee schedule area"),
            Column("counties", "counties"),
        ),
        separator=",",
        key="medicare ad",
        keep=matching("contractor", "^[0-9]{4,5}$"),
    ),
    layout(
        "anesthesia_factor",
        "Anesthesia conversion factors",
        headed("Contractor,Locality", "National Anes CF"),
        (
            Column("contractor", "contractor"),
            Column("locality", "locality"),
            Column("name", "locality name"),
            Column("conversion_factor", "national anes", "decimal"),
        ),
        separator=",",
        key="contractor",
        keep=matching("contractor", "^[0-9]{5}$"),
    ),
    layout(
        "opps_cap",
        "Imaging amounts capped by the outpatient schedule",
        headed("HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY"),
        (
            Column("code", "hcpcs"),
            Column("modifier", "mod"),
            Column("status", "procstat"),
            Column("contractor", "carrier"),
            Column("locality", "locality"),
            Column("facility_price", "facility price", "decimal"),
            Column("non_facility_price", "non-facil", "decimal"),
        ),
        separator=",",
        key="hcpcs",
        licence=AMA,
        until=quarter_end,
    ),
    layout(
        "ncci_mue",
        "NCCI medically unlikely edits",
        headed("MUE Values", "MUE Adjudication Indicator"),
        (
            Column("code", "hcpcs"),
            Column("units", ".*mue values", "integer"),
            Column("adjudication", "mue adjudication indicator"),
            Column("rationale", "mue rationale"),
        ),
        separator=",",
        key="hcpcs",
        licence=AMA,
        until=quarter_end,
        part=_setting,
    ),
    layout(
        "ncci_add_on",
        "NCCI add-on codes",
        _both(headed("add-on code", "primary code"), lambda source: "\t" in source.head),
        (
            Column("code", "add-on code"),
            Column("primary_code", "primary code"),
            Column("edit_type", "add-on code edit type"),
            Column("valid_from", "add-on code effective date", "first_day"),
            Column("valid_to", "add-on code deletion date", "last_day"),
        ),
        separator="\t",
        key="add-on code",
        licence=AMA,
        until=open_end,
    ),
    layout(
        "opps_addendum_b",
        "Outpatient payment by code (Addendum B)",
        _both(headed("HCPCS Code", "APC", "Payment Rate"), lambda source: "," in source.head),
        (
            Column("code", "hcpcs code"),
            Column("status_indicator", "si"),
            Column("apc", "apc"),
            Column("relative_weight", "relative weight", "decimal"),
            Column("payment_rate", "payment rate", "decimal"),
        ),
        separator=",",
        key="hcpcs code",
        licence=AMA,
        until=quarter_end,
        keep=matching("code", "^[0-9A-Z]{5}$"),
    ),
    layout(
        "msdrg_weight",
        "MS-DRG weights (IPPS Table 5)",
        headed("MS-DRG", "Geometric mean LOS", "TYPE"),
        (
            Column("code", "ms-drg"),
            Column("post_acute", "fy.*post-acute"),
            Column("mdc", "mdc"),
            Column("kind", "type"),
            Column("title", "ms-drg title"),
            Column("weight", "weights", "decimal"),
            Column("geometric_days", "geometric mean los", "decimal"),
            Column("arithmetic_days", "arithmetic mean los", "decimal"),
        ),
        separator="\t",
        key="ms-drg",
        first=first_of_fiscal_year,
        until=lambda first: date(first.year + 1, 9, 30),
        keep=matching("code", "^[0-9]{3}$"),
    ),
    layout(
        "zip_locality",
        "ZIP codes to carrier and locality",
        named(r"^zip5_?[a-z]{3}20[0-9]{2}.*\.txt$"),
        (
            Column("zip_code", (3, 7)),
            Column("state", (1, 2)),
            Column("contractor", (8, 12)),
            Column("locality", (13, 14)),
            Column("rural", (15, 15)),
            Column("plus_four", (21, 21)),
        ),
        until=quarter_end,
        keep=matching("zip_code", "^[0-9]{5}$"),
    ),
    layout(
        "zip9_locality",
        "ZIP+4 codes to carrier and locality",
        named(r"^zip9_?[a-z]{3}20[0-9]{2}.*\.txt$"),
        (
            Column("zip_code", (3, 7)),
            Column("plus_four", (22, 25)),
            Column("state", (1, 2)),
            Column("contractor", (8, 12)),
            Column("locality", (13, 14)),
            Column("rural", (15, 15)),
        ),
        until=quarter_end,
        keep=matching("zip_code", "^[0-9]{5}$"),
    ),
    layout(
        "icd10cm_gem",
        "Equivalence mapping ICD-10 to ICD-9",
        named(r"_i10gem\.txt$"),
        (Column("source_code", (1, 7)), Column("target_code", (9, 13)), Column("flags", (15, 19))),
        until=open_end,
    ),
    layout(
        "icd9cm_gem",
        "Equivalence mapping ICD-9 to ICD-10",
        named(r"_i9gem\.txt$"),
        (Column("source_code", (1, 5)), Column("target_code", (7, 13)), Column("flags", (15, 19))),
        until=open_end,
    ),
    layout(
        "taxonomy",
        "Provider taxonomy",
        headed("Code", "Grouping", "Classification", "Specialization", "Display Name"),
        (
            Column("code", "code"),
            Column("grouping", "grouping"),
            Column("classification", "classification"),
            Column("specialization", "specialization"),
            Column("title", "display name"),
        ),
        separator=",",
        key="code",
        publisher="NUCC",
        licence=NUCC,
        keep=matching("code", "^[0-9A-Z]{9}X$"),
    ),
    layout(
        "ndc_package",
        "National drug code packages",
        headed("PRODUCTID", "NDCPACKAGECODE", "PACKAGEDESCRIPTION"),
        (
            Column("code", "ndcpackagecode"),
            Column("product", "productndc"),
            Column("title", "packagedescription"),
            Column("valid_from", "startmarketingdate", "first_day"),
            Column("valid_to", "endmarketingdate", "last_day"),
        ),
        separator="\t",
        key="productid",
        publisher="FDA",
        until=open_end,
    ),
    layout(
        "x12_code_text",
        "X12 code list text",
        headed("code,", "description,", "start"),
        (Column("code", "code"), Column("title", "description")),
        separator=",",
        key="code",
        publisher="X12",
        licence=X12,
        until=open_end,
        part=lambda source: "-" + re.sub(r"[^a-z]+", "-", source.name.lower().rsplit(".", 1)[0]).strip("-"),
    ),
)
