"""What would a careful second reader say of a coded encounter, before a claim is built from it?

Fatal findings keep an encounter from being released: without a diagnosis, a service, a price, or with a code
that no edition ever had, there is nothing to claim. The rest is shown to the coder and judged again by the
edits, with the payer's rules: whether a code was valid and complete on the date of service is theirs to stop.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from cleanclaim.core.basics.findings import Finding, Place, Severity
from cleanclaim.core.codesets.editions import Editions
from cleanclaim.core.facts.encounters import Charge, Diagnosis


class Library(Protocol):
    """The part of the reference library that knows every code that there ever was."""

    def history(self, code: str) -> tuple[object, ...]:
        """Every row that a diagnosis code has had."""
        ...


def review(
    diagnoses: Sequence[Diagnosis], charges: Sequence[Charge], editions: Editions, library: Library
) -> tuple[Finding, ...]:
    """Read a coded encounter against the editions of its date of service."""
    found = []
    if not diagnoses:
        found.append(Finding("coding.no_diagnosis", Severity.FATAL, "No diagnosis is assigned."))
    if not charges:
        found.append(Finding("coding.no_service", Severity.FATAL, "No service is assigned."))
    for diagnosis in diagnoses:
        found += _diagnosis(diagnosis, editions, library)
    found += _pairs(diagnoses, editions)
    for charge in charges:
        found += _charge(charge, len(diagnoses), editions)
    return tuple(found)


def _diagnosis(diagnosis: Diagnosis, editions: Editions, library: Library) -> Iterator[Finding]:
    field = f"diagnoses.{diagnosis.sequence}"
    known = editions.icd10cm.get(diagnosis.code)
    if known is None and not library.history(diagnosis.code):
        yield _finding(
            "coding.diagnosis_unknown", Severity.FATAL, "No edition has this diagnosis code.", field
        )
    elif known is None:
        yield _finding(
            "coding.diagnosis_not_in_force",
            Severity.ERROR,
            "This diagnosis code was not in force on the date of service.",
            field,
        )
    elif not known.billable:
        yield _finding(
            "coding.diagnosis_incomplete",
            Severity.ERROR,
            "This is a header: a claim wants one of the codes below it.",
            field,
        )
    if not diagnosis.quote:
        yield _finding(
            "coding.no_evidence", Severity.INFO, "No words of the note are quoted for this diagnosis.", field
        )


def _pairs(diagnoses: Sequence[Diagnosis], editions: Editions) -> Iterator[Finding]:
    for place, diagnosis in enumerate(diagnoses):
        for other in diagnoses[place + 1 :]:
            if editions.icd10cm.excludes1_between(diagnosis.code, other.code):
                message = (
                    f"Diagnoses {diagnosis.sequence} and {other.sequence} exclude each other (Excludes1)."
                )
                yield _finding("coding.excludes1", Severity.ERROR, message, f"diagnoses.{other.sequence}")


def _charge(charge: Charge, diagnoses: int, editions: Editions) -> Iterator[Finding]:
    line, field = charge.sequence, f"lines.{charge.sequence}"
    if charge.price <= 0:
        message = "The price list has no price for this service on its date."
        yield _finding("coding.no_price", Severity.FATAL, message, f"{field}.price", line)
    if not charge.pointers:
        message = "This service points to no diagnosis."
        yield _finding("coding.no_pointer", Severity.ERROR, message, f"{field}.pointers", line)
    for place, pointer in enumerate(charge.pointers, 1):
        if pointer > diagnoses:
            message = "This service points to a diagnosis that is not there."
            yield _finding(
                "coding.dangling_pointer", Severity.ERROR, message, f"{field}.pointers.{place}", line
            )
    if editions.procedure(charge.procedure) is None:
        message = "This service is not in the procedure codes that are loaded for its date."
        yield _finding("coding.procedure_unknown", Severity.WARNING, message, f"{field}.procedure", line)
    for place, modifier in enumerate(charge.modifiers, 1):
        if editions.modifier(modifier) is None:
            message = "This modifier is not among those that are loaded for its date."
            yield _finding(
                "coding.modifier_unknown", Severity.WARNING, message, f"{field}.modifiers.{place}", line
            )


def _finding(code: str, severity: Severity, message: str, field: str, line: int | None = None) -> Finding:
    return Finding(code, severity, message, Place(line=line, field=field))
