"""Which other files are plain columns? Second forms of official files, and derived lists."""

import re

from cleanclaim.core.codesets.importers.columnar import CMS, headed, layout, matching, named
from cleanclaim.core.codesets.importers.layouts import (
    AMA,
    Layout,
    first_of_fiscal_year,
    open_end,
    quarter_end,
    year_end,
)
from cleanclaim.core.codesets.importers.opening import Source
from cleanclaim.core.codesets.importers.reading import Column

_FIVE = "^[0-9A-Z]{5}$"


def _stem(source: Source) -> str:
    return "-" + re.sub(r"[^a-z0-9]+", "-", source.name.lower().rsplit(".", 1)[0]).strip("-")


MORE: tuple[Layout, ...] = (
    layout(
        "gpci",
        "Geographic practice cost indices",
        named(r"^gpci.*\.txt$"),
        (
            Column("contractor", (1, 5)),
            Column("state", (17, 18)),
            Column("locality", (25, 26)),
            Column("name", (30, 79)),
            Column("work", (122, 126), "decimal"),
            Column("practice_expense", (134, 138), "decimal"),
            Column("malpractice", (146, 150), "decimal"),
        ),
        keep=matching("contractor", "^[0-9]{5}$"),
    ),
    layout(
        "carrier_price",
        "Carrier-priced payment amounts",
        named(r"^pfrev.*\.txt$"),
        (
            Column("code", "c4$"),
            Column("modifier", "c5$"),
            Column("contractor", "c2$"),
            Column("locality", "c3$"),
            Column("non_facility_fee", "c6$", "decimal"),
            Column("facility_fee", "c7$", "decimal"),
            Column("status", "c10$"),
        ),
        separator=",",
        licence=AMA,
        until=quarter_end,
        keep=matching("code", _FIVE),
        numbered=True,
    ),
    layout(
        "ncci_mue",
        "NCCI medically unlikely edits",
        headed("code,mue_value,mai,"),
        (
            Column("code", "code"),
            Column("units", "mue_value", "integer"),
            Column("adjudication", "mai_text"),
            Column("rationale", "rationale"),
        ),
        separator=",",
        key="code",
        licence=AMA,
        until=quarter_end,
        part=lambda source: "-outpatient" if "outpatient" in source.name.lower() else "-practitioner",
    ),
    layout(
        "ncci_add_on",
        "NCCI add-on codes",
        headed("add_on_code,primary_code,aoc_type"),
        (
            Column("code", "add_on_code"),
            Column("primary_code", "primary_code"),
            Column("edit_type", "aoc_type"),
            Column("valid_from", "effective_date", "first_day"),
            Column("valid_to", "deletion_date", "last_day"),
        ),
        separator=",",
        key="add_on_code",
        licence=AMA,
        until=open_end,
    ),
    layout(
        "opps_addendum_b",
        "Outpatient payment by code (Addendum B)",
        headed("HCPCSCode,ShortDescriptor,StatusIndicator"),
        (
            Column("code", "hcpcscode"),
            Column("status_indicator", "statusindicator"),
            Column("payment_rate", "paymentrate", "decimal"),
        ),
        separator=",",
        key="hcpcscode",
        licence=AMA,
        until=quarter_end,
        keep=matching("code", _FIVE),
    ),
    layout(
        "icd10pcs_gem",
        "Equivalence mapping ICD-10-PCS to ICD-9",
        named(r"gem_pcsi9\.txt$"),
        (Column("source_code", (1, 7)), Column("target_code", (9, 12)), Column("flags", (15, 19))),
        until=open_end,
    ),
    layout(
        "icd9pcs_gem",
        "Equivalence mapping ICD-9 procedures to ICD-10-PCS",
        named(r"gem_i9pcs\.txt$"),
        (Column("source_code", (1, 4)), Column("target_code", (7, 13)), Column("flags", (15, 19))),
        until=open_end,
    ),
    layout(
        "hcc_mapping",
        "Diagnoses to hierarchical condition categories",
        headed("diagnosis_code,cc,model_name"),
        (Column("code", "diagnosis_code"), Column("category", "cc"), Column("model", "model_name")),
        separator=",",
        key="diagnosis_code",
        until=year_end,
    ),
    layout(
        "chronic_condition",
        "Chronic condition indicator",
        headed("icd10cm,chronic_indicator"),
        (Column("code", "icd10cm"), Column("indicator", "chronic_indicator")),
        separator=",",
        key="icd10cm",
        publisher="AHRQ",
        until=year_end,
    ),
    layout(
        "mce_master",
        "Medicare code editor dates",
        headed("code,date_start,date_end,flags"),
        (
            Column("code", "code"),
            Column("valid_from", "date_start", "first_day"),
            Column("valid_to", "date_end", "last_day"),
            Column("flags", "flags"),
        ),
        separator=",",
        key="code",
        until=open_end,
        part=lambda source: "-procedure" if "sg" in source.name else "-diagnosis",
        undated=True,
    ),
    layout(
        "msdrg_severity",
        "Complications and comorbidities (IPPS Tables 6I and 6J)",
        headed("COMPLETE", "CC LIST", "Diagnosis Code"),
        (Column("code", "diagnosis code"), Column("title", "description")),
        separator="\t",
        key="diagnosis code",
        first=first_of_fiscal_year,
        until=lambda first: first.replace(year=first.year + 1, month=9, day=30),
        keep=matching("code", r"^[A-Z][0-9][0-9A-Z][.0-9A-Z]*$"),
        part=lambda source: "-mcc" if "MCC LIST" in source.head else "-cc",
    ),
    layout(
        "asc_device",
        "Device and procedure pairs",
        headed("device_hcpcs,procedure_hcpcs"),
        (
            Column("device_code", "device_hcpcs"),
            Column("procedure_code", "procedure_hcpcs"),
            Column("valid_from", "effective_date", "first_day"),
            Column("valid_to", "end_date", "last_day"),
        ),
        separator=",",
        key="device_hcpcs",
        licence=AMA,
    ),
    layout(
        "code_list",
        "Code lists of the beneficiary data model",
        headed("code,display"),
        (Column("code", "code"), Column("title", "display")),
        separator=",",
        key="code",
        publisher=CMS,
        until=open_end,
        part=_stem,
        undated=True,
    ),
)
