"""What does a coder assign, and in which form must it come?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cleanclaim.core.basics.findings import Finding, Place, Severity
from cleanclaim.core.codesets import undotted

DIAGNOSES = 24
SERVICES = 200
_ICD10CM = re.compile(r"[A-Z][0-9][0-9A-Z]([0-9A-Z]{0,4})", re.ASCII)
_PROCEDURE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]", re.ASCII)
_MODIFIER = re.compile(r"[0-9A-Z]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedDiagnosis:
    """A diagnosis as a coder assigns it; quote: the note's own words that support it.

    note_version is None for the latest signed version; start and end are None to look the quote up.
    """

    code: str
    quote: str = ""
    note_version: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedService:
    """A service as a coder assigns it; what is None is the encounter's own."""

    procedure: str
    modifiers: tuple[str, ...] = ()
    pointers: tuple[int, ...] = (1,)  # 1 is the first diagnosis
    units: int = 1
    unit: str = "UN"
    date_of_service: date | None = None
    place_of_service: str = ""
    rendering_provider: UUID | None = None
    emergency: bool = False
    note: str = ""
    ndc: str = ""
    ndc_quantity: str = ""
    ndc_unit: str = ""
    anesthesia_minutes: int | None = None


def malformed(diagnoses: Sequence[CodedDiagnosis], services: Sequence[CodedService]) -> tuple[Finding, ...]:
    """What cannot be kept at all, even as a draft: too many, or of a shape that no code has."""
    return tuple(_malformed(diagnoses, services))


def _malformed(diagnoses: Sequence[CodedDiagnosis], services: Sequence[CodedService]) -> Iterator[Finding]:
    if len(diagnoses) > DIAGNOSES or len(services) > SERVICES:
        yield _wrong("coding.many", f"An encounter has up to {DIAGNOSES} diagnoses and {SERVICES} services.")
    codes = [undotted(one.code) for one in diagnoses]
    for place, code in enumerate(codes, 1):
        if not _ICD10CM.fullmatch(code):
            yield _wrong("coding.diagnosis_form", f"Diagnosis {place} has not the form of an ICD-10-CM code.")
        elif code in codes[: place - 1]:
            yield _wrong("coding.diagnosis_twice", f"Diagnosis {place} is there twice.")
    for place, one in enumerate(services, 1):
        yield from _malformed_service(place, one)


def _malformed_service(place: int, one: CodedService) -> Iterator[Finding]:
    if not _PROCEDURE.fullmatch(one.procedure):
        yield _wrong(
            "coding.procedure_form", f"Service {place} has not the form of a CPT or HCPCS code.", place
        )
    if len(one.modifiers) > 4 or not all(_MODIFIER.fullmatch(modifier) for modifier in one.modifiers):
        yield _wrong(
            "coding.modifiers", f"Service {place} has up to four modifiers of two characters.", place
        )
    if len(one.pointers) > 4 or any(pointer < 1 for pointer in one.pointers):
        yield _wrong(
            "coding.pointers", f"Service {place} points to up to four diagnoses, counted from 1.", place
        )
    if len(set(one.pointers)) != len(one.pointers):
        yield _wrong("coding.pointers", f"Service {place} points to one diagnosis twice.", place)
    if not 1 <= one.units <= 9999:
        yield _wrong("coding.units", f"Service {place} has 1 to 9,999 units.", place)


def _wrong(code: str, message: str, line: int | None = None) -> Finding:
    return Finding(code, Severity.ERROR, message, Place(line=line))
