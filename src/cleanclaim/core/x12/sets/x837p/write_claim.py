"""How is one claim written, from CLM to its last line?"""

from collections.abc import Sequence

from cleanclaim.core.facts.claims import Claim, DiagnosisCode
from cleanclaim.core.facts.common import Reference
from cleanclaim.core.x12.sets.x837p.roles import CLAIM_LOOPS
from cleanclaim.core.x12.sets.x837p.write_details import (
    write_ambulance,
    write_conditions,
    write_contract,
    write_paperwork,
    write_places,
    write_repricing,
)
from cleanclaim.core.x12.sets.x837p.write_line import write_line
from cleanclaim.core.x12.sets.x837p.write_other_coverage import write_other_coverage
from cleanclaim.core.x12.sets.x837p.write_parts import write_date, write_providers, write_references
from cleanclaim.core.x12.writer import CannotWrite, Segments, composite, money

_REFERENCES = ("4N", "F5", "EW", "9F", "G1", "F8", "X4", "9A", "9C", "LX", "D9", "EA", "P4", "1J")
_DIAGNOSES_MOST = 12


def write_claim(out: Segments, claim: Claim) -> None:
    """Write one 2300 loop."""
    if claim.kind != "professional":
        raise CannotWrite("kind", "An 837P carries professional claims only.")
    _write_clm(out, claim)
    _write_dates(out, claim)
    write_paperwork(out, claim.paperwork)
    write_contract(out, claim.contract)
    if claim.patient_paid is not None:
        out.add("AMT", "F5", money(claim.patient_paid))
    write_references(out, (*_named(claim), *claim.references), _REFERENCES)
    for text in claim.fixed_format:
        out.add("K3", text)
    if claim.note is not None:
        out.add("NTE", claim.note.qualifier, claim.note.value)
    write_ambulance(out, claim.ambulance)
    if claim.spinal is not None:
        spinal = claim.spinal
        out.add("CR2", *[""] * 7, spinal.condition, "", spinal.description1, spinal.description2)
    write_conditions(out, claim.conditions)
    _write_codes(out, claim)
    write_repricing(out, claim.repricing)
    write_providers(out, claim.providers, CLAIM_LOOPS)
    write_places(out, claim.places)
    for coverage in claim.other_coverages:
        write_other_coverage(out, coverage)
    for line in claim.lines:
        write_line(out, line)


def _write_clm(out: Segments, claim: Claim) -> None:
    causes = [
        cause
        for cause, holds in (
            ("AA", claim.accident_auto),
            ("EM", claim.accident_employment),
            ("OA", claim.accident_other),
        )
        if holds
    ]
    if len(causes) > 2:
        raise CannotWrite("accident-causes", "A claim names at most two causes.")
    related: object = ""
    if causes:
        first, second, *_ = (*causes, "")
        related = composite(first, second, "", claim.accident_state, claim.accident_country)
    out.add(
        "CLM",
        claim.patient_control_number,
        money(claim.billed),
        "",
        "",
        composite(claim.place_of_service, "B", claim.frequency),
        claim.provider_signature,
        claim.assignment,
        claim.benefits_assigned,
        claim.release,
        claim.patient_signature_source,
        related,  # type: ignore[arg-type]
        claim.special_program,
        *[""] * 7,
        claim.delay_reason,
    )


def _write_dates(out: Segments, claim: Claim) -> None:
    for qualifier, day in (
        ("431", claim.onset_on),
        ("454", claim.initial_treatment_on),
        ("304", claim.last_seen_on),
        ("453", claim.acute_manifestation_on),
        ("439", claim.accident_on),
        ("484", claim.last_menstrual_period_on),
        ("455", claim.last_xray_on),
        ("471", claim.prescribed_on),
    ):
        write_date(out, qualifier, day)
    if claim.disabled_from and claim.disabled_to:
        write_date(out, "314", claim.disabled_from, claim.disabled_to)
    else:
        write_date(out, "360", claim.disabled_from)
        write_date(out, "361", claim.disabled_to)
    for qualifier, day in (
        ("297", claim.last_worked_on),
        ("296", claim.work_return_on),
        ("435", claim.admitted_on),
        ("096", claim.discharged_on),
        ("090", claim.assumed_care_on),
        ("091", claim.relinquished_care_on),
        ("444", claim.first_contact_on),
        ("050", claim.repricer_received_on),
    ):
        write_date(out, qualifier, day)


def _named(claim: Claim) -> Sequence[Reference]:
    return [
        Reference(qualifier=qualifier, value=value)
        for qualifier, value in (
            ("9F", claim.referral),
            ("G1", claim.authorization),
            ("F8", claim.payer_claim_control_number),
            ("X4", claim.clia),
            ("D9", claim.clearinghouse_number),
            ("EA", claim.medical_record_number),
        )
        if value
    ]


def _write_codes(out: Segments, claim: Claim) -> None:
    if len(claim.diagnoses) > _DIAGNOSES_MOST:
        raise CannotWrite("diagnoses", "A claim carries at most twelve diagnoses.")
    _write_hi(out, claim.diagnoses)
    if claim.anesthesia_procedures:
        first, *rest = claim.anesthesia_procedures
        out.add("HI", composite("BP", first), *(composite("BO", code) for code in rest))
    for at in range(0, len(claim.condition_codes), 12):
        out.add("HI", *(composite("BG", code) for code in claim.condition_codes[at : at + 12]))


def _write_hi(out: Segments, diagnoses: Sequence[DiagnosisCode]) -> None:
    if diagnoses:
        out.add("HI", *(composite(one.qualifier, one.code) for one in diagnoses))
