"""How is one claim put together from a coded encounter, for one payer?"""

from datetime import date
from decimal import Decimal
from typing import Any

from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.core.claims import people
from cleanclaim.core.claims.source import ClaimSource, Insurance
from cleanclaim.core.claims.split import Part
from cleanclaim.core.coverage import referral_on
from cleanclaim.core.facts.claims import (
    Claim,
    ClaimPayer,
    DiagnosisCode,
    Drug,
    LineAdjudication,
    OtherCoverage,
    ServiceLine,
)
from cleanclaim.core.facts.common import Period, Reference
from cleanclaim.core.facts.encounters import Case, Charge


def build(source: ClaimSource, part: Part, patient_control_number: str) -> Claim:
    """Build the claim of one part. It is complete in itself: what changes later leaves it as it is."""
    if not part.charges:
        raise BrokenInvariant("a claim without charges")
    insurance = source.insurance
    first = min(charge.date_of_service for charge in part.charges)
    referral = referral_on(insurance.referrals, first)
    place = part.charges[0].place_of_service
    return Claim(
        patient_control_number=patient_control_number,
        frequency=source.frequency,
        billed=sum(charge.billed for charge in part.charges),
        place_of_service=place,
        sequence=insurance.coverage.sequence,
        **_membership(insurance),
        subscriber=people.subscriber(source, insurance),
        patient=people.patient(source),
        payer=_payer(source, insurance),
        billing_provider=people.billing(source),
        providers=people.providers(source, part),
        patient_paid=source.patient_paid if source.patient_paid and part.number == 1 else None,
        payer_claim_control_number=source.payer_claim_control_number,
        authorization=part.authorization,
        referral=referral.number if referral else "",
        clia=_clia(source, part, first),
        medical_record_number=source.patient.number,
        diagnoses=_diagnoses(source, part),
        other_coverages=tuple(_other(source, other) for other in source.others),
        lines=tuple(_line(source, part, place, charge) for place, charge in enumerate(part.charges, 1)),
        **_circumstances(source.case),
    )


def _membership(insurance: Insurance) -> dict[str, Any]:
    coverage = insurance.coverage
    secondary_to = coverage.medicare_secondary_reason
    is_medicare_after_another = insurance.payer.kind == "medicare" and coverage.sequence != "P"
    return {
        "relationship": coverage.relationship,
        "group_number": coverage.group_number,
        "group_name": "" if coverage.group_number else coverage.group_name,
        "insurance_type": secondary_to if is_medicare_after_another else "",
        "filing_indicator": insurance.plan.filing_indicator,
    }


def _payer(source: ClaimSource, insurance: Insurance) -> ClaimPayer:
    return ClaimPayer(
        name=insurance.payer.name,
        id=insurance.payer_id,
        address=insurance.payer.address,
        references=people.legacy(source) if insurance is source.insurance else (),
    )


def _diagnoses(source: ClaimSource, part: Part) -> tuple[DiagnosisCode, ...]:
    codes = {diagnosis.sequence: diagnosis.code for diagnosis in source.diagnoses}
    return tuple(
        DiagnosisCode(qualifier="ABK" if place == 0 else "ABF", code=codes[sequence])
        for place, sequence in enumerate(part.diagnoses)
    )


def _line(source: ClaimSource, part: Part, number: int, charge: Charge) -> ServiceLine:
    return ServiceLine(
        number=number,
        charge_number=charge.number,
        procedure_qualifier=charge.procedure_qualifier,
        procedure=charge.procedure,
        modifiers=charge.modifiers,
        billed=charge.billed,
        unit="MJ" if charge.anesthesia_minutes is not None else charge.unit,
        units=Decimal(charge.units if charge.anesthesia_minutes is None else charge.anesthesia_minutes),
        pointers=part.pointers(charge),
        emergency=charge.emergency,
        service=Period(first=charge.date_of_service, last=charge.last_date),
        notes=(Reference(qualifier="ADD", value=charge.note),) if charge.note else (),
        drug=_drug(charge),
        adjudications=tuple(_adjudications(source, charge)),
    )


def _drug(charge: Charge) -> Drug | None:
    if not charge.ndc:
        return None
    return Drug(
        ndc=charge.ndc, quantity=Decimal(charge.ndc_quantity or charge.units), unit=charge.ndc_unit or "UN"
    )


def _adjudications(source: ClaimSource, charge: Charge) -> list[LineAdjudication]:
    """What each payer before this one did with the line."""
    return [
        line
        for other in source.others
        if other.answered is not None
        for number, line in other.answered.lines
        if number == charge.number
    ]


def _other(source: ClaimSource, other: Insurance) -> OtherCoverage:
    """Another payer of the patient; with its answer where it was asked before."""
    coverage, answered = other.coverage, other.answered
    return OtherCoverage(
        sequence=coverage.sequence,
        relationship=coverage.relationship,
        group_number=coverage.group_number,
        group_name="" if coverage.group_number else coverage.group_name,
        filing_indicator=other.plan.filing_indicator,
        adjustments=answered.adjustments if answered else (),
        paid=answered.paid if answered else None,
        remaining_liability=answered.remaining if answered else None,
        assignment="Y",
        release="Y",
        subscriber=people.subscriber(source, other),
        payer=_payer(source, other),
        adjudicated_on=answered.adjudicated_on if answered and not answered.lines else None,
        payer_claim_control_number=answered.payer_claim_control_number if answered else "",
    )


def _clia(source: ClaimSource, part: Part, on: date) -> str:
    """The site's CLIA number, where a laboratory test stands on the claim."""
    site = source.facility
    is_valid = site.clia_valid_to is None or on <= site.clia_valid_to
    return site.clia if is_valid and any(_is_laboratory(one.procedure) for one in part.charges) else ""


def _is_laboratory(procedure: str) -> bool:
    return procedure.isdigit() and "80000" <= procedure <= "89999"


def _circumstances(case: Case | None) -> dict[str, Any]:
    """What an accident or a pregnancy adds (CLM11, DTP*439, DTP*484)."""
    if case is None:
        return {}
    if case.kind == "pregnancy":
        return {"last_menstrual_period_on": case.began_on}
    if not case.kind.startswith("accident_"):
        return {}
    told: dict[str, Any] = {case.kind: True, "accident_on": case.began_on}
    if case.kind == "accident_auto":
        told["accident_state"] = case.state
    return told
