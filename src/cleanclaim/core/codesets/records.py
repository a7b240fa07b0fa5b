"""What does one row of the reference library say? The frozen records that the lookups return."""

from dataclasses import dataclass
from datetime import date

OPEN_END = date(9999, 12, 31)
"""The last day of what has no known end, so that BETWEEN works without nulls."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One release of one code set, with the days that it decides and where it came from."""

    set_name: str  # icd10cm, carc …
    name: str  # FY2027, 2026-11 …
    effective_from: date
    effective_to: date  # clipped to the day before the next edition of the set
    publisher: str
    licence: str
    source: str
    rows: int
    sha256: str  # of the Parquet file
    made_by: str  # the code that made it, with its version


@dataclass(frozen=True, slots=True)
class IcdCode:
    """An ICD-10-CM code or header as it stood on a date. Codes are kept without their dot."""

    code: str
    title: str
    billable: bool
    valid_from: date  # first day on which code, title and billable were all as here
    valid_to: date

    @property
    def dotted(self) -> str:
        """The code as people write it: E11.22."""
        return dotted(self.code)


@dataclass(frozen=True, slots=True)
class IcdNote:
    """One instruction of the tabular list that holds for a code, and where it is printed."""

    kind: str  # includes, inclusion_term, excludes1, excludes2, code_first, use_additional, code_also, note
    text: str
    at: str  # the code, block (E08-E13) or chapter (4) that prints it

    @property
    def inherited_from(self) -> str:
        """Where the note is printed, as people write it."""
        return dotted(self.at) if self.at[:1].isalpha() and "-" not in self.at else self.at


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Two families of codes that an Excludes1 note keeps apart."""

    code_a: str  # the note is printed at this code, or holds for it
    code_b: str  # what the note excludes
    note: str
    at: str  # where the note is printed


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """A short code of an administrative set and our own words for it."""

    code: str
    label: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class PlaceOfService(CodeLabel):
    """A CMS place of service; facility: Medicare pays its facility rate there."""

    facility: bool


@dataclass(frozen=True, slots=True)
class Modifier(CodeLabel):
    """A procedure modifier; kind: payment, side, site, distinct, statement or status."""

    kind: str


@dataclass(frozen=True, slots=True)
class Carc(CodeLabel):
    """Why an amount differs: what sort of reason, who usually answers, and what to do next."""

    category: str
    responsible: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Rarc(CodeLabel):
    """A remark that explains an adjustment further; alert: it only informs."""

    category: str
    next_step: str
    alert: bool


@dataclass(frozen=True, slots=True)
class Procedure(CodeLabel):
    """A CPT or HCPCS Level II number in our own words, or in the user's once imported."""

    kind: str  # em, preventive, lab, injection, imaging, surgery, therapy, vaccine, supply …
    source: str  # which set the words come from


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search, best first, and why it was found."""

    code: str
    title: str
    set_name: str
    why: str
    score: float


def undotted(code: str) -> str:
    """A code as it is kept: capitals, no dot, no outer space."""
    return code.strip().upper().replace(".", "")


def dotted(code: str) -> str:
    """An ICD-10-CM code as people write it."""
    return code if len(code) <= 3 else f"{code[:3]}.{code[3:]}"
