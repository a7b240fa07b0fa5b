"""What do our files and books know of the claims that a remittance speaks of?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coverage.models import Coverage, Enrollment
from cleanclaim.app.ledger import books
from cleanclaim.app.posting.models import PostedClaimPayment
from cleanclaim.app.posting.occasions import occasion_of
from cleanclaim.app.remittances.actions import payer_of
from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.core.coverage import in_force
from cleanclaim.core.coverage.choice import valid_on
from cleanclaim.core.facts import money
from cleanclaim.core.facts.remittances import Remittance
from cleanclaim.core.ledger.accounts import PAYER_OVERPAYMENT
from cleanclaim.core.ledger.entries import entry_key
from cleanclaim.core.posting.context import Books, Context, PriorPosting
from cleanclaim.core.remittances.matching import ClaimOnFile, CoverageOnFile, LineOnFile


def context_for(by: Actor, remittance: Remittance) -> Context:
    """Gather everything that posting this remittance may look at. The claims are locked until the commit."""
    claims = _claims(remittance)
    on_file = claims_on_file(claims)
    by_payer_number: defaultdict[str, list[ClaimOnFile]] = defaultdict(list)
    for claim in on_file.values():
        for number in claim.payer_claim_control_numbers:
            by_payer_number[number].append(claim)
    known = payer_of(by.practice_id, remittance)
    payer = known.pk if known else None
    charges = {line.charge for claim in on_file.values() for line in claim.lines}
    return Context(
        occasion=occasion_of(by),
        payer=payer,
        by_control_number={claim.patient_control_number: claim for claim in on_file.values()},
        by_payer_number=by_payer_number,
        books=Books(_legs(charges, payer), prior_postings(on_file)),
    )


def claims_on_file(rows: Sequence[Claim]) -> dict[UUID, ClaimOnFile]:
    """Claims as posting needs them, by key."""
    coverages: defaultdict[UUID, list[Coverage]] = defaultdict(list)
    patients = {row.patient_id for row in rows}
    for one in Coverage.objects.select_related("plan__payer").filter(patient__in=patients):
        coverages[one.patient_id].append(one)
    enrollments = list(Enrollment.objects.filter(provider__isnull=True))
    return {row.pk: _on_file(row, coverages[row.patient_id], enrollments) for row in rows}


def prior_postings(claims: Iterable[UUID]) -> dict[UUID, list[PriorPosting]]:
    """What was posted for each claim before, oldest first."""
    rows = list(
        PostedClaimPayment.objects.select_related("claim_payment", "entry__reversed_by")
        .prefetch_related("claim_payment__line_payments")
        .filter(claim__in=claims, outcome="posted", entry__isnull=False)
        .order_by("posted_at", "claim_payment__position")
    )
    posted = (
        {entry_key(one): one for one in books.entries(pk__in=[row.entry_id for row in rows])} if rows else {}
    )
    found: defaultdict[UUID, list[PriorPosting]] = defaultdict(list)
    for row in rows:
        reversed_ = hasattr(row.entry, "reversed_by")
        found[row.claim_id].append(PriorPosting(posted[row.entry_id], row.claim_payment.facts(), reversed_))
    return dict(found)


def _claims(remittance: Remittance) -> list[Claim]:
    """The claims that the remittance or its provider adjustments may mean, by either number."""
    numbers = {one.patient_control_number.strip() for one in remittance.claims}
    theirs = {one.payer_claim_control_number.strip() for one in remittance.claims}
    for beside in remittance.provider_adjustments:
        words = {beside.reference.strip(), *beside.reference.split()}
        numbers |= words
        theirs |= words
    wanted = Q(patient_control_number__in=numbers - {""}) | Q(payer_claim_control_number__in=theirs - {""})
    return list(
        Claim.objects.select_for_update(of=("self",))
        .filter(wanted, frozen_at__isnull=False)
        .select_related("payer", "encounter")
        .prefetch_related("lines__charge__encounter")
        .order_by("pk")
    )


def _on_file(row: Claim, coverages: list[Coverage], enrollments: list[Enrollment]) -> ClaimOnFile:
    valid = (one.facts() for one in coverages)
    order = in_force(valid, row.date_of_service, row.encounter.case_id)
    by_number = {one.number: one for one in coverages}
    asked = [by_number[one.number] for one in order]
    if row.coverage_id not in {one.pk for one in asked}:
        # The coverage was ended or re-ordered after the claim went out; it was asked all the same.
        asked = [next(one for one in coverages if one.pk == row.coverage_id), *asked]
    numbers = (row.payer_claim_control_number,) if row.payer_claim_control_number else ()
    network = next(
        (
            one.in_network
            for one in valid_on(
                [one for one in enrollments if one.payer_id == row.payer_id and one.valid_from],
                row.date_of_service,
            )
        ),
        True,
    )
    return ClaimOnFile(
        key=row.pk,
        patient_control_number=row.patient_control_number,
        patient=row.patient_id,
        sequence=row.sequence,
        coverages=tuple(_coverage(one, row) for one in asked),
        lines=_lines(row),
        payer_claim_control_numbers=numbers,
        payer_kinds=(row.payer.number, row.payer.kind),
        network="in" if network else "out",
    )


def _coverage(one: Coverage, claim: Claim) -> CoverageOnFile:
    return CoverageOnFile(
        coverage=one.pk,
        payer=one.plan.payer_id,
        plan=one.plan_id,
        sequence=claim.sequence if one.pk == claim.coverage_id else one.sequence,
        protects=one.qualified_medicare_beneficiary or one.medicaid_protected,
        nominal_copay=(one.copay or 0) if one.medicaid_protected else 0,
    )


def _lines(row: Claim) -> tuple[LineOnFile, ...]:
    """The lines as they were sent, each with its charge."""
    sent: dict[int, Any] = {line.number: line for line in row.facts().lines}
    found = []
    for one in row.lines.all():
        line, charge = sent.get(one.number), one.charge
        if line is None:
            raise BrokenInvariant("a claim's line that its document does not have")
        found.append(
            LineOnFile(
                number=one.number,
                charge=charge.pk,
                charge_number=charge.number,
                procedure=line.procedure,
                modifiers=line.modifiers,
                billed=line.billed,
                date_of_service=charge.date_of_service,
                provider=charge.rendering_provider_id,
                facility=charge.encounter.facility_id,
            )
        )
    return tuple(found)


def _legs(charges: set[UUID], payer: UUID | None) -> list[money.Leg]:
    """The legs of the charges, and what is owed back to the payer under any reference."""
    own = books.legs(charge__in=charges) if charges else []
    back = books.legs(account=PAYER_OVERPAYMENT, payer=payer, charge__isnull=True) if payer else []
    return own + back
