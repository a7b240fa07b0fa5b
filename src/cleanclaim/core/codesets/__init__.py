"""Which codes were in force on a date, and what do they say? The reference library.

    reference = Reference(home)                 # builds <home>/reference/ on first use, offline
    editions = reference.on(date_of_service)    # every set as of one date, never "latest"

    editions.icd10cm.get("E11.22")              # IcdCode, or None: not in force on that date
    editions.icd10cm.is_valid("E11")            # True: a header is valid, though not billable
    editions.icd10cm.is_billable("E1122")       # codes are taken with or without the dot
    editions.icd10cm.notes("E11.22")            # IcdNotes, its own and the inherited ones
    editions.icd10cm.excludes1("E11.22")        # Exclusions that hold for the code, inherited
    editions.icd10cm.excludes1_between(a, b)    # the Exclusion that keeps two codes apart, or None
    editions.icd10cm.ancestors(code)            # its headers, nearest first
    editions.icd10cm.children(code)             # one level down
    editions.icd10cm.seventh_characters(code)   # ((character, meaning), …)
    editions.carc("45")                         # Carc: label, category, responsible, next_step
    editions.rarc("N130") .modifier("25") .place_of_service("11") .procedure("99213")
    editions.claim_status_category("A1") .claim_status("20") .type_of_bill("0131")
    editions.search("htn w ckd 4", limit=10)    # Hits, best first, each with its why
    editions.edition("icd10cm")                 # the Edition in force, None: not loaded (no_data)

    reference.history("E11.22")                 # every IcdCode row that the code ever had here
    reference.editions()                        # all loaded Editions

For judging many claims at once the same sets are tables over all dates, each row with
`valid_from` and `valid_to` (never null), joined by equality and BETWEEN:

    reference.tables()                          # {name: pyarrow.Table}, dates as date32
    reference.sqlite_path                       # the same tables in SQLite, dates as ISO text

    icd10cm            code, title, billable, valid_from, valid_to
    icd10cm_ancestor   code, ancestor           every prefix of the code that is itself a code, and the code
    icd10cm_excludes1  code_a, code_b, note, printed_at, valid_from, valid_to
    place_of_service   code, label, facility, valid_from, valid_to
    modifier           code, label, kind, valid_from, valid_to
    carc               code, label, category, responsible, next_step, valid_from, valid_to
    rarc               code, label, category, next_step, alert, valid_from, valid_to
    procedure          code, label, kind, source, valid_from, valid_to
    reference_edition  set_name, edition, effective_from, effective_to

An Excludes1 pair of a claim is found by equality joins alone: diagnosis d1 → icd10cm_ancestor on
d1.code → icd10cm_excludes1 on code_a → icd10cm_ancestor on code_b = ancestor → diagnosis d2.
"""

from cleanclaim.core.codesets.editions import Editions
from cleanclaim.core.codesets.icd10cm import Icd10cm
from cleanclaim.core.codesets.records import (
    OPEN_END,
    Carc,
    CodeLabel,
    Edition,
    Exclusion,
    Hit,
    IcdCode,
    IcdNote,
    Modifier,
    PlaceOfService,
    Procedure,
    Rarc,
    dotted,
    undotted,
)
from cleanclaim.core.codesets.reference import Reference

__all__ = [
    "OPEN_END",
    "Carc",
    "CodeLabel",
    "Edition",
    "Editions",
    "Exclusion",
    "Hit",
    "Icd10cm",
    "IcdCode",
    "IcdNote",
    "Modifier",
    "PlaceOfService",
    "Procedure",
    "Rarc",
    "Reference",
    "dotted",
    "undotted",
]
