"""Where do the facts of a claim come from? The rows of an encounter, its patient, its payers and its site."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Sum

from cleanclaim.app.charges.models import Charge
from cleanclaim.app.coding.models import Diagnosis
from cleanclaim.app.coverage.models import (
    Authorization,
    Coverage,
    Enrollment,
    PayerProfile,
    PayerRoute,
    Referral,
)
from cleanclaim.app.encounters.models import Encounter, PlanRestriction
from cleanclaim.app.people.models import Practice, Provider
from cleanclaim.app.statements.models import PatientPayment
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.claims import ClaimSource, Coordination, Insurance
from cleanclaim.core.coverage import in_force, profile_on
from cleanclaim.core.facts import payers


def coverages_of(row: Encounter) -> list[Coverage]:
    """The coverages that answer for an encounter, in payer order; none where no plan is to be told of it."""
    if row.financial_class == "self_pay" or _is_restricted(row):
        return []
    rows = Coverage.objects.filter(patient=row.patient_id).select_related("plan__payer", "subscriber")
    by_number = {one.number: one for one in rows}
    chosen = in_force([one.facts() for one in rows], row.date_of_service, row.case_id)
    return [by_number[one.number] for one in chosen]


def source_for(
    row: Encounter,
    coverage: Coverage,
    *,
    frequency: str = "1",
    payer_claim_control_number: str = "",
    answered: Mapping[str, Coordination] | None = None,
) -> ClaimSource:
    """Everything that the encounter's claims to one payer are built from; answered: by payer sequence."""
    told = answered or {}
    others = [one for one in coverages_of(row) if one.pk != coverage.pk]
    practice = Practice.objects.get(pk=row.practice_id)
    charges = Charge.objects.filter(encounter=row, state__in=("coded", "claimed")).order_by("sequence")
    diagnoses = Diagnosis.objects.filter(encounter=row)
    return ClaimSource(
        practice=practice.facts(),
        patient=row.patient.facts(),
        encounter=row.facts(),
        facility=row.facility.facts(),
        providers=_providers(row, [one.rendering_provider_id for one in charges]),
        case=row.case.facts() if row.case else None,
        diagnoses=tuple(one.facts() for one in diagnoses),
        charges=tuple(one.facts() for one in charges),
        insurance=_insurance(row, coverage),
        others=tuple(_insurance(row, one, told.get(one.sequence)) for one in others),
        patient_paid=_paid_by_patient(row),
        frequency=frequency,
        payer_claim_control_number=payer_claim_control_number,
    )


def profile_of(payer: UUID, day: date) -> payers.PayerProfile:
    """The payer's rules on a day; NotClean where it has none."""
    found = profile_on([one.facts() for one in PayerProfile.objects.filter(payer=payer)], day)
    if found is None:
        raise NotClean("payer.profile", "This payer has no rules for this day: add its profile.")
    return found


def route_of(payer: UUID, transaction: str = "837P") -> PayerRoute:
    """The route that reaches a payer; NotClean where it has none."""
    found = PayerRoute.objects.filter(payer=payer, transaction=transaction).order_by("partner").first()
    if found is None:
        raise NotClean("payer.route", "No route reaches this payer: add its identifier at a partner.")
    return found


def _insurance(row: Encounter, coverage: Coverage, answered: Coordination | None = None) -> Insurance:
    payer = coverage.plan.payer
    return Insurance(
        coverage=coverage.facts(),
        subscriber=coverage.subscriber.facts(),
        plan=coverage.plan.facts(),
        payer=payer.facts(),
        payer_id=route_of(payer.pk).identifier,
        authorizations=tuple(one.facts() for one in Authorization.objects.filter(coverage=coverage)),
        referrals=tuple(one.facts() for one in Referral.objects.filter(coverage=coverage)),
        enrollments=tuple(one.facts() for one in Enrollment.objects.filter(payer=payer)),
        answered=answered,
    )


def _providers(row: Encounter, rendering: list[UUID]) -> dict[UUID, object]:
    wanted = {*rendering, row.rendering_provider_id, row.supervising_provider_id, row.referring_provider_id}
    return {one.pk: one.facts() for one in Provider.objects.filter(pk__in=wanted - {None})}


def _paid_by_patient(row: Encounter) -> int | None:
    """What the patient paid at the visit (AMT*F5)."""
    taken = PatientPayment.objects.filter(encounter=row, kind="copay").aggregate(paid=Sum("amount"))
    return taken["paid"]


def _is_restricted(row: Encounter) -> bool:
    """Paid in full and asked not to tell the plan: 45 CFR 164.522(a)(1)(vi)."""
    asked = PlanRestriction.objects.filter(patient=row.patient_id)
    return any(
        one.encounter_id == row.pk
        or (
            one.encounter_id is None
            and one.first <= row.date_of_service
            and (one.last is None or row.date_of_service <= one.last)
        )
        for one in asked
    )
