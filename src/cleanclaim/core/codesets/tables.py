"""Which tables does the library publish, over all dates? Their columns and their keys."""

from dataclasses import dataclass

import pyarrow as pa

_TEXT = pa.string()
_DAY = pa.date32()
_FLAG = pa.bool_()
_DATES = (("valid_from", _DAY), ("valid_to", _DAY))
_LABEL = (("code", _TEXT), ("label", _TEXT))


@dataclass(frozen=True, slots=True, eq=False)
class PublishedTable:
    """One table of the library: its columns, and the key by which SQLite clusters it."""

    name: str
    schema: pa.Schema
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    unique: bool = True  # one row per key, by which SQLite clusters the table


def _published(
    name: str,
    columns: tuple[tuple[str, pa.DataType], ...],
    key: tuple[str, ...],
    indexes: tuple[tuple[str, ...], ...] = (),
) -> PublishedTable:
    return PublishedTable(name, pa.schema([pa.field(n, t, nullable=False) for n, t in columns]), key, indexes)


_DATED_CODE = ("code", "valid_from")

ICD10CM = _published(
    "icd10cm", (("code", _TEXT), ("title", _TEXT), ("billable", _FLAG), *_DATES), _DATED_CODE
)
ICD10CM_ANCESTOR = _published(
    "icd10cm_ancestor", (("code", _TEXT), ("ancestor", _TEXT)), ("code", "ancestor"), (("ancestor", "code"),)
)
ICD10CM_NOTE = _published(
    "icd10cm_note",
    (("printed_at", _TEXT), ("ordinal", pa.int32()), ("kind", _TEXT), ("note", _TEXT), *_DATES),
    ("printed_at", "valid_from", "ordinal"),
)
ICD10CM_HEADING = _published(
    "icd10cm_heading",
    (("category", _TEXT), ("name", _TEXT), ("level", _TEXT), ("title", _TEXT), *_DATES),
    ("category", "valid_from", "name"),
)
ICD10CM_SEVENTH = _published(
    "icd10cm_seventh_character",
    (("printed_at", _TEXT), ("character", _TEXT), ("meaning", _TEXT), *_DATES),
    ("printed_at", "valid_from", "character"),
)
ICD10CM_EXCLUDES1 = _published(
    "icd10cm_excludes1",
    (("code_a", _TEXT), ("code_b", _TEXT), ("note", _TEXT), ("printed_at", _TEXT), *_DATES),
    ("code_a", "code_b", "valid_from"),
)
ICD10PCS = _published("icd10pcs", (("code", _TEXT), *_DATES), _DATED_CODE)
PLACE_OF_SERVICE = _published("place_of_service", (*_LABEL, ("facility", _FLAG), *_DATES), _DATED_CODE)
MODIFIER = _published("modifier", (*_LABEL, ("kind", _TEXT), *_DATES), _DATED_CODE)
CARC = _published(
    "carc",
    (*_LABEL, ("category", _TEXT), ("responsible", _TEXT), ("next_step", _TEXT), *_DATES),
    _DATED_CODE,
)
RARC = _published(
    "rarc", (*_LABEL, ("category", _TEXT), ("next_step", _TEXT), ("alert", _FLAG), *_DATES), _DATED_CODE
)
CLAIM_STATUS_CATEGORY = _published("claim_status_category", (*_LABEL, *_DATES), _DATED_CODE)
CLAIM_STATUS = _published("claim_status", (*_LABEL, *_DATES), _DATED_CODE)
TYPE_OF_BILL = _published("type_of_bill", (*_LABEL, *_DATES), _DATED_CODE)
PROCEDURE = _published("procedure", (*_LABEL, ("kind", _TEXT), ("source", _TEXT), *_DATES), _DATED_CODE)
REFERENCE_EDITION = _published(
    "reference_edition",
    (("set_name", _TEXT), ("edition", _TEXT), ("effective_from", _DAY), ("effective_to", _DAY)),
    ("set_name", "effective_from", "edition"),
)
